"""Markdown to safe HTML: our fixed set of extensions, [[links]], and an allow-list at the end.

Knows Markdown and which tags a body may have; knows no timeline: links are resolved by a function
that is handed in. Plain bodies are left to `plain_prose`, which gives the same HTML sooner.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

from markupsafe import Markup, escape

from parley import addresses as site
from parley.addresses import WIKI_LINK, Addresses
from parley.cache import Cache, key
from parley.showing import plain_prose
from parley.showing.plain_prose import Links

# Given kind ("" where only an id is written) and id: its path on the site and its title, or None.
Resolver = Callable[[str, str], tuple[str, str] | None]

EXTENSIONS = ("tables", "footnotes", "sane_lists", "toc")


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = {
    *("p", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br", "em", "strong", "a", "sup"),
    *("sub", "s", "table", "thead", "tbody", "tr", "th", "td", "div", "abbr", "cite", "q", "span"),
    *_HEADINGS,
}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "id"},
    **{heading: {"id"} for heading in _HEADINGS},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "abbr": {"title"},
}
_HEADING = re.compile(r"<(/?)h([1-6])(?=[ >])")
_ADDRESS = re.compile(r"https?:|mailto:|#", re.IGNORECASE)
# The ids of a body: no id of ours and no event's id, which is a fragment in lists, is like them.
_ID = re.compile(r"text-.+|fn(?:ref)?[0-9]*:.+")
_CLASSES = {"div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}}


class Prose:
    """Renders bodies, and remembers what took long under all that the result depends on.

    `converted` counts the bodies that were neither plain nor remembered.
    """

    def __init__(self, resolve: Resolver, addresses: Addresses, cache: Cache) -> None:
        self.converted = 0
        self._resolve = resolve
        self._addresses = addresses
        self._cache = cache

    def html(self, text: str) -> Markup:
        """Return a body as HTML that can do no harm."""
        links = self._links(text)
        plain = plain_prose.render(text, links, self._addresses)
        if plain is not None:
            return Markup(plain)  # `plain_prose` says what makes it safe
        known = self._cache.get(_key(text, links))
        if known is None:
            known = self._remembered(text, links, convert(text, links))
        return clean(known, self._addresses)

    def _links(self, text: str) -> Links:
        links = []
        for match in WIKI_LINK.finditer(text):
            kind, _, id = match[1].strip().rpartition("/")
            target = self._resolve(kind, id)
            if target is not None:
                links.append((match[1].strip(), *target))
        return tuple(links)

    def _remembered(self, text: str, links: Links, html: str) -> str:
        self.converted += 1
        self._cache.put(_key(text, links), html)
        return html


def render(text: str, links: Links, addresses: Addresses) -> Markup:
    """Return a body as HTML that can do no harm, whatever way is the quicker; remember nothing."""
    plain = plain_prose.render(text, links, addresses)
    return clean(convert(text, links), addresses) if plain is None else Markup(plain)


def clean(html: str, addresses: Addresses) -> Markup:
    """Keep the allowed tags, attributes and web addresses; drop everything else.

    Links to a path of the site get its base path; an id is kept once, and only if it can be none
    of the page's own; headings stand under the page's h1.
    """
    import nh3  # noqa: PLC0415 - plain bodies need no cleaning

    taken: set[str] = set()

    def checked(tag: str, name: str, value: str) -> str | None:
        if name == "href" and value.startswith("/") and not value.startswith("//"):
            return addresses.href(value)
        if name == "href" and not _ADDRESS.match(value):
            return None
        if name == "id":
            if value in taken or not _ID.fullmatch(value):
                return None
            taken.add(value)
        return value

    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=checked,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return Markup(_stepwise(safe))  # the allow-list above is what makes this safe


def _stepwise(html: str) -> str:
    """Renumber headings, whatever levels were written: h2 first, each at most one deeper."""
    above: list[int] = []
    unclosed: list[int] = []

    def renumbered(tag: re.Match[str]) -> str:
        if tag[1]:
            return f"</h{unclosed.pop()}"
        while above and above[-1] >= int(tag[2]):
            above.pop()
        above.append(int(tag[2]))
        unclosed.append(min(len(above) + 1, 6))
        return f"<h{unclosed[-1]}"

    return _HEADING.sub(renumbered, html)


def _key(text: str, links: Links) -> str:
    return key(_version(), *(part for link in links for part in link), "", text)


@cache
def _version() -> str:
    """Return what else a body depends on: Python, the library, this code, the form of links."""
    import markdown  # noqa: PLC0415 - as in `_converter`

    files = (__file__, plain_prose.__file__, site.__file__)
    own = (Path(file).read_text("utf-8") for file in files)
    return "".join((sys.version, markdown.__version__, *own))


def convert(text: str, links: Links) -> str:
    """Have Python-Markdown render one body. A pure function: it can run in any process."""
    try:
        return _converter()(text, links)
    except RecursionError:  # some hundred lists in lists: shown as they are written
        _converter.cache_clear()  # the library keeps where it was, even over a reset
        return f"<pre>{escape(text)}</pre>"


@cache
def _converter() -> Callable[[str, Links], str]:
    """Return this process's one Markdown parser; making one costs as much as a page."""
    import markdown  # noqa: PLC0415 - takes 22 ms, and a site's bodies may all be plain
    from markdown.inlinepatterns import InlineProcessor  # noqa: PLC0415 - the same library
    from markdown.util import AtomicString  # noqa: PLC0415 - the same library

    targets: dict[str, tuple[str, str]] = {}

    class WikiLink(InlineProcessor):
        def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name and types
            self, match: re.Match[str], data: str
        ) -> tuple[Element | None, int | None, int | None]:
            """Make a link; what names nothing stays as it is written (reading has reported it)."""
            target = targets.get(match[1].strip())
            if target is None:
                return None, None, None
            link = Element("a", href=target[0])
            link.text = match[2] or AtomicString(target[1])  # a title is words, not Markdown
            return link, match.start(0), match.end(0)

    def converted(text: str, links: Links) -> str:
        targets.clear()
        targets.update((written, (path, title)) for written, path, title in links)
        return parser.reset().convert(text)

    toc = {"slugify": _fragment, "permalink": False}
    parser = markdown.Markdown(extensions=[*EXTENSIONS], extension_configs={"toc": toc})
    parser.inlinePatterns.register(WikiLink(WIKI_LINK.pattern), "wiki_link", 175)
    return converted


def _fragment(words: str, separator: str) -> str:
    return plain_prose.fragment(words)
