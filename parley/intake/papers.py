"""What `import` reads and what it makes of it, as frozen values that its steps hand on.

Knows no rule: files become Manuscripts or Entries, and of Manuscripts come Suggestions.
"""

from dataclasses import dataclass

from parley.dates import FuzzyDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """One article as it came: `body` has the words of the file, no more and no fewer.

    What the file does not state is "" or None. Of its front matter, `keys` holds an article's keys
    with their values as YAML, and `kept` lines that are no such keys (`author: X`), as written.
    """

    body: str
    sha256: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: FuzzyDate | None = None
    language: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event of another timeline: its topics are names as they are written there.

    `line` is where it begins in the file, from 1, and `text` is Markdown.
    """

    title: str
    date: FuzzyDate
    text: str = ""
    url: str = ""
    topics: tuple[str, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An event that a statement suggests; ids, and "" for what the words do not say.

    `quote` stands in the body, word for word. `until` is a new end, EDTF; `is_set` tells that
    the words report an act that sets it, not a mention of it. `voice` is whose position the
    words report. `covered_by` is an event of the record that tells it already.
    """

    date: str
    title: str
    kind: str = ""
    by: tuple[str, ...] = ()
    quote: str = ""
    voice: str = ""
    round: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    measure: str = ""
    until: str = ""
    is_set: bool = False
    covered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timelike:
    """Words of a text that say when, or until when, or how long.

    `start` and `end` are their place in the text. `date` is what they mean, None where that
    can't be said (no day of publication, no year). `is_end` tells that they name an end of
    something, `is_inclusive` that this day is still part of it ("through"). `days` is a length
    ("90-day"), then without a date. `rule` names the row of the table that read them.
    """

    start: int
    end: int
    words: str
    date: FuzzyDate | None = None
    is_end: bool = False
    is_inclusive: bool = False
    days: int = 0
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words of a text that name something of the record, and their place in the text.

    `kind` is a folder of content (`people`, `places`, `topics`, `rounds`, `measures`) or
    `parties`.
    """

    start: int
    end: int
    kind: str
    id: str
