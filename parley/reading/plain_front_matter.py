"""Front matter that says what it means on its face, read without YAML in a third of the time.

Knows the part of YAML in which each line is a key, an item or both, with a value that ends where
its line ends. Whatever else a block holds, a mistake included, is for `yaml_front_matter`.
"""

import re

from parley.reading.front_matter import Listing, Mapping, Pairs, Scalar, Value

_KEY = "[A-Za-z][A-Za-z0-9_-]{0,60}"
# What begins a text without quotes, and nothing else (YAML 1.1, 5.3 and 9.1.3).
_START = r"""[^ \n\-?:,\[\]{}#&*!|>'"%@`]"""
_WORD = rf"{_START}[^\n,\[\]{{}}?:]*(?<! )"
_QUOTED = r""" "[^"\\\n]*(?:\\["\\][^"\\\n]*)*"|'[^'\n]*(?:''[^'\n]*)*' """.strip()
_ITEM = f"(?:{_QUOTED}|{_WORD})"
_VALUE = "|".join(
    (
        rf"\[(?:{_ITEM}(?:, {_ITEM})*)?\]",
        rf"\{{{_KEY}: {_ITEM}(?:, {_KEY}: {_ITEM})*\}}",
        _QUOTED,
        rf"-?{_START}[^\n:]*(?::(?=[^ \n])[^\n:]*)*",
    )
)
_IN_LIST = re.compile(_ITEM)
_IN_BRACES = re.compile(f"({_KEY}): ({_ITEM})")
_ESCAPED = re.compile(r'\\(["\\])')
# Indentation stays below the depth at which lists in lists are refused.
_LINE = re.compile(rf"^( {{0,12}})(- )?(?:({_KEY}):(?: ({_VALUE}))?|({_VALUE}))$", re.MULTILINE)

# Indentation, the mark of an item, a key and its value, or a value without a key.
_Line = tuple[str, str, str, str, str]


class _NotPlainError(Exception):
    """The block holds what only YAML can tell the meaning of."""


def read(block: str) -> Pairs | None:
    """Return the keys of a block with their values, as YAML would; or None, to ask YAML."""
    if " #" in block or " \n" in block or not block.replace("\n", "").isprintable():
        return None
    lines = _LINE.findall(block)
    if not (block.endswith("\n") and len(lines) == block.count("\n")):
        return None
    reader = _Reader(lines)
    try:
        pairs = reader.pairs("")
    except _NotPlainError:
        return None
    return pairs if reader.at == len(lines) else None


class _Reader:
    """Reads lines from top to bottom; `at` is the next one, from 0."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.at = 0

    def pairs(self, indent: str) -> Pairs:
        """Read the keys that stand at an indentation; raise _NotPlainError where one is odd."""
        pairs: Pairs = {}
        while self.at < len(self.lines):
            own, dash, key, value, _ = self.lines[self.at]
            if own != indent or dash:
                break
            if not key or key in pairs:
                raise _NotPlainError
            line, column = self.at + 2, len(own) + 1
            self.at += 1
            place = column + len(key) + 1
            written = _value(value, line, place + 1) if value else self._below(own, line, place)
            pairs[key] = (Scalar(key, line, column), written)
        return pairs

    def _below(self, indent: str, line: int, column: int) -> Value:
        """Read what stands below a key without a value: items, keys, or nothing that is its own."""
        own, dash, *_ = self.lines[self.at] if self.at < len(self.lines) else ("", "")
        first = self.at + 2
        if dash and len(own) >= len(indent):
            return Listing(tuple(self._items(own)), first, len(own) + 1)
        if len(own) > len(indent):
            return Mapping(self.pairs(own), first, len(own) + 1)
        return Scalar("", line, column)

    def _items(self, indent: str) -> list[Value]:
        items: list[Value] = []
        while self.at < len(self.lines):
            own, dash, key, value, item = self.lines[self.at]
            if own != indent or not dash:
                break
            line, column = self.at + 2, len(own) + 3
            if key:
                inner = own + "  "
                self.lines[self.at] = (inner, "", key, value, item)
                items.append(Mapping(self.pairs(inner), line, column))
            else:
                self.at += 1
                items.append(_value(item, line, column))
        return items


def _value(written: str, line: int, column: int) -> Value:
    """Return a value of one line."""
    if written[0] == "[":
        return Listing(tuple(_listed(written, line, column)), line, column)
    if written[0] == "{":
        return Mapping(_named(written, line, column), line, column)
    return _text(written, line, column)


def _listed(written: str, line: int, column: int) -> list[Scalar]:
    """Return what stands in brackets."""
    if '"' in written or "'" in written:
        found = _IN_LIST.finditer(written)
        return [_text(item[0], line, column + item.start()) for item in found]
    items: list[Scalar] = []
    column += 1
    for item in written[1:-1].split(", ") if len(written) > 2 else ():
        items.append(Scalar(item, line, column))
        column += len(item) + 2
    return items


def _named(written: str, line: int, column: int) -> Pairs:
    """Return the keys in braces with their values."""
    pairs: Pairs = {}
    for found in _IN_BRACES.finditer(written):
        key, value = found.groups()
        if key in pairs:
            raise _NotPlainError
        place = Scalar(key, line, column + found.start(1))
        pairs[key] = (place, _text(value, line, column + found.start(2)))
    return pairs


def _text(written: str, line: int, column: int) -> Scalar:
    if written[0] == '"':
        inside = written[1:-1]
        written = _ESCAPED.sub(r"\1", inside) if "\\" in inside else inside
    elif written[0] == "'":
        written = written[1:-1].replace("''", "'")
    return Scalar(written, line, column)
