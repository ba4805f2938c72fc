"""A table of events, CSV or TSV, as entries: TimelineJS's columns, or plain ones.

Knows what columns may be called; how a date or a text is read, other modules know.
"""

import csv
import re
from collections.abc import Iterator, Mapping

from parley import dates
from parley.dates import DateError, FuzzyDate
from parley.intake.files import date_parts, foreign_text
from parley.intake.files.entries import dated, entry, note
from parley.intake.files.plain_text import is_address
from parley.intake.files.stated_dates import stated
from parley.intake.papers import Entry
from parley.problems import Problem
from parley.reading.front_matter import Fault

Row = Mapping[str, str]

# What a column may be called, letters small and without spaces; the first that is there counts.
_NAMES = {
    "title": ("title", "headline", "event", "name", "event name", "event title", "what"),
    "date": ("edtf", "date", "start date", "event date", "when", "day", "start"),
    "end": ("end date", "end", "until", "to"),
    "text": ("text", "description", "summary", "body", "details", "notes", "note"),
    "url": ("url", "link", "source url", "href", "website", "media", "source"),
    "topics": ("topics", "topic", "tags", "tag", "group", "category", "categories"),
}
_PARTS = ("year", "month", "day")
_OF_TIMELINEJS = {
    *("year", "month", "day", "time", "end year", "end month", "end day", "end time"),
    *("display date", "headline", "text", "media", "group", "tag", "type"),
}
# What keeps a spreadsheet from running a cell. /timeline.csv doubles an apostrophe that belongs to
# the words, so that one alone before a letter ('Tis) is no sign, whoever wrote the table.
_KEPT_FROM_RUNNING = re.compile(r"'(?=['=+@\t\r\n＝＋－＠-])")
_TIME_FILLED_IN = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?Z?$")
_NEXT_STEP = "name them in the first line: date,title,text,url,topics"


