"""What /timelinejs.json says: what TimelineJS can place, and every date as written beside it.

Reads the file as TimelineJS does, and as `import` does.
"""

import json
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates, pipeline
from parley.cache import Cache
from parley.dates import Day
from parley.intake.files.receive import receive
from parley.intake.papers import Entry
from parley.model import Event, Topic
from parley.problems import Origin
from parley.settings import Settings
from parley.showing.outputs.timelinejs import timelinejs_json
from parley.site import Rendering, Site
from parley.timeline import Timeline
from tests.conftest import GOOD_SITE, ROOT
from tests.test_dates import everything

Json = dict[str, object]

CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}
SETTINGS = Settings(title="T & U", base_url="https://a.example/b/", language="en", tagline="<i>")
HERE = Origin(path="a.md")


def of_content(name: str) -> Timeline:
    """Return the timeline of a content folder."""
    record = pipeline.read(pipeline.Options(content=CONTENTS[name], shown="content"))
    assert record.timeline is not None
    return record.timeline


def of_events(*events: Event) -> Timeline:
    """Return a timeline of these events alone."""
    topic = Topic(id="rates", title="Rates & fees", origin=HERE)
    return Timeline(settings=SETTINGS, events=events, topics=(topic,))


def dated(*texts: str) -> Timeline:
    """Return a timeline of events that differ in their dates alone."""
    return of_events(
        *(
            Event(id=f"e{number}", title="A", date=dates.parse(text), origin=HERE)
            for number, text in enumerate(texts)
        )
    )


def slides(timeline: Timeline) -> list[Json]:
    """Return the events of the file."""
    found: list[Json] = json.loads(timelinejs_json(timeline))["events"]
    return found


def brought_back(raw: bytes) -> tuple[Entry, ...]:
    """Return what `import` reads of the file."""
    received = receive("timelinejs.json", raw)
    assert {problem.message for problem in received.problems} <= {
        "the title slide is not taken over"
    }
    return received.entries


each_content = pytest.mark.parametrize("name", CONTENTS)


@each_content
def test_export_and_import_keep_every_event(name: str) -> None:
    """Each comes back once, in order, with its title and its date as written."""
    timeline = of_content(name)
    raw = timelinejs_json(timeline)
    assert [slide["unique_id"] for slide in slides(timeline)] == [e.id for e in timeline.events]
    found = [(entry.title, entry.date.text) for entry in brought_back(raw)]
    assert found == [(event.title, event.date.text) for event in timeline.events] != []


@each_content
def test_the_file_is_what_timelinejs_reads(name: str) -> None:
    """Every event has numbers for a start, words for its date, a headline and a text."""
    events = slides(of_content(name))
    assert events
    for event in events:
        assert set(event) - {"end_date", "group"} == {
            *("unique_id", "start_date", "display_date", "text", "autolink", "edtf"),
        }
        for key in ("start_date", "end_date"):
            numbers = event.get(key, {"year": 1})
            assert isinstance(numbers, dict)
            names = ["year", "month", "day", "hour", "minute", "second"]
            assert list(numbers) == names[: len(numbers)] != []
            assert all(type(number) is int for number in numbers.values())


