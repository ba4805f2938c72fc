"""The overview above the timeline: where marks, bands, bars and flags stand, and where they lead.

Knows the geometry, made from events in memory, and the drawing on built pages.
"""

from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parley import dates
from parley.dates import Day, day_from_number, day_number
from parley.model import Entity, Event, Measure, Round, Setting
from parley.problems import Origin
from parley.reading import link
from parley.settings import Party, Settings
from parley.showing import strip
from parley.showing.lanes import MOST_MARKS
from parley.showing.strip import LEFT, RIGHT, Strip
from parley.showing.strokes import text_width
from tests.conftest import SITE as PLAIN_SITE
from tests.conftest import Files
from tests.test_boards import event, measures, site, words
from tests.test_cards import PARTIES, listed
from tests.test_cards import SITE as TWO_SIDED

Make = Callable[[Files], Path]

AT = Origin(path="content/x.md", line=1)
NOW = Day(2025, 9, 15)
TWO = (Party(id="a", name="A"), Party(id="b", name="B"))
THREE = (*TWO, Party(id="c", name="C"))
TITLE = "A title of the usual length, about sixty letters for an event"


def happened(id: str, date: str, *by: str) -> Event:
    """Return an event."""
    return Event(id=id, title=TITLE, date=dates.parse(date), by=by, origin=AT)


def events_on(days: list[int], *by: str) -> list[Event]:
    """Return an event on each of some days, counted from 1 January 2025."""
    start = day_number(Day(2025, 1, 1))
    texts = [dates.iso(day_from_number(start + day)) for day in days]
    return [happened(f"e{n}-{''.join(by)}", text, *by) for n, text in enumerate(texts)]


def overview(
    entities: list[Entity],
    parties: tuple[Party, ...] = TWO,
    now: Day | None = NOW,
    record_to: str = "",
) -> Strip | None:
    """Return the strip of some events, whose marks lead to their ids."""
    record = link.assemble(
        entities,
        Settings(
            title="T",
            base_url="https://example.org/",
            language="en",
            parties=parties,
            record_to=dates.parse(record_to) if record_to else None,
        ),
    )
    reached = strip.reached(record.settings, now) if now else None
    return strip.strip(record, listed(record), lambda row: f"#{row.id}", reached)


def drawn(entities: list[Entity], parties: tuple[Party, ...] = TWO, record_to: str = "") -> Strip:
    """Return a strip that there is."""
    found = overview(entities, parties, record_to=record_to)
    assert found is not None
    return found


def places(strip: Strip) -> dict[str, float]:
    """Return where the middle of each event's mark stands across."""
    half = strip.form.size / 2
    return {mark.event.href: mark.x + half for lane in strip.lanes for mark in lane.marks}


