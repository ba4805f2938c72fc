"""Whether the record has it already: events that tell what a text tells, articles with its words.

Knows how alike is alike enough; changes nothing and proposes only.
"""

import math
import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache

from parley import dates, words
from parley.dates import FuzzyDate
from parley.intake.papers import Suggestion
from parley.model import Article, Event
from parley.timeline import Timeline

# Days by which an event may lie outside the days that a text gives: zones, and evening papers.
SLACK = 1

# What reaches this tells the same. Measured on the sentences of tests/articles and the events
# of the flagship that they are known to tell of.
ENOUGH = 0.8

# What it says that two dates of a few days touch; and how rare words must be to count alone.
_DAYS_TOUCH, _RARE = 0.35, 6.0

_WORD = re.compile(r"[^\W_]{3,}")


class Coverage:
    """The events of a record, ready to be compared with suggestions."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._words = {
            event.id: frozenset(_words(f"{event.title} {event.summary}"))
            for event in timeline.events
        }
        counts = Counter(word for found in self._words.values() for word in found)
        total = len(self._words) + 1
        self._weight = {word: math.log(total / count) for word, count in counts.items()}

    def event(self, suggestion: Suggestion, when: FuzzyDate, cited: Container[str] = ()) -> str:
        """Return the event that tells what a suggestion tells, or "".

        `cited` are the events that quote these very words already.
        """
        told = frozenset(_words(suggestion.quote))
        best, score = "", ENOUGH
        for event in self._around(when, cited):
            alike = self._likeness(event, suggestion, told, when) + (event.id in cited)
            if alike > score:
                best, score = event.id, alike
        return best

    def _around(self, when: FuzzyDate, cited: Container[str]) -> Iterator[Event]:
        """Yield the events whose days touch those of a date, and those cited."""
        for event in self.timeline.events:
            if event.id in cited or touch(event.date, when):
                yield event

    def _likeness(
        self, event: Event, suggestion: Suggestion, told: frozenset[str], when: FuzzyDate
    ) -> float:
        """Say how alike two tellings are: words by rarity, kind, names; less for a wide date.

        Without a name or rare words in common they are not; a party in common is enough where
        both are of the same days.
        """
        ours = self._words[event.id]
        people = set(suggestion.people) & set(event.people)
        places = set(suggestion.places) & set(event.places)
        topics = set(suggestion.topics) & set(event.topics)
        by = set(suggestion.by) & set(event.by)
        near = _closeness(event.date, when)
        rare = sum(self._weight[word] for word in told & ours) > _RARE
        if not (people or places or topics or rare or (by and near == _DAYS_TOUCH)):
            return 0.0
        title = frozenset(_words(event.title))
        common = sum(self._weight[word] * (1.5 if word in title else 1) for word in told & ours)
        size = math.sqrt(
            sum(self._weight.get(word, 3.0) for word in told)
            * sum(self._weight[word] for word in ours)
        )
        alike = 2 * common / size if size else 0.0
        if suggestion.kind and event.kind:
            alike += 0.35 if suggestion.kind == event.kind else -0.1
        alike += 0.5 * bool(places) + 0.15 * (min(2, len(people)) + min(2, len(topics)))
        if suggestion.by and event.by:
            alike += 0.1 if by else -0.3
        return alike + near


def touch(one: FuzzyDate, other: FuzzyDate, slack: int = SLACK) -> bool:
    """Tell whether two dates can be one, within some days; open sides reach everywhere."""
    return not any(
        first.latest
        and last.earliest
        and dates.day_number(last.earliest) - dates.day_number(first.latest) > slack
        for first, last in ((one, other), (other, one))
    )


def _closeness(one: FuzzyDate, other: FuzzyDate) -> float:
    """Return what it says that two dates touch: much for days, nothing for half-open ones."""
    spans = [
        dates.day_number(date.latest) - dates.day_number(date.earliest)
        for date in (one, other)
        if date.earliest and date.latest
    ]
    if len(spans) < 2:
        return -0.15
    return _DAYS_TOUCH if max(spans) <= 4 else 0.15 if max(spans) <= 31 else 0.0


def _words(text: str) -> list[str]:
    return [re.sub(r"(?:s|ed|ing)$", "", word) for word in _WORD.findall(text.casefold())]


# Runs of so many words are compared; of two texts, this share of the shorter one's runs must
# stand in the other. Two reports of one agency's copy share 70 to 95 % of them, two articles on
# one subject less than 5 %.
_RUN = 5
_SHARE = 0.5
_FEWEST = 20


class Twins:
    """The stored texts of a record, ready to be compared with another."""

    def __init__(self, timeline: Timeline) -> None:
        self._by_hash = {each.sha256: each for each in timeline.articles if each.sha256}
        self._stored = [each for each in timeline.articles if each.is_stored]

    def same_file(self, sha256: str, body: str) -> Article | None:
        """Return the article with the same hash, or the same words in the same order."""
        if sha256 in self._by_hash:
            return self._by_hash[sha256]
        wanted = _folded(body)
        return next((each for each in self._stored if _folded(each.body) == wanted), None)

    def reprint(self, body: str) -> Article | None:
        """Return the article of which a text is nearly a copy, or None."""
        wanted = _runs(body)
        best, share = None, _SHARE
        for each in self._stored:
            theirs = _runs(each.body)
            least = min(len(wanted), len(theirs))
            alike = len(wanted & theirs) / least if least >= _FEWEST else 0.0
            if alike > share:
                best, share = each, alike
        return best


# Each file of a run asks for all stored texts again: of 2,000 texts, 2.5 s a file.
@cache
def _folded(body: str) -> str:
    return words.fold(body)


def _runs(body: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of five words of a text."""
    told = _folded(body).casefold().split()
    return frozenset(zip(*(told[at:] for at in range(_RUN)), strict=False))
