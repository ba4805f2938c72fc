"""How events stand in a list: headings, columns, marks."""

from collections.abc import Callable
from pathlib import Path

from parley.showing import cards
from parley.timeline import Timeline
from tests.conftest import Files, read

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


def months(record: Timeline) -> tuple[cards.Month, ...]:
    """Return the whole record as a list shows it."""
    return cards.months(record, [cards.card(record, event) for event in record.events])


def test_a_year_with_few_events_stands_under_one_heading(content: Make) -> None:
    """Three events of 2024 stand under 2024; four of 2025 under their months."""
    dates = ["2024-01-05", "2024-06", "2024-12-31"]
    dates += ["2025-01-01", "2025-01-09", "2025-03-02", "2025-03"]
    record = timeline(content, {f"e{n}": event(date) for n, date in enumerate(dates)})
    assert [(month.label, len(month.cards)) for month in months(record)] == [
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


def test_a_fourth_party_has_a_sign_too(content: Make) -> None:
    """Three signs are drawn; from the third party on, the word tells who acts."""
    four = "".join(f'[[parties]]\nid = "{id}"\nname = "{id}"\n' for id in "abcd")
    base = 'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n'
    events = {id: event("2025", id) for id in "abcd"}
    (month,) = months(timeline(content, events, base + four))
    signs = [(placed.card.side.name, placed.card.side.css) for placed in month.cards]
    assert signs == [("a", "p1"), ("b", "p2"), ("c", "p3"), ("d", "p3")]


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
    rows = {placed.card.id: placed.row for placed in month.cards}
    assert rows == {"a": 1, "b": 1, "c": 3, "d": 5, "e": 7}


def test_cards_of_one_column_never_overlap(content: Make) -> None:
    """Each card takes two rows; the next of its side starts below them."""
    events = {f"e{n}": event("2025-05-01", "north", f"order: {n}") for n in range(5)}
    (month,) = months(timeline(content, events))
    assert [placed.row for placed in month.cards] == [1, 3, 5, 7, 9]


def test_a_month_counts_the_events_of_each_party(content: Make) -> None:
    """An event of both sides counts for both; one of a third party for none."""
    events = {
        "a": event("2025-05-01", "north"),
        "b": event("2025-05-02", "north, south"),
        "c": event("2025-05-03"),
        "d": event("2025-05-04", "south"),
    }
    (month,) = months(timeline(content, events))
    assert [(count.side.name, count.count) for count in month.counts] == [
        ("North", 2),
        ("South", 2),
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
    assert month.cards[0].card.side.name == ""


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
