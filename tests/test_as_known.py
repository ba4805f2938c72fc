"""The record as it was known on a day: what had happened and been told by then, and no more.

Rules with their cases first, then what must hold for any record.
"""

import dataclasses
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import clocks, dates
from parley.dates import Day, FuzzyDate
from parley.model import Article, Correction, Event, Measure, Round, Setting, Source
from parley.problems import Origin
from parley.reading import link
from parley.settings import Kind, Settings
from parley.timeline import Timeline
from tests.conftest import SITE as SITE_TOML
from tests.conftest import Files, read

Make = Callable[[Files], Path]

KINDS = '[[kinds]]\nid = "order"\nname = "Order"\npublic = true\n'
CONTENT: Files = {
    "site.toml": SITE_TOML + KINDS,
    "articles/early.md": "---\npublisher: P\npublished: 2025-05-06\n---\n",
    "articles/late.md": "---\npublisher: P\npublished: 2025-06-20\n---\n",
    "articles/undated.md": "---\npublisher: P\n---\n",
    "measures/m.md": "---\ntitle: M\n---\n",
    # Held in May, and told of only in June.
    "events/secret.md": "---\ntitle: T\ndate: 2025-05-01\nsources: late\nsets: {measure: m, "
    "value: 10}\n---\n",
    "events/talks.md": "---\ntitle: T\ndate: 2025-05-05\nsources: [late, early]\ncorrections:\n"
    "  - {date: 2025-05-10, note: The place.}\n  - {date: 2025-07-01, note: The day.}\n---\n",
    "events/order.md": "---\ntitle: T\ndate: 2025-05-03\nkind: order\nsources: late\n---\n",
    "events/rumour.md": "---\ntitle: T\ndate: 2025-05-04\nknown: 2025-05-08\nsources: undated\n"
    "---\n",
    "events/untold.md": "---\ntitle: T\ndate: 2025-05\nsources: undated\n---\n",
    "events/visit.md": "---\ntitle: T\ndate: 2025-09-01\nsources: early\n---\n",
    "rounds/first.md": "---\ntitle: R\nevent: talks\n---\n",
    "rounds/next.md": "---\ntitle: R\n---\n",
}


@pytest.fixture
def record(content: Make) -> Timeline:
    """Return a record of six events, of which each is known for another reason."""
    found = read(content(CONTENT)).timeline
    assert found is not None
    return found


LEARNED = {
    "secret": "2025-06-20",
    "talks": "2025-05-06",
    "order": "2025-05-03",
    "rumour": "2025-05-08",
    "untold": "2025-05-31",
    "visit": "2025-05-06",
}


@pytest.mark.parametrize(("id", "since"), LEARNED.items())
def test_an_event_stands_from_the_day_on_which_it_was_learned(
    record: Timeline, id: str, since: str
) -> None:
    """Not the day before: by its source, its kind, the editor's word, or else its own last day."""
    first = dates.parse(since).latest
    assert first is not None
    before = dates.day_from_number(dates.day_number(first) - 1)
    assert dates.iso(record.learned(record.event[id])) == since
    assert id in record.as_known_on(first).event
    assert id not in record.as_known_on(before).event


def test_a_record_begins_empty(record: Timeline) -> None:
    """Before the first news there is no event, and no round of one; what is no event is there."""
    found = record.as_known_on(Day(2025, 5, 2))
    assert found.events == () and [each.id for each in found.rounds] == ["next"]
    assert found.articles == record.articles and found.measures == record.measures


def test_a_round_is_known_with_its_talks(record: Timeline) -> None:
    """A round without an event has no day, and is always there."""
    found = {
        text: [each.id for each in record.as_known_on(Day(2025, 5, text)).rounds] for text in (5, 6)
    }
    assert found == {5: ["next"], 6: ["first", "next"]}


