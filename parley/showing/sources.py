"""What the pages say of sources: quotes by voice, references, disagreements, an article's notes.

Knows how evidence is told; knows neither lists nor measures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parley.model import PRESS, Article, Difference, Event
from parley.showing import passages, views
from parley.showing.passages import Block, Excerpt
from parley.showing.prose import Prose
from parley.showing.views import Link, Moment, Side
from parley.timeline import Citation, Timeline


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote; `excerpt` is None where no text is stored to check it.

    `event` is the event that quotes it, where that is not the one that the page is about.
    """

    words: str
    language: str
    excerpt: Excerpt | None
    place: Link
    attribution: str
    event: Link | None
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
    """An article that is cited without words; `language` is that of its title."""

    link: Link
    language: str
    attribution: str
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


def voices(timeline: Timeline, events: Sequence[Event], here: str) -> tuple[Voice, ...]:
    """Group quotes by whose position they report: parties in their order, the press below.

    The same words of the same article are shown once, and as contradicted if any event of these
    contradicts them. `here` is the id of the event that the page is about.
    """
    ids = [*(party.id for party in timeline.settings.parties), PRESS]
    quotes: dict[str, list[Quoted]] = {id: [] for id in ids}
    same: dict[tuple[str, str], list[Citation]] = {}
    for event in events:
        for source in event.sources:
            if source.words:
                key = source.article, source.anchor
                same.setdefault(key, []).append(Citation(event, source))
    for uses in same.values():
        use = next((each for each in uses if each.source.contradicted), uses[0])
        voice = use.source.voice or timeline.article[use.source.article].voice
        quotes[voice].append(_quoted(timeline, use, here))
    return tuple(
        Voice(views.voice(timeline.settings, id), tuple(quotes[id]), id != PRESS) for id in ids
    )


def _quoted(timeline: Timeline, use: Citation, here: str) -> Quoted:
    source = use.source
    article = timeline.article[source.article]
    passage = timeline.passages.get((article.id, source.anchor))
    fragment = source.anchor if passage else ""
    return Quoted(
        words=source.words,
        language=article.language,
        excerpt=passages.excerpt(article.body, passage) if passage else None,
        place=Link(views.href(timeline, "articles", article.id, fragment), article.title),
        attribution=views.attribution(article),
        event=None if use.event.id == here else views.link(timeline, "events", use.event),
        note=source.note,
        contradicted=source.contradicted,
    )


def references(timeline: Timeline, events: Sequence[Event]) -> tuple[Reference, ...]:
    """Return the articles that events cite without quoting them, each once."""
    cited = [source for event in events for source in event.sources]
    quoted = {source.article for source in cited if source.words}
    ids = dict.fromkeys(source.article for source in cited if source.article not in quoted)
    return tuple(reference(timeline, timeline.article[id]) for id in ids)


def reference(timeline: Timeline, article: Article) -> Reference:
    """Return an article as lists of sources show it; what is official says so beside its name."""
    return Reference(
        link=views.link(timeline, "articles", article),
        language=article.language,
        attribution=views.attribution(article),
        published=views.moment(article.published) if article.published else None,
        type="" if views.is_official(article) else views.type_name(article),
    )


def disputes(timeline: Timeline, event: Event) -> tuple[Disputed, ...]:
    """Return every disagreement that concerns an event, its own and those of others."""
    pairs = timeline.differences.get(event.id, ())
    return tuple(_disputed(timeline, owner, difference, event) for owner, difference in pairs)


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


def article(timeline: Timeline, article: Article, prose: Prose) -> dict[str, object]:
    """Return the values of an article's page."""
    citations = timeline.citations.get(article.id, ())
    notes = _notes(timeline, article, citations)
    blocks: tuple[Block, ...] = ()
    if article.is_shown:
        found = [timeline.passages[article.id, note.anchor] for note in notes]
        blocks = passages.marked(article.body, found, [note.css for note in notes], prose)
    with_words = {citation.event.id for citation in citations if citation.source.words}
    unquoted = dict.fromkeys(c.event for c in citations if c.event.id not in with_words)
    return {
        "article": article,
        "reference": reference(timeline, article),
        "type": views.type_name(article),
        "voice": views.voice(timeline.settings, article.voice),
        "retrieved": views.moment(article.retrieved) if article.retrieved else None,
        "blocks": [(block, [notes[number - 1] for number in block.numbers]) for block in blocks],
        "notes": notes,
        "unchecked": [
            (views.link(timeline, "events", citation.event), citation.source.words)
            for citation in citations
            if citation.source.words and not article.is_stored
        ],
        "citing": [
            (views.link(timeline, "events", event), views.moment(event.date)) for event in unquoted
        ],
        "claims": [
            Link(views.href(timeline, "events", event.id, "differ"), difference.question)
            for event, difference in timeline.claims.get(article.id, ())
        ],
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
