"""Dates in English, as a reader sees them.

Knows how people write dates; knows not how EDTF is read, nor the clock, nor the locale.
"""

from collections.abc import Sequence

from parley.date_mistakes import MONTHS, SEASONS
from parley.dates import FuzzyDate

_SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
_SPANS = ("decade", "century", "millennium")


def label(date: FuzzyDate) -> str:
    """Write a date for readers: 14 September 2025, about 26 March 2026, from 14 May 2025."""
    clock = clock_label(date)
    return day_label(date) + (f", {clock}{_offset_note(date)}" if clock else "")


def day_label(date: FuzzyDate) -> str:
    """Write a date without its time of day: 14 September 2025."""
    return _phrase(date, MONTHS)


def clock_label(date: FuzzyDate) -> str:
    """Write the time of day alone, as a clock of its place shows it: 20:29; "" without one."""
    if date.seconds is None:
        return ""
    minutes, seconds = divmod(date.seconds, 60)
    return _hours(minutes) + (f":{seconds:02}" if seconds else "")


def short_label(date: FuzzyDate) -> str:
    """Write a date for tight places, months in three letters and no time of day: 17 Sep 2025."""
    return _phrase(date, _SHORT_MONTHS)


def caveat(date: FuzzyDate) -> str:
    """Say what a date leaves open, to follow its label after a comma; "" where that is nothing.

    Intervals and sets say in their label how precise they are; so does the word "about".
    """
    notes = []
    if not (date.interval or date.choices or date.approximate):
        if date.precision == "month":
            notes.append("day not stated")
        elif date.precision == "year" and "-XX-XX" in date.text:
            notes.append("month and day not stated")
        elif date.precision == "year" and "-XX" in date.text:
            notes.append("month not stated")
        elif date.precision == "time" and date.offset is None:
            notes.append("time zone not stated")
    if date.uncertain:
        notes.append("date uncertain")
    return ", ".join(notes)


def _phrase(date: FuzzyDate, months: Sequence[str]) -> str:
    if date.choices:
        return _alternatives([_choice(choice, months) for choice in date.choices])
    if date.interval:
        return _run(date, months)
    words = _plain(date, months)
    return _after("about", date, words) if date.approximate else words


def _plain(date: FuzzyDate, months: Sequence[str]) -> str:
    """Write one date without its marks."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        return ""
    year = _year(first.year)
    if date.precision in _SPANS:
        return _span(date.precision, first.year, last.year)
    if date.precision == "year":
        return year
    if date.precision == "season":
        return f"{SEASONS[first.month // 3 - 1]} {year}"
    month = f"{months[first.month - 1]} {year}"
    return month if date.precision == "month" else f"{first.day} {month}"


def _year(year: int) -> str:
    """Write an astronomical year as historians count: 2025, 44 CE, and -43 as 44 BCE."""
    era = " BCE" if year < 1 else " CE" if year < 1000 else ""
    count = 1 - year if year < 1 else year
    return f"{count:,}{era}" if count > 9999 else f"{count}{era}"


def _span(precision: str, first: int, last: int) -> str:
    """Write 1990s, 20th century (from 1900, as EDTF has it), 2nd millennium; else the years."""
    if first < 1 or (precision == "decade" and first < 1000):
        return _joined(_year(first), _year(last))
    if precision == "decade":
        return f"{first}s"
    number = first // (last - first + 1) + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(0 if number in (11, 12, 13) else number % 10, "th")
    return f"{number}{ending} {precision}"


def _after(word: str, date: FuzzyDate, words: str) -> str:
    return f"{word} the {words}" if date.precision in _SPANS else f"{word} {words}"


def _run(date: FuzzyDate, months: Sequence[str]) -> str:
    start = date.start and _phrase(date.start, months)
    end = date.end and _phrase(date.end, months)
    if start and end:
        return _joined(start, end)
    if start:
        return _after("from", date, start) + ("" if date.open_end else ", end not known")
    if end:
        return _after("until", date, end) + ("" if date.open_start else ", start not known")
    states = ("open" if is_open else "not known" for is_open in (date.open_start, date.open_end))
    return "start {}, end {}".format(*states)


def _choice(date: FuzzyDate, months: Sequence[str]) -> str:
    """Write a member of a set, where an interval means one day of it."""
    start = date.start and _phrase(date.start, months)
    end = date.end and _phrase(date.end, months)
    if start and end:
        (first, last), shared = _shared([start, end])
        return f"{first} to {last}{shared}"
    if start:
        return f"{start} or later"
    return f"{end} or earlier" if end else _phrase(date, months)


def _joined(start: str, end: str) -> str:
    """Join two ends with a dash, which has spaces unless a single word stands on each side."""
    if start == end:
        return start
    (first, last), shared = _shared([start, end])
    space = " " if " " in first + last else ""
    return f"{first}{space}\N{EN DASH}{space}{last}{shared}"


def _alternatives(phrases: list[str]) -> str:
    """Write 5 or 7 February 2025; 1667, 1668 or 1670 to 1672."""
    (*others, last), shared = _shared(phrases)
    return f"{', '.join(others)} or {last}{shared}" if others else phrases[0]


def _shared(phrases: list[str]) -> tuple[list[str], str]:
    """Take off the words that all phrases end with, leaving each at least one."""
    heads = [phrase.split() for phrase in phrases]
    shared = ""
    while all(len(words) > 1 for words in heads) and len({words[-1] for words in heads}) == 1:
        shared = f" {heads[0][-1]}{shared}"
        heads = [words[:-1] for words in heads]
    return [" ".join(words) for words in heads], shared


def _offset_note(date: FuzzyDate) -> str:
    zone = "" if date.offset is None else f" (UTC{_zone(date.offset)})"
    return zone.replace("-", "\N{MINUS SIGN}")


def _hours(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _zone(offset: int) -> str:
    """Write +08:00 or -04:30; "" for UTC itself."""
    return ("-" if offset < 0 else "+") + _hours(abs(offset)) if offset else ""
