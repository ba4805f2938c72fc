"""What /feed.xml and /feed.json say: the latest news of the record or a topic, in both forms.

Reads Atom as feed readers do, and holds it against RFC 4287's lists of elements.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates
from parley.dates import FuzzyDate
from parley.model import Event, Topic
from parley.problems import Origin
from parley.settings import Settings
from parley.showing.outputs import feeds
from parley.timeline import Timeline
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, read
from tests.test_dates import everything

Json = dict[str, object]
Make = Callable[[Files], Path]

CONTENTS = {
    "good site": GOOD_SITE / "content",
    "nile site": ROOT / "tests" / "nile_site" / "content",
    "our content": ROOT / "content",
}

ATOM = "{http://www.w3.org/2005/Atom}"
# How often an element may stand in a feed and in an entry (RFC 4287, 4.1.1 and 4.1.2); every
# entry of ours has a text and one link, to its page.
IN_FEED = {
    **dict.fromkeys(("id", "title", "updated", "author"), (1, 1)),
    **{"subtitle": (0, 1), "link": (2, 2), "entry": (0, feeds.MOST)},
}
IN_ENTRY = {
    **dict.fromkeys(("id", "title", "updated", "published", "link", "content"), (1, 1)),
    "category": (0, 99),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT12:00:00Z")

HERE = Origin(path="a.md")
SETTINGS = Settings(title="T & U", base_url="https://a.example/b/", language="en", tagline="<i>")


@cache
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
    topic = Topic(id="rates", title="Rates & fees", summary="Up, down", origin=HERE)
    return Timeline(settings=SETTINGS, events=events, topics=(topic,))


def event(id: str, date: str | FuzzyDate, title: str = "A", **others: object) -> Event:
    """Return an event with little more than a date."""
    written = dates.parse(date) if isinstance(date, str) else date
    return Event(id=id, title=title, date=written, origin=HERE, **others)  # type: ignore[arg-type]  # the keys that a test names


def shown(timeline: Timeline, topic: Topic | None = None) -> list[Event]:
    """Return the events of a feed, in its order."""
    learned = {each.id: timeline.learned(each) for each in timeline.events}
    events = timeline.events_of_topic.get(topic.id, ()) if topic else timeline.events
    return [timeline.event[id] for id in feeds.latest(learned, [each.id for each in events])]


def atom(timeline: Timeline, topic: Topic | None = None) -> bytes:
    """Return the feed of the record, or of a topic."""
    entries = [feeds.entry(timeline, each) for each in shown(timeline, topic)]
    return feeds.atom(timeline, entries, topic)


def feed_of_json(timeline: Timeline) -> Json:
    """Return the JSON feed of the record."""
    raw = feeds.json_feed(timeline, [feeds.item(timeline, each) for each in shown(timeline)])
    found: Json = json.loads(raw)
    return found


def items(timeline: Timeline) -> list[Json]:
    """Return the items of the JSON feed."""
    found = feed_of_json(timeline)["items"]
    assert isinstance(found, list)
    return found


def read_atom(raw: bytes) -> ElementTree.Element:
    """Return the feed, once it has what the standard asks for and nothing else."""
    root = ElementTree.fromstring(raw)
    assert root.tag == f"{ATOM}feed"
    counted(root, IN_FEED)
    for entry in root.iter(f"{ATOM}entry"):
        counted(entry, IN_ENTRY)
        assert "".join(entry.itertext()).strip()
    for name in ("updated", "published"):
        assert all(MOMENT.fullmatch(each.text or "") for each in root.iter(ATOM + name))
    for name in ("id", "title"):
        assert all((each.text or "").strip() for each in root.iter(ATOM + name))
    for link in root.iter(f"{ATOM}link"):
        assert set(link.attrib) <= {"rel", "type", "href"}
        assert urlsplit(link.attrib["href"]).scheme == "https"
    ids = [text(root, "id"), *(text(entry, "id") for entry in root.iter(f"{ATOM}entry"))]
    assert len(ids) == len(set(ids))
    return root


def counted(element: ElementTree.Element, allowed: dict[str, tuple[int, int]]) -> None:
    """Hold the children of an element against how often each may be there."""
    found = Counter(child.tag.removeprefix(ATOM) for child in element)
    assert set(found) <= set(allowed)
    for name, (least, most) in allowed.items():
        assert least <= found[name] <= most, f"{name} stands {found[name]} times"


def text(element: ElementTree.Element, name: str) -> str:
    """Return the words of a child."""
    return element.findtext(ATOM + name) or ""


def ids(raw: bytes) -> list[str]:
    """Return the ids of a feed's events, in order."""
    entries = read_atom(raw).iter(f"{ATOM}entry")
    return [text(entry, "id").rstrip("/").rpartition("/")[2] for entry in entries]


