"""What `import` finds of the record in a text: names beside what they name, and what must hold.

Knows the table beside it and a small record of its own; the two raw articles are read with ours.
"""

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates
from parley.intake.naming import tokens
from parley.intake.naming.candidates import candidates
from parley.intake.naming.names import Names
from parley.intake.papers import Named
from parley.model import Event, Measure, Person, Place, Round, Topic
from parley.problems import Origin
from parley.settings import Party, Settings
from parley.timeline import Timeline
from tests.conftest import ROOT, read

if TYPE_CHECKING:
    from _typeshed import TraceFunction

TABLES = Path(__file__).parent / "tables"
HERE = Origin(path="names.md")


def person(
    id: str, title: str, role: str = "", party: str = "", aliases: str = "", **names: str
) -> Person:
    """Make somebody; aliases stand between bars."""
    return Person(
        id=id,
        title=title,
        role=role,
        party=party,
        aliases=tuple(filter(None, aliases.split("|"))),
        names=tuple((tag.replace("_", "-"), name) for tag, name in names.items()),
        origin=HERE,
    )


def topic(id: str, title: str, aliases: str = "") -> Topic:
    """Make a topic; aliases stand between bars."""
    return Topic(id=id, title=title, aliases=tuple(filter(None, aliases.split("|"))), origin=HERE)


def place(id: str, title: str, venue: str = "", aliases: tuple[str, ...] = ()) -> Place:
    """Make a place."""
    return Place(id=id, title=title, venue=venue, aliases=aliases, origin=HERE)


PEOPLE = (
    person("albares", "José Manuel Albares"),
    person("bessent", "Scott Bessent", "U.S. Treasury Secretary", "us", zh_Hans="贝森特"),
    person("biden", "Joe Biden", "President until 2025", "us", "President Biden"),
    person("cook", "Tim Cook"),
    person("greer", "Jamieson Greer", "U.S. Trade Representative", "us", "Ambassador Greer|Greer"),
    person("he-lifeng", "He Lifeng", "Vice Premier", "china", zh_Hans="何立峰"),
    person("he-yadong", "He Yadong", "Spokesperson", "china"),
    person("keller-sutter", "Karin Keller-Sutter", "President of the Swiss Confederation"),
    person("king-charles", "King Charles III", aliases="King Charles"),
    person("li-chenggang", "Li Chenggang", "vice minister of commerce", "china"),
    person("lutnick", "Howard Lutnick", "Commerce Secretary", "us", zh_Hant="盧特尼克"),
    person("sanchez", "Pedro Sánchez", "Prime Minister of Spain"),
    person("sisi", "Abdel Fattah el-Sisi"),
    person("trump", "Donald Trump", "President", "us", "President Trump"),
    person("vance", "JD Vance", "Vice President", "us"),
    person("wang-wentao", "Wang Wentao", "Minister of Commerce", "china"),
    person("wang-yi", "Wang Yi", "Foreign Minister", "china"),
    person("xi", "Xi Jinping", "President of China", "china", "President Xi|Xi"),
)
PLACES = (
    place("beijing", "Beijing", aliases=("北京",)),
    place("geneva", "Geneva", "Residence of an ambassador, Cologny"),
    place("great-hall", "Great Hall of the People", "Great Hall of the People, Beijing"),
    place("kuala-lumpur", "Kuala Lumpur"),
    place("london", "London", "Lancaster House"),
    place("madrid", "Madrid", "Palacio de Santa Cruz, Spanish foreign ministry"),
    place("stockholm", "Stockholm", "Rosenbad"),
    place("supreme-court", "U.S. Supreme Court", "Supreme Court of the United States"),
    place("washington", "Washington", aliases=("Washington, D.C.",)),
    place("white-house", "White House", "White House, Washington"),
)
TOPICS = (
    topic("chips", "Semiconductors", "chips|integrated circuits"),
    topic("controls", "Export controls and entity lists"),
    topic("courts", "Courts", "Supreme Court"),
    topic("fentanyl", "Fentanyl", "fentanyl tariff"),
    topic("probes", "Investigations", "anti-dumping|MOFCOM"),
    topic("rare-earths", "Rare earths", "rare-earth minerals|rare earth magnets"),
    topic("talks", "Talks and diplomacy", "rounds|summit"),
    topic("tariffs", "Tariffs", "duties|levies|fentanyl tariff|关税|關稅"),
    topic("tiktok", "TikTok", "ByteDance"),
)
MEASURES = (
    Measure(id="divestiture", title="TikTok divestiture", origin=HERE),
    Measure(id="truce", title="Tariff truce", origin=HERE),
)
ROUNDS = tuple(
    Round(id=f"{id}-round", title=title, number=number, origin=HERE)
    for id, title, number in (
        ("geneva", "Geneva", 1),
        ("london", "London", 2),
        ("stockholm", "Stockholm", 3),
        ("madrid", "Madrid", 4),
        ("kuala-lumpur", "Kuala Lumpur", 5),
        ("beijing", "Beijing", None),
    )
)
# Enough events that the news need not give his first name.
EVENTS = tuple(
    Event(
        id=f"event-{day}", title="E", date=dates.parse(day), people=("trump", "cook"), origin=HERE
    )
    for day in ("2025-01-20", "2025-04-02", "2025-05-12")
)
RECORD = Timeline(
    settings=Settings(
        title="T",
        base_url="https://example.org/",
        language="en",
        parties=(
            Party(id="us", name="United States", short="U.S.", capital="Washington"),
            Party(id="china", name="China", short="China", capital="Beijing"),
        ),
    ),
    events=EVENTS,
    people=PEOPLE,
    places=PLACES,
    topics=TOPICS,
    measures=MEASURES,
    rounds=ROUNDS,
)
NAMES = Names.of(RECORD)


