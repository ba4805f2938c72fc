"""What parley.serve.watch promises: a file has changed when its content has, and only then.

Works on real files in a folder of its own; no server, no waiting.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.serve.watch import Folders
from tests.conftest import Files, write

FILES: Files = {
    "events/a.md": "a",
    "events/b.md": "b",
    ".git/index": "1",
    "events/.a.md.swp": "1",
    "events/a.md~": "1",
    "events/#a.md#": "1",
    "__pycache__/a.pyc": "1",
}


def replaced(folder: Path) -> None:
    """Move another file over one, as many editors save, with the size and time that it had."""
    old, new = folder / "events/a.md", folder / "new"
    new.write_text("x")
    os.utime(new, ns=(0, old.stat().st_mtime_ns))
    new.replace(old)


def moved_in(folder: Path) -> None:
    """Move a file in that is years old."""
    outside = folder.parent / "outside.md"
    outside.write_text("old")
    os.utime(outside, (0, 10**9))
    outside.rename(folder / "events/old.md")


def touched(folder: Path) -> None:
    """Save a file as it was."""
    path = folder / "events/a.md"
    path.write_bytes(path.read_bytes())
    os.utime(path, (0, 2 * 10**9))


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "an edit": (lambda it: write(it, {"events/a.md": "x"}), {"events/a.md"}),
    "a new file": (lambda it: write(it, {"topics/t.md": "t"}), {"topics/t.md"}),
    "a deletion": (lambda it: (it / "events/a.md").unlink(), {"events/a.md"}),
    "another name": (
        lambda it: (it / "events/a.md").rename(it / "events/c.md"),
        {"events/a.md", "events/c.md"},
    ),
    "a folder's other name": (
        lambda it: (it / "events").rename(it / "places"),
        {"events/a.md", "events/b.md", "places/a.md", "places/b.md"},
    ),
    "the same size and time": (replaced, {"events/a.md"}),
    "moved in with an old time": (moved_in, {"events/old.md"}),
    "saved as it was": (touched, set()),
    "an empty folder": (lambda it: (it / "rounds").mkdir(), set()),
    "a link to nothing": (lambda it: (it / "x.md").symlink_to("nothing"), set()),
    "what does not count": (
        lambda it: write(it, {name: "2" for name in FILES if FILES[name] == "1"}),
        set(),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_told_once(tmp_path: Path, what: str) -> None:
    """By the name of the folder and the path in it; the next look finds nothing more."""
    change, expected = CHANGES[what]
    folders = Folders({"content": write(tmp_path / "it", FILES)})
    assert folders.look() == set()
    before = folders.version
    change(tmp_path / "it")
    assert folders.look() == {f"content/{name}" for name in expected}
    assert folders.look() == set()
    assert (folders.version != before) == bool(expected)


def test_two_writes_within_one_tick_of_the_clock_are_two_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file system's clock may stand still for 4 ms; the second write leaves the same times."""
    asked = Path.stat

    def without_time(path: Path) -> os.stat_result:
        """Return what there is to know of a file whose clock stands still."""
        return os.stat_result(asked(path), {"st_mtime_ns": 0, "st_ctime_ns": 0})

    monkeypatch.setattr(Path, "stat", without_time)
    path = write(tmp_path, {"a.md": "0"}) / "a.md"
    folders = Folders({"content": tmp_path})
    for text in ("1", "2"):
        path.write_text(text)
        assert folders.look() == {"content/a.md"}


def test_the_version_comes_back_with_the_content(tmp_path: Path) -> None:
    """Equal files have equal versions, in whatever order they came to be."""
    one = Folders({"content": write(tmp_path / "one", {"a": "1", "b": "2"})})
    two = Folders({"content": write(tmp_path / "two", {"b": "2", "a": "1"})})
    first = one.version
    assert first == two.version
    write(tmp_path / "one", {"a": "2", "b": "1"})
    one.look()
    assert one.version != first
    write(tmp_path / "one", {"a": "1", "b": "2"})
    one.look()
    assert one.version == first


def test_a_folder_that_is_not_there_may_come(tmp_path: Path) -> None:
    """seeds/ may be made later."""
    folders = Folders({"seeds": tmp_path / "seeds"})
    write(tmp_path / "seeds", {"a.txt": "a"})
    assert folders.look() == {"seeds/a.txt"}


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    """What is no ordinary file is seen and not opened."""
    folders = Folders({"content": tmp_path})
    os.mkfifo(tmp_path / "pipe.md")
    assert folders.look() == {"content/pipe.md"}
    assert folders.look() == set()
