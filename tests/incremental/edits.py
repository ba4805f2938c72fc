"""Edits that an editor or a developer may make at a desk, each under the words that tell of it.

Knows the record's files and their front matter; knows nothing of what an edit changes on the site.
"""

import os
import re
from collections.abc import Callable

from tests.conftest import write
from tests.incremental.desk import Desk

# Makes an edit; where what it is about is not there, it does nothing.
Edit = Callable[[Desk], None]

# A body, or any other file, that ends here has its last letter changed by `same_size`.
_LETTER = re.compile(rb"[a-z](?=[^a-z]*\Z)")


def says(sheet: str, key: str, value: str | None) -> Edit:
    """Let a key of a content file have another value; with None it goes."""

    def edit(desk: Desk) -> None:
        path = desk.folder / sheet
        if not path.is_file():
            return
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        blocks = [block for block in re.split(r"(?m)^(?=\w)", front) if block]
        if value is not None:
            line = f"{key}: {value}\n"
            old = [number for number, block in enumerate(blocks) if block.startswith(f"{key}:")]
            blocks[old[0] if old else len(blocks) : old[0] + 1 if old else None] = [line]
        else:
            blocks = [block for block in blocks if not block.startswith(f"{key}:")]
        path.write_text(f"---\n{''.join(blocks)}---\n{body}", encoding="utf-8")

    return edit


def becomes(name: str, old: str, new: str) -> Edit:
    """Put new words in the place of old ones, once."""

    def edit(desk: Desk) -> None:
        path = desk.folder / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if old in text:
            path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def put(name: str, text: str | bytes) -> Edit:
    """Write a file, over another if there is one."""
    return lambda desk: _nothing(write(desk.folder, {name: text}))


def goes(name: str) -> Edit:
    """Delete a file."""
    return lambda desk: (desk.folder / name).unlink(missing_ok=True)


def moves(name: str, to: str) -> Edit:
    """Give a file another name."""

    def edit(desk: Desk) -> None:
        target = desk.folder / to
        if (desk.folder / name).is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            (desk.folder / name).rename(target)

    return edit


def swap(one: str, other: str) -> Edit:
    """Exchange two files; sizes and times go along."""
    return both(moves(one, "held"), moves(other, one), moves("held", other))


def same_size(name: str) -> Edit:
    """Change a letter in place and set the time of change back: only the disk's clock tells."""

    def edit(desk: Desk) -> None:
        path = desk.folder / name
        if not path.is_file():
            return
        at, content = path.stat(), path.read_bytes()
        if found := _LETTER.search(content):
            with path.open("r+b") as file:
                file.seek(found.start())
                file.write(b"x" if found[0] != b"x" else b"y")
            os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))

    return edit


def touch(name: str) -> Edit:
    """Give a file a new time of change, and nothing else."""
    return lambda desk: os.utime(desk.folder / name) if (desk.folder / name).exists() else None


def renamed(kind: str, id: str, to: str) -> Edit:
    """Rename a content file, and everywhere the mentions of it."""

    def edit(desk: Desk) -> None:
        for name in desk.sheets(kind):
            if name.endswith(f"/{id}.md"):
                moves(name, name.replace(f"/{id}.md", f"/{to}.md"))(desk)
        for path in desk.content.rglob("*.md"):
            text = path.read_text(encoding="utf-8")
            if (changed := re.sub(rf"(?<![\w-]){id}(?![\w-])", to, text)) != text:
                path.write_text(changed, encoding="utf-8")

    return edit


def both(*edits: Edit) -> Edit:
    """Make edits one after another, with no build between them."""

    def edit(desk: Desk) -> None:
        for each in edits:
            each(desk)

    return edit


def _nothing(_: object) -> None:
    return None


SITE = "content/site.toml"
CLOSED = "content/events/2025/bridge-closed.md"
EXTENDED = "content/events/2025/closure-extended.md"
STRIKE = "content/events/2025/ferry-strike.md"
TALKS = "content/events/2025/talks-in-midville.md"
SECOND = "content/events/2025/second-talks.md"
NOT_YET = "content/events/2025/not-yet.md"
TOLL_SET = "content/events/2025/toll-set.md"
GAZETTE = "content/articles/gazette.md"
WIRE = "content/articles/wire.md"
TEMPLATES = "program/templates"

