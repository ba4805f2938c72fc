"""What the pages say of measures: every setting, in the order in which they were decided.

Knows how a history is told; what stands on a day is not derived here.
"""

import re
from dataclasses import dataclass

from parley.model import Measure
from parley.showing import views
from parley.showing.views import Link, Moment, Side
from parley.timeline import Step, Timeline


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, as a row of a table; a note alone moves nothing and says so.

    `unsaid` is what to print for what the setting leaves out: it stays as it was.
    """

    measure: Link
    event: Link
    decided: Moment
    value: str
    state: str
    start: Moment | None
    until: Moment | None
    instrument: str
    note: str
    moves: bool
    unsaid: str


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
    is_first = timeline.history[measure.id][0].setting is setting
    return Change(
        measure=views.link(timeline, "measures", measure),
        event=views.link(timeline, "events", event),
        decided=views.moment(event.date),
        value=_with_unit(setting.value, measure.unit),
        state=setting.state or ("in force" if is_first else ""),
        start=views.moment(setting.start) if setting.start else None,
        until=views.moment(setting.until) if setting.until else None,
        instrument=setting.instrument,
        note=setting.note,
        moves=setting.moves,
        unsaid="not stated" if is_first else "as before",
    )


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


def _with_unit(value: str, unit: str) -> str:
    """Return a number with its unit; words stand as they are."""
    if not unit or not re.fullmatch(r"[-+−]?[0-9][0-9.,  ]*", value):
        return value
    return f"{value}{unit}" if unit == "%" else f"{value} {unit}"
