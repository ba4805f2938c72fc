"""What an article says of itself: dateline, title, language and voice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.intake.story.masthead import LONGEST_TITLE, dateline, language, shortened, title


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Madrid: High-stakes talks begin.", "Madrid"),
        ("MADRID, Sept 14 (Example Wire) - Talks opened.", "Madrid"),
        ("BEIJING, Sept. 12 (Example Wire) -- China said so.", "Beijing"),
        ("WASHINGTON (EW) — The order is out.", "Washington"),
        ("WASHINGTON — The order is out.", "Washington"),
        ("LONDON/GENEVA, 9 June 2025 (EW) - They met.", "London/Geneva"),
        ("Kuala Lumpur, Oct. 26, 2025 – They met.", "Kuala Lumpur"),
        ("NEW YORK - Shares fell.", "New York"),
        ("A headline\n\nMADRID, Sept 14 (EW) - Talks opened.", "Madrid"),
        ("Title: Talks in Madrid", ""),
        ("Analysis: what it means", ""),
        ("Q: And then? A: Nothing.", ""),
        ("The talks - the fourth - began.", ""),
        ("U.S. officials met in Madrid.", ""),
        ("", ""),
    ],
)
def test_a_dateline_opens_a_text(body: str, place: str) -> None:
    """Capitals or not, with day and agency or without; a label before a colon is none."""
    assert dateline(body).place == place


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Madrid: Talks on trade begin this week.", "Talks on trade begin this week"),
        (
            "U.S. Treasury Secretary Scott Bessent is set to meet with Chinese Vice Premier He "
            "Lifeng in Madrid this weekend to continue negotiations on key issues.",
            "U.S. Treasury Secretary Scott Bessent is set to meet with Chinese Vice Premier He "
            "Lifeng",
        ),
        (
            "In the run-up to the talks in the Spanish capital, the ministry in Beijing opened two "
            "investigations into American chips.",
            "The ministry in Beijing opened two investigations into American chips",
        ),
        ("Date: May 5, 2025\n\nThe two sides met in Geneva.", "The two sides met in Geneva"),
        ("On May 12, 2025, they agreed.", "On May 12, 2025, they agreed"),
    ],
)
def test_the_first_sentence_gives_a_title(body: str, expected: str) -> None:
    """Without its dateline, and cut where it still says something."""
    assert title(body, dateline(body)) == expected


@given(st.text(max_size=400))
def test_a_title_is_short_and_made_of_the_words_of_its_sentence(text: str) -> None:
    """One line of at most 90 characters, that begins somewhere in the text and adds nothing."""
    made = shortened(text)
    assert len(made) <= LONGEST_TITLE + 2  # a capital may be longer than its letter: ß, ŉ
    assert "\n" not in made
    assert made[1:] in " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The two sides met in Geneva and agreed to a pause of 90 days on the tariffs.", "en"),
        ("Die beiden Seiten haben sich in Genf getroffen und die Zölle für 90 Tage gesenkt.", "de"),
        ("Les deux pays se sont mis d'accord à Genève pour une trêve et des pourparlers.", "fr"),
        ("Los dos países se reunieron en Ginebra y acordaron una tregua de 90 días por los.", "es"),
        ("双方在马德里就贸易问题举行会谈。", "zh"),
        ("米中両国はマドリードで協議を行った。", "ja"),
        ("미중 양국은 마드리드에서 협상을 했다.", "ko"),
        ("Стороны встретились в Мадриде и договорились.", "ru"),
        ("اجتمع الطرفان في مدريد.", "ar"),
        ("1234 -- 5678", "xx"),
        ("Genf Madrid", "xx"),
    ],
)
def test_the_language_is_told_by_letters_and_short_words(text: str, tag: str) -> None:
    """Where neither tells, the site's own language is taken."""
    assert language(text, "xx") == tag


def test_an_opening_that_holds_a_year_is_not_cut_in_two() -> None:
    """A comma within a date ends nothing."""
    long = "In an order of May 12, 2025, the president " + "suspended duties on goods " * 4
    assert not re.match(r"\d{4}", shortened(long))
