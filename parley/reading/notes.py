"""What reading one file gathers beside its values: problems, and mentions of other things.

Knows places in a file and how its syntax writes a key; knows no key and no kind.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from parley.problems import Origin, Problem
from parley.reading.front_matter import Scalar, Value


class Reference(NamedTuple):
    """One mention of something by its id, at a place in a file.

    `kind` is its folder, or parties, kinds, voices, any; or aliases, for an event's old id.
    """

    kind: str
    id: str
    path: str
    line: int
    column: int

    @property
    def origin(self) -> Origin:
        """The place, as problems tell it; few references need one."""
        return Origin(path=self.path, line=self.line, column=self.column)


def yaml_line(name: str, example: str) -> str:
    """Return how front matter writes a key."""
    return f"{name}: {example}".rstrip()


def toml_line(name: str, example: str) -> str:
    """Return how site.toml writes a key: texts in quotes; blocks have no example."""
    if not example:
        return f"[[{name}]]"
    bare = example == "true" or example.startswith("[")
    return f"{name} = {example if bare else json.dumps(example, ensure_ascii=False)}"


@dataclass(slots=True)
class Notes:
    """The problems and the mentions of one file."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    line: Callable[[str, str], str] = yaml_line

    def origin(self, at: Value) -> Origin:
        """Return the place of a value in the file."""
        return Origin(path=self.path, line=at.line, column=at.column)

    def error(self, at: Value, rule: str, message: str, hint: str = "") -> None:
        """Report a mistake at a value."""
        self.problems.append(Problem(origin=self.origin(at), rule=rule, message=message, hint=hint))

    def refer(self, kind: str, at: Scalar) -> str:
        """Remember that an id is used here, and return it."""
        self.mention(kind, at.text, at)
        return at.text

    def mention(self, kind: str, id: str, at: Scalar) -> None:
        """Remember that an id is meant at a place, which may write it in other letters."""
        self.references.append(Reference(kind, id, self.path, at.line, at.column))

    def forget(self, lines: set[int]) -> None:
        """Forget what was said about these lines: what they hold could not be read."""
        self.problems = [each for each in self.problems if each.origin.line not in lines]
        self.references = [each for each in self.references if each.line not in lines]
