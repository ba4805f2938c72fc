"""What a page asks for is noted, and what changes is among it, by one of its names.

Asks everything that can be asked of a record before and after an edit: who has another answer must
have noted a name that the edit touches. Knows no page.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter, methodcaller
from pathlib import Path

import pytest

from parley.building.changes import asked_for
from parley.dates import Day
from parley.kept import Notebook
from parley.timeline import Timeline
from parley.watched import GROUPS, names_of_article, names_of_event, names_of_moves, watched
from tests.conftest import GOOD_SITE, read

Ask = Callable[[Timeline], object]

# What is asked as a whole, by the name that is noted.
WHOLES = {
    **{"events": "events/*", "articles": "articles/*", "by_kind": "by_kind/*"},
    **{"days_of_news": "days_of_news/*", "rounds_in_order": "rounds_in_order/*"},
    **{"position": "order/"},
}
# What is of the whole site: it is not noted, since all is made anew where it changes.
SITE = ("settings", "topics", "people", "places", "rounds", "measures", "texts", "round_of_event")


def good_site() -> Timeline:
    """Return the record of the good site."""
    found = read(GOOD_SITE / "content").timeline
    assert found is not None
    return found


def heard(timeline: Timeline, ask: Ask) -> tuple[object, set[str]]:
    """Return the answer to a question, and what was noted of it."""
    notes = Notebook()
    asked = watched(timeline, notes)
    with notes.noting() as names:
        answer = ask(asked)
    return answer, names


def keys(index: str, *timelines: Timeline) -> list[str | int]:
    """Return the keys of an index, of any of some timelines, and one that there is not."""
    found = {key: None for timeline in timelines for key in getattr(timeline, index)}
    return [*found, 1 if index == "years" else "nobody"]


def at(index: str, key: object) -> Ask:
    """Ask what stands under a key."""
    return lambda timeline: getattr(timeline, index).get(key)


def within(index: str, key: object) -> Ask:
    """Ask whether anything stands under a key."""
    return lambda timeline: key in getattr(timeline, index)


@pytest.mark.parametrize("index", ["event", "article", *GROUPS])
def test_what_stands_under_a_key_is_noted_by_index_and_key(index: str) -> None:
    """Which keys there are, and whether one is, have names of their own; the answers are right."""
    plain = good_site()
    group = getattr(plain, index)
    for key in keys(index, plain):
        assert heard(plain, at(index, key)) == (group.get(key), {f"{index}/{key}"})
        assert heard(plain, within(index, key)) == (key in group, {f"{index}/{key}#"})
    for key in group:
        found = heard(plain, lambda timeline, key=key: getattr(timeline, index)[key])  # type: ignore[misc]  # of any index
        assert found == (group[key], {f"{index}/{key}"})
    assert heard(plain, lambda timeline: [*getattr(timeline, index)]) == (
        [*group],
        {f"{index}/="},
    )
    assert heard(plain, lambda timeline: len(getattr(timeline, index))) == (
        len(group),
        {f"{index}/="},
    )


@pytest.mark.parametrize("index", GROUPS)
def test_who_belongs_to_a_group_and_how_many_are_noted_apart(index: str) -> None:
    """A list of links need not be made anew when an event is told in other words."""
    plain = good_site()
    for key in keys(index, plain):
        for method, sign in (("members", "!"), ("number", "#")):
            ask = methodcaller(method, index, key)
            assert heard(plain, ask) == (ask(plain), {f"{index}/{key}{sign}"})


def test_a_whole_is_noted_as_one() -> None:
    """So is all that is put together of everything."""
    plain = good_site()
    for name, noted in WHOLES.items():
        assert heard(plain, attrgetter(name)) == (getattr(plain, name), {noted})
    day = Day(2025, 5, 9)
    answer, names = heard(plain, methodcaller("as_known_on", day))
    assert (answer, names) == (plain.as_known_on(day), {"events/*", "articles/*"})


def test_what_is_of_the_site_is_told_as_it_is() -> None:
    """Nothing is noted of it."""
    plain = good_site()
    for name in SITE:
        assert heard(plain, attrgetter(name)) == (getattr(plain, name), set())


def test_nothing_is_noted_where_nobody_asks() -> None:
    """To watch a record is not to ask for it."""
    assert heard(good_site(), lambda _: None) == (None, set())


@pytest.mark.parametrize("index", GROUPS)
def test_every_name_under_which_an_event_stands_is_one_of_its_names(index: str) -> None:
    """For every event, key and index: where its words are shown, they are told to have changed."""
    plain = good_site()
    for key in getattr(plain, index):
        for id in plain.members(index, key):
            names = names_of_event(plain, plain.event[id])
            assert {f"{index}/{key}", f"{index}/*"} <= names
    for event in plain.events:
        assert {f"event/{event.id}", "events/*", "by_kind/*"} <= names_of_event(plain, event)


def test_a_passage_is_noted_by_its_article() -> None:
    """An event that quotes it, and the article, have that name too."""
    plain = good_site()
    assert plain.passages
    for key, passage in plain.passages.items():
        answer, names = heard(plain, at("passages", key))
        assert (answer, names) == (passage, {f"passages/{key[0]}"})
        assert heard(plain, within("passages", key)) == (True, names)
        assert names <= names_of_article(plain.article[key[0]])
        quoting = [use.event for use in plain.citations[key[0]] if use.source.anchor == key[1]]
        assert quoting
        assert all(names <= names_of_event(plain, event) for event in quoting)


def test_equal_records_have_nothing_moved() -> None:
    """Whatever is said to have changed."""
    one, other = good_site(), good_site()
    every = {name for event in one.events for name in names_of_event(one, event)}
    assert names_of_moves(one, other, every) == set()


def questions(*timelines: Timeline) -> Iterator[tuple[str, Ask]]:
    """Yield everything that can be asked of some timelines."""
    for index in ("event", "article", *GROUPS):
        yield f"{index}: keys", lambda timeline, index=index: sorted(getattr(timeline, index))  # type: ignore[misc]  # of any index
        for key in keys(index, *timelines):
            yield f"{index}[{key}]", at(index, key)
            yield f"{key} in {index}", within(index, key)
            if index in GROUPS:
                yield f"members of {index}[{key}]", methodcaller("members", index, key)
            if index.startswith("events_"):
                yield f"number of {index}[{key}]", methodcaller("number", index, key)
    for quote in {key for timeline in timelines for key in timeline.passages}:
        yield f"passage {quote}", at("passages", quote)
    for name in WHOLES:
        yield name, attrgetter(name)
    yield "ids", methodcaller("ids")
    for kind in ("events", "articles"):
        yield f"number of {kind}", methodcaller("number_of", kind)
    for day in (Day(2025, 5, 7), Day(2025, 5, 9), Day(2026, 1, 1)):
        yield f"known on {day}", methodcaller("as_known_on", day)
        yield f"standings on {day}", methodcaller("standings", day)
    for id in keys("event", *timelines):
        yield f"named {id}", methodcaller("named", "", id)
        for method in ("neighbours", "learned", "origins", "known_since"):
            yield f"{method} of {id}", of_event(method, str(id))
    for each in timelines[0].rounds:
        yield f"events of round {each.id}", methodcaller("events_of_round", each)


def of_event(method: str, id: str) -> Ask:
    """Ask about an event, if there is one."""

    def answer(timeline: Timeline) -> object:
        event = timeline.event.get(id)
        return None if event is None else getattr(timeline, method)(event)

    return answer


EVENT = "events/2025/"
STRIKE, CLOSED = f"{EVENT}ferry-strike.md", f"{EVENT}bridge-closed.md"
TALKS, MEET = f"{EVENT}talks-in-midville.md", f"{EVENT}mayors-meet.md"
NEW = "---\ntitle: N\ndate: 2025-05-08\ntopics: bridge\nsources: [diary]\n---\n"

# Name, file, old words, new words. Without old words a file is written, without any it is deleted.
EDITS = [
    ("other words", CLOSED, "The order came on a Monday", "The order came early"),
    ("another title", CLOSED, "North Bank closes", "The North closes"),
    ("another quote", MEET, "We will look at the ferry", "look at the ferry"),
    ("a quote less", MEET, "    quote: We will look at the ferry timetable together.\n", ""),
    ("another day", STRIKE, "2025-05~", "2025-05-20"),
    ("a day in another year", STRIKE, "2025-05~", "2024-05"),
    ("the last", CLOSED, "2025-05-05", "2025-07-05"),
    ("another topic", TALKS, "topics: bridge\n", ""),
    ("a topic more", STRIKE, "date:", "topics: bridge\ndate:"),
    ("another person", CLOSED, "people: [mayor]\n", ""),
    ("a person more", STRIKE, "date:", "people: mayor\ndate:"),
    ("another place", TALKS, "places: [midville]\n", ""),
    ("another kind", MEET, "kind: leaders", "kind: talks"),
    ("no kind", MEET, "kind: leaders\n", ""),
    ("another source", STRIKE, "[agency]", "[agency, letter]"),
    ("a source less", CLOSED, "  - diary\n", ""),
    ("another party", MEET, "[north, south]", "north"),
    ("another value", CLOSED, "value: closed", "value: shut"),
    ("another end", CLOSED, "until: 2025-08-03", "until: 2025-08-04"),
    ("another side", CLOSED, "sources: [agency]", "sources: [letter]"),
    ("of another event", CLOSED, "also: [talks-in-midville]", "also: [mayors-meet]"),
    ("a correction less", CLOSED,
     "corrections:\n  - date: 2025-05-09\n    note: The term was given in weeks.\n", ""),
    ("another correction", CLOSED, "2025-05-09", "2025-05-12"),
    ("an old id less", STRIKE, "aliases: [strike-of-the-ferries]\n", ""),
    ("another weight", CLOSED, "weight: lead", "weight: brief"),
    ("no round", TALKS, "round: first\n", ""),
    ("a draft is published", f"{EVENT}not-yet.md", "draft: true\n", ""),
    ("an event is drafted", STRIKE, "date:", "draft: true\ndate:"),
    ("an event more", f"{EVENT}new.md", "", NEW),
    ("an event less", STRIKE, "", ""),
    ("an article's publisher", "articles/agency.md", "publisher:", "publisher: X"),
    ("an article's words", "articles/letter.md", "\n---\n", "\n---\nMore before it.\n\n"),
    ("an article more", "articles/new.md", "", "---\npublisher: N\n---\nWords.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), [row[1:] for row in EDITS],
                         ids=[row[0] for row in EDITS])  # fmt: skip
def test_who_would_have_another_answer_has_asked_for_what_changed(
    good_site: Path, name: str, old: str, new: str
) -> None:
    """Whatever is edited and whatever is asked: no page that would be other is left as it is."""
    before = read(good_site).timeline
    edit(good_site / name, old, new)
    record = read(good_site)
    now = record.timeline
    assert before and now, record.problems
    touched = asked_for(before, now, [name], has_moved=True)
    others = 0
    for question, ask in questions(before, now):
        then, noted = heard(before, ask)
        if ask(now) != then:
            others += 1
            assert noted & touched, f"{question}: {noted}"
    assert others


def edit(path: Path, old: str, new: str) -> None:
    """Change a file; without old words write a new one, without any words delete it."""
    if not old and not new:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8") if old else ""
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")


def test_an_edit_of_words_moves_nothing(good_site: Path) -> None:
    """Lists of names and numbers stay as they are where an event is told in other words."""
    before = read(good_site).timeline
    edit(good_site / CLOSED, "The order came on a Monday", "The order came early")
    now = read(good_site).timeline
    assert before and now
    names = asked_for(before, now, [CLOSED], has_moved=True)
    assert not {name for name in names if name.endswith(("!", "#", "=", "order/"))}
    assert not {name for name in names if name.startswith("neighbours/")}
