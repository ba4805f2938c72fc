"""A killed build leaves a site that is whole, and a cache that the next build survives.

Kills builds with SIGKILL, in the middle of their work and right before a change of the disk.
"""

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.incremental import desk as desks
from tests.incremental import edits, record
from tests.incremental.corpus import corpus, retitle
from tests.incremental.desk import PATIENCE, Desk, Tree, assert_same, differing, tree
from tests.incremental.processes import Build, begun, built

# Enough to share out to processes, and for a kill to find work under way.
EVENTS = 240

# How many moments of a build are tried, beside its very first and last.
BETWEEN = 4

NEVER = 10**9


def unfinished(folder: Path) -> list[str]:
    """Return the files that are neither of the site nor the tool's own list of them."""
    hidden = (path for path in folder.rglob(".*") if path.is_file())
    known = {".nojekyll", ".parley.json"}
    return sorted(str(path.relative_to(folder)) for path in hidden if path.name not in known)


def assert_whole(found: Tree, old: Tree, new: Tree) -> None:
    """Every file is the whole old or the whole new one; what both sites have is there."""
    assert [path for path in found if found[path] not in (old.get(path), new.get(path))] == []
    assert [path for path in old.keys() & new.keys() if path not in found] == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Set up a desk with the small record."""
    folder = tmp_path_factory.mktemp("killed")
    with desks.desk(folder / "desk", record.lay_out(folder / "record")) as desk:
        yield desk


def moments(desk: Desk, prepare: Callable[[], None]) -> list[int]:
    """Return at which changes of the disk to kill a build: first and last ones, some between.

    The first of two keeps the templates that it compiles; the others do not.
    """
    for _ in range(2):
        prepare()
        assert desk.build(dies_at=NEVER)
    last = desk.warm.changes
    assert last > BETWEEN
    between = (last * part // (BETWEEN + 1) for part in range(1, BETWEEN + 1))
    return sorted({1, 2, *between, last - 1, last})


def kill_at_every_moment(desk: Desk, prepare: Callable[[], None]) -> None:
    """Prepare, kill a build, look at what is left, let the next one mend it; again and again."""
    killed = 0
    for moment in moments(desk, prepare):
        prepare()
        old, (_, new) = tree(desk.site), desk.build_anew()
        killed += desk.build(dies_at=moment) is None
        assert_whole(tree(desk.site), old, new)
        assert desk.check().code == 0
        assert unfinished(desk.site) == []
    assert killed > BETWEEN  # the very last change may be one that not every build makes


def test_a_first_build_killed_at_a_change_of_the_disk(desk: Desk) -> None:
    """What is there is whole, and the next build makes the rest."""
    kill_at_every_moment(desk, desk.clear)


def test_a_build_after_an_edit_killed_at_a_change_of_the_disk(desk: Desk) -> None:
    """Pages are added, changed and removed: each is the old one or the new one."""
    before = desk.inputs()
    edit = edits.both(edits.EVENTS["an event is renamed"], edits.SETTINGS["the site's title"])

    def prepare() -> None:
        if desk.inputs() == before:
            edit(desk)
        else:
            desk.put_back(before)

    desk.clear()
    desk.check()
    kill_at_every_moment(desk, prepare)
    desk.put_back(before)


@dataclass(frozen=True)
class Long:
    """A long record, the two texts of one of its events, and the sites that these make."""

    folder: Path
    sheet: Path
    texts: tuple[bytes, bytes]
    sites: tuple[Tree, Tree]
    seconds: float

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.folder / "site"

    def edit(self, edition: int) -> None:
        """Write one of the two texts."""
        self.sheet.write_bytes(self.texts[edition])

    def is_half_done(self, build: Build) -> None:
        """Wait half as long as a build takes."""
        build.wait(self.seconds / 2)

    def is_seen(self, build: Build) -> None:
        """Wait until a build has written a page."""
        before = tree(self.site / "events")
        build.until(lambda: len(differing(tree(self.site / "events"), before)) > 0)

    def begin(self, jobs: int) -> AbstractContextManager[Build]:
        """Begin a build."""
        cache = f"--cache={self.folder / 'cache'}"
        return begun(self.folder / "content", self.site, cache, f"--jobs={jobs}")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Long:
    """Write the long record and build both of its editions."""
    folder = tmp_path_factory.mktemp("long")
    content = corpus(folder / "content", EVENTS)
    sheet = content / "events/event-120.md"
    texts, sites, seconds = [], [], 0.0
    for edition in ("old", "new"):
        start = time.monotonic()
        assert built(content, folder / edition, "--no-cache").code == 0
        seconds = time.monotonic() - start
        texts.append(sheet.read_bytes())
        sites.append(tree(folder / edition))
        retitle(content, 120, "An edit")
    return Long(folder, sheet, (texts[0], texts[1]), (sites[0], sites[1]), seconds)


WAYS = pytest.mark.parametrize(
    ("jobs", "to_all"), [(1, True), (2, True), (2, False)], ids=["one", "two", "the first of two"]
)


@WAYS
def test_long_builds_killed_at_work(long: Long, jobs: int, to_all: bool) -> None:
    """In the middle, and among the first pages: first builds, and builds after an edit.

    What is left of a build whose first process was killed hinders nobody.
    """
    for folder in (long.site, long.folder / "cache"):
        shutil.rmtree(folder, ignore_errors=True)
    for edition in (0, 1):
        long.edit(edition)
        old, new = tree(long.site), long.sites[edition]
        with ExitStack() as killed:
            for is_time in (long.is_half_done, long.is_seen):
                build = killed.enter_context(long.begin(jobs))
                is_time(build)
                build.send(signal.SIGKILL, to_all=to_all)
                assert build.wait(PATIENCE)
                assert_whole(tree(long.site), old, new)
            with long.begin(jobs) as last:
                assert last.answer().code == 0
            assert_same(tree(long.site), new)
            assert unfinished(long.site) == []


def test_nobody_is_left(long: Long) -> None:
    """Where the first process was killed, the others end by themselves."""
    shutil.rmtree(long.folder / "cache", ignore_errors=True)
    with long.begin(2) as build:
        long.is_half_done(build)
        build.send(signal.SIGKILL, to_all=False)
        assert build.wait(PATIENCE)
        assert build.is_alone_within(10), "worker processes are still there"
