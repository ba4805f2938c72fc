"""Where things stand: the board of measures on a day, its ladders, and what an event changed.

Knows content files and what the built pages say; the rules of standings are in test_standing.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from parley import dates
from parley.cache import Cache
from parley.pipeline import render
from parley.site import Rendering
from tests.conftest import ROOT, SITE, Files, read

Make = Callable[[Files], Path]
Pages = dict[str, LexborHTMLParser]

MEASURE = "---\ntitle: {}\n---\n"


def files_of(folder: Path, today: str = "2025-06-30") -> dict[str, bytes]:
    """Return every file of the site of a content folder, built on a day."""
    found = read(folder)
    assert found.timeline is not None, found.problems
    day = dates.parse(today).earliest
    assert day is not None
    return render(found.timeline, Rendering(home=ROOT, today=day, cache=Cache(None)))


def site(folder: Path, today: str = "2025-06-30") -> Pages:
    """Return the pages of a content folder, built on a day, by file."""
    return {
        name: LexborHTMLParser(content)
        for name, content in files_of(folder, today).items()
        if name.endswith(".html")
    }


def words(node: LexborNode | None) -> str:
    """Return the words of an element, with single spaces."""
    assert node is not None
    return " ".join(node.text().split())


def first(page: LexborHTMLParser, selector: str) -> str:
    """Return the words of the first element that a selector finds."""
    return words(page.css_first(selector))


def event(date: str, *sets: str, more: str = "") -> str:
    """Return an event's file: its date, and what it sets as flow mappings without braces."""
    settings = ", ".join(f"{{{each}}}" for each in sets)
    return f"---\ntitle: Act of {date}\ndate: {date}\nsets: [{settings}]\n{more}---\n"


def measures(*ids: str) -> dict[str, str]:
    """Return a file for each measure, titled like its id."""
    return {f"measures/{id}.md": MEASURE.format(id) for id in ids}


def board(page: LexborHTMLParser) -> list[tuple[str, list[str]]]:
    """Return the board that is shown: of each group the words of its end, and its measures."""
    return [
        (
            first_of(body, "th.when").removesuffix(untold(body)).strip(),
            [words(node) for node in body.css("th.what")],
        )
        for body in page.css("table[data-now] tbody")
    ]


def untold(group: LexborNode) -> str:
    """Return what a group of measures says that the record does not tell; "" for nothing."""
    return " ".join(words(node) for node in group.css("th.when p"))


def first_of(node: LexborNode, selector: str) -> str:
    """Return the words of the first element below another."""
    return words(node.css_first(selector))


def cell(page: LexborHTMLParser, measure: str) -> list[str]:
    """Return what the board says of a measure: the value, then each note."""
    for row in page.css("table[data-now] tbody tr"):
        if first_of(row, "th.what") == measure:
            told = row.css("td")[0]
            shown = [each for each in told.css("p") if "hidden" not in each.attributes]
            return [first_of(told, ".val"), *(words(each) for each in shown)]
    pytest.fail(f"{measure} is not on the board")


def ladder(page: LexborHTMLParser, measure: str) -> list[str]:
    """Return the rungs of a measure: struck ones between tildes, a met one after `met:`."""
    for row in page.css("table[data-now] tbody tr"):
        if first_of(row, "th.what") == measure:
            return [rung(each) for each in row.css(".ladder li")]
    pytest.fail(f"{measure} is not on the board")


def rung(node: LexborNode) -> str:
    """Return the words of one rung without the act."""
    act = first_of(node, "small")
    told = words(node).removesuffix(act).strip()
    mark = "met: " if node.attributes.get("class") == "met" else ""
    return mark + (f"~{told}~" if node.css_first("s") else told)


