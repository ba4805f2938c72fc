"""Where things stand: the measures on a day, by the date on which they end, with how they moved.

Knows how a standing is told and grouped; the rules by which it is derived are in parley.standing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from parley import date_labels, dates
from parley.clocks import surely_by
from parley.dates import Day, FuzzyDate
from parley.model import Measure
from parley.showing import histories, ladders, views
from parley.showing.ladders import Rung
from parley.showing.views import Link, Moment
from parley.standing import periods
from parley.steps import Standing
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Stood:
    """One measure on a day: what is in force, what else is to say of it, how it got there.

    A period has no ladder: the script that shows it leaves that column out.
    """

    measure: Link
    value: str
    notes: tuple[str, ...]
    act: Link
    ladder: tuple[Rung, ...] = ()


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
    groups = []
    for _, pairs in groupby(rows, key=lambda pair: _order(pair[1])[:3]):
        alike = tuple(pairs)
        told = (
            replace(_stood(timeline, *each), ladder=ladders.ladder(timeline, *each, day))
            for each in alike
        )
        groups.append(_group(alike[0][1], tuple(told), day))
    return Board(views.day_moment(day), tuple(groups))


def with_periods(timeline: Timeline, measures: Sequence[Measure], day: Day) -> Board:
    """Return the same with what a reader needs who asks for another day."""
    now = board(timeline, measures, day)
    then = [pair for measure in measures for pair in _periods(timeline, measure)]
    # In the board's own order, which those that hold on any one day then have as well.
    then.sort(key=lambda pair: _order(pair[0]))
    return Board(now.day, now.groups, tuple(period for _, period in then))


def _order(standing: Standing) -> tuple[int, int, str, str]:
    """Order by end, soonest first; then what is past, what has no end, what is closed.

    What is only announced stands apart: on its day it begins.
    """
    if standing.is_closed:
        day = surely_by(standing.since)
        return 3, -dates.day_number(day), histories.end_day(standing.since), standing.measure
    if standing.until is None:
        return 2, 0, "", standing.measure
    day = surely_by(standing.until)
    text = histories.end_day(standing.until)
    text += standing.state if standing.state == "announced" else ""
    return int(standing.is_presumed), dates.day_number(day), text, standing.measure


def _group(standing: Standing, rows: tuple[Stood, ...], day: Day) -> Group:
    """Return measures that stand alike, under the end of one of them."""
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
    at_most = "" if dates.is_one_day(standing.until) else "at most "
    what = "to its start" if standing.state == "announced" else "left"
    unit = f"day {what}" if left == 1 else f"days {what}"
    return Group(f"{at_most}{left}", unit, moment, views.iso_day(standing.until.latest), rows)


def _stood(timeline: Timeline, measure: Measure, standing: Standing) -> Stood:
    value = histories.with_unit(standing.value, measure.unit)
    presumed = standing.is_presumed
    return Stood(
        measure=views.link(timeline, "measures", measure),
        value="Outcome not recorded" if presumed else _headline(standing, value),
        notes=tuple(_notes(standing, value, measure.unit)),
        act=histories.act(timeline, standing.step),
    )


def _headline(standing: Standing, value: str) -> str:
    """Return what holds in a few words: the value, or the state where that says more."""
    held_off = standing.fallback if standing.state == "suspended" else None
    says_more = standing.is_closed or (held_off and held_off.value == standing.value)
    words = standing.state if says_more or not value else value
    return words[:1].upper() + words[1:]


def _notes(standing: Standing, value: str, unit: str) -> Iterator[str]:
    """Yield sentences: since when, what a suspension holds off, what is to come."""
    coming = standing.coming
    if standing.is_presumed:
        yield f"Last set: {value}" if value else f"Last set: {standing.step.setting.state}"
        yield _passed(standing, unit)
    elif standing.is_closed:
        yield value or "No value is recorded"
    elif standing.state == "announced":
        yield f"Announced {_when(standing.since)}"
        if coming and coming[0].until:
            yield f"To hold until {_label(coming[0].until)}"
        coming = coming[1:]
    else:
        yield f"{standing.state.capitalize()} since {_label(standing.since)}"
    if standing.state == "suspended" and standing.fallback:
        yield f"If it lapses: {histories.put(standing.fallback, unit)}"
    end = None if standing.is_presumed else standing.until
    if end is not None and end.seconds is not None:
        yield f"To the minute: {_label(end)}"
    for each in coming:
        words = histories.to_come(each, unit)
        yield words[:1].upper() + words[1:]


def _label(date: FuzzyDate) -> str:
    return date_labels.label(views.edge(date))


def _when(date: FuzzyDate) -> str:
    """Put a date after a verb: on 10 July 2025, in July 2025, within 1-3 July 2025."""
    day = views.edge(date)
    if dates.is_one_day(day):
        return f"on {views.day_of(day).label}"
    is_plain = not (day.interval or day.choices or day.approximate)
    return f"{'in' if is_plain else 'within'} {date_labels.label(day)}"


def _passed(standing: Standing, unit: str) -> str:
    """Say that an end is past and that the record does not tell what came then."""
    end = standing.until or standing.since
    if standing.state == "announced":
        return f"It was announced for {_label(end)}: whether it came is not recorded here"
    said = f"It ended {_when(end)} unless extended since: nothing recorded here"
    back = standing.fallback
    return f"{said}. Without an extension: {histories.put(back, unit)}" if back else said


def _periods(timeline: Timeline, measure: Measure) -> Iterator[tuple[Standing, Period]]:
    """Yield how a measure was known to stand, period by period."""
    steps = timeline.history.get(measure.id, ())
    found = periods(steps, lambda step: max(step.decided, timeline.learned(step.event)))
    ends = [day for day, _ in found[1:]]
    for (day, standing), end in zip_longest(found, ends):
        if not _is_outside(day, end):
            group = _group(standing, (_stood(timeline, measure, standing),), day)
            yield standing, Period(views.iso_day(day), views.iso_day(end), group)


def _is_outside(start: Day, end: Day | None) -> bool:
    """Tell whether a period holds on no day that a reader can ask for: years 1 to 9999."""
    return start.year > 9999 or (end is not None and end <= (1, 1, 1))
