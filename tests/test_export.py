"""What /timeline.json promises, version 1: keys that never change, and nothing that isn't so.

Knows the contract and the content files; reads the record as another program would.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import frontmatter
import pytest

from parley import pipeline
from parley.dates import Day
from parley.showing.outputs.export import timeline_json
from tests.conftest import GOOD_SITE, ROOT

Json = dict[str, object]
Lists = dict[str, list[Json]]

CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}

# The keys of version 1. A key may be added, none may go.
KEYS = {
    "events": (
        "id url title date earliest latest known kind by weight round topics people places "
        "summary sources sets differs corrections"
    ),
    "articles": "id url title publisher published origin type voice",
    "topics": "id title",
    "people": "id title",
    "places": "id title",
    "rounds": "id title",
    "measures": "id title unit history",
}
INNER_KEYS = {
    ("events", "sources"): "article quote voice note contradicted verified",
    ("events", "differs"): "question claims",
    ("events", "corrections"): "date note",
    ("measures", "history"): "event date from until value state instrument note",
}
STANDING_KEYS = "measure value state since until event"


@cache
def raw(name: str) -> bytes:
    """Return the file of a content folder."""
    content = CONTENTS[name]
    record = pipeline.read(pipeline.Options(content=content, shown="content"))
    assert record.timeline is not None
    return timeline_json(record.timeline, Day(2026, 1, 15))


@cache
def top(name: str) -> Json:
    """Return the whole record."""
    found: Json = json.loads(raw(name))
    return found


def lists(name: str) -> Lists:
    """Return the lists of the record."""
    return {key: value for key, value in top(name).items() if isinstance(value, list)}


def inner(name: str, kind: str, key: str) -> Iterator[Json]:
    """Yield what stands in a list of every thing of a kind."""
    for each in lists(name)[kind]:
        found = each[key]
        assert isinstance(found, list)
        yield from found


def ids(name: str, kind: str) -> list[str]:
    """Return the ids of a kind, in order."""
    return [str(each["id"]) for each in lists(name)[kind]]


each_content = pytest.mark.parametrize("name", CONTENTS)


@each_content
def test_the_keys_are_those_of_the_contract(name: str) -> None:
    """Every thing of a kind has every key, whether or not it says anything."""
    assert list(top(name))[:4] == ["version", "site", "today", "events"]
    assert top(name)["version"] == 1
    assert top(name)["today"] == "2026-01-15"
    for kind, keys in KEYS.items():
        for each in lists(name)[kind]:
            assert set(keys.split()) <= set(each)
            assert list(each)[: len(keys.split())] == keys.split() or kind in ("people", "measures")
    for (kind, key), keys in INNER_KEYS.items():
        for each in inner(name, kind, key):
            assert set(keys.split()) <= set(each)
    assert lists(name)["standing"]
    for each in lists(name)["standing"]:
        assert list(each)[: len(STANDING_KEYS.split())] == STANDING_KEYS.split()


@each_content
def test_the_file_can_be_read_anywhere(name: str) -> None:
    """UTF-8 without escapes, a line end at the end, and nothing that JSON does not know."""
    text = raw(name).decode()
    assert text.endswith("}\n")
    assert "\\u" not in text
    json.loads(text, parse_constant=pytest.fail)


@each_content
def test_days_are_days(name: str) -> None:
    """Earliest, latest and known are days of the calendar or null, and in that order."""
    for event in lists(name)["events"]:
        days = [event[key] for key in ("earliest", "latest", "known")]
        for day in days:
            assert day is None or date.fromisoformat(str(day)).isoformat() == day
        if days[0] and days[1]:
            assert str(days[0]) <= str(days[1])
        if days[0] and days[2]:
            assert str(days[0]) <= str(days[2]), "nothing is known before it can have happened"


@each_content
def test_events_are_in_order(name: str) -> None:
    """Events follow each other by their first possible day."""
    days = [str(event["earliest"] or event["latest"]) for event in lists(name)["events"]]
    assert days
    for before, after in pairwise(days):
        assert before <= after


@each_content
def test_every_id_resolves(name: str) -> None:
    """What an event, a round or a measure refers to stands in its list, each id once."""
    known = {kind: set(ids(name, kind)) for kind in KEYS}
    for kind in KEYS:
        assert len(ids(name, kind)) == len(known[kind])
    parties, kinds = ({each["id"] for each in site(name)[key]} for key in ("parties", "kinds"))
    for event in lists(name)["events"]:
        for kind in ("topics", "people", "places"):
            assert set(texts(event[kind])) <= known[kind]
        assert event["round"] in {"", *known["rounds"]}
        assert event["kind"] in {"", *kinds}
        assert set(texts(event["by"])) <= parties
    for source in inner(name, "events", "sources"):
        assert source["article"] in known["articles"]
        assert source["voice"] in {"press", *parties}
    for setting in inner(name, "events", "sets"):
        assert setting["measure"] in known["measures"]
    for step in inner(name, "measures", "history"):
        assert step["event"] in known["events"]
    for round in lists(name)["rounds"]:
        assert round["event"] in {"", *known["events"]}
    for held in lists(name)["standing"]:
        assert held["measure"] in known["measures"] and held["event"] in known["events"]


def site(name: str) -> dict[str, list[Json]]:
    """Return what the record says of the site."""
    found = top(name)["site"]
    assert isinstance(found, dict)
    return found


def texts(value: object) -> list[str]:
    """Return a list of texts."""
    assert isinstance(value, list)
    return [str(each) for each in value]


def bare(text: str) -> str:
    """Return only the letters and digits of a text: another reading than that of the code."""
    return re.sub(r"[\W_]+", "", re.sub(r"\]\([^)]*\)|<[^>]*>", "", text))


@each_content
def test_verified_means_that_the_words_stand_there(name: str) -> None:
    """`verified` is true for words of the stored text, null where none is stored or quoted."""
    stored = {
        path.stem: frontmatter.load(str(path)).content
        for path in CONTENTS[name].joinpath("articles").rglob("*.md")
    }
    quoted = 0
    for source in inner(name, "events", "sources"):
        text, words = stored[str(source["article"])], str(source["quote"])
        if words and text.strip():
            assert source["verified"] is True
            assert bare(words) in bare(text)
            quoted += 1
        else:
            assert source["verified"] is None
    assert quoted


@each_content
def test_a_measures_history_is_its_settings(name: str) -> None:
    """Every setting of an event stands in its measure's history once, in the order of events."""
    set_by = [
        (str(setting["measure"]), str(event["id"]))
        for event in lists(name)["events"]
        for setting in event["sets"]  # type: ignore[attr-defined]  # checked by the keys
    ]
    told = [
        (str(measure["id"]), str(step["event"]))
        for measure in lists(name)["measures"]
        for step in measure["history"]  # type: ignore[attr-defined]  # checked by the keys
    ]
    assert sorted(told) == sorted(set_by)
    order = {id: place for place, id in enumerate(ids(name, "events"))}
    for measure in ids(name, "measures"):
        places = [order[event] for each, event in told if each == measure]
        assert places == sorted(places)