def clashes(strip: Strip) -> list[tuple[object, object]]:
    """Return marks and words that stand on one another."""
    boxes: list[tuple[object, float, float, float, float]] = []
    size = strip.form.size
    for lane in strip.lanes:
        boxes += [(m, m.x, m.y, m.x + size, m.y + size) for m in lane.marks]
    for band in strip.bands:
        if band.spot:
            width = text_width(band.name, 12)
            share = {"start": 0.0, "middle": 0.5, "end": 1.0}[band.spot.anchor]
            left = band.spot.x - share * width
            boxes.append((band, left, band.spot.y - 9, left + width, band.spot.y + 3))
    for row in strip.rows:
        for flag in row.flags:
            width = text_width(flag.label, 12)
            left = flag.text_x - (width if flag.anchor == "end" else 0)
            base = strip.height + row.y
            if flag.label:
                boxes.append((flag, left, base - 6, left + width, base + 6))
    return [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


def test_an_event_stands_at_its_day() -> None:
    """A month stands at its middle, two days between them, an open date at its one end."""
    record = [
        happened("first", "2025-03-01"),
        happened("day", "2025-03-31"),
        happened("month", "2025-05"),
        happened("days", "2025-06-10/2025-06-11"),
        happened("open", "2025-07-01/.."),
        happened("last", "2025-09-01"),
    ]
    at = places(drawn(list(record)))
    a_day = (at["#last"] - at["#first"]) / 184
    for id, days in {"#day": 30, "#month": 76, "#days": 101.5, "#open": 122}.items():
        assert at[id] == pytest.approx(at["#first"] + days * a_day, abs=0.2), id


def test_each_side_has_a_lane_where_there_are_two() -> None:
    """The first above the axis, the second below it, and below that who is neither alone."""
    record = [
        *events_on([0, 20], "a"),
        *events_on([30], "b"),
        *events_on([40], "a", "b"),
        *events_on([50]),
    ]
    strip = drawn(list(record))
    told = [(lane.side.name, lane.count, [m.event.css for m in lane.marks]) for lane in strip.lanes]
    assert told == [
        ("A", 2, ["p1", "p1"]),
        ("B", 1, ["p2"]),
        ("Both, and others", 2, ["joint", "third"]),
    ]
    up, down, below = (lane.marks[0].y for lane in strip.lanes)
    assert up < strip.axis_top < down < below < strip.foot


@pytest.mark.parametrize(
    ("parties", "signs"), [(THREE, {"p1", "p3"}), (TWO[:1], {"p1", "third"}), ((), {"joint"})]
)
def test_any_other_number_of_parties_shares_one_lane(
    parties: tuple[Party, ...], signs: set[str]
) -> None:
    """One, three or none: the sign tells who, and ink where there is nobody to tell."""
    by: list[tuple[str, ...]] = [(each.id,) for each in (parties[:1] + parties[2:])]
    by += [()] if len(parties) < 3 else []
    record = [event for n, each in enumerate(by) for event in events_on([n, n + 40], *each)]
    strip = drawn([*record, *events_on([90], *by[0])], parties)
    (lane,) = strip.lanes
    assert {mark.event.css for mark in lane.marks} == signs


@pytest.mark.parametrize("days", [[], [3], [3, 90]])
def test_few_events_need_no_overview(days: list[int]) -> None:
    """Two events are told by their list alone."""
    assert overview(list(events_on(days, "a"))) is None


def test_what_has_no_day_has_no_mark() -> None:
    """An event of unknown date stands in the list alone."""
    strip = drawn([*events_on([0, 30, 60], "a"), happened("when", "../..", "a")])
    assert "#when" not in places(strip)


def test_a_few_early_events_have_a_cell_of_their_own() -> None:
    """What stands long before the rest does not press it together; its order is kept."""
    early = [happened("old", "-0449~", "a"), happened("older", "-2900~", "a")]
    strip = drawn([*early, *events_on([0, 10, 20, 90, 100, 110, 120, 200], "a")])
    at = places(strip)
    assert (strip.cells[0].label, strip.cells[0].href) == ("earlier", "#older")
    assert LEFT < at["#older"] < at["#old"] < strip.cells[1].x
    assert at["#e1-a"] - at["#e0-a"] > 20


def test_the_axis_tells_months_and_leads_to_their_first_events() -> None:
    """January is told by the year; a month without events leads nowhere."""
    strip = drawn([*events_on([20, 25, 100, 400], "a")])
    cells = {cell.label: cell.href for cell in strip.cells[:5]}
    assert cells == {"2025": "#e0-a", "Feb": "", "Mar": "", "Apr": "#e2-a", "May": ""}
    assert [cell.label for cell in strip.cells if cell.is_year] == ["2025", "2026"]
    assert all(one.x + one.width <= other.x + 0.11 for one, other in pairwise(strip.cells))


def test_a_long_axis_tells_years() -> None:
    """Its first cell begins with the month of the first event."""
    dates = ("1902-05-15", "1919-05-07", "1940", "1960", "1980", "2000-09-09")
    strip = drawn([happened(f"e{n}", date, "a") for n, date in enumerate(dates)])
    assert [cell.label for cell in strip.cells][:3] == ["1902", "1905", "1910"]


def test_a_record_of_long_ago_is_drawn_like_any_other() -> None:
    """Days before our era are counted down to, and an end among them stands among them."""
    dated = ["-0043-01-31", "-0043-06-15", "-0043-12-20"]
    record: list[Entity] = [happened(f"e{n}", date, "a") for n, date in enumerate(dated)]
    strip = drawn([MEASURE, *record, sets("s", "-0043-02-01", until="-0043-11-01")])
    at = places(strip)
    assert LEFT < at["#e0"] < at["#s"] < at["#e1"] < at["#e2"] <= RIGHT
    assert at["#e2"] > RIGHT - 40
    assert strip.title == "Overview, Jan 44 BCE to Dec 44 BCE"


def test_the_record_ends_where_words_have_room_or_in_the_key_alone() -> None:
    """Near the edge, and where something is recorded later, the line stands without words."""
    ahead = [MEASURE, *events_on([0, 40, 150], "a"), sets("s", "2025-01-20", until="2025-12-05")]
    near = [MEASURE, *events_on([0, 40, 150], "a"), sets("s", "2025-01-20", until="2025-06-25")]
    told = {
        "far": drawn(list(ahead), record_to="2025-06-10").now,
        "near": drawn(list(near), record_to="2025-06-10").now,
        "later events": drawn(list(ahead), record_to="2025-03-10").now,
    }
    assert {name: now and now.is_told for name, now in told.items()} == {
        "far": True,
        "near": False,
        "later events": False,
    }


def test_the_key_names_the_signs_that_are_drawn() -> None:
    """Who acted, each once; hollow marks only where there are some."""
    strip = drawn([*events_on([0, 20], "a"), *events_on([30], "a", "b"), *events_on([50])])
    assert [side.name for side in strip.signs] == ["A", "Both sides", "Third party"]
    assert strip.has_single


def test_an_early_event_among_many_has_a_narrow_bar() -> None:
    """A bar is no wider than a mark, however few days it counts."""
    old = [happened("old", "2001-01-01", "a"), happened("older", "2000-01-01", "a")]
    strip = drawn([*old, *events_on([n % 3 for n in range(60)], "a")])
    assert strip.form.days
    assert strip.form.bar <= 9.5


def talks(number: int | None, id: str, date: str, label: str) -> list[Entity]:
    """Return talks: a round and its event."""
    round = Round(id=f"r-{id}", title=label, event=id, number=number, label=label, origin=AT)
    return [happened(id, date, "a", "b"), round]


def test_talks_are_bands_and_not_marks() -> None:
    """Through all lanes, as long as they lasted, with name and number; leaders have no number."""
    strip = drawn(
        [
            *events_on([0, 300], "a"),
            *talks(1, "geneva", "2025-05-10/2025-05-20", "Geneva"),
            *talks(None, "busan", "2025-08-30", "Busan"),
        ]
    )
    geneva, busan = strip.bands
    assert (geneva.name, geneva.number, geneva.href) == ("Geneva", "1", "#geneva")
    assert (busan.name, busan.number) == ("Busan", "")
    assert geneva.width > busan.width >= 3
    assert strip.is_numbered
    assert not {"#geneva", "#busan"} & set(places(strip))


def test_names_of_talks_give_way_to_one_another() -> None:
    """Aside, on a second line, or left away: the title says them all the same."""
    record: list[Entity] = [*events_on([0, 500], "a")]
    for n, label in enumerate(("Geneva", "London", "Stockholm", "Madrid", "Kuala Lumpur", "Busan")):
        record += talks(
            n + 1, label[:3].lower(), f"2025-06-{6 * n + 1:02}" if n < 5 else "2025-07-01", label
        )
    strip = drawn(record)
    assert len(strip.bands) == 6
    names = [band.name for band in strip.bands if band.spot]
    assert 4 <= len(names) < 6
    assert all(band.title.endswith(TITLE) for band in strip.bands)
    assert not clashes(strip)


def sets(id: str, day: str, *, until: str = "", state: str | None = None) -> Event:
    """Return an event that sets the measure m."""
    setting = Setting(
        measure="m",
        value="" if state else "held",
        state=state,  # type: ignore[arg-type]  # one of the words of the model
        until=dates.parse(until) if until else None,
        origin=AT,
    )
    return Event(id=id, title=TITLE, date=dates.parse(day), sets=(setting,), origin=AT)


MEASURE = Measure(id="m", title="Divestiture", origin=AT)


def flags(*steps: Event) -> list[tuple[str, bool]]:
    """Return the words at each flag of a measure's row, and which flag is the last one set."""
    strip = drawn([MEASURE, *events_on([0, 40, 240], "a"), *steps])
    return [(flag.label, flag.is_last) for row in strip.rows for flag in row.flags]


def test_a_row_tells_every_end_that_was_set() -> None:
    """Moved ends without the year, which the axis tells; the last with it, and how it closed."""
    moved = [
        sets("s1", "2025-01-20", until="2025-04-05"),
        sets("s2", "2025-04-04", until="2025-06-19"),
        sets("s3", "2025-06-19", until="2025-08-17"),
    ]
    ends = [("5 Apr", False), ("19 Jun", False)]
    assert flags(*moved) == [*ends, ("17 Aug 2025", True)]
    closed = sets("s4", "2025-08-16", state="met")
    assert flags(*moved, closed) == [*ends, ("17 Aug 2025, met 16 Aug 2025", True)]


def test_the_line_of_what_was_closed_stops_at_its_close() -> None:
    """Its last flag stands where the end would have lain."""
    moved = [
        sets("s1", "2025-01-20", until="2025-04-05"),
        sets("s2", "2025-04-04", until="2025-08-20"),
    ]
    record: list[Entity] = [MEASURE, *events_on([0, 40, 240], "a"), *moved]
    (open_,) = drawn(record).rows
    (closed,) = drawn([*record, sets("s3", "2025-06-01", state="ended")]).rows
    assert open_.end == open_.flags[-1].x == closed.flags[-1].x
    assert closed.flags[0].x < closed.end < closed.flags[-1].x


def test_one_end_has_a_row_only_while_it_is_ahead() -> None:
    """What ended as it was first set moved nothing; no end, no row."""
    assert flags(sets("s1", "2025-01-20", until="2025-04-05")) == []
    assert flags(sets("s1", "2025-01-20", until="2025-12-05")) == [("5 Dec 2025", True)]
    assert flags(sets("s1", "2025-01-20")) == []


def test_what_lies_ahead_is_marked_by_where_the_record_ends() -> None:
    """By site.toml's record_to, else by the day of the build; nothing ahead, no mark."""
    record: list[Entity] = [MEASURE, *events_on([0, 40, 150], "a")]
    record.append(sets("s1", "2025-01-20", until="2025-12-05"))
    built, stated = drawn(record).now, drawn(record, record_to="2025-08-01").now
    assert built is not None
    assert stated is not None
    assert (built.label, stated.label) == ("15 September 2025", "1 August 2025")
    assert stated.x < built.x
    assert drawn([*events_on([0, 40, 150], "a")]).now is None


def test_an_end_far_ahead_does_not_press_the_record_together() -> None:
    """It is drawn at the edge; its words tell the day."""
    record: list[Entity] = [MEASURE, *events_on([0, 40, 150], "a")]
    strip = drawn([*record, sets("s1", "2025-01-20", until="2099-12-31")])
    assert places(strip)["#e2-a"] > LEFT + (RIGHT - LEFT) / 3
    ((flag,),) = [row.flags for row in strip.rows]
    assert (flag.label, flag.anchor) == ("31 Dec 2099 →", "end")


def test_rows_are_few_and_say_how_many_are_left_out() -> None:
    """Eight measures that moved most; of the rest the page says that there are more."""
    record: list[Entity] = [*events_on([0, 40, 150], "a")]
    for n in range(10):
        record.append(Measure(id=f"m{n}", title=f"Measure {n}", origin=AT))
        for day, end in (("2025-01-20", "2025-03-05"), (f"2025-03-0{n % 5 + 1}", "2025-12-05"))[
            n < 2 :
        ]:
            setting = Setting(measure=f"m{n}", value="x", until=dates.parse(end), origin=AT)
            record.append(
                Event(
                    id=f"s{n}{day}", title=TITLE, date=dates.parse(day), sets=(setting,), origin=AT
                )
            )
    strip = drawn(record)
    assert [row.name for row in strip.rows] == [(f"Measure {n}",) for n in range(2, 10)]
    assert strip.more == 2


def test_a_long_name_stands_on_two_lines() -> None:
    """What does not fit is in the title, which the row has too."""
    measure = Measure(id="m", title="The anti-dumping case on analog chips " * 2, origin=AT)
    strip = drawn(
        [measure, *events_on([0, 40, 150], "a"), sets("s1", "2025-01-20", until="2025-12-05")]
    )
    (row,) = strip.rows
    assert row.name == ("The anti-dumping case on", "analog chips The …")
    assert row.title.startswith(measure.title)


def test_a_name_without_spaces_is_broken() -> None:
    """Chinese letters are twice as wide as ours, so fewer stand on a line."""
    measure = Measure(id="m", title="关于相互加征的对等关税九十天暂停期", origin=AT)
    strip = drawn(
        [measure, *events_on([0, 40, 150], "a"), sets("s1", "2025-01-20", until="2025-12-05")]
    )
    ((first, second),) = [row.name for row in strip.rows]
    assert (len(first), len(second)) == (13, 4)


DAYS = st.lists(st.integers(0, 500), min_size=3, max_size=150)


@settings(max_examples=60)
@example([59] * 3, [59] * 6, [], 0)  # two ends before the axis begins, at one place
@given(DAYS, DAYS, st.lists(st.integers(0, 500), max_size=12, unique=True), st.integers(0, 900))
def test_nothing_stands_on_anything_else(
    ours: list[int], theirs: list[int], met: list[int], end: int
) -> None:
    """Whatever the days of 300 events and a dozen talks, each has one mark inside the frame."""
    record: list[Entity] = [MEASURE, *events_on(ours, "a"), *events_on(theirs, "b")]
    start = day_number(Day(2025, 1, 1))
    for n, day in enumerate(met):
        text = dates.iso(day_from_number(start + day))
        record += talks(n + 1, f"t{n}", text, "Kuala Lumpur"[: 3 + n])
    for n, day in enumerate(sorted({end, end + 9, end + 60})):
        until = dates.iso(day_from_number(start + day + 30))
        record.append(sets(f"s{n}", dates.iso(day_from_number(start + n)), until=until))
    strip = drawn(record)
    if strip.form.step:
        marks = [mark for lane in strip.lanes for mark in lane.marks]
        assert len(marks) == len([e for e in record if isinstance(e, Event)]) - len(met)
        assert all(LEFT - 5 <= mark.x <= RIGHT for mark in marks)
        assert all(0 <= mark.y <= strip.foot for mark in marks)
    assert sum(lane.count for lane in strip.lanes) + len(met) == len(
        [each for each in record if isinstance(each, Event)]
    )
    assert not clashes(strip)


def test_a_hundred_and_fifty_events_are_marks_and_ten_thousand_are_bars() -> None:
    """Each bar counts some weeks, leads to the first event in it, and all are counted once."""
    few = drawn([*events_on([3 * n % 500 for n in range(75)], "a"), *events_on([*range(75)], "b")])
    assert few.form.step
    assert not clashes(few)
    many = drawn([*events_on([n * n % 2900 for n in range(10_000)], "a")])
    (bars,) = [lane.bars for lane in many.lanes if lane.bars]
    assert many.form.days % 7 == 0
    assert not any(lane.marks for lane in many.lanes)
    assert len(bars) < 300
    told = [bar.title.rpartition(": ")[2] for bar in bars]
    assert (
        sum(int(words.split()[0]) for words in told if words.endswith(" events"))
        + sum(not words.endswith(" events") for words in told)
        == 10_000
    )
    assert all(bar.x + many.form.bar <= next.x for bar, next in pairwise(bars))
    assert max(bar.height for bar in bars) == 64


def test_more_events_than_a_page_should_carry_are_bars() -> None:
    """Even where there would be room for their marks."""
    spread = [7 * n for n in range(MOST_MARKS + 1)]
    assert not drawn([*events_on(spread, "a")]).form.step
    assert drawn([*events_on(spread[1:], "a")]).form.step


CROWD = {
    f"events/e{n:03}.md": event(f"{2023 + n // 168}-{n // 14 % 12 + 1:02}-{n % 14 + 1:02}")
    for n in range(340)
}


def test_every_mark_leads_to_its_event(content: Make) -> None:
    """On its page where it stands there; as known on a day, it goes with the event."""
    dated = {
        f"events/e{n}.md": f"---\ntitle: E{n}\ndate: 2025-0{n}-02\nby: north\n---\n"
        for n in (1, 2, 3)
    }
    page = site(content({"site.toml": TWO_SIDED, **dated}))["index.html"]
    marks = page.css("#overview svg use.tk.p1")
    links = [mark.parent for mark in marks if mark.parent and mark.parent.tag == "a"]
    assert [(a.attributes["href"], a.attributes["data-known"]) for a in links] == [
        ("#e1", "2025-01-02"),
        ("#e2", "2025-02-02"),
        ("#e3", "2025-03-02"),
    ]
    assert words(links[0].css_first("title")) == "2 January 2025: E1"


def test_a_long_record_has_the_whole_above_it_and_each_year_its_own(content: Make) -> None:
    """The start page has rows, and marks that lead to the pages of events not on it."""
    ends = {
        **measures("truce"),
        "events/y.md": event("2024-04-12", "measure: truce, value: held, until: 2024-08-12"),
        "events/z.md": event("2024-05-12", "measure: truce, until: 2024-11-10"),
    }
    pages = site(content({"site.toml": PLAIN_SITE, **CROWD, **ends}))
    assert pages["index.html"].css("#overview svg[data-whole]")
    whole = [a.attributes["href"] for a in pages["index.html"].css("#overview a[tabindex]")]
    assert "/events/e000/" in whole
    assert "#e339" in whole
    year = pages["2024/index.html"]
    hrefs = {a.attributes["href"] for a in year.css("#overview svg a")}
    assert hrefs == {"#y", "#z", *(f"#e{n}" for n in range(168, 336))}
    assert not year.css("#overview svg[data-whole]")


def test_rows_lead_to_their_measures(content: Make) -> None:
    """With every end in the title; where too few events have a day, there is no overview."""
    files = {
        **measures("truce"),
        "events/a.md": event("2025-05-12", "measure: truce, value: held, until: 2025-08-12"),
        "events/b.md": event("2025-08-11", "measure: truce, until: 2025-11-10"),
    }
    assert not site(content({"site.toml": f"{PLAIN_SITE}{PARTIES}", **files}))["index.html"].css(
        "#overview"
    )
    page = site(content({**files, "events/c.md": event("2025-06-01")}))["index.html"]
    (row,) = page.css("#overview svg[data-whole] a")
    assert row.attributes["href"] == "/measures/truce/"
    assert words(row.css_first("title")) == "truce: 12 Aug 2025, then 10 Nov 2025"
