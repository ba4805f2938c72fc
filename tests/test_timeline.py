"""The order of events, the two clocks, independent origins, and what a draft leaves behind."""

import dataclasses
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import dates
from parley.dates import Day
from parley.groups import event_order
from parley.model import Article, Event, Source
from parley.problems import Origin
from parley.reading import link
from parley.settings import Kind, Settings
from parley.timeline import Timeline
from tests.conftest import SITE as SITE_TOML
from tests.conftest import Files, read

Make = Callable[[Files], Path]

AT = Origin(path="x.md")
SITE = Settings(
    title="T",
    base_url="https://example.org/",
    language="en",
    kinds=(Kind(id="order", name="Order", public=True), Kind(id="talks", name="Talks")),
)


def article(id: str, published: str = "", **given: str) -> Article:
    """Return an article that was published on a date, if one is given."""
    day = dates.parse(published) if published else None
    return Article(id=id, title=id, origin=AT, published=day, **given)  # type: ignore[arg-type]  # any text field may be given


def event(date: str, *sources: str, kind: str = "", known: str = "", id: str = "e") -> Event:
    """Return an event that cites articles; `-a` is an article whose words are contradicted."""
    cited = tuple(
        Source(article=each.removeprefix("-"), contradicted=each.startswith("-"), origin=AT)
        for each in sources
    )
    stated = dates.parse(known) if known else None
    moment = dates.parse(date)
    return Event(id=id, title="T", date=moment, kind=kind, known=stated, sources=cited, origin=AT)


def timeline(*entities: Event | Article) -> Timeline:
    """Put entities together as reading does."""
    return link.assemble(entities, SITE)


IN_ORDER = (
    ("a", "2024", 0),
    ("b", "2024-12-31", 0),
    ("z", "2025-01-01", -1),
    ("c", "2025-01-01", 0),
    ("d", "2025-01-01", 0),
    ("y", "2025-01-01/2025-01-02", 0),
    ("e", "2025-01-01", 1),
    ("f", "2025-01", 0),
    ("g", "2025-01-02T09:00:00+08:00", 9),
    ("h", "2025-01-02T02:00:00Z", 0),
    ("i", "2025-21", 0),
)


def test_events_stand_by_date_precision_order_length_and_id() -> None:
    """First the first day, then what is finer, then the editor's word, then what is shorter."""
    events = [dataclasses.replace(event(date, id=id), order=order) for id, date, order in IN_ORDER]
    found = [each.id for each in timeline(*reversed(events)).events]
    assert found == [id for id, _, _ in IN_ORDER]


texts = st.sampled_from(
    [
        *("2025", "2025-01", "2025-01-01", "2025-01-01~", "2025-01-01/2025-01-02", "../2025-01-01"),
        *(
            "2025-01-01/..",
            "2025-01-01T10:00:00Z",
            "2025-01-01T10:00:00",
            "[2025-01-01,2025-01-03]",
        ),
        *("202X", "20XX", "-0043", "Y170000002", "2025-22", "2025-01-01/", "/2025"),
    ]
)
drawn = st.lists(
    st.tuples(texts, st.integers(-1, 1), st.text("abc", min_size=1, max_size=4)),
    max_size=8,
    unique_by=lambda each: each[2],
)


@settings(max_examples=150, deadline=None)
@given(drawn, st.randoms(use_true_random=False))
def test_the_order_is_total_and_does_not_hang_on_the_disk(
    given_events: list[tuple[str, int, str]], chance: random.Random
) -> None:
    """However the files are found, the timeline is the same; no two events share a place."""
    events = [
        dataclasses.replace(event(date, id=id), order=order) for date, order, id in given_events
    ]
    shuffled = chance.sample(events, len(events))
    assert timeline(*events).events == timeline(*shuffled).events
    assert len({event_order(each) for each in events}) == len(events)


