"""Cards: what lists show of one event, ready to be printed.

Knows what stands on a card; how cards are laid out in a list is for months.
"""

from dataclasses import dataclass

from parley import dates
from parley.model import Event, Round
from parley.showing import views
from parley.showing.views import Link, Moment, Side, Support
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person as listed: the page, a name in each other language, the office."""

    link: Link
    names: tuple[tuple[str, str], ...]
    role: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """One party's people at a round."""

    side: Side
    people: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What a card of a round's talks shows beside the event."""

    name: str
    city: str
    venue: str
    outcome: str
    delegations: tuple[Delegation, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One event in a list. `soft` marks what is not firm: one source, or a date that is no day.

    A draft is seen in the preview alone, and says so there.
    """

    id: str
    link: Link
    moment: Moment
    side: Side
    kind: str
    weight: str
    summary: str
    topics: tuple[Link, ...]
    support: Support
    differs: str
    soft: bool
    is_draft: bool
    band: Band | None
    parties: tuple[str, ...]
    known: str


def card(timeline: Timeline, event: Event) -> Card:
    """Return an event as lists show it."""
    settings = timeline.settings
    round = timeline.round_of_event.get(event.id)
    support = views.support(timeline, event)
    differs = event.id in timeline.differences
    return Card(
        id=event.id,
        link=views.link(timeline, "events", event),
        moment=views.local_moment(settings, event.date),
        side=views.side(settings, event.by),
        kind=views.kind_name(settings, event.kind),
        weight=event.weight,
        summary=event.summary,
        topics=tuple(views.link(timeline, "topics", timeline.topic[id]) for id in event.topics),
        support=support,
        differs=views.href(timeline, "events", event.id, "differ") if differs else "",
        soft=support.count < 2 or not dates.is_firm_day(event.date),
        is_draft=event.draft,
        band=_band(timeline, event, round) if round else None,
        parties=event.by,
        known=views.iso_day(timeline.learned(event)),
    )


def delegations(timeline: Timeline, round: Round) -> tuple[Delegation, ...]:
    """Return the people of a round by party, in the order of site.toml."""
    order = [party.id for party in timeline.settings.parties]
    found = sorted(round.delegations, key=lambda pair: order.index(pair[0]))
    return tuple(
        Delegation(
            views.side(timeline.settings, (party,)),
            tuple(delegate(timeline, id) for id in people),
        )
        for party, people in found
    )


def took_part(timeline: Timeline, event: Event) -> tuple[str, ...]:
    """Return who took part in an event: whom it names, delegates and hosts of its talks."""
    round = timeline.round_of_event.get(event.id)
    if round is None:
        return event.people
    delegates = (id for _, people in round.delegations for id in people)
    return tuple(dict.fromkeys((*event.people, *round.hosts, *delegates)))


def delegate(timeline: Timeline, id: str) -> Delegate:
    """Return a person as lists of people show them."""
    person = timeline.person[id]
    return Delegate(views.link(timeline, "people", person), views.names(person), person.role)


def _band(timeline: Timeline, event: Event, round: Round) -> Band:
    place = timeline.place[event.places[0]] if event.places else None
    return Band(
        name=views.round_label(timeline, round),
        city=round.label or round.title,
        venue=(place.venue or place.title) if place else "",
        outcome=round.summary or event.summary,
        delegations=delegations(timeline, round),
    )
