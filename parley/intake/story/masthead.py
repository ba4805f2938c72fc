"""What an article says of itself without saying so: its place, its title, language and voice.

Knows datelines and first sentences; knows no event.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parley.intake.story.sentences import HEADER, Span, paragraphs, sentences
from parley.model import PRESS, Article
from parley.timeline import Timeline
from parley.words import UNSPACED

LONGEST_TITLE = 90

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

# What stands before a colon and is no place.
_LABELS = {
    *("title", "date", "source", "by", "note", "update", "updated", "analysis"),
    *("opinion", "breaking", "summary", "published", "author", "headline", "subject"),
    *("re", "q", "a", "question", "answer", "watch", "read", "related", "factbox"),
    *("explainer", "editor", "correction", "exclusive", "live", "key", "background"),
    *("transcript", "remarks", "topic", "from", "to", "url", "link"),
}

_STATED_IN = re.compile(r"^(?:[^\s:]{1,15}|Article date|Published on):\s")


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


def _dateline(line: str) -> re.Match[str] | None:
    if found := _CHINESE.match(line):
        return found
    found = _DATELINE.match(line)
    if found is None or not found["place"]:
        return found
    if found["place"].split()[0].strip(".").casefold() in _LABELS:
        return None
    # "MODERATOR:" speaks in a transcript; "Madrid:" and "MADRID -" are places.
    is_short = len(found["place"].split()) <= _LONGEST_CITY
    is_place = is_short and (found["mark"] == ":") != found["place"].isupper()
    return found if found["rest"] or is_place else None


def _is_given(first: str, following: str) -> bool:
    """Tell whether a first line is a title: in capitals, or short and followed by no sentence."""
    is_other = HEADER.match(first) or _dateline(first)
    if is_other or len(first) > 2 * LONGEST_TITLE or re.search(r"[.!?:;,]$", first):
        return False
    return first.isupper() or (len(following) < 60 and not re.search(r"[.!?]$", following))


def without_publisher(title: str, publisher: str) -> str:
    """Return a title without the name of the site that browsers show behind it."""
    for mark in (" - ", " | ", " – ", " — ", " · "):
        bare, found, site = title.rpartition(mark)
        if found and bare and site.casefold() == publisher.casefold():
            return bare
    return title


def title(body: str, line: Dateline) -> str:
    """Return a title from the first sentence of a text, at most 90 characters."""
    lines = [each.strip("#* ") for each in body.strip().split("\n")]
    if len(lines) > 1 and _is_given(lines[0], lines[1]):
        return lines[0]
    for sentence in sentences(body):
        text = sentence.text[max(0, line.end - sentence.start) :]
        if _STATED_IN.match(text):
            continue
        if len(text.split()) > 3 or re.search(f"[{UNSPACED}]", text):
            return shortened(text)
    return shortened(body)


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


_OPENING = re.compile(
    r"(?:Meanwhile|However|Separately|Still|Also|But|And|Yet|So|Then|Moreover|Furthermore|Later|"
    r"Earlier|(?:In|On|At|After|Before|Despite|Amid|Following|During|Under|With|Since|For|By|Over|"
    r"While|As|Last|This|Early|Late|Within|Given|Among|From|Ahead)\b[^,]{2,80}),\s+(?!\d)"
)
_CUT = re.compile(
    r",? (?:as|while|which|who|after|before|amid|following|because|although|but|to continue|saying|"
    r"signaling|signalling|citing|according|where|in order)\b|[,;:(]|\s[–—-]\s|—|[，；：（]"
)


# Before these a sentence can stop, if need be, and still say something.
_STOP = re.compile(
    r"(?<!set)(?<!due)(?<!expected)(?<!scheduled) (?:in|to|for|on|at|by|from|through|between|into|"
    r"over|under|until|such|used|during|against|about|within|amid|including) "
)
_JOINT = re.compile(r"(?:and|but|while|where|which|with|when|after|before|although|though|then) ")


def shortened(text: str) -> str:
    """Return a sentence as a title: without what leads up to it and what trails behind."""
    words = " ".join(text.split()).strip(" \"“”'‘’*_#>").rstrip(".。;；,，")
    words = words[joint.end() :] if (joint := _JOINT.match(words)) else words
    if len(words) > LONGEST_TITLE and (opening := _OPENING.match(words)):
        words = words[opening.end() :]
    if len(words) > LONGEST_TITLE:
        words = words[: _cut(words)].rstrip(" ,;:")
    return words[:1].upper() + words[1:]


def _cut(words: str) -> int:
    """Return where a long sentence is best cut off: at its last turn, else before a preposition."""
    for form, first in ((_CUT, 30), (_STOP, 45)):
        cuts = [found.start() for found in form.finditer(words, first, LONGEST_TITLE + 12)]
        if fit := [cut for cut in cuts if cut <= LONGEST_TITLE]:
            return fit[-1]
    space = words.rfind(" ", 0, LONGEST_TITLE + 1)
    return space if space > 0 else LONGEST_TITLE


# Scripts that tell the language; where several share one, what tells them apart comes first.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("zh", "\u3400-\u9fff"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("ru", "\u0400-\u04ff"),
    ("el", "\u0370-\u03ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
)
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
    letters = [letter for letter in body[:20_000] if letter.isalpha()]
    for tag, script in _SCRIPTS:
        share = len(re.findall(f"[{script}]", body[:20_000]))
        if letters and share > len(letters) * (0.05 if tag == "ja" else 0.3):
            return tag
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
