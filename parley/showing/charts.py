"""The picture of a measure's history: the staircase of an end that moved, or the steps of a value.

Knows geometry: days and numbers in, coordinates out, which a template draws; knows no SVG.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from parley import date_labels
from parley.clocks import ALWAYS, surely_by
from parley.dates import Day, day_number
from parley.model import Measure
from parley.showing import histories, views
from parley.showing.scales import Scale, Tick, month_start, month_ticks, value_ticks
from parley.standing import CLOSED, Standing, Step, periods
from parley.timeline import Timeline

# The drawing is 800 units wide; the plot stands inside these edges.
WIDTH, LEFT, RIGHT, TOP = 800.0, 64.0, 780.0, 44.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """What one step adds to the picture: a line, a dot with its words, the way to the event.

    `anchor` is SVG's text-anchor; `known` the day of news in ISO form.
    """

    path: str
    x: float
    y: float
    label: str
    note: str
    text_x: float
    text_y: float
    anchor: str
    href: str
    title: str
    known: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, 800 units wide; `diagonal` is (x1, y1, x2, y2), for a staircase."""

    id: str
    title: str
    summary: str
    caption: str
    across: str
    up: str
    height: int
    bottom: float
    across_ticks: tuple[Tick, ...]
    up_ticks: tuple[Tick, ...]
    strokes: tuple[Stroke, ...]
    diagonal: tuple[float, float, float, float] | None
    final: tuple[float, float, str] | None


def chart(timeline: Timeline, measure: Measure) -> Chart | None:
    """Return the picture of a history that has one: two values that are numbers, or two ends."""
    history = timeline.history.get(measure.id, ())
    steps = [step for step in history if step.setting.moves and _has_days(step)]
    held = _lasting(steps)
    if len({number for _, each in held if (number := _number(each)) is not None}) > 1:
        return _steps_of_value(timeline, measure, held)
    ends = [step for step in steps if step.end is not None and step.end.latest]
    if _moves(ends):
        return _staircase(timeline, measure, steps, ends)
    return None


def _has_days(step: Step) -> bool:
    """Tell whether a step has a place across: a day of decision and one from which it holds."""
    return ALWAYS not in (step.decided, step.takes_effect)


def _moves(ends: Sequence[Step]) -> int:
    """Return how often an end moved to another day; a time of day stated later moves nothing."""
    days = [histories.end_day(step.end) for step in ends if step.end]
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
    """Return the value where it is in force and a number."""
    is_number = re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", held.value)
    return float(held.value) if is_number and held.state == "in force" else None


def _staircase(
    timeline: Timeline, measure: Measure, steps: Sequence[Step], ends: Sequence[Step]
) -> Chart:
    """Draw the day of decision across, the end then set up; on the diagonal the end is that day."""
    due = [day_number(surely_by(step.end)) for step in ends if step.end]
    made = _made(ends)
    close = steps[-1] if steps[-1].setting.state in CLOSED else None
    last = day_number(close.takes_effect) if close else max(due)
    across = Scale(month_start(_opening(made, due)), max(last, *made) + 5, LEFT, RIGHT)
    # The diagonal crosses every picture: also where a close came long before the first end.
    up = Scale(month_start(min(*due, last)), max(due) + 5, 440.0, TOP)
    moved = _moves(ends)
    first, final = (date_labels.label(step.end) for step in (ends[0], ends[-1]) if step.end)
    return Chart(
        id=f"chart-{measure.id}",
        title=f"The end moved {'once' if moved == 1 else f'{moved} times'}",
        summary=f"The end of {measure.title} was first set for {first} and last for {final}.",
        caption="Each rise is a decision; each tread is the end that it left in force.",
        across="Day of the decision",
        up="End then in force",
        height=488,
        bottom=440.0,
        across_ticks=month_ticks(across, 14),
        up_ticks=month_ticks(up, 7),
        strokes=tuple(_treads(timeline, list(zip(ends, made, strict=True)), across, up, last)),
        diagonal=_diagonal(across, up),
        final=_final(close, across.at(last), up.at(due[-1])) if close else None,
    )


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
        y = up.at(day_number(surely_by(step.end))) if step.end else 0.0
        following = ends[place + 1][1] if place + 1 < len(ends) else last
        reach = max(across.at(following), x)
        path = f"M{x} {y if before is None else before}V{y}H{reach}"
        label = date_labels.short_label(step.end) if step.end else ""
        yield _stroke(timeline, step, path, _beside(x, y, reach, label, step.setting.instrument))
        before = y


