"""The record reaches every reader whole: zoomed, without scripts, in order, in its own tongue.

Knows what timeline.json says of the record, and how long an A4 page or a phone is; knows no style
sheet. Colours, keyboard and print have files of their own beside this one.
"""

import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypedDict

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from selectolax.lexbor import LexborNode

from tests.browser.test_every_page import TOO_WIDE, largest
from tests.sitelint import Site

# A window of 1280 by 800 in which everything was made twice as large; the same, a desk and a phone.
ZOOMED = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
SCREENS = ((640, 400), (1440, 900), (390, 800))

# The events whose heading a reader does not see after a link has led to them: at its start, in its
# middle and at its end, something else covers it, or it lies out of sight.
HIDDEN_TARGETS = """ids => ids.filter(id => {
  location.hash = id;
  const event = document.getElementById(id);
  const lines = [...event.querySelector("h2, h3, h4").firstElementChild.getClientRects()];
  const corners = ({left, right, top, bottom}) =>
    [[left + 1, top + 1], [(left + right) / 2, (top + bottom) / 2], [right - 1, bottom - 1]];
  return !lines.flatMap(corners).every(([x, y]) => event.contains(document.elementFromPoint(x, y)));
})"""

# Where each event stands on the page, in the order of the document. A month, not a day, is when an
# event happened of which no more is known.
PLACES = """() => [...document.querySelectorAll("#timeline article")].map(event => {
  const {left, right, top, bottom} = event.getBoundingClientRect();
  const [day] = [...event.querySelectorAll("time")].map(time => time.dateTime);
  return {id: event.id, day, left, right, top: top + scrollY, bottom: bottom + scrollY};
})"""

WORDS = "() => document.body.innerText.split(/\\s+/).filter(Boolean)"
# What scripts add to a page; it goes, and is told.
TAKE_AWAY = """() => {
  const added = [...document.querySelectorAll("[data-theme-switch], [data-known-form]")];
  const words = added.map(each => each.innerText.split(/\\s+/).filter(Boolean).join(" "));
  for (const each of added) each.remove();
  return words;
}"""

# The three types of page that load more than the theme, and others that differ most.
WITH_AND_WITHOUT = ("", "topics/tiktok/", "measures/tiktok-enforcement-delay/", "measures/",
                    "events/madrid-talks/", "articles/madrid-preview/")  # fmt: skip
# Letters that are not Latin, by the languages that write them.
SCRIPTS = {"CJK": "zh", "ARABIC": "ar"}

# Lists of links that are made alike, and pages of a list of events: one of each is enough.
ALIKE = {"kinds/", "topics/", "places/", "measures/", "rounds/", "people/", "kinds/…/", "places/…/"}


class Place(TypedDict):
    """Where an event stands on the page, in pixels, and the first day or month that it names."""

    id: str
    day: str
    left: float
    right: float
    top: float
    bottom: float


def shapes(site: Site) -> list[str]:
    """Return the path of one page of each shape: of each type, but for those that are alike."""
    return [path for kind, path in largest(site).items() if kind not in ALIKE]


