"""What a measure is on a day, derived from what events set: in force, suspended, ended, to come.

Knows the rules of settings and of their ends; knows neither the timeline nor any page.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from parley import dates
from parley.clocks import is_before, is_past, stated, surely_by
from parley.dates import Day, FuzzyDate
from parley.model import Event, Setting, State

CLOSED = ("ended", "met", "dropped")


@dataclass(frozen=True, slots=True)
class Step:
    """One setting of a measure, with the event that made it.

    Of a date that is no firm day, the last day counts: only then has it surely come.
    """

    event: Event
    setting: Setting

    @property
    def decided(self) -> Day:
        """The day by which it was decided."""
        return surely_by(self.event.date)

    @property
    def start(self) -> FuzzyDate:
        """From when it holds: `from`, else the event's date, from which an announcement stands."""
        announced = self.setting.state == "announced"
        return self.event.date if announced else self.setting.start or self.event.date

    @property
    def takes_effect(self) -> Day:
        """The day by which it holds."""
        return surely_by(self.start)

    @property
    def moment(self) -> Day:
        """The day on which it moves the measure: late, where it was decided after it holds."""
        return max(self.decided, self.takes_effect)

    @property
    def end(self) -> FuzzyDate | None:
        """When it stops holding, as set; an announcement stops when it is to come true."""
        announced = self.setting.state == "announced"
        return (self.setting.start if announced else None) or self.setting.until

    @property
    def due(self) -> FuzzyDate | None:
        """From when what it sets is meant to hold; of an announcement, when it is to come true."""
        return self.end if self.setting.state == "announced" else self.start

    @property
    def replaces(self) -> bool:
        """Tell whether it puts a value or a state in the place of what was still to come."""
        return bool(self.setting.value or self.setting.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a measure is on a day, and by which step.

    `since` is the start of the unbroken time in which value and state have held; `until` is None
    where no end is stated. `is_presumed` tells that the end has passed and that no event says
    what came then. `fallback` is what a suspension holds off, and what returns after it; `coming`
    is what has been decided and is still to take effect, soonest first, and then what is announced.
    """

    measure: str
    value: str
    state: State
    since: FuzzyDate
    until: FuzzyDate | None
    step: Step
    is_presumed: bool = False
    fallback: "Standing | None" = None
    coming: tuple["Standing", ...] = ()

    @property
    def event(self) -> Event:
        """The event that set it last."""
        return self.step.event

    @property
    def is_closed(self) -> bool:
        """Tell whether an event has ended it: ended, met or dropped, and not only lapsed."""
        return self.state in CLOSED and not self.is_presumed


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
    taken = [step for step in steps if heard(step) <= day]
    held = _held(taken, day)
    announced = tuple(_on(each, day) for each in held.coming) if held else ()
    coming = (*_coming(taken, held, day), *announced)
    if held is not None:
        return replace(_on(held, day), coming=coming)
    if not coming:
        return None
    first = coming[0]
    since = _announced(taken, surely_by(first.since)) or first.event.date
    return replace(first, state="announced", since=since, until=first.since, coming=coming)


def periods(
    steps: Sequence[Step], heard: Callable[[Step], Day] = decided
) -> tuple[tuple[Day, Standing], ...]:
    """Return every standing that a measure has had or will have, each with its first day."""
    days = {day for step in steps for day in (heard(step), step.takes_effect)}
    days |= {end.latest for step in steps if (end := step.end) and end.latest}
    found: list[tuple[Day, Standing]] = []
    for day in sorted(days):
        now = standing(steps, day, heard)
        if now is not None and (not found or found[-1][1] != now):
            found.append((day, now))
    return tuple(found)


def around(steps: Sequence[Step], step: Step) -> tuple[Standing | None, Standing | None]:
    """Return what a measure was on the day before a step took effect, and what it then became.

    Only what was decided before counts, so that a step shows what it alone did.
    """
    place = next(place for place, each in enumerate(steps) if each.setting is step.setting)
    day = step.takes_effect
    before = dates.day_from_number(dates.day_number(day) - 1)
    earlier, later = _held(steps[:place], before), _held(steps[: place + 1], day)
    return earlier and _on(earlier, before), later


def _announced(taken: Sequence[Step], start: Day) -> FuzzyDate | None:
    """Return when that was decided which begins on a day; putting off its end decides nothing."""
    for step, is_replaced in reversed(_marked(taken)):
        if step.replaces and not is_replaced and step.takes_effect <= start:
            return step.event.date
    return None


def _held(steps: Sequence[Step], day: Day) -> Standing | None:
    """Lay the steps that have taken effect by a day one on the other, none of them past its end."""
    held: Standing | None = None
    for step, planned in _in_effect(steps, day):
        held = _laid(held, step) if held else _first(planned, step)
    return held


def _in_effect(steps: Sequence[Step], day: Day) -> list[tuple[Step, str]]:
    """Return what has taken effect by a day, in that order, each with the value that it replaced.

    An end alone, decided before anything holds, waits for that which it is to end.
    """
    found: list[tuple[Day, Day, Step, str]] = []
    planned = ""
    for step, is_replaced in _marked(steps):
        if is_replaced:
            planned = step.setting.value or planned
            continue
        moment, effect = step.moment, step.takes_effect
        if found and not step.replaces:
            moment = max(moment, min(each[0] for each in found))
            effect = max(effect, min(each[1] for each in found))
        found.append((moment, effect, step, planned))
    in_order = sorted(found, key=lambda each: each[0])
    return [(step, planned) for _, effect, step, planned in in_order if effect <= day]


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


def _laid(held: Standing, step: Step) -> Standing:
    """Lay one step on what held before it."""
    setting = step.setting
    if setting.state == "announced" and held.state in ("in force", "suspended"):
        return replace(held, coming=(_first(held.value, step),))
    # An end put off on its very day, or late, is put off; anything else begins after it.
    puts_off = setting.until is not None and setting.state in (None, held.state)
    if is_past(held.until, step.takes_effect) and not puts_off:
        held = _after(held, step)
    if held.state in CLOSED:
        return _first(held.value, step)
    state = setting.state or ("in force" if held.is_presumed else held.state)
    resumes = held.state == "suspended" and state != "suspended"
    under = held.fallback if resumes and held.fallback else held
    value = setting.value or under.value
    is_same = (value, state) == (held.value, held.state)
    unbroken = is_same and not is_before(held.until, step.takes_effect)
    return Standing(
        measure=setting.measure,
        value=value,
        state=state,
        since=held.since if unbroken else step.start,
        until=_until(held, under, state, step),
        step=step,
        fallback=_fallback(held, state),
        coming=() if step.replaces else held.coming,
    )


def _after(held: Standing, step: Step) -> Standing:
    """Return what a step finds where an end has passed: of a suspension, what it held off."""
    ended = _on(held, step.takes_effect)
    return replace(ended.fallback, since=step.start) if ended.fallback else ended


def _first(value: str, step: Step) -> Standing:
    """Return what a step sets where nothing stands: at the beginning, or after a close.

    `value` is what it was or was to be, which a step without a value takes over.
    """
    return Standing(
        measure=step.setting.measure,
        value=step.setting.value or value,
        state=step.setting.state or "in force",
        since=step.start,
        until=stated(step.end),
        step=step,
    )


def _until(held: Standing, under: Standing, state: State, step: Step) -> FuzzyDate | None:
    """Return the end after a step: its own; none of what is closed; else what stood, if to come.

    The end of a suspension or of an announcement goes with it.
    """
    if step.end is not None:
        return stated(step.end)
    if state in CLOSED:
        return None
    left = held.until
    if held.state == "announced" and state != "announced":
        left = held.step.setting.until if held.step.setting.start else None
    if held.state == "suspended" and state != "suspended":
        left = under.until if held.fallback else None
    return None if is_past(left, step.takes_effect) else left


def _fallback(held: Standing, state: State) -> Standing | None:
    """Return what a suspension holds off: what held when it began."""
    if state != "suspended":
        return None
    if held.state == "suspended":
        return held.fallback
    return replace(held, fallback=None) if held.state == "in force" else None


def _on(held: Standing, day: Day) -> Standing:
    """Return what is left of it on a day: the same, or, past its end, what no event tells."""
    if held.until is None or held.state in CLOSED or not is_past(held.until, day):
        return held
    if held.state == "announced":
        return replace(held, is_presumed=True)
    back = held.fallback and _on(replace(held.fallback, since=held.until), day)
    return replace(held, state="ended", since=held.until, is_presumed=True, fallback=back)


def _coming(taken: Sequence[Step], held: Standing | None, day: Day) -> Iterator[Standing]:
    """Yield what the decisions so far will make of a measure on the days still to come."""
    last = held
    for then in sorted({step.takes_effect for step in taken if step.takes_effect > day}):
        later = _held(taken, then)
        if later is not None and later != last:
            yield replace(later, coming=())
        last = later
