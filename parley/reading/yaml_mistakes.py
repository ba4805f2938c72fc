"""What editors write that YAML can't read, and what to write instead.

Knows libyaml's complaints (scanner.c, parser.c) and the lines they are about; knows no key.
"""

import re
from dataclasses import dataclass
from typing import Protocol

import yaml


class Mark(Protocol):
    """A place in YAML, counted from 0; libyaml and the pure parser each have their own type."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The character in it."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a line and column of the block, both from 0, and the next step."""

    message: str
    hint: str
    line: int = 0
    column: int = 0


# YAML's own marks of a document: --- with a value after it, a line of dots, %YAML.
BOUNDARY = (
    "the keys begin and end at the fences, and not at this line",
    "delete the line, or put it in quotes behind its key",
)
_MARK = ("---", "...", "%")

# What libyaml says -> what an editor needs to know: message, next step. {whole} is the line's key
# with its value in quotes.
_QUOTES = "put the value in quotes: {whole}"
_CLOSE_QUOTE = ("a quotation mark is opened and never closed", "close it with the same mark")
_BAD_START = ("a value can't begin with this character", _QUOTES)
_BACKSLASH = ("a backslash is special between double quotes", "use single quotes: '...'")
_MISFIT = ("this line does not fit under the one above", "check its indentation")
_TRANSLATIONS = {
    "mapping values are not allowed": ("a colon and a space end the value too early", _QUOTES),
    "could not find expected ':'": (
        "this line is not a key with a value",
        "write key: value; where the text begins, close the front matter above it with ---",
    ),
    "did not find expected key": _MISFIT,
    "found character that cannot start any token": _BAD_START,
    "did not find expected node content": _BAD_START,
    "mapping keys are not allowed": _BAD_START,
    "block sequence entries are not allowed": _BAD_START,
    "did not find expected alphabetic": _BAD_START,
    "tag": _BAD_START,
    "unexpected end of stream": _CLOSE_QUOTE,
    "unexpected document indicator": _CLOSE_QUOTE,
    "did not find expected ',' or": (
        "what begins with this bracket is not closed",
        "close it, or " + _QUOTES,
    ),
    "did not find expected '-' indicator": (
        "a list and keys are mixed here",
        "begin every item of the list with -",
    ),
    "expected comment or line break": (
        "| and > begin a text on the lines below, and nothing may follow them",
        _QUOTES,
    ),
    "did not find expected <document start>": BOUNDARY,
    "directive": BOUNDARY,
    "escape": _BACKSLASH,
    "hexdecimal number": _BACKSLASH,
    "tab character": ("a tab can't stand here", "write spaces"),
}

# These say where a thing is missing; the mistake is where it was begun.
_BEGUN_EARLIER = (
    "could not find expected ':'",
    "end of stream",
    "document indicator",
    "expected alphabetic",
)


def explain(error: yaml.YAMLError, lines: list[str]) -> Mistake:
    """Say in an editor's words what is wrong with a block that YAML can't read."""
    said, mark = _said(error, lines)
    source = lines[mark.line] if mark.line < len(lines) else ""
    before = source[: mark.column]
    if "\t" in source[: len(source) - len(source.lstrip())]:
        return Mistake("this line begins with a tab", "indent with spaces", mark.line)
    message, hint = next(
        (told for part, told in _TRANSLATIONS.items() if part in said),
        (f"YAML can't read this: {said}", _QUOTES),
    )
    if "mapping values" in said and not re.search(r":\s", before):
        message, hint = _MISFIT
    elif "did not find expected key" in said and before.strip():
        message, hint = "the value ends before this place", _QUOTES
    elif "' or" in said and before.strip() and source[mark.column : mark.column + 1] not in "[{":
        message, hint = "a comma or a closing bracket is missing here", _QUOTES
    return Mistake(message, _filled(hint, source), mark.line, mark.column)


def _said(error: yaml.YAMLError, lines: list[str]) -> tuple[str, Mark]:
    """Return the complaint, and the place where the mistake begins."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return str(error), Mistake("", "")
    said = error.problem or "unknown"
    if "<document start>" in said and error.problem_mark is not None:
        above = range(min(error.problem_mark.line, len(lines) - 1), -1, -1)
        return said, Mistake("", "", next((n for n in above if lines[n].startswith(_MARK)), 0))
    here, begun = error.problem_mark, error.context_mark
    is_far = here is not None and begun is not None and here.line > begun.line
    if begun is not None and (here is None or any(part in said for part in _BEGUN_EARLIER)):
        return said, begun
    if begun is not None and is_far and "' or" in said:
        return said, begun
    return said, here or Mistake("", "")


def _filled(hint: str, source: str) -> str:
    """Put the line's own key with its value in quotes into a hint that asks for it."""
    if "{whole}" not in hint:
        return hint
    match = re.match(r"[\s-]*([\w-]+):\s+(\S.*)$", source)
    if not match:
        return hint.partition(":")[0]
    return hint.format(whole=f"{match[1]}: {quoted(match[2].strip())}")


def quoted(text: str) -> str:
    """Return a text of one line between quotation marks that need no backslash."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