ORDERED = {
    **measures("closed", "late", "month", "none", "over", "soon", "tariff", "timed", "unset"),
    "events/a1.md": event("2025-01-01", "measure: late, value: x, until: 2025-12-31"),
    "events/a2.md": event("2025-01-02", "measure: soon, value: x, until: 2025-07-10"),
    "events/a3.md": event(
        "2025-01-03", "measure: timed, value: x, until: 2025-07-10T00:01:00-04:00"
    ),
    "events/a4.md": event("2025-01-04", "measure: none, value: x"),
    "events/a5.md": event("2025-01-05", "measure: over, value: x, until: 2025-06-01"),
    "events/a6.md": event("2025-01-06", "measure: closed, value: x"),
    "events/a7.md": event("2025-01-07", "measure: closed, state: ended"),
    "events/a8.md": event("2025-01-08", "measure: month, value: x, until: 2025-08"),
    "events/a9.md": event(
        "2025-01-09", "measure: tariff, value: x, state: announced, from: 2025-07-10"
    ),
}


def test_measures_stand_by_their_end_soonest_first(content: Make) -> None:
    """Then what has passed, then what has no end, then what is closed; unset measures nowhere."""
    made = site(content(ORDERED))
    assert board(made["index.html"]) == [
        ("10 days left 10 July 2025", ["soon", "timed"]),
        ("10 days to its start 10 July 2025", ["tariff"]),
        ("at most 62 days left August 2025", ["month"]),
        ("184 days left 31 December 2025", ["late"]),
        ("Passed 1 June 2025", ["over"]),
        ("No end date", ["none"]),
        ("Closed 7 January 2025", ["closed"]),
    ]


def test_an_end_with_a_time_of_day_shares_the_group_of_its_day(content: Make) -> None:
    """The group names the day; the minute stands with the measure that has one."""
    page = site(content(ORDERED))["index.html"]
    assert cell(page, "timed") == [
        "X",
        "In force since 3 January 2025.",
        "To the minute: 10 July 2025, 00:01 (UTC−04:00).",
    ]
    assert cell(page, "soon") == ["X", "In force since 2 January 2025."]


def test_an_end_in_doubt_shares_no_group_with_a_firm_one(content: Make) -> None:
    """About 10 July is not 10 July: of the one the days are counted, of the other at most."""
    files = {
        **measures("about", "firm", "unsure"),
        "events/a.md": event("2025-01-01", "measure: about, value: x, until: 2025-07-10~"),
        "events/b.md": event("2025-01-01", "measure: firm, value: x, until: 2025-07-10"),
        "events/c.md": event("2025-01-01", "measure: unsure, value: x, until: 2025-07-10?"),
    }
    assert board(site(content(files))["index.html"]) == [
        ("10 days left 10 July 2025", ["firm"]),
        ("at most 10 days left 10 July 2025", ["unsure"]),
        ("at most 10 days left about 10 July 2025", ["about"]),
    ]


DAYS_LEFT = {
    # until: {the day of the build: what the board then says}
    "2025-08-12": {
        "2025-08-10": "2 days left 12 August 2025",
        "2025-08-11": "1 day left 12 August 2025",
        "2025-08-12": "Passed 12 August 2025",
        "2025-08-13": "Passed 12 August 2025",
    },
    "2025-08": {
        "2025-07-31": "at most 31 days left August 2025",
        "2025-08-30": "at most 1 day left August 2025",
        "2025-08-31": "Passed August 2025",
    },
    "2025-08-12T00:01:00-04:00": {
        "2025-08-11": "1 day left 12 August 2025",
        "2025-08-12": "Passed 12 August 2025",
    },
    "..": {"2025-08-12": "No end date"},
}


@pytest.mark.parametrize(
    ("until", "today", "told"),
    [(until, day, told) for until, days in DAYS_LEFT.items() for day, told in days.items()],
)
def test_days_left_are_counted_to_the_end(content: Make, until: str, today: str, told: str) -> None:
    """On the day itself it no longer holds at the end of the day: it has passed."""
    sets = f"measure: m, value: x, until: '{until}'"
    made = site(content({**measures("m"), "events/e.md": event("2025-05-14", sets)}), today)
    for page in ("index.html", "measures/m/index.html"):
        assert board(made[page]) == [(told, ["m"])]


