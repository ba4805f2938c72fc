"""What the last build read, kept in the cache: a reading for every file, and the record it made.

Knows how a record is stored and had again, a thing at a time; knows nothing of pages.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parley import records
from parley.building.remembered import remembered
from parley.cache import Cache
from parley.model import (
    Article,
    Entity,
    Event,
    Measure,
    Passage,
    Person,
    Place,
    Round,
    Text,
    Topic,
)
from parley.problems import Problem
from parley.reading import link
from parley.reading.files import File
from parley.reading.notes import Reference
from parley.reading.schema import Reading
from parley.settings import Settings
from parley.timeline import Timeline
from parley.watched import GROUPS

CLASSES: Mapping[str, type[Entity]] = {
    "events": Event,
    "articles": Article,
    "topics": Topic,
    "people": Person,
    "places": Place,
    "rounds": Round,
    "measures": Measure,
    "pages": Text,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was read: what tells that it may have changed, and the digest of its bytes."""

    stamp: str
    digest: str


class Memory:
    """The last build that went well, in a cache."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._state = cache.shelf("state")
        self._sheets = cache.shelf("sheet")

    def state(self, name: str) -> Any:  # Any: JSON that is as simple as it was put there
        """Return what is known under a name, or None."""
        text = self._state.get(name)
        return None if text is None else json.loads(text)

    def keep_state(self, name: str, value: object) -> None:
        """Keep something simple under a name."""
        text = json.dumps(value)  # in ASCII: a path may hold what is no Unicode
        if self._state.get(name) != text:
            self._state.put(name, text)

    def seen(self) -> dict[str, Seen]:
        """Return every file of content/ that was read, by name."""
        return {name: Seen(*each) for name, each in (self.state("seen") or {}).items()}

    def keep_seen(self, seen: Mapping[str, Seen]) -> None:
        """Keep what was read."""
        self.keep_state("seen", {name: [each.stamp, each.digest] for name, each in seen.items()})

    def reading(self, file: File) -> Reading | None:
        """Return what came of a file when it was read, if there was nothing wrong with it."""
        text = self._sheets.get(file.name)
        return None if text is None else of_text(file, text)

    def keep_reading(self, name: str, text: str | None) -> None:
        """Keep what came of a file (`as_text`), or None to forget it."""
        self._sheets.put(name, text)

    def entity(self, name: str) -> Entity:
        """Return what a file held."""
        text = self._sheets.get(name)
        if text is None:
            raise KeyError(name)
        return records.made(CLASSES[name.partition("/")[0]], json.loads(text)[0])

    def mentions(self, name: str) -> list[tuple[str, str]]:
        """Return kind and id of everything that a file mentioned, in order."""
        references = json.loads(self._sheets.get(name) or "[null, []]")[1]
        return [(kind, id) for kind, id, _, _ in references]

    def warnings(self) -> tuple[Problem, ...]:
        """Return what was wrong, and not so wrong that nothing was published."""
        return self._told("warning")

    def notes(self) -> tuple[Problem, ...]:
        """Return what was worth knowing: there may be very many of these."""
        return self._told("note")

    def number_of_notes(self) -> int:
        """Return how many notes there are, without having them."""
        return int(self.state("notes") or 0)

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        """Return what was told of a file."""
        shelves = (self.cache.shelf(name) for name in ("warning", "note"))
        texts = [text for shelf in shelves if (text := shelf.get(path))]
        return tuple(records.made(Problem, each) for text in texts for each in json.loads(text))

    def _told(self, severity: str) -> tuple[Problem, ...]:
        texts = self.cache.shelf(severity).all()
        found = (each for path in sorted(texts) for each in json.loads(texts[path]))
        return tuple(records.made(Problem, each) for each in found)

    def keep_problems(self, problems: Iterable[Problem], paths: Iterable[str] | None) -> None:
        """Keep all that was told of some files, or for None of all; it comes in order."""
        told: dict[str, dict[str, list[object]]] = {"warning": {}, "note": {}}
        for each in problems:
            told[each.severity].setdefault(each.origin.path, []).append(records.plain(each))
        number = 0 if paths is None else self.number_of_notes()
        for severity, found in told.items():
            shelf = self.cache.shelf(severity)
            for path in shelf.all().keys() | found.keys() if paths is None else paths:
                before = shelf.get(path)
                text = json.dumps(found[path], ensure_ascii=False) if path in found else None
                if before != text:
                    shelf.put(path, text)
                if severity == "note":
                    number += len(found.get(path, ()))
                    number -= len(json.loads(before or "[]")) if paths is not None else 0
        self.keep_state("notes", number)

    def keep_timeline(self, timeline: Timeline, drafts: Iterable[str]) -> None:
        """Keep the order of everything, and which events form which groups."""
        order = {
            kind: [entity.name for entity in entities.values()]
            for kind, entities in timeline.by_kind.items()
        }
        self.keep_state("order", order)
        self.keep_state("drafts", sorted(drafts))
        for index in GROUPS:
            shelf, kept = self.cache.shelf(index), dict[str, str]()
            for key in getattr(timeline, index):
                kept[str(key)] = json.dumps(timeline.members(index, key))
            self.keep_state(f"keys of {index}", list(kept))
            for key in shelf.all().keys() - kept.keys():
                shelf.put(key, None)
            for key, text in kept.items():
                if shelf.get(key) != text:
                    shelf.put(key, text)
        self.keep_passages(timeline.passages, None)

    def keep_passages(
        self, passages: Mapping[tuple[str, str], Passage], articles: Iterable[str] | None
    ) -> None:
        """Keep the passages of some articles, or for None of all."""
        shelf = self.cache.shelf("passage")
        found: dict[str, list[object]] = {}
        for passage in passages.values():
            found.setdefault(passage.article, []).append(records.plain(passage))
        for article in shelf.all().keys() | found.keys() if articles is None else articles:
            text = json.dumps(found[article]) if article in found else None
            if shelf.get(article) != text:
                shelf.put(article, text)

    def timeline(self, settings: Settings, changed: Mapping[str, Entity] | None = None) -> Timeline:
        """Return the record as it was published, but for what has changed since, by file.

        Of events and articles each is read when it is first looked at.
        """
        order: Mapping[str, list[str]] = self.state("order")
        drafts = set(self.state("drafts"))

        def read(name: str) -> Entity:
            entity = (changed or {}).get(name) or self.entity(name)
            return link.event_without(entity, drafts) if isinstance(entity, Event) else entity

        return remembered(self.cache, settings, order, drafts, read)


def of_text(file: File, text: str) -> Reading:
    """Return a reading of a file, as it is stored."""
    entity, references = json.loads(text)
    return Reading(
        entity=records.made(CLASSES[file.kind], entity),
        problems=(),
        references=tuple(
            Reference(kind, id, file.path, line, column) for kind, id, line, column in references
        ),
    )


def as_text(reading: Reading) -> str | None:
    """Return a reading as it is stored, or None where something is wrong with the file."""
    if reading.entity is None:
        return None
    references = [(each.kind, each.id, each.line, each.column) for each in reading.references]
    return json.dumps((records.plain(reading.entity), references), ensure_ascii=False)
