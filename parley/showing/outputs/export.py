"""/timeline.json, version 1: the whole record for other programs. Its keys never change meaning.

Knows the record's form for machines, as the data page tells it; knows no HTML.
"""

import json
from collections.abc import Iterable, Mapping

from parley import dates
from parley.addresses import page_path
from parley.dates import Day, FuzzyDate
from parley.model import (
    Article,
    Difference,
    Entity,
    Event,
    Measure,
    Person,
    Place,
    Round,
    Setting,
    Source,
)
from parley.steps import Standing, Step
from parley.timeline import Timeline

VERSION = 1

Record = dict[str, object]


# Stands where the events are put in; JSON writes no such character.
_EVENTS = "\x01"

_encoder = json.JSONEncoder(ensure_ascii=False)


def timeline_json(timeline: Timeline, today: Day) -> bytes:
    """Return the file: keys in a fixed order, each thing on a line of its own, LF at the end."""
    events = (event_text(timeline, event) for event in timeline.events)
    return joined(events, beside(timeline, today))


def joined(events: Iterable[str], beside: str) -> bytes:
    """Return the file, of the lines of events in their order and all that stands beside them."""
    return beside.replace(_EVENTS, lines(events), 1).encode()


def beside(timeline: Timeline, today: Day) -> str:
    """Return the file with a gap for the events."""
    parts = {
        "version": _encoder.encode(VERSION),
        "site": _encoder.encode(_site(timeline)),
        "today": _encoder.encode(dates.iso(today)),
        "events": _EVENTS,
    }
    listed = _lists(timeline, today).items()
    parts |= {name: lines(map(_encoder.encode, things)) for name, things in listed}
    text = ",\n".join(f'"{name}": {part}' for name, part in parts.items())
    return f"{{\n{text}\n}}\n"


def lines(items: Iterable[str]) -> str:
    """Return a list in JSON with each of its items, which are JSON, on a line of its own."""
    joined = ",\n".join(items)
    return f"[\n{joined}\n]" if joined else "[]"


def event_text(timeline: Timeline, event: Event) -> str:
    """Return the line of an event."""
    return _encoder.encode(event_record(timeline, event))


def _lists(timeline: Timeline, today: Day) -> Mapping[str, list[Record]]:
    """Return all that is listed beside the events."""
    return {
        "articles": [_article(article) for article in timeline.articles],
        "topics": [_named(topic) | {"summary": topic.summary} for topic in timeline.topics],
        "people": [_person(person) for person in timeline.people],
        "places": [_place(place) for place in timeline.places],
        "rounds": [_round(round) for round in timeline.rounds_in_order],
        "measures": [_measure(timeline, measure) for measure in timeline.measures],
        "standing": [_standing(each) for each in timeline.standings(today)],
    }


def event_record(timeline: Timeline, event: Event) -> Record:
    """Return one event: the dates as written, and the days that they can touch."""
    return {
        "id": event.id,
        "url": timeline.settings.addresses.absolute(page_path("events", event.id)),
        "title": event.title,
        "date": event.date.text,
        "earliest": _iso(event.date.earliest),
        "latest": _iso(event.date.latest),
        "known": _iso(timeline.known(event)),
        "kind": event.kind,
        "by": list(event.by),
        "weight": event.weight,
        "round": event.round,
        "topics": list(event.topics),
        "people": list(event.people),
        "places": list(event.places),
        "summary": event.summary,
        "sources": [_source(timeline, source) for source in event.sources],
        "sets": [_setting(setting) for setting in event.sets],
        "differs": [_difference(difference) for difference in event.differs],
        "corrections": [{"date": each.date.text, "note": each.note} for each in event.corrections],
    }


def _site(timeline: Timeline) -> Record:
    settings = timeline.settings
    return {
        "title": settings.title,
        "url": settings.addresses.absolute("/"),
        "language": settings.language,
        "tagline": settings.tagline,
        "record_to": _text(settings.record_to),
        "parties": [
            {"id": each.id, "name": each.name, "zone": each.zone} for each in settings.parties
        ],
        "kinds": [
            {"id": each.id, "name": each.name, "public": each.public} for each in settings.kinds
        ],
    }


def _article(article: Article) -> Record:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": _text(article.published),
        "origin": article.story_of or article.publisher,
        "type": article.type,
        "voice": article.voice,
    }


def _person(person: Person) -> Record:
    given = {"names": dict(person.names), "role": person.role, "party": person.party}
    return _named(person) | given


def _place(place: Place) -> Record:
    where = {"country": place.country, "venue": place.venue, "lat": place.lat, "lon": place.lon}
    return _named(place) | where


def _round(round: Round) -> Record:
    return _named(round) | {
        "event": round.event,
        "number": round.number,
        "label": round.label,
        "delegations": {party: list(people) for party, people in round.delegations},
        "hosts": list(round.hosts),
        "summary": round.summary,
    }


def _measure(timeline: Timeline, measure: Measure) -> Record:
    return _named(measure) | {
        "by": list(measure.by),
        "unit": measure.unit,
        "topics": list(measure.topics),
        "summary": measure.summary,
        "history": [_step(step) for step in timeline.history.get(measure.id, ())],
    }


def _source(timeline: Timeline, source: Source) -> Record:
    return {
        "article": source.article,
        "quote": source.words,
        "voice": source.voice or timeline.article[source.article].voice,
        "note": source.note,
        "contradicted": source.contradicted,
        "verified": True if (source.article, source.anchor) in timeline.passages else None,
    }


def _setting(setting: Setting) -> Record:
    """Return a setting as in front matter: what was left out there is left out here."""
    given: Mapping[str, str | None] = {
        "measure": setting.measure,
        "value": setting.value,
        "state": setting.state,
        "from": _text(setting.start),
        "until": _text(setting.until),
        "instrument": setting.instrument,
        "note": setting.note,
    }
    return {key: value for key, value in given.items() if value}


def _difference(difference: Difference) -> Record:
    return {
        "question": difference.question,
        "claims": [
            {"says": each.says, "sources": list(each.sources)} for each in difference.claims
        ],
        "reading": difference.reading,
        "also": list(difference.also),
    }


def _step(step: Step) -> Record:
    setting = step.setting
    return {
        "event": step.event.id,
        "date": step.event.date.text,
        "from": _text(setting.start) or step.event.date.text,
        "until": _text(setting.until),
        "value": setting.value or None,
        "state": setting.state,
        "instrument": setting.instrument or None,
        "note": setting.note or None,
    }


def _standing(held: Standing) -> Record:
    """Return what a measure is on the day of the build; `presumed` where no event says so."""
    back = held.fallback
    return {
        "measure": held.measure,
        "value": held.value or None,
        "state": held.state,
        "since": held.since.text,
        "until": _text(held.until),
        "event": held.event.id,
        "presumed": held.is_presumed,
        "fallback": {"value": back.value or None, "state": back.state} if back else None,
        "coming": [
            {
                "value": each.value or None,
                "state": each.state,
                "from": _text(each.step.due),
                "until": _text(each.until) if each.state != "announced" else None,
            }
            for each in held.coming
        ],
    }


def _named(entity: Entity) -> Record:
    return {"id": entity.id, "title": entity.title}


def _iso(day: Day | None) -> str | None:
    return dates.iso(day) if day else None


def _text(date: FuzzyDate | None) -> str | None:
    return date.text if date else None
