"""What the pages of events and rounds show beside their lists.

Knows the facts of one event or round; evidence and measures have their own rooms.
"""

from parley.addresses import page_path
from parley.model import Correction, Event, Person, Round
from parley.showing import cards, histories, sources, views
from parley.showing.cards import Card
from parley.showing.months import months as months_of
from parley.showing.prose import Prose
from parley.showing.rows import Rows
from parley.showing.views import Link, Moment
from parley.timeline import Timeline


def event(timeline: Timeline, event: Event, card: Card, prose: Prose) -> dict[str, object]:
    """Return the values of an event's page."""
    before, after = timeline.neighbours(event)
    round = timeline.round_of_event.get(event.id) or timeline.round.get(event.round)
    known = timeline.known_since(event)
    heading = timeline.settings.addresses.absolute(page_path("events", event.id))
    return {
        "card": card,
        "summary": event.summary,
        "body": prose.html(event.body),
        "places": [_place_link(timeline, id) for id in event.places],
        "people": [cards.delegate(timeline, id) for id in _others(event, round)],
        "round": _round_link(timeline, round) if round else None,
        "delegations": cards.delegations(timeline, round) if round else (),
        "hosts": [cards.delegate(timeline, id) for id in round.hosts] if round else [],
        "kind": Link(views.href(timeline, "kinds", event.kind), card.kind) if event.kind else None,
        "known": views.day_of(known) if known else None,
        "changes": histories.changes(timeline, (event,)),
        "voices": sources.voices(timeline, (event,), event.id),
        "disputed": sources.disputes(timeline, event),
        "corrections": [_correction(each) for each in event.corrections],
        "address": heading,
        "before": _neighbour(timeline, before) if before else None,
        "after": _neighbour(timeline, after) if after else None,
    }


def _others(event: Event, round: Round | None) -> tuple[str, ...]:
    """Return an event's people without those who are listed with their delegation or as hosts."""
    if round is None:
        return event.people
    listed = {*round.hosts, *(id for _, people in round.delegations for id in people)}
    return tuple(id for id in event.people if id not in listed)


def _place_link(timeline: Timeline, id: str) -> Link:
    place = timeline.place[id]
    return views.link(timeline, "places", place, place.country)


def round_number(timeline: Timeline, round: Round) -> str:
    """Return 4 of 6; 4 alone where the record does not hold every round up to the last."""
    numbers = sorted(each.number for each in timeline.rounds if each.number)
    total = f" of {len(numbers)}" if numbers == list(range(1, len(numbers) + 1)) else ""
    return f"{round.number}{total}" if round.number else ""


def _round_link(timeline: Timeline, round: Round) -> Link:
    note = round_number(timeline, round)
    return Link(views.href(timeline, "rounds", round.id), round.title, note)


def _neighbour(timeline: Timeline, event: Event) -> tuple[Link, Moment]:
    return views.link(timeline, "events", event), views.moment(event.date)


def _correction(correction: Correction) -> tuple[Moment, str]:
    return views.moment(correction.date), correction.note


def round(timeline: Timeline, round: Round, rows: Rows, prose: Prose) -> dict[str, object]:
    """Return the values of a round's page."""
    talks = timeline.event.get(round.event)
    around = timeline.rounds_in_order
    order = around.index(round)
    following = around[order + 1 : order + 2]
    number = round_number(timeline, round)
    return {
        "body": prose.html(round.body),
        "summary": round.summary,
        "label": f"Round {number}" if number else views.round_label(timeline, round),
        "moment": views.local_moment(timeline.settings, talks.date) if talks else None,
        "places": [_place_link(timeline, id) for id in talks.places] if talks else [],
        "delegations": cards.delegations(timeline, round),
        "hosts": [cards.delegate(timeline, id) for id in round.hosts],
        "before": views.link(timeline, "rounds", around[order - 1]) if order else None,
        "after": views.link(timeline, "rounds", following[0]) if following else None,
        **_of_round(timeline, round),
        **_stretches(timeline, round, rows),
    }


def _of_round(timeline: Timeline, round: Round) -> dict[str, object]:
    """Return what the events of a round changed, and the evidence for them."""
    own = _own(timeline, round)
    return {
        "changes": histories.changes(timeline, own),
        "voices": sources.voices(timeline, own, round.event),
    }


def _own(timeline: Timeline, round: Round) -> tuple[Event, ...]:
    """Return the events of a round itself: its talks first, then those that name the round."""
    named = timeline.events_naming_round.get(round.id, ())
    talks = timeline.event.get(round.event)
    return tuple({event.id: event for event in (talks, *named) if event}.values())


def _stretches(timeline: Timeline, round: Round, rows: Rows) -> dict[str, object]:
    """Return the events of a round under months, and those between it and the next talks."""
    own = {event.id for event in _own(timeline, round)}
    events = timeline.events_of_round(round)
    # The page itself tells place, outcome and delegations: no band repeats them.
    these = [rows.unbanded(event.id) for event in events if event.id in own]
    later = [rows[event.id] for event in events if event.id not in own]
    months = months_of(timeline, these)
    return {
        "months": months,
        "count": len(these),
        "later_months": months_of(timeline, later, above=months),
        "later_count": len(later),
    }


def rounds_of(timeline: Timeline, person: Person) -> tuple[Link, ...]:
    """Return the rounds at which somebody sat."""
    return tuple(
        views.link(timeline, "rounds", round)
        for round in timeline.rounds_in_order
        if any(person.id in people for _, people in round.delegations)
    )
