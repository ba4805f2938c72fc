"""One generator's site, brought into the state that a scenario asks for, built, and looked at.

Knows that a build counts only if its work was done: the pages are there, and a new title stands on
every page that shows it. What is prepared before a build and looked at after it is not timed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.processes import Failure, Took, timed
from tests.bench.tools import Tool

TITLE = re.compile(r'^(title: "?)(.*?)(?: Edition\d+)?("?)$', re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What lies in an output folder: files and pages, and their bytes."""

    files: int
    bytes: int
    pages: int
    page_bytes: int


class Site:
    """The site of one generator in a folder of its own; its middle event is the one edited."""

    def __init__(self, tool: Tool, folder: Path) -> None:
        self.tool = tool
        self.folder = folder
        self.log = folder.with_name(f"{folder.name}.log")
        events = sorted(folder.glob("content/events/*.md"))
        self.entries = len(events) + sum(
            1 for part in ("articles", "pages") for _ in folder.glob(f"content/{part}/*.md")
        )
        self._event = events[len(events) // 2]
        self._places = _places(self._event)
        self._moved = 0
        self._edits = 0

    @property
    def _output(self) -> Path:
        return self.folder / self.tool.output

    @property
    def title(self) -> str:
        """The title of the middle event, without what an edit puts at its end."""
        found = TITLE.search(self._event.read_text(encoding="utf-8"))
        return found[2] if found else ""

    def built(self) -> Took:
        """Build in the state that is there."""
        return timed(self.tool.build, self.folder, self.log)

    def cold(self) -> Took:
        """Build without output and cache.

        They are moved away and not deleted: on ext4 it takes seconds to create twelve thousand
        files just after as many were deleted, else half a second.
        """
        self._moved += 1
        for name in filter(None, (self.tool.output, self.tool.cache)):
            if (self.folder / name).exists():
                (self.folder / name).rename(self.folder / f"old-{self._moved}-{name}")
        took = self.built()
        if (pages := self.output().pages) < self.entries:
            raise Failure(f"{self.tool.name} made {pages} pages of {self.entries} entries")
        return took

    def unchanged(self) -> Took:
        """Build once more, with nothing to do."""
        self._prepare()
        return self.built()

    def edited(self) -> Took:
        """Build with another title of the middle event; it must then stand wherever it should."""
        self._prepare()
        mark = self.edit()
        took = self.built()
        if stale := self.without(mark):
            raise Failure(f"{self.tool.name} left an old title on {', '.join(stale)}")
        return took

    def _prepare(self) -> None:
        if not self._output.exists():
            self.built()

    def edit(self) -> str:
        """Save the middle event with another title, and return the word that is new in it."""
        self._edits += 1
        mark = f"Edition{self._edits:04d}"
        text = self._event.read_text(encoding="utf-8")
        self._event.write_text(TITLE.sub(rf"\1\2 {mark}\3", text, count=1), encoding="utf-8")
        return mark

    def page(self, pattern: str) -> str:
        """Return the path of a page about the middle event: its own, its topic's."""
        return pattern.format_map(self._places)

    def without(self, mark: str) -> list[str]:
        """Return the pages about the middle event that lack a word, or are not there."""
        timelines = [self.page(it) for it in self.tool.timeline]
        shown = [it for it in timelines if (self._output / it / "index.html").exists()]
        pages = [*map(self.page, self.tool.pages), *(shown or timelines)[:1]]
        return [f"/{it}" for it in pages if not _holds(self._output / it / "index.html", mark)]

    def output(self) -> Output:
        """Return how much the last build left."""
        sizes = [
            (path.suffix == ".html", path.stat().st_size)
            for path in self._output.rglob("*")
            if path.is_file()
        ]
        pages = [size for is_page, size in sizes if is_page]
        return Output(
            files=len(sizes),
            bytes=sum(size for _, size in sizes),
            pages=len(pages),
            page_bytes=sum(pages),
        )


SCENARIOS: Mapping[str, Callable[[Site], Took]] = {
    "cold": Site.cold,
    "unchanged": Site.unchanged,
    "edited": Site.edited,
}


def _places(event: Path) -> dict[str, str]:
    """Return the event, its first topic and its year, as they stand in the addresses of pages."""
    text = event.read_text(encoding="utf-8")
    topic = re.search(r"topic-\d\d-[a-z-]+", text)
    year = re.search(r"^date: (\d{4})", text, re.IGNORECASE | re.MULTILINE)
    if not topic or not year:
        raise Failure(f"{event} has no topic or no date")
    return {"event": event.stem, "topic": topic[0], "year": year[1]}


def _holds(page: Path, word: str) -> bool:
    """Tell whether a page holds a word; a line at a time, as the runner is to stay small."""
    if not page.exists():
        return False
    with page.open(encoding="utf-8") as lines:
        return any(word in line for line in lines)
