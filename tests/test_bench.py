"""What `make bench` measures: the corpus, what a command took, the edit that must be seen.

Needs no network and none of the generators; processes of a line stand for them.
"""

import hashlib
import os
import re
import sys
from pathlib import Path

import pytest

from tests.bench import __main__ as command
from tests.bench import layouts, tools
from tests.bench.builds import Output, Site
from tests.bench.corpus import Article, Corpus, Event, corpus
from tests.bench.processes import Failure, free_port, served, timed, tree
from tests.bench.tools import Tool
from tests.conftest import ROOT, Files, problems, write

MIB = 2**20

# Of a corpus of 200 events in our layout: of each file, in order, its path and its bytes.
PUBLISHED = "3cda552046d0bde191f5a9cb5c5d3d6754e4a27042185efcdc961abf2ec632af"


@pytest.fixture(scope="module")
def small() -> Corpus:
    """Return a timeline of forty events."""
    return corpus(40)


def test_the_corpus_is_the_one_whose_figures_were_published(tmp_path: Path) -> None:
    """To the byte, on any machine; a change to it makes all earlier figures incomparable."""
    layouts.write(corpus(200), "parley", tmp_path)
    told = hashlib.sha256()
    for path in sorted(tmp_path.rglob("*.*")):
        told.update(path.relative_to(tmp_path).as_posix().encode() + path.read_bytes())
    assert told.hexdigest() == PUBLISHED


def test_a_corpus_has_what_its_length_says(small: Corpus) -> None:
    """A fifth as many articles as events; every name in an event is there."""
    assert (len(small.events), len(small.articles)) == (40, 8)
    assert [len(it) for it in (small.topics, small.people, small.places)] == [24, 60, 40]
    articles = {it.id for it in small.articles}
    topics = {it.id for it in small.topics}
    assert all(set(it.sources) <= articles and set(it.topics) <= topics for it in small.events)


def test_our_layout_has_no_errors(small: Corpus, tmp_path: Path) -> None:
    """So a build of it is a whole build."""
    layouts.write(small, "parley", tmp_path)
    found = problems(tmp_path / "content")
    assert [it for it in found if it.severity == "error"] == []


@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_every_generator_gets_the_same(layout: str, small: Corpus, tmp_path: Path) -> None:
    """Each event and article whole, in a file of its own, with all that an event names."""
    layouts.write(small, layout, tmp_path / layout)
    texts = {path.stem: path.read_text("utf-8") for path in tmp_path.rglob("content/*/*.md")}
    entries: tuple[Event | Article, ...] = (*small.events, *small.articles)
    for it in entries:
        assert texts[it.id].endswith(f"\n\n{it.body}") and it.title in texts[it.id]
    for event in small.events:
        head = texts[event.id].removesuffix(event.body)
        named = (*event.topics, *event.people, *event.sources, event.place, event.date)
        assert all(re.search(rf"\b{name}\b", head) for name in named) and event.summary in head


def test_what_a_command_took_is_told(tmp_path: Path) -> None:
    """Time by the clock, work, and the memory of all its processes together.

    Linux counts the runner's own memory as its child's until that is another program, so that the
    largest may be a large runner.
    """
    child = "held = b'x' * (60 * 2**20); import time; time.sleep(0.6)"
    program = f"""
import subprocess, sys, time
start = time.process_time()
while time.process_time() - start < 0.3: pass
held = b'x' * (40 * 2**20)
subprocess.run([sys.executable, "-c", {child!r}], check=True)
"""
    took = timed([sys.executable, "-c", program], tmp_path, tmp_path / "log")
    assert took.seconds > 0.9 and took.processor >= 0.3
    assert took.largest > 60 * MIB and took.whole > 100 * MIB
    assert took.whole >= took.largest


def test_a_command_that_fails_does_not_count(tmp_path: Path) -> None:
    """Its last words are told."""
    program = "import sys; sys.exit('no such theme')"
    with pytest.raises(Failure, match=r"ended with 1:\nno such theme"):
        timed([sys.executable, "-c", program], tmp_path, tmp_path / "log")


def test_a_command_that_hangs_is_ended(tmp_path: Path) -> None:
    """After the limit, with all that it started."""
    child = "import time; time.sleep(60)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    with pytest.raises(Failure, match="ended with -9"):
        timed([sys.executable, "-c", program], tmp_path, tmp_path / "log", limit=0.5)


