"""From a content folder to a site: load, link, check, plan, render, publish. A table of contents.

Knows the order of the work and when to stop; each step is a room of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from parley.problems import Problem, in_order
from parley.reading import checks, evidence, files, folder, link
from parley.reading import site as site_toml
from parley.reading.files import File
from parley.reading.front_matter import Fault
from parley.reading.schema import Reading
from parley.settings import Settings
from parley.site import Rendering, Site
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
class Record:
    """The record as read: a timeline, or None where an error stands, and every problem.

    `settings` is what site.toml says, or None where that can't be read. `drafts` are the ids of
    the events that are left out, `leaned_on` those of them that others mention.
    """

    timeline: Timeline | None
    problems: tuple[Problem, ...]
    settings: Settings | None
    drafts: tuple[str, ...] = ()
    leaned_on: tuple[str, ...] = ()

    def is_publishable(self, *, strict: bool) -> bool:
        """Tell whether a site may be made of it; under --strict a warning is enough to stop."""
        stops = {"error", "warning"} if strict else {"error"}
        return self.timeline is not None and not any(p.severity in stops for p in self.problems)


# Reads files, each for itself; whoever remembers one need not read it again.
ReadAll = Callable[[Sequence[File]], Sequence[Reading]]


def read_all(found: Sequence[File]) -> Sequence[Reading]:
    """Read every file."""
    return [*map(files.read, found)]


def read(
    options: Options, adding: Mapping[str, bytes] | None = None, read_all: ReadAll = read_all
) -> Record:
    """Read and check a content folder; gather all problems of a run, never the first alone.

    `adding` holds files by their path in the folder that are not there yet, and are to be.
    """
    found = folder.read(options.content, options.shown, adding)
    stated, site_problems = site_toml.read(found.site, found.shown(folder.SITE))
    settings = stated and _with_base_url(stated, options.base_url)
    readings = read_all(found.files)
    problems = [
        *found.problems,
        *site_problems,
        *(problem for reading in readings for problem in reading.problems),
        *link.resolve(
            (ref for reading in readings for ref in reading.references), found.known_ids(), settings
        ),
    ]
    entities = [reading.entity for reading in readings if reading.entity]
    timeline = link.assemble(entities, settings or UNSETTLED)
    timeline, unproved = evidence.check(timeline)
    problems += [*unproved, *checks.check(timeline, options.content.resolve().parent)]
    if any(problem.severity == "error" for problem in problems):
        return Record(timeline=None, problems=in_order(problems), settings=settings)
    problems += checks.missing(timeline)
    if options.drafts:
        return Record(timeline=timeline, problems=in_order(problems), settings=settings)
    drafts = {event.id for event in timeline.events if event.draft}
    mentioned = {
        each.id for reading in readings for each in reading.references if each.kind == "events"
    }
    return Record(
        timeline=link.without_drafts(timeline),
        problems=in_order(problems),
        settings=settings,
        drafts=tuple(sorted(drafts)),
        leaned_on=tuple(sorted(drafts & mentioned)),
    )


def settings_of(options: Options) -> Settings | None:
    """Return what site.toml says, or None where it can't be read."""
    try:
        raw = files.loaded(f"{options.content}/{folder.SITE}")
    except Fault:
        return None
    stated, _ = site_toml.read(raw, f"{options.shown}/{folder.SITE}")
    return stated and _with_base_url(stated, options.base_url)


def _with_base_url(settings: Settings, base_url: str) -> Settings:
    return replace(settings, base_url=base_url) if base_url else settings


def render(timeline: Timeline, how: Rendering) -> dict[str, bytes]:
    """Return every file of the site by its path in the output; nothing is written.

    Raises engine.TemplateFault.
    """
    return dict(Site(timeline, how))
