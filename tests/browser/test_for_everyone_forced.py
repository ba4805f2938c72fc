"""What the reader's system asks for beyond light and dark: its own few colours, and no motion.

Knows how a canvas reads colours and pictures, and which marks carry meaning; no colour by name.
"""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_barriers import FAINT_IN_DRAWINGS
from tests.sitelint import Site

Open = Callable[..., BrowserContext]

# How strongly the marks of a page stand out from its ground: squares and circles beside words, and
# those of the overview. A mark that is hollow has its shape from its edge.
CONTRASTS = """selector => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const light = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  };
  const ground = light(getComputedStyle(document.body).backgroundColor);
  const contrast = colour => {
    const [low, high] = [light(colour), ground].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05);
  };
  const marks = [...document.querySelectorAll(selector)].filter(mark => mark.checkVisibility());
  return marks.map(mark => {
    const {fill, stroke} = getComputedStyle(mark);
    return [contrast(fill), stroke === "none" ? contrast(fill) : contrast(stroke)];
  });
}"""
MARKS = "main svg[aria-hidden] > use, #overview use, #overview .bandr, #overview .flag"

# Of each box of a picture, the number of pixels that stand out by 3 to 1 from its commonest colour.
INK = """async ([picture, boxes]) => {
  const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width, image.height)
    .getContext("2d", {willReadFrequently: true});
  canvas.drawImage(image, 0, 0);
  const light = colour => colour.split(",").map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  return boxes.map(box => {
    const {data} = canvas.getImageData(...box);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      const colour = data.slice(at, at + 3).join();
      counts.set(colour, (counts.get(colour) || 0) + 1);
    }
    const ground = light([...counts].sort((one, other) => other[1] - one[1])[0][0]);
    const isInk = ([colour]) => {
      const [low, high] = [light(colour), ground].sort((one, other) => one - other);
      return (high + 0.05) / (low + 0.05) >= 3;
    };
    return [...counts].filter(isInk).reduce((sum, [, count]) => sum + count, 0);
  });
}"""
BOXES = """elements => elements.map(element => {
  const {left, top, width, height} = element.getBoundingClientRect();
  return [left, top, Math.max(width, 1), Math.max(height, 1)].map(Math.round);
})"""

WORDS_ALONE = """() => document.querySelectorAll("#overview svg *").forEach(each => {
  if (each.matches("text, text *")) each.style.cssText = "text-decoration: none; stroke: none";
  else if (!each.querySelector("text")) each.style.visibility = "hidden";
})"""
COLOURS_OF = "all => [...new Set(all.map(element => getComputedStyle(element).color))]"

# What the style sheets move, as the browser understands them.
MOVES = """() => {
  const names = ["transition-duration", "animation-name", "scroll-behavior"];
  const moves = ({style}) => names.map(name => style?.getPropertyValue(name)).filter(Boolean);
  const told = rule => [...moves(rule), ...[...(rule.cssRules || [])].flatMap(told)];
  return [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].flatMap(told));
}"""
JUMP = """() => {
  [...document.querySelectorAll("#timeline article a[href^='#']")].at(-1).click();
  return scrollY;
}"""


def ink(page: Page, elements: Locator) -> list[int]:
    """Return of each element the number of pixels that stand out from its ground."""
    elements.first.scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready")
    picture = base64.b64encode(page.screenshot()).decode()
    counts: list[int] = page.evaluate(INK, [picture, elements.evaluate_all(BOXES)])
    return counts


@pytest.fixture
def forced(request: pytest.FixtureRequest, our_site: Site, open_context: Open) -> Page:
    """Return a page on which the system's dark colours are forced, or with "light" its light ones.

    On the dark one the reader has chosen the light theme, before the system was changed.
    """
    scheme = getattr(request, "param", "dark")
    chosen = {"name": "theme", "value": "light"}
    kept = {"origin": our_site.url.removesuffix("/negotiations/"), "localStorage": [chosen]}
    context = open_context(
        forced_colors="active",
        color_scheme=scheme,
        viewport={"width": 1440, "height": 1000},
        storage_state={"origins": [kept]} if scheme == "dark" else None,
    )
    return context.new_page()


