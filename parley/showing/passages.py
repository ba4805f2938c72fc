"""A stored text with its quoted passages: marked in place, or cut out with some words around.

Knows offsets and HTML; knows neither events nor whether a quote is right.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import Markup, escape

from parley import words
from parley.model import Passage
from parley.showing.prose import Prose

# Noncharacters (Unicode 23.7, for use inside programs) that stand in the Markdown while it is
# rendered: start or end of a passage, its number, a stop. None of them is a letter or a digit,
# so no heading's id is made of them. A text that holds some is cleaned of them first.
_START, _END, _STOP, *_DIGITS = map(chr, range(0xFDD0, 0xFDDD))
_OURS = re.compile("[\ufdd0-\ufddc]")
_TOKEN = re.compile(f"([{_START}{_END}])([{''.join(_DIGITS)}]+){_STOP}")
_PIECE = re.compile(f"(<[^>]*>|[{_START}{_END}][{''.join(_DIGITS)}]+{_STOP})")
_BLOCK = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_VOID = {"br", "hr"}
_NOTE = re.compile(r'<a href="#n([0-9]+)" aria-label')

# What begins a line in Markdown and is no word of the text: lists, headings, quotations.
_LINE_MARK = re.compile(r"[ ]*(?:[-+]|[0-9]+\.|#{1,6}|>)[ ]+")

# Where a sentence ends: behind its stop and what closes after it, before no small letter; or at
# the end of a paragraph, an item, a cell. U.S., p.m., X. Li and Mr. Greer are no ends.
_SENTENCE_END = re.compile(
    r"""
      (?<![\s.])[.?!]["”’'»)\]]*(?=\s+[^\sa-z]|\s*\Z)
    | [。！？][」』”’）]*
    | (\s*(?:\n\s*\n|\n(?=[ ]*(?:[-+]|[0-9]+\.)[ ])|\|)\s*)
    """,
    re.VERBOSE,
)
_SHORT = re.compile(
    r"(?<![\w'’])(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|St|No|Nos|Art|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\Z"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quoted words with the words around them, as plain text; the text goes on where `…` is due."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (list, table, heading) of a marked text, and the notes to stand beside it."""

    html: Markup
    numbers: tuple[int, ...]


def excerpt(text: str, passage: Passage, around: int = 160) -> Excerpt:
    """Cut a passage out of its text with the rest of its sentence, at most `around` characters."""
    plain = _plain(text)
    # Marks count nothing: an address in a link may be longer than the words around it.
    before = plain[max(0, passage.start - 9 * around) : passage.start].replace("\0", "")
    quoted = plain[passage.start : passage.end].replace("\0", "")
    after = plain[passage.end : passage.end + 9 * around].replace("\0", "")
    parts = _end_of(before, quoted, around), quoted, _start_of(quoted, after, around)
    return Excerpt(*(re.sub(r"\s+", " ", part) for part in parts))


@lru_cache(maxsize=64)  # every quote of an article asks for it: 0.3 s for 5 MB
def _plain(text: str) -> str:
    return words.without_markup(text)


def _end_of(before: str, quoted: str, around: int) -> str:
    """Return the last of what stands before a quote: of its sentence, as much as is allowed."""
    size = len(before)
    starts = [at for _, at in _ends(before + quoted) if size - around <= at <= size]
    if not starts and size > around:
        first, space, rest = before[-around:].partition(" ")
        return "… " + (rest if space else first)
    kept = before[starts[-1] if starts else 0 :].lstrip()
    mark = _LINE_MARK.match(kept)
    return kept[mark.end() :] if mark else kept


def _start_of(quoted: str, after: str, around: int) -> str:
    """Return the first of what stands after a quote: of its sentence, as much as is allowed."""
    size = len(quoted)
    for end, _ in _ends(quoted + after):
        if size <= end <= size + around:
            return after[: end - size]
    if len(after) <= around:
        return after.rstrip()
    kept, space, last = after[:around].rpartition(" ")
    return kept + " …" if space else last + "…"


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text ends, and where the next may begin."""
    for stop in _SENTENCE_END.finditer(text):
        if stop[1]:
            yield stop.span()
        elif not _SHORT.search(text, max(0, stop.start() - 8), stop.start() + 1):
            yield stop.end(), stop.end()


def marked(
    text: str, passages: Sequence[Passage], labels: Sequence[str], prose: Prose
) -> tuple[Block, ...]:
    """Render a text whole, each passage in a <mark> with its anchor, its class and a note's number.

    `labels` are the classes of the marks, in the order of `passages`; a passage's number is its
    place in that order, from 1.
    """
    marks = _Marks(passages, labels)
    html = marks.put(str(prose.html(_with_tokens(text, passages))))
    blocks = [Block(Markup(block), _numbers(block)) for block in _blocks(html)]  # marks are ours
    for number in range(1, len(passages) + 1):
        if number not in marks.seen:
            blocks.append(Block(marks.unshown(text, number), (number,)))
    return tuple(blocks)


def _with_tokens(text: str, passages: Sequence[Passage]) -> str:
    text = _OURS.sub(" ", text)
    points = []
    for number, passage in enumerate(passages, 1):
        start, end = _clear_of_line_marks(text, passage)
        digits = "".join(_DIGITS[int(digit)] for digit in str(number))
        if start < end:
            points += [(start, 1, _START + digits + _STOP), (end, 0, _END + digits + _STOP)]
    parts, last = [], len(text)
    for at, _, token in sorted(points, reverse=True):
        parts += [text[at:last], token]
        last = at
    return "".join(reversed([*parts, text[:last]]))


def _clear_of_line_marks(text: str, passage: Passage) -> tuple[int, int]:
    """Return where a passage's tokens can stand: not where they would unmake a list's item."""
    start, end = passage.start, passage.end
    first, last = (text.rfind("\n", 0, at) + 1 for at in (start, end))
    mark = _LINE_MARK.match(text, first)
    if mark and start < mark.end():
        start = mark.end()
    mark = _LINE_MARK.match(text, last)
    if mark and last < end <= mark.end():
        end = len(text[:last].rstrip())
    return start, end


def _numbers(block: str) -> tuple[int, ...]:
    """Return the notes whose number stands in a block: those of the passages that end there."""
    return tuple(int(number) for number in _NOTE.findall(block))


def _note_link(number: int) -> str:
    return f'<sup><a href="#n{number}" aria-label="Note {number}">{number}</a></sup>'


@dataclass(slots=True)
class _Marks:
    """Replaces tokens by marks, piece by piece; `seen` holds the numbers of what was marked.

    Marks are closed and opened again at every tag, so they always nest; a note's number waits
    for the end of a link, which can hold no other link.
    """

    passages: Sequence[Passage]
    labels: Sequence[str]
    seen: set[int] = field(default_factory=set)
    _open: list[int] = field(default_factory=list)
    _due: list[int] = field(default_factory=list)
    _in_link: bool = False

    def put(self, html: str) -> str:
        """Return sanitised HTML with marks for its tokens."""
        pieces = _PIECE.split(html)
        ends = {piece: at for at, piece in enumerate(pieces) if piece.startswith(_END)}
        out: list[str] = []
        for at, piece in enumerate(pieces):
            token = _TOKEN.fullmatch(piece)
            if token is None:
                out.append(self._html(piece))
            elif token[1] == _END:
                self._end(_number(token))
            elif ends.get(_END + piece[1:], -1) > at:
                self._open.append(_number(token))
            if self._due and not self._in_link:
                out += map(_note_link, self._due)
                self._due = []
        return "".join(out)

    def around(self, text: str, numbers: Iterable[int]) -> str:
        """Return a text in its marks; a passage's first one bears the anchor."""
        opening = closing = ""
        for number in numbers:
            passage, label = self.passages[number - 1], self.labels[number - 1]
            anchor = "" if number in self.seen else f' id="{passage.anchor}"'
            opening += f"<mark{anchor}" + (f' class="{escape(label)}">' if label else ">")
            closing += "</mark>"
            self.seen.add(number)
        return opening + text + closing

    def unshown(self, text: str, number: int) -> Markup:
        """Return a paragraph of a passage that Markdown shows nowhere, such as a script's text."""
        passage = self.passages[number - 1]
        shown = words.without_markup(text[passage.start : passage.end]).replace("\0", "")
        mark = self.around(str(escape(shown)), [number])
        return Markup(
            f"<p>{mark}{_note_link(number)}</p>"
        )  # the words are escaped, the rest is ours

    def _html(self, piece: str) -> str:
        """Return a tag without tokens, or a text in the marks that are open."""
        if piece.startswith("<"):
            self._in_link = piece.startswith(("<a ", "<a>")) or (self._in_link and piece != "</a>")
            return _TOKEN.sub("", piece)
        return self.around(piece, self._open) if piece.strip() else piece

    def _end(self, number: int) -> None:
        if number in self._open:
            self._open.remove(number)
        if number in self.seen:
            self._due.append(number)


def _number(token: re.Match[str]) -> int:
    return int("".join(str(_DIGITS.index(digit)) for digit in token[2]))


def _blocks(html: str) -> Iterable[str]:
    """Split sanitised (so well-formed) HTML into its outermost elements."""
    depth = start = 0
    for tag in _BLOCK.finditer(html):
        if tag[2] in _VOID:
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            yield html[start : tag.end()].strip()
            start = tag.end()
    if html[start:].strip():
        yield html[start:].strip()
