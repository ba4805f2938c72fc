"""The overview in the browser: real letters, clicks, the keyboard, the record as known on a day.

Where things stand by their numbers is for tests/test_strip.py.
"""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import write
from tests.sitelint import Site
from tests.test_built_site import build
from tests.test_cards import SITE as TWO_SIDED

# Every word of the drawings, with its corners on the screen.
WORDS = """() => document.fonts.ready.then(() =>
  [...document.querySelectorAll("#overview svg text")].map(text => {
    const {left, top, right, bottom} = text.getBoundingClientRect();
    return [text.textContent, left, top + 2, right, bottom - 2];
  }))"""
STOP = """(stop => stop.closest("#overview") && (stop.getAttribute("href") || stop.className))
  (document.activeElement)"""
MARKS = "#overview svg a[tabindex] use"

Word = tuple[str, float, float, float, float]


def on_one_another(words: list[Word]) -> list[tuple[str, str]]:
    """Return pairs of words of which one covers the other."""
    return [
        (one[0], other[0])
        for one, other in combinations(words, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


@pytest.fixture(scope="module")
def crowd(sites: dict[str, Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build and serve 150 events in eighteen months, among them ten talks and ends that moved."""
    names = "Geneva London Stockholm Madrid Kuala-Lumpur Busan Paris Seoul Beijing Ulaanbaatar"
    files = {"site.toml": TWO_SIDED, "measures/m.md": "---\ntitle: The truce\n---\n"}
    for n in range(140):
        day = date(2025, 1, 1) + timedelta(days=n * n % 540)
        by = ("north", "south", "north, south", "")[n % 4]
        until = f"sets: [{{measure: m, value: held, until: {day + timedelta(days=90)}}}]\n"
        head = f"---\ntitle: Event {n}\ndate: {day}\norder: {n}\nby: [{by}]\n"
        files[f"events/e{n}.md"] = f"{head}{until if n % 12 == 0 else ''}---\n"
    for n, name in enumerate(names.split()):
        day = date(2025, 3, 1) + timedelta(days=9 * n)
        title = name.replace("-", " ")
        files[f"events/t{n}.md"] = f"---\ntitle: {title} talks\ndate: {day}\n---\n"
        files[f"rounds/r{n}.md"] = f"---\ntitle: {title}\nevent: t{n}\nnumber: {n + 1}\n---\n"
    ours = sites["negotiations"]
    output = ours.root.parent / "crowd"
    url = ours.url.replace("/negotiations/", "/crowd/")
    content = write(tmp_path_factory.mktemp("crowd"), files)
    build(content, output, "--base-url", url, "--today", "2026-06-01")
    return Site(Path(output), url, "en")


@pytest.mark.parametrize("width", [1440, 390])
def test_no_word_stands_on_another(crowd: Site, our_site: Site, page: Page, width: int) -> None:
    """In our own record, and with 150 events, ten talks close together and a dozen ends."""
    page.set_viewport_size({"width": width, "height": 800})
    for site in (our_site, crowd):
        page.goto(site.url)
        words = page.evaluate(WORDS)
        assert len(words) > 20
        assert on_one_another(words) == []


def test_every_event_has_a_mark_or_a_band(crowd: Site, page: Page) -> None:
    """Of 150 events, 140 marks and ten bands, each leading to an event of the page."""
    page.goto(crowd.url)
    assert page.locator(MARKS).count() == 140
    assert page.locator("#overview svg a:has(.bandr)").count() == 10
    lost = "[...document.querySelectorAll('#overview svg a[href^=\"#\"]')].filter("
    lost += "a => !document.getElementById(a.getAttribute('href').slice(1))).length"
    assert page.evaluate(lost) == 0


def test_words_that_cover_one_another_are_found() -> None:
    """The measure itself tells a clash from words side by side."""
    side_by_side: list[Word] = [("a", 0, 0, 10, 10), ("b", 10, 0, 20, 10), ("c", 0, 10, 10, 20)]
    assert on_one_another(side_by_side) == []
    assert on_one_another([*side_by_side, ("d", 5, 5, 8, 8)]) == [("a", "d")]


def test_a_mark_leads_to_its_event(our_site: Site, no_script: Page) -> None:
    """A click brings the event into view, without a script."""
    no_script.goto(our_site.url)
    mark = no_script.locator("#overview svg a[href='#china-34-percent']")
    mark.scroll_into_view_if_needed()
    mark.locator("use").click()
    expect(no_script.locator("#china-34-percent .t")).to_be_in_viewport()


def test_only_talks_and_rows_are_stops_of_the_keyboard(our_site: Site, page: Page) -> None:
    """Marks and months are in the list below; who tabs through meets talks, rows, and goes on."""
    page.goto(our_site.url)
    page.locator("#overview .head a").focus()
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if not stop:
            break
        stops.append(stop)
    cities = ("geneva", "london", "stockholm", "madrid", "kuala-lumpur")
    talks = [*(f"#{city}-talks" for city in cities), "#busan-meeting", "#paris-talks"]
    talks += ["#seoul-talks", "#beijing-summit"]
    assert stops[:10] == ["strip", *talks]
    assert len(stops) > 15
    assert all("/measures/" in stop for stop in stops[10:])


def test_the_overview_shows_what_was_known(our_site: Site, page: Page) -> None:
    """On a day, later marks and bands are gone, and so are the rows, which tell today's ends."""
    page.goto(our_site.url)
    every = page.locator(f"{MARKS}:visible").count()
    page.goto(f"{our_site.url}?known=2025-05-13")
    then = page.locator(f"{MARKS}:visible").count()
    bands = page.locator("#overview svg a:has(.bandr):visible").count()
    listed = page.locator("article.ev:visible").count()
    assert 0 < then < every
    assert (then, bands) == (listed, 1)
    assert page.locator("#overview svg").nth(1).is_hidden()


def test_what_a_box_hides_leaves_no_mark_and_no_empty_month(
    our_site: Site, no_script: Page
) -> None:
    """By style alone; where every box is empty the page says so."""
    no_script.goto(our_site.url)
    no_script.locator("#p-p1").uncheck()
    assert no_script.locator(f"{MARKS}.p1 >> visible=true").count() == 0
    months = no_script.locator(".month:visible")
    assert 0 < months.count() < no_script.locator(".month").count()
    for month in months.all():
        assert month.locator("article:visible").count()
    expect(no_script.locator(".nothing")).to_be_hidden()
    for box in no_script.locator(".filters input[id^=p-]").all():
        box.uncheck()
    assert no_script.locator("article:visible").count() == 0
    assert no_script.locator(".month:visible").count() == 0
    expect(no_script.locator(".nothing")).to_be_visible()
