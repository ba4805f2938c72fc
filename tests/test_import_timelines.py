"""Timelines of other programs: every event with its date, no finer than it was written.

The files are in tests/intake; what is expected of each stands here.
"""

import json
import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates
from parley.dates import DateError
from parley.intake.files import foreign_text, markwhen_dates, timelinejs
from parley.intake.files.receive import receive
from parley.intake.papers import Entry
from parley.problems import Problem
from parley.reading.front_matter import Fault
from tests.conftest import ROOT

HERE = ROOT / "tests" / "intake"
MONTHS = "cannot be read as a date: months are written as numbers, after the year"
SHEET = (HERE / "sheet.csv").read_text("utf-8").partition("\n")[0]


def entries(name: str, text: str = "") -> tuple[Entry, ...]:
    """Return the entries of a file in tests/intake, or of a text with such a name."""
    raw = text.encode() if text else (HERE / name).read_bytes()
    received = receive(name, raw)
    assert {problem.severity for problem in received.problems} <= {"note"}
    return received.entries


def notes(name: str, text: str = "") -> list[tuple[int, str]]:
    """Return the lines and messages of what is worth knowing."""
    raw = text.encode() if text else (HERE / name).read_bytes()
    return [(each.origin.line, each.message) for each in receive(name, raw).problems]


def refused(name: str, text: str) -> tuple[Problem, ...]:
    """Return why a file is refused; it gives no entry."""
    received = receive(name, text.encode())
    assert received.entries == ()
    assert "error" in {problem.severity for problem in received.problems}
    return received.problems


def only(name: str, text: str) -> tuple[int, str, str]:
    """Return line, rule and message of the one problem of a file."""
    (problem,) = (each for each in refused(name, text) if each.severity == "error")
    assert problem.hint
    return problem.origin.line, problem.rule, problem.message


def brief(found: tuple[Entry, ...]) -> list[tuple[int, str, str]]:
    """Return line, date and title of each entry."""
    return [(entry.line, entry.date.text, entry.title) for entry in found]


# TimelineJS, JSON.


def test_timelinejs_events_come_with_their_dates() -> None:
    """A day, a run of months, a moment, a year; an hour alone is left out; -44 is 44 BCE."""
    assert brief(entries("timelinejs.json")) == [
        (4, "2025-05-05", "Bridge & ferry closed"),
        (13, "2025-05/2025-08", "Ferry runs"),
        (14, "2025-08-03T14:30:00", "Bridge opens"),
        (15, "2025-08-04", "Toll begins"),
        (16, "1890", "Bridge is built"),
        (17, "-0043-03-15", "Ford is first named"),
    ]


def test_timelinejs_texts_become_markdown() -> None:
    """Paragraphs and links to the web stay; scripts and other links go, their words stay."""
    first, *others = entries("timelinejs.json")
    assert first.text == (
        "The mayor closes the bridge.\n\nSee [the order](https://river.example/order) and this."
    )
    assert first.url == "https://river.example/story"
    assert first.topics == ("Bridge",)
    assert {(other.url, other.topics) for other in others} == {("", ())}


def test_what_timelinejs_has_beyond_events_is_told() -> None:
    """Nothing is left without a word."""
    assert notes("timelinejs.json") == [
        (1, "eras are not taken over: 1"),
        (1, "media that are no web address are left: 1"),
        (1, "the title slide is not taken over"),
        (15, "the time of day is left out: 2025-08-04"),
        (16, "the date is shown there as 'about 1890' and imported as 1890"),
    ]


def test_the_old_form_of_timelinejs_is_read() -> None:
    """Version 1, in a script, with dates as text."""
    found = entries("timelinejs-1.jsonp")
    assert brief(found) == [
        (5, "2025-05-05/2025-08-03", "Bridge closed"),
        (6, "1890", "Bridge is built"),
        (7, "2025-05", "Ferry runs"),
    ]
    assert found[0].topics == ("Bridge",)
    assert found[0].url == "https://river.example/story"
    assert found[0].text == "Ninety days."


