"""Printed, a page is a brief: dated, with its sources and address, in the order of time, on A4.

Knows the size of the paper and what timeline.json says of the record; knows no style sheet.
"""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_every_page import TOO_WIDE
from tests.browser.test_for_everyone import PLACES, Place
from tests.sitelint import Site

# What is left of a sheet of A4 between margins of 16, 16 and 18 mm, at 96 pixels to the inch.
SHEET = {"width": 672, "height": 994}
NAVIGATION = "nav, button, input, form, fieldset, details, #overview, .skip, .crumbs"
TYPES = ("", "events/madrid-talks/", "articles/madrid-preview/", "topics/tiktok/", "rounds/madrid/",
         "as-known/2025-09-13/", "measures/tiktok-enforcement-delay/", "changes/")  # fmt: skip
ACTORS = {("us",): "United States", ("china",): "China", (): "Third party"}

# Words that are fainter than 4.5 to 1 on white paper.
FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const contrast = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return 1.05 / (0.05 + [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0));
  };
  const isWords = node => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const told = [...document.body.querySelectorAll("*")].filter(element =>
    element.checkVisibility() && [...element.childNodes].some(isWords));
  return told.filter(element => {
    const {color, fill} = getComputedStyle(element);
    return contrast(element.closest("svg") ? fill : color) < 4.5;
  }).map(element => element.outerHTML.slice(0, 90));
}"""
# What is cut off at the edge of a box that could be scrolled on a screen. A caption for screen
# readers is one pixel wide.
CUT = """() => [...document.body.querySelectorAll("*")].filter(each =>
  each.checkVisibility() && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1
  && getComputedStyle(each).overflowX !== "visible").map(each => each.outerHTML.slice(0, 90))"""
# Browsers leave out what is behind words on paper, but where a page insists.
INKED = "(all, part) => all.map(each => getComputedStyle(each, part).printColorAdjust)"
BREAKS = """() => [...document.querySelectorAll("#timeline article, blockquote")].filter(each => {
  const guard = each.closest("article, figure");
  return getComputedStyle(guard).breakInside !== "avoid";
}).map(each => each.outerHTML.slice(0, 90))"""


@pytest.fixture
def sheet(open_context: Callable[..., BrowserContext]) -> Page:
    """Return a page as it is printed, from a dark system."""
    page = open_context(viewport=SHEET, color_scheme="dark").new_page()
    page.emulate_media(media="print")
    return page


def sheets(page: Page) -> int:
    """Print a page and return the number of sheets."""
    page.emulate_media(media="null")  # as the browser sees fit: print, where it prints
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_the_start_page_prints_as_a_dated_brief(our_site: Site, sheet: Page) -> None:
    """Title, the day to which the record reaches, where things stand, every event, the address."""
    sheet.goto(our_site.url)
    expect(sheet.get_by_role("heading", level=1)).to_be_visible()
    stamp = sheet.locator("main p").filter(has_text="Record to 2 June 2026").first
    expect(stamp).to_be_visible()
    board = sheet.get_by_role("table", name="Measures by the date on which they end")
    assert board.get_by_role("row").count() > 5
    assert sheet.locator("main article:visible").count() == len(our_site.record["events"])
    steps = board.locator("ol li:last-child")
    assert set(steps.evaluate_all(INKED, "::before")) == {"exact"}
    address = sheet.locator('link[rel="canonical"]').get_attribute("href")
    expect(sheet.get_by_text(str(address), exact=True)).to_be_visible()


def test_events_print_in_one_column_in_the_order_of_time(our_site: Site, sheet: Page) -> None:
    """One below the other, each on one sheet, with words for who acted beside the mark."""
    sheet.goto(our_site.url)
    for event in our_site.record["events"]:
        words = sheet.locator(f"[id='{event['id']}']").inner_text()
        by = event["by"]
        assert isinstance(by, list)
        is_told = ACTORS.get(tuple(by), "Both sides") in words
        assert is_told or all(ACTORS[party,] in words for party in by), words
        assert str(event["latest"])[:4] in words
    places: list[Place] = sheet.evaluate(PLACES)
    assert len({place["left"] for place in places}) == 1
    assert all(before["bottom"] <= after["top"] for before, after in pairwise(places))
    assert sheet.evaluate(BREAKS) == []


def test_pages_print_whole_and_dark_on_white(our_site: Site, sheet: Page) -> None:
    """Nothing to click, nothing cut off at the edge of the paper, no pale words."""
    sheet.goto(our_site.url)
    sheet.evaluate("localStorage.setItem('theme', 'dark')")
    for path in TYPES:
        sheet.goto(our_site.url + path)
        assert sheet.locator(NAVIGATION).count() > 3
        assert sheet.locator(NAVIGATION).locator("visible=true").count() == 0, path
        assert sheet.evaluate(TOO_WIDE, SHEET["width"]) is None, path
        assert sheet.evaluate(CUT) == [], path
        assert sheet.evaluate(FAINT) == [], path
        paper = sheet.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgb(255, 255, 255)"


def test_an_event_prints_its_quotations_and_who_published_them(our_site: Site, sheet: Page) -> None:
    """Each source stands there with its title, and its publisher where one is recorded."""
    (event,) = [it for it in our_site.record["events"] if it["id"] == "geneva-joint-statement"]
    articles = {article["id"]: article for article in our_site.record["articles"]}
    sources = event["sources"]
    assert isinstance(sources, list)
    sheet.goto(f"{our_site.url}events/geneva-joint-statement/")
    evidence = sheet.locator("#evidence")
    quoted = [source for source in sources if source["quote"]]
    assert evidence.locator("blockquote:visible").count() == len(quoted) > 0
    words = evidence.inner_text()
    for source in sources:
        article = articles[source["article"]]
        assert str(article["title"]) in words
        assert str(article["publisher"] or "publisher not recorded") in words
    assert sheet.evaluate(BREAKS) == []
    assert set(evidence.locator("mark").evaluate_all(INKED, "")) == {"exact"}


@pytest.mark.parametrize("path", ["", "topics/tiktok/"])
def test_the_day_that_is_asked_for_prints(our_site: Site, sheet: Page, path: str) -> None:
    """On the first sheet, and in the words of the screen; no count of the whole record does."""
    sheet.goto(f"{our_site.url}{path}?known=2025-05-13")
    day = sheet.get_by_text("known on 13 May 2025").locator("visible=true").first
    box = day.bounding_box()
    assert box is not None
    assert box["y"] < SHEET["height"]
    notice = sheet.get_by_role("status").filter(has_text="all later corrections are hidden")
    assert notice.is_visible()
    assert f"{len(our_site.record['events'])} events" not in sheet.locator("main").inner_text()


def test_the_page_of_a_day_prints_its_day(our_site: Site, sheet: Page) -> None:
    """It is the title."""
    sheet.goto(f"{our_site.url}as-known/2025-09-13/")
    title = sheet.get_by_role("heading", level=1)
    expect(title).to_be_visible()
    expect(title).to_have_text("As known on 13 September 2025")


def test_a_brief_takes_as_many_sheets_as_its_words_fill(our_site: Site, sheet: Page) -> None:
    """No sheet is empty, and none half empty for an event that would not break."""
    sheet.goto(our_site.url)
    length = sheet.evaluate("document.documentElement.scrollHeight")
    assert 1 <= sheets(sheet) <= length / SHEET["height"] * 1.2 + 1
