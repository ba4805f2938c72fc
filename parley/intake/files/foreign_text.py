"""Texts of other programs as Markdown and as plain words: nothing in them runs or leads astray.

Knows HTML's tags and Markdown's signs; knows no timeline.
"""

import re
from html import unescape

from parley.intake.files.plain_text import is_address

_BLOCKS = {
    *("p", "div", "br", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("table", "tr", "section", "article", "header", "footer", "figure", "figcaption", "hr", "pre"),
}
_UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "head", "svg"}
# What Markdown would take for a sign of its own: anywhere, and at the beginning of a block.
_SIGN = re.compile(r"[\\`*_\[\]]")
_FIRST_SIGN = re.compile(r"^(?:(\d+)(?=[.)]\s)|(?=[#>+-]))")

_ANY_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]*)\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<[!?/][^<>]*>"""
)
_HREF = re.compile(r"""(?i)\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>|<(?:p|br|hr|img)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,999})\]\([ \t]*<?([^()\s<>]{0,999})>?[^()\n]{0,999}\)")
_DEFINITION = re.compile(r"\[(?=[^\[\]\n]*\]:)")
_WIKI = re.compile(r"\[\[|\]\]")


def words(text: str) -> str:
    """Return the words of HTML on one line, without its tags."""
    return " ".join("\n".join(_Reader(text).plain).split())


def from_html(text: str) -> str:
    """Return HTML as Markdown: paragraphs, items, and links to the web."""
    blocks = (" ".join(block.split()) for block in _Reader(text).blocks)
    return "\n\n".join(block for block in blocks if block.strip("-"))


def from_anything(text: str) -> str:
    """Return a cell's text, which may be HTML or Markdown, as Markdown."""
    return from_html(text) if _TAG.search(text) else from_markdown(text)


def from_markdown(text: str) -> str:
    """Return Markdown without HTML, pictures and links that lead elsewhere than to the web."""

    def link(found: re.Match[str]) -> str:
        return f"[{found[1]}]({found[2]})" if is_address(found[2]) else found[1]

    lines = (line.rstrip() for line in text.strip().split("\n"))
    plain = re.sub("<(?!https?://)", "&lt;", "\n".join(lines))
    plain = _WIKI.sub(lambda sign: "\\" + sign[0][0] + "\\" + sign[0][1], plain)
    plain = re.sub(r"!(?=\[)", "", _LINK.sub(link, plain))
    return _DEFINITION.sub(r"\\\g<0>", re.sub(r"\]\((?!https?://)", "] (", plain))


def first_address(text: str) -> str:
    """Return the first web address that a Markdown text links to, or ""."""
    found = (match[2] for match in _LINK.finditer(text) if is_address(match[2]))
    return next(found, "")


def without_links(text: str) -> str:
    """Return a line of Markdown with the words of its links alone."""
    return _LINK.sub(r"\1", text)


class _Reader:
    """Collects text between tags, as Markdown and as it is.

    The standard library's parser takes a minute for 100 kB of `<a `; this takes no `<` twice.
    """

    def __init__(self, text: str) -> None:
        self.blocks = [""]
        self.plain = [""]
        self.unseen = ""
        self.href: str | None = None
        place = 0
        text = _without_comments(text)
        for tag in _ANY_TAG.finditer(text):
            self._words(unescape(text[place : tag.start()]))
            place = tag.end()
            if tag[2]:
                self._tag(tag[2].casefold(), tag[3], is_end=bool(tag[1]))
        self._words(unescape(text[place:]))
        self._begin("")

    def _tag(self, name: str, attributes: str, *, is_end: bool) -> None:
        """Begin or end a block, an item or a link."""
        if self.unseen or name in _UNSEEN:
            if is_end and name == self.unseen:
                self.unseen = ""
            elif not self.unseen and not is_end:
                self.unseen = name
        elif name in _BLOCKS:
            self._begin("- " if name == "li" and not is_end else "")
        elif name == "a":
            self._end_link()
            found = None if is_end else _HREF.search(attributes)
            href = unescape(found[1] or found[2] or found[3] or "").strip() if found else ""
            if is_address(href) and not re.search(r"[()<>\\]", href):
                self.href = href
                self.blocks[-1] += "["

    def _words(self, data: str) -> None:
        """Take words, unless a reader would not see them."""
        if self.unseen or not data:
            return
        self.plain[-1] += data
        text = _SIGN.sub(r"\\\g<0>", re.sub(r"&(?=#?\w+;)", "&amp;", data).replace("<", "&lt;"))
        if self.blocks[-1] in ("", "- "):
            text = _FIRST_SIGN.sub(r"\1\\", text.lstrip())
        self.blocks[-1] += text

    def _begin(self, mark: str) -> None:
        self._end_link()  # a link can't hold a block
        self.blocks.append(mark)
        self.plain.append("")

    def _end_link(self) -> None:
        if self.href:
            self.blocks[-1] += f"]({self.href})"
        self.href = None


def _without_comments(text: str) -> str:
    """Return HTML without its comments; one that is not ended goes on, as in browsers."""
    seen, *others = text.split("<!--")
    return seen + "".join(part.partition("-->")[2] for part in others)
