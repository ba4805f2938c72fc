"""The record as known on a day, in the browser: the control, its address, the keyboard, no script.

What the page shows is compared with what the record itself says of that day.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from parley import dates
from parley.dates import Day
from parley.showing import boards
from parley.timeline import Timeline
from tests.conftest import ROOT, read
from tests.sitelint import Site

DAYS = (
    "2024-04-23",
    "2024-04-24",
    "2025-04-09",
    "2025-05-13",
    "2025-09-15",
    "2025-11-08",
    "2026-05-20",
)
PLACES = ("", "topics/tiktok/", "measures/tiktok-enforcement-delay/")

SHOWN = "[...document.querySelectorAll('article')].filter(e => e.checkVisibility()).map(e => e.id)"
# The board as seen: for each measure its name, the words at its end, and all words of its row.
BOARD = """[...document.querySelectorAll("table.stand tbody tr")]
  .filter(row => row.checkVisibility())
  .map(row => [
    row.querySelector(".what").innerText,
    row.closest("tbody").querySelector(".left").innerText.replace(/\\s+/g, " ").trim(),
    row.innerText,
  ])"""


@pytest.fixture(scope="module")
def record() -> Timeline:
    """Return our own record."""
    timeline = read(ROOT / "content").timeline
    assert timeline
    return timeline


def day(text: str) -> Day:
    """Read an ISO day."""
    found = dates.parse(text).earliest
    assert found
    return found


def shown(page: Page) -> list[str]:
    """Return the ids of the events that a reader sees in the list."""
    ids: list[str] = page.evaluate(SHOWN)
    return ids


def board(page: Page) -> list[tuple[str, str, str]]:
    """Return what a reader sees of the board: name, words at the end, all words of the row."""
    return [(name, left, words) for name, left, words in page.evaluate(BOARD)]


def field(page: Page) -> Locator:
    """Return the control's date."""
    return page.get_by_label("As known on")


def button(page: Page, name: str) -> Locator:
    """Return one of the control's buttons."""
    return page.get_by_role("button", name=name)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("asked", DAYS)
def test_the_address_asks_for_the_record_of_a_day(
    our_site: Site, page: Page, record: Timeline, place: str, asked: str
) -> None:
    """Of the events on the page, those are shown that were known by then, and no others."""
    page.goto(our_site.url + place)
    everything = shown(page)
    page.goto(f"{our_site.url}{place}?known={asked}")
    known = {event.id for event in record.as_known_on(day(asked)).events}
    assert shown(page) == [id for id in everything if id in known]
    words = f"The record as known on {day(asked).day} "
    expect(page.get_by_role("status")).to_contain_text(words)
    later = sum(id not in known for id in everything)
    expect(page.get_by_role("status")).to_contain_text(re.compile(rf"\b{later} later events? on"))


@pytest.mark.parametrize("topic", ["", "tariffs"])
@pytest.mark.parametrize("asked", DAYS)
def test_measures_stand_as_they_were_then_known(
    our_site: Site, page: Page, record: Timeline, asked: str, topic: str
) -> None:
    """The board shows each measure set by then, with the value it had, the soonest end first.

    That of a topic shows all of its own, that of the start page those with an end.
    """
    page.goto(f"{our_site.url}{f'topics/{topic}/' if topic else ''}?known={asked}")
    standings = {
        record.measure[each.measure].title: each
        for each in record.as_known_on(day(asked)).standings(day(asked))
        if (topic in record.measure[each.measure].topics if topic else boards.has_end(each))
    }
    rows = board(page)
    assert {name for name, _, _ in rows} == standings.keys()
    for name, _, words in rows:
        assert standings[name].value.lower() in words.lower()
    counts = [
        int(days[1]) for _, left, _ in rows if (days := re.match(r"(?:at most )?(\d+) ", left))
    ]
    ends = [s.until.latest for s in standings.values() if s.until and not s.is_presumed]
    expected = [dates.day_number(end) - dates.day_number(day(asked)) for end in ends if end]
    assert counts == sorted(expected)


