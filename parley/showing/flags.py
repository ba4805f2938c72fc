"""The rows below the strip: of each measure with an end, where it lay and where it was put off to.

Knows how flags and their words stand in a row; which ends a measure was given is for ladders.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from parley import date_labels
from parley.clocks import surely_by
from parley.dates import Day, day_number
from parley.model import Measure
from parley.showing import ladders, views
from parley.showing.bands import LETTERS
from parley.showing.ladders import Mark
from parley.showing.scales import Scale
from parley.showing.strokes import text_width
from parley.steps import CLOSED
from parley.timeline import Timeline

MOST_ROWS, ROW = 8, 31.0  # rows in a strip, and the height of one
NAME = 166.0  # how wide the two lines of a row's name may be
FLAG = 11.0  # from a flag's pole to its words
EDGE = 8.0  # a flag's own width, kept free at the edge


@dataclass(frozen=True, slots=True)
class Chain:
    """A measure and the ends that it was given, in the order of decision, each once running.

    `close` says how it was closed, `closed` is the number of that day; "" and None if it was not.
    """

    measure: Measure
    ends: tuple[Mark, ...]
    close: str
    closed: int | None

    @property
    def days(self) -> list[int]:
        """The numbers of the days on which it was to end."""
        return [day_number(end.date.latest) for end in self.ends if end.date.latest]

    @property
    def labels(self) -> list[str]:
        """The ends in words, for tight places."""
        return [views.moment(views.edge(end.date), short=True).label for end in self.ends]

    @property
    def start(self) -> int:
        """The number of the day on which the first end was decided."""
        return day_number(self.ends[0].step.decided)


@dataclass(frozen=True, slots=True)
class Flag:
    """An end: where it lay, and its words where there is room for them; `is_ahead` if they are."""

    x: float
    label: str
    text_x: float
    anchor: str
    is_last: bool
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its name in lines, and its flags in the order of decision."""

    y: float
    href: str
    name: tuple[str, ...]
    title: str
    start: float
    end: float
    flags: tuple[Flag, ...]


def chains(timeline: Timeline, reached: Day) -> tuple[tuple[Chain, ...], int]:
    """Return the measures whose end moved or is still ahead, by beginning; and how many are left.

    There is room for those that moved most.
    """
    every = (_chain(timeline, measure) for measure in timeline.measures)
    ahead = day_number(reached)
    candidates = [each for each in every if each and (len(each.ends) > 1 or each.days[-1] > ahead)]
    shown = sorted(candidates, key=lambda each: -len(each.ends))[:MOST_ROWS]
    in_order = sorted(shown, key=lambda each: (each.start, each.measure.id))
    return tuple(in_order), len(candidates) - len(shown)


def _chain(timeline: Timeline, measure: Measure) -> Chain | None:
    moving = [step for step in timeline.history.get(measure.id, ()) if step.setting.moves]
    marks = [mark for mark in ladders.ends(moving) if mark.date.latest]
    ends = tuple(next(run) for _, run in groupby(marks, key=lambda mark: mark.says))
    if not ends:
        return None
    last = moving[-1]
    is_closed = last.setting.state in CLOSED
    close = f"{last.setting.state} {date_labels.short_label(last.start)}" if is_closed else ""
    return Chain(measure, ends, close, day_number(surely_by(last.start)) if is_closed else None)


def rows(timeline: Timeline, chains: Sequence[Chain], scale: Scale, now: float) -> tuple[Row, ...]:
    """Lay out the rows; what stands beyond `now` across is still ahead."""
    return tuple(
        _row(timeline, chain, scale, ROW * (place + 0.5) + 2, now)
        for place, chain in enumerate(chains)
    )


def _row(timeline: Timeline, chain: Chain, scale: Scale, y: float, now: float) -> Row:
    title = f"{chain.measure.title}: {', then '.join(chain.labels)}"
    places = [min(scale.at(day), scale.high - EDGE) for day in chain.days]
    drawn = tuple(_flags(places, _words(chain, scale), scale, now))
    # What was closed before its end is drawn up to its close; the flag stands where the end lay.
    until = places[-1] if chain.closed is None else min(places[-1], scale.at(chain.closed))
    struck = [each.text_x + text_width(each.label, LETTERS) for each in drawn[:-1] if each.label]
    return Row(
        y=y,
        href=views.href(timeline, "measures", chain.measure.id),
        name=_lines(chain.measure.title),
        title=f"{title}; {chain.close}" if chain.close else title,
        start=min(scale.at(chain.start), *places),
        end=max([*places[:-1], until, *struck]),
        flags=drawn,
    )


def _lines(name: str) -> tuple[str, ...]:
    """Return a name in at most two lines; what is cut off stands in the row's title."""
    letters = int(NAME * len(name) / text_width(name, LETTERS))
    return tuple(wrap(name, letters, max_lines=2, placeholder=" …", break_on_hyphens=False))


def _words(chain: Chain, scale: Scale) -> list[str]:
    """Return the words at each flag: the axis tells the year, but for the last, with the close.

    An arrow tells that an end lies beyond the scale.
    """
    labels, dates = chain.labels, [end.date for end in chain.ends]
    years = [f" {views.year_label(date.latest.year)}" if date.latest else "" for date in dates]
    moved = [label.removesuffix(year) for label, year in zip(labels, years, strict=True)]
    arrow = " →" if chain.days[-1] > scale.last else ""
    last = f"{labels[-1]}, {chain.close}" if chain.close else labels[-1]
    return [*moved[:-1], last + arrow]


def _flags(
    places: Sequence[float], words: Sequence[str], scale: Scale, now: float
) -> Iterator[Flag]:
    """Put words right of their flags; the last one's left where the edge is near.

    Words that would run into another flag or its words are left away: the title has them all.
    """
    x = places[-1]
    width = text_width(words[-1], LETTERS)
    is_left = x + FLAG + width > scale.high
    text_x, anchor = (x - 6, "end") if is_left else (x + FLAG, "start")
    begin = text_x - width if is_left else text_x
    for n, (place, label) in enumerate(zip(places[:-1], words[:-1], strict=True)):
        end = place + FLAG + text_width(label, LETTERS)
        poles = [pole for m, pole in enumerate(places) if pole > place or (m > n and pole == place)]
        next_pole = min(poles, default=scale.high)
        fits = end <= next_pole - 2 and (end < begin or place > begin + width)
        shown = label if fits else ""
        ahead = place + FLAG > now
        yield Flag(place, shown, place + FLAG, "start", is_last=False, is_ahead=ahead)
    yield Flag(x, words[-1], round(text_x, 1), anchor, is_last=True, is_ahead=begin > now)
