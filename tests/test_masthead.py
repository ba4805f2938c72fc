"""What an article says of itself: where it was written, and in which language."""

import pytest

from parley.intake.story.masthead import dateline, language


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
