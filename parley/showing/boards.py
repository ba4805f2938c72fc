"""Where things stand: the measures on a day, by the date on which they end, with how they moved.

Knows how a standing is told and grouped; the rules by which it is derived are in parley.standing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parley import date_labels, dates
from parley.clocks import surely_by
from parley.dates import Day
from parley.model import Measure
from parley.showing import histories, views
from parley.showing.views import Link, Moment, Side
from parley.standing import Standing, Step, periods
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: the end or the value set, the act, whether it still holds."""

    moment: Moment | None
    value: str
    act: Link
    is_over: bool
    is_met: bool


@dataclass(frozen=True, slots=True)
class Stood:
    """One measure on a day: what is in force, what else is to say of it, how it got there."""

    measure: Link
    side: Side
    value: str
    notes: tuple[str, ...]
    act: Link
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The measures that end on one day. `until` is that day in ISO form, where one is stated."""

    count: str
    unit: str
    moment: Moment | None
    until: str
    rows: tuple[Stood, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One measure as it was known to stand from one day up to another; "" where none follows."""

    start: str
    end: str
    group: Group


@dataclass(frozen=True, slots=True)
class Board:
    """Measures on a day; `periods` tell the same for every other day, as it was known then."""

    day: Moment
    groups: tuple[Group, ...]
    periods: tuple[Period, ...] = ()

    @property
    def has_countdown(self) -> bool:
        """Tell whether any days left are counted."""
        return any(group.until for group in self.groups)


def board(timeline: Timeline, measures: Iterable[Measure], day: Day) -> Board:
    """Return where measures stand at the end of a day, in the record as it is."""
    found = [(measure, timeline.standing(measure, day)) for measure in measures]
    rows = sorted(((m, s) for m, s in found if s is not None), key=lambda pair: _order(pair[1]))
    groups = (
        _group(timeline, [(m, s) for m, s in pairs], day)
        for _, pairs in groupby(rows, key=lambda pair: _order(pair[1])[:3])
    )
    return Board(views.day_moment(day), tuple(groups))


def with_periods(timeline: Timeline, measures: Sequence[Measure], day: Day) -> Board:
    """Return the same with what a reader needs who asks for another day."""
    now = board(timeline, measures, day)
    then = (period for measure in measures for period in _periods(timeline, measure))
    return Board(now.day, now.groups, tuple(then))


def _order(standing: Standing) -> tuple[int, int, str, str]:
    """Order by end, soonest first; then what is past, what has no end, what is closed.

    What is only announced stands apart: on its day it begins.
    """
    if standing.is_closed:
        day = surely_by(standing.since)
        return 3, -dates.day_number(day), standing.since.text[:10], standing.measure
    if standing.until is None:
        return 2, 0, "", standing.measure
    day = surely_by(standing.until)
    text = histories.end_day(standing.until)
    text += standing.state if standing.state == "announced" else ""
    return int(standing.is_presumed), dates.day_number(day), text, standing.measure


def _group(timeline: Timeline, pairs: Sequence[tuple[Measure, Standing]], day: Day) -> Group:
    standing = pairs[0][1]
    rows = tuple(_stood(timeline, measure, each, day) for measure, each in pairs)
    if standing.is_closed:
        return Group("Closed", "", views.moment(standing.since), "", rows)
    if standing.until is None:
        return Group("No end date", "", None, "", rows)
    moment = views.day_of(standing.until)
    if standing.is_presumed:
        return Group("Passed", "", moment, "", rows)
    left = dates.day_number(surely_by(standing.until)) - dates.day_number(day)
    if standing.until.latest is None:
        return Group("Open", "", moment, "", rows)
    at_most = "" if dates.is_firm_day(standing.until) else "at most "
    what = "to its start" if standing.state == "announced" else "left"
    unit = f"day {what}" if left == 1 else f"days {what}"
    return Group(f"{at_most}{left}", unit, moment, views.iso_day(standing.until.latest), rows)


def _stood(timeline: Timeline, measure: Measure, standing: Standing, day: Day) -> Stood:
    value = histories.with_unit(standing.value, measure.unit)
    presumed = standing.is_presumed
    steps = [step for step in timeline.history[measure.id] if step.decided <= day]
    return Stood(
        measure=views.link(timeline, "measures", measure),
        side=views.side(timeline.settings, measure.by),
        value="Outcome not recorded" if presumed else _headline(standing, value),
        notes=tuple(_notes(standing, value, measure.unit)),
        act=_act(timeline, standing.step),
        ladder=_ladder(timeline, measure, steps, standing),
    )


def _headline(standing: Standing, value: str) -> str:
    """Return what holds in a few words: the value, or the state where that says more."""
    words = standing.state if standing.is_closed or not value else value
    return words[:1].upper() + words[1:]


