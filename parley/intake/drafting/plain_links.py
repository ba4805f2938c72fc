"""Texts from elsewhere in which only links to the web are links: all other words stay words.

Knows what reading takes for a link; knows no id, so none can be meant.
"""

import re

from parley.reading import links
from parley.reading.notes import Notes

# What a backslash keeps from being a mark stays as it is.
_ESCAPED = r"\\[\\`*_{}\[\]()>#+\-.!|]"
_WEB_LINK = r"(?<![!\]])\[[^\[\]!\\]*\]\(https?://[^\s()<>\[\]\\]+\)|<https?://[^\s<>]+>"
_MARK = re.compile(rf"({_ESCAPED}|{_WEB_LINK})|[\[\]<]")
_ANY_MARK = re.compile(rf"({_ESCAPED})|[\[\]<]")


def with_web_links_alone(text: str) -> str:
    """Return Markdown in which what would be a link into the site, or none, is plain words."""
    if _is_fine(text):
        return text
    plain = _MARK.sub(_plain, text)
    return plain if _is_fine(plain) else _ANY_MARK.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    """Return what Markdown shows as this mark, and makes nothing of; what is kept is group 1."""
    return found[1] or ("&lt;" if found[0] == "<" else f"\\{found[0]}")


def _is_fine(text: str) -> bool:
    notes = Notes("")
    links.collect(text, 1, notes)
    return not notes.problems and not notes.references
