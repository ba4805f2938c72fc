"""What templates see: small values, ready to be printed.

Knows how a date, a party, a source count is put; knows no page and does no HTML.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from parley import date_labels, dates, local_dates
from parley.addresses import page_path
from parley.dates import Day, FuzzyDate
from parley.model import PRESS, Article, Entity, Event, Person, Round
from parley.settings import Settings
from parley.timeline import Timeline

# The types of article that are texts of an authority itself.
OFFICIAL = ("official", "official text")

# The parties' signs that are drawn (templates/partials/marks.svg), p1 to p6.
SIGNS = 6


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
    """Who acts: the class of the mark and column (p1 to p6, joint, third) and the word for it."""

    css: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Support:
    """How many independent origins an event rests on, in words, with the mark for it.

    `official` says how many of them are official texts, to follow the label; "" for none.
    """

    count: int
    label: str
    mark: str
    official: str


def moment(date: FuzzyDate, *, short: bool = False) -> Moment:
    """Return a date for printing."""
    return _moment(date, short)


# A date stands on the page of its event, its neighbours' and its articles', and in lists.
@lru_cache(maxsize=2**14)
def _moment(date: FuzzyDate, is_short: bool) -> Moment:
    if date.text == "..":
        return Moment("no end", "", (("no end", ""),))
    label = date_labels.short_label(date) if is_short else date_labels.label(date)
    return Moment(label, date_labels.caveat(date), _pieces(date, label))


def local_moment(settings: Settings, date: FuzzyDate) -> Moment:
    """Return an event's date for printing, on the capitals' clocks where their days differ."""
    clocks = local_dates.clocks(date, settings.parties)
    if not clocks:
        return moment(date)
    pieces = local_dates.pieces(clocks)
    return Moment("".join(words for words, _ in pieces), date_labels.caveat(date), pieces)


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
    """Return a single day for printing, in any year."""
    return moment(FuzzyDate(text=dates.iso(day), earliest=day, latest=day, precision="day"))


def day_of(date: FuzzyDate) -> Moment:
    """Return a date for printing without its time of day."""
    is_timed = date.seconds is not None and date.latest is not None
    return day_moment(date.latest) if is_timed and date.latest else moment(date)


def full_label(date: FuzzyDate) -> str:
    """Return a date in words, with what it leaves open: July 2025, day not stated."""
    told = moment(date)
    return ", ".join(words for words in (told.label, told.caveat) if words)


def edge(date: FuzzyDate) -> FuzzyDate:
    """Return the end that is stated of an interval that is open on one side; else the date."""
    stated = [end for end in (date.start, date.end) if end is not None]
    return stated[0] if date.interval and len(stated) == 1 else date


def iso_day(day: Day | None) -> str:
    """Return a day for scripts, which compare such texts; "" for none, or outside 1 to 9999."""
    return dates.iso(day) if day is not None and 0 < day.year < 10_000 else ""


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
    found = timeline.named(kind, id)
    return (page_path(found[0], id), found[1].title) if found else None


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
        # A plus reads well in every script; a comma is another one in Arabic and in Chinese.
        several = " + ".join(names[id].short or names[id].name for id in parties)
        joined = "Both sides" if len(names) == 2 else several
        return Side("joint", joined, joined)
    party = names[parties[0]]
    sign = min(list(names).index(party.id) + 1, SIGNS)  # of further parties the word alone tells
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
    """Count the independent origins behind an event, and those that gave an official text."""
    count = len(timeline.origins(event))
    texts = tuple(each for each in event.sources if is_official(timeline.article[each.article]))
    from_texts = len(timeline.origins(replace(event, sources=texts))) if texts else 0
    official = _official_share(from_texts, count)
    if count == 0:
        return Support(0, "no independent source", "m-src1", official)
    if count == 1:
        return Support(1, "single source", "m-src1", official)
    return Support(count, f"{count} independent sources", "m-src", official)


def _official_share(official: int, count: int) -> str:
    if official == 0:
        return ""
    if count == 1:
        return "an official text"
    if official == count:
        return "both of them official texts" if count == 2 else "all of them official texts"
    return "1 of them an official text" if official == 1 else f"{official} of them official texts"


def is_official(article: Article) -> bool:
    """Tell whether an article is the text of an authority: of type `official`."""
    return article.type.casefold() in OFFICIAL


def publisher(article: Article) -> str:
    """Return who published an article, or that this is not recorded."""
    return article.publisher or "publisher not recorded"


def attribution(article: Article) -> str:
    """Return who published an article, that it is an official text, and whose story it is.

    Gazette; Ministry, official text; Gazette, official text from Ministry; Gazette, from Agency.
    """
    is_other = article.story_of.casefold() not in ("", article.publisher.casefold())
    source = f"from {article.story_of}" if is_other else ""
    told = " ".join(filter(None, ("official text" if is_official(article) else "", source)))
    return f"{publisher(article)}, {told}" if told else publisher(article)


def type_name(article: Article) -> str:
    """Return the word for an article's type."""
    if is_official(article):
        return "official text"
    return "not counted as a source" if article.type.casefold() == "low" else article.type


def round_label(timeline: Timeline, round: Round) -> str:
    """Return what a round is: Round 2; of talks without a number, the kind of their event."""
    if round.number:
        return f"Round {round.number}"
    talks = timeline.event.get(round.event)
    kind = kind_name(timeline.settings, talks.kind) if talks else ""
    return kind or "Talks without a number"


def kind_name(settings: Settings, id: str) -> str:
    """Return the word for a kind of event."""
    return next((kind.name for kind in settings.kinds if kind.id == id), "")


def names(person: Person) -> tuple[tuple[str, str], ...]:
    """Return a name in each other language, the first that is written: 何立峰, and not 何立峯 too.

    What a tag has after the language (a script, a country) makes another way to write the name.
    """
    first: dict[str, tuple[str, str]] = {}
    for tag, name in person.names:
        first.setdefault(tag.partition("-")[0].lower(), (tag, name))
    return tuple(first.values())