EVENT = '{"events": [\n%s\n]}'
TITLED = '{"start_date": %s, "end_date": %s, "text": {"headline": "H"}}'


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [
        ('{"year": 2025}', "null", "2025"),
        ('{"year": " 2,025 ", "month": ""}', '{"year": ""}', "2025"),
        ('{"year": "2025", "month": "05", "day": null}', "{}", "2025-05"),
        (
            '{"year": 2025, "month": 5, "day": 5}',
            '{"year": 2025, "month": 5, "day": 5}',
            "2025-05-05",
        ),
        ('{"year": 2025, "month": 5, "day": 5}', '{"year": 2026}', "2025-05-05/2026"),
        ('{"year": 2025, "month": 5, "day": 5, "hour": 0, "minute": 0}', "null", "2025-05-05"),
        (
            '{"year": 2025, "month": 5, "day": 5, "hour": 9, "minute": 5, "second": 7}',
            "null",
            "2025-05-05T09:05:07",
        ),
        ('{"year": -1}', "null", "0000"),
        ('{"year": -12000}', "null", "Y-11999"),
        ('{"year": 2025.0}', "null", "2025"),
    ],
)
def test_numbers_become_edtf(start: str, end: str, date: str) -> None:
    """What is empty is not known, midnight is filled in, and nothing becomes finer."""
    (entry,) = entries("a.json", EVENT % (TITLED % (start, end)))
    assert entry.date.text == date


@pytest.mark.parametrize(
    ("event", "rule", "message"),
    [
        (TITLED % ("null", "null"), "date", "the event has no year"),
        (TITLED % ('{"year": 0}', "null"), "date", "there is no year 0"),
        (TITLED % ('{"year": "MMXXV"}', "null"), "date", "the year 'MMXXV' is not a number"),
        (TITLED % ('{"year": 2025, "day": 5}', "null"), "date", "the date has a day and no month"),
        (
            TITLED % ('{"year": 2025, "month": 13}', "null"),
            "date",
            "'2025-13' is not a real date: there is no month 13",
        ),
        (
            TITLED % ('{"year": 2025}', '{"year": 2024}'),
            "date",
            "the end 2024 is before the start 2025",
        ),
        (
            TITLED % ('{"year": -12000, "month": 5}', "null"),
            "date",
            "the year -12000 is too far away for a month",
        ),
        ('{"start_date": {"year": 2025}}', "title", "the event has no title"),
        ('{"edtf": "soon", "text": {"headline": "H"}}', "date", "'soon' is not a date"),
        (
            '{"start_date": {"year": 2025}, "text": {"headline": "\\ud800"}}',
            "character",
            "the event holds an invisible character (U+D800)",
        ),
        ("5", "timelinejs", "an event is not an object"),
    ],
)
def test_an_event_that_can_not_be_read_is_told_with_its_line(
    event: str, rule: str, message: str
) -> None:
    """The line of the event, what is wrong, the next step."""
    assert only("a.json", EVENT % event) == (2, rule, message)


def test_all_events_that_can_not_be_read_are_told_at_once() -> None:
    """One run, every problem."""
    bad = TITLED % ('{"year": 0}', "null")
    good = TITLED % ('{"year": 1}', "null")
    problems = refused("a.json", EVENT % f"{bad},\n{good},\n\n{bad}")
    assert [problem.origin.line for problem in problems] == [2, 5]


@pytest.mark.parametrize(
    ("text", "line", "rule", "message"),
    [
        ('{"events": [\n{"a": 1,}]}', 2, "json", "broken JSON: "),
        (
            '{"name": 1, "b": 2}',
            1,
            "timelinejs",
            "the JSON is no TimelineJS file: it has no list 'events'; its keys are 'name', 'b'",
        ),
        ("[1, 2]", 1, "timelinejs", "the JSON is no timeline: it is not an object"),
        ('{"events": []}', 1, "timelinejs", "the timeline has no events"),
        (
            '{"scale": "cosmological", "events": [{}]}',
            1,
            "timelinejs",
            "the timeline's scale is cosmological",
        ),
        ("[" * 100_000, 1, "json", "the JSON holds a number or a nesting that is too long"),
        (
            '{"events": ' + "9" * 5000 + "}",
            1,
            "json",
            "the JSON holds a number or a nesting that is too long",
        ),
    ],
    ids=["broken", "other", "list", "none", "cosmological", "nested", "long"],
)
def test_json_that_is_no_timeline(text: str, line: int, rule: str, message: str) -> None:
    """What is broken has its line; what is something else, its keys."""
    found_line, found_rule, found = only("a.json", text)
    assert (found_line, found_rule) == (line, rule)
    assert found.startswith(message)


