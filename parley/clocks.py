"""The second clock: from which day something is known, beside the day on which it happened.

Knows the rules of house and site.toml for that; knows neither the timeline nor any page.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from parley import dates
from parley.dates import Day, FuzzyDate
from parley.model import Article, Correction, Event
from parley.settings import Settings

# Before every day that a date can name: for what has no day at all.
ALWAYS = Day(-(10**20), 1, 1)


def surely_by(date: FuzzyDate) -> Day:
    """Return the day by which a date has surely come: its last, or its first where that is open."""
    return date.latest or date.earliest or ALWAYS


def is_past(end: FuzzyDate | None, day: Day) -> bool:
    """Tell whether an end has surely come by the end of a day; on its own day nothing holds."""
    return end is not None and end.latest is not None and end.latest <= day


def is_before(end: FuzzyDate | None, day: Day) -> bool:
    """Tell whether an end has surely come before a day begins."""
    return end is not None and end.latest is not None and end.latest < day


def stated(end: FuzzyDate | None) -> FuzzyDate | None:
    """Return an end, or None for one that is open."""
    return end if end is not None and (end.earliest or end.latest) else None


def is_public(event: Event, settings: Settings) -> bool:
    """Tell whether an event's kind is public from its own day on."""
    return any(kind.public for kind in settings.kinds if kind.id == event.kind)


def known(event: Event, articles: Sequence[Article], settings: Settings) -> FuzzyDate | None:
    """Return since when an event is known, as precisely as was written, or None if nothing tells.

    The editor's `known`; else, for a public kind, the event's last day; else the earliest of the
    cited articles published on a stated day; else the one of imprecise date whose last day is
    the earliest: a vaguer source more makes nothing known later.
    """
    if event.known:
        return event.known
    if event.date.latest and is_public(event, settings):
        return _end(event.date)
    published = [each.published for each in articles if each.published and each.published.latest]
    firm = [date for date in published if dates.is_firm_day(date) and not date.interval]
    return min(firm or published, key=surely_by, default=None)


def _end(date: FuzzyDate) -> FuzzyDate:
    """Return the last day of talks from one day to another; any other date as it is."""
    return date.end if dates.is_firm_day(date) and date.end else date


def corrected(correction: Correction) -> Day:
    """Return the day from which a correction stands in the record."""
    return surely_by(correction.date)


def as_of(event: Event, day: Day, known: Collection[str]) -> Event:
    """Return an event without later corrections, and without names of events not yet known."""
    corrections = tuple(each for each in event.corrections if corrected(each) <= day)
    differs = tuple(
        replace(each, also=tuple(id for id in each.also if id in known)) for each in event.differs
    )
    return replace(event, corrections=corrections, differs=differs)
