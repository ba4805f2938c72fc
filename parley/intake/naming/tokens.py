"""A text as words in which names are looked for: typography folded, accents and dots taken off.

Knows the place of every word in the text as it was written; knows no names and no record.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parley.intake.naming.ordinary_words import ORDINARY, words
from parley.words import UNSPACED, Folded, fold_with_places

_LETTER = rf"[^\W\d_{UNSPACED}]"
_CHARACTER = rf"[^\W_{UNSPACED}]"
_TOKEN = re.compile(
    rf"""
      (?:{_LETTER}\.)+{_LETTER}(?!{_CHARACTER})\.?            # U.S. and U.S
    | (?<=[\w.])'[sS](?!{_CHARACTER})                         # what makes a possessive
    | {_CHARACTER}+(?:'(?![sS](?!{_CHARACTER})){_CHARACTER}+)*  # a word: won't, O'Brien, H20
    | [{UNSPACED}]
    | [^\s-]
    """,
    re.VERBOSE,
)
# Accents, and the vowel signs of Arabic and Hebrew, without which words are mostly written.
_MARK = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]")
_STROKED = dict(zip("øØłŁđĐ", "oOlLdD", strict=True))
_UNSPACED = re.compile(f"[{UNSPACED}]")
# How far a line is looked at to tell whether it is a headline: names must stay linear.
_LINE = 40
_ENDS = ".!?…。！？"
_OPENS = "\"'([“‘«—:|/•*#>"
# A sentence does not end after these, though a full stop follows.
_ABBREVIATIONS = words(
    """
    mr mrs ms dr st sen rep gov gen lt col prof jr sr vs v no jan feb mar apr jun jul aug sep sept
    oct nov dec co inc corp ltd
    """
)


class Token(NamedTuple):
    """A word or a mark, and its place in the text.

    `gap` is what stands before it: "", " ", "-", other marks, or a line feed where a paragraph
    begins. `opens` tells that it may begin a sentence, `leads` that it begins a line.
    """

    text: str
    low: str
    start: int
    end: int
    gap: str
    opens: bool
    leads: bool

    @property
    def is_word(self) -> bool:
        """Tell whether it is no mark."""
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_capitals(self) -> bool:
        """Tell whether it is in capitals, and of more than one letter."""
        return len(self.text) > 1 and self.text.isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words and marks of a text in order; hyphens and dashes are gaps."""
    folded = _unaccented(fold_with_places(text))
    found: list[Token] = []
    end, until = 0, 0
    opens = True
    for match in _TOKEN.finditer(folded.text):
        gap = folded.text[end : match.start()]
        start = folded.places[match.start()]
        leads = not found or (" " in gap and "\n" in text[until:start])
        if leads and found and re.search(r"\n\s*\n", text[until:start]):
            gap, opens = "\n", True
        end, until = match.end(), folded.places[match.end() - 1] + 1
        word = match[0].replace(".", "") or match[0]
        opens = opens or leads or " -" in gap
        found.append(Token(word, word.casefold(), start, until, gap, opens, leads))
        opens = _opens_next(match[0], word, found, opens=opens)
    return tuple(found)


def _opens_next(written: str, word: str, found: list[Token], *, opens: bool) -> bool:
    """Tell whether what follows may begin a sentence."""
    if written in _ENDS:
        before = found[-2] if len(found) > 1 else None
        return not (written == "." and before and _is_short(before))
    return (opens and not word[0].isalnum()) or written in _OPENS


def _is_short(word: Token) -> bool:
    """Tell whether the full stop after a word makes an abbreviation of it."""
    return word.low in _ABBREVIATIONS or (len(word.text) == 1 and word.is_capital)


def is_headline(found: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether some words stand in a line where every longer word has a capital."""
    first, last = start, end
    while first > 0 and not found[first].leads and start - first < _LINE:
        first -= 1
    while last < len(found) and not found[last].leads and last - end < _LINE:
        last += 1
    line = [each for each in found[first:last] if each.is_word]
    if not line or line[0].text[0].islower() or found[last - 1].text in _ENDS:
        return False
    small = any(each.text[0].islower() and each.low not in ORDINARY for each in line)
    return not small and sum(len(each.text) > 3 for each in line) > 2


def fits_inside(token: Token) -> bool:
    """Tell whether a name may go on with this word after the word before it."""
    return token.gap in ("", " ", "-")


def is_unspaced(word: str) -> bool:
    """Tell whether a word is of a script that sets no spaces."""
    return bool(_UNSPACED.match(word))


def is_mark(token: Token) -> bool:
    """Tell whether it is a sign upon the letter before it."""
    return unicodedata.category(token.text[0]).startswith("M")


def _unaccented(folded: Folded) -> Folded:
    if folded.text.isascii():
        return folded
    letters: list[str] = []
    places: list[int] = []
    for character, place in zip(folded.text, folded.places, strict=True):
        bare = character if character < "\x80" else _bare(character)
        if bare:
            letters.append(bare)
            places.append(place)
    return Folded("".join(letters), tuple(places))


@lru_cache(maxsize=4096)
def _bare(character: str) -> str:
    """Return a letter without its accents; nothing for an accent alone."""
    if character in _STROKED:
        return _STROKED[character]
    if _MARK.match(character):
        return ""
    parts = unicodedata.normalize("NFD", character)
    marks = parts[1:]
    return parts[0] if marks and all(map(_MARK.match, marks)) else character
