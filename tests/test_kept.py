"""What is kept of a build: texts that are made once, and a list of what each of them asked for.

Knows columns, keys and names as anybody may call them; knows no record and no page.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley.cache import Cache
from parley.kept import Kept, Notebook, Texts


def kept() -> Kept:
    """Return what is kept where nothing is."""
    return Kept(Cache(None))


def made(kept: Kept, key: str, asks: str = "") -> Callable[[], Texts]:
    """Return a maker that gives a key's texts in two columns, and asks for something."""

    def make() -> Texts:
        kept.notes.note(asks or f"event/{key}")
        return {"row": f"row of {key}", "mark": f"mark of {key}"}

    return make


def never() -> Texts:
    """Fail: what is kept is not made."""
    raise AssertionError


def test_each_thing_has_a_list_of_its_own() -> None:
    """What is made within another has its own; what nobody makes is noted nowhere."""
    notes = Notebook()
    notes.note("before")
    with notes.noting() as page:
        notes.note("one")
        with notes.noting() as row:
            notes.note("two")
            notes.note("two")
        notes.note("three")
    notes.note("after")
    assert (page, row) == ({"one", "three"}, {"two"})


def test_a_list_is_closed_by_a_fault_too() -> None:
    """A page that can't be rendered leaves the next one its own list."""
    notes = Notebook()
    with pytest.raises(KeyError), notes.noting():
        raise KeyError
    with notes.noting() as asked:
        notes.note("one")
    assert asked == {"one"}


def test_a_text_is_made_once_for_all_columns() -> None:
    """Whoever asks next has what was made, and so has the next run."""
    cache = Cache(None)
    first = Kept(cache)
    assert first.text("row", "a", made(first, "a")) == "row of a"
    assert first.text("mark", "a", never) == "mark of a"
    assert Kept(cache).text("row", "a", never) == "row of a"


def test_who_asks_for_a_text_asked_for_the_text_alone() -> None:
    """What that asked for is noted for its maker: a page depends on a row, the row on its event."""
    here = kept()
    with here.notes.noting() as asked:
        here.text("row", "a", made(here, "a"))
        here.text("row", "a", never)
    assert asked == {"row/a"}
    assert here.asked == {"made/a": {"event/a"}}


def test_a_column_is_in_the_order_of_its_keys() -> None:
    """What is missing of it is made; who asks has asked for all of it."""
    here = kept()
    here.text("row", "b", made(here, "b"))
    with here.notes.noting() as asked:
        found = here.column("row", ["c", "b", "a"], lambda key: made(here, key)())
    assert list(found.items()) == [("c", "row of c"), ("b", "row of b"), ("a", "row of a")]
    assert asked == {"row/*"}
    assert here.asked == {f"made/{key}": {f"event/{key}"} for key in "abc"}


def test_a_column_holds_its_keys_alone() -> None:
    """A text of an event that is no longer there is in no list."""
    here = kept()
    here.keep("old", {"row": "gone"}, set())
    assert here.column("row", [], lambda _: never()) == {}


def test_keeping_tells_what_is_other_than_before() -> None:
    """The names under which it is asked for: of one key, and of the column; of equal texts none."""
    here = kept()
    texts = {"row": "r", "mark": "m"}
    assert here.keep("a", texts, {"one"}) == {"row/a", "row/*", "mark/a", "mark/*"}
    assert here.keep("a", texts, {"two"}) == set()
    assert here.keep("a", {**texts, "row": "other"}, {"two"}) == {"row/a", "row/*"}
    assert here.keep("a", {"row": ""}, {"two"}) == {"row/a", "row/*"}
    assert here.asked == {"made/a": {"two"}}
    assert here.text("row", "a", never) == ""


def test_what_is_shared_is_made_once_and_asked_for_by_all() -> None:
    """Whoever wants it depends on all that it depends on, though another page had it made."""
    here = kept()
    count = 0

    def make() -> int:
        nonlocal count
        count += 1
        here.notes.note("history/a")
        return count

    lists = []
    for _ in range(3):
        with here.notes.noting() as asked:
            assert here.shared("board", make) == 1
        lists.append(asked)
    assert lists == [{"history/a"}] * 3


def test_what_is_shared_within_what_is_shared_is_asked_for_too() -> None:
    """The names go all the way up."""
    here = kept()

    def inner() -> None:
        here.notes.note("history/a")

    def outer() -> None:
        here.notes.note("event/a")
        here.shared("inner", inner)

    here.shared("inner", inner)
    for _ in range(2):
        with here.notes.noting() as asked:
            here.shared("outer", outer)
        assert asked == {"history/a", "event/a"}


def test_a_later_run_asks_for_nothing_that_it_did_not_make(tmp_path: Path) -> None:
    """What is kept has been noted already, by the run that made it."""
    cache = Cache(tmp_path)
    first = Kept(cache)
    first.text("row", "a", made(first, "a"))
    cache.save()
    later = Kept(Cache(tmp_path))
    assert later.text("row", "a", never) == "row of a"
    assert later.asked == {}
