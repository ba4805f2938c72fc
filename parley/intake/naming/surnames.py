"""Surnames of the record's people, and whom a surname alone means at a place in a text.

Knows full names, roles and titles before a name; knows no other kinds of names.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from parley.intake.naming import name_index, tokens
from parley.intake.naming.name_words import (
    AFTER_SURNAMES,
    FAMILY_FIRST,
    NOT_ALONE,
    RANKS,
    SUFFIXES,
    TITLES,
)
from parley.intake.naming.ordinary_words import ORDINARY
from parley.intake.naming.tokens import Token
from parley.model import Person

_SYLLABLE = r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(?:[aeiouv]{1,4})(?:ng|n|r(?![a-z]))?"
_PINYIN = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")


@dataclass(frozen=True, slots=True)
class Bearer:
    """One who bears a surname, with the words of the role that is stated."""

    id: str
    surname: tuple[str, ...]
    role: frozenset[str]
    family_first: bool


def is_pinyin(word: str) -> bool:
    """Tell whether a word could be a given name of Chinese."""
    return bool(_PINYIN.fullmatch(word.casefold()))


def surname(name: str) -> tuple[tuple[str, ...], bool]:
    """Return the words of a name's surname in small letters, and whether it comes first.

    Nothing for a name of one word, and for names of scripts without spaces.
    """
    words = [each for each in tokens.tokens(name) if each.is_word]
    while words and words[0].low in TITLES:
        del words[0]
    while words and words[-1].low in SUFFIXES:
        del words[-1]
    if len(words) < 2 or tokens.is_unspaced(words[0].text):
        return tuple(each.low for each in words if not tokens.is_unspaced(each.text))[:1], False
    if words[0].low in FAMILY_FIRST and all(is_pinyin(each.text) for each in words[1:]):
        return (words[0].low,), True
    if words[-1].gap == "-" and words[-1].text.islower() and words[0].low in FAMILY_FIRST:
        return (words[0].low,), True
    start = len(words) - 1
    while start > 1 and words[start].gap == "-":
        start -= 1
    return tuple(each.low for each in words[start:]), False


class Surnames:
    """The surnames of a record."""

    def __init__(self, people: Iterable[Person], known: Container[str]) -> None:
        """Take everybody, and the ids of those whom the news call by their surname alone."""
        self.known = known
        self._bearers: dict[tuple[str, ...], list[Bearer]] = {}
        self.lengths: dict[str, set[int]] = {}
        self.of: dict[str, tuple[str, ...]] = {}
        for person in people:
            words, first = surname(person.title)
            if words:
                role = frozenset(word.casefold() for word in name_index.words_of(person.role))
                bearer = Bearer(person.id, words, role, first)
                self._bearers.setdefault(words, []).append(bearer)
                self.lengths.setdefault(words[0], set()).add(len(words))
                self.of[person.id] = words

    def bearers(self, words: tuple[str, ...]) -> tuple[Bearer, ...]:
        """Return who bears a surname."""
        return tuple(self._bearers.get(words, ()))


@dataclass(slots=True)
class Memory:
    """Who was seen by full name in a text so far: for each surname the last one, "" a stranger."""

    surnames: Surnames
    found: Sequence[Token]
    small: frozenset[str]
    last: dict[tuple[str, ...], str] = field(default_factory=dict)

    def see(self, id: str) -> None:
        """Keep that somebody was named in full."""
        if id in self.surnames.of:
            self.last[self.surnames.of[id]] = id

    def at(self, place: int) -> tuple[int, str] | None:
        """Return how many words of a surname stand at a place, and whose it is there."""
        first = self.found[place]
        for length in sorted(self.surnames.lengths.get(first.low, ()), reverse=True):
            words = self.found[place : place + length]
            if len(words) == length and all(each.is_capital for each in words):
                key = tuple(each.low for each in words)
                bearers = self.surnames.bearers(key)
                id = self._whose(place, length, bearers) if bearers else ""
                if id:
                    return length, id
        return None

    def is_another(self, place: int, length: int) -> bool:
        """Tell whether the words around a surname make it part of somebody else's name."""
        after = self._word(place + length)
        if after and after.gap == " " and after.is_capital and after.low in AFTER_SURNAMES:
            return True
        before = self._word(place - 1)
        return (
            before is not None
            and self.found[place].gap == " "
            and before.is_capital
            and not before.is_capitals
            and name_index.singular(before.low) not in TITLES
            and before.low not in ORDINARY
            and before.low not in self.small
            and not tokens.is_headline(self.found, place, place + length)
        )

    def is_stranger(self, place: int) -> bool:
        """Tell whether a family name that comes first is followed by a given name of nobody here.

        Then the surname alone means that stranger from here on.
        """
        first, given = self.found[place], self._word(place + 1)
        strange = (
            first.low in FAMILY_FIRST
            and given is not None
            and given.gap == " "
            and given.is_capital
            and not given.is_capitals
            and given.low not in ORDINARY
            and given.low not in self.small
            and is_pinyin(given.text)
        )
        if strange:
            self.last[(first.low,)] = ""
        return strange

    def _whose(self, place: int, length: int, bearers: Sequence[Bearer]) -> str:
        if self.is_stranger(place):
            return ""
        if self.is_another(place, length):
            # Of a common family name the next bare one may be this stranger's.
            if bearers[0].family_first:
                self.last[bearers[0].surname] = ""
            return ""
        titles = self._titles(place)
        ranks = titles & RANKS
        fitting = [each for each in bearers if not ranks or not each.role or ranks <= each.role]
        exact = [each for each in fitting if titles and titles <= each.role]
        last = self.last.get(bearers[0].surname)
        if titles and len(exact) == 1:
            return exact[0].id
        if last:
            return last if any(each.id == last for each in fitting) and self._may(place) else ""
        if len(fitting) != 1 or len(bearers) != 1:
            return ""
        after = self._word(place + length)
        rules = after is not None and after.low == "administration" and after.gap == " "
        return fitting[0].id if titles or rules or self._is_known(place, fitting[0]) else ""

    def _is_known(self, place: int, bearer: Bearer) -> bool:
        """Tell whether somebody needs no introduction; those of common family names do."""
        return (
            bearer.id in self.surnames.known
            and not bearer.family_first
            and self.found[place].low not in NOT_ALONE
        )

    def _may(self, place: int) -> bool:
        """Tell whether a surname may stand alone here."""
        return self.found[place].low not in NOT_ALONE or bool(self._titles(place))

    def _titles(self, place: int) -> frozenset[str]:
        """Return the words of the title before a name: Vice Premier, Mr., Presidents."""
        words: list[str] = []
        at = self._before_both(place) - 1
        while at >= 0 and self.found[at + 1].gap in ("", " ", "-") and len(words) < 4:
            word = self.found[at]
            if (title := name_index.singular(word.low)) in TITLES:
                words.append(title)
            elif not (word.text == "." and not words):
                break
            at -= 1
        is_small = self.found[place].low in NOT_ALONE and not (
            at + 1 < place and self.found[at + 1].is_capital
        )
        return frozenset() if is_small else frozenset(words)

    def _before_both(self, place: int) -> int:
        """Return where two names begin that share a title, of which this is the second, or it.

        Of "Presidents Trump and Xi" both are.
        """
        title, first, both = (self._word(place - back) for back in (3, 2, 1))
        if title is None or first is None or both is None or both.low != "and":
            return place
        one = name_index.singular(title.low)
        is_shared = one in TITLES and one != title.low and first.is_capital and first.gap == " "
        return place - 2 if is_shared else place

    def _word(self, place: int) -> Token | None:
        return self.found[place] if 0 <= place < len(self.found) else None
