"""site.toml becomes Settings, by the same readers and with the same messages as front matter.

Knows TOML and where a key stands in its text; knows no content and no page.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from parley import addresses
from parley.model import PRESS
from parley.problems import Problem
from parley.reading import fields
from parley.reading.front_matter import INVISIBLE, Fault, Listing, Mapping, Scalar, Value
from parley.reading.notes import Notes, toml_line
from parley.reading.reader import Reader
from parley.reading.sheets import decode
from parley.settings import Kind, Party, Settings

# What a site.toml must hold.
LEAST = 'it needs three lines: title = "...", base_url = "https://...", language = "en"'


def read(raw: bytes | None, path: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read site.toml's bytes; return settings, or None and the problems.

    None for bytes means that there are none to read, which the folder has reported.
    """
    if raw is None:
        return None, ()
    try:
        text = decode(raw)
        table = tomllib.loads(text)
    except Fault as fault:
        hint = LEAST if fault.rule == "empty" else fault.hint
        return None, (replace(fault.problem(path), hint=hint),)
    except (ValueError, RecursionError) as error:
        return None, (_not_toml(error, text, path),)
    notes = Notes(path, line=toml_line)
    places = _Places(text)
    settings = _settings(Reader(_mapping(table, places), fields.SITE, notes))
    notes.forget({fault.line for fault in places.faults})
    told = (_moved_up(problem) for problem in notes.problems)
    problems = (*(fault.problem(path) for fault in places.faults), *told)
    return (None if problems else settings), problems


def _moved_up(problem: Problem) -> Problem:
    """Tell of a key of the whole site that stands below a block, to which TOML counts it."""
    for field in fields.SITE:
        if problem.message == f"unknown key '{field.name}'":
            hint = "if it is for the whole site, move its line above the first [[...]]"
            return replace(problem, hint=f"{problem.hint}; {hint}")
    return problem


def _settings(reader: Reader) -> Settings:
    base_url = reader.url("base_url")
    if "?" in base_url or "#" in base_url:
        message = f"'{base_url}' can't be the root of a site"
        reader.wrong("base_url", "url", message, "leave out everything from ? or # on")
    parties = tuple(reader.several("parties", fields.PARTY))
    kinds = tuple(reader.several("kinds", fields.KIND))
    _refuse_repeats("parties", parties)
    _refuse_repeats("kinds", kinds)
    return Settings(
        title=reader.text("title"),
        base_url=base_url,
        language=reader.language("language"),
        tagline=reader.text("tagline"),
        repo_url=reader.url("repo_url").rstrip("/"),
        timezone=reader.zone("timezone") or "UTC",
        record_to=reader.day("record_to"),
        span=reader.date("span"),
        snapshots=reader.days("snapshots"),
        parties=tuple(map(_party, parties)),
        kinds=tuple(map(_kind, kinds)),
    )


def _party(reader: Reader) -> Party:
    id = _id(reader)
    if id == PRESS:
        reader.wrong("id", "id", f"'{PRESS}' is the voice of the press", "choose another id")
    return Party(
        id=id,
        name=reader.text("name"),
        short=reader.text("short"),
        capital=reader.text("capital"),
        zone=reader.zone("zone"),
    )


def _kind(reader: Reader) -> Kind:
    return Kind(id=_id(reader), name=reader.text("name"), public=reader.flag("public"))


def _id(reader: Reader) -> str:
    id = reader.word("id")
    if id and addresses.id_fault(id):
        message = f"'{id}' is no id: it is part of an address, of letters, digits and hyphens"
        reader.wrong("id", "id", message, f"write {addresses.slug(id) or 'a word'}")
    return id


def _refuse_repeats(name: str, readers: Iterable[Reader]) -> None:
    seen = set[str]()
    for reader in readers:
        id = reader.word("id")
        if id in seen:
            message = f"'{id}' stands twice in {name}"
            reader.wrong("id", "duplicate-id", message, "give one of them another id")
        seen.add(id)