def told(text: str, found: Sequence[Named]) -> str:
    """Write what was found as the table does: words = ids, in order, with bars between."""
    ids: dict[tuple[int, int], list[str]] = {}
    for named in found:
        ids.setdefault((named.start, named.end), []).append(f"{named.kind}/{named.id}")
    return " | ".join(
        f"{' '.join(text[start:end].split())} = {' '.join(each)}"
        for (start, end), each in ids.items()
    )


def rows() -> tuple[dict[str, str], ...]:
    r"""Return the rows of the table; `\n` in a text is a line's end."""
    with (TABLES / "names.csv").open(encoding="utf-8", newline="") as lines:
        found = tuple(csv.DictReader(lines))
    return tuple({**row, "text": row["text"].replace("\\n", "\n")} for row in found)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:40])
def test_a_text_names_what_the_table_says(row: dict[str, str]) -> None:
    """Every name in a text is found with what it means there, and nothing else is."""
    assert told(row["text"], NAMES.found(row["text"])) == row["found"]


def test_the_table_is_long_enough_to_be_the_documentation() -> None:
    """Every kind of name has rows of its own."""
    kinds = Counter(row["what"] for row in rows())
    assert kinds.total() > 100
    assert min(kinds.values()) >= 5


def test_a_headline_may_give_the_surname_before_the_text_gives_the_name() -> None:
    """In the first line a surname is that of somebody whom the text below names in full."""
    text = "Bessent Meets Li in Madrid\n\nScott Bessent met Li Chenggang."
    people = [each.id for each in NAMES.found(text) if each.kind == "people"]
    assert people == ["bessent", "li-chenggang", "bessent", "li-chenggang"]


def test_two_venues_in_one_city_need_their_own_words() -> None:
    """The city alone tells neither of them; once a venue is named, the city means that one."""
    downing = place("downing", "London", "Downing Street")
    names = Names.of(replace(RECORD, places=(*PLACES, downing)))
    assert told("London", names.found("London")) == ""
    ids = [each.id for each in names.found("At Lancaster House they spoke; London listened.")]
    assert ids == ["london", "london"]


def test_names_of_another_record_are_found_without_our_tables() -> None:
    """A party that our tables do not know is found by its name, short name and capital."""
    parties = (
        Party(id="north", name="North Bank", short="North", capital="Norton"),
        Party(id="egypt", name="مصر", capital="القاهرة"),
    )
    record = Timeline(settings=replace(RECORD.settings, parties=parties))
    text = "North Bank and the North; Norton agreed. In Norton rain fell. قالت مصر"
    ids = [each.id for each in Names.of(record).found(text)]
    assert ids == ["north", "north", "north", "egypt"]
    assert Names.of(Timeline(settings=replace(RECORD.settings, parties=()))).found(text) == ()


