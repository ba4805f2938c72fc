"""What our record of the talks must hold: what happened, where things stood, where sources differ.

Knows the tables of flagship facts beside it; content may say more than they do, and never less.
"""

import csv
import json
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from parley import date_labels, dates
from parley.clocks import surely_by
from parley.model import STATES, Difference
from parley.showing.outputs import export
from parley.steps import Standing
from tests.conftest import ROOT
from tests.test_built_site import build
from tests.test_real_content import ours

TABLES = Path(__file__).parent / "tables"
FOLDERS = ("events", "articles", "topics", "people", "places", "rounds", "measures")
ROUNDS = ["Geneva", "London", "Stockholm", "Madrid", "Kuala Lumpur", "Paris"]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table."""
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


def test_every_event_of_the_talks_is_told_as_it_happened() -> None:
    """On its day, no finer than known, with its kind, who acted and how much room it takes."""
    told = {
        event.id: {
            "event": event.id,
            "date": event.date.text,
            "kind": event.kind,
            "by": " ".join(event.by),
            "weight": event.weight,
        }
        for event in ours().events
    }
    facts = {row["event"]: row for row in rows("flagship_events.csv")}
    assert sorted(facts.keys() - told.keys()) == []
    assert [(told[id], fact) for id, fact in facts.items() if told[id] != fact] == []


def test_the_rounds_stand_in_their_order() -> None:
    """Six numbered rounds in the order of their days; other meetings of the leaders without one."""
    held = {round.number: round for round in ours().rounds if round.number}
    assert [held[number].title for number in sorted(held)] == ROUNDS
    days = [surely_by(ours().event[held[number].event].date) for number in sorted(held)]
    assert days == sorted(days)
    others = {round.id for round in ours().rounds if not round.number}
    assert others >= {"busan", "beijing", "seoul"}


@pytest.mark.parametrize(
    "fact", rows("flagship_ends.csv"), ids=lambda row: f"{row['measure']} to {row['end']}"
)
def test_every_end_of_a_deadline_was_set_by_an_event(fact: dict[str, str]) -> None:
    """Each step of each deadline stands in the history of its measure, decided on its day."""
    steps = [
        step
        for step in ours().history[fact["measure"]]
        if fact["end"] in (_day(step.end), step.end and step.end.text)
        or (fact["what"] == "start" and fact["end"] == _day(step.start))
    ]
    assert steps, f"nothing sets {fact['measure']} to end on {fact['end']}"
    if fact["decided"]:
        decided = {step.event.date.text for step in steps}
        assert fact["decided"] in decided, f"decided on {sorted(decided)}"


def _day(date: dates.FuzzyDate | None) -> str:
    return dates.iso(date.latest) if date and date.latest else ""


def told(held: Standing) -> tuple[str, str, str]:
    """Return a standing as the table has it: state, value with its unit, end without the hour."""
    state = held.state + ("?" if held.is_presumed else "")
    unit = ours().measure[held.measure].unit
    return (
        state,
        held.value + (unit if held.value else ""),
        held.until.text[:10] if held.until else "",
    )


DAYS = sorted({row["day"] for row in rows("flagship_standings.csv")})


@pytest.mark.parametrize("day", DAYS)
def test_where_things_stood(day: str) -> None:
    """Every measure of the talks stands as the acts say, with its end; no other stands at all."""
    date = dates.parse(day).latest
    assert date
    expected = {
        row["measure"]: (row["state"], row["value"], row["until"])
        for row in rows("flagship_standings.csv")
        if row["day"] == day
    }
    assert {held.measure: told(held) for held in ours().standings(date)} == expected


@pytest.mark.parametrize("day", DAYS)
def test_other_programs_are_told_the_same(day: str) -> None:
    """`standing` in timeline.json is what is in force on that day; numbers without their unit."""
    date = dates.parse(day).latest
    assert date
    record = json.loads(export.timeline_json(ours(), date))
    expected = {row["measure"]: row for row in rows("flagship_standings.csv") if row["day"] == day}
    decided = {event["id"]: event["latest"] for event in record["events"]}
    assert {each["measure"] for each in record["standing"]} == expected.keys()
    for each in record["standing"]:
        row = expected[each["measure"]]
        unit = ours().measure[each["measure"]].unit
        state = each["state"] + ("?" if each["presumed"] else "")
        assert (state, (each["value"] or "") + unit) == (row["state"], row["value"])
        assert (each["until"] or "")[:10] == row["until"]
        assert decided[each["event"]] <= day
        assert each["since"][:10] <= day


def test_the_days_tell_of_every_state_of_the_record() -> None:
    """Seven of the record, up to its end, and one after most ends, of which nothing tells."""
    record_to = ours().settings.record_to
    assert record_to and [day for day in DAYS if day > record_to.text] == ["2026-12-01"]
    told = {row["state"] for row in rows("flagship_standings.csv")}
    assert told == {*STATES, "ended?", "announced?"}


def differences() -> list[tuple[str, Difference]]:
    """Return every point where sources differ, with the event on which it is written."""
    return [(event.id, each) for event in ours().events for each in event.differs]


@pytest.mark.parametrize(
    "fact", rows("flagship_differences.csv"), ids=lambda row: row["difference"]
)
def test_every_difference_stands_once_and_names_all_its_events(fact: dict[str, str]) -> None:
    """It has at least two answers, each with a source, and says what we take from it."""
    ((host, found),) = [pair for pair in differences() if pair[1].question == fact["question"]]
    assert {host, *found.also} >= set(fact["events"].split())
    assert len(found.claims) >= int(fact["claims"])
    assert all(claim.says and claim.sources for claim in found.claims)
    assert found.reading


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return our site, built."""
    folder = tmp_path_factory.mktemp("flagship")
    build(ROOT / "content", folder, "--base-url", "https://example.org/")
    return folder


