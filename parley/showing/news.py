"""What became known, day by day: events learned, measures moved, corrections made.

Knows the second clock as readers see it; what happened when is told by the lists of events.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from parley import dates
from parley.clocks import ALWAYS, corrected
from parley.dates import Day
from parley.model import Event
from parley.showing import histories, views
from parley.showing.histories import Change
from parley.showing.views import Link, Moment, Side
from parley.steps import Step
from parley.timeline import Timeline

_NO_DAY = Moment("Day not recorded", "", (("Day not recorded", ""),))


@dataclass(frozen=True, slots=True)
class Learned:
    """An event of which a day brought news.

    `notes` are its kind; when it happened, if on another day; when it became known, where no day
    is stated for that: the last one counts.
    """

    link: Link
    side: Side
    notes: tuple[str, ...]
    changes: tuple[Change, ...]


class NewsDay(NamedTuple):
    """One day with the ids of all events that became known on it; ALWAYS stands for no day.

    `year` is that under which it is listed: what has no day stands with the earliest.
    """

    day: Day
    year: int
    events: tuple[str, ...]
    corrections: tuple[tuple[Link, str], ...]

    @property
    def id(self) -> str:
        """Its fragment."""
        return "d0" if self.day == ALWAYS else fragment(self.day)

    @property
    def moment(self) -> Moment:
        """The day for printing."""
        return _NO_DAY if self.day == ALWAYS else views.day_moment(self.day)

    @property
    def size(self) -> int:
        """How many entries the day has."""
        return len(self.events) + len(self.corrections)


def every_day(timeline: Timeline, learned: Mapping[str, Day]) -> tuple[NewsDay, ...]:
    """Return every day of news, the latest first; at the end what has no day at all.

    `learned` is the day on which each event became known, by id, in the order of events.
    """
    known: dict[Day, list[str]] = {}
    amended: dict[Day, list[tuple[Link, str]]] = {}
    for id, day in learned.items():
        known.setdefault(day, []).append(id)
    for event in timeline.events_with.get("corrections", ()):
        for each in event.corrections:
            link = views.link(timeline, "events", event)
            amended.setdefault(corrected(each), []).append((link, each.note))
    days = sorted({*known, *amended} - {ALWAYS}, reverse=True)
    earliest = days[-1].year if days else 0
    undated = [ALWAYS] if ALWAYS in known or ALWAYS in amended else []
    return tuple(
        NewsDay(
            day=day,
            year=earliest if day == ALWAYS else day.year,
            events=tuple(known.get(day, ())),
            corrections=tuple(amended.get(day, ())),
        )
        for day in (*days, *undated)
    )


def fragment(day: Day) -> str:
    """Return the fragment of a day on the page of its year."""
    return f"d{dates.iso(day)}"


def learned(timeline: Timeline, event: Event, day: Day) -> Learned:
    """Return an event as the news of the day on which it became known."""
    steps = (Step(event, setting) for setting in event.sets if setting.moves)
    return Learned(
        link=views.link(timeline, "events", event),
        side=views.side(timeline.settings, event.by),
        notes=tuple(_notes(timeline, event, day)),
        changes=tuple(
            histories.change(timeline, step, _heard(timeline, step, day)) for step in steps
        ),
    )


def _notes(timeline: Timeline, event: Event, day: Day) -> Iterator[str]:
    if event.kind:
        yield views.kind_name(timeline.settings, event.kind)
    if not event.date.earliest == event.date.latest == day:
        yield f"happened {views.full_label(event.date)}"
    known = timeline.known_since(event)
    if known is None:
        yield "day of news not recorded"
    elif not dates.is_firm_day(known):
        yield f"known since {views.full_label(known)}"


def _heard(timeline: Timeline, step: Step, day: Day) -> tuple[Step, ...]:
    """Return the settings of a step's measure that were known by a day."""
    steps = timeline.history[step.setting.measure]
    return tuple(each for each in steps if timeline.learned(each.event) <= day)


def by_year(found: Sequence[NewsDay], most: int) -> Mapping[int, Sequence[NewsDay]]:
    """Return the days by year where there are more than `most` entries; else all under 0."""
    is_one_year = len({day.year for day in found}) < 2
    if is_one_year or sum(day.size for day in found) <= most:
        return {0: found}
    years: dict[int, list[NewsDay]] = {}
    for day in found:
        years.setdefault(day.year, []).append(day)
    return years
