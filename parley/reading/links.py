"""The links in a body: collected with their lines, so that a dead one is a problem and not a page.

Knows the two ways to link in Markdown, [[ID]] and /kind/ID/; what exists is for `link`.
"""

import re
from collections.abc import Iterator

from parley import addresses
from parley.problems import Origin
from parley.reading.front_matter import Scalar
from parley.reading.reader import Notes, Reference
from parley.reading.sheets import Sheet

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TARGET = re.compile(r"\]\(\s*<?([^()\s<>]*)")
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s<>]+)")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)\s")
_ENTITY_PATH = re.compile(r"/([a-z]+)/([^/#?]+)/?(?:[#?].*)?")


def collect(sheet: Sheet, notes: Notes) -> None:
    """Remember every link of a body as a reference; report those that can't be links at all."""
    for number, text in _prose_lines(sheet.body):
        line = sheet.body_line + number
        for match in addresses.WIKI_LINK.finditer(text):
            kind, _, id = match[1].strip().rpartition("/")
            place = Origin(path=sheet.path, line=line, column=match.start() + 1)
            notes.references.append(Reference(kind or "any", id, place))
        for match in (*_TARGET.finditer(text), *_DEFINITION.finditer(text)):
            _target(Scalar(match[1], line, match.start(1) + 1), notes)


def _target(target: Scalar, notes: Notes) -> None:
    url = target.text
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    if scheme and scheme[1].lower() != "mailto":
        if fault := addresses.scheme_fault(url):
            notes.error(
                target,
                "url",
                fault,
                "link to a page on the web, or with [[id]] to one of this site",
            )
    elif url.startswith("/"):
        _site_path(target, notes)
    elif url and not scheme and not url.startswith("#"):
        hint = "write [[id]], /events/id/ or a whole https:// address"
        notes.error(
            target, "link", f"'{url}' leads nowhere: a relative link has no fixed start", hint
        )
    elif not url:
        notes.error(
            target, "link", "this link has no target", "write the address between the brackets"
        )


def _site_path(target: Scalar, notes: Notes) -> None:
    path = re.split(r"[#?]", target.text)[0]
    match = _ENTITY_PATH.fullmatch(target.text)
    if match and match[1] in addresses.LISTED:
        place = notes.origin(target)
        notes.references.append(Reference(match[1], match[2], place))
    elif path not in addresses.FIXED and path.strip("/") not in addresses.LISTED:
        notes.references.append(Reference("pages", path.strip("/"), notes.origin(target)))


def _prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """Yield the lines outside code, numbered from 0; code spans are blanked, columns kept."""
    in_list = after_blank = False
    in_code = False
    for number, line in enumerate(body.split("\n")):
        if not line.strip():
            after_blank = True
            continue
        indented = line.startswith(("    ", "\t"))
        in_code = indented and not in_list and (after_blank or in_code or number == 0)
        in_list = bool(_LIST_ITEM.match(line)) or (in_list and (indented or not after_blank))
        after_blank = False
        if not in_code:
            yield number, _CODE.sub(lambda match: " " * len(match[0]), line)