EVENTS: dict[str, Edit] = {
    "an event's title": says(CLOSED, "title", "North Bank shuts “the” bridge & <more>"),
    "an event's date": says(CLOSED, "date", "2025-06-02"),
    "an event's date, to another year": says(STRIKE, "date", "2026-01"),
    "an event's date, no finer than a month": says(TALKS, "date", "2025-05"),
    "an event's summary": says(SECOND, "summary", "They meet again."),
    "an event's body": becomes(SECOND, "After [[talks-in-midville]]", "*Before* [[toll-set]]"),
    "an event's topics": says(STRIKE, "topics", "[ferry]"),
    "an event's people": says(STRIKE, "people", "[envoy]"),
    "an event's places": says(STRIKE, "places", "[harbour]"),
    "an event's kind": says(STRIKE, "kind", "talks"),
    "an event's sides": says(STRIKE, "by", "[south]"),
    "an event's weight": says(CLOSED, "weight", "brief"),
    "an event's order": says(TALKS, "order", "2"),
    "an event's round": says(STRIKE, "round", "second"),
    "since when an event is known": says(TALKS, "known", "2025-07-20"),
    "an event's sources": says(STRIKE, "sources", "[agency, wire, reprint]"),
    "the words an event quotes": becomes(EXTENDED, "until 1 November\n", "until\n"),
    "whose voice a quote is": becomes(CLOSED, "voice: south", "voice: north"),
    "a note on a source": becomes(CLOSED, "Supports the day", "Supports the *day*"),
    "a source is contradicted no more": becomes(CLOSED, "    contradicted: true\n", ""),
    "an end of a measure": becomes(EXTENDED, "until: 2025-11-01", "until: 2025-12-01"),
    "a value of a measure": becomes(TOLL_SET, "value: 2", "value: 3"),
    "a state of a measure": becomes(SECOND, "state: suspended", "state: dropped"),
    "an event sets a measure no more": says(EXTENDED, "sets", None),
    "an answer to a question": becomes(SECOND, "Only in daylight", "Only in rain"),
    "on which events a question is shown": becomes(SECOND, ", closure-extended]", "]"),
    "a difference less": says(CLOSED, "differs", None),
    "a correction": says(TALKS, "corrections", "[{date: 2025-12-01, note: The place was wrong.}]"),
    "an alias": says(TALKS, "aliases", "[midville-talks]"),
    "an alias less": says(SECOND, "aliases", "[harbour-talks]"),
    "an event is added": put(
        "content/events/2025/new.md",
        "---\ntitle: New\ndate: 2025-05-07\ntopics: [ferry]\nsources: [wire]\n---\n[[envoy]]\n",
    ),
    "an event goes": both(
        goes("content/events/2026/reopening.md"), goes("content/events/2026/third-talks.md")
    ),
    "an event is renamed": renamed("events", "closure-extended", "closure-goes-on"),
    "an event is renamed and keeps its address": both(
        renamed("events", "closure-extended", "closure-goes-on"),
        says("content/events/2025/closure-goes-on.md", "aliases", "[closure-extended]"),
    ),
    "an event is filed elsewhere": moves(STRIKE, "content/events/strikes/ferry-strike.md"),
    "an event becomes a draft": says(STRIKE, "draft", "true"),
    "a draft is published": says("content/events/2026/third-talks.md", "draft", None),
    "a draft is published without sources": says(NOT_YET, "draft", None),
    "two events exchange their files": swap(STRIKE, TOLL_SET),
    "a line more above a problem": becomes(STRIKE, "title:", "# A remark\ntitle:"),
    "an event is written in another way": becomes(STRIKE, "date: 2025-05~", 'date: "2025-05~"'),
}

OTHERS: dict[str, Edit] = {
    "an article's title": says(GAZETTE, "title", "Bridge *closed*"),
    "an article's publisher": says(WIRE, "publisher", "River Agency"),
    "an article's type": says(WIRE, "type", "law firm"),
    "an article's origin": says("content/articles/reprint.md", "origin", "Morning Paper"),
    "an article's day": says(WIRE, "published", "2025-08-20"),
    "an article's address": says(WIRE, "url", "https://example.com/moved"),
    "an article's voice": says(WIRE, "voice", "north"),
    "an article's language": says(WIRE, "language", "de"),
    "an article is shown in full": says(WIRE, "text", "full"),
    "an article's text": becomes(WIRE, "It runs twice", "It runs *three times*"),
    "an article loses its text": becomes("content/articles/notice.md", "## What stays", "Else"),
    "an article goes": both(
        goes("content/articles/letter.md"),
        goes("content/events/2025/mayors-meet.md"),
        goes("content/rounds/mayors.md"),
    ),
    "an article is added": put(
        "content/articles/new.md", "---\ntitle: New\npublisher: N\npublished: 2025-05\n---\n"
    ),
    "an article is renamed": renamed("articles", "wire", "harbour-wire"),
    "a topic's title": says("content/topics/bridge.md", "title", "The old bridge"),
    "a topic's text": becomes("content/topics/ferry.md", "See", "*See*"),
    "a topic is added": put("content/topics/new.md", "---\ntitle: New\n---\n"),
    "a topic is renamed": renamed("topics", "ferry", "ferries"),
    "a person's name": says("content/people/mayor.md", "title", "Norton’s mayor"),
    "a person's party": says("content/people/mayor.md", "party", "south"),
    "a person's other names": says("content/people/mayor.md", "names", "{ru: Мэр}"),
    "a place's country": says("content/places/midville.md", "country", "Nowhere"),
    "a place's title": says("content/places/harbour.md", "title", "Old harbour"),
    "a round's label": says("content/rounds/first.md", "label", "The first"),
    "a round's number": says("content/rounds/second.md", "number", "3"),
    "a round's delegations": says("content/rounds/first.md", "delegations", "{south: [envoy]}"),
    "a round's summary": says("content/rounds/second.md", "summary", "Nothing came of it."),
    "a round goes": goes("content/rounds/mayors.md"),
    "a measure's title": says("content/measures/toll.md", "title", "Bridge toll"),
    "a measure's unit": says("content/measures/toll.md", "unit", "pence"),
    "a measure's topics": says("content/measures/toll.md", "topics", "[ferry]"),
    "a measure's side": says("content/measures/toll.md", "by", "[north]"),
    "a page's text": becomes("content/pages/method.md", "Read", "Do read"),
    "a page is added": put("content/pages/new.md", "---\ntitle: New\n---\n[[method]]\n"),
    "the page about goes": goes("content/pages/about.md"),
    "a file is added that is not read": put("content/events/notes.txt", "not read"),
}

