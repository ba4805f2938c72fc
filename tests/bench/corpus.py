"""A timeline of any length, the same for the same length and seed: events, articles, groups.

Knows what stands in it, and no generator's files: `layouts` writes those. The order in which
chance is asked is part of it, as figures that were published were measured on these very bytes.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 20240229
TOPICS, PEOPLE, PLACES = 24, 60, 40
EVENTS_TO_AN_ARTICLE = 5
FIRST_DAY, DAYS = date(1920, 1, 1), 37_900

WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True, slots=True)
class Named:
    """What has an id and a title and no more: a topic, a person, a place."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source with its text, in Markdown."""

    id: str
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event; what it names are ids."""

    id: str
    title: str
    date: str
    topics: tuple[str, ...]
    people: tuple[str, ...]
    place: str
    sources: tuple[str, ...]
    summary: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """All of a timeline."""

    topics: tuple[Named, ...]
    people: tuple[Named, ...]
    places: tuple[Named, ...]
    events: tuple[Event, ...]
    articles: tuple[Article, ...]


def corpus(length: int, seed: int = SEED) -> Corpus:
    """Make a timeline of so many events and a fifth as many articles."""
    chance = Random(seed)
    topics = _groups(chance, "topic", TOPICS)
    people = _groups(chance, "person", PEOPLE)
    places = _groups(chance, "place", PLACES)
    heads = [_head(chance, number) for number in range(max(1, length // EVENTS_TO_AN_ARTICLE))]
    prose = _Prose(chance, [head.id for head in heads])
    return Corpus(
        topics=topics,
        people=people,
        places=places,
        events=tuple(
            _event(prose, number, length, (topics, people, places)) for number in range(length)
        ),
        articles=tuple(
            Article(id=head.id, title=head.title, body=prose.body(chance.randint(300, 500), 2))
            for head in heads
        ),
    )


def _groups(chance: Random, kind: str, count: int) -> tuple[Named, ...]:
    found = []
    for number in range(count):
        one, other = chance.choice(WORDS), chance.choice(WORDS)
        title = f"{one.capitalize()} {other.capitalize()} {number}"
        found.append(Named(f"{kind}-{number:02d}-{one}-{other}", title))
    return tuple(found)


def _head(chance: Random, number: int) -> Named:
    id = f"article-{number:05d}-{'-'.join(chance.choices(WORDS, k=2))}"
    return Named(id, f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}")


def _event(
    prose: "_Prose", number: int, length: int, groups: tuple[tuple[Named, ...], ...]
) -> Event:
    chance, articles = prose.chance, prose.articles
    topics, people, places = groups
    words = chance.choices(WORDS, k=chance.randint(3, 7))
    day = FIRST_DAY + timedelta(days=number * DAYS // length)
    return Event(
        id=f"event-{number:06d}-{words[0]}-{words[1]}",
        title=f"{' '.join(words).capitalize()} {number}",
        date=day.isoformat(),
        topics=tuple(it.id for it in chance.sample(topics, chance.randint(1, 3))),
        people=tuple(it.id for it in chance.sample(people, chance.randint(0, 3))),
        place=chance.choice(places).id,
        sources=tuple(chance.sample(articles, min(len(articles), chance.randint(1, 3)))),
        summary=prose.sentence(10, 24),
        body=prose.body(chance.randint(80, 250), 1),
    )


class _Prose:
    """Writes bodies as editors do: links, emphasis, lists, quotations, headings."""

    def __init__(self, chance: Random, articles: list[str]) -> None:
        self.chance = chance
        self.articles = articles

    def sentence(self, least: int = 7, most: int = 18) -> str:
        """Return a sentence of so many words."""
        words = self.chance.choices(WORDS, k=self.chance.randint(least, most))
        return f"{' '.join([words[0].capitalize(), *words[1:]])}."

    def body(self, length: int, headings: int) -> str:
        """Return about so many words; the more `headings`, the likelier is one at each block."""
        first = min(length, self.chance.randint(40, 80))
        blocks, left = [self._paragraph(first)], length - first
        kinds = ["list", "quote", "text", "text"] + ["heading"] * headings
        while left > 12:
            kind = self.chance.choice(kinds)
            if kind == "heading":
                blocks.append("## " + " ".join(self.chance.choices(WORDS, k=4)).capitalize())
                left -= 4
            block, words = self._block(kind, left)
            blocks.append(block)
            left -= words
        return "\n\n".join(blocks) + "\n"

    def _block(self, kind: str, left: int) -> tuple[str, int]:
        """Return a block, and the words that count for it; what follows a heading is a text."""
        if kind == "list":
            items = [self._item() for _ in range(self.chance.randint(3, 5))]
            return "\n".join(f"- {item}" for item in items), sum(
                len(item.split()) for item in items
            )
        if kind == "quote":
            text = self._paragraph(14)
            return "\n".join(f"> {line}" for line in text.split("\n")), len(text.split())
        words = min(max(left, 15), self.chance.randint(25, 70))
        return self._paragraph(words), words

    def _item(self) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(4, 9)))

    def _paragraph(self, length: int) -> str:
        lines, count = [], 0
        while count < length:
            words = self.sentence()[:-1].split(" ")
            share = self.chance.random()
            place = self.chance.randrange(1, len(words))
            words[place] = self._dressed(words[place], share)
            lines.append(f"{' '.join(words)}.")
            count += len(words)
        return "\n".join(lines)

    def _dressed(self, word: str, share: float) -> str:
        """Return a word as a link, in emphasis, as code or, at half of all shares, as it is."""
        if share < 0.14:
            return f"[{word}](/articles/{self.chance.choice(self.articles)}/)"
        if share < 0.22:
            return f"[{word}](https://example.org/{word}?a=1&b=2)"
        marks = ((0.36, "*"), (0.46, "**"), (0.50, "`"))
        mark = next((mark for most, mark in marks if share < most), "")
        return f"{mark}{word}{mark}"
