"""The picture of a measure's history: the staircase of an end that moved, or the steps of a value.

Knows geometry: days and numbers in, coordinates out, which a template draws; knows no SVG.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from parley import date_labels
from parley.clocks import stated, surely_by
from parley.dates import NEVER, Day, day_number
from parley.model import Measure
from parley.showing import histories, ladders, views
from parley.showing.scales import Scale, Tick, month_start, month_ticks, value_ticks
from parley.showing.strokes import LEFT, RIGHT, TOP, WIDTH, Stroke, Words, beside, uncrowded
from parley.standing import periods
from parley.steps import CLOSED, Standing, Step
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Final:
    """The close of a measure: a dot with its words, and the day of news in ISO form."""

    x: float
    y: float
    label: str
    text_x: float
    text_y: float
    anchor: str
    known: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, 800 units wide; `diagonal` is (x1, y1, x2, y2), for a staircase.

    The title holds for any day; the headline for the whole record.
    """

    id: str
    title: str
    headline: str
    summary: str
    caption: str
    across: str
    up: str
    left: float
    right: float
    height: int
    bottom: float
    across_ticks: tuple[Tick, ...]
    up_ticks: tuple[Tick, ...]
    strokes: tuple[Stroke, ...]
    diagonal: tuple[float, float, float, float] | None
    final: Final | None


def chart(timeline: Timeline, measure: Measure) -> Chart | None:
    """Return the picture of a history that has one: of its value, else of its end.

    A value is drawn where it changed and is a number whenever it is in force; an end where it was
    put off and never lifted.
    """
    history = timeline.history.get(measure.id, ())
    steps = [step for step in history if step.setting.moves and _has_days(step)]
    held = _lasting(steps)
    values = [each.value for _, each in held if each.state == "in force"]
    numbers = [histories.number(value) for value in values]
    if None not in numbers and len(set(numbers)) > 1:
        return _steps_of_value(timeline, measure, held)
    ends = [mark.step for mark in ladders.ends(steps) if mark.date.latest]
    is_lifted = any(step.setting.until and not stated(step.setting.until) for step in steps)
    if _moves(ends) and not is_lifted:
        return _staircase(timeline, measure, steps, ends)
    return None


def _has_days(step: Step) -> bool:
    """Tell whether a step has a place across: a day of decision and one from which it holds."""
    return max(step.decided, step.takes_effect) < NEVER


def _moves(ends: Sequence[Step]) -> int:
    """Return how often an end moved to another day; a time of day stated later moves nothing."""
    days = [histories.end_day(step.setting.until) for step in ends if step.setting.until]
    return sum(before != after for before, after in pairwise(days))


def _lasting(steps: Sequence[Step]) -> list[tuple[Day, Standing]]:
    """Return the standings of a measure, whatever was still to come."""
    found: list[tuple[Day, Standing]] = []
    for day, each in periods(steps):
        held = replace(each, coming=())
        if not found or found[-1][1] != held:
            found.append((day, held))
    return found


def _number(held: Standing) -> float | None:
    """Return the value where it is in force, as a number."""
    return histories.number(held.value) if held.state == "in force" else None


def _staircase(
    timeline: Timeline, measure: Measure, steps: Sequence[Step], ends: Sequence[Step]
) -> Chart:
    """Draw the day of decision across, the end then set up; on the diagonal the end is that day."""
    due = [_due(step) for step in ends]
    made = _made(ends)
    close = steps[-1] if steps[-1].setting.state in CLOSED else None
    last = day_number(close.takes_effect) if close else max(due)
    across = Scale(month_start(_opening(made, due)), max(last, *made) + 5, LEFT, RIGHT)
    # The diagonal crosses every picture: also where a close came long before the first end.
    up = Scale(month_start(min(*due, last)), max(due) + 5, 440.0, TOP)
    moved = _moves(ends)
    return Chart(
        id=f"chart-{measure.id}",
        title="How the end moved",
        headline=f"the end moved {'once' if moved == 1 else f'{moved} times'}",
        summary=f"How the end of {measure.title} was put off.",
        caption="Each step is a decision; each tread is the end that it left in force.",
        across="Day of the decision",
        up="End then in force",
        left=LEFT,
        right=RIGHT,
        height=488,
        bottom=440.0,
        across_ticks=month_ticks(across, 10),
        up_ticks=month_ticks(up, 7),
        strokes=uncrowded(_treads(timeline, list(zip(ends, made, strict=True)), across, up, last)),
        diagonal=_diagonal(across, up),
        final=_final(timeline, close, across.at(last), up.at(due[-1])) if close else None,
    )


def _due(step: Step) -> int:
    """Return the number of the day on which the end that a step sets has surely come."""
    return day_number(surely_by(step.setting.until or step.start))


def _made(ends: Sequence[Step]) -> list[int]:
    """Return the days of decision, in order: what is imprecise came before what follows it."""
    backwards = accumulate((day_number(step.decided) for step in reversed(ends)), min)
    return list(backwards)[::-1]


