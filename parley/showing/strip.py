"""The overview above the timeline: every event at its day, talks as bands, deadlines as rows.

Knows geometry: rows and days in, coordinates out, which a template draws; knows no SVG.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from parley.dates import Day, day_from_number, day_number
from parley.settings import Settings
from parley.showing import bands, flags, lanes, views
from parley.showing.bands import LETTERS, Band
from parley.showing.lanes import Form, Happening, Lane
from parley.showing.months import sides
from parley.showing.rows import Row
from parley.showing.scales import Scale, are_years, month_label, month_start, month_starts
from parley.showing.strokes import text_width
from parley.showing.views import Side
from parley.timeline import Timeline

# Units of the drawing: names stand left of LEFT, time runs up to RIGHT. What happened long before
# the rest has a cell of its own at the left, EARLY wide.
LEFT, RIGHT, EARLY, WIDTH = 176, 1216, 64, 1220
TOP, AXIS, BETWEEN = 38, 22, 8

MARGIN_DAYS = 8  # after the last that is drawn
FEWEST = 3  # events of which an overview says more than their list
MOST_EARLY, MOST_CELLS = 6, 24

Linked = Callable[[Row], str]
Placed = Sequence[tuple[Row, float]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of the axis: a month, some months or years; `href` is "" where nothing happened."""

    x: float
    width: float
    label: str
    href: str
    is_year: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """The last day of which the record can tell, and what to say of what lies beyond it."""

    day: Day
    note: str


@dataclass(frozen=True, slots=True)
class Now:
    """Where the day stands that the record reaches; `is_told` where words have room there."""

    x: float
    label: str
    note: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class Strip:
    """A drawing of events, and one of rows below it that has the same scale across.

    Both are `width` wide and are drawn up to `right`; lanes begin at `top`, an axis is `axis` high.
    """

    width: ClassVar[int] = WIDTH
    right: ClassVar[int] = RIGHT
    top: ClassVar[int] = TOP
    axis: ClassVar[int] = AXIS

    title: str
    signs: tuple[Side, ...]
    lanes: tuple[Lane, ...]
    form: Form
    axis_top: float
    foot: float
    cells: tuple[Cell, ...]
    bands: tuple[Band, ...]
    rows: tuple[flags.Row, ...]
    more: int
    now: Now | None

    @property
    def has_single(self) -> bool:
        """Tell whether a mark is hollow."""
        return any(mark.event.is_single for lane in self.lanes for mark in lane.marks)

    @property
    def is_numbered(self) -> bool:
        """Tell whether any talks have a number, to be written below the lanes."""
        return any(band.number for band in self.bands)

    @property
    def height(self) -> float:
        """The height of the drawing of events."""
        return self.foot + (22 if self.is_numbered else 6)

    @property
    def rows_height(self) -> float:
        """The height of the drawing of rows."""
        return len(self.rows) * flags.ROW + 4


@dataclass(frozen=True, slots=True)
class Axis:
    """Days across; `early` are those that stand before the scale, in a cell of their own."""

    scale: Scale
    early: tuple[float, ...]

    def at(self, day: float) -> float:
        """Return the coordinate of a day."""
        if day >= self.scale.first or not self.early:
            return self.scale.at(day)
        step = EARLY / (len(self.early) + 1)
        return round(LEFT + step * (bisect_left(self.early, day) + 1), 1)


def strip(
    timeline: Timeline, rows: Sequence[Row], href: Linked, reached: Reached | None
) -> Strip | None:
    """Return the overview of some events, or None where too few have a place in time.

    `href` says where an event's mark leads. With the day that the record reaches come the rows of
    ends, also of those still ahead, and where that day is; None leaves both away.
    """
    dated = [(row, day) for row in rows if (day := _middle(row)) is not None]
    placed = sorted(dated, key=lambda each: each[1])
    if len(placed) < FEWEST:
        return None
    chains, more = flags.chains(timeline, reached.day) if reached else ((), 0)
    days = [day for _, day in placed]
    axis = _axis(days, [end for each in chains for end in each.days])
    drawn = lanes.lanes(_shares(timeline, placed, axis, href), axis.scale, TOP, AXIS)
    first, last = (
        month_label(day_from_number(math.floor(day)))
        for day in (days[0], axis.scale.last - MARGIN_DAYS)
    )
    end = _now(reached, axis.scale, axis.at(days[-1])) if reached else None
    return Strip(
        title=f"Overview, {first} to {last}",
        signs=tuple(side for side, _ in sides([row for row, _ in placed if not row.talks])),
        lanes=drawn.lanes,
        form=drawn.form,
        axis_top=drawn.axis_top,
        foot=drawn.foot,
        cells=tuple(_cells(placed, axis, href)),
        bands=bands.bands(timeline, [(row, href(row)) for row, _ in placed], axis.at, RIGHT),
        rows=flags.rows(timeline, chains, axis.scale, end.x if end else RIGHT),
        more=more,
        now=end,
    )


