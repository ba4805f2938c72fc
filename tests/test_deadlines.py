"""Which measure an end belongs to: by its day, and by what the words share with the measure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley import dates
from parley.dates import Day
from parley.intake.story.deadlines import Deadlines
from tests.conftest import Files, read
from tests.test_suggest import RECORD

Make = Callable[[Files], Path]

MORE: Files = {
    "measures/port-fees.md": "---\ntitle: Port fees\nby: [us]\n---\n",
    "measures/ship-fees.md": "---\ntitle: Fees on ships\nby: [china]\n---\n",
    "events/2025/us-fees.md": (
        "---\ntitle: U.S. fees\ndate: 2025-10-30\nsources: [old]\n"
        "sets: [{measure: port-fees, until: 2026-11-10}]\n---\n"
    ),
    "events/2025/china-fees.md": (
        "---\ntitle: Chinese fees\ndate: 2025-10-30\nsources: [old]\n"
        "sets: [{measure: ship-fees, until: 2026-11-10}]\n---\n"
    ),
}


@pytest.fixture
def deadlines(content: Make) -> Deadlines:
    """Return the ends of a small record."""
    record = read(content({**RECORD, **MORE}))
    assert record.timeline, record.problems
    return Deadlines(record.timeline)


@pytest.mark.parametrize(
    ("words", "shared", "end", "measure"),
    [
        ("the truce holds until", ((), ()), "2025-11-10", "truce"),
        ("it ends, as China says", (("tariffs",), ()), "2025-11-10", "truce"),
        ("it ends", ((), ()), "2025-11-10", ""),  # nothing in common
        ("through 9 November", ((), ()), "2025-11-09", ""),  # a day off, and nothing in common
        ("the truce holds through", ((), ()), "2025-11-09", "truce"),
        ("the truce holds until", ((), ()), "2025-11-12", ""),
        ("by mid-September TikTok", (("tiktok",), ()), "2025-09-11/2025-09-20", "tiktok-delay"),
        ("the fees are suspended", ((), ()), "2026-11-10", ""),  # two fit
        ("the port fees are suspended", ((), ()), "2026-11-10", "port-fees"),
        ("the fees are suspended", ((), ("china",)), "2026-11-10", "ship-fees"),
        ("whatever", ((), ()), "2026", ""),
    ],
)
def test_an_end_is_that_of_the_measure_that_shares_most(
    deadlines: Deadlines,
    words: str,
    shared: tuple[tuple[str, ...], tuple[str, ...]],
    end: str,
    measure: str,
) -> None:
    """Words of its title, its topics, its parties; where two fit alike, none is named."""
    step = deadlines.setting(words, *shared, dates.parse(end), Day(2026, 1, 1))
    assert (step.setting.measure if step else "") == measure


def test_a_bare_deadline_is_that_of_the_only_measure_with_that_day(deadlines: Deadlines) -> None:
    """And of none where two have it, or where the day is another."""

    def only(day: str) -> str:
        step = deadlines.only(dates.parse(day), Day(2026, 1, 1))
        return step.setting.measure if step else ""

    assert (only("2025-11-10"), only("2025-11-09"), only("2026-11-10")) == ("truce", "", "")


def test_what_was_decided_later_is_not_meant(deadlines: Deadlines) -> None:
    """An article of July can't speak of an end that was set in August."""
    end = dates.parse("2025-11-10")
    assert deadlines.setting("the truce", (), (), end, Day(2025, 7, 1)) is None


@pytest.mark.parametrize(
    ("words", "topics", "measure"),
    [
        ("the tariff truce was prolonged", ("tariffs",), "truce"),
        ("the TikTok delay was prolonged", ("tiktok",), "tiktok-delay"),
        ("the truce was prolonged", ("tiktok",), ""),
        ("the port fees were raised", (), "port-fees"),
        ("fees were raised", (), ""),
    ],
)
def test_a_new_end_is_that_of_a_measure_by_name(
    deadlines: Deadlines, words: str, topics: tuple[str, ...], measure: str
) -> None:
    """Of an end that the record does not have, the words of the title must tell."""
    assert deadlines.measure(words, topics) == measure
