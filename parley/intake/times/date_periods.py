"""Rows for months, quarters, seasons, years and their parts: "mid-September", "Q2 2026".

Knows how a missing year is found; days of the calendar and of the week are not here.
"""

import re

from parley.intake.times.date_days import (
    day_text,
    month_length,
    month_text,
    span,
    third,
    third_of_month,
)
from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import count, month_number, order, step


def stated_year(spot: Spot) -> int | None:
    """Return the year that stands beside a period: 2025, or "of last year"."""
    if spot["year"]:
        return int(spot["year"])
    if spot["which"] and spot.now.year:
        return spot.now.year + step(spot["which"])
    return None


def is_close(spot: Spot) -> bool:
    """Tell whether a part of a period is its end."""
    words = spot["part"].lower()
    return "end" in words or "close" in words


def year_of_months(spot: Spot, first: int, last: int) -> int | None:
    """Return the year of the months `first` to `last`: stated, or by the tense; None if unsure.

    Without a tense, they are the latest ones where these are clearly nearer than the coming.
    """
    now = spot.now
    if now.chronicle and not (spot["year"] or spot["which"]):
        return now.chronicle
    if spot["year"] or spot["which"] or now.year is None or now.month is None:
        return stated_year(spot)
    if first <= now.month <= last:
        return now.year
    latest = now.year if first <= now.month else now.year - 1
    ahead = 12 * (latest + 1 - now.year) + first - now.month
    behind = 12 * (now.year - latest) + now.month - last
    if spot.tense == "future" or (spot.end and spot.tense != "past" and ahead <= 4 < behind):
        return latest + 1
    if spot.tense == "past":
        is_sure = behind <= 9 or spot.is_told
        return latest if behind <= 6 or (is_sure and not spot.may_lie_ahead) else None
    return latest if behind <= 4 else None


def month(spot: Spot) -> str | None:
    """Read September 2025, in July, July of last year."""
    number = month_number(spot["month"] or spot["name"])
    year = year_of_months(spot, number, number)
    return month_text(year, number) if year else ""


def months(spot: Spot) -> str | None:
    """Read July to September; both sides may name their year."""
    first, last = month_number(spot["month"]), month_number(spot["month2"])
    joint = spot["to"].strip().lower()
    if joint in ("and", "or", "&") and last != first + 1 and "between" not in spot.before.lower():
        return None
    if first >= last and not spot["year2"] and not spot["year"]:
        return None
    year = year_of_months(spot, min(first, last), last)
    if not year:
        return ""
    begin = int(spot["year2"]) if spot["year2"] else year - (first > last)
    texts = month_text(begin, first), month_text(year, last)
    return span(*texts) if texts[0] < texts[1] else None


def part_of_month(spot: Spot) -> str | None:
    """Read mid-September, the end of October; "by the end of" is its last day."""
    number = month_number(spot["month"])
    year = year_of_months(spot, number, number)
    if not year:
        return ""
    if is_close(spot) and spot.end:
        return day_text(year, number, month_length(year, number))
    if (parts := spot["part"].lower().replace("-", " ").split(" to "))[1:]:
        ends = [third_of_month(year, number, third(part)) for part in parts]
        return span(ends[0][:10], ends[1][-10:])
    return third_of_month(year, number, third(spot["part"]))


def quarter(spot: Spot) -> str | None:
    """Read the second quarter of 2026."""
    if spot["order"].lower() in ("last", "final") and not stated_year(spot):
        return None
    number = order(spot["order"]) or 4
    year = year_of_months(spot, 3 * number - 2, 3 * number)
    return span(month_text(year, 3 * number - 2), month_text(year, 3 * number)) if year else ""


def half(spot: Spot) -> str | None:
    """Read the first half of 2026, H2 2025."""
    if spot["order"].lower() in ("last", "final") and not stated_year(spot):
        return None
    number = order(spot["order"]) or 2
    if number > 2:
        return None
    year = year_of_months(spot, 6 * number - 5, 6 * number)
    return span(month_text(year, 6 * number - 5), month_text(year, 6 * number)) if year else ""


