"""The strokes of a drawing, and where their words stand so that none runs over another.

Knows the size of the drawing and of letters; knows no measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

# The drawing is 800 units wide; the plot stands inside these edges.
WIDTH, LEFT, RIGHT, TOP = 800.0, 76.0, 780.0, 44.0
LETTERS = 13.0  # their size


@dataclass(frozen=True, slots=True)
class Stroke:
    """What one step adds to the picture: a line, a dot with its words, the way to the event.

    `alone` is the line as it was drawn before the next step was known. `anchor` is SVG's
    text-anchor; `known` the day of news in ISO form. What was decided before
    the days that are drawn `is_early`: its line begins at the edge, without a dot.
    """

    path: str
    alone: str
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
    is_early: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A dot, and the words beside it: where they stand and which way they run."""

    dot: tuple[float, float]
    label: str
    note: str
    at: tuple[float, float]
    anchor: str


def beside(x: float, y: float, reach: float, label: str, note: str) -> Words:
    """Put words left of a dot, above its line, or past its line, wherever they have room.

    Left of a dot is free where ends and values rise; the act goes first where room is short.
    """
    for words, act in ((f"{label} {note}", note), (label, "")):
        if x - text_width(words, LETTERS) - 14 > LEFT:
            return Words((x, y), label, act, (round(x - 10, 1), round(y + 4, 1)), "end")
        if reach - x > text_width(words, LETTERS) + 12:
            return Words((x, y), label, act, (round(x + 6, 1), round(y - 9, 1)), "start")
    if reach + text_width(label, LETTERS) + 12 < WIDTH:
        return Words((x, y), label, "", (round(reach + 8, 1), round(y + 4, 1)), "start")
    return Words((x, y), label, "", (RIGHT, round(y - 9, 1)), "end")


def uncrowded(strokes: Iterable[Stroke]) -> tuple[Stroke, ...]:
    """Take away words that would run over others, of which the latest stay; the dots remain."""
    taken: list[tuple[float, float, float]] = []
    kept: list[Stroke] = []
    for stroke in reversed(list(strokes)):
        width = text_width(f"{stroke.label} {stroke.note}".strip(), LETTERS)
        left = stroke.text_x - (width if stroke.anchor == "end" else 0)
        is_free = all(
            left > end or left + width < start or abs(stroke.text_y - y) > 15
            for start, end, y in taken
        )
        if stroke.label and is_free:
            taken.append((left, left + width, stroke.text_y))
        kept.append(stroke if is_free else replace(stroke, label="", note=""))
    return tuple(reversed(kept))


def text_width(words: str, size: float) -> float:
    """Estimate how wide words are in our sans: most letters about 0.54 of the size, Chinese 1."""
    wide = sum(east_asian_width(letter) in "WF" for letter in words)
    return size * (0.54 * (len(words) - wide) + wide)
