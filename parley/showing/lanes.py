"""Events over a line of time: a mark each, stacked, or bars that count where there are too many.

Knows how marks stand so that none covers another; knows neither the axis nor any page.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from parley.dates import day_from_number
from parley.showing import views
from parley.showing.scales import Scale
from parley.showing.views import Side

# Distance of stacked marks, and on how many levels they may stand: on more they are small, then
# bars.
LARGE, LEVELS_OF_LARGE = 9.5, 6
SMALL, LEVELS_OF_SMALL = 6.0, 10

TALLEST_BAR, NARROWEST_BAR = 64.0, 4.0
MOST_MARKS = 400  # a mark is about 200 bytes of the page

# Between a lane's base and its first mark.
GAP = 3.0


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: where its middle stands across, in units and in days, and what its mark says."""

    x: float
    day: float
    css: str
    href: str
    title: str
    is_single: bool
    known: str


# A side and what it did, in order across.
Share = tuple[Side, Sequence[Happening]]


@dataclass(frozen=True, slots=True)
class Mark:
    """The square in which an event's sign is drawn."""

    x: float
    y: float
    event: Happening


@dataclass(frozen=True, slots=True)
class Bar:
    """The events of some days together; it leads to the first of them."""

    x: float
    y: float
    height: float
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What one side did: its words and how many events, then marks or bars."""

    side: Side
    count: int
    text_y: float
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """On which line a lane stands, and which way it grows: up (1) or down (-1)."""

    base: float
    up: int


@dataclass(frozen=True, slots=True)
class Form:
    """How all lanes of a strip are drawn.

    Marks stand `step` apart; where that is 0, a bar `bar` wide counts `days` days, the tallest
    `most` events.
    """

    step: float
    days: int = 0
    most: int = 0
    bar: float = 0

    @property
    def size(self) -> float:
        """The side of a mark."""
        return self.step - 1.5

    def height(self, happenings: Sequence[Happening]) -> float:
        """Return how high a lane with these events is, at least three large marks."""
        marks = self.step * (max(levels(happenings, self.step), default=0) + 1)
        return max(3 * LARGE, marks if self.step else TALLEST_BAR) + GAP


@dataclass(frozen=True, slots=True)
class Lanes:
    """All lanes of a strip, how they are drawn, and where the axis begins and the last one ends."""

    lanes: tuple[Lane, ...]
    form: Form
    axis_top: float
    foot: float


def form(shares: Sequence[Sequence[Happening]], scale: Scale) -> Form:
    """Return the largest form in which no lane grows too high."""
    has_room = sum(map(len, shares)) <= MOST_MARKS
    for step, most in ((LARGE, LEVELS_OF_LARGE), (SMALL, LEVELS_OF_SMALL)):
        if has_room and all(max(levels(lane, step), default=0) < most for lane in shares):
            return Form(step)
    days_of_unit = (scale.last - scale.first) / (scale.high - scale.low)
    days = 7 * math.ceil(NARROWEST_BAR * days_of_unit / 7)
    counts = (Counter(_bar_of(each, scale, days) for each in lane) for lane in shares)
    most = max(max(count.values(), default=0) for count in counts)
    return Form(0, days, most, round(min(days / days_of_unit - 1, LARGE), 1))


def levels(happenings: Sequence[Happening], step: float) -> list[int]:
    """Return for each event, in order across, the lowest level on which it covers no other."""
    ends: list[float] = []
    found = []
    for each in happenings:
        level = next((n for n, end in enumerate(ends) if end <= each.x), len(ends))
        ends[level : level + 1] = [each.x + step]
        found.append(level)
    return found


def lanes(shares: Sequence[Share], scale: Scale, top: float, axis: float) -> Lanes:
    """Lay out lanes: the first grows up from the axis, which is so high, the others hang below."""
    drawn = form([share for _, share in shares], scale)
    (first, events), *others = shares
    axis_top = top + drawn.height(events)
    found = [_lane(first, events, scale, drawn, Ground(axis_top, 1))]
    base = axis_top + axis
    for side, share in others:
        found.append(_lane(side, share, scale, drawn, Ground(base, -1)))
        base += drawn.height(share)
    return Lanes(tuple(found), drawn, axis_top, base)


def _lane(
    side: Side, happenings: Sequence[Happening], scale: Scale, form: Form, ground: Ground
) -> Lane:
    marks = _marks(happenings, form, ground) if form.step else ()
    bars = () if form.step else _bars(happenings, scale, form, ground)
    text_y = ground.base - 22 if ground.up > 0 else ground.base + 14
    return Lane(side, len(happenings), text_y, tuple(marks), tuple(bars))


def _marks(happenings: Sequence[Happening], form: Form, ground: Ground) -> Iterator[Mark]:
    for each, level in zip(happenings, levels(happenings, form.step), strict=True):
        middle = ground.base - ground.up * (GAP + form.size / 2 + level * form.step)
        yield Mark(round(each.x - form.size / 2, 1), round(middle - form.size / 2, 1), each)


def _bars(
    happenings: Sequence[Happening], scale: Scale, form: Form, ground: Ground
) -> Iterator[Bar]:
    for place, group in groupby(happenings, key=lambda each: _bar_of(each, scale, form.days)):
        events = list(group)
        first = int(scale.first) + place * form.days
        height = round(max(TALLEST_BAR * len(events) / form.most, 1.5), 1)
        y = ground.base - GAP - height if ground.up > 0 else ground.base + GAP
        x = scale.at(first) if place >= 0 else events[0].x
        many = "1 event" if len(events) == 1 else f"{len(events)} events"
        title = f"{_span(first, form.days, scale)}: {many}"
        yield Bar(x, round(y, 1), height, events[0].href, title)


def _bar_of(each: Happening, scale: Scale, days: int) -> int:
    """Return the number of the bar that counts an event: -1 before the scale begins."""
    return max(int((each.day - scale.first) // days), -1)


def _span(first: int, days: int, scale: Scale) -> str:
    """Return the days of a bar in words."""
    begin, end = (views.day_moment(day_from_number(n)).label for n in (first, first + days - 1))
    start = views.day_moment(day_from_number(int(scale.first))).label
    return f"{begin} to {end}" if first >= scale.first else f"before {start}"
