"""The rule about titles: one happening is one event, also where two editors came upon it.

Knows when two titles say the same in nearly the same words; knows nothing of what they mean.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from parley import addresses, clocks
from parley.dates import NEVER, Day, FuzzyDate, day_number
from parley.model import Event
from parley.problems import Problem
from parley.timeline import Timeline

# Letters. One longer word can be another happening: "China opens an antitrust probe of DuPont",
# "... of Qualcomm". Among 171 real titles no two are alike by this measure, whatever their days.
SMALL = 3

# Small words that turn a sentence round, in some languages.
NEGATIONS = frozenset(
    [
        *("no", "not", "nor", "non", "ne", "pas", "nie", "não", "не", "ні"),
        *("لا", "لم", "لن", "ما", "غير"),
    ]
)

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WITHIN_A_WORD = re.compile(r"(?<=[^\W\d])\.|(?<=\w)[-‐‑](?=\w)")  # U.S. is US; re-open is no open


def events_are_told_apart(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """Two events of nearly the same days should not have nearly the same title (a warning)."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in timeline.events:
        groups.setdefault(title_key(event.title), []).append(event)
    for group in groups.values():
        if len(group) > 1:
            yield from _alike(group)


def title_key(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what alike titles share: only events that have the same are compared."""
    return _long_words(title), tuple(_NUMBER.findall(title))


def _long_words(title: str) -> tuple[str, ...]:
    """Return the longer words of a title, in alphabetical order."""
    return tuple(sorted(word for word in _WORD.findall(title.casefold()) if len(word) > SMALL))


def _alike(group: Iterable[Event]) -> Iterator[Problem]:
    """Compare each event with the earlier ones that can still go on, or ended the day before."""
    near: list[Event] = []
    for event in sorted(group, key=lambda each: each.date.earliest or clocks.ALWAYS):
        near = [other for other in near if _reaches(other.date, event.date)]
        twin = next((other for other in near if _is_same(other, event)), None)
        if twin is None or _end(twin) < _end(event):  # else it stands for both
            near.append(event)
        if twin:
            message = f"'{twin.id}' has nearly the same title and date as '{event.id}'"
            hint = "keep one and add the other's sources to it, or tell them apart in the title"
            yield Problem(
                origin=event.origin, rule="alike", message=message, hint=hint, severity="warning"
            )


def _reaches(one: FuzzyDate, later: FuzzyDate) -> bool:
    """Tell whether a date can reach the eve of a later one: elsewhere it is tomorrow already."""
    if one.latest is None or later.earliest is None:
        return True
    return day_number(later.earliest) - day_number(one.latest) <= 1


def _end(event: Event) -> Day:
    return event.date.latest or NEVER


def _is_same(one: Event, other: Event) -> bool:
    """Tell whether two titles have the same words in any order, or one has one small word more.

    Their numbers are the same in the same order; two parties never do the same thing.
    """
    if one.id == other.id:
        return False  # an error of its own
    if one.by and other.by and set(one.by).isdisjoint(other.by):
        return False
    mine, its = _words(one.title), _words(other.title)
    more = [*(mine - its).elements(), *(its - mine).elements()]
    return not more or (len(more) == 1 and _is_small(more[0], (one.title, other.title)))


def _words(title: str) -> Counter[str]:
    return Counter(addresses.slug(_WITHIN_A_WORD.sub("", title)).split("-"))


def _is_small(word: str, titles: Iterable[str]) -> bool:
    """Tell whether a word, which is not long, is no negation and no name (EU, Xi: in capitals)."""
    written = {each for title in titles for each in _WORD.findall(title[:1].lower() + title[1:])}
    return word not in NEGATIONS and word in written
