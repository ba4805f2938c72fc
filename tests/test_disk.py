"""What parley.disk promises: a file is written whole or not at all, and told from what it was.

Knows files of a few bytes; that a reader never sees half of one is tested in test_publish.
"""

import os
import stat
from pathlib import Path

import pytest

from parley.disk import contains, digest, replace_file, stamp


def test_a_file_and_its_folder_are_made(tmp_path: Path) -> None:
    """Nothing stands beside it afterwards, and everybody may read it."""
    path = tmp_path / "deep" / "er" / "page"
    before = os.umask(0o077)
    try:
        replace_file(path, b"one")
        replace_file(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_what_cannot_be_replaced_is_left_with_nothing_beside_it(tmp_path: Path) -> None:
    """A folder stands where the file should be."""
    (tmp_path / "page" / "mine").mkdir(parents=True)
    with pytest.raises(OSError, match="page"):
        replace_file(tmp_path / "page", b"one")
    assert list(tmp_path.rglob("*")) == [tmp_path / "page", tmp_path / "page" / "mine"]


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    """Nothing is written to where it led."""
    (tmp_path / "target").write_bytes(b"mine")
    (tmp_path / "page").symlink_to("target")
    replace_file(tmp_path / "page", b"one")
    assert not (tmp_path / "page").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"mine"


def test_a_file_that_was_written_again_has_another_stamp(tmp_path: Path) -> None:
    """Of the same bytes and time too; one that was left alone has the same."""
    path = tmp_path / "page"
    replace_file(path, b"one")
    before, times = stamp(str(path)), (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    assert before
    assert stamp(str(path)) == before
    (tmp_path / "other").write_bytes(b"one")
    (tmp_path / "other").replace(path)
    os.utime(path, ns=times)
    assert stamp(str(path)) != before


@pytest.mark.parametrize("change", ["longer", "later"])
def test_size_and_time_are_in_a_stamp(tmp_path: Path, change: str) -> None:
    """Each of them alone is enough."""
    path = tmp_path / "page"
    path.write_bytes(b"one")
    before, time = stamp(str(path)), path.stat().st_mtime_ns
    if change == "longer":
        path.write_bytes(b"three")
    os.utime(path, ns=(time, time + (change == "later")))
    assert stamp(str(path)) != before


def test_what_is_no_file_has_no_stamp_and_no_bytes(tmp_path: Path) -> None:
    """Nothing, a folder, a pipe, a link: even one that leads to a file with these bytes."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("nothing", "folder", "link", "pipe", "file/below"):
        path = str(tmp_path / name)
        assert (stamp(path), contains(path, b"")) == ("", False)
    assert contains(str(tmp_path / "file"), b"")


@pytest.mark.parametrize("content", [b"", b"one", b"tow", b"two\n", b"\xff" * 100_000])
def test_a_file_is_told_by_its_bytes(tmp_path: Path, content: bytes) -> None:
    """All of them, and no others; a digest tells the same."""
    path = tmp_path / "page"
    path.write_bytes(content)
    for other in (b"", b"one", b"two", b"two\n", content, content + b"\0"):
        assert contains(str(path), other) == (other == content)
        assert (digest(other) == digest(content)) == (other == content)