def page(site: Path, path: str) -> LexborHTMLParser:
    """Return a page of the site."""
    return LexborHTMLParser((site / path / "index.html").read_text("utf-8"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_site_has_a_page_for_every_file(site: Path, folder: str) -> None:
    """What is written is shown, once: a page each, a line each in its index, a record each."""
    files = {path.stem for path in (ROOT / "content" / folder).rglob("*.md")}
    pages = {path.parent.name for path in (site / folder).glob("*/index.html")}
    assert pages == files
    linked = [
        link.attributes["href"] or ""
        for link in page(site, folder).css("ul.index li > a:first-of-type")
    ]
    assert sorted(linked) == sorted(f"/{folder}/{id}/" for id in files)
    record = json.loads((site / "timeline.json").read_text("utf-8"))
    assert {each["id"] for each in record[folder]} == files
    assert len(record[folder]) == len(files)


def test_the_start_page_shows_and_counts_every_event(site: Path) -> None:
    """All of them stand on one page, which says how many there are."""
    start = page(site, "")
    cards = [card.attributes["id"] for card in start.css("#timeline article[id]")]
    assert sorted(str(card) for card in cards) == sorted(ours().event)
    counts = [int(number.text()) for number in start.css(".stamp .num")]
    assert counts == [len(ours().events), len(ours().articles), len(differences())]


def test_a_difference_is_shown_on_every_event_that_it_concerns(site: Path) -> None:
    """On the event where it is written and on all others that it names."""
    for host, each in differences():
        for id in (host, *each.also):
            asked = [question.text() for question in page(site, f"events/{id}").css("#differ h3")]
            assert asked.count(each.question) == 1, (id, each.question)


def test_every_difference_stands_on_the_page_of_all(site: Path) -> None:
    """Once, in the order of events, with its answers; the start page leads there."""
    all_of_them = page(site, "differences")
    asked = [question.text() for question in all_of_them.css(".claims h2")]
    assert asked == [each.question for _, each in differences()]
    answers = sum(len(each.claims) for _, each in differences())
    readings = sum(bool(each.reading) for _, each in differences())
    concerned = len(asked)
    assert len(all_of_them.css(".claims li > p")) == answers + readings + concerned
    assert page(site, "").css_first(".stamp a[href='/differences/']") is not None


@pytest.mark.parametrize("place", ["", "measures", "topics/tariffs"])
def test_a_board_says_where_the_record_ends(site: Path, place: str) -> None:
    """What stands is told with the last day of which the record knows anything."""
    record_to = ours().settings.record_to
    assert record_to
    said = " ".join(
        " ".join(line.text().split()) for line in page(site, place).css("[data-counted]")
    )
    assert f"Nothing is recorded after {date_labels.label(record_to)}." in said
