"""The day of publication and what can be counted from it: days, weeks, months, years, as EDTF.

Knows the calendar and how exactly the day is known; knows no words of a text.
"""

import re
from dataclasses import dataclass

from parley import dates
from parley.dates import Day, FuzzyDate, day_from_number, day_number


def month_length(year: int, month: int) -> int:
    """Return how many days a month has."""
    return dates.last_day(year, month).day


def is_real(year: int, month: int, day: int) -> bool:
    """Tell whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def plain(number: int) -> str:
    """Write the day that `dates.day_number` counts."""
    return dates.iso(day_from_number(number))


def weekday_of(number: int) -> int:
    """Return 0 for a Monday, of a day as `day_number` counts it: it counts from a Wednesday."""
    return (number + 2) % 7


def day_text(year: int, month: int, day: int) -> str:
    """Write a day."""
    return dates.iso(Day(year, month, day))


def month_text(year: int, month: int) -> str:
    """Write a month; numbers below 1 and above 12 are months of other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}" if 1 <= year <= 9999 else ""


def either(*edtf: str) -> str:
    """Write one of several days or ranges, in order."""
    choices = sorted({text.replace("/", "..") for text in edtf})
    return edtf[0] if len(choices) == 1 else f"[{','.join(choices)}]"


def third(part: str) -> int:
    """Return 0 for early and the beginning of, 1 for mid, 2 for late and the end of."""
    words = part.lower()
    return 0 if re.search("earl|start|begin", words) else 1 if "mid" in words else 2


def third_of_month(year: int, month: int, third: int) -> str:
    """Write the days 1 to 10, 11 to 20, or 21 to the last of a month."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = (10, 20, month_length(year, month))[third]
    return span(day_text(year, month, 10 * third + 1), day_text(year, month, last))


def span(first: str, last: str) -> str:
    """Write a range, "" where a side is missing."""
    return f"{first}/{last}" if first and last else ""


def third_of_year(year: int, third: int) -> str:
    """Write the months 1 to 4, 5 to 8, or 9 to 12 of a year."""
    return span(month_text(year, 4 * third + 1), month_text(year, 4 * third + 4))


def marked(edtf: str, mark: str) -> str:
    """Add `?` or `~` to every date of an EDTF text; one that has the other gets `%`."""
    if not mark:
        return edtf

    def add(part: re.Match[str]) -> str:
        return part[1] + (mark if part[2] in ("", mark) else "%")

    return re.sub(r"([0-9][0-9X-]*)([?~%]?)", add, edtf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """When a text was published, as exactly as it is known: `day` counts as `day_number` does.

    `mark` is what its date carries: "~", "?", "%" or "". `chronicle` is the year under which a
    text stands in a chronology: of that year is what names none, and nothing else is known.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    mark: str = ""
    chronicle: int | None = None

    @property
    def about(self) -> int | None:
        """A day to measure from: of a month known without its day, the middle."""
        if self.day is None and self.year and self.month:
            return day_number(Day(self.year, self.month, 15))
        return self.day

    def exact(self, days: int) -> str:
        """Write the day so many days after publication, as uncertain as that is."""
        return "" if self.day is None else marked(plain(self.day + days), self.mark)

    def days(self, first: int, last: int) -> str:
        """Write a range of days counted from publication."""
        return "" if self.day is None else span(plain(self.day + first), plain(self.day + last))

    def months(self, offset: int) -> str:
        """Write the month so many months after that of publication."""
        return month_text(self.year, self.month + offset) if self.year and self.month else ""

    def years(self, offset: int) -> str:
        """Write the year so many years after that of publication."""
        return f"{self.year + offset:04}" if self.year and self.year + offset > 0 else ""

    def weekday(self) -> int:
        """Return the weekday of publication, Monday is 0; of no use without a day."""
        return weekday_of(self.day or 0)


def written(date: FuzzyDate | None) -> Written:
    """Return what a date of publication says for certain, within the years 1000 to 2999."""
    if date is None or date.earliest is None or date.latest is None:
        return Written()
    first, last = date.earliest, date.latest
    if first.year != last.year or not 1000 <= first.year <= 2999:
        return Written()
    mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
        (date.approximate, date.uncertain), ""
    )
    same_month = first.month == last.month
    return Written(
        day=day_number(first) if first == last else None,
        month=first.month if same_month else None,
        year=first.year,
        mark=mark,
    )
