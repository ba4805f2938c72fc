"""Days left: counted by the build from its day, corrected by a script for the reader's own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from parley import date_labels, dates
from tests.sitelint import Site

NONE = "No end date"
UNKNOWN = "Until then: kept"
PASSED = "Ended unless extended since: nothing recorded here."

SOON, LATER = "11 days left", "at most 60 days left"

# The reader's day, and what the board then says: each measure with its end and its value.
CASES = (
    ("2025-07-20", [("Truce", SOON, "Kept"), ("Pause", LATER, "Kept"), ("Rate", NONE, "10%")]),
    ("2025-08-01", [("Truce", SOON, "Kept"), ("Pause", LATER, "Kept"), ("Rate", NONE, "10%")]),
    (
        "2025-08-02",
        [
            ("Truce", "10 days left", "Kept"),
            ("Pause", "at most 59 days left", "Kept"),
            ("Rate", NONE, "10%"),
        ],
    ),
    (
        "2025-08-11",
        [
            ("Truce", "1 day left", "Kept"),
            ("Pause", "at most 50 days left", "Kept"),
            ("Rate", NONE, "10%"),
        ],
    ),
    (
        "2025-08-12",
        [
            ("Pause", "at most 49 days left", "Kept"),
            ("Truce", "Passed", UNKNOWN),
            ("Rate", NONE, "10%"),
        ],
    ),
    (
        "2025-08-20",
        [
            ("Pause", "at most 41 days left", "Kept"),
            ("Truce", "Passed", UNKNOWN),
            ("Rate", NONE, "20%"),
        ],
    ),
)

BOARD = """[...document.querySelectorAll("table.stand tbody tr")]
  .filter(row => row.checkVisibility())
  .map(row => [
    row.querySelector(".what").innerText,
    row.closest("tbody").querySelector(".left").innerText.replace(/\\s+/g, " ").trim(),
    row.querySelector(".val").innerText,
  ])"""


def board(page: Page) -> list[tuple[str, str, str]]:
    """Return what a reader sees of each measure: its name, its end and its value."""
    return [(name, left, value) for name, left, value in page.evaluate(BOARD)]


@pytest.mark.parametrize(("reader", "expected"), CASES, ids=[day for day, _ in CASES])
def test_the_board_is_right_on_the_readers_day(
    ends_site: Site, page: Page, reader: str, expected: list[tuple[str, str, str]]
) -> None:
    """What has ended or begun since the build is told; never from a day before the build's."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{reader}T12:00").replace(tzinfo=UTC))
    page.goto(ends_site.url)
    assert board(page) == expected
    day = dates.parse(max(reader, "2025-08-01"))
    counted = page.get_by_text(f"Days are counted from {date_labels.label(day)}.")
    expect(counted).to_be_visible()
    has_passed = any(left == "Passed" for _, left, _ in expected)
    expect(page.get_by_text(PASSED).filter(visible=True)).to_have_count(int(has_passed))
    expect(page.locator("table.stand:visible .ladder")).to_have_count(3)
    truce = page.get_by_role("row", name="Truce").filter(visible=True)
    expect(truce).to_contain_text("On 1 June 2025: It is questioned.")


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Pacific/Kiritimati", "2025-08-10T11:00"),
        ("America/Los_Angeles", "2025-08-12T02:00"),
    ],
)
def test_the_readers_day_is_that_of_the_readers_clock(
    ends_site: Site, open_context: Callable[..., BrowserContext], zone: str, moment: str
) -> None:
    """It is 11 August where the reader is, whatever day it is in Greenwich."""
    page = open_context(timezone_id=zone).new_page()
    page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    page.goto(ends_site.url)
    assert board(page)[0] == ("Truce", "1 day left", "Kept")


def test_what_begins_after_the_build_makes_a_board(ends_site: Site, page: Page) -> None:
    """A measure that nothing had set by the day of the build is told once it is set."""
    path = f"{ends_site.url}measures/late/"
    page.goto(path)
    page.clock.set_fixed_time(datetime(2025, 8, 30, 12, tzinfo=UTC))
    page.goto(path)
    expect(page.get_by_text("No measure had been set by this day.")).to_be_visible()
    page.clock.set_fixed_time(datetime(2025, 8, 31, 12, tzinfo=UTC))
    page.goto(path)
    assert board(page) == [("Late", NONE, "On")]
    expect(page.get_by_text("No measure had been set by this day.")).to_have_count(0)


def test_without_a_script_the_builds_day_is_named(ends_site: Site, no_script: Page) -> None:
    """The count is right as of that day, whenever it is read."""
    no_script.goto(ends_site.url)
    assert [left for _, left, _ in board(no_script)] == [SOON, LATER, NONE]
    expect(no_script.get_by_text("Days are counted from 1 August 2025.")).to_be_visible()
    expect(no_script.get_by_text(PASSED).filter(visible=True)).to_have_count(0)


def test_the_record_of_a_day_counts_from_that_day(ends_site: Site, page: Page) -> None:
    """Whoever asks for a day is told how many were left on it, whatever day it is now."""
    page.clock.set_fixed_time(datetime(2025, 9, 1, 12, tzinfo=UTC))
    page.goto(f"{ends_site.url}?known=2025-08-11")
    ends = [left for _, left, _ in board(page)]
    assert ends == ["1 day left", "at most 50 days left", NONE]
    page.goto(f"{ends_site.url}measures/truce/?known=2025-08-12")
    expect(page.get_by_text(PASSED).filter(visible=True)).to_have_count(1)
