"""Time expressions of one sentence, resolved against the day of publication.

Knows how readings of several rows are told apart; the rows are in tables of their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from parley import dates
from parley.dates import FuzzyDate
from parley.intake.papers import Timelike
from parley.intake.times import date_days, date_ends
from parley.intake.times.date_chinese import CHINESE
from parley.intake.times.date_decoys import DECOYS
from parley.intake.times.date_lengths import LENGTHS
from parley.intake.times.date_periods import PERIODS
from parley.intake.times.date_relative import RELATIVE
from parley.intake.times.date_row import Row, Spot
from parley.intake.times.date_stated import STATED
from parley.intake.times.date_weeks import WEEKS
from parley.intake.times.date_words import FRAGMENTS
from parley.intake.times.date_years import YEARS

ROWS: tuple[Row, ...] = (
    *(*STATED, *WEEKS, *PERIODS, *YEARS, *RELATIVE, *LENGTHS),
    *CHINESE,
)


# Between the days of a list, whose last one states the year of all; and one without a year.
_JOINT = re.compile(r",?\s(?:and|or|&)\s(?:(?:again\s)?on\s)?|,\s")
_STATES_YEAR = re.compile(rf"\b{FRAGMENTS['year']}")
_NO_YEAR = re.compile(r"[^\W\d]+\.? \d{1,2}(?:[-–]\d{1,2})?|\d{1,2} [^\W\d]+")

# The rule of a day whose year stands behind another.
_LISTED = "listed"

_STEPS = {"following": 1, "next": 1, "previous": -1, "preceding": -1}


def timelikes(
    text: str, written: FuzzyDate | None, *, year: int | None = None
) -> tuple[Timelike, ...]:
    """Return the words of a sentence that say when, until when or how long, in their order.

    Of readings that overlap the longest counts. A date is None where the day of publication, the
    year or the tense would have to be guessed. In a chronology, `year` is that of the heading
    above: then it is the year of every day and month that states none, and words that count from
    publication have no date.
    """
    now = date_days.Written(chronicle=year) if year else date_days.written(written)
    return tuple(_stepped(_of_one_year(text, _read(text, now))))


def _of_one_year(text: str, times: Sequence[Timelike]) -> list[Timelike]:
    """Give the days of a list the year of the last: Jan. 20, April 4 and June 19, 2025."""
    found: list[Timelike] = []
    for time in reversed(times):
        last = found[-1].date and found[-1].date.earliest if found else None
        is_of = (
            found
            and _JOINT.fullmatch(text[time.end : found[-1].start])
            and (found[-1].rule == _LISTED or _STATES_YEAR.search(found[-1].words))
        )
        listed = time
        if last and is_of and _NO_YEAR.fullmatch(time.words):
            same = _read(time.words, date_days.Written(chronicle=last.year))
            date = same[0].date if same else None
            if date and date.earliest and date.earliest <= last:
                listed = replace(time, date=date, rule=_LISTED)
        found.append(listed)
    return found[::-1]


def _stepped(times: Iterable[Timelike]) -> Iterator[Timelike]:
    """Yield times, "the following month" and "the next day" counted from the one before them."""
    before: FuzzyDate | None = None
    for time in times:
        date = time.date
        if is_next := time.rule.startswith("next to"):
            by = _STEPS[time.words.split()[1].lower()]
            date = _beside(before, by, is_day=time.rule.endswith("day"))
        before = date or before
        if date or not is_next:
            yield replace(time, date=date)


def _beside(date: FuzzyDate | None, by: int, *, is_day: bool) -> FuzzyDate | None:
    first, last = (date.earliest, date.latest) if date else (None, None)
    if not (first and last) or first[:2] != last[:2] or (is_day and first != last):
        return None
    if is_day:
        return dates.parse(date_days.plain(dates.day_number(first) + by))
    return dates.parse(date_days.month_text(first.year, first.month + by))


def _read(text: str, now: date_days.Written) -> tuple[Timelike, ...]:
    taken = bytearray(len(text))
    for decoy in DECOYS:
        for found in decoy.pattern.finditer(text):
            _take(taken, *found.span())
    found_spots = [(spot, row) for row in ROWS for spot in _spots(row, text, now)]
    found_spots.sort(key=lambda pair: (pair[0].place[0] - pair[0].place[1], pair[0].place[0]))
    times = []
    for spot, row in found_spots:
        if any(taken[slice(*spot.place)]):
            continue
        meaning = row.read(spot)
        if meaning is not None:
            _take(taken, *spot.place)
            times.append(_timelike(spot, row, meaning))
    return tuple(sorted(times, key=lambda time: time.start))


def _spots(row: Row, text: str, now: date_days.Written) -> list[Spot]:
    return [Spot(text, found, now) for found in row.pattern.finditer(text)]


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _timelike(spot: Spot, row: Row, meaning: str | int) -> Timelike:
    start, end = spot.place
    words = spot.text[start:end]
    if isinstance(meaning, int):
        return Timelike(start=start, end=end, words=words, days=meaning, rule=row.name)
    date = dates.parse(_hedged(spot, meaning)) if meaning else None
    cue = spot.end
    # What "lapsed this summer" is told without the day of its end.
    if cue and cue.name == "expired" and not (date and dates.is_one_day(date)):
        cue = None
    return Timelike(
        start=start,
        end=end,
        words=words,
        date=date,
        is_end=cue is not None,
        is_inclusive=cue is not None and cue.inclusive,
        rule=row.name,
    )


def _hedged(spot: Spot, edtf: str) -> str:
    """Carry "around" and "possibly" into a date; a range is vague enough to be about."""
    mark = date_ends.hedge(spot.text, spot.place[0])
    is_range = "/" in edtf or "[" in edtf
    if not is_range and date_ends.is_start(spot.text, spot.place[0]):
        return f"{edtf}/.."
    return edtf if mark == "~" and is_range else date_days.marked(edtf, mark)
