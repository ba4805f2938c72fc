"""The ways into a timeline: boxes for sides, links to topics, kinds and people.

Knows content files and what stands on the built pages; boxes are tried in the browser's tests.
"""

from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Files
from tests.test_boards import site, words
from tests.test_cards import SITE as TWO_SIDED
from tests.test_cards import parties

Make = Callable[[Files], Path]

KINDS = '\n[[kinds]]\nid = "talks"\nname = "Talks"\n\n[[kinds]]\nid = "order"\nname = "Order"\n'


def event(by: str = "", more: str = "") -> str:
    """Return an event's file."""
    return f"---\ntitle: E\ndate: 2025-03-02\nby: [{by}]\n{more}---\n"


def start_page(content: Make, files: Files) -> LexborHTMLParser:
    """Return the start page of a record."""
    return site(content(files))["index.html"]


def boxes(page: LexborHTMLParser) -> list[str]:
    """Return the words of the boxes, each with the class that it hides."""
    return [
        f"{box.attributes['id']}: {words(box.parent)}" for box in page.css(".filters input[id^=p-]")
    ]


def rows(page: LexborHTMLParser) -> dict[str, list[str]]:
    """Return the links of each row, in order."""
    found = page.css(".filters div.frow:has(ul.chips)")
    return {
        words(row.css_first("h3")): [
            f"{words(a)} {a.attributes['href']}" for a in row.css("a.chip")
        ]
        for row in found
    }


def test_each_side_has_a_box(content: Make) -> None:
    """With the number of its events; who acted together, and who is no party, come last."""
    acts = ("north", "south", "north", "", "north, south")
    files = {f"events/e{n}.md": event(by) for n, by in enumerate(acts)}
    assert boxes(start_page(content, {"site.toml": TWO_SIDED, **files})) == [
        "p-p1: North 2",
        "p-p2: South 1",
        "p-joint: Both sides 1",
        "p-third: Third party 1",
    ]


def test_combinations_of_many_parties_share_a_box(content: Make) -> None:
    """Two and two of three are told by their cards; the box hides all that act together."""
    files = {f"events/e{n}.md": event(by) for n, by in enumerate(("a, b", "b, c", "a"))}
    page = start_page(content, {"site.toml": parties("a", "b", "c"), **files})
    assert boxes(page) == ["p-p1: a 1", "p-joint: Several together 2"]


def test_more_parties_than_can_be_hidden_have_no_boxes(content: Make) -> None:
    """A box that hides nothing would be a lie: the style sheet knows three signs of parties."""
    files = {f"events/e{n}.md": event(by) for n, by in enumerate("abcd")}
    assert boxes(start_page(content, {"site.toml": parties(*"abcd"), **files})) == []


def test_one_side_alone_needs_no_box(content: Make) -> None:
    """There would be nothing left to look at."""
    files = {f"events/e{n}.md": event("north") for n in range(3)}
    assert boxes(start_page(content, {"site.toml": TWO_SIDED, **files})) == []


def test_links_lead_to_what_most_events_have(content: Make) -> None:
    """Topics, kinds, people with most events first; what no event has is left away."""
    files = {
        "site.toml": TWO_SIDED + KINDS,
        **{f"topics/{id}.md": f"---\ntitle: {id.title()}\n---\n" for id in ("fish", "salt", "tea")},
        "people/ann.md": "---\ntitle: Ann\n---\n",
        "events/a.md": event("north", "topics: [salt]\nkind: talks\npeople: [ann]\n"),
        "events/b.md": event("south", "topics: [salt, fish]\nkind: talks\n"),
    }
    assert rows(start_page(content, files)) == {
        "Topics": ["Salt 2 /topics/salt/", "Fish 1 /topics/fish/"],
        "Kinds of events": ["Talks 2 /kinds/talks/"],
        "People": ["Ann 1 /people/ann/"],
    }


def test_many_topics_end_with_a_link_to_all(content: Make) -> None:
    """Fourteen stand in the row, in the order of their names where they are equal."""
    topics = {f"topics/t{n:02}.md": f"---\ntitle: Topic {n:02}\n---\n" for n in range(20)}
    events = {f"events/e{n:02}.md": event(more=f"topics: [t{n:02}]\n") for n in range(20)}
    (row,) = rows(start_page(content, {**topics, **events})).values()
    assert row[0] == "Topic 00 1 /topics/t00/"
    assert row[13:] == ["Topic 13 1 /topics/t13/", "All 20 /topics/"]


def test_a_topic_names_the_people_in_its_events(content: Make) -> None:
    """With office and count; who is in none of them is not there."""
    files = {
        "site.toml": TWO_SIDED,
        "topics/salt.md": "---\ntitle: Salt\n---\n",
        "topics/tea.md": "---\ntitle: Tea\n---\n",
        "people/ann.md": "---\ntitle: Ann\nrole: Mayor\nparty: north\n---\n",
        "people/bo.md": "---\ntitle: Bo\nnames: {zh-Hans: 波}\n---\n",
        "events/a.md": event("north", "topics: [salt]\npeople: [ann, bo]\n"),
        "events/b.md": event("north", "topics: [salt]\npeople: [bo]\n"),
        "events/c.md": event("north", "topics: [tea]\npeople: [ann]\n"),
    }
    pages = site(content(files))
    told = [
        words(li) for li in pages["topics/salt/index.html"].css("[aria-labelledby=h-people] li")
    ]
    assert told == ["Bo 波 2 events", "Ann Mayor, 1 event"]
    (ann,) = pages["topics/tea/index.html"].css("[aria-labelledby=h-people] li")
    assert words(ann) == "Ann Mayor, 1 event"
