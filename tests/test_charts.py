"""The drawing of a measure's history: what is drawn, where, and that a table says the same.

Knows content files, the drawing on the built pages, and the geometry for histories of any kind.
"""

import dataclasses
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from parley import dates
from parley.model import STATES, Event, Measure, Setting
from parley.problems import Origin
from parley.reading import link
from parley.settings import Settings
from parley.showing import charts
from parley.showing.charts import Chart
from parley.showing.scales import Scale, month_ticks, value_ticks
from parley.showing.strokes import Stroke
from tests.conftest import Files
from tests.test_boards import event, measures, site, words

Make = Callable[[Files], Path]

STAIRCASE = {
    "topics/t.md": "---\ntitle: T\n---\n",
    "measures/truce.md": "---\ntitle: Truce\ntopics: [t]\n---\n",
    "events/a.md": event("2025-05-12", "measure: truce, value: held, until: 2025-08-12"),
    "events/b.md": event("2025-08-11", "measure: truce, until: 2025-11-10, instrument: Order 2"),
    "events/c.md": event("2025-11-04", "measure: truce, until: 2026-11-10"),
}
STEPS = {
    "topics/t.md": "---\ntitle: T\n---\n",
    "measures/rate.md": '---\ntitle: Rate\nunit: "%"\ntopics: [t]\n---\n',
    "events/a.md": event("2025-02-01", "measure: rate, value: 10, from: 2025-02-04"),
    "events/b.md": event("2025-03-03", "measure: rate, value: 20"),
    "events/c.md": event("2025-05-12", "measure: rate, state: suspended"),
    "events/d.md": event("2025-06-01", "measure: rate, value: 15, state: in force"),
}


def drawing(page: LexborHTMLParser) -> LexborNode:
    """Return the one drawing of a page."""
    (found,) = page.css("figure svg")
    return found


def drawn(page: LexborHTMLParser) -> list[tuple[str, str]]:
    """Return where the steps of a drawing lead, each with the words at its dot."""
    return [
        (node.attributes["href"] or "", " ".join(words(each) for each in node.css("text")))
        for node in drawing(page).css("a")
    ]


KINDS = {
    "two ends": (["until: 2025-08-12", "until: 2025-11-10"], "staircase"),
    "an end that moves back": (["until: 2025-08-12", "until: 2025-07-10"], "staircase"),
    "an announced start that moves": (
        ["state: announced, from: 2025-08-12", "state: announced, from: 2025-09-12"],
        "none",
    ),
    "two numbers": (["value: 10", "value: 20"], "steps"),
    "numbers go before ends": (
        ["value: 10, until: 2025-08-12", "value: 20, until: 2025-11-10"],
        "steps",
    ),
    "one end": (["until: 2025-08-12", "value: x"], "none"),
    "the same end again": (["until: 2025-08-12", "until: 2025-08-12"], "none"),
    "the same end to the minute": (
        ["until: 2025-08-12", "until: 2025-08-12T00:01:00-04:00"],
        "none",
    ),
    "one number": (["value: 10", "value: 10"], "none"),
    "one number, written twice": (["value: 10", "value: '10.0'"], "none"),
    "words": (["value: open", "value: shut"], "none"),
    "a number that is only announced": (
        ["value: 10", "value: 20, state: announced, from: 2025-08-12"],
        "none",
    ),
    "a number that is suspended": (["value: 10", "value: 20, state: suspended"], "none"),
    "an end that is lifted": (
        ["until: 2025-08-12", "until: '..'", "until: 2025-11-10"],
        "none",
    ),
    "a value that is no number": (["value: 10", "value: exempt", "value: 20"], "none"),
    "thousands": (["value: '1,000'", "value: 2 000"], "steps"),
    "notes": (["note: x", "note: y"], "none"),
    "a number longer than any": ([f"value: '{'9' * 400}'", "value: 1"], "none"),
}


