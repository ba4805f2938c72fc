"""The shape of every address: of a page, of a file in the output, of a link in Markdown.

Knows the base path and nothing of what the pages show.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlsplit

# The kinds of content, by the folder that holds them; pages/ is addressed at the root.
KINDS = ("events", "articles", "topics", "people", "places", "rounds", "measures", "pages")
LISTED = ("events", "articles", "topics", "people", "places", "rounds", "measures", "kinds")
SINGULAR = {kind: kind.removesuffix("s") for kind in LISTED} | {"people": "person", "pages": "page"}

# Addresses that Markdown may link to as they are: pages, and files at the root.
_FILES = (
    *("404.html", "sitemap.xml", "robots.txt"),
    *("timeline.json", "timelinejs.json", "timeline.csv", "feed.xml", "feed.json", "calendar.ics"),
)
FIXED = (
    *("/", "/about/", "/data/", "/corrections/", "/changes/", "/differences/"),
    *(f"/{name}" for name in _FILES),
)
AS_KNOWN = "as-known"  # below it, a page for each day of site.toml's `snapshots`
# Names at the root that no page of content/pages/ may have; the folder of a page is none of a file.
RESERVED = {
    *(*LISTED, AS_KNOWN, "data", "corrections", "changes", "differences"),
    *("search", "static", "404", "index.html", *_FILES),
}

# Fragments that our pages use themselves: neither an event's id nor a heading's may be one.
OWN_FRAGMENT = re.compile(
    r"main|overview|timeline|differ|corrections|evidence|text|changes|known-day|text-.*|chart-.*|strip-.*|[hmp]-.*"
    r"|[dmy]-?\d.*|yY.*|n\d+|q-[0-9a-f]{8}|fn.*"
)

# What a link leaves as it is; nearly every path is of nothing else, and quote takes 3 µs.
_PLAIN = re.compile("[A-Za-z0-9/#._~%?=&-]*").fullmatch

SAFE_SCHEMES = ("http", "https")

# [[ID]], [[kind/ID]] and both with a label: [[ID|label]]
WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Turns a path such as `/events/x/` into a link that works where the site is hosted."""

    origin: str
    base: str

    @classmethod
    @lru_cache(maxsize=16)  # asked for at every link
    def of(cls, base_url: str) -> "Addresses":
        """Split an absolute base URL; `https://example.org` and `.../` mean the same."""
        parts = urlsplit(base_url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/") + "/")

    def href(self, path: str) -> str:
        """Return the link from any page of this site to a path of it."""
        rest = path.removeprefix("/")
        return self.base + (rest if _PLAIN(rest) else quote(rest, safe="/#-._~%?=&"))

    def absolute(self, path: str) -> str:
        """Return the full URL of a path, for feeds, canonical links and the sitemap."""
        return self.origin + self.href(path)


def page_path(kind: str, id: str) -> str:
    """Return the path of a thing's own page, for example `/events/madrid-talks/`."""
    return f"/{id}/" if kind == "pages" else f"/{kind}/{id}/"


def output_file(path: str) -> str:
    """Return the file in the output folder that answers a path."""
    return path.removeprefix("/") + ("index.html" if path.endswith("/") else "")


def slug(title: str) -> str:
    """Return a title as an id: lower case, Latin letters without accents, hyphens between words."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", re.sub("['’]", "", title.casefold())):
        is_accent = unicodedata.combining(letter) and letters and letters[-1].isascii()
        if not is_accent:
            letters.append(letter)
    words = unicodedata.normalize("NFC", "".join(letters))
    spaced = "".join(c if _is_of_word(c) and c != "_" else " " for c in words)
    return "-".join(spaced.split())


def id_fault(id: str) -> str | None:
    """Say why a file's stem can't be an id, or None."""
    words = re.split(r"[-.]+", id)
    is_word = all(words) and all(map(_is_of_word, "".join(words)))
    if is_word and unicodedata.is_normalized("NFC", id):
        return None
    return "a file name is an address: letters, digits and hyphens only"


def _is_of_word(character: str) -> bool:
    """Tell whether a character is a letter or digit, or a mark that belongs to one (vowels)."""
    is_mark = unicodedata.category(character).startswith("M")
    return is_mark or character.isalnum() or character == "_"


def scheme_fault(url: str) -> str | None:
    """Say why a URL can't be linked to, or None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return f"'{url}' is not a URL"
    if parts.scheme.lower() not in SAFE_SCHEMES:
        return f"'{url}' is not a web address: it must begin with https:// or http://"
    if not parts.hostname or any(c.isspace() for c in url):
        return f"'{url}' is not a whole URL"
    return None
