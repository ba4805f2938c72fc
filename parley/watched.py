"""A timeline that notes what is asked of it: what a page has asked for is all that it depends on.

Knows by which names a part of the record is asked for, and which of them an event or an article
touches; knows no page. What is not noted (settings, topics, people, places, rounds, measures and
texts) is of the whole site: where that changes, everything is made anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from parley.dates import Day, FuzzyDate
from parley.kept import Notebook
from parley.model import Article, Entity, Event, Passage
from parley.timeline import Timeline

Key = TypeVar("Key")
Value = TypeVar("Value")

# The groups of events, each a mapping of a Timeline.
GROUPS = (
    *("events_of_topic", "events_of_person", "events_of_place", "events_of_kind", "years"),
    *("events_naming_round", "events_citing", "events_with", "citations", "claims"),
    *("differences", "history"),
)
_KEYED = ("event", "article", *GROUPS)
# What is of the whole site: it is told as it is, and nothing is noted.
_OF_THE_SITE = (
    *("settings", "topics", "people", "places", "rounds", "measures", "texts", "round_of_event"),
    *("topic", "person", "place", "round", "measure"),
)


class Heard(Mapping[Key, Value]):
    """A mapping that notes which keys are asked for.

    A name is `index/key` for what stands there, `index/key!` for which events do, `index/key#` for
    how many, `index/=` for which keys there are, and `index/*` for everything.
    """

    def __init__(self, index: str, mapping: Mapping[Key, Value], note: Callable[[str], None]):
        self._index, self._mapping, self._note = index, mapping, note

    def __getitem__(self, key: Key) -> Value:
        self._note(f"{self._index}/{key}")
        return self._mapping[key]

    def get(self, key: Key, default: Value | None = None) -> Value | None:  # type: ignore[override]  # no third type
        """Return what stands at a key."""
        self._note(f"{self._index}/{key}")
        return self._mapping.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(f"{self._index}/{key}#")
        return key in self._mapping

    def __iter__(self) -> Iterator[Key]:
        self._note(f"{self._index}/=")
        return iter(self._mapping)

    def __len__(self) -> int:
        self._note(f"{self._index}/=")
        return len(self._mapping)


class _Passages(Heard[tuple[str, str], Passage]):
    """The passages that are quoted, noted by the article in which they stand."""

    def __getitem__(self, key: tuple[str, str]) -> Passage:
        self._note(f"passages/{key[0]}")
        return self._mapping[key]

    def get(self, key: tuple[str, str], default: Passage | None = None) -> Passage | None:  # type: ignore[override]  # no third type
        """Return the passage of a quote."""
        self._note(f"passages/{key[0]}")
        return self._mapping.get(key, default)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self.get(key) is not None


class Watched(Timeline):
    """A timeline with a notebook; what it says of the record is what the other one says."""

    notes: Notebook
    known_of: dict[str, tuple[Event, FuzzyDate | None, set[str]]]
    _inner: Timeline

    def neighbours(self, event: Event) -> tuple[Event | None, Event | None]:
        """Return the events before and after one."""
        found = self._inner.neighbours(event)
        self.notes.note(f"neighbours/{event.id}")
        for each in filter(None, found):
            self.notes.note(f"event/{each.id}")
        return found

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all events, in order."""
        self.notes.note("order/")
        return self._inner.ids()

    def members(self, index: str, key: str | int) -> tuple[str, ...]:
        """Return the ids of a group's events."""
        self.notes.note(f"{index}/{key}!")
        return self._inner.members(index, key)

    def number(self, index: str, key: str) -> int:
        """Return how many events a group has."""
        self.notes.note(f"{index}/{key}#")
        return self._inner.number(index, key)

    def number_of(self, kind: str) -> int:
        """Return how many events or articles there are."""
        self.notes.note(f"{kind}/#")
        return self._inner.number_of(kind)

    def named(self, kind: str, id: str) -> tuple[str, Entity] | None:
        """Return folder and thing that a link names, or None."""
        self.notes.note(f"event/{id}")
        self.notes.note(f"article/{id}")
        return self._inner.named(kind, id)

    def known_since(self, event: Event) -> FuzzyDate | None:
        """Return since when an event is known; who asks again has asked for the same."""
        found = self.known_of.get(event.id)
        if found is None or found[0] is not event:
            with self.notes.noting() as asked:
                found = event, Timeline.known_since(self, event), asked
            self.known_of[event.id] = found
        for name in found[2]:
            self.notes.note(name)
        return found[1]

    def as_known_on(self, day: Day) -> Timeline:
        """Return the record without what was learned later; it has asked for everything."""
        self.notes.note("events/*")
        self.notes.note("articles/*")
        return self._inner.as_known_on(day)


