"""What browser tests share: sites built once and served, a Chromium, and a guard over it.

Every context comes from `open_context`, so that no page of a test is without the guard.
"""

import functools
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    sync_playwright,
)

from tests.browser import chromium
from tests.conftest import GOOD_SITE, ROOT, SITE, write
from tests.sitelint import Site
from tests.test_built_site import build

# No start-up traffic, and no name or address but our own server's can be reached.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
NILE_SITE = ROOT / "tests" / "nile_site"

OPTIONS = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "en-GB",
    "timezone_id": "UTC",
    "reduced_motion": "reduce",
    "service_workers": "block",
}

# Measures that end on a day and in a month, and one for which a rise is decided.
ENDS = {
    "site.toml": SITE,
    "measures/truce.md": "---\ntitle: Truce\n---\n",
    "measures/pause.md": "---\ntitle: Pause\n---\n",
    "measures/rate.md": '---\ntitle: Rate\nunit: "%"\n---\n',
    "measures/late.md": "---\ntitle: Late\n---\n",
    "events/doubt.md": "---\ntitle: D\ndate: 2025-06-01\n"
    "sets: [{measure: truce, note: It is questioned.}]\n---\n",
    "events/late.md": "---\ntitle: L\ndate: 2025-08\nsets: [{measure: late, value: on}]\n---\n",
    "events/pause.md": "---\ntitle: P\ndate: 2025-05-01\nsets:\n"
    "  - {measure: truce, value: kept, until: 2025-08-12}\n"
    "  - {measure: pause, value: kept, until: 2025-09}\n"
    "  - {measure: rate, value: 10}\n  - {measure: rate, value: 20, from: 2025-08-20}\n---\n",
}


class Server(ThreadingHTTPServer):
    """Serves a folder on a free port, and waits for its threads when it is closed."""

    daemon_threads = False

    @property
    def url(self) -> str:
        """The address of the folder."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that left before the end of a file, and nothing else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Hands out files as a static host does, to be kept for ten minutes; in silence."""

    def end_headers(self) -> None:
        """Let a style sheet be loaded once for a walk over many pages."""
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


# The fixtures of this package end with it: while playwright is on, no other test of the thread
# could run an asyncio loop.
@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """Build our content and the small sites of the tests, each under its own path; serve all."""
    contents = {
        "negotiations": ROOT / "content",
        "river": GOOD_SITE / "content",
        "nile": NILE_SITE / "content",
    }
    root = tmp_path_factory.mktemp("served")
    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(root))) as server:
        for name, content in contents.items():
            build(content, root / name, "--base-url", f"{server.url}{name}/")
        ends = write(root / "ends-content", ENDS)
        day = ("--today", "2025-08-01")
        build(ends, root / "ends", "--base-url", f"{server.url}ends/", *day)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        names = (*contents, "ends")
        languages = {"nile": "ar"}
        yield {
            name: Site(root / name, f"{server.url}{name}/", languages.get(name, "en"))
            for name in names
        }
        server.shutdown()
        thread.join()


@pytest.fixture(scope="package")
def our_site(sites: dict[str, Site]) -> Site:
    """Return our own content as built and served; `site.url` is where."""
    return sites["negotiations"]


@pytest.fixture(scope="package")
def river_site(sites: dict[str, Site]) -> Site:
    """Return tests/good_site as built and served: a dozen files with every kind of thing."""
    return sites["river"]


@pytest.fixture(scope="package")
def nile_site(sites: dict[str, Site]) -> Site:
    """Return tests/nile_site as built and served: three parties, in Arabic."""
    return sites["nile"]


@pytest.fixture(scope="package")
def ends_site(sites: dict[str, Site]) -> Site:
    """Return a record with two ends and a rise to come, as built on 1 August 2025 and served."""
    return sites["ends"]


@pytest.fixture(scope="package", params=["negotiations", "river"])
def site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    """Return each of the two sites in turn."""
    return sites[request.param]


@pytest.fixture(scope="package")
def browser(sites: dict[str, Site]) -> Iterator[Browser]:
    """Start the machine's Chromium; it closes before the server, which waits for it."""
    path = chromium.found()
    if path is None:
        pytest.fail(chromium.refusal(chromium.named()), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Guard:
    """Notes all that must not happen on a page: one line each in `troubles`."""

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def watch(self, context: BrowserContext, home: str) -> None:
        """Note from now on what happens in a context that may load from `home` and nowhere else."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(f"script error: {error.error}"))
        context.on("request", lambda request: self._address(request.url, home))
        context.on("response", self._response)
        context.on("page", lambda page: page.on("websocket", lambda it: self._address(it.url, "")))

    def _note(self, trouble: str) -> None:
        self.troubles.append(trouble)

    def _address(self, url: str, home: str) -> None:
        if not home or not url.startswith(home):
            self._note(f"request elsewhere: {url}")

    def _console(self, message: ConsoleMessage) -> None:
        self._note(f"console {message.type}: {message.text} ({message.location['url']})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"answer {response.status}: {response.url}")


@pytest.fixture(autouse=True)
def guard() -> Iterator[Guard]:
    """Fail the test for any console message, script error, request elsewhere or bad answer.

    A test that wants one closes its context, so that nothing comes late, and clears `troubles`.
    """
    guard = Guard()
    yield guard
    if guard.troubles:
        pytest.fail("\n".join(guard.troubles), pytrace=False)


@pytest.fixture
def open_context(
    browser: Browser, sites: dict[str, Site], guard: Guard
) -> Iterator[Callable[..., BrowserContext]]:
    """Open contexts under the guard, with playwright's options; they end with the test."""
    home = sites["negotiations"].url.removesuffix("negotiations/")
    opened: list[BrowserContext] = []

    def call(**options: Any) -> BrowserContext:
        context = browser.new_context(**{**OPTIONS, "base_url": home, **options})
        context.set_default_timeout(10_000)
        guard.watch(context, home)
        opened.append(context)
        return context

    yield call
    for context in opened:
        context.close()


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """Return an empty page; `page.goto(site.url)`, or a path of `site.pages`, fills it."""
    return open_context().new_page()


@pytest.fixture
def no_script(open_context: Callable[..., BrowserContext]) -> Page:
    """Return an empty page on which no script of the site runs; `evaluate` still does."""
    return open_context(java_script_enabled=False).new_page()