def test_a_correction_stands_from_its_day(record: Timeline) -> None:
    """Before it, the event stands without the note; its words are those of today."""
    notes = {
        text: [
            each.note
            for each in record.as_known_on(dates.parse(text).latest or Day(0, 1, 1))
            .event["talks"]
            .corrections
        ]
        for text in ("2025-05-09", "2025-05-10", "2025-06-30", "2025-07-01")
    }
    assert notes == {
        "2025-05-09": [],
        "2025-05-10": ["The place."],
        "2025-06-30": ["The place."],
        "2025-07-01": ["The place.", "The day."],
    }


def test_what_was_set_in_secret_was_not_known_to_hold(record: Timeline) -> None:
    """In the record of May nothing sets the measure; in that of June it holds since May."""
    measure, day = record.measure["m"], Day(2025, 6, 1)
    held = record.standing(measure, day)
    assert held is not None and (held.value, held.since.text) == ("10", "2025-05-01")
    assert record.as_known_on(day).standing(measure, day) is None
    assert record.as_known_on(Day(2025, 6, 20)).standing(measure, day) == held


def test_the_days_of_news_are_those_on_which_the_record_grows(record: Timeline) -> None:
    """Each once, in order: events learned, and corrections made."""
    assert [dates.iso(day) for day in record.days_of_news] == [
        "2025-05-03",
        "2025-05-06",
        "2025-05-08",
        "2025-05-10",
        "2025-05-31",
        "2025-06-20",
        "2025-07-01",
    ]


def test_a_disagreement_names_no_event_that_was_not_known(content: Make) -> None:
    """What it also concerns is left out until that is known, and stands in the whole record."""
    asks = "differs:\n  - {question: Q?, claims: [{says: A, sources: early}], also: [secret]}\n"
    given = {**CONTENT, "events/order.md": f"---\ntitle: T\ndate: 2025-05-03\n{asks}---\n"}
    whole = read(content(given)).timeline
    assert whole is not None
    then = whole.as_known_on(Day(2025, 6, 19)).event["order"]
    assert [each.also for each in then.differs] == [()]
    assert [each.also for each in whole.event["order"].differs] == [("secret",)]


# Properties: any record, on any day.

AT = Origin(path="x.md")
SITE = Settings(
    title="T",
    base_url="https://example.org/",
    language="en",
    kinds=(Kind(id="order", name="Order", public=True), Kind(id="talks", name="Talks")),
)
MOMENTS = [
    dates.parse(text)
    for text in (
        *("2025-05-01", "2025-05-02", "2025-05-03", "2025-05-04", "2025-05-05", "2025-05-06"),
        *("2025-05", "2025-04", "2025", "2025-05-03~", "2025-05-02/2025-05-04", "2025-05-04?"),
        *("2025-05-03/..", "../2025-05-05", "/2025-05-06", "../..", "[2025-05-02,2025-05-06]"),
        *("2025-05-04T23:00:00-04:00", "-0043-03-15", "Y-170000002", "202X"),
    )
]
FIRM = [date for date in MOMENTS if date.earliest and date.earliest == date.latest]
moments, firm = st.sampled_from(MOMENTS), st.sampled_from(FIRM)
ARTICLES = (
    *(Article(id=f"a{n}", title="A", published=each, origin=AT) for n, each in enumerate(MOMENTS)),
    Article(id="undated", title="A", origin=AT),
)
sources = st.lists(
    st.sampled_from([article.id for article in ARTICLES]), max_size=3, unique=True
).map(lambda ids: tuple(Source(article=id, origin=AT) for id in ids))
corrections = st.lists(
    st.builds(Correction, date=moments, note=st.sampled_from(["one", "two"])), max_size=2
).map(tuple)
STEP = (Setting(measure="m", value="1", origin=AT),)


def event(
    date: FuzzyDate,
    kind: str,
    known: FuzzyDate | None,
    cited: tuple[Source, ...],
    corrected: tuple[Correction, ...],
) -> Event:
    """Return an event that sets a measure; its id is given later."""
    return Event(
        id="e",
        title="T",
        origin=AT,
        sets=STEP,
        date=date,
        kind=kind,
        known=known,
        sources=cited,
        corrections=corrected,
    )


