"""What is stored as JSON comes back as it was: everything that a record is made of.

Knows the model's classes and makes odd values of them; knows nothing of where they are stored.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import records
from parley.cache import Cache
from parley.dates import Day, FuzzyDate
from parley.model import (
    Article,
    Entity,
    Event,
    Measure,
    Passage,
    Person,
    Place,
    Round,
    Text,
    Topic,
)
from parley.problems import Origin, Problem
from parley.showing.rows import Row
from parley.site import Rendering, Site
from tests.conftest import GOOD_SITE, ROOT, read
from tests.test_dates import everything

KINDS: tuple[type[Entity], ...] = (
    *(Event, Article, Topic, Person),
    *(Place, Round, Measure, Text),
)
CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}


def again(kind: type[object], value: object) -> object:
    """Store a value as a file would, and make it anew."""
    return records.made(kind, json.loads(json.dumps(records.plain(value), ensure_ascii=False)))


@pytest.mark.parametrize("folder", CONTENTS.values(), ids=CONTENTS)
def test_a_record_comes_back(folder: Path) -> None:
    """Everything of every kind, drafts too, equal in each of its parts."""
    timeline = read(folder, drafts=True).timeline
    assert timeline is not None
    for things in timeline.by_kind.values():
        for thing in things.values():
            assert again(type(thing), thing) == thing
    for passage in timeline.passages.values():
        assert again(Passage, passage) == passage
    assert {type(thing) for things in timeline.by_kind.values() for thing in things.values()} == {
        *KINDS
    }


def test_rows_come_back() -> None:
    """So do the rows of lists, talks and both sides among them."""
    timeline = read(GOOD_SITE / "content").timeline
    assert timeline is not None
    how = Rendering(home=ROOT, today=Day(2025, 6, 30), cache=Cache(None))
    rows = Site(timeline, how).rows.of(timeline.ids())
    assert {row.talks for row in rows} != {""}
    assert tuple(again(Row, row) for row in rows) == rows


def test_what_is_wrong_comes_back() -> None:
    """A problem is told again as it was told first."""
    problem = Problem(origin=Origin(path="a\nb.md", line=3), rule="r", message="Ü", severity="note")
    assert again(Problem, problem) == problem


# Dates as they can be written: of any that fit the types, most would be deep, and none would mean
# anything.
st.register_type_strategy(FuzzyDate, everything)
# No number is equal to what is none.
PLACES = st.builds(
    Place,
    lat=st.none() | st.floats(allow_nan=False) | st.integers(),
    lon=st.none() | st.floats(allow_nan=False),
)


@settings(max_examples=40)
@pytest.mark.parametrize("kind", [*KINDS, FuzzyDate, Passage, Problem])
@given(data=st.data())
def test_odd_values_come_back(kind: type[object], data: st.DataObject) -> None:
    """Empty and full, nested and absent: whatever the types of the fields allow."""
    value = data.draw(PLACES if kind is Place else st.from_type(kind))
    assert again(kind, value) == value


@dataclass(frozen=True)
class Box:
    """A thing that may hold one of its own kind."""

    name: str
    size: int | None = None
    inner: "Box | None" = None
    pairs: tuple[tuple[str, int], ...] = ()


def test_a_thing_may_hold_one_of_its_kind() -> None:
    """As an interval holds its two ends."""
    box = Box("outer", inner=Box("inner", 0, pairs=(("", -1), ("b", 2))))
    assert records.plain(box) == ["outer", None, ["inner", 0, None, [["", -1], ["b", 2]]], []]
    assert again(Box, box) == box


@pytest.mark.parametrize(
    "stored",
    [None, 1, [], ["a"], ["a", 1, None], ["a", 1, None, [], "more"], ["a", 1, 2, []],
     ["a", 1, None, 3], ["a", 1, None, [["b"]]], ["a", 1, ["b"], []]],
    ids=repr,
)  # fmt: skip
def test_what_is_no_record_is_refused(stored: object) -> None:
    """Too few fields or too many, or something else than a list in the place of one."""
    with pytest.raises((TypeError, ValueError)):
        records.made(Box, stored)
