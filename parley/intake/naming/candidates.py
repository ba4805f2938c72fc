"""Names in a text that the record does not know: who or what might be added to it.

Knows what a name looks like in English news; knows no record, only what was found of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parley.intake.naming import metonyms, tokens
from parley.intake.naming.name_index import singular
from parley.intake.naming.name_words import COMPANIES, FAMILY_FIRST, TITLES
from parley.intake.naming.ordinary_words import (
    FURNITURE,
    MONTHS,
    NEWS,
    ORDINARY,
    WEEKDAYS,
    words,
)
from parley.intake.naming.peoples import COUNTRIES, NATIONS
from parley.intake.naming.surnames import is_pinyin
from parley.intake.naming.tokens import Token
from parley.intake.papers import Named
from parley.words import fold

_PARTICLES = words("de del da di du la le van von der den ter bin ibn al el dos")
_BODIES = words(
    """
    academy administration agency association authority bank board bureau center centre chamber
    college commission committee congress council court department federation foundation fund house
    institute league ministry office organisation organization party port republic school society
    state states union university
    """
)
_SAYS = words(
    """
    added announced asked began called declined did does had has is joined later launched plans
    posted replied responded said says spoke told took was welcomed which who will won would wrote
    """
)
_NUMBERED = words(
    "act annex announcement article chapter document no nos order phase rule section title"
)
_COMMON_ENDINGS = ("ing", "ly", "ed", "tion", "tions", "ment", "ments", "ness", "ers", "ors")
_NO_ENDS = MONTHS | WEEKDAYS | FURNITURE | {".", "last"}
_NO_NAMES = NATIONS | TITLES | NEWS | FURNITURE | COMPANIES
# Who sends a text, and no name of anybody: "Press Office".
_SENDERS = words("contact desk media newsroom office press release service staff")

# MADRID, Sept 14 (Agency) - ...: who tells it, in the brackets of a dateline at the start.
_TELLER = re.compile(r"[(（/][^()（）/\n]{2,40}[)）/]\s*(?=[-–—]{1,2}\s|—)")
_START = 1000

# So many words in capitals one after the other are a headline and no abbreviations.
_SHOUTED = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that make a name; `sure` tells that a capital is not just that of a sentence."""

    name: str
    words: tuple[str, ...]
    sure: bool


def candidates(text: str, found: Sequence[Named]) -> tuple[tuple[str, int], ...]:
    """Return unknown names with how often they come, the most frequent first.

    Names that come equally often stand in the order of the text. A surname counts for the full
    name; a word that has its capital only from a sentence's beginning is no name.
    """
    runs = tuple(_runs(text, found))
    certain = {run.name for run in runs if run.sure}
    full = [run for run in runs if len(run.words) > 1]
    certain |= {word for run in full for word in run.words}
    owners = {_surname(run): run.name for run in reversed(full)}
    counts: Counter[str] = Counter()
    for run in runs:
        name = owners.get(run.name.casefold(), run.name)
        if len(run.words) > 1 and name == run.name:
            owners[_surname(run)] = run.name
        if run.sure or run.name in certain:
            counts[name] += 1
    return tuple(counts.most_common())


def _surname(run: _Run) -> str:
    """Return the words by which a full name may be said again, in small letters."""
    words = tuple(word.casefold() for word in run.words)
    if words[0] in FAMILY_FIRST and (run.words[-1].islower() or all(map(is_pinyin, words[1:]))):
        return words[0]
    start = next((at for at, word in enumerate(words) if at and word in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])


def _runs(text: str, found: Sequence[Named]) -> Iterator[_Run]:
    """Yield every run of words that could be a name, in order."""
    words = tokens.tokens(text)
    taken = _taken(words, ((each.start, each.end) for each in found))
    if teller := _TELLER.search(text, 0, _START):
        told = _taken(words, (teller.span(),))
        taken = [one or other for one, other in zip(taken, told, strict=True)]
    small = frozenset(each.text for each in words if each.text.islower())
    at = 0
    while at < len(words):
        if taken[at] or not _is_capital(words[at]):
            at += 1
            continue
        end = _end(words, taken, at)
        if not _is_headline(words, at, end):
            start, last = _trimmed(words, small, at, end)
            if not _is_nothing(words, taken, start, last):
                yield _run(text, words, start, last)
        at = end


