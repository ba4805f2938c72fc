"""How a measure moved, in rungs: every end that it was given, or where none was, every value.

Knows which rung still holds on a day; what holds is told by the standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from parley.clocks import stated
from parley.dates import Day, FuzzyDate
from parley.model import Measure
from parley.showing import histories, views
from parley.showing.views import Link, Moment
from parley.steps import Standing, Step
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: the end or the value set, the act, whether it still holds."""

    moment: Moment
    value: str
    act: Link
    is_over: bool
    is_met: bool


class Mark(NamedTuple):
    """What one step says: an end, or a value from a date on."""

    step: Step
    date: FuzzyDate
    value: str

    @property
    def says(self) -> str:
        """The words by which it differs from another."""
        return self.value or histories.end_day(self.date)


def ladder(timeline: Timeline, measure: Measure, standing: Standing, day: Day) -> tuple[Rung, ...]:
    """Return what a measure was given by the end of a day, what comes twice running once.

    An end is over unless it is that of what holds or of what is to come; so is a value unless it
    is the last.
    """
    taken = (step for step in timeline.history[measure.id] if step.decided <= day)
    moving = [step for step in taken if step.setting.moves]
    given = ends(moving)
    values = [
        Mark(step, step.due or step.start, step.setting.value)
        for step in moving
        if step.setting.value
    ]
    marks = [next(run) for _, run in groupby(given or values, key=lambda mark: mark.says)]
    held = {histories.end_day(each.until) for each in (standing, *standing.coming) if each.until}
    found = []
    for place, mark in enumerate(marks):
        is_last = place + 1 == len(marks)
        is_met = is_last and standing.state == "met"
        holds = mark.says in held or is_met if given else is_last
        before = marks[place - 1].date if place else None
        value = histories.with_unit(mark.value, measure.unit)
        moment = _moment(mark.date, before)
        found.append(Rung(moment, value, histories.act(timeline, mark.step), not holds, is_met))
    return tuple(found)


def ends(moving: Sequence[Step]) -> list[Mark]:
    """Return the ends that were set; an announcement over what holds sets none."""
    found, holds = [], False
    for step in moving:
        is_announced = step.setting.state == "announced"
        if (end := stated(step.setting.until)) and not (is_announced and holds):
            found.append(Mark(step, end, ""))
        holds = holds or not is_announced
    return found


def _moment(date: FuzzyDate, before: FuzzyDate | None) -> Moment:
    """Return a date for a rung; the year only when it changes."""
    moment = views.moment(views.edge(date), short=True)
    if before is None or before.latest is None or date.latest is None:
        return moment
    year = date.latest.year
    return _without_year(moment, views.year_label(year)) if before.latest.year == year else moment


def _without_year(moment: Moment, year: str) -> Moment:
    pieces = tuple((words.removesuffix(f" {year}"), machine) for words, machine in moment.pieces)
    return Moment(moment.label.removesuffix(f" {year}"), moment.caveat, pieces)