@pytest.mark.parametrize(
    ("today", "told", "notes"),
    [
        ("2025-05-30", "2 days to its start", ["Ban", "Announced on 1 May 2025."]),
        ("2025-05-31", "1 day to its start", ["Ban", "Announced on 1 May 2025."]),
        (
            "2025-06-01",
            "Passed",
            ["Announced: ban"],
        ),
    ],
)
def test_an_announcement_counts_to_its_start(
    content: Make, today: str, told: str, notes: list[str]
) -> None:
    """What was only announced begins by another decision; without one the board says so."""
    sets = "measure: m, value: ban, state: announced, from: 2025-06-01"
    page = site(content({**measures("m"), "events/e.md": event("2025-05-01", sets)}), today)
    assert board(page["index.html"]) == [(f"{told} 1 June 2025", ["m"])]
    assert cell(page["index.html"], "m") == notes
    said = "Whether it came is not recorded here." if told == "Passed" else ""
    assert untold(page["index.html"].css("table[data-now] tbody")[0]) == said


def test_what_is_decided_for_a_later_day_is_announced_until_then(content: Make) -> None:
    """A value with a `from` to come is no value in force; on its day it is."""
    sets = "measure: m, value: ban, from: 2025-06-01"
    files = {**measures("m"), "events/e.md": event("2025-05-01", sets)}
    before = site(content(files), "2025-05-31")["index.html"]
    assert board(before) == [("1 day to its start 1 June 2025", ["m"])]
    assert cell(before, "m") == ["Ban", "Announced on 1 May 2025."]
    after = site(content(files), "2025-06-01")["index.html"]
    assert board(after) == [("No end date", ["m"])]
    assert cell(after, "m") == ["Ban", "In force since 1 June 2025."]


PASSED = "Ended unless extended since: nothing recorded here."

LAW = {
    **measures("ban"),
    "events/law.md": event("2025-01-19", "measure: ban, value: ban in effect"),
    "events/delay.md": event(
        "2025-01-20",
        "measure: ban, value: not enforced, state: suspended, until: 2025-04-05",
    ),
}


def test_a_passed_end_is_never_silent(content: Make) -> None:
    """It says that it ended unless extended, and what a suspension held off."""
    page = site(content(LAW), "2025-04-05")["index.html"]
    assert board(page) == [("Passed 5 April 2025", ["ban"])]
    assert untold(page.css("table[data-now] tbody")[0]) == PASSED
    assert cell(page, "ban") == ["Until then: not enforced", "If it lapsed: ban in effect."]


def test_a_suspension_says_what_it_holds_off(content: Make) -> None:
    """While it holds; and, out of sight, in the row that holds from its end on."""
    page = site(content(LAW), "2025-04-04")["index.html"]
    assert cell(page, "ban") == [
        "Not enforced",
        "Suspended since 20 January 2025.",
        "If it lapses: ban in effect.",
    ]
    ended = page.css_first("[data-then] tbody[data-from='2025-04-05'][hidden]")
    assert ended is not None and untold(ended) == PASSED
    told = [words(each) for each in ended.css("td > *")]
    assert told[:2] == ["Until then: not enforced", "If it lapsed: ban in effect."]


def test_the_end_of_what_is_to_come_is_not_over(content: Make) -> None:
    """Where what holds has no end, the ladder shows that of what is decided as the last."""
    files = {
        "measures/m.md": "---\ntitle: m\n---\n",
        "events/a.md": event("2025-04-10", "measure: m, value: high"),
        "events/b.md": event(
            "2025-05-12", "measure: m, value: low, from: 2025-05-14, until: 2025-08-12"
        ),
    }
    assert ladder(site(content(files), "2025-05-13")["index.html"], "m") == ["12 Aug 2025"]


def test_an_end_that_is_put_off_later_is_told(content: Make) -> None:
    """A decision that takes effect on a later day says until when it will then hold."""
    files = {
        "measures/m.md": "---\ntitle: m\n---\n",
        "events/a.md": event("2025-05-14", "measure: m, value: kept, until: 2025-08-12"),
        "events/b.md": event("2025-08-11", "measure: m, from: 2025-08-12, until: 2025-11-10"),
    }
    assert cell(site(content(files), "2025-08-11")["index.html"], "m")[2:] == [
        "Then kept from 12 August 2025, until 10 November 2025."
    ]


