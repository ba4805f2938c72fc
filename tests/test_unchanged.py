"""How a build sees that nothing has changed: what it kept of the last one, and when that stands.

Builds the good site once and looks again; that the answer is right for whole builds is tested in
test_two_builds and test_work_done.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from parley.building.inputs import YOUNG, Inputs, look, stamp
from parley.building.orders import Outcome
from parley.building.unchanged import Last
from parley.problems import Origin, Problem
from parley.publish import MANIFEST, Output, publish
from tests.conftest import ROOT, write

PROBLEM = Problem(
    origin=Origin(path="content/a.md", line=2), rule="r", message="ü", severity="note"
)
BUILT = Outcome(problems=(PROBLEM,), notes=3, is_published=True, pages=7, zone="Asia/Tokyo")


@dataclass(frozen=True)
class Place:
    """A content folder with its site and its cache, as the last build left them."""

    home: Path
    inputs: Inputs

    @property
    def content(self) -> Path:
        """What is read."""
        return self.home / "content"

    @property
    def output(self) -> Path:
        """What was written."""
        return self.home / "site"

    def last(self, *options: object) -> Last:
        """Return what is known of the last build."""
        return Last(self.home / "cache", ("options", *options), ROOT, self.content)

    def later(self) -> Inputs:
        """Look again after a while."""
        return look(self.content, ROOT, self.inputs.began + 10 * YOUNG)

    def keep(self, seeds: tuple[str, ...] = ("seeds/a.txt",)) -> None:
        """Keep the build."""
        built = replace(BUILT, seeds=seeds, manifest=Output(self.output).manifest)
        self.last().keep(self.inputs, self.output, "2026-01-15", built)

    def stands(self, today: str = "2026-01-15", inputs: Inputs | None = None) -> bool:
        """Tell whether there is nothing to do."""
        return self.last().stands(inputs or self.later(), self.output, today)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Make a record of two files, and its site."""
    write(tmp_path, {"content/site.toml": "a", "content/events/a.md": "b", "seeds/a.txt": "c"})
    publish(tmp_path / "site", {"index.html": b"home", "events/a/index.html": b"a"})
    newest = max(path.stat().st_ctime_ns for path in tmp_path.rglob("*"))
    found = Place(tmp_path, look(tmp_path / "content", ROOT, newest))
    found.keep()
    return found


def test_what_was_built_stands(place: Place) -> None:
    """At once and later; what was said then is said again, and no work is told."""
    assert place.last().zone == "Asia/Tokyo"
    assert place.stands(inputs=place.inputs)
    assert place.stands()
    told = place.last().outcome()
    assert (told.problems, told.notes, told.pages) == ((PROBLEM,), 3, 7)
    assert (told.written, told.removed, set(told.work.values())) == (0, 0, {0})


def rewrite(place: Place, name: str) -> None:
    """Write other bytes into a file, of the same length."""
    path = place.home / name
    path.write_bytes(bytes(reversed(path.read_bytes() + b"x"))[: path.stat().st_size])


