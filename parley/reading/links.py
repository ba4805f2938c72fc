"""The links in a body: collected with their lines, so that a dead one is a problem and not a page.

Knows the ways to link in Markdown, [[ID]], [words](/kind/ID/), [name]: address and <address>;
what exists is for `link`.
"""

import re
from urllib.parse import unquote

from parley import addresses
from parley.reading.front_matter import Scalar
from parley.reading.notes import Notes
from parley.reading.paragraphs import Paragraph, paragraphs

# What most addresses look like: `scheme_fault`, which takes ten times as long, has none to tell.
WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#][!-~]*)?")

# Looks ahead only: what seems to be an address may hold the link that Markdown sees.
_TARGET = re.compile(r"\]\((?=\s*(?:<([^<>\n]*)|((?:[^()\s<>]++|\([^()\s]*\))*)))")
# Prefixes of quotes and lists, then [name]: address, and nothing after it but a title.
_DEFINITION = re.compile(
    r"""^(?:[\t >]|[-*+][\t ]|\d+\.[\t ])*\[(?!\^)[^\[\]\n]*\]:[\t ]*(?:\n[\t >]*)?
        <?(\S+)[\t ]*(?:(?<=[\t ])(?:"[^\n]*"|'[^\n]*'|\([^\n]*\))[\t ]*)?$""",
    re.MULTILINE | re.VERBOSE,
)
_IN_ANGLES = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\n]*)>")
_HTML_LINK = re.compile(r"<a\s[^<>]*href", re.IGNORECASE)
_PICTURE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\s?[(\[]|<img\b", re.IGNORECASE)
_UNENDED = re.compile(r"\[\[[^\[\]\n]*$", re.MULTILINE)

_WITH_PAGES = frozenset((*addresses.LISTED, addresses.AS_KNOWN))
_ENTITY_PATH = re.compile(r"/([a-z-]+)/([^/#?]+)/?(?:[#?].*)?")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NEXT_STEP = "write [[id]], /events/id/ or a whole https:// address"


def collect(body: str, first_line: int, notes: Notes) -> None:
    """Remember every link of a body as a reference; report those that can't be links at all.

    `first_line` is the line of the file on which the body begins.
    """
    for block in paragraphs(body, first_line):
        text = block.text
        if "[[" in text:
            _wiki_links(block, notes)
        if "<" in text or "![" in text:
            _addresses(block, _PICTURE.sub(lambda match: " " * len(match[0]), text), notes)
            _refuse_tags(block, notes)
        else:
            _addresses(block, text, notes)


def _refuse_tags(block: Paragraph, notes: Notes) -> None:
    """Report links in HTML, and pictures in either language."""
    for match in _HTML_LINK.finditer(block.text):
        hint = "write [words](address), or [[id]]"
        notes.error(block.place(match.start()), "link", "a link in HTML is not checked", hint)
    for match in _PICTURE.finditer(block.text):
        hint = "leave it out, or link to it: [words](https://...)"
        message = "pictures in text are not supported yet"
        notes.error(block.place(match.start()), "picture", message, hint)


def _wiki_links(block: Paragraph, notes: Notes) -> None:
    text = block.text
    for match in addresses.WIKI_LINK.finditer(text):
        kind, _, id = match[1].strip().rpartition("/")
        place = block.place(match.start())
        if match[2] and block.is_table():
            hint = f"write [{match[2].strip()}](/{kind or 'events'}/{id}/)"
            message = "a label can't stand in a table: its | would end the cell"
            notes.error(place, "link", message, hint)
        else:
            notes.mention(kind or "any", id, place)
    for match in _UNENDED.finditer(text):
        hint = "write all of it on one line"
        message = "this [[link]] does not end on its line"
        notes.error(block.place(match.start()), "link", message, hint)


def _addresses(block: Paragraph, text: str, notes: Notes) -> None:
    """Look at every address of a paragraph; `text` is its text without pictures."""
    if "](" in text:
        for match in _TARGET.finditer(text):
            group = 1 if match[1] is not None else 2
            written = block.written[match.start(group) : match.end(group)]
            _target(block.place(match.start(group), _unescaped(written)), notes)
    if "]:" in block.written:
        for match in _DEFINITION.finditer(block.written):
            _target(block.place(match.start(1), match[1].rstrip(">")), notes)
    if "<" in text:
        for match in _IN_ANGLES.finditer(text):
            _target(block.place(match.start(1), match[1]), notes)


def _unescaped(target: str) -> str:
    plain = _ESCAPE.sub(r"\1", target) if "\\" in target else target
    return plain.strip()


def _target(target: Scalar, notes: Notes) -> None:
    url = target.text
    if WEB_ADDRESS.fullmatch(url):
        return
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() != "mailto":
        if fault := addresses.scheme_fault(url):
            hint = "link to a page on the web, or with [[id]] to one of this site"
            notes.error(target, "url", fault, hint)
    elif scheme and "@" not in url:
        notes.error(target, "url", f"'{url}' names nobody", "write mailto:name@example.org")
    elif url.startswith("//"):
        message = f"'{url}' is not a web address: it must begin with https:// or http://"
        notes.error(target, "url", message, f"write https:{url}")
    elif url.startswith("/"):
        _site_path(target, notes)
    elif url and not scheme and not url.startswith("#"):
        message = f"'{url}' leads nowhere: a relative link has no fixed start"
        notes.error(target, "link", message, _NEXT_STEP)
    elif not url:
        hint = "write the address between the brackets"
        notes.error(target, "link", "this link has no target", hint)


def _site_path(target: Scalar, notes: Notes) -> None:
    match = _ENTITY_PATH.fullmatch(target.text)
    if match and match[1] in _WITH_PAGES:
        notes.mention(match[1], unquote(match[2]), target)
        return
    path = re.split(r"[#?]", target.text)[0]
    page = unquote(path.strip("/"))
    if path in addresses.FIXED or page in addresses.LISTED:
        return
    if addresses.id_fault(page) or page.isdigit():
        notes.error(target, "link", f"'{target.text}' leads nowhere", _NEXT_STEP)
    else:
        notes.mention("pages", page, target)
