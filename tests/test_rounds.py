"""A round's page: what it is, what the sides said, what it changed, and what came after."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.conftest import SITE, Files
from tests.test_pages import site, text

Make = Callable[[Files], Path]

SETTINGS = (
    SITE
    + '[[parties]]\nid = "north"\nname = "North Bank"\nshort = "North"\ncapital = "Norton"\n'
    + '[[parties]]\nid = "south"\nname = "South Bank"\nshort = "South"\ncapital = "Sutton"\n'
    + '[[kinds]]\nid = "leaders"\nname = "Leaders’ meeting"\n'
    + '[[kinds]]\nid = "talks"\nname = "Talks"\n'
)

TALKS = """---
title: Talks in Midville
date: 2025-05-08
kind: talks
by: [north, south]
places: [midville]
sources:
  - {article: paper, quote: We will build a bridge., voice: north}
  - wire
---
"""
STATEMENT = """---
title: A joint statement
date: 2025-05-10
round: first
sources:
  - {article: paper, quote: We will build a bridge., voice: north}
  - {article: paper, quote: Nobody asked us., note: Said a day later.}
  - wire
sets: [{measure: toll, value: 5, instrument: Joint statement}]
---
"""
FILES: Files = {
    "site.toml": SETTINGS,
    "articles/paper.md": "---\ntitle: Paper\n---\nWe will build a bridge. Nobody asked us.\n",
    "articles/wire.md": "---\ntitle: Wire\npublisher: Town Paper\norigin: Agency\n---\n",
    "measures/toll.md": "---\ntitle: Toll\n---\n",
    "places/midville.md": "---\ntitle: Midville\ncountry: Riverland\n---\n",
    "people/mayor.md": "---\ntitle: The mayor\nparty: north\n---\n",
    "events/before.md": "---\ntitle: Before all talks\ndate: 2024-01-01\n---\n",
    "events/talks.md": TALKS,
    "events/ferry.md": "---\ntitle: Ferry crews strike\ndate: 2025-05-09\n---\n",
    "events/statement.md": STATEMENT,
    "events/summit.md": "---\ntitle: The mayors meet\ndate: 2025-06-01\nkind: leaders\n---\n",
    "events/storm.md": "---\ntitle: A storm\ndate: 2025-06-02\n---\n",
    "rounds/first.md": "---\ntitle: Midville\nevent: talks\nnumber: 1\n"
    "summary: They agree to build.\ndelegations: {north: [mayor]}\n---\n",
    "rounds/second.md": "---\ntitle: The ferry landing\nevent: summit\n---\n",
}


@pytest.fixture
def made(content: Make) -> dict[str, LexborHTMLParser]:
    """Return the pages of a site with numbered talks and a leaders' meeting."""
    return site(content(FILES))


def text_of(node: LexborNode, selector: str) -> str:
    """Return the words of the first such element within another."""
    found = node.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def ids(page: LexborHTMLParser, selector: str) -> list[str | None]:
    """Return the ids of the events in a part of a page."""
    return [node.attributes["id"] for node in page.css(f"{selector} article")]


def test_the_sides_stand_side_by_side_and_the_press_below(
    made: dict[str, LexborHTMLParser],
) -> None:
    """Quotes of the talks and of the events that name the round, by whose position they report."""
    north, south, press = made["rounds/first/index.html"].css(".voice")
    assert [mark.text() for mark in north.css("mark")] == ["We will build a bridge."]
    assert "No statement by Sutton has been stored word for word for these talks." in south.text()
    assert [mark.text() for mark in press.css("mark")] == ["Nobody asked us."]


def test_a_quote_says_which_event_it_belongs_to(made: dict[str, LexborHTMLParser]) -> None:
    """Only where that is not the talks themselves."""
    north, _, press = made["rounds/first/index.html"].css(".voice")
    assert "Quoted for the event" not in north.text()
    (caption,) = press.css("figcaption")
    assert "Said a day later." in caption.text()
    assert "Quoted for the event A joint statement" in caption.text()
    assert [a.attributes["href"] for a in caption.css("a")][-1] == "/events/statement/"


def test_the_same_words_of_one_article_are_shown_once(made: dict[str, LexborHTMLParser]) -> None:
    """Two events may quote them; the page of their round has them once, and each source once."""
    page = made["rounds/first/index.html"]
    assert len(page.css(".voice figure")) == 2
    assert [node.text() for node in page.css(".voice .none li a")] == ["Wire"]


def test_words_that_one_event_contradicts_are_shown_as_contradicted(content: Make) -> None:
    """The talks may accept what a later event of the round finds wrong."""
    doubt = STATEMENT.replace("voice: north}", "voice: north, contradicted: true}")
    page = site(content({**FILES, "events/statement.md": doubt}))["rounds/first/index.html"]
    (quote,) = page.css(".voice.p1 figure")
    assert quote.css_first("blockquote.no") is not None
    assert "Contradicted by other sources." in quote.text()


def test_an_event_page_says_the_same_things_of_itself(made: dict[str, LexborHTMLParser]) -> None:
    """The quotes of an event's own page never name another event."""
    page = made["events/statement/index.html"]
    assert len(page.css(".voice figure")) == 2
    assert "Quoted for the event" not in text(page, "#evidence")
    assert "No statement by Sutton has been stored word for word for this event." in text(
        page, "#evidence"
    )