each_content = pytest.mark.parametrize("name", CONTENTS)


@each_content
def test_every_feed_is_as_the_standard_asks(name: str) -> None:
    """That of the record and that of every topic; a feed reader finds no fault either."""
    timeline = of_content(name)
    for topic in (None, *timeline.topics):
        raw = atom(timeline, topic)
        root = read_atom(raw)
        told = feedparser.parse(raw)
        assert not told.bozo
        assert told.version == "atom10"
        assert told.feed.language == timeline.settings.language
        assert [each.id for each in told.entries] == [
            text(entry, "id") for entry in root.iter(f"{ATOM}entry")
        ]
        assert told.feed.id == next(link.href for link in told.feed.links if link.rel == "self")
    assert ids(atom(timeline)) != []


@each_content
def test_both_forms_tell_the_same(name: str) -> None:
    """Item by item: address, title, words, both days and topics."""
    timeline = of_content(name)
    told = [
        {
            "id": text(entry, "id"),
            "url": entry.find(f"{ATOM}link").attrib["href"],  # type: ignore[union-attr]  # read_atom counted it
            "title": text(entry, "title"),
            "content_text": text(entry, "content"),
            "date_published": text(entry, "published"),
            "date_modified": text(entry, "updated"),
            "tags": [each.attrib["label"] for each in entry.iter(f"{ATOM}category")],
        }
        for entry in read_atom(atom(timeline)).iter(f"{ATOM}entry")
    ]
    assert items(timeline) == told != []


@each_content
def test_the_latest_news_come_first(name: str) -> None:
    """By the day on which they were learned, fifty at most, and none that is later is left out."""
    timeline = of_content(name)
    there = shown(timeline)
    days = [timeline.learned(each) for each in there]
    assert days == sorted(days, reverse=True)
    assert len(there) <= feeds.MOST
    if len(there) == feeds.MOST:
        left = [timeline.learned(each) for each in timeline.events if each not in there]
        assert max(left) <= days[-1]


def test_a_feed_is_known_by_its_own_address(content: Make) -> None:
    """The head of the record's feed and of a topic's, to the letter; so is that of JSON."""
    timeline = of_content("good site")
    head, _, _ = atom(timeline).decode().partition("<entry>")
    assert head == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<id>https://example.org/river/feed.xml</id>\n"
        "<title>Talks on the river</title>\n"
        "<subtitle>Two towns and one bridge.</subtitle>\n"
        '<link rel="self" type="application/atom+xml" href="https://example.org/river/feed.xml"/>\n'
        '<link type="text/html" href="https://example.org/river/"/>\n'
        "<author><name>Talks on the river</name></author>\n"
        "<updated>2025-06-21T12:00:00Z</updated>\n"
    )
    bridge = read_atom(atom(timeline, timeline.topic["bridge"]))
    assert text(bridge, "id") == "https://example.org/river/topics/bridge/feed.xml"
    assert text(bridge, "title") == "The bridge: Talks on the river"
    assert text(bridge, "subtitle") == "The only way across on foot."
    named = timeline_of(content({"site.toml": SITE, "topics/话题.md": "---\ntitle: X\n---\n"}))
    asked = read_atom(atom(named, named.topics[0]))
    assert text(asked, "id") == "https://example.org/topics/%E8%AF%9D%E9%A2%98/feed.xml"
    assert asked.find(f"{ATOM}subtitle") is None
    assert {key: value for key, value in feed_of_json(timeline).items() if key != "items"} == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Talks on the river",
        "home_page_url": "https://example.org/river/",
        "feed_url": "https://example.org/river/feed.json",
        "description": "Two towns and one bridge.",
        "language": "en",
        "authors": [{"name": "Talks on the river"}],
    }


def test_an_entry_tells_what_is_known_and_what_is_not() -> None:
    """When it happened, the summary, where sources differ and how, what was corrected."""
    entries = read_atom(atom(of_content("good site"))).iter(f"{ATOM}entry")
    told = {text(entry, "title"): text(entry, "content").split("\n") for entry in entries}
    assert told["North Bank closes the bridge for ninety days"] == [
        "5 May 2025.",
        "The mayor closes the bridge for ninety days.",
        "Sources differ: For how long? Ninety days (The River Gazette); Three months (Upstream "
        "News). Our reading: The order says ninety days.",
        "Corrected on 9 May 2025: The term was given in weeks.",
    ]
    assert told["Ferry crews stop work"] == ["About May 2025."]
    assert told["The two mayors meet at the ferry landing"] == ["20 June 2025, 20:30 (UTC)."]


