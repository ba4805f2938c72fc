"""The site map as data: every page with its address, its template and its values.

Knows which pages there are and what each shows; knows no HTML and does no Markdown itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from parley.addresses import LISTED, SINGULAR, page_path
from parley.dates import Day
from parley.model import Entity, Event, Measure
from parley.settings import Kind
from parley.showing import (
    amendments,
    boards,
    cards,
    charts,
    details,
    finder,
    histories,
    indexes,
    known,
    sources,
    strip,
    views,
)
from parley.showing.indexes import NAMES
from parley.showing.page import MOST_ON_ONE_PAGE, Page, fixed
from parley.showing.prose import Prose
from parley.showing.views import Link
from parley.timeline import Timeline


class Plan:
    """Lays out the pages of one timeline."""

    def __init__(self, timeline: Timeline, prose: Prose, today: Day) -> None:
        """Take the record; `today` is the day from which days left are counted."""
        self.timeline = timeline
        self.prose = prose
        self.today = today
        self.cards = {event.id: cards.card(timeline, event) for event in timeline.events}

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site."""
        yield from self._timelines()
        yield from self._each("events", self.timeline.events, self._event)
        yield from self._each("articles", self.timeline.articles, self._article)
        yield from self._each("topics", self.timeline.topics, self._topic)
        yield from self._each("people", self.timeline.people, self._person)
        yield from self._each("places", self.timeline.places, self._place)
        yield from self._each("rounds", self.timeline.rounds, self._round)
        yield from self._each("measures", self.timeline.measures, self._measure)
        yield from self._kinds()
        yield from self._indexes()
        yield from known.as_known(self.timeline, self._months)
        yield from known.changes(self.timeline)
        yield from self._texts()
        yield from self._corrections()
        yield from self._differences()
        yield from self._redirects()

    def _each(
        self, kind: str, entities: Sequence[Entity], values: Callable[..., dict[str, object]]
    ) -> Iterator[Page]:
        template = f"pages/{SINGULAR[kind]}.html"
        for entity in entities:
            shared: dict[str, object] = {
                "title": entity.title,
                "section": kind,
                "section_name": NAMES[kind],
                "edit": self._edit(entity),
            }
            settle = partial(_both, shared, values, entity)
            yield Page(page_path(kind, entity.id), template, settle)

    def _timelines(self) -> Iterator[Page]:
        """Yield the start page; where the record is long, the pages of its years too."""
        events, years = self.timeline.events, self.timeline.years
        if len(events) <= MOST_ON_ONE_PAGE:
            yield Page("/", "pages/timeline.html", partial(self._stretch, "/", events, ()))
            return
        href = self.timeline.settings.addresses.href
        links = tuple(
            Link(href(f"/{views.year_text(year)}/"), views.year_label(year)) for year in years
        )
        latest = events[-MOST_ON_ONE_PAGE:]
        yield Page("/", "pages/timeline.html", partial(self._stretch, "/", latest, links))
        for year, of_year in years.items():
            path = f"/{views.year_text(year)}/"
            title = f"{self.timeline.settings.title}, {views.year_label(year)}"
            settle = partial(self._stretch, path, of_year, links, title)
            yield Page(path, "pages/timeline.html", settle)

    def _stretch(
        self, path: str, events: Sequence[Event], years: Sequence[Link], title: str = ""
    ) -> dict[str, object]:
        whole = self.timeline
        return {
            "title": title or whole.settings.title,
            "section": "timeline",
            "tagline": whole.settings.tagline,
            "months": self._months(events),
            "shown": len(events),
            "years": years,
            "board": boards.with_periods(whole, whole.measures, self.today, boards.at_once(whole)),
            "strip": self._strip(path, events),
            "finder": finder.finder(whole, [self.cards[event.id] for event in events]),
            "known": known.control(whole.settings, path),
            "counts": (
                len(whole.events),
                len(whole.articles),
                sum(len(event.differs) for event in whole.events),
            ),
        }

    def _strip(self, path: str, events: Sequence[Event]) -> strip.Strip | None:
        """Return the overview: on the start page of the whole record, else of a year."""
        here = {event.id for event in events}
        is_start = path == "/"

        def href(card: cards.Card) -> str:
            return f"#{card.id}" if card.id in here else card.link.href

        shown = self.cards.values() if is_start else [self.cards[event.id] for event in events]
        reached = strip.reached(self.timeline.settings, self.today) if is_start else None
        return strip.strip(self.timeline, tuple(shown), href, reached)

    def _months(self, events: Iterable[Event]) -> tuple[cards.Month, ...]:
        return cards.months(self.timeline, [self.cards[event.id] for event in events])

    def _edit(self, entity: Entity) -> str:
        repo = self.timeline.settings.repo_url
        return f"{repo}/edit/main/content/{entity.name}" if repo and entity.name else ""

    def _event(self, event: Event) -> dict[str, object]:
        return details.event(self.timeline, event, self.cards[event.id], self.prose)

    def _article(self, entity: Entity) -> dict[str, object]:
        return sources.article(self.timeline, self.timeline.article[entity.id], self.prose)

    def _list(self, entity: Entity, events: Sequence[Event]) -> dict[str, object]:
        return {
            "body": self.prose.html(entity.body),
            "months": self._months(events),
            "count": len(events),
        }

    def _topic(self, entity: Entity) -> dict[str, object]:
        topic = self.timeline.topic[entity.id]
        events = self.timeline.events_of_topic.get(topic.id, ())
        measures = [measure for measure in self.timeline.measures if topic.id in measure.topics]
        return self._list(topic, events) | {
            "summary": topic.summary,
            "aliases": topic.aliases,
            "board": boards.with_periods(self.timeline, measures, self.today),
            "moved": self._moved(measures),
            "people": finder.people(self.timeline, events),
            "known": known.control(self.timeline.settings, page_path("topics", topic.id)),
        }

    def _moved(self, measures: Sequence[Measure]) -> list[tuple[object, object]]:
        """Return the histories of which a staircase is drawn, each with its drawing."""
        drawn = ((each, charts.chart(self.timeline, each)) for each in measures)
        return [
            (histories.history(self.timeline, measure), chart)
            for measure, chart in drawn
            if chart and chart.diagonal
        ]

    def _person(self, entity: Entity) -> dict[str, object]:
        person = self.timeline.person[entity.id]
        return self._list(person, self.timeline.events_of_person.get(person.id, ())) | {
            "person": person,
            "side": views.side(self.timeline.settings, (person.party,)) if person.party else None,
            "rounds": details.rounds_of(self.timeline, person),
        }

    def _place(self, entity: Entity) -> dict[str, object]:
        place = self.timeline.place[entity.id]
        return self._list(place, self.timeline.events_of_place.get(place.id, ())) | {"place": place}

    def _round(self, entity: Entity) -> dict[str, object]:
        round = self.timeline.round[entity.id]
        return details.round(self.timeline, round, self.cards, self.prose)

    def _measure(self, entity: Entity) -> dict[str, object]:
        measure = self.timeline.measure[entity.id]
        events = {step.event.id: step.event for step in self.timeline.history.get(measure.id, ())}
        topics = [
            views.link(self.timeline, "topics", self.timeline.topic[id]) for id in measure.topics
        ]
        return self._list(measure, tuple(events.values())) | {
            "measure": histories.history(self.timeline, measure),
            "chart": charts.chart(self.timeline, measure),
            "board": boards.with_periods(self.timeline, (measure,), self.today),
            "known": known.control(self.timeline.settings, page_path("measures", measure.id)),
            "topics": topics,
        }

    def _kinds(self) -> Iterator[Page]:
        for kind in self.timeline.settings.kinds:
            path = page_path("kinds", kind.id)
            yield Page(path, "pages/kind.html", partial(self._kind, kind))

    def _kind(self, kind: Kind) -> dict[str, object]:
        events = self.timeline.events_of_kind.get(kind.id, ())
        return {
            "title": kind.name,
            "section": "kinds",
            "section_name": NAMES["kinds"],
            "kind": kind,
            "edit": "",
            "months": self._months(events),
            "count": len(events),
        }

    def _indexes(self) -> Iterator[Page]:
        for kind in LISTED:
            yield Page(f"/{kind}/", "pages/index.html", partial(self._index, kind))

    def _index(self, kind: str) -> dict[str, object]:
        measures = self.timeline.measures if kind == "measures" else ()
        return {
            "title": NAMES[kind],
            "section": kind,
            "board": boards.with_periods(self.timeline, measures, self.today),
            "groups": indexes.groups(self.timeline, kind),
            "noun": NAMES[kind].lower(),
        }

    def _redirects(self) -> Iterator[Page]:
        """Yield a page at every old address of an event that leads to the new one."""
        for event in self.timeline.events:
            target = views.link(self.timeline, "events", event)
            for alias in event.aliases:
                values = {
                    "title": event.title,
                    "section": "",
                    "target": target,
                    "canonical": self.timeline.settings.addresses.origin + target.href,
                }
                yield fixed(
                    page_path("events", alias), "pages/redirect.html", values, is_listed=False
                )

    def _corrections(self) -> Iterator[Page]:
        years = amendments.by_year(self.timeline)
        values = {"title": "Corrections", "section": "", "years": years}
        yield fixed("/corrections/", "pages/corrections.html", values)

    def _differences(self) -> Iterator[Page]:
        disputed = sources.every_dispute(self.timeline)
        values = {"title": "Where sources differ", "section": "", "disputed": disputed}
        yield fixed("/differences/", "pages/differences.html", values)

    def _texts(self) -> Iterator[Page]:
        timeline = self.timeline
        about = next((text for text in timeline.texts if text.id == "about"), None)
        yield fixed(
            "/about/",
            "pages/about.html",
            {
                "title": about.title if about else f"About {timeline.settings.title}",
                "section": "about",
                "body": self.prose.html(about.body) if about else "",
                "edit": self._edit(about) if about else "",
                "sides": [
                    views.side(timeline.settings, (party.id,))
                    for party in timeline.settings.parties
                ],
                "joint": views.side(
                    timeline.settings, tuple(party.id for party in timeline.settings.parties)
                ).name,
            },
        )
        for text in timeline.texts:
            if text is not about:
                values = {"title": text.title, "section": "", "body": self.prose.html(text.body)}
                yield fixed(
                    page_path("pages", text.id),
                    "pages/text.html",
                    values | {"edit": self._edit(text)},
                )
        yield fixed("/data/", "pages/data.html", {"title": "Data", "section": "data"})
        lost = {"title": "Page not found", "section": "", "canonical": ""}
        yield fixed("/404.html", "pages/404.html", lost, is_listed=False)


def _both(
    shared: Mapping[str, object], values: Callable[[Entity], Mapping[str, object]], entity: Entity
) -> Mapping[str, object]:
    return {**shared, **values(entity)}