def test_a_link_to_an_event_leads_below_the_heading_of_its_month(
    our_site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    """The month stands fixed above; the heading of the event can be read, on whatever screen."""
    page = open_context(**ZOOMED).new_page()
    ids = [str(event["id"]) for event in our_site.record["events"]]
    page.goto(f"{our_site.url}#{ids[-1]}")
    expect(page.locator(f"#{ids[-1]} .t")).to_be_in_viewport(ratio=1)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(HIDDEN_TARGETS, ids) == [], f"at {width} by {height}"


def test_at_twice_the_size_nothing_sticks_out(
    our_site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    """At 200% a page of 1280 is 640 wide, and still scrolls in one direction alone."""
    page = open_context(**ZOOMED, java_script_enabled=False).new_page()
    faults = {}
    for path in shapes(our_site):
        page.goto(path)
        faults[path] = page.evaluate(TOO_WIDE, 640)
    assert not any(faults.values()), faults


def test_boxes_hide_a_side_without_scripts_and_by_keyboard(
    sites: dict[str, Site], no_script: Page
) -> None:
    """From the link past the chart Tab leads to the boxes; Space hides a side or brings it back."""
    for name in ("negotiations", "nile"):
        no_script.goto(sites[name].url)
        events = no_script.locator("#timeline article:visible")
        everything = events.count()
        no_script.locator("#overview a[href='#timeline']").focus()
        no_script.keyboard.press("Enter")
        boxes = no_script.get_by_role("checkbox").all()
        assert len(boxes) > 1
        for box in boxes:
            no_script.keyboard.press("Tab")
            expect(box).to_be_focused()
            expect(box).to_be_checked()
            count = int(box.locator("xpath=..").locator(".num").inner_text())
            no_script.keyboard.press("Space")
            expect(events).to_have_count(everything - count)
            no_script.keyboard.press("Space")
            expect(events).to_have_count(everything)


def test_a_box_hides_those_who_acted(our_site: Site, no_script: Page) -> None:
    """What goes is what that side did by the record; what another did stays."""
    sides = {("us",): "United States", ("china",): "China", ("china", "us"): "Both sides"}
    whose = {
        str(event["id"]): sides.get(tuple(sorted(map(str, by))), "Third party")
        for event in our_site.record["events"]
        if isinstance(by := event["by"], list)
    }
    no_script.goto(our_site.url)
    shown = (
        "[...document.querySelectorAll('article')].filter(e => e.checkVisibility()).map(e => e.id)"
    )
    for side in dict.fromkeys(whose.values()):
        box = no_script.get_by_role("checkbox", name=side)
        box.uncheck()
        assert no_script.evaluate(shown) == [id for id in whose if whose[id] != side]
        box.check()


def test_chips_lead_to_pages_with_as_many_events_as_they_say(our_site: Site) -> None:
    """A chip is a link: to the page of a topic, a kind or a person, which lists the events."""
    start = our_site.pages[our_site.base].tree
    chips = [chip for chip in start.css("#timeline a.chip") if chip.css_first(".num")]
    assert len(chips) > 10
    for chip in chips:
        page = our_site.pages[chip.attributes["href"] or ""].tree
        title, listed = page.css_first("h1"), page.css("#timeline article")
        assert title is not None
        assert chip.text().split() == [*title.text().split(), str(len(listed))]


def test_the_document_is_in_the_order_of_time(our_site: Site) -> None:
    """The first day of each event in the document is no earlier than that of the one before."""
    starts = {event["id"]: str(event["earliest"]) for event in our_site.record["events"]}
    listed = our_site.pages[our_site.base].tree.css("#timeline article")
    order = [starts[event.attributes["id"]] for event in listed]
    assert len(order) == len(starts)
    assert order == sorted(order)


def test_what_is_seen_is_in_the_order_of_time(our_site: Site, no_script: Page) -> None:
    """In each column events follow each other downwards, and none stands above an earlier one."""
    for path in ("", "topics/tariffs/"):
        no_script.goto(our_site.url + path)
        for width, height in SCREENS:
            no_script.set_viewport_size({"width": width, "height": height})
            assert list(out_of_order(no_script)) == [], f"{path} at {width}"


def out_of_order(page: Page) -> Iterator[str]:
    """Yield what stands above an event before it, or below the start of it in the same column."""
    places: list[Place] = page.evaluate(PLACES)
    for before, after in pairwise(places):
        if after["top"] < before["top"] - 1:
            yield f"{after['id']} is higher than {before['id']}"
    for place, after in enumerate(places):
        for before in places[:place]:
            share = min(before["right"], after["right"]) - max(before["left"], after["left"])
            if share > 1 and after["top"] < before["bottom"] - 1:
                yield f"{after['id']} begins beside {before['id']}"


def test_an_event_out_of_order_is_found(page: Page) -> None:
    """One that lies on another is told, one that stands higher too; two side by side are not."""
    page.set_viewport_size({"width": 800, "height": 600})
    html = (
        "<section id=timeline style='display: grid; grid-template-columns: 1fr 1fr; height: 300px'>"
        "<article id=a style='grid-area: 1 / 1'></article><article id=b></article></section>"
    )
    told = []
    for area in ("1 / 2", "2 / 1", "1 / 1"):
        page.set_content(f"<!doctype html>{html}")
        page.locator("#b").evaluate("(b, area) => { b.style.gridArea = area; }", area)
        told.append(list(out_of_order(page)))
    page.locator("#a").evaluate("a => { a.style.gridArea = '2 / 2'; }")
    told.append(list(out_of_order(page)))
    assert told == [[], [], ["b begins beside a"], ["b is higher than a"]]


def test_a_reply_of_the_same_day_faces_the_move(our_site: Site, no_script: Page) -> None:
    """At a desk two that follow each other, on one day and from two sides, stand level."""
    no_script.set_viewport_size({"width": 1440, "height": 900})
    no_script.goto(our_site.url)
    facing: list[tuple[Place, Place]] = []
    places: list[Place] = no_script.evaluate(PLACES)
    for before, after in pairwise(places):
        apart = before["right"] <= after["left"] or after["right"] <= before["left"]
        is_taken = bool(facing) and facing[-1][1] is before  # it faces the one before it
        if before["day"] == after["day"] and apart and not is_taken:
            facing.append((before, after))
    assert len(facing) > 1
    for before, after in facing:
        assert before["top"] == pytest.approx(after["top"], abs=1), after["id"]


def test_a_page_is_whole_without_scripts(our_site: Site, page: Page, no_script: Page) -> None:
    """Scripts add the switch of the theme, and the field that asks for a day; not a word more.

    On the day of the build: on a later one they bring the days left up to it.
    """
    page.clock.set_fixed_time("2026-01-15T12:00:00Z")
    fields = set()
    for path in (our_site.url + each for each in WITH_AND_WITHOUT):
        page.goto(path)
        theme, *known = page.evaluate(TAKE_AWAY)
        assert theme == "Dark theme"
        fields.update(known)
        no_script.goto(path)
        assert page.evaluate(WORDS) == no_script.evaluate(WORDS), path
    assert fields == {"As known on Show Previous news Next news"}


def test_words_in_other_scripts_say_their_language(site: Site) -> None:
    """A letter that English does not write stands in an element with the language that does."""
    faults = [
        f"{page.path}: {words} in {language}"
        for page in site.pages.values()
        for words, language in foreign(page.tree.css_first("html"))
    ]
    assert not faults, "\n".join(faults)


def test_there_are_words_in_other_scripts(our_site: Site) -> None:
    """Chinese names stand on our pages, marked as simplified Chinese."""
    pages = [page for page in our_site.pages.values() if page.tree.css('[lang="zh-Hans"]')]
    assert len(pages) > 10


def foreign(html: LexborNode | None) -> Iterator[tuple[str, str]]:
    """Yield the words of a page in a script that their language does not write.

    A page's title in its head can say no language of its own.
    """
    for node in html.traverse(include_text=True) if html else ():
        words = (node.text_content or "").strip()
        if node.parent is None or node.parent.tag == "title":
            continue
        for script, language in SCRIPTS.items():
            if any(unicodedata.name(letter, "").startswith(script) for letter in words):
                told = language_of(node.parent)
                if told.partition("-")[0] != language:
                    yield words[:40], told


def language_of(node: LexborNode | None) -> str:
    """Return the language that the nearest element around tells."""
    while node is not None and not node.attributes.get("lang"):
        node = node.parent
    return (node and node.attributes.get("lang")) or ""
