"""A record of any length, the same each time: events, articles, topics, people and places.

Knows how such a record is written; knows nothing of what is made of it.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.conftest import SITE, write

_WORDS = """
    the of and to in that was for on with talks treaty council report letter river port bridge
    railway station market price tax harvest storm minister border island coast village museum
    signal engine patent contract protest witness record archive denial inquiry appeal budget
""".split()  # noqa: SIM905 - a list would be fifty lines of one word each
# What only a whole Markdown reader can read.
_TABLE = "\n\n| Item | Term |\n|---|---|\n| One | Two |"

_TOPICS, _PEOPLE, _PLACES = 8, 20, 12


def corpus(folder: Path, count: int) -> Path:
    """Write so many events, a fifth as many articles, and return the content folder.

    A table stands in the body of every third event.
    """
    random = Random(20240229)
    files: dict[str, str | bytes] = {"site.toml": SITE}
    for kind, number in (("topics", _TOPICS), ("people", _PEOPLE), ("places", _PLACES)):
        for each in range(number):
            files[f"{kind}/{kind}-{each}.md"] = _sheet(f"{kind} {each}", "", _sentence(random))
    articles = [f"article-{number}" for number in range(count // 5)]
    for number, article in enumerate(articles):
        keys = f"publisher: Paper {number % 7}\n"
        files[f"articles/{article}.md"] = _sheet(_title(random, number), keys, _body(random, 8))
    for number in range(count):
        body = _body(random, 3) + (_TABLE if number % 3 == 0 else "")
        day = date(1990, 1, 1) + timedelta(days=number * 30)
        keys = (
            f"date: {day.isoformat()}\n"
            f"topics: {_some(random, 'topics', _TOPICS, 2)}\n"
            f"people: {_some(random, 'people', _PEOPLE, 2)}\n"
            f"places: {_some(random, 'places', _PLACES, 1)}\n"
            f"sources: [{', '.join(random.sample(articles, 2))}]\n"
            f"summary: {_sentence(random)}\n"
        )
        files[f"events/event-{number}.md"] = _sheet(_title(random, number), keys, body)
    return write(folder, files)


def retitle(content: Path, number: int, title: str) -> Path:
    """Give an event another title, and return its file."""
    path = content / f"events/event-{number}.md"
    first, _, *rest = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([first, f"title: {title}", *rest]), encoding="utf-8")
    return path


def _sheet(title: str, keys: str, body: str) -> str:
    return f"---\ntitle: {title}\n{keys}---\n{body}\n"


def _some(random: Random, kind: str, number: int, most: int) -> str:
    return f"[{', '.join(f'{kind}-{each}' for each in random.sample(range(number), most))}]"


def _title(random: Random, number: int) -> str:
    return f"{' '.join(random.sample(_WORDS, 5)).capitalize()} {number}"


def _sentence(random: Random) -> str:
    return f"{' '.join(random.choices(_WORDS, k=12)).capitalize()}."


def _body(random: Random, paragraphs: int) -> str:
    marked = (f"*{_sentence(random)}* {_sentence(random)}" for _ in range(paragraphs))
    return "\n\n".join(marked)
