"""`new`: a content file with its keys filled in or listed, ready for an editor.

Knows the table of fields and where a kind's files stand; never writes over a file.
"""

import json
from pathlib import Path

from parley import addresses, dates
from parley.reading.fields import BY_KIND, Field

KINDS = tuple(addresses.SINGULAR[kind] for kind in addresses.KINDS if kind != "pages")
_FOLDER = {singular: kind for kind, singular in addresses.SINGULAR.items()}


class Unwritable(Exception):
    """The new file can't be made; the message says why and what to do."""


def create(content: Path, singular: str, title: str, date: str, today: dates.Day) -> Path:
    """Write a new sheet and return its path; raise Unwritable or dates.DateError."""
    kind = _FOLDER[singular]
    id = addresses.slug(title)
    if not content.is_dir():
        raise Unwritable(f"there is no folder {content}; name it with --content")
    if not id or addresses.id_fault(id):
        raise Unwritable("the title needs at least one letter or digit, to name the file by")
    folder = content / kind
    given = {"title": title.strip()}
    if singular == "event":
        moment = dates.parse(date) if date else dates.parse(dates.iso(today))
        given["date"] = moment.text
        start = moment.earliest or moment.latest
        folder = folder / (dates.iso(start)[:-6] if start else "undated")
    taken = next((path for path in sorted((content / kind).rglob("*.md")) if path.stem == id), None)
    if taken:
        raise Unwritable(f"{taken} has that id already; choose another title, or edit that file")
    path = folder / f"{id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(sheet(BY_KIND[kind], given))
    return path


def sheet(fields: tuple[Field, ...], given: dict[str, str]) -> str:
    """Return a sheet with the given keys, and a comment for every other key that it may have."""
    lines = ["---"]
    for field in fields:
        if field.name in given:
            lines.append(f"{field.name}: {_yaml(given[field.name])}")
        else:
            lines.append(f"# {field.name}: {field.example}".rstrip() + f"   # {field.help}")
    return "\n".join([*lines, "---", "", ""])


def _yaml(text: str) -> str:
    """Return a text as YAML: in double quotes, unless it is plain words."""
    plain = text.replace(" ", "").replace("-", "").replace("/", "").replace(",", "").isalnum()
    return text if plain and not text.startswith("-") else json.dumps(text, ensure_ascii=False)
