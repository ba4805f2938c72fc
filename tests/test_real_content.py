"""What holds for our own content: it passes, its quotes stand, and the seeds are well covered.

Knows content/ and seeds/ as they lie in the repository.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import pytest

from parley.timeline import Timeline
from tests.conftest import ROOT, Run, read

LONGEST_TITLE = 90


@dataclass(frozen=True)
class Seed:
    """An article as it was received.

    `shares` says of each of its first paragraphs, which tell facts, how many percent of the words
    stand at least under a quote of some event; what follows is opinion.
    """

    article: str
    file: str
    sha256: str
    shares: tuple[int, ...]


SEEDS = (
    Seed(
        "bessent-preview",
        "seeds/000_fd9c1186953b4276.txt",
        "0e72872de294ee5035f646a601bf100e49496f18a6d6e7bc92847dbaf3f3e269",
        (99, 95, 83),
    ),
    Seed(
        "madrid-preview",
        "seeds/003_d7f9b46cbf110642.txt",
        "9a7be8bb3e200e9245d16525ef20fe320380ebb109ffd5654ec791e0871f657c",
        (97, 93, 100, 98),
    ),
)
each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.article)


@cache
def ours() -> Timeline:
    """Return our record."""
    record = read(ROOT / "content")
    assert record.timeline is not None, record.problems
    return record.timeline


def test_our_content_passes_every_rule(run: Callable[..., Run]) -> None:
    """`check --strict` finds no error, no warning, and no note but of what sources leave open."""
    end = run("check", "--content", ROOT / "content", "--strict", "--format", "json")
    found = json.loads(end.out)["problems"]
    assert end.code == 0
    assert {each["severity"] for each in found} <= {"note"}
    assert {each["rule"] for each in found} <= {"one-origin", "unchecked-quote", "undated"}
    assert sum(each["rule"] == "unchecked-quote" for each in found) <= 2


@each_seed
def test_a_seed_is_as_it_was_received(seed: Seed) -> None:
    """Not one byte of what was received has changed, and the article states the same hash."""
    digest = hashlib.sha256((ROOT / seed.file).read_bytes()).hexdigest()
    article = ours().article[seed.article]
    assert digest == seed.sha256
    assert (article.seed, article.sha256) == (seed.file, seed.sha256)


@each_seed
def test_an_article_is_its_seed_word_for_word(seed: Seed) -> None:
    """The stored text has every word of the seed in its order, and no other."""
    received = (ROOT / seed.file).read_text(encoding="utf-8")
    assert ours().article[seed.article].body.split() == received.split()
    assert ours().article[seed.article].text == "full"


@each_seed
def test_every_quote_of_a_seed_is_verified(seed: Seed) -> None:
    """Each of the words that events quote has its passage in the stored text."""
    quotes = [c.source for c in ours().citations[seed.article] if c.source.words]
    assert len(quotes) >= 10
    assert [q.words for q in quotes if (seed.article, q.anchor) not in ours().passages] == []


def shares(seed: Seed) -> tuple[int, ...]:
    """Return for each paragraph how many percent of its words stand under a quote."""
    body = ours().article[seed.article].body
    under = [p for p in ours().passages.values() if p.article == seed.article]
    found = []
    for paragraph in re.finditer(r"\S(?:.|\n(?!\s*\n))*", body):
        places = [paragraph.start() + word.start() for word in re.finditer(r"\S+", paragraph[0])]
        covered = sum(any(p.start <= at < p.end for p in under) for at in places)
        found.append(100 * covered // len(places))
    return tuple(found)


@each_seed
def test_the_facts_of_a_seed_are_told(seed: Seed) -> None:
    """Of every paragraph that tells facts nearly all words are quoted by some event."""
    told = shares(seed)
    assert len(told) > len(seed.shares)
    for number, (now, least) in enumerate(zip(told, seed.shares, strict=False), 1):
        assert now >= least, f"of paragraph {number} only {now} percent are quoted, not {least}"


def test_our_titles_fit_their_line() -> None:
    """What we call a thing is short; an article's headline is its publisher's."""
    ours_to_name = (kind for name, kind in ours().by_kind.items() if name != "articles")
    titles = [thing.title for kind in ours_to_name for thing in kind.values()]
    assert [title for title in titles if not 0 < len(title) <= LONGEST_TITLE] == []


def used() -> dict[str, set[str]]:
    """Return by kind the ids that something else refers to."""
    record = ours()
    events, rounds, measures = record.events, record.rounds, record.measures

    def gathered(*ids: Iterable[str]) -> set[str]:
        return {id for group in ids for id in group}

    claimed = (c.sources for event in events for d in event.differs for c in d.claims)
    delegates = (people for round in rounds for _, people in round.delegations)
    return {
        "topics": gathered(*(event.topics for event in events)),
        "people": gathered(
            *(event.people for event in events), *delegates, *(round.hosts for round in rounds)
        ),
        "places": gathered(*(event.places for event in events)),
        "articles": gathered(*((s.article for s in event.sources) for event in events), *claimed),
        "measures": {setting.measure for event in events for setting in event.sets},
        "rounds": {round.id for round in rounds if round.event},
        "kinds": {event.kind for event in events},
        "parties": gathered(*(e.by for e in events), *(measure.by for measure in measures)),
    }


@pytest.mark.parametrize("kind", ["topics", "people", "places", "articles", "measures", "rounds"])
def test_nothing_stands_unused(kind: str) -> None:
    """Every topic, person, place, article, measure and round belongs to some event."""
    assert sorted(set(ours().by_kind[kind]) - used()[kind]) == []


def test_every_word_of_site_toml_is_used() -> None:
    """Every kind of event and every party of site.toml occurs."""
    settings = ours().settings
    assert {kind.id for kind in settings.kinds} == used()["kinds"]
    assert {party.id for party in settings.parties} == used()["parties"]
