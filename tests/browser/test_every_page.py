"""What a reader meets on every type of page: it fits, it is quiet, the keyboard skips to its words.

Knows addresses only by their form: a type of page that is new is looked at too.
"""

from collections.abc import Iterable, Iterator

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


# Puts the words of another page in the place of this one's, where both have the same style sheets:
# all that a page needs is loaded then, and a thousand of them take seconds.
SHOW = """html => {
  const styles = page => [...page.querySelectorAll("link[rel=stylesheet]")]
    .map(link => link.getAttribute("href")).join();
  const other = new DOMParser().parseFromString(html, "text/html");
  if (styles(other) !== styles(document)) return false;
  for (const {name, value} of other.documentElement.attributes)
    document.documentElement.setAttribute(name, value);
  document.body.replaceWith(document.adoptNode(other.body));
  return true;
}"""


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
    """A long word or address on a single page is enough, so each is shown."""
    faults = []
    no_script.set_viewport_size({"width": 390, "height": 800})
    no_script.goto(our_site.url)
    for path in paths(our_site):
        if not no_script.evaluate(SHOW, our_site.pages[path].text):
            faults.append(f"{path} has style sheets of its own")
        elif fault := no_script.evaluate(TOO_WIDE, 390):
            faults.append(f"{path}: {fault}")
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


def test_a_page_too_wide_is_found_in_the_place_of_another(page: Page) -> None:
    """It is laid out as if it had been opened; one with other style sheets is not shown."""
    made = "<!doctype html><html lang={}><head>{}</head><body>{}</body></html>"
    page.set_viewport_size({"width": 390, "height": 800})
    page.set_content(made.format("en", "", "<p>fits</p>"))
    assert page.evaluate(SHOW, made.format("ar", "", "<p style='width: 500px'>wide</p>"))
    assert "500" in str(page.evaluate(TOO_WIDE, 390))
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert not page.evaluate(SHOW, made.format("en", "<link rel=stylesheet href=x.css>", "fits"))


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
