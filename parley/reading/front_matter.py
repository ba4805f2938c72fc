"""YAML between two fences, as values with their places: nothing is lost, nothing is guessed.

Knows YAML's syntax and how to say what is wrong with it in an editor's words; knows no key.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from parley.problems import Origin, Problem

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The block begins on the second line of its file, and marks count from 0.
_FIRST_LINE = 2


class _Mark(Protocol):
    """A place in YAML, counted from 0; libyaml and the pure parser each have their own type."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


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


class Fault(Exception):
    """Why a text can't be read as it is, at a line and column of the file (both from 1)."""

    def __init__(self, rule: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint
        self.line, self.column = line, column

    def problem(self, path: str) -> Problem:
        """Return the fault as a problem of a file."""
        origin = Origin(path=path, line=self.line, column=self.column)
        return Problem(origin=origin, rule=self.rule, message=self.message, hint=self.hint)


class Builder:
    """Turns YAML's events into values.

    What YAML would change or hide (a repeated key, a tag, an anchor, an alias) is kept as a fault,
    and reading goes on, so that an editor sees all mistakes of a file at once.
    """

    def __init__(self, block: str) -> None:
        self.block = block
        self.lines = block.split("\n")
        self.events: Iterator[yaml.Event] = yaml.parse(block, Loader=_Loader)
        self.faults: list[Fault] = []

    def front_matter(self) -> Mapping:
        """Read the whole block, which must be one mapping; raise Fault where it can't be read."""
        try:
            next(self.events)  # the stream starts
            if isinstance(next(self.events), yaml.StreamEndEvent):
                raise Fault("front-matter", "the front matter is empty", "give a title: ...", 2)
            value = self._value(next(self.events))
            next(self.events)  # the document ends
            after = next(self.events)
        except yaml.MarkedYAMLError as error:
            raise _translated(error, self.lines) from None
        if not isinstance(value, Mapping):
            message = "the front matter is not a list of keys with values"
            hint = "write each line as key: value, for example title: Talks in Madrid"
            raise Fault("front-matter", message, hint, value.line)
        if not isinstance(after, yaml.StreamEndEvent):
            line, _ = _place(after.start_mark)
            raise Fault(
                "front-matter", "the keys end before this line", "delete the line ...", line
            )
        return value

    def _value(self, event: yaml.Event) -> Value:
        line, column = _place(event.start_mark)
        self._note_machinery(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            is_cut = event.style is None and self._is_cut(event)
            return Scalar(event.value, line, column, is_cut)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(tuple(self._items()), line, column)
        if isinstance(event, yaml.MappingStartEvent):
            return Mapping(self._pairs(), line, column)
        return Scalar("", line, column)  # an alias, which stands among the faults

    def _items(self) -> Iterator[Value]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._value(event)

    def _pairs(self) -> dict[str, tuple[Scalar, Value]]:
        pairs: dict[str, tuple[Scalar, Value]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._value(event)
            value = self._value(next(self.events))
            if not isinstance(key, Scalar):
                hint = "put text that begins with { or [ in quotes"
                self.faults.append(Fault("yaml", "a key is a word", hint, key.line, key.column))
            elif key.text in pairs:
                message = (
                    f"'{key.text}' stands twice; the first is on line {pairs[key.text][0].line}"
                )
                fault = Fault("repeated-key", message, "keep one of them", key.line, key.column)
                self.faults.append(fault)
            else:
                pairs[key.text] = (key, value)
        return pairs

    def _note_machinery(self, event: yaml.Event, line: int, column: int) -> None:
        """Refuse what makes a value other than the one that is written."""
        if isinstance(event, yaml.AliasEvent):
            what = "an alias (*)"
        elif getattr(event, "anchor", None) is not None:
            what = "an anchor (&)"
        elif getattr(event, "tag", None) is not None:
            what = "a tag (!)"
        else:
            return
        hint = "write the value itself; text that begins with ! & or * goes in quotes"
        message = f"{what} can't stand in front matter"
        self.faults.append(Fault("yaml", message, hint, line, column))

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Tell whether a comment follows the value on its line: ` #` ends an unquoted value."""
        line, column = _place(event.end_mark)
        line -= _FIRST_LINE
        rest = self.lines[line][column - 1 :] if line < len(self.lines) else ""
        return rest.lstrip().startswith("#")


def _place(mark: _Mark | None) -> tuple[int, int]:
    """Return line and column in the file, from 1; libyaml always gives a mark."""
    return (mark.line + _FIRST_LINE, mark.column + 1) if mark else (_FIRST_LINE, 1)


# What libyaml says -> what an editor needs to know: message, next step. Files in tests/bad show
# each. {key} and {value} are those of the line.
_QUOTES = 'put the value in quotes: {key}: "{value}"'
_TRANSLATIONS = {
    "mapping values are not allowed": ("a colon and a space end the value too early", _QUOTES),
    "could not find expected ':'": ("this line is not a key with a value", _QUOTES),
    "did not find expected key": (
        "this line does not fit under the one above",
        "check its indentation, and the quotes of its value",
    ),
    "cannot start any token": ("a value can't begin with this character", _QUOTES),
    "unexpected end of stream": (
        "a quotation mark is opened and never closed",
        "close it with the same mark, \" or '",
    ),
    "did not find expected ',' or": ("this bracket begins a list that is not closed", _QUOTES),
    "did not find expected '-' indicator": (
        "a list and keys are mixed here",
        "begin every item of the list with -",
    ),
    "did not find expected alphabetic": ("a value can't begin with & or *", _QUOTES),
    "did not find expected whitespace": ("a value can't begin with this character", _QUOTES),
    "unknown escape": ("a backslash is special between double quotes", "use single quotes: '...'"),
}


def _translated(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
    said = error.problem or "unknown"
    line, column = _place(error.problem_mark or error.context_mark)
    if "end of stream" in said and error.context_mark:
        line, column = _place(error.context_mark)
    source = lines[line - _FIRST_LINE] if line - _FIRST_LINE < len(lines) else ""
    indent = source[: len(source) - len(source.lstrip())]
    if "\t" in indent:
        return Fault("yaml", "this line begins with a tab", "indent with spaces", line)
    for part, (message, hint) in _TRANSLATIONS.items():
        if part in said:
            return Fault("yaml", message, _filled(hint, source), line, column)
    return Fault("yaml", f"YAML can't read this: {said}", "put the value in quotes", line, column)


def _filled(hint: str, source: str) -> str:
    """Put the line's own key and value into a hint that asks for them."""
    match = re.match(r"[\s-]*([\w-]+):\s+([^\"]+)$", source)
    if "{key}" not in hint or not match:
        return hint.partition(":")[0] if "{key}" in hint else hint
    return hint.format(key=match[1], value=match[2].strip())
