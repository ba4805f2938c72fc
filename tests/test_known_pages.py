"""The record as known on a day: the pages of site.toml's days, and what the control needs.

Knows content files and the built pages; what the second clock counts is held in test_timeline.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from parley import dates
from parley.dates import Day, day_from_number, day_number
from parley.showing import boards, views
from parley.timeline import Timeline
from tests import sitelint
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, read, write
from tests.sitelint import Site
from tests.test_boards import board, cell, event, files_of, ladder, measures, site, words

Make = Callable[[Files], Path]

PUBLIC = '[[kinds]]\nid = "order"\nname = "Order"\npublic = true\n'
SETTINGS = SITE + 'snapshots = ["2025-05-13", "2025-08-10", "2024-01-01"]\n' + PUBLIC
RECORD = {
    "site.toml": SETTINGS,
    **measures("truce", "rate"),
    "events/truce.md": event(
        "2025-05-12",
        "measure: truce, value: held, until: 2025-08-12",
        more="kind: order\ncorrections: [{date: 2025-09-01, note: A later correction.}]\n",
    ),
    # Decided before the day of the snapshot, and known only after it.
    "events/extension.md": event(
        "2025-08-09", "measure: truce, until: 2025-11-10", more="known: 2025-08-11\n"
    ),
    "events/rate.md": event("2025-08-10", "measure: rate, value: x", more="kind: order\n"),
    "events/end.md": event("2025-11-10", "measure: truce, state: ended", more="kind: order\n"),
}


def listed(page: LexborHTMLParser) -> list[str]:
    """Return the ids of the events that a page lists."""
    return [node.attributes["id"] or "" for node in page.css("#timeline article")]


def test_each_day_of_the_settings_has_a_page_and_no_other(content: Make) -> None:
    """The pages are those of `snapshots`; without any, none is made."""
    made = site(content(RECORD), "2025-11-22")
    assert sorted(name for name in made if name.startswith("as-known/")) == [
        *(f"as-known/{day}/index.html" for day in ("2024-01-01", "2025-05-13", "2025-08-10")),
        "as-known/index.html",
    ]
    made = site(content({**RECORD, "site.toml": SITE + PUBLIC}))
    assert [name for name in made if name.startswith("as-known/")] == []


def test_the_days_are_listed_above_their_pages(content: Make) -> None:
    """Who cuts the end off an address finds them."""
    page = site(content(RECORD))["as-known/index.html"]
    assert [(node.attributes["href"], words(node)) for node in page.css("main ul.index a")] == [
        ("/as-known/2025-05-13/", "13 May 2025"),
        ("/as-known/2025-08-10/", "10 August 2025"),
        ("/as-known/2024-01-01/", "1 January 2024"),
    ]


def test_a_page_shows_what_was_known_by_its_day(content: Make) -> None:
    """An event counts from the day on which it was known, and not from when it happened."""
    made = site(content(RECORD), "2025-11-22")
    assert listed(made["as-known/2024-01-01/index.html"]) == []
    assert listed(made["as-known/2025-05-13/index.html"]) == ["truce"]
    assert listed(made["as-known/2025-08-10/index.html"]) == ["truce", "rate"]


def test_a_page_of_a_long_record_shows_the_latest(content: Make) -> None:
    """As the start page does; it says how many there are."""
    files = {f"events/e{n:03}.md": event("2025-05-01", more=f"order: {n}\n") for n in range(301)}
    page = site(content({"site.toml": SETTINGS, **files}))["as-known/2025-05-13/index.html"]
    assert listed(page) == [f"e{n:03}" for n in range(1, 301)]
    assert "The latest 300 of 301 events" in words(page.css_first("#timeline .head"))


def test_its_board_counts_from_its_day_in_its_record(content: Make) -> None:
    """An extension that was known later is not there, nor anything decided after."""
    page = site(content(RECORD), "2025-11-22")["as-known/2025-08-10/index.html"]
    assert board(page) == [("2 days left 12 August 2025", ["truce"]), ("No end date", ["rate"])]
    assert cell(page, "truce") == ["Held", "In force since 12 May 2025."]
    assert ladder(page, "truce") == ["12 Aug 2025"]
    assert words(page.css_first(".first .head p")) == "Days are counted from 10 August 2025."
    early = site(content(RECORD))["as-known/2025-05-13/index.html"]
    assert board(early) == [("91 days left 12 August 2025", ["truce"])]


def test_a_day_before_everything_says_that_nothing_was_known(content: Make) -> None:
    """Neither an event nor a measure."""
    page = site(content(RECORD))["as-known/2024-01-01/index.html"]
    assert [words(node) for node in page.css(".none")] == [
        "No measure had been set by this day.",
        "Nothing in this record was known by that day.",
    ]


def test_the_notice_counts_what_is_left_out(content: Make) -> None:
    """And says whose words they are, and where the full record is."""
    made = site(content(RECORD))
    told = {
        "2024-01-01": "4 later events and all later corrections are left out.",
        "2025-05-13": "3 later events and all later corrections are left out.",
        "2025-08-10": "2 later events and all later corrections are left out.",
    }
    for day, count in told.items():
        notice = made[f"as-known/{day}/index.html"].css_first(".notice")
        assert notice is not None and count in words(notice)
        link = notice.css_first("a")
        assert link is not None and link.attributes["href"] == "/"


def test_later_corrections_are_not_there(content: Make) -> None:
    """Neither on the page nor in what the record of that day holds."""
    page = site(content(RECORD))["as-known/2025-08-10/index.html"]
    assert "A later correction" not in words(page.body)
    record = timeline_of(content(RECORD))
    then = record.as_known_on(Day(2025, 8, 10))
    assert then.event["truce"].corrections == ()
    assert len(record.as_known_on(Day(2025, 9, 1)).event["truce"].corrections) == 1


def test_links_lead_to_the_present_pages_under_any_base_path(content: Make, tmp_path: Path) -> None:
    """Every link of every page leads somewhere, and to the one page that an event has."""
    url = "https://example.org/project/"
    files = {**RECORD, "site.toml": SETTINGS.replace("https://example.org/", url)}
    built = files_of(content(files))
    page = LexborHTMLParser(built["as-known/2025-08-10/index.html"])
    links = [node.attributes["href"] for node in page.css("#timeline article .t a")]
    assert links == ["/project/events/truce/", "/project/events/rate/"]
    found = Site(write(tmp_path / "built", built), url, "en")
    assert [fault for rule in sitelint.RULES for fault in rule(found)] == []


def test_the_days_lead_to_each_other_and_to_the_news(content: Make) -> None:
    """The page that is open is marked; the news of its day are one link away."""
    page = site(content(RECORD))["as-known/2025-08-10/index.html"]
    links = page.css('nav[aria-label="Other days"] a')
    assert [(node.attributes["href"], words(node)) for node in links] == [
        ("/as-known/2025-05-13/", "13 May 2025"),
        ("/as-known/2025-08-10/", "10 August 2025"),
        ("/as-known/2024-01-01/", "1 January 2024"),
        ("/changes/#d2025-08-10", "What became known, day by day"),
    ]
    assert [words(node) for node in links if node.attributes.get("aria-current")] == [
        "10 August 2025"
    ]


def test_pages_without_a_script_lead_to_the_days(content: Make) -> None:
    """The control is hidden, its links are not: to each day, and to the news."""
    made = site(content(RECORD))
    for name in ("index.html", "measures/truce/index.html"):
        control = made[name].css_first(".known")
        assert control is not None
        assert [node.attributes["href"] for node in control.css("p a")] == [
            "/as-known/2025-05-13/",
            "/as-known/2025-08-10/",
            "/as-known/2024-01-01/",
            "/changes/",
        ]
        (form,) = control.css("form")
        assert "hidden" in form.attributes


def timeline_of(folder: Path) -> Timeline:
    """Return the record of a content folder."""
    found = read(folder).timeline
    assert found is not None
    return found


CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}
each_content = pytest.mark.parametrize("folder", CONTENTS.values(), ids=CONTENTS)


@each_content
def test_a_card_tells_since_when_it_is_known(folder: Path) -> None:
    """Wherever an event is listed, data-known is the day from which it stands in the record."""
    record = timeline_of(folder)
    made = site(folder)
    told = {id: views.iso_day(record.learned(each)) for id, each in record.event.items()}
    seen = set()
    for page in made.values():
        for node in page.css("#timeline article"):
            id = node.attributes["id"] or ""
            assert node.attributes["data-known"] == told[id]
            seen.add(id)
    assert seen == set(told)


def walked(record: Timeline) -> range:
    """Return the days to walk: from before the first news to after the last end of all."""
    ends = [
        day_number(day)
        for steps in record.history.values()
        for step in steps
        for day in (step.decided, step.takes_effect, record.learned(step.event))
    ]
    ends += [
        day_number(end.latest)
        for steps in record.history.values()
        for step in steps
        if (end := step.end) and end.latest
    ]
    return range(min(ends) - 2, max(ends) + 3)


def prepared(page: LexborHTMLParser, measure: str) -> list[tuple[str, str, str, str]]:
    """Return what is prepared for the control: first day, day after the last, value, end."""
    found = []
    for body in page.css("[data-then] tbody"):
        if words(body.css_first("th.what")) == measure:
            left = body.css_first("[data-until]")
            start, end = (body.attributes.get(name) or "" for name in ("data-from", "data-to"))
            until = left.attributes["data-until"] or "" if left else ""
            found.append((start, end, words(body.css_first(".val")), until))
    return found


HISTORIES = {
    **CONTENTS,
    "the truce": RECORD,
    "odd orders": {
        "site.toml": SITE + PUBLIC,
        **measures("m"),
        "events/a.md": event("2025-01-10", "measure: m, value: a, until: 2025-02-01"),
        "events/b.md": event("2025-01-12", "measure: m, value: b, from: 2025-01-20"),
        "events/c.md": event(
            "2025-01-15",
            "measure: m, state: suspended, until: 2025-01-25",
            more="known: 2025-03-01\n",
        ),
        "events/d.md": event("2025-02", "measure: m, value: d", more="known: 2025-01-11\n"),
        "events/e.md": event(
            "2025-03-05~", "measure: m, value: e, state: announced, from: 2025-04"
        ),
        "events/f.md": event("2025-03-20", "measure: m, state: dropped", more="kind: order\n"),
        "events/g.md": event("2025-04-02", "measure: m, value: g, until: '..'"),
    },
}


@pytest.mark.parametrize("given", HISTORIES.values(), ids=HISTORIES)
def test_what_is_prepared_for_the_control_is_what_was_known(
    content: Make, given: Path | Files
) -> None:
    """On every day, walked one by one, a measure has the standing of the record as then known."""
    folder = given if isinstance(given, Path) else content(given)
    record, page = timeline_of(folder), site(folder)["measures/index.html"]
    periods = {measure.id: prepared(page, measure.title) for measure in record.measures}
    for number in walked(record):
        day = day_from_number(number)
        iso = dates.iso(day)
        then = record.as_known_on(day)
        for measure in record.measures:
            shown = boards.board(then, (measure,), day).groups
            wanted = [(row.value, group.until) for group in shown for row in group.rows]
            told = [
                (value, until)
                for start, end, value, until in periods[measure.id]
                if start <= iso and (not end or iso < end)
            ]
            assert told == wanted, (measure.id, iso)


@pytest.mark.parametrize("given", HISTORIES.values(), ids=HISTORIES)
def test_the_periods_of_a_measure_follow_each_other(content: Make, given: Path | Files) -> None:
    """Each begins where the one before it ends; the last has no end."""
    folder = given if isinstance(given, Path) else content(given)
    record, page = timeline_of(folder), site(folder)["measures/index.html"]
    for measure in record.measures:
        periods = sorted(prepared(page, measure.title), key=lambda each: each[0])
        assert [start for start, *_ in periods[1:]] == [end for _, end, *_ in periods[:-1]]
        assert not periods or periods[-1][1] == ""


@each_content
def test_without_a_script_the_control_changes_no_word(folder: Path) -> None:
    """All that it needs is hidden; taken away, no word of a page is missing."""
    for name, content in files_of(folder).items():
        if not name.endswith(".html"):
            continue
        page = LexborHTMLParser(content)
        for node in page.css("[data-then], [data-then-none], [data-counted-then]"):
            assert "hidden" in node.attributes, name
        for node in page.css("[data-then] tbody"):
            assert "hidden" in node.attributes, name
        for node in page.css("[data-known]"):
            assert "hidden" not in node.attributes, name
        for status in page.css("[data-known-status]"):
            assert words(status) == ""
        for node in page.css("[data-now], [data-counted]"):
            assert "hidden" not in node.attributes, name
        bare = re.sub(rb' data-(known|by|party|until|from|to)="[^"]*"', b"", content)
        stripped = LexborHTMLParser(bare)
        for tree in (page, stripped):
            for node in tree.css("[hidden], template, script"):
                node.decompose()
        assert words(page.body) == words(stripped.body), name
        assert "As known on the day chosen" not in words(page.body), name
