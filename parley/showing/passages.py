"""A stored text with its quoted passages: marked in place, or cut out with some words around.

Knows offsets and HTML; knows neither events nor whether a quote is right.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from parley import words
from parley.model import Passage
from parley.showing.prose import Prose

# Private-use characters that stand in the Markdown while it is rendered: start and end of the
# passage with the number between them. A text that holds them is cleaned of them first.
_START, _END, _STOP = "\ue000", "\ue001", "\ue002"
_TOKEN = re.compile(f"([{_START}{_END}])([0-9]+){_STOP}")
_PIECE = re.compile(f"(<[^>]*>|[{_START}{_END}][0-9]+{_STOP})")
_BLOCK = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
_VOID = {"br", "hr"}
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)%”\"’'][.?!])(?=\s)\s*|\n\s*\n|(?<=[。！？])")


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
    plain = words.without_markup(text)
    before = plain[max(0, passage.start - around) : passage.start]
    ends = list(_SENTENCE_END.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    elif passage.start > around:
        before = "… " + before.partition(" ")[2]
    after = plain[passage.end : passage.end + around]
    if end := _SENTENCE_END.search(after + " "):
        after = after[: end.start()]
    elif len(plain) > passage.end + around:
        after = after.rpartition(" ")[0] + " …"
    quoted = plain[passage.start : passage.end]
    return Excerpt(*(_one_line(part) for part in (before, quoted, after)))


def _one_line(part: str) -> str:
    return re.sub(r"\s+", " ", part.replace("\0", ""))


def marked(
    text: str, passages: Sequence[Passage], labels: Sequence[str], prose: Prose
) -> tuple[Block, ...]:
    """Render a text whole, each passage in a <mark> with its anchor, its class and a note's number.

    `labels` are the classes of the marks, in the order of `passages`; a passage's number is its
    place in that order, from 1.
    """
    html, missed = _mark(str(prose.html(_with_tokens(text, passages))), passages, labels)
    blocks = [
        Block(Markup(block), _numbers(block)) for block in _blocks(html)
    ]  # only marks were added
    for number in missed:
        # The words stand where Markdown shows nothing, such as a link's title.
        passage = passages[number - 1]
        shown = _one_line(text[passage.start : passage.end])
        mark = Markup('<p><mark id="{}">{}</mark>{}</p>').format(
            passage.anchor, shown, Markup(_note_link(number))
        )
        blocks.append(Block(mark, (number,)))
    return tuple(blocks)


def _with_tokens(text: str, passages: Sequence[Passage]) -> str:
    for character in (_START, _END, _STOP):
        text = text.replace(character, " ")
    points = [(p.start, 1, f"{_START}{n}{_STOP}") for n, p in enumerate(passages, 1)]
    points += [(p.end, 0, f"{_END}{n}{_STOP}") for n, p in enumerate(passages, 1)]
    parts, last = [], len(text)
    for at, _, token in sorted(points, reverse=True):
        parts += [text[at:last], token]
        last = at
    return "".join(reversed([*parts, text[:last]]))


def _numbers(block: str) -> tuple[int, ...]:
    """Return the notes whose number stands in a block: those of the passages that end there."""
    return tuple(int(number) for number in re.findall(r'<a href="#n([0-9]+)"', block))


def _mark(html: str, passages: Sequence[Passage], labels: Sequence[str]) -> tuple[str, list[int]]:
    """Replace the tokens; return the HTML and the numbers of passages that it does not show.

    Marks are closed and opened again at every tag, so they always nest.
    """
    out: list[str] = []
    open_now: list[int] = []
    unseen = list(range(1, len(passages) + 1))
    for piece in _PIECE.split(html):
        token = _TOKEN.fullmatch(piece)
        if token and token[1] == _START:
            open_now.append(int(token[2]))
        elif token:
            open_now = [number for number in open_now if number != int(token[2])]
            if int(token[2]) not in unseen:
                out.append(_note_link(int(token[2])))
        elif piece.startswith("<") or not open_now or not piece.strip():
            out.append(_TOKEN.sub("", piece))
        else:
            for number in open_now:
                out.append(
                    _opening(passages[number - 1], labels[number - 1], is_first=number in unseen)
                )
            unseen = [number for number in unseen if number not in open_now]
            out.append(piece + "</mark>" * len(open_now))
    return "".join(out), unseen


def _opening(passage: Passage, label: str, *, is_first: bool) -> str:
    anchor = f' id="{passage.anchor}"' if is_first else ""
    return f"<mark{anchor}" + (f' class="{escape(label)}">' if label else ">")


def _note_link(number: int) -> str:
    return f'<sup><a href="#n{number}" aria-label="Note {number}">{number}</a></sup>'


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
