"""What a reader meets on every type of page: it fits, it is quiet, it can be used by keyboard.

Knows addresses only by their form: a type of page that is new is looked at too.
"""

from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Literal, TypedDict

import pytest
from playwright.sync_api import Page

from tests.sitelint import Site

WIDTHS = (320, 390, 1440)  # the narrowest that WCAG 1.4.10 asks for, a phone, a desk
LISTS = ("events", "articles", "topics", "people", "places", "rounds", "measures", "kinds")
TYPES = {"", "about/", "data/", "404.html", *(f"{list}/" for list in LISTS)}
TYPES |= {f"{list}/…/" for list in LISTS}

# The width of the page if it is too wide, and the first thing that sticks out of it. What scrolls
# or is cut off in a box of its own is no fault. Letters have their width once their font is there.
TOO_WIDE = """async width => {
  await document.fonts.ready;
  const boxed = element => element !== document.body
    && (getComputedStyle(element).overflowX !== "visible" || boxed(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].find(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && !boxed(element);
  });
  const wide = document.documentElement.scrollWidth;
  if (wide <= width && !out) return null;
  return `${wide} wide: ` + (out ? out.outerHTML.slice(0, 80) : "");
}"""

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


def paths(site: Site) -> list[str]:
    """Return the path of every page but those that lead on to another."""
    return [path for path, page in site.pages.items() if not page.is_redirect]


def type_of(site: Site, path: str) -> str:
    """Return the form of a page's address: topics/… for every topic."""
    first, slash, rest = path.removeprefix(site.base).partition("/")
    return first + slash + "…/" * rest.count("/")


def largest(site: Site) -> dict[str, str]:
    """Return of each type of page the one with most on it."""
    by_size = sorted(paths(site), key=lambda path: len(site.pages[path].text))
    return {type_of(site, path): path for path in by_size}


def too_wide(page: Page, paths: Iterable[str], width: int) -> Iterator[str]:
    """Yield the pages that can be scrolled sideways, and what sticks out."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in paths:
        page.goto(path)
        if fault := page.evaluate(TOO_WIDE, width):
            yield f"{path} at {width}: {fault}"


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


def test_every_type_of_page_is_looked_at(site: Site) -> None:
    """The tests below find a page of each type, in both sites."""
    assert set(largest(site)) >= TYPES


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_sticks_out_of_a_page_without_scripts(
    site: Site, no_script: Page, width: int
) -> None:
    """No type of page scrolls sideways, on whatever screen."""
    faults = list(too_wide(no_script, largest(site).values(), width))
    assert not faults, "\n".join(faults)


def test_no_page_of_ours_is_too_wide_for_a_phone(our_site: Site, no_script: Page) -> None:
    """A long word or address on a single page is enough, so each is opened."""
    faults = list(too_wide(no_script, paths(our_site), 390))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_is_quiet_and_shows_its_title(site: Site, page: Page, width: int) -> None:
    """With scripts on, no page says anything to the console, which the guard holds."""
    page.set_viewport_size({"width": width, "height": 800})
    for path in largest(site).values():
        page.goto(path)
        assert page.locator("h1").is_visible(), path


def test_a_page_too_wide_is_found(page: Page) -> None:
    """The measure itself tells what fits from what does not, and from what scrolls in its box."""
    wide = "<p style='width: 500px'>wide</p>"
    verdicts = []
    for html in ("<p>fits</p>", wide, f"<div style='overflow-x: auto'>{wide}</div>"):
        page.set_viewport_size({"width": 390, "height": 800})
        page.set_content(f"<!doctype html><body>{html}</body>")
        verdicts.append(page.evaluate(TOO_WIDE, 390) is None)
    assert verdicts == [True, False, True]


def test_the_first_tab_offers_the_content(site: Site, page: Page) -> None:
    """Who uses the keyboard skips the navigation with Tab and Enter, and goes on from there."""
    page.set_viewport_size({"width": 390, "height": 400})
    page.goto(site.url)
    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    assert link.evaluate("link => link === document.activeElement")
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.url == f"{site.url}#main"
    top = page.evaluate("document.querySelector('main').getBoundingClientRect().top")
    assert 0 <= top < 200  # in the upper half, whatever stands fixed above it
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [390, 1440])
def test_no_type_of_page_shuts_anyone_out(site: Site, page: Page, width: int) -> None:
    """By axe-core, pages keep WCAG 2.2 AA and its own best practice, in light and in dark."""
    page.set_viewport_size({"width": width, "height": 800})
    faults = []
    for path in largest(site).values():
        page.goto(path)
        page.evaluate(AXE)
        faults += [*barriers(page, "light", WCAG), *barriers(page, "dark", COLOURS)]
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
