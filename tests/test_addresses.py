"""Which addresses are the site's own: Markdown may link to them, and no page may take one.

Knows the names at the root of a built site; that a link leads somewhere, test_links knows.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley.addresses import FIXED, RESERVED
from tests.conftest import GOOD_SITE, SOURCES, Files, problems
from tests.test_built_site import build

Make = Callable[[Files], Path]

EXPORTS = (
    *("timeline.json", "timelinejs.json", "timeline.csv", "feed.xml", "feed.json"),
    *("calendar.ics", "sitemap.xml", "robots.txt", "404.html"),
)


@pytest.fixture(scope="module")
def at_root(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return what stands at the root of the good site, by name."""
    folder = tmp_path_factory.mktemp("addresses") / "site"
    build(GOOD_SITE / "content", folder)
    return {path.name: path for path in folder.iterdir()}


def test_whatever_the_site_makes_no_page_may_take(at_root: dict[str, Path]) -> None:
    """A new file or folder of the site is reserved; pages of editors, years and dots are not."""
    written = {path.stem for path in (GOOD_SITE / "content/pages").glob("*.md")} | {"about"}
    own = {name for name in at_root if not (name.startswith(".") or name.isdigit())} - written
    assert {*EXPORTS, "index.html", "topics"} <= own
    assert own <= RESERVED


def test_whatever_the_site_makes_markdown_may_link_to(at_root: dict[str, Path]) -> None:
    """Every file at the root, but for the start page, which is /."""
    files = {name for name, path in at_root.items() if path.is_file() and name[0] != "."}
    assert files - {"index.html"} == {*EXPORTS}
    assert {f"/{name}" for name in EXPORTS} <= {*FIXED}


def test_a_text_may_link_to_every_export(content: Make) -> None:
    """As to a page: no problem is reported."""
    links = "\n".join(f"[x](/{name})" for name in EXPORTS)
    text = f"---\ntitle: T\n---\n{links}\n"
    assert problems(content({**SOURCES, "pages/links.md": text})) == ()


@pytest.mark.parametrize("name", [*EXPORTS, "index.html", "Timeline.JSON"])
def test_a_page_may_not_take_the_address_of_a_file(content: Make, name: str) -> None:
    """/timeline.json/ would need a folder where the file is; on some disks so in capitals."""
    (problem,) = problems(content({f"pages/{name}.md": "---\ntitle: T\n---\n"}))
    told = problem.rule, problem.message
    assert told == ("address", f"/{name}/ is taken by the site itself")


@pytest.mark.parametrize("name", ["timeline", "feed", "calendar", "feeds.xml", "timeline.json.old"])
def test_a_page_may_have_a_name_that_is_only_like_one(content: Make, name: str) -> None:
    """Names are taken whole."""
    assert problems(content({f"pages/{name}.md": "---\ntitle: T\n---\n"})) == ()
