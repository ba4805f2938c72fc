"""What the pages of single things show beside their lists: evidence, facts, histories, indexes.

Knows how one event, article, round or measure is told; knows no address but through views.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from parley.addresses import page_path
from parley.model import Article, Correction, Difference, Event, Measure, Person, Round, Source
from parley.showing import cards, passages, views
from parley.showing.cards import Card
from parley.showing.passages import Block, Excerpt
from parley.showing.prose import Prose
from parley.showing.views import Link, Moment, Side
from parley.timeline import Citation, Step, Timeline


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote on an event's page; `excerpt` is None where no text is stored to check it."""

    words: str
    excerpt: Excerpt | None
    place: Link
    publisher: str
    note: str
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """The quotes that report one side's position."""

    side: Side
    quotes: tuple[Quoted, ...]
    is_party: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """An article that is cited without words."""

    link: Link
    publisher: str
    url: str
    published: Moment | None
    type: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A question that sources answer differently, with every answer and who gives it."""

    question: str
    claims: tuple[tuple[str, tuple[Link, ...]], ...]
    reading: str
    also: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One setting, as a row of a table; a note alone moves nothing and says so."""

    measure: Link
    event: Link
    decided: Moment
    value: str
    state: str
    start: Moment | None
    until: Moment | None
    instrument: str
    note: str

    @property
    def is_note(self) -> bool:
        """Tell whether the setting moves nothing."""
        return not (self.value or self.state or self.start or self.until)


@dataclass(frozen=True, slots=True)
class History:
    """A measure with its settings in the order of decision."""

    link: Link
    side: Side
    unit: str
    summary: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """An event that a passage supports or contradicts."""

    link: Link
    note: str
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Note:
    """The note to one numbered passage of an article."""

    number: int
    anchor: str
    uses: tuple[Use, ...]
    css: str
    excerpt: Excerpt


def event(timeline: Timeline, event: Event, card: Card, prose: Prose) -> dict[str, object]:
    """Return the values of an event's page."""
    order = timeline.position[event.id]
    round = timeline.round_of_event.get(event.id) or timeline.round.get(event.round)
    known = timeline.known(event)
    heading = timeline.settings.addresses.absolute(page_path("events", event.id))
    return {
        "card": card,
        "summary": event.summary,
        "body": prose.html(event.body),
        "places": [_place_link(timeline, id) for id in event.places],
        "people": [cards.delegate(timeline, id) for id in _others(event, round)],
        "round": _round_link(timeline, round) if round else None,
        "delegations": cards.delegations(timeline, round) if round else (),
        "hosts": [cards.delegate(timeline, id) for id in round.hosts] if round else [],
        "kind": Link(views.href(timeline, "kinds", event.kind), card.kind) if event.kind else None,
        "known": views.day_moment(known) if known else None,
        "changes": [change(timeline, Step(event, setting)) for setting in event.sets],
        "voices": _voices(timeline, event),
        "references": _references(timeline, event),
        "disputed": [
            _disputed(timeline, *pair, event) for pair in timeline.differences.get(event.id, ())
        ],
        "corrections": [_correction(each) for each in event.corrections],
        "address": heading,
        "before": _neighbour(timeline, timeline.events[order - 1]) if order else None,
        "after": _neighbour(timeline, timeline.events[order + 1])
        if order + 1 < len(timeline.events)
        else None,
    }


def _others(event: Event, round: Round | None) -> tuple[str, ...]:
    """Return an event's people without those who are listed with their delegation or as hosts."""
    if round is None:
        return event.people
    listed = {*round.hosts, *(id for _, people in round.delegations for id in people)}
    return tuple(id for id in event.people if id not in listed)


def _place_link(timeline: Timeline, id: str) -> Link:
    place = timeline.place[id]
    return views.link(timeline, "places", place, place.country)


def _round_link(timeline: Timeline, round: Round) -> Link:
    total = sum(1 for each in timeline.rounds if each.number)
    note = f"{round.number} of {total}" if round.number else ""
    return Link(views.href(timeline, "rounds", round.id), round.title, note)


def _neighbour(timeline: Timeline, event: Event) -> tuple[Link, Moment]:
    return views.link(timeline, "events", event), views.moment(event.date)


def _voices(timeline: Timeline, event: Event) -> tuple[Voice, ...]:
    """Group quotes by whose position they report: parties in their order, the press below."""
    ids = [*(party.id for party in timeline.settings.parties), "press"]
    quotes: dict[str, list[Quoted]] = {id: [] for id in ids}
    for source in event.sources:
        if source.words:
            voice = source.voice or timeline.article[source.article].voice
            quotes[voice].append(_quoted(timeline, source))
    return tuple(
        Voice(views.voice(timeline.settings, id), tuple(quotes[id]), id != "press") for id in ids
    )


def _quoted(timeline: Timeline, source: Source) -> Quoted:
    article = timeline.article[source.article]
    passage = timeline.passages.get((article.id, source.anchor))
    fragment = source.anchor if passage else ""
    return Quoted(
        words=source.words,
        excerpt=passages.excerpt(article.body, passage) if passage else None,
        place=Link(views.href(timeline, "articles", article.id, fragment), article.title),
        publisher=views.publisher(article),
        note=source.note,
        contradicted=source.contradicted,
    )


def _references(timeline: Timeline, event: Event) -> tuple[Reference, ...]:
    cited = [timeline.article[source.article] for source in event.sources if not source.words]
    return tuple(reference(timeline, article) for article in cited)


