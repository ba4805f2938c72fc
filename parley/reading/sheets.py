"""One Markdown file as a sheet: its values as written, each with its line, and its body.

Knows fences, YAML's syntax and what an editor's file can look like; knows no key and no kind.
"""

import re
from dataclasses import dataclass

from parley.problems import Origin
from parley.reading import plain_front_matter
from parley.reading.front_matter import INVISIBLE, Fault, Mapping, Pairs

LARGEST = 5_000_000

# What INVISIBLE can't find anything in: printable ASCII and line ends.
_HARMLESS = bytes([*b"\t\n\r", *range(0x20, 0x7F)])

_FENCE = re.compile(r"---[ \t]*")
_CLOSING_FENCE = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_ALMOST_FENCE = re.compile(r"\s*(?:[-‐‑‒–—―−]{2,6}|[‐‑‒–—―−])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One file of content: `kind` is its folder, `id` its stem, `name` its path in content/."""

    kind: str
    id: str
    path: str
    name: str
    front: Mapping
    body: str
    body_line: int
    faults: tuple[Fault, ...] = ()

    def origin(self) -> Origin:
        """Return the place of the file's first line."""
        return Origin(path=self.path)


def too_large(size: int) -> Fault:
    """Return the fault of a file of so many bytes."""
    message = f"the file has {size:,} bytes; {LARGEST:,} are allowed"
    return Fault("size", message, "keep the passages that are quoted, and the rest elsewhere")


def decode(raw: bytes) -> str:
    """Return the text of a file: UTF-8 with or without BOM, any line ends; or raise Fault."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Fault("encoding", "the file is UTF-16, not UTF-8 (byte 0)", "save it again as UTF-8")
    try:
        text = _one_line_end(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line, column = _end(_one_line_end(raw[: error.start].decode("utf-8", "replace")))
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8"
        raise Fault("encoding", message, "save the file again as UTF-8", line, column) from None
    if not text.strip():
        hint = "write front matter between two lines of ---, or delete the file"
        raise Fault("empty", "the file is empty", hint)
    if raw.translate(None, _HARMLESS) and (match := INVISIBLE.search(text)):
        raise _forbidden(text, match)
    return text


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _end(text: str) -> tuple[int, int]:
    """Return line and column, from 1, of what follows a text."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _forbidden(text: str, match: re.Match[str]) -> Fault:
    name = "a NUL byte" if match[0] == "\0" else f"an invisible character (U+{ord(match[0]):04X})"
    line, column = _end(text[: match.start()])
    return Fault(
        "character", f"the text holds {name}", "delete it, or type the line again", line, column
    )


class StrictHandler:
    """The two steps of python-frontmatter's handlers, made unable to lose data.

    Its own `parse` strips the text, takes a file with a broken fence for a body and drops front
    matter that is not a mapping (all without a word), so only `split` and `load` are used, on
    the text as it stands. `faults` are those of what was loaded last.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def split(self, text: str) -> tuple[str, str]:
        """Return the block between the fences and the text after it; raise Fault without them."""
        opening, _, _ = text.partition("\n")
        if not _FENCE.fullmatch(opening):
            raise _no_opening(text.split("\n"))
        closing = _CLOSING_FENCE.search(text, len(opening))
        if closing is None:
            raise _no_closing(text.split("\n"))
        return text[len(opening) + 1 : closing.start()] + "\n", text[closing.end() :]

    def load(self, fm: str) -> Pairs:
        """Return the keys of a block with their values, each with its place; raise Fault."""
        self.faults = []
        pairs = plain_front_matter.read(fm)
        return self._by_yaml(fm) if pairs is None else pairs

    def _by_yaml(self, fm: str) -> Pairs:
        from parley.reading import yaml_front_matter  # noqa: PLC0415 - 15 ms that few sites need

        handler = yaml_front_matter.ExactYAMLHandler()
        try:
            pairs = handler.load(fm)
        except Fault as fault:
            raise _lost_fence(fm.split("\n"), fault) or fault from None
        self.faults = handler.faults
        return pairs


def _no_opening(lines: list[str]) -> Fault:
    message = "the file does not begin with front matter"
    if _ALMOST_FENCE.fullmatch(lines[0]):
        return Fault("fence", message, f"the first line is '{lines[0]}': write three hyphens, ---")
    if any(_FENCE.fullmatch(line) for line in lines[:20]):
        return Fault("fence", message, "delete everything above the first line of three hyphens")
    return Fault(
        "fence", message, "begin with a line of three hyphens, ---, then the keys, then --- again"
    )


def _no_closing(lines: list[str]) -> Fault:
    for number, line in enumerate(lines[1:], 2):
        if _ALMOST_FENCE.fullmatch(line):
            return _almost(line, number)
    hint = "after the last key, write a line of three hyphens: ---"
    return Fault("fence", "the front matter has no closing ---", hint)


def _lost_fence(block: list[str], fault: Fault) -> Fault | None:
    """Return a better fault where YAML stumbled over a mistyped fence, or None."""
    number = fault.line - 2
    line = block[number] if number < len(block) else ""
    return _almost(line, fault.line) if _ALMOST_FENCE.fullmatch(line) else None


def _almost(line: str, number: int) -> Fault:
    message = f"the front matter has no closing ---; this line is '{line}'"
    return Fault("fence", message, "write three hyphens, ---, and nothing else", number)


def read(raw: bytes, *, kind: str, id: str, path: str, name: str) -> Sheet:
    """Read one file's bytes; raise Fault with the thing that makes it unreadable."""
    text = decode(raw)
    handler = StrictHandler()
    block, body = handler.split(text)
    front = Mapping(handler.load(block), 2, 1)
    return Sheet(
        kind=kind,
        id=id,
        path=path,
        name=name,
        front=front,
        body=body,
        body_line=block.count("\n") + 3,
        faults=tuple(handler.faults),
    )