def _diagonal(across: Scale, up: Scale) -> tuple[float, float, float, float] | None:
    low, high = max(across.first, up.first), min(across.last, up.last)
    return (across.at(low), up.at(low), across.at(high), up.at(high)) if low < high else None


def _final(close: Step, x: float, y: float) -> tuple[float, float, str]:
    return x, y, f"{str(close.setting.state).capitalize()} {date_labels.short_label(close.start)}"


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
    end = following.get(values[-1][0], last + max(30, (last - first) // 8))
    across = Scale(month_start(first), end + 5, LEFT, RIGHT)
    ticks = value_ticks([_number(held) or 0.0 for _, held in values], measure.unit)
    up = Scale(ticks[0][0], ticks[-1][0], 250.0, TOP)
    lines = [
        (held, across.at(day_number(day)), across.at(following.get(day, end)))
        for day, held in values
    ]
    strokes = tuple(_levels(timeline, measure, lines, up))
    seen = [stroke.label for stroke in strokes if stroke.label]
    return Chart(
        id=f"chart-{measure.id}",
        title="The value over time",
        summary=f"The value of {measure.title} was {', then '.join(seen)}.",
        caption="The line shows what was in force, and stops where the record has no more of it.",
        across="From when it was in force",
        up=f"Value in {measure.unit}" if measure.unit else "Value",
        height=298,
        bottom=250.0,
        across_ticks=month_ticks(across, 14),
        up_ticks=tuple(Tick(up.at(number), words) for number, words in ticks),
        strokes=strokes,
        diagonal=None,
        final=None,
    )


def _levels(
    timeline: Timeline,
    measure: Measure,
    lines: Sequence[tuple[Standing, float, float]],
    up: Scale,
) -> Iterator[Stroke]:
    before, shown = up.at(0), None
    for held, x, reach in lines:
        y = up.at(_number(held) or 0)
        label = "" if held.value == shown else histories.with_unit(held.value, measure.unit)
        path = f"M{x} {before}V{y}H{reach}"
        yield _stroke(timeline, held.step, path, _beside(x, y, reach, label, ""))
        before, shown = y, held.value


@dataclass(frozen=True, slots=True)
class _Words:
    """A dot, and the words beside it: where they stand and which way they run."""

    dot: tuple[float, float]
    label: str
    note: str
    at: tuple[float, float]
    anchor: str


def _beside(x: float, y: float, reach: float, label: str, note: str) -> _Words:
    """Put words left of a dot, above its line, or past its line, wherever they have room.

    Left of a dot is free where ends and values rise; the act goes first where room is short.
    """
    for words, act in ((f"{label} {note}", note), (label, "")):
        if x - _width(words) - 14 > LEFT:
            return _Words((x, y), label, act, (round(x - 10, 1), round(y + 4, 1)), "end")
        if reach - x > _width(words) + 12:
            return _Words((x, y), label, act, (round(x + 6, 1), round(y - 9, 1)), "start")
    if reach + _width(label) + 12 < WIDTH:
        return _Words((x, y), label, "", (round(reach + 8, 1), round(y + 4, 1)), "start")
    return _Words((x, y), label, "", (RIGHT, round(y - 9, 1)), "end")


def _width(words: str) -> float:
    """Estimate a text's width: 13 units high, a letter of our sans is about 7 wide."""
    return 7.0 * len(words)


def _stroke(timeline: Timeline, step: Step, path: str, words: _Words) -> Stroke:
    return Stroke(
        path=path,
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
