"""A sheet becomes an entity: one reader for each kind, whole or not at all.

Knows what one file can tell about itself; whether the ids it names exist is for `link`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from parley import words
from parley.dates import FuzzyDate
from parley.model import (
    PRESS,
    STATES,
    WEIGHTS,
    Article,
    Claim,
    Correction,
    Difference,
    Entity,
    Event,
    Measure,
    Person,
    Place,
    Round,
    Setting,
    Source,
    Text,
    Topic,
)
from parley.problems import Origin, Problem
from parley.reading import fields, links
from parley.reading.front_matter import Listing, Scalar
from parley.reading.notes import Notes, Reference
from parley.reading.reader import Reader
from parley.reading.sheets import Sheet

UNTITLED = "untitled page"


class Common(TypedDict):
    """What every kind of content has."""

    id: str
    title: str
    body: str
    body_line: int
    name: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one sheet; `entity` is None where a problem stands."""

    entity: Entity | None
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...]


def read(sheet: Sheet) -> Reading:
    """Read a sheet by the table and the reader of its kind."""
    notes = Notes(sheet.path)
    reader = Reader(sheet.front, fields.BY_KIND[sheet.kind], notes)
    body = sheet.body.lstrip("\n")
    common = Common(
        id=sheet.id,
        title=reader.text("title") or UNTITLED,
        body=body.rstrip("\n"),
        body_line=sheet.body_line + len(sheet.body) - len(body),
        name=sheet.name,
        origin=sheet.origin(),
    )
    entity = _READERS[sheet.kind](common, reader)
    if sheet.faults:
        notes.forget({fault.line for fault in sheet.faults if fault.rule in ("yaml", "character")})
    if not isinstance(entity, Article) or entity.is_shown:
        links.collect(sheet.body, sheet.body_line, notes)  # of the others no link is ever shown
    problems = (*(fault.problem(sheet.path) for fault in sheet.faults), *notes.problems)
    return Reading(
        entity=None if problems else entity,
        problems=problems,
        references=tuple(notes.references),
    )


def _event(common: Common, reader: Reader) -> Event:
    date = reader.required_date("date")
    return Event(
        **common,
        date=date,
        kind=reader.id("kind", "kinds"),
        by=reader.ids("by", "parties"),
        weight=reader.choice("weight", WEIGHTS) or "standard",
        order=reader.integer("order") or 0,
        round=reader.id("round", "rounds"),
        topics=reader.ids("topics", "topics"),
        people=reader.ids("people", "people"),
        places=reader.ids("places", "places"),
        summary=reader.text("summary"),
        known=reader.day("known"),
        known_origin=reader.place("known"),
        sources=_sources(reader),
        sets=tuple(_setting(each, date) for each in reader.several("sets", fields.SETTING)),
        differs=tuple(_difference(each) for each in reader.several("differs", fields.DIFFERENCE)),
        corrections=tuple(
            _correction(each) for each in reader.several("corrections", fields.CORRECTION)
        ),
        aliases=reader.ids("aliases", "aliases"),
        draft=reader.flag("draft"),
    )


def _sources(reader: Reader) -> tuple[Source, ...]:
    """Read `sources`: an item is an article's id, or a mapping with the words it quotes."""
    found: dict[tuple[str, str], Source] = {}
    for value in reader.listed("sources"):
        if isinstance(value, Listing):
            hint = "write an article's id, or article: and quote: under one -"
            reader.notes.error(value, "form", "a source can't be a list", hint)
            continue
        if isinstance(value, Scalar):
            article = reader.notes.refer("articles", value)
            source = Source(article=article, origin=reader.notes.origin(value))
        else:
            source = _source(Reader(value, fields.SOURCE, reader.notes))
        if found.setdefault((source.article, source.anchor), source) is not source:
            what = "these words of" if source.words else "the article"
            message = f"{what} '{source.article}' stand{'' if source.words else 's'} twice here"
            reader.notes.error(value, "repeated-id", message, "keep one of the two")
    return tuple(found.values())


def _source(reader: Reader) -> Source:
    quoted = reader.text("quote")
    return Source(
        article=reader.id("article", "articles"),
        words=quoted,
        anchor=words.anchor(quoted) if quoted else "",
        voice=reader.id("voice", "voices"),
        note=reader.text("note"),
        contradicted=reader.flag("contradicted"),
        origin=reader.place("quote" if quoted else "article"),
    )


