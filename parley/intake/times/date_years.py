"""Rows for years, their seasons and their parts: "early 2026", "last summer", "the 1990s".

Knows northern seasons; months are not here, nor how a missing year is found.
"""

from parley.intake.times.date_days import day_text, either, month_text, third, third_of_year
from parley.intake.times.date_periods import is_close, stated_year
from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import season

_WINTER = 24


def part_of_year(spot: Spot) -> str | None:
    """Read early 2026 and the end of next year; "by the end of" is its last day."""
    year = stated_year(spot)
    if not year:
        return ""
    if is_close(spot):
        return day_text(year, 12, 31) if spot.end else f"{month_text(year, 12)}~"
    return third_of_year(year, third(spot["part"]))


def year_end(spot: Spot) -> str | None:
    """Read year-end, the end of the year."""
    year = int(spot["year"] or spot["year2"] or spot.now.year or 0)
    if not year:
        return ""
    return day_text(year, 12, 31) if spot.end else f"{month_text(year, 12)}~"


def season_of_year(spot: Spot) -> str | None:
    """Read spring 2026; "winter 2025" may be either of two winters, "winter 2025-26" is one."""
    year, number = int(spot["year"]), season(spot["season"])
    if number < _WINTER or spot["digits"]:
        return f"{year}-{number}"
    return either(f"{year - 1}-{number}", f"{year}-{number}")


def this_season(spot: Spot) -> str | None:
    """Read this, last, next summer; "in the summer" by the tense."""
    number, now = season(spot["season"]), spot.now
    if now.year is None or now.month is None:
        return ""
    # Winter has begun in the year before until it ends in February.
    year = now.year - (number == _WINTER and now.month < 3)
    months_in = 12 * (now.year - year) + now.month - 3 * (number - 20)
    # The years of the last one that has ended, and of the next one that has not begun.
    last, coming = year - (months_in <= 2), year + (months_in >= 0)
    which = spot["words"].lower().split()[-2]
    if which == "the":
        which = {"past": "begun", "future": "ahead"}.get(spot.tense, "")
    choices = {
        "this": [year],
        "begun": [coming - 1],
        "ahead": [year + (months_in > 2)],  # "later in the summer", written in June
        "past": [last],
        # In September, the summer just past or that of the year before.
        "last": [last - 1, last] if last == year else [last],
        "coming": [coming],
        "next": [coming, coming + 1] if coming == year else [coming],
    }.get(which, [])
    return either(*(f"{choice}-{number}" for choice in choices)) if choices else ""


def a_year(spot: Spot) -> str | None:
    """Read in 2024; "to 2000" may be a count, unless it names an end."""
    is_open = spot["led"].lower() in _LOOSE
    if is_open and not 1950 <= int(spot["year"]) <= 2060:
        return None
    return None if spot["led"].lower() == "to" and not spot.end else spot["year"]


def years(spot: Spot) -> str | None:
    """Read 2018-2020, 2025-26."""
    first, last = int(spot["year"]), int(spot["year2"] or spot["year"][:2] + spot["digits"])
    joint = (spot["to"] or "-").strip().lower()
    is_list = spot["middle"] and int(spot["middle"]) == first + 1 == last - 1
    is_row = last == first + 1 or is_list or "between" in spot.before.lower()
    if joint in ("and", "&") and not is_row:
        return None
    if not first < last <= first + 60:
        return None
    return either(f"{first}", f"{last}") if joint == "or" and not is_list else f"{first}/{last}"


def decade(spot: Spot) -> str | None:
    """Read the 1990s, the early 1990s."""
    start = int(spot["year"])
    if start % 10:
        return None
    if not spot["part"]:
        return f"{start // 10}X"
    first, last = ((0, 3), (4, 6), (7, 9))[third(spot["part"])]
    return f"{start + first}/{start + last}"


_EVENTS = (
    "deal|agreement|accord|pact|truce|talks|trade|tariffs?|summit|meeting|election|campaign|law|"
    "ruling|report|review|visit|crisis|war|pandemic|presidential|midterms?|inauguration|survey|"
    "study|speech|census|ban|executive|phase|financial|order|decision|reforms?|treaty|attack|call"
)
_IN = (
    "in|since|by|until|till|through|throughout|during|before|after|from|for|as of|back in|"
    "early in|late in|to|of|between|than in|around"
)
# What leads counts as well: "a total of 2000".
_LOOSE = ("to", "of", "for", "between", "around", "from", "by", "than in")
YEARS: tuple[Row, ...] = (
    row("part of year", "{part}[- ](?:in )?(?:{year}|(?:the )?{which} year)", part_of_year),
    row("year-end", "(?:{year} )?(?:year[- ]end|year['’]s end)(?: {year2})?", year_end),
    row("end of the year", "(?:the )?end of (?:the|this) year", year_end),
    row("season of year", "(?:the )?{season},? (?:of )?{year}(?:[-–/]{digits})?", season_of_year),
    row(
        "this season",
        "(?P<words>(?:this past|this coming|this|last|next|past|coming) {season})",
        this_season,
    ),
    row(
        "in the fall",
        "(?:in|during|over|since|by|until) (?P<words>the {season})(?! (?:of|in|from|line))",
        this_season,
    ),
    row("year", f"(?P<led>{_IN}) (?:the year )?(?P<words>{{year}})", a_year),
    row(
        "year of an event",
        f"(?:the|an?|its|his|their|['’]s) (?P<words>{{year}})(?= (?:{_EVENTS})\\b)",
        a_year,
    ),
    row("years", "{year}{to}{year2}", years),
    row("list of years", "{year}, (?P<middle>[0-9]{4}),?{to}{year2}", years),
    row("two years", f"(?:(?:{_IN})(?: the)?|the) (?P<words>{{year}}[-–/]{{digits}})", years),
    row("decade", "(?:the )?(?:{part}[- ])?{year}['’]?s", decade),
)
