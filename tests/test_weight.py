"""How much a reader loads: style sheets, scripts, and the pages of our own content.

Knows sizes in bytes, as files and as a host sends them; knows nothing of what is in them.
"""

import gzip
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_built_site import build

STYLES, SCRIPTS = 32_000, 15_000  # together, as they lie in static/
PAGE = 500_000  # from here on the record stands on a page for each year
START = 60_000  # as sent: a host compresses at about this level


def weight(folder: Path, ending: str) -> int:
    """Return the size of all files of a folder that end so."""
    return sum(path.stat().st_size for path in folder.rglob(f"*{ending}"))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return our own content as built."""
    folder = tmp_path_factory.mktemp("weight") / "site"
    build(ROOT / "content", folder)
    return folder


def test_style_sheets_are_light() -> None:
    """All of them, with the one for other directions of writing."""
    assert 0 < weight(ROOT / "static", ".css") < STYLES


def test_scripts_are_light() -> None:
    """All of them, though no page loads all."""
    assert 0 < weight(ROOT / "static", ".js") < SCRIPTS


def test_no_page_is_heavy(output: Path) -> None:
    """However many events there are, a page of HTML stays readable on a slow line."""
    sizes = {path.relative_to(output): path.stat().st_size for path in output.rglob("*.html")}
    assert sizes
    assert not {path: size for path, size in sizes.items() if size > PAGE}


def test_the_start_page_is_light_as_it_is_sent(output: Path) -> None:
    """Compressed, with everything that works without a script."""
    sent = gzip.compress((output / "index.html").read_bytes(), compresslevel=6, mtime=0)
    assert len(sent) < START


def test_a_file_more_weighs_more(tmp_path: Path) -> None:
    """What lies deeper is counted, and what ends otherwise is not."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_bytes(b"a{}")
    (tmp_path / "a.js").write_bytes(b"1")
    assert weight(tmp_path, ".css") == 3