@pytest.mark.parametrize(("sets", "kind"), KINDS.values(), ids=KINDS)
def test_a_history_is_drawn_where_it_moves(content: Make, sets: list[str], kind: str) -> None:
    """Two ends make a staircase, two numbers in force make steps; anything else is a table."""
    files = {
        f"events/e{n}.md": event(f"2025-05-0{n}", f"measure: m, {each}")
        for n, each in enumerate(sets, 1)
    }
    page = site(content({**measures("m"), **files}))["measures/m/index.html"]
    titles = [words(node) for node in page.css("figure svg > title")]
    shown = {"staircase": ["How the end moved"], "steps": ["The value over time"], "none": []}
    assert titles == shown[kind]


def test_a_staircase_tells_every_end(content: Make) -> None:
    """Each tread leads to the event that set it and says the end; the act where there is room."""
    page = site(content(STAIRCASE))["measures/truce/index.html"]
    assert words(drawing(page).css_first("title")) == "How the end moved"
    assert drawn(page) == [
        ("/events/a/", "12 Aug 2025"),
        ("/events/b/", "10 Nov 2025"),
        ("/events/c/", "10 Nov 2026"),
    ]


def test_steps_tell_every_value(content: Make) -> None:
    """With its unit; the line stops where the value is suspended, and goes on after."""
    page = site(content(STEPS))["measures/rate/index.html"]
    assert drawn(page) == [("/events/a/", "10%"), ("/events/b/", "20%"), ("/events/d/", "15%")]
    lines = [node.attributes["d"] or "" for node in drawing(page).css("path.stair")]
    (_, end, begin) = [(float(line[1:].split()[0]), float(line.split("H")[1])) for line in lines]
    assert end[1] < begin[0]


def test_what_only_rests_is_not_closed(content: Make) -> None:
    """A last step that suspends draws no close."""
    files = {**STAIRCASE, "events/z.md": event("2025-12-01", "measure: truce, state: suspended")}
    assert drawing(site(content(files))["measures/truce/index.html"]).css("circle.fin") == []


def test_a_drawing_has_a_text_for_who_cannot_see_it(content: Make) -> None:
    """Its title and description are named by it; each dot says its event and the day."""
    for files, id in ((STAIRCASE, "truce"), (STEPS, "rate")):
        page = site(content(files))[f"measures/{id}/index.html"]
        shown = drawing(page)
        names = [f"chart-{id}-t", f"chart-{id}-d"]
        assert shown.attributes["aria-labelledby"] == " ".join(names)
        told = [words(shown.css_first(f"#{name}")) for name in names]
        assert all(told) and told[1].endswith("The table gives every step.")
        for node in shown.css("a"):
            assert re.fullmatch(r"\d+ \w+ 2025: Act of 2025-.*", words(node.css_first("title")))


def test_a_table_beside_it_says_the_same(content: Make) -> None:
    """Every event of the drawing stands in the history on the page, with the end it set."""
    page = site(content(STAIRCASE))["measures/truce/index.html"]
    rows = [
        (row.css_first("th a"), words(row.css("td")[-1])) for row in page.css(".scroll tbody tr")
    ]
    assert [(node.attributes["href"], until) for node, until in rows if node] == [
        ("/events/a/", "12 August 2025"),
        ("/events/b/", "10 November 2025"),
        ("/events/c/", "10 November 2026"),
    ]


def test_a_topic_shows_the_ends_that_moved(content: Make) -> None:
    """With the table beside it; steps of a value it leaves out."""
    files = {**STAIRCASE, "measures/rate.md": STEPS["measures/rate.md"]}
    files |= {f"events/r{n}.md": STEPS[f"events/{n}.md"] for n in "abcd"}
    page = site(content(files))["topics/t/index.html"]
    assert [words(node) for node in page.css("h2") if ":" in node.text()] == [
        "Truce: the end moved 2 times"
    ]
    assert [node for node, _ in drawn(page)] == ["/events/a/", "/events/b/", "/events/c/"]
    rows = [words(row.css("td")[-1]) for row in page.css(".cols-t tbody tr")]
    assert rows == ["12 Aug 2025", "10 Nov 2025", "10 Nov 2026"]


