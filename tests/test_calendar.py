"""What /calendar.ics says: the days that are stated, the ends that hold, and nothing finer.

Reads the file with icalendar, which is lenient, and holds it against RFC 5545 beforehand.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar import Event as Component

from parley import dates
from parley.dates import FuzzyDate
from parley.model import Event, Place, Topic
from parley.problems import Origin
from parley.settings import Settings
from parley.showing.outputs import ical
from parley.timeline import Timeline
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, read
from tests.test_dates import everything

Make = Callable[[Files], Path]

CONTENTS = {
    "good site": GOOD_SITE / "content",
    "nile site": ROOT / "tests" / "nile_site" / "content",
    "our content": ROOT / "content",
}
# A day, two days or a moment, as EDTF writes them when nothing is in doubt.
STATED = re.compile(r"\d{4}-\d\d-\d\d(T\S+|/\d{4}-\d\d-\d\d)?")

SETTINGS = Settings(title="T, U; V", base_url="https://a.example/b/", language="en")
HERE = Origin(path="a.md")


def of_content(name: str) -> Timeline:
    """Return the timeline of a content folder."""
    return timeline_of(CONTENTS[name])


def timeline_of(folder: Path) -> Timeline:
    """Return the timeline of a content folder that has no errors."""
    timeline = read(folder).timeline
    assert timeline is not None
    return timeline


def of_events(*events: Event) -> Timeline:
    """Return a timeline of these events alone."""
    topics = (Topic(id="rates", title="Rates, fees", origin=HERE),)
    places = (Place(id="hall", title="Hall; west", origin=HERE),)
    return Timeline(settings=SETTINGS, events=events, topics=topics, places=places)


def event(date: str | FuzzyDate, title: str = "A", **others: object) -> Event:
    """Return an event with little more than a date."""
    written = dates.parse(date) if isinstance(date, str) else date
    return Event(id="a", title=title, date=written, origin=HERE, **others)  # type: ignore[arg-type]  # the keys that a test names


def raw(timeline: Timeline, topic: Topic | None = None) -> bytes:
    """Return the calendar of the record, or of a topic."""
    events, measures = timeline.events, timeline.measures
    if topic:
        events = timeline.events_of_topic.get(topic.id, ())
        measures = tuple(each for each in measures if topic.id in each.topics)
    parts = [ical.event(timeline, each) for each in events]
    parts += [ical.ends(timeline, each) for each in measures]
    return ical.calendar(timeline, parts, topic)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One component as a calendar's program has it; a moment has no end."""

    uid: str
    stamp: datetime
    start: date
    end: date | None
    sequence: int
    summary: str
    description: str
    location: str
    topics: list[str]
    url: str


