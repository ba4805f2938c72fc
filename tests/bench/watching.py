"""From saving an event to seeing it: in what a server answers, and in a page that is open.

Knows http and a browser; which server it is tells the tool. A server has its own page and the
topic's page asked of it before each save, as somebody has who reads them while writing.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from playwright.sync_api import Page, sync_playwright

from tests.bench.builds import Site
from tests.bench.processes import Failure, free_port, served, wait_until_quiet
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS

# Saves to one server; seconds from one question to the next, until a save that is not seen fails
# the bench, and for which a server may go on working before it is asked.
SAVES, ASK, LIMIT, SETTLE = 3, 0.005, 120.0, 15.0

LISTENS = "() => window.LiveReload?.connector.protocol === 7"
SHOWS = "word => document.querySelector('h1')?.textContent.includes(word) ?? false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Seconds from a save: to the event's own page as served, and to its topic's page."""

    page: float
    topic: float


def answered(site: Site, server: str) -> list[Seen]:
    """Save the middle event some times and tell when its server answered with what is new."""
    own, topic = site.page("events/{event}/"), site.page("topics/{topic}/")
    with _ready(site, server) as (pid, port):
        found = []
        for _ in range(SAVES):
            for path in (own, topic):
                _asked(port, path)
            _pause(pid)
            start = time.monotonic()
            mark = site.edit()
            page = _seen(port, own, mark, start)
            found.append(Seen(page=page, topic=_seen(port, topic, mark, start)))
        return found


def refreshed(site: Site, server: str) -> list[float]:
    """Save the middle event some times and tell when a page that is open in a browser shows it."""
    with _ready(site, server) as (pid, port), opened() as page:
        page.goto(f"http://127.0.0.1:{port}/{site.page('events/{event}/')}")
        found = []
        for _ in range(SAVES):
            page.wait_for_function(LISTENS)
            _pause(pid)
            start = time.monotonic()
            page.wait_for_function(SHOWS, arg=site.edit())
            found.append(time.monotonic() - start)
        return found


def _pause(pid: int) -> None:
    """Let a server come to rest, and any part of its interval between two looks at files pass."""
    wait_until_quiet(pid, SETTLE)
    time.sleep(random.random())


@contextmanager
def opened() -> Iterator[Page]:
    """Open an empty page in the Chromium that the tests use."""
    path = chromium.found()
    if path is None:
        raise Failure(chromium.refusal(chromium.named()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            page = browser.new_page()
            page.set_default_timeout(LIMIT * 1000)
            yield page
        finally:
            browser.close()


@contextmanager
def _ready(site: Site, server: str) -> Iterator[tuple[int, int]]:
    """Run a server while the block lasts; hand out its process and port once it answers."""
    port = free_port()
    command = [part.replace("{port}", str(port)) for part in site.tool.servers[server]]
    with served(command, site.folder, site.log) as pid:
        _seen(port, site.page("events/{event}/"), site.title, time.monotonic())
        yield pid, port


def _asked(port: int, path: str) -> str:
    """Return a page, or nothing while there is none."""
    connection = HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().read().decode(errors="replace")
    except (OSError, HTTPException):  # not there yet, or just being replaced
        return ""
    finally:
        connection.close()


def _seen(port: int, path: str, words: str, start: float) -> float:
    """Wait until a page holds some words, and return the seconds since the start."""
    while words not in _asked(port, path):
        if time.monotonic() - start > LIMIT:
            raise Failure(f"/{path} was not served with '{words}' within {LIMIT:.0f} seconds")
        time.sleep(ASK)
    return time.monotonic() - start