def _notes(standing: Standing, value: str, unit: str) -> Iterator[str]:
    """Yield sentences: since when, what a suspension holds off, what is to come."""
    since = date_labels.label(standing.since)
    if standing.is_presumed:
        yield f"Last set: {value}" if value else f"Last set: {standing.step.setting.state}"
        yield _passed(standing, unit)
    elif standing.is_closed:
        yield value or "No value is recorded"
    elif standing.state == "announced":
        yield (
            f"Announced on {since}" if dates.is_firm_day(standing.since) else f"Announced, {since}"
        )
    else:
        yield f"{standing.state.capitalize()} since {since}"
    if standing.state == "suspended" and standing.fallback:
        yield f"If it lapses: {histories.put(standing.fallback, unit)}"
    end = None if standing.is_presumed else standing.until
    if end is not None and end.seconds is not None:
        yield f"To the minute: {date_labels.label(end)}"
    for each in standing.coming:
        if standing.state != "announced" or each is not standing.coming[0]:
            yield _to_come(each, unit)


def _to_come(each: Standing, unit: str) -> str:
    """Say what is decided for a later day, or announced and perhaps never comes."""
    if each.state != "announced":
        end = f", until {date_labels.label(each.until)}" if each.until else ""
        return f"Then {histories.put(each, unit)} from {date_labels.label(each.step.start)}{end}"
    told = f"Announced: {histories.with_unit(each.value, unit) or 'a change'}"
    due = f" for {date_labels.label(each.until)}" if each.until else ""
    return told + due + (": whether it came is not recorded here" if each.is_presumed else "")


def _passed(standing: Standing, unit: str) -> str:
    """Say that an end is past and that the record does not tell what came then."""
    end = views.day_of(standing.until or standing.since).label
    if standing.state == "announced":
        return f"It was announced for {end}: whether it came is not recorded here"
    said = f"It ended on {end} unless extended since: nothing recorded here"
    back = standing.fallback
    return f"{said}. Without an extension: {histories.put(back, unit)}" if back else said


def _act(timeline: Timeline, step: Step) -> Link:
    """Return the act by which a step was set, leading to the event."""
    words = step.setting.instrument or step.event.title
    return Link(views.href(timeline, "events", step.event.id), words)


def _ladder(
    timeline: Timeline, measure: Measure, steps: Sequence[Step], standing: Standing
) -> tuple[Rung, ...]:
    """Return the ends that were set, each once; where none was set, the values.

    The last one holds, unless an end was lifted.
    """
    moving = [step for step in steps if step.setting.moves]
    ends = [(step, histories.end_day(step.end)) for step in moving if step.end is not None]
    marks = ends or [(step, step.setting.value) for step in moving if step.setting.value]
    kept = [pair for place, pair in enumerate(marks) if not place or marks[place - 1][1] != pair[1]]
    is_lifted = bool(ends) and not (
        standing.until or standing.is_closed or any(each.until for each in standing.coming)
    )
    return tuple(
        Rung(
            moment=_rung_moment(step, kept[place - 1][0] if place else None, bool(ends)),
            value="" if ends else histories.with_unit(step.setting.value, measure.unit),
            act=_act(timeline, step),
            is_over=place + 1 < len(kept) or is_lifted,
            is_met=standing.state == "met" and place + 1 == len(kept),
        )
        for place, (step, _) in enumerate(kept)
    )


def _rung_moment(step: Step, before: Step | None, of_ends: bool) -> Moment | None:
    """Return the end set, or where values are shown, from when; the year only when it changes."""
    date = step.end if of_ends else step.start
    last = (before.end if of_ends else before.start) if before is not None else None
    if date is None:
        return None
    moment = views.moment(date, short=True)
    if last is None or last.latest is None or date.latest is None:
        return moment
    year = date.latest.year
    return _without_year(moment, views.year_label(year)) if last.latest.year == year else moment


def _without_year(moment: Moment, year: str) -> Moment:
    pieces = tuple((words.removesuffix(f" {year}"), machine) for words, machine in moment.pieces)
    return Moment(moment.label.removesuffix(f" {year}"), moment.caveat, pieces)


def _periods(timeline: Timeline, measure: Measure) -> Iterator[Period]:
    """Yield how a measure was known to stand, period by period."""
    steps = timeline.history.get(measure.id, ())
    found = periods(steps, lambda step: max(step.decided, timeline.learned(step.event)))
    for place, (day, standing) in enumerate(found):
        after = views.iso_day(found[place + 1][0]) if place + 1 < len(found) else ""
        if _is_outside(day, found[place + 1][0] if place + 1 < len(found) else None):
            continue
        group = _group(timeline, [(measure, standing)], day)
        yield Period(views.iso_day(day), after, group)


def _is_outside(start: Day, end: Day | None) -> bool:
    """Tell whether a period holds on no day that a reader can ask for: years 1 to 9999."""
    return start.year > 9999 or (end is not None and end <= (1, 1, 1))