# Tables.


def test_a_sheet_of_timelinejs_is_read() -> None:
    """Its columns mean what TimelineJS means by them; the title row is left."""
    found = entries("sheet.csv")
    assert brief(found) == [
        (3, "2025-05-05/2025-08-03", "Bridge closed"),
        (5, "2025-08", "Talks"),
        (6, "2025-08-03T14:30:00", "Bridge opens"),
        (7, "-1043", "Ford is first named"),
    ]
    assert found[0].text == 'The mayor said "ninety days".\n\nA ferry runs.'
    assert found[0].url == "https://river.example/story"
    assert [entry.topics for entry in found] == [("Bridge",), ("Talks; and more",), (), ()]


def test_a_plain_table_is_read() -> None:
    """Columns in any order, under other names, with semicolons; dates in words where certain."""
    found = entries("plain.csv")
    assert brief(found) == [
        (2, "2025-05-05", "Bridge closed"),
        (4, "2025-05-06", "Ferry runs"),
        (5, "2025-08~", "Toll begins"),
    ]
    assert found[0].text == "A **plain** text, with a link and &lt;script>"
    assert found[0].url == "https://river.example/order"
    assert found[1].text == "One.\n\nTwo."
    assert [entry.topics for entry in found] == [("bridge",), ("ferry", "bridge"), ()]


def test_what_a_table_has_beyond_events_is_told() -> None:
    """Columns, rows and cells that are not taken over."""
    assert notes("plain.csv") == [
        (1, "columns that are not taken over: colour"),
        (4, "'gazette' is no web address and is left out"),
    ]
    assert (2, "the title is not taken over") in notes("sheet.csv")
    assert (5, "the date is shown there as 'Summer 2025' and imported as 2025-08") in notes(
        "sheet.csv"
    )


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("'=1+1", "=1+1"),
        ("'-2", "-2"),
        ("'＠a", "＠a"),
        (" '+1 ", "+1"),
        ("''Tis the season", "'Tis the season"),
        ("'Tis the season", "'Tis the season"),
        ("'No deal,' says minister", "'No deal,' says minister"),
        ("a '=b'", "a '=b'"),
        ("'", "'"),
    ],
)
def test_what_keeps_a_cell_from_being_run_is_none_of_its_words(cell: str, title: str) -> None:
    """One apostrophe goes, where it stands before a sign or an apostrophe; another is a word's."""
    (entry,) = entries("a.csv", f'Date,Title\n2025,"{cell}"\n')
    assert entry.title == title


def test_a_date_kept_from_being_run_is_read() -> None:
    """Years before 0 begin with a minus, and a spreadsheet would count them out."""
    (entry,) = entries("a.csv", "Date,Title\n'-0043-03-15,A\n")
    assert entry.date.text == "-0043-03-15"


def test_tabs_and_ends_and_edtf() -> None:
    """A .tsv has tabs; an end makes an interval; a column of EDTF goes before the date."""
    found = entries("a.tsv", "title\tstart\tend\nA\t5 May 2025\t2025-05-07\nB\t2025\t\n")
    assert brief(found) == [(2, "2025-05-05/2025-05-07", "A"), (3, "2025", "B")]
    (entry,) = entries("a.csv", "sep=;\nTitle;Date;EDTF\nA;2025;2025-05?\n")
    assert entry.date.text == "2025-05?"


