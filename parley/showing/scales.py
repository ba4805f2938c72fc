"""Axes of drawings: where a day or a number stands, and which of them are marked and how.

Knows calendars and round numbers; knows neither measures nor SVG.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley import date_labels, dates
from parley.dates import Day, day_from_number, day_number
from parley.showing import views


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps numbers from `first` to `last` onto coordinates from `low` to `high`."""

    first: float
    last: float
    low: float
    high: float

    def at(self, value: float) -> float:
        """Return the coordinate of a number, kept inside the plot."""
        inside = min(max(value, self.first), self.last)
        part = (inside - self.first) / ((self.last - self.first) or 1)
        return round(self.low + part * (self.high - self.low), 1)


def month_start(number: int) -> int:
    """Return the number of the first day of a day's month."""
    return day_number(day_from_number(number)._replace(day=1))


def month_ticks(scale: Scale, most: int) -> tuple[Tick, ...]:
    """Return the first days of months, quarters or years on a scale, at most about so many."""
    days = month_starts(scale, most)
    is_yearly = are_years(days, scale)
    found: list[Tick] = []
    for day in days:
        words = views.year_label(day.year) if is_yearly else month_label(day)
        if found and day.month > 1:
            words = words.split(" ")[0]
        found.append(Tick(scale.at(day_number(day)), words))
    return tuple(found)


def are_years(days: Sequence[Day], scale: Scale) -> bool:
    """Tell whether a scale is so long that only first days of years are marked on it."""
    return scale.last - scale.first > 366 and all(day.month == 1 for day in days)


def month_starts(scale: Scale, most: int) -> tuple[Day, ...]:
    """Return first days of months on a scale, evenly, so that there are at most about so many."""
    first, last = day_from_number(int(scale.first)), day_from_number(int(scale.last))
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    step = next(each for each in _lengths() if months / each <= most)
    start = 12 * first.year + first.month - 1
    counts = range(start + -start % step, 12 * last.year + last.month, step)
    return tuple(Day(count // 12, count % 12 + 1, 1) for count in counts)


def _lengths() -> Iterator[int]:
    """Yield how many months may lie between two marks, without end."""
    yield from (1, 3, 6)
    power = 12
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def month_label(day: Day) -> str:
    """Return a month for a mark, Jan 2025; only the year where EDTF has no months, above 9999."""
    year = views.year_text(day.year)
    if year.startswith("Y"):
        return views.year_label(day.year)
    return date_labels.short_label(dates.parse(f"{year}-{day.month:02}"))


def value_ticks(values: Sequence[float], unit: str) -> list[tuple[float, str]]:
    """Return round numbers around 0 and all values, at most a dozen; of units only % is short."""
    low, high = min(0.0, *values), max(0.0, *values)
    reach = max(high, -low) or 1.0
    power = 10.0 ** math.floor(math.log10(reach))
    size = next(part * power for part in (0.25, 0.5, 1, 2, 5) if reach / (part * power) <= 5)
    first, last = math.floor(low / size), math.ceil(high / size)
    marks = [size * place for place in range(first, max(last, first + 1) + 1)]
    sign = "%" if unit == "%" else ""
    return [(mark, f"{mark:.10g}{sign}") for mark in marks]
