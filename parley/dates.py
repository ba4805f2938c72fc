"""Dates as sources give them: EDTF read into the days a date can touch, put in order, or refused.

Knows the standard and the calendar; knows neither the clock nor how a date is shown to a reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from parley.date_mistakes import MONTHS, complaint

PRECISIONS = ("time", "day", "month", "season", "year", "decade", "century", "millennium")


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar in astronomical years (0 is 1 BCE)."""

    year: int
    month: int
    day: int


# After every day that a date can name.
NEVER = Day(10**20, 1, 1)


class DateError(ValueError):
    """A text that is no date we read: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        """Take two sentences for a person."""
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class FuzzyDate:
    """A date as precise as it was written.

    `earliest` and `latest` are the first and last day it can touch, None where that side is open
    or unknown. The precision of an interval or a set is that of its coarsest part. An interval
    has `start` and `end`, None where open (`open_start`, `open_end`) or unknown; a set has
    `choices`. `seconds` counts from local midnight, `offset` is minutes east of UTC.
    """

    text: str
    earliest: Day | None
    latest: Day | None
    precision: str
    approximate: bool = False
    uncertain: bool = False
    seconds: int | None = None
    offset: int | None = None
    interval: bool = False
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    open_start: bool = False
    open_end: bool = False
    choices: tuple[FuzzyDate, ...] = ()


def day_number(day: Day) -> int:
    """Count days from 1 March of year 0, for any year (Hinnant, days_from_civil)."""
    year = day.year - (day.month < 3)
    in_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + in_year


def day_from_number(n: int) -> Day:
    """Return the day that `day_number` counts as n (Hinnant, civil_from_days)."""
    era, rest = divmod(n, 146097)
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    rest -= 365 * year + year // 4 - year // 100
    month = (5 * rest + 2) // 153
    day = rest - (153 * month + 2) // 5 + 1
    return Day(400 * era + year + (month > 9), (month + 2) % 12 + 1, day)


def iso(day: Day) -> str:
    """Write a day as ISO 8601 does: 2025-09-14, -0043-03-15, +170000002-12-31."""
    sign = "-" if day.year < 0 else "+" if day.year > 9999 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def machine(date: FuzzyDate) -> str | None:
    """Return the value for HTML's <time datetime>, or None where it cannot say as little.

    HTML knows years from 1 on, months, days and moments, but no "about" (HTML Standard, time).
    """
    first = date.earliest
    if date.interval or date.choices or date.approximate or first is None or first.year < 1:
        return None
    day = iso(first).removeprefix("+")
    # Of a moment, HTML wants the minutes of the offset too, and calls no offset -00:00.
    moment = re.sub("[+-]..$", r"\g<0>:00", date.text).replace("-00:00", "Z")
    return {"year": day[:-6], "month": day[:-3], "day": day, "time": moment}.get(date.precision)


def parse(text: str) -> FuzzyDate:
    """Read EDTF (2019) of levels 0 and 1, and of level 2 one-of sets and marks on a part.

    White space around the text is dropped. Raises DateError for anything else.
    """
    text = text.strip()
    date = _read(text)
    if date is None:
        raise DateError(*complaint(text, _read))
    return date


def sort_key(date: FuzzyDate) -> tuple[Day, int, int, Day]:
    """Order by first day (the last, where the start is open), moment, then finer, then shorter.

    Moments of one day compare in UTC where the offset is stated: 15:00+08:00 comes before
    09:00-04:00. A date without any day comes last.
    """
    first = date.earliest or date.latest or NEVER
    moment = (date.seconds or 0) - 60 * (date.offset or 0)
    return first, moment, PRECISIONS.index(date.precision), date.latest or NEVER


def is_one_day(date: FuzzyDate) -> bool:
    """Tell whether a date is a stated day or moment, and no other."""
    return is_firm_day(date) and date.earliest == date.latest


def is_firm_day(date: FuzzyDate) -> bool:
    """Tell whether a date is a stated day or moment, or runs between two such days."""
    if date.interval:
        return all(end is not None and is_firm_day(end) for end in (date.start, date.end))
    vague = date.approximate or date.uncertain or date.choices
    return date.precision in ("time", "day") and not vague


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def last_day(year: int, month: int) -> Day:
    """Return the last day of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return Day(year, month, 29 if month == 2 and leap else _LENGTHS[month - 1])


def _point(text: str, earliest: Day, latest: Day, precision: str) -> FuzzyDate:
    return FuzzyDate(
        text=text,
        earliest=earliest,
        latest=latest,
        precision=precision,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )


def _read_date(text: str, found: re.Match[str]) -> FuzzyDate | None:
    year_digits, month_digits, day_digits = found.groups()
    if year_digits == "-0000":
        raise DateError(f"'{text}' has a year -0000, which does not exist", "write 0000 for 1 BCE")
    year = int(year_digits)
    if month_digits in (None, "XX"):
        is_mask = day_digits not in (None, "XX")
        return None if is_mask else _point(text, Day(year, 1, 1), Day(year, 12, 31), "year")
    month = int(month_digits)
    if not 1 <= month <= 12:
        return _read_season(text, year_digits, month, day_digits)
    last = last_day(year, month)
    if day_digits in (None, "XX"):
        return _point(text, Day(year, month, 1), last, "month")
    day = Day(year, month, int(day_digits))
    if not 1 <= day.day <= last.day:
        fault = f"{MONTHS[month - 1]} {year_digits} has {last.day} days"
        hint = f"write a day that exists, or only the month: {year_digits}-{month_digits}"
        raise DateError(f"'{text}' is not a real date: {fault}", hint)
    return _point(text, day, day, "day")


