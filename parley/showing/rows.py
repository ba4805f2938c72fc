"""Rows: one event as lists and exports of many events show it, made once for all of them.

Knows what lists need of an event to lay it out, and its part of every list as text, a card with a
gap for its place; knows no list. A row depends on its event and on what that names alone.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from parley import records
from parley.dates import Day, FuzzyDate
from parley.kept import Kept
from parley.model import Event
from parley.showing import cards, indexes, news
from parley.showing.cards import Card
from parley.showing.engine import Engine
from parley.showing.lanes import MOST_MARKS
from parley.showing.outputs import export, ical, table, timelinejs
from parley.showing.views import Moment, Side
from parley.timeline import Timeline

# What stands in a card's HTML until its row and the level of its heading are known: characters
# that no text may hold (parley.reading.front_matter, INVISIBLE).
PLACE, LEVEL = Markup("\x01"), Markup("\x02")

# The texts of an event that lists need.
LISTS = ("row", "mark", "learned", "index", "news")

# The exports, of which each is a join of texts, one for each event.
EXPORTS: Mapping[str, Callable[[Timeline, Event], str]] = {
    "record": export.event_text,
    "slide": timelinejs.slide,
    "line": table.row,
    "date": ical.event,
}


COLUMNS = (*LISTS, *EXPORTS)


@dataclass(frozen=True, slots=True)
class Row:
    """One event in lists. `talks` and `city` name the round whose talks it is, else "".

    `known` is the day on which it became known, for scripts; `people` are all who took part.
    `html` is its card; of talks, `plain` is the card that is no band.
    """

    id: str
    title: str
    first: FuzzyDate
    moment: Moment
    side: Side
    parties: tuple[str, ...]
    people: tuple[str, ...]
    known: str
    is_single: bool
    talks: str = ""
    city: str = ""
    html: str = ""
    plain: str = ""


def row(timeline: Timeline, event: Event, card: Card) -> Row:
    """Return what lists need of an event to lay it out, without its HTML."""
    return Row(
        id=event.id,
        title=event.title,
        first=event.date,
        moment=card.moment,
        side=card.side,
        parties=event.by,
        people=cards.took_part(timeline, event),
        known=card.known,
        is_single=card.support.count < 2,
        talks=card.band.name if card.band else "",
        city=card.band.city if card.band else "",
    )


def face(row: Row, place: int, level: int) -> Markup:
    """Return a row's card at a place of a grid (0: there is none), headed by h2, h3 or h4."""
    html = row.html.replace(PLACE, f" r{place}" if place else "").replace(LEVEL, str(level))
    return Markup(html)  # what Jinja has escaped, with numbers put in


def rows_of(group: str) -> str:
    """Return the name under which all rows of a group are asked for."""
    return f"{group}~"


class Rows:
    """The rows of a timeline, each made when it is first asked for."""

    def __init__(self, timeline: Timeline, engine: Engine, kept: Kept) -> None:
        self._timeline, self._engine, self.kept = timeline, engine, kept
        self._rows: dict[str, tuple[str, Row]] = {}

    def __getitem__(self, id: str) -> Row:
        """Return the row of an event."""
        text = self._text("row", id)
        known, found = self._rows.get(id, ("", None))
        if found is None or known is not text:
            found = records.made(Row, json.loads(text))
            self._rows[id] = text, found
        return found

    def unbanded(self, id: str) -> Row:
        """Return the row of an event whose card is no band, though it may be talks."""
        found = self[id]
        return replace(found, talks="", html=found.plain) if found.talks else found

    def of(self, ids: Iterable[str]) -> tuple[Row, ...]:
        """Return the rows of events, in their order."""
        return tuple(map(self.__getitem__, ids))

    def group(self, index: str, key: str | int) -> tuple[Row, ...]:
        """Return the rows of a group of events: members("events_of_topic", "tariffs")."""
        ids = self._timeline.members(index, key)
        self.kept.notes.note(rows_of(f"{index}/{key}"))
        with self.kept.notes.noting():  # all of them are noted above
            return self.of(ids)

    def every(self) -> tuple[Row, ...]:
        """Return all rows, for what is drawn of them as a whole: see `mark`."""
        self.kept.notes.note("mark/*")
        ids = self._timeline.ids()
        if len(ids) <= MOST_MARKS:
            self.kept.notes.note("row/*")
        with self.kept.notes.noting():  # each of them is noted above
            return self.of(ids)

    def news(self, id: str) -> Markup:
        """Return an event as the news of a day."""
        return Markup(self._text("news", id))

    def learned(self) -> Mapping[str, Day]:
        """Return the day on which each event became known, by id, in the order of events."""
        days = self._column("learned")
        return {id: Day(*map(int, day.split())) for id, day in days.items()}

    def entries(self) -> Mapping[str, str]:
        """Return the entries of the index of events, by id."""
        return self._column("index")

    def export(self, name: str) -> Iterable[str]:
        """Return every event's part of an export, in the order of events."""
        return self._column(name).values()

    def part(self, name: str, id: str) -> str:
        """Return an event's part of an export."""
        return self._text(name, id)

    def _text(self, column: str, id: str) -> str:
        return self.kept.text(column, id, lambda: self._made(id))

    def _column(self, column: str) -> Mapping[str, str]:
        return self.kept.column(column, self._timeline.ids(), self._made)

    def _made(self, id: str) -> Mapping[str, str]:
        return self.texts(self._timeline.event[id])

    def texts(self, event: Event) -> Mapping[str, str]:
        """Return all texts of an event, by column."""
        timeline, engine = self._timeline, self._engine
        card = cards.card(timeline, event)
        bare = row(timeline, event, card)
        day = timeline.learned(event)
        plain = self._face(replace(card, band=None)) if card.band else ""
        whole = replace(bare, html=self._face(card), plain=plain)
        text = _json(whole)
        self._rows[event.id] = text, whole
        entry = indexes.event(timeline, event)
        learned = news.learned(timeline, event, day)
        return {
            "row": text,
            "mark": _mark(bare),
            "learned": " ".join(map(str, day)),
            "index": engine.part("macros/lists.html", "entry", (entry,), event.id),
            "news": engine.part("macros/lists.html", "learned", (learned,), event.id),
            **{name: export(timeline, event) for name, export in EXPORTS.items()},
        }

    def _face(self, card: Card) -> str:
        name = "band" if card.band else "card"
        return self._engine.part("macros/event.html", name, (card, PLACE, LEVEL), card.id)


def _json(row: Row) -> str:
    return json.dumps(records.plain(row), ensure_ascii=False)


def _mark(row: Row) -> str:
    """Return all that a drawing of very many events depends on: their titles are not in it."""
    days = row.first.earliest, row.first.latest
    told = row.side.css, row.side.name, row.is_single, row.talks, row.city, row.known
    return json.dumps([*days, *told], ensure_ascii=False)