def test_the_events_of_a_round_stand_apart_from_those_after_it(
    made: dict[str, LexborHTMLParser],
) -> None:
    """The talks and what names the round; then what happened up to the next talks."""
    page = made["rounds/first/index.html"]
    assert text(page, "#h-timeline") == "These talks"
    assert ids(page, "#timeline") == ["talks", "statement"]
    assert text(page, "#h-later") == "Between these talks and the next"
    assert ids(page, "section[aria-labelledby=h-later]") == ["ferry"]


def test_after_the_last_talks_there_is_no_next(made: dict[str, LexborHTMLParser]) -> None:
    """The heading does not promise talks of which nothing is known."""
    page = made["rounds/second/index.html"]
    assert text(page, "#h-later") == "After these talks"
    assert ids(page, "section[aria-labelledby=h-later]") == ["storm"]


def test_nothing_after_a_round_needs_no_heading(content: Make) -> None:
    """Without a later event the second list is left out."""
    files = {name: text for name, text in FILES.items() if name != "events/storm.md"}
    assert site(content(files))["rounds/second/index.html"].css_first("#h-later") is None


def test_headings_of_both_lists_have_fragments_of_their_own(
    made: dict[str, LexborHTMLParser],
) -> None:
    """A year or a month that stands over both is one place each."""
    page = made["rounds/first/index.html"]
    assert [node.attributes["id"] for node in page.css(".month")] == ["y2025", "y2025-2"]


def test_a_round_tells_what_it_changed(made: dict[str, LexborHTMLParser]) -> None:
    """The settings of every event of the round, with the act that made them."""
    row = text(made["rounds/first/index.html"], "#changes tbody tr")
    assert row.startswith("Toll") and "5" in row and row.endswith("Joint statement")
    assert made["rounds/second/index.html"].css_first("#changes") is None


@pytest.mark.parametrize(
    ("round", "label", "title"),
    [
        ("first", "Round 1 of 1", "Round 1 of 1: Midville, T"),
        ("second", "Leaders’ meeting", "Leaders’ meeting: The ferry landing, T"),
    ],
)
def test_a_round_says_what_it_is(
    made: dict[str, LexborHTMLParser], round: str, label: str, title: str
) -> None:
    """Talks by their number; a meeting without one by the kind of its event."""
    page = made[f"rounds/{round}/index.html"]
    assert text(page, ".mast .meta") == label
    assert text(page, "head title") == title


def test_talks_of_no_number_and_no_kind_say_so(content: Make) -> None:
    """Nothing is made up where neither is recorded."""
    files = {**FILES, "events/summit.md": "---\ntitle: They meet\ndate: 2025-06-01\n---\n"}
    made = site(content({**files, "rounds/third.md": "---\ntitle: Later\n---\n"}))
    for id in ("second", "third"):
        assert text(made[f"rounds/{id}/index.html"], ".mast .meta") == "Talks without a number"


def test_what_is_missing_of_a_round_is_said(made: dict[str, LexborHTMLParser]) -> None:
    """Outcome, place and delegations are told or said to be missing."""
    page = made["rounds/second/index.html"]
    assert text(page, ".dek") == "No outcome recorded."
    facts = [(text_of(row, "dt"), text_of(row, "dd")) for row in page.css(".facts dl > div")]
    assert facts == [("Place", "not recorded"), ("Delegations", "not recorded")]


def test_rounds_follow_each_other(made: dict[str, LexborHTMLParser]) -> None:
    """Leaders' meetings stand among the numbered talks, in the order of time."""
    first, second = (made[f"rounds/{id}/index.html"] for id in ("first", "second"))
    assert text(first, ".pager a[rel=next]") == "The ferry landing"
    assert first.css_first(".pager a[rel=prev]") is None
    assert text(second, ".pager a[rel=prev]") == "Midville"


def test_the_index_tells_each_round_in_a_line(made: dict[str, LexborHTMLParser]) -> None:
    """Number or kind, day, place and outcome."""
    rows = [" ".join(row.text().split()) for row in made["rounds/index.html"].css(".index li")]
    assert rows == [
        "8 May 2025 Midville Round 1, Midville, Riverland. They agree to build.",
        "1 June 2025 The ferry landing Leaders’ meeting. No outcome recorded.",
    ]


def test_a_band_says_what_kind_of_meeting_it_was(made: dict[str, LexborHTMLParser]) -> None:
    """In a list, a leaders' meeting is not called by its place twice."""
    bands = [
        (text_of(band, ".party"), text_of(band, ".t"))
        for band in made["index.html"].css("article.round")
    ]
    assert bands == [("Round 1", "Midville"), ("Leaders’ meeting", "The ferry landing")]


def test_the_good_site_has_a_leaders_meeting(good_site: Path) -> None:
    """It stands in the index of rounds, and its page is of its kind."""
    made = site(good_site)
    assert text(made["rounds/mayors/index.html"], ".mast .meta") == "Leaders’ meeting"
    assert [node.text() for node in made["rounds/index.html"].css(".index a")] == [
        "First round",
        "The mayors at the ferry landing",
    ]
