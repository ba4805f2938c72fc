"""What parley.words promises: typography is forgiven in a quote, and nothing else is.

Knows tables/quotes.csv, one row a case; knows no events.
"""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import words

TABLE = Path(__file__).parent / "tables" / "quotes.csv"

# Letters, digits, typography and Markdown's emphasis; no brackets, which change the meaning of
# what stands far from them.
TEXTS = st.text(st.sampled_from("abAB19éü中十กე '’\"“”‘-–—…*_.,:;()%\u00a0\u2009\u00ad\u200b\n\t"))
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="[]<>"))

TYPOGRAPHY = str.maketrans({"'": "’", '"': "”", "-": "—", " ": "\u00a0"})


def shown(cell: str) -> str:
    r"""Return a cell with its escapes, such as \u00a0, as the characters that nobody can see."""
    named = cell.replace("\\n", "\n").replace("\\t", "\t")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), named)


def rows() -> list[dict[str, str]]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_a_quote_stands_or_it_does_not(row: dict[str, str]) -> None:
    """Typography and Markdown's marks are forgiven; letters, digits, order and borders are not."""
    stored, quote = shown(row["stored"]), shown(row["quote"])
    assert bool(words.find(quote, words.fold_with_places(stored))) == (row["found"] == "yes")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["why"])
def test_what_is_found_can_be_pointed_at(row: dict[str, str]) -> None:
    """The place of a quote, without Markdown's marks, has the quote's words and no others."""
    stored, quote = shown(row["stored"]), shown(row["quote"])
    for start, end in words.find(quote, words.fold_with_places(stored)):
        assert words.fold(words.without_markup(stored)[start:end]) == words.fold(quote)


def test_each_reason_of_the_table_is_given_once() -> None:
    """A row of the table tells one thing that no other row tells."""
    reasons = [row["why"] for row in rows()]
    assert len(reasons) == len(set(reasons))


@pytest.mark.parametrize("texts", [TEXTS, ANY_TEXT], ids=["typography", "any text"])
def test_whole_words_of_a_text_are_found_in_it(texts: st.SearchStrategy[str]) -> None:
    """Any run of whole words of a text is found, and the place that is found has its words."""

    @settings(deadline=None)
    @given(texts, st.data())
    def holds(text: str, data: st.DataObject) -> None:
        spans = [match.span() for match in re.finditer(r"\S+", text)]
        if not spans:
            return
        first = data.draw(st.integers(0, len(spans) - 1))
        last = data.draw(st.integers(first, len(spans) - 1))
        start, end = spans[first][0], spans[last][1]
        quote = text[start:end]
        if not words.fold(quote):
            return
        found = words.find(quote, words.fold_with_places(text))
        assert any(start <= a and b <= end for a, b in found)
        for a, b in found:
            assert words.fold(words.without_markup(text)[a:b]) == words.fold(quote)

    holds()


@settings(deadline=None)
@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folded words stay as they are when they are folded again."""
    once = words.fold(text)
    assert words.fold(once) == once


@settings(deadline=None)
@given(ANY_TEXT)
def test_every_folded_character_has_its_place(text: str) -> None:
    """Places never go back, and a letter that is not typography stands at its own place."""
    folded = words.fold_with_places(text)
    assert len(folded.text) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    for character, place in zip(folded.text, folded.places, strict=True):
        if character.isalnum():
            assert text[place] == character


@settings(deadline=None)
@given(ANY_TEXT)
def test_marks_are_blanked_in_place(text: str) -> None:
    """Without its marks a text is as long as before, so that places stay the same."""
    assert len(words.without_markup(text)) == len(text)


def test_repeated_words_are_found_at_every_place() -> None:
    """All places are told, in order, those that overlap too."""
    stored = words.fold_with_places("ha ha ha, said the *ha ha* man")
    assert words.find("ha ha", stored) == ((0, 5), (3, 8), (20, 25))


@settings(deadline=None)
@given(TEXTS)
def test_an_anchor_is_a_fixed_form_and_blind_to_typography(text: str) -> None:
    """An anchor is q- and eight hex digits, the same in any typography."""
    anchor = words.anchor(text)
    assert re.fullmatch("q-[0-9a-f]{8}", anchor)
    assert words.anchor(text.translate(TYPOGRAPHY)) == anchor
    assert words.anchor(f" {text}\n") == anchor


@settings(deadline=None)
@given(st.lists(st.text("abc1 -", min_size=1), min_size=2, max_size=2))
def test_different_words_have_different_anchors(pair: list[str]) -> None:
    """Two quotes have the same anchor only if they are the same folded words."""
    one, other = pair
    same = words.fold(one) == words.fold(other)
    assert (words.anchor(one) == words.anchor(other)) == same


def test_published_anchors_never_change() -> None:
    """An anchor is part of a published link: these were published first."""
    assert words.anchor("This meeting represents the fourth round of discussions") == "q-4cc30a4e"
