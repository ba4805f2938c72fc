"""/timelinejs.json: the events for TimelineJS, version 3, each with its date as written beside it.

Knows TimelineJS's form (https://timeline.knightlab.com/docs/json-format.html) and what is less
exact in it; the record in full is in /timeline.json.
"""

import json
from collections.abc import Iterable
from html import escape

from parley import date_labels
from parley.addresses import page_path
from parley.dates import Day, FuzzyDate
from parley.model import Event
from parley.showing.outputs.export import lines
from parley.timeline import Timeline

Slide = dict[str, object]

# How much of a day TimelineJS is told; a season is told by its months, a decade by its years.
_PARTS = {"time": 3, "day": 3, "month": 2, "season": 2}


_encoder = json.JSONEncoder(ensure_ascii=False)


def timelinejs_json(timeline: Timeline, slides: Iterable[str] | None = None) -> bytes:
    """Return the file: keys in a fixed order, a line for each slide, LF at the end.

    `slides` are the lines of the events in their order, if they are there already.
    """
    if slides is None:
        slides = (slide(timeline, event) for event in timeline.events)
    settings = timeline.settings
    title = {"text": _text(settings.title, escape(settings.tagline, quote=False))}
    text = f'{{\n"title": {_encoder.encode(title)},\n"events": {lines(slides)}\n}}\n'
    return text.encode()


def slide(timeline: Timeline, event: Event) -> str:
    """Return the line of an event."""
    return _encoder.encode(_slide(timeline, event))


def _slide(timeline: Timeline, event: Event) -> Slide:
    """Return one event; `edtf` is our own key, which TimelineJS lets be.

    An event without any day has no start_date: TimelineJS passes it over, and other readers of
    the file have its `edtf` (TimelineConfig.js, addEvent).
    """
    address = timeline.settings.addresses.absolute(page_path("events", event.id))
    link = f'<p><a href="{escape(address)}">Sources and full text</a></p>'
    summary = f"<p>{escape(event.summary, quote=False)}</p>" if event.summary else ""
    topic = timeline.topic.get(event.topics[0]) if event.topics else None
    return {
        "unique_id": event.id,
        **_dates(event.date),
        "display_date": date_labels.label(event.date),
        "text": _text(event.title, summary + link),
        **({"group": escape(topic.title, quote=False)} if topic else {}),
        "autolink": False,
        "edtf": event.date.text,
    }


def _text(headline: str, html: str) -> Slide:
    """Return the words of a slide: TimelineJS takes both for HTML."""
    return {"headline": escape(headline, quote=False), "text": html}


def _dates(date: FuzzyDate) -> Slide:
    """Return start_date and end_date; of a date that is open on one side, only the other."""
    ends = (date.start, date.end) if date.interval else (date, date)
    first, last = ends
    start = _numbers(first.earliest, first) if first else {}
    end = _numbers(last.latest, last) if last else {}
    found = {"start_date": start or end}
    if start and end and start != end:
        found["end_date"] = end
    return {key: value for key, value in found.items() if value}


def _numbers(day: Day | None, date: FuzzyDate) -> Slide:
    """Return a day as numbers, no finer than its date is.

    TimelineJS shows the year -44 as 44 BCE (Language.js); EDTF writes that -0043.
    """
    if day is None:
        return {}
    year = day.year if day.year > 0 else day.year - 1
    named = [("year", year), ("month", day.month), ("day", day.day)]
    numbers: Slide = dict(named[: _PARTS.get(date.precision, 1)])
    if date.seconds is not None:
        minutes, second = divmod(date.seconds, 60)
        numbers |= {"hour": minutes // 60, "minute": minutes % 60, "second": second}
    return numbers
