"""Events by what they have in common: the article they cite, the measure they set, their year.

Knows how groups are made of some events; knows neither the record as a whole nor any page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from parley import dates
from parley.model import Difference, Event, Round, Source
from parley.steps import Step

Groups = Mapping[str, tuple[Event, ...]]
Disputes = Mapping[str, tuple[tuple[Event, Difference], ...]]

# What few events have, and pages of the whole record list.
SELDOM = ("aliases", "corrections", "differs")


@dataclass(frozen=True, slots=True)
class Citation:
    """One event's use of one article."""

    event: Event
    source: Source


def event_order(event: Event) -> tuple[object, ...]:
    """Return the total order of events: date, precision, the editor's `order`, length, id."""
    first, seconds, precision, latest = dates.sort_key(event.date)
    return first, precision, seconds, event.order, latest, event.id


def id_of(member: object) -> str:
    """Return the id of a group's member: an event, what has one, or a pair that begins with one."""
    first = member[0] if isinstance(member, tuple) else member
    event = first if isinstance(first, Event) else getattr(first, "event", None)
    return event.id if isinstance(event, Event) else ""


def grouped(events: Iterable[Event], ids: Callable[[Event], Iterable[str]]) -> Groups:
    """Return events by each id that a function gives for them, in order."""
    groups: dict[str, list[Event]] = {}
    for event in events:
        for id in ids(event):
            groups.setdefault(id, []).append(event)
    return {id: tuple(group) for id, group in groups.items()}


def by_person(events: Iterable[Event], rounds: Iterable[Round]) -> Groups:
    """Return events by person; delegates and hosts of a round took part in its event."""
    took_part = {
        round.event: (*round.hosts, *(id for _, people in round.delegations for id in people))
        for round in rounds
    }
    return grouped(
        events, lambda event: dict.fromkeys((*event.people, *took_part.get(event.id, ())))
    )


def by_year(events: Iterable[Event]) -> Mapping[int, tuple[Event, ...]]:
    """Return events by the year in which they begin; astronomical years."""
    years: dict[int, list[Event]] = {}
    for event in events:
        start = event.date.earliest or event.date.latest
        years.setdefault(start.year if start else 0, []).append(event)
    return {year: tuple(found) for year, found in years.items()}


def citing(events: Iterable[Event]) -> Groups:
    """Return events by article that they cite, or that takes a side in what they tell."""

    def articles(event: Event) -> Iterable[str]:
        sides = (id for each in event.differs for claim in each.claims for id in claim.sources)
        return dict.fromkeys((*(source.article for source in event.sources), *sides))

    return grouped(events, articles)


def citations(events: Iterable[Event]) -> Mapping[str, tuple[Citation, ...]]:
    """Return every use of an article, by article."""
    cited: dict[str, list[Citation]] = {}
    for event in events:
        for source in event.sources:
            cited.setdefault(source.article, []).append(Citation(event, source))
    return {id: tuple(found) for id, found in cited.items()}


def claims(events: Iterable[Event]) -> Disputes:
    """Return disagreements by article that takes a side in them."""
    found: dict[str, list[tuple[Event, Difference]]] = {}
    for event in events:
        for difference in event.differs:
            sides = (id for claim in difference.claims for id in claim.sources)
            for id in dict.fromkeys(sides):
                found.setdefault(id, []).append((event, difference))
    return {id: tuple(pairs) for id, pairs in found.items()}


def differences(events: Iterable[Event]) -> Disputes:
    """Return disagreements by event: its own, and those of other events that name it in `also`."""
    found: dict[str, list[tuple[Event, Difference]]] = {}
    for event in events:
        for difference in event.differs:
            for id in dict.fromkeys((event.id, *difference.also)):
                found.setdefault(id, []).append((event, difference))
    return {id: tuple(pairs) for id, pairs in found.items()}


def history(events: Iterable[Event]) -> Mapping[str, tuple[Step, ...]]:
    """Return every setting of a measure, by measure, in the order in which they were decided.

    What was decided at one moment stands in the order in which it takes effect.
    """
    steps: dict[str, list[Step]] = {}
    for event in events:
        for setting in event.sets:
            steps.setdefault(setting.measure, []).append(Step(event, setting))
    return {
        id: tuple(sorted(found, key=lambda s: (*event_order(s.event)[:4], s.takes_effect)))
        for id, found in steps.items()
    }


def with_seldom(events: Iterable[Event]) -> Groups:
    """Return events by what few of them have: old ids, corrections, differences."""
    return grouped(events, lambda event: [name for name in SELDOM if getattr(event, name)])
