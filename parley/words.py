"""How quoted words are compared with a stored text: letter for letter, typography folded.

Knows letters, quotation marks, dashes, white space and Markdown's marks; no events and no files.
"""

import hashlib
import re
from dataclasses import dataclass
from unicodedata import category

# Only typography is folded, never letters, digits or the order of words: a quote either stands
# in the text or it does not.
_SAME = (
    dict.fromkeys("‘’‚‛′ʼ`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    # Marks of direction, which copied Arabic and Hebrew often carry (Unicode, UAX 9).
    | dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e", "")
    | dict.fromkeys("\u2066\u2067\u2068\u2069", "")
    | {"…": "..."}
)
_PLAIN = rf"[^\s\0{''.join(_SAME)}]+"
_PIECE = re.compile(rf"(\s+)|({_PLAIN}(?: {_PLAIN})*)|([^\0])")

# What Markdown adds to the words that a reader sees: emphasis, link targets, tags.
_MARKUP = re.compile(
    r"""
      \*+ | (?<!\w)_+(?=\S) | (?<=\S)_+(?!\w)           # emphasis
    | (?<=\n)[ ]{0,3}(?:>[ ]?)+                          # a quotation goes on
    | !?\[(?P<label>[^\[\]]*)\]\([^()\s]*(?:\s"[^"]*")?\)  # [text](target "title")
    # [text]: target "title", on a line of its own
    | ^[ ]{0,3}\[[^\[\]^][^\[\]]*\]:[ ]*\S+[ ]*(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\))?[ ]*$
    | ^[ ]{0,3}\[\^[^\]\s]+\]: | \[\^[^\]\s]+\]            # a footnote's mark
    | <!--.*?-->                                        # a comment
    | </?[a-zA-Z][^<>]*>                                # a tag
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_BREAK = re.compile(r"</?(?:p|br|hr|div|pre|blockquote|h[1-6]|[ou]l|li|table|t[rhd])\b")

# Letters of scripts that set no space between words: Thai, Lao, Tibetan, Burmese, Khmer,
# Chinese and Japanese.
UNSPACED = (
    "\u0e00-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u312f\u31a0-\u31ff"
    "\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")


# Scripts that tell a language; Japanese is known by a few of its own letters among Chinese ones.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff", 0.05),
    ("ko", "\uac00-\ud7af\u1100-\u11ff", 0.3),
    ("zh", "\u3400-\u9fff", 0.3),
    ("ar", "\u0600-\u06ff", 0.3),
    ("he", "\u0590-\u05ff", 0.3),
    ("ru", "\u0400-\u04ff", 0.3),
    ("el", "\u0370-\u03ff", 0.3),
    ("th", "\u0e00-\u0e7f", 0.3),
    ("hi", "\u0900-\u097f", 0.3),
)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded words, and for each of their characters its place in the original text."""

    text: str
    places: tuple[int, ...]


def fold_with_places(text: str) -> Folded:
    """Fold a stored text and keep the way back to every character's place in it."""
    out: list[str] = []
    places: list[int] = []
    for piece in _PIECE.finditer(without_markup(text)):
        space, plain, other = piece.groups()
        if plain:
            out.append(plain)
            places.extend(range(*piece.span()))
        elif space is None:
            out.append(_SAME[other])
            places.extend([piece.start()] * len(_SAME[other]))
        elif places and out[-1] != " ":
            out.append(" ")
            places.append(piece.start())
    return Folded("".join(out), tuple(places))


def fold(words: str) -> str:
    """Return the words as they are compared: one space between words, plain quotes and hyphens."""
    return fold_with_places(words).text.strip()


def find(words: str, stored: Folded) -> tuple[tuple[int, int], ...]:
    """Return every place (start, end) where the words stand whole in the stored text.

    A quote may not begin or end inside a word or a number: `tariff` does not stand in
    `tariffs`, `won` not in `won't`, `10` not in `10.5`.
    """
    wanted = fold(words)
    if not wanted:
        return ()
    found = []
    at = stored.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if _is_border(stored, at) and _is_border(stored, end):
            found.append((stored.places[at], stored.places[end - 1] + 1))
        at = stored.text.find(wanted, at + 1)
    return tuple(found)


def language_of_letters(text: str) -> str:
    """Return the language tag that the letters of a text tell by themselves, "" where none do."""
    count = sum(map(str.isalpha, text))
    for tag, script, share in _SCRIPTS:
        if count and len(re.findall(f"[{script}]", text)) > count * share:
            return tag
    return ""


def anchor(words: str) -> str:
    """Return the fragment of a quote: `q-` and eight hex digits of the hash of its folded words."""
    return "q-" + hashlib.sha256(fold(words).encode()).hexdigest()[:8]


def without_markup(text: str) -> str:
    """Return the text with a NUL for every character of Markdown's marks: places stay the same.

    A tag that ends a line or a block leaves a space.
    """
    return _MARKUP.sub(_blanked, text)


def _blanked(mark: re.Match[str]) -> str:
    whole, label = mark[0], mark["label"]
    if _BREAK.match(whole):
        return " " + "\0" * (len(whole) - 1)
    if label is None or whole.startswith("!"):
        return "\0" * len(whole)
    return "\0" + without_markup(label) + "\0" * (len(whole) - len(label) - 1)


def _is_border(stored: Folded, at: int) -> bool:
    """Tell whether a word may begin or end between the characters before and at this place."""
    text, places = stored.text, stored.places
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if " " in (before, after):
        return True
    if places[at - 1] == places[at] or category(after).startswith("M"):
        return False
    if (before.isnumeric() and after.isnumeric()) or _joins(text, at - 1) or _joins(text, at):
        return False
    inside = _is_of_word(before) and _is_of_word(after)
    return not inside or bool(_UNSPACED.match(before) or _UNSPACED.match(after))


def _is_of_word(character: str) -> bool:
    """Tell whether a character is a letter, a digit or a mark upon one."""
    return character.isalnum() or category(character).startswith("M")


def _joins(text: str, at: int) -> bool:
    """Tell whether what stands at this place joins a word or a number: won't, a_b, 10.5, 12:30."""
    if not 0 < at < len(text) - 1:
        return False
    before, mark, after = text[at - 1], text[at], text[at + 1]
    in_word = mark in "'_" and before.isalpha() and after.isalpha()
    return in_word or (mark in ".,:" and before.isdigit() and after.isdigit())