@pytest.mark.parametrize(
    ("text", "line", "rule", "message"),
    [
        (
            "when,where\n1,2\n",
            1,
            "columns",
            "the table has no column for title; it has when, where",
        ),
        ("a,b\n1,2\n", 1, "columns", "the table has no column for date and title; it has a, b"),
        ("title,date,date\nA,1,2\n", 1, "columns", "the table has two columns 'date'"),
        ("title,date\n", 1, "empty", "the table has no rows under its header"),
        ("title,date\nA, 3/4/2025\n", 2, "date", "'3/4/2025' can be read in two ways"),
        ("title,date\nA,\n", 2, "date", "the date is empty"),
        (
            "title,date\n\nA,2025-02-30\n",
            3,
            "date",
            "'2025-02-30' is not a real date: February 2025 has 28 days",
        ),
        ("title,date\n,2025\n", 2, "title", "the event has no title"),
        ("title,date\nTalks, and more,2025\n", 2, "row", "the row has 3 cells and the header 2"),
        (
            'title,date\n"Talks,2025\nB,2026\n',
            2,
            "csv",
            "the table breaks off: unexpected end of data",
        ),
        (f"{SHEET}\n2025,May,,,,,,,,H\n", 2, "date", "the month 'May' is not a number"),
        (f"{SHEET}\n2025,5,5,noon,,,,,,H\n", 2, "date", "'noon' is not a time of day"),
        (
            f"{SHEET}\n2025,5,5,14:30 am,,,,,,H\n",
            2,
            "date",
            "14 is no hour of a clock with am and pm",
        ),
        (
            'date,title\n"9 September 2025, 12 October 2025",H\n',
            2,
            "date",
            f"'9 September 2025' {MONTHS}",
        ),
        ("date,title\nMay 2025/unclear,H\n", 2, "date", f"'May 2025' {MONTHS}"),
    ],
)
def test_a_table_that_can_not_be_read(text: str, line: int, rule: str, message: str) -> None:
    """The row, what is wrong, the next step."""
    problems = refused("a.csv", text)
    (problem,) = (each for each in problems if each.severity == "error")
    assert (problem.origin.line, problem.rule, problem.message) == (line, rule, message)
    assert problem.hint


# Markwhen.