def test_other_things_stand_by_title_and_id() -> None:
    """Capitals do not matter; equal titles are told apart by their ids."""
    titles = [("c", "Zebra"), ("b", "apple"), ("a", "Zebra"), ("d", "Mango")]
    entities = [dataclasses.replace(article(id), title=title) for id, title in titles]
    assert [each.id for each in timeline(*entities).articles] == ["b", "d", "a", "c"]


KNOWN = {
    "the editor's word goes first": (
        event("2025-05-05", "a", kind="order", known="2025-06-01"),
        "2025-06-01",
    ),
    "an order is known from its own day": (event("2025-05-05", "a", kind="order"), "2025-05-05"),
    "and from the last of its days": (
        event("2025-05-05/2025-05-07", "a", kind="order"),
        "2025-05-07",
    ),
    "talks are known from the first report": (
        event("2025-05-05", "b", "a", kind="talks"),
        "2025-05-06",
    ),
    "a stated day goes before an earlier month": (event("2025-05-05", "month", "b"), "2025-05-20"),
    "without one, the last day of the earliest month": (
        event("2025-05-05", "later", "month"),
        "2025-04-30",
    ),
    "a day that is doubted is no stated day": (event("2025-05-05", "doubted", "b"), "2025-05-20"),
    "a week is no stated day": (event("2025-05-05", "week", "b"), "2025-05-20"),
    "a moment is one": (event("2025-05-05", "moment", "b"), "2025-05-19"),
    "a source without a date tells nothing": (event("2025-05-05", "undated", "b"), "2025-05-20"),
    "where nothing tells, it is not known": (event("2025-05-05", "undated"), None),
    "nor where there is no source": (event("2025-05-05"), None),
    "nor where the only date has no end": (event("2025-05-05", "open"), None),
}
ARTICLES = (
    article("a", "2025-05-06"),
    article("b", "2025-05-20"),
    article("month", "2025-04"),
    article("later", "2025-06"),
    article("doubted", "2025-05-01?"),
    article("week", "2025-05-01/2025-05-07"),
    article("moment", "2025-05-19T23:00:00-04:00"),
    article("undated"),
    article("open", "2025-05-01/.."),
)


@pytest.mark.parametrize(("told", "since"), KNOWN.values(), ids=KNOWN)
def test_since_when_an_event_is_known(told: Event, since: str | None) -> None:
    """`known`; else a public kind's last day; else the first firm report; else the earliest."""
    found = timeline(told, *ARTICLES).known(told)
    assert (dates.iso(found) if found else None) == since


def test_five_reprints_are_one_origin() -> None:
    """The story counts, not how often it was printed; a low or a nameless source does not."""
    reprints = [article(f"r{n}", publisher=f"Paper {n}", story_of="River Agency") for n in range(5)]
    rumour = article("rumour", publisher="Rumour Mill", type="low")
    own = article("own", publisher="The Gazette")
    nameless = article("nameless")
    cited = event("2025", "r0", "r1", "r2", "r3", "r4", "rumour")
    everything = (*reprints, rumour, own, nameless)
    assert timeline(cited, *everything).origins(cited) == ("River Agency",)
    cited = event("2025", "r0", "own", "nameless", "own")
    assert timeline(cited, *everything).origins(cited) == ("River Agency", "The Gazette")
    cited = event("2025", "rumour")
    assert timeline(cited, *everything).origins(cited) == ()


def test_the_agency_itself_and_its_reprint_are_one_origin() -> None:
    """A story's own publisher is its origin, also where another has reprinted it."""
    agency = article("agency", publisher="River Agency")
    reprint = article("reprint", publisher="Paper", story_of="River Agency")
    cited = event("2025", "reprint", "agency")
    assert timeline(cited, agency, reprint).origins(cited) == ("River Agency",)


