"""Time expressions of one sentence, resolved against the day of publication.

Knows how readings of several rows are told apart; the rows are in tables of their own.
"""

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
from parley.intake.times.date_years import YEARS

ROWS: tuple[Row, ...] = (
    *(*STATED, *WEEKS, *PERIODS, *YEARS, *RELATIVE, *LENGTHS),
    *CHINESE,
)


def timelikes(text: str, written: FuzzyDate | None) -> tuple[Timelike, ...]:
    """Return the words of a sentence that say when, until when or how long, in their order.

    Of readings that overlap the longest counts. A date is None where the day of publication, the
    year or the tense would have to be guessed.
    """
    now = date_days.written(written)
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
