"""How quoted words are compared with a stored text: letter for letter, typography folded.

Knows quotation marks, dashes, white space and Markdown's marks; knows no events and no files.
"""

import hashlib
import re
from dataclasses import dataclass

# Only typography is folded, never letters, digits or the order of words: a quote either stands
# in the text or it does not.
_SAME = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
    | {"…": "..."}
)

# What Markdown adds to the words that a reader sees: emphasis, link targets, tags.
_MARKUP = re.compile(
    r"""
      \*+                                  # emphasis
    | (?<=\])\([^()\s]*(?:\s"[^"]*")?\)    # the target of [text](target "title")
    | \[\^[^\]\s]+\]                       # a footnote's mark
    | </?[a-zA-Z][^<>]*>                   # a tag
    """,
    re.VERBOSE,
)
_LINK_BRACKETS = re.compile(r"\[([^\[\]]*)\](?=\([^()\s]*(?:\s\"[^\"]*\")?\))")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded words, and for each of their characters its place in the original text."""

    text: str
    places: tuple[int, ...]


def fold_with_places(text: str) -> Folded:
    """Fold a stored text and keep the way back to every character's place in it."""
    skipped = _markup(text)
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if place in skipped:
            continue
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(place)
            continue
        for folded in _fold_character(character):
            out.append(folded)
            places.append(place)
    return Folded("".join(out), tuple(places))


def fold(words: str) -> str:
    """Return the words as they are compared: one space between words, plain quotes and hyphens."""
    return fold_with_places(words).text.strip()


def find(words: str, stored: Folded) -> tuple[tuple[int, int], ...]:
    """Return every place (start, end) where the words stand whole in the stored text.

    A quote may not begin or end inside a word: `tariff` does not stand in `tariffs`.
    """
    wanted = fold(words)
    if not wanted:
        return ()
    found = []
    at = stored.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _is_border(stored.text, at) and _is_border(stored.text, end):
            found.append((stored.places[at], stored.places[end - 1] + 1))
        at = stored.text.find(wanted, at + 1)
    return tuple(found)


def anchor(words: str) -> str:
    """Return the fragment of a quote: `q-` and eight hex digits of the hash of its folded words."""
    return "q-" + hashlib.sha256(fold(words).encode()).hexdigest()[:8]


def without_markup(text: str) -> str:
    """Return the text with a NUL for every character of Markdown's marks: places stay the same."""
    skipped = _markup(text)
    return "".join("\0" if place in skipped else character for place, character in enumerate(text))


def _fold_character(character: str) -> str:
    return character.translate(_SAME)


def _markup(text: str) -> set[int]:
    skipped: set[int] = set()
    for match in _MARKUP.finditer(text):
        skipped.update(range(*match.span()))
    for match in _LINK_BRACKETS.finditer(text):
        skipped.update((match.start(), match.end() - 1))
    return skipped


def _is_border(text: str, at: int) -> bool:
    """Tell whether a word may begin or end between the characters before and at this place."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    return not (before.isalnum() and after.isalnum()) or _unspaced(before) or _unspaced(after)


def _unspaced(letter: str) -> bool:
    """Tell whether the letter's script sets no space between words (Thai to Khmer, East Asia)."""
    return "\u0e00" <= letter <= "\u0eff" or "\u1000" <= letter <= "\u17ff" or letter >= "\u2e80"
