"""The site map as data: every page with its address, its template and its values.

Knows which pages there are and what each shows; knows no HTML and does no Markdown itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

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
    texts,
    views,
)
from parley.showing.indexes import NAMES
from parley.showing.months import months
from parley.showing.page import MOST_ON_ONE_PAGE, Page
from parley.showing.prose import Prose
from parley.showing.rows import Row, Rows
from parley.showing.views import Link
from parley.timeline import Timeline

# Tells the day of the build to what counts from it.
Today = Callable[[], Day]


class Plan:
    """Lays out the pages of one timeline."""

    def __init__(self, timeline: Timeline, prose: Prose, rows: Rows, today: Today) -> None:
        """Take the record; `today` tells the day from which days left are counted."""
        self.timeline = timeline
        self.prose = prose
        self.rows = rows
        self.today = today

    def pages(self) -> Iterator[Page]:
        """Yield every page of the site."""
        yield from self._timelines()
        yield from self._each("events", self._event)
        yield from self._each("articles", self._article)
        yield from self._each("topics", self._topic)
        yield from self._each("people", self._person)
        yield from self._each("places", self._place)
        yield from self._each("rounds", self._round)
        yield from self._each("measures", self._measure)
        yield from self._kinds()
        yield from self._indexes()
        yield from known.as_known(self.timeline, self.rows)
        yield from known.changes(self.timeline, self.rows)
        yield from texts.pages(self.timeline, self.prose)
        yield Page("/corrections/", "pages/corrections.html", self._corrections)
        yield Page("/differences/", "pages/differences.html", self._differences)
        yield from self._redirects()

    def _each(self, kind: str, values: Callable[..., dict[str, object]]) -> Iterator[Page]:
        template = f"pages/{SINGULAR[kind]}.html"
        for id in getattr(self.timeline, SINGULAR[kind]):
            yield Page(page_path(kind, id), template, partial(self._entity, kind, values, id))

    def _entity(
        self, kind: str, values: Callable[..., dict[str, object]], id: str
    ) -> Mapping[str, object]:
        entity = getattr(self.timeline, SINGULAR[kind])[id]
        shared = {
            "title": entity.title,
            "section": kind,
            "section_name": NAMES[kind],
            "edit": texts.edit(self.timeline, entity),
        }
        return shared | values(entity)

    def _timelines(self) -> Iterator[Page]:
        """Yield the start page; where the record is long, the pages of its years too."""
        yield Page("/", "pages/timeline.html", self._start)
        for year in self.timeline.years if self._is_long() else ():
            yield Page(_year_path(year), "pages/timeline.html", partial(self._year, year))

    def _is_long(self) -> bool:
        return self.timeline.number_of("events") > MOST_ON_ONE_PAGE

    def _start(self) -> dict[str, object]:
        return self._stretch("/", self.rows.of(self.timeline.ids()[-MOST_ON_ONE_PAGE:]), "")

    def _year(self, year: int) -> dict[str, object]:
        title = f"{self.timeline.settings.title}, {views.year_label(year)}"
        return self._stretch(_year_path(year), self.rows.group("years", year), title)

    def _stretch(self, path: str, shown: Sequence[Row], title: str) -> dict[str, object]:
        whole = self.timeline
        disputed = whole.events_with.get("differs", ())
        href = whole.settings.addresses.href
        years = whole.years if self._is_long() else ()
        return {
            "years": [Link(href(_year_path(year)), views.year_label(year)) for year in years],
            "title": title or whole.settings.title,
            "section": "timeline",
            "tagline": whole.settings.tagline,
            "months": months(whole, shown),
            "shown": len(shown),
            "board": self._board(whole.measures, boards.at_once(whole)),
            "strip": self._strip(path, shown),
            "finder": finder.finder(whole, shown),
            "known": known.control(whole.settings, path),
            "counts": (
                whole.number_of("events"),
                whole.number_of("articles"),
                sum(len(event.differs) for event in disputed),
            ),
        }

    def _strip(self, path: str, shown: Sequence[Row]) -> strip.Strip | None:
        """Return the overview: on the start page of the whole record, else of a year."""
        here = {row.id for row in shown}

        def href(row: Row) -> str:
            return f"#{row.id}" if row.id in here else views.href(self.timeline, "events", row.id)

        if path != "/":
            return strip.strip(self.timeline, shown, href, None)
        reached = strip.reached(self.timeline.settings, self.today())
        return strip.strip(self.timeline, self.rows.every(), href, reached)

    def _board(
        self, measures: Sequence[Measure], shows: boards.Shows = boards.everything
    ) -> boards.Board | None:
        """Return where measures stand, or None where there are none: then no day is asked for."""
        if not measures:
            return None

        def board() -> boards.Board:
            return boards.with_periods(self.timeline, measures, self.today(), shows)

        is_whole = measures is self.timeline.measures
        name = f"board {shows.__name__}"
        return self.rows.kept.shared(name, board) if is_whole else board()

    def _event(self, event: Event) -> dict[str, object]:
        return details.event(self.timeline, event, cards.card(self.timeline, event), self.prose)

    def _article(self, entity: Entity) -> dict[str, object]:
        return sources.article(self.timeline, self.timeline.article[entity.id], self.prose)

    def _list(self, entity: Entity, events: Sequence[Row]) -> dict[str, object]:
        return {
            "body": self.prose.html(entity.body),
            "months": months(self.timeline, events),
            "count": len(events),
        }

    def _topic(self, entity: Entity) -> dict[str, object]:
        topic = self.timeline.topic[entity.id]
        events = self.rows.group("events_of_topic", topic.id)
        measures = [measure for measure in self.timeline.measures if topic.id in measure.topics]
        return self._list(topic, events) | {
            "summary": topic.summary,
            "aliases": topic.aliases,
            "board": self._board(measures),
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
        return self._list(person, self.rows.group("events_of_person", person.id)) | {
            "person": person,
            "side": views.side(self.timeline.settings, (person.party,)) if person.party else None,
            "rounds": details.rounds_of(self.timeline, person),
        }

    def _place(self, entity: Entity) -> dict[str, object]:
        place = self.timeline.place[entity.id]
        return self._list(place, self.rows.group("events_of_place", place.id)) | {"place": place}

    def _round(self, entity: Entity) -> dict[str, object]:
        round = self.timeline.round[entity.id]
        return details.round(self.timeline, round, self.rows, self.prose)

    def _measure(self, entity: Entity) -> dict[str, object]:
        measure = self.timeline.measure[entity.id]
        events = dict.fromkeys(step.event.id for step in self.timeline.history.get(measure.id, ()))
        topics = [
            views.link(self.timeline, "topics", self.timeline.topic[id]) for id in measure.topics
        ]
        return self._list(measure, self.rows.of(events)) | {
            "measure": histories.history(self.timeline, measure),
            "chart": charts.chart(self.timeline, measure),
            "board": self._board((measure,)),
            "known": known.control(self.timeline.settings, page_path("measures", measure.id)),
            "topics": topics,
        }

    def _kinds(self) -> Iterator[Page]:
        for kind in self.timeline.settings.kinds:
            path = page_path("kinds", kind.id)
            yield Page(path, "pages/kind.html", partial(self._kind, kind))

    def _kind(self, kind: Kind) -> dict[str, object]:
        events = self.rows.group("events_of_kind", kind.id)
        return {
            "title": kind.name,
            "section": "kinds",
            "section_name": NAMES["kinds"],
            "kind": kind,
            "edit": "",
            "months": months(self.timeline, events),
            "count": len(events),
        }

    def _indexes(self) -> Iterator[Page]:
        for kind in LISTED:
            yield Page(f"/{kind}/", "pages/index.html", partial(self._index, kind))

    def _index(self, kind: str) -> dict[str, object]:
        return {
            "title": NAMES[kind],
            "section": kind,
            "board": self._board(self.timeline.measures) if kind == "measures" else None,
            "groups": () if kind == "events" else indexes.groups(self.timeline, kind),
            "years": self._every_event() if kind == "events" else (),
            "noun": NAMES[kind].lower(),
        }

    def _every_event(self) -> list[tuple[str, list[Markup]]]:
        """Return every event's entry under its year, for the index of all of them."""
        entries, timeline = self.rows.entries(), self.timeline
        return [
            (
                views.year_label(year),
                [Markup(entries[id]) for id in timeline.members("years", year)],
            )
            for year in timeline.years
        ]

    def _redirects(self) -> Iterator[Page]:
        """Yield a page at every old address of an event that leads to the new one."""
        for event in self.timeline.events_with.get("aliases", ()):
            for alias in event.aliases:
                settle = partial(self._redirect, event.id)
                path = page_path("events", alias)
                yield Page(path, "pages/redirect.html", settle, is_listed=False)

    def _redirect(self, id: str) -> dict[str, object]:
        event = self.timeline.event[id]
        target = views.link(self.timeline, "events", event)
        return {
            "title": event.title,
            "section": "",
            "target": target,
            "canonical": self.timeline.settings.addresses.origin + target.href,
        }

    def _corrections(self) -> Mapping[str, object]:
        years = amendments.by_year(self.timeline)
        return {"title": "Corrections", "section": "", "years": years}

    def _differences(self) -> Mapping[str, object]:
        disputed = sources.every_dispute(self.timeline)
        return {"title": "Where sources differ", "section": "", "disputed": disputed}


def _year_path(year: int) -> str:
    return f"/{views.year_text(year)}/"
