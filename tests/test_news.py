"""What became known, day by day: /changes/ and its pages of years.

Knows content files and the built pages; since when a thing is known is held in test_timeline.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests import sitelint
from tests.conftest import SITE, Files, write
from tests.sitelint import Site
from tests.test_boards import event, files_of, measures, site, words

Make = Callable[[Files], Path]

KINDS = '[[kinds]]\nid = "order"\nname = "Order"\npublic = true\n'
RECORD = {
    "site.toml": SITE + KINDS,
    "articles/report.md": "---\npublisher: P\npublished: 2025-05-20\n---\n",
    "measures/m.md": '---\ntitle: Rate\nunit: "%"\n---\n',
    "events/order.md": event(
        "2025-05-12",
        "measure: m, value: 10, until: 2025-08-12",
        more="kind: order\ncorrections: [{date: 2025-05-20, note: The rate was wrong.}]\n",
    ),
    "events/secret.md": event("2025-04-01", more="sources: report\n"),
    "events/extension.md": event(
        "2025-06-01", "measure: m, until: 2025-11-10, instrument: Order 2", more="kind: order\n"
    ),
    "events/rise.md": event("2025-06-02", "measure: m, value: 20", more="kind: order\n"),
    "events/talk.md": event("2025-05-12", "measure: m, note: Nothing moved."),
    "events/told.md": event("2025-04", more="known: 2025-05-12\n"),
}


def days(page: LexborHTMLParser) -> list[tuple[str, list[str]]]:
    """Return every day of a page with its entries; struck words stand between tildes."""
    found = []
    for section in page.css("main section"):
        entries = []
        for each in section.css("li"):
            told = words(each)
            for struck in each.css("s"):
                told = told.replace(words(struck), f"~{words(struck)}~", 1)
            entries.append(told)
        found.append((words(section.css_first("h2")), entries))
    return found


def news(folder: Path) -> LexborHTMLParser:
    """Return the page of what became known."""
    return site(folder)["changes/index.html"]


def test_what_became_known_stands_under_its_day_newest_first(content: Make) -> None:
    """An event happens on one day and is known from another: it says so where they differ.

    Measures that moved show before and after, an end that moved struck; corrections stand under
    the day on which they were made; what nothing dates says that too.
    """
    assert days(news(content(RECORD))) == [
        (
            "2 June 2025",
            [
                "Act of 2025-06-02 OrderRate: 10%, until 10 November 2025; "
                "now 20%, until 10 November 2025"
            ],
        ),
        (
            "1 June 2025",
            [
                "Act of 2025-06-01 OrderRate: 10%, until ~12 August 2025~; "
                "now 10%, until 10 November 2025"
            ],
        ),
        (
            "20 May 2025",
            [
                "Act of 2025-04-01 happened 1 April 2025",
                "Act of 2025-05-12 Correction. The rate was wrong.",
            ],
        ),
        (
            "12 May 2025",
            [
                "Act of 2025-04 happened April 2025, day not stated",
                "Act of 2025-05-12 OrderRate: 10%, until 12 August 2025",
                "Act of 2025-05-12 day of news not recorded",
            ],
        ),
    ]


def test_what_has_no_day_at_all_stands_last(content: Make) -> None:
    """An event without any day is told too; its corrections stand under their own."""
    files = {
        "events/a.md": event("../..", more="corrections: [{date: 2025-05-20, note: N.}]\n"),
        "events/b.md": event("2025-05-12"),
    }
    assert [(label, len(entries)) for label, entries in days(news(content(files)))] == [
        ("20 May 2025", 1),
        ("12 May 2025", 1),
        ("Day not recorded", 1),
    ]


def test_a_day_counts_its_entries(content: Make) -> None:
    """Events and corrections alike."""
    page = news(content(RECORD))
    assert [words(node) for node in page.css("main .head p")] == [
        "1 entry",
        "1 entry",
        "2 entries",
        "3 entries",
    ]


def test_entries_lead_to_events_measures_and_corrections(content: Make) -> None:
    """A correction leads to the list of them on its event's page."""
    page = news(content(RECORD))
    day = page.css_first("#d2025-05-20")
    assert day is not None
    assert [node.attributes["href"] for node in day.css("a")] == [
        "/events/secret/",
        "/events/order/#corrections",
    ]
    day = page.css_first("#d2025-06-01")
    assert day is not None
    assert [node.attributes["href"] for node in day.css("a")] == [
        "/events/extension/",
        "/measures/m/",
    ]


