"""The plain part of Markdown to HTML, far quicker than a whole Markdown reader: all of it, or None.

Knows paragraphs, headings, flat lists, quotations and simple marks in a line; knows no other
Markdown: a body in which anything else could begin is refused, and none of it rendered.

What is rendered is, byte for byte, what Python-Markdown and the allow-list of `prose` make of the
same body. No allow-list is needed here, since nothing of a body gets into the HTML as it is
written: a body with an entity, or a `<` that might begin a tag, is refused; every `&`, `<` and `>`
that remains is escaped; the tags are those below and no others, each closed where it was opened;
and an address is a path of the site, a fragment, or http(s) with a host of plain labels.
"""

import html
import re
from collections.abc import Iterator
from itertools import takewhile

from parley.addresses import Addresses

# Each [[link]] as it is written, the path that it leads to, and the title found there.
Links = tuple[tuple[str, str, str], ...]

# Escapes, images, the place of a table of contents, entities, blanks that end a line.
_SIGNS = ("\\", "![", "[TOC]", "&#", " \n")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;")
# What may begin a tag, or define a reference or a note; a mere "less than" stands before a space.
_MARKUP = re.compile(r"<(?! )|\](?<!\]\]):")
# A line that underlines, rules off or parts columns; one that is set in and begins with no word.
_LINE = re.compile(r"\n(?:[ |:=_*-]+(?:\n|\Z)| {4}| +[^\w \"'“‘(]| +\d)")
# Control characters, and every blank but space and line feed: Python takes most of them for
# white space, and HTML writes or drops some in its own way.
_ODD_CHARACTER = re.compile(
    r"[\0-\x09\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]"
)

# A mark and what it must stand before. Each is looked for by its first character alone, since
# `re` finds a character of a set several times faster than the first of many alternatives.
_LABEL = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_HOST = rf"(?:{_LABEL}\.)*[A-Za-z]+(?::[0-9]{{1,4}})?(?=[/?\#)])"
_REST = r"""[^\s()<>\[\]"'`]"""
_MARK = re.compile(
    rf"""
    [`\[*_\]|]
    (?: (?<=`) (?P<code>[^`]+) `(?!`)
      | (?<=\[) \[ (?P<wiki>[^\[\]|`\n]+) (?: \| (?P<label>[^\[\]\n]+) )? \]\]
      | (?<=\[) (?P<words>[^\[\]]+) \]
        (?: \( (?P<address> (?: /(?!/) | \# | https?://{_HOST} ) (?: {_REST} | \({_REST}*\) )* ) \)
          | (?! [(\[:] )
        )
      | (?<=\*) (?P<second>\*?) (?![\s*]) (?P<stressed>[^*]+) (?<!\s) \* (?P=second) (?!\*)
      | (?P<inert> (?<=\w_) _* (?=\w) | (?<=\s\*) (?=\s) )
      | (?P<unknown>)
    )
    """,
    re.VERBOSE,
)

_HEADING = re.compile(r"(#{1,6}) +([^# ](?:.*[^#])?)")
_NUMBERED = re.compile(r"(\d+)\. +")
_ITEM = {"ul": re.compile(r"[-+*] +"), "ol": _NUMBERED}
_PATH = re.compile(r"/(?!/)[^&]*")
_TAG = re.compile(r"<[^>]*>")
_COUNTED = re.compile(r"_[0-9]+\Z")


class _NotPlainError(Exception):
    """The body holds what a whole Markdown reader must decide."""


def render(text: str, links: Links, addresses: Addresses) -> str | None:
    """Return a body as safe HTML, or None if it is not certainly within the plain part."""
    if not text.strip():
        return ""
    text = text.strip("\n")
    try:
        _refuse(text[-1] == " " or any(sign in text for sign in _SIGNS))
        _refuse(_MARKUP.search(text) or _ENTITY.search(text))
        # Most texts are of printable characters, and to ask for that first is quick.
        _refuse(not text.replace("\n", "").isprintable() and _ODD_CHARACTER.search(text))
        return _Body(links, addresses).html(text)
    except _NotPlainError:
        return None


def fragment(words: str) -> str:
    """Return the id of a heading of these words, before it is told from others of its body."""
    hyphened = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower())
    return f"text-{hyphened or 'section'}"