def test_what_is_still_to_come_is_told(content: Make) -> None:
    """What was decided for a later day stands beside what is in force."""
    files = {
        "measures/m.md": '---\ntitle: m\nunit: "%"\n---\n',
        "events/e.md": event(
            "2025-04-02",
            "measure: m, value: 10, from: 2025-04-05",
            "measure: m, value: 34, from: 2025-04-09",
        ),
    }
    page = site(content(files), "2025-04-05")["index.html"]
    assert cell(page, "m") == ["10%", "In force since 5 April 2025.", "Then 34% from 9 April 2025."]


@pytest.mark.parametrize("state", ["met", "ended", "dropped"])
def test_what_an_event_closed_stands_last(content: Make, state: str) -> None:
    """The board says how it closed and what it was; nothing is counted any more."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-01-01", "measure: m, value: deal due, until: 2025-12-01"),
        "events/b.md": event("2025-02-03", f"measure: m, state: {state}"),
    }
    page = site(content(files))["index.html"]
    assert board(page) == [("Closed 3 February 2025", ["m"])]
    assert cell(page, "m") == [state.capitalize(), "Deal due."]
    assert page.css("[data-now] [data-until]") == []


def test_what_closed_last_stands_first_among_the_closed(content: Make) -> None:
    """The newest close is what a reader looks for."""
    files = {
        **measures("a", "b"),
        "events/a.md": event("2025-01-01", "measure: a, state: dropped"),
        "events/b.md": event("2025-02-03", "measure: b, state: met"),
    }
    assert [group for group, _ in board(site(content(files))["index.html"])] == [
        "Closed 3 February 2025",
        "Closed 1 January 2025",
    ]


def test_a_board_without_a_measure_is_left_out(content: Make) -> None:
    """Neither a heading nor a table; on the page of an unset measure a sentence says so."""
    made = site(content({**measures("unset"), "events/e.md": event("2025-01-01")}))
    assert "Where things stand" not in words(made["index.html"].body)
    assert made["index.html"].css(".stand") == []
    page = made["measures/unset/index.html"]
    assert first(page, ".first .none") == "No measure had been set by this day."
    assert page.css(".stand") == []


def test_a_measure_set_later_than_the_day_is_not_there(content: Make) -> None:
    """A board before the first decision is empty, and on that day it is not."""
    files = {**measures("m"), "events/e.md": event("2025-05-01", "measure: m, value: x")}
    folder = content(files)
    assert board(site(folder, "2025-04-30")["index.html"]) == []
    assert board(site(folder, "2025-05-01")["index.html"]) == [("No end date", ["m"])]


MOVED = {
    **measures("truce"),
    "events/a.md": event(
        "2025-05-12", "measure: truce, value: held, until: 2025-08-12, instrument: Statement 1"
    ),
    "events/b.md": event("2025-07-29", "measure: truce, note: Nothing was said of it"),
    "events/c.md": event(
        "2025-08-11", "measure: truce, until: 2025-11-10T00:01:00-05:00, instrument: Order 2"
    ),
    "events/d.md": event("2025-08-12", "measure: truce, until: 2025-11-10"),
    "events/e.md": event("2025-11-04", "measure: truce, until: 2026-11-10"),
}


def test_a_ladder_shows_each_end_once(content: Make) -> None:
    """All but the last are struck, and the year stands where it changes.

    A note moves nothing, and an end that is stated again, with or without its minute, neither.
    """
    page = site(content(MOVED), "2025-11-22")["index.html"]
    assert ladder(page, "truce") == ["~12 Aug 2025~", "~10 Nov~", "10 Nov 2026"]


def test_a_ladder_leads_to_the_events(content: Make) -> None:
    """Each rung names the act, or the event where no act is named, and leads to the event."""
    page = site(content(MOVED), "2025-11-22")["index.html"]
    links = [(node.attributes["href"], words(node)) for node in page.css(".ladder a")]
    assert links == [
        ("/events/a/", "Statement 1"),
        ("/events/c/", "Order 2"),
        ("/events/e/", "Act of 2025-11-04"),
    ]


def test_a_ladder_goes_only_as_far_as_the_day(content: Make) -> None:
    """What was decided later than the day of the board is not on it."""
    page = site(content(MOVED), "2025-08-10")["index.html"]
    assert ladder(page, "truce") == ["12 Aug 2025"]


def test_a_ladder_shows_values_where_no_end_was_set(content: Make) -> None:
    """With the day from which each held; a value that is set again is no new rung."""
    files = {
        "measures/m.md": '---\ntitle: m\nunit: "%"\n---\n',
        "events/a.md": event("2025-02-01", "measure: m, value: 10, from: 2025-02-04"),
        "events/b.md": event("2025-02-20", "measure: m, value: 10"),
        "events/c.md": event("2025-03-03", "measure: m, value: 20"),
        "events/d.md": event("2026-03-03", "measure: m, value: none"),
    }
    assert ladder(site(content(files), "2026-04-01")["index.html"], "m") == [
        "~10% from 4 Feb 2025~",
        "~20% from 3 Mar~",
        "none from 3 Mar 2026",
    ]


def test_a_ladder_marks_an_end_that_was_met(content: Make) -> None:
    """The last end is marked where an event closed the measure."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-01-01", "measure: m, value: due, until: 2025-03-01"),
        "events/b.md": event("2025-02-01", "measure: m, until: 2025-04-01"),
        "events/c.md": event("2025-03-20", "measure: m, state: met"),
    }
    page = site(content(files))["index.html"]
    assert ladder(page, "m") == ["~1 Mar 2025~", "met: 1 Apr"]