def _treads(
    timeline: Timeline, ends: Sequence[tuple[Step, int]], across: Scale, up: Scale, last: int
) -> Iterator[Stroke]:
    before = None
    for place, (step, made) in enumerate(ends):
        x = across.at(made)
        y = up.at(_due(step))
        following = ends[place + 1][1] if place + 1 < len(ends) else last
        reach = max(across.at(following), x)
        start = f"M{x} {y if before is None else before}V{y}H"
        label = date_labels.short_label(step.setting.until) if step.setting.until else ""
        words = beside(x, y, reach, label, step.setting.instrument)
        alone = max(across.at(_due(step)), x)
        stroke = _stroke(timeline, step, (f"{start}{reach}", f"{start}{alone}"), words)
        yield replace(stroke, is_early=made < across.first)
        before = y


def _diagonal(across: Scale, up: Scale) -> tuple[float, float, float, float] | None:
    low, high = max(across.first, up.first), min(across.last, up.last)
    return (across.at(low), up.at(low), across.at(high), up.at(high)) if low < high else None


def _final(timeline: Timeline, close: Step, x: float, y: float) -> Final:
    label = f"{str(close.setting.state).capitalize()} {date_labels.short_label(close.start)}"
    anchor = "end" if x > WIDTH / 2 else "start"
    known = views.iso_day(timeline.learned(close.event))
    return Final(x, y, label, round(x + 6, 1), round(y - 13, 1), anchor, known)


def _opening(made: Sequence[int], due: Sequence[int]) -> int:
    """Return the first day across; a decision long before the second is drawn at the edge."""
    later = min([*made[1:], *due])
    return made[0] if 0 < later - made[0] < (max(due) - later) / 2 else later


def _steps_of_value(
    timeline: Timeline, measure: Measure, standings: Sequence[tuple[Day, Standing]]
) -> Chart:
    """Draw the value over time; a line stops where the value is no longer in force."""
    following = {day: day_number(after) for (day, _), (after, _) in pairwise(standings)}
    values = [(day, held) for day, held in standings if _number(held) is not None]
    first, last = day_number(values[0][0]), day_number(values[-1][0])
    last_end = following.get(values[-1][0])
    end = last_end or max(last, _end_of_record(timeline))
    across = Scale(month_start(first), max(end, last + 30), LEFT, RIGHT)
    ticks = value_ticks([_number(held) or 0.0 for _, held in values], measure.unit)
    up = Scale(ticks[0][0], ticks[-1][0], 250.0, TOP)
    lines = [
        (held, across.at(day_number(day)), across.at(following.get(day, end)))
        for day, held in values
    ]
    goal = "the day on which it ceases" if last_end else "the end of this record"
    told = list(_levels(timeline, measure, lines, up))
    seen = [stroke.label for stroke in told if stroke.label]
    strokes = uncrowded(told)
    return Chart(
        id=f"chart-{measure.id}",
        title="The value over time",
        headline="the value over time",
        summary=f"The value of {measure.title} was {', then '.join(seen)}.",
        caption=f"The line shows what is in force, up to {goal}.",
        across="Day",
        up=f"Value in {measure.unit}" if measure.unit else "Value",
        left=LEFT,
        right=RIGHT,
        height=298,
        bottom=250.0,
        across_ticks=month_ticks(across, 10),
        up_ticks=tuple(Tick(up.at(number), words) for number, words in ticks),
        strokes=strokes,
        diagonal=None,
        final=None,
    )


def _end_of_record(timeline: Timeline) -> int:
    """Return the day that the record reaches: as site.toml says, else the last day of news."""
    stated_end = timeline.settings.record_to and timeline.settings.record_to.latest
    return day_number(stated_end or timeline.days_of_news[-1])


def _levels(
    timeline: Timeline,
    measure: Measure,
    lines: Sequence[tuple[Standing, float, float]],
    up: Scale,
) -> Iterator[Stroke]:
    before, shown = up.at(0), None
    sign = "%" if measure.unit == "%" else ""  # other units stand at the axis
    for held, x, reach in lines:
        y = up.at(_number(held) or 0)
        label = "" if held.value == shown else f"{held.value}{sign}"
        path = f"M{x} {before}V{y}H{reach}"
        yield _stroke(timeline, held.step, (path, path), beside(x, y, reach, label, ""))
        before, shown = y, held.value


def _stroke(timeline: Timeline, step: Step, paths: tuple[str, str], words: Words) -> Stroke:
    path, alone = paths
    return Stroke(
        path=path,
        alone=alone,
        x=words.dot[0],
        y=words.dot[1],
        label=words.label,
        note=words.note,
        text_x=words.at[0],
        text_y=words.at[1],
        anchor=words.anchor,
        href=views.href(timeline, "events", step.event.id),
        title=f"{date_labels.label(step.event.date)}: {step.event.title}",
        known=views.iso_day(timeline.learned(step.event)),
    )