def test_the_start_page_says_where_the_rest_stood(our_site: Site, page: Page) -> None:
    """Of another day it counts no measures that it leaves out, and says where they are told.

    What a script has brought to the reader's day leads to all of them, without the build's count.
    """
    more = page.locator("[data-more]")
    then = page.get_by_text(
        "What had no end date on 13 May 2025 stands on the pages of its topics."
    )
    page.goto(our_site.url)
    expect(more).to_have_text("All measures")
    expect(more.get_by_role("link")).to_have_attribute("href", re.compile("/measures/$"))
    expect(then).to_be_hidden()
    page.goto(f"{our_site.url}?known=2025-05-13")
    expect(more).to_be_hidden()
    expect(then).to_be_visible()


def test_without_any_measure_the_board_says_so(our_site: Site, page: Page) -> None:
    """Before the first decision there is no row, and no heading over nothing."""
    said = {"": "No measure had an end date by", "topics/tariffs/": "No measure had been set by"}
    for place, words in said.items():
        page.goto(f"{our_site.url}{place}?known=2024-04-23")
        expect(page.get_by_text(f"{words} that day.")).to_be_visible()
        expect(page.get_by_text("Nothing is recorded after")).to_be_hidden()


def test_a_month_without_events_goes_and_counts_follow(our_site: Site, page: Page) -> None:
    """A heading with nothing under it is hidden, with its link; the counts are of what is shown."""
    page.goto(f"{our_site.url}?known=2025-04-08")
    expect(page.locator("#m2025-04")).to_be_visible()
    expect(page.locator("#m2025-05")).to_be_hidden()
    expect(page.locator('.jump a[href="#m2025-05"]')).to_be_hidden()
    april = page.locator("#m2025-04 article:visible")
    for party in ("us", "china"):
        theirs = april.and_(page.locator(f'[data-by~="{party}"]')).count()
        expect(page.locator(f'#m2025-04 [data-party="{party}"]')).to_have_text(str(theirs))


def test_charts_and_tables_of_a_measure_stop_at_the_day(our_site: Site, page: Page) -> None:
    """A step that was not yet known stands neither in the drawing nor in the table."""
    page.goto(f"{our_site.url}measures/tiktok-enforcement-delay/?known=2025-04-03")
    table = page.get_by_role("region", name="History of TikTok divestiture")
    expect(table.get_by_text("Executive Order 14166")).to_be_visible()
    expect(table.get_by_text("Executive Order 14258")).to_be_hidden()
    visible = page.locator("svg a:visible text")
    expect(visible).to_have_count(2)
    lines = page.locator("svg path.stair:not([hidden])")
    before = [str(line.get_attribute("d")) for line in lines.all()]
    page.goto(f"{our_site.url}measures/tiktok-enforcement-delay/")
    whole = [str(line.get_attribute("d")) for line in lines.all()]
    assert before[0] == whole[0] and before[1] == lines.nth(1).get_attribute("data-alone")


def test_what_tells_of_the_whole_record_is_hidden(our_site: Site, page: Page) -> None:
    """A drawing of values, and a count of all events, hold for the whole record alone."""
    page.goto(f"{our_site.url}measures/us-reciprocal-tariff/?known=2025-04-08")
    expect(page.locator("figure")).to_be_hidden()
    expect(page.get_by_text(re.compile(r"^\d+ events$"))).to_be_hidden()
    page.goto(f"{our_site.url}topics/tiktok/?known=2025-05-01")
    expect(page.get_by_role("region", name="Introduction")).to_be_hidden()
    expect(page.locator(".dek")).to_be_hidden()
    heading = page.get_by_role("heading", name="TikTok divestiture", exact=True)
    assert heading.inner_text() == "TikTok divestiture"


@pytest.mark.parametrize("typed", ["", "12025-05-05", "2025-02-30", "soon"])
def test_what_is_no_day_is_not_gone_to(our_site: Site, page: Page, typed: str) -> None:
    """Where a browser lets other words through, the address stays and the field waits."""
    page.goto(our_site.url)
    field(page).evaluate("(input, typed) => { input.type = 'text'; input.value = typed; }", typed)
    page.locator("[data-known-form]").evaluate("form => { form.noValidate = true; }")
    button(page, "Show").click()
    expect(page).to_have_url(our_site.url)
    expect(field(page)).to_be_focused()