@pytest.mark.parametrize("state", ["ended", "dropped"])
def test_what_was_not_met_has_no_mark_of_that(content: Make, state: str) -> None:
    """The round mark says that what was due came; an end of another kind has none."""
    files = {
        "measures/m.md": "---\ntitle: m\n---\n",
        "events/a.md": event("2025-01-01", "measure: m, value: on, until: 2025-03-01"),
        "events/b.md": event("2025-02-01", f"measure: m, state: {state}"),
    }
    assert ladder(site(content(files))["index.html"], "m") == ["~1 Mar 2025~"]


def test_a_close_that_is_still_to_come_marks_nothing(content: Make) -> None:
    """What was decided to be met on a later day is not met yet."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-05-01", "measure: m, value: due, until: 2025-12-31"),
        "events/b.md": event("2025-05-02", "measure: m, state: met, from: 2025-09-01"),
    }
    folder = content(files)
    page = site(folder, "2025-08-31")["index.html"]
    assert ladder(page, "m") == ["~31 Dec 2025~"]
    assert cell(page, "m")[2:] == ["Then met from 1 September 2025."]
    assert ladder(site(folder, "2025-09-01")["index.html"], "m") == ["met: 31 Dec 2025"]


def test_the_day_from_which_days_are_counted_is_named(content: Make) -> None:
    """With the end of the record, where site.toml states one; `as of` where nothing is counted."""
    files = dict(ORDERED)
    page = site(content(files))["index.html"]
    assert first(page, "[data-counted]") == "Days are counted from 30 June 2025."
    files["site.toml"] = SITE + 'record_to = "2025-06-15"\n'
    page = site(content(files))["index.html"]
    assert first(page, "[data-counted]") == (
        "Days are counted from 30 June 2025. Nothing is recorded after 15 June 2025."
    )
    page = site(content(files), "2026-06-30")["index.html"]
    assert first(page, "[data-counted]") == (
        "As of 30 June 2026. Nothing is recorded after 15 June 2025."
    )


def test_a_topic_has_the_board_of_its_measures(content: Make) -> None:
    """And of no others."""
    files = {
        "topics/t.md": MEASURE.format("T"),
        "measures/in.md": "---\ntitle: in\ntopics: [t]\n---\n",
        **measures("out"),
        "events/a.md": event("2025-01-01", "measure: in, value: x", "measure: out, value: x"),
    }
    made = site(content(files))
    assert board(made["topics/t/index.html"]) == [("No end date", ["in"])]
    assert board(made["index.html"]) == [("No end date", ["in", "out"])]


def test_today_moves_the_boards_and_nothing_else(good_site: Path) -> None:
    """Only pages with a board and the record's own day differ: never an event's page."""
    one, other = files_of(good_site, "2025-07-01"), files_of(good_site, "2025-07-02")
    assert set(one) == set(other)
    assert [name for name in sorted(one) if one[name] != other[name]] == [
        "index.html",
        "measures/closure/index.html",
        "measures/index.html",
        "timeline.json",
        "topics/bridge/index.html",
    ]
    today = [json.loads(files["timeline.json"]) for files in (one, other)]
    assert [found.pop("today") for found in today] == ["2025-07-01", "2025-07-02"]
    assert today[0] == today[1]


def test_today_hides_nothing(good_site: Path) -> None:
    """A build on a day before the record lists every event all the same."""
    early, late = site(good_site, "2000-01-01"), site(good_site, "2025-06-30")
    assert board(early["index.html"]) == [] != board(late["index.html"])
    cards = [[node.html for node in made["index.html"].css("article")] for made in (early, late)]
    assert cards[0] == cards[1]


def changed(page: LexborHTMLParser) -> list[list[str]]:
    """Return the rows under "What it changed"; a struck end stands between tildes."""
    rows = []
    for row in page.css("#changes tbody tr"):
        cells = []
        for each in row.css("th, td"):
            told = words(each)
            for struck in each.css("s"):
                told = told.replace(words(struck), f"~{words(struck)}~")
            cells.append(told)
        rows.append(cells)
    return rows


CHANGES = {
    "measures/m.md": '---\ntitle: Rate\nunit: "%"\n---\n',
    "events/first.md": event("2025-01-01", "measure: m, value: 10"),
    "events/end.md": event("2025-02-01", "measure: m, until: 2025-05-01, instrument: Order 1"),
    "events/later.md": event("2025-03-01", "measure: m, value: 20, until: 2025-06-01"),
    "events/same-end.md": event("2025-03-02", "measure: m, value: 30"),
    "events/note.md": event("2025-03-03", "measure: m, note: Not prolonged."),
    "events/two.md": event(
        "2025-04-01",
        "measure: m, value: 34, from: 2025-04-09",
        "measure: m, value: 15, from: 2025-04-05",
    ),
    "events/late.md": event("2025-06-10", "measure: m, state: ended"),
}
WHAT_CHANGED = {
    "first": [["Rate", "nothing set", "10%", "Act of 2025-01-01"]],
    "end": [["Rate", "10%", "10%, until 1 May 2025", "Order 1"]],
    "later": [
        ["Rate", "10%, until ~1 May 2025~", "20%, until 1 June 2025", "Act of 2025-03-01"],
    ],
    "same-end": [
        ["Rate", "20%, until 1 June 2025", "30%, until 1 June 2025", "Act of 2025-03-02"],
    ],
    "note": [["RateNot prolonged.", "30%, until 1 June 2025", "unchanged", "Act of 2025-03-03"]],
    "two": [
        [
            "Rate",
            "15%, until 1 June 2025",
            "34%, from 9 April 2025, until 1 June 2025",
            "Act of 2025-04-01",
        ],
        [
            "Rate",
            "30%, until 1 June 2025",
            "15%, from 5 April 2025, until 1 June 2025",
            "Act of 2025-04-01",
        ],
    ],
    "late": [["Rate", "34%, its end past", "ended", "Act of 2025-06-10"]],
}


def test_an_event_tells_what_was_before_and_after(content: Make) -> None:
    """The first finds nothing set; an end that moved is struck; a note alone moves nothing.

    Two settings of one event each tell what they found on the day before they took effect.
    """
    made = site(content(CHANGES))
    told = {id: changed(made[f"events/{id}/index.html"]) for id in WHAT_CHANGED}
    assert told == WHAT_CHANGED


def test_a_round_tells_what_its_events_changed(content: Make) -> None:
    """Those of its talks, and of the events that name it."""
    files = {
        **measures("a", "b", "c"),
        "rounds/r.md": "---\ntitle: R\nevent: talks\n---\n",
        "events/talks.md": event("2025-01-01", "measure: a, value: x"),
        "events/named.md": event("2025-01-05", "measure: b, value: x", more="round: r\n"),
        "events/other.md": event("2025-01-03", "measure: c, value: x"),
    }
    page = site(content(files))["rounds/r/index.html"]
    assert [row[0] for row in changed(page)] == ["a", "b"]


def test_a_day_before_the_first_year_is_not_for_the_control(content: Make) -> None:
    """A reader can ask for the years 1 to 9999: of what is over by then nothing is prepared."""
    files = {
        **measures("m"),
        "events/a.md": event("-0043-03-15", "measure: m, value: old"),
        "events/b.md": event("-0042-03-15", "measure: m, value: older"),
        "events/c.md": event("2025-03-15", "measure: m, value: new"),
    }
    page = site(content(files))["index.html"]
    periods = [
        (body.attributes.get("data-from"), body.attributes.get("data-to"), first_of(body, ".val"))
        for body in page.css("[data-then] tbody")
    ]
    assert periods == [(None, "2025-03-15", "Older"), ("2025-03-15", None, "New")]


MANY: dict[str, str] = {
    **measures("open", "over", "passed", *(f"m{number:02}" for number in range(10))),
    "events/open.md": event("2025-01-01", "measure: open, value: x, until: 2025-12-31"),
    "events/passed.md": event("2025-01-01", "measure: passed, value: x, until: 2025-03-31"),
    "events/over.md": event("2025-01-01", "measure: over, state: ended"),
    **{
        f"events/e{number:02}.md": event("2025-02-01", f"measure: m{number:02}, value: x")
        for number in range(10)
    },
}


def test_of_many_measures_those_with_an_end_open_the_site(content: Make) -> None:
    """The others are counted, and stand with all the rest on the page of all measures."""
    made = site(content(MANY))
    with_end = [("184 days left 31 December 2025", ["open"]), ("Passed 31 March 2025", ["passed"])]
    assert board(made["index.html"]) == with_end
    more = "11 more measures: 10 without an end date, 1 closed"
    assert first(made["index.html"], "table.stand ~ p.cap") == more
    shown = dict(board(made["measures/index.html"]))
    assert len(shown["No end date"]) == 10 and shown["Closed 1 January 2025"] == ["over"]
    assert made["measures/index.html"].css_first("table.stand ~ p.cap") is None


def test_what_is_past_stands_last_first(content: Make) -> None:
    """What ended yesterday is asked for more than what ended a year ago."""
    files = {
        **measures("old", "new"),
        "events/old.md": event("2025-01-01", "measure: old, value: x, until: 2025-03-01"),
        "events/new.md": event("2025-01-01", "measure: new, value: x, until: 2025-06-29"),
    }
    told = board(site(content(files))["index.html"])
    assert told == [("Passed 29 June 2025", ["new"]), ("Passed 1 March 2025", ["old"])]


def test_the_last_word_on_a_measure_since_it_was_set_is_told(content: Make) -> None:
    """A note that moves nothing, with its day; by the day of the board, and none of a later one."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-01-01", "measure: m, note: Talks begin."),
        "events/b.md": event("2025-02-01", "measure: m, value: x, until: 2025-12-31"),
        "events/c.md": event("2025-03-05", "measure: m, note: Held unlawful."),
        "events/d.md": event("2025-07-01", "measure: m, note: The appeal is heard."),
    }
    since = "In force since 1 February 2025."
    assert cell(site(content(files), "2025-02-28")["index.html"], "m") == ["X", since]
    made = site(content(files))
    for page in ("index.html", "measures/index.html", "measures/m/index.html"):
        assert cell(made[page], "m") == ["X", since, "On 5 March 2025: Held unlawful."]


