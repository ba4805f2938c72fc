"""What an article adds to a record: its sheet, and a draft of each event that nothing tells yet.

Knows which keys an article and a draft get; writes nothing.
"""

import re
from dataclasses import replace

from parley import date_labels, dates, words
from parley.dates import FuzzyDate
from parley.intake.drafting.ids import Ids
from parley.intake.drafting.plans import NewFile, Offer, Plan
from parley.intake.drafting.writing import Pairs, item, line, listing, sheet
from parley.intake.papers import Manuscript, Suggestion
from parley.intake.story.suggest import Reading
from parley.model import Event
from parley.scaffold import year_folder
from parley.timeline import Timeline


def plan(reading: Reading, seed: str, timeline: Timeline) -> Plan:
    """Return what an article adds to a record: its sheet, and drafts of what nothing tells yet.

    `seed` is the path of its file beside content/, "" where that lies elsewhere. An article that is
    stored word for word is not written again.
    """
    ids = Ids(timeline)
    files, lacks_date = [], False
    if reading.is_same:
        stored_as = timeline.article[reading.same_as]
        article, name, body = stored_as.id, stored_as.name, stored_as.body
        lacks_date = stored_as.published is None and reading.manuscript.published is not None
    else:
        paper, body = reading.manuscript, reading.manuscript.body
        article = ids.free("articles", _words_of_id(paper))
        name = f"articles/{year_folder(paper.published)}/{article}.md"
        files.append(NewFile(name=name, raw=article_sheet(reading, seed)))
    stored = words.fold_with_places(body)
    drafting = _Drafting(timeline, article, stored, ids)
    offers = [drafting.offer(suggestion) for suggestion in reading.suggestions]
    return Plan(
        files=(*files, *drafting.files),
        offers=tuple(offers),
        article=article,
        article_name=name,
        reading=reading,
        lacks_date=lacks_date,
    )


def _words_of_id(paper: Manuscript) -> str:
    start = paper.published and (paper.published.earliest or paper.published.latest)
    exact = re.match(r"-?\d{4}(?:-\d\d){0,2}", paper.published.text) if paper.published else None
    day = exact[0] if exact else dates.iso(start) if start else ""
    return f"{paper.publisher} {day} {paper.title}"


class _Drafting:
    """Makes the drafts of one article, one after another; `files` holds those that are new."""

    def __init__(self, timeline: Timeline, article: str, stored: words.Folded, ids: Ids) -> None:
        self.timeline, self.article, self.stored, self.ids = timeline, article, stored, ids
        self.files: list[NewFile] = []
        self._set: set[tuple[str, object]] = {
            (measure, dates.sort_key(step.event.date))
            for measure, steps in timeline.history.items()
            for step in steps
            if step.setting.moves
        }

    def offer(self, suggestion: Suggestion) -> Offer:
        """Offer a suggestion as a source of the event that tells it, or as a draft."""
        source = self._source(suggestion)
        event = self._told_by(suggestion)
        if event is None:
            date = dates.parse(suggestion.date)
            id = self.ids.free("events", suggestion.title)
            name = f"events/{year_folder(date)}/{id}.md"
            self.files.append(NewFile(name=name, raw=self._draft(suggestion, date, source)))
            return Offer(suggestion=suggestion, name=name)
        told = replace(suggestion, covered_by=event.id)
        quoted = dict(source).get("quote", "")
        lines = () if self._is_cited(event, quoted) else item(source)
        return Offer(suggestion=told, name=event.name, told_by=event, lines=lines)

    def _is_cited(self, event: Event, quoted: str) -> bool:
        """Tell whether an event cites the article already, with these words or some of them."""
        mine = words.fold(quoted)
        theirs = [words.fold(each.words) for each in event.sources if each.article == self.article]
        return any(not mine or (each and (each in mine or mine in each)) for each in theirs)

    def _told_by(self, suggestion: Suggestion) -> Event | None:
        """Return the event that tells what a suggestion tells; a draft of an earlier run is one."""
        if suggestion.covered_by:
            return self.timeline.event[suggestion.covered_by]
        anchor = words.anchor(suggestion.quote)
        for event in self.timeline.events:
            if event.date.text != suggestion.date:
                continue
            quotes = {each.anchor for each in event.sources if each.article == self.article}
            if event.title == suggestion.title or anchor in quotes:
                return event
        return None

    def _source(self, suggestion: Suggestion) -> Pairs:
        """Return the article as a source, with the words where they stand in what is stored."""
        source = [("article", self.article)]
        if suggestion.quote and (not self.stored.text or words.find(suggestion.quote, self.stored)):
            source.append(("quote", " ".join(suggestion.quote.split())))
            if suggestion.voice:
                source.append(("voice", suggestion.voice))
        return source

    def _draft(self, suggestion: Suggestion, date: FuzzyDate, source: Pairs) -> bytes:
        lines = [
            *line("title", suggestion.title),
            *line("date", suggestion.date),
            *line("kind", suggestion.kind),
            *listing("by", suggestion.by),
            *line("round", suggestion.round),
            *listing("topics", suggestion.topics),
            *listing("people", suggestion.people),
            *listing("places", suggestion.places),
            *("sources:", *item(source)),
            *(
                ["sets:", *item(self._setting(suggestion, date))]
                if suggestion.until and suggestion.measure
                else []
            ),
            "draft: true",
        ]
        return sheet(lines)

    def _setting(self, suggestion: Suggestion, date: FuzzyDate) -> Pairs:
        """Return what a draft does to its measure: a note, unless its words report such an act.

        Of two acts of one day an editor must say which came first, so the second is a note too.
        """
        moment = suggestion.measure, dates.sort_key(date)
        measure = ("measure", suggestion.measure)
        until = dates.parse(suggestion.until)
        is_past = until.latest and date.earliest and until.latest < date.earliest
        if suggestion.is_set and not is_past and moment not in self._set:
            self._set.add(moment)
            return [measure, ("until", suggestion.until)]
        return [measure, ("note", f"The source gives {date_labels.label(until)} as its end.")]


def article_sheet(reading: Reading, seed: str) -> bytes:
    """Return an article's sheet: what the file states goes before what was guessed of it."""
    paper = reading.manuscript
    guessed = {"type": reading.type, "origin": reading.origin, "voice": reading.voice}
    lines = [
        *line("title", paper.title),
        *line("publisher", paper.publisher),
        *line("url", paper.url),
        *line("published", paper.published.text if paper.published else ""),
        *line("language", paper.language),
    ]
    stated = dict(paper.keys)
    for key in ("retrieved", "type", "origin", "voice", "text"):
        lines += [f"{key}: {stated[key]}"] if key in stated else line(key, guessed.get(key, ""))
    lines += [*line("seed", seed), *line("sha256", paper.sha256), *map(_comment, paper.kept)]
    return sheet(lines, paper.body)


def _comment(kept: str) -> str:
    return kept if kept.startswith("#") else f"# {kept}"
