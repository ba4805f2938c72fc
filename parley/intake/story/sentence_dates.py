"""The dates of one sentence together: a year that one states for another, ends that are counted.

Knows how dates of a sentence depend on each other; each by itself is read by `prose_dates`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parley import dates
from parley.dates import Day, FuzzyDate
from parley.intake.papers import Timelike
from parley.intake.story import narrative
from parley.intake.story.narrative import Anchor
from parley.intake.story.sentences import Span
from parley.intake.times.date_words import FRAGMENTS
from parley.intake.times.prose_dates import timelikes

# The rule of an end that no words name: "for 90 days from May 14" ends on 12 August.
COUNTED = "counted"

# Lengths that count to a day exactly, and what joins one to the day on which it begins.
_YEARS = {"for years", "years long"}
_EXACT = {"days long", "weeks long", "for weeks", *_YEARS}
_FROM = re.compile(r"(?:\s\w+)?,?\s(?:from|beginning|starting|as of|after|effective)(?: on)?\s")

# A stated year; a day without one; and how many days from publication such a day is most likely
# of the year of publication, whatever year the sentence states before it.
_YEAR = re.compile(rf"\b{FRAGMENTS['year']}")
_CLOSE = 60


def times(
    sentence: Span,
    published: FuzzyDate | None,
    year: int | None = None,
    anchor: Anchor | None = None,
) -> list[Timelike]:
    """Return every time in a sentence that has a date; their places are those of the whole text.

    `year` is that of the heading of a chronology under which the sentence stands, if any; `anchor`
    the last day that was told before it.
    """
    read = [
        replace(time, start=time.start + sentence.start, end=time.end + sentence.start)
        for time in _of_that_year(sentence.text, published, year)
    ]
    if not year:
        read = narrative.read(sentence, read, anchor, published)
    return [*(time for time in read if time.date), *_counted(sentence, read)]


def _of_that_year(text: str, published: FuzzyDate | None, year: int | None) -> Iterator[Timelike]:
    """Yield the times of a text; a day far from publication is of a year that is stated before it.

    "It was stayed on May 29, 2025, and affirmed on August 29."
    """
    stated: Day | None = None
    for time in timelikes(text, published, year=year):
        if _YEAR.search(time.words):
            stated = (time.date and time.date.earliest) or stated
        has_none = not year and narrative.NO_YEAR.fullmatch(time.words)
        # Of two ends in one sentence, the year of the first holds for the second.
        holds = not time.is_end or (stated is not None and _is_ahead(stated, published))
        if has_none and stated and holds and _is_far(time.date, published):
            moved = narrative.written_on(stated, text, time.start)
            yield replace(time, date=moved or time.date)
        else:
            yield time


def _is_ahead(day: Day, published: FuzzyDate | None) -> bool:
    return bool(published and published.latest and day.year > published.latest.year)


def _is_far(date: FuzzyDate | None, published: FuzzyDate | None) -> bool:
    """Tell whether a day is not known, or months away from the day of publication."""
    if not (date and date.earliest and published and published.latest):
        return True
    return abs(dates.day_number(date.earliest) - dates.day_number(published.latest)) > _CLOSE


def _counted(sentence: Span, read: Sequence[Timelike]) -> Iterator[Timelike]:
    """Yield the ends that words count out."""
    for length, start in pairwise(read):
        between = sentence.text[length.end - sentence.start : start.start - sentence.start]
        first = start.date.earliest if start.date and dates.is_one_day(start.date) else None
        if first and length.rule in _EXACT and _FROM.fullmatch(between):
            last = dates.day_number(first) + length.days
            if length.rule in _YEARS:  # a year from 29 February ends on 1 March
                years = round(length.days / 365.25)
                last = dates.day_number(first._replace(year=first.year + years))
            end = dates.parse(dates.iso(dates.day_from_number(last)))
            yield replace(start, start=length.start, date=end, is_end=True, rule=COUNTED)
