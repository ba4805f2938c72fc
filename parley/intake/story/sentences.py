"""A text as sentences and clauses, each with its place in it.

Knows full stops and abbreviations of English, and the signs of Chinese; knows no meaning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text and where it begins in it."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a stretch of the text lies in this part."""
        return self.start <= start and end <= self.end


# A blank line, or a line that begins an item of a list, ends what stands before it.
_ITEM = r"[ \t]*(?:[-*+•·▪–—]|\d{1,2}[.)])[ \t]"
_HEADER = (
    r"(?:Title|Headline|Date|Published|Updated|Publisher|Source|Author|By|URL|Link|Section|Topic)"
    r"\s?:[^\n]*"
)
_BREAK = re.compile(rf"[ \t]*\n(?:[ \t]*\n)+[ \t]*|[ \t]*\n(?={_ITEM}|{_HEADER})")
HEADER = re.compile(_HEADER)
_BULLET = re.compile(r"[ \t]*(?:[-*+•·▪–—>#]+|\d{1,2}[.)])[ \t]+")

_CLOSING = r"[\"'”’»)\]]*"
_END = re.compile(rf"[.!?…]+{_CLOSING}(?=\s)|[。！？]+[”’」』）]*")

# Behind these a capital begins no sentence: titles, months, what is counted, what is a name.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:"
    r"Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Sen|Rep|Gov|Amb|Hon|Rev|St|Jr|Sr|Messrs|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Nos|Art|Sec|Fig|Vol|pp?|vs|v|cf|al|"
    r"approx|ca?|est|e\.g|i\.e|Ft|Mt|[A-Z]"
    r")\.$"
)
# These may end a sentence too; what follows decides.
_MAYBE = re.compile(
    r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|etc|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
    r"$"
)
_STARTER = re.compile(
    r"[\"“‘'(]*(?:The|A|An|In|On|At|It|Its|He|She|They|Their|We|I|This|That|These|Those|But|And|"
    r"However|Meanwhile|After|Before|Since|While|When|If|As|For|With|Both|Some|Under|There|"
    r"According|Earlier|Later|Last|Also|Despite|Although|By|From|His|Her|One|Two|No|Not|Until)\b"
)

# A word that says that something is, or happens.
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|may|might|could|can|must|should|did|does|do|"
    r"met|meets?|took|takes?|began|begins?|said|says|told|went|came|put|puts|set|sets|cut|cuts|won|"
    r"lost|fell|rose|held|holds?|made|makes|gave|gives|left|led|saw|sees|runs?|ends?|opens?|wrote|"
    r"spoke|speaks?|flew|flies|broke|brought|bought|sold|spent|kept|keeps|let|lets|hit|hits|"
    r"expires?|lapses?|remains?|stays?|agrees?|signs?|targets?|examines?|follows?|(?!need)\w{2,}ed)\b"
)

# A part that begins so says nothing without what stands before it.
RELATIVE = re.compile(r"(?:which|who|whose)\b", re.IGNORECASE)

# Where a sentence goes on to something else.
_TURN = re.compile(
    r"(?:[;；]|:(?=\s)|\s[–—-]{1,2}\s|—|,\s(?=(?:while|whereas|but|although|though|after|before|"
    r"following|which|where|when|with|and then|then)\b)|[,，](?=\s?(?:而|但|随后|此前)))"
)
_PAIR = re.compile(r"\bone\b.*?(,? (?:while|and) (?=the (?:second|other)\b))", re.I | re.S)


def paragraphs(text: str) -> Iterator[Span]:
    """Yield what stands between blank lines; each item of a list and each header by itself."""
    start = 0
    for found in (*_BREAK.finditer(text), None):
        end = found.start() if found else len(text)
        bullet = _BULLET.match(text, start, end)
        whole = Span(start, text[start:end])
        first = bullet.end() - start if bullet else 0
        if header := HEADER.match(whole.text):
            yield from _trimmed(whole, 0, header.end())
            first = header.end()
        yield from _trimmed(whole, first, len(whole.text))
        start = found.end() if found else end


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order, without the white space around them."""
    for paragraph in paragraphs(text):
        yield from sentences_of(paragraph)


def sentences_of(paragraph: Span) -> Iterator[Span]:
    """Yield the sentences of one paragraph."""
    start = 0
    for found in _END.finditer(paragraph.text):
        if _is_end(paragraph.text, start, found):
            yield from _trimmed(paragraph, start, found.end())
            start = found.end()
    yield from _trimmed(paragraph, start, len(paragraph.text))


def clauses(sentence: Span) -> tuple[Span, ...]:
    """Return a sentence cut where it turns to something else; the cuts belong to no part."""
    cuts = [found.span() for found in _TURN.finditer(sentence.text)]
    if pair := _PAIR.search(sentence.text):
        cuts = [pair.span(1)]
    parts: list[Span] = []
    start = 0
    for first, last in [*cuts, (len(sentence.text), len(sentence.text))]:
        parts += _trimmed(sentence, start, first)
        start = last
    return tuple(parts)


def is_pair(sentence: Span) -> bool:
    """Tell whether a sentence counts up two things: one ..., while the second ..."""
    return _PAIR.search(sentence.text) is not None


def _trimmed(around: Span, start: int, end: int) -> Iterator[Span]:
    part = around.text[start:end]
    if bare := part.strip():
        yield Span(around.start + start + part.index(bare[0]), bare)


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    if found[0][0] != "." or len(found[0]) > 1:
        return not text[found.end() :].lstrip()[:1].islower()
    before, after = text[max(start, found.start() - 12) : found.start() + 1], text[found.end() :]
    following = after.lstrip()
    if following[:1].islower():
        return False
    if _MAYBE.search(before):
        return not following or bool(_STARTER.match(following))
    return not _ABBREVIATION.search(before)