def read(text: str, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the events of a table, and every problem; raise Fault where it is none."""
    header, *rows = _rows(text)
    names = [" ".join(re.split(r"[\s_-]+", name.strip().casefold())) for name in header[1]]
    columns = _columns(names, header)
    if not rows:
        raise Fault("empty", "the table has no rows under its header", "write a row for each event")
    entries: list[Entry] = []
    problems = list(_unused(names, columns, path))
    for line, cells in rows:
        try:
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                message = f"the row has {len(cells)} cells and the header {len(names)}"
                raise Fault("row", message, 'write a text with commas in "quotes"', line)
            row = dict(zip(names, map(_cell, cells), strict=False))
            if row.get("type", "").casefold() in ("title", "era") and "year" in names:
                problems.append(
                    note(path, line, "left-out", f"the {row['type']} is not taken over")
                )
                continue
            entries.append(_entry(row, columns, line))
            problems += _changed(row, columns, entries[-1], path)
        except DateError as error:
            problems.append(dated(error, line).problem(path))
        except Fault as fault:
            problems.append(fault.problem(path))
    if not entries and all(problem.severity == "note" for problem in problems):
        raise Fault("empty", "the table has no events", "write a row for each event")
    return tuple(entries), tuple(problems)


def is_table(text: str) -> bool:
    """Tell whether a text's first line names the columns of such a table."""
    first = text.lstrip("\n").split("\n", 1)[0]
    names = {name.strip(' "').casefold() for name in re.split("[,;\t]", first)}
    return bool(names & {*_NAMES["title"]}) and bool(names & {*_NAMES["date"], "year"})


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, with the lines on which they begin."""
    lines = text.split("\n")
    stated_mark = re.fullmatch(r"sep=([,;\t|])", lines[0].strip())  # Excel's own line
    first = next(line for line in lines[bool(stated_mark) :] if line.strip() or line is lines[-1])
    mark = stated_mark[1] if stated_mark else max(",;\t", key=first.count)
    if stated_mark:
        lines[0] = ""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=mark, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "put a text with quotation marks in quotes, and write each of them twice"
        raise Fault("csv", f"the table breaks off: {error}", hint, line) from None
    return rows


def _columns(names: list[str], header: tuple[int, list[str]]) -> dict[str, str]:
    """Return which column holds what; raise Fault where title or date have none."""
    line, written = header
    columns: dict[str, str] = {}
    for key, known in _NAMES.items():
        is_in_parts = key in ("date", "end") and "year" in names
        found = [name for name in known if name in names and not (is_in_parts and name != "edtf")]
        if found:
            columns[key] = found[0]
    missing = [key for key in ("date", "title") if key not in columns]
    if "date" in missing and "year" in names:
        missing.remove("date")
    if missing:
        found_names = ", ".join(name.strip() for name in written if name.strip())
        message = f"the table has no column for {' and '.join(missing)}; it has {found_names[:200]}"
        raise Fault("columns", message, _NEXT_STEP, line)
    twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
    if twice:
        message = f"the table has two columns '{twice[0]}'"
        raise Fault("columns", message, "name one of them otherwise", line)
    return columns


def _cell(written: str) -> str:
    """Return what a cell says, without the apostrophe that keeps it from being run."""
    words = written.strip()
    return words[1:].strip() if _KEPT_FROM_RUNNING.match(words) else words


def _entry(row: Row, columns: Row, line: int) -> Entry:
    def cell(key: str) -> str:
        return row.get(columns.get(key, ""), "")

    topics = (
        [cell("topics")] if columns.get("topics") == "group" else re.split("[;,|]", cell("topics"))
    )
    return entry(
        foreign_text.words(cell("title")),
        _date(row, columns),
        text=foreign_text.from_anything(cell("text")),
        url=cell("url"),
        topics=map(foreign_text.words, topics),
        line=line,
    )


def _date(row: Row, columns: Row) -> FuzzyDate:
    """Return the date of a row; raise DateError."""
    written = row.get(columns.get("date", ""), "")
    if written or "year" not in row:
        start = stated(_TIME_FILLED_IN.sub("", written))
        end = _TIME_FILLED_IN.sub("", row.get(columns.get("end", ""), ""))
        last = stated(end).text if end else start.text
        return start if last == start.text else dates.parse(f"{start.text}/{last}")
    return date_parts.between(*_sides(row))


def _sides(row: Row) -> tuple[dict[str, str], dict[str, str]]:
    """Return start and end of a row of TimelineJS as parts."""
    start = {part: row.get(part, "") for part in _PARTS}
    end = {part: row.get(f"end {part}", "") for part in _PARTS}
    if any(end.values()):
        end |= date_parts.clock_parts(row.get("end time", ""))
    return start | date_parts.clock_parts(row.get("time", "")), end


def _changed(row: Row, columns: Row, made: Entry, path: str) -> Iterator[Problem]:
    """Yield what a row says that the entry does not."""
    if (
        "year" in row
        and not row.get(columns.get("date", ""))
        and date_parts.loses_time(*_sides(row))
    ):
        message = f"the time of day is left out: {made.date.text}"
        hint = "EDTF has no hours in intervals, and none without minutes"
        yield note(path, made.line, "time", message, hint)
    if (shown := row.get("display date", "")) and not row.get("edtf"):
        message = f"the date is shown there as '{shown}' and imported as {made.date.text}"
        yield note(path, made.line, "date", message, "write it less exact where that says less")
    address = row.get(columns.get("url", ""), "")
    if address and not is_address(address):
        message = f"'{address[:60]}' is no web address and is left out"
        yield note(path, made.line, "left-out", message, "write https://...")


def _unused(names: list[str], columns: Row, path: str) -> Iterator[Problem]:
    """Yield one note on the columns that are not taken over."""
    used = {*columns.values(), *(_OF_TIMELINEJS if "year" in names else ())}
    left = [name for name in names if name and name not in used]
    if left:
        yield note(path, 1, "left-out", f"columns that are not taken over: {', '.join(left)}")
