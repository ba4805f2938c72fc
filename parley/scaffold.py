"""`new`: a content file with its keys filled in or listed, ready for an editor.

Knows the table of fields and where a kind's files stand; never writes over a file.
"""

import json
import re
from pathlib import Path

from parley import addresses, dates
from parley.reading.fields import BY_KIND, Field
from parley.reading.front_matter import INVISIBLE

KINDS = tuple(addresses.SINGULAR[kind] for kind in addresses.KINDS if kind != "pages")

# Bytes of a title that the terminal's encoding does not know (PEP 383).
_UNDECODED = re.compile("[\ud800-\udfff]")

# What YAML takes as it stands, also in brackets: words, dates, paths and web addresses.
_PLAIN = re.compile(r"[^\W_](?:[\w./~=&%+@$()'’-]|:(?=[\w/])| (?=[^\W_]))*")

# Bytes; file systems allow 255, and an address is read by people.
_LONGEST = 200
_FOLDER = {singular: kind for kind, singular in addresses.SINGULAR.items()}


class Unwritable(Exception):
    """The new file can't be made; the message says why and what to do."""


def create(content: Path, singular: str, title: str, date: str, today: dates.Day) -> Path:
    """Write a new sheet and return its path; raise Unwritable or dates.DateError."""
    kind = _FOLDER[singular]
    if not content.is_dir():
        raise Unwritable(f"there is no folder {content}; name it with --content")
    title = " ".join(title.split())
    id = _new_id(content, kind, title)
    folder = content / kind
    given = {"title": title}
    if singular == "event":
        moment = dates.parse(date) if date else dates.parse(dates.iso(today))
        given["date"] = moment.text
        folder = folder / year_folder(moment)
    path = folder / f"{id}.md"
    if not path.resolve().is_relative_to(content.resolve()):
        raise Unwritable(f"{folder} is a link that leads out of {content}; delete it")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(sheet(BY_KIND[kind], given))
    return path


def year_folder(date: dates.FuzzyDate | None) -> str:
    """Return the folder in which what is of this date stands among others of its kind."""
    start = date and (date.earliest or date.latest)
    return dates.iso(start)[:-6] if start else "undated"


def _new_id(content: Path, kind: str, title: str) -> str:
    """Return the id of a new file, or raise Unwritable: it must be an address, and free."""
    id = addresses.slug(title)
    if INVISIBLE.search(title) or _UNDECODED.search(title):
        raise Unwritable("the title holds a character that can't be written; type it again")
    if not id or addresses.id_fault(id):
        raise Unwritable("the title needs at least one letter or digit, to name the file by")
    if len(id.encode()) > _LONGEST:
        raise Unwritable("the title is too long to name a file by; shorten it, and edit the file")
    if kind == "events" and addresses.OWN_FRAGMENT.fullmatch(id):
        raise Unwritable(f"'{id}' is a word that the pages need for themselves; say more")
    for path in sorted((content / kind).rglob("*.md")):
        if path.stem.casefold() == id.casefold():
            raise Unwritable(f"{path} has that id already; choose another title, or edit that file")
    return id


def sheet(fields: tuple[Field, ...], given: dict[str, str]) -> str:
    """Return a sheet with the given keys, and every other key that it may have behind a #.

    What a key says stands above it and not behind it: behind a text, ` #` would be refused.
    """
    lines = ["---"]
    for field in fields:
        if field.name in given:
            lines.append(f"{field.name}: {yaml_text(given[field.name])}")
        else:
            lines += [f"# {field.help}:", f"# {field.name}: {field.example}"]
    return "\n".join([*lines, "---", "", ""])


def yaml_text(text: str) -> str:
    """Return a text as YAML, also for a list in brackets: quoted, unless it is plain words."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
