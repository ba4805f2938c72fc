"""TimelineJS's dates, which are numbers in parts, as EDTF: no finer than they are written.

Knows how TimelineJS counts years and what it leaves out; knows neither JSON nor CSV.
"""

import re
from collections.abc import Mapping

from parley import dates
from parley.dates import DateError, FuzzyDate

Parts = Mapping[str, str]

_TIMES = ("hour", "minute", "second")
# parseTime in TimelineJS's DateUtil.js: 14:30, 2:30 pm, 14.30, 1430, with seconds and more.
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?(?:[:.](?P<second>\d\d))?(?:[:.,]\d+)?"
    r"\s*(?:(?P<half>[ap])\.?m\.?)?",
    re.IGNORECASE,
)


def between(start: Parts, end: Parts) -> FuzzyDate:
    """Return the date of an event; raise DateError.

    Days are kept alone where an end stands beside the start: intervals have no times of day.
    Raises DateError where a part is no number or the two are in the wrong order.
    """
    first, last = _day(start), _day(end) if any(end.values()) else ""
    if last and last != first:
        return dates.parse(f"{first}/{last}")
    clock = "" if last else _clock(start)
    return dates.parse(first + clock)


def loses_time(start: Parts, end: Parts) -> bool:
    """Tell whether `between` leaves a time of day out: of an interval, or an hour alone."""
    is_alone = not any(end.values()) and bool(_clock(start))
    return not is_alone and any(_has_time(parts) for parts in (start, end))


def clock_parts(text: str) -> dict[str, str]:
    """Return hour, minute and second of a cell such as "2:30 PM"; raise DateError."""
    text = text.strip()
    if not text:
        return {}
    found = _CLOCK.fullmatch(text)
    if not found:
        raise DateError(f"'{text}' is not a time of day", "write 14:30, or leave the cell empty")
    hour = str(hour_of(found["hour"], found["half"]))
    return {"hour": hour, "minute": found["minute"] or "", "second": found["second"] or ""}


def hour_of(hour: str, half: str | None) -> int:
    """Return an hour of a clock of 24 or, with am or pm, of 12; raise DateError."""
    number = int(hour)
    if not half:
        return number
    if not 1 <= number <= 12:
        raise DateError(f"{hour} is no hour of a clock with am and pm", "write 14:30, or 2:30 pm")
    return number % 12 + 12 * half.casefold().startswith("p")


def _day(parts: Parts) -> str:
    year, month, day = (_number(parts, name) for name in ("year", "month", "day"))
    if year is None:
        raise DateError("the event has no year", "write its year, month and day, as far as known")
    if day is not None and month is None:
        raise DateError("the date has a day and no month", "write the month, or leave the day out")
    text = _year(year)
    if abs(year) > 9999:
        if month is not None:
            hint = "leave month and day out"
            raise DateError(f"the year {year} is too far away for a month", hint)
        return text
    return "-".join([text, *(f"{part:02}" for part in (month, day) if part is not None)])


def _year(year: int) -> str:
    """Write a year as EDTF does. TimelineJS shows -44 as 44 BCE, which is EDTF's -0043."""
    if not year:
        raise DateError("there is no year 0", "write -1 for 1 BCE, or 1 for 1 CE")
    astronomical = year + (year < 0)
    sign = "-" if astronomical < 0 else ""
    digits = f"{sign}{abs(astronomical):04}"
    return f"Y{digits}" if abs(astronomical) > 9999 else digits


def _number(parts: Parts, name: str) -> int | None:
    text = re.sub(r"[\s,]", "", parts.get(name, ""))
    if not text:
        return None
    if not re.fullmatch(r"[+-]?\d{1,18}(?:\.0+)?", text):
        message = f"the {name} '{text[:30]}' is not a number"
        raise DateError(message, "write numbers alone, as in 2025, 9 and 14")
    return int(text.partition(".")[0])


def _has_time(parts: Parts) -> bool:
    """Tell whether a time is given; midnight is what programs fill in."""
    return any(_number(parts, name) for name in _TIMES)


def _clock(parts: Parts) -> str:
    """Return the time as EDTF, or "": EDTF has none with an hour alone."""
    hour, minute, second = (_number(parts, name) for name in _TIMES)
    if hour is None or minute is None or _number(parts, "day") is None or not _has_time(parts):
        return ""
    return f"T{hour:02}:{minute:02}:{second or 0:02}"