def test_a_server_ends_with_its_block(tmp_path: Path) -> None:
    """Also when something fails meanwhile."""
    program = "import time; time.sleep(60)"
    with (
        pytest.raises(Failure, match="stale"),
        served([sys.executable, "-c", program], tmp_path, tmp_path / "log") as pid,
    ):
        assert tree(pid) == [pid]
        raise Failure("stale")
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_ports_are_free_ones() -> None:
    """Not one of those below 1024."""
    assert free_port() > 1023


EVENT = '---\ntitle: "{}"\ndate: 1999-05-06\ntopics: [topic-07-a-b, topic-01-c]\n---\n\nBody.\n'

# A generator in a line: each page that is to show the event holds the title that it has now.
COPY = """
import pathlib
title = pathlib.Path("content/events/b.md").read_text().splitlines()[1]
for name in {pages}:
    page = pathlib.Path("out", name, "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(title)
"""
PAGES = ("events/b", "topics/topic-07-a-b", "1999")


def made(folder: Path, pages: tuple[str, ...], files: Files | None = None) -> Site:
    """Return a site of three events whose generator writes these pages."""
    events = {f"content/events/{name}.md": EVENT.format(f"Title {name}") for name in "abc"}
    write(folder / "site", {**events, **(files or {})})
    build = (sys.executable, "-c", COPY.format(pages=pages))
    places = ("{year}/", "")
    return Site(
        Tool(name="copy", layout="parley", build=build, output="out", timeline=places),
        folder / "site",
    )


def test_an_edit_counts_if_it_is_seen_everywhere(tmp_path: Path) -> None:
    """Again and again: the word of the last edit is gone."""
    site = made(tmp_path, PAGES)
    site.edited()
    site.edited()
    text = (tmp_path / "site" / "out" / "1999" / "index.html").read_text("utf-8")
    assert text == 'title: "Title b Edition0002"'
    assert site.title == "Title b"


@pytest.mark.parametrize("missing", PAGES)
def test_an_edit_that_is_not_seen_on_a_page_fails(missing: str, tmp_path: Path) -> None:
    """The page is named; a build that left it as it was is no faster for it."""
    made(tmp_path, PAGES).built()
    site = made(tmp_path, tuple(page for page in PAGES if page != missing))
    with pytest.raises(Failure, match=f"left an old title on /{missing}/$"):
        site.edited()


def test_a_short_timeline_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    """Where there are no pages of years, the first page is the timeline."""
    made(tmp_path, (*PAGES[:2], "")).edited()
    with pytest.raises(Failure, match=r"old title on /1999/$"):
        made(tmp_path / "none", PAGES[:2]).edited()


def test_a_cold_build_finds_nothing_and_deletes_nothing(tmp_path: Path) -> None:
    """What was there is moved away before the clock starts."""
    site = made(tmp_path, PAGES)
    site.cold()
    site.cold()
    assert len(list(tmp_path.glob("site/old-*/1999/index.html"))) == 1
    assert site.output() == Output(files=3, bytes=48, pages=3, page_bytes=48)


def test_a_cold_build_without_its_pages_fails(tmp_path: Path) -> None:
    """Each event and article needs one at least."""
    site = made(tmp_path, PAGES, {"content/articles/d.md": "---\ntitle: D\n---\n"})
    with pytest.raises(Failure, match="copy made 3 pages of 4 entries"):
        site.cold()


def test_the_peers_are_of_one_version() -> None:
    """Figures of another would be other figures; git does not see what is installed."""
    assert all(re.fullmatch(r"[a-z]+(\[\w+\])?==\d+\.\d+\.\d+", it) for it in tools.PEERS)
    assert "/.bench/" in (ROOT / ".gitignore").read_text("utf-8").split()


def test_peers_that_cannot_be_had_are_told_of(tmp_path: Path) -> None:
    """With what can be measured without them."""
    requirements = (f"nothing @ file://{tmp_path}/nothing-1-py3-none-any.whl",)
    with pytest.raises(Failure, match=r"needs a network the first time\. .*--only parley"):
        tools.install(tmp_path / "peers", requirements)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--only", "hugo,jekyll"), "'jekyll' is none of parley, hugo, pelican, other"),
        (("--scenarios", "warm"), "'warm' is none of cold, unchanged, edited, saved, refreshed"),
        (("--events", "0"), "'0' is not a number above 0"),
        (("--only", "other"), "--only other needs --parley DIR"),
    ],
)
def test_a_wrong_wish_is_refused(
    arguments: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is installed or written."""
    with pytest.raises(SystemExit, match="2"):
        command.main(list(arguments))
    assert told in capsys.readouterr().err
