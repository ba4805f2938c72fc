"""Whom a page shuts out: what axe-core finds in light and in dark, and faint words in drawings.

Knows no page by name: of each type the one with most on it is looked at.
"""

from collections.abc import Iterator
from importlib import resources
from typing import Literal, TypedDict

import pytest
from playwright.sync_api import Page

from tests.browser.test_every_page import largest
from tests.sitelint import Site

# axe-core's rules by what they hold to; colours are looked at again in the dark.
Rules = dict[str, str | list[str]]
TAGS = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice"
WCAG: Rules = {"type": "tag", "values": TAGS.split()}
COLOURS: Rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN_AXE = "async runOnly => await axe.run({runOnly, resultTypes: ['violations', 'incomplete']})"

# Words in a drawing, of which axe can tell nothing, that are fainter than 4.5 to 1 on the page's
# own ground; what is drawn between the two is not looked at. A canvas knows every way to write a
# colour.
FAINT_IN_DRAWINGS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const paint = colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); };
  const light = () => [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = element => {
    if (element.parentElement) ground(element.parentElement);
    paint(getComputedStyle(element).backgroundColor);
  };
  return [...document.querySelectorAll("svg text, svg tspan")].filter(element => {
    if (!element.checkVisibility() || !element.textContent.trim()) return false;
    paint(matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white");
    ground(element);
    const below = light();
    paint(getComputedStyle(element).fill);
    const [low, high] = [below, light()].sort((one, other) => one - other);
    return (high + 0.05) / (low + 0.05) < 4.5;
  }).map(element => element.outerHTML.slice(0, 90));
}"""

Scheme = Literal["light", "dark"]


class Node(TypedDict):
    """An element that axe names."""

    html: str


class Finding(TypedDict):
    """What axe says of one rule on one page."""

    id: str
    nodes: list[Node]


def barriers(page: Page, scheme: Scheme, rules: Rules) -> Iterator[str]:
    """Yield what axe finds on the page as it is, and every contrast that neither of us can tell."""
    page.emulate_media(color_scheme=scheme)
    told: dict[str, list[Finding]] = page.evaluate(RUN_AXE, rules)
    unsure = [rule for rule in told["incomplete"] if rule["id"] == "color-contrast"]
    for rule in told["violations"] + unsure:
        for node in rule["nodes"]:
            if rule not in unsure or not node["html"].startswith(("<text", "<tspan")):
                yield f"{page.url} in {scheme}: {rule['id']}: {node['html'][:90]}"
    for html in page.evaluate(FAINT_IN_DRAWINGS):
        yield f"{page.url} in {scheme}: faint in a drawing: {html}"


def shut_out(site: Site, page: Page) -> list[str]:
    """Return what axe finds on each type of page, in light and, of colours, in dark."""
    faults: list[str] = []
    for path in largest(site).values():
        page.goto(path)
        page.evaluate(AXE)
        faults += [*barriers(page, "light", WCAG), *barriers(page, "dark", COLOURS)]
    return faults


@pytest.mark.parametrize("width", [390, 1440])
def test_no_type_of_page_shuts_anyone_out(site: Site, page: Page, width: int) -> None:
    """By axe-core, pages keep WCAG 2.2 AA and its own best practice, in light and in dark."""
    page.set_viewport_size({"width": width, "height": 800})
    faults = shut_out(site, page)
    assert not faults, "\n".join(faults)


def test_a_barrier_is_found(page: Page) -> None:
    """Faint words are found in the scheme in which they are faint, a picture without words too."""
    page.set_content(
        "<!doctype html><html lang=en><title>T</title><style>"
        "@media (prefers-color-scheme: dark) { p { color: #444; background: #333 } }</style>"
        "<main><h1>T</h1><p>faint</p></main>"
    )
    page.evaluate(AXE)
    assert list(barriers(page, "light", WCAG)) == []
    (faint,) = barriers(page, "dark", COLOURS)
    assert "color-contrast: <p>faint</p>" in faint
    page.evaluate("document.querySelector('p').outerHTML = '<img>'")
    assert any("image-alt" in told for told in barriers(page, "light", WCAG))


@pytest.mark.parametrize(
    ("fill", "faint"),
    [
        ("#767676", False),  # 4.54 to 1 on white
        ("#777", True),  # 4.48 to 1
        ("oklch(0.95 0 0)", True),
        ("rgb(0 0 0 / 0.4)", True),
    ],
)
def test_a_faint_word_in_a_drawing_is_found(page: Page, fill: str, faint: bool) -> None:
    """Against the page's own ground, in whatever way the colour is written."""
    page.set_content(
        "<!doctype html><body style='background: #fff'>"
        f"<svg role=img aria-label=D><text y=20 style='fill: {fill}'>word</text></svg>"
    )
    assert bool(page.evaluate(FAINT_IN_DRAWINGS)) == faint
