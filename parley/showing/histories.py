"""What the pages say of measures: every setting, in the order in which they were decided.

Knows how a history is told; what stands on a day is derived in parley.standing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parley import date_labels, dates, standing
from parley.dates import FuzzyDate
from parley.model import Event, Measure
from parley.showing import views
from parley.showing.views import Link, Moment, Side
from parley.steps import Standing, Step
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Phase:
    """What a measure was at a time, in words: the value and the state, from when, until when.

    `due` is the day for which it is announced; `more` tells what was decided and still to come.
    """

    value: str
    state: str
    words: str
    due: Moment | None
    until: Moment | None
    more: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, as a row of a table; a note alone moves nothing and says so.

    `before` is the day before it took effect, `after` what it made of it. `start` is from when it
    holds, if that is another day than that of the decision; `end` the end that it sets, for tight
    places as `decided_short` is. `known` is the day of news in ISO form.
    """

    measure: Link
    act: Link
    decided: Moment
    decided_short: Moment
    start: Moment | None
    end: Moment | None
    note: str
    moves: bool
    moves_end: bool
    before: Phase
    after: Phase
    known: str
    evidence: Link


@dataclass(frozen=True, slots=True)
class History:
    """A measure with its settings in the order of decision."""

    link: Link
    side: Side
    summary: str
    changes: tuple[Change, ...]


def change(timeline: Timeline, step: Step, among: Sequence[Step]) -> Change:
    """Return one setting as a row, among the settings of its measure that count with it."""
    setting, event = step.setting, step.event
    measure = timeline.measure[setting.measure]
    before, after = (_phase(held, measure.unit) for held in standing.around(among, step))
    starts = setting.start if setting.start and setting.state != "announced" else None
    return Change(
        measure=views.link(timeline, "measures", measure),
        act=act(timeline, step),
        decided=views.moment(event.date),
        decided_short=views.moment(event.date, short=True),
        start=views.moment(views.edge(starts)) if starts else None,
        end=views.moment(views.edge(setting.until), short=True) if setting.until else None,
        note=setting.note,
        moves=setting.moves,
        moves_end=setting.moves and before.until != after.until,
        before=before,
        after=after,
        known=views.iso_day(timeline.learned(event)),
        evidence=Link(
            views.href(timeline, "events", event.id, "evidence"),
            views.support(timeline, event).label,
        ),
    )


def act(timeline: Timeline, step: Step) -> Link:
    """Return the act by which a step was set, leading to the event."""
    words = step.setting.instrument or step.event.title
    return Link(views.href(timeline, "events", step.event.id), words)


def changes(timeline: Timeline, events: Iterable[Event]) -> list[Change]:
    """Return everything that events set, each among all settings of its measure."""
    return [
        change(timeline, Step(event, setting), timeline.history[setting.measure])
        for event in events
        for setting in event.sets
    ]


def _phase(held: Standing | None, unit: str) -> Phase:
    if held is None:
        return Phase("", "", "nothing set", None, None, "")
    value = with_unit(held.value, unit)
    if held.is_presumed:
        return Phase(value, "past its end", f"{put(held, unit)}, its end past", None, None, "")
    coming = held.coming
    due = until = None
    if held.state == "announced":
        # It is announced for its end; of what is decided, the first to come tells the end.
        due, until = held.until, coming[0].until if coming else None
        coming = coming[1:]
    else:
        until = held.until
    return Phase(
        value=value,
        state=held.state,
        words=put(held, unit),
        due=views.moment(views.edge(due)) if due else None,
        until=views.moment(views.edge(until)) if until else None,
        more="; ".join(to_come(each, unit) for each in coming),
        is_closed=held.is_closed,
    )


def to_come(held: Standing, unit: str) -> str:
    """Say what is decided for a later day, or announced and perhaps never comes."""
    if held.state == "announced":
        told = f"announced: {with_unit(held.value, unit) or 'a change'}"
        due = f" for {date_labels.label(views.edge(held.until))}" if held.until else ""
        return told + due + (": whether it came is not recorded here" if held.is_presumed else "")
    end = f", until {date_labels.label(views.edge(held.until))}" if held.until else ""
    return f"then {put(held, unit)} from {date_labels.label(views.edge(held.step.start))}{end}"


def put(held: Standing, unit: str) -> str:
    """Put a standing in a few words: the value, and the state where it is not in force."""
    value = with_unit(held.value, unit)
    if held.state == "in force":
        return value or "in force"
    if held.is_closed or not value:
        return held.state
    return value if held.is_presumed else f"{value}, {held.state}"


def history(timeline: Timeline, measure: Measure) -> History:
    """Return a measure with its history."""
    steps = timeline.history.get(measure.id, ())
    return History(
        link=views.link(timeline, "measures", measure),
        side=views.side(timeline.settings, measure.by),
        summary=measure.summary,
        changes=tuple(change(timeline, step, steps) for step in steps),
    )


def end_day(end: FuzzyDate) -> str:
    """Return what two ends have in common that are one day, whatever the time of day."""
    return dates.iso(end.latest) if end.latest and dates.is_one_day(end) else end.text


def with_unit(value: str, unit: str) -> str:
    """Return a number with its unit; words stand as they are."""
    if not unit or number(value) is None:
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"


def number(value: str) -> float | None:
    """Read a number as editors write it, with commas or spaces between thousands; else None."""
    if not re.fullmatch(r"[-+−]?[0-9]{1,3}([,  ]?[0-9]{3}){0,4}(\.[0-9]{1,9})?", value):
        return None
    return float(re.sub("[,  ]", "", value).replace("−", "-"))
