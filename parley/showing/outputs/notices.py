"""What feeds and calendars say of an event: its address, its words, the day on which it was news.

Knows the words alone; how an entry or a calendar's line is written, feeds and ical know.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from parley import clocks, date_labels
from parley.addresses import page_path
from parley.dates import Day
from parley.model import Difference, Event, Topic
from parley.settings import Settings
from parley.showing import views
from parley.timeline import Timeline

# A feed and a calendar want a moment where a day is all that is known. At noon in UTC that day is
# the same on nearly every clock, from UTC-12 to UTC+11; at midnight it would be the day before in
# all of America.
NOON = "12:00:00"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed or a calendar tells of: the whole record, or one topic; `path` is its page."""

    title: str
    summary: str
    path: str


def subject(settings: Settings, topic: Topic | None = None) -> Subject:
    """Return what the feed and the calendar of a topic tell of; without one, of the record."""
    if topic is None:
        return Subject(settings.title, settings.tagline, "/")
    path = page_path("topics", topic.id)
    return Subject(f"{topic.title}: {settings.title}", topic.summary, path)


def address(timeline: Timeline, event: Event) -> str:
    """Return an event's permalink, in full."""
    return timeline.settings.addresses.absolute(page_path("events", event.id))


def is_writable(day: Day) -> bool:
    """Tell whether a day has a year of four digits: RFC 3339 and RFC 5545 know no other."""
    return 0 < day.year < 10_000


def updated(event: Event, learned: Day) -> Day:
    """Return the day of the latest news of an event: when it was learned, or last corrected."""
    if not event.corrections:
        return learned
    return max([learned, *map(clocks.corrected, event.corrections)])


def account(timeline: Timeline, event: Event) -> str:
    """Return what is told of an event, a paragraph a line, without any markup.

    When it happened, as precisely as that is known; the summary; where sources differ; what was
    corrected. A question that stands on another event, and only concerns this one too, is left
    to the page.
    """
    return "\n".join(_paragraphs(timeline, event))


def _paragraphs(timeline: Timeline, event: Event) -> Iterator[str]:
    label, caveat = date_labels.label(event.date), date_labels.caveat(event.date)
    when = f"{label[:1].upper()}{label[1:]}"
    yield f"{when}, {caveat}." if caveat else f"{when}."
    if event.summary:
        yield event.summary
    for difference in event.differs:
        yield _dispute(timeline, difference)
    for correction in event.corrections:
        yield f"Corrected on {date_labels.label(correction.date)}: {correction.note}"


def _dispute(timeline: Timeline, difference: Difference) -> str:
    answers = []
    for claim in difference.claims:
        articles = (timeline.article[id] for id in claim.sources)
        publishers = dict.fromkeys(views.publisher(article) for article in articles)
        by = f" ({', '.join(publishers)})" if publishers else ""
        answers.append(claim.says.removesuffix(".") + by)
    reading = f" Our reading: {difference.reading}" if difference.reading else ""
    return f"Sources differ: {difference.question} {'; '.join(answers)}.{reading}"