def test_an_empty_record_says_so(content: Make) -> None:
    """The page is there all the same."""
    page = news(content({}))
    assert days(page) == []
    assert words(page.css_first(".none")) == "No event is recorded yet."


def test_every_entry_of_a_dated_record_is_told_once(good_site: Path) -> None:
    """Each event and each correction of the record stands on the page once."""
    page = news(good_site)
    links = [node.attributes["href"] or "" for node in page.css("main ul.news > li > a")]
    assert sorted(links) == [
        "/river/events/bridge-closed/",
        "/river/events/bridge-closed/#corrections",
        "/river/events/ferry-strike/",
        "/river/events/mayors-meet/",
        "/river/events/talks-in-midville/",
    ]


def long(years: tuple[int, ...], each: int) -> Files:
    """Return a record with so many events in each year."""
    return {
        f"events/e{year}-{n}.md": event(f"{year:05}-{n % 12 + 1:02}-{n % 28 + 1:02}"[-10:])
        for year in years
        for n in range(each)
    }


def test_a_long_record_has_a_page_of_news_for_each_year(content: Make) -> None:
    """More than 300 entries are told by year: the first page has the latest, and leads to all."""
    made = site(content(long((2023, 2024, 2025), 101)))
    assert [name for name in sorted(made) if name.startswith("changes/")] == [
        f"changes/{part}index.html" for part in ("2023/", "2024/", "2025/", "")
    ]
    links = [("/changes/2025/", "2025"), ("/changes/2024/", "2024"), ("/changes/2023/", "2023")]
    told = 0
    for part in ("", "2023/", "2024/", "2025/"):
        page = made[f"changes/{part}index.html"]
        years = page.css('nav[aria-label="Years"] a')
        assert [(node.attributes["href"], words(node)) for node in years] == links
        here = [words(node) for node in years if node.attributes.get("aria-current")]
        assert here == [part.strip("/")] * bool(part)
        shown = {label.rsplit(" ", maxsplit=1)[1] for label, _ in days(page)}
        assert shown == {part.strip("/") or "2025"}
        told += sum(len(entries) for _, entries in days(page)) if part else 0
    assert told == 303
    assert words(made["changes/2024/index.html"].css_first("h1")) == "What became known in 2024"


@pytest.mark.parametrize("files", [long((2023, 2024, 2025), 100), long((2025,), 301)])
def test_300_entries_stand_on_one_page(content: Make, files: Files) -> None:
    """And so do the many entries of a single year."""
    made = site(content(files))
    assert [name for name in made if name.startswith("changes/")] == ["changes/index.html"]


def test_days_before_the_first_year_have_their_own_fragments(content: Make) -> None:
    """Two days BCE are two places on the page."""
    files = {
        "events/a.md": event("-0043-03-15"),
        "events/b.md": event("-0043-03-16"),
    }
    page = news(content(files))
    ids = [node.attributes["id"] for node in page.css("main section[id]")]
    assert ids == ["d-0043-03-16", "d-0043-03-15"]


