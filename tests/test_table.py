"""What /timeline.csv says: every event in a row, as /timeline.json has it; nothing that runs.

Reads the file as Python's csv does, and knows what a spreadsheet takes for a formula.
"""

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parley import dates
from parley.intake.files.receive import receive
from parley.model import Event
from parley.problems import Origin
from parley.settings import Settings
from parley.showing.outputs import table
from parley.showing.outputs.export import event_record
from parley.timeline import Timeline
from tests.conftest import GOOD_SITE, ROOT, read

CONTENTS = {
    "good site": GOOD_SITE / "content",
    "nile site": ROOT / "tests" / "nile_site" / "content",
    "our content": ROOT / "content",
}
COLUMNS = [
    *("id", "url", "title", "date", "earliest", "latest", "known", "kind", "by", "weight"),
    *("round", "topics", "people", "places", "summary", "sources"),
]
LISTS = ("by", "topics", "people", "places", "sources")

SETTINGS = Settings(title="T", base_url="https://a.example/b/", language="en")
HERE = Origin(path="a.md")


def of_content(name: str) -> Timeline:
    """Return the timeline of a content folder."""
    timeline = read(CONTENTS[name]).timeline
    assert timeline is not None
    return timeline


def of_events(*events: Event) -> Timeline:
    """Return a timeline of these events alone."""
    return Timeline(settings=SETTINGS, events=events)


def named(title: str, *, summary: str = "", date: str = "2025-09-14") -> Event:
    """Return an event with these words."""
    return Event(id="a", title=title, summary=summary, date=dates.parse(date), origin=HERE)


def raw(timeline: Timeline) -> bytes:
    """Return the file."""
    return table.timeline_csv(table.row(timeline, event) for event in timeline.events)


def cells(timeline: Timeline) -> list[dict[str, str]]:
    """Return the rows by column, as they stand in the file."""
    reader = csv.DictReader(io.StringIO(raw(timeline).decode(), newline=""), strict=True)
    rows = list(reader)
    assert reader.fieldnames == COLUMNS
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def unkept(cell: str) -> str:
    """Return a cell as it was: one apostrophe less, where one stands in front."""
    return cell.removeprefix("'")


each_content = pytest.mark.parametrize("name", CONTENTS)


@each_content
def test_every_event_is_told_as_in_the_json(name: str) -> None:
    """Row by row in order: the same values, lists joined, nothing for null."""
    timeline = of_content(name)
    record = json.loads(json.dumps([event_record(timeline, each) for each in timeline.events]))
    for event in record:
        event["sources"] = [source["article"] for source in event["sources"]]
    told = [
        {key: ";".join(event[key]) if key in LISTS else event[key] or "" for key in COLUMNS}
        for event in record
    ]
    found = [{key: unkept(cell) for key, cell in row.items()} for row in cells(timeline)]
    assert found == told != []


@each_content
def test_no_cell_is_run(name: str) -> None:
    """None begins with what a spreadsheet takes for the beginning of a formula."""
    found = [cell for row in cells(of_content(name)) for cell in row.values()]
    assert not [cell for cell in found if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))]


@each_content
def test_the_file_has_the_form_of_the_standard(name: str) -> None:
    """Lines end in CRLF, the first one names the columns, and no byte order mark stands before."""
    timeline = of_content(name)
    text = raw(timeline).decode()
    assert text.startswith("id,url,title,date,")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert text.count("\r\n") == len(timeline.events) + 1


DANGEROUS = (
    '=HYPERLINK("https://evil.example","x")',
    "+1-2",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1",
    "＝1",
    "'Tis the season",
    "''=1",
)


@pytest.mark.parametrize("words", DANGEROUS)
def test_a_formula_is_kept_from_running_and_can_be_had_back(words: str) -> None:
    """An apostrophe stands before it; who drops one from every cell that has one loses nothing."""
    (row,) = cells(of_events(named(words, summary=words)))
    assert row["title"] == row["summary"] == f"'{words}"
    assert unkept(row["title"]) == words


@pytest.mark.parametrize("words", ["a = b", "1-2", "A 'quoted' word", "a@b.example", "", "٣", "中"])
def test_other_words_stay_as_they_are(words: str) -> None:
    """The sign stands in front of nothing that a spreadsheet leaves alone."""
    (row,) = cells(of_events(named(words)))
    assert row["title"] == words


def test_a_date_before_the_year_0_is_no_sum() -> None:
    """It begins with a minus: -0043-03-15 would be counted out as -61."""
    (row,) = cells(of_events(named("A", date="-0043-03-15")))
    assert (row["date"], row["earliest"]) == ("'-0043-03-15", "'-0043-03-15")


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text())
@example('a,b;c"d""e', "one\r\ntwo\nthree\rfour")
def test_whatever_the_words_they_come_back(title: str, summary: str) -> None:
    """Commas, quotation marks, line ends and every script, to the letter."""
    whole = summary.encode("utf-8", "ignore").decode()
    (row,) = cells(of_events(named(title, summary=whole)))
    assert (unkept(row["title"]), unkept(row["summary"])) == (title, whole)


@each_content
def test_our_own_import_takes_the_table(name: str) -> None:
    """Every event comes back with its title, its date (BCE ones too), its summary, its topics."""
    timeline = of_content(name)
    received = receive("timeline.csv", raw(timeline))
    assert not [each for each in received.problems if each.severity == "error"]
    assert [(each.title, each.date.text, each.text, each.topics) for each in received.entries] == [
        (event.title, event.date.text, event.summary, event.topics) for event in timeline.events
    ]


def test_a_row_depends_on_its_event_alone() -> None:
    """Another event changes none of its letters."""
    one = named("A")
    other = Event(id="b", title="B", date=dates.parse("2024"), origin=HERE)
    assert table.row(of_events(one), one) == table.row(of_events(other, one), one)
