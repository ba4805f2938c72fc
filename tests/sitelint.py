"""Rules for a built site: each takes the site and yields what breaks it, one sentence a fault.

Knows files of HTML, CSS, XML and JSON, and where they will be hosted; knows no code of ours.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Attributes that hold an address: those that load at once, and those that a reader follows.
LOADED = (("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("use", "href"),
          ("audio", "src"), ("video", "src"), ("object", "data"), ("embed", "src"))  # fmt: skip
FOLLOWED = (("a", "href"), ("area", "href"), ("form", "action"))
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b[^>]*?(/?)>")

Json = dict[str, object]


@dataclass(frozen=True)
class Link:
    """One address on a page: the element, the address as written, and whether it loads at once."""

    node: LexborNode
    written: str
    loads: bool


@dataclass(frozen=True)
class Page:
    """One HTML file; `path` is its path on the host, with the base path."""

    path: str
    text: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a browser understands it."""
        return LexborHTMLParser(self.text)

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id stands on the page."""
        return Counter(node.attributes["id"] or "" for node in self.tree.css("[id]"))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every address on the page, but for those of other sites' pages that `link` names."""
        found = [
            Link(node, node.attributes[name] or "", loads)
            for kinds, loads in ((LOADED, True), (FOLLOWED, False))
            for tag, name in kinds
            for node in self.tree.css(f"{tag}[{name}]")
        ]
        for node in self.tree.css("link[href]"):
            loads = node.attributes.get("rel") not in ("canonical", "alternate", "prev", "next")
            found.append(Link(node, node.attributes["href"] or "", loads))
        for node in self.tree.css("[srcset]"):
            for candidate in (node.attributes["srcset"] or "").split(","):
                found.append(Link(node, candidate.split()[0], loads=True))
        return tuple(found)

    @property
    def is_redirect(self) -> bool:
        """Tell whether the page only leads to another."""
        return self.tree.css_first('meta[http-equiv="refresh"]') is not None


@dataclass(frozen=True)
class Site:
    """A built site: the folder, and the URL under which it will be found."""

    root: Path
    url: str
    language: str

    @property
    def origin(self) -> str:
        """The host, as in https://example.org."""
        return "https://" + urlsplit(self.url).netloc

    @property
    def base(self) -> str:
        """The path of the site on its host."""
        return urlsplit(self.url).path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file but the list of files, by its path on the host."""
        return {
            self.base + path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and path.name != ".parley.json"
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its path."""
        found = (name for name in self.files if name.endswith(".html"))
        pages = (Page(name.removesuffix("index.html"), self.files[name].decode()) for name in found)
        return {page.path: page for page in pages}

    @cached_property
    def record(self) -> dict[str, list[Json]]:
        """The lists of timeline.json."""
        record = json.loads(self.files[f"{self.base}timeline.json"])
        return {key: value for key, value in record.items() if isinstance(value, list)}

    def fault_of_link(self, page: Page, written: str) -> str | None:
        """Say why an address of a page leads nowhere on this site, or None."""
        url = urlsplit(urljoin(self.origin + page.path, written))
        if f"{url.scheme}://{url.netloc}" != self.origin:
            return None if url.scheme in ("http", "https", "mailto") else "is no web address"
        path = unquote(url.path)
        if not path.startswith(self.base):
            return "leaves the base path"
        if path + ("index.html" if path.endswith("/") else "") not in self.files:
            return "leads to no file"
        target = self.pages.get(path)
        if url.fragment and (target is None or unquote(url.fragment) not in target.ids):
            return "leads to no such place on the page"
        return None


Rule = Callable[[Site], Iterator[str]]


def tags_are_in_pairs(site: Site) -> Iterator[str]:
    """Every element is closed where it was opened, so every parser sees the same page."""
    for page in site.pages.values():
        if not page.text.startswith("<!doctype html>\n<html lang="):
            yield f"{page.path}: does not begin as an HTML page"
        unclosed: list[str] = []
        for closing, tag, itself in TAG.findall(page.text):
            if closing and (not unclosed or unclosed.pop() != tag.lower()):
                yield f"{page.path}: </{tag}> closes nothing, or too early"
                break
            if not closing and not itself and tag.lower() not in VOID:
                unclosed.append(tag.lower())
        else:
            if unclosed:
                yield f"{page.path}: <{unclosed[-1]}> is never closed"


