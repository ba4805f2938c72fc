"""A record that is had from memory: equal to the one that was kept, and read when it is due.

Keeps the good site in a cache and has it again, with edits and without; knows no page.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parley import pipeline
from parley.building.memory import CLASSES, Memory, as_text
from parley.cache import Cache
from parley.model import Event
from parley.pipeline import Options
from parley.problems import Origin, Problem
from parley.reading import files, folder
from parley.reading.files import File
from parley.reading.schema import Reading
from parley.timeline import Timeline
from parley.watched import GROUPS
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, write

Make = Callable[[Files], Path]
CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}


def kept(content: Path, cache: Cache) -> tuple[Memory, Timeline]:
    """Read a content folder, keep what came of it, and return both."""
    memory = Memory(cache)

    def read_all(found: list[File]) -> list[Reading]:
        readings = [files.read(file) for file in found]
        for file, reading in zip(found, readings, strict=True):
            memory.keep_reading(file.name, as_text(reading))
        return readings

    record = pipeline.read(Options(content=content, shown="content"), read_all=read_all)  # type: ignore[arg-type]  # it is a list
    assert record.timeline is not None, record.problems
    memory.keep_timeline(record.timeline, record.drafts)
    cache.save()
    return memory, record.timeline


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_record_is_had_as_it_was_kept(content: Path, tmp_path: Path) -> None:
    """Everything in order, every group, every passage, by the next run too; no draft is there."""
    _, whole = kept(content, Cache(tmp_path))
    had = Memory(Cache(tmp_path)).timeline(whole.settings)
    for kind, things in whole.by_kind.items():
        assert list(had.by_kind[kind].items()) == list(things.items())
    for index in GROUPS:
        group = getattr(whole, index)
        assert set(getattr(had, index)) == set(group)
        assert len(getattr(had, index)) == len(group)
        for key in group:
            assert getattr(had, index)[key] == group[key]
            assert key in getattr(had, index)
            assert had.members(index, key) == whole.members(index, key)
            assert had.number(index, key) == len(whole.members(index, key))
    assert dict(had.passages) == dict(whole.passages)
    assert had.ids() == whole.ids()
    assert [had.number_of(kind) for kind in ("events", "articles")] == [
        *(len(whole.events), len(whole.articles))
    ]
    for name in ("events", "articles", "topics", "people", "places", "measures", "texts"):
        assert getattr(had, name) == getattr(whole, name)
    assert (had.rounds, had.rounds_in_order) == (whole.rounds, whole.rounds_in_order)
    assert had.days_of_news == whole.days_of_news


def test_what_is_not_there_is_not_there(tmp_path: Path) -> None:
    """No group, thing or passage of a name that nobody has."""
    memory, whole = kept(GOOD_SITE / "content", Cache(tmp_path))
    had = memory.timeline(whole.settings)
    for index in GROUPS:
        key = 1 if index == "years" else "nobody"
        assert (getattr(had, index).get(key), key in getattr(had, index)) == (None, False)
        assert (had.members(index, key), had.number(index, str(key))) == ((), 0)
    assert (had.event.get("nobody"), had.article.get("nobody")) == (None, None)
    assert had.passages.get(("nobody", "q")) is None


class Counting(Memory):
    """A memory that notes which files are read."""

    def __init__(self, cache: Cache) -> None:
        super().__init__(cache)
        self.read: list[str] = []

    def entity(self, name: str) -> object:  # type: ignore[override]  # an Entity
        """Note the name."""
        self.read.append(name)
        return super().entity(name)


def test_nothing_is_read_before_it_is_looked_at(tmp_path: Path) -> None:
    """Of events and articles: who is where can be told without; each is read once."""
    _, whole = kept(GOOD_SITE / "content", Cache(tmp_path))
    memory = Counting(Cache(tmp_path))
    had = memory.timeline(whole.settings)
    had.ids(), had.position, "mayors-meet" in had.event, len(had.event), had.number_of("articles")
    for index in GROUPS:
        for key in getattr(had, index):
            had.members(index, key)
    late = ("events/", "articles/")
    assert [name for name in memory.read if name.startswith(late)] == []
    meet = had.event["mayors-meet"]
    assert meet == whole.event["mayors-meet"]
    assert had.event["mayors-meet"] is meet
    read = [name for name in memory.read if name.startswith(late)]
    assert read == ["events/2025/mayors-meet.md"]


def test_an_edit_stands_in_place_of_what_was_kept(tmp_path: Path) -> None:
    """In the record, and in every group that it belongs to; its neighbours are as they were."""
    memory, whole = kept(GOOD_SITE / "content", Cache(tmp_path))
    before = whole.event["mayors-meet"]
    after = replace(before, summary="In other words.")
    had = memory.timeline(whole.settings, {before.name: after})
    assert had.event["mayors-meet"] == after
    assert after in had.events_of_topic["bridge"]
    assert before not in had.events
    others = [event for event in whole.events if event.id != "mayors-meet"]
    assert [event for event in had.events if event.id != "mayors-meet"] == others


def test_a_part_of_it_is_a_record_of_its_own(tmp_path: Path) -> None:
    """What is replaced in it is replaced, and its groups are of what is there."""
    memory, whole = kept(GOOD_SITE / "content", Cache(tmp_path))
    had = memory.timeline(whole.settings)
    part = replace(had, events=had.events[:1])
    assert part.ids() == whole.ids()[:1]
    assert part.years == replace(whole, events=whole.events[:1]).years
    assert replace(had, events=()).ids() == ()
    assert had.events == whole.events


def sheets(content: Path) -> Iterator[File]:
    """Yield the files of a content folder."""
    yield from folder.read(content, "content").files


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_a_reading_is_had_as_it_was_read(content: Path, tmp_path: Path) -> None:
    """What came of a file, and what that mentions, where."""
    kept(content, Cache(tmp_path))
    memory = Memory(Cache(tmp_path))
    for file in sheets(content):
        reading = files.read(file)
        assert memory.reading(file) == reading
        assert memory.entity(file.name) == reading.entity
        assert isinstance(memory.entity(file.name), CLASSES[file.kind])
        mentions = [(each.kind, each.id) for each in reading.references]
        assert memory.mentions(file.name) == mentions


def test_a_file_with_a_mistake_is_not_kept(content: Make) -> None:
    """It is read again, so that the mistake is told again."""
    made = content({"events/e.md": "---\ntitle: T\ndate: 2025-02-30\n---\n"})
    (file,) = sheets(made)
    assert as_text(files.read(file)) is None


def test_what_is_forgotten_is_read_again(tmp_path: Path) -> None:
    """A file that has gone leaves nothing."""
    memory, _ = kept(GOOD_SITE / "content", Cache(tmp_path))
    file = next(sheets(GOOD_SITE / "content"))
    memory.keep_reading(file.name, None)
    assert memory.reading(file) is None
    with pytest.raises(KeyError):
        memory.entity(file.name)
    assert memory.mentions(file.name) == []


def test_a_group_that_has_gone_is_not_there(tmp_path: Path) -> None:
    """Of a record that lost its last event of a topic, and all of its passages."""
    home = write(
        tmp_path / "home",
        {"content/site.toml": SITE, "content/topics/t.md": "---\ntitle: T\n---\n"},
    )
    event = "---\ntitle: E\ndate: 2025-05-05\ntopics: t\n---\n"
    write(home, {"content/events/e.md": event, "content/events/f.md": event.replace("E", "F")})
    cache = Cache(tmp_path / "cache")
    memory, whole = kept(home / "content", cache)
    assert memory.timeline(whole.settings).members("events_of_topic", "t") == ("e", "f")
    (home / "content/events/e.md").unlink()
    write(home, {"content/events/f.md": event.replace("topics: t\n", "")})
    memory, whole = kept(home / "content", cache)
    had = memory.timeline(whole.settings)
    assert dict(had.events_of_topic) == {}
    assert [each.id for each in had.years[2025]] == ["f"]


def told(path: str, rule: str, severity: str) -> Problem:
    """Return something that was told of a file."""
    return Problem(origin=Origin(path=path), rule=rule, message="m", severity=severity)  # type: ignore[arg-type]  # a literal


def test_what_was_told_is_told_again() -> None:
    """Warnings and notes apart, by file; of an edit only those of its files are put in place."""
    memory = Memory(Cache(None))
    first = [told("a", "1", "note"), told("a", "2", "warning"), told("b", "3", "note")]
    memory.keep_problems(first, None)
    assert memory.warnings() == (first[1],)
    assert memory.notes() == (first[0], first[2])
    assert (memory.number_of_notes(), set(memory.problems_of("a"))) == (2, set(first[:2]))
    more = [told("b", "4", "note"), told("b", "5", "note"), told("b", "6", "warning")]
    memory.keep_problems(more, ["b", "c"])
    assert memory.notes() == (first[0], *more[:2])
    assert memory.warnings() == (first[1], more[2])
    assert memory.number_of_notes() == 3
    memory.keep_problems([], ["b"])
    assert (memory.notes(), memory.number_of_notes()) == ((first[0],), 1)
    memory.keep_problems([], None)
    assert (memory.notes(), memory.warnings(), memory.number_of_notes()) == ((), (), 0)


def test_years_stand_in_one_order(content: Make, tmp_path: Path) -> None:
    """As they do in a record that was read: pages follow one another by it."""
    dates = ["-0043", "0001", "1999", "2024-05", "2025", "../2020", "2023/..", "../.."]
    events = {
        f"events/e{n}.md": f"---\ntitle: Title {n}\ndate: {date}\n---\n"
        for n, date in enumerate(dates)
    }
    memory, whole = kept(content(events), Cache(tmp_path / "cache"))
    assert list(memory.timeline(whole.settings).years) == list(whole.years)
    assert isinstance(whole.events[0], Event)
