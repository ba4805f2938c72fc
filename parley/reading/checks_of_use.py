"""Rules about use: what refers to what, and what nothing refers to.

Knows every reference, in front matter and in texts; `checks` applies these rules with the others.
A rule's docstring is the rule.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from parley.model import Article, Entity, Event
from parley.problems import Problem
from parley.reading import links
from parley.reading.notes import Notes, Reference
from parley.timeline import Timeline

# [[id]], [[kind/id]], /kind/id/: found in a tenth of the time that collecting links takes.
_MAYBE_AN_ID = re.compile(r"(?:\[\[|/)\s*([^\s\[\]|/#?()<>]+)")

# What to write so that a thing is used, by its kind.
_USES = {
    "topics": "name it in the event that it belongs to, topics: [{}], or delete the file",
    "people": "name them in the event in which they take part, people: [{}], or delete the file",
    "places": "name it in the event that happens there, places: [{}], or delete the file",
    "rounds": "name its event: here, or there with round: {}; or delete the file",
    "articles": "cite it where it tells of an event, sources: [{}], or delete the file",
}


def published_texts_name_no_drafts(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """A text that is published may not link to a draft: the link would be dead, and tell of it."""
    drafts = {event.id for event in timeline.events if event.draft}
    if not drafts:
        return
    for _kind, entity in _texts(timeline):
        if isinstance(entity, Event) and entity.draft:
            continue
        for reference in _links(entity):
            if reference.kind in ("events", "any") and reference.id in drafts:
                message = f"this text is published, and '{reference.id}' is a draft"
                hint = "leave the link out until that event is published"
                yield Problem(origin=reference.origin, rule="link", message=message, hint=hint)


def everything_is_used(timeline: Timeline) -> Iterator[Problem]:
    """Where there are events, something should refer to each topic, person, place and round.

    A draft is enough, and so is a link in a text. An article that is not used is a note: to have
    received a source and not yet cited it is how the work goes, and not a mistake.
    """
    if not timeline.events:
        return
    used = _used(timeline)
    unused = {
        kind: [each for id, each in timeline.by_kind[kind].items() if id not in used[kind]]
        for kind in _USES
    }
    linked = _linked(timeline, {entity.id for entities in unused.values() for entity in entities})
    for kind, entities in unused.items():
        for entity in entities:
            if not {(kind, entity.id), ("any", entity.id)} & linked:
                yield Problem(
                    origin=entity.origin,
                    rule="unused",
                    message=f"nothing refers to '{entity.id}'",
                    hint=_USES[kind].format(entity.id),
                    severity="note" if kind == "articles" else "warning",
                )


def _used(timeline: Timeline) -> Mapping[str, set[str]]:
    """Return by kind the ids that front matter refers to; a round's own event is a use of it."""
    events, rounds = timeline.events, timeline.rounds
    delegates = {id for round in rounds for _, people in round.delegations for id in people}
    with_event = {round.id for round in rounds if round.event}
    return {
        "topics": {id for event in events for id in event.topics}
        | {id for measure in timeline.measures for id in measure.topics},
        "people": delegates
        | {id for round in rounds for id in round.hosts}
        | {id for event in events for id in event.people},
        "places": {id for event in events for id in event.places},
        "rounds": with_event | {event.round for event in events},
        "articles": {*timeline.citations, *timeline.claims},
    }


def _linked(timeline: Timeline, ids: set[str]) -> set[tuple[str, str]]:
    """Return the kinds and ids that texts link to, of some ids; a link to itself is no use."""
    found = set[tuple[str, str]]()
    for kind, entity in _texts(timeline) if ids else ():
        if not ids.isdisjoint(_MAYBE_AN_ID.findall(unquote(entity.body))):
            own = {("any", entity.id), (kind, entity.id)}
            found |= {(each.kind, each.id) for each in _links(entity)} - own
    return found


def _texts(timeline: Timeline) -> Iterator[tuple[str, Entity]]:
    """Yield everything whose text is shown, and so are the links in it, each with its kind."""
    for kind, entities in timeline.by_kind.items():
        for entity in entities.values():
            if entity.body and (not isinstance(entity, Article) or entity.is_shown):
                yield kind, entity


def _links(entity: Entity) -> list[Reference]:
    notes = Notes(entity.origin.path)
    links.collect(entity.body, entity.body_line, notes)
    return notes.references