def test_markwhen_is_read() -> None:
    """Events, groups, tags, descriptions, and every way to write a date that means one thing."""
    found = entries("story.mw")
    assert brief(found) == [
        (8, "1890", "The bridge is built"),
        (11, "2025-05-05", "The mayor closes the bridge"),
        (16, "2025-05-06/2025-08-03", "A ferry runs"),
        (20, "2025-05-06/2025-05-08", "Talks in Midville"),
        (22, "2025-08/..", "Repairs"),
        (23, "2025-08-03T14:30:00", "The bridge opens"),
        (24, "2025-08-04", "The toll begins"),
        (25, "-0044/-0043", "The ford is first named"),
    ]
    assert [entry.topics for entry in found[:5]] == [
        (),
        ("The closure", "bridge", "Order", "ferry"),
        ("The closure", "bridge"),
        ("Talks",),
        ("Talks",),
    ]
    closing = found[1]
    assert closing.text == (
        "He gave the [order](https://river.example/order) at noon.\n\nIt holds for ninety days."
    )
    assert closing.url == "https://river.example/order"
    assert found[3].text == "- [ ] who came: both towns"
    assert notes("story.mw") == [
        (1, "the header is not taken over"),
        (24, "the time of day is left out: 2025-08-04"),
    ]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025", "2025"),
        ("2025-09", "2025-09"),
        ("2025-09-14", "2025-09-14"),
        ("9/14/2025", "2025-09-14"),
        ("9/10/2025", "2025-09-10"),
        ("9/2025", "2025-09"),
        ("Sept 14, 2025", "2025-09-14"),
        ("14 September 2025", "2025-09-14"),
        ("Dec 1941", "1941-12"),
        ("586 BC", "-0585"),
        ("44 AD", "0044"),
        ("2012-2013", "2012/2013"),
        ("2012/2013", "2012/2013"),
        ("2025 - 2026", "2025/2026"),
        ("2025-02 - 2025-04", "2025-02/2025-04"),
        ("2025-09-14/2025-09-15", "2025-09-14/2025-09-15"),
        ("2025-09-14 to 2025-09-15", "2025-09-14/2025-09-15"),
        ("5/2012 - 6/2013", "2012-05/2013-06"),
        ("12/2012-now", "2012-12/.."),
        ("586 BC- 70 AD", "-0585/0070"),
        ("285–247 BCE", "-0284/-0246"),
        ("2025-09-14 10:30", "2025-09-14T10:30:00"),
        ("9/14/2025 8:30 pM", "2025-09-14T20:30:00"),
        ("9/14/2025 8:30pm", "2025-09-14T20:30:00"),
        ("2025-09-14 8pm", "2025-09-14"),
        ("2019-01-01T10:00:00.000Z", "2019-01-01T10:00:00Z"),
        ("2025-09-14T10:00:00Z - 2025-09-15T10:00:00Z", "2025-09-14/2025-09-15"),
        ("2025-09-14 / 1 day", "2025-09-14"),
        ("2025-09-14 / 2 weeks", "2025-09-14/2025-09-27"),
        ("2025-01-31 / 1 month", "2025-01-31/2025-02-27"),
        ("2024-02-29 - 1 year, 1 day", "2024-02-29/2025-02-28"),
        ("2025-11 / 3 months", "2025-11/2026-01"),
        ("2025 / 2 years", "2025/2026"),
    ],
)
def test_a_date_of_markwhen(written: str, date: str) -> None:
    """The table of what is understood; figures are American, as Markwhen has them."""
    (entry,) = entries("a.mw", f"{written}: What happened")
    assert (entry.date.text, entry.title) == (date, "What happened")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("now", "'now' moves every day"),
        ("Dec 19", "'Dec 19' is not a date"),
        ("10 days", "'10 days' depends on another event"),
        ("after !closing 3 weeks", "'after !closing 3 weeks' depends on another event"),
        ("2025-09-14 every 2 weeks", "'2025-09-14 every 2 weeks' repeats"),
        ("2025 / 10 days", "'10 days' from a year on ends on no stated day"),
        ("2025-09-14 / 3 hours", "'3 hours' is a length that EDTF does not have"),
        ("2025-09-14 / 3 week days", "'3 week days' is a length that EDTF does not have"),
        ("2016-W21-3", "'2016-W21-3' counts weeks"),
        ("21", "'21' is not a year"),
        ("Feb 30 2025", "'2025-02-30' is not a real date: February 2025 has 28 days"),
        ("2025-09-14 - 2025-09-13", "the end 2025-09-13 is before the start 2025-09-14"),
    ],
)
def test_a_date_of_markwhen_that_is_none_of_ours(written: str, message: str) -> None:
    """It is a problem with its line, never left out in silence."""
    line, rule, found = only("a.mw", f"2024: before\n{written}: What happened\nBelow: it.\n")
    assert (line, rule, found) == (2, "date", message)


def test_the_header_decides_what_stands_first() -> None:
    """With d/M/y, the day goes first, on that page."""
    text = "dateFormat: d/M/y\n\n9/10/2025: A\n_-_-_break_-_-_\n9/10/2025: B\n"
    assert brief(entries("a.mw", text)) == [(3, "2025-10-09", "A"), (5, "2025-09-10", "B")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Some words\n2025: A\n", 1),
        ("2025: A\n# Talks\nSome words\n2026: B\n", 3),
        ("dateFormat:\n  - pattern: x\n2025: A\n", 1),
    ],
)
def test_lines_of_markwhen_that_are_not_understood(text: str, line: int) -> None:
    """Words that belong to no event, and forms of dates of the file's own."""
    assert only("a.mw", text)[:2] == (line, "markwhen")


def test_a_file_without_events_is_none() -> None:
    """A header alone is no timeline."""
    assert only("a.mw", "title: T\n") == (1, "markwhen", "the file has no event")


@given(st.text(st.sampled_from("0123 /-:.,–aMJTZndow BC!"), max_size=30))
def test_a_date_of_markwhen_is_read_or_refused(text: str) -> None:
    """Whatever stands there, it is a date of ours or an error that says why."""
    for first in get_args(markwhen_dates.First):
        try:
            date = markwhen_dates.read(text, first)
        except DateError as error:
            assert error.hint
        else:
            assert dates.parse(date.text) == date


