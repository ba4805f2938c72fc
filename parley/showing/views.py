"""What templates see: small values, ready to be printed.

Knows how a date, a party, a source count is put; knows no page and does no HTML.
"""

from dataclasses import dataclass

from parley import date_labels, dates
from parley.addresses import page_path
from parley.dates import Day, FuzzyDate
from parley.model import PRESS, Article, Entity, Event
from parley.settings import Settings
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, and a short remark to stand beside them."""

    href: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as readers and machines see it; `pieces` are words, each with its datetime or ""."""

    label: str
    caveat: str
    pieces: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Who acts: the class of the mark and column (p1, p2, joint, third) and the word for it."""

    css: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many independent origins an event rests on, in words, with the mark for it."""

    count: int
    label: str
    mark: str


def moment(date: FuzzyDate, *, short: bool = False) -> Moment:
    """Return a date for printing."""
    if date.open_start and date.open_end:
        return Moment("no end", "", (("no end", ""),))
    label = date_labels.short_label(date) if short else date_labels.label(date)
    return Moment(label, date_labels.caveat(date), _pieces(date, label))


def _pieces(date: FuzzyDate, label: str) -> tuple[tuple[str, str], ...]:
    """Split `14–15 September 2025` into two machine-readable dates round the dash."""
    machine = dates.machine(date)
    if machine:
        return ((label, machine),)
    for dash in ("–", " – "):
        first, found, last = label.partition(dash)
        if date.interval and date.start and date.end and found and dash.strip() not in last:
            ends = dates.machine(date.start), dates.machine(date.end)
            if all(ends):
                return ((first, ends[0] or ""), (dash, ""), (last, ends[1] or ""))
    return ((label, ""),)


def year_text(year: int) -> str:
    """Return a year as EDTF writes it: 2025, -0043, Y12000; it names the year's page too."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def year_label(year: int) -> str:
    """Return a year for readers: 2025, 44 BCE."""
    return date_labels.label(dates.parse(year_text(year)))


def day_moment(day: Day) -> Moment:
    """Return a single day for printing."""
    return moment(dates.parse(dates.iso(day)))


def href(timeline: Timeline, kind: str, id: str, fragment: str = "") -> str:
    """Return the link to a thing's page."""
    return timeline.settings.addresses.href(
        page_path(kind, id) + (f"#{fragment}" if fragment else "")
    )


def link(timeline: Timeline, kind: str, entity: Entity, note: str = "") -> Link:
    """Return a link with the thing's title."""
    return Link(href(timeline, kind, entity.id), entity.title, note)


def resolve(timeline: Timeline, kind: str, id: str) -> tuple[str, str] | None:
    """Return path and title of what [[id]] or [[kind/id]] names, or None; for Markdown."""
    for folder, entities in timeline.by_kind.items():
        if kind in ("", folder) and id in entities:
            return page_path(folder, id), entities[id].title
    return None


def side(settings: Settings, parties: tuple[str, ...]) -> Side:
    """Return who acts: one party, several (joint), or a third party.

    A site without parties has no sides: the word is empty and nothing is marked.
    """
    names = {party.id: party for party in settings.parties}
    if not names:
        return Side("third", "", "")
    if not parties:
        return Side("third", "Third party", "Third party")
    if len(parties) > 1:
        both = len(names) == 2
        joined = "Both sides" if both else ", ".join(names[id].name for id in parties)
        return Side("joint", joined, joined)
    party = names[parties[0]]
    sign = min(list(names).index(party.id) + 1, 3)  # three signs are drawn; the word tells the rest
    return Side(f"p{sign}", party.name, party.short or party.name)


def voice(settings: Settings, id: str) -> Side:
    """Return whose position words report: a party, shown under its capital, or the press."""
    for party in settings.parties:
        if party.id == id:
            return Side(
                side(settings, (id,)).css, party.capital or party.name, party.short or party.name
            )
    return Side("third", "Press" if id == PRESS else id, "Press")


def support(timeline: Timeline, event: Event) -> Support:
    """Count the independent origins behind an event."""
    count = len(timeline.origins(event))
    if count == 0:
        return Support(0, "no independent source", "m-src1")
    if count == 1:
        return Support(1, "single source", "m-src1")
    return Support(count, f"{count} independent sources", "m-src")


def publisher(article: Article) -> str:
    """Return who published an article, or that this is not recorded."""
    return article.publisher or "publisher not recorded"


def kind_name(settings: Settings, id: str) -> str:
    """Return the word for a kind of event."""
    return next((kind.name for kind in settings.kinds if kind.id == id), "")
