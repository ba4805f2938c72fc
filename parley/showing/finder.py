"""Ways into a long list: who acted, and the topics, kinds and people with most events.

Knows how often each occurs; what a choice does is for style sheets and links.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.showing import indexes, rows, views
from parley.showing.cards import Delegate, delegate
from parley.showing.indexes import NAMES
from parley.showing.months import sides
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


def finder(timeline: Timeline, events: Sequence[rows.Row]) -> Finder:
    """Return the ways into a list: the sides of its events, and links for the whole record."""
    settings = timeline.settings
    kinds = {kind.id: kind.name for kind in settings.kinds}
    people = {person.id: person.title for person in timeline.people}
    topics = {topic.id: topic.title for topic in timeline.topics}
    rows = (
        _row(timeline, "kinds", kinds),
        _row(timeline, "people", people),
    )
    acted = sides(events)
    can_hide = all(side.css in HIDDEN_BY_STYLE for side, _ in acted)
    return Finder(
        sides=acted if len(acted) > 1 and can_hide else (),
        topics=_row(timeline, "topics", topics),
        more=tuple(row for row in rows if row.choices),
    )


def people(timeline: Timeline, events: Sequence[rows.Row]) -> tuple[Participant, ...]:
    """Return who takes part in some events, those with most of them first."""
    counts = Counter(id for event in events for id in event.people)
    most = sorted(counts, key=lambda each: (-counts[each], timeline.person[each].title, each))[
        :MOST
    ]
    return tuple(
        Participant(
            delegate(timeline, id),
            _side(timeline, timeline.person[id].party),
            counts[id],
        )
        for id in most[:MOST]
    )


def _side(timeline: Timeline, party: str) -> Side | None:
    return views.side(timeline.settings, (party,)) if party else None


def _row(timeline: Timeline, kind: str, names: Mapping[str, str]) -> Row:
    counts = {id: indexes.count(timeline, kind, id) for id in names}
    ids = sorted((id for id in names if counts[id]), key=lambda each: (-counts[each], names[each]))
    every = Link(timeline.settings.addresses.href(f"/{kind}/"), f"All {len(names)}")
    return Row(
        title=NAMES[kind],
        choices=tuple(
            (Link(views.href(timeline, kind, id), names[id]), counts[id]) for id in ids[:MOST]
        ),
        every=every if len(ids) > MOST else None,
    )