def pages_have_one_first_heading(site: Site) -> Iterator[str]:
    """A page has exactly one h1, with words in it."""
    for page in site.pages.values():
        found = [node.text(strip=True) for node in page.tree.css("h1")]
        if len(found) != 1 or not found[0]:
            yield f"{page.path}: h1 is {found}"


def headings_leave_out_no_level(site: Site) -> Iterator[str]:
    """The first heading is the h1, and none is more than one level below the one before it."""
    for page in site.pages.values():
        found = [int((node.tag or "")[1:]) for node in page.tree.css("h1, h2, h3, h4, h5, h6")]
        for above, below in pairwise([0, *found]):
            if below > above + 1:
                yield f"{page.path}: h{below} follows h{above}"


def ids_are_unique(site: Site) -> Iterator[str]:
    """An id stands once on a page, and is a word."""
    for page in site.pages.values():
        for id, count in page.ids.items():
            if count > 1 or not id or any(letter.isspace() for letter in id):
                yield f"{page.path}: id '{id}' stands {count} times"


def labels_name_what_is_there(site: Site) -> Iterator[str]:
    """What an element is labelled or described by, or a label is for, stands on the page."""
    for page in site.pages.values():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for node in page.tree.css(f"[{name}]"):
                for id in (node.attributes[name] or "").split():
                    if id not in page.ids:
                        yield f"{page.path}: {name} names '{id}', which is not there"


def pages_have_their_landmarks(site: Site) -> Iterator[str]:
    """A page has header, main and footer once each, and only navigation that has a name."""
    for page in site.pages.values():
        for tag in ("body > header", "body > footer", "main"):
            if len(page.tree.css(tag)) != 1:
                yield f"{page.path}: not one {tag}"
        named = [node.attributes.get("aria-label") for node in page.tree.css("nav")]
        if not named or not all(named):
            yield f"{page.path}: a nav has no name"
        if len(named) != len(set(named)):
            yield f"{page.path}: two navs have one name"


def heads_say_what_a_page_is(site: Site) -> Iterator[str]:
    """A page says its language, has a title, and its charset before all words."""
    for page in site.pages.values():
        if page.tree.css_first(f'html[lang="{site.language}"]') is None:
            yield f"{page.path}: lang is not {site.language}"
        title = page.tree.css_first("head > title")
        if title is None or not title.text(strip=True):
            yield f"{page.path}: has no title"
        if page.tree.css_first('meta[charset="utf-8"]') is None or page.text.find("charset") > 200:
            yield f"{page.path}: says its charset too late or not at all"
        if page.tree.css_first('meta[name="viewport"]') is None:
            yield f"{page.path}: has no viewport"


def scripts_are_shut_out(site: Site) -> Iterator[str]:
    """A policy forbids what is not a file of this site, before anything is loaded."""
    for page in site.pages.values():
        policy = page.tree.css_first('meta[http-equiv="Content-Security-Policy"]')
        content = policy.attributes.get("content") or "" if policy else ""
        if "default-src 'none'" not in content or re.search("unsafe-|https?:|\\*", content):
            yield f"{page.path}: the policy is '{content}'"
        if not 0 < page.text.find("Content-Security-Policy") < page.text.find("<link"):
            yield f"{page.path}: the policy comes after something is loaded"


def nothing_stands_inline(site: Site) -> Iterator[str]:
    """A page holds no style, script or handler; JSON in a script of its own type is data."""
    for page in site.pages.values():
        if page.tree.css("style, [style], base, iframe, object, embed"):
            yield f"{page.path}: holds a style, or a foreign document"
        for node in page.tree.css("script:not([src])"):
            if not (node.attributes.get("type") or "").startswith("application/"):
                yield f"{page.path}: holds a script"
        for tag in TAG.finditer(page.text):
            if re.search(r"\son[a-z]+\s*=(?=[\"'])", tag[0]):
                yield f"{page.path}: holds a handler: {tag[0]}"


def pictures_have_words(site: Site) -> Iterator[str]:
    """A picture has a text for who can't see it, even if an empty one; a drawn sign is hidden.

    A drawing that holds links is a group with a name, since a picture's inside is not read out.
    """
    for page in site.pages.values():
        for node in page.tree.css("img:not([alt])"):
            yield f"{page.path}: no alt on {node.attributes.get('src')}"
        for node in page.tree.css("svg:not([aria-hidden]):not([role=img])"):
            if node.attributes.get("role") != "group" or not node.attributes.get("aria-labelledby"):
                yield f"{page.path}: neither hidden nor a picture: {(node.html or '')[:60]}"


