"""Sheets as bytes: lines of front matter that are read as they were meant, and a text below.

Knows YAML's forms and what reading refuses; knows no key and no kind.
"""

import re
from collections.abc import Iterable, Sequence

from parley.reading.front_matter import INVISIBLE
from parley.scaffold import yaml_text

Pairs = Sequence[tuple[str, str]]

# What no file of content may hold, and halves of letters, which JSON can name (RFC 8259, 8.2).
_UNWRITABLE = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")


def on_one_line(text: str) -> str:
    """Return a text on one line, without what can't be written."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())


def line(key: str, value: str) -> list[str]:
    """Return a key with its value; nothing where there is none."""
    value = on_one_line(value)
    return [f"{key}: {yaml_text(value)}"] if value else []


def listing(key: str, values: Iterable[str]) -> list[str]:
    """Return a key with a list of values; nothing where there are none."""
    shown = ", ".join(yaml_text(value) for value in values)
    return [f"{key}: [{shown}]"] if shown else []


def item(pairs: Pairs) -> tuple[str, ...]:
    """Return keys with values as one item of a list, on lines of their own."""
    lines = [each for key, value in pairs for each in line(key, value)]
    return tuple(f"  {'-' if not at else ' '} {each}" for at, each in enumerate(lines))


def sheet(lines: Iterable[str], text: str = "") -> bytes:
    """Return a file of front matter and a text, each line ended by LF."""
    parts = ["---", *lines, "---"]
    if text.strip():
        parts.append(text.strip("\n"))
    return (_UNWRITABLE.sub(" ", "\n".join(parts)) + "\n").encode()