def components(timeline: Timeline, topic: Topic | None = None) -> list[Told]:
    """Return what stands in the calendar, once its form is that of the standard."""
    file = raw(timeline, topic)
    lines = file.split(b"\r\n")
    assert lines.pop() == b""
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    assert all(line.decode() for line in lines), "a line is empty, or cuts a character"
    read = Calendar.from_ical(file)
    assert (read["VERSION"], read["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert "PRODID" in read
    assert "METHOD" not in read
    assert not [each.errors for each in read.walk() if each.errors]
    found = [told(each) for each in read.walk("VEVENT") if isinstance(each, Component)]
    assert len({each.uid for each in found}) == len(found) == file.count(b"BEGIN:VEVENT")
    return found


def told(component: Component) -> Told:
    """Return a component, once it has what the standard asks for."""
    assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "URL", "SEQUENCE"} <= set(component)
    assert component["TRANSP"] == "TRANSPARENT"
    stamp, start = component.DTSTAMP, component.DTSTART
    assert stamp is not None
    assert start is not None
    assert (stamp.hour, stamp.utcoffset()) == (12, timedelta())
    assert isinstance(start, datetime) == (component.DTEND is None)
    return Told(
        uid=component.uid,
        stamp=stamp,
        start=start,
        end=component.DTEND,
        sequence=component.sequence or 0,
        summary=component.summary or "",
        description=component.description or "",
        location=component.location or "",
        topics=component.categories,
        url=str(component["URL"]),
    )


each_content = pytest.mark.parametrize("name", CONTENTS)


@each_content
def test_what_is_stated_to_the_day_is_in_the_calendar_and_nothing_else(name: str) -> None:
    """Event by event in order, of the record and of every topic, each under its own address."""
    timeline = of_content(name)
    for topic in (None, *timeline.topics):
        events = timeline.events_of_topic.get(topic.id, ()) if topic else timeline.events
        urls = [each.url for each in components(timeline, topic)]
        assert [url for url in urls if "/events/" in url] == [
            timeline.settings.addresses.absolute(f"/events/{each.id}/")
            for each in events
            if STATED.fullmatch(each.date.text)
        ]
    assert components(timeline) != []


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2025-09-14", date(2025, 9, 14), date(2025, 9, 15)),
        ("2025-12-31", date(2025, 12, 31), date(2026, 1, 1)),
        ("2024-02-28/2024-02-29", date(2024, 2, 28), date(2024, 3, 1)),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 2)),
        ("9999-12-30", date(9999, 12, 30), date(9999, 12, 31)),
        # A moment is one in UTC, which may be another day.
        ("2025-09-14T10:30:00Z", datetime(2025, 9, 14, 10, 30, tzinfo=UTC), None),
        ("2025-09-14T10:30:05-04:00", datetime(2025, 9, 14, 14, 30, 5, tzinfo=UTC), None),
        ("2025-09-14T22:30:00-04:00", datetime(2025, 9, 15, 2, 30, tzinfo=UTC), None),
        ("2025-01-01T01:00:00+08:00", datetime(2024, 12, 31, 17, 0, tzinfo=UTC), None),
        # On a clock that nobody names, the day is known and the moment is not.
        ("2025-09-14T10:30:00", date(2025, 9, 14), date(2025, 9, 15)),
    ],
)
def test_a_day_lasts_to_its_end_and_a_moment_is_one(
    written: str, start: date, end: date | None
) -> None:
    """The table of what a calendar is told of a date."""
    (found,) = components(of_events(event(written)))
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    "written",
    [
        *("2025-09", "2025", "2025-22", "199X", "2025-09-XX", "2025-XX-XX"),
        *("2025-09-14~", "2025-09-14?", "2025-09-14%", "2025-09-14/2025-09-15?"),
        *("[2025-09-14,2025-09-15]", "[2025-09-14..2025-09-15]", "2025-09/2025-10-01"),
        *("2025-09-14/..", "2025-09-14/", "/2025-09-14", "../2025-09-14", "../.."),
    ],
)
def test_what_is_coarser_or_in_doubt_is_no_day(written: str) -> None:
    """Such dates stand on the site alone, and the calendar says so."""
    timeline = of_events(event(written))
    assert components(timeline) == []
    said = str(Calendar.from_ical(raw(timeline))["DESCRIPTION"])
    assert "month or a year, approximate, uncertain or one of several days" in said


@pytest.mark.parametrize(
    "written",
    [
        *("-0043-03-15", "0000-12-31", "-0001-01-01/2025-01-01", "9999-12-31"),
        *("0001-01-01T00:00:00+08:00", "9999-12-31T23:00:00-05:00"),
    ],
)
def test_a_year_that_a_calendar_cannot_write_is_left_out(written: str) -> None:
    """Years have four digits, from 1 to 9999, also of the day after the last."""
    assert components(of_events(event(written))) == []


