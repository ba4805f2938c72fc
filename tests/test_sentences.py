"""A text is cut where its sentences end, and nowhere else; every part knows its place."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.intake.story.sentences import clauses, is_pair, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("The U.S. Treasury spoke. It left.", ["The U.S. Treasury spoke.", "It left."]),
        (
            "It was made in the U.S. The talks go on.",
            ["It was made in the U.S.", "The talks go on."],
        ),
        ("On Sept. 14 they met.", ["On Sept. 14 they met."]),
        ("They met in Sept. The rest is known.", ["They met in Sept.", "The rest is known."]),
        ("Mr. Greer and Dr. No. spoke.", ["Mr. Greer and Dr. No. spoke."]),
        ("No. 18 lists seven metals.", ["No. 18 lists seven metals."]),
        ("At 12:01 a.m. Eastern it ends.", ["At 12:01 a.m. Eastern it ends."]),
        ("“It ends.” She left.", ["“It ends.”", "She left."]),
        ("Will it hold? Nobody knows!", ["Will it hold?", "Nobody knows!"]),
        ("It rose 3.5 percent. Then it fell.", ["It rose 3.5 percent.", "Then it fell."]),
        ("Apple Inc. said so. It did.", ["Apple Inc. said so.", "It did."]),
        ("A heading\n\nA text.", ["A heading", "A text."]),
        ("Wrapped at\nsixty columns. Yes.", ["Wrapped at\nsixty columns.", "Yes."]),
        ("Three things:\n- tariffs\n- chips", ["Three things:", "tariffs", "chips"]),
        ("1. Port fees. They began.\n2. Chips.", ["Port fees.", "They began.", "Chips."]),
        (
            "Title: Talks\nDate: May 5, 2025\nThey met.",
            ["Title: Talks", "Date: May 5, 2025", "They met."],
        ),
        ("双方在马德里会谈。结果未知！", ["双方在马德里会谈。", "结果未知！"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, parts: list[str]) -> None:
    """Titles, initials, months, numbers and clock times end no sentence."""
    assert [part.text for part in sentences(text)] == parts


@given(st.text(alphabet="aB.?!。 \n-\"'1U.S:;,—", max_size=200))
def test_every_part_stands_where_it_says(text: str) -> None:
    """In order, without overlap, and no word is lost."""
    parts = list(sentences(text))
    assert all(text[part.start : part.end] == part.text for part in parts)
    assert all(one.end <= two.start for one, two in pairwise(parts))
    for part in parts:
        inner = clauses(part)
        assert all(text[each.start : each.end] == each.text for each in inner)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("They met in July, where both agreed.", ["They met in July", "where both agreed."]),
        ("It holds; it ends in May.", ["It holds", "it ends in May."]),
        ("One probe is old, while the second is new.", ["One probe is old", "the second is new."]),
        ("Bessent and Greer met in Geneva, London and Stockholm.", None),
    ],
)
def test_a_sentence_is_cut_where_it_turns(sentence: str, parts: list[str] | None) -> None:
    """A list of names is no turn."""
    (span,) = sentences(sentence)
    assert [part.text for part in clauses(span)] == (parts or [sentence])
    assert is_pair(span) == sentence.startswith("One probe")
