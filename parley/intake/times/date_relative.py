"""Rows for months and years that count from publication: "last month", "three years ago".

Knows the month and year of publication, and the tense; days and weeks are not here.
"""

from parley.intake.times.date_days import (
    Written,
    either,
    marked,
    month_text,
    plain,
    span,
    third,
    third_of_month,
)
from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import count, month_number, step


def month(spot: Spot) -> str | None:
    """Read this, last and next month."""
    return spot.now.months(step(spot["which"]))


def year(spot: Spot) -> str | None:
    """Read this, last and next year."""
    return spot.now.years(step(spot["which"]))


def quarter(spot: Spot) -> str | None:
    """Read this, last and next quarter."""
    now = spot.now
    if now.year is None or now.month is None:
        return ""
    first = 3 * ((now.month - 1) // 3 + step(spot["which"])) + 1
    return span(month_text(now.year, first), month_text(now.year, first + 2))


def part_of_month(spot: Spot) -> str | None:
    """Read earlier this month, late last month, the end of next month."""
    now, part = spot.now, spot["part"].lower()
    months = step(spot["which"]) if spot["which"] else 0
    if now.year is None or now.month is None:
        return ""
    if part in ("earlier", "later"):
        if now.day is None or months:
            return now.months(months)
        first, last = (
            third_of_month(now.year, now.month, 0)[:10],
            third_of_month(now.year, now.month, 2)[-10:],
        )
        return span(first, plain(now.day)) if part == "earlier" else span(plain(now.day), last)
    days = third_of_month(now.year, now.month + months, third(part))
    return days[-10:] if spot.end and "end" in part else days


def part_of_year(spot: Spot) -> str | None:
    """Read earlier this year, later this year; "late last year" is among the periods."""
    now = spot.now
    if now.year is None or step(spot["which"]):
        return now.years(step(spot["which"]))
    if now.month is None:
        return now.years(0)
    first, last = (1, now.month) if spot["part"].lower() == "earlier" else (now.month, 12)
    texts = month_text(now.year, first), month_text(now.year, last)
    return texts[0] if first == last else span(*texts)


def which_month(spot: Spot) -> str | None:
    """Read last July: the one before the month of publication; next July: the one after it."""
    now, number = spot.now, month_number(spot["name"])
    if now.year is None or now.month is None:
        return ""
    which = spot["which"].lower().split()
    if which == ["this"]:
        return month_text(now.year, number)
    if which[-1] in ("last", "past"):
        return month_text(now.year - (number >= now.month), number)
    return month_text(now.year + (number <= now.month), number)


def moved(now: Written, number: int, unit: str) -> str:
    """Write the day, month or year so many units away; all but a few days are about."""
    if unit.startswith("day"):
        return now.exact(number) if abs(number) < 10 else _about(now.exact(number))
    if unit.startswith("week"):
        return _about(now.exact(7 * number))
    if unit.startswith("month"):
        return _about(now.months(number))
    return _about(now.years(number * (10 if unit.startswith("decade") else 1)))


def _about(edtf: str) -> str:
    return marked(edtf, "~") if edtf else ""


def ago(spot: Spot) -> str | None:
    """Read two days ago, three months ago."""
    number = 6 if spot["half"] else count(spot["count"])
    return moved(spot.now, -number, "month" if spot["half"] else spot["unit"].lower())


def ahead(spot: Spot) -> str | None:
    """Read in two weeks, where the sentence looks ahead; else it is a length."""
    if spot.tense != "future" and not spot["now"]:
        return None
    return moved(spot.now, count(spot["count"]), spot["unit"].lower())


_UNIT = "(?P<unit>days?|weeks?|months?|years?|decades?)"
# "Over the last year" is a stretch up to now.
_WHICH = "(?<!the\\s)(?P<which>this|last|next|the current)"
_PART = "(?P<part>earlier|later|early|mid|late|(?:the )?(?:start|beginning|middle|end) of)"
RELATIVE: tuple[Row, ...] = (
    row("this month", f"{_WHICH} month", month),
    row("this year", f"{_WHICH} year", year),
    row("this quarter", f"{_WHICH} quarter", quarter),
    row("part of this month", f"{_PART}[- ](?:in )?{_WHICH} month", part_of_month),
    row("end of the month", "(?P<part>(?:the )?end of) the month", part_of_month),
    row("part of this year", f"(?P<part>earlier|later) (?:in )?{_WHICH} year", part_of_year),
    row(
        "last July",
        r"(?<!the\s)(?P<which>this past|this coming|this|last|next) {name}",
        which_month,
    ),
    row(
        "ago",
        # "A year ago, in September 2024" is that month.
        f"(?:{{count}} {_UNIT}|(?P<half>half a year)) ago(?!, (?:back )?(?:in|on) [A-Z])",
        ago,
    ),
    row("ahead", f"in (?:about |around |roughly |some )?{{count}} {_UNIT}(?:['’]s? time)?", ahead),
    row("from now", f"{{count}} {_UNIT} from (?P<now>now|today)", ahead),
    row(
        "either from now",
        f"{{count2}} or {{count}} {_UNIT} from (?P<now>now|today)",
        lambda spot: either(
            *(moved(spot.now, count(spot[part]), spot["unit"]) for part in ("count2", "count"))
        ),
    ),
    # What these count from stands before them in the sentence: `prose_dates` finds it.
    row("next to a day", "the (?P<step>following|next|previous|preceding) day", lambda _: ""),
    row("next to a month", "the (?P<step>following|previous|preceding) month", lambda _: ""),
)
