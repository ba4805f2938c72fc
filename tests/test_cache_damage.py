"""A damaged or foreign cache is ignored with a note, never believed, and put right by the build.

Damages every file of the cache, whatever it holds; knows nothing of what stands in one.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.incremental import desk as desks
from tests.incremental import edits, record
from tests.incremental.desk import Desk

# In how many places of each file a bit is turned, and of how many files where there are many.
PLACES, FILES = 8, 6

Damage = Callable[[Path], object]


def holding(content: bytes) -> Damage:
    """Put other bytes in the place of a file's own."""
    return lambda path: path.write_bytes(content)


@dataclass(frozen=True)
class Bench:
    """A desk, a good cache of its record, and the cache of another."""

    desk: Desk
    good: Path
    foreign: Path

    def files(self) -> list[Path]:
        """Return the files of the good cache, by their path in it; of many, some."""
        found = sorted(path for path in self.good.rglob("*") if path.is_file())
        step = max(1, len(found) // FILES)
        return [path.relative_to(self.good) for path in found[::step]]

    def damaged(self, name: Path, damage: Damage) -> Path:
        """Put the good cache in place, damage a file of it, and return that."""
        shutil.rmtree(self.desk.cache)
        shutil.copytree(self.good, self.desk.cache)
        damage(self.desk.cache / name)
        return self.desk.cache / name

    def lose_the_site(self) -> None:
        """Delete the site, so that the next one is made of what is remembered."""
        shutil.rmtree(self.desk.site, ignore_errors=True)  # a test that failed may have none


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Build two records, each with a cache."""
    folder = tmp_path_factory.mktemp("damage")
    with desks.desk(folder / "desk", record.lay_out(folder / "record")) as desk:
        pristine = desk.inputs()
        for name in edits.SETTINGS:
            edits.SETTINGS[name](desk)
        desk.check()
        foreign = desk.cache.rename(folder / "foreign")
        desk.put_back(pristine)
        desk.clear()
        desk.check()
        yield Bench(desk, shutil.copytree(desk.cache, folder / "good"), foreign)


def cut(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_a_folder(path: Path) -> None:
    """Put a folder in the place of a file."""
    path.unlink()
    (path / "mine").mkdir(parents=True)


RUINED: list[tuple[str, Damage]] = [
    ("cut in half", cut),
    ("without its last byte", lambda path: path.write_bytes(path.read_bytes()[:-1])),
    ("emptied", holding(b"")),
    ("random bytes", lambda path: path.write_bytes(Random(7).randbytes(path.stat().st_size))),
    ("a page of a server", holding(b"<!doctype html><p>Not found")),
    ("zeros", lambda path: path.write_bytes(bytes(path.stat().st_size))),
    ("a folder", make_a_folder),
]


@pytest.mark.parametrize("damage", [row[1] for row in RUINED], ids=[row[0] for row in RUINED])
def test_a_ruined_file(bench: Bench, damage: Damage) -> None:
    """The site is what it would be without a cache, and a note names the file."""
    for name in bench.files():
        for is_site_lost in (True, False):
            path = bench.damaged(name, damage)
            if is_site_lost:
                bench.lose_the_site()
            told = bench.desk.check()
            assert told.code == 0
            notes = [line for line in told.err.splitlines() if line.startswith("build.py: ")]
            assert any(str(bench.desk.cache) in note for note in notes), f"no note on {path}"


def test_a_bit_that_was_turned(bench: Bench) -> None:
    """In any place of any file: what is remembered is right, or it is not used."""
    random = Random(11)
    for name in bench.files():
        size = (bench.good / name).stat().st_size
        for place in sorted(random.sample(range(size), min(PLACES, size))):
            turned = bytearray((bench.good / name).read_bytes())
            turned[place] ^= 1
            bench.damaged(name, holding(bytes(turned)))
            bench.lose_the_site()
            assert bench.desk.check().code == 0, f"{name}, byte {place}"


def test_a_word_that_was_put_in(bench: Bench) -> None:
    """Words of the site that were changed in the cache, wherever they stand in it, don't show."""
    for name in bench.files():
        content = (bench.good / name).read_bytes()
        for old, new in ((b"order came", b"order <b>c"), (b"Monday", b"Sunday")):
            bench.damaged(name, holding(content.replace(old, new)))
            bench.lose_the_site()
            assert bench.desk.check().code == 0


def test_a_file_of_another_cache(bench: Bench) -> None:
    """One file, or all, of a cache that belongs to another record."""
    for name in bench.files():
        if (other := bench.foreign / name).is_file():
            bench.damaged(name, holding(other.read_bytes()))
            bench.lose_the_site()
            assert bench.desk.check().code == 0
    for is_site_lost in (True, False):
        shutil.rmtree(bench.desk.cache)
        shutil.copytree(bench.foreign, bench.desk.cache)
        if is_site_lost:
            bench.lose_the_site()
        assert bench.desk.check().code == 0


def test_a_file_less(bench: Bench) -> None:
    """Of several files one is missing."""
    for name in bench.files():
        bench.damaged(name, Path.unlink)
        bench.lose_the_site()
        assert bench.desk.check().code == 0


def test_a_cache_of_another_form(bench: Bench) -> None:
    """Its form has a number near its beginning; with another number it is not used, with a note."""
    numbered = [
        (name, found)
        for name in bench.files()
        if (found := re.search(rb"parley[ -~]{0,20}?(\d+)", (bench.good / name).read_bytes()[:200]))
    ]
    assert numbered
    for name, found in numbered:
        later = str(int(found[1]) + 1).zfill(len(found[1])).encode()
        content = (bench.good / name).read_bytes()
        renumbered = content[: found.start(1)] + later + content[found.end(1) :]
        bench.damaged(name, holding(renumbered))
        bench.lose_the_site()
        told = bench.desk.check()
        assert told.code == 0
        assert str(bench.desk.cache) in told.err


def test_a_cache_of_another_program(bench: Bench) -> None:
    """What a program with other code remembered is not what this one would make."""
    desk = bench.desk
    pristine = desk.inputs()
    desk.clear()
    for name, edit in edits.WORKS.items():
        if "static file" not in name:
            edit(desk)
    desk.check()
    desk.put_back(pristine)
    bench.lose_the_site()
    assert desk.check().code == 0


def test_a_cache_that_is_a_file(bench: Bench) -> None:
    """Where the folder can't be made nothing is remembered, and the build says so."""
    shutil.rmtree(bench.desk.cache)
    bench.desk.cache.write_text("mine")
    try:
        told = bench.desk.check()
        assert told.code == 0
        assert str(bench.desk.cache) in told.err
        assert bench.desk.cache.read_text() == "mine"
    finally:
        bench.desk.cache.unlink()
        bench.desk.cache.mkdir()


def test_nothing_in_it_can_be_run(bench: Bench) -> None:
    """No pickle and no compiled template: bytes that would be run if somebody put others there."""
    for path in (path for path in bench.good.rglob("*") if path.is_file()):
        start = path.read_bytes()[:2]
        assert start != b"j2"  # jinja2.bccache
        assert not (start[:1] == b"\x80" and start[1:] <= b"\x05")  # pickle, protocols 2 to 5


def test_what_is_mended_is_used(bench: Bench) -> None:
    """After a build over a ruined cache, the next one has nothing to say."""
    for name in bench.files():
        bench.damaged(name, cut)
        bench.desk.check()
        again = bench.desk.build()
        assert again
        assert (again.told["written"], again.err) == (0, "")
