"""Rows for days and ranges of days that a text names by the calendar: "September 14-15, 2025".

Knows how a missing year is found; words that only count from the day of publication are not here.
"""

import re

from parley.dates import Day, day_number
from parley.intake.times.date_days import day_text, either, is_real, marked, plain, span, weekday_of
from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import month_number, step, weekday_number

# Nearer than this many days to publication, a day without a year is of the nearest year; but
# what was done on a day that lies further ahead than the second number was done a year before.
_NEAR = 152
_AHEAD = 60

# A day told as done may lie so many days ahead: "was announced on", in another zone.
_NOW = 3

# "The truce expires on 10 November", written in December, is of the next year; written on
# the 11th it is late news.
_JUST_PAST = 14


def years(spot: Spot, month: int, day: int) -> list[int]:
    """Return the year that a day is of: the one stated, else the nearest; none if uncertain."""
    if spot["year"]:
        return [int(spot["year"])] if is_real(int(spot["year"]), month, day) else []
    if spot["which"]:
        year = spot.now.year and spot.now.year + step(spot["which"])
        return [year] if year and is_real(year, month, day) else []
    return _nearest(spot, month, day)


def _nearest(spot: Spot, month: int, day: int) -> list[int]:
    """Return the year that brings a day nearest to publication, or none.

    Where it is about as far ahead as behind, the tense decides. A day that the words tell as done
    does not lie ahead.
    """
    now = spot.now
    if now.chronicle:
        return [now.chronicle] if is_real(now.chronicle, month, day) else []
    if now.about is None or now.year is None:
        return []
    years = {
        day_number(Day(year, month, day)) - now.about: year
        for year in range(now.year - 1, now.year + 2)
        if is_real(year, month, day)
    }
    best = min(years, key=abs, default=_NEAR + 1)
    latest = [years[day] for day in sorted(years) if day <= 0][-1:]
    coming = [years[day] for day in sorted(years) if day >= 0][:1]
    is_over = re.match(r"[^.;,]{0,12}\b(?:was|were|had|has|have)\b", spot.after)
    is_end = spot.end is not None and not is_over
    if is_end and spot.tense == "future" and best < -_JUST_PAST and coming:
        return coming
    if best > _NOW and (done := _done(spot, best, latest)) is not None:
        return done
    if abs(best) <= _NEAR:
        tense = "" if _WAS_TO.search(spot.before) else spot.tense
        is_against = best > 0 if tense == "past" else best < 0 and tense == "future"
        return [] if is_against and years[best] != now.year else [years[best]]
    return {"past": latest, "future": coming}.get(spot.tense, [])


def _done(spot: Spot, best: int, latest: list[int]) -> list[int] | None:
    """Return the year of a day that words tell as done and that would lie ahead, if they do.

    Wires leave out the year of publication: of another one, a near day is not certain.
    """
    if latest and spot.is_entry:
        return latest
    if _AHEAD < best <= _NEAR and latest and _is_of_an_act(spot):
        return [] if spot.may_lie_ahead else latest
    if spot.end is None and (spot.is_told or spot.tense == "present"):
        return latest if spot.is_told and latest == [spot.now.year] else []
    return None


# "Tariffs that were to start on Dec. 15": they may lie on either side.
_WAS_TO = re.compile(
    r"\b(?:was|were|had been)\s(?:(?:due|set|scheduled|supposed|meant|slated)\s)?"
    r"to(?:\s\w+){1,3}\s$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:from|of|for|to|by|until|till|before|about|around|since|after|as|starting|beginning|"
    r"called|named|chose|proposed|suggested|picked)\s(?:the\s)?$",
    re.IGNORECASE,
)


def _is_of_an_act(spot: Spot) -> bool:
    """Tell whether a day says when something was done: "on March 4", "took effect Jan. 19."."""
    if spot.own_tense != "past" or spot.end is not None:
        return False
    if re.search(r"(?i)\bon\s$", spot.before) or re.match("[公发宣签对实正]", spot.after):
        return True
    is_closed = re.match(r"\s?[.,;:)，。；]|\s(?:and|or|but)\b|$", spot.after)
    return is_closed is not None and not _LED.search(spot.before)


