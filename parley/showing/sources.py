"""What the pages say of sources: quotes by voice, references, disagreements, an article's notes.

Knows how evidence is told; knows neither lists nor measures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parley.groups import Citation
from parley.model import PRESS, Article, Difference, Event, Source
from parley.showing import passages, views
from parley.showing.passages import Block, Excerpt
from parley.showing.prose import Prose
from parley.showing.views import Link, Moment, Side
from parley.timeline import Timeline


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
class Reference:
    """An article as it is listed; `language` is that of its title, `note` what events say of it."""

    link: Link
    language: str
    attribution: str
    published: Moment | None
    type: str
    note: str = ""
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """What reports one side's position: quotes, and articles that are cited without words."""

    side: Side
    quotes: tuple[Quoted, ...]
    references: tuple[Reference, ...]
    is_party: bool


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose position is reported, and whether any words are quoted, or articles cited without."""

    sides: tuple[Voice, ...]
    is_quoted: bool
    is_cited: bool


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


def voices(timeline: Timeline, events: Sequence[Event], here: str) -> Voices:
    """Group quotes and articles by whose position they report: parties in order, the press below.

    The same words of the same article are shown once, and as contradicted if any event of these
    contradicts them. An article that is quoted is listed too where an event says something of it.
    Where nothing is quoted and no article is a party's, the press alone is left. `here` is the id
    of the event that the page is about.
    """
    ids = [*(party.id for party in timeline.settings.parties), PRESS]
    quotes: dict[str, list[Quoted]] = {id: [] for id in ids}
    references: dict[str, list[Reference]] = {id: [] for id in ids}
    same: dict[tuple[str, str, str], list[Citation]] = {}
    for event in events:
        for source in event.sources:
            voice = source.voice or timeline.article[source.article].voice
            key = source.article, source.anchor, "" if source.anchor else voice
            same.setdefault(key, []).append(Citation(event, source))
    quoted = {id for id, anchor, _ in same if anchor}
    for (id, anchor, _), uses in same.items():
        use = next((each for each in uses if each.source.contradicted), uses[0])
        voice = use.source.voice or timeline.article[id].voice
        if anchor:
            quotes[voice].append(_quoted(timeline, use, here))
        elif id not in quoted or any(_is_remark(each.source) for each in uses):
            references[voice].append(_cited(timeline, use, uses))
    is_quoted = any(quotes.values())
    has_party = is_quoted or any(references[id] for id in ids if id != PRESS)
    sides = tuple(
        Voice(
            views.voice(timeline.settings, id),
            tuple(quotes[id]),
            tuple(references[id]),
            id != PRESS,
        )
        for id in (ids if has_party else [PRESS])
    )
    return Voices(sides, is_quoted, any(references.values()))


def _is_remark(source: Source) -> bool:
    """Tell whether an event says anything of an article that it cites without words."""
    return bool(not source.words and (source.note or source.contradicted))


def _cited(timeline: Timeline, use: Citation, uses: Sequence[Citation]) -> Reference:
    notes = dict.fromkeys(each.source.note for each in uses if each.source.note)
    return reference(
        timeline,
        timeline.article[use.source.article],
        note=" ".join(notes),
        contradicted=use.source.contradicted,
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


def reference(
    timeline: Timeline, article: Article, *, note: str = "", contradicted: bool = False
) -> Reference:
    """Return an article as lists of sources show it; what is official says so beside its name."""
    return Reference(
        link=views.link(timeline, "articles", article),
        language=article.language,
        attribution=views.attribution(article),
        published=views.moment(article.published) if article.published else None,
        type="" if views.is_official(article) else views.type_name(article),
        note=note,
        contradicted=contradicted,
    )


def disputes(timeline: Timeline, event: Event) -> tuple[Disputed, ...]:
    """Return every disagreement that concerns an event, its own and those of others."""
    pairs = timeline.differences.get(event.id, ())
    return tuple(_disputed(timeline, owner, difference, event.id) for owner, difference in pairs)


def every_dispute(timeline: Timeline) -> tuple[Disputed, ...]:
    """Return every disagreement of the record once, in the order of events, with all of these."""
    events = timeline.events_with.get("differs", ())
    owned = ((event, each) for event in events for each in event.differs)
    return tuple(_disputed(timeline, owner, difference) for owner, difference in owned)


def _disputed(timeline: Timeline, owner: Event, difference: Difference, here: str = "") -> Disputed:
    concerned = [id for id in dict.fromkeys((owner.id, *difference.also)) if id != here]
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
    unquoted = [
        citation
        for citation in citations
        if not citation.source.words
        and (citation.event.id not in with_words or _is_remark(citation.source))
    ]
    return {
        "article": article,
        "reference": reference(timeline, article),
        "type": views.type_name(article),
        "voice": views.voice(timeline.settings, article.voice),
        "retrieved": views.moment(article.retrieved) if article.retrieved else None,
        "blocks": [(block, [notes[number - 1] for number in block.numbers]) for block in blocks],
        "notes": notes,
        "unchecked": [
            (_use(timeline, citation), citation.source.words)
            for citation in citations
            if citation.source.words and not article.is_stored
        ],
        "citing": [
            (_use(timeline, citation), views.moment(citation.event.date)) for citation in unquoted
        ],
        "claims": [
            Link(views.href(timeline, "events", event.id, "differ"), difference.question)
            for event, difference in timeline.claims.get(article.id, ())
        ],
    }


def _use(timeline: Timeline, citation: Citation) -> Use:
    link = views.link(timeline, "events", citation.event)
    return Use(link, citation.source.note, citation.source.contradicted)


def _notes(timeline: Timeline, article: Article, citations: Iterable[Citation]) -> tuple[Note, ...]:
    """Number the quoted passages in the order of the text; one passage may serve several events."""
    uses: dict[str, list[Use]] = {}
    for citation in citations:
        source = citation.source
        if (article.id, source.anchor) in timeline.passages:
            uses.setdefault(source.anchor, []).append(_use(timeline, citation))
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
