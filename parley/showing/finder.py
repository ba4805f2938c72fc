"""Ways into a long list: who acted, and the topics, kinds and people with most events.

Knows how often each occurs; what a choice does is for style sheets and links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.model import Event
from parley.showing import views
from parley.showing.cards import Card, Delegate, delegate, sides
from parley.showing.indexes import NAMES
from parley.showing.views import Link, Side
from parley.timeline import Timeline

MOST = 14  # of a row; the index has the rest

# The sides that the style sheets can hide.
HIDDEN_BY_STYLE = ("p1", "p2", "p3", "joint", "third")


@dataclass(frozen=True, slots=True)
class Row:
    """Links of one kind, each with a number of events, most first; `every` leads to the rest."""

    title: str
    choices: tuple[tuple[Link, int], ...]
    every: Link | None


@dataclass(frozen=True, slots=True)
class Participant:
    """A person, the side if there is one, and in how many of some events."""

    delegate: Delegate
    side: Side | None
    count: int


@dataclass(frozen=True, slots=True)
class Finder:
    """What stands above a timeline; sides where two acted or more, and each can have a box."""

    sides: tuple[tuple[Side, int], ...]
    topics: Row
    more: tuple[Row, ...]


def finder(timeline: Timeline, cards: Sequence[Card]) -> Finder:
    """Return the ways into a list: the sides of its cards, and links for the whole record."""
    settings = timeline.settings
    kinds = {kind.id: kind.name for kind in settings.kinds}
    people = {person.id: person.title for person in timeline.people}
    topics = {topic.id: topic.title for topic in timeline.topics}
    rows = (
        _row(timeline, "kinds", kinds, timeline.events_of_kind),
        _row(timeline, "people", people, timeline.events_of_person),
    )
    acted = sides(cards)
    can_hide = all(side.css in HIDDEN_BY_STYLE for side, _ in acted)
    return Finder(
        sides=acted if len(acted) > 1 and can_hide else (),
        topics=_row(timeline, "topics", topics, timeline.events_of_topic),
        more=tuple(row for row in rows if row.choices),
    )


def people(timeline: Timeline, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return who takes part in some events, those with most of them first."""
    ids = {event.id for event in events}
    counts = {
        person: sum(event.id in ids for event in timeline.events_of_person.get(person.id, ()))
        for person in timeline.people
    }
    most = sorted(counts, key=lambda person: (-counts[person], person.title))[:MOST]
    return tuple(
        Participant(
            delegate(timeline, person.id),
            views.side(timeline.settings, (person.party,)) if person.party else None,
            counts[person],
        )
        for person in most
        if counts[person]
    )


def _row(
    timeline: Timeline, kind: str, names: Mapping[str, str], events: Mapping[str, Sequence[object]]
) -> Row:
    ids = sorted(
        (id for id in names if id in events), key=lambda each: (-len(events[each]), names[each])
    )
    every = Link(timeline.settings.addresses.href(f"/{kind}/"), f"All {len(names)}")
    return Row(
        title=NAMES[kind],
        choices=tuple(
            (Link(views.href(timeline, kind, id), names[id]), len(events[id])) for id in ids[:MOST]
        ),
        every=every if len(ids) > MOST else None,
    )
