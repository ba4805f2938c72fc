"""From a content folder to a site: load, link, check, plan, render, publish. A table of contents.

Knows the order of the work and when to stop; each step is a room of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from parley.addresses import output_file
from parley.cache import Cache
from parley.dates import Day
from parley.problems import Problem, in_order
from parley.reading import checks, evidence, folder, link, schema
from parley.reading import site as site_toml
from parley.settings import Settings
from parley.showing import frames, pages, views
from parley.showing.engine import Engine
from parley.showing.outputs import export, timelinejs
from parley.showing.page import Page
from parley.showing.prose import Prose
from parley.timeline import Timeline

# Stands in for a site.toml that can't be read, so that the rest is checked in the same run.
UNSETTLED = Settings(title="", base_url="https://localhost/", language="en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is read: the folder, and the folder as the user named it."""

    content: Path
    shown: str
    base_url: str = ""
    drafts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """How a site is made; `home` holds templates/ and static/.

    `today` is a value: no step looks at the clock. Cache and jobs change no result.
    """

    home: Path
    today: Day
    cache: Cache
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record as read: a timeline, or None where an error stands, and every problem.

    `settings` is what site.toml says, or None where that can't be read.
    """

    timeline: Timeline | None
    problems: tuple[Problem, ...]
    settings: Settings | None

    def is_publishable(self, *, strict: bool) -> bool:
        """Tell whether a site may be made of it; under --strict a warning is enough to stop."""
        stops = {"error", "warning"} if strict else {"error"}
        return self.timeline is not None and not any(p.severity in stops for p in self.problems)


def read(options: Options, adding: Mapping[str, bytes] | None = None) -> Record:
    """Read and check a content folder; gather all problems of a run, never the first alone.

    `adding` holds files by their path in the folder that are not there yet, and are to be.
    """
    files = folder.read(options.content, options.shown, adding)
    stated, site_problems = site_toml.read(files.site, files.shown(folder.SITE))
    settings = stated and _with_base_url(stated, options.base_url)
    readings = [schema.read(sheet) for sheet in files.sheets]
    problems = [
        *files.problems,
        *site_problems,
        *(problem for reading in readings for problem in reading.problems),
        *link.resolve(
            (ref for reading in readings for ref in reading.references), files.known_ids(), settings
        ),
    ]
    entities = [reading.entity for reading in readings if reading.entity]
    timeline = link.assemble(entities, settings or UNSETTLED)
    timeline, unproved = evidence.check(timeline)
    problems += [*unproved, *checks.check(timeline, options.content.resolve().parent)]
    if any(problem.severity == "error" for problem in problems):
        return Record(timeline=None, problems=in_order(problems), settings=settings)
    problems += checks.missing(timeline)
    if not options.drafts:
        timeline = link.without_drafts(timeline)
    return Record(timeline=timeline, problems=in_order(problems), settings=settings)


def _with_base_url(settings: Settings, base_url: str) -> Settings:
    return replace(settings, base_url=base_url) if base_url else settings


# Makes one file of a site.
Maker = Callable[[], bytes]


class Site(Mapping[str, bytes]):
    """Every file of a site by its path in the output; each is made once, when it is asked for."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self._makers = makers
        self._made: dict[str, bytes] = {}

    def __getitem__(self, path: str) -> bytes:
        """Return a file; raises engine.TemplateFault where it is a page that can't be rendered."""
        if path not in self._made:
            self._made[path] = self._makers[path]()
        return self._made[path]

    def __contains__(self, path: object) -> bool:
        """Tell whether there is such a file, without making it."""
        return path in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def render(timeline: Timeline, options: Rendering) -> dict[str, bytes]:
    """Return every file of the site by its path in the output; nothing is written but the cache.

    Raises engine.TemplateFault.
    """
    files = dict(site(timeline, options))
    options.cache.save()
    return files


def site(timeline: Timeline, options: Rendering) -> Site:
    """Return the site of a timeline: its pages are known, and none is rendered yet."""
    addresses = timeline.settings.addresses
    prose = Prose(partial(views.resolve, timeline), addresses, options.cache)
    prose.prepare(_bodies(timeline), options.jobs)
    plan = tuple(pages.Plan(timeline, prose, options.today).pages())
    shared = {"frame": frames.frame(timeline.settings), "href": addresses.href}
    engine = Engine(options.home / "templates", shared)
    static = static_files(options.home / "static")
    files: dict[str, Maker] = {name: partial(bytes, content) for name, content in static.items()}
    for page in plan:
        own = {"here": addresses.href(page.path), "canonical": addresses.absolute(page.path)}
        _add(files, page.path, partial(_rendered, engine, page, own))
    listed = {"addresses": [addresses.absolute(page.path) for page in plan if page.is_listed]}
    _add(files, "/sitemap.xml", partial(engine.render, "sitemap.xml", listed, "/sitemap.xml"))
    where = {"sitemap": addresses.absolute("/sitemap.xml")}
    _add(files, "/robots.txt", partial(engine.render, "robots.txt", where, "/robots.txt"))
    _add(files, "/timeline.json", partial(export.timeline_json, timeline, options.today))
    _add(files, "/timelinejs.json", partial(timelinejs.timelinejs_json, timeline))
    _add(files, "/.nojekyll", bytes)
    return Site(files)


def _rendered(engine: Engine, page: Page, own: Mapping[str, object]) -> bytes:
    return engine.render(page.template, {**own, **page.values}, page.path)


def _bodies(timeline: Timeline) -> Iterator[str]:
    """Yield every text that is rendered as it stands; articles are rendered with their marks."""
    for kind, entities in timeline.by_kind.items():
        if kind != "articles":
            yield from (entity.body for entity in entities.values())


def static_files(folder: Path) -> dict[str, bytes]:
    """Return the files of static/ as they are, by their path in the output; no hidden ones."""
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in name.parts)
        if path.is_file() and not path.is_symlink() and not is_hidden:
            files[f"static/{name.as_posix()}"] = path.read_bytes()
    return files


def _add(files: dict[str, Maker], path: str, maker: Maker) -> None:
    file = output_file(path)
    if file in files:
        raise ValueError(f"two pages have the address {path}")
    files[file] = maker
