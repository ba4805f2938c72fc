"""Markdown to safe HTML: our fixed set of extensions, [[links]], and an allow-list at the end.

Knows Markdown and which tags a body may have; knows no timeline: links are resolved by a function
that is handed in.
"""

import re
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString
from markupsafe import Markup, escape

from parley import addresses as site
from parley.addresses import WIKI_LINK, Addresses
from parley.cache import Cache, key

# Given kind ("" where only an id is written) and id: its path on the site and its title, or None.
Resolver = Callable[[str, str], tuple[str, str] | None]

EXTENSIONS = ("tables", "footnotes", "sane_lists", "toc")

# Below this many bodies a pool of processes costs more than it saves.
_WORTH_A_POOL = 200

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
    """Renders bodies, and remembers what it rendered under all that the result depends on."""

    def __init__(self, resolve: Resolver, addresses: Addresses, cache: Cache) -> None:
        self._resolve = resolve
        self._addresses = addresses
        self._cache = cache

    def html(self, text: str) -> Markup:
        """Return a body as HTML that can do no harm."""
        if not text.strip():
            return Markup("")
        job = self._job(text)
        known = self._cache.get(_job_key(job))
        if known is None:
            known = _convert(job)
            self._cache.put(_job_key(job), known)
        return clean(known, self._addresses)

    def prepare(self, texts: Iterable[str], jobs: int) -> None:
        """Render many bodies ahead with so many processes; results do not depend on how many."""
        wanted = [self._job(text) for text in texts if text.strip()]
        missing = [job for job in wanted if self._cache.get(_job_key(job)) is None]
        if jobs < 2 or len(missing) < _WORTH_A_POOL:
            return
        with ProcessPoolExecutor(jobs) as pool:
            for job, html in zip(missing, pool.map(_convert, missing, chunksize=50), strict=True):
                self._cache.put(_job_key(job), html)

    def _job(self, text: str) -> "_Job":
        links = []
        for match in WIKI_LINK.finditer(text):
            kind, _, id = match[1].strip().rpartition("/")
            target = self._resolve(kind, id)
            if target is not None:
                links.append((match[1].strip(), *target))
        return text, tuple(links)


# Text, and the [[links]] in it with path and title: all that rendering depends on.
_Job = tuple[str, tuple[tuple[str, str, str], ...]]


def clean(html: str, addresses: Addresses) -> Markup:
    """Keep the allowed tags, attributes and web addresses; drop everything else.

    Links to a path of the site get its base path; an id is kept once, and only if it can be none
    of the page's own; headings stand under the page's h1.
    """
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


def _job_key(job: _Job) -> str:
    text, links = job
    return key(_version(), *(part for link in links for part in link), "", text)


@cache
def _version() -> str:
    """Return what else a body depends on: Python, the library, this code, the form of links."""
    own = (Path(file).read_text("utf-8") for file in (__file__, site.__file__))
    return "".join((sys.version, markdown.__version__, *own))


def _convert(job: _Job) -> str:
    """Render one body. A pure function of its job: it can run in any process."""
    text, links = job
    parser, wiki = _parser()
    wiki.targets = {written: (path, title) for written, path, title in links}
    parser.reset()
    try:
        return parser.convert(text)
    except RecursionError:  # some hundred lists in lists: shown as they are written
        _parser.cache_clear()  # the library keeps where it was, even over a reset
        return f"<pre>{escape(text)}</pre>"


@cache
def _parser() -> tuple[markdown.Markdown, "_WikiLinks"]:
    """Return this process's one Markdown instance; making one costs as much as a page."""
    wiki = _WikiLinks()
    toc = {"slugify": _fragment, "permalink": False}
    return markdown.Markdown(extensions=[*EXTENSIONS, wiki], extension_configs={"toc": toc}), wiki


def _fragment(value: str, separator: str) -> str:
    return f"text{separator}{slugify_unicode(value, separator) or 'section'}"


class _WikiLinks(Extension):
    """Adds [[links]], read before other links; `targets` holds path and title of each."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: dict[str, tuple[str, str]] = {}

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        """Register with the parser."""
        md.inlinePatterns.register(_WikiLink(self), "wiki_link", 175)


class _WikiLink(InlineProcessor):
    def __init__(self, wiki: _WikiLinks) -> None:
        super().__init__(WIKI_LINK.pattern)
        self.wiki = wiki

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name and types
        self, match: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Make a link; what names nothing stays as it is written (reading has reported it)."""
        target = self.wiki.targets.get(match[1].strip())
        if target is None:
            return None, None, None
        link = Element("a", href=target[0])
        link.text = match[2] or AtomicString(target[1])  # a title is words, not Markdown
        return link, match.start(0), match.end(0)