def test_an_event_is_told_in_full() -> None:
    """The component of an event with everything, to the letter."""
    (found, *_) = (
        part
        for part in raw(of_content("good site")).decode().split("BEGIN:VEVENT\r\n")[1:]
        if part.startswith("UID:river/events/bridge-closed@")
    )
    assert found.replace("\r\n ", "").split("\r\n")[:-1] == [
        "UID:river/events/bridge-closed@example.org",
        "DTSTAMP:20250509T120000Z",
        "DTSTART;VALUE=DATE:20250505",
        "DTEND;VALUE=DATE:20250506",
        "SEQUENCE:1",
        "SUMMARY:North Bank closes the bridge for ninety days",
        "DESCRIPTION:5 May 2025.\\nThe mayor closes the bridge for ninety days.\\n"
        "Sources differ: For how long? Ninety days (The River Gazette)\\; Three months (Upstream "
        "News). Our reading: The order says ninety days.\\n"
        "Corrected on 9 May 2025: The term was given in weeks.",
        "LOCATION:Midville",
        "CATEGORIES:The bridge",
        "URL:https://example.org/river/events/bridge-closed/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_the_stamp_is_the_day_of_the_latest_news() -> None:
    """Learned later than it happened, corrected later still: no build moves it."""
    timeline = of_events(event("2025-05-05", known=dates.parse("2025-06-07")))
    (found,) = components(timeline)
    assert found.stamp == datetime(2025, 6, 7, 12, tzinfo=UTC)
    (corrected, *_) = components(of_content("good site"))
    assert (corrected.stamp.date(), corrected.sequence) == (date(2025, 5, 9), 1)


def test_an_event_that_was_learned_before_year_1_has_no_stamp_and_no_place() -> None:
    """DTSTAMP must be there, and can't say such a day."""
    assert components(of_events(event("2025-05-05", known=dates.parse("-0043-03-15")))) == []


def test_a_topic_has_a_calendar_of_its_own() -> None:
    """Its events and the ends of its measures, under its name; the same components."""
    timeline = of_content("our content")
    topic = timeline.topic["tiktok"]
    own, whole = components(timeline, topic), components(timeline)
    assert len(whole) > len(own) > 5
    assert [each for each in whole if each in own] == own
    name = f"TikTok: {timeline.settings.title}"
    assert Calendar.from_ical(raw(timeline, topic))["NAME"] == name


def test_a_calendar_says_what_it_is_in_the_old_words_too() -> None:
    """Many programs know only the X- names; what stands there is the same."""
    lines = raw(of_events()).decode().replace("\r\n ", "").split("\r\n")
    assert "NAME:T\\, U\\; V" in lines
    values = dict(line.split(":", 1) for line in lines if line)
    assert values["X-WR-CALNAME"] == values["NAME"]
    assert values["X-WR-CALDESC"] == values["DESCRIPTION"]
    assert values["REFRESH-INTERVAL;VALUE=DURATION"] == "P1D"


ODD = (
    'Rates, fees; and "more": C:\\new \\, \\n',
    "\u200fمياه النيل، 1959؛ عنوان طويل جدا لا يتسع له سطر واحد في ملف التقويم",
    "中美贸易谈判" * 20 + "😀" * 20,
    "Two\nlines, and\r\nthree",
    "x" * 1_000,
    "",
)


@pytest.mark.parametrize("words", ODD)
def test_odd_words_come_back_as_they_were(words: str) -> None:
    """Escapes, line ends and letters of four octets, in every text of a component."""
    one = event("2025-09-14", words, summary=words, topics=("rates",), places=("hall",))
    (found,) = components(of_events(one))
    plain = words.replace("\r\n", "\n")
    assert found.summary == plain
    assert found.description == "\n".join(filter(None, ("14 September 2025.", plain)))
    assert (found.location, found.topics) == ("Hall; west", ["Rates, fees"])


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_whatever_the_words_they_come_back(words: str) -> None:
    """Folding and escaping lose nothing, wherever a line breaks."""
    (found,) = components(of_events(event("2025-09-14", words)))
    assert found.summary == words


@given(everything)
def test_whatever_the_date_it_is_no_finer_than_written(written: FuzzyDate) -> None:
    """A component spans the days that its date can touch, and there is none for other dates."""
    found = components(of_events(event(written)))
    if not STATED.fullmatch(written.text) or not found:
        assert found == []
        return
    if found[0].end:
        days = [found[0].start, found[0].end - timedelta(days=1)]
        assert [dates.Day(day.year, day.month, day.day) for day in days] == [
            written.earliest,
            written.latest,
        ]


def test_a_part_depends_on_its_event_alone() -> None:
    """Other events change none of its letters."""
    one = event("2025-09-14", topics=("rates",))
    other = Event(id="b", title="B", date=dates.parse("2024"), topics=("rates",), origin=HERE)
    assert ical.event(of_events(one), one) == ical.event(of_events(other, one), one)


# Events that set the measure "truce", in the order of their days: day -> settings.
Sets = dict[str, str]
LONG = "value: kept, until: "


def set_by(content: Make, sets: Sets, unit: str = "") -> list[Told]:
    """Return what a calendar says of the ends of a measure that these events set."""
    files: dict[str, str | bytes] = {
        "site.toml": SITE,
        "measures/truce.md": f'---\ntitle: Truce\nunit: "{unit}"\n---\n',
    }
    for day, setting in sets.items():
        head = f"---\ntitle: Act of {day}\ndate: {day}\n"
        files[f"events/act-{day}.md"] = f"{head}sets: [{{measure: truce, {setting}}}]\n---\n"
    found = components(timeline_of(content(files)))
    return [each for each in found if "/measures/" in each.url]


def ends(content: Make, sets: Sets, unit: str = "") -> list[tuple[str, str, list[str]]]:
    """Return day, summary and description of each of them."""
    return [
        (each.start.isoformat(), each.summary, each.description.split("\n"))
        for each in set_by(content, sets, unit)
    ]


def test_an_end_stands_on_its_day(content: Make) -> None:
    """With what holds until then, and the act that set it."""
    assert ends(content, {"2025-05-01": f"{LONG}2025-08-12, instrument: Order 7"}) == [
        (
            "2025-08-12",
            "End: Truce",
            ["Until 12 August 2025: kept.", "Set by: Order 7, 1 May 2025."],
        )
    ]


def test_an_end_that_was_put_off_is_not_current(content: Make) -> None:
    """The last one stands alone, and tells of those before it."""
    put_off = {"2025-05-01": f"{LONG}2025-08-12", "2025-08-11": "until: 2025-11-10"}
    assert ends(content, put_off) == [
        (
            "2025-11-10",
            "End: Truce",
            [
                "Until 10 November 2025: kept.",
                "Set by: Act of 2025-08-11, 11 August 2025.",
                "Earlier ends: 12 August 2025.",
            ],
        )
    ]


def test_an_end_that_came_back_is_told_by_the_act_that_brought_it_back(content: Make) -> None:
    """Put off and then taken back: the day is the first one, the act the last."""
    moves = {"2025-06-01": "until: 2025-11-10", "2025-07-01": "until: 2025-08-12"}
    ((_, _, words),) = ends(content, {"2025-05-01": f"{LONG}2025-08-12", **moves})
    assert words == [
        "Until 12 August 2025: kept.",
        "Set by: Act of 2025-07-01, 1 July 2025.",
        "Earlier ends: 10 November 2025.",
    ]


def test_an_end_that_moves_keeps_its_name(content: Make) -> None:
    """So it moves in a subscriber's calendar too: same UID, later stamp, higher sequence."""
    first = {"2025-05-01": f"{LONG}2025-08-12"}
    found = [
        (each.uid, each.start, each.stamp.date(), each.sequence)
        for sets in (first, {**first, "2025-08-11": "until: 2025-11-10"})
        for each in set_by(content, sets)
    ]
    uid = "measures/truce/end-1@example.org"
    assert found == [
        (uid, date(2025, 8, 12), date(2025, 5, 1), 0),
        (uid, date(2025, 11, 10), date(2025, 8, 11), 1),
    ]


@pytest.mark.parametrize(
    "later", ["value: halved", "state: suspended", "state: ended, from: 2025-07-01"]
)
def test_the_stamp_of_an_end_is_that_of_the_last_act_about_it(content: Make, later: str) -> None:
    """Whether that moved the end or only what holds until then."""
    (found,) = set_by(content, {"2025-05-01": f"{LONG}2025-08-12", "2025-06-01": later})
    assert (found.stamp.date(), found.sequence) == (date(2025, 6, 1), 1)


def test_an_end_that_has_passed_stays_on_its_day(content: Make) -> None:
    """A calendar knows no today: what was said later without moving it changes nothing."""
    sets = {"2025-05-01": f"{LONG}2025-08-12", "2025-09-01": "note: It is questioned."}
    assert [day for day, _, _ in ends(content, sets)] == ["2025-08-12"]


@pytest.mark.parametrize(
    "sets",
    [
        {"2025-05-01": f"{LONG}2025-08"},
        {"2025-05-01": f"{LONG}2025-08-12~"},
        {"2025-05-01": f"{LONG}2025-08-12?"},
        {"2025-05-01": f"{LONG}2025-08-12/2025-08-14"},
        {"2025-05-01": f"{LONG}.."},
        {"2025-05-01": "value: kept"},
        {"2025-05-01": f"{LONG}2025-08-12", "2025-06-01": "until: .."},
        {"2025-05-01": f"{LONG}2025-08-12", "2025-06-01": "state: dropped"},
        {"2025-05-01": "value: kept", "2025-06-01": "state: ended, until: 2025-08-12"},
        {"2025-05-01": f"{LONG}9999-12-31"},
        {},
    ],
)
def test_an_end_that_is_no_day_or_holds_no_more_has_no_place(content: Make, sets: Sets) -> None:
    """Imprecise, open, taken back, closed before it came, or never set."""
    assert ends(content, sets) == []


def test_a_measure_that_is_to_close_ends_on_that_day(content: Make) -> None:
    """The close that is decided comes before the end that was set, and so is its act told."""
    sets = {"2025-05-01": f"{LONG}2025-08-12", "2025-06-01": "state: ended, from: 2025-07-01"}
    assert ends(content, sets) == [
        (
            "2025-07-01",
            "End: Truce",
            [
                "Until 1 July 2025: kept.",
                "Set by: Act of 2025-06-01, 1 June 2025.",
                "Earlier ends: 12 August 2025.",
            ],
        )
    ]


def test_a_start_that_is_decided_is_no_end(content: Make) -> None:
    """What begins later has its own end alone: it is not announced, it is decided."""
    sets = {"2025-05-01": f"{LONG}2025-08-12, from: 2025-06-01"}
    assert [(day, summary) for day, summary, _ in ends(content, sets)] == [
        ("2025-08-12", "End: Truce")
    ]


def test_a_stage_that_another_follows_does_not_end(content: Make) -> None:
    """Prolonged from its end on: the later end is the one that holds."""
    sets = {
        "2025-05-01": f"{LONG}2025-08-12",
        "2025-08-01": "value: kept on, from: 2025-08-12, until: 2025-11-10",
    }
    assert [day for day, _, _ in ends(content, sets)] == ["2025-11-10"]


def test_two_stages_with_a_gap_have_two_ends(content: Make) -> None:
    """Nothing is decided for the time between them; each names the act that set it."""
    sets = {
        "2025-05-01": f"{LONG}2025-08-12",
        "2025-08-01": "value: kept again, from: 2025-10-01, until: 2025-11-10",
    }
    assert [(day, words) for day, _, words in ends(content, sets)] == [
        ("2025-08-12", ["Until 12 August 2025: kept.", "Set by: Act of 2025-05-01, 1 May 2025."]),
        (
            "2025-11-10",
            [
                "Until 10 November 2025: kept again.",
                "Set by: Act of 2025-08-01, 1 August 2025.",
                "Earlier ends: 12 August 2025.",
            ],
        ),
    ]


def test_a_suspension_ends_and_says_what_returns(content: Make) -> None:
    """What is suspended is held off until then."""
    sets = {"2025-05-01": "value: 24", "2025-05-14": "state: suspended, until: 2025-08-12"}
    assert ends(content, sets, "%") == [
        (
            "2025-08-12",
            "End of suspension: Truce",
            [
                "Until 12 August 2025: 24%, suspended.",
                "Set by: Act of 2025-05-14, 14 May 2025.",
                "If it lapses: 24%.",
            ],
        )
    ]


def test_what_is_announced_stands_at_its_day(content: Make) -> None:
    """Beside the end of what holds, and under a name of its own."""
    sets = {
        "2025-05-01": f"{LONG}2025-11-10",
        "2025-06-01": "value: broken, state: announced, from: 2025-08-01",
    }
    assert ends(content, sets) == [
        (
            "2025-11-10",
            "End: Truce",
            ["Until 10 November 2025: kept.", "Set by: Act of 2025-05-01, 1 May 2025."],
        ),
        (
            "2025-08-01",
            "Announced: Truce",
            ["Announced: broken for 1 August 2025.", "Set by: Act of 2025-06-01, 1 June 2025."],
        ),
    ]


def test_an_end_to_the_minute_is_a_moment(content: Make) -> None:
    """One minute past midnight in Washington is five in UTC; the clock of the act is told too."""
    ((day, _, words),) = ends(content, {"2025-08-11": f"{LONG}2025-11-10T00:01:00-05:00"})
    assert day == "2025-11-10T05:01:00+00:00"
    assert words[0] == "Until 10 November 2025, 00:01 (UTC−05:00): kept."


def test_our_truce_ends_where_the_board_says() -> None:
    """The last end that was decided, with those before it, and none of them a second time."""
    timeline = of_content("our content")
    found = [each for each in components(timeline) if each.summary == "End: Tariff truce"]
    assert [each.start for each in found] == [datetime(2026, 11, 10, 5, 1, tzinfo=UTC)]
    assert "Earlier ends: 12 August 2025; 10 November 2025" in found[0].description
