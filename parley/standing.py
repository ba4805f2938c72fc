"""What a measure is on a day, derived from what events set: in force, suspended, ended, to come.

Knows which settings count on a day and in which order; knows neither the timeline nor any page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parley import dates
from parley.clocks import ALWAYS, surely_by
from parley.dates import NEVER, Day
from parley.steps import CLOSED, Standing, Step, first, lay, on


@dataclass(frozen=True, slots=True)
class _Move:
    """A step with the day on which it takes effect, and the value that it may take over."""

    effect: Day
    step: Step
    planned: str


def decided(step: Step) -> Day:
    """Return the day by which a step was decided."""
    return step.decided


def standing(
    steps: Sequence[Step], day: Day, heard: Callable[[Step], Day] = decided
) -> Standing | None:
    """Return what a measure is at the end of a day, or None where nothing had been set by then.

    `steps` stand in the order of decision. Of those heard of by that day, the last one to take
    effect prevails, of one day the last decided; what it leaves out stays as it was, unless that
    is past. What was still to come when a later decision took effect never comes.
    """
    moves = _moves([step for step in steps if heard(step) <= day and step.takes_effect < NEVER])
    course = _course(moves)
    held = next((held for effect, held in reversed(course) if effect <= day), None)
    # What is still to come takes effect in this order; of one day the last one counts.
    ahead = {effect: later for effect, later in course if effect > day}
    coming = tuple(
        replace(later, coming=())
        for before, later in pairwise((held, *ahead.values()))
        if later is not None and later != before
    )
    if held is not None:
        announced = (on(each, day) for each in held.coming)
        return replace(_until_close(on(held, day), coming), coming=(*coming, *announced))
    return _announced(moves, coming) if coming else None


def periods(
    steps: Sequence[Step], heard: Callable[[Step], Day] = decided
) -> tuple[tuple[Day, Standing], ...]:
    """Return every standing that a measure has had or will have, each with its first day."""
    dated = [step for step in steps if step.takes_effect < NEVER]
    days = {day for step in dated for day in (heard(step), step.takes_effect)}
    days |= {end.latest for step in dated if (end := step.end) and end.latest}
    found: list[tuple[Day, Standing]] = []
    for day in sorted(days):
        now = standing(steps, day, heard)
        if now is not None and (not found or found[-1][1] != now):
            found.append((day, now))
    return tuple(found)


def around(steps: Sequence[Step], step: Step) -> tuple[Standing | None, Standing | None]:
    """Return what a measure was on the day before a step took effect, and what it then became.

    What was decided before counts, and nothing else, so that a step shows what it alone did.
    """
    place = next(place for place, each in enumerate(steps) if each.setting is step.setting)
    day = step.takes_effect
    before = dates.day_from_number(dates.day_number(day) - 1)
    return (
        standing(steps[:place], before, heard=_ever),
        standing(steps[: place + 1], day, heard=_ever),
    )


def _ever(_: Step) -> Day:
    return ALWAYS


def _until_close(held: Standing, coming: Sequence[Standing]) -> Standing:
    """Return what is in force with the day on which it is decided to close, if that comes first."""
    close = next((each.since for each in coming if each.state in CLOSED), None)
    if close is None or held.state != "in force":
        return held
    is_sooner = held.until is None or surely_by(close) < surely_by(held.until)
    return replace(held, until=close) if is_sooner else held


def _announced(moves: Sequence[_Move], coming: tuple[Standing, ...]) -> Standing:
    """Return what is to come as announced, since its decision; putting off its end is none."""
    first = coming[0]
    begun = [move.step for move in moves if move.step.takes_effect <= surely_by(first.since)]
    deciding = [step for step in begun if step.replaces] or [first.step]
    since = deciding[-1].event.date
    return replace(first, state="announced", since=since, until=first.since, coming=coming)


def _moves(steps: Sequence[Step]) -> list[_Move]:
    """Return the steps that take effect, in that order; of one day, in the order of decision.

    An end alone, decided before anything holds, waits for that which it is to end.
    """
    found: list[tuple[Day, _Move]] = []
    planned = ""
    opening = ALWAYS, ALWAYS
    for step, is_replaced in _marked(steps):
        if is_replaced:
            planned = step.setting.value or planned
            continue
        moment, effect = step.moment, step.takes_effect
        if not step.replaces:
            moment, effect = max(moment, opening[0]), max(effect, opening[1])
        earliest = min(moment, opening[0]), min(effect, opening[1])
        opening = earliest if found else (moment, effect)
        found.append((moment, _Move(effect, step, planned)))
    return [move for _, move in sorted(found, key=lambda pair: pair[0])]


def _marked(steps: Sequence[Step]) -> list[tuple[Step, bool]]:
    """Return the steps that move something, and of each whether a later decision replaced it.

    That is so where the decision was made, and took effect, before the step did.
    """
    marked: list[tuple[Step, bool]] = []
    first: Day | None = None
    for step in reversed(steps):
        if not step.setting.moves:
            continue
        marked.append((step, first is not None and step.takes_effect > first))
        if step.replaces:
            first = min(first or step.moment, step.moment)
    return marked[::-1]


def _course(moves: Iterable[_Move]) -> list[tuple[Day, Standing]]:
    """Lay moves one on the other: what each makes of the measure, with the day of its effect."""
    course: list[tuple[Day, Standing]] = []
    for move in moves:
        held = lay(course[-1][1], move.step) if course else first(move.planned, move.step)
        course.append((move.effect, held))
    return course
