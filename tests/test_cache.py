"""What parley.cache promises: remembered texts that are right, or none at all.

Knows shelves, keys and texts; knows nothing of what they mean. Files are damaged as a disk, a
person or another program would damage them.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.cache import NAME, SEAL, Cache, Damaged, key
from tests.test_publish import as_ordinary_user

TEXTS = {"a": "x", "b": "Ünïcode ' \" \n", "": "under no key", "empty": "", "nul\0": "\0"}


def saved(folder: Path, texts: dict[str, str] = TEXTS, shelf: str = "page") -> Cache:
    """Save texts in a cache, and return that."""
    cache = Cache(folder)
    for name, text in texts.items():
        cache.shelf(shelf).put(name, text)
    cache.save()
    assert cache.note == ""
    return cache


def aged(path: Path) -> None:
    """Give a file another time, as everything has that was written again."""
    os.utime(path, ns=(1, 1))


def not_used(folder: Path) -> str:
    """Return what is said of a cache that counts for nothing."""
    return f"{folder / NAME} is damaged or of another version, and was not used"


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """A text is remembered in a run and, once saved, in the next; an unknown key has none."""
    cache = Cache(tmp_path / "deep" / "cache")
    cache.put("a", "Ünïcode ' \" \n")
    assert (cache.get("a"), cache.get("b")) == ("Ünïcode ' \" \n", None)
    cache.save()
    again = Cache(tmp_path / "deep" / "cache")
    assert (again.get("a"), again.get("b")) == ("Ünïcode ' \" \n", None)


def test_what_is_not_saved_is_gone(tmp_path: Path) -> None:
    """A run that ends before it saves leaves what was there."""
    saved(tmp_path)
    cache = Cache(tmp_path)
    cache.shelf("page").put("a", "other")
    cache.shelf("row").clear()
    assert Cache(tmp_path).shelf("page").all() == TEXTS


def test_without_a_folder_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no folder the cache remembers for one run, and saving it does nothing."""
    monkeypatch.chdir(tmp_path)
    cache = Cache(None)
    cache.put("a", "b")
    cache.shelf("page").put("a", "c")
    cache.save()
    assert (cache.get("a"), cache.shelf("page").all()) == ("b", {"a": "c"})
    assert list(tmp_path.iterdir()) == []


def test_shelves_are_apart(tmp_path: Path) -> None:
    """A key of one shelf is none of another's, and a shelf that is cleared leaves the rest."""
    cache = Cache(tmp_path)
    for name in ("one", "two", "three"):
        cache.shelf(name).put("a", name)
    cache.save()
    cache.shelf("two").clear()
    cache.save()
    again = Cache(tmp_path)
    assert [again.shelf(name).get("a") for name in ("one", "two", "three", "four")] == [
        *("one", None),
        *("three", None),
    ]


STEPS = st.one_of(
    st.tuples(st.just("put"), st.text(max_size=2), st.none() | st.text(max_size=3)),
    st.tuples(st.sampled_from(["get", "all", "clear", "save", "next run"])),
)


@settings(max_examples=150)
@given(st.lists(STEPS, max_size=12), st.text(max_size=2))
def test_a_shelf_is_a_dictionary_that_lasts(steps: list[tuple[str, ...]], asked: str) -> None:
    """Whatever is put, taken away, cleared, saved and opened anew, in whatever order."""
    with TemporaryDirectory() as home:
        cache = Cache(Path(home))
        now: dict[str, str] = {}
        stored: dict[str, str] = {}
        for step, *given in steps:
            shelf = cache.shelf("page")
            if step == "put":
                shelf.put(given[0], given[1])
                now = {**now, given[0]: given[1]}
                now = {name: text for name, text in now.items() if text is not None}
            elif step == "get":
                assert shelf.get(asked) == now.get(asked)
            elif step == "all":
                assert shelf.all() == now
            elif step == "clear":
                shelf.clear()
                now = {}
            elif step == "save":
                cache.save()
                stored = now
            else:
                cache = Cache(Path(home))
                now = stored
        assert (cache.shelf("page").get(asked), cache.note) == (now.get(asked), "")
        assert cache.shelf("page").all() == now