# What tomllib says -> what it means; the rest of its messages are plain.
_TRANSLATIONS = {
    "Illegal character '\\n'": "a quotation mark is opened and never closed",
    "Cannot overwrite a value": "a key stands twice",
    "maximum recursion depth": "brackets stand too deep in brackets",
    "Exceeds the limit": "a number is too long",
}


def _not_toml(error: Exception, text: str, path: str) -> Problem:
    said = str(error)
    match = re.search(r"\(at line (\d+), column (\d+)\)", said)
    last = text.rstrip("\n").count("\n") + 1 if "end of document" in said else 1
    line, column = (int(match[1]), int(match[2])) if match else (last, 1)
    plain = (meaning for part, meaning in _TRANSLATIONS.items() if part in said)
    message = next(plain, re.sub(r" \(at .*\)$", "", said).lower())
    hint = 'a line reads key = "value", with straight quotes round the value'
    return Fault("site", f"this is not TOML: {message}", hint, line, column).problem(path)


_Place = tuple[int, int]


class _Places:
    """Where each key of the text stands (tomllib does not tell), and values that it changed."""

    def __init__(self, text: str) -> None:
        self.of: dict[tuple[str, int, str], _Place] = {}
        self.headers: dict[str, _Place] = {}
        self.lines = text.split("\n")
        self.faults: list[Fault] = []
        block, number, seen, inside = "", 0, dict[str, int](), ""
        for line, source in enumerate(self.lines, 1):
            if inside:
                inside = "" if inside in source else inside
                continue
            inside = next((mark for mark in ('"""', "'''") if source.count(mark) % 2), "")
            if header := re.match(r"\s*\[+\s*([\w-]+)", source):
                block = header[1]
                number = seen[block] = seen.get(block, -1) + 1
                self.headers.setdefault(block, (line, header.start(1) + 1))
                self.of[block, number, ""] = (line, header.start(1) + 1)
            elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=\s*", source):
                self.of.setdefault((block, number, key[1]), (line, key.start(1) + 1))

    def at(self, block: str, number: int, key: str) -> _Place | None:
        """Return line and column of a key in the numbered [[block]]; without a key, of that."""
        return self.of.get((block, number, key)) or (self.headers.get(key) if key else None)

    def of_item(self, text: str, start: _Place) -> _Place:
        """Return where a text of a list stands, which begins at or below a place."""
        for number in range(start[0], len(self.lines) + 1):
            column = self.lines[number - 1].find(text, start[1] if number == start[0] else 0)
            if column >= 0:
                return number, column + 1
        return start


def _mapping(
    table: dict[str, object],
    places: _Places,
    block: str = "",
    number: int = 0,
    around: _Place = (1, 1),
) -> Mapping:
    """Return a table; what has no place of its own is where the thing around it is."""
    line, column = places.at(block, number, "") or around
    pairs: dict[str, tuple[Scalar, Value]] = {}
    for key, value in table.items():
        where = places.at(block, number, key) or (line, column)
        pairs[key] = (Scalar(key, *where), _value(value, where, places, key))
    return Mapping(pairs, line, column)


def _value(value: object, where: _Place, places: _Places, key: str) -> Value:
    if isinstance(value, dict):
        return _mapping(value, places, key, 0, where)
    if isinstance(value, list):
        items = (
            _mapping(item, places, key, number, where)
            if isinstance(item, dict)
            else _value(item, places.of_item(str(item), where), places, key)
            for number, item in enumerate(value)
        )
        return Listing(tuple(items), *where)
    places.faults += _faults(value, where)
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), *where)


def _faults(value: object, where: _Place) -> Iterator[Fault]:
    """Yield what makes a value other than the one that is written; no key of ours is a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield Fault("form", "a number can't stand here", "put it in quotes", *where)
    if hidden := INVISIBLE.search(str(value)):
        message = f"the value holds an invisible character (U+{ord(hidden[0]):04X})"
        yield Fault("character", message, "delete its escape", *where)
