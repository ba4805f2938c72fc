"""Markdown to safe HTML: our fixed set of extensions, [[links]], and an allow-list at the end.

Knows Markdown and which tags a body may have; knows no timeline: links are resolved by a function
that is handed in.
"""

import xml.etree.ElementTree as etree
from collections.abc import Callable
from functools import cache
from re import Match

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import slugify_unicode
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from parley.addresses import OWN_FRAGMENT, WIKI_LINK

# Given kind ("" where only an id is written) and id: the link and the words for it, or None.
Resolver = Callable[[str, str], tuple[str, str] | None]
# Given a path of this site: the link to it.
Href = Callable[[str], str]

EXTENSIONS = ("tables", "footnotes", "sane_lists", "toc")

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("em", "strong", "a", "sup", "sub", "s", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("abbr", "cite", "q", "span"),
}
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "id"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "abbr": {"title"},
}
_CLASSES = {"div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}}


class Prose:
    """Renders bodies; one instance for a whole build, since making one costs as much as a page."""

    def __init__(self, resolve: Resolver, href: Href) -> None:
        links = _SiteLinks(resolve, href)
        # baselevel: a body stands under the page's own h1.
        options = {"toc": {"slugify": _fragment, "baselevel": 2, "permalink": False}}
        self._markdown = Markdown(extensions=[*EXTENSIONS, links], extension_configs=options)

    def html(self, text: str) -> Markup:
        """Return a body as HTML that can do no harm."""
        if not text.strip():
            return Markup("")
        self._markdown.reset()
        return clean(self._markdown.convert(text))


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


@cache
def _fragment(value: str, separator: str) -> str:
    slug = slugify_unicode(value, separator) or "section"
    return f"{slug}{separator}text" if OWN_FRAGMENT.fullmatch(slug) else slug


class _SiteLinks(Extension):
    def __init__(self, resolve: Resolver, href: Href) -> None:
        super().__init__()
        self.resolve, self.href = resolve, href

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Add [[links]] before other links, and the base path to links that begin with a slash."""
        md.inlinePatterns.register(_WikiLink(self.resolve), "wiki_link", 175)
        md.treeprocessors.register(_BasePath(self.href), "base_path", 5)


class _WikiLink(InlineProcessor):
    def __init__(self, resolve: Resolver) -> None:
        super().__init__(WIKI_LINK.pattern)
        self.resolve = resolve

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name and types
        self, match: Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Make a link; what names nothing stays as it is written (reading has reported it)."""
        kind, _, id = match[1].strip().rpartition("/")
        target = self.resolve(kind, id)
        if target is None:
            return None, None, None
        link = etree.Element("a", href=target[0])
        link.text = match[2] or target[1]
        return link, match.start(0), match.end(0)


class _BasePath(Treeprocessor):
    def __init__(self, href: Href) -> None:
        super().__init__()
        self.href = href

    def run(self, root: etree.Element) -> None:
        """Put the base path before every link to a page of this site."""
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("/") and not target.startswith("//"):
                link.set("href", self.href(target))
