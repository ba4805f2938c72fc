"""Rows of another timeline as entries: a title, a date and what else is safe to take over.

Knows what an entry needs; knows no file format.
"""

import re
from collections.abc import Iterable

from parley.dates import DateError, FuzzyDate
from parley.intake.files.plain_text import is_address
from parley.intake.papers import Entry
from parley.problems import Origin, Problem
from parley.reading.front_matter import INVISIBLE, Fault

# JSON can write half a character (\ud800), which no file can hold.
_UNWRITABLE = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")


def note(path: str, line: int, rule: str, message: str, hint: str = "") -> Problem:
    """Return something worth knowing about a file that stops nothing."""
    origin = Origin(path=path, line=line)
    return Problem(origin=origin, rule=rule, message=message, hint=hint, severity="note")


def dated(error: DateError, line: int) -> Fault:
    """Return why a date can't be read as the fault of a line."""
    return Fault("date", error.message, error.hint, line)


def entry(
    title: str, date: FuzzyDate, *, text: str, url: str, topics: Iterable[str], line: int
) -> Entry:
    """Return an entry; raise Fault where it has no title or holds what can't be written.

    A `url` that is no web address is dropped, and a topic counts once.
    """
    title = " ".join(title.split())
    names = (" ".join(topic.split()) for topic in topics)
    topics = tuple(dict.fromkeys(name for name in names if name))
    if not title:
        raise Fault("title", "the event has no title", "say in a few words what happened", line)
    for part in (title, text, url, *topics):
        if match := _UNWRITABLE.search(part):
            message = f"the event holds an invisible character (U+{ord(match[0]):04X})"
            raise Fault("character", message, "delete it, or type the text again", line)
    return Entry(
        title=title,
        date=date,
        text=text,
        url=url if is_address(url) else "",
        topics=topics,
        line=line,
    )
