"""Dates that lean on a date told before: "a day later", "on the 30th", "in December that year".

Knows how a story goes on from sentence to sentence; what stands by itself `times/` has read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from parley import dates
from parley.date_mistakes import MONTHS
from parley.dates import Day, FuzzyDate, day_from_number, day_number, iso
from parley.intake.papers import Timelike
from parley.intake.story.sentences import Span
from parley.intake.times.date_days import weekday_of
from parley.intake.times.date_words import FRAGMENTS, count, month_number, weekday_number
from parley.intake.times.prose_dates import timelikes

# So many sentences may lie between a day and the words that lean on it.
_REACH = 2

# A day without a year is of the story's year, and not of the year of publication, where the story
# is this many days away from publication, and the day that much nearer to the story.
_FAR = 60

# Talks of so many days and one have a day after them; a week has none.
_FEW = 2

_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
# Words with a month and without a year.
NO_YEAR = re.compile(
    rf"(?!.*\b{FRAGMENTS['year']})(?!(?:last|next|this)\b)(?!.*\byear\b)"
    r".*\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b.*",
    re.DOTALL,
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The last day or month that was told, and how many sentences ago."""

    date: FuzzyDate
    first: Day
    age: int = 0
    has_weekday: bool = False


Meaning = Callable[[re.Match[str], Anchor], str]


def _later(found: re.Match[str], anchor: Anchor) -> str:
    days = count(found["count"]) * (7 if found["unit"].lower().startswith("week") else 1)
    return iso(day_from_number(_last(anchor) + days))


def _next_day(_: re.Match[str], anchor: Anchor) -> str:
    return iso(day_from_number(_last(anchor) + 1))


def _same_day(_: re.Match[str], anchor: Anchor) -> str:
    return iso(anchor.first)


def _the_nth(found: re.Match[str], anchor: Anchor) -> str:
    month = anchor.first
    if anchor.date.precision == "day" and int(found["day"]) < month.day:
        month = Day(month.year + (month.month == 12), month.month % 12 + 1, 1)
    return f"{month.year:04}-{month.month:02}-{int(found['day']):02}"


def _that_year(found: re.Match[str], anchor: Anchor) -> str:
    return f"{anchor.first.year:04}-{month_number(found['month']):02}"


def _that_month(found: re.Match[str], anchor: Anchor) -> str:
    month = month_number(found["month"])
    return f"{anchor.first.year + (month < anchor.first.month):04}-{month:02}"


def _following(found: re.Match[str], anchor: Anchor) -> str:
    month = month_number(found["month"])
    return f"{anchor.first.year + (month <= anchor.first.month):04}-{month:02}"


def _last(anchor: Anchor) -> int:
    return day_number(anchor.date.latest or anchor.first)


# Name, words, what they mean, and whether they need a day (and not a month) to lean on.
_ROWS: tuple[tuple[str, str, Meaning, bool], ...] = (
    (
        "days later",
        r"\b(?P<count>a|one|two|three|four|five|six|seven|\d{1,2}) (?P<unit>days?|weeks?)"
        r" (?:later|afterwards?)\b",
        _later,
        True,
    ),
    ("the next day", r"\b(?:the|on the) (?:next|following) (?:day|morning)\b", _next_day, True),
    (
        "the same day",
        r"\b(?:(?:on )?the same day|(?:later )?that (?:same )?day)\b",
        _same_day,
        True,
    ),
    (
        "on the 30th",
        r"\bon the (?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b(?=[,.:;]|\s?$)",
        _the_nth,
        False,
    ),
    ("May of that year", rf"\b{_MONTH},? (?:of )?(?:that|the same) year\b", _that_year, False),
    ("that September", rf"\bthat {_MONTH}\b", _that_month, False),
    ("the following May", rf"\bthe following {_MONTH}\b", _following, False),
)
_TABLE = tuple((name, re.compile(form, re.I), read, day) for name, form, read, day in _ROWS)


def read(
    sentence: Span, times: Sequence[Timelike], anchor: Anchor | None, published: FuzzyDate | None
) -> list[Timelike]:
    """Return the times of a sentence with those that lean on an anchor, in the order of places."""
    leaning = list(_leaning(sentence, times, anchor, published))
    own = [_moved(sentence, time, anchor, published) for time in times]
    free = [time for time in own if not any(_overlap(time, other) for other in leaning)]
    return sorted((*free, *leaning), key=lambda time: time.start)


def anchored(
    anchor: Anchor | None, times: Sequence[Timelike], published: FuzzyDate | None
) -> Anchor | None:
    """Return what the next sentence may lean on: the last past day or month of this one."""
    for time in reversed(times):
        first, last = (time.date.earliest, time.date.latest) if time.date else (None, None)
        if time.is_end or not (time.date and first and last and published and published.latest):
            continue
        if day_number(last) - day_number(first) <= 31 and first <= published.latest:
            named = bool(re.search(_WEEKDAY, time.words))
            keeps = anchor is not None and anchor.has_weekday and anchor.first <= first
            return Anchor(time.date, first, 0, named and ("," in time.words or keeps))
    return anchor and replace(anchor, age=anchor.age + 1)


def _leaning(
    sentence: Span, times: Sequence[Timelike], before: Anchor | None, published: FuzzyDate | None
) -> Iterator[Timelike]:
    for name, form, meaning, needs_day in _TABLE:
        for found in form.finditer(sentence.text):
            start, end = sentence.start + found.start(), sentence.start + found.end()
            told = [time for time in times if time.end <= start]
            anchor = anchored(before, told, published) if told else before
            if anchor is None or anchor.age > _REACH:
                continue
            if needs_day and _last(anchor) - day_number(anchor.first) > _FEW:
                continue
            try:
                date = dates.parse(meaning(found, anchor))
            except dates.DateError:  # a 31st that the month does not have
                continue
            yield Timelike(start=start, end=end, words=found[0], date=date, rule=name)


def _moved(
    sentence: Span, time: Timelike, anchor: Anchor | None, published: FuzzyDate | None
) -> Timelike:
    """Return a time as the story means it: a day without a year, a weekday after another."""
    if anchor is None or time.is_end or not (published and published.latest):
        return time
    today = day_number(published.latest)
    if today - day_number(anchor.first) <= _FAR:
        return time
    if anchor.has_weekday and anchor.age <= _REACH and re.fullmatch(_WEEKDAY, time.words):
        number = weekday_number(time.words)
        after = next(n for n in range(_last(anchor), _last(anchor) + 7) if weekday_of(n) == number)
        return replace(time, date=dates.parse(iso(day_from_number(after))))
    if not NO_YEAR.fullmatch(time.words):
        return time
    other = written_on(anchor.first, sentence.text, time.start - sentence.start)
    if other is None or other.earliest is None:
        return time
    away = abs(day_number(other.earliest) - day_number(anchor.first))
    here = time.date.earliest if time.date else None
    is_nearer = here is None or away + _FAR / 2 < abs(day_number(here) - today)
    return replace(time, date=other) if is_nearer else time


def written_on(day: Day, text: str, place: int) -> FuzzyDate | None:
    """Return what the words at a place of a text would mean, had they been written on a day."""
    there = timelikes(text, dates.parse(iso(day)))
    return next((time.date for time in there if time.start == place), None)


def _overlap(one: Timelike, other: Timelike) -> bool:
    return one.start < other.end and other.start < one.end