@pytest.mark.parametrize("closed", ["2025-11-04", "2025-06-01"])
def test_the_close_is_drawn(content: Make, closed: str) -> None:
    """With its day, also long before the end that was set; a topic shows it too."""
    files = {**STAIRCASE, "events/d.md": event(closed, "measure: truce, state: dropped")}
    if closed < "2025-08":
        files["events/b.md"] = event("2025-05-20", "measure: truce, until: 2025-11-10")
        files["events/c.md"] = event("2025-05-21", "measure: truce, until: 2026-11-10")
    made = site(content(files))
    label = dates.parse(closed)
    for page in (made["measures/truce/index.html"], made["topics/t/index.html"]):
        shown = drawing(page)
        assert len(shown.css("circle.fin")) == 1 and len(shown.css("path.diag")) == 1
        assert label.earliest is not None
        day = f"{label.earliest.day} {'Nov' if closed > '2025-08' else 'Jun'} 2025"
        assert f"Dropped {day}" in words(shown)


def test_a_unit_of_words_stands_at_the_axis_alone(content: Make) -> None:
    """Marks of the axis have room for a number and for %, and for no more."""
    files = {**STEPS, "measures/rate.md": "---\ntitle: Rate\nunit: tons of rare earths\n---\n"}
    del files["topics/t.md"]
    page = site(content(files))["measures/rate/index.html"]
    marks = [words(n) for n in drawing(page).css("text.q") if n.attributes["text-anchor"] == "end"]
    assert marks == ["0", "5", "10", "15", "20"]
    assert "Value in tons of rare earths" in words(drawing(page))


VALUES = {
    # the values, the unit: the marks of the axis
    ((10, 20), "%"): ["0%", "5%", "10%", "15%", "20%"],
    ((10, 125), "%"): ["0%", "25%", "50%", "75%", "100%", "125%"],
    ((0.5, 2.5), "%"): ["0%", "0.5%", "1%", "1.5%", "2%", "2.5%"],
    ((0.01, 0.05), ""): ["0", "0.01", "0.02", "0.03", "0.04", "0.05"],
    ((-5, 10), "tons"): ["-5", "-2.5", "0", "2.5", "5", "7.5", "10"],
    ((-5, -10), ""): ["-10", "-7.5", "-5", "-2.5", "0"],
    ((0, 0), ""): ["0", "0.25"],
    ((1_000_000, 2_000_000), ""): ["0", "500000", "1000000", "1500000", "2000000"],
}


@pytest.mark.parametrize(("values", "unit", "marks"), [(*k, v) for k, v in VALUES.items()])
def test_round_numbers_are_marked(values: tuple[float, ...], unit: str, marks: list[str]) -> None:
    """From 0, or from below the lowest, up to the highest value or just above it."""
    assert [words for _, words in value_ticks(values, unit)] == marks


TIMES = {
    ("2025-01-01", "2025-03-15"): ["Jan 2025", "Feb", "Mar"],
    ("2024-11-01", "2025-02-15"): ["Nov 2024", "Dec", "Jan 2025", "Feb"],
    ("2024-01-01", "2026-12-31"): [
        *("Jan 2024", "Apr", "Jul", "Oct", "Jan 2025", "Apr", "Jul", "Oct"),
        *("Jan 2026", "Apr", "Jul", "Oct"),
    ],
    ("-0003-01-01", "0002-12-31"): [
        *("Jan 4 BCE", "Jul", "Jan 3 BCE", "Jul", "Jan 2 BCE", "Jul", "Jan 1 BCE", "Jul"),
        *("Jan 1 CE", "Jul", "Jan 2 CE", "Jul"),
    ],
}


