"""A Markdown file as an article: what its front matter says in our words, and in others'.

Knows an article's keys and what other programs call them; knows no rule of the record.
"""

from dataclasses import dataclass, field

from parley.addresses import scheme_fault
from parley.dates import DateError, FuzzyDate
from parley.intake.files import plain_text
from parley.intake.files.plain_text import is_address
from parley.intake.files.stated_dates import stated
from parley.intake.papers import Manuscript
from parley.reading.fields import ARTICLE
from parley.reading.front_matter import Fault, Scalar, Value
from parley.reading.sheets import StrictHandler
from parley.scaffold import yaml_text

_OURS = frozenset(key.name for key in ARTICLE)
# What other programs call them; `source` may be a name or an address.
_DATES = ("date", "published_at", "publish_date", "pubdate", "publishdate", "date_published")
_ADDRESSES = ("source_url", "link", "canonical", "canonical_url", "original_url")
_MEANT = {
    **{"headline": "title", "lang": "language"},
    **dict.fromkeys(_DATES, "published"),
    **dict.fromkeys(_ADDRESSES, "url"),
    **dict.fromkeys(("source", "site", "site_name", "publication"), "publisher"),
}


@dataclass(slots=True)
class _Front:
    """What is read of a front matter so far."""

    given: dict[str, str] = field(default_factory=dict)
    published: FuzzyDate | None = None
    kept: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read(text: str) -> tuple[Manuscript, list[Fault]]:
    """Read a Markdown file, with or without front matter; raise Fault where that is broken."""
    first = text.split("\n", 1)[0].rstrip()
    if first == "+++":
        hint = "write it as YAML between two lines of three hyphens, ---, or delete it"
        raise Fault("fence", "the front matter is TOML, which is not read", hint)
    if first != "---":
        return _manuscript(text, _Front()), []
    handler = StrictHandler()
    block, body = handler.split(text)
    pairs = handler.load(block) if block.strip() else {}
    front = _front(block, pairs)
    return _manuscript(body, front), [*handler.faults, *front.faults]


def _manuscript(body: str, front: _Front) -> Manuscript:
    """Return the article: its front matter goes before what its first lines state."""
    said = plain_text.stated(body)
    given = front.given
    return Manuscript(
        body=body,
        title=given.get("title", said.title),
        publisher=given.get("publisher", said.publisher),
        url=given.get("url", said.url),
        published=front.published or said.published,
        language=given.get("language", ""),
        keys=tuple((key, yaml_text(value)) for key, value in given.items()),
        kept=tuple(front.kept),
    )


def _front(block: str, pairs: dict[str, tuple[Scalar, Value]]) -> _Front:
    """Sort the keys of a block into an article's and others, which are kept with their lines."""
    front = _Front()
    lines = block.removesuffix("\n").split("\n")
    starts = [key.line - 2 for key, _ in pairs.values()]
    ends = [*starts[1:], len(lines)]
    own = {key for key in pairs if key in _OURS}
    front.kept += _comments(lines[: starts[0] if starts else None])
    for (key, (place, value)), start, end in zip(pairs.items(), starts, ends, strict=True):
        meant = key if key in own else _meant(key, value)
        if meant and (key in own or meant not in {*own, *front.given}):
            _take(front, meant, place, value)
            front.kept += _comments(lines[start:end])
        else:
            front.kept += [line for line in lines[start:end] if line.strip()]
    return front


def _comments(lines: list[str]) -> list[str]:
    return [line for line in lines if line.lstrip().startswith("#")]


def _meant(key: str, value: Value) -> str:
    """Return which of an article's keys another program's key is, "" where it is none."""
    meant = _MEANT.get(key.casefold().replace("-", "_"), "")
    if not isinstance(value, Scalar):
        return ""
    if meant == "publisher" and is_address(value.text):
        return "url"
    return "" if meant == "url" and not is_address(value.text) else meant


def _take(front: _Front, key: str, place: Scalar, value: Value) -> None:
    """Take over one key of an article, or say why not."""
    if not isinstance(value, Scalar):
        hint = f"write one text, as in {key}: A text"
        front.faults.append(_at(value, "type", f"'{place.text}' holds more than one value", hint))
        return
    text = " ".join(value.text.split())
    if text in ("", "~", "null"):
        return
    if value.cut:
        message = f"'{place.text}' ends before a #, which begins a comment"
        front.faults.append(_at(value, "yaml", message, "put the whole text in quotes"))
    if key == "url" and (fault := scheme_fault(text)):
        hint = "write the article's own address, https://..., or delete the line"
        front.faults.append(_at(value, "url", fault, hint))
    if key == "published":
        try:
            front.published = stated(text)
        except DateError as error:
            front.faults.append(_at(value, "date", error.message, error.hint))
            return
        text = front.published.text
    front.given[key] = text


def _at(value: Value, rule: str, message: str, hint: str) -> Fault:
    return Fault(rule, message, hint, value.line, value.column)
