"""Things as plain lists of texts and numbers, to be stored as JSON, and made again from them.

Knows the fields of frozen dataclasses from their types; knows nothing of what they mean.
"""

import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Some = TypeVar("Some")

_PLAIN = (str, int, float, bool)

# Makes a value from what JSON holds of it, or the other way round.
_Maker = Callable[[Any], Any]  # Any: JSON is what it is, and the types below say what comes of it


def plain(value: object) -> object:
    """Return a dataclass as the list of its fields, a tuple as a list, anything else as it is."""
    return _plainer(typing.cast("Any", type(value)))(value)


@cache
def _plainer(kind: Any) -> _Maker:  # Any: a type, which has no type of its own
    """Return what makes values of a class plain: most fields of ours are plain as they are."""
    if is_dataclass(kind):
        return _of_record(kind)
    if issubclass(kind, tuple):
        return lambda values: [plain(each) for each in values]
    return _same


def _of_record(kind: Any) -> _Maker:  # Any: a dataclass, which has no type of its own
    names, hints = _names(kind), typing.get_type_hints(kind)
    others = [place for place, name in enumerate(names) if hints[name] not in _PLAIN]
    if len(names) == 1:
        return lambda value: [plain(getattr(value, names[0]))]
    fields_of = attrgetter(*names)

    def make(value: object) -> list[object]:
        found = list(fields_of(value))
        for place in others:
            each = found[place]
            if each is not None:
                found[place] = plain(each)
        return found

    return make


def made(kind: type[Some], value: object) -> Some:
    """Make a dataclass again from its list; raises TypeError or ValueError where it is none."""
    return typing.cast("Some", _maker(typing.cast("Any", kind))(value))


@cache
def _names(kind: Any) -> tuple[str, ...]:  # Any: a dataclass, which has no type of its own
    return tuple(field.name for field in fields(kind))


@cache
def _maker(kind: Any) -> _Maker:  # Any: a type, or what typing makes of several
    """Return what makes a value of a type: of a dataclass, a tuple, or one of these or None."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (only,) = (each for each in inner if each is not type(None))
        make = _maker(only)
        return make if make is _same else lambda value: None if value is None else make(value)
    if origin is tuple and inner[-1] is Ellipsis:
        each_of = _maker(inner[0])
        return tuple if each_of is _same else lambda value: tuple(map(each_of, value))
    if origin is tuple:
        makers = [_maker(each) for each in inner]
        return lambda value: tuple(make(v) for make, v in zip(makers, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, tuple):  # a named tuple of numbers
        return lambda value: kind(*value)
    return _of_fields(kind) if is_dataclass(kind) else _same


def _of_fields(kind: Any) -> _Maker:  # Any: a dataclass, which has no type of its own
    """Return what makes a dataclass; its own maker may be among those of its fields."""
    hints = typing.get_type_hints(kind)
    names = _names(kind)
    makers: list[_Maker] = []

    def make(value: Any) -> Any:  # Any: see _Maker
        if not makers:
            makers.extend(_maker(hints[name]) for name in names)
        given = zip(names, makers, value, strict=True)
        return kind(**{name: v if make is _same else make(v) for name, make, v in given})

    return make


def _same(value: Any) -> Any:  # Any: see _Maker
    return value
