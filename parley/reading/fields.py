"""The keys of every kind of content: one table for reading, for `new` and for the handbook.

Knows names, which are required, and what to say about them; reads nothing.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Field:
    """One key of front matter, with a sentence and an example for editors."""

    name: str
    help: str
    example: str
    required: bool = False


class Table(tuple[Field, ...]):
    """The keys of one mapping, in the order in which editors see them."""

    @cached_property
    def named(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self}

    @cached_property
    def required(self) -> dict[str, Field]:
        """The fields that can't be left out."""
        return {name: field for name, field in self.named.items() if field.required}


def _table(*fields: Field) -> Table:
    return Table(fields)


def _required(name: str, help: str, example: str) -> Field:
    return Field(name, help, example, required=True)


TITLE = _required("title", "what it is called", "Talks in Madrid")
ALIASES = Field("aliases", "other names that readers and sources use", "[trade truce]")
TOPICS = Field("topics", "ids of topics", "[tariffs, tiktok]")
BY = Field("by", "ids of the parties that act; leave out for third parties", "[us]")

EVENT = _table(
    _required(
        "title", "what happened, in the present tense, at most 90 characters", "China opens a case"
    ),
    _required("date", "EDTF, no finer than what is known", "2025-09-13"),
    Field("kind", "the id of a kind in site.toml", "talks"),
    BY,
    Field("weight", "lead, standard or brief", "standard"),
    Field("order", "a number, to order the events of one day", "1"),
    Field("round", "the id of the round that it is", "madrid"),
    TOPICS,
    Field("people", "ids of people", "[he-lifeng, scott-bessent]"),
    Field("places", "ids of places", "[madrid]"),
    Field("summary", "who did what, in one to three sentences", "The two sides meet for two days."),
    Field("known", "the day since when it is known, if no source tells", "2025-09-12"),
    Field(
        "sources", "article ids, or an article with its words: {article, quote}", "[some-article]"
    ),
    Field(
        "sets",
        "what it does to a measure: {measure, until}",
        "[{measure: truce, until: 2025-11-10}]",
    ),
    Field(
        "differs",
        "what sources answer differently: {question, claims, reading}",
        "[{question: Where was it?, claims: [{says: In Geneva, sources: [some-article]}]}]",
    ),
    Field(
        "corrections",
        "dated notes on changes: {date, note}",
        "[{date: 2025-10-01, note: The place was wrong.}]",
    ),
    Field("aliases", "old ids, whose addresses stay alive", "[an-old-name]"),
    Field("draft", "true keeps it out of the published site", "true"),
)
SOURCE = _table(
    _required("article", "the id of an article", "some-article"),
    Field("quote", "its words, exactly", "the fourth round of discussions"),
    Field("voice", "whose position the words report: a party's id or press", "us"),
    Field("note", "one sentence on what the words show", "Supports the date."),
    Field("contradicted", "true where other sources say otherwise", "true"),
)
SETTING = _table(
    _required("measure", "the id of a measure", "tariff-truce"),
    Field("value", "the value from now on", "30"),
    Field("state", "announced, in force, suspended, ended, met or dropped", "suspended"),
    Field("from", "first day in effect; the event's, if left out", "2025-05-14"),
    Field("until", "the moment it stops holding; .. for no end", "2025-11-10"),
    Field("instrument", "the act by which it is set", "Executive Order 14334"),
    Field("note", "one sentence; a note alone moves nothing", "Applies to new goods."),
)
DIFFERENCE = _table(
    _required(
        "question", "the question that sources answer differently", "Where was the truce agreed?"
    ),
    _required(
        "claims", "the answers: {says, sources}", "[{says: In Geneva, sources: [some-article]}]"
    ),
    Field("reading", "what we take from it", "The text of the order decides."),
    Field("also", "ids of other events concerned", "[geneva-talks]"),
)
CLAIM = _table(
    _required("says", "the answer", "In Geneva, in May"),
    _required("sources", "ids of the articles that say so", "[some-article]"),
)
CORRECTION = _table(
    _required("date", "the day of the change", "2025-10-01"),
    _required("note", "what was changed", "The place was wrong."),
)
ARTICLE = _table(
    Field("title", "its headline", "Talks to open in Madrid"),
    Field("publisher", "who published it", "The Daily Example"),
    Field("url", "where it is", "https://example.org/story"),
    Field("published", "EDTF, no finer than what is known", "2025-09-12"),
    Field("retrieved", "the day on which it was stored", "2025-09-13"),
    Field("language", "its language tag", "en"),
    Field("type", "official, wire, news, law firm ...; low counts for nothing", "news"),
    Field("origin", "whose story it is, if not the publisher's", "Reuters"),
    Field("voice", "whose voice it is: a party's id or press", "press"),
    Field("seed", "the file as received, beside content/", "seeds/story.txt"),
    Field("sha256", "the hash of that file", "0e72..."),
    Field("text", "what the page shows: passages, or full where that is ours to show", "passages"),
)
TOPIC = _table(
    TITLE, ALIASES, Field("summary", "one or two sentences", "Duties on each other's goods.")
)
PERSON = _table(
    TITLE,
    Field("names", "the name in other languages, by language tag", "{zh-Hans: 何立峰}"),
    Field("role", "the office held", "Vice Premier"),
    Field("party", "the id of the party served", "china"),
    ALIASES,
)
PLACE = _table(
    TITLE,
    Field("country", "the country", "Spain"),
    Field("venue", "the building", "Palacio de Santa Cruz"),
    Field("lat", "latitude in degrees", "40.4"),
    Field("lon", "longitude in degrees", "-3.7"),
    ALIASES,
)
ROUND = _table(
    TITLE,
    Field("event", "the id of the event that has its date and place", "madrid-talks"),
    Field("number", "its number; leaders' meetings have none", "4"),
    Field("label", "a short name, for charts", "Madrid"),
    Field("delegations", "people by party", "{us: [scott-bessent], china: [he-lifeng]}"),
    Field("hosts", "ids of people", "[a-minister]"),
    Field("summary", "what came out of it", "A framework on one question."),
)
MEASURE = _table(
    TITLE,
    BY,
    Field("unit", "what its values are counted in", '"%"'),
    TOPICS,
    Field("summary", "what it is, in a sentence", "An extra duty on all goods."),
)
PAGE = _table(TITLE)

