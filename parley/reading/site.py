"""site.toml becomes Settings, by the same readers and with the same messages as front matter.

Knows TOML and where a key stands in its text; knows no content and no page.
"""

import re
import tomllib

from parley.problems import Problem
from parley.reading import fields
from parley.reading.front_matter import Fault, Listing, Mapping, Scalar, Value
from parley.reading.reader import Notes, Reader
from parley.reading.sheets import decode
from parley.settings import Kind, Party, Settings


def read(raw: bytes | None, path: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """Read site.toml's bytes (None: there is none); return settings, or None and the problems."""
    if raw is None:
        hint = (
            'create it with three lines: title = "...", base_url = "https://...", language = "en"'
        )
        missing = Fault("site", "the site has no site.toml", hint)
        return None, (missing.problem(path),)
    try:
        text = decode(raw)
        table = tomllib.loads(text)
    except Fault as fault:
        return None, (fault.problem(path),)
    except tomllib.TOMLDecodeError as error:
        return None, (_not_toml(error, text, path),)
    notes = Notes(path)
    settings = _settings(Reader(_mapping(table, _Places(text)), fields.SITE, notes))
    return (None if notes.problems else settings), tuple(notes.problems)


def _settings(reader: Reader) -> Settings:
    base_url = reader.url("base_url")
    if "?" in base_url or "#" in base_url:
        message = f"'{base_url}' can't be the root of a site"
        reader.wrong("base_url", "url", message, "leave out everything from ? or # on")
    parties = tuple(_party(each) for each in reader.several("parties", fields.PARTY))
    kinds = tuple(_kind(each) for each in reader.several("kinds", fields.KIND))
    _refuse_repeats(reader, "parties", [party.id for party in parties])
    _refuse_repeats(reader, "kinds", [kind.id for kind in kinds])
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
        parties=parties,
        kinds=kinds,
    )


def _party(reader: Reader) -> Party:
    return Party(
        id=reader.text("id"),
        name=reader.text("name"),
        short=reader.text("short"),
        capital=reader.text("capital"),
        zone=reader.zone("zone"),
    )


def _kind(reader: Reader) -> Kind:
    return Kind(id=reader.text("id"), name=reader.text("name"), public=reader.flag("public"))


def _refuse_repeats(reader: Reader, name: str, ids: list[str]) -> None:
    for id in {id for id in ids if ids.count(id) > 1}:
        reader.wrong(
            name, "duplicate-id", f"'{id}' stands twice in {name}", "give one of them another id"
        )


def _not_toml(error: tomllib.TOMLDecodeError, text: str, path: str) -> Problem:
    match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    last = text.rstrip("\n").count("\n") + 1
    line, column = (int(match[1]), int(match[2])) if match else (last, 1)
    message = "this is not TOML: " + re.sub(r" \(at .*\)$", "", str(error)).lower()
    hint = 'a line reads key = "value", with straight quotes round the value'
    return Fault("site", message, hint, line, column).problem(path)


class _Places:
    """Where each key of the text stands; tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self.of: dict[tuple[str, int, str], tuple[int, int]] = {}
        self.headers: dict[str, tuple[int, int]] = {}
        block, number, seen = "", 0, dict[str, int]()
        for line, source in enumerate(text.split("\n"), 1):
            if header := re.match(r"\s*\[+\s*([\w-]+)", source):
                block = header[1]
                number = seen[block] = seen.get(block, -1) + 1
                self.headers.setdefault(block, (line, header.start(1) + 1))
                self.of[block, number, ""] = (line, header.start(1) + 1)
            elif key := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=\s*", source):
                self.of.setdefault((block, number, key[1]), (line, key.start(1) + 1))

    def at(self, block: str, number: int, key: str) -> tuple[int, int]:
        """Return line and column of a key in the numbered [[block]], or of the block."""
        header = self.of.get((block, number, ""), (1, 1))
        return self.of.get((block, number, key)) or self.headers.get(key) or header


def _mapping(
    table: dict[str, object], places: _Places, block: str = "", number: int = 0
) -> Mapping:
    line, column = places.at(block, number, "")
    pairs: dict[str, tuple[Scalar, Value]] = {}
    for key, value in table.items():
        where = places.at(block, number, key)
        pairs[key] = (Scalar(key, *where), _value(value, where, places, key))
    return Mapping(pairs, line, column)


def _value(value: object, where: tuple[int, int], places: _Places, key: str) -> Value:
    if isinstance(value, dict):
        return _mapping(value, places, key)
    if isinstance(value, list):
        items = (
            _mapping(item, places, key, number)
            if isinstance(item, dict)
            else _value(item, where, places, key)
            for number, item in enumerate(value)
        )
        return Listing(tuple(items), *where)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Scalar(text, *where)