@each_content
def test_drafts_are_left_out(name: str) -> None:
    """An event that is a draft is in no list, and no event refers to it."""
    drafts = {
        path.stem
        for path in CONTENTS[name].joinpath("events").rglob("*.md")
        if frontmatter.load(str(path)).metadata.get("draft")
    }
    assert not drafts & set(ids(name, "events"))
    assert not [draft for draft in drafts if f'"{draft}"' in raw(name).decode()]


def test_one_event_is_told_in_full() -> None:
    """The record of an event, word for word, as the data page explains it."""
    (event,) = (e for e in lists("good site")["events"] if e["id"] == "bridge-closed")
    assert event == {
        "id": "bridge-closed",
        "url": "https://example.org/river/events/bridge-closed/",
        "title": "North Bank closes the bridge for ninety days",
        "date": "2025-05-05",
        "earliest": "2025-05-05",
        "latest": "2025-05-05",
        "known": "2025-05-05",
        "kind": "order",
        "by": ["north"],
        "weight": "lead",
        "round": "",
        "topics": ["bridge"],
        "people": ["mayor"],
        "places": ["midville"],
        "summary": "The mayor closes the bridge for ninety days.",
        "sources": [
            {
                "article": "gazette",
                "quote": 'The North Bank "closed" the bridge on Monday - for ninety days',
                "voice": "press",
                "note": "Supports the day and the term.",
                "contradicted": False,
                "verified": True,
            },
            {
                "article": "gazette",
                "quote": 'The South Bank called the closure "a mistake", and asked for dialogue.',
                "voice": "south",
                "note": "",
                "contradicted": False,
                "verified": True,
            },
            {
                "article": "agency",
                "quote": "shut for three months",
                "voice": "press",
                "note": "",
                "contradicted": True,
                "verified": None,
            },
            {
                "article": "diary",
                "quote": "",
                "voice": "south",
                "note": "",
                "contradicted": False,
                "verified": None,
            },
        ],
        "sets": [
            {
                "measure": "closure",
                "value": "closed",
                "until": "2025-08-03",
                "instrument": "Order 7",
            }
        ],
        "differs": [
            {
                "question": "For how long?",
                "claims": [
                    {"says": "Ninety days", "sources": ["gazette"]},
                    {"says": "Three months", "sources": ["agency"]},
                ],
                "reading": "The order says ninety days.",
                "also": ["talks-in-midville"],
            }
        ],
        "corrections": [{"date": "2025-05-09", "note": "The term was given in weeks."}],
    }