def _read_season(text: str, year_digits: str, number: int, day_digits: str | None) -> FuzzyDate:
    """Read 21 to 24 as northern seasons of whole months; winter ends in February of the next year.

    EDTF leaves the days to the reader; these are the meteorological ones.
    """
    if day_digits is None and 25 <= number <= 41:
        fault = "parts of the year numbered 25 to 41 are not supported"
        hint = "write its months, 2001-04/2001-06, or the two years, 2024/2025"
        raise DateError(f"'{text}': {fault}", hint)
    if day_digits is not None or not 21 <= number <= 24:
        hint = f"write a month from 01 to 12, or only the year: {year_digits}"
        raise DateError(f"'{text}' is not a real date: there is no month {number:02}", hint)
    year, month = int(year_digits), 3 * (number - 20)
    last = last_day(year, month + 2) if number < 24 else last_day(year + 1, 2)
    return _point(text, Day(year, month, 1), last, "season")


def _read_years(text: str, found: re.Match[str]) -> FuzzyDate:
    """Read 201X, 20XX and 2XXX, and the long years Y170000002."""
    digits = found[1]
    first, last = sorted(int(digits.replace("X", digit)) for digit in "09")
    precision = PRECISIONS[PRECISIONS.index("year") + digits.count("X")]
    return _point(text, Day(first, 1, 1), Day(last, 12, 31), precision)


def _read_time(text: str, found: re.Match[str]) -> FuzzyDate | None:
    date = _read(found[1])
    hour, minute, second, east_hour, east_minute = (
        int(found[name] or 0) for name in ("hour", "minute", "second", "east_hour", "east_minute")
    )
    offset = 60 * east_hour + east_minute
    if hour > 23 or max(minute, second, east_minute) > 59 or offset > 14 * 60:
        hint = "write hours up to 23, minutes and seconds up to 59, an offset up to 14:00"
        raise DateError(f"'{text}' has a time that no clock shows", hint)
    return date and replace(
        date,
        text=text,
        precision="time",
        seconds=3600 * hour + 60 * minute + second,
        offset=None if not found["zone"] else -offset if found["zone"][0] == "-" else offset,
    )


def _read_interval(text: str, found: re.Match[str]) -> FuzzyDate | None:
    """Read a/b, where a side is a date, `..` for open, or nothing for unknown."""
    left, right = found.groups()
    start, end = _read(left), _read(right)
    if (left not in ("", "..") and not start) or (right not in ("", "..") and not end):
        return None
    earliest, latest = (start.earliest if start else None), (end.latest if end else None)
    if earliest and latest and earliest > latest:
        raise DateError(f"the end {right} is before the start {left}", "put the earlier date first")
    return replace(
        _together(text, tuple(date for date in (start, end) if date)),
        earliest=earliest,
        latest=latest,
        interval=True,
        start=start,
        end=end,
        open_start=left == "..",
        open_end=right == "..",
    )


def _read_set(text: str, found: re.Match[str]) -> FuzzyDate | None:
    """Read [a,b,c..d]: one of these dates, or one within a range that may be open."""
    members = []
    for part in found[1].split(","):
        first, dots, last = part.partition("..")
        member = _read(f"{first or '..'}/{last or '..'}" if dots else part)
        if member is None or not (first or last):
            return None
        members.append(member)
    return replace(_together(text, tuple(members)), choices=tuple(members))


def _together(text: str, parts: tuple[FuzzyDate, ...]) -> FuzzyDate:
    """Span the parts: as coarse as the coarsest, as doubtful as any, open where one is open."""
    firsts = [part.earliest for part in parts if part.earliest]
    lasts = [part.latest for part in parts if part.latest]
    ranks = [PRECISIONS.index(part.precision) for part in parts]
    return FuzzyDate(
        text=text,
        earliest=min(firsts) if firsts and len(firsts) == len(parts) else None,
        latest=max(lasts) if lasts and len(lasts) == len(parts) else None,
        precision=PRECISIONS[max(ranks, default=-1)],
        approximate=any(part.approximate for part in parts),
        uncertain=any(part.uncertain for part in parts),
    )


_DATE = "M?(-?D{4})M?(?:-M?(DD|XX)M?(?:-M?(DD|XX)M?)?)?"
_CLOCK = "(?P<hour>DD):(?P<minute>DD):(?P<second>DD)"
_ZONE = "(?P<zone>Z|[+-](?P<east_hour>DD)(?::(?P<east_minute>DD))?)?"
_END = r"((?:[-0-9XY?~%]{4,}|\.\.)?)"

# A number has at most 18 digits: Python itself will not print one beyond 4,300.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], FuzzyDate | None]], ...] = (
    tuple(
        (re.compile(form.replace("D", "[0-9]").replace("M", "[?~%]")), read)
        for form, read in (
            (_DATE, _read_date),
            (f"(-?D{{4}}-DD-DD)T{_CLOCK}{_ZONE}", _read_time),
            (f"(?!/$){_END}/{_END}", _read_interval),
            ("M?(-?(?:D{3}X|DDXX|DXXX))M?", _read_years),
            ("Y(-?[1-9]D{4,17})M?", _read_years),
            (r"\[([-0-9XY?~%.,]+)\]", _read_set),
        )
    )
)


def _read(text: str) -> FuzzyDate | None:
    """Return the date, or None where the text has none of the forms."""
    for form, read in _FORMS:
        if found := form.fullmatch(text):
            return read(text, found)
    return None
