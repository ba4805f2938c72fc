"""Two builds at once: the second waits, or says why it will not; nothing of either is lost.

Holds a build in the middle of publishing with SIGSTOP, so that "at once" is no matter of luck.
"""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import GOOD_SITE
from tests.incremental import desk as desks
from tests.incremental import record
from tests.incremental.corpus import corpus, retitle
from tests.incremental.desk import PATIENCE, Desk, assert_same, tree
from tests.incremental.processes import Build, begun, built

# Long enough to be met at work.
EVENTS = 150

# What the second of two builds says, and that of which it says so.
AT_WORK = "another build"

MISUSED = 2


@dataclass(frozen=True)
class Place:
    """A record, the places of a site and of a cache."""

    folder: Path

    @property
    def content(self) -> Path:
        """The record."""
        return self.folder / "content"

    @property
    def site(self) -> Path:
        """The site."""
        return self.folder / "site"

    @property
    def cache(self) -> str:
        """The option that names the cache."""
        return f"--cache={self.folder / 'cache'}"

    def anew(self) -> desks.Tree:
        """Build into a new folder without a cache."""
        output = self.folder / "anew"
        assert built(self.content, output, "--no-cache").code == 0
        return tree(output)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Write a record."""
    corpus(tmp_path / "content", EVENTS)
    return Place(tmp_path)


def stopped_while_publishing(first: Build, site: Path) -> None:
    """Stop a build when it has written its first page."""
    first.until(lambda: any(site.rglob("*.html")))
    first.send(signal.SIGSTOP, to_all=True)
    assert not first.is_over


@pytest.mark.parametrize("other", ["--cache={}/cache", "--cache={}/another", "--no-cache"])
def test_the_second_waits_or_says_so(place: Place, other: str) -> None:
    """While the first holds still, the second says that it is there, and ends no site before it.

    Whether it has the same cache, another or none: it is the same site.
    """
    with begun(place.content, place.site, place.cache) as first:
        stopped_while_publishing(first, place.site)
        retitle(place.content, 75, "Edited between the two")
        with begun(place.content, place.site, other.format(place.folder)) as second:
            is_told = second.says(AT_WORK, seconds=20)
            first.send(signal.SIGCONT, to_all=True)
            codes = first.answer().code, second.answer().code
    assert is_told, f"the second said nothing; codes: {codes}"
    assert codes[0] == 0
    assert codes[1] in (0, MISUSED)
    if codes[1] == MISUSED:
        assert built(place.content, place.site, place.cache).code == 0
    assert_same(tree(place.site), place.anew())


def test_two_that_begin_together(place: Place) -> None:
    """With the same record, site and cache, both end well, or one says that the other is there."""
    with (
        begun(place.content, place.site, place.cache, "--jobs=2") as one,
        begun(place.content, place.site, place.cache, "--jobs=2") as other,
    ):
        answers = one.answer(), other.answer()
    refused = [answer for answer in answers if answer.code]
    assert all(AT_WORK in answer.err and answer.code == MISUSED for answer in refused)
    assert len(refused) < 2
    assert_same(tree(place.site), place.anew())
    assert built(place.content, place.site, place.cache).told["written"] == 0


def test_two_sites_with_one_cache(place: Place) -> None:
    """Two outputs may share a cache, at the same time too, for two addresses."""
    addresses = ("https://example.org/", "https://example.org/a/")
    sites = [place.folder / name for name in ("one", "other")]
    with (
        begun(place.content, sites[0], place.cache, f"--base-url={addresses[0]}") as one,
        begun(place.content, sites[1], place.cache, f"--base-url={addresses[1]}") as other,
    ):
        assert (one.answer().code, other.answer().code) == (0, 0)
    for _ in range(2):
        for site, address in zip(sites, addresses, strict=True):
            own = f"--base-url={address}"
            assert built(place.content, site, place.cache, own).code == 0
            assert built(place.content, place.folder / "anew", "--no-cache", own).code == 0
            assert_same(tree(site), tree(place.folder / "anew"))
        retitle(place.content, 75, "Edited between two rounds")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Set up a desk with the small record."""
    with desks.desk(tmp_path / "desk", record.lay_out(tmp_path / "record")) as desk:
        yield desk


def test_two_records_with_one_cache(desk: Desk) -> None:
    """Two records in turn, with files of the same names: neither takes the other's pages."""
    places = [(desk.content, desk.site), (GOOD_SITE / "content", desk.folder / "other site")]
    for _ in range(2):
        for desk.content, desk.site in places:
            assert desk.check().code == 0


def test_a_lock_that_nobody_holds(place: Place) -> None:
    """What a build leaves behind when it is killed keeps no other waiting."""
    with begun(place.content, place.site, place.cache) as first:
        stopped_while_publishing(first, place.site)
        first.send(signal.SIGKILL, to_all=True)
        assert first.wait(PATIENCE)
    after = built(place.content, place.site, place.cache)
    assert (after.code, AT_WORK in after.err) == (0, False)
    assert_same(tree(place.site), place.anew())