def test_a_contradicted_passage_is_no_origin() -> None:
    """It is shown, and does not support the event; another passage of its article still does."""
    a, b = article("a", publisher="A"), article("b", publisher="B")
    cited = event("2025", "a", "-b")
    assert timeline(cited, a, b).origins(cited) == ("A",)
    cited = event("2025", "-b", "b")
    assert timeline(cited, a, b).origins(cited) == ("B",)


def sheet(title: str, *lines: str, body: str = "") -> str:
    """Return an event's file with a source."""
    front = "\n".join([f"title: {title}", "date: 2025-05-05", "sources: a", *lines])
    return f"---\n{front}\n---\n{body}\n"


DIFFERS = (
    "differs:\n  - question: When?\n    claims: [{says: In May, sources: a}]\n"
    "    also: [second, third, first]"
)


def test_a_difference_stands_on_every_event_that_it_concerns(content: Make) -> None:
    """It is written once, and shown once on each; its own event may be named too."""
    made = content(
        {
            "articles/a.md": "---\npublisher: P\n---\n",
            "events/first.md": sheet("First", DIFFERS),
            "events/second.md": sheet("Second"),
            "events/third.md": sheet("Third"),
            "events/fourth.md": sheet("Fourth"),
        }
    )
    found = read(made).timeline
    assert found is not None
    concerned = {id: [event.id for event, _ in pairs] for id, pairs in found.differences.items()}
    assert concerned == {"first": ["first"], "second": ["first"], "third": ["first"]}
    assert [question.question for _, question in found.claims["a"]] == ["When?"]


DRAFTS = {
    "articles/a.md": "---\npublisher: P\n---\nThe secret words.\n",
    "measures/m.md": "---\ntitle: M\n---\n",
    "topics/t.md": "---\ntitle: T\n---\n",
    "people/p.md": "---\ntitle: P\n---\n",
    "places/w.md": "---\ntitle: W\n---\n",
    "events/first.md": sheet("First", DIFFERS),
    "events/second.md": sheet("Second", body="See [[first]]."),
    "events/third.md": sheet(
        "Secret",
        "draft: true",
        "topics: t\npeople: p\nplaces: w\nround: r",
        "sets: {measure: m, value: secret}",
        "aliases: [secret-alias]",
        "differs: {question: Secret?, claims: {says: secret, sources: a}, also: [second]}",
        body="Secret, see [[second]].",
    ).replace("sources: a", "sources: {article: a, quote: The secret words}", 1),
    "rounds/r.md": "---\ntitle: R\nevent: third\n---\n",
}


def test_a_draft_leaves_no_trace_in_what_is_published(content: Make) -> None:
    """Neither in a list, a round, a difference, a history nor a citation."""
    found = read(content(DRAFTS)).timeline
    assert found is not None
    assert [event.id for event in found.events] == ["first", "second"]
    assert found.events[0].differs[0].also == ("second", "first")
    assert found.round["r"].event == "" and found.round_of_event == {}
    assert found.history == {} and set(found.differences) == {"first", "second"}
    assert found.events_of_topic == found.events_of_person == found.events_of_place == {}
    assert [each.event.id for each in found.citations["a"]] == ["first", "second"]
    assert [pair[0].id for pair in found.claims["a"]] == ["first"]


def test_drafts_are_shown_where_they_are_asked_for(content: Make) -> None:
    """`--drafts` shows the whole record, with every mention of them."""
    found = read(content(DRAFTS), drafts=True).timeline
    assert found is not None
    assert [event.id for event in found.events] == ["first", "second", "third"]
    assert found.events[0].differs[0].also == ("second", "third", "first")
    assert found.round_of_event["third"].id == "r"