def test_what_is_fresh_is_what_was_put_since_it_was_saved(tmp_path: Path) -> None:
    """Other processes are sent that: not what is stored, not what was taken away."""
    saved(tmp_path)
    shelf = Cache(tmp_path).shelf("page")
    assert (shelf.get("a"), shelf.fresh()) == ("x", {})
    shelf.put("new", "1")
    shelf.put("a", "y")
    shelf.put("b", None)
    assert shelf.fresh() == {"a": "y", "new": "1"}
    cache = saved(tmp_path, {"c": "z"})
    assert cache.shelf("page").fresh() == {}


def test_a_run_that_puts_nothing_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    """Where nothing changed, not a byte of it is written, nor has it another time."""
    saved(tmp_path)
    before = (tmp_path / NAME).stat()
    cache = Cache(tmp_path)
    assert cache.shelf("page").all() == TEXTS
    cache.save()
    after = (tmp_path / NAME).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_cache_goes_on_after_it_is_saved(tmp_path: Path) -> None:
    """One cache serves a preview for hours: it saves, reads, puts and saves again."""
    cache = saved(tmp_path)
    cache.shelf("page").put("later", "1")
    assert (cache.shelf("page").get("a"), cache.shelf("row").get("a")) == ("x", None)
    cache.save()
    assert Cache(tmp_path).shelf("page").all() == {**TEXTS, "later": "1"}


def test_the_order_of_work_is_not_told(tmp_path: Path) -> None:
    """Equal texts give equal bytes of a shelf, in whatever order they were put there."""
    saved(tmp_path / "one", TEXTS)
    saved(tmp_path / "other", dict(reversed(TEXTS.items())))
    assert (tmp_path / "one" / NAME).read_bytes() == (tmp_path / "other" / NAME).read_bytes()


def test_a_cache_is_safe_to_delete(tmp_path: Path) -> None:
    """Without it, or without one of its two files, the next run begins anew."""
    for name in (NAME, SEAL):
        saved(tmp_path / name)
        (tmp_path / name / name).unlink()
        cache = Cache(tmp_path / name)
        assert cache.shelf("page").all() == {}
        cache.shelf("page").put("a", "made afresh")
        cache.save()
        again = Cache(tmp_path / name)
        assert (again.shelf("page").all(), again.note) == ({"a": "made afresh"}, "")


def test_no_file_is_no_damage(tmp_path: Path) -> None:
    """A first run has nothing to say about the cache."""
    assert Cache(tmp_path / "none").note == ""


