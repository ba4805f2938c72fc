"""The whole record: every entity, sorted once, with the indexes that pages ask for.

Knows how things belong together and since when they are known; knows no file and no page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from parley import clocks, groups, standing
from parley.dates import Day, FuzzyDate
from parley.groups import Citation, event_order
from parley.model import (
    Article,
    Difference,
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
from parley.settings import Settings
from parley.steps import Standing, Step

Some = TypeVar("Some", bound=Entity)


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Owns all entities. Events by date, everything else by title."""

    settings: Settings
    events: tuple[Event, ...] = ()
    articles: tuple[Article, ...] = ()
    topics: tuple[Topic, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    rounds: tuple[Round, ...] = ()
    measures: tuple[Measure, ...] = ()
    texts: tuple[Text, ...] = ()
    passages: Mapping[tuple[str, str], Passage] = field(default_factory=dict)

    @cached_property
    def event(self) -> Mapping[str, Event]:
        """Events by id."""
        return _by_id(self.events)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Each event's place in the order, from 0."""
        return {id: place for place, id in enumerate(self.ids())}

    @cached_property
    def article(self) -> Mapping[str, Article]:
        """Articles by id."""
        return _by_id(self.articles)

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return _by_id(self.topics)

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """People by id."""
        return _by_id(self.people)

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """Places by id."""
        return _by_id(self.places)

    @cached_property
    def round(self) -> Mapping[str, Round]:
        """Rounds by id."""
        return _by_id(self.rounds)

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return _by_id(self.measures)

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, Entity]]:
        """Everything by folder and id."""
        return {
            "events": self.event,
            "articles": self.article,
            "topics": self.topic,
            "people": self.person,
            "places": self.place,
            "rounds": self.round,
            "measures": self.measure,
            "pages": _by_id(self.texts),
        }

    @cached_property
    def years(self) -> Mapping[int, tuple[Event, ...]]:
        """Events by the year in which they begin, in order; astronomical years."""
        return groups.by_year(self.events)

    @cached_property
    def events_of_topic(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by topic, in order."""
        return groups.grouped(self.events, lambda event: event.topics)

    @cached_property
    def events_of_place(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by place, in order."""
        return groups.grouped(self.events, lambda event: event.places)

    @cached_property
    def events_of_kind(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by kind, in order."""
        return groups.grouped(self.events, lambda event: (event.kind,) if event.kind else ())

    @cached_property
    def events_of_person(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by person, in order; delegates and hosts of a round took part in its event."""
        return groups.by_person(self.events, self.rounds)

    @cached_property
    def events_naming_round(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by the round that they name, in order."""
        return groups.grouped(self.events, lambda event: (event.round,) if event.round else ())

    @cached_property
    def events_citing(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by article that they cite, or that takes a side in what they tell, in order."""
        return groups.citing(self.events)

    @cached_property
    def events_with(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by what few of them have: `aliases`, `corrections`, `differs`."""
        return groups.with_seldom(self.events)

    @cached_property
    def round_of_event(self) -> Mapping[str, Round]:
        """The round whose talks an event is."""
        return {round.event: round for round in self.rounds if round.event}

    @cached_property
    def rounds_in_order(self) -> tuple[Round, ...]:
        """Rounds by the date of their event; those without one last."""

        def key(round: Round) -> tuple[object, ...]:
            event = self.event.get(round.event)
            return (0, *event_order(event)) if event else (1, round.number or 0, round.id)

        return tuple(sorted(self.rounds, key=key))

    def events_of_round(self, round: Round) -> tuple[Event, ...]:
        """Return a round's talks, what names the round, and what follows up to the next talks."""
        starts = [self.position[each.event] for each in self.rounds_in_order if each.event]
        first = self.position.get(round.event, len(self.position))
        last = min((start for start in starts if start > first), default=len(self.position))
        named = (self.position[event.id] for event in self.events_naming_round.get(round.id, ()))
        ids = self.ids()
        return tuple(self.event[ids[place]] for place in sorted({*named, *range(first, last)}))

    def neighbours(self, event: Event) -> tuple[Event | None, Event | None]:
        """Return the events before and after one."""
        ids, place = self.ids(), self.position[event.id]
        before = self.event[ids[place - 1]] if place else None
        return before, self.event[ids[place + 1]] if place + 1 < len(ids) else None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all events, in order."""
        return self._ids

    @cached_property
    def _ids(self) -> tuple[str, ...]:
        return tuple(self.event)

    def members(self, index: str, key: str | int) -> tuple[str, ...]:
        """Return the ids of a group's events, by index and key: `events_of_topic`, `tariffs`."""
        return tuple(dict.fromkeys(map(groups.id_of, getattr(self, index).get(key, ()))))

    def number(self, index: str, key: str) -> int:
        """Return how many events a group has."""
        return len(getattr(self, index).get(key, ()))

    def number_of(self, kind: str) -> int:
        """Return how many events or articles there are."""
        return len(self.event if kind == "events" else self.article)

    def named(self, kind: str, id: str) -> tuple[str, Entity] | None:
        """Return folder and thing that [[id]] ("" for the kind) or [[kind/id]] names, or None."""
        for folder, entities in self.by_kind.items():
            if kind in ("", folder) and id in entities:
                return folder, entities[id]
        return None

    @cached_property
    def citations(self) -> Mapping[str, tuple[Citation, ...]]:
        """Every use of an article, by article, in the order of events."""
        return groups.citations(self.events)

    @cached_property
    def claims(self) -> Mapping[str, tuple[tuple[Event, Difference], ...]]:
        """Disagreements by article that takes a side in them."""
        return groups.claims(self.events)

    @cached_property
    def differences(self) -> Mapping[str, tuple[tuple[Event, Difference], ...]]:
        """Disagreements by event: its own, and those of other events that name it in `also`."""
        return groups.differences(self.events)

    @cached_property
    def history(self) -> Mapping[str, tuple[Step, ...]]:
        """Every setting of a measure, by measure, in the order in which they were decided."""
        return groups.history(self.events)

    def standing(self, measure: Measure, day: Day) -> Standing | None:
        """Return what a measure is at the end of a day, as decided by then; None before it was."""
        return standing.standing(self.history.get(measure.id, ()), day)

    def standings(self, day: Day) -> tuple[Standing, ...]:
        """Return what every measure is at the end of a day, in the order of measures."""
        found = (self.standing(measure, day) for measure in self.measures)
        return tuple(each for each in found if each is not None)

    def as_known_on(self, day: Day) -> "Timeline":
        """Return the record without what was learned later: events, their rounds, corrections.

        The words of what remains are those of today's record.
        """
        known = {event.id for event in self.events if self.learned(event) <= day}
        return replace(
            self,
            events=tuple(
                clocks.as_of(event, day, known) for event in self.events if event.id in known
            ),
            rounds=tuple(each for each in self.rounds if not each.event or each.event in known),
        )

    def origins(self, event: Event) -> tuple[str, ...]:
        """Return whose stories an event rests on, each once: five reprints are one origin.

        An article of type `low` counts for nothing, nor does a contradicted passage, nor an article
        of which neither publisher nor origin is known: it may be a reprint of any other. Capitals
        make no difference.
        """
        found: dict[str, str] = {}
        for source in event.sources:
            article = self.article[source.article]
            origin = article.story_of or article.publisher
            if origin and not source.contradicted and article.type.casefold() != "low":
                found.setdefault(origin.casefold(), origin)
        return tuple(found.values())

    def known_since(self, event: Event) -> FuzzyDate | None:
        """Return since when an event is known, as written, or None where nothing tells."""
        articles = [self.article[source.article] for source in event.sources]
        return clocks.known(event, articles, self.settings)

    def known(self, event: Event) -> Day | None:
        """Return the day by which an event is surely known, or None where nothing tells."""
        since = self.known_since(event)
        return since.latest if since else None

    def learned(self, event: Event) -> Day:
        """Return the day from which an event stands in the record "as known on".

        Where nothing tells since when it is known, its own last day; without any day, always.
        """
        return self.known(event) or clocks.surely_by(event.date)

    @cached_property
    def days_of_news(self) -> tuple[Day, ...]:
        """The days on which something became known: an event, or a correction."""
        days = {self.learned(event) for event in self.events}
        days |= {clocks.corrected(each) for event in self.events for each in event.corrections}
        return tuple(sorted(days - {clocks.ALWAYS}))


def _by_id(entities: Iterable[Some]) -> Mapping[str, Some]:
    return {entity.id: entity for entity in entities}
