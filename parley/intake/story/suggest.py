"""From an article to what it suggests: its masthead filled in, and an event for each statement.

Knows the order of the work on one article; each step of it is a file of its own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from parley import dates, words
from parley.dates import Day, FuzzyDate, day_number
from parley.intake.naming.candidates import candidates
from parley.intake.naming.names import Names
from parley.intake.papers import Manuscript, Named, Suggestion, Timelike
from parley.intake.story import masthead, titles
from parley.intake.story.coverage import Coverage, Twins, touch
from parley.intake.story.deadlines import Deadlines
from parley.intake.story.kinds import Kinds
from parley.intake.story.parties import Parties
from parley.intake.story.repeats import is_same, with_names
from parley.intake.story.statements import Found, Statements
from parley.model import PRESS, Article
from parley.steps import Step
from parley.timeline import Timeline

# Topics that an article is about: a bare "it ends on 10 November" is most likely said of these.
_MAIN_TOPICS = 2

# What news tells in its first lines happened where it was written, if it is of these kinds.
_AT_A_PLACE, _LEAD, _NEWS_DAYS = {"talks", "agreement"}, 600, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One article as read: `manuscript` with everything filled in that could be.

    `place` is the dateline's, as written. `same_as` is a stored article with the same text, or
    nearly; `is_same` tells that there is nothing to write, for the text is stored word for word;
    `origin` is whose story a reprint is. `named` are the names of the record in the body,
    `candidates` names that it does not have.
    """

    manuscript: Manuscript
    place: str = ""
    voice: str = ""
    type: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    named: tuple[Named, ...] = ()
    candidates: tuple[tuple[str, int], ...] = ()
    same_as: str = ""
    is_same: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """What one article gives to all of its statements.

    `cited` are events with words that they quote from it already; `topics` its main ones. What it
    tells up to `lead` happens at `places`, those of its dateline, if nothing else is said.
    """

    article: Manuscript
    cited: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
    voice: str
    places: tuple[str, ...]
    lead: int

    @property
    def known(self) -> Day:
        """The last day of which the article can know."""
        published = self.article.published
        return (published and published.latest) or dates.NEVER

    def is_news(self, date: FuzzyDate) -> bool:
        """Tell whether a day lies in the days before publication."""
        if not date.earliest or not date.latest or date.latest > self.known:
            return False
        return day_number(self.known) - day_number(date.earliest) <= _NEWS_DAYS