def test_what_is_announced_or_was_only_lapsing_has_an_end_and_what_is_open_or_closed_has_none(
    content: Make,
) -> None:
    """The start page of many shows a start to come; neither an end taken back nor one that came."""
    files = {
        **MANY,
        **measures("ahead", "open-again", "met"),
        "events/f1.md": event(
            "2025-01-01", "measure: ahead, value: x, state: announced, from: 2025-09-01"
        ),
        "events/f2.md": event("2025-01-01", "measure: open-again, value: x, until: 2025-09-01"),
        "events/f3.md": event("2025-01-02", "measure: open-again, until: '..'"),
        "events/f4.md": event("2025-01-01", "measure: met, value: x, until: 2025-09-01"),
        "events/f5.md": event("2025-01-03", "measure: met, state: met"),
    }
    shown = [name for _, names in board(site(content(files))["index.html"]) for name in names]
    assert shown == ["ahead", "open", "passed"]


def test_a_suspension_that_lapsed_is_told_as_one(content: Make) -> None:
    """Where it changed no value, the state says more; without a value, the state that was set."""
    files = {
        **measures("rule", "pause", "visit"),
        "events/a.md": event("2025-01-01", "measure: rule, value: half owned"),
        "events/b.md": event("2025-01-02", "measure: rule, state: suspended, until: 2025-02-01"),
        "events/c.md": event("2025-01-03", "measure: pause, state: suspended, until: 2025-02-01"),
        "events/d.md": event("2025-01-04", "measure: visit, state: announced, from: 2025-02-01"),
    }
    page = site(content(files))["index.html"]
    assert cell(page, "rule") == ["Until then: suspended", "If it lapsed: half owned."]
    assert cell(page, "pause") == ["Until then: suspended"]
    assert cell(page, "visit") == ["Announced"]


