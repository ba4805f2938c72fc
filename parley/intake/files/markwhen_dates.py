"""Markwhen's dates as EDTF: ranges, words, American figures, lengths of time, BCE.

Knows how Markwhen reads what stands before a colon; knows nothing of what stands behind it.
"""

import re
from typing import Literal

from parley import dates
from parley.date_mistakes import MONTHS
from parley.dates import DateError, Day, FuzzyDate, day_from_number, day_number, iso
from parley.intake.files.date_parts import hour_of
from parley.intake.files.stated_dates import stated

_UNITS = r"(?:days?|d|weeks?|w|months?|years?|y|hours?|h|minutes?|mins?|seconds?|secs?|s|ms)"
_MONTHS = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_WORD = re.compile(
    rf"\d+(?:st|nd|rd|th)?|now|to|until|til|every|other|for|x|after|before|by|!\w+|{_MONTHS}|sept"
    rf"|am|pm|bce?|ce|ad|week|work|business|times|t|z|w|{_UNITS}|[\s/,.:|+–-]",
    re.IGNORECASE,
)
_LENGTH = re.compile(rf"(\d+)\s*({_UNITS})(?:\s*,\s*)?", re.IGNORECASE)
_ERA = re.compile(r"(\d{1,5})\s*(BCE?|CE|AD)?", re.IGNORECASE)
_TIME = re.compile(
    r"(?P<day>.*?\d{4}(?:-\d\d-\d\d)?),?\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap]m)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d*)?(Z)")
_SLASHES = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")
_BETWEEN = (
    r"\s+(?:-|–|—|to)\s+",
    r"(?<=[a-z\d])\s*[–—]\s*(?=[a-z\d])",
    r"\s+/\s+|\s*/\s+|\s+/\s*",
    r"(?<=\b\d{4})\s*-\s*(?=\d{4}\b)",
    r"(?<=\d)\s*-\s*(?=\d{1,5}\s*(?:BCE?|CE|AD)\b)",
    r"(?<=\d{4}-\d\d-\d\d)/|(?<=\b\d{4}-\d\d)/|(?<=^\d{4})/",
    r"(?<=[a-z])\s*-\s*(?=[a-z\d])|(?<=/\d{4})\s*-\s*(?=[a-z\d])|(?<=\d{4})\s*-\s*(?=now\b|[a-z]|\d+/)",
)
_WRITE_OUT = "write the days themselves, as in 2025-09-14 / 2025-09-23"


# What stands first in 9/10/2025.
First = Literal["month", "day"]


def is_datelike(text: str) -> bool:
    """Tell whether a text is made of nothing but what dates are made of, with a date in it."""
    has_any = re.search(r"\d|\bnow\b|!\w", text, re.IGNORECASE)
    return bool(has_any) and not _WORD.sub("", text).strip()


def read(text: str, first: First) -> FuzzyDate:
    """Return the date of an event; raise DateError where it depends on something else."""
    text = " ".join(text.split())
    if re.search(r"\bevery\b", text, re.IGNORECASE):
        raise DateError(f"'{text}' repeats", "write an event for each time that matters")
    if re.search(r"(?i)\b(?:after|before|by)\b|!\w", text) or _LENGTH.fullmatch(text):
        raise DateError(f"'{text}' depends on another event", _WRITE_OUT)
    if re.search(r"(?i)\d-?w\d", text):
        raise DateError(f"'{text}' counts weeks", _WRITE_OUT)
    for form in _BETWEEN:
        start, *end = re.split(form, text, maxsplit=1, flags=re.IGNORECASE)
        if end and start:
            return _range(start.strip(), end[0].strip(), first)
    return _point(text, first)


def _range(start: str, end: str, first: First) -> FuzzyDate:
    era = _ERA.fullmatch(end)
    if era and era[2] and (alone := _ERA.fullmatch(start)) and not alone[2]:
        start = f"{start} {era[2]}"  # 285–247 BCE
    begin = _without_time(_point(start, first))
    if end.casefold() == "now":
        return dates.parse(f"{begin.text}/..")
    if _LENGTH.match(end):
        return _lasting(begin, end)
    last = _without_time(_point(end, first))
    return begin if begin.text == last.text else dates.parse(f"{begin.text}/{last.text}")


