"""Dates in English: what a reader sees, and what an editor may have written instead of EDTF.

It does not know how EDTF is read (dates does), nor the clock, nor the locale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parley.dates import FuzzyDate

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
_SEASONS = ("spring", "summer", "autumn", "winter")
_SPANS = ("decade", "century", "millennium")


def label(date: FuzzyDate) -> str:
    """Write a date for readers: 14 September 2025, about 26 March 2026, from 14 May 2025."""
    return _phrase(date, MONTHS) + _clock(date)


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
        return f"{_SEASONS[first.month // 3 - 1]} {year}"
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


def _clock(date: FuzzyDate) -> str:
    if date.seconds is None:
        return ""
    minutes, seconds = divmod(date.seconds, 60)
    clock = f", {_hours(minutes)}" + (f":{seconds:02}" if seconds else "")
    zone = "" if date.offset is None else f" (UTC{_zone(date.offset)})"
    return clock + zone.replace("-", "\N{MINUS SIGN}")


def _hours(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _zone(offset: int) -> str:
    """Write +08:00 or -04:30; "" for UTC itself."""
    return ("-" if offset < 0 else "+") + _hours(abs(offset)) if offset else ""


# What editors write instead. First the texts without a certain meaning: form, fault, next step.
_PLAIN = "write a day as 2025-09-14, a month as 2025-09, a year as 2025"
_KNOWN = "write what is known, if only the month (2025-09) or the year (2025)"
_DAYS = "write the days only, as in 2025-09-14/2025-09-15"
_WHOLE = "X stands for a year's last digits (201X) or a whole month or day (2004-XX, 2004-06-XX)"
_EACH = "write an entry for each date, or [a,b] if only one of them is meant"
_MISTAKES = (
    ("", "the date is empty", _KNOWN),
    (r"(?i)tb[acd]|unknown|undated|n\.?d\.?|n/?a|none|soon|\?+", "'{}' is not a date", _KNOWN),
    ("(?i)today|yesterday|tomorrow|now", "'{}' moves every day", "write the day, as in 2025-09-14"),
    ("/", "'{}' states neither a start nor an end", _KNOWN),
    (".*[/,].*T[0-9]+:.*|.*T[0-9]+:.*[/,].*", "'{}': times in intervals are not supported", _DAYS),
    ("Y-?[0-9]+E.+", "'{}': exponents are not supported", "write the year out, as in Y170000000"),
    ("Y?-?[0-9]+S.+", "'{}': significant digits are not supported", "write X for the rest: 195X"),
    ("{.*}", "'{}': sets whose dates are all meant are not supported", _EACH),
    ("[-0-9X?~%]*X[-0-9X?~%]*", "'{}': X in this place is not supported", _WHOLE),
)

_NUMBERS = {
    **{name[:length].lower(): f"#{n:02}" for n, name in enumerate(MONTHS, 1) for length in (3, 9)},
    **{name: f"#{n}" for n, name in enumerate(_SEASONS, 21)},
    **{"sept": "#09", "fall": "#23"},
}
_NAMES = re.compile(rf"\b({'|'.join(_NUMBERS)})\b\.?")
_FIGURES = "the year goes first, then hyphens and two digits each for month and day"
_WORDS = "months are written as numbers, after the year"
_ENDS = "an interval has a slash between its ends, and two dots for an open end"
_TIME = "a time has a T before it and seconds; an offset from UTC, as in -04:00, helps"
_SIGNS = "spaces, small letters or other signs stand where they may not"

# Then those with one: each row rewrites the text on its way to EDTF, in this order. By then its
# letters are small and its dashes hyphens; D is a digit here, #DD a month that was a word.
_REWRITES = tuple(
    (re.compile(form.replace("D", "[0-9]")), instead, reason)
    for form, instead, reason in (
        (r"(?<=D)(?:st|nd|rd|th)\b|\b(?:of|the|on|in) |\b\w+day,? ", "", _WORDS),
        (r"\b(DD?) #(DD)(?= ?(?:-|to) ?DD? #DD,? (D{4}))", r"\1 #\2 \3", _WORDS),
        (r"#(DD) (DD?)(?= ?(?:-|to) ?#DD DD?,? (D{4}))", r"#\1 \2 \3", _WORDS),
        (r"\b(DD?) ?(?:-|to) ?(DD?) #(DD),? (D{4})", r"\4-\3-\1/\4-\3-\2", _WORDS),
        (r"#(DD) (DD?) ?(?:-|to) ?(DD?),? (D{4})", r"\4-\1-\2/\4-\1-\3", _WORDS),
        (r"#(DD) (DD?),? (D{4})", r"\3-\1-\2", _WORDS),
        (r"\b(DD?) #(DD),? (D{4})", r"\3-\2-\1", _WORDS),
        (r"#(DD),? (D{4})", r"\2-\1", _WORDS),
        (r"\b(D{4})[./年](DD?)[./月](DD?)日?(?!D)", r"\1-\2-\3", _FIGURES),
        (r"\b(D{4})[./年](DD?)月?(?!D)", r"\1-\2", _FIGURES),
        (r"^(D{4})(DD)(DD)$", r"\1-\2-\3", _FIGURES),
        (r"(?<=D)-(D)(?!D)", r"-0\1", _FIGURES),
        (r"^from (?=.+ (?:to|until|through|-) )", "", _ENDS),
        (r"^(?:from|since) (.+)", r"\1/..", _ENDS),
        (r"^(?:until|till) (.+)", r"../\1", _ENDS),
        (r" (?:to|until|through|-) |(?<=D{4}-DD-DD)-(?=D{4})|(?<=D{4})-(?=D{4})", "/", _ENDS),
        (r"/(?:open|present|now|ongoing)$", "/..", _ENDS),
        (r"^(D{4}-)(DD-)(DD/)(DD)$", r"\1\2\3\1\2\4", _ENDS),
        (r"^(D{4}-)(DD(?:-DD)?/)(DD(?:-DD)?)$", r"\1\2\1\3", _ENDS),
        (r"\b(?:circa|ca?\.?|about|around) ?([-0-9]+)", r"\1~", "'about' is a ~ after the date"),
        (r"(?:t|,? (?:at )?)(D?D:DD(?::DD)?)", r"t\1", _TIME),
        (r"t(?=D:)", "t0", _TIME),
        (r"(?<=tDD:DD)(?!:|D)", ":00", _TIME),
        (r"(?<=:DD)\.D+", "", _TIME),
        (r"(?<=:DD) ?(?:utc|gmt)?([+-]DD):?(DD)$", r"\1:\2", _TIME),
        (r"(?<=:DD) ?(?:utc|gmt)$", "z", _TIME),
        (r"^(D{3})0'?s", r"\1x", "a decade is written with an X"),
        (r"\?~|~\?", "%", _SIGNS),
        (r"^y(-?D{4})$", r"\1", "Y is for years of more than four digits"),
        (r"\s", "", _SIGNS),
    )
)


def complaint(text: str, read: Callable[[str], FuzzyDate | None]) -> tuple[str, str]:
    """Say what is wrong with a text that `read` does not know, and what to write instead.

    A correction is offered where it is certain and can be read. Raises what `read` raises for a
    correction that is no real date.
    """
    shown = " ".join(text.split())[:60]
    if len(text) > 1000:
        return f"'{shown}...' is too long for a date", _KNOWN
    for form, fault, hint in _MISTAKES:
        if re.fullmatch(form, text):
            return fault.format(shown), hint
    if len(readings := _day_or_month_first(text)) == 2:
        choice = " or ".join(readings)
        return f"'{shown}' can be read in two ways", f"write {choice}, whichever is meant"
    reason, rewritten = (_FIGURES, readings[0]) if readings else _rewritten(text)
    if read(rewritten):
        return f"'{shown}' cannot be read as a date: {reason}", f"write {rewritten}"
    for part in re.split(r"[][/,]|\.\.", text):
        if len(text) > len(part) > 3 and not read(part):
            return complaint(part, read)
    return f"'{shown}' is not a date", _PLAIN


def _day_or_month_first(text: str) -> list[str]:
    """Return the readings of 03.09.2025 (two) or 25/9/2025 (one)."""
    found = re.fullmatch(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})", text)
    if not found:
        return []
    first, _, second, year = (part.zfill(2) for part in found.groups())
    pairs = sorted({(first, second), (second, first)})
    return [f"{year}-{month}-{day}" for month, day in pairs if "00" < month <= "12"]


def _rewritten(text: str) -> tuple[str, str]:
    """Return the first reason to rewrite a text, and what it becomes."""
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower())
    words = _NAMES.sub(lambda name: _NUMBERS[name[1]], words)
    first_reason = ""
    for form, instead, reason in _REWRITES:
        changed = form.sub(instead, words)
        first_reason = first_reason or (reason if changed != words else "")
        words = changed
    return first_reason or _SIGNS, words.upper()
