"""YAML between two fences, as values with their places: nothing is lost, nothing is guessed.

Knows YAML's syntax and how to say what is wrong with it in an editor's words; knows no key.
"""

from collections.abc import Iterator

import yaml
from frontmatter.default_handlers import YAMLHandler

from parley.reading import yaml_mistakes
from parley.reading.front_matter import INVISIBLE, Fault, Listing, Mapping, Pairs, Scalar, Value
from parley.reading.yaml_mistakes import Mark

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The block begins on the second line of its file, and marks count from 0.
_FIRST_LINE = 2

# Lists in lists in lists: no key of ours needs more than four, and Python can't recur for ever.
_DEEPEST = 20


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
        self.depth = 0

    def front_matter(self) -> Mapping:
        """Read the whole block, which must be one mapping; raise Fault where it can't be read."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            mistake = yaml_mistakes.explain(error, self.lines)
            line, column = _place(mistake)
            raise Fault("yaml", mistake.message, mistake.hint, line, column) from None

    def _document(self) -> Mapping:
        next(self.events)  # the stream starts
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            raise Fault("front-matter", "the front matter is empty", "give a title: ...", 2)
        self._refuse_boundary(start)
        value = self._value(next(self.events))
        if not isinstance(value, Mapping):
            message = "the front matter is not a list of keys with values"
            hint = "write each line as key: value, for example title: Talks in Madrid"
            raise Fault("front-matter", message, hint, value.line)
        self._refuse_boundary(next(self.events))
        self._refuse_boundary(next(self.events))
        return value

    def _refuse_boundary(self, event: yaml.Event) -> None:
        """Refuse YAML's own marks of a document: `--- x`, `...` and %YAML."""
        if getattr(event, "explicit", None):
            line, _ = _place(event.end_mark)
            message, hint = yaml_mistakes.BOUNDARY
            self.faults.append(Fault("front-matter", message, hint, line))

    def _value(self, event: yaml.Event) -> Value:
        line, column = _place(event.start_mark)
        self._note_machinery(event, line, column)
        if isinstance(event, yaml.ScalarEvent):
            is_cut = not event.style and self._is_cut(event)
            return Scalar(event.value, line, column, is_cut)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", line, column)
        self.depth += 1
        if self.depth > _DEEPEST:
            hint = "write the value in quotes, or on fewer levels"
            raise Fault("yaml", "lists stand too deep in lists", hint, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            value: Value = Listing(tuple(self._items()), line, column)
        else:
            value = Mapping(self._pairs(), line, column)
        self.depth -= 1
        return value

    def _items(self) -> Iterator[Value]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._value(event)

    def _pairs(self) -> Pairs:
        pairs: Pairs = {}
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
        if isinstance(event, yaml.ScalarEvent) and (hidden := INVISIBLE.search(event.value)):
            message = f"the value holds an invisible character (U+{ord(hidden[0]):04X})"
            self.faults.append(Fault("character", message, "delete its escape", line, column))
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


def _place(mark: Mark | None) -> tuple[int, int]:
    """Return line and column in the file, from 1; libyaml always gives a mark."""
    return (mark.line + _FIRST_LINE, mark.column + 1) if mark else (_FIRST_LINE, 1)


class ExactYAMLHandler(YAMLHandler):
    """python-frontmatter's YAML handler, with a `load` that changes no value and hides none."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []

    def load(self, fm: str, **_: object) -> Pairs:
        """Return the keys of a block with their values, each with its place; raise Fault."""
        builder = Builder(fm)
        mapping = builder.front_matter()
        self.faults = builder.faults
        return mapping.pairs
