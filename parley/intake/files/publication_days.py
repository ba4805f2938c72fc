"""The day on which a text says that it was published: in the lines above it, or its dateline.

Knows how such lines are written; never takes a day from the running text, nor one of two.
"""

import re
from collections.abc import Iterator

from parley.dates import FuzzyDate, is_firm_day
from parley.intake.files.stated_dates import day_of

# Lines that are looked at, and characters of the longest that can stand above a text.
_MOST_LINES, _LONGEST = 6, 160

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日)"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_CLOCK = r"(?:,? (?:at )?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\b\.?)?(?: ?\(?[A-Z]{2,4}\)?)?)?"
_PUBLISHED = r"(?:first |originally )?(?:published|posted|released|issued|date|发布时间|发布日期)"
_UPDATED = r"(?:last )?(?:updated|modified|revised)"
_LABEL = rf"(?P<label>{_PUBLISHED}|{_UPDATED})(?: on)?[:：]? ?"
# What may stand before a day: a label, or a few words and a comma ("Client alert, ").
_BEFORE = rf"(?:(?:(?:[\w.'’-]+ ){{0,3}}[\w.'’-]+, )?{_LABEL}|(?:[\w.'’-]+ ){{0,3}}[\w.'’-]+, )?"
_BEHIND = r"(?P<behind> (?:in|by|from) [^,.;]{2,60}| 来源.{2,40})?"
_PART = re.compile(rf"(?i){_BEFORE}{_WEEKDAY}(?P<day>{_DAY}){_CLOCK}{_BEHIND}")
_IN_BRACKETS = re.compile(rf"(?i)\S.{{3,}} [(（]{_WEEKDAY}(?P<day>{_DAY})[)）]")
_ALONE = re.compile(rf"(?im)^[*_#> ]*{_WEEKDAY}(?P<day>{_DAY})[*_: ]*$")
_PARTS = re.compile(r"\s+[|•·/—–]\s+|\s*[|•]\s*")
# BEIJING, Oct. 16, 2025 (Agency) -- ...; WASHINGTON, July 29, 2025 /Wire/ - ...
_DATELINE = re.compile(
    rf"[A-Z][\w.'’ /-]{{1,40}}(?:, [A-Z][\w. ]{{1,20}})?,? (?P<day>{_DAY})"
    r"(?:\s*(?:\([^()\n]{2,40}\)|/[^/\n]{2,30}/))?\s*[-–—]{1,2}\s*(?=\S)"
)
# What a day of something else is called.
_OTHER = re.compile(
    r"(?i)\b(?:deadline|due|effective|event|ends?|expires?|from|hearing|signed|since|starts?"
    r"|through|till?|until|by|on|of|in|and|to|before|after)(?:,|\Z)"
)
_ENDS_A_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]」』）]*$")
_GOES_ON = re.compile(r"(?:,|\b(?:a|an|and|at|by|for|from|in|of|on|or|since|the|to|until|with))$")


def days(body: str) -> tuple[FuzzyDate, ...]:
    """Return the day that the lines above a text give; two where they contradict each other.

    What is called published goes before a bare day, and that before what is called updated. A
    bare day is none of these where others head the parts of a chronology.
    """
    found = list(_stated(body))
    surest = min((rank for rank, _ in found), default=0)
    stated = {day.text: day for rank, day in found if rank == surest}
    heads = {day.text: day for each in _ALONE.finditer(body) if (day := _firm(each["day"]))}
    if surest == 1 and not stated.keys().isdisjoint(heads):
        stated |= heads
    return tuple(stated.values())


def is_stamp(line: str) -> bool:
    """Tell whether a line is there to say when: Client alert | November 12, 2025."""
    return any(map(_PART.fullmatch, _PARTS.split(line.strip("*_ "))))


def _stated(body: str) -> Iterator[tuple[int, FuzzyDate]]:
    """Yield the days of the first lines, each with how sure it is: 0 is called published."""
    for line in _first_lines(body):
        dateline = _DATELINE.match(line)
        if dateline and (day := _firm(dateline["day"])):
            yield 1, day
            return
        if len(line) > _LONGEST:
            return
        parts = [found for part in _PARTS.split(line) if (found := _of_part(part))]
        yield from parts
        if not parts and _ENDS_A_SENTENCE.search(line) and not line.endswith("?"):
            return


def _first_lines(body: str) -> Iterator[str]:
    """Yield the first lines of a text without marks, up to where one goes on in the next."""
    count, before = 0, ""
    for written in body.split("\n"):
        line = " ".join(written.split()).strip("*_#> ")
        is_wrapped = line and before and (line[:1].islower() or _GOES_ON.search(before))
        if is_wrapped or count == _MOST_LINES:
            return
        before = line
        if line:
            count += 1
            yield line


def _of_part(part: str) -> tuple[int, FuzzyDate] | None:
    """Return the day of a part of a line between bars, and how sure it is."""
    found = _PART.fullmatch(part)
    label = (found["label"] or "").casefold() if found else ""
    if found and found["behind"] and not label and "来源" not in found["behind"]:
        return None
    found = found or _IN_BRACKETS.fullmatch(part)
    if not found or (not label and _OTHER.search(part[: found.start("day")].rstrip(" ("))):
        return None
    day = _firm(found["day"])
    rank = 1 if not label else 2 if re.fullmatch(_UPDATED, label) else 0
    return (rank, day) if day else None


def _firm(text: str) -> FuzzyDate | None:
    day = day_of(text)
    return day if day and is_firm_day(day) else None
