"""What the record tells already: same days, same kind, shared names and words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley import dates
from parley.intake.papers import Suggestion
from parley.intake.story.coverage import Coverage
from tests.conftest import Files, read
from tests.test_suggest import RECORD

Make = Callable[[Files], Path]


@pytest.fixture
def coverage(content: Make) -> Coverage:
    """Return the events of a small record."""
    record = read(content(RECORD))
    assert record.timeline, record.problems
    return Coverage(record.timeline)


TALKS = {"kind": "talks", "places": ("geneva",), "by": ("us", "china")}


@pytest.mark.parametrize(
    ("date", "quote", "more", "event"),
    [
        ("2025-05-11", "Talks in Geneva ended on Sunday.", TALKS, "geneva-talks"),
        ("2025-05-12", "Talks in Geneva ended.", TALKS, "geneva-talks"),  # a day off: zones
        ("2025-05", "They met in Geneva for a first round.", TALKS, "geneva-talks"),
        ("/2025-09-12", "They met in Geneva for a first round.", TALKS, "geneva-talks"),
        ("2025-05-14", "Talks in Geneva ended.", TALKS, ""),  # other days
        ("2024-05-10", "Talks in Geneva ended.", TALKS, ""),  # another year
        ("2025-05-11", "A court ruled on fees.", {"kind": "court", "by": ("us",)}, ""),
        ("2025-05-11", "Shares fell.", {}, ""),
    ],
)
def test_an_event_covers_what_tells_the_same(
    coverage: Coverage, date: str, quote: str, more: dict[str, str], event: str
) -> None:
    """The days must touch; then kind, names and words must be alike enough."""
    suggestion = Suggestion(date=date, title="T", quote=quote, **more)  # type: ignore[arg-type]  # a row of literals
    assert coverage.event(suggestion, dates.parse(date)) == event


def test_words_that_an_event_quotes_already_are_its_own(coverage: Coverage) -> None:
    """Whatever their date says: an editor has put them there."""
    suggestion = Suggestion(date="2025-08", title="T", kind="extension", quote="The truce holds.")
    assert coverage.event(suggestion, dates.parse("2025-06")) == ""
    assert coverage.event(suggestion, dates.parse("2025-06"), {"truce-extended"})