def test_a_published_site_says_nothing_of_a_draft(
    content: Make, run: Callable[..., object], tmp_path: Path
) -> None:
    """No file of the output has its title, its words or its id."""
    made = content(DRAFTS)
    run("build", "--content", made, "--output", tmp_path / "out", "--no-cache")
    texts = [path.read_bytes().lower() for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert texts and not any(word in text for text in texts for word in (b"secret?", b"/third/"))
    assert not any(b"secret-alias" in text or b'"secret"' in text for text in texts)


def test_a_round_is_placed_by_its_event(content: Make) -> None:
    """Rounds without one come last, by number."""
    made = content(
        {
            "articles/a.md": "---\npublisher: P\n---\n",
            "events/late.md": sheet("Late").replace("05-05", "06-05"),
            "events/early.md": sheet("Early"),
            "rounds/one.md": "---\ntitle: One\nevent: late\nnumber: 1\n---\n",
            "rounds/two.md": "---\ntitle: Two\nevent: early\nnumber: 2\n---\n",
            "rounds/nine.md": "---\ntitle: Nine\nnumber: 9\n---\n",
            "rounds/three.md": "---\ntitle: Three\nnumber: 3\n---\n",
        }
    )
    found = read(made).timeline
    assert found is not None
    assert [round.id for round in found.rounds_in_order] == ["two", "one", "three", "nine"]


def test_delegates_and_hosts_took_part_in_the_event_of_their_round(content: Make) -> None:
    """Each once, also where the event names them itself."""
    made = content(
        {
            "site.toml": 'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n'
            '[[parties]]\nid = "us"\nname = "US"\n',
            "articles/a.md": "---\npublisher: P\n---\n",
            "events/e.md": sheet("E", "people: [one]"),
            "people/one.md": "---\ntitle: One\n---\n",
            "people/two.md": "---\ntitle: Two\n---\n",
            "people/host.md": "---\ntitle: Host\n---\n",
            "rounds/r.md": "---\ntitle: R\nevent: e\nhosts: host\n"
            "delegations: {us: [two, one]}\n---\n",
        }
    )
    found = read(made).timeline
    assert found is not None
    assert {id: len(events) for id, events in found.events_of_person.items()} == {
        "one": 1,
        "two": 1,
        "host": 1,
    }


def test_a_day_is_one_of_the_calendar() -> None:
    """`known` returns a day, never a month."""
    told = event("2025-02", kind="order")
    assert timeline(told).known(told) == Day(2025, 2, 28)


def test_capitals_make_no_other_origin(content: Make) -> None:
    """`Reuters` and `reuters` are one story, and `Low` counts for as little as `low`."""
    files = {
        "articles/a.md": "---\npublisher: A\norigin: Reuters\n---\n",
        "articles/b.md": "---\npublisher: B\norigin: reuters\n---\n",
        "articles/c.md": "---\npublisher: C\ntype: Low\n---\n",
        "events/e.md": "---\ntitle: E\ndate: 2025\nsources: [a, b, c]\n---\n",
    }
    record = read(content(files)).timeline
    assert record is not None
    assert record.origins(record.event["e"]) == ("Reuters",)


def test_a_public_act_without_an_end_is_known_from_its_sources(content: Make) -> None:
    """Its own last day says nothing, so the next rule is asked."""
    kinds = '[[kinds]]\nid = "order"\nname = "Order"\npublic = true\n'
    files = {
        "site.toml": SITE_TOML + kinds,
        "articles/a.md": "---\npublisher: A\npublished: 2025-05-07\n---\n",
        "events/e.md": "---\ntitle: E\ndate: 2025-05-05/..\nkind: order\nsources: [a]\n---\n",
    }
    record = read(content(files)).timeline
    assert record is not None
    assert record.known(record.event["e"]) == (2025, 5, 7)


def test_a_moment_stands_before_its_day_and_a_day_before_its_month(content: Make) -> None:
    """Of what begins on one day, the finer date comes first, whatever the hour."""
    dates = {"hour": "2025-05-01T09:00:00Z", "day": "2025-05-01", "month": "2025-05"}
    files = {f"events/{id}.md": f"---\ntitle: E\ndate: {date}\n---\n" for id, date in dates.items()}
    record = read(content(files)).timeline
    assert record is not None
    assert [event.id for event in record.events] == ["hour", "day", "month"]
