"""What stands in front matter, as values with their places; and a fault, where it can't be read.

Knows the shapes that a value can have; knows neither the syntax it is written in nor any key.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from parley.problems import Origin, Problem

# Control characters, separators that only some editors show as line breaks, and non-characters.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class Scalar(NamedTuple):
    """One value as written; `cut` where an unquoted value ends before a ` #`.

    There are twenty in a file, and a tuple is made in half the time of a dataclass.
    """

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

    pairs: "Pairs"
    line: int
    column: int


Value = Scalar | Listing | Mapping
Pairs = dict[str, tuple[Scalar, Value]]


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
