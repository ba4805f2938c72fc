"""Pages in their less usual states: long words and names, odd dates, nobody and nothing.

Knows content files; what must hold on any page is for test_every_page.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.test_barriers import AXE, WCAG, barriers
from tests.browser.test_every_page import too_wide
from tests.conftest import Files, write
from tests.sitelint import Site
from tests.test_built_site import build

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NAME = "The Northern Bank and its Associated Islands beyond the Second Weir"
SITE = f"""
title = "The long question of who may close the bridge between the two banks, and {LONG_WORD}"
base_url = "https://example.org/"
language = "en"
[[parties]]
id = "north"
name = "{LONG_NAME}"
[[parties]]
id = "south"
name = "South"
[[kinds]]
id = "talks"
name = "Talks"
"""


def event(title: str, date: str, more: str = "") -> str:
    """Return an event's file."""
    return f'---\ntitle: "{title}"\ndate: "{date}"\n{more}---\n'


ODD: Files = {
    "site.toml": SITE,
    "events/month.md": event(f"A title as long as one can be, with {LONG_WORD}", "2025-02"),
    "events/either.md": event("Either day", "[2025-02-05,2025-02-07]", "by: north\nweight: lead\n"),
    "events/uncertain.md": event("Uncertain", "2025-02-15?", "by: south\nweight: brief\n"),
    "events/about.md": event("About", "2025-02-26~", "by: [north, south]\n"),
    "events/nobody.md": event("Nobody's two days", "2025-02-18/2025-02-19", "topics: long\n"),
    "events/year.md": event("A year", "2025", "by: south\n"),
    "events/open.md": event("Since then", "2025-03-01/..", "by: north\n"),
    "events/talks.md": event(
        LONG_WORD, "2025-03-03", "kind: talks\nsets: {measure: m, until: '..'}\n"
    ),
    "events/some-day.md": event("On some day", "../..", "by: north\n"),
    "rounds/talks.md": f"---\ntitle: {LONG_WORD}\nevent: talks\n---\n",
    "topics/long.md": f"---\ntitle: {LONG_WORD}\n---\n",
    "topics/none.md": "---\ntitle: Of nothing\n---\n",
    "measures/m.md": f"---\ntitle: {LONG_NAME}\n---\n",
    "measures/unset.md": "---\ntitle: Never set\n---\n",
    "people/p.md": f"---\ntitle: {LONG_WORD}\nrole: {LONG_NAME}\nparty: north\n---\n",
    "places/p.md": f"---\ntitle: {LONG_WORD}\n---\n",
}
PLAIN = 'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n'
STATES: dict[str, Files] = {
    "odd": ODD,
    "one": {"site.toml": PLAIN, "events/a.md": event("The only one", "2025-02-05")},
    "none": {"site.toml": PLAIN},
}


@pytest.fixture(scope="module", params=STATES)
def state(
    request: pytest.FixtureRequest,
    sites: dict[str, Site],
    tmp_path_factory: pytest.TempPathFactory,
) -> Site:
    """Build and serve each of the odd sites in turn."""
    ours = sites["negotiations"]
    url = ours.url.replace("/negotiations/", f"/{request.param}/")
    output = Path(ours.root.parent, request.param)
    content = write(tmp_path_factory.mktemp(request.param), STATES[request.param])
    build(content, output, "--base-url", url)
    return Site(output, url, "en")


@pytest.mark.parametrize("width", [320, 1024])
def test_nothing_sticks_out(state: Site, no_script: Page, width: int) -> None:
    """Long words break, long names wrap; nothing scrolls sideways."""
    paths = [path for path, page in state.pages.items() if not page.is_redirect]
    faults = list(too_wide(no_script, paths, width))
    assert not faults, "\n".join(faults)


def test_nobody_is_shut_out(state: Site, page: Page) -> None:
    """By axe-core, on the start page, and where there is nothing to show."""
    faults: list[str] = []
    for path in ("", "topics/", "topics/none/", "measures/unset/"):
        if f"{state.base}{path}" not in state.pages:
            continue
        page.goto(f"{state.url}{path}")
        page.evaluate(AXE)
        faults += barriers(page, "light", WCAG)
    assert not faults, "\n".join(faults)