def links_have_words(site: Site) -> Iterator[str]:
    """A link or a button says where it leads."""
    for page in site.pages.values():
        for node in page.tree.css("a, button"):
            if not node.text(strip=True) and not node.attributes.get("aria-label"):
                yield f"{page.path}: a link without words: {(node.html or '')[:80]}"


def links_hold_no_links(site: Site) -> Iterator[str]:
    """A link lies in no other link, and every link leads somewhere."""
    for page in site.pages.values():
        if re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", page.text, re.DOTALL):
            yield f"{page.path}: a link in a link"
        if page.tree.css("main a:not([href]):not([id])"):
            yield f"{page.path}: a link that leads nowhere"


def addresses_lead_somewhere(site: Site) -> Iterator[str]:
    """Every address and fragment of this site is there, and lies under its base path."""
    for page in site.pages.values():
        for written in dict.fromkeys(link.written for link in page.links):
            if fault := site.fault_of_link(page, written):
                yield f"{page.path}: {written} {fault}"


def nothing_is_loaded_from_elsewhere(site: Site) -> Iterator[str]:
    """Style sheets, scripts, pictures and fonts are this site's own."""
    for page in site.pages.values():
        for link in page.links:
            if link.loads and not urljoin(site.url, link.written).startswith(site.url):
                yield f"{page.path}: loads {link.written}"


def style_sheets_load_what_is_there(site: Site) -> Iterator[str]:
    """An address in a style sheet is a file beside it, and data: is none."""
    for name, content in site.files.items():
        if not name.endswith(".css"):
            continue
        text = content.decode()
        for quoted, bare in re.findall(r"url\(\s*(?:[\"']([^\"']*)[\"']|([^)\"']*))\s*\)", text):
            if unquote(urlsplit(urljoin(name, quoted or bare)).path) not in site.files:
                yield f"{name}: loads {quoted or bare}"
        if re.search(r"https?:|//[a-z]|@import", text):
            yield f"{name}: names another address"


def the_page_for_what_is_not_there_works_anywhere(site: Site) -> Iterator[str]:
    """404.html is shown at any depth: what it links to does not depend on where it is."""
    page = site.pages.get(f"{site.base}404.html")
    if page is None:
        yield "there is no 404.html"
        return
    for link in page.links:
        if not link.written.startswith((site.base, site.url, "https://", "#")):
            yield f"{page.path}: {link.written} depends on the depth"
    if page.tree.css_first('link[rel="canonical"]') is not None:
        yield f"{page.path}: has an address of its own"


def pages_name_their_own_address(site: Site) -> Iterator[str]:
    """A page's canonical address is its own, a redirect's that to which it leads."""
    for page in site.pages.values():
        for node in page.tree.css('link[rel="canonical"]'):
            address = node.attributes.get("href") or ""
            if not page.is_redirect and unquote(address) != site.origin + unquote(page.path):
                yield f"{page.path}: calls itself {address}"


def redirects_lead_to_pages(site: Site) -> Iterator[str]:
    """A page that leads on leads to a page of this site, and is not for search engines."""
    for page in site.pages.values():
        for node in page.tree.css('meta[http-equiv="refresh"]'):
            target = (node.attributes.get("content") or "").partition("url=")[2]
            path = unquote(urlsplit(urljoin(site.origin + page.path, target)).path)
            if path not in site.pages or site.pages[path].is_redirect:
                yield f"{page.path}: leads to {target}"
            if page.tree.css_first('meta[name="robots"][content="noindex"]') is None:
                yield f"{page.path}: leads on, and may be indexed"


def quotes_lead_to_their_words(site: Site) -> Iterator[str]:
    """A link to a quote leads to a mark on the article's page."""
    for page in site.pages.values():
        for link in page.links:
            url = urlsplit(urljoin(site.origin + page.path, link.written))
            if not re.fullmatch("q-[0-9a-f]{8}", url.fragment):
                continue
            target = site.pages[unquote(url.path)].tree.css(f"#{url.fragment}")
            if len(target) != 1 or not (target[0].tag == "mark" or target[0].css("mark")):
                yield f"{page.path}: {link.written} leads to no mark"


