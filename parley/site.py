"""The site of a timeline: every file by its path in the output, made when it is asked for.

Knows which files there are and how one is made; knows nothing of where they go. What a file has
asked for while it was made is noted beside it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from parley.addresses import output_file, page_path
from parley.cache import Cache
from parley.dates import Day
from parley.kept import Kept
from parley.model import Event, Topic
from parley.showing import frames, pages, views
from parley.showing.engine import Engine
from parley.showing.outputs import export, feeds, ical, table, timelinejs
from parley.showing.page import Page
from parley.showing.prose import Prose
from parley.showing.rows import Rows
from parley.timeline import Timeline
from parley.watched import watched

# Makes one file of a site.
Maker = Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """How a site is made; `home` holds templates/ and static/.

    `today` is a value: no step looks at the clock. The cache changes no result.
    """

    home: Path
    today: Day
    cache: Cache


class Site(Mapping[str, bytes]):
    """Every file of a site by its path in the output; each is made once, when it is asked for."""

    def __init__(self, timeline: Timeline, how: Rendering) -> None:
        self.plain = timeline
        self.kept = Kept(how.cache)
        self.timeline = watched(timeline, self.kept.notes)
        self._day = how.today
        addresses = timeline.settings.addresses
        self.prose = Prose(partial(views.resolve, self.timeline), addresses, how.cache)
        shared = {"frame": frames.frame(timeline.settings), "href": addresses.href}
        self._engine = Engine(how.home / "templates", shared)
        self.rows = Rows(self.timeline, self._engine, self.kept)
        self.static = static_files(how.home / "static")
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        """Return a file; raises engine.TemplateFault where it is a page that can't be rendered."""
        if path not in self._made:
            self._made[path] = self.make(path)
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        """Tell whether there is such a file, without making it."""
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def make(self, path: str) -> bytes:
        """Make a file anew, and note what it asks for."""
        with self.kept.notes.noting() as asked:
            content = self._makers[path]()
        self.kept.asked[f"file/{path}"] = asked
        return content

    def adopt(self, other: "Site", changed: Collection[str]) -> None:
        """Take over what another site has made, but for what has changed since."""
        for path, content in other._made.items():
            if path in self and path not in changed and not path.startswith("static/"):
                self._made[path] = content

    def renew(self, timeline: Timeline, today: Day) -> None:
        """Become the site of a record in which nothing has moved: it has the same files.

        What is made already stays until it is forgotten.
        """
        self.plain, self._day = timeline, today
        self.kept.begin()
        vars(self.timeline).clear()
        vars(self.timeline).update(vars(watched(timeline, self.kept.notes)))

    def forget(self, paths: Iterable[str]) -> None:
        """Let files be made anew when they are next asked for."""
        for path in paths:
            self._made.pop(path, None)

    def _today(self) -> Day:
        self.kept.notes.note("today/")
        return self._day

    @cached_property
    def _makers(self) -> Mapping[str, Maker]:
        """Who makes which file. Rows tell which there are: they must be as they should by now."""
        makers: dict[str, Maker] = {
            name: partial(bytes, content) for name, content in self.static.items()
        }
        for path, maker in (*self._pages(), *self._exports()):
            file = output_file(path)
            if file in makers:
                raise ValueError(f"two pages have the address {path}")
            makers[file] = maker
        return makers

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The addresses that the sitemap names."""
        absolute = self.timeline.settings.addresses.absolute
        return tuple(absolute(page.path) for page in self._plan if page.is_listed)

    @cached_property
    def _plan(self) -> tuple[Page, ...]:
        return tuple(pages.Plan(self.timeline, self.prose, self.rows, self._today).pages())

    def _pages(self) -> Iterator[tuple[str, Maker]]:
        for page in self._plan:
            yield page.path, partial(self._page, page)
        where = {"sitemap": self.timeline.settings.addresses.absolute("/sitemap.xml")}
        yield "/sitemap.xml", self._sitemap
        yield "/robots.txt", partial(self._engine.render, "robots.txt", where, "/robots.txt")

    def _sitemap(self) -> bytes:
        self.kept.notes.note("listed/")
        return self._engine.render("sitemap.xml", {"addresses": self.listed}, "/sitemap.xml")

    def _page(self, page: Page) -> bytes:
        addresses = self.timeline.settings.addresses
        here, canonical = addresses.href(page.path), addresses.absolute(page.path)
        values = {"here": here, "canonical": canonical, **page.values}
        return self._engine.render(page.template, values, page.path)

    def _exports(self) -> Iterator[tuple[str, Maker]]:
        timeline, every = self.timeline, self.rows.export
        yield "/timeline.json", self._timeline_json
        yield "/timelinejs.json", lambda: timelinejs.timelinejs_json(timeline, every("slide"))
        yield "/timeline.csv", lambda: table.timeline_csv(every("line"))
        yield "/feed.json", self._json_feed
        yield "/.nojekyll", bytes
        for topic in (None, *timeline.topics):
            path = page_path("topics", topic.id) if topic else "/"
            yield f"{path}feed.xml", partial(self._atom, topic)
            yield f"{path}calendar.ics", partial(self._calendar, topic)

    def _timeline_json(self) -> bytes:
        """Join the lines of events to all that stands beside them, which changes seldom."""
        beside = self.kept.text(
            "part", "timeline.json", lambda: {"part": export.beside(self.timeline, self._today())}
        )
        return export.joined(self.rows.export("record"), beside)

    def _json_feed(self) -> bytes:
        return feeds.json_feed(self.timeline, self._latest(None, feeds.item))

    def _atom(self, topic: Topic | None) -> bytes:
        return feeds.atom(self.timeline, self._latest(topic, feeds.entry), topic)

    def _latest(self, topic: Topic | None, told: Callable[[Timeline, Event], str]) -> list[str]:
        """Return the parts of a feed: what was last learned, the latest first."""
        latest = feeds.latest(self.rows.learned(), self._events(topic))
        return [told(self.timeline, self.timeline.event[id]) for id in latest]

    def _calendar(self, topic: Topic | None) -> bytes:
        """Join the days of events to the ends of the measures that belong to them."""
        measures = self.timeline.measures
        ends = (
            ical.ends(self.timeline, each)
            for each in measures
            if topic is None or topic.id in each.topics
        )
        if topic is None:
            return ical.calendar(self.timeline, (*self.rows.export("date"), *ends))
        days = [self.rows.part("date", id) for id in self._events(topic)]
        return ical.calendar(self.timeline, (*days, *ends), topic)

    def _events(self, topic: Topic | None) -> Sequence[str]:
        timeline = self.timeline
        return timeline.members("events_of_topic", topic.id) if topic else timeline.ids()


def static_files(folder: Path) -> dict[str, bytes]:
    """Return the files of static/ as they are, by their path in the output; no hidden ones."""
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not path.is_symlink() and not is_hidden:
            files[f"static/{name.as_posix()}"] = path.read_bytes()
    return files