def _one(spot: Spot, month: int, day: int) -> str | None:
    """Read a day of a month, of the year found or of one in which it has the weekday beside it."""
    if not is_real(2024, month, day):
        return None
    found = years(spot, month, day)
    if not found and spot["year"]:
        return None
    if spot["weekday"]:
        return _with_weekday(spot, found, month, day)
    return day_text(found[0], month, day) if found else ""


def _with_weekday(spot: Spot, found: list[int], month: int, day: int) -> str:
    """Read Tuesday, September 17: where that is no Tuesday, one of two years, or uncertain."""
    is_stated = spot["year"] or spot["which"] or spot.now.chronicle
    around = [spot.now.year + step for step in (-1, 0, 1)] if spot.now.year else []
    years = found if is_stated else around
    right = [year for year in years if _is_on(year, month, day, spot["weekday"])]
    if not found:
        return day_text(right[0], month, day) if len(right) == 1 else ""
    if found[0] in right:
        return day_text(found[0], month, day)
    texts = [day_text(year, month, day) for year in (found[0], *right)]
    return either(*texts) if right else marked(texts[0], "?")


def _is_on(year: int, month: int, day: int, weekday: str) -> bool:
    is_there = is_real(year, month, day)
    return is_there and weekday_of(day_number(Day(year, month, day))) == weekday_number(weekday)


def day(spot: Spot) -> str | None:
    """Read September 17, 17 September 2025."""
    return _one(spot, month_number(spot["month"]), int(spot["day"]))


def days(spot: Spot) -> str | None:
    """Read September 14-15; "14 and 17" are two days and no range, unless it says "between"."""
    month, first, last = month_number(spot["month"]), int(spot["day"]), int(spot["day2"])
    is_between = spot.before.lower().rstrip().endswith("between")
    if last <= first or not is_real(2024, month, last):
        return None
    joint = spot["to"].strip().lower()
    is_list = spot["digits"] and int(spot["digits"]) == first + 1 == last - 1
    if joint in ("and", "or", "&") and last != first + 1 and not (is_between or is_list):
        return None
    found = years(spot, month, last)
    if not found:
        return "" if not spot["year"] else None
    texts = [day_text(found[0], month, number) for number in (first, last)]
    return f"[{texts[0]},{texts[1]}]" if joint == "or" else span(*texts)


def week_of(spot: Spot) -> str | None:
    """Read the week of September 15: from Monday to Sunday; the weekend of September 13-14."""
    month, number = month_number(spot["month"]), int(spot["day"])
    found = years(spot, month, number)
    if not is_real(2024, month, number) or not found:
        return "" if not spot["year"] else None
    if spot["day2"]:
        return days(spot)
    start = day_number(Day(found[0], month, number))
    weekday = weekday_of(start)
    if spot["unit"].lower() == "week":
        return span(plain(start - weekday), plain(start - weekday + 6))
    saturday = start + 5 - weekday
    return span(plain(saturday), plain(saturday + 1))


def days_across(spot: Spot) -> str | None:
    """Read June 29 to July 2, each side with or without its year."""
    months = month_number(spot["month"]), month_number(spot["month2"])
    first, last = int(spot["day"]), int(spot["day2"])
    joint = spot["to"].strip().lower()
    if not (is_real(2024, months[0], first) and is_real(2024, months[1], last)):
        return None
    if joint in ("until", "till") and not re.search(
        r"(?i)\b(?:from|starting|beginning)\s+$", spot.before
    ):
        return None
    if joint in ("and", "or", "&") and not spot.before.lower().rstrip().endswith("between"):
        return None
    end = years(spot, months[1], last)
    if not end:
        return "" if not spot["year"] else None
    is_over = (months[0], first) > (months[1], last)
    if is_over and spot.now.chronicle and not spot["year"]:
        end = [spot.now.chronicle + 1]
    begin = int(spot["year2"]) if spot["year2"] else end[0] - is_over
    if not is_real(begin, months[0], first):
        return None
    texts = day_text(begin, months[0], first), day_text(end[0], months[1], last)
    return span(*texts) if texts[0] <= texts[1] else None


