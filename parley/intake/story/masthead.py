"""What an article says of itself without saying so: its place, its language, whose word it is.

Knows datelines, headings and publishers; titles are for `titles`, events for `statements`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parley.intake.story.sentences import Span, paragraphs
from parley.model import PRESS, Article
from parley.timeline import Timeline
from parley.words import UNSPACED, language_of_letters

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WORD = r"[A-Z][\w.'’-]*"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_AGENCY = r"\s*[(（][^()（）\n]{2,40}[)）]"
# MADRID, Sept 14 (Agency) - ...; BEIJING — ...; Madrid: ...; Sept 14 (Agency) - ...
_DATELINE = re.compile(
    rf"(?:{_DAY}{_AGENCY}|(?P<place>{_PLACE})(?P<rest>(?:, {_PLACE})?(?:, {_DAY})?(?:{_AGENCY})?))"
    r"\s*(?P<mark>:|[-–—]{1,2}(?=\s)|—)\s*(?=\S)"
)
_CHINESE = re.compile(rf"(?P<place>[{UNSPACED}]{{2,6}}?)\d{{1,2}}月\d{{1,2}}日电\s*")
_LONGEST_CITY = 3
# With these begin cities of several words; others before a colon are people, or headlines.
_TWO_WORDS = {
    *("New", "San", "Los", "Las", "Hong", "Kuala", "Buenos", "Tel", "Abu", "Cape", "Rio", "Sao"),
    *("Mexico", "Saint", "St", "Port", "Ho", "Phnom", "Addis", "The", "Panama", "Ulan"),
}

# What stands before a colon and is no place.
_LABELS = {
    *("title", "date", "source", "by", "note", "update", "updated", "analysis"),
    *("opinion", "breaking", "summary", "published", "author", "headline", "subject"),
    *("re", "q", "a", "question", "answer", "watch", "read", "related", "factbox"),
    *("explainer", "editor", "correction", "exclusive", "live", "key", "background"),
    *("transcript", "remarks", "topic", "from", "to", "url", "link", "news", "daily"),
    *("agency", "times", "post", "journal", "wire", "staff", "team", "desk", "president"),
    *("secretary", "minister", "official", "spokesperson", "spokesman", "moderator", "reporter"),
}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where an article was written, and where in the body what it reports begins."""

    place: str = ""
    start: int = 0
    end: int = 0


def dateline(body: str) -> Dateline:
    """Return the dateline of a text: it opens one of its first lines."""
    for paragraph in list(paragraphs(body))[:6]:
        for line in list(re.finditer(r"\S[^\n]*", paragraph.text))[:4]:
            if found := _dateline(line[0]):
                start = paragraph.start + line.start()
                place = (found["place"] or "").rstrip(".")
                place = place.title() if place.isupper() and len(place) > 4 else place
                return Dateline(place, start, start + found.end())
    return Dateline()


def opens_with_dateline(line: str) -> bool:
    """Tell whether a line begins with a dateline."""
    return _dateline(line) is not None


def _dateline(line: str) -> re.Match[str] | None:
    if found := _CHINESE.match(line):
        return found
    found = _DATELINE.match(line)
    if found is None or not found["place"]:
        return found
    labels = {word.strip(".").casefold() for word in found["place"].split()}
    if labels & _LABELS:
        return None
    # "MODERATOR:" speaks in a transcript; "Madrid:" and "MADRID -" are places.
    first, *rest = found["place"].split()
    is_city = not rest or (first.title() in _TWO_WORDS and len(rest) < _LONGEST_CITY)
    is_place = is_city and (found["mark"] == ":") != found["place"].isupper()
    return found if found["rest"] or is_place else None


# How the titles of official texts begin.
OFFICIAL = re.compile(
    r"(?:Spokes\w+|Statements?|Remarks|Readout|Press (?:release|briefing|conference)|Notice|"
    r"Announcement|Proclamation|Order|Joint|Fact sheet|Briefing|Transcript)\b",
    re.IGNORECASE,
)


def headings(body: str, title: str) -> Iterator[Span]:
    """Yield the lines above a text that are no sentences, and its title."""
    for paragraph in list(paragraphs(body))[:4]:
        for line in re.finditer(r"[^\n]+", paragraph.text):
            is_short = len(line[0]) < 50 and not line[0].rstrip().endswith((".", ":", "?", "!"))
            if is_short or line[0].strip("#* ") == title:
                yield Span(paragraph.start + line.start(), line[0])


# The commonest short words of languages in Latin script that no other of them shares.
_SHORT_WORDS = {
    "en": "the and of to that is was with on for it by",
    "de": "der die das und nicht mit den von ist im zu auf",
    "fr": "le les des et une du est dans pour qui au par",
    "es": "el los las y del una que en por con se para",
    "pt": "o os as do da um uma não em com que dos",
    "it": "il gli di e che della una per non con sono del",
    "nl": "het een en van niet dat zijn voor met op de te",
}


def language(body: str, otherwise: str) -> str:
    """Guess the language tag of a text from its letters and shortest words."""
    if by_letters := language_of_letters(body[:20_000]):
        return by_letters
    words = Counter(re.findall(r"\w+", body[:20_000].casefold()))
    counts = {tag: sum(words[word] for word in few.split()) for tag, few in _SHORT_WORDS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    is_clear = counts[best] >= 3 and sorted(counts.values())[-2] < counts[best]
    return best if is_clear else otherwise


def like_its_publisher(publisher: str, timeline: Timeline) -> tuple[str, str]:
    """Return voice and type that the record gives most articles of a publisher, or what it can.

    Of an unknown publisher whose name begins with that of a party, the voice is that party's.
    """
    same = [
        article
        for article in timeline.articles
        if publisher and article.publisher.casefold() == publisher.casefold()
    ]
    if same:
        return _commonest(same, "voice"), _commonest(same, "type")
    bare = publisher.casefold().removeprefix("the ")
    for party in timeline.settings.parties:
        names = (party.name, party.short)
        if any(name and bare.startswith(name.casefold() + " ") for name in names):
            return party.id, ""
    return PRESS, ""


def _commonest(articles: list[Article], key: str) -> str:
    return Counter(str(getattr(article, key)) for article in articles).most_common(1)[0][0]