def _setting(reader: Reader, date: FuzzyDate) -> Setting:
    """Read one setting of an event of a date; its end may not surely be before its beginning."""
    start, until = reader.date("from"), reader.end("until")
    first = (start or date).earliest
    if until and until.latest and first and until.latest < first:
        began = f"its 'from', {start.text}" if start else f"the event's date, {date.text}"
        message = f"the end '{until.text}' is before {began}"
        hint = "correct one of the two: until is the moment at which it stops holding"
        reader.wrong("until", "until", message, hint)
    setting = Setting(
        measure=reader.id("measure", "measures"),
        value=reader.text("value"),
        state=reader.choice("state", STATES),
        start=start,
        until=until,
        instrument=reader.text("instrument"),
        note=reader.text("note"),
        origin=reader.notes.origin(reader.mapping),
    )
    if _sets_nothing(setting):
        message = "'from' alone sets nothing: it does not say what begins then"
        hint = "add value: or state:; to put off what is announced, write its new day as until:"
        reader.wrong("from", "from", message, hint)
    return setting


def _sets_nothing(setting: Setting) -> bool:
    """Tell whether a setting says from when, and not what."""
    return setting.start is not None and not (setting.value or setting.state or setting.until)


def _correction(reader: Reader) -> Correction:
    date = reader.required_date("date")
    if date.latest is None:
        message = f"'{date.text}' does not say when it was corrected"
        reader.wrong("date", "date", message, "write the day, for example 2025-10-01")
    return Correction(date=date, note=reader.text("note"))


def _difference(reader: Reader) -> Difference:
    claims = [
        Claim(says=each.text("says"), sources=each.ids("sources", "articles"))
        for each in reader.several("claims", fields.CLAIM)
    ]
    return Difference(
        question=reader.text("question"),
        claims=tuple(claims),
        reading=reader.text("reading"),
        also=reader.ids("also", "events"),
    )


def _article(common: Common, reader: Reader) -> Article:
    digest = reader.word("sha256").lower()
    if digest and not re.fullmatch(r"[0-9a-f]{64}", digest):
        reader.wrong(
            "sha256", "sha256", "a sha256 has 64 digits from 0 to f", "sha256sum FILE prints it"
        )
    return Article(
        **common,
        publisher=reader.text("publisher"),
        url=reader.url("url"),
        published=reader.date("published"),
        retrieved=reader.date("retrieved"),
        language=reader.language("language"),
        type=reader.text("type"),
        story_of=reader.text("origin"),
        voice=reader.id("voice", "voices") or PRESS,
        seed=reader.text("seed"),
        seed_origin=reader.place("seed"),
        sha256=digest,
        text=reader.choice("text", ("full", "passages")) or "passages",
    )


def _topic(common: Common, reader: Reader) -> Topic:
    return Topic(
        **common,
        aliases=reader.texts("aliases"),
        summary=reader.text("summary"),
    )


def _person(common: Common, reader: Reader) -> Person:
    return Person(
        **common,
        names=tuple(reader.names("names")),
        role=reader.text("role"),
        party=reader.id("party", "parties"),
        aliases=reader.texts("aliases"),
    )


def _place(common: Common, reader: Reader) -> Place:
    return Place(
        **common,
        country=reader.text("country"),
        venue=reader.text("venue"),
        lat=reader.degrees("lat", 90),
        lon=reader.degrees("lon", 180),
        aliases=reader.texts("aliases"),
    )


def _round(common: Common, reader: Reader) -> Round:
    delegations = [
        (reader.notes.refer("parties", party), reader.ids_in(people, "delegations", "people"))
        for party, people in reader.pairs("delegations")
    ]
    return Round(
        **common,
        event=reader.id("event", "events"),
        number=reader.integer("number"),
        label=reader.text("label"),
        delegations=tuple(delegations),
        hosts=reader.ids("hosts", "people"),
        summary=reader.text("summary"),
    )


def _measure(common: Common, reader: Reader) -> Measure:
    return Measure(
        **common,
        by=reader.ids("by", "parties"),
        unit=reader.text("unit"),
        topics=reader.ids("topics", "topics"),
        summary=reader.text("summary"),
    )


def _text(common: Common, reader: Reader) -> Text:
    return Text(**common)


_READERS: dict[str, Callable[[Common, Reader], Entity]] = {
    "events": _event,
    "articles": _article,
    "topics": _topic,
    "people": _person,
    "places": _place,
    "rounds": _round,
    "measures": _measure,
    "pages": _text,
}
