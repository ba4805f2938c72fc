"""Markwhen text as entries: an event a line, its description below, groups and tags as topics.

Knows Markwhen's lines (https://docs.markwhen.com); what a date means, `markwhen_dates` knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.dates import DateError, FuzzyDate
from parley.intake.files import foreign_text, markwhen_dates
from parley.intake.files.entries import dated, entry, note
from parley.intake.files.markwhen_dates import First
from parley.intake.papers import Entry
from parley.problems import Problem
from parley.reading.front_matter import Fault

_TAG = re.compile(r"(?:^|(?<=\s))#(?!\d+(?:\s|$))(\w+)")
_COMMENT = re.compile(r"\s*//")
_BREAK = re.compile(r"\s*_-_-_break_-_-_\s*")
_OPENS = re.compile(r"\s*(?:group|section)(?:\s+(.*))?")
_CLOSES = re.compile(r"\s*end(?:Group|Section|group|section)\b.*")
_HEADING = re.compile(r"\s*(#{1,6})\s+(.*)")
_HEADER = re.compile(r"\s*(?:#?[\w.-]+\s*:(?:\s.*)?|-\s.*|---\s*)")
_NESTED = re.compile(r"\s+\S.*")
# What the lines directly below an event set for Markwhen's own views; others are description.
_SETTING = re.compile(r"\s*(?:id|timezone|tz|color|style|duration|reminders?):(?:\s.*)?")
_LONGEST_DATE = 120
_DAY_FIRST = re.compile(r"dateFormat:\s*d/M/y\s*", re.IGNORECASE)
_OTHER_FORMAT = re.compile(r"dateFormat:.*", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """An event whose description may go on."""

    line: int
    date: FuzzyDate
    title: str
    topics: list[str]
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """What is known while lines are read; `groups` are levels of headings (0 for a group)."""

    first: First = "month"
    in_header: bool = True
    groups: list[tuple[int, list[str]]] = field(default_factory=list)


def read(text: str, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the events of a file, and every problem; raise Fault where there is no event."""
    problems: list[Problem] = []
    entries: list[Entry] = []
    events, has_header = [], False
    page, event = _Page(), None
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if _BREAK.fullmatch(line):
                page, event = _Page(), None
            elif found := _event(line, page, number):
                page.in_header = False
                event = found
                events.append(event)
                problems += _time_lost(line, event, path)
            elif _is_structure(line, page):
                event = None
            elif page.in_header:
                has_header |= _header(line, page, number)
            elif not _COMMENT.match(line):
                _below(line, event, number)
        except DateError as error:
            page.in_header, event = False, _lost(number)
            problems.append(dated(error, number).problem(path))
        except Fault as fault:
            problems.append(fault.problem(path))
    for event in events:
        try:
            entries.append(_entry(event))
        except Fault as fault:
            problems.append(fault.problem(path))
    if not events and not problems:
        hint = "write each event as 2025-09-14: what happened"
        raise Fault("markwhen", "the file has no event", hint)
    if has_header:
        hint = "a site has its title in site.toml"
        problems.append(note(path, 1, "left-out", "the header is not taken over", hint))
    return tuple(entries), tuple(problems)


def is_markwhen(text: str) -> bool:
    """Tell whether most paragraphs of a text begin with a date and a colon, at least two."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    lines = [line for line in text.split("\n") if line.strip()]
    starts = sum(bool(_split(line)) for line in lines)
    return starts >= 2 and 3 * starts >= len(blocks)


def _split(line: str) -> tuple[str, str] | None:
    """Return what stands before and after the colon of an event's line, or None."""
    for colon in re.finditer(":", line[:_LONGEST_DATE]):
        before = line[: colon.start()].strip()
        is_of_time = re.match(r"\d\d", line[colon.end() :]) and re.search(r"\d$", before)
        if not markwhen_dates.is_datelike(before):
            return None
        if not is_of_time:
            return before, line[colon.end() :].strip()
    return None


def _event(line: str, page: _Page, number: int) -> _Open | None:
    """Return the event that a line begins, or None; raise DateError."""
    parts = _split(line)
    if parts is None:
        return None
    date = markwhen_dates.read(parts[0], page.first)
    topics = [name for _, names in page.groups for name in names]
    return _Open(number, date, parts[1], topics)


def _time_lost(line: str, event: _Open, path: str) -> Iterator[Problem]:
    """Yield a note where an event's line has a time of day and its date has none."""
    written = (_split(line) or ("", ""))[0]
    if event.date.precision != "time" and re.search(r"(?i)\d:\d|\d\s*[ap]m\b", written):
        message = f"the time of day is left out: {event.date.text}"
        hint = "EDTF has no hours in intervals, and none without minutes"
        yield note(path, event.line, "time", message, hint)


def _lost(number: int) -> _Open:
    """Stand in for an event whose date can't be read, for what is written below it."""
    return _Open(number, FuzzyDate(text="", earliest=None, latest=None, precision="day"), "", [])


def _is_structure(line: str, page: _Page) -> bool:
    """Take a line that opens or closes a group, and tell whether it was one."""
    if _CLOSES.fullmatch(line):
        while page.groups and page.groups.pop()[0]:
            pass
        return True
    if found := _HEADING.fullmatch(line):
        level = len(found[1])
        while page.groups and page.groups[-1][0] >= level:
            page.groups.pop()
        page.groups.append((level, _names(found[2])))
    elif found := _OPENS.fullmatch(line):
        page.groups.append((0, _names(found[1] or "")))
    else:
        return False
    page.in_header = False
    return True


def _names(title: str) -> list[str]:
    """Return the name of a group and its tags, as topics."""
    name = foreign_text.words(foreign_text.without_links(_TAG.sub("", title)))
    return [each for each in (name, *_TAG.findall(title)) if each]


def _header(line: str, page: _Page, number: int) -> bool:
    """Take a line of the header; tell whether it says anything; raise Fault where it can't be."""
    if not line.strip() or _COMMENT.match(line):
        return False
    if _DAY_FIRST.fullmatch(line.strip()):
        page.first = "day"
    elif _OTHER_FORMAT.fullmatch(line.strip()):
        hint = "write the dates as 2025-09-14, and delete this line"
        raise Fault("markwhen", "dates in a form of the file's own are not read", hint, number)
    elif not (_HEADER.fullmatch(line) or _NESTED.fullmatch(line)):
        raise _unread(line, number)
    return True


def _unread(line: str, number: int) -> Fault:
    hint = "begin an event with its date and a colon, a comment with //"
    return Fault("markwhen", f"'{line.strip()[:60]}' is no line of Markwhen here", hint, number)


def _below(line: str, event: _Open | None, number: int) -> None:
    """Take a line of an event's description."""
    if event is None:
        if line.strip():
            raise _unread(line, number)
        return
    is_setting = _SETTING.fullmatch(line) and not any(each.strip() for each in event.below)
    if not is_setting:
        event.below.append(line)


def _entry(event: _Open) -> Entry:
    written = "\n".join(event.below)
    tags = [*_TAG.findall(event.title), *_TAG.findall(written)]
    text = "\n".join(line.strip() for line in _TAG.sub("", written).split("\n")).strip()
    title = _TAG.sub("", event.title)
    return entry(
        foreign_text.words(foreign_text.without_links(title)),
        event.date,
        text=foreign_text.from_anything(text),
        url=foreign_text.first_address(title) or foreign_text.first_address(text),
        topics=[*event.topics, *tags],
        line=event.line,
    )
