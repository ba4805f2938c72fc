"""Names between files: every id that is used is looked up, and the timeline is put together.

Knows which ids exist; knows neither YAML nor what a quote says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from parley import dates
from parley.addresses import AS_KNOWN, KINDS, SINGULAR, id_fault
from parley.groups import event_order
from parley.model import (
    PRESS,
    Article,
    Entity,
    Event,
    Measure,
    Person,
    Place,
    Round,
    Text,
    Topic,
)
from parley.problems import Problem, did_you_mean
from parley.reading.notes import Reference
from parley.settings import Settings
from parley.timeline import Timeline

Some = TypeVar("Some", bound=Entity)

_NOUNS = {
    "parties": "party",
    "kinds": "kind of event",
    "voices": "voice",
    AS_KNOWN: "page for the record as known on",
}

# What site.toml declares, and where in it.
_DECLARED = {
    "parties": "[[parties]]",
    "kinds": "[[kinds]]",
    "voices": "[[parties]]",
    AS_KNOWN: "snapshots",
}

# Pages that are there whether or not somebody has written a text for them.
_BUILT_IN = {"about"}


def resolve(
    references: Iterable[Reference], ids: Iterable[tuple[str, str]], settings: Settings | None
) -> tuple[Problem, ...]:
    """Report every reference to what does not exist; `ids` are pairs of kind and id."""
    known: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for kind, id in ids:
        known[kind].add(id)
    known["pages"] |= _BUILT_IN
    if settings is not None:
        known["parties"] = {party.id for party in settings.parties}
        known["kinds"] = {kind.id for kind in settings.kinds}
        known["voices"] = known["parties"] | {PRESS}
        known[AS_KNOWN] = {dates.iso(day) for day in settings.snapshots}
    everything = tuple(references)
    aliases = [reference for reference in everything if reference.kind == "aliases"]
    mentions = (reference for reference in everything if reference.kind != "aliases")
    moved = {alias.id: Path(alias.origin.path).stem for alias in aliases}
    found = (_moved(reference, known, moved) or _fault(reference, known) for reference in mentions)
    return (
        *(problem for problem in found if problem is not None),
        *_taken_aliases(aliases, known["events"]),
    )


def _taken_aliases(aliases: Iterable[Reference], events: set[str]) -> Iterator[Problem]:
    """An event's alias is an old id: a word that no event has, and no other alias is."""
    first: dict[str, Reference] = {}
    for alias in aliases:
        id = alias.id
        if fault := id_fault(id):
            hint = "write the stem of the old file's name"
            yield _problem(alias, "alias", f"'{id}' was never an id: {fault}", hint)
        elif id in events:
            yield _problem(alias, "alias", f"'{id}' is the id of an event", "delete the alias")
        elif first.setdefault(id, alias) is not alias:
            message = f"'{id}' is an alias in {first[id].origin.path} too"
            yield _problem(alias, "alias", message, "keep one of the two")


def _moved(
    reference: Reference, known: dict[str, set[str]], moved: Mapping[str, str]
) -> Problem | None:
    """Report the old id of an event, and name the new one."""
    id = reference.id
    is_old = reference.kind in ("events", "any") and id in moved and id not in known["events"]
    if not is_old or (reference.kind == "any" and any(id in ids for ids in known.values())):
        return None
    message = f"'{id}' is an old id of the event '{moved[id]}'"
    return _problem(reference, "link", message, f"write {moved[id]}")


def _fault(reference: Reference, known: dict[str, set[str]]) -> Problem | None:
    kind, id = reference.kind, reference.id
    if kind == "any":
        return _wiki_fault(reference, known)
    if kind in _DECLARED and kind not in known:
        return None  # site.toml itself is broken, and says so
    if kind not in known:
        hint = did_you_mean(kind, KINDS, "link to one of " + ", ".join(KINDS))
        return _problem(reference, "link", f"'{kind}/{id}' leads nowhere", hint)
    if id in known[kind]:
        return None
    return _problem(
        reference,
        "unknown-id",
        f"there is no {_noun(kind)} '{id}'",
        _next_step(kind, id, known[kind]),
    )


def _wiki_fault(reference: Reference, known: dict[str, set[str]]) -> Problem | None:
    holders = [kind for kind in KINDS if reference.id in known[kind]]
    if len(holders) == 1:
        return None
    if holders:
        hint = "write " + " or ".join(f"[[{kind}/{reference.id}]]" for kind in holders)
        return _problem(reference, "link", f"'{reference.id}' is more than one thing", hint)
    everything = {id for kind in KINDS for id in known[kind]}
    hint = did_you_mean(reference.id, everything, "write the stem of a file's name")
    return _problem(reference, "link", f"[[{reference.id}]] leads nowhere", hint)


def _noun(kind: str) -> str:
    return (SINGULAR | _NOUNS)[kind]


def _next_step(kind: str, id: str, known: set[str]) -> str:
    if kind in _DECLARED:
        return did_you_mean(id, known, f"declare it in site.toml under {_DECLARED[kind]}")
    if "," in id:
        return f"write several in brackets: [{id}]"
    create = "" if id_fault(id) else f"create content/{kind}/{id}.md, or "
    return did_you_mean(id, known, f"{create}name one that exists")


def _problem(reference: Reference, rule: str, message: str, hint: str) -> Problem:
    return Problem(origin=reference.origin, rule=rule, message=message, hint=hint)


def assemble(entities: Iterable[Entity], settings: Settings) -> Timeline:
    """Sort all entities into a timeline."""
    everything = tuple(entities)

    def by_title(kind: type[Some]) -> tuple[Some, ...]:
        found = [entity for entity in everything if isinstance(entity, kind)]
        return tuple(sorted(found, key=lambda entity: (entity.title.casefold(), entity.id)))

    return Timeline(
        settings=settings,
        events=tuple(sorted(by_title(Event), key=event_order)),
        articles=by_title(Article),
        topics=by_title(Topic),
        people=by_title(Person),
        places=by_title(Place),
        rounds=by_title(Round),
        measures=by_title(Measure),
        texts=by_title(Text),
    )


def without_drafts(timeline: Timeline) -> Timeline:
    """Return the timeline without draft events, and without the mentions of them.

    A published event may not lean on a draft: rounds lose such an event, differences such an id.
    """
    drafts = {event.id for event in timeline.events if event.draft}
    if not drafts:
        return timeline
    events = (event for event in timeline.events if not event.draft)
    return replace(
        timeline,
        events=tuple(event_without(event, drafts) for event in events),
        rounds=rounds_without(timeline.rounds, drafts),
    )


def rounds_without(rounds: Iterable[Round], drafts: set[str]) -> tuple[Round, ...]:
    """Return rounds without events that are drafts."""
    return tuple(replace(round, event="") if round.event in drafts else round for round in rounds)


def event_without(event: Event, drafts: set[str]) -> Event:
    """Return an event whose differences mention no draft."""
    if not any(drafts & set(difference.also) for difference in event.differs):
        return event
    differs = (
        replace(difference, also=tuple(id for id in difference.also if id not in drafts))
        for difference in event.differs
    )
    return replace(event, differs=tuple(differs))