def _middle(row: Row) -> float | None:
    """Return where a date stands: in the middle of what it can be; an open one at its one edge."""
    edges = [edge for edge in (row.first.earliest, row.first.latest) if edge]
    return sum(map(day_number, edges)) / len(edges) + 0.5 if edges else None


def reached(settings: Settings, today: Day) -> Reached:
    """Return the day that the record reaches: as site.toml says, else that of the build."""
    stated = settings.record_to
    if stated and stated.latest:
        return Reached(stated.latest, "record ends; dates ahead")
    return Reached(today, "dates ahead")


def _axis(days: Sequence[float], ends: Sequence[int]) -> Axis:
    """Return an axis on which most events have room.

    A few that stand long before the rest would press it together, and so would an end that is
    far ahead: it is drawn at the edge.
    """
    many = min(MOST_EARLY, len(days) // 4)
    gaps = [n for n in range(1, many + 1) if days[n] - days[n - 1] > (days[-1] - days[n]) / 4]
    early = tuple(days[: max(gaps, default=0)])
    first = month_start(math.floor(days[len(early)]))
    last = min(max([days[-1], *ends]), first + 2.5 * (days[-1] - first))
    return Axis(
        Scale(first, last + MARGIN_DAYS, LEFT + (EARLY + BETWEEN if early else 0), RIGHT), early
    )


def _shares(timeline: Timeline, placed: Placed, axis: Axis, href: Linked) -> list[lanes.Share]:
    """Return what stands in each lane: two parties face each other, else all share one."""
    acts = [
        (row.side.css, _happening(row, day, axis, href)) for row, day in placed if not row.talks
    ]
    parties = timeline.settings.parties
    if len(parties) != 2:
        return [(Side("joint", "Events", "Events"), [act for _, act in acts])]
    facing = [views.side(timeline.settings, (party.id,)) for party in parties]
    shares: list[lanes.Share] = [
        (side, [act for css, act in acts if css == side.css]) for side in facing
    ]
    names = {"joint": "Both sides", "third": "Third parties"}
    others = [css for css in names if any(css == each for each, _ in acts)]
    word = "Both, and others" if len(others) > 1 else "".join(names[css] for css in others)
    if others:
        rest = [act for css, act in acts if css in others]
        shares.append((Side(others[0], word, word), rest))
    return shares


def _happening(row: Row, day: float, axis: Axis, href: Linked) -> Happening:
    title = f"{row.moment.label}: {row.title}"
    css = row.side.css if row.side.name else "joint"  # ink, where there are no parties
    return Happening(axis.at(day), day, css, href(row), title, row.is_single, row.known)


def _cells(placed: Placed, axis: Axis, href: Linked) -> Iterator[Cell]:
    """Yield the cells of the axis; each leads to the first event in it."""
    scale = axis.scale
    if axis.early:
        yield Cell(LEFT, EARLY, "earlier", href(placed[0][0]), is_year=False)
    days = month_starts(scale, MOST_CELLS)
    is_yearly = are_years(days, scale)
    numbers = [scale.first, *(day_number(day) for day in days if day_number(day) > scale.first)]
    for start, end in pairwise([*numbers, scale.last]):
        day = day_from_number(math.floor(start))
        is_year = day.month == 1 or is_yearly
        label = views.year_label(day.year) if is_year else month_label(day).split(" ")[0]
        x, width = scale.at(start), round(scale.at(end) - scale.at(start), 1)
        if start == scale.first and not is_year and width > text_width(month_label(day), LETTERS):
            label = month_label(day)
        elif start == scale.first and not any(each.month == 1 for each in days):
            label, is_year = views.year_label(day.year), True
        inside = [row for row, each in placed if start <= each < end]
        fits = width > text_width(label, LETTERS) + 2
        first = href(inside[0]) if inside else ""
        yield Cell(x, width, label if fits else "", first, is_year=is_year)


def _now(reached: Reached, scale: Scale, last: float) -> Now | None:
    """Return where the record ends, if anything is drawn beyond it; `last` is the last mark."""
    number = day_number(reached.day) + 1
    if not scale.first < number < scale.last - MARGIN_DAYS:
        return None
    x, label = scale.at(number), views.day_moment(reached.day).label
    has_room = x + BETWEEN + text_width(max(label, reached.note, key=len), LETTERS) < scale.high
    return Now(x, label, reached.note, has_room and last <= x)