# Words of strangers.


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a &lt;b&gt; &amp;copy; c", "a &lt;b> &amp;copy; c"),
        ("<p>2025. A year of talks</p>", "2025\\. A year of talks"),
        ("1. a<br># b<br>- c", "1\\. a\n\n\\# b\n\n\\- c"),
        ("*a* _b_ `c` [[d]] ![e](f)", "\\*a\\* \\_b\\_ \\`c\\` \\[\\[d\\]\\] !\\[e\\](f)"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n\n- b"),
        ('<a href="https://a.example/">a</a>', "[a](https://a.example/)"),
        ('<a href="JAVASCRIPT:x">a</a><a href="/x">b</a><a>c</a>', "abc"),
        ('<a href="https://a.example/)(x">a</a>', "a"),
        ("<style>x</style><script>y</script>z<script>", "z"),
        ('a <img src=x onerror="alert(1)"> b', "a b"),
        ("a < b", "a &lt; b"),
        ("<a href='https://a.example/'><p>a</p>", "[](https://a.example/)\n\na"),
    ],
)
def test_html_becomes_markdown_of_the_same_words(html: str, markdown: str) -> None:
    """What Markdown would take for a sign is marked as a word, and what could run is gone."""
    assert foreign_text.from_html(html) == markdown


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("[a](https://a.example/ 'T') *b*", "[a](https://a.example/) *b*"),
        ("[a](javascript:alert(1))", "[a] (javascript:alert(1))"),
        ("[a](javascript:x) ![b](https://a.example/b.png)", "a [b](https://a.example/b.png)"),
        ("[a](<data:x>)", "a"),
        ("[a]: javascript:x", "\\[a]: javascript:x"),
        ("<b onclick=x> <https://a.example/>", "&lt;b onclick=x> <https://a.example/>"),
        ("[[events/a]]", "\\[\\[events/a\\]\\]"),
    ],
)
def test_markdown_keeps_words_and_links_to_the_web(written: str, kept: str) -> None:
    """Pictures, HTML, links within the site and odd schemes are words."""
    assert foreign_text.from_markdown(written) == kept


@given(st.text(max_size=60))
def test_no_text_of_a_stranger_runs(text: str) -> None:
    """No tag and no script's address comes out of any text."""
    for made in (foreign_text.from_html(text), foreign_text.from_anything(text)):
        assert "<" not in made.replace("<http://", "").replace("<https://", "")
        assert all(target.startswith("http") for target in re.findall(r"\]\((.*)", made))


def test_a_title_can_not_bring_lines_of_its_own() -> None:
    """Titles and topics are one line each, whatever stands in the file."""
    event = {
        "start_date": {"year": 1},
        "text": {"headline": "A\ndraft: false\n---"},
        "group": "B\nC",
    }
    (entry,) = entries("a.json", json.dumps({"events": [event]}))
    assert (entry.title, entry.topics) == ("A draft: false ---", ("B C",))


def test_a_text_of_broken_tags_is_read_once() -> None:
    """What is no tag is words, and a long row of it takes no longer than as much prose."""
    assert foreign_text.words("<a " * 100_000) == " ".join(["<a"] * 100_000)
    assert foreign_text.words("a" + "<!--" * 100_000) == "a"


def test_a_script_that_never_ends_is_refused_at_once() -> None:
    """Blanks behind a bracket are looked at once, not once for each of them."""
    text = 'var x = {"a": {}' + " " * 200_000 + "x"
    with pytest.raises(Fault):
        timelinejs.read(text, "x.js")


def test_an_address_that_can_not_be_written_is_refused() -> None:
    """JSON can spell a character that no file of ours may hold."""
    media = {"url": "https://a.example/\u0001x"}
    event = {"start_date": {"year": 2025}, "text": {"headline": "H"}, "media": media}
    (problem,) = receive("a.json", json.dumps({"events": [event]}).encode()).problems
    assert (problem.rule, problem.severity) == ("character", "error")