def test_a_snapshot_of_a_long_record_leads_to_its_day(content: Make, tmp_path: Path) -> None:
    """The link from the record as known on a day goes to the page of that year's news."""
    url = "https://example.org/project/"
    settings = SITE.replace("https://example.org/", url)
    files = {
        **long((2023, 2024, 2025), 101),
        "site.toml": settings + 'snapshots = ["2024-01-01", "2024-01-02"]\n',
        **measures("m"),
        "events/set.md": event("2024-01-01", "measure: m, value: x"),
    }
    built = files_of(content(files))
    made = {name: LexborHTMLParser(page) for name, page in built.items() if name.endswith(".html")}
    for day, target in (
        ("2024-01-01", "/project/changes/2024/#d2024-01-01"),
        ("2024-01-02", "/project/changes/"),
    ):
        links = made[f"as-known/{day}/index.html"].css('nav[aria-label="Other days"] a')
        assert links[-1].attributes["href"] == target
    found = Site(write(tmp_path / "built", built), url, "en")
    assert list(sitelint.addresses_lead_somewhere(found)) == []
    assert list(sitelint.ids_are_unique(found)) == []


@pytest.mark.parametrize(
    ("front", "day", "since"),
    [
        ("date: 2025-05-02\nsources: report", "20 May 2025", "20 May 2025"),
        ("date: 2025-05-02\nsources: month", "31 May 2025", "May 2025, day not stated"),
        ("date: 2025-04\nkind: order", "30 April 2025", "April 2025, day not stated"),
        ("date: 2025-05-02/2025-05-04\nkind: order", "4 May 2025", "4 May 2025"),
        ("date: 2025-05-02\nsources: [month, about]", "12 May 2025", "about 12 May 2025"),
        ("date: 2025-05-02", "2 May 2025", "not recorded"),
    ],
)
def test_since_when_it_is_known_is_said_no_finer_than_it_was_written(
    content: Make, front: str, day: str, since: str
) -> None:
    """The last day of a month decides where an event stands; the page says that it is a month."""
    made = site(
        content(
            {
                "site.toml": SITE + KINDS,
                "articles/report.md": "---\npublisher: P\npublished: 2025-05-20\n---\n",
                "articles/month.md": "---\npublisher: P\npublished: 2025-05\n---\n",
                "articles/about.md": "---\npublisher: P\npublished: 2025-05-12~\n---\n",
                "events/e.md": f"---\ntitle: E\n{front}\n---\n",
            }
        )
    )
    ((found, (entry,)),) = days(made["changes/index.html"])
    facts = {
        words(each.css_first("dt")): words(each.css_first("dd"))
        for each in made["events/e/index.html"].css(".facts dl > div")
    }
    assert (found, facts["Known since"]) == (day, since)
    is_firm = since == day
    assert (f"known since {since}" in entry) == (not is_firm and since != "not recorded")


def test_a_day_of_any_year_can_be_told(content: Make) -> None:
    """Years that four digits can't hold are told like others."""
    made = site(content({"events/e.md": "---\ntitle: E\ndate: Y12000\n---\n"}))
    assert [found for found, _ in days(made["changes/index.html"])] == ["31 December 12,000"]


def test_talks_of_two_days_say_when_they_were(content: Make) -> None:
    """Also where the news came on the last of them."""
    talks = event("2025-05-10/2025-05-11", more="known: 2025-05-11\n")
    ((found, (entry,)),) = days(news(content({"events/talks.md": talks})))
    assert (found, entry) == (
        "11 May 2025",
        "Act of 2025-05-10/2025-05-11 happened 10–11 May 2025",
    )


def test_news_is_told_as_it_was_then_known(content: Make) -> None:
    """What came to light later is no part of what stood before it was known."""
    made = content(
        {
            "measures/m.md": "---\ntitle: M\n---\n",
            "events/secret.md": event(
                "2026-01-01", "measure: m, value: one", more="known: 2026-06-01\n"
            ),
            "events/open.md": event(
                "2026-03-01", "measure: m, value: two", more="known: 2026-03-01\n"
            ),
        }
    )
    assert days(news(made)) == [
        ("1 June 2026", ["Act of 2026-01-01 happened 1 January 2026M: one"]),
        ("1 March 2026", ["Act of 2026-03-01 M: two"]),
    ]