def reference(timeline: Timeline, article: Article) -> Reference:
    """Return an article as lists of sources show it."""
    return Reference(
        link=views.link(timeline, "articles", article),
        publisher=views.publisher(article),
        url=article.url,
        published=views.moment(article.published) if article.published else None,
        type=article.type,
    )


def _disputed(timeline: Timeline, owner: Event, difference: Difference, here: Event) -> Disputed:
    concerned = [id for id in dict.fromkeys((owner.id, *difference.also)) if id != here.id]
    claims = (
        (
            claim.says,
            tuple(
                Link(views.href(timeline, "articles", id), _named_source(timeline.article[id]))
                for id in claim.sources
            ),
        )
        for claim in difference.claims
    )
    return Disputed(
        question=difference.question,
        claims=tuple(claims),
        reading=difference.reading,
        also=tuple(views.link(timeline, "events", timeline.event[id]) for id in concerned),
    )


def _named_source(article: Article) -> str:
    """Return a source's shortest name: its publisher, or its title where that is not recorded."""
    return article.publisher or article.title


def _correction(correction: Correction) -> tuple[Moment, str]:
    return views.moment(correction.date), correction.note


def change(timeline: Timeline, step: Step) -> Change:
    """Return one setting as a row."""
    setting, event = step.setting, step.event
    measure = timeline.measure[setting.measure]
    unit = measure.unit
    value = f"{setting.value}{unit if unit == '%' else ' ' + unit if unit else ''}"
    return Change(
        measure=views.link(timeline, "measures", measure),
        event=views.link(timeline, "events", event),
        decided=views.moment(event.date),
        value=value if setting.value else "",
        state=setting.state or "",
        start=views.moment(setting.start) if setting.start else None,
        until=views.moment(setting.until) if setting.until else None,
        instrument=setting.instrument,
        note=setting.note,
    )


def measure(timeline: Timeline, measure: Measure) -> History:
    """Return a measure with its history."""
    steps = timeline.history.get(measure.id, ())
    return History(
        link=views.link(timeline, "measures", measure),
        side=views.side(timeline.settings, measure.by),
        unit=measure.unit,
        summary=measure.summary,
        changes=tuple(change(timeline, step) for step in steps),
    )


def article(timeline: Timeline, article: Article, prose: Prose) -> dict[str, object]:
    """Return the values of an article's page."""
    citations = timeline.citations.get(article.id, ())
    notes = _notes(timeline, article, citations)
    blocks: tuple[Block, ...] = ()
    if article.text == "full" and article.is_stored:
        found = [timeline.passages[article.id, note.anchor] for note in notes]
        blocks = passages.marked(article.body, found, [note.css for note in notes], prose)
    with_words = {citation.event.id for citation in citations if citation.source.words}
    unquoted = dict.fromkeys(c.event for c in citations if c.event.id not in with_words)
    return {
        "article": article,
        "reference": reference(timeline, article),
        "voice": views.voice(timeline.settings, article.voice),
        "retrieved": views.moment(article.retrieved) if article.retrieved else None,
        "blocks": [(block, [notes[number - 1] for number in block.numbers]) for block in blocks],
        "notes": notes,
        "unchecked": [c for c in citations if c.source.words and not article.is_stored],
        "citing": [
            (views.link(timeline, "events", event), views.moment(event.date)) for event in unquoted
        ],
        "claims": [
            Link(views.href(timeline, "events", event.id, "differ"), difference.question)
            for event, difference in timeline.claims.get(article.id, ())
        ],
        "event_link": lambda event: views.link(timeline, "events", event),
    }


def _notes(timeline: Timeline, article: Article, citations: Iterable[Citation]) -> tuple[Note, ...]:
    """Number the quoted passages in the order of the text; one passage may serve several events."""
    uses: dict[str, list[Use]] = {}
    for citation in citations:
        source = citation.source
        if (article.id, source.anchor) in timeline.passages:
            link = Link(views.href(timeline, "events", citation.event.id), citation.event.title)
            uses.setdefault(source.anchor, []).append(Use(link, source.note, source.contradicted))
    found = sorted(
        (timeline.passages[article.id, anchor] for anchor in uses), key=lambda p: (p.start, p.end)
    )
    return tuple(
        Note(
            number=number,
            anchor=passage.anchor,
            uses=tuple(uses[passage.anchor]),
            css="no" if any(use.contradicted for use in uses[passage.anchor]) else "",
            excerpt=passages.excerpt(article.body, passage),
        )
        for number, passage in enumerate(found, 1)
    )


def round(timeline: Timeline, round: Round) -> dict[str, object]:
    """Return the values of a round's page beside its list."""
    talks = timeline.event.get(round.event)
    order = timeline.rounds_in_order.index(round)
    around = timeline.rounds_in_order
    return {
        "round": round,
        "summary": round.summary,
        "moment": views.moment(talks.date) if talks else None,
        "talks": views.link(timeline, "events", talks) if talks else None,
        "places": [_place_link(timeline, id) for id in talks.places] if talks else [],
        "delegations": cards.delegations(timeline, round),
        "hosts": [cards.delegate(timeline, id) for id in round.hosts],
        "position": _round_link(timeline, round).note,
        "before": views.link(timeline, "rounds", around[order - 1]) if order else None,
        "after": views.link(timeline, "rounds", around[order + 1])
        if order + 1 < len(around)
        else None,
    }


def rounds_of(timeline: Timeline, person: Person) -> tuple[Link, ...]:
    """Return the rounds at which somebody sat."""
    return tuple(
        views.link(timeline, "rounds", round)
        for round in timeline.rounds_in_order
        if any(person.id in people for _, people in round.delegations)
    )
