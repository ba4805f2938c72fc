"""One setting of a measure after another: what each makes of the measure that it finds.

Knows the rules by which settings are laid on one another; which of them count on a day is for
parley.standing.
"""

from dataclasses import dataclass, replace

from parley.clocks import is_before, is_past, stated
from parley.dates import NEVER, Day, FuzzyDate
from parley.model import Event, Setting, State

CLOSED = ("ended", "met", "dropped")


@dataclass(frozen=True, slots=True)
class Step:
    """One setting of a measure, with the event that made it.

    Of a date that is no firm day, the last day counts: only then has it surely come. What has no
    day at all is never known to have come.
    """

    event: Event
    setting: Setting

    @property
    def decided(self) -> Day:
        """The day by which it was decided."""
        return _by(self.event.date)

    @property
    def start(self) -> FuzzyDate:
        """From when it holds: `from`, else the event's date, from which an announcement stands."""
        announced = self.setting.state == "announced"
        return self.event.date if announced else self.setting.start or self.event.date

    @property
    def takes_effect(self) -> Day:
        """The day by which it holds."""
        return _by(self.start)

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


def lay(held: Standing, step: Step) -> Standing:
    """Lay one step on what held before it."""
    setting = step.setting
    if setting.state == "announced" and held.state in ("in force", "suspended"):
        return replace(held, coming=(first(held.value, step),))
    if setting.state == "dropped" and held.coming:
        return replace(held, coming=())
    # An end put off on its very day, or late, is put off; anything else begins after it.
    if setting.until is None or setting.state not in (None, held.state):
        held = on(held, step.takes_effect)
    if held.is_presumed and held.fallback:
        held = replace(held.fallback, since=step.start)
    if held.state in CLOSED:
        return first(held.value, step)
    begins = held.state == "announced" and setting.start is not None
    state = setting.state or ("in force" if held.is_presumed or begins else held.state)
    left = held if state == held.state else _left(held)
    value = setting.value or left.value
    is_same = (value, state) == (held.value, held.state)
    has_gap = state != "announced" and is_before(held.until, step.takes_effect)
    is_over = state in CLOSED or is_past(left.until, step.takes_effect)
    kept = None if is_over else left.until
    held_off = held if held.state == "in force" else held.fallback
    return Standing(
        measure=setting.measure,
        value=value,
        state=state,
        since=held.since if is_same and not has_gap else step.start,
        until=kept if step.end is None else stated(step.end),
        step=step,
        fallback=held_off if state == "suspended" else None,
        coming=() if step.replaces else held.coming,
    )


def first(value: str, step: Step) -> Standing:
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


def _left(held: Standing) -> Standing:
    """Return what outlives a state: the end of a suspension or an announcement goes with it."""
    if held.state == "suspended":
        return held.fallback or replace(held, until=None)
    if held.state == "announced":
        announced = held.step.setting
        return replace(held, until=announced.until if announced.start else None)
    return held


def on(held: Standing, day: Day) -> Standing:
    """Return what is left of it on a day: the same, or, past its end, what no event tells."""
    if held.until is None or held.state in CLOSED or not is_past(held.until, day):
        return held
    if held.state == "announced":
        return replace(held, is_presumed=True)
    back = held.fallback and on(replace(held.fallback, since=held.until), day)
    return replace(held, state="ended", since=held.until, is_presumed=True, fallback=back)


def _by(date: FuzzyDate) -> Day:
    return date.latest or date.earliest or NEVER
