"""Ways into a long list: who acted, and the topics, kinds and people with most events.

Knows how often each occurs; what a choice does is for style sheets and links.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.model import Event
from parley.showing import views
from parley.showing.cards import Card, Delegate, delegate
from parley.showing.indexes import NAMES
from parley.showing.views import Link, Side
from parley.timeline import Timeline

MOST = 14  # of a row; the index has the rest


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
    """What stands above a timeline; no sides where fewer than two of them acted."""

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
    return Finder(
        sides=_sides(cards),
        topics=_row(timeline, "topics", topics, timeline.events_of_topic),
        more=tuple(row for row in rows if row.choices),
    )


def people(timeline: Timeline, events: Sequence[Event]) -> tuple[Participant, ...]:
    """Return who takes part in some events, those with most of them first."""
    ids = {event.id for event in events}
    found = []
    for person in timeline.people:
        count = sum(event.id in ids for event in timeline.events_of_person.get(person.id, ()))
        side = views.side(timeline.settings, (person.party,)) if person.party else None
        found.append(Participant(delegate(timeline, person.id), side, count))
    most = sorted(found, key=lambda each: (-each.count, each.delegate.link.text))
    return tuple(each for each in most[:MOST] if each.count)


def _sides(cards: Sequence[Card]) -> tuple[tuple[Side, int], ...]:
    """Return who acted, by sign, and how often; sides that share a sign stand together."""
    counts = Counter(card.side.css for card in cards if card.side.name)
    if len(counts) < 2:
        return ()
    found = []
    for css in sorted(counts, key=lambda css: (css in ("joint", "third"), css)):
        names = {card.side.name for card in cards if card.side.css == css}
        name = names.pop() if len(names) == 1 else "Several together"
        found.append((Side(css, name, name), counts[css]))
    return tuple(found)


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