@pytest.mark.parametrize(("days", "marks"), TIMES.items())
def test_months_are_marked(days: tuple[str, str], marks: list[str]) -> None:
    """The first days of months, quarters or years; the year stands at the first and in January."""
    first, last = (dates.day_number(day) for text in days if (day := dates.parse(text).earliest))
    assert [tick.label for tick in month_ticks(Scale(first, last, 64, 780), 14)] == marks


def check(chart: Chart) -> None:
    """Hold what must be so of any drawing."""
    assert chart.strokes and all((chart.title, chart.summary, chart.across, chart.up))
    right = 780.1
    places = []
    for stroke in chart.strokes:
        start, rest = stroke.path.removeprefix("M").split("V")
        (x, y0), (y, reach) = start.split(), rest.split("H")
        assert (float(x), float(y)) == (stroke.x, stroke.y)
        assert 64 <= stroke.x <= float(reach) <= right
        assert all(43.9 <= float(each) <= chart.bottom for each in (y0, y))
        assert 0 <= stroke.text_x <= 800 and 0 < stroke.text_y < chart.height
        assert stroke.anchor in ("start", "end") and stroke.href and stroke.title
        width = 7 * len(f"{stroke.label} {stroke.note}".strip())
        left = stroke.text_x - (width if stroke.anchor == "end" else 0)
        assert left >= 0 and left + width <= 800 + 7, (stroke.label, stroke.text_x)
        places.append((float(x), float(reach)))
    assert all(one[0] <= other[0] for one, other in pairwise(places)), "steps run to the right"
    assert all(one[1] <= other[0] for one, other in pairwise(places)), "no tread passes the next"
    for ticks, least, most in (
        (chart.across_ticks, 64.0, right),
        (chart.up_ticks, 43.9, chart.bottom),
    ):
        marks = [tick.at for tick in ticks]
        assert len(marks) <= 15 and all(tick.label for tick in ticks)
        assert marks in (sorted(set(marks)), sorted(set(marks), reverse=True))
        assert all(least <= mark <= most for mark in marks)
    told = [stroke for stroke in chart.strokes if stroke.label]
    for one, other in combinations(told, 2):
        apart = span(one)[1] < span(other)[0] or span(other)[1] < span(one)[0]
        assert apart or abs(one.text_y - other.text_y) > 12, "words lie apart"
    for across, up in (chart.diagonal[:2], chart.diagonal[2:]) if chart.diagonal else ():
        assert 64 <= across <= right and 43.9 <= up <= chart.bottom
    if chart.final:
        assert 64 <= chart.final.x <= right and 43.9 <= chart.final.y <= chart.bottom
        assert chart.final.label


def span(stroke: Stroke) -> tuple[float, float]:
    """Estimate from where to where a stroke's words reach."""
    width = 6.0 * len(f"{stroke.label} {stroke.note}".strip())
    left = stroke.text_x - (width if stroke.anchor == "end" else 0)
    return left, left + width


AT = Origin(path="x.md")
SITE = Settings(title="T", base_url="https://example.org/", language="en")
FORMS = st.sampled_from(["{}", "{}", "{}", "{}~", "{}?", "{}T00:01:00-04:00", "../{}", "{}/.."])
LONG = st.sampled_from(
    ["2025", "2025-05", "199X", "-0044", "0000", "Y-12000", "Y170000002", "../..", "2025-21"]
)


def dated(first: str, last: str) -> st.SearchStrategy[str]:
    """Return dates as they are written, most of them days."""
    low, high = (
        dates.day_number(day) for text in (first, last) if (day := dates.parse(text).earliest)
    )
    days = st.integers(low, high).map(lambda number: dates.iso(dates.day_from_number(number)))
    return st.one_of(days, st.tuples(FORMS, days).map(lambda pair: pair[0].format(pair[1])))


SPANS = st.sampled_from(
    [
        ("2025-05-01", "2025-05-05"),
        ("2024-01-01", "2026-12-31"),
        ("1900-01-01", "2100-01-01"),
        ("-0050-01-01", "0050-01-01"),
        ("9990-01-01", "9999-12-31"),
    ]
)
NUMBERS = ["", "0", "10", "10.0", "34", "145", "-5", "0.25", "1000000000", "999999999999", "9" * 40]


