"""A moment as the clocks of the parties' capitals show it, where they stand on different days.

Knows time zones; knows no event, no page and not the clock of this machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from zoneinfo import ZoneInfo

from parley import date_labels, dates
from parley.dates import FuzzyDate
from parley.settings import Party

# Words with what stands for them in <time datetime>, "" for words alone.
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment in one time zone, with the capitals that keep it."""

    date: FuzzyDate
    capitals: tuple[str, ...]


def clocks(date: FuzzyDate, parties: Iterable[Party]) -> tuple[Clock, ...]:
    """Return a moment on the clock of every capital, the earlier day first.

    Nothing where it is the same day in all of them, where no offset from UTC is stated, and where
    the calendar of `datetime` (years 1 to 9999) or whole minutes of offset can't hold it.
    """
    zones: dict[str, list[str]] = {}
    for party in parties:
        if party.zone:
            zones.setdefault(party.zone, []).append(party.capital or party.name)
    found = []
    for zone, capitals in zones.items():
        local = _in_zone(date, zone)
        if local is None:
            return ()
        found.append(Clock(local, tuple(capitals)))
    days = {clock.date.earliest for clock in found}
    return tuple(sorted(found, key=_day)) if len(days) > 1 else ()


def pieces(clocks: Sequence[Clock]) -> tuple[Piece, ...]:
    """Write `11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing`, in pieces.

    Capitals on one day share its date: 12 August 2025, 08:29 in Beijing, 09:29 in Seoul.
    """
    found: list[Piece] = []
    for _, group in groupby(clocks, key=_day):
        for place, clock in enumerate(group):
            day = "" if place else f"{date_labels.day_label(clock.date)}, "
            words = day + date_labels.clock_label(clock.date)
            found += [(", " if place else "; ", ""), (words, dates.machine(clock.date) or "")]
            found += [(f" in {_joined(clock.capitals)}", "")]
    return tuple(found[1:])


def _in_zone(date: FuzzyDate, zone: str) -> FuzzyDate | None:
    """Return a moment as a zone's clock shows it, or None where that can't be worked out."""
    day = date.earliest
    if date.seconds is None or date.offset is None or day is None or not 1 <= day.year <= 9999:
        return None
    offset = timezone(timedelta(minutes=date.offset))
    try:
        local = datetime(*day, tzinfo=offset) + timedelta(seconds=date.seconds)
        local = local.astimezone(ZoneInfo(zone))
    except OverflowError:  # it falls out of the calendar on the way
        return None
    # Before there were time zones, clocks followed the sun: no whole minutes, so no EDTF.
    shift = local.utcoffset()
    if shift is None or shift % timedelta(minutes=1):
        return None
    return dates.parse(local.isoformat(timespec="seconds"))


def _day(clock: Clock) -> dates.Day:
    return clock.date.earliest or dates.Day(0, 1, 1)


def _joined(names: Sequence[str]) -> str:
    """Join names: Beijing; Beijing and Seoul; Beijing, Seoul and Tokyo."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
