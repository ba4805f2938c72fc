"""What parley.cache promises: remembered texts that are right, or none at all.

Knows keys and texts; knows nothing of what they mean.
"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.cache import Cache, key


def stored(folder: Path) -> Path:
    """Return the one file of a cache."""
    return folder / "texts.json"


def saved(folder: Path, **texts: str) -> None:
    """Make a cache that remembers these texts."""
    cache = Cache(folder)
    for name, text in texts.items():
        cache.put(name, text)
    cache.save()


def test_what_is_put_is_got(tmp_path: Path) -> None:
    """A text is remembered in a run and, once saved, in the next; an unknown key has none."""
    cache = Cache(tmp_path / "deep" / "cache")
    cache.put("a", "Ünïcode ' \" \n")
    assert (cache.get("a"), cache.get("b")) == ("Ünïcode ' \" \n", None)
    cache.save()
    assert Cache(tmp_path / "deep" / "cache").get("a") == "Ünïcode ' \" \n"


def test_without_a_folder_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no folder the cache remembers for one run, and saving it does nothing."""
    monkeypatch.chdir(tmp_path)
    cache = Cache(None)
    cache.put("a", "b")
    cache.save()
    assert cache.get("a") == "b"
    assert list(tmp_path.iterdir()) == []


def test_only_what_was_used_is_kept(tmp_path: Path) -> None:
    """What a run neither got nor put is forgotten, so that the cache never grows for good."""
    saved(tmp_path, used="x", unused="y")
    cache = Cache(tmp_path)
    cache.get("used")
    cache.put("new", "z")
    cache.save()
    assert json.loads(stored(tmp_path).read_bytes())["texts"] == {"new": "z", "used": "x"}


def test_a_run_that_used_all_writes_nothing(tmp_path: Path) -> None:
    """Where nothing changed, the file stays as it is."""
    saved(tmp_path, a="x", b="y")
    before = stored(tmp_path).stat()
    cache = Cache(tmp_path)
    assert (cache.get("b"), cache.get("a")) == ("y", "x")
    cache.save()
    after = stored(tmp_path).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_file_does_not_tell_the_order_of_work(tmp_path: Path) -> None:
    """Equal texts give equal bytes, in whatever order they were made."""
    saved(tmp_path / "one", a="x", b="y")
    saved(tmp_path / "other", b="y", a="x")
    assert stored(tmp_path / "one").read_bytes() == stored(tmp_path / "other").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"null", b"[]", b'"texts"', b"\xff\xfe", b"\x00", b"[" * 100_000),
        *(b'{"texts": {"a": "x"}}', b'{"form": "parley cache 0", "texts": {"a": "x"}}'),
        *(b'{"form": "parley cache 1", "texts": {"a": 1}}', b'{"form": "parley cache 1"}'),
        *(b'{"form": "parley cache 1", "texts": ["a"]}', b'{"form": 1, "texts": {"a": "x"}}'),
        *(
            b'{"form": "parley cache 1", "texts": "a"}',
            b'{"form": "parley cache 1", "texts": null}',
        ),
        *(b'{"form": "parley cache 1", "texts": {"a": "\\ud800"}}',),
        *(b'{"form": "parley cache 1", "texts": {"a": "x"', b"<html>not found</html>"),
    ],
)
def test_a_damaged_or_foreign_file_counts_for_nothing(tmp_path: Path, content: bytes) -> None:
    """It is not believed, the user is told, and the next save puts it right."""
    stored(tmp_path).write_bytes(content)
    cache = Cache(tmp_path)
    assert cache.get("a") is None
    assert cache.note == f"{stored(tmp_path)} is damaged or of another version, and was not used"
    cache.put("a", "made afresh")
    cache.save()
    again = Cache(tmp_path)
    assert (again.get("a"), again.note) == ("made afresh", "")


def test_no_file_is_no_damage(tmp_path: Path) -> None:
    """A first run has nothing to say about the cache."""
    assert Cache(tmp_path / "none").note == ""


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, the run goes on, and the user is told."""
    (tmp_path / "cache").write_text("mine")
    cache = Cache(tmp_path / "cache")
    cache.put("a", "b")
    cache.save()
    assert cache.get("a") == "b"
    assert cache.note.startswith(f"{tmp_path}/cache/texts.json can't be written (")
    assert (tmp_path / "cache").read_text() == "mine"


def test_a_cache_that_is_a_folder_stops_nothing(tmp_path: Path) -> None:
    """So it is where a folder stands in the file's place."""
    (stored(tmp_path) / "mine").mkdir(parents=True)
    cache = Cache(tmp_path)
    cache.put("a", "b")
    cache.save()
    assert "can't be written" in cache.note
    assert [path.name for path in tmp_path.iterdir()] == ["texts.json"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=4), max_size=4), st.lists(st.text(max_size=4), max_size=4))
def test_a_key_tells_its_parts_apart(one: list[str], other: list[str]) -> None:
    """Two lists of parts have the same key only if they are the same list."""
    assert (key(*one) == key(*other)) == (one == other)


def test_parts_do_not_run_into_each_other() -> None:
    """Where a part ends matters: so a title can't pass for a part of the text."""
    parts = [("ab", "c"), ("a", "bc"), ("abc",), ("abc", ""), ("", "abc"), ("1:a", "bc"), ("a1:b",)]
    assert len({key(*each) for each in parts}) == len(parts)
