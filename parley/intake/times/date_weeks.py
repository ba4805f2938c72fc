"""Rows for days and weeks that count from publication: "on Sunday", "this weekend", "yesterday".

Knows weeks that run from Monday to Sunday, and the tense; months and years are not here.
"""

from parley.dates import day_from_number
from parley.intake.times.date_days import Written, day_text, either, is_real, span, third
from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import step, weekday_number

# How far a day without a month may lie from publication to be certain.
_NEAR = 12


def _back(now: Written, day: int) -> int:
    """Return how many days ago the latest such weekday was, 0 on the day itself."""
    return (now.weekday() - day) % 7


def weekday(spot: Spot) -> str | None:
    """Read Sunday: last or coming by the tense; the name of the day of publication is that day."""
    now, back = spot.now, _back(spot.now, weekday_number(spot["weekday"]))
    if back == 0:
        return now.exact(0)
    choices = {"past": [-back], "future": [7 - back]}.get(spot.weekday_tense, [-back, 7 - back])
    return either(*(now.exact(choice) for choice in choices))


def weekdays(spot: Spot) -> str | None:
    """Read Sunday and Monday, Monday to Wednesday: as a range where they follow one another."""
    now = spot.now
    first, last = weekday_number(spot["weekday"]), weekday_number(spot["weekday2"])
    joint = spot["to"].strip().lower()
    if joint == "or" or (joint in ("and", "&") and (last - first) % 7 != 1):
        return None
    length = (last - first) % 7
    back = _back(now, last)
    past, coming = now.days(-back - length, -back), now.days(7 - back - length, 7 - back)
    tense = spot.weekday_tense
    if (back == 0 and tense != "future") or tense == "past":
        return past
    # The coming days, or those under way.
    return coming if tense == "future" or 7 - back - length <= 0 else either(past, coming)


def which_weekday(spot: Spot) -> str | None:
    """Read last, this, next, coming Sunday; of two Sundays that may be meant, either."""
    now, back = spot.now, _back(spot.now, weekday_number(spot["weekday"]))
    which = " ".join(spot["which"].lower().split())
    is_this_week = back <= now.weekday()
    if which in ("this past", "past"):
        choices = [-back if back else -7]
    elif which in ("this coming", "coming"):
        choices = [7 - back]
    elif which == "last":
        choices = [-back] if back and not is_this_week else [-back, -back - 7] if back else [-7]
    elif which == "next":
        is_next_week = 7 - back + now.weekday() > 6
        choices = [7 - back] if is_next_week else [7 - back, 14 - back]
    else:
        choices = [-back] if spot.tense == "past" or back == 0 else [7 - back]
    return either(*(now.exact(choice) for choice in choices))


def weekday_of_week(spot: Spot) -> str | None:
    """Read Monday next week, Friday of last week."""
    offset = weekday_number(spot["weekday"]) - spot.now.weekday() + 7 * step(spot["which"])
    return spot.now.exact(offset)


_DAYS = {
    **{"today": 0, "tonight": 0, "yesterday": -1, "last night": -1, "tomorrow": 1},
    **{"the day before yesterday": -2, "the day after tomorrow": 2},
}


def a_day(spot: Spot) -> str | None:
    """Read today, yesterday, tonight."""
    words = " ".join(spot["words"].lower().split())
    return spot.now.exact(_DAYS.get(words, 0))


def _week(now: Written, weeks: int) -> str:
    monday = 7 * weeks - now.weekday()
    return now.days(monday, monday + 6)


def week(spot: Spot) -> str | None:
    """Read this, last and next week; on a Sunday, "this week" is what the tense says.

    "This past week" is the current one from Thursday on.
    """
    now, weeks = spot.now, step(spot["which"])
    if now.weekday() >= 3 and "past" in spot["which"].lower():
        return _week(now, 0)
    if weeks == 0 and now.weekday() == 6 and spot.tense != "past":
        return now.days(0 if spot.tense == "future" else -6, 7)
    return _week(now, weeks)


