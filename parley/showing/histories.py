"""What the pages say of measures: every setting, in the order in which they were decided.

Knows how a history is told; what stands on a day is derived in parley.standing.
"""

import re
from dataclasses import dataclass

from parley import dates, standing
from parley.dates import FuzzyDate
from parley.model import Measure
from parley.showing import views
from parley.showing.views import Link, Moment, Side
from parley.standing import Standing, Step
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Phase:
    """What a measure was at a time: the value or state in words, and the end then set."""

    words: str
    until: Moment | None


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, as a row of a table; a note alone moves nothing and says so.

    `end` is the end it sets, or the day for which it announces. `unsaid` is what to print for what
    the setting leaves out: it stays as it was. `before` is the day before it took effect, `after`
    what it made of it; `known` the day of news in ISO form.
    """

    measure: Link
    event: Link
    decided: Moment
    value: str
    state: str
    start: Moment | None
    until: Moment | None
    end: Moment | None
    instrument: str
    note: str
    moves: bool
    unsaid: str
    before: Phase
    after: Phase
    known: str
    evidence: Link


@dataclass(frozen=True, slots=True)
class History:
    """A measure with its settings in the order of decision."""

    link: Link
    side: Side
    unit: str
    summary: str
    changes: tuple[Change, ...]


def change(timeline: Timeline, step: Step) -> Change:
    """Return one setting as a row; a measure's first one is in force unless it says otherwise."""
    setting, event = step.setting, step.event
    measure = timeline.measure[setting.measure]
    steps = timeline.history[measure.id]
    is_first = steps[0].setting is setting
    before, after = standing.around(steps, step)
    return Change(
        measure=views.link(timeline, "measures", measure),
        event=views.link(timeline, "events", event),
        decided=views.moment(event.date),
        value=with_unit(setting.value, measure.unit),
        state=setting.state or ("in force" if is_first else ""),
        start=views.moment(setting.start) if setting.start else None,
        until=views.moment(setting.until) if setting.until else None,
        end=views.moment(step.end) if step.end else None,
        instrument=setting.instrument,
        note=setting.note,
        moves=setting.moves,
        unsaid="not stated" if is_first else "as before",
        before=_phase(before, measure.unit),
        after=_phase(after, measure.unit),
        known=views.iso_day(timeline.learned(event)),
        evidence=Link(
            views.href(timeline, "events", event.id, "evidence"),
            views.support(timeline, event).label,
        ),
    )


def _phase(held: Standing | None, unit: str) -> Phase:
    if held is None:
        return Phase("nothing set", None)
    if held.is_presumed:
        return Phase(f"{put(held, unit)}, its end past", None)
    until = views.moment(held.until) if held.until else None
    return Phase(put(held, unit), until)


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
        unit=measure.unit,
        summary=measure.summary,
        changes=tuple(change(timeline, step) for step in steps),
    )


def end_day(end: FuzzyDate) -> str:
    """Return what two ends have in common that are one day, whatever the time of day."""
    is_one_day = dates.is_firm_day(end) and end.earliest == end.latest
    return dates.iso(end.latest) if is_one_day and end.latest else end.text


def with_unit(value: str, unit: str) -> str:
    """Return a number with its unit; words stand as they are."""
    if not unit or not re.fullmatch(r"[-+−]?[0-9][0-9.,  ]*", value):
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"
