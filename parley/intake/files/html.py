"""A page saved from a browser as an article: its main text, and what it states of itself.

Knows the names under which pages state their title, publisher, day and address; which part of
a page is its text, trafilatura knows. A day is taken where the page states it, never guessed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from parley import dates
from parley.dates import DateError, FuzzyDate
from parley.intake.files.plain_text import is_address
from parley.intake.papers import Manuscript
from parley.reading.front_matter import Fault

# As the extra `html` in pyproject.toml has it.
PACKAGES = ("trafilatura>=2,<3", "lxml-html-clean>=0.4,<1")

# Names of <meta>, surest first.
_PUBLISHED = (
    *("article:published_time", "datepublished", "og:published_time", "parsely-pub-date"),
    *("publish-date", "publication_date", "pubdate", "dc.date.issued", "dcterms.issued", "date"),
)
_TITLE = ("og:title", "twitter:title", "headline")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher")
_URL = ("og:url",)
_OPENING = re.compile(r"(?i)(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|article)\b")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-\w+)*")
_STRESS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^\n*]*[^\s*\\])\1(?![\w*])")
# A sign that Markdown would read is written plainly, as in a .txt file: words stay as they came.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Characters; what is shorter is a menu or a notice.
_SHORTEST = 120
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")


def read(text: str) -> Manuscript:
    """Return the article of a page; raise Fault where it has none or can't be read here."""
    body, page = _article(text)
    if len(body) < _SHORTEST:
        hint = "save the page of one article, or copy its words into a .txt file"
        raise Fault("html", "no article was found in the page", hint)
    saved = _SAVED_FROM.search(text[:2000])
    urls = (*page.canonical, *page.first(_URL), saved[1] if saved else "")
    publisher = next(chain(page.first(_PUBLISHER), page.publishers()), "")
    titles = (*page.first(_TITLE), *page.in_scripts("headline"), *page.headings)
    return Manuscript(
        body=body + "\n",
        title=next((title for title in titles if title not in ("", publisher)), ""),
        publisher=publisher,
        url=next((url for url in urls if is_address(url)), ""),
        published=page.published(),
        language=page.language if _LANGUAGE.fullmatch(page.language) else "",
    )


def is_page(text: str) -> bool:
    """Tell whether a text is HTML."""
    start = re.sub(r"<!--.*?-->", "", text[:4000], flags=re.DOTALL).lstrip()
    return _OPENING.match(start) is not None


def _article(text: str) -> tuple[str, "_Page"]:
    """Return the main text as Markdown, "" where there is none, and what the page states.

    The text is without stress: a quote is words, whatever their type.
    """
    try:
        import trafilatura  # noqa: PLC0415 - an optional extra, for HTML alone
    except ImportError:
        command = "python -m pip install " + " ".join(f"'{package}'" for package in PACKAGES)
        message = "HTML needs packages that are not installed"
        raise Fault("html", message, f"run: {command}") from None
    tree = trafilatura.load_html(text)
    if tree is None:
        return "", _Page({}, (), (), "", ())
    page = _Page(
        metas=_metas(dict(each.attrib) for each in tree.iter("meta")),
        canonical=tuple(
            str(each.get("href", "")).strip()
            for each in tree.iter("link")
            if "canonical" in str(each.get("rel", "")).casefold().split()
        ),
        headings=tuple(
            " ".join(str(each.text_content()).split())
            for name in ("h1", "title")
            for each in tree.iter(name)
        ),
        language=str(tree.get("lang") or "").strip(),
        scripts=tuple(
            str(each.text_content())
            for each in tree.iter("script")
            if each.get("type") == "application/ld+json"
        ),
    )
    found = trafilatura.extract(
        tree, output_format="markdown", favor_precision=True, include_comments=False
    )
    return _ESCAPED.sub(r"\1", _STRESS.sub(r"\2", found or "")).strip(), page


def _metas(elements: Iterable[Mapping[str, str]]) -> Mapping[str, Sequence[str]]:
    """Return the contents of <meta> elements by the names that these give them."""
    metas: dict[str, list[str]] = {}
    for given in elements:
        content = " ".join(given.get("content", "").split())
        names = {given.get(key, "").casefold() for key in ("property", "name", "itemprop")}
        for name in names if content else ():
            metas.setdefault(name, []).append(content)
    return metas


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page states of itself; `headings` stand above its text, and last its own title."""

    metas: Mapping[str, Sequence[str]]
    canonical: tuple[str, ...]
    headings: tuple[str, ...]
    language: str
    scripts: tuple[str, ...]

    def first(self, names: tuple[str, ...]) -> Iterator[str]:
        """Yield what <meta> elements of these names state, in the order of the names."""
        for name in names:
            yield from self.metas.get(name, ())

    def published(self) -> FuzzyDate | None:
        """Return the day of publication, None where the page states none or several.

        The day is that which the page writes, in the zone in which it writes it.
        """
        stated = [*self.in_scripts("datePublished"), *self.first(_PUBLISHED)]
        days = {found[0] for each in stated if (found := re.match(r"\d{4}-\d\d-\d\d", each))}
        try:
            return dates.parse(days.pop()) if len(days) == 1 else None
        except DateError:
            return None

    def publishers(self) -> Iterator[str]:
        """Yield who published the article, as its JSON-LD has it: a name, or what has one."""
        for each in self._articles():
            given = each.get("publisher")
            yield from _words(given.get("name") if isinstance(given, dict) else given)

    def in_scripts(self, key: str) -> Iterator[str]:
        """Yield what the JSON-LD says of the article under a key."""
        for each in self._articles():
            yield from _words(each.get(key))

    def _articles(self) -> Iterator[Mapping[str, object]]:
        for script in self.scripts:
            try:
                yield from _of_articles(json.loads(script))
            except (ValueError, RecursionError):
                continue


def _of_articles(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the articles that stand at the top of a JSON-LD, not those that it mentions."""
    if isinstance(value, list):
        for each in value:
            yield from _of_articles(each)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any("Article" in str(name) or "Posting" in str(name) for name in names):
            yield value
        yield from _of_articles(value.get("@graph"))


def _words(value: object) -> Iterator[str]:
    """Yield a text on one line; nothing for what is none, or empty."""
    if isinstance(value, str) and (text := " ".join(value.split())):
        yield text
