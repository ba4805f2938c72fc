"""Writes a corpus as each generator wants it: python -m tests.bench.layouts EVENTS FOLDER LAYOUT...

Knows their files and front matter; each gets the same titles, dates, names and bodies, beside the
templates and settings in `peers`. It is a process of its own, as the memory of the one that starts
a generator would be counted as the generator's.
"""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from tests.bench.corpus import Article, Corpus, Event, Named, corpus

PEERS = Path(__file__).resolve().parent / "peers"

SITE = 'title = "A corpus"\nbase_url = "https://example.org/"\nlanguage = "en"\n'

# The path of a file, and its text.
File = tuple[str, str]


def parley(corpus: Corpus) -> Iterator[File]:
    """Yield the files of a content folder of ours."""
    yield "content/site.toml", SITE
    for event in corpus.events:
        yield f"content/events/{event.id}.md", _sheet(event)
    for article in corpus.articles:
        yield f"content/articles/{article.id}.md", _text(article)
    groups = {"topics": corpus.topics, "people": corpus.people, "places": corpus.places}
    for kind, members in groups.items():
        for it in members:
            yield f"content/{kind}/{it.id}.md", _introduction(it)


def hugo(corpus: Corpus) -> Iterator[File]:
    """Yield the files of Hugo: topics, people and places are taxonomies, whose pages it makes."""
    yield "content/timeline.md", "---\ntitle: Timeline\nlayout: timeline\n---\n"
    for event in corpus.events:
        yield f"content/events/{event.id}.md", _sheet(event)
    for article in corpus.articles:
        yield f"content/articles/{article.id}.md", _text(article)


def pelican(corpus: Corpus) -> Iterator[File]:
    """Yield the files of Pelican: tags, authors and categories stand for topics, people, places."""
    for event in corpus.events:
        people = f"Authors: {'; '.join(event.people)}\n" if event.people else ""
        yield (
            f"content/events/{event.id}.md",
            f"Title: {event.title}\nDate: {event.date}\nSlug: {event.id}\n"
            f"Tags: {', '.join(event.topics)}\n{people}Category: {event.place}\n"
            f"Sources: {' '.join(event.sources)}\nSummary: {event.summary}\n\n{event.body}",
        )
    for article in corpus.articles:
        head = f"Title: {article.title}\nSlug: {article.id}\n"
        yield f"content/pages/{article.id}.md", f"{head}\n{article.body}"


LAYOUTS: Mapping[str, Callable[[Corpus], Iterator[File]]] = {
    "parley": parley,
    "hugo": hugo,
    "pelican": pelican,
}


def _sheet(event: Event) -> str:
    return (
        f'---\ntitle: "{event.title}"\ndate: {event.date}\ntopics: {_list(event.topics)}\n'
        f"people: {_list(event.people)}\nplaces: {_list([event.place])}\n"
        f'sources: {_list(event.sources)}\nsummary: "{event.summary}"\n---\n\n{event.body}'
    )


def _text(article: Article) -> str:
    return f'---\ntitle: "{article.title}"\n---\n\n{article.body}'


def _introduction(it: Named) -> str:
    return f'---\ntitle: "{it.title}"\n---\n\nEvents about *{it.title}*.\n'


def _list(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"


def write(made: Corpus, layout: str, folder: Path) -> None:
    """Write a corpus into a folder of its own, with the templates of the generator."""
    if (PEERS / layout).is_dir():
        shutil.copytree(PEERS / layout, folder)
    for name, text in LAYOUTS[layout](made):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Write a timeline of so many events, as FOLDER/LAYOUT for each layout."""
    length, folder, *layouts = arguments
    made = corpus(int(length))
    for layout in layouts:
        write(made, layout, Path(folder, layout))


if __name__ == "__main__":
    main(sys.argv[1:])