@st.composite
def histories(draw: st.DrawFn, ends: float) -> list[Event]:
    """Draw the events of one measure: one day apart or years, ends in order or moved back."""
    days = dated(*draw(SPANS))
    when = st.one_of(days, days, days, days, LONG) if draw(st.booleans()) else days
    found = []
    for number in range(draw(st.integers(1, 12))):
        setting = Setting(
            measure="m",
            value=draw(st.sampled_from([*NUMBERS, "shut"])) if ends < 1 else "",
            state=draw(st.sampled_from([None, None, None, *STATES])),
            start=draw(st.one_of(st.none(), when.map(dates.parse))),
            until=draw(st.one_of(st.none(), when.map(dates.parse))) if ends else None,
            instrument=draw(st.sampled_from(["", "Executive Order 14298 of the President"])),
            note="n",
            origin=AT,
        )
        moment = dates.parse(draw(when))
        found.append(Event(id=f"e{number}", title="T", date=moment, sets=(setting,), origin=AT))
    return found


def chart_of(events: list[Event], unit: str) -> Chart | None:
    """Return the drawing of the measure that the events set."""
    measure = Measure(id="m", title="M", unit=unit, origin=AT)
    return charts.chart(link.assemble([measure, *events], SITE), measure)


@settings(max_examples=100)
@given(histories(ends=1), st.just(""))
def test_any_staircase_stays_inside_its_frame(events: list[Event], unit: str) -> None:
    """Whatever the ends: no error, nothing outside, nothing drawn backwards, few marks."""
    chart = chart_of(events, unit)
    if chart is not None:
        check(chart)
        assert chart.diagonal is not None
        assert chart.strokes[-1].label, "the last end is told, whatever has no room"


@settings(max_examples=100)
@given(histories(ends=0.5), st.sampled_from(["", "%", "tons of ore"]))
def test_any_steps_stay_inside_their_frame(events: list[Event], unit: str) -> None:
    """Whatever the values: no error, nothing outside; a label only where the value changes."""
    chart = chart_of(events, unit)
    if chart is not None:
        check(chart)
        assert any(stroke.label for stroke in chart.strokes)


@settings(max_examples=100)
@given(histories(ends=1))
def test_a_step_that_moves_no_end_moves_no_drawing(events: list[Event]) -> None:
    """A note alone, by another event of a later day, changes nothing of what is drawn."""
    note = Setting(measure="m", note="Not prolonged.", origin=AT)
    late = Event(id="z", title="T", date=dates.parse("2999"), sets=(note,), origin=AT)
    assert chart_of(events, "") == chart_of([*events, late], "")


def test_two_decisions_of_one_day_are_both_drawn(content: Make) -> None:
    """The second rises where the first stands."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-05-12", "measure: m, until: 2025-08-12", more="order: 1\n"),
        "events/b.md": event("2025-05-12", "measure: m, until: 2025-11-12", more="order: 2\n"),
    }
    page = site(content(files))["measures/m/index.html"]
    assert [href for href, _ in drawn(page)] == ["/events/a/", "/events/b/"]
    one, other = [node.attributes["cx"] for node in drawing(page).css("circle.dot")]
    assert one == other


def test_a_drawing_is_a_value() -> None:
    """Equal histories give equal drawings, and the drawing names its own measure."""
    files = [
        Event(
            id=f"e{n}",
            title="T",
            date=dates.parse(f"2025-0{n}-01"),
            sets=(Setting(measure="m", value=f"{n}", origin=AT),),
            origin=AT,
        )
        for n in (1, 2)
    ]
    one, other = chart_of(files, "%"), chart_of(list(reversed(files)), "%")
    assert one == other and one is not None and one.id == "chart-m"
    assert dataclasses.replace(one, id="x") != other