def _whole(name: str, noted: str) -> property:
    """Return a property that notes that a whole was asked for."""

    def get(self: Watched) -> object:
        self.notes.note(noted)
        return getattr(self._inner, name)

    return property(get, doc=getattr(Timeline, name, Timeline).__doc__)


for _name in ("events", "articles", "by_kind", "days_of_news", "rounds_in_order"):
    setattr(Watched, _name, _whole(_name, f"{_name}/*"))
setattr(Watched, "position", _whole("position", "order/"))  # noqa: B010 - as those above


def watched(timeline: Timeline, notes: Notebook) -> Watched:
    """Return a timeline that notes in a notebook what it is asked for."""
    found = object.__new__(Watched)
    kept = {name: getattr(timeline, name) for name in _OF_THE_SITE}
    heard = {name: Heard(name, getattr(timeline, name), notes.note) for name in _KEYED}
    passages = _Passages("passages", timeline.passages, notes.note)
    found.__dict__.update({**kept, **heard}, passages=passages, notes=notes)
    found.__dict__.update(known_of={}, _inner=timeline)
    return found


def names_of_event(timeline: Timeline, event: Event) -> set[str]:
    """Return every name under which an event is asked for, where it belongs to these groups."""
    alone = Timeline(settings=timeline.settings, events=(event,), rounds=timeline.rounds)
    names = {f"{group}/{key}" for group in GROUPS for key in getattr(alone, group)}
    names |= {f"{name.partition('/')[0]}/*" for name in names}
    names |= {f"passages/{source.article}" for source in event.sources}
    if event.id in timeline.round_of_event:
        names.add("rounds_in_order/*")
    return names | {f"event/{event.id}", "events/*", "by_kind/*", "days_of_news/*"}


def names_of_article(article: Article) -> set[str]:
    """Return every name under which an article is asked for."""
    id = article.id
    return {f"article/{id}", f"passages/{id}", "articles/*", "by_kind/*", "days_of_news/*"}


def names_of_moves(before: Timeline, now: Timeline, moved: Iterable[str]) -> set[str]:
    """Return the names that tell how many there are, and what stands beside what.

    `moved` are the names of events that came, went or changed.
    """
    names: set[str] = set()
    for name in moved:
        group, _, key = name.partition("/")
        if group in GROUPS and key != "*":
            at = int(key) if group == "years" else key
            then, today = (each.members(group, at) for each in (before, now))
            names |= {f"{group}/{key}!"} if then != today else set()
            names |= {f"{group}/{key}#"} if len(then) != len(today) else set()
            names |= {f"{group}/="} if bool(then) != bool(today) else set()
    names |= {f"{kind}/#" for kind in ("events", "articles") if _total(before, now, kind)}
    names |= {f"event/{id}#" for id in before.event.keys() ^ now.event.keys()}
    names |= {f"article/{id}#" for id in before.article.keys() ^ now.article.keys()}
    names |= {"order/", "event/="} if before.ids() != now.ids() else set()
    names |= {"article/="} if [*before.article] != [*now.article] else set()
    sides = _beside(before), _beside(now)
    names |= {f"neighbours/{id}" for id in now.event if sides[0].get(id) != sides[1][id]}
    return names


def _total(before: Timeline, now: Timeline, kind: str) -> int:
    return now.number_of(kind) - before.number_of(kind)


def _beside(timeline: Timeline) -> Mapping[str, tuple[str, str]]:
    """Return for each event the ids of the one before and the one after it."""
    ids = ["", *timeline.event, ""]
    return {id: (ids[n], ids[n + 2]) for n, id in enumerate(ids[1:-1])}
