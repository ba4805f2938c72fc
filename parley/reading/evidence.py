"""Evidence: every quote must stand in the stored text of its article, word for word.

Knows how to find words and the nearest passage to them; never passes a quote that differs.
"""

import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice

from parley import words
from parley.model import Article, Event, Passage, Source
from parley.problems import Problem
from parley.timeline import Timeline
from parley.words import UNSPACED, Folded

# A word as messages name it; where a script sets no spaces, a character.
_WORD = re.compile(f"[{UNSPACED}]|[^\\s{UNSPACED}]+")


def check(timeline: Timeline) -> tuple[Timeline, tuple[Problem, ...]]:
    """Find every quote; return the timeline with its passages, and the quotes that do not stand.

    A quote is passed over where its article could not be read or has no stored text.
    """
    folded: dict[str, words.Folded] = {}
    passages: dict[tuple[str, str], Passage] = {}
    problems: list[Problem] = []
    for event in timeline.events:
        for source in event.sources:
            article = timeline.article.get(source.article)
            if not source.words or article is None or not article.is_stored:
                continue
            if article.id not in folded:
                folded[article.id] = words.fold_with_places(article.body)
            found = words.find(source.words, folded[article.id])
            if found:
                passages[article.id, source.anchor] = Passage(article.id, source.anchor, *found[0])
                problems += _note_on_repeats(source, article, len(found))
            else:
                problems.append(_not_found(event, source, article, folded[article.id]))
    return replace(timeline, passages=passages), tuple(problems)


def _note_on_repeats(source: Source, article: Article, count: int) -> list[Problem]:
    if count == 1:
        return []
    message = f"these words stand {count} times in '{article.id}'; the first place is marked"
    hint = "quote a few words more to say which place is meant"
    note = Problem(
        origin=source.origin, rule="quote-repeated", message=message, hint=hint, severity="note"
    )
    return [note]


def _not_found(event: Event, source: Source, article: Article, folded: Folded) -> Problem:
    start = source.words if len(source.words) <= 60 else source.words[:57].rstrip() + " …"
    message = f"event '{event.id}': “{start}” does not stand in the text of '{article.id}'"
    line, passage = nearest(source.words, article.body, folded)
    path = article.origin.path
    hint = f"nothing in {path} comes near: is it the right article?"
    if passage:
        hint = f"the nearest passage is {path}:{article.body_line + line}: “{passage}”; "
        hint += _first_difference(source.words, passage)
    return Problem(origin=source.origin, rule="quote", message=message, hint=hint)


def nearest(quoted: str, stored: str, folded: Folded) -> tuple[int, str]:
    """Return line (from 0) and words of the run of the stored text most like the quote.

    Runs as long as the quote are compared word by word; below half of the words in common
    nothing is near, and (0, "") is returned. `folded` is the stored text, folded.
    """
    wanted = _WORD.findall(words.fold(quoted).casefold())
    told = _WORD.findall(folded.text.casefold())
    size = min(len(wanted), len(told))
    if not size:
        return 0, ""
    best, at = _likest(wanted, told, size)
    if best * 2 < len(wanted):
        return 0, ""
    first = _aligned(wanted, told, at)
    spans = [match.span() for match in islice(_WORD.finditer(folded.text), first, first + size)]
    start, end = folded.places[spans[0][0]], folded.places[spans[-1][1] - 1] + 1
    return stored.count("\n", 0, start), " ".join(stored[start:end].split())


def _likest(wanted: list[str], told: list[str], size: int) -> tuple[int, int]:
    """Return how many words the best run shares with the quote, and where that run starts."""
    need, have = Counter(wanted), Counter[str]()
    shared = best = at = 0
    for end, word in enumerate(told):
        if word in need:
            have[word] += 1
            shared += have[word] <= need[word]
        if end >= size and (gone := told[end - size]) in need:
            have[gone] -= 1
            shared -= have[gone] < need[gone]
        if shared > best:
            best, at = shared, max(0, end - size + 1)
    return best, at


def _aligned(wanted: list[str], told: list[str], start: int) -> int:
    """Move the start of a run to where the longest common stretch lines up with the quote."""
    size = len(wanted)
    low = max(0, start - size)
    match = SequenceMatcher(
        None, wanted, told[low : start + 2 * size], autojunk=False
    ).find_longest_match()
    return max(0, min(low + match.b - match.a, len(told) - 1)) if match.size else start


def _first_difference(quoted: str, passage: str) -> str:
    ours, theirs = (_WORD.findall(words.fold(each)) for each in (quoted, passage))
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            return f"the first word that differs is '{mine}', the article has '{other}'"
    return "copy the words from the article"