class Reader:
    """Reads articles for one record; made once for a run."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.twins = Twins(timeline)
        self.names = Names.of(timeline)
        self.kinds = Kinds(timeline.settings)
        self.deadlines = Deadlines(timeline)
        self.coverage = Coverage(timeline)
        self.parties = Parties(timeline)

    def stored(self, manuscript: Manuscript) -> Article | None:
        """Return the article of the record that has this very text."""
        return self.twins.same_file(manuscript.sha256, manuscript.body)

    def read(self, manuscript: Manuscript) -> Reading:
        """Return what an article says of itself, and the events that it suggests."""
        body = manuscript.body
        line = masthead.dateline(body)
        stored = self.stored(manuscript)
        twin = stored or self.twins.reprint(body)
        voice, type = masthead.like_its_publisher(manuscript.publisher, self.timeline)
        language = masthead.language(body, self.timeline.settings.language)
        filled = replace(
            manuscript,
            title=titles.without_publisher(manuscript.title, manuscript.publisher)
            or titles.of_article(body, line),
            language=manuscript.language or language,
        )
        named = self.names.found(body)
        statements = Statements(filled, named, self.kinds).found(line)
        cited = self._cited(stored)
        if voice == PRESS and not type:
            voice = self.parties.speaker(filled, named) or voice
        counts = Counter(name.id for name in named if name.kind == "topics")
        topics = tuple(id for id, _ in counts.most_common(_MAIN_TOPICS))
        inside = [name for name in named if line.start <= name.start and name.end <= line.end]
        places = tuple(name.id for name in inside if name.kind == "places")
        context = _Context(filled, cited, topics, voice, places, line.end + _LEAD)
        return Reading(
            manuscript=filled,
            place=line.place,
            voice=voice,
            type=type,
            suggestions=self._suggestions(statements, context),
            named=named,
            candidates=candidates(body, named),
            same_as=twin.id if twin else "",
            is_same=stored is not None,
            origin=_origin(twin, manuscript.publisher) if twin and not stored else "",
        )

    def _suggestions(
        self, statements: Iterable[Found], context: _Context
    ) -> tuple[Suggestion, ...]:
        """Return what is suggested, in order, without what says an earlier thing again."""
        kept: list[Suggestion] = []
        for found in statements:
            each = self._suggestion(found, context)
            if found.goes_on:
                by = (other.by for other in reversed(kept) if other.kind == each.kind)
                each = replace(each, by=each.by or next(by, ()))
            if found.is_mention and self._is_ahead(each, context):
                continue
            is_told = found.is_mention and any(o.covered_by == each.covered_by for o in kept)
            if each.covered_by and is_told:
                continue
            same = next((at for at, other in enumerate(kept) if is_same(each, other)), None)
            if same is None:
                kept.append(each)
            else:
                kept[same] = with_names(kept[same], each)
        return tuple(kept)

    def _suggestion(self, found: Found, context: _Context) -> Suggestion:
        statement = found.statement
        step = self._step(found, context)
        round = found.round or (self._round_at(found.place, context) if found.is_mention else "")
        event = self.timeline.event.get(self.timeline.round[round].event if round else "")
        if event and not found.is_mention and not touch(event.date, found.date):
            round, event = "", None
        date = event.date if event and found.is_numbered else found.date
        places = (found.place,) if found.place else statement.ids("places")
        is_lead = found.kind in _AT_A_PLACE and statement.span.start < context.lead
        if not places and is_lead and context.is_news(found.date):
            places = context.places
        if event and found.is_mention:
            places = event.places
        measure = self._measure(found, step)
        suggestion = Suggestion(
            date=date.text,
            title=found.title or titles.of_event(statement.span, found.time),
            kind=self.kinds.id(found.kind),
            by=self.parties.by(found),
            quote=statement.span.text,
            voice=self.parties.voice(statement) or context.voice,
            round=round,
            people=statement.ids("people"),
            places=places,
            topics=statement.topics or self._topics(measure),
            measure=measure,
            until=_until(found.end, step),
            is_set=found.is_set,
        )
        covered = event.id if event else ""
        if step and (found.kind == "deadline" or touch(step.event.date, date)):
            covered = step.event.id
        if not covered:
            mine = {id for id, quoted in context.cited if _overlap(quoted, suggestion.quote)}
            covered = self.coverage.event(suggestion, date, mine)
        return replace(suggestion, covered_by=covered)

    def _step(self, found: Found, context: _Context) -> Step | None:
        """Return the setting that is meant: by what the sentence says, its paragraph, the rest."""
        if found.end is None or found.end.date is None:
            return None
        statement = found.statement
        text, by = statement.span.text, tuple(self.parties.of(statement).values())
        by = by or (context.voice,)
        own, before = statement.topics, statement.before
        earlier, rest = self._titles(before), self._titles(context.topics)
        for told, topics in (
            (text, own),
            (f"{text} {earlier}", before),
            (f"{text} {rest} {context.article.title}", context.topics),
        ):
            if step := self.deadlines.setting(told, topics, by, found.end.date, context.known):
                return step
        is_deadline = any(cue.kind == "deadline" for cue in statement.cues)
        return self.deadlines.only(found.end.date, context.known) if is_deadline else None

    def _is_ahead(self, each: Suggestion, context: _Context) -> bool:
        """Tell whether talks that are only named were still to come, and the record knows when."""
        event = self.timeline.event.get(each.covered_by)
        start = event.date.earliest if event else None
        return start is not None and start > context.known

    def _topics(self, measure: str) -> tuple[str, ...]:
        return self.timeline.measure[measure].topics if measure else ()

    def _titles(self, topics: Iterable[str]) -> str:
        return " ".join(self.timeline.topic[id].title for id in topics)

    def _measure(self, found: Found, step: Step | None) -> str:
        if step:
            return step.setting.measure
        if found.end is None:
            return ""
        return self.deadlines.measure(found.statement.span.text, found.statement.topics)

    def _round_at(self, place: str, context: _Context) -> str:
        """Return the last round that was held at a place by the day of publication, or ""."""
        for round in reversed(self.timeline.rounds_in_order):
            event = self.timeline.event.get(round.event)
            if (
                event
                and place in event.places
                and (event.date.earliest or dates.NEVER) <= context.known
            ):
                return round.id
        return ""

    def _cited(self, stored: Article | None) -> tuple[tuple[str, str], ...]:
        """Return events and the words that they quote from an article which is stored already."""
        if stored is None:
            return ()
        return tuple(
            (citation.event.id, words.fold(citation.source.words))
            for citation in self.timeline.citations.get(stored.id, ())
            if citation.source.words
        )


def _origin(article: Article, publisher: str) -> str:
    """Return whose story a reprint is: that of the article which is already there."""
    origin = article.story_of or article.publisher
    return origin if origin.casefold() != publisher.casefold() else ""


def _overlap(quoted: str, told: str) -> bool:
    folded = words.fold(told).rstrip(".")
    return quoted.rstrip(".") in folded or folded in quoted


def _until(end: Timelike | None, step: Step | None) -> str:
    """Return the moment from which something no longer holds (house rule of `until`).

    "Through 9 November" ends as 10 November begins; where the record has an end within that day
    or the next, a looser word for the same end is meant.
    """
    if end is None or end.date is None:
        return ""
    day = end.date.latest
    if not end.is_inclusive or day is None or not dates.is_one_day(end.date):
        return end.date.text
    if step and step.end and step.end.earliest:
        return dates.iso(step.end.earliest)
    return dates.iso(dates.day_from_number(day_number(day) + 1))