def every_folder_has_a_page(site: Site) -> Iterator[str]:
    """Who cuts the end off an address finds a page, up to the root of the site."""
    for path in site.pages:
        inside = path.removeprefix(site.base)
        for end in (place for place, letter in enumerate(inside) if letter == "/"):
            folder = site.base + inside[: end + 1]
            if folder not in site.pages:
                yield f"{folder} has no page"


def the_sitemap_lists_every_page_once(site: Site) -> Iterator[str]:
    """sitemap.xml lists all pages but 404.html and those that lead on; robots.txt names it."""
    tree = ElementTree.fromstring(site.files[f"{site.base}sitemap.xml"])
    found = Counter(unquote(node.text or "") for node in tree.iter() if node.tag.endswith("}loc"))
    yield from (f"sitemap.xml lists {url} {n} times" for url, n in found.items() if n > 1)
    wanted = {
        site.origin + path
        for path, page in site.pages.items()
        if not page.is_redirect and path != f"{site.base}404.html"
    }
    yield from (f"sitemap.xml lists {url}" for url in sorted(set(found) - wanted))
    yield from (f"sitemap.xml leaves out {url}" for url in sorted(wanted - set(found)))
    if f"Sitemap: {site.url}sitemap.xml" not in site.files[f"{site.base}robots.txt"].decode():
        yield "robots.txt does not name the sitemap"


def files_for_the_host_are_there(site: Site) -> Iterator[str]:
    """GitHub Pages is told to leave the files as they are."""
    if site.files.get(f"{site.base}.nojekyll") != b"":
        yield "there is no empty .nojekyll"


def nothing_is_left_of_templates(site: Site) -> Iterator[str]:
    """No tag of a template, no word of Python and no doubled escape gets onto a page."""
    for page in site.pages.values():
        if found := re.search(r"\{\{|\{%|%\}|\bMarkup\(|&amp;(?:amp|lt|#\d+);|>None<", page.text):
            yield f"{page.path}: holds {found[0]}"


def dates_can_be_read_by_machines(site: Site) -> Iterator[str]:
    """What stands in a time element's datetime is a year, a month, a day or a moment."""
    form = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?")
    for page in site.pages.values():
        for node in page.tree.css("time"):
            if not form.fullmatch(node.attributes.get("datetime") or ""):
                yield f"{page.path}: {node.html}"


def events_are_read_in_their_order(site: Site) -> Iterator[str]:
    """Wherever events are listed, they stand in the HTML as they follow each other in time."""
    order = {str(event["id"]): place for place, event in enumerate(site.record["events"])}
    listed = 0
    for page in site.pages.values():
        found = [node.attributes.get("id") or "" for node in page.tree.css("#timeline article[id]")]
        listed += len(found)
        if [id for id in found if id not in order]:
            yield f"{page.path}: lists what is no event"
        elif found != sorted(found, key=order.__getitem__):
            yield f"{page.path}: lists {found}"
    if listed < len(order):
        yield f"only {listed} of {len(order)} events are listed"


def days_for_scripts_are_days(site: Site) -> Iterator[str]:
    """Days that scripts compare are ISO days, and none ends before it begins."""
    for page in site.pages.values():
        for name in ("data-known", "data-until", "data-from", "data-to"):
            for node in page.tree.css(f"[{name}]"):
                day = node.attributes[name] or ""
                try:
                    is_day = date.fromisoformat(day).isoformat() == day
                except ValueError:
                    is_day = False
                if not is_day:
                    yield f"{page.path}: {name} is '{day}'"
        for node in page.tree.css("[data-from][data-to]"):
            if str(node.attributes["data-from"]) >= str(node.attributes["data-to"]):
                yield f"{page.path}: a period ends before it begins: {(node.html or '')[:80]}"


def rows_for_scripts_are_out_of_sight(site: Site) -> Iterator[str]:
    """What tells of other days is hidden until a script shows it; what tells of today is not."""
    for page in site.pages.values():
        for node in page.tree.css("[data-then], [data-then] tbody, [data-counted-then]"):
            if "hidden" not in node.attributes:
                yield f"{page.path}: in sight: {(node.html or '')[:80]}"
        for node in page.tree.css(
            "[data-now][hidden], [data-counted][hidden], [data-known][hidden]"
        ):
            yield f"{page.path}: out of sight: {(node.html or '')[:80]}"