def test_imprecise_dates_span_what_they_can_touch() -> None:
    """A month is all its days, an interval its own; what is not known is null, not a guess."""
    found = {str(e["id"]): e for e in lists("good site")["events"]}
    spans = {
        id: (event["date"], event["earliest"], event["latest"], event["known"])
        for id, event in found.items()
    }
    assert spans == {
        "ferry-strike": ("2025-05~", "2025-05-01", "2025-05-31", "2025-05-31"),
        "bridge-closed": ("2025-05-05", "2025-05-05", "2025-05-05", "2025-05-05"),
        "talks-in-midville": ("2025-05-08/2025-05-09", "2025-05-08", "2025-05-09", None),
        "mayors-meet": ("2025-06-20T20:30:00Z", "2025-06-20", "2025-06-20", "2025-06-21"),
    }


def test_the_site_and_its_things_are_told() -> None:
    """The lists beside the events hold what their files say."""
    name = "good site"
    assert top(name)["site"] == {
        "title": "Talks on the river",
        "url": "https://example.org/river/",
        "language": "en",
        "tagline": "Two towns and one bridge.",
        "record_to": "2025-06-30",
        "parties": [
            {"id": "north", "name": "North Bank", "zone": "Europe/London"},
            {"id": "south", "name": "South Bank", "zone": "Asia/Shanghai"},
        ],
        "kinds": [
            {"id": "talks", "name": "Talks", "public": False},
            {"id": "order", "name": "Order", "public": True},
            {"id": "leaders", "name": "Leaders’ meeting", "public": False},
        ],
    }
    agency = next(each for each in lists(name)["articles"] if each["id"] == "agency")
    assert agency == {
        "id": "agency",
        "url": "https://example.com/agency?a=1&b=2",
        "title": agency["title"],
        "publisher": "Upstream News",
        "published": "2025-05",
        "origin": "River Agency",
        "type": "wire copy",
        "voice": "press",
    }
    (measure,) = lists(name)["measures"]
    assert measure["history"] == [
        {
            "event": "bridge-closed",
            "date": "2025-05-05",
            "from": "2025-05-05",
            "until": "2025-08-03",
            "value": "closed",
            "state": None,
            "instrument": "Order 7",
            "note": None,
        }
    ]


def standing(name: str, today: Day) -> list[Json]:
    """Return where measures stand in the record of a build on a day."""
    record = pipeline.read(pipeline.Options(content=CONTENTS[name], shown="content"))
    assert record.timeline is not None
    found: list[Json] = json.loads(timeline_json(record.timeline, today))["standing"]
    return found


CLOSURE = {
    # The day of the build: what is told of the one measure of the good site.
    Day(2025, 5, 4): None,
    Day(2025, 5, 5): ("closed", "in force", "2025-05-05", "2025-08-03", "bridge-closed", False),
    Day(2025, 8, 2): ("closed", "in force", "2025-05-05", "2025-08-03", "bridge-closed", False),
    Day(2025, 8, 3): ("closed", "ended", "2025-08-03", "2025-08-03", "bridge-closed", True),
}


@pytest.mark.parametrize(("today", "told"), CLOSURE.items())
def test_where_measures_stand_follows_the_day(today: Day, told: tuple[object, ...] | None) -> None:
    """A measure is told from the day on which it was set; past its end, that no event says so."""
    keys = ("value", "state", "since", "until", "event", "presumed")
    found = standing("good site", today)
    assert [tuple(each[key] for key in keys) for each in found] == ([told] if told else [])
    assert [each["measure"] for each in found] == (["closure"] if told else [])


def test_no_measure_stands_before_it_was_set() -> None:
    """Those of our content come in with the years, in the order of measures, each once."""
    counts = []
    for year in (2020, 2024, 2025, 2026):
        told = [str(each["measure"]) for each in standing("our content", Day(year, 12, 31))]
        order = ids("our content", "measures")
        assert told == sorted(set(told), key=order.index)
        counts.append(len(told))
    assert counts[0] == 0 < counts[1] < counts[2] < counts[3] == len(order)
