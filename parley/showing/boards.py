"""Where things stand: the measures on a day, by the date on which they end, with how they moved.

Knows how a standing is told and grouped; the rules by which it is derived are in parley.standing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
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

# Of how many measures a board that opens a page shows all.
MOST_AT_ONCE = 12

Shows = Callable[[Standing], bool]


@dataclass(frozen=True, slots=True)
class Stood:
    """One measure on a day: what is in force, what else is to say of it, how it got there.

    `said` is the last that was said of it since it was set, "" for nothing. A period has neither
    that nor a ladder: the script that shows it keeps what the board has, or leaves the column out.
    """

    measure: Link
    value: str
    notes: tuple[str, ...]
    act: Link
    said: str = ""
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The measures that end on one day. `until` is that day in ISO form, where one is stated.

    `note` says of all of them what the record does not tell.
    """

    count: str
    unit: str
    moment: Moment | None
    until: str
    rows: tuple[Stood, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """One measure as it was known to stand from one day up to another; "" where none follows."""

    start: str
    end: str
    group: Group


@dataclass(frozen=True, slots=True)
class Board:
    """Measures on a day; `periods` tell the same for every other day, as it was known then.

    Of one that `shows_ends` alone, `going_on` and `closed` are how many others are left out.
    """

    day: Moment
    groups: tuple[Group, ...]
    periods: tuple[Period, ...] = ()
    shows_ends: bool = False
    going_on: int = 0
    closed: int = 0

    @property
    def more(self) -> int:
        """How many measures that stand on the day are left out."""
        return self.going_on + self.closed

    @property
    def has_countdown(self) -> bool:
        """Tell whether any days left are counted."""
        return any(group.until for group in self.groups)


def everything(_: Standing) -> bool:
    """Show every measure."""
    return True


def has_end(standing: Standing) -> bool:
    """Show a measure that ends, or may have ended; neither what goes on nor what is closed."""
    return standing.until is not None and not standing.is_closed


def at_once(timeline: Timeline) -> Shows:
    """Return what a board of the whole record shows: of many measures only those with an end."""
    return has_end if len(timeline.measures) > MOST_AT_ONCE else everything


def board(
    timeline: Timeline, measures: Iterable[Measure], day: Day, shows: Shows = everything
) -> Board:
    """Return where measures stand at the end of a day, in the record as it is."""
    found = [(measure, timeline.standing(measure, day)) for measure in measures]
    standing = [(measure, held) for measure, held in found if held is not None]
    rows = sorted((pair for pair in standing if shows(pair[1])), key=lambda pair: _order(pair[1]))
    groups = []
    for _, pairs in groupby(rows, key=lambda pair: _order(pair[1])[:3]):
        alike = tuple(pairs)
        told = (_stood_on(timeline, *each, day) for each in alike)
        groups.append(_group(alike[0][1], tuple(told), day))
    left_out = [held for _, held in standing if not shows(held)]
    closed = sum(held.is_closed for held in left_out)
    return Board(
        views.day_moment(day),
        tuple(groups),
        shows_ends=shows is has_end,
        going_on=len(left_out) - closed,
        closed=closed,
    )


def with_periods(
    timeline: Timeline, measures: Sequence[Measure], day: Day, shows: Shows = everything
) -> Board:
    """Return the same with what a reader needs who asks for another day."""
    now = board(timeline, measures, day, shows)
    told = (pair for measure in measures for pair in _periods(timeline, measure))
    then = [pair for pair in told if shows(pair[0])]
    # In the board's own order, which those that hold on any one day then have as well.
    then.sort(key=lambda pair: _order(pair[0]))
    return replace(now, periods=tuple(period for _, period in then))


def _order(standing: Standing) -> tuple[int, int, str, str]:
    """Order by end, soonest first; then what is past, last first; what has no end; what is closed.

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
    number = dates.day_number(day)
    return (
        int(standing.is_presumed),
        -number if standing.is_presumed else number,
        text,
        standing.measure,
    )


def _group(standing: Standing, rows: tuple[Stood, ...], day: Day) -> Group:
    """Return measures that stand alike, under the end of one of them."""
    if standing.is_closed:
        # What several days of talks closed is closed on the last of them.
        return Group("Closed", "", views.moment(standing.since.end or standing.since), "", rows)
    if standing.until is None:
        return Group("No end date", "", None, "", rows)
    moment = views.day_of(standing.until)
    if standing.is_presumed:
        return Group("Passed", "", moment, "", rows, _untold(standing))
    left = dates.day_number(surely_by(standing.until)) - dates.day_number(day)
    if standing.until.latest is None:
        return Group("Open", "", moment, "", rows)
    at_most = "" if dates.is_one_day(standing.until) else "at most "
    what = "to its start" if standing.state == "announced" else "left"
    unit = f"day {what}" if left == 1 else f"days {what}"
    return Group(f"{at_most}{left}", unit, moment, views.iso_day(standing.until.latest), rows)


def _stood(timeline: Timeline, measure: Measure, standing: Standing) -> Stood:
    value = histories.with_unit(standing.value, measure.unit)
    return Stood(
        measure=views.link(timeline, "measures", measure),
        value=_headline(standing, value),
        notes=tuple(_notes(standing, value, measure.unit)),
        act=histories.act(timeline, standing.step),
    )


def _stood_on(timeline: Timeline, measure: Measure, standing: Standing, day: Day) -> Stood:
    """Return the same with how it got there, and with what was said of it since it was set."""
    stood = _stood(timeline, measure, standing)
    steps = timeline.history.get(measure.id, ())
    later = steps[steps.index(standing.step) + 1 :]
    notes = [each for each in later if not each.setting.moves and each.decided <= day]
    said = "".join(f"{_when(each.event.date)}: {each.setting.note}" for each in notes[-1:])
    return replace(
        stood,
        said=said[:1].upper() + said[1:],
        ladder=ladders.ladder(timeline, measure, standing, day),
    )


def _headline(standing: Standing, value: str) -> str:
    """Return what holds, or held, in a few words: the value, or the state where that says more."""
    held_off, state = standing.fallback, standing.state
    if standing.is_presumed:  # a lapse is told as an end: what lapsed is told by what set it
        state = "suspended" if held_off else standing.step.setting.state or "in force"
    says_more = standing.is_closed or (held_off and held_off.value == standing.value)
    words = state if says_more or not value else value
    if standing.is_presumed and state == "announced":
        words = f"announced: {value}" if value else state
    elif standing.is_presumed:
        words = f"until then: {words}"
    return words[:1].upper() + words[1:]


def _notes(standing: Standing, value: str, unit: str) -> Iterator[str]:
    """Yield sentences: since when, what a suspension holds off, what is to come."""
    coming = standing.coming
    if standing.is_presumed:
        if standing.fallback:
            yield f"If it lapsed: {histories.put(standing.fallback, unit)}"
    elif standing.is_closed:
        yield value[:1].upper() + value[1:] or "No value is recorded"
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


def _untold(standing: Standing) -> str:
    """Say of an end that is past that the record does not tell what came then."""
    if standing.state == "announced":
        return "Whether it came is not recorded here"
    return "Ended unless extended since: nothing recorded here"


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
