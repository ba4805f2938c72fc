"""Titles: of an article, from its first lines, and of an event, from the clause of its date.

Knows what of a sentence can go and where it can stop; knows no record.
"""

import re

from parley.intake.papers import Timelike
from parley.intake.story.masthead import Dateline, opens_with_dateline
from parley.intake.story.sentences import HEADER, RELATIVE, VERB, Span, clauses, sentences
from parley.words import UNSPACED

LONGEST_TITLE = 90

_STATED_IN = re.compile(r"^(?:[^\s:]{1,15}|Article date|Published on):\s")


def without_publisher(title: str, publisher: str) -> str:
    """Return a title without the name of the site that browsers show behind it."""
    for mark in (" - ", " | ", " – ", " — ", " · "):
        bare, found, site = title.rpartition(mark)
        if found and bare and site.casefold() == publisher.casefold():
            return bare
    return title


def _is_given(first: str, following: str) -> bool:
    """Tell whether a first line is a title: in capitals, or short and followed by no sentence."""
    is_other = HEADER.match(first) or opens_with_dateline(first)
    if is_other or len(first) > 2 * LONGEST_TITLE or re.search(r"[.!?:;,]$", first):
        return False
    return first.isupper() or (len(following) < 60 and not re.search(r"[.!?]$", following))


def of_article(body: str, line: Dateline) -> str:
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
_JOINT = re.compile(
    r"(?:and|but|while|where|which|with|when|after|before|although|though|then|whereas) "
)

# What stands between commas before the verb and can go: who somebody is, which thing is meant.
_ASIDE = re.compile(
    r", (?:who|which|where|whose|the|an?|its|his|her|their|signed|announced|published|adopted|"
    r"issued|dated|unveiled|imposed|owned|led|known|formerly|"
    r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}['’]s?)"
    r"\b[^,;]{2,80},"
)
_ON = re.compile(r"[\s,]*\b(?:(?:late|early|again) )?(?:on|in) (?:the )?$", re.IGNORECASE)

_QUOTES = re.compile('["“”]')

# Words on which a title that was cut off may not end.
_DANGLING = re.compile(
    r"(?:[\s,;:]+(?:that|and|or|the|an?|of|to|which|who|shall|will|by|for|with|its|his|her|their|"
    r"on|in|at|from|as|be|is|are|was|were|has|have|had|also|most|so|not|more|than|called))+$"
)


def of_event(statement: Span, time: Timelike | None) -> str:
    """Return what a statement says, as a title: the clause of its date, without the date.

    `time` stands in the statement. What is left is the words of the statement, in their order.
    """
    inside = time if time and statement.holds(time.start, time.end) else None
    clause = _clause(statement, inside) if inside else statement
    words = clause.text
    if inside and not inside.is_end:
        start, end = inside.start - clause.start, inside.end - clause.start
        if (found := _ON.search(words[:start])) and words[end : end + 1] in ("", " ", ",", "."):
            rest = words[end:].lstrip(",") if not words[: found.start()].strip() else words[end:]
            bare = words[: found.start()] + rest
            words = bare if len(bare.split()) > 2 and VERB.search(bare) else words
    return shortened(words)


def _clause(statement: Span, time: Timelike) -> Span:
    """Return the part of a statement with a time, where that says something by itself."""
    for part in clauses(statement):
        if part.holds(time.start, time.end):
            is_whole = len(part.text.split()) > 4 and VERB.search(_JOINT.sub("", part.text, 1))
            return part if is_whole and not RELATIVE.match(part.text) else statement
    return statement


def shortened(text: str) -> str:
    """Return a sentence as a title: without what leads up to it and what trails behind."""
    whole = " ".join(text.split())
    words = whole.strip(" \"“”'‘’*_#>()").rstrip(".。;；,，")
    words = words[joint.end() :] if (joint := _JOINT.match(words)) else words
    marks = len(_QUOTES.findall(words))
    if marks % 2 or marks != len(_QUOTES.findall(whole)):
        words = _QUOTES.sub("", words)
    if len(words) > LONGEST_TITLE and (opening := _OPENING.match(words)):
        words = words[opening.end() :]
    if (aside := _ASIDE.search(words)) and not VERB.search(words[: aside.start()]):
        bare = words[: aside.start()] + words[aside.end() :]
        words = bare if VERB.search(bare) else words
    if len(words) > LONGEST_TITLE:
        words = _DANGLING.sub("", words[: _cut(words)].rstrip(" ,;:"))
    return words[:1].upper() + words[1:]


def _cut(words: str) -> int:
    """Return where a long sentence is best cut off: at its last turn, else before a preposition.

    Never before its first verb, where there is one.
    """
    verb = VERB.search(words, 0, LONGEST_TITLE)
    least = verb.end() + 1 if verb else 0
    for form, first in ((_CUT, 30), (_STOP, 45)):
        cuts = [found.start() for found in form.finditer(words, first, LONGEST_TITLE + 12)]
        if fit := [cut for cut in cuts if least < cut <= LONGEST_TITLE]:
            return fit[-1]
    space = words.rfind(" ", 0, LONGEST_TITLE + 1)
    return space if space > 0 else LONGEST_TITLE