def _refuse(is_not_plain: object) -> None:
    if is_not_plain:
        raise _NotPlainError


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield tag and text of what stands between blank lines; a heading is a block by itself."""
    _refuse(_LINE.search("\n" + text))
    for block in text.split("\n\n"):
        rest = block.lstrip("\n")
        if rest.startswith("#"):
            lines = rest.split("\n")
            headings = list(takewhile(lambda line: line.startswith("#"), lines))
            yield from (("h", heading) for heading in headings)
            rest = "\n".join(lines[len(headings) :])
        if rest:
            yield _tag(rest), rest


def _tag(block: str) -> str:
    """Return which element a block becomes, by how it begins; only a paragraph wraps lists."""
    _refuse(block[0] in " #" or "\n#" in block)
    if block[0] == ">":
        return "blockquote"
    _refuse("\n>" in block)
    if block[0] in "-+*" and block[1:2] == " ":
        return "ul"
    return "ol" if block[0].isdecimal() and _NUMBERED.match(block) else "p"


class _Body:
    """One body: where its links lead, which ids it has given, under which headings it stands."""

    def __init__(self, links: Links, addresses: Addresses) -> None:
        self._targets = {written: (path, title) for written, path, title in links}
        self._addresses = addresses
        self._ids: dict[str, int] = {}  # and how many more were made of each by counting
        self._above: list[int] = []

    def html(self, text: str) -> str:
        """Return all blocks, each on lines of its own; quotations in a row are one."""
        made: list[str] = []
        before = ""
        for tag, block in _blocks(text):
            if tag == "p":
                made.append(f"<p>{self._line(block)}</p>")
            elif tag == "h":
                made.append(self._heading(block))
            elif tag == "blockquote":
                made.append("<blockquote>") if tag != before else made.pop()
                made += [*self._quoted(block), "</blockquote>"]
            else:
                items = self._items(tag, block)
                if tag == before:  # one list: beside its blank line, items hold paragraphs
                    made.pop()
                    made[-1], items[0] = _loose(made[-1]), _loose(items[0])
                else:
                    made.append(_opening(tag, block))
                made += [*items, f"</{tag}>"]
            before = tag
        return "\n".join(made)

    def _heading(self, block: str) -> str:
        heading = _HEADING.fullmatch(block)
        if not heading:
            raise _NotPlainError
        words = self._line(heading[2])
        level = len(heading[1])
        while self._above and self._above[-1] >= level:
            self._above.pop()
        self._above.append(level)
        shown = min(len(self._above) + 1, 6)
        return f'<h{shown} id="{self._id(words)}">{words}</h{shown}>'

    def _id(self, words: str) -> str:
        """Return an id from a heading's HTML that no heading above has."""
        id = fragment(html.unescape(" ".join(_TAG.sub("", words).split())))
        if id in self._ids:
            _refuse(_COUNTED.search(id))  # the library may count on from there
            self._ids[id] += 1
            while f"{id}_{self._ids[id]}" in self._ids:
                self._ids[id] += 1
            id = f"{id}_{self._ids[id]}"
        self._ids[id] = 0
        return id

    def _quoted(self, block: str) -> Iterator[str]:
        lines = []
        for line in block.split("\n"):
            _refuse(line[:1] != ">")
            lines.append(line[2:] if line[1:2] == " " else line[1:])
        _refuse(not lines[0] or not lines[-1])
        for tag, paragraph in _blocks("\n".join(lines)):
            _refuse(tag != "p")
            yield f"<p>{self._line(paragraph)}</p>"

    def _items(self, tag: str, block: str) -> list[str]:
        wrapped: list[list[str]] = []
        for line in block.split("\n"):
            mark = _ITEM[tag].match(line)
            if mark:
                wrapped.append([line[mark.end() :]])
            else:
                wrapped[-1].append(line)
        items = ["\n".join(lines) for lines in wrapped]
        for item in items:
            _refuse(item[0] == "-" or _tag(item) != "p")  # a rule, or another block
        return [f"<li>{self._line(item)}</li>" for item in items]

    def _line(self, text: str) -> str:
        """Return the words of a block, with what is marked in them."""
        return self._marked(_escaped(text))

    def _marked(self, escaped: str) -> str:
        return _MARK.sub(self._element, escaped)

    def _element(self, mark: re.Match[str]) -> str:
        """Return the element that a mark stands for, or the mark itself where it is none."""
        kind = mark.lastgroup
        if kind == "stressed":
            tag = "strong" if mark["second"] else "em"
            return f"<{tag}>{self._marked(mark['stressed'])}</{tag}>"
        if kind == "address":
            return f'<a href="{self._href(mark["address"])}">{self._marked(mark["words"])}</a>'
        if kind == "code":
            _refuse(mark["code"].isspace())
            return f"<code>{mark['code'].strip()}</code>"
        if kind == "words":
            return f"[{self._marked(mark['words'])}]"
        if kind in ("wiki", "label"):
            return self._link(mark["wiki"], mark["label"])
        _refuse(kind != "inert")
        return mark[0]

    def _link(self, written: str, label: str | None) -> str:
        """Return the link of a [[link]], if what it leads to is plain too."""
        path, title = self._targets.get(html.unescape(written).strip(), ("", ""))
        _refuse(not _PATH.fullmatch(path) or not (path + title).isprintable())
        _refuse(not title.strip() or ("&" in title and ";" in title))
        words = self._marked(label) if label else _escaped(title)
        return f'<a href="{self._href(path)}">{words}</a>'

    def _href(self, address: str) -> str:
        """Return an escaped address as it stands in HTML; a path of the site gets its base."""
        _refuse("&lt;" in address or "&gt;" in address)
        if address[0] != "/":
            return address
        href = self._addresses.href(address.replace("&amp;", "&"))
        return _escaped(href).replace('"', "&quot;")


def _opening(tag: str, block: str) -> str:
    number = _NUMBERED.match(block)
    return f'<{tag} start="{number[1]}">' if number and number[1] != "1" else f"<{tag}>"


def _loose(item: str) -> str:
    """Return an item whose words are a paragraph."""
    words = item.removeprefix("<li>").removesuffix("</li>")
    return item if words.startswith("\n") else f"<li>\n<p>{words}</p>\n</li>"


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    return text.replace("<", "&lt;").replace(">", "&gt;")