@pytest.mark.parametrize("forced", ["light", "dark"], indirect=True)
def test_marks_stand_out_in_forced_colours(our_site: Site, forced: Page) -> None:
    """Who acted, how many sources there are, each mark of the overview, and where a date stands."""
    forced.goto(our_site.url)
    contrasts = forced.evaluate(CONTRASTS, MARKS)
    assert len(contrasts) > 100
    assert min(edge for _, edge in contrasts) >= 3
    last_steps = forced.locator("ol.ladder li:last-child").evaluate_all(
        "steps => steps.map(step => getComputedStyle(step, '::before').backgroundColor)"
    )
    assert last_steps
    assert forced.evaluate("getComputedStyle(document.body).backgroundColor") not in last_steps


@pytest.mark.parametrize("forced", ["light", "dark"], indirect=True)
def test_a_single_source_stays_hollow_in_forced_colours(river_site: Site, forced: Page) -> None:
    """The one mark whose inside says something differs from the others there too."""
    forced.goto(river_site.url)
    hollow = forced.evaluate(CONTRASTS, "#overview use.one")
    assert hollow
    for inside, edge in hollow:
        assert inside < 3 <= edge


def test_quotations_and_links_are_told_in_forced_colours(our_site: Site, forced: Page) -> None:
    """Yellow is gone there, a line around the words is not; links have the system's colour."""
    for path in ("events/madrid-talks/", "articles/madrid-preview/"):
        forced.goto(our_site.url + path)
        outlines = forced.locator("main mark").evaluate_all(
            "marks => marks.map(mark => getComputedStyle(mark).outline)"
        )
        assert outlines
        assert not [told for told in outlines if "solid" not in told or "0px" in told]
        links = forced.locator("main a:visible").evaluate_all(COLOURS_OF)
        forced.locator("main").evaluate("main => { main.style.color = 'LinkText'; }")
        assert links == forced.locator("main").evaluate_all(COLOURS_OF)


def test_words_in_drawings_can_be_read_in_forced_colours(our_site: Site, forced: Page) -> None:
    """Neither the ground of the page nor what is drawn below them swallows a word."""
    for path, drawing in (("", "#overview"), ("topics/tiktok/", "figure")):
        forced.goto(our_site.url + path)
        assert forced.evaluate(FAINT_IN_DRAWINGS) == []
        forced.locator(drawing).first.evaluate("it => it.scrollIntoView()")
        words = forced.locator(drawing).first.locator("text:visible")
        assert words.count() > 5
        assert min(ink(forced, words)) > 0


def test_a_box_says_whether_it_is_checked_in_forced_colours(river_site: Site, forced: Page) -> None:
    """A side that is hidden looks different from one that is shown, under the pointer too."""
    forced.goto(river_site.url)
    label = forced.locator("label:has(input)").first
    pictures = []
    for _ in range(2):
        label.click()
        pictures.append(label.screenshot())
    assert pictures[0] != pictures[1]


def test_no_word_of_the_overview_is_painted_over(our_site: Site, page: Page) -> None:
    """Its letters show as much as they do alone: no line through or around takes them away."""
    page.set_viewport_size({"width": 1440, "height": 1600})  # all of it at once
    page.goto(our_site.url)
    words = page.locator("#overview text:visible")
    drawn = ink(page, words)
    page.evaluate(WORDS_ALONE)
    alone = ink(page, words)
    assert len(alone) > 20
    for text, seen, letters in zip(words.all_text_contents(), drawn, alone, strict=True):
        assert seen > letters * 0.9 > 0, text  # the ground is a little darker here and there


def test_ink_is_what_stands_out(page: Page) -> None:
    """A faint word has none; of a dark line around a square each pixel counts."""
    page.set_content(
        "<!doctype html><body style='background: #fff'><b style='color: #eee'>faint</b>"
        "<b style='display: block; width: 20px; height: 20px; border: solid 2px #333'></b>"
    )
    assert ink(page, page.locator("b")) == [0, 24 * 24 - 20 * 20]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_but_the_page_itself(our_site: Site, open_context: Open, motion: str) -> None:
    """A link within the page scrolls to its place; at once for who asks for less motion."""
    page = open_context(reduced_motion=motion).new_page()
    page.goto(f"{our_site.url}topics/tiktok/")
    assert page.evaluate(MOVES) == ["smooth"]
    assert (page.evaluate(JUMP) > 0) == (motion == "reduce")
    expect(page.locator("#timeline article").last).to_be_in_viewport()
