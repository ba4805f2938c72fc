"""The record of the last build as a timeline, of which each part is read when it is asked for.

Knows how groups and things are had again from the cache; knows nothing of how they come there.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from parley import records
from parley.cache import Cache
from parley.model import Entity, Passage
from parley.reading import link
from parley.settings import Settings
from parley.timeline import Timeline
from parley.watched import GROUPS

Key = TypeVar("Key")

# Of these there may be very many.
_LATE = ("events", "articles")


def remembered(
    cache: Cache,
    settings: Settings,
    order: Mapping[str, Iterable[str]],
    drafts: Collection[str],
    read: Callable[[str], Entity],
) -> Timeline:
    """Return the record of which `order` has the files by kind, in order; `read` reads one."""
    kinds = {kind: Things(names, read) for kind, names in order.items()}
    whole = {kind: tuple(things.values()) for kind, things in kinds.items() if kind not in _LATE}
    whole["texts"] = whole.pop("pages")
    rounds: Any = whole.pop("rounds")  # Any: of each kind, what its name says
    others: Any = whole
    found = Remembered(
        settings=settings,
        passages=_Passages(cache),
        rounds=link.rounds_without(rounds, set(drafts)),
        **others,
    )
    found.__dict__.update(event=kinds["events"], article=kinds["articles"])
    for index in GROUPS:
        found.__dict__[index] = Restored(cache, index, found)
    return found


class Things(Mapping[str, Entity]):
    """Things by id, each read from its file when it is first asked for."""

    def __init__(self, names: Iterable[str], read: Callable[[str], Entity]) -> None:
        self._names = {stem(name): name for name in names}
        self._read = cache(read)

    def __getitem__(self, id: str) -> Entity:
        return self._read(self._names[id])

    def __contains__(self, id: object) -> bool:
        return id in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Remembered(Timeline):
    """A record as it was published: events, articles and groups are read when asked for."""

    def number(self, index: str, key: str) -> int:
        """Return how many events a group has, without having them."""
        return len(self.members(index, key))

    def members(self, index: str, key: str | int) -> tuple[str, ...]:
        """Return the ids of a group's events, without having them."""
        group = getattr(self, index)
        return group.ids(key) if isinstance(group, Restored) else super().members(index, key)


def _late(name: str, things: str) -> property:
    """Return a field of which what stands in a mapping is put together when it is due."""

    def get(self: Remembered) -> object:
        own = vars(self)
        if not own[f"_{name}"] and isinstance(own.get(things), Things):
            own[f"_{name}"] = tuple(own[things].values())
        return own[f"_{name}"]

    def put(self: Remembered, value: object) -> None:
        vars(self)[f"_{name}"] = value

    return property(get, put)


for _name, _mapping in (("events", "event"), ("articles", "article")):
    setattr(Remembered, _name, _late(_name, _mapping))


class Restored(Mapping[Key, Any]):  # Any: what stands in a group, its index says
    """The groups of an index, each made of its own events when it is asked for."""

    def __init__(self, cache: Cache, index: str, timeline: Timeline) -> None:
        self._shelf, self._index, self._timeline = cache.shelf(index), index, timeline
        self._order = cache.shelf("state")
        self._made: dict[Key, Any] = {}

    def __getitem__(self, key: Key) -> Any:  # Any: see above
        if key not in self._made:
            text = self._shelf.get(str(key))
            if text is None:
                raise KeyError(key)
            members = tuple(self._timeline.event[id] for id in json.loads(text))
            whole = self._timeline
            part = Timeline(settings=whole.settings, events=members, rounds=whole.rounds)
            self._made[key] = getattr(part, self._index)[key]
        return self._made[key]

    def ids(self, key: Key) -> tuple[str, ...]:
        """Return the ids of the events that stand under a key."""
        return tuple(json.loads(self._shelf.get(str(key)) or "[]"))

    def __contains__(self, key: object) -> bool:
        return self._shelf.get(str(key)) is not None

    def __iter__(self) -> Iterator[Key]:
        convert: Callable[[str], Any] = int if self._index == "years" else str
        return iter(map(convert, self._keys()))

    def __len__(self) -> int:
        return len(self._keys())

    def _keys(self) -> list[str]:
        """Return the keys in the order of a timeline's own groups."""
        keys: list[str] = json.loads(self._order.get(f"keys of {self._index}") or "[]")
        return keys


class _Passages(Mapping[tuple[str, str], Passage]):
    """The passages that are quoted, those of an article when one of them is asked for."""

    def __init__(self, cache: Cache) -> None:
        self._shelf = cache.shelf("passage")
        self._of: dict[str, dict[str, Passage]] = {}

    def _article(self, id: str) -> Mapping[str, Passage]:
        if id not in self._of:
            found = json.loads(self._shelf.get(id) or "[]")
            passages = (records.made(Passage, each) for each in found)
            self._of[id] = {passage.anchor: passage for passage in passages}
        return self._of[id]

    def __getitem__(self, key: tuple[str, str]) -> Passage:
        return self._article(key[0])[key[1]]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for id in sorted(self._shelf.all()):
            yield from ((id, anchor) for anchor in self._article(id))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def stem(name: str) -> str:
    """Return the id that a file's name tells: events/2025/a.md is a."""
    return name.rpartition("/")[2].removesuffix(".md")
