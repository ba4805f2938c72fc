"""What parley.serve.answers promises: the preview answers a path as a static host does.

Editions here are literal; how they are made is tested in test_serve.
"""

import pytest

from parley.serve.answers import Answer, Edition, answer

FILES = {
    "index.html": b"home",
    "404.html": b"lost",
    "events/index.html": b"events",
    "events/zürich/index.html": b"zurich",
    "timeline.json": b"{}",
    "static/css/base.css": b"css",
    "static/js/known.js": b"js",
    "static/fonts/a.woff2": b"font",
    "static/img/icon.svg": b"svg",
    "static/odd": b"odd",
    "sitemap.xml": b"xml",
    ".nojekyll": b"",
}
SITE = Edition(version="1", base="/river/", files=FILES)
AT_ROOT = Edition(version="1", base="/", files=FILES)
BROKEN = Edition(
    version="2", base="/river/", files={"static/css/base.css": b"css"}, page=b"problems"
)

TEXT = "; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "type", "body"),
    [
        ("/river/", f"text/html{TEXT}", b"home"),
        ("/river/index.html", f"text/html{TEXT}", b"home"),
        ("/river/events/", f"text/html{TEXT}", b"events"),
        ("/river/events/zürich/", f"text/html{TEXT}", b"zurich"),
        ("/river/timeline.json", "application/json", b"{}"),
        ("/river/static/css/base.css", f"text/css{TEXT}", b"css"),
        ("/river/static/js/known.js", f"text/javascript{TEXT}", b"js"),
        ("/river/static/fonts/a.woff2", "font/woff2", b"font"),
        ("/river/static/img/icon.svg", "image/svg+xml", b"svg"),
        ("/river/sitemap.xml", "application/xml", b"xml"),
        ("/river/static/odd", "application/octet-stream", b"odd"),
        ("/river/.nojekyll", "application/octet-stream", b""),
    ],
)
def test_a_file_is_found_under_the_base_path(path: str, type: str, body: bytes) -> None:
    """With the type that a static host gives it."""
    assert answer(SITE, path) == Answer(type=type, body=body)
    assert answer(AT_ROOT, path.removeprefix("/river")) == Answer(type=type, body=body)


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/events/", "/riverside/", "//river/", ""),
        *("/river/nothing", "/river/nothing/", "/river//", "/river/events//", "/river/static/css"),
        *("/river/../river/index.html", "/river/static", "/river/EVENTS/"),
    ],
)
def test_what_is_not_there_is_our_own_page(path: str) -> None:
    """Outside the base path too."""
    assert answer(SITE, path) == Answer(status=404, body=b"lost")


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/", "/river/"),
        ("/river", "/river/"),
        ("/river/events", "/river/events/"),
        ("/river/events/zürich", "/river/events/z%C3%BCrich/"),
    ],
)
def test_a_path_that_leads_on_is_redirected(path: str, location: str) -> None:
    """From the root to the base path, and to the slash that a page's address ends in."""
    assert answer(SITE, path) == Answer(status=302, location=location)


@pytest.mark.parametrize(
    "path", ["/", "/river", "/river/", "/river/events/", "/river/timeline.json", "/x", "/river/x"]
)
def test_problems_stand_on_every_page(path: str) -> None:
    """Wherever one looks; without an error that the browser's console would repeat."""
    assert answer(BROKEN, path) == Answer(body=b"problems")


def test_the_page_of_problems_has_its_style() -> None:
    """Files that are no pages are there while the content is broken."""
    assert answer(BROKEN, "/river/static/css/base.css").body == b"css"
