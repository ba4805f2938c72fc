"""When an article says a thing twice: which of its suggestions are one, and what both add to it.

Knows suggestions of one article; the record's events are for `coverage`.
"""

from dataclasses import replace

from parley import dates, words
from parley.dates import FuzzyDate
from parley.intake.papers import Suggestion


def _is_open(date: FuzzyDate) -> bool:
    """Tell whether a date has no beginning, or no end."""
    return date.earliest is None or date.latest is None


def with_names(one: Suggestion, other: Suggestion) -> Suggestion:
    """Return a suggestion with the names that another telling of the same adds."""
    return replace(
        one,
        people=tuple(dict.fromkeys((*one.people, *other.people))),
        places=one.places or other.places,
        topics=tuple(dict.fromkeys((*one.topics, *other.topics))),
    )


def is_same(one: Suggestion, other: Suggestion) -> bool:
    """Tell whether two suggestions of one article are one: same day, kind and end, like words."""
    if (one.date, one.kind, one.until, one.measure) != (
        other.date,
        other.kind,
        other.until,
        other.measure,
    ):
        return False
    if one.covered_by != other.covered_by or _is_open(dates.parse(one.date)):
        return one.title == other.title
    first, second = (set(words.fold(each.quote).casefold().split()) for each in (one, other))
    return bool(one.until or one.covered_by) or len(first & second) * 4 > len(first | second)
