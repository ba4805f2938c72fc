"""Which measure of the record an end belongs to that a text names.

Knows measures, their histories and the words they are told in; knows no grammar.
"""

import re
from collections.abc import Collection, Iterator

from parley import dates
from parley.date_mistakes import MONTHS
from parley.dates import Day, FuzzyDate
from parley.model import Measure
from parley.steps import Step
from parley.timeline import Timeline

# Words of titles, without their endings, that tell no measure from another.
_COMMON = {
    *("the", "and", "for", "from", "its", "all", "are", "not", "was", "has", "now", "that", "have"),
    *("will", "unles", "until", "china", "chines", "trade", "measur", "talk", "good", "order"),
    *("president", *(re.sub("s$", "", month.casefold()) for month in MONTHS)),
}

# Words of its summary alone must be so many before a measure is meant.
_LEAST = 3

# What a measure must share with a text that names it alone: two words of its title.
_BY_NAME = 8

# An end that a text gives and one of the record are the same within a day: zones differ, and so
# do "through 10 November" and "until 10 November".
_NEAR = 1

_WORD = re.compile(r"[^\W\d_]+")


class Deadlines:
    """Ends of the record's measures, found by their day."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._by_day: dict[int, list[Step]] = {}
        for steps in timeline.history.values():
            for step in steps:
                if step.end and step.end.earliest and step.end.earliest == step.end.latest:
                    self._by_day.setdefault(dates.day_number(step.end.earliest), []).append(step)
        self._words = {
            measure.id: _stems(f"{measure.title} {measure.id.replace('-', ' ')}") - _COMMON
            for measure in timeline.measures
        }

    def _around(self, end: FuzzyDate) -> Iterator[Step]:
        """Yield the settings whose end is the one named, within a day."""
        if not end.earliest or not end.latest:
            return
        first, last = dates.day_number(end.earliest), dates.day_number(end.latest)
        if last - first > 31:
            return
        for number in sorted(range(first - _NEAR, last + _NEAR + 1), key=lambda n: abs(n - first)):
            yield from self._by_day.get(number, ())

    def setting(
        self, words: str, topics: Collection[str], by: Collection[str], end: FuzzyDate, known: Day
    ) -> Step | None:
        """Return the setting that a text means by an end, or None where none or several fit.

        Of those with that end that were decided by a day, the one that shares most with the text
        in words, topics and parties. Of several settings of one event the first counts.
        """
        steps = [step for step in self._around(end) if step.decided <= known]
        scored = {id(step): self._shared(step.setting.measure, words, topics, by) for step in steps}
        best = max(scored.values(), default=0)
        fit = [step for step in steps if best and scored[id(step)] == best]
        return fit[0] if len({step.event.id for step in fit}) == 1 else None

    def only(self, end: FuzzyDate, known: Day) -> Step | None:
        """Return the one setting with that very end, for words that speak of a deadline alone."""
        steps = [step for step in self._same_day(end) if step.decided <= known]
        return steps[0] if len({step.event.id for step in steps}) == 1 else None

    def _same_day(self, end: FuzzyDate) -> list[Step]:
        return [
            step for step in self._around(end) if step.end and step.end.earliest == end.earliest
        ]

    def measure(self, words: str, topics: Collection[str]) -> str:
        """Return the measure that a text names by words of its title; "" where none or two do."""
        scored = {
            measure.id: self._shared(measure.id, words, topics, ())
            for measure in self.timeline.measures
            if self._words[measure.id] & _stems(words) and self._is_of(measure, topics)
        }
        best = max(scored.values(), default=0)
        ids = [id for id, score in scored.items() if score == best]
        return ids[0] if best >= _BY_NAME and len(ids) == 1 else ""

    def _is_of(self, measure: Measure, topics: Collection[str]) -> bool:
        return not measure.topics or bool(set(measure.topics) & set(topics))

    def _shared(self, id: str, words: str, topics: Collection[str], by: Collection[str]) -> int:
        """Weigh what a text shares with a measure: title words most, topics, summary, parties."""
        measure = self.timeline.measure.get(id)
        if measure is None:
            return 0
        told = _stems(words)
        title, summary = self._words[id], _stems(measure.summary) - self._words[id]
        shared = 4 * len(title & told) + 2 * len(set(measure.topics) & set(topics))
        if not shared and len(summary & told - _COMMON) < _LEAST:
            return 0
        sides = set(measure.by) & set(by)
        is_others = bool(measure.by and by) and not sides
        return shared + len(summary & told - _COMMON) + 2 * bool(sides) - 2 * is_others


def _stems(text: str) -> set[str]:
    """Return the words of a text as they are compared: small letters, no ending."""
    return {
        re.sub(r"(?:ies|s|es|ed|ing)$", "", word)
        for word in _WORD.findall(text.casefold())
        if len(word) > 2
    }
