"""What a build looks at: a stamp for every file that it reads, and none for what does not count.

Knows files and folders; that equal stamps mean equal sites is tested in test_two_builds.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.building.inputs import YOUNG, Inputs, contents, installed, look, stamp, stamps, told
from tests.conftest import ROOT, write

FILES = {"site.toml": "a", "events/2025/one.md": "b", "topics/סחר.md": "c", "pages/x.txt": ""}


def numbers(path: Path) -> list[int]:
    """Return what a stamp is made of."""
    return [int(number) for number in stamp(path).split("-")]


def test_a_stamp_is_size_both_times_and_place(tmp_path: Path) -> None:
    """As the disk tells them: git knows a file by these too."""
    write(tmp_path, {"a": "one"})
    found = (tmp_path / "a").stat()
    assert numbers(tmp_path / "a") == [3, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def longer(path: Path) -> None:
    """Write more."""
    path.write_text("three")


def later(path: Path) -> None:
    """Touch it."""
    os.utime(path, ns=(5, path.stat().st_mtime_ns + 1))


def in_secret(path: Path) -> None:
    """Write other bytes, and put the time back as some tools do."""
    time = path.stat().st_mtime_ns
    path.write_text("two")
    os.utime(path, ns=(time, time))


def moved_in(path: Path) -> None:
    """Put an older file in its place, of the same size and time."""
    time = path.stat().st_mtime_ns
    other = path.with_name("other")
    other.write_text("two")
    os.utime(other, ns=(time, time))
    other.replace(path)


@pytest.mark.parametrize("change", [longer, later, in_secret, moved_in])
def test_what_changed_has_another_stamp(tmp_path: Path, change: Callable[[Path], None]) -> None:
    """Size, time of the bytes, time of the entry, place on the disk: each of them tells."""
    write(tmp_path, {"a": "one"})
    before, seen = stamp(tmp_path / "a"), (tmp_path / "a").stat().st_ctime_ns
    assert stamp(tmp_path / "a") == before
    change(tmp_path / "a")
    while (tmp_path / "a").stat().st_ctime_ns == seen:  # the clock of a disk is coarse
        os.utime(tmp_path / "a", ns=(5, (tmp_path / "a").stat().st_mtime_ns))
    assert stamp(tmp_path / "a") != before


def test_a_link_has_the_stamp_of_what_it_leads_to(tmp_path: Path) -> None:
    """And none where that is nothing; a file that is not there has none either."""
    write(tmp_path, {"a": "one"})
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "dead").symlink_to("nothing")
    (tmp_path / "itself").symlink_to("itself")
    assert stamp(tmp_path / "link") == stamp(tmp_path / "a")
    assert [stamp(tmp_path / name) for name in ("dead", "itself", "nothing")] == ["", "", ""]


def test_every_file_and_folder_that_counts_is_there(tmp_path: Path) -> None:
    """Files have stamps, folders none: even an empty one may be a mistake."""
    write(tmp_path, FILES)
    (tmp_path / "people").mkdir()
    found = stamps(tmp_path)
    assert {name for name, mark in found.items() if mark} == FILES.keys()
    folders = {"events/", "events/2025/", "topics/", "pages/", "people/"}
    assert {name for name, mark in found.items() if not mark} == folders


def test_what_does_not_count_is_not_there(tmp_path: Path) -> None:
    """What editors and systems leave: hidden files, those of Python, whole folders of them."""
    write(tmp_path, FILES)
    before = stamps(tmp_path)
    write(tmp_path, {".swp": "", ".git/HEAD": "", "__pycache__/a.pyc": "", "events/.DS_Store": ""})
    assert stamps(tmp_path) == before


def test_a_module_counts_whatever_its_name(tmp_path: Path) -> None:
    """Python has names of its own that begin with an underscore."""
    write(tmp_path, {"__init__.py": "", "_more.py": ""})
    assert stamps(tmp_path).keys() == {"__init__.py", "_more.py"}


def test_a_folder_that_cannot_be_read_is_told_by_its_fault(tmp_path: Path) -> None:
    """When it can be read again, that is a change."""
    assert set(stamps(tmp_path / "nothing")) == {"!"}
    write(tmp_path, {"file": ""})
    assert stamps(tmp_path / "file") != stamps(tmp_path / "nothing")


def test_a_build_looks_at_content_and_program(good_site: Path) -> None:
    """All of content/, and of the program code, templates and static files."""
    found = look(good_site, ROOT, began=1)
    assert found.content == stamps(good_site)
    assert {name.partition("/")[0] for name in found.program} == {"parley", "templates", "static"}
    for name in ("parley/cli.py", "parley/__init__.py", "templates/base.html"):
        assert found.program[name] == stamp(ROOT / name)
    assert not any(".pyc" in name for name in found.program)
    assert found.installed == installed()


def published(folder: Path) -> set[str]:
    """Return what of static/ is published from a folder."""
    from parley.site import static_files

    return {name.removeprefix("static/") for name in static_files(folder)}


@pytest.mark.parametrize("name", ["a.css", "_redirects", "_more/a.css", "a/_b.svg"])
def test_every_static_file_that_is_published_is_looked_at(tmp_path: Path, name: str) -> None:
    """Hosts have files whose names begin with an underscore."""
    write(tmp_path, {name: "x"})
    assert published(tmp_path) == {name}
    assert name in {each for each in stamps(tmp_path) if not each.endswith("/")}


def inputs(began: int) -> Inputs:
    """Return what was looked at at a time, which is nothing."""
    return Inputs({}, {}, (), began)


NOW = 1_790_000_000_000_000_000


@pytest.mark.parametrize(
    ("written", "noted", "is_young"),
    [
        (NOW - YOUNG - 1, NOW - YOUNG - 1, False),
        (NOW - YOUNG + 1, NOW - YOUNG - 1, True),
        (NOW - YOUNG - 1, NOW - YOUNG + 1, True),
        (NOW, NOW, True),
        (NOW + 3_600_000_000_000, NOW - YOUNG - 1, True),
        (10**19, NOW - YOUNG - 1, True),
        (1_600_000_000_000_000_000, 1_700_000_000_000_000_000, False),
    ],
    ids=["old", "just written", "just moved", "now", "of the future", "of 2286", "years ago"],
)
def test_a_file_is_young_that_could_change_and_keep_its_stamp(
    written: int, noted: int, *, is_young: bool
) -> None:
    """Either time counts; a clock that was wrong makes a file young, and never old."""
    assert inputs(NOW).is_young(f"3-{written}-{noted}-7") == is_young


def test_what_has_no_stamp_is_young() -> None:
    """Nothing is known of it."""
    assert inputs(NOW).is_young("")
    assert inputs(NOW).is_young("3")


def test_a_new_file_is_young_and_an_old_one_not(tmp_path: Path) -> None:
    """By the clock of the disk."""
    write(tmp_path, {"a": "one"})
    mark = stamp(tmp_path / "a")
    time = (tmp_path / "a").stat().st_ctime_ns
    assert inputs(time).is_young(mark)
    assert not inputs(time + YOUNG + 1).is_young(mark)


def test_bytes_are_told_by_name_and_content(tmp_path: Path) -> None:
    """Not by the order in which they are named; a file that is not there counts too."""
    write(tmp_path, {"a": "one", "b": "two"})
    both = contents(tmp_path, ["a", "b"])
    assert contents(tmp_path, ["b", "a"]) == both
    assert len({both, contents(tmp_path, ["a"]), contents(tmp_path, ["a", "b", "c"])}) == 3
    write(tmp_path, {"a": "onet", "b": "wo"})
    assert contents(tmp_path, ["a", "b"]) != both


def test_values_are_told_apart() -> None:
    """Whatever they are, if they print apart."""
    values = [("a", "b"), ("ab",), (["a", "b"],), ("a", None), ("a", "None"), ("\udcff",), ()]
    assert len({told(*each) for each in values}) == len(values)
    assert told("a", {"b": 1}) == told("a", {"b": 1})
