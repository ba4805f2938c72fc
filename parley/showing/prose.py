"""Markdown to safe HTML: our fixed set of extensions, [[links]], and an allow-list at the end.

Knows Markdown and which tags a body may have; knows no timeline: links are resolved by a function
that is handed in.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from inspect import getsource
from re import Match
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from parley.addresses import OWN_FRAGMENT, WIKI_LINK, Addresses
from parley.cache import Cache, key

# Given kind ("" where only an id is written) and id: its path on the site and its title, or None.
Resolver = Callable[[str, str], tuple[str, str] | None]

EXTENSIONS = ("tables", "footnotes", "sane_lists", "toc")

# Below this many bodies a pool of processes costs more than it saves.
_WORTH_A_POOL = 200

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("em", "strong", "a", "sup", "sub", "s", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("abbr", "cite", "q", "span"),
}
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "id"},
    **{heading: {"id"} for heading in _HEADINGS},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "abbr": {"title"},
}
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
        return clean(known)

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
        return text, tuple(links), self._addresses.base


# Text, the [[links]] in it with path and title, the base path: all that rendering depends on.
_Job = tuple[str, tuple[tuple[str, str, str], ...], str]


def clean(html: str) -> Markup:
    """Keep the allowed tags, attributes and web addresses; drop everything else."""
    return Markup(  # the allow-list above is what makes this safe
        nh3.clean(
            html,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            allowed_classes=_CLASSES,
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        )
    )


def _job_key(job: _Job) -> str:
    text, links, base = job
    return key(_version(), base, *(part for link in links for part in link), "", text)


@cache
def _version() -> str:
    """Return what else a rendered body depends on: the library, and this code."""
    return (
        markdown.__version__ + getsource(_SiteLinks) + getsource(_WikiLink) + getsource(_BasePath)
    )


def _convert(job: _Job) -> str:
    """Render one body. A pure function of its job: it can run in any process."""
    text, links, base = job
    parser, site = _parser()
    site.links = {written: (path, title) for written, path, title in links}
    site.addresses = Addresses("", base)
    parser.reset()
    return parser.convert(text)


@cache
def _parser() -> tuple[markdown.Markdown, "_SiteLinks"]:
    """Return this process's one Markdown instance; making one costs as much as a page."""
    site = _SiteLinks()
    # baselevel: a body stands under the page's own h1.
    toc = {"slugify": _fragment, "baselevel": 2, "permalink": False}
    return markdown.Markdown(extensions=[*EXTENSIONS, site], extension_configs={"toc": toc}), site


def _fragment(value: str, separator: str) -> str:
    slug = slugify_unicode(value, separator) or "section"
    return f"{slug}{separator}text" if OWN_FRAGMENT.fullmatch(slug) else slug


class _SiteLinks(Extension):
    """Adds [[links]] before other links, and the base path to links that begin with a slash."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, tuple[str, str]] = {}
        self.addresses = Addresses("", "/")

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - the library's name
        """Register both with the parser."""
        md.inlinePatterns.register(_WikiLink(self), "wiki_link", 175)
        md.treeprocessors.register(_BasePath(self), "base_path", 5)


class _WikiLink(InlineProcessor):
    def __init__(self, site: _SiteLinks) -> None:
        super().__init__(WIKI_LINK.pattern)
        self.site = site

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name and types
        self, match: Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Make a link; what names nothing stays as it is written (reading has reported it)."""
        target = self.site.links.get(match[1].strip())
        if target is None:
            return None, None, None
        link = Element("a", href=target[0])
        link.text = match[2] or target[1]
        return link, match.start(0), match.end(0)


class _BasePath(Treeprocessor):
    def __init__(self, site: _SiteLinks) -> None:
        super().__init__()
        self.site = site

    def run(self, root: Element) -> None:
        """Write every link to a path of this site as it is where the site is hosted."""
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("/") and not target.startswith("//"):
                link.set("href", self.site.addresses.href(target))
