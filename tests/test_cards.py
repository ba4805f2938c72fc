"""How events stand in a list: headings, columns, marks."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.showing import cards, rows
from parley.showing import months as lists
from parley.timeline import Timeline
from tests.conftest import ROOT, Files, read

PARTIES = """
[[parties]]
id = "north"
name = "North"

[[parties]]
id = "south"
name = "South"
"""
SITE = f'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n{PARTIES}'

Make = Callable[[Files], Path]


def event(date: str, by: str = "", more: str = "") -> str:
    """Return an event's sheet."""
    return f"---\ntitle: E\ndate: {date}\nby: [{by}]\n{more}\n---\n"


def timeline(content: Make, events: dict[str, str], site: str = SITE) -> Timeline:
    """Return the timeline of some events by id."""
    files = {f"events/{id}.md": text for id, text in events.items()}
    found = read(content({"site.toml": site, **files}))
    assert found.timeline is not None, found.problems
    return found.timeline


def listed(record: Timeline) -> list[rows.Row]:
    """Return all events as lists know them."""
    return [rows.row(record, event, cards.card(record, event)) for event in record.events]


def months(record: Timeline) -> tuple[lists.Month, ...]:
    """Return the whole record as a list shows it."""
    return lists.months(record, listed(record))


def placed(month: lists.Month) -> list[lists.Placed]:
    """Return the cards of a month in order, whatever grid they stand in."""
    return [each for stretch in month.stretches for each in stretch]


def parties(*ids: str) -> str:
    """Return a site.toml with so many parties."""
    blocks = (f'[[parties]]\nid = "{id}"\nname = "{id}"\n' for id in ids)
    return "\n".join((SITE.removesuffix(PARTIES), *blocks))


def test_a_year_with_few_events_stands_under_one_heading(content: Make) -> None:
    """Three events of 2024 stand under 2024; four of 2025 under their months."""
    dates = ["2024-01-05", "2024-06", "2024-12-31"]
    dates += ["2025-01-01", "2025-01-09", "2025-03-02", "2025-03"]
    record = timeline(content, {f"e{n}": event(date) for n, date in enumerate(dates)})
    assert [(month.label, len(placed(month))) for month in months(record)] == [
        ("2024", 3),
        ("January 2025", 2),
        ("March 2025", 2),
    ]


def test_headings_reach_before_the_common_era(content: Make) -> None:
    """A year BCE, a decade and a year of five digits have headings and fragments of their own."""
    dates = {"a": "-0043-03-15", "b": "199X", "c": "Y12000"}
    record = timeline(content, {id: event(date) for id, date in dates.items()})
    assert [(month.label, month.id) for month in months(record)] == [
        ("44 BCE", "y-0043"),
        ("1990s", "y1990-decade"),
        ("12,000", "yY12000"),
    ]


def test_a_heading_that_comes_back_has_another_fragment(content: Make) -> None:
    """A year and a season stand among days; no heading says January of what is only a year."""
    dates = ["2025-01-01", "2025", "2025-01-02", "2025-03-01", "2025-21", "2025-03-02", "2025-22"]
    record = timeline(content, {f"e{n}": event(date) for n, date in enumerate(dates)})
    assert [(month.label, month.id) for month in months(record)] == [
        ("January 2025", "m2025-01"),
        ("2025", "y2025"),
        ("January 2025", "m2025-01-2"),
        ("March 2025", "m2025-03"),
        ("2025", "y2025-2"),
        ("March 2025", "m2025-03-2"),
        ("2025", "y2025-3"),
    ]


def test_six_parties_have_signs_of_their_own(content: Make) -> None:
    """A seventh shares the sixth's sign; the word tells who acts."""
    events = {id: event("2025", id) for id in "abcdefg"}
    (month,) = months(timeline(content, events, parties(*"abcdefg")))
    signs = [(each.row.side.name, each.row.side.css) for each in placed(month)]
    assert signs == [
        *(("a", "p1"), ("b", "p2"), ("c", "p3"), ("d", "p4"), ("e", "p5"), ("f", "p6")),
        ("g", "p6"),
    ]


def test_of_three_parties_those_that_act_together_are_named(content: Make) -> None:
    """Both sides is said of two alone; of more, the card names who took part."""
    together = {"two": event("2025", "a, b"), "all": event("2025", "a, b, c")}
    (month,) = months(timeline(content, together, parties(*"abc")))
    sides = {each.row.id: (each.row.side.css, each.row.side.name) for each in placed(month)}
    assert sides == {"two": ("joint", "a + b"), "all": ("joint", "a + b + c")}
    (month,) = months(timeline(content, {"all": event("2025", "a, b")}, parties(*"ab")))
    assert placed(month)[0].row.side.name == "Both sides"