def half_of_month(spot: Spot) -> str | None:
    """Read the first half of September."""
    number = month_number(spot["month"])
    year = year_of_months(spot, number, number)
    if order(spot["order"]) > 2:
        return None
    if not year:
        return ""
    last = month_length(year, number)
    first_day, last_day = (1, 15) if order(spot["order"]) == 1 else (16, last)
    return span(day_text(year, number, first_day), day_text(year, number, last_day))


def week_of_month(spot: Spot) -> str | None:
    """Read the first week of October: its first seven days."""
    number = month_number(spot["month"])
    year = year_of_months(spot, number, number)
    if not year:
        return ""
    last = month_length(year, number)
    first = 7 * order(spot["order"]) - 6 if order(spot["order"]) else last - 6
    return span(day_text(year, number, first), day_text(year, number, first + 6))


def first_months(spot: Spot) -> str | None:
    """Read the first eight months of 2025."""
    year, number = stated_year(spot) or spot.now.year, count(spot["count"])
    if not 2 <= number <= 11:
        return None
    first = 1 if spot["side"].lower() == "first" else 13 - number
    return span(month_text(year, first), month_text(year, first + number - 1)) if year else ""


_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|through|from|of|during|before|after|for|around|late|early|"
    r"last|this|next|mid|between|and|past)[\s-](?:about |around |perhaps )?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|his)\s$", re.IGNORECASE)
_NOUN = re.compile(r"\s[a-z]|['’]s\s")
_FIRST_NAMES = ("april", "june", "august", "may", "march", "jan")
_NAME = re.compile(r"\s(?!U\.S|US\b|China|Chinese|G20|G7|APEC|[A-Z]{2,}\b)[A-Z][a-z]+")


def month_alone(spot: Spot) -> str | None:
    """Read "in July" and "the July truce"; not the verbs may and march, nor April Jones."""
    word = spot["name"].rstrip(".").lower()
    is_led = _BEFORE_MONTH.search(spot.before) is not None
    has_article = _ARTICLE.search(spot.before) is not None
    is_verb = word in ("may", "march") and not (has_article and _NOUN.match(spot.after))
    is_name = word in _FIRST_NAMES and _NAME.match(spot.after) and not has_article
    is_yearly = re.search(r"(?i)\b(?:every|each)\s$", spot.before)
    return None if is_yearly or (not is_led and (is_verb or is_name)) else month(spot)


# Behind a month or a season.
OF_YEAR = "(?:,? (?:of |in |for )?(?:{year}|(?:the )?{which} year))"
_MAYBE_OF_YEAR = f"{OF_YEAR}?"
PERIODS: tuple[Row, ...] = (
    row("month of year", f"{{month}}{OF_YEAR}", month),
    row("year's month", "{which} year(?:['’]s| in) {month}", month),
    row("month", "{name}", month_alone),
    row("months", f"{{month}}(?:,? {{year2}})?{{to}}{{month2}}{_MAYBE_OF_YEAR}", months),
    row(
        "part of month",
        f"{{part}}(?:-| in | )(?:the month of )?{{month}}{_MAYBE_OF_YEAR}",
        part_of_month,
    ),
    row("half of month", f"(?:the )?{{order}} half of {{month}}{_MAYBE_OF_YEAR}", half_of_month),
    row(
        "week of month",
        f"(?:the )?{{order}} week (?:of|in) {{month}}{_MAYBE_OF_YEAR}",
        week_of_month,
    ),
    row("quarter", f"(?:the )?{{order}}[- ]quarter(?:{OF_YEAR}| of the year)?(?! of)", quarter),
    row("Q2", "Q(?P<order>[1-4])(?:(?: of)? (?:{year}|{which} year))?", quarter),
    row("year Q2", "{year} Q(?P<order>[1-4])", quarter),
    row("half", f"(?:the )?{{order}}[- ]half(?:{OF_YEAR}| of the year)?(?! of)", half),
    row("H1", "H(?P<order>[12])(?: of)? (?:{year}|{which} year)", half),
    row(
        "first months",
        f"(?:the )?(?P<side>first|last|final) {{count}} months(?:{OF_YEAR}| of the year)",
        first_months,
    ),
)
