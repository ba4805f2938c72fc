"""Light or dark, as the reader's system says or as the reader chose: the switch in the header.

Knows the two colours of the paper, and where the choice is kept; knows no other colour by name.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_barriers import AXE, COLOURS, Scheme, barriers
from tests.sitelint import Site

Open = Callable[..., BrowserContext]

PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 20, 22)"}
OTHER: dict[Scheme, Scheme] = {"light": "dark", "dark": "light"}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# The theme as it is when the first element of the body is there, before anything can be painted.
AT_FIRST = """new MutationObserver((changes, observer) => {
  if (!document.body) return;
  observer.disconnect();
  const {theme} = document.documentElement.dataset;
  window.atFirst = [theme, getComputedStyle(document.body).backgroundColor];
}).observe(document, {childList: true, subtree: true})"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
})"""

# Every colour of every element, but for those that nothing is painted with.
EVERY_COLOUR = """() => [...document.querySelectorAll("html, body, body *")].map(element => {
  const {color, backgroundColor, borderTopColor, fill, stroke} = getComputedStyle(element);
  return `${element.tagName} ${color} ${backgroundColor} ${borderTopColor} ${fill} ${stroke}`;
})"""


def ground(page: Page) -> str:
    """Return the colour of the page's paper."""
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def switch(page: Page, name: str) -> Locator:
    """Return the button that turns to a theme; it says to which."""
    return page.get_by_role("button", name=f"{name.title()} theme")


def kept(page: Page) -> object:
    """Return the theme that the browser keeps, or None."""
    theme: object = page.evaluate("localStorage.getItem('theme')")
    return theme


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_reader_chose_holds_until_it_is_what_the_system_says(
    our_site: Site, open_context: Open, scheme: Scheme
) -> None:
    """On this page, after a reload and on others; going back keeps nothing, and follows again."""
    other = OTHER[scheme]
    page = open_context(color_scheme=scheme).new_page()
    page.goto(f"{our_site.url}about/")
    assert ground(page) == PAPER[scheme]
    switch(page, other).click()
    assert (ground(page), kept(page)) == (PAPER[other], other)
    page.reload()
    assert ground(page) == PAPER[other]
    page.goto(f"{our_site.url}data/")
    assert ground(page) == PAPER[other]
    page.emulate_media(color_scheme=other)
    assert ground(page) == PAPER[other]
    page.emulate_media(color_scheme=scheme)
    assert ground(page) == PAPER[other]
    switch(page, scheme).click()
    assert (ground(page), kept(page)) == (PAPER[scheme], None)
    page.emulate_media(color_scheme=other)
    expect(switch(page, scheme)).to_be_visible()
    assert ground(page) == PAPER[other]


def test_a_chosen_theme_is_there_before_anything_is_painted(
    our_site: Site, open_context: Open
) -> None:
    """No page flashes up in the other colours, neither anew nor from the next page."""
    context = open_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{our_site.url}about/")
    page.evaluate("localStorage.setItem('theme', 'dark')")
    context.add_init_script(AT_FIRST)
    for path in ("about/", "", "events/madrid-talks/"):
        page.goto(our_site.url + path)
        assert page.evaluate("window.atFirst") == ["dark", PAPER["dark"]]


def test_two_tabs_follow_each_other(our_site: Site, open_context: Open) -> None:
    """What is chosen in one holds in the other, and so does going back."""
    context = open_context(color_scheme="light")
    one, other = context.new_page(), context.new_page()
    one.goto(f"{our_site.url}about/")
    other.goto(f"{our_site.url}data/")
    switch(one, "dark").dispatch_event("click")  # a tab in the background takes no pointer
    expect(switch(other, "light")).to_be_visible()
    assert ground(other) == PAPER["dark"]
    switch(other, "light").dispatch_event("click")
    expect(switch(one, "dark")).to_be_visible()
    assert ground(one) == PAPER["light"]


def test_the_switch_works_where_nothing_may_be_kept(our_site: Site, open_context: Open) -> None:
    """The choice holds for the page alone, without a word to the console."""
    context = open_context(color_scheme="light")
    context.add_init_script(FORBIDDEN)
    page = context.new_page()
    page.goto(f"{our_site.url}about/")
    switch(page, "dark").click()
    assert ground(page) == PAPER["dark"]
    page.reload()
    assert ground(page) == PAPER["light"]


def test_without_scripts_the_system_decides(our_site: Site, no_script: Page) -> None:
    """There is no button that would do nothing."""
    no_script.goto(f"{our_site.url}about/")
    expect(no_script.locator("[data-theme-switch]")).to_be_hidden()
    for scheme in SCHEMES:
        no_script.emulate_media(color_scheme=scheme)
        assert ground(no_script) == PAPER[scheme]


def test_a_chosen_theme_has_the_colours_of_the_systems(our_site: Site, page: Page) -> None:
    """Every element looks the same either way; so what holds for the one holds for the other."""
    for path in ("articles/madrid-preview/", "topics/tiktok/", ""):
        page.goto(our_site.url + path)
        told = {}
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            told[scheme] = page.evaluate(EVERY_COLOUR)
        assert told["light"] != told["dark"]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            switch(page, OTHER[scheme]).click()
            page.mouse.move(0, 0)  # what is below the pointer looks different
            assert page.evaluate(EVERY_COLOUR) == told[OTHER[scheme]]
            switch(page, scheme).click()


def test_words_can_be_read_in_a_chosen_theme(our_site: Site, page: Page) -> None:
    """By axe-core, and in drawings, where the reader turned a light system's page dark."""
    page.goto(f"{our_site.url}topics/tiktok/")
    switch(page, "dark").click()
    page.evaluate(AXE)
    assert list(barriers(page, "light", COLOURS)) == []
    assert ground(page) == PAPER["dark"]
