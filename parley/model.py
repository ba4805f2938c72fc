"""The things on a timeline, as frozen values: events, articles, topics, people and the rest.

Knows what each of them holds; knows neither files nor pages. References are ids; the Timeline
resolves them. Tuples, never sets: equal input must give equal bytes.
"""

from dataclasses import dataclass
from typing import Literal

from parley.dates import FuzzyDate
from parley.problems import Origin

State = Literal["announced", "in force", "suspended", "ended", "met", "dropped"]
STATES: tuple[State, ...] = ("announced", "in force", "suspended", "ended", "met", "dropped")

Weight = Literal["lead", "standard", "brief"]
WEIGHTS: tuple[Weight, ...] = ("lead", "standard", "brief")

PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What everything has: an id (the file's stem), a title, a text and the file it came from.

    `name` is the file's path in content/; `body_line` the line of it on which the body begins.
    """

    id: str
    title: str
    body: str = ""
    body_line: int = 1
    name: str = ""
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that an event cites, with the words it quotes, if it quotes any.

    `voice` is whose position the words report: a party's id or `press`; "" means the article's.
    `anchor` is the fragment of the quote on the article's page, "" without words.
    """

    article: str
    words: str = ""
    anchor: str = ""
    voice: str = ""
    note: str = ""
    contradicted: bool = False
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an event does to a measure; what is left out stays as it was.

    `origin` is where it is written, as of a Source.
    """

    measure: str
    value: str = ""
    state: State | None = None
    start: FuzzyDate | None = None
    until: FuzzyDate | None = None
    instrument: str = ""
    note: str = ""
    origin: Origin

    @property
    def moves(self) -> bool:
        """Tell whether it changes anything; a note alone does not."""
        return bool(self.value or self.state or self.start or self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One side of a disagreement between sources."""

    says: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A question that sources answer differently; written on one event, shown on all of `also`."""

    question: str
    claims: tuple[Claim, ...]
    reading: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A dated note on what was changed in the record of an event."""

    date: FuzzyDate
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entity):
    """Something that happened, on a date as precise as it is known."""

    date: FuzzyDate
    kind: str = ""
    by: tuple[str, ...] = ()
    weight: Weight = "standard"
    order: int = 0
    round: str = ""
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    summary: str = ""
    known: FuzzyDate | None = None
    known_origin: Origin | None = None
    sources: tuple[Source, ...] = ()
    sets: tuple[Setting, ...] = ()
    differs: tuple[Difference, ...] = ()
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entity):
    """A source: its text where it may be held, else a reference. `body` is the stored text.

    `story_of` is whose story it is (`origin` in front matter), "" for the publisher's own.
    """

    publisher: str = ""
    url: str = ""
    published: FuzzyDate | None = None
    retrieved: FuzzyDate | None = None
    language: str = ""
    type: str = ""
    story_of: str = ""
    voice: str = PRESS
    seed: str = ""
    seed_origin: Origin | None = None
    sha256: str = ""
    text: Literal["full", "passages"] = "passages"

    @property
    def is_stored(self) -> bool:
        """Tell whether there is a text to check a quote against."""
        return bool(self.body.strip())

    @property
    def is_shown(self) -> bool:
        """Tell whether the page shows the whole stored text, and not passages of it."""
        return self.is_stored and self.text == "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Entity):
    """A subject that runs through the timeline."""

    aliases: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Entity):
    """Somebody who takes part; `names` maps a language tag to the name in that language."""

    names: tuple[tuple[str, str], ...] = ()
    role: str = ""
    party: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entity):
    """Where something happened; latitude and longitude in degrees, for maps only."""

    country: str = ""
    venue: str = ""
    lat: float | None = None
    lon: float | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Entity):
    """A meeting of the negotiators; its date and place are those of its event."""

    event: str = ""
    number: int | None = None
    label: str = ""
    delegations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hosts: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Entity):
    """Anything that is in force with a value and perhaps an end; events set it."""

    by: tuple[str, ...] = ()
    unit: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Entity):
    """A page of content/pages/."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a quote stands in an article's stored text: half-open range of characters."""

    article: str
    anchor: str
    start: int
    end: int