def cut(path: Path) -> None:
    """Cut a file in half."""
    os.truncate(path, path.stat().st_size // 2)


def shorten(path: Path) -> None:
    """Take a file's last byte."""
    os.truncate(path, path.stat().st_size - 1)


def lengthen(path: Path) -> None:
    """Let something follow."""
    with path.open("ab") as file:
        file.write(bytes(100_000))


def changed(statement: str) -> Callable[[Path], None]:
    """Change what is stored in a way that is fine with SQLite."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)
        aged(path)

    return change


def holding(content: bytes) -> Callable[[Path], None]:
    """Put other bytes in the place of a file's own."""

    def fill(path: Path) -> None:
        path.write_bytes(content)

    return fill


STORED = {
    "cut in half": cut,
    "a byte less": shorten,
    "empty": holding(b""),
    "zeros": lambda path: holding(bytes(path.stat().st_size))(path),
    "text": holding(b'{"form": "parley cache 1", "texts": {"a": "x"}}'),
    "a page of a server": holding(b"<html>not found</html>"),
    "the beginning of a database": holding(b"SQLite format 3\0"),
    "another text": changed("UPDATE page SET text = replace(text, 'Ünïcode', 'unicode')"),
    "another key": changed("UPDATE page SET text = replace(text, 'empty', 'other')"),
    "no text": changed("UPDATE page SET text = NULL"),
    "a number": changed("UPDATE page SET text = 1.5, sum = 0"),
    "bytes": changed("UPDATE page SET text = x'ff'"),
    "no UTF-8": changed("UPDATE page SET text = CAST(x'ff' AS TEXT)"),
    "no sums": changed("ALTER TABLE page DROP COLUMN sum"),
    "another program's table": changed("CREATE TABLE mine (name TEXT)"),
}
SEALS = {
    name: holding(content)
    for name, content in {
        **{"empty": b"", "half": b"{", "null": b"null", "a list": b"[]", "a word": b'"form"'},
        **{"no UTF-8": b"\xff\xfe", "a nul": b"\0", "deep": b"[" * 100_000, "another": b"{}"},
        **{"an older form": b'{"form": "parley cache 1"}', "a number": b'{"form": 1}'},
        **{"a later form": b'{"form": "parley cache 20"}', "HTML": b"<html>not found</html>"},
    }.items()
}
DAMAGES = [
    *((NAME, f"{NAME}: {what}", damage) for what, damage in STORED.items()),
    *((SEAL, f"{SEAL}: {what}", damage) for what, damage in SEALS.items()),
]


@pytest.mark.parametrize(
    ("name", "damage"), [(row[0], row[2]) for row in DAMAGES], ids=[row[1] for row in DAMAGES]
)
def test_a_damaged_or_foreign_file_counts_for_nothing(
    tmp_path: Path, name: str, damage: Callable[[Path], None]
) -> None:
    """It is not believed, the user is told, and the next save puts it right."""
    saved(tmp_path)
    damage(tmp_path / name)
    cache = Cache(tmp_path)
    assert (cache.shelf("page").all(), cache.shelf("page").get("b")) == ({}, None)
    assert cache.note == not_used(tmp_path)
    cache.shelf("page").put("a", "made afresh")
    cache.save()
    again = Cache(tmp_path)
    assert (again.shelf("page").all(), again.note) == ({"a": "made afresh"}, "")


def test_what_follows_the_end_harms_nothing(tmp_path: Path) -> None:
    """SQLite knows how long its file is: what is stored there is right, or not used."""
    saved(tmp_path)
    lengthen(tmp_path / NAME)
    cache = Cache(tmp_path)
    assert cache.shelf("page").all() in ({}, TEXTS)
    assert cache.note in ("", not_used(tmp_path))


def test_the_cache_of_another_version_is_not_looked_at(tmp_path: Path) -> None:
    """However sound it is: what its shelves mean is not known."""
    saved(tmp_path)
    seal = json.loads((tmp_path / SEAL).read_bytes())
    (tmp_path / SEAL).write_text(json.dumps({**seal, "form": "parley cache 1"}))
    cache = Cache(tmp_path)
    assert (cache.shelf("page").all(), cache.note) == ({}, not_used(tmp_path))


def wrong(cache: Cache) -> dict[str, str]:
    """Return what a cache has that was not put there, however it is asked."""
    found: dict[str, str] = {}
    for name, right in TEXTS.items():
        try:
            text = cache.shelf("page").get(name)
        except Damaged:
            continue
        found |= {} if text in (None, right) else {name: str(text)}
    try:
        every = cache.shelf("page").all()
    except Damaged:
        return found
    return found | {name: text for name, text in every.items() if TEXTS.get(name) != text}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Save a cache, to be damaged as often as need be."""
    folder = tmp_path_factory.mktemp("sound")
    saved(folder)
    return folder


@settings(max_examples=300)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), is_told=st.booleans())
def test_a_bit_that_is_turned_makes_no_other_text(
    sound: Path, *, place: float, bit: int, is_told: bool
) -> None:
    """In any place, whether the file's time tells of it or not: a text is right, or it is none."""
    content = bytearray((sound / NAME).read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    before = (sound / NAME).stat()
    with TemporaryDirectory() as home:
        folder = Path(home)
        shutil.copy(sound / SEAL, folder)
        (folder / NAME).write_bytes(content)
        os.utime(folder / NAME, ns=(before.st_atime_ns, before.st_mtime_ns + is_told))
        assert wrong(Cache(folder)) == {}


def test_a_copied_cache_is_looked_through_and_believed(tmp_path: Path) -> None:
    """A server that keeps the cache for the next run gives its files other times."""
    saved(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "copy", copy_function=shutil.copyfile)
    aged(tmp_path / "copy" / NAME)
    cache = Cache(tmp_path / "copy")
    assert (cache.shelf("page").all(), cache.note) == (TEXTS, "")


def killed_while_saving(folder: Path) -> None:
    """Save other texts in a process that is killed before they are all there."""
    child = os.fork()
    if not child:
        connection = sqlite3.connect(folder / NAME, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")  # so that SQLite writes before it has to
        connection.execute("BEGIN")
        connection.execute("UPDATE page SET text = 'other'")
        connection.execute("CREATE TABLE later (name TEXT)")
        connection.executemany("INSERT INTO later VALUES (?)", [("x" * 500,)] * 5_000)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert [path.name for path in folder.glob("*-journal")] == [f"{NAME}-journal"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_run_that_is_killed_while_it_saves_leaves_nothing_half_done(tmp_path: Path) -> None:
    """What was stored before is there again, or counts for nothing; the next save is whole."""
    saved(tmp_path)
    killed_while_saving(tmp_path)
    cache = Cache(tmp_path)
    assert wrong(cache) == {}
    cache.shelf("page").put("new", "1")
    cache.save()
    again = Cache(tmp_path)
    assert again.shelf("page").get("new") == "1"
    again.shelf("page").put("new", None)
    assert (wrong(again), again.note) == ({}, "")


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, the run goes on, and the user is told."""
    (tmp_path / "cache").write_text("mine")
    cache = Cache(tmp_path / "cache")
    cache.put("a", "b")
    cache.save()
    assert cache.get("a") == "b"
    assert cache.note.startswith(f"{tmp_path}/cache/{NAME} can't be written (")
    assert (tmp_path / "cache").read_text() == "mine"


@pytest.mark.parametrize("name", [NAME, SEAL])
def test_a_folder_in_place_of_a_file_stops_nothing(tmp_path: Path, name: str) -> None:
    """So it is where a folder stands in a file's place."""
    (tmp_path / name / "mine").mkdir(parents=True)
    cache = Cache(tmp_path)
    cache.put("a", "b")
    cache.save()
    assert cache.get("a") == "b"
    assert "can't be written" in cache.note
    assert (tmp_path / name / "mine").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_folder_in_which_one_may_not_write_stops_nothing() -> None:
    """What stands there can be used all the same."""
    with TemporaryDirectory() as home:  # pytest's own folders are closed to other users
        folder = Path(home)
        with as_ordinary_user(folder):
            saved(folder)
            folder.chmod(0o555)
            (folder / NAME).chmod(0o444)
            cache = Cache(folder)
            assert cache.shelf("page").get("a") == "x"
            cache.shelf("page").put("a", "b")
            cache.save()
            folder.chmod(0o755)
        assert "can't be written" in cache.note
        assert cache.shelf("page").get("a") == "b"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_fork_reads_for_itself(tmp_path: Path) -> None:
    """A child and its parent read the same file, one after the other and both at once."""
    saved(tmp_path, {f"{n}": f"text {n}" * 100 for n in range(1_000)})
    cache = Cache(tmp_path)
    assert cache.shelf("page").get("1") == "text 1" * 100
    children = []
    for n in range(3):
        child = os.fork()
        if not child:
            try:
                every = cache.shelf("page").all()
                os._exit(0 if every["999"] == "text 999" * 100 and len(every) == 1_000 else 2)
            finally:
                os._exit(1)
        children.append(child)
        assert cache.shelf("page").get(f"{n}") == f"text {n}" * 100
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0, 0, 0]
    assert len(cache.shelf("page").all()) == 1_000


@settings(deadline=None)
@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_a_key_tells_its_parts_apart(one: list[str], other: list[str]) -> None:
    """Two lists of parts have the same key only if they are the same list."""
    assert (key(*one) == key(*other)) == (one == other)


def test_parts_do_not_run_into_each_other() -> None:
    """Where a part ends matters: so a title can't pass for a part of the text."""
    parts = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ("1:a", "bc"), ("a1:b",)]
    assert len({key(*each) for each in parts}) == len(parts)