def test_stepping_through_the_news_and_back(our_site: Site, page: Page, record: Timeline) -> None:
    """The buttons lead from one day of news to the next, each with an address of its own."""
    news = [dates.iso(each) for each in record.days_of_news]
    page.goto(our_site.url)
    expect(button(page, "Next news")).to_have_attribute("aria-disabled", "true")
    button(page, "Previous news").click()
    expect(page).to_have_url(f"{our_site.url}?known={news[-2]}")
    button(page, "Previous news").click()
    expect(page).to_have_url(f"{our_site.url}?known={news[-3]}")
    button(page, "Next news").click()
    expect(field(page)).to_have_value(news[-2])
    page.go_back()
    expect(field(page)).to_have_value(news[-3])
    page.go_forward()
    expect(field(page)).to_have_value(news[-2])
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page).to_have_url(our_site.url)
    assert len(shown(page)) == len(record.events)
    expect(page.get_by_role("status")).not_to_contain_text("known on")


def test_at_the_first_news_there_is_none_before(
    our_site: Site, page: Page, record: Timeline
) -> None:
    """The button stays where it is, says that it leads nowhere, and does nothing."""
    first = dates.iso(record.days_of_news[0])
    page.goto(f"{our_site.url}?known={first}")
    expect(button(page, "Previous news")).to_have_attribute("aria-disabled", "true")
    button(page, "Previous news").click(force=True)
    expect(page).to_have_url(f"{our_site.url}?known={first}")


def test_the_keyboard_is_enough(our_site: Site, page: Page, record: Timeline) -> None:
    """A date is typed, Enter shows it, and the way back is the next link in the notice."""
    page.goto(our_site.url)
    field(page).focus()
    page.keyboard.type("05052025")  # day and month alike, as their order is the system's
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{our_site.url}?known=2025-05-05")
    page.get_by_role("link", name="Return to the full record").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(our_site.url)
    expect(field(page)).to_be_focused()
    button(page, "Previous news").focus()
    page.keyboard.press("Space")
    before = dates.iso(record.days_of_news[-2])
    expect(page).to_have_url(re.compile(rf"known={before}$"))
    expect(button(page, "Previous news")).to_be_focused()


@pytest.mark.parametrize("asked", ["", "x", "2025-02-30", "2025-13-01", "2025-5-13", "%3Cb%3E"])
def test_an_address_that_asks_for_no_day_shows_everything(
    our_site: Site, page: Page, record: Timeline, asked: str
) -> None:
    """A word that is no day of the calendar is left alone."""
    page.goto(f"{our_site.url}?known={asked}")
    assert len(shown(page)) == len(record.events)
    expect(page.get_by_role("status")).not_to_contain_text("known on")


def test_an_address_keeps_its_other_parts(our_site: Site, page: Page, record: Timeline) -> None:
    """The event that the address points at, and what others put into it, stay."""
    page.goto(f"{our_site.url}?from=letter#geneva-talks")
    button(page, "Previous news").click()
    before = dates.iso(record.days_of_news[-2])
    expect(page).to_have_url(re.compile(rf"\?from=letter&known={before}#geneva-talks$"))


@pytest.mark.parametrize("place", PLACES)
def test_without_a_script_the_whole_record_stands(
    our_site: Site, no_script: Page, page: Page, place: str
) -> None:
    """An address that asks for a day shows everything; links lead to days with own pages."""
    page.goto(our_site.url + place)
    no_script.goto(f"{our_site.url}{place}?known=2025-05-13")
    assert shown(no_script) == shown(page)
    expect(field(no_script)).to_be_hidden()
    no_script.get_by_role("link", name="13 September 2025", exact=True).first.click()
    expect(no_script.get_by_role("heading", level=1)).to_have_text("As known on 13 September 2025")


@pytest.mark.parametrize("asked", ["2025-05-09", "2025-08-13", "2025-09-13"])
def test_the_page_of_a_day_shows_what_the_control_shows(
    our_site: Site, page: Page, no_script: Page, asked: str
) -> None:
    """Events, and how many days each measure has left, are the same both ways."""
    page.goto(f"{our_site.url}?known={asked}")
    no_script.goto(f"{our_site.url}as-known/{asked}/")
    assert shown(no_script) == shown(page)

    assert [row[:2] for row in board(no_script)] == [row[:2] for row in board(page)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_control_fits_a_phone(
    our_site: Site, open_context: Callable[..., BrowserContext], scheme: str
) -> None:
    """At the narrowest width nothing sticks out while a day is shown."""
    phone = open_context(viewport={"width": 320, "height": 640}, color_scheme=scheme).new_page()
    for place in PLACES:
        phone.goto(f"{our_site.url}{place}?known=2025-05-13")
        expect(phone.get_by_role("status")).to_contain_text("13 May 2025")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
