"""/timeline.csv: the events as a table, a row each, for spreadsheets.

Knows CSV (RFC 4180) and what a spreadsheet would run; what a table has no room for, quotes and
settings among it, is in /timeline.json.
"""

from collections.abc import Iterable

from parley import dates
from parley.dates import Day
from parley.model import Event
from parley.showing.outputs import notices
from parley.timeline import Timeline

COLUMNS = (
    *("id", "url", "title", "date", "earliest", "latest", "known", "kind", "by", "weight"),
    *("round", "topics", "people", "places", "summary", "sources"),
)

# Between ids, none of which holds one; `import` takes topics apart at it.
BETWEEN = ";"

# What makes a spreadsheet take a cell for a formula, and the apostrophe that says it is none
# (OWASP, CSV injection).
_RUN = frozenset("=+-@\t\r\n＝＋－＠")
_KEPT = "'"


def row(timeline: Timeline, event: Event) -> str:
    """Return an event as a row, CRLF at its end; the values of /timeline.json, "" for null.

    A cell that a spreadsheet would run has an apostrophe before it, and so has one that begins
    with an apostrophe: who drops one from the front of every cell that has it, has the words
    as they were. Dates before the year 0 begin with a minus, and are among them.
    """
    date = event.date
    return _line(
        event.id,
        notices.address(timeline, event),
        event.title,
        date.text,
        _iso(date.earliest),
        _iso(date.latest),
        _iso(timeline.known(event)),
        event.kind,
        BETWEEN.join(event.by),
        event.weight,
        event.round,
        BETWEEN.join(event.topics),
        BETWEEN.join(event.people),
        BETWEEN.join(event.places),
        event.summary,
        BETWEEN.join(source.article for source in event.sources),
    )


def timeline_csv(rows: Iterable[str]) -> bytes:
    """Join the rows under a header, in UTF-8 without a byte order mark."""
    return "".join((_line(*COLUMNS), *rows)).encode()


def _line(*cells: str) -> str:
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(words: str) -> str:
    """Return a cell as it stands in the file; Python's csv takes twice the time for a row."""
    if words[:1] in _RUN or words.startswith(_KEPT):
        words = _KEPT + words
    if "," in words or '"' in words or "\n" in words or "\r" in words:
        return '"' + words.replace('"', '""') + '"'
    return words


def _iso(day: Day | None) -> str:
    return dates.iso(day) if day else ""
