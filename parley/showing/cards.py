"""Events as lists show them: cards, grouped by month, set in the two columns of the ledger.

Two parties make a ledger; one, none or more than two make a list of one column. Knows how a list
is laid out; knows no page.
"""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from parley import date_labels, dates
from parley.model import Event, Round
from parley.showing import views
from parley.showing.views import Link, Moment, Side, Support
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person as listed: the page, a name in each other language, the office."""

    link: Link
    names: tuple[tuple[str, str], ...]
    role: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """One party's people at a round."""

    side: Side
    people: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What a card of a round's talks shows beside the event."""

    name: str
    city: str
    venue: str
    outcome: str
    delegations: tuple[Delegation, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One event in a list. `soft` marks what is not firm: one source, or a date that is no day.

    A draft is seen in the preview alone, and says so there.
    """

    id: str
    link: Link
    moment: Moment
    side: Side
    kind: str
    weight: str
    summary: str
    topics: tuple[Link, ...]
    support: Support
    differs: str
    soft: bool
    is_draft: bool
    band: Band | None
    parties: tuple[str, ...]
    first: dates.FuzzyDate
    known: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A card with its start row in its grid, 0 where there is one column and so no grid."""

    card: Card
    row: int


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


def card(timeline: Timeline, event: Event) -> Card:
    """Return an event as lists show it."""
    settings = timeline.settings
    round = timeline.round_of_event.get(event.id)
    support = views.support(timeline, event)
    differs = event.id in timeline.differences
    return Card(
        id=event.id,
        link=views.link(timeline, "events", event),
        moment=views.local_moment(settings, event.date),
        side=views.side(settings, event.by),
        kind=views.kind_name(settings, event.kind),
        weight=event.weight,
        summary=event.summary,
        topics=tuple(views.link(timeline, "topics", timeline.topic[id]) for id in event.topics),
        support=support,
        differs=views.href(timeline, "events", event.id, "differ") if differs else "",
        soft=support.count < 2 or not dates.is_firm_day(event.date),
        is_draft=event.draft,
        band=_band(timeline, event, round) if round else None,
        parties=event.by,
        first=event.date,
        known=views.iso_day(timeline.learned(event)),
    )


def sides(cards: Sequence[Card]) -> tuple[tuple[Side, int], ...]:
    """Return who acted, by sign, and how often; sides that share a sign stand together."""
    counts = Counter(card.side.css for card in cards if card.side.name)
    found = []
    for css in sorted(counts, key=lambda css: (css in ("joint", "third"), css)):
        names = {card.side.name for card in cards if card.side.css == css}
        name = names.pop() if len(names) == 1 else "Several together"
        found.append((Side(css, name, name), counts[css]))
    return tuple(found)


def delegations(timeline: Timeline, round: Round) -> tuple[Delegation, ...]:
    """Return the people of a round by party, in the order of site.toml."""
    order = [party.id for party in timeline.settings.parties]
    found = sorted(round.delegations, key=lambda pair: order.index(pair[0]))
    return tuple(
        Delegation(
            views.side(timeline.settings, (party,)),
            tuple(delegate(timeline, id) for id in people),
        )
        for party, people in found
    )


def delegate(timeline: Timeline, id: str) -> Delegate:
    """Return a person as lists of people show them."""
    person = timeline.person[id]
    return Delegate(views.link(timeline, "people", person), views.names(person), person.role)


def _band(timeline: Timeline, event: Event, round: Round) -> Band:
    place = timeline.place[event.places[0]] if event.places else None
    return Band(
        name=views.round_label(timeline, round),
        city=round.label or round.title,
        venue=(place.venue or place.title) if place else "",
        outcome=round.summary or event.summary,
        delegations=delegations(timeline, round),
    )


def months(
    timeline: Timeline, cards: Sequence[Card], above: Sequence[Month] = ()
) -> tuple[Month, ...]:
    """Group cards, which are in order, under months; years with few events under the year.

    `above` are the months of a list that stands above this one on the same page.
    """
    crowded = {
        year
        for year, group in groupby(cards, key=lambda card: _start(card).year)
        if sum(1 for _ in group) >= FEW
    }
    found: list[Month] = []
    for (text, fragment), group in groupby(cards, key=lambda card: _heading(card, crowded)):
        taken = {month.id for month in (*above, *found)}
        found.append(_month(timeline, text, _free(fragment, taken), tuple(group)))
    return tuple(found)


def _free(fragment: str, taken: Container[str]) -> str:
    """Return a heading's fragment; the heading comes back where a year stands among the days."""
    names = (f"{fragment}-{n}" if n > 1 else fragment for n in count(1))
    return next(name for name in names if name not in taken)


def _start(card: Card) -> dates.Day:
    return card.first.earliest or card.first.latest or dates.Day(0, 1, 1)


def _heading(card: Card, crowded: set[int]) -> tuple[str, str]:
    """Return the EDTF text of a card's heading, and its fragment; a date of years has its own."""
    start = _start(card)
    year = views.year_text(start.year)
    if card.first.precision in ("decade", "century", "millennium"):
        return card.first.text, f"y{year}-{card.first.precision}"
    if start.year not in crowded or card.first.precision in ("year", "season"):
        return year, f"y{year}"
    return f"{year}-{start.month:02}", f"m{year}-{start.month:02}"


def _month(timeline: Timeline, text: str, fragment: str, cards: tuple[Card, ...]) -> Month:
    parties = timeline.settings.parties
    is_two_sided = len(parties) == 2
    counts = (
        Count(
            party.id,
            views.side(timeline.settings, (party.id,)),
            sum(
                party.id in card.parties and not (is_two_sided and len(card.parties) > 1)
                for card in cards
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
        stretches=_facing(cards) if is_two_sided else (tuple(Placed(card, 0) for card in cards),),
    )


def _facing(cards: Sequence[Card]) -> tuple[tuple[Placed, ...], ...]:
    """Give each card a start row: after the one before it, and not before its column is free.

    Two sides that act on one day face each other. Where rows run out, a new stretch begins with
    row 1. On a narrow screen rows count for nothing: the document is in the order of time.
    """
    stretches: list[list[Placed]] = [[]]
    free = dict.fromkeys(COLUMNS, 1)
    row, is_faced = 0, False
    for card, following in zip(cards, [*cards[1:], None], strict=True):
        columns = (card.side.css,) if card.side.css in COLUMNS else COLUMNS
        was_faced, is_faced = is_faced, not is_faced and _face(card, following)
        needed = COLUMNS if is_faced else columns
        row = max([row if was_faced else row + 1, *(free[column] for column in needed)])
        if row > LAST_ROW:
            stretches.append([])
            free = dict.fromkeys(free, 1)
            row = 1
        for column in columns:
            free[column] = row + (1 if card.band else 2)
        stretches[-1].append(Placed(card, row))
    return tuple(map(tuple, stretches))


def _face(card: Card, following: Card | None) -> bool:
    """Tell whether two cards stand level: each side acts, alone, on one day."""
    sides = {card.side.css, following.side.css} if following else set()
    return following is not None and sides == set(COLUMNS) and card.moment == following.moment
