"""Titles of articles and of events: short, whole, and in the words of the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates
from parley.intake.story.masthead import dateline
from parley.intake.story.sentences import Span
from parley.intake.story.titles import (
    LONGEST_TITLE,
    of_article,
    of_event,
    shortened,
    without_publisher,
)
from parley.intake.times.prose_dates import timelikes


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
    assert of_article(body, dateline(body)) == expected


def bare(text: str) -> str:
    """Return the words of a text; of quotation marks a title drops what would stand alone."""
    return re.sub('["“”]', "", " ".join(text.split()))


@given(st.text(max_size=400))
def test_a_title_is_short_and_made_of_the_words_of_its_sentence(text: str) -> None:
    """One line of at most 90 characters, that begins somewhere in the text and adds nothing."""
    made = shortened(text)
    assert len(made) <= LONGEST_TITLE + 2  # a capital may be longer than its letter: ß, ŉ
    assert "\n" not in made
    assert bare(made).casefold() in bare(text).casefold()


def test_an_opening_that_holds_a_year_is_not_cut_in_two() -> None:
    """A comma within a date ends nothing."""
    long = "In an order of May 12, 2025, the president " + "suspended duties on goods " * 4
    assert not re.match(r"\d{4}", shortened(long))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The two sides met in Geneva on Sunday.", "The two sides met in Geneva"),
        ("On November 1, 2025, Beijing lifted the ban.", "Beijing lifted the ban"),
        ("The deadline is September 17.", "The deadline is September 17"),
        ("The September 17 deadline was moved.", "The September 17 deadline was moved"),
        (
            "Li Chenggang, Beijing's chief trade negotiator, travelled to Washington on Friday.",
            "Li Chenggang travelled to Washington",
        ),
        ("Order 14357, signed November 4, cuts the duty.", "Order 14357 cuts the duty"),
        (
            "The sides met in Geneva in May, while Beijing opened a probe on September 10.",
            "The sides met in Geneva",
        ),
        ('"We agreed," he said on Monday, "and left.', "We agreed, he said, and left"),
        (
            "Treasury Secretary Scott Bessent and Trade Representative Jamieson Greer told a "
            "reporter on Monday that they had agreed on a framework.",
            "Treasury Secretary Scott Bessent and Trade Representative Jamieson Greer told a",
        ),
        (
            "Negotiators from both countries on Friday reached what one of them described as",
            "Negotiators from both countries reached what one of them described",
        ),
    ],
)
def test_an_event_is_called_by_the_clause_of_its_date(sentence: str, expected: str) -> None:
    """Without the date, which stands beside it, and without asides; never cut before the verb."""
    time = timelikes(sentence, dates.parse("2025-09-12"))[0]
    assert of_event(Span(0, sentence), time).startswith(expected)


@pytest.mark.parametrize(
    ("title", "publisher", "expected"),
    [
        ("Talks open - The Daily Example", "The Daily Example", "Talks open"),
        ("Talks open | the daily example", "The Daily Example", "Talks open"),
        ("Talks - open", "The Daily Example", "Talks - open"),
        ("- The Daily Example", "The Daily Example", "- The Daily Example"),
    ],
)
def test_a_title_loses_the_name_of_its_site(title: str, publisher: str, expected: str) -> None:
    """Which browsers write behind it."""
    assert without_publisher(title, publisher) == expected
