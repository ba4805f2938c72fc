"""One Markdown file as a sheet: its values as written, each with its line, and its body.

Knows fences, YAML's syntax and what an editor's file can look like; knows no key and no kind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import frontmatter
import yaml

from parley.problems import Origin, Problem

LARGEST = 5_000_000

# Control characters, separators that only some editors show as line breaks, and non-characters.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_FENCE = re.compile(r"---[ \t]*")
_ALMOST_FENCE = re.compile(r"\s*[-‐‑‒–—―−]{1,6}\s*")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; `cut` where an unquoted value ends before a ` #`."""

    text: str
    line: int
    column: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values."""

    items: "tuple[Value, ...]"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file."""

    pairs: "dict[str, tuple[Scalar, Value]]"
    line: int
    column: int


Value = Scalar | Listing | Mapping


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

    def origin(self, value: Scalar | Listing | Mapping | None = None) -> Origin:
        """Return the place of a value, or of the file's first line."""
        if value is None:
            return Origin(path=self.path)
        return Origin(path=self.path, line=value.line, column=value.column)


class Fault(Exception):
    """Why a text can't be read, at a line and column of the file (both from 1)."""

    def __init__(self, rule: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint, self.line, self.column = rule, message, hint, line, column

    def problem(self, path: str) -> Problem:
        """Return the fault as a problem of a file."""
        origin = Origin(path=path, line=self.line, column=self.column)
        return Problem(origin=origin, rule=self.rule, message=self.message, hint=self.hint)


def too_large(size: int) -> Fault:
    """Return the fault of a file of so many bytes."""
    message = f"the file has {size:,} bytes; {LARGEST:,} are allowed"
    return Fault("size", message, "keep the passages that are quoted, and the rest elsewhere")


def decode(raw: bytes) -> str:
    """Return the text of a file: UTF-8 with or without BOM, any line ends; or raise Fault."""
    if not raw.strip():
        raise Fault("empty", "the file is empty", "write front matter between two lines of ---, or delete the file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Fault("encoding", "the file is UTF-16, not UTF-8 (byte 0)", "save it again as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8"
        raise Fault("encoding", message, "save the file again as UTF-8", line, column) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _FORBIDDEN.search(text):
        raise _forbidden(text, match)
    return text


def _forbidden(text: str, match: re.Match[str]) -> Fault:
    before = text[: match.start()]
    name = "a NUL byte" if match[0] == "\0" else f"an invisible character (U+{ord(match[0]):04X})"
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return Fault("character", f"the text holds {name}", "delete it, or type the line again", line, column)


class StrictHandler(frontmatter.YAMLHandler):
    """python-frontmatter's YAML handler, made unable to lose data.

    Its own `parse` strips the text, takes a file with a broken fence for a body and drops front
    matter that is not a mapping (all without a word), so only `split` and `load` are used, on
    the text as it stands.
    """

    def split(self, text: str) -> tuple[str, str]:
        """Return the block between the fences and the text after it; raise Fault if one is missing."""
        lines = text.split("\n")
        if not _FENCE.fullmatch(lines[0]):
            raise _no_opening(lines)
        for number, line in enumerate(lines[1:], 1):
            if _FENCE.fullmatch(line):
                return "\n".join(lines[1:number]) + "\n", "\n".join(lines[number + 1 :])
        raise _no_closing(lines)

    def load(self, block: str, **_: object) -> Mapping:
        """Return the block as a mapping with the line of each value; raise Fault."""
        return _Builder(block).front_matter()


def _no_opening(lines: list[str]) -> Fault:
    message = "the file does not begin with front matter"
    if any(_FENCE.fullmatch(line) for line in lines[:20]):
        return Fault("fence", message, "delete everything above the first line of three hyphens")
    if _ALMOST_FENCE.fullmatch(lines[0]) and lines[0].strip():
        return Fault("fence", message, f"the first line is '{lines[0].strip()}': write three hyphens, ---")
    return Fault("fence", message, "begin with a line of three hyphens, ---, then the keys, then --- again")


def _no_closing(lines: list[str]) -> Fault:
    for number, line in enumerate(lines[1:], 2):
        if line.strip() and _ALMOST_FENCE.fullmatch(line):
            message = f"the front matter has no closing ---; this line is '{line.strip()}'"
            return Fault("fence", message, "write three hyphens, ---, and nothing else", number)
    hint = "after the last key, write a line of three hyphens: ---"
    return Fault("fence", "the front matter has no closing ---", hint)


class _Builder:
    """Turns YAML's events into values, and refuses what would change or hide what was written."""

    def __init__(self, block: str) -> None:
        self.lines = block.split("\n")
        self.block = block
        self.events: Iterator[yaml.Event] = iter(())

    def front_matter(self) -> Mapping:
        """Read the whole block; it must be one mapping."""
        try:
            self.events = yaml.parse(self.block, Loader=_Loader)
            start = [next(self.events), next(self.events)]
            if isinstance(start[1], yaml.StreamEndEvent):
                raise Fault("front-matter", "the front matter is empty", "give at least a title: ...", 2)
            value = self._value(next(self.events))
            after = [next(self.events), next(self.events)]
        except yaml.MarkedYAMLError as error:
            raise _translated(error, self.lines) from None
        if not isinstance(value, Mapping):
            what = "a list" if isinstance(value, Listing) else "a text"
            hint = "write each line as key: value, for example title: Talks in Madrid"
            raise Fault("front-matter", f"the front matter is {what}, not keys with values", hint, value.line)
        if not isinstance(after[1], yaml.StreamEndEvent):
            line = after[1].start_mark.line + 2
            raise Fault("front-matter", "the front matter ends before this line", "delete the line ...", line)
        return value

    def _value(self, event: yaml.Event) -> Value:
        line, column = event.start_mark.line + 2, event.start_mark.column + 1
        self._refuse_machinery(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, column, event.style is None and self._is_cut(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items()), line, column)
        return Mapping(self._pairs(), line, column)

    def _items(self) -> Iterator[Value]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._value(event)

    def _pairs(self) -> dict[str, tuple[Scalar, Value]]:
        pairs: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._value(event)
            if not isinstance(key, Scalar):
                hint = "put text that begins with { or [ in quotes"
                raise Fault("yaml", "a key must be a word", hint, key.line, key.column)
            if key.text in pairs:
                first = pairs[key.text][0].line
                message = f"'{key.text}' stands twice; the first is on line {first}"
                raise Fault("repeated-key", message, "keep one of them", key.line, key.column)
            pairs[key.text] = (key, self._value(next(self.events)))
        return pairs

    def _refuse_machinery(self, event: yaml.Event, line: int, column: int) -> None:
        """Refuse tags, anchors and aliases: they make a value that is not what is written."""
        if getattr(event, "anchor", None) is None and getattr(event, "tag", None) is None:
            return
        what = {yaml.AliasEvent: "an alias (*)"}.get(type(event)) or (
            "a tag (!)" if getattr(event, "tag", None) is not None else "an anchor (&)"
        )
        hint = "write the value itself; text that begins with ! & or * goes in quotes"
        raise Fault("yaml", f"{what} can't stand in front matter", hint, line, column)

    def _is_cut(self, event: yaml.Event) -> bool:
        """Tell whether a comment follows the value on its line: ` #` ends an unquoted value."""
        mark = event.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        return rest.lstrip().startswith("#")


# What libyaml says -> what an editor needs to know. Each pair was produced by a file in tests/bad.
_QUOTES = 'put the value in quotes: {key}: "{value}"'
_TRANSLATIONS = (
    ("mapping values are not allowed", "a colon followed by a space ends a key, so this value breaks off", _QUOTES),
    ("could not find expected ':'", "this line is neither a key with a value nor part of the line above", _QUOTES),
    ("did not find expected key", "this line does not fit under the one above", "check the indentation and the quotes"),
    ("cannot start any token", "a value can't begin with this character", _QUOTES),
    ("unexpected end of stream", "a quotation mark is opened and never closed", 'close it with the same mark, " or \''),
    ("did not find expected ',' or", "a bracket is opened and not closed as a list", _QUOTES),
    ("did not find expected '-' indicator", "a list and keys are mixed here", "begin every item of the list with -"),
    ("did not find expected alphabetic", "text that begins with & or * must be in quotes", _QUOTES),
    ("undefined alias", "an alias (*) can't stand in front matter", _QUOTES),
    ("unknown escape", "a backslash has a meaning of its own between double quotes", "write \\\\ or use single quotes"),
)


def _translated(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
    mark = error.problem_mark or error.context_mark
    said = error.problem or "can't be read"
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    if "end of stream" in said and error.context_mark:
        line, column = error.context_mark.line, error.context_mark.column + 1
    source = lines[line] if line < len(lines) else ""
    if "\t" in source[: len(source) - len(source.lstrip())]:
        hint = "indent with spaces; YAML does not allow tabs"
        return Fault("yaml", "this line begins with a tab", hint, line + 2, 1)
    for part, message, hint in _TRANSLATIONS:
        if part in said:
            return Fault("yaml", message, _with_value(hint, source), line + 2, column)
    return Fault("yaml", f"YAML can't read this: {said}", "put the value in quotes", line + 2, column)


def _with_value(hint: str, source: str) -> str:
    match = re.match(r"[\s-]*([\w-]+):\s+(.+)$", source)
    if match and '"' not in match[2]:
        return hint.format(key=match[1], value=match[2].strip())
    return "put the value in quotes" if "{key}" in hint else hint


def read(raw: bytes, *, kind: str, id: str, path: str, name: str) -> Sheet:
    """Read one file's bytes; raise Fault with the first thing that makes it unreadable."""
    text = decode(raw)
    handler = StrictHandler()
    block, body = handler.split(text)
    front = handler.load(block)
    body_line = block.count("\n") + 3
    return Sheet(kind=kind, id=id, path=path, name=name, front=front, body=body, body_line=body_line)
