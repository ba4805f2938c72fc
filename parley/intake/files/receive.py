"""A file that someone brings, as an article or as the events of another timeline.

Knows which form a file has, by its name or its content; what stands in it, its readers know.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import PurePath

from parley.intake.files import front_keys, html, markwhen, plain_text, tables, timelinejs
from parley.intake.files.decoding import decode, hidden, too_large
from parley.intake.papers import Entry, Manuscript
from parley.problems import Problem, in_order
from parley.reading.front_matter import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a file holds: an article or entries, and nothing but problems where one is an error."""

    manuscript: Manuscript | None = None
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()


_ENDINGS = {
    **dict.fromkeys(("txt", "text"), "text"),
    **dict.fromkeys(("md", "markdown"), "markdown"),
    **dict.fromkeys(("html", "htm", "xhtml"), "html"),
    **dict.fromkeys(("mw", "markwhen"), "markwhen"),
    **dict.fromkeys(("csv", "tsv", "tab"), "table"),
    **dict.fromkeys(("json", "jsonp"), "timelinejs"),
}
_OBJECT = re.compile(r"(?:(?:var |let |const )?[\w.$]+\s*[=(]\s*)?\{\s*\"")
_TIMELINES = {"timelinejs": timelinejs.read, "table": tables.read, "markwhen": markwhen.read}


def receive(name: str, raw: bytes, encoding: str = "") -> Received:
    """Read one file; `name` is its path as the user gave it, "-" for standard input.

    `encoding` is one of decoding.ENCODINGS or "", for files that are not Unicode.
    """
    try:
        received = _read(name, raw, encoding)
    except Fault as fault:
        return Received(problems=(fault.problem(name),))
    problems = in_order(received.problems)
    if any(problem.severity == "error" for problem in problems):
        return Received(problems=problems)
    digest = hashlib.sha256(raw).hexdigest()
    paper = received.manuscript and replace(received.manuscript, sha256=digest)
    return Received(manuscript=paper, entries=received.entries, problems=problems)


def _read(name: str, raw: bytes, encoding: str) -> Received:
    if fault := too_large(len(raw)):
        raise fault
    text = decode(raw, encoding)
    form = _form(name, text)
    if faults := hidden(text):
        return Received(problems=tuple(fault.problem(name) for fault in faults))
    if read := _TIMELINES.get(form):
        entries, problems = read(text, name)
        return Received(entries=entries, problems=problems)
    if form == "html":
        return Received(manuscript=html.read(text))
    if form == "markdown":
        paper, faults = front_keys.read(text)
        return Received(manuscript=paper, problems=tuple(each.problem(name) for each in faults))
    return Received(manuscript=_plain(text))


def _form(name: str, text: str) -> str:
    """Return the form that the name's ending tells, else the one that the content has."""
    ending = PurePath(name).suffix.removeprefix(".").casefold()
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    if html.is_page(text):
        return "html"
    if _OBJECT.match(text.lstrip()[:200]):
        return "timelinejs"
    if text.startswith("---\n") and not markwhen.is_markwhen(text):
        return "markdown"
    if tables.is_table(text):
        return "table"
    return "markwhen" if markwhen.is_markwhen(text) else "text"


def _plain(text: str) -> Manuscript:
    body = plain_text.as_markdown(text)
    said = plain_text.stated(body)
    return Manuscript(
        body=body,
        title=said.title,
        publisher=said.publisher,
        url=said.url,
        published=said.published,
    )