def test_what_talks_of_two_days_closed_is_closed_on_the_second(content: Make) -> None:
    """One day stands at the left, as for everything else."""
    files = {
        **measures("m"),
        "events/a.md": event("2025-01-01", "measure: m, value: x"),
        "events/b.md": event("2025-02-01/2025-02-02", "measure: m, state: dropped"),
    }
    assert board(site(content(files))["index.html"]) == [("Closed 2 February 2025", ["m"])]


def test_an_announcement_stands_in_the_ladder_with_its_day_to_come(content: Make) -> None:
    """And not with the day on which it was made."""
    sets = "measure: m, value: ban, state: announced, from: 2025-09-01"
    page = site(content({**measures("m"), "events/a.md": event("2025-01-01", sets)}))["index.html"]
    assert ladder(page, "m") == ["ban from 1 Sep 2025"]


def test_the_page_of_a_day_leaves_out_as_many(content: Make) -> None:
    """Of many measures; it counts those of its own day, and leads to no board of today."""
    files = {**MANY, "site.toml": SITE + 'snapshots = ["2025-01-15"]\n'}
    page = site(content(files))["as-known/2025-01-15/index.html"]
    assert board(page) == [
        ("75 days left 31 March 2025", ["passed"]),
        ("350 days left 31 December 2025", ["open"]),
    ]
    assert first(page, "p.cap[data-now]") == "1 more measure: 1 closed"
    assert page.css_first("p.cap[data-now] a") is None


def test_of_a_dozen_measures_all_open_the_site(content: Make) -> None:
    """A board of twelve is still read at a glance."""
    files = {name: text for name, text in MANY.items() if not name.endswith("09.md")}
    shown = board(site(content(files))["index.html"])
    assert sum(len(measures) for _, measures in shown) == 12


def test_where_no_measure_has_an_end_the_start_page_says_so(content: Make) -> None:
    """Of thirteen that go on, none is shown, and none is hidden in silence."""
    files = {
        name: text.replace(", until: 2025-12-31", "").replace(", until: 2025-03-31", "")
        for name, text in MANY.items()
    }
    page = site(content(files))["index.html"]
    assert board(page) == []
    assert first(page, "p.none[data-now]") == "No measure has an end date."
    assert first(page, "p.cap[data-now]") == "13 more measures: 12 without an end date, 1 closed"
