"""Who uses the keyboard, or points without precision: order, focus that is seen, room to aim.

Knows what can be focused, and what a browser does with Tab and arrows; knows no style sheet.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.test_barriers import AXE, WCAG
from tests.browser.test_for_everyone import ZOOMED, shapes
from tests.sitelint import Site

# Pages with the most to aim at, each in its own way. At a desk axe looks at every type of page.
CROWDED = ("", "topics/tariffs/", "measures/tiktok-enforcement-delay/", "events/madrid-talks/",
           "articles/madrid-preview/", "articles/", "changes/")  # fmt: skip

# What Tab reaches, in the order of the document; kept, so that the focus can be found in it.
STOPS = """() => {
  window.stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
    .filter(each => each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true}));
  window.visits = [];
  addEventListener("focusin", ({target}) => window.visits.push(window.stops.indexOf(target)));
  return window.stops.length;
}"""
# What has had the focus, once where it comes to several parts of one field after each other.
VISITS = "() => window.visits.filter((stop, place, all) => stop !== all[place - 1])"
# What has the focus and lies below something that stands fixed over the page, if it does.
COVERED = """() => {
  const at = document.activeElement;
  const fixed = each => each && (["sticky", "fixed"].includes(getComputedStyle(each).position)
    ? each : fixed(each.parentElement));
  const isFree = ({left, right, top, bottom}) => {
    const shown = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return shown && (!fixed(shown) || fixed(shown).contains(at));
  };
  return [...at.getClientRects()].some(isFree) ? null : at.outerHTML.slice(0, 90);
}"""
# What can be reached by Tab and looks the same with the focus as without: it, its label, and what
# is in it. An outline, edge or shadow is what can be seen to come.
UNSEEN = """() => {
  const seen = element => {
    const {outlineStyle, outlineWidth, outlineColor, boxShadow, stroke, strokeWidth, clip} =
      getComputedStyle(element);
    const outline = outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? ""
      : outlineWidth + outlineColor;
    return [outline, boxShadow, stroke === "none" ? "" : stroke + strokeWidth].join();
  };
  const look = each => [each, each.closest("label"), ...each.querySelectorAll("*")]
    .filter(Boolean).map(seen).join();
  return window.stops.filter(each => {
    document.activeElement.blur();
    const before = look(each);
    each.focus();
    return document.activeElement !== each || look(each) === before;
  }).map(each => each.outerHTML.slice(0, 90));
}"""
# One of each kind of thing that can be focused, by its element, its classes and what it stands in.
KINDS = """() => {
  const kind = each => [each.tagName, each.getAttribute("class"), each.parentElement.tagName,
    each.parentElement.getAttribute("class")].join();
  return [...new Map(window.stops.map((each, place) => [kind(each), place])).values()];
}"""
TARGETS = """async () => {
  const told = await axe.run({runOnly: {type: "rule", values: ["target-size"]}});
  const nodes = rules => rules.flatMap(rule => rule.nodes).map(node => node.html.slice(0, 90));
  return [nodes(told.passes).length, nodes([...told.violations, ...told.incomplete])];
}"""
RULES_RUN = """async runOnly => {
  const {passes, violations, incomplete, inapplicable} = await axe.run({runOnly});
  return [passes, violations, incomplete, inapplicable].flat().map(rule => rule.id);
}"""
# What is wider than its box and can be scrolled in it.
SCROLLED = """() => {
  window.scrolled = [...document.querySelectorAll("main *")].filter(each =>
    each.checkVisibility() && each.scrollWidth > each.clientWidth
    && ["auto", "scroll"].includes(getComputedStyle(each).overflowX));
  return window.scrolled.length;
}"""
MOVED = """async box => {
  for (let frame = 0; frame < 60 && !box.scrollLeft; frame += 1)
    await new Promise(requestAnimationFrame);
  return box.scrollLeft;
}"""


def test_tab_follows_the_document_and_leads_out_of_it(our_site: Site, page: Page) -> None:
    """Each stop comes once, in the order of the document; from the last, Tab leaves the page."""
    page.goto(our_site.url)
    stops = list(range(page.evaluate(STOPS)))
    for _ in range(len(stops) + 10):  # a date has four stops in one field
        page.keyboard.press("Tab")
    assert page.evaluate(VISITS)[: len(stops) + 1] == [*stops, 0]


def test_going_back_nothing_with_the_focus_is_covered(
    our_site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    """On a screen of 200% too, what Shift and Tab lead to lies below the heading of the month."""
    page = open_context(**ZOOMED).new_page()
    page.goto(f"{our_site.url}topics/tiktok/")
    covered = []
    for _ in range(page.evaluate(STOPS)):
        page.keyboard.press("Shift+Tab")
        covered.append(page.evaluate(COVERED))
    assert len(covered) > 50
    assert not any(covered), covered


def test_the_focus_is_told_on_every_type_of_page(our_site: Site, page: Page) -> None:
    """Whatever Tab reaches has an outline, an edge or a shadow then that it has not else."""
    faults = {}
    for path in shapes(our_site):
        page.goto(path)
        page.keyboard.press("Tab")  # from here on the browser shows the focus
        assert page.evaluate(STOPS) > 10
        faults[path] = page.evaluate(UNSEEN)
    assert not any(faults.values()), faults


@pytest.mark.parametrize("colours", ["none", "active"])
def test_the_focus_can_be_seen(
    our_site: Site, open_context: Callable[..., BrowserContext], colours: str
) -> None:
    """Of each kind of thing one looks different with the focus, also in forced colours."""
    page = open_context(forced_colors=colours, viewport={"width": 640, "height": 400}).new_page()
    page.goto(our_site.url)
    page.evaluate("document.fonts.ready")
    page.keyboard.press("Tab")
    page.evaluate(STOPS)
    assert [told for place in page.evaluate(KINDS) if (told := unseen(page, place))] == []


def unseen(page: Page, place: int) -> str | None:
    """Return what stands at a stop if its picture is the same with the focus as without."""
    page.evaluate("place => { window.stops[place].focus(); document.activeElement.blur(); }", place)
    before = page.screenshot()
    page.evaluate("place => window.stops[place].focus({preventScroll: true})", place)
    if page.screenshot() != before:
        return None
    html: str = page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
    return html


def test_a_focus_that_is_not_seen_is_found(page: Page) -> None:
    """A link without an outline, or with one in the colour of the paper, is told."""
    page.set_content(
        "<!doctype html><style>a:focus { outline: 3px solid } #a:focus { outline: 0 }"
        "#b:focus { outline-color: white }</style><body style='background: white'>"
        "<a id=a href=/a>a</a> <a id=b href=/b>b</a> <a href=/c>c</a>"
    )
    page.keyboard.press("Tab")
    page.evaluate(STOPS)
    (told,) = page.evaluate(UNSEEN)
    assert 'id="a"' in told
    assert [unseen(page, place) is None for place in range(3)] == [False, False, True]


def test_fingers_find_room_on_a_phone(our_site: Site, page: Page) -> None:
    """Targets are 24 by 24 pixels or stand apart, by axe-core's reading of WCAG 2.5.8."""
    page.set_viewport_size({"width": 390, "height": 800})
    faults = {}
    for path in CROWDED:
        page.goto(our_site.url + path)
        page.evaluate(AXE)
        fine, faults[path] = page.evaluate(TARGETS)
        assert fine > 10
    assert not any(faults.values()), faults
    assert "target-size" in page.evaluate(RULES_RUN, WCAG)


def test_what_scrolls_in_its_box_does_so_by_keyboard(our_site: Site, page: Page) -> None:
    """A chart or a table that is wider than the page is a stop of Tab, and arrows move it."""
    page.set_viewport_size({"width": 640, "height": 800})
    for path in (
        "",
        "topics/tiktok/",
        "measures/tiktok-enforcement-delay/",
        "events/madrid-talks/",
    ):
        page.goto(our_site.url + path)
        assert page.evaluate(SCROLLED)
        for box in page.evaluate_handle("window.scrolled").get_properties().values():
            element = box.as_element()
            assert element is not None
            assert element.evaluate("box => box.tabIndex") == 0
            element.focus()
            page.keyboard.press("ArrowRight")
            assert element.evaluate(MOVED), path
