"""Dates that lean on a date told before, as a story goes on from sentence to sentence."""

import pytest

from parley import dates
from parley.intake.story import narrative
from parley.intake.story.narrative import Anchor
from parley.intake.story.sentence_dates import times
from parley.intake.story.sentences import sentences

PUBLISHED = dates.parse("2026-01-15")


def told(text: str) -> list[str]:
    """Return the dates of a text of 15 January 2026, sentence by sentence."""
    found: list[str] = []
    anchor: Anchor | None = None
    for sentence in sentences(text):
        read = times(sentence, PUBLISHED, None, anchor)
        anchor = narrative.anchored(anchor, read, PUBLISHED)
        found += [time.date.text for time in read if time.date]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It began on October 9, 2025. A day later he threatened a tariff.", ["2025-10-10"]),
        ("It began on May 2, 2025. Four days later they agreed.", ["2025-05-06"]),
        ("It began on May 2, 2025. Two weeks later they met.", ["2025-05-16"]),
        ("The court ruled on May 7, 2025. The government appealed the next day.", ["2025-05-08"]),
        ("It was signed on May 12, 2025. That same day shares rose.", ["2025-05-12"]),
        ("They met in late May 2025. On the 30th, he complained.", ["2025-05-30"]),
        ("It came on April 9, 2025. The reply came on the 11th: 125%.", ["2025-04-11"]),
        ("Duties began in July 2018. In December that year they dined.", ["2018-12"]),
        ("They dined in December 2018. By the following May it was over.", ["2019-05"]),
        # A day without a year, and weekdays, of the story's time.
        ("They met on April 9, 2025. On May 2 the exemption ended.", ["2025-05-02"]),
        ("They sat down on Saturday, May 10. They came back on Sunday.", ["2025-05-11"]),
        # Close to publication, or a weekday of the news, they mean what they mean alone.
        ("They met on December 9, 2025. On January 12 they met again.", ["2026-01-12"]),
        ("It was imposed on April 2, 2025. On Monday he defended it.", ["2026-01-12"]),
        # Days can't be counted from a month.
        ("They met in February 2025. A day later he complained.", []),
    ],
)
def test_a_date_leans_on_the_one_before(text: str, expected: list[str]) -> None:
    """Counted, named by its day or month, or of the same year."""
    first, *rest = told(text)
    assert first
    assert rest == expected


def test_what_was_told_long_before_is_leant_on_no_more() -> None:
    """After three sentences nobody knows which day "a day later" follows."""
    filler = "Nothing happened. " * 3
    assert told(f"It began on May 2, 2025. {filler}A day later they met.") == ["2025-05-02"]


def test_a_day_leans_on_one_of_its_own_sentence() -> None:
    """The nearest day before it counts."""
    assert told("One opened on May 2, 2025, and a second followed a day later.") == [
        "2025-05-02",
        "2025-05-03",
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("It is suspended for 90 days from May 14, 2025.", "2025-08-12"),
        ("It is suspended for one year from November 10, 2025.", "2026-11-10"),
        ("It was suspended for one year, starting February 29, 2024.", "2025-03-01"),
        ("It is suspended for two weeks beginning on May 14, 2025.", "2025-05-28"),
        ("It is suspended for six months from May 14, 2025.", None),  # half a year has no days
    ],
)
def test_an_end_that_words_count_out_is_found(text: str, end: str | None) -> None:
    """A length and the day on which it begins; months are not counted in days."""
    (sentence,) = sentences(text)
    found = [time.date.text for time in times(sentence, PUBLISHED) if time.date and time.is_end]
    assert found == ([end] if end else [])