def part_of_week(spot: Spot) -> str | None:
    """Read earlier this week, later this week, early next week, the end of the week."""
    now, part = spot.now, spot["part"].lower()
    weeks = step(spot["which"]) if spot["which"] else 0
    monday = 7 * weeks - now.weekday()
    if part in ("earlier", "later") and weeks == 0:
        first, last = (monday, 0) if part == "earlier" else (0, monday + 6)
        return now.days(first, last) if first < last else now.exact(0)
    if spot.end and "end" in part:
        return now.exact(monday + 6)
    first, last = ((0, 2), (2, 3), (3, 6))[third(part)]
    return now.days(monday + first, monday + last)


def weekend(spot: Spot) -> str | None:
    """Read this, last, next weekend and the weekend by the tense."""
    now = spot.now
    if spot.end and "end of" in spot.found[0].lower():
        return now.exact(6 - now.weekday())
    which = spot["which"].lower().split()[-1] if spot["which"] else "the"
    saturday = 5 - now.weekday()
    steps = _weekends(which, spot.tense, now.weekday())
    return either(*(now.days(saturday + 7 * at, saturday + 7 * at + 1) for at in steps))


def _weekends(which: str, tense: str, weekday: int) -> tuple[int, ...]:
    """Return which weekends may be meant: -1 that of the week before, 0 that of this week."""
    is_weekend, is_early = weekday >= 5, weekday <= 1
    if which in ("last", "past"):
        return (-1,)
    if which == "next":
        return (1,) if is_weekend else (0, 1)
    if which == "coming" or is_weekend or tense == "future":
        return (0,)
    # "They met this weekend", written on a Monday.
    if which == "the" or is_early:
        return (-1,) if tense == "past" else (-1, 0)
    return (0,)


def day_alone(spot: Spot) -> str | None:
    """Read 14日, "on the 14th": of the days so numbered the one that is clearly nearest."""
    if spot.now.day is None:
        return ""
    first, last = int(spot["day"]), int(spot["day2"] or spot["day"])
    near = [
        day
        for day in map(day_from_number, range(spot.now.day - _NEAR, spot.now.day + _NEAR + 1))
        if day.day == first
    ]
    if len(near) != 1:
        return ""
    year, month, _ = near[0]
    if last < first or not is_real(year, month, last):
        return None
    text = day_text(year, month, first)
    return span(text, day_text(year, month, last)) if spot["day2"] else text


_THIS = "(?<!the\\s)(?P<which>this past|this coming|this|last|next|past|coming)"
_PART = "(?P<part>earlier|later|early|mid|late|(?:the )?(?:start|beginning|middle|end) of)"
# "Over the last week" and "the next week" are stretches.
_WHICH = "(?<!the\\s)(?P<which>this coming|the coming|this past|the current|this|last|next)"
WEEKS: tuple[Row, ...] = (
    row("day", "(?P<words>today|tonight|yesterday|tomorrow|last night)", a_day),
    row("day after", "(?P<words>the day before yesterday|the day after tomorrow)", a_day),
    row("part of today", "(?P<words>this (?:morning|afternoon|evening))", a_day),
    row("weekday", "{weekday}", weekday),
    row("weekdays", "{weekday}{to}{weekday2}", weekdays),
    row("which weekday", f"{_THIS} {{weekday}}", which_weekday),
    row("weekday of week", f"{{weekday}},? (?:of )?{_WHICH} week", weekday_of_week),
    row("week's weekday", f"{_WHICH} week,? on {{weekday}}", weekday_of_week),
    row(
        "the 14th",
        "(?:on|from|until|by|before|through) "
        "(?P<words>the {day}(?:st|nd|rd|th)(?: to the {day2}(?:st|nd|rd|th))?)"
        r"(?=[.,;)]|$| that | (?:of (?:this|the) month|at|in)\b)",
        day_alone,
    ),
    row("week", f"{_WHICH} week", week),
    row("week after next", "(?:the )?week after next", lambda spot: _week(spot.now, 2)),
    row("part of week", f"{_PART}[- ](?:in )?{_WHICH} week", part_of_week),
    row("end of the week", "(?:the )?(?P<part>end) of the week", part_of_week),
    row("weekend", f"(?:(?:the end of )?(?:{_WHICH}|the)|the past) weekend", weekend),
)
