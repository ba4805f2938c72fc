"""How a timeline in Arabic, of three parties, stands on a screen: from the right, whole, readable.

Knows tests/nile_site as built; measures pages in Chromium with the helpers for every page.
"""

import pytest
from playwright.sync_api import Page

from tests.browser.test_barriers import shut_out
from tests.browser.test_every_page import TYPES, WIDTHS, largest, too_wide
from tests.sitelint import Site

# What begins left of the page or ends right of it, and scrolls or is cut off in no box of its own.
STICKS_OUT = """async () => {
  await document.fonts.ready;
  const boxed = element => element !== document.body
    && (getComputedStyle(element).overflowX !== "visible" || boxed(element.parentElement));
  return [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    const isOut = box.left < -1 || box.right > document.documentElement.clientWidth + 1;
    return box.width > 0 && isOut && !boxed(element);
  }).map(element => element.outerHTML.slice(0, 90));
}"""

# Cards that do not begin at the right edge of their list.
NOT_AT_THE_RIGHT = """() => [...document.querySelectorAll(".rows > article")].filter(card => {
  const edge = card.parentElement.getBoundingClientRect().right;
  return Math.abs(card.getBoundingClientRect().right - edge) > 1;
}).map(card => card.id)"""

# English words and dates that are not read from left to right: the first of their letters or
# digits stands right of the last one, on the same line.
SCRAMBLED = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, words = node.data;
    if (/\\p{Script=Arabic}/u.test(words) || !/[A-Za-z]/.test(words)) continue;
    if (!node.parentElement.checkVisibility()) continue;
    const at = place => {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      return range.getBoundingClientRect();
    };
    const last = words.length - 1 - [...words].reverse().join("").search(/[A-Za-z0-9]/);
    const [one, other] = [at(words.search(/[A-Za-z0-9]/)), at(last)];
    if (one.bottom > other.top && one.left > other.left + 0.5) found.push(words.trim());
  }
  return found;
}"""


def test_every_type_of_page_is_there(nile_site: Site) -> None:
    """The tests below look at a page of each type."""
    assert set(largest(nile_site)) >= TYPES


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_on_either_side(nile_site: Site, no_script: Page, width: int) -> None:
    """A page that begins at the right could be scrolled to the left: it can't, nor to the right."""
    paths = largest(nile_site).values()
    faults = list(too_wide(no_script, paths, width))
    for path in paths:
        no_script.goto(path)
        faults += [f"{path} at {width}: {html}" for html in no_script.evaluate(STICKS_OUT)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_cards_of_three_parties_begin_at_the_right(nile_site: Site, page: Page, width: int) -> None:
    """One column on every screen, whoever acts, from the edge at which Arabic begins."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in largest(nile_site).values():
        page.goto(path)
        assert page.evaluate(NOT_AT_THE_RIGHT) == [], path
    page.goto(nile_site.url)
    assert page.locator(".rows > article").count() == 12


@pytest.mark.parametrize("width", WIDTHS)
def test_english_words_are_not_scrambled(nile_site: Site, page: Page, width: int) -> None:
    """Dates and counts, which are English, are read from left to right among Arabic words."""
    page.set_viewport_size({"width": width, "height": 800})
    faults = []
    for path in largest(nile_site).values():
        page.goto(path)
        faults += [f"{path} at {width}: {words}" for words in page.evaluate(SCRAMBLED)]
    assert not faults, "\n".join(faults)


def test_nobody_is_shut_out(nile_site: Site, page: Page) -> None:
    """By axe-core, pages in Arabic keep WCAG 2.2 AA and its best practice, in light and in dark."""
    faults = shut_out(nile_site, page)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_party_has_its_own_colour(nile_site: Site, page: Page, scheme: str) -> None:
    """Three parties, three colours, and the pin of a card has that of its word."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(nile_site.url)
    colours = set()
    for sign in ("p1", "p2", "p3"):
        word = page.locator(f".party.{sign}").first
        colours.add(word.evaluate("word => getComputedStyle(word).color"))
    assert len(colours) == 3
    card = page.locator(".ev.p3").first
    pin = card.locator(".pin").evaluate("pin => getComputedStyle(pin).fill")
    assert pin in colours


def test_what_measures_the_pages_finds_faults(page: Page) -> None:
    """A box out on the left, a card away from its edge, and a date that falls apart."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(
        "<!doctype html><html lang=ar dir=rtl><body><p style='width: 500px'>نهر</p>"
        "<div class=rows><article id=one>نهر</article>"
        "<article id=two style='width: 9em; margin-right: 2em'>نهر</article></div>"
        "<p>نهر <b>15 May 1902</b></p><p>نهر <bdi>16 May 1902</bdi></p>"
    )
    (out,) = page.evaluate(STICKS_OUT)
    assert "500px" in out
    assert page.evaluate(NOT_AT_THE_RIGHT) == ["two"]
    assert page.evaluate(SCRAMBLED) == ["15 May 1902"]