def test_an_answer_names_each_publisher_once(content: Make) -> None:
    """Two articles of one paper are one name, and an answer's own full stop goes."""
    files = {
        "articles/a.md": "---\npublisher: A\n---\n",
        "articles/b.md": "---\npublisher: B\n---\n",
        "articles/c.md": "---\npublisher: A\n---\n",
        "events/e.md": "---\ntitle: E\ndate: 2025-05-05\nsources: [a, b, c]\ndiffers:\n"
        "  - question: When?\n    claims:\n"
        "      - {says: At noon., sources: [a, c]}\n      - {says: At one, sources: [b]}\n---\n",
    }
    (item,) = items(timeline_of(content(files)))
    assert item["content_text"] == "5 May 2025.\nSources differ: When? At noon (A); At one (B)."


def test_what_a_date_leaves_open_is_said() -> None:
    """A month is not given a day, and an uncertain date is called so."""
    timeline = of_events(event("a", "2025-09?"))
    assert items(timeline)[0]["content_text"] == "September 2025, day not stated, date uncertain."


def test_a_correction_is_news_of_its_day() -> None:
    """It makes `updated` later; when the event was learned, and its place, stay as they were."""
    timeline = of_content("good site")
    found = {each["title"]: each for each in items(timeline)}
    closed = found["North Bank closes the bridge for ninety days"]
    assert (closed["date_published"], closed["date_modified"]) == (
        "2025-05-05T12:00:00Z",
        "2025-05-09T12:00:00Z",
    )
    assert ids(atom(timeline)) == [
        *("mayors-meet", "ferry-strike", "talks-in-midville", "bridge-closed"),
    ]


def test_of_one_day_the_later_event_comes_first() -> None:
    """The order of the record, backwards, decides between events learned on one day."""
    timeline = of_events(event("a", "2025-01-01"), event("b", "2025-01-01"), event("c", "2024"))
    assert ids(atom(timeline)) == ["b", "a", "c"]


def test_a_feed_has_the_latest_fifty_and_a_topic_its_own() -> None:
    """What is older leaves the feed of the record, and stays in that of a quiet topic."""
    others = (event(f"e{n}", f"2025-{n // 28 + 2:02}-{n % 28 + 1:02}") for n in range(50))
    timeline = of_events(event("old", "2025-01-01", topics=("rates",)), *others)
    assert ids(atom(timeline)) == [f"e{n}" for n in reversed(range(50))]
    assert ids(atom(timeline, timeline.topics[0])) == ["old"]


@pytest.mark.parametrize("date", ["-0043-03-15", "0000-01-01", "../..", "Y170000002"])
def test_what_was_learned_on_no_day_that_a_feed_can_state_is_left_out(date: str) -> None:
    """A moment of Atom has a year of four digits from 1; a feed without entries says 1970."""
    timeline = of_events(event("a", date))
    root = read_atom(atom(timeline))
    assert (ids(atom(timeline)), items(timeline)) == ([], [])
    assert text(root, "updated") == "1970-01-01T12:00:00Z"


ODD = (
    'Rates <up> & "down" ]]> &amp; it\'s',
    "\u200fعنوان: مياه النيل، 1959",
    "中美贸易谈判 𠀀 😀 e\u0301",
    "A title\nin lines\tand tabs",
    "{{ title }} {% x %} \\u0041 <![CDATA[ -->",
)


@pytest.mark.parametrize("title", ODD)
def test_odd_words_come_back_as_they_were(title: str) -> None:
    """Marks, scripts and line ends in titles, summaries and the names of topics."""
    timeline = of_events(event("a", "2025-09-14", title, summary=title, topics=("rates",)))
    (entry,) = read_atom(atom(timeline)).iter(f"{ATOM}entry")
    assert text(entry, "title") == title
    assert text(entry, "content") == f"14 September 2025.\n{title}"
    assert [each.attrib for each in entry.iter(f"{ATOM}category")] == [
        {"term": "rates", "label": "Rates & fees"}
    ]
    assert items(timeline)[0]["title"] == title
    assert json.dumps(title, ensure_ascii=False) in feeds.item(timeline, timeline.events[0])
    told = feedparser.parse(atom(timeline))
    assert not told.bozo
    assert (told.feed.title, told.feed.subtitle) == ("T & U", "<i>")


@given(st.lists(everything, max_size=5))
def test_whatever_the_dates_a_feed_is_sound(several: list[FuzzyDate]) -> None:
    """Every date of EDTF, and its feed is as the standard asks."""
    timeline = of_events(*(event(f"e{n}", date) for n, date in enumerate(several)))
    assert len(ids(atom(timeline))) == len(items(timeline)) <= len(several)


def test_an_entry_depends_on_its_event_alone() -> None:
    """Other events, before it, after it or about the same topic, change none of its letters."""
    one = event("a", "2025-09-14", topics=("rates",), summary="S")
    more = (event("b", "2024", topics=("rates",)), one, event("c", "2026-01-01"))
    for part in (feeds.entry, feeds.item):
        assert part(of_events(one), one) == part(of_events(*more), one)
