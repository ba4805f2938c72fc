"""Lists of events: rows under months, set in the two columns of the ledger.

Two parties make a ledger; one, none or more than two make a list of one column. Knows how a list
is laid out; knows no page, and of an event what its row tells.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from markupsafe import Markup

from parley import date_labels, dates
from parley.showing import views
from parley.showing.rows import Row, face
from parley.showing.views import Side
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with its start row in its grid, 0 where there is one column and so no grid."""

    row: Row
    place: int

    def at(self, level: int) -> Markup:
        """Return its card in this place, under a heading of a level."""
        return face(self.row, self.place, level)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a month's events are one party's: in a column of its own, those of it alone."""

    party: str
    side: Side
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """A part of a list under one heading: a month, or a year with few events.

    Each of its stretches is a grid of its own.
    """

    id: str
    label: str
    is_two_sided: bool
    counts: tuple[Count, ...]
    stretches: tuple[tuple[Placed, ...], ...]


# A year with fewer events than this stands under one heading, not under its months.
FEW = 4

# The sides that have a column of their own.
COLUMNS = ("p1", "p2")

# The last row that static/css/layout.css can name (r1 to r30); what follows begins a new grid.
LAST_ROW = 30


def sides(rows: Sequence[Row]) -> tuple[tuple[Side, int], ...]:
    """Return who acted, by sign, and how often; sides that share a sign stand together."""
    counts = Counter(row.side.css for row in rows if row.side.name)
    found = []
    for css in sorted(counts, key=lambda css: (css in ("joint", "third"), css)):
        names = {row.side.name for row in rows if row.side.css == css}
        name = names.pop() if len(names) == 1 else "Several together"
        found.append((Side(css, name, name), counts[css]))
    return tuple(found)


def months(
    timeline: Timeline, rows: Sequence[Row], above: Sequence[Month] = ()
) -> tuple[Month, ...]:
    """Group events, which are in order, under months; years with few events under the year.

    `above` are the months of a list that stands above this one on the same page.
    """
    crowded = {
        year
        for year, group in groupby(rows, key=lambda row: _start(row).year)
        if sum(1 for _ in group) >= FEW
    }
    found: list[Month] = []
    taken = {month.id for month in above}
    for (text, fragment), group in groupby(rows, key=lambda row: _heading(row, crowded)):
        free = _free(fragment, taken)
        taken.add(free)
        found.append(_month(timeline, text, free, tuple(group)))
    return tuple(found)


def _free(fragment: str, taken: Container[str]) -> str:
    """Return a heading's fragment; the heading comes back where a year stands among the days."""
    names = (f"{fragment}-{n}" if n > 1 else fragment for n in count(1))
    return next(name for name in names if name not in taken)


def _start(row: Row) -> dates.Day:
    return row.first.earliest or row.first.latest or dates.Day(0, 1, 1)


def _heading(row: Row, crowded: set[int]) -> tuple[str, str]:
    """Return the EDTF text of an event's heading, and its fragment; a date of years has its own."""
    start = _start(row)
    year = views.year_text(start.year)
    if row.first.precision in ("decade", "century", "millennium"):
        return row.first.text, f"y{year}-{row.first.precision}"
    if start.year not in crowded or row.first.precision in ("year", "season"):
        return year, f"y{year}"
    return f"{year}-{start.month:02}", f"m{year}-{start.month:02}"


def _month(timeline: Timeline, text: str, fragment: str, rows: tuple[Row, ...]) -> Month:
    parties = timeline.settings.parties
    is_two_sided = len(parties) == 2
    counts = (
        Count(
            party.id,
            views.side(timeline.settings, (party.id,)),
            sum(
                party.id in row.parties and not (is_two_sided and len(row.parties) > 1)
                for row in rows
            ),
        )
        for party in parties
    )
    return Month(
        id=fragment,
        label=date_labels.label(dates.parse(text)),
        is_two_sided=is_two_sided,
        # In the ledger an empty side tells something; in a single column it would only be noise.
        counts=tuple(each for each in counts if is_two_sided or each.count),
        stretches=_facing(rows) if is_two_sided else (tuple(Placed(row, 0) for row in rows),),
    )


def _facing(rows: Sequence[Row]) -> tuple[tuple[Placed, ...], ...]:
    """Give each event a start row: after the one before it, and not before its column is free.

    Two sides that act on one day face each other. Where rows run out, a new stretch begins with
    row 1. On a narrow screen rows count for nothing: the document is in the order of time.
    """
    stretches: list[list[Placed]] = [[]]
    free = dict.fromkeys(COLUMNS, 1)
    place, is_faced = 0, False
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        columns = (row.side.css,) if row.side.css in COLUMNS else COLUMNS
        was_faced, is_faced = is_faced, not is_faced and _face(row, following)
        needed = COLUMNS if is_faced else columns
        place = max([place if was_faced else place + 1, *(free[column] for column in needed)])
        if place > LAST_ROW:
            stretches.append([])
            free = dict.fromkeys(free, 1)
            place = 1
        for column in columns:
            free[column] = place + (1 if row.talks else 2)
        stretches[-1].append(Placed(row, place))
    return tuple(map(tuple, stretches))


def _face(row: Row, following: Row | None) -> bool:
    """Tell whether two events stand level: each side acts, alone, on one day."""
    sides = {row.side.css, following.side.css} if following else set()
    return following is not None and sides == set(COLUMNS) and row.moment == following.moment