SETTINGS: dict[str, Edit] = {
    "the site's title": becomes(SITE, "Talks on the river", "Talks by the river"),
    "the site's tagline": becomes(SITE, "Two towns and one bridge.", "Two towns."),
    "the site's address": becomes(SITE, "example.org/river/", "example.org/"),
    "the site's language": becomes(SITE, 'language = "en"', 'language = "ar"'),
    "the site's zone": becomes(SITE, "Europe/Madrid", "Pacific/Kiritimati"),
    "to when the record reaches": becomes(SITE, "2026-02-28", "2026-01-01"),
    "the years of the story": becomes(SITE, '"2025/2026"', '"2025"'),
    "a snapshot": becomes(SITE, '"2025-05-31", ', '"2025-05-31", "2025-09-14", '),
    "a snapshot less": becomes(SITE, '"2025-05-31", ', ""),
    "the repository": becomes(SITE, "example.com/river/record", "example.com/other"),
    "a party's short name": becomes(SITE, 'short = "South"', 'short = "Sutton"'),
    "a party's zone": becomes(SITE, 'zone = "Asia/Shanghai"', 'zone = "Asia/Tokyo"'),
    "a kind's name": becomes(SITE, 'name = "Order"', 'name = "Act"'),
    "a kind is public no more": becomes(SITE, "public = true\n", ""),
    "a kind is added": becomes(SITE, "[[kinds]]", '[[kinds]]\nid = "x"\nname = "X"\n\n[[kinds]]'),
}

MISTAKES: dict[str, Edit] = {
    "an article's text no longer has the quote": becomes(WIRE, "closed until", "shut until"),
    "an event names what is not there": says(STRIKE, "topics", "[nothing]"),
    "a link leads nowhere": becomes(SECOND, "[[talks-in-midville]]", "[[nothing]]"),
    "an event has no title": says(STRIKE, "title", None),
    "an event goes that others name": goes(TALKS),
    "front matter that is not closed": put(STRIKE, "---\ntitle: T\n"),
    "two files have one id": put("content/events/other/ferry-strike.md", "---\ntitle: T\n---\n"),
    "site.toml is no TOML": becomes(SITE, "tagline =", "tagline"),
    "a seed is edited": put("seeds/gazette.txt", "Other words.\n"),
    "a seed goes": goes("seeds/gazette.txt"),
    "a published text links to a draft": becomes(SECOND, "[[harbour]]", "[[third-talks]]"),
    "a template uses what is not there": becomes(
        f"{TEMPLATES}/pages/place.html", "{{ title }}", "{{ nothing.at.all }}"
    ),
}

WORKS: dict[str, Edit] = {
    "a template": becomes(f"{TEMPLATES}/pages/place.html", ">Facts<", ">The facts<"),
    "the template of all pages": becomes(
        f"{TEMPLATES}/base.html", 'id="main" class="wrap"', 'id="main" class="wrap wide"'
    ),
    "a macro": becomes(f"{TEMPLATES}/macros/date.html", 'class="date"', 'class="day date"'),
    "a partial": becomes(f"{TEMPLATES}/partials/header.html", '"Site"', '"The site"'),
    "the template of the site's map": becomes(f"{TEMPLATES}/sitemap.xml", "urlset", "urlset "),
    "a style sheet": becomes("program/static/css/base.css", "{", "{ /* changed */"),
    "a static file is added": put("program/static/img/new.svg", "<svg/>"),
    "a static file goes": goes("program/static/js/known.js"),
    "a word in the code": becomes(
        "program/parley/showing/indexes.py", '"no event yet"', '"none so far"'
    ),
    "a word in the code at the ground": becomes(
        "program/parley/date_labels.py", '"decade", "century"', '"ten years", "century"'
    ),
    "the code that reads": becomes(
        "program/parley/reading/checks_of_use.py", "nothing refers to", "nothing points to"
    ),
}

ALL = EVENTS | OTHERS | SETTINGS | MISTAKES | WORKS