def _taken(words: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Tell of each word whether it lies in one of some parts of the text."""
    taken = [False] * len(words)
    places = iter(sorted(set(spans)))
    start, end = next(places, (0, 0))
    for at, word in enumerate(words):
        while end and end <= word.start:
            start, end = next(places, (0, 0))
        taken[at] = word.end > start and word.start < end
    return taken


def _end(words: Sequence[Token], taken: Sequence[bool], start: int) -> int:
    """Return where a run of capitalised words ends that begins at a place."""
    at = start + 1
    while at < len(words):
        ahead = _joined(words, start, at)
        if not ahead or at + ahead > len(words) or any(taken[at : at + ahead]):
            break
        at += ahead
    return at


def _joined(words: Sequence[Token], start: int, at: int) -> int:
    """Return how many words from a place on belong to the run before it: 1, or a particle too."""
    word, before = words[at], words[at - 1]
    if word.gap not in ("", " ", "-") or (word.leads and before.is_capitals != word.is_capitals):
        return 0
    is_initial = word.text == "." and len(before.text) == 1 and before.is_capital
    is_half = word.gap == "-" and at - start == 2 and words[start].low in FAMILY_FIRST
    if is_initial or _is_capital(word) or is_half:
        return 1
    if word.text == "." and before.low in TITLES and _is_capital_at(words, at + 1, " "):
        return 2
    if word.text == "&" or word.low in _PARTICLES:
        last = _particles(words, at)
        return last + 1 - at if _is_capital_at(words, last, "", " ", "-") else 0
    of = word.low == "of" and at - start == 1
    if of or (word.low in ("of", "for") and before.low in _BODIES):
        skip = 1 if at + 1 < len(words) and words[at + 1].low == "the" else 0
        return 2 + skip if _is_capital_at(words, at + 1 + skip, " ") else 0
    return 0


def _particles(words: Sequence[Token], at: int) -> int:
    """Return the place behind some particles: van, von der."""
    end = at + 1
    while end < min(len(words), at + 3) and words[end].low in _PARTICLES and words[end].gap == " ":
        end += 1
    return end


def _is_capital(word: Token) -> bool:
    return word.is_capital and word.low not in ("i", "a")


def _is_capital_at(words: Sequence[Token], at: int, *gaps: str) -> bool:
    return at < len(words) and words[at].gap in gaps and words[at].is_capital


def _is_headline(words: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a run owes its capitals to a headline."""
    shouted = [each for each in words[start:end] if each.is_capitals]
    return len(shouted) >= _SHOUTED or tokens.is_headline(words, start, end)


def _trimmed(
    words: Sequence[Token], small: frozenset[str], start: int, end: int
) -> tuple[int, int]:
    """Return a run's place without what only stands before a name: titles, first words."""
    while start < end and _is_no_beginning(words, small, start, end):
        start += 1
    while start < end and (words[end - 1].low in _NO_ENDS or _is_numbered(words, end - 1)):
        end -= 1
    return start, end


def _is_nothing(words: Sequence[Token], taken: Sequence[bool], start: int, end: int) -> bool:
    """Tell whether what is left of a run names nobody."""
    inside = [each for each in words[start:end] if each.is_word]
    if all(map(_is_no_name, inside)) or all(each.low in _SENDERS for each in inside):
        return True
    if " ".join(each.low for each in words[start:end]) in COUNTRIES:
        return True
    return end - start == 1 and (
        len(words[start].text) == 1
        or words[start].low in _BODIES
        or _is_label(words, start)
        or _is_left_over(words, taken, start, end)
    )


def _run(text: str, words: Sequence[Token], start: int, end: int) -> _Run:
    inside = tuple(each for each in words[start:end] if each.is_word)
    name = fold(text[inside[0].start : inside[-1].end])
    if metonyms.is_dateline(words, start, end - start):
        name = name.title()
        return _Run(name, (name,), sure=True)
    sure = not words[start].opens or len(inside) > 1 or _is_known_by_form(words, start)
    return _Run(name, tuple(fold(text[each.start : each.end]) for each in inside), sure=sure)


def _is_no_beginning(words: Sequence[Token], small: frozenset[str], start: int, end: int) -> bool:
    """Tell whether a word stands before a name and is no part of it."""
    word = words[start]
    if singular(word.low) in TITLES or not word.is_word:
        return True
    if word.low in NATIONS:
        return start + 1 < end and words[start + 1].low in TITLES
    is_family = word.low in FAMILY_FIRST and not word.opens  # "Vice Premier He Lifeng"
    if (is_family or word.low in _PARTICLES) and end - start > 1:
        return False
    return (word.opens or word.low in ORDINARY) and (_is_ordinary(word) or word.low in small)


def _is_ordinary(word: Token) -> bool:
    return (
        word.low.partition("'")[0] in ORDINARY or word.low.endswith("n't") or word.low in _NO_NAMES
    )


def _is_no_name(word: Token) -> bool:
    return word.low in _NO_NAMES or word.low in ORDINARY or word.low.startswith("i'")


def _is_left_over(words: Sequence[Token], taken: Sequence[bool], start: int, end: int) -> bool:
    """Tell whether a word belongs to a name that was found beside it: Trump Tower."""
    if words[start].is_capitals:
        return False
    before = start > 0 and taken[start - 1] and words[start].gap in (" ", "-")
    return before or (end < len(taken) and taken[end] and words[end].gap in (" ", "-"))


def _is_numbered(words: Sequence[Token], at: int) -> bool:
    """Tell whether a word needs the number behind it: Section 301, Announcement No. 18."""
    behind = at + 1
    if words[at].low in ("no", "nos") and behind < len(words) and words[behind].text == ".":
        behind += 1
    after = words[behind] if behind < len(words) else None
    if words[at].low not in _NUMBERED or after is None or after.gap != " ":
        return False
    return after.text[0].isdigit() or after.low in _NUMBERED


def _is_label(words: Sequence[Token], at: int) -> bool:
    """Tell whether a word labels a line (Date:) or a speaker's words (Moderator:)."""
    after = words[at + 1] if at + 1 < len(words) else None
    return words[at].leads and after is not None and after.text == ":"


def _is_known_by_form(words: Sequence[Token], at: int) -> bool:
    """Tell whether the first word of a sentence shows that it is a name: ASML, Nvidia said."""
    word = words[at]
    if word.is_capitals or not word.text[1:].islower():
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    if after is None or word.low.endswith(_COMMON_ENDINGS):
        return False
    return after.low == "'s" or (after.gap == " " and after.low in _SAYS)
