"""Talks on the strip: a band through all lanes for each, and its name where it finds room.

Knows bands and the words above them; knows neither lanes nor SVG.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parley.dates import day_number
from parley.showing.rows import Row
from parley.showing.strokes import text_width
from parley.timeline import Timeline

LETTERS = 12.0  # the size of all words on the strip
LINES = (31.0, 17.0)  # where names stand, nearest first
NARROWEST = 3.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands, and which way it runs: SVG's text-anchor."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Band:
    """Talks: a band, its name above it and its number below it, "" where there was no room.

    `spot` is where the name stands, None where it found no room.
    """

    x: float
    width: float
    href: str
    title: str
    name: str
    spot: Spot | None
    number: str
    known: str


def bands(
    timeline: Timeline, events: Sequence[tuple[Row, str]], at: Callable[[float], float], edge: float
) -> tuple[Band, ...]:
    """Return the bands of all talks among some events, each given with its link; `at` is the axis.

    Names are put above the middle of a band, or to one side of it, on one of two lines; one that
    would run over another is left away, and stands in the title alone.
    """
    taken: dict[float, list[tuple[float, float]]] = {line: [] for line in LINES}
    numbers_end = 0.0
    found: list[Band] = []
    for row, href in events:
        days = [day_number(day) for day in (row.first.earliest, row.first.latest) if day]
        if not row.talks or not days:
            continue
        x = at(days[0])
        width = max(round(at(days[-1] + 1) - x, 1), NARROWEST)
        spot = _spot(taken, x, width, text_width(row.city, LETTERS), edge)
        number = timeline.round_of_event[row.id].number
        fits = number is not None and x - 10 > numbers_end
        numbers_end = x + 10 if fits else numbers_end
        found.append(
            Band(
                x=x,
                width=width,
                href=href,
                title=f"{row.talks}, {row.moment.label}: {row.title}",
                name=row.city,
                spot=spot,
                number=str(number) if fits else "",
                known=row.known,
            )
        )
    return tuple(found)


def _spot(
    taken: dict[float, list[tuple[float, float]]], x: float, width: float, words: float, edge: float
) -> Spot | None:
    """Return where a name stands, and note that the place is taken; None where there is none."""
    middle = round(x + width / 2, 1)
    anchors = {
        "middle": (middle, middle - words / 2),
        "end": (x + width, x + width - words),
        "start": (x, x),
    }
    for line, names in taken.items():
        for anchor, (at, begin) in anchors.items():
            end = begin + words
            if begin >= 0 and end <= edge and all(end < a - 6 or begin > b + 6 for a, b in names):
                names.append((begin, end))
                return Spot(round(at, 1), line, anchor)
    return None
