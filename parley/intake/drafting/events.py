"""What another timeline adds to a record: its events, their topics, and where they can be read.

Knows which entries the record has already; knows no file's form and writes nothing.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from parley import addresses
from parley.intake.drafting.ids import Ids
from parley.intake.drafting.plain_links import with_web_links_alone
from parley.intake.drafting.plans import NewFile, Offer, Plan
from parley.intake.drafting.writing import line, listing, on_one_line, sheet
from parley.intake.papers import Entry, Suggestion
from parley.scaffold import year_folder
from parley.timeline import Timeline


def plan(entries: Sequence[Entry], timeline: Timeline) -> Plan:
    """Return the events of another timeline that the record lacks, and what they refer to.

    They are no drafts: they were published where they come from.
    """
    adding = _Adding(timeline)
    offers = tuple(map(adding.offer, entries))
    return Plan(files=tuple(adding.files), offers=offers)


class _Adding:
    """Makes the files of one timeline, entry by entry; each topic and each source once."""

    def __init__(self, timeline: Timeline) -> None:
        self.ids = Ids(timeline)
        self.files: list[NewFile] = []
        self._told = {(event.title, event.date.text): event for event in timeline.events}
        self._sources = {each.url: each.id for each in timeline.articles if each.url}
        self._topics: dict[str, str] = {}
        for topic in timeline.topics:
            for name in (topic.id, topic.title, *topic.aliases):
                self._topics.setdefault(name.casefold(), topic.id)

    def offer(self, entry: Entry) -> Offer:
        """Offer an entry as an event, or tell which event of the record it is."""
        title = on_one_line(entry.title)
        told = self._told.get((title, entry.date.text))
        if told:
            suggestion = Suggestion(date=told.date.text, title=title, covered_by=told.id)
            return Offer(suggestion=suggestion, name=told.name)
        topics = tuple(dict.fromkeys(self._topic(name) for name in entry.topics if name.strip()))
        source = self._source(entry)
        lines = [
            *line("title", title),
            *line("date", entry.date.text),
            *listing("topics", topics),
            *listing("sources", [source] if source else []),
        ]
        name = f"events/{year_folder(entry.date)}/{self.ids.free('events', title)}.md"
        text = with_web_links_alone(entry.text)
        self.files.append(NewFile(name=name, raw=sheet(lines, text)))
        suggestion = Suggestion(date=entry.date.text, title=title, topics=topics)
        return Offer(suggestion=suggestion, name=name)

    def _topic(self, name: str) -> str:
        """Return the id of a topic; one that the record lacks gets a file."""
        title = on_one_line(name)
        known = self._topics.get(title.casefold()) or self._topics.get(addresses.slug(title))
        if known is None:
            known = self._topics[title.casefold()] = self.ids.free("topics", title)
            raw = sheet(line("title", title))
            self.files.append(NewFile(name=f"topics/{known}.md", raw=raw))
        return known

    def _source(self, entry: Entry) -> str:
        """Return the id of the article at an entry's address; one that is new is a reference."""
        url = on_one_line(entry.url)
        if not url or url in self._sources:
            return self._sources.get(url, "")
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        id = self._sources[url] = self.ids.free("articles", f"{host} {on_one_line(entry.title)}")
        raw = sheet([*line("publisher", host), *line("url", url)])
        self.files.append(NewFile(name=f"articles/undated/{id}.md", raw=raw))
        return id