def assembled(events: list[Event]) -> Timeline:
    """Put events, each with a round of its own but the first, together as reading does."""
    named = [dataclasses.replace(each, id=f"e{n}") for n, each in enumerate(events)]
    rounds = [Round(id=f"r{n}", title="R", event=f"e{n}", origin=AT) for n in range(1, len(named))]
    free = Round(id="free", title="R", origin=AT)
    measure = Measure(id="m", title="M", origin=AT)
    return link.assemble([*named, *rounds, free, measure, *ARTICLES], SITE)


drawn = st.lists(
    st.builds(
        event,
        moments,
        st.sampled_from(["", "order", "talks"]),
        st.none() | firm,
        sources,
        corrections,
    ),
    max_size=6,
)
records = drawn.map(assembled)
days = st.one_of(
    st.integers(-5, 40).map(lambda n: dates.day_from_number(dates.day_number(Day(2025, 5, 1)) + n)),
    st.sampled_from([Day(-43, 3, 15), Day(2025, 12, 31), Day(2029, 12, 31), clocks.ALWAYS]),
)


def corrections_of(record: Timeline) -> set[tuple[str, Correction]]:
    """Return every correction of a record, with its event."""
    return {(event.id, each) for event in record.events for each in event.corrections}


@given(records, days, days)
def test_a_later_day_hides_nothing(record: Timeline, one: Day, other: Day) -> None:
    """What was known once stays known: every event, correction and round."""
    early, late = (record.as_known_on(day) for day in sorted((one, other)))
    assert early.event.keys() <= late.event.keys()
    assert corrections_of(early) <= corrections_of(late)
    assert set(early.rounds) <= set(late.rounds)


@given(records)
def test_the_last_of_its_days_knows_the_whole_record(record: Timeline) -> None:
    """Of the days of news and the events' own; from then on nothing is missing."""
    own = [clocks.surely_by(event.date) for event in record.events]
    last = max((*record.days_of_news, *own), default=Day(2025, 1, 1))
    assert record.as_known_on(last) == record


@given(records, days)
def test_the_record_grows_on_days_of_news_only(record: Timeline, day: Day) -> None:
    """On any other day it is as on the last of them."""
    news = [each for each in record.days_of_news if each <= day]
    assert record.as_known_on(day) == record.as_known_on(news[-1] if news else clocks.ALWAYS)


@given(records, days, days)
def test_what_was_known_of_what_was_known(record: Timeline, one: Day, other: Day) -> None:
    """Asked twice, the record is that of the earlier day."""
    assert record.as_known_on(one).as_known_on(other) == record.as_known_on(min(one, other))


@given(records, days)
def test_nothing_in_the_record_of_a_day_was_learned_later(record: Timeline, day: Day) -> None:
    """And nothing that was learned by then is missing; what stays is as it was."""
    found = record.as_known_on(day)
    assert all(found.learned(each) <= day for each in found.events)
    assert found.event.keys() == {e.id for e in record.events if record.learned(e) <= day}
    assert corrections_of(found) == {
        (id, each)
        for id, each in corrections_of(record)
        if id in found.event and clocks.corrected(each) <= day
    }
    assert all(
        dataclasses.replace(each, corrections=())
        == dataclasses.replace(record.event[each.id], corrections=())
        for each in found.events
    )


@given(records, days)
def test_every_round_in_the_record_of_a_day_has_its_talks(record: Timeline, day: Day) -> None:
    """No page of that day can lead to an event that was not known."""
    found = record.as_known_on(day)
    assert all(not each.event or each.event in found.event for each in found.rounds)
    assert {step.event.id for step in found.history.get("m", ())} == set(found.event)


@given(drawn, days, st.randoms(use_true_random=False))
def test_the_order_of_files_makes_nothing_known(
    events: list[Event], day: Day, chance: random.Random
) -> None:
    """However the events are found, the record of a day is the same."""
    record = assembled(events)
    everything = [*record.events, *record.rounds, *record.measures, *record.articles]
    shuffled = link.assemble(chance.sample(everything, len(everything)), SITE)
    assert shuffled.as_known_on(day) == record.as_known_on(day)
