"""What parley.publish promises: a folder made equal to a set of files, and nobody else's touched.

Knows files and folders; knows no page.
"""

import json
import os
import signal
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from parley.disk import replace_file
from parley.publish import MANIFEST, Published, Refused, publish
from tests.conftest import Files, Run, write

OLD = {
    "index.html": b"old home",
    "same.html": b"same",
    "events/one/index.html": b"one",
    "events/deep/er/index.html": b"gone, and two folders with it",
    "static/a.css": b"a",
}
NEW = {
    "index.html": b"new home",
    "same.html": b"same",
    "events/one/index.html": b"one, told anew",
    "events/two/index.html": b"two",
    "static/a.css": b"a",
}


def held(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, but for the manifest."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if not path.is_dir()
    }
    files.pop(MANIFEST, None)
    return files


def is_whole(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Tell whether a folder holds these files, no other, no empty folder, and its manifest."""
    listed = json.loads((folder / MANIFEST).read_bytes())["files"]
    empty = [path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir())]
    return held(folder) == dict(files) and listed == sorted(files) and not empty


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and time of every file: a file written again has another pair."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a folder that does not exist yet."""
    return tmp_path / "home" / "_site"


def test_a_new_folder_gets_all_files(output: Path) -> None:
    """The folder and those above it are made, and every file is counted."""
    assert publish(output, OLD) == Published(written=5, removed=0)
    assert is_whole(output, OLD)


def test_an_empty_folder_is_as_good_as_a_new_one(output: Path) -> None:
    """Somebody may have made the folder beforehand."""
    output.mkdir(parents=True)
    assert publish(output, OLD).written == 5


def test_a_second_run_writes_nothing(output: Path) -> None:
    """Equal files leave every inode and every time as it was, the manifest's too."""
    publish(output, OLD)
    before = states(output)
    assert publish(output, dict(OLD)) == Published(written=0, removed=0)
    assert states(output) == before


def test_only_what_changed_is_written(output: Path) -> None:
    """A file with the same bytes keeps its inode and its time."""
    publish(output, OLD)
    before = states(output)
    assert publish(output, NEW) == Published(written=3, removed=1)
    assert is_whole(output, NEW)
    after = states(output)
    for name in ("same.html", "static/a.css"):
        assert after[str(output / name)] == before[str(output / name)]
    assert after[str(output / "index.html")] != before[str(output / "index.html")]


def test_bytes_of_the_same_length_are_compared(output: Path) -> None:
    """A change that keeps a file's size is a change."""
    publish(output, {"a": b"one"})
    assert publish(output, {"a": b"two"}).written == 1


def test_a_file_that_somebody_edited_is_put_right(output: Path) -> None:
    """What lies in the folder counts, not what an earlier run remembers."""
    publish(output, OLD)
    (output / "index.html").write_bytes(b"edited")
    (output / "same.html").unlink()
    assert publish(output, OLD).written == 2
    assert is_whole(output, OLD)


def test_what_is_no_longer_made_is_removed(output: Path) -> None:
    """Files that an earlier run left go, and the folders that this leaves empty."""
    publish(output, OLD)
    assert publish(output, {"index.html": b"x"}).removed == 4
    assert is_whole(output, {"index.html": b"x"})


def test_what_was_deleted_by_hand_leaves_no_folder(output: Path) -> None:
    """A file that is gone already is not counted, but its empty folders go with it."""
    publish(output, OLD)
    (output / "events/deep/er/index.html").unlink()
    assert publish(output, NEW).removed == 0
    assert is_whole(output, NEW)


def test_a_strangers_file_is_left_alone(output: Path) -> None:
    """What this tool did not write stays, and so does the folder that holds it."""
    publish(output, OLD)
    strange: Files = {"CNAME": "example.org", "events/deep/er/notes.txt": "x", "mine/a": "b"}
    write(output, strange)
    publish(output, NEW)
    publish(output, {"index.html": b"x"})
    assert held(output) == {"index.html": b"x"} | {
        name: str(text).encode() for name, text in strange.items()
    }


def test_a_folder_of_other_files_is_refused(output: Path) -> None:
    """Without a manifest a folder with files is somebody else's: nothing in it changes."""
    write(output, {"thesis.txt": "x", "index.html": "mine"})
    with pytest.raises(
        Refused, match=r"_site holds files that parley did not write; name an empty"
    ):
        publish(output, OLD)
    assert held(output) == {"thesis.txt": b"x", "index.html": b"mine"}
    assert not (output / MANIFEST).exists()


IN_THE_WAY = [
    ({"events/two/index.html": "mine"}, "index.html is not a file that parley wrote; move it away"),
    ({"events/two": "mine"}, "two is a file where a folder must be; move it away"),
    ({"events/two/index.html/a": "mine"}, "index.html is not a file that parley wrote"),
]


@pytest.mark.parametrize(("strange", "message"), IN_THE_WAY)
def test_a_strangers_file_in_the_way_is_refused(output: Path, strange: Files, message: str) -> None:
    """Nothing at all is written where one file would be lost."""
    publish(output, OLD)
    write(output, strange)
    before = states(output)
    with pytest.raises(Refused, match=message):
        publish(output, NEW)
    assert states(output) == before


def test_a_folder_where_our_file_was_is_refused(output: Path) -> None:
    """Nor is anything written where somebody made a folder of one of our files."""
    publish(output, OLD)
    (output / "index.html").unlink()
    write(output, {"index.html/mine.txt": "x"})
    before = states(output)
    with pytest.raises(Refused, match="is a folder where a file must be; move it away"):
        publish(output, NEW)
    assert states(output) == before


@pytest.mark.parametrize("place", ["events", "events/one"])
def test_a_link_that_leads_away_is_not_written_through(output: Path, place: str) -> None:
    """A symbolic link to a folder elsewhere is refused, and nothing is written there."""
    publish(output, OLD)
    away = output.parent / "away"
    (output / place).rename(away)
    before = states(away)
    (output / place).symlink_to(away)
    with pytest.raises(Refused, match="is a link that leads away; delete it"):
        publish(output, NEW)
    assert states(away) == before


def test_a_link_in_place_of_a_file_is_replaced(output: Path) -> None:
    """Where one of our files has become a link, the link goes and its target stays."""
    publish(output, OLD)
    precious = output.parent / "precious"
    precious.write_bytes(OLD["index.html"])
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(precious)
    publish(output, NEW)
    assert not (output / "index.html").is_symlink()
    assert precious.read_bytes() == OLD["index.html"]


def test_a_link_in_place_of_a_new_file_is_refused(output: Path) -> None:
    """A link that somebody put where a page will stand is not ours, even if it leads nowhere."""
    publish(output, OLD)
    (output / "new.html").symlink_to(output.parent / "nowhere")
    with pytest.raises(Refused, match="is not a file that parley wrote"):
        publish(output, {**OLD, "new.html": b"x"})


def test_nothing_is_deleted_through_a_link(output: Path) -> None:
    """A page that goes does not take a file with it that a link's folder happens to hold."""
    publish(output, OLD)
    away = output.parent / "away"
    (output / "events/deep").rename(away)
    (output / "events/deep").symlink_to(away)
    publish(output, NEW)
    assert (away / "er/index.html").read_bytes() == OLD["events/deep/er/index.html"]


EVIL = [
    *("../precious", "events/../../precious", "/precious", "", ".", "..", "a//b", "a\\b"),
    *("a\0b", "\ud800", "./index.html", MANIFEST),
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_manifest_can_name_nothing_outside(output: Path, evil: str) -> None:
    """An entry that leads out of the folder, or to the folder itself, deletes nothing."""
    publish(output, OLD)
    precious = output.parent / "precious"
    precious.write_bytes(b"x")
    write(output, {MANIFEST: json.dumps({"files": [evil, str(precious), *OLD]})})
    publish(output, NEW)
    assert is_whole(output, NEW)
    assert precious.read_bytes() == b"x"


@pytest.mark.parametrize(
    "manifest",
    [
        *("", "{", "[]", "null", '{"files": "abc"}', '{"files": {"index.html": 1}}', "{}"),
        *('{"files": [1, null]}', "[" * 100_000, "\xff\xfe".encode("latin-1")),
    ],
)
def test_a_damaged_manifest_is_refused(output: Path, manifest: str | bytes) -> None:
    """Whose files these are is then unknown: nothing is written or deleted, and help is given."""
    publish(output, OLD)
    write(output, {MANIFEST: manifest})
    with pytest.raises(Refused, match=r"\.parley\.json can't be read; delete .*_site to start"):
        publish(output, NEW)
    assert held(output) == OLD


def test_a_manifest_that_is_a_folder_is_refused(output: Path) -> None:
    """So it is where the manifest is no file at all."""
    (output / MANIFEST).mkdir(parents=True)
    with pytest.raises(Refused, match="can't be read"):
        publish(output, NEW)


def test_an_output_that_is_a_file_is_refused(output: Path) -> None:
    """A file in place of the folder is kept, and named."""
    write(output.parent, {"_site": "mine"})
    with pytest.raises(Refused, match="_site is a file, not a folder"):
        publish(output, NEW)
    assert output.read_text() == "mine"


def test_files_can_be_read_by_a_web_server(output: Path) -> None:
    """Whatever the user's umask, everybody may read a page, and only the owner write it."""
    before = os.umask(0o077)
    try:
        publish(output, OLD)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in output.rglob("*") if path.is_file()}
    assert modes == {0o644}


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    """A file is replaced in one step: who has the old one open goes on reading the old one."""
    path = tmp_path / "page"
    replace_file(path, b"old" * 1000)
    with path.open("rb") as reader:
        replace_file(path, b"new")
        assert reader.read() == b"old" * 1000
    assert path.read_bytes() == b"new"
    assert [entry.name for entry in tmp_path.iterdir()] == ["page"]


class Disk:
    """Listens to what is asked of the file system below a folder, and can break off there.

    Python tells its audit hooks (PEP 578) of every open, rename and so on just before it is
    done; opening to read changes nothing and is not counted. A hook can't be taken away, so
    there is one for the whole run.
    """

    WATCHED = frozenset(
        {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "tempfile.mkstemp"}
    )

    def __init__(self) -> None:
        self.folder = ""
        self.left = 0
        self.fail: Callable[[], None] = lambda: None
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Count an event of the folder that is watched, and break off at the last one allowed."""
        if not self.folder or event not in self.WATCHED:
            return
        if not str(arguments[0]).startswith(self.folder):
            return
        if event == "open" and arguments[2] & os.O_ACCMODE == os.O_RDONLY:
            return
        self.left -= 1
        if self.left < 0:
            self.fail()

    @contextmanager
    def breaking(self, folder: Path, after: int, fail: Callable[[], None]) -> Iterator[None]:
        """Break off, in the way given, after so many events below a folder."""
        self.folder, self.left, self.fail = str(folder), after, fail
        try:
            yield
        finally:
            self.folder = ""


@pytest.fixture(scope="session")
def disk() -> Disk:
    """Return the one listener of this run."""
    return Disk()


def out_of_space() -> None:
    """Fail as a full disk does."""
    raise OSError(28, "No space left on device")


def pull_the_plug() -> None:
    """End this process at once: no exception, no cleaning up."""
    os.kill(os.getpid(), signal.SIGKILL)


def killed(disk: Disk, output: Path, files: Mapping[str, bytes], after: int) -> bool:
    """Publish in a process that is killed after so many events; tell whether it was."""
    child = os.fork()
    if not child:
        with disk.breaking(output, after, pull_the_plug):
            publish(output, files)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def broken_off(disk: Disk, output: Path, files: Mapping[str, bytes], after: int) -> bool:
    """Publish to a disk that is full after so many events; tell whether it failed."""
    try:
        with disk.breaking(output, after, out_of_space):
            publish(output, files)
    except (OSError, Refused) as error:
        assert "No space left on device" in str(error)
        return True
    return False


@pytest.mark.parametrize("accident", [killed, broken_off] if hasattr(os, "fork") else [broken_off])
@pytest.mark.parametrize("earlier", [{}, OLD], ids=["new folder", "old site"])
@pytest.mark.parametrize("later", [NEW, OLD], ids=["the same again", "back to the old"])
def test_the_next_run_makes_whole_what_a_run_left_half_done(
    tmp_path: Path,
    disk: Disk,
    accident: Callable[[Disk, Path, Mapping[str, bytes], int], bool],
    earlier: Mapping[str, bytes],
    later: Mapping[str, bytes],
) -> None:
    """Wherever a run is cut short, every file is whole, and the next run leaves what it should."""
    for after in range(200):
        output = tmp_path / str(after)
        if earlier:
            publish(output, earlier)
        cut_short = accident(disk, output, NEW, after)
        for name, content in held(output).items() if output.exists() else ():
            if ".parley-" not in name:
                assert content in (earlier.get(name), NEW.get(name))
        publish(output, later)
        assert is_whole(output, later)
        if not cut_short:
            break
    assert not cut_short
    assert after > 15  # there were so many places to break off at


def test_a_full_disk_is_told_in_a_sentence(output: Path, disk: Disk) -> None:
    """What could not be written is named with the reason and the next step."""
    with disk.breaking(output, 1, out_of_space), pytest.raises(Refused) as refused:
        publish(output, NEW)
    assert str(refused.value).endswith(
        "can't be written: No space left on device; mend that and build again"
    )


NOBODY = 65534


@contextmanager
def as_ordinary_user(folder: Path) -> Iterator[None]:
    """Act without root's rights, to whom no folder is closed; the folder becomes the user's own."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, NOBODY, -1)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_without_write_permission_is_told_in_a_sentence() -> None:
    """So is a folder in which the user may not write."""
    with TemporaryDirectory() as home:  # pytest's own folders are closed to other users
        folder = Path(home)
        with as_ordinary_user(folder):
            folder.chmod(0o555)
            with pytest.raises(Refused, match="can't be written: Permission denied; mend that"):
                publish(folder, NEW)
            folder.chmod(0o755)


Command = Callable[..., Run]


@pytest.mark.parametrize("place", ["content", "content/events", "content/new", "."])
def test_the_sources_are_not_for_output(good_site: Path, run: Command, place: str) -> None:
    """A build into the content folder, one of its folders or the one above it is refused."""
    home = good_site.parent
    before = held(home)
    end = run("build", "--content", good_site, "--output", home / place, "--no-cache")
    assert end.code == 2
    is_inside = place.startswith("content")
    reason = "lies in the content folder" if is_inside else "holds files that parley did not write"
    assert reason in end.err
    assert held(home) == before


def test_an_output_beside_the_sources_leaves_them_alone(good_site: Path, run: Command) -> None:
    """Sources that lie inside the output folder are strangers there: they stay as they are."""
    output = good_site.parent / "site"
    run("build", "--content", good_site, "--output", output, "--no-cache")
    inside = output / "content"
    good_site.rename(inside)
    (good_site.parent / "seeds").rename(output / "seeds")
    before = held(inside)
    assert run("build", "--content", inside, "--output", output, "--no-cache").code == 0
    assert held(inside) == before


def test_three_thousand_files_are_compared_in_good_time(output: Path) -> None:
    """A run that changes nothing stays quick where there are many files."""
    files = {f"events/e{n}/index.html": b"x" * 2000 for n in range(3_000)}
    publish(output, files)
    start = time.process_time()
    assert publish(output, files).written == 0
    assert time.process_time() - start < 2  # 0.1 s on the machine of 2026 that wrote this