def _point(text: str, first: First) -> FuzzyDate:
    if text.casefold() == "now":
        raise DateError("'now' moves every day", "write the day, as in 2025-09-14")
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", text):
        return dates.parse(text)
    if found := _ISO.fullmatch(text):
        return dates.parse(found[1] + found[2])
    if (found := _ERA.fullmatch(text)) and found[2]:
        return _of_era(int(found[1]), found[2].upper())
    if found := _SLASHES.fullmatch(text):
        return _of_figures(found, first)
    if (found := _TIME.fullmatch(text)) and (found["half"] or found["minute"]):
        return _at_time(_point(found["day"], first), found)
    if re.fullmatch(r"\d{1,3}|\d{5,}", text):
        raise DateError(f"'{text}' is not a year", "write four digits, or 44 BCE")
    date = stated(text)
    if date.interval or date.choices:
        raise DateError(f"'{text}' can be read in two ways", _WRITE_OUT)
    return date


def _of_era(year: int, era: str) -> FuzzyDate:
    if not year:
        raise DateError("there is no year 0", "write 1 BCE or 1 CE")
    astronomical = 1 - year if era.startswith("B") else year
    sign = "-" if astronomical < 0 else ""
    digits = f"{sign}{abs(astronomical):04}"
    return dates.parse(f"Y{digits}" if abs(astronomical) > 9999 else digits)


def _of_figures(found: re.Match[str], first: First) -> FuzzyDate:
    """Read 9/14/2025 as Markwhen does: the month first, unless the header says otherwise."""
    one, other, year = found.groups()
    if one and first == "day":
        one, other = other, one
    parts = (year, one or other, other if one else None)
    return dates.parse("-".join(part.zfill(2) for part in parts if part))


def _at_time(day: FuzzyDate, found: re.Match[str]) -> FuzzyDate:
    """Add a time of day; of an hour alone EDTF has none, so that the day stays."""
    hour = hour_of(found["hour"], found["half"])
    if found["minute"] is None or day.precision != "day":
        return day
    return dates.parse(f"{day.text}T{hour:02}:{found['minute']}:00")


def _without_time(date: FuzzyDate) -> FuzzyDate:
    """Return the day of a moment: intervals have no times of day."""
    return dates.parse(date.text.partition("T")[0]) if date.precision == "time" else date


def _lasting(first: FuzzyDate, length: str) -> FuzzyDate:
    """Return what begins on a day and lasts so long: 10 days from the 14th end on the 23rd."""
    lengths = _LENGTH.findall(length)
    units = {unit.casefold()[:1] for _, unit in lengths}
    is_whole = _LENGTH.sub("", length) == "" and units <= set("dwmy")
    is_whole = is_whole and not re.search(r"(?i)\d\s*m(?:s|in)", length)
    begin = first.earliest
    if not is_whole or first.precision not in ("day", "month", "year") or begin is None:
        raise DateError(f"'{length}' is a length that EDTF does not have", _WRITE_OUT)
    finest = {"day": "dwmy", "month": "my", "year": "y"}
    if not units <= set(finest[first.precision]):
        raise DateError(f"'{length}' from a {first.precision} on ends on no stated day", _WRITE_OUT)
    day = begin
    for count, unit in lengths:
        day = _later(day, int(count), unit.casefold()[:1])
    last = iso(day_from_number(day_number(day) - 1)).removeprefix("+")
    shown = {"day": last, "month": last[:-3], "year": last[:-6]}[first.precision]
    return first if shown == first.text else dates.parse(f"{first.text}/{shown}")


def _later(day: Day, count: int, unit: str) -> Day:
    if count > 100_000:
        raise DateError(f"'{count}' is too long", _WRITE_OUT)
    if unit in "dw":
        return day_from_number(day_number(day) + count * (7 if unit == "w" else 1))
    months = 12 * day.year + day.month - 1 + count * (12 if unit == "y" else 1)
    first = Day(months // 12, months % 12 + 1, 1)
    after = Day((months + 1) // 12, (months + 1) % 12 + 1, 1)
    length = day_number(after) - day_number(first)
    return first._replace(day=min(day.day, length))