def iso(spot: Spot) -> str | None:
    """Read 2025-09-14 and 2025/9/14."""
    parts = int(spot["year"]), int(spot["digits"]), int(spot["digits2"])
    return day_text(*parts) if is_real(*parts) else None


def slashed(spot: Spot) -> str | None:
    """Read 9/14/2025; 3/4/2025 is either of two days."""
    year, first, second = int(spot["year"]), int(spot["digits"]), int(spot["digits2"])
    pairs = sorted({(first, second), (second, first)})
    texts = [day_text(year, *pair) for pair in pairs if is_real(year, *pair)]
    return None if not texts else texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"


_WEEK_OF = "(?:the )?(?P<unit>week|weekend) (?:of|beginning|starting)"
_FORMS = (
    ("month day", "<its-weekday>{month} ?(?:the )?{day}<th><of-year>", day),
    ("weekday (month day)", r"{weekday} \({month} ?{day}<th><of-year>\)", day),
    ("weekday (day month)", r"{weekday} \({day}<th> {month}<of-year>\)", day),
    ("day month", "<its-weekday>(?:the )?{day}<th> (?:of )?{month}<of-year>", day),
    (
        "month day to day",
        "<its-weekdays>{month} ?{day}<th>{to}<a-weekday>{day2}<th><of-year>",
        days,
    ),
    ("month day, day and day", "{month} ?{day}<th>, {digits}<th>,?{to}{day2}<th><of-year>", days),
    (
        "month day and another",
        r"{month} ?{digits}<th>,? (?:and|or|&) (?P<words>{day}<th><of-year>)"
        r"(?=\s?[.,;:)]|$|\s(?:in|at|with|but|before|after|when|as|and)\b)",
        day,
    ),
    (
        "day to day month",
        "(?:the )?{day}<th>{to}(?:the )?{day2}<th> (?:of )?{month}<of-year>",
        days,
    ),
    (
        "month day to month day",
        "<its-weekday>{month} ?{day}<th>(?:,? {year2})?,?{to}"
        "<a-weekday>{month2} ?{day2}<th><of-year>",
        days_across,
    ),
    (
        "day month to day month",
        "<its-weekday>{day}<th> {month}(?:,? {year2})?{to}<a-weekday>{day2}<th> {month2}<of-year>",
        days_across,
    ),
    ("day-month-year", "{day}-{month}-{year}", day),
    (
        "week of",
        f"{_WEEK_OF} <its-weekday>{{month}} ?{{day}}<th>(?:{{to}}{{day2}}<th>)?<of-year>",
        week_of,
    ),
    (
        "week of day month",
        f"{_WEEK_OF} <its-weekday>{{day}}<th>(?:{{to}}{{day2}}<th>)? {{month}}<of-year>",
        week_of,
    ),
    ("year-month-day", "{year}-{digits}-{digits2}(?:T[0-9:.]{4,12}(?:Z|[+-][0-9:]{2,5})?)?", iso),
    ("year/month/day", r"{year}(?P<sign>[/.]){digits}(?P=sign){digits2}", iso),
    ("month/day/year", r"{digits}(?P<sign>[/.-]){digits2}(?P=sign){year}", slashed),
)

# With the weekdays beside a day, and without: each is a reading of its own.
STATED: tuple[Row, ...] = tuple(
    row(name, variant, read)
    for name, form, read in _FORMS
    for variant in dict.fromkeys((form, re.sub("<its-weekdays?>", "", form)))
)