CHANGES: dict[str, Callable[[Place], object]] = {
    "a content file": lambda place: rewrite(place, "content/events/a.md"),
    "site.toml": lambda place: write(place.content, {"site.toml": "other"}),
    "a file more": lambda place: write(place.content, {"topics/t.md": ""}),
    "a folder more": lambda place: (place.content / "topics").mkdir(),
    "a file less": lambda place: (place.content / "events/a.md").unlink(),
    "a seed": lambda place: write(place.home, {"seeds/a.txt": "other"}),
    "a seed less": lambda place: (place.home / "seeds/a.txt").unlink(),
    "a page": lambda place: rewrite(place, "site/index.html"),
    "a page less": lambda place: (place.output / "events/a/index.html").unlink(),
    "a page touched": lambda place: os.utime(place.output / "index.html", ns=(1, 1)),
    "the list of pages": lambda place: rewrite(place, f"site/{MANIFEST}"),
    "no list of pages": lambda place: (place.output / MANIFEST).unlink(),
    "no site": lambda place: place.output.rename(place.home / "elsewhere"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_does_not_stand(place: Place, change: Callable[[Place], object]) -> None:
    """Whatever is read, and whatever was written."""
    change(place)
    assert not place.stands()


def test_another_day_does_not_stand(place: Place) -> None:
    """A page tells of today."""
    assert not place.stands(today="2026-01-16")


def test_another_order_does_not_stand(place: Place) -> None:
    """Nothing is known of a build with other options, nor what its zone was."""
    assert place.last("--drafts").zone == ""
    assert not place.last("--drafts").stands(place.later(), place.output, "2026-01-15")


def test_another_program_does_not_stand(place: Place) -> None:
    """One template of other bytes, or a package of another version."""
    now = place.later()
    other = replace(now, program={**now.program, "templates/base.html": "1-2-3-4"})
    assert not place.stands(inputs=other)
    assert not place.stands(inputs=replace(now, installed=(*now.installed, "x-1.dist-info")))


def test_another_output_does_not_stand(place: Place) -> None:
    """However equal it is."""
    publish(place.home / "other", {"index.html": b"home", "events/a/index.html": b"a"})
    assert not place.last().stands(place.later(), place.home / "other", "2026-01-15")


def test_a_strangers_file_in_the_site_changes_nothing(place: Place) -> None:
    """Nor does one that does not count."""
    write(place.output, {"CNAME": "x"})
    write(place.content, {".swp": ""})
    assert place.stands()


def test_a_young_file_is_known_by_its_bytes(place: Place) -> None:
    """It could change once more and keep its stamp: so it is here, as if the clock stood still."""
    before = stamp(place.content / "events/a.md")
    rewrite(place, "content/events/a.md")
    now = place.later()
    same = replace(now, content={**now.content, "events/a.md": before})
    assert same.content == place.inputs.content
    assert not place.stands(inputs=same)


def test_files_that_are_old_are_not_opened(place: Place) -> None:
    """Once they are known by their bytes and are older, stamps are enough."""
    assert place.stands()
    assert kept(place)["young"] == {}
    before = place.later()
    rewrite(place, "content/events/a.md")
    assert place.stands(inputs=before)  # it has only the stamps to go by


def kept(place: Place) -> dict[str, object]:
    """Return what is kept of the last build; a sum may stand before it."""
    raw = (place.home / "cache" / "last.json").read_bytes()
    found: dict[str, object] = json.loads(raw[raw.index(b"{") :])
    return found


def test_what_is_forgotten_does_not_stand(place: Place) -> None:
    """Nor is it a mistake to forget twice."""
    place.last().forget()
    place.last().forget()
    assert not place.last().zone
    assert not place.stands()


DAMAGED = [b"", b"{", b"null", b"[]", b"1", b"\xff", b"[" * 100_000, b"{}", b'{"form": 1}']


@pytest.mark.parametrize("content", DAMAGED, ids=lambda content: repr(content[:12]))
def test_what_is_damaged_does_not_stand(place: Place, content: bytes) -> None:
    """It is as if nothing had been built."""
    (place.home / "cache" / "last.json").write_bytes(content)
    assert (place.last().zone, place.stands()) == ("", False)


@pytest.mark.parametrize("place_in_it", [n / 40 for n in range(40)])
def test_a_letter_that_is_turned_tells_nothing_else(place: Place, place_in_it: float) -> None:
    """Wherever it is: the same is told, or that there is something to do."""
    path = place.home / "cache" / "last.json"
    turned = bytearray(path.read_bytes())
    turned[int(place_in_it * len(turned))] ^= 1
    path.write_bytes(turned)
    if place.last().zone and place.stands():
        told = place.last().outcome()
        assert (told.problems, told.notes, told.pages) == ((PROBLEM,), 3, 7)
        assert place.last().zone == "Asia/Tokyo"


@pytest.mark.parametrize("key", ["zone", "key", "seeds", "young", "manifest", "outcome"])
def test_what_is_half_there_does_not_stand(place: Place, key: str) -> None:
    """Of what was kept, a part is missing."""
    path = place.home / "cache" / "last.json"
    stored = kept(place)
    del stored[key]
    path.write_text(json.dumps(stored))
    assert not (place.last().zone and place.stands())
