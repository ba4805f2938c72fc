"""Days left: counted by the build from its day, corrected by a script for the reader's own."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from tests.sitelint import Site

PASSED = "It ended on 12 August 2025 unless extended since: nothing recorded here."

# The reader's day; what stands at the two ends, and from which day the page says it counts.
CASES = (
    ("2025-07-20", ["11 days left", "at most 60 days left"], "1 August 2025"),
    ("2025-08-01", ["11 days left", "at most 60 days left"], "1 August 2025"),
    ("2025-08-02", ["10 days left", "at most 59 days left"], "2 August 2025"),
    ("2025-08-11", ["1 day left", "at most 50 days left"], "11 August 2025"),
    ("2025-08-12", ["Passed", "at most 49 days left"], "12 August 2025"),
    ("2025-09-30", ["Passed", "Passed"], "30 September 2025"),
)


@pytest.mark.parametrize(("reader", "ends", "counted"), CASES)
def test_days_left_are_counted_from_the_readers_day(
    ends_site: Site, page: Page, reader: str, ends: list[str], counted: str
) -> None:
    """Never from a day before the build's; an end that has come says that nothing is recorded."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{reader}T12:00").replace(tzinfo=UTC))
    page.goto(ends_site.url)
    left = page.locator("table.stand:visible .left")
    expect(left).to_have_text(ends)
    expect(page.get_by_text(f"Days are counted from {counted}.")).to_be_visible()
    said = page.get_by_text(PASSED).filter(visible=True)
    expect(said).to_have_count(ends.count("Passed") and 1)


def test_without_a_script_the_builds_day_is_named(ends_site: Site, no_script: Page) -> None:
    """The count is right as of that day, whenever it is read."""
    no_script.goto(ends_site.url)
    expect(no_script.locator("table.stand:visible .left")).to_have_text(
        ["11 days left", "at most 60 days left"]
    )
    expect(no_script.get_by_text("Days are counted from 1 August 2025.")).to_be_visible()
    expect(no_script.get_by_text(PASSED).filter(visible=True)).to_have_count(0)


def test_the_record_of_a_day_counts_from_that_day(ends_site: Site, page: Page) -> None:
    """Whoever asks for a day is told how many were left on it, whatever day it is now."""
    page.clock.set_fixed_time(datetime(2025, 9, 1, 12, tzinfo=UTC))
    page.goto(f"{ends_site.url}?known=2025-08-11")
    expect(page.locator("table.stand:visible .left:visible")).to_have_text(
        ["1 day left", "at most 50 days left"]
    )
    page.goto(f"{ends_site.url}measures/truce/?known=2025-08-12")
    expect(page.get_by_text(PASSED).filter(visible=True)).to_have_count(1)