SEEDS = {
    "000_fd9c1186953b4276.txt": {
        "people": "bessent he-lifeng trump king-charles",
        "places": "madrid-santa-cruz london-lancaster-house geneva stockholm-rosenbad",
        "rounds": "madrid london geneva stockholm",
        "parties": "us china",
        "topics": "diplomacy tariffs tiktok truce rare-earths semiconductors",
    },
    "003_d7f9b46cbf110642.txt": {
        "people": "greer bessent trump",
        "places": "madrid-santa-cruz stockholm-rosenbad",
        "rounds": "madrid stockholm",
        "parties": "us china",
        "topics": "diplomacy tariffs tiktok truce rare-earths investigations semiconductors",
    },
}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_raw_articles_name_what_our_record_holds(seed: str) -> None:
    """Word for word as received, each article names these people, places, rounds and topics."""
    names = Names.of(cast(Timeline, read(ROOT / "content").timeline))
    found = names.found((ROOT / "seeds" / seed).read_text(encoding="utf-8"))
    for kind, ids in SEEDS[seed].items():
        assert {each.id for each in found if each.kind == kind} == set(ids.split()), kind


CANDIDATES = {
    "Karoline Leavitt spoke. Leavitt left. ASML fell.": "Karoline Leavitt 2, ASML 1",
    "Analysts said Karoline Leavitt left. Observers agreed.": "Karoline Leavitt 1",
    "Sales fell at Nvidia. Nvidia's sales fell.": "Nvidia 2",
    "Nvidia said so. Beef rose.": "Nvidia 1",
    "On Monday, March 3, President Emmanuel Macron spoke.": "Emmanuel Macron 1",
    "Sen. Mark Warner of Virginia met Gov. J. B. Pritzker.": "Mark Warner 1, "
    "Virginia 1, J. B. Pritzker 1",
    "Ursula von der Leyen spoke. Von der Leyen left.": "Ursula von der Leyen 2",
    "the Bank of England and the Institute for Fiscal Studies": "Bank of England 1, "
    "Institute for Fiscal Studies 1",
    "Zhang Wei spoke. Zhang left. Johnson & Johnson stayed.": "Zhang Wei 2, Johnson & Johnson 1",
    "Mohammed al-Sudani and Jean-Claude Juncker spoke": "Mohammed al-Sudani 1, "
    "Jean-Claude Juncker 1",
    "the Türkiye-based İşbank and São Paulo": "İşbank 1, São Paulo 1",
    "TOKYO, Sept 12 (Reuters) - Rain fell.": "Tokyo 1",
    "MARKETS FALL AS RIYADH WAITS\n\nPrices fell.": "",
    "Markets Fall While Riyadh Waits\n\nPrices fell.": "",
    "Scott Bessent met Chinese officials in Madrid.": "",
    "He met Trump at Trump Tower. He was French, she Dutch.": "Trump Tower 1",
    "Moderator: I'm here. Don't go. Section 232 and Article 5.": "",
    "何立峰与贝森特在马德里会谈": "",
    "TOKYO, Sept 12 (Harbor Wire) - Rain fell on Oslo.": "Tokyo 1, Oslo 1",
    "OSLO, Sept. 12, 2025 /Harbor Wire/ -- Rain fell.": "Oslo 1",
    "Rain fell (Bo Falk said) and Bo Falk left - late.": "Bo Falk 2",
    "He left at 5 PM EDT. It began at 3 PM EDT.": "",
    "By Bo Falk | Updated May 4. He Updated it.": "Bo Falk 1",
    "(Reporting by Bo Falk; Writing by the desk; Editing by the night desk)": "Bo Falk 1",
    "Contact: the Press Office Last week; the Oslo Press Office": "Oslo Press Office 1",
    "It fell under Announcement No. 18 and Announcement Nos. 61 and 62 of Oslo.": "Oslo 1",
    "the Key Points\nHours later the 24 Points and Hours": "",
    "He chose an LLC, then Inc. and the Falk LLC.": "Falk LLC 1",
    "It rained. (Oslo Star Photo) He took a Photo, a Read and the Related one.": "Oslo Star 1",
    "": "",
}


