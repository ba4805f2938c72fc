"""The live preview in a real browser: a save is seen, styles change in place, problems come and go.

Runs `build.py serve` of a whole copy of this project as a user does, in a process of its own.
"""

import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import OPTIONS, Guard
from tests.previews import put
from tests.test_same_bytes import checkout

# How long a save may take to be seen, in seconds; on a quiet machine it takes a quarter of that.
BOUND = 2.0


class PreviewGuard(Guard):
    """Lets a page talk to livereload, on the server that it came from."""

    livereload = ""

    def _address(self, url: str, home: str) -> None:
        if not self.livereload or url != self.livereload:
            super()._address(url, home)


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fail a test for whatever the guard of all pages does, but for livereload's conversation."""
    guard = PreviewGuard()
    yield guard
    assert guard.troubles == []


@dataclass
class Served:
    """A preview of a copy of this project, a page of it, and how often that was loaded."""

    home: Path
    url: str
    page: Page
    loads: list[str]

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Save a file of the copy with another text."""
        path = self.home / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def settled(self) -> None:
        """Wait until the page has told livereload that it is there."""
        self.page.wait_for_function("() => window.LiveReload?.connector.protocol === 7")


@pytest.fixture
def served(tmp_path: Path, browser: Browser, guard: PreviewGuard) -> Iterator[Served]:
    """Start the preview of a copy of our own content, below a path, and open its first page."""
    home = checkout(tmp_path / "copy")
    where = ("--port", "0", "--base-url", "https://example.org/negotiations/")
    process = subprocess.Popen(
        [sys.executable, "build.py", "serve", *where],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout
        process.stdout.readline()
        url = process.stdout.readline().strip()
        context = opened(browser, guard, url)
        page, loads = context.new_page(), list[str]()
        page.on("load", lambda it: loads.append(it.url))
        page.goto(url)
        it = Served(home, url, page, loads)
        it.settled()
        yield it
        context.close()  # first: a browser would say that its server has gone
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert process.returncode == 0 and "Traceback" not in errors


def opened(browser: Browser, guard: PreviewGuard, url: str) -> BrowserContext:
    """Open a context under the guard, for this server alone."""
    home = url.removesuffix("negotiations/")
    guard.livereload = home.replace("http", "ws") + "livereload"
    options: dict[str, Any] = OPTIONS
    context = browser.new_context(**options)
    context.set_default_timeout(20_000)
    guard.watch(context, home)
    return context


# When the page was loaded, in seconds since 1970: by the browser's own clock, which is ours.
LOADED = """() => {
  const it = performance.getEntriesByType("navigation")[0];
  return (performance.timeOrigin + it.loadEventStart) / 1000;
}"""

EVENT = "---\ntitle: {}\ndate: 2025-05-05\n---\n"


def test_a_save_is_seen_in_the_page_that_is_open(
    served: Served, record_property: Callable[[str, object], None]
) -> None:
    """Nine times, each by one load of the page, and half of them within two seconds at most."""
    name, page = "content/events/2025/test-of-the-preview.md", served.page
    put(served.home, {name: EVENT.format("Edit 0")})
    expect(page.get_by_text("Edit 0", exact=True).first).to_be_attached()
    page.goto(f"{served.url}events/test-of-the-preview/")
    seconds = []
    for number in range(1, 10):
        served.settled()
        before = len(served.loads)
        start = time.time()
        put(served.home, {name: EVENT.format(f"Edit {number}")})
        expect(page.locator("h1")).to_have_text(f"Edit {number}")
        page.wait_for_load_state()
        seconds.append(page.evaluate(LOADED) - start)
        assert len(served.loads) == before + 1
    record_property("median seconds from save to page", statistics.median(seconds))
    sys.stdout.write(f"from save to page: {statistics.median(seconds):.2f} s (median of 9)\n")
    assert statistics.median(seconds) < BOUND


def test_a_style_sheet_is_changed_in_place(served: Served) -> None:
    """What the page holds in memory stays; a template brings a load."""
    page = served.page
    page.evaluate("() => { window.kept = 'since the first load' }")
    served.edit("static/css/base.css", lambda css: f"{css}\nh1 {{ outline-color: #010203; }}\n")
    expect(page.locator("h1").first).to_have_css("outline-color", "rgb(1, 2, 3)")
    assert page.evaluate("() => window.kept") == "since the first load"
    assert len(served.loads) == 1
    served.edit("templates/pages/timeline.html", lambda text: text.replace("<h1>", "<h1>Live: "))
    expect(page.locator("h1").first).to_contain_text("Live: ")
    expect(page.locator("h1").first).to_have_css("outline-color", "rgb(1, 2, 3)")
    assert page.evaluate("() => window.kept ?? 'gone'") == "gone"


def test_problems_come_and_go_by_themselves(served: Served) -> None:
    """All of them are on the page that is open; mended, the page is back where it was."""
    page = served.page
    page.goto(f"{served.url}topics/tiktok/")
    title = page.locator("h1").inner_text()
    served.settled()
    bad = {
        "content/events/bad.md": EVENT.format("T").replace("05-05", "02-30"),
        "content/topics/bad.md": "---\ntitle: T\nsumary: S\n---\n",
    }
    put(served.home, bad)
    expect(page.locator("h1")).to_have_text("2 errors")
    expect(page.locator("main li")).to_contain_text(
        [
            "content/events/bad.md:3:7 error[date] '2025-02-30' is not a real date",
            "content/topics/bad.md:3:1 error[unknown-key] unknown key 'sumary'",
        ]
    )
    excerpts = page.locator("main pre").all_inner_texts()
    assert excerpts[0].splitlines() == ["    3 | date: 2025-02-30", "      |       ^"]
    served.settled()
    assert len(served.loads) == 3
    for name in bad:
        (served.home / name).unlink()
    expect(page.locator("h1")).to_have_text(title)
    served.settled()
    assert page.url == f"{served.url}topics/tiktok/" and len(served.loads) == 4


def test_the_page_of_problems_fits_its_window(served: Served) -> None:
    """On a phone too, with a line that is longer than the window."""
    page = served.page
    page.set_viewport_size({"width": 390, "height": 800})
    long = EVENT.format("T").replace("date", f"{'very ' * 40}long key: x\ndate")
    put(served.home, {"content/events/bad.md": long})
    expect(page.locator("h1")).to_have_text("1 error")
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    excerpt = page.get_by_role("region", name="Errors").locator("pre")
    assert excerpt.evaluate("it => getComputedStyle(it).fontFamily") == "monospace"
    served.settled()