@given(st.lists(everything, min_size=1, max_size=5))
def test_every_date_comes_back(several: list[dates.FuzzyDate]) -> None:
    """Whatever EDTF is written, export and import give it back to the letter."""
    timeline = dated(*(date.text for date in several))
    raw = timelinejs_json(timeline)
    assert [entry.date for entry in brought_back(raw)] == several


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2025-09-14", [2025, 9, 14], None),
        ("2025-09", [2025, 9], None),
        ("2025", [2025], None),
        ("2025-09-XX", [2025, 9], None),
        ("2025-09-14~", [2025, 9, 14], None),
        ("2025-09-14T10:30:00-04:00", [2025, 9, 14, 10, 30, 0], None),
        ("199X", [1990], [1999]),
        ("2025-22", [2025, 6], [2025, 8]),
        ("2025-24", [2025, 12], [2026, 2]),
        ("2025-09-14/2025-10", [2025, 9, 14], [2025, 10]),
        ("2025/2025-03-01", [2025], [2025, 3, 1]),
        ("[2025-03-04,2025-04-03]", [2025, 3, 4], [2025, 4, 3]),
        ("2025-05/..", [2025, 5], None),
        ("../2025-05", [2025, 5], None),
        ("/2025-05-14", [2025, 5, 14], None),
        ("[..2025-05-14]", [2025, 5, 14], None),
        ("-0043-03-15", [-44, 3, 15], None),
        ("0000", [-1], None),
        ("Y170000002", [170000002], None),
        ("../..", None, None),
    ],
)
def test_numbers_are_no_finer_than_the_date(
    written: str, start: list[int] | None, end: list[int] | None
) -> None:
    """The table of what TimelineJS is told; what has no day at all, it passes over."""
    (slide,) = slides(dated(written))
    found = (slide.get("start_date"), slide.get("end_date"))
    assert [list(each.values()) if isinstance(each, dict) else each for each in found] == [
        start,
        end,
    ]


def test_words_are_escaped_and_lead_to_the_event() -> None:
    """TimelineJS takes text for HTML: ours comes back as it was written."""
    event = Event(
        id="a-b",
        title='Rates <up> & "down"',
        date=dates.parse("2025-09?"),
        topics=("rates",),
        summary="One <script> & two.",
        origin=HERE,
    )
    (slide,) = slides(of_events(event))
    assert slide == {
        "unique_id": "a-b",
        "start_date": {"year": 2025, "month": 9},
        "display_date": "September 2025",
        "text": {
            "headline": 'Rates &lt;up&gt; &amp; "down"',
            "text": (
                "<p>One &lt;script&gt; &amp; two.</p>"
                '<p><a href="https://a.example/b/events/a-b/">Sources and full text</a></p>'
            ),
        },
        "group": "Rates &amp; fees",
        "autolink": False,
        "edtf": "2025-09?",
    }
    (entry,) = brought_back(timelinejs_json(of_events(event)))
    assert (entry.title, entry.topics) == (event.title, ("Rates & fees",))
    assert unescape(entry.text).startswith("One <script> & two.\n\n[Sources and full text](https:")
    title = json.loads(timelinejs_json(of_events(event)))["title"]
    assert title == {"text": {"headline": "T &amp; U", "text": "&lt;i&gt;"}}


FOREIGN = (
    {"year": 2025},
    {"year": 2025, "month": 2},
    {"year": 2025, "month": 2, "day": 28},
    {"year": -44, "month": 3, "day": 15},
    {"year": 2025, "month": 2, "day": 28, "hour": 14, "minute": 30, "second": 5},
)


@pytest.mark.parametrize("start", FOREIGN)
@pytest.mark.parametrize("end", [None, *FOREIGN[:3], {"year": 2026, "month": 5}])
def test_numbers_of_others_come_back(start: Json, end: Json | None) -> None:
    """A file without our key: import, then export, gives the numbers that it had."""
    if end and (len(start) > 3 or end == start):
        end = None  # EDTF has no times in intervals, and TimelineJS no use for two equal days
    slide = {"start_date": start, "end_date": end, "text": {"headline": "A"}}
    received = receive("a.json", json.dumps({"events": [slide]}).encode())
    (made,) = slides(dated(*(entry.date.text for entry in received.entries)))
    assert (made["start_date"], made.get("end_date")) == (start, end)


def test_the_site_has_the_file(tmp_path: Path) -> None:
    """It stands at its address, the same bytes each time, and the data page leads to it."""
    timeline = of_content("good site")
    how = Rendering(home=ROOT, today=Day(2026, 1, 15), cache=Cache(tmp_path / "cache"))
    site = Site(timeline, how)
    assert site["timelinejs.json"] == timelinejs_json(timeline) == timelinejs_json(timeline)
    assert b'href="/river/timelinejs.json" download' in site["data/index.html"]