@pytest.mark.parametrize("ids", ["", "a", "abc", "abcd"])
def test_only_two_parties_make_a_ledger(content: Make, ids: str) -> None:
    """With none, one, or more than two there is one column: one list, and no rows to be in."""
    party = f"by: [{ids[:1]}]\n" if ids else ""
    text = f"---\ntitle: E\n{party}date: 2025-05-"
    events = {f"e{day}": f"{text}{day}\n---\n" for day in range(10, 30)}
    (month,) = months(timeline(content, events, parties(*ids)))
    assert not month.is_two_sided
    assert [[each.place for each in stretch] for stretch in month.stretches] == [[0] * 20]


def test_a_single_column_counts_who_acted(content: Make) -> None:
    """A party without an event in the month is not counted there: it leaves no column empty."""
    events = {"one": event("2025-05-01", "c"), "two": event("2025-05-02", "a, c")}
    (month,) = months(timeline(content, events, parties(*"abc")))
    assert [(each.party, each.side.css, each.count) for each in month.counts] == [
        ("a", "p1", 1),
        ("c", "p3", 2),
    ]


def test_a_crowded_month_is_set_in_several_grids(content: Make) -> None:
    """The style sheet names 30 rows: after them a new grid begins with row 1, in the same order."""
    events = {
        f"e{n:02}": event("2025-05-01", ("north", "south", "south", "north, south", "")[n % 5],
                          f"order: {n}")
        for n in range(80)
    }  # fmt: skip
    (month,) = months(timeline(content, events))
    assert [each.row.id for each in placed(month)] == sorted(events)
    assert len(month.stretches) > 2
    for stretch in month.stretches:
        rows = [each.place for each in stretch]
        assert rows[0] == 1
        assert rows == sorted(rows)
        assert rows[-1] <= 30


def test_rows_begin_anew_only_where_they_run_out(content: Make) -> None:
    """Of one side, 15 events fill rows 1 to 29, and the sixteenth stands in a grid of its own."""
    events = {f"e{n:02}": event("2025-05-01", "north", f"order: {n}") for n in range(16)}
    (month,) = months(timeline(content, events))
    rows = [[each.place for each in stretch] for stretch in month.stretches]
    assert rows == [list(range(1, 30, 2)), [1]]


def test_the_style_sheet_names_every_row() -> None:
    """As many rows as a grid may have stand in layout.css, each once."""
    text = (ROOT / "static/css/layout.css").read_text(encoding="utf-8")
    named = [int(number) for number in re.findall(r"\.r(\d+) ?\{", text)]
    assert named == list(range(1, lists.LAST_ROW + 1))


def test_two_sides_that_act_on_one_day_face_each_other(content: Make) -> None:
    """The answer of the same day starts in the row of the move; a later one below it."""
    events = {
        "a": event("2025-05-01", "north", "order: 1"),
        "b": event("2025-05-01", "south", "order: 2"),
        "c": event("2025-05-02", "south"),
        "d": event("2025-05-03", "north, south"),
        "e": event("2025-05-04", "north"),
    }
    (month,) = months(timeline(content, events))
    rows = {each.row.id: each.place for each in placed(month)}
    assert rows == {"a": 1, "b": 1, "c": 3, "d": 5, "e": 7}


def test_cards_of_one_column_never_overlap(content: Make) -> None:
    """Each card takes two rows; the next of its side starts below them."""
    events = {f"e{n}": event("2025-05-01", "north", f"order: {n}") for n in range(5)}
    (month,) = months(timeline(content, events))
    assert [each.place for each in placed(month)] == [1, 3, 5, 7, 9]


def test_a_month_counts_the_events_of_each_party(content: Make) -> None:
    """Each column counts what stands in it: not what both did, nor a third party."""
    events = {
        "a": event("2025-05-01", "north"),
        "b": event("2025-05-02", "north, south"),
        "c": event("2025-05-03"),
        "d": event("2025-05-04", "south"),
    }
    (month,) = months(timeline(content, events))
    assert [(count.side.name, count.count) for count in month.counts] == [
        ("North", 1),
        ("South", 1),
    ]


def test_a_site_without_parties_has_no_sides(content: Make) -> None:
    """No card says who acts, and no month counts."""
    record = timeline(
        content,
        {"a": event("2025-05-01").replace("by: []\n", "")},
        'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n',
    )
    (month,) = months(record)
    assert month.counts == ()
    assert placed(month)[0].row.side.name == ""


def test_what_is_not_firm_is_marked_soft(content: Make) -> None:
    """A single source, a month, an uncertain day are soft; two origins and a day are firm."""
    article = "---\npublisher: {}\n---\n"
    sources = "sources: [one, two]"
    files = {
        "site.toml": SITE,
        "articles/one.md": article.format("One"),
        "articles/two.md": article.format("Two"),
        "events/a.md": event("2025-05-01", "", sources),
        "events/b.md": event("2025-05-02", "", "sources: [one]"),
        "events/c.md": event("2025-05", "", sources),
        "events/d.md": event("2025-05-04?", "", sources),
        "events/e.md": event("2025-05-05/2025-05-06", "", sources),
    }
    record = read(content(files)).timeline
    assert record is not None
    soft = {event.id: cards.card(record, event).soft for event in record.events}
    assert soft == {"a": False, "b": True, "c": True, "d": True, "e": False}