@pytest.mark.parametrize("text", CANDIDATES)
def test_unknown_names_are_listed_with_their_count(text: str) -> None:
    """What looks like a name and is not in the record is told; ordinary capitals are not."""
    listed = candidates(text, NAMES.found(text))
    assert ", ".join(f"{name} {count}" for name, count in listed) == CANDIDATES[text]


def test_the_most_frequent_candidate_comes_first_and_ties_keep_their_order() -> None:
    """Two names that come once stand as the text has them."""
    text = "In Oslo and Rome they met; Rome was warm, and Lima far."
    assert candidates(text, ()) == (("Rome", 2), ("Oslo", 1), ("Lima", 1))


PIECES = st.sampled_from(
    [
        *(name for each in PEOPLE for name in (each.title, each.title.split()[-1])),
        *(each.title for each in (*PLACES, *TOPICS, *MEASURES)),
        *[
            "the",
            "of",
            "in",
            "to",
            "and",
            "at",
            "fourth",
            "round",
            "talks",
            "Mr.",
            "Vice",
            "Premier",
            "US",
            "us",
            "U.S.",
            "met",
            "with",
        ],
        *(
            "’s",
            "'S",
            ",",
            ".",
            ":",
            "\n",
            "\n\n",
            "(AP) —",
            "/",
            "-",
            " ",
            "\u00a0",
            "贝森特",
            "é",
            "\u0301",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.builds(" ".join, st.lists(PIECES, max_size=30)),
    st.builds("".join, st.lists(PIECES, max_size=30)),
)


@given(TEXTS)
def test_whatever_the_text_names_stand_in_order_and_apart(text: str) -> None:
    """Places lie in the text, never overlap, and what shares one place is never told twice."""
    found = NAMES.found(text)
    assert len(found) == len(set(found))
    spans = list(dict.fromkeys((each.start, each.end) for each in found))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert NAMES.found(text) == found


@given(TEXTS)
def test_whatever_the_text_candidates_stand_in_it(text: str) -> None:
    """A candidate is counted at least once, and none comes twice."""
    listed = candidates(text, NAMES.found(text))
    assert len({name for name, _ in listed}) == len(listed)
    assert all(name and count > 0 for name, count in listed)


@given(TEXTS)
def test_words_lie_in_the_text_in_order(text: str) -> None:
    """Every word has its place in the text as it was written."""
    words = tokens.tokens(text)
    assert all(each.start < each.end <= len(text) for each in words)
    assert all(one.start <= two.start for one, two in pairwise(words))


def steps(names: Names, text: str) -> int:
    """Count the lines of our code that reading a text takes: a measure that no load disturbs."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> "TraceFunction | None":
        nonlocal count
        if "parley" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        candidates(text, names.found(text))
    finally:
        sys.settrace(before)
    return count


NASTY = (
    *("Madrid, ", "BEIJING ", "Beijing/", "talks in Madrid and ", "Smith of ", "Wang Li "),
    *("the fourth round ", "U.S.-", "Mr. ", ". ", "Xi Xi ", "van der ", "美", "in the "),
)


@pytest.mark.parametrize("words", NASTY)
def test_twice_the_text_is_twice_the_work(words: str) -> None:
    """No repetition makes the reading slower than the length of the text."""
    assert steps(NAMES, words * 600) < 2.2 * steps(NAMES, words * 300)


def test_ten_thousand_names_cost_a_text_nothing() -> None:
    """What a text costs does not depend on how many names are declared that it doesn't hold."""
    people = tuple(
        person(f"p{number}", f"Q{number // 100}x Z{number % 100}x", aliases=f"W{number}x")
        for number in range(5_000)
    )
    text = (ROOT / "seeds" / min(SEEDS)).read_text(encoding="utf-8")
    big = Names.of(replace(RECORD, people=(*PEOPLE, *people)))
    assert steps(big, text) < 1.1 * steps(NAMES, text)