def drawings_lead_to_events(site: Site) -> Iterator[str]:
    """A link in a drawing leads to an event of the record."""
    events = {f"{site.base}events/{event['id']}/" for event in site.record["events"]}
    for page in site.pages.values():
        for node in page.tree.css("figure svg a"):
            if unquote(node.attributes.get("href") or "") not in events:
                yield f"{page.path}: a drawing leads to {node.attributes.get('href')}"


def drawings_stay_in_their_frame(site: Site) -> Iterator[str]:
    """Every coordinate of a drawing lies inside its viewBox."""
    for page in site.pages.values():
        for svg in page.tree.css("figure svg"):
            left, top, width, height = map(float, (svg.attributes["viewBox"] or "").split())
            for x, y in coordinates(svg):
                if not (left <= x <= left + width and top <= y <= top + height):
                    yield f"{page.path}: {x} {y} lies outside the drawing"


def coordinates(svg: LexborNode) -> Iterator[tuple[float, float]]:
    """Yield the points of a drawing: of texts, dots, and paths of the commands M, L, H, V and v."""
    for node in svg.css("text, circle"):
        names = ("x", "y") if node.tag == "text" else ("cx", "cy")
        x, y = (float(node.attributes[name] or "nan") for name in names)
        yield x, y
    for node in svg.css("path"):
        x = y = float("nan")
        for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", node.attributes["d"] or ""):
            found = [float(number) for number in numbers.split()]
            x = found[0] if command in "MLH" else x
            y = found[-1] if command in "MLV" else y + found[0] if command == "v" else y
            yield x, y


def drawings_have_words_and_a_table(site: Site) -> Iterator[str]:
    """A drawing has title and description, and a table in its section says the same."""
    for page in site.pages.values():
        for figure in page.tree.css("figure"):
            if figure.css_first("svg") is None:
                continue
            for tag in ("svg > title", "svg > desc", "figcaption"):
                node = figure.css_first(tag)
                if node is None or not node.text(strip=True):
                    yield f"{page.path}: a drawing without {tag}"
            section = figure.parent
            while section is not None and section.tag != "section":
                section = section.parent
            if section is None or section.css_first("table") is None:
                yield f"{page.path}: no table beside a drawing"


def the_second_clock_has_its_pages(site: Site) -> Iterator[str]:
    """What became known, what was corrected and each day that is kept: there, and linked."""
    linked = {
        unquote(urlsplit(urljoin(site.origin + page.path, link.written)).path)
        for page in site.pages.values()
        for link in page.links
        if link.node.tag == "a"
        if unquote(urlsplit(urljoin(site.origin + page.path, link.written)).path) != page.path
    }
    wanted = [site.base + name for name in ("changes/", "corrections/")]
    wanted += [path for path in site.pages if path.startswith(f"{site.base}as-known/")]
    for path in wanted:
        if path not in site.pages:
            yield f"there is no {path}"
        elif path not in linked:
            yield f"no page leads to {path}"


RULES: tuple[Rule, ...] = (
    tags_are_in_pairs,
    pages_have_one_first_heading,
    headings_leave_out_no_level,
    ids_are_unique,
    labels_name_what_is_there,
    pages_have_their_landmarks,
    heads_say_what_a_page_is,
    scripts_are_shut_out,
    nothing_stands_inline,
    pictures_have_words,
    links_have_words,
    links_hold_no_links,
    addresses_lead_somewhere,
    nothing_is_loaded_from_elsewhere,
    style_sheets_load_what_is_there,
    the_page_for_what_is_not_there_works_anywhere,
    pages_name_their_own_address,
    redirects_lead_to_pages,
    quotes_lead_to_their_words,
    every_folder_has_a_page,
    the_sitemap_lists_every_page_once,
    files_for_the_host_are_there,
    nothing_is_left_of_templates,
    dates_can_be_read_by_machines,
    events_are_read_in_their_order,
    days_for_scripts_are_days,
    rows_for_scripts_are_out_of_sight,
    drawings_lead_to_events,
    drawings_stay_in_their_frame,
    drawings_have_words_and_a_table,
    the_second_clock_has_its_pages,
)
