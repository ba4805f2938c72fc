"""Takes the README's pictures of our own content anew: `make pictures`.

Knows which stretch of which page is shown; the site is built for it as on the last recorded day.
"""

import functools
import sys
import tempfile
import threading
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from parley import dates
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS, Handler, Server
from tests.conftest import ROOT, read
from tests.test_built_site import build

FOLDER = ROOT / ".github" / "pictures"
SIZE = ViewportSize(width=1200, height=800)

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

# Of each picture the page, and what stands at its top.
PICTURES = {
    "overview": ("", "#overview"),
    "timeline": ("", "#eo-14266-pause-and-125"),
    "topic": ("topics/tiktok/", "#h-moved-1"),
}


def taken(browser: Browser, home: str) -> None:
    """Write every picture, in light and in dark, as it is seen without scripts."""
    for name, (path, top) in PICTURES.items():
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport=SIZE,
                color_scheme=scheme,
                reduced_motion="reduce",
                java_script_enabled=False,
                locale="en-GB",
            )
            page.goto(home + path)
            page.evaluate("top => document.querySelector(top).scrollIntoView()", top)
            page.evaluate("() => document.fonts.ready.then(() => true)")
            page.screenshot(path=FOLDER / f"{name}-{scheme}.png", animations="disabled")
            page.close()


def main() -> int:
    """Build, serve and photograph our own content."""
    path = chromium.found()
    record = read(ROOT / "content").timeline
    if path is None or record is None:
        print(chromium.refusal("") if record else "Our content has errors: make check")
        return 1
    stated = record.settings.record_to
    day = stated.latest if stated and stated.latest else record.days_of_news[-1]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        handler = functools.partial(Handler, directory=root)
        with Server(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            build(ROOT / "content", Path(root), "--base-url", server.url, "--today", dates.iso(day))
            threading.Thread(target=server.serve_forever).start()
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            taken(browser, server.url)
            browser.close()
            server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