BY_KIND = {
    "events": EVENT,
    "articles": ARTICLE,
    "topics": TOPIC,
    "people": PERSON,
    "places": PLACE,
    "rounds": ROUND,
    "measures": MEASURE,
    "pages": PAGE,
}

SITE = _table(
    _required("title", "the name of the site", "Talks on the river"),
    _required("base_url", "the address at which it is published", "https://example.org/talks/"),
    _required("language", "the language of the content", "en"),
    Field("tagline", "one sentence under the title", "Every round, with its sources."),
    Field(
        "repo_url", "the repository, for links to edit a page", "https://github.com/example/talks"
    ),
    Field("timezone", "the zone in which a day of the record begins", "Europe/Madrid"),
    Field("record_to", "the day that the record reaches", "2025-09-15"),
    Field("span", "the years of the story; a date in another year is a warning", "2024/2026"),
    Field("snapshots", "days for which the record as then known is built", '["2025-09-13"]'),
    Field("parties", "blocks [[parties]]", ""),
    Field("kinds", "blocks [[kinds]]", ""),
)
PARTY = _table(
    _required("id", "a short word", "us"),
    _required("name", "the full name", "United States"),
    Field("short", "the name where there is little room", "U.S."),
    Field("capital", "the city that stands for it", "Washington"),
    Field("zone", "the time zone of the capital", "America/New_York"),
)
KIND = _table(
    _required("id", "a short word", "talks"),
    _required("name", "the word that readers see", "Talks"),
    Field("public", "true for what is public from its own day on: orders, rulings", "true"),
)
