"""Making what must be made of a site: rows first, then the files, by one process or by several.

Knows who makes what and in which order; knows nothing of what has changed. All that is made is
there before the first file is written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from parley.building.crew import Crew, dealt, done, size
from parley.disk import digest
from parley.problems import Problem
from parley.publish import Held, Output
from parley.showing.engine import TemplateFault
from parley.site import Site

Asked = Mapping[str, set[str]]

# So many files of a site make each of those that list events as long as another file to make.
MANY = 500

# How much of a full share of files the first process makes: to remember all takes it a second.
_OWN = 0.75

# What may be made along with a file, and is remembered.
_REMEMBERED = ("text", "part")


@dataclass(slots=True)
class Made:
    """What was made: the digest of every file, who asked for what, how much work it was."""

    digests: dict[str, str] = field(default_factory=dict)
    rendered: int = 0
    converted: int = 0


class Stopped(Exception):
    """A template that can't be rendered, as a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Part:
    """What one process made, to be sent: digests, who asked for what, texts to be remembered."""

    digests: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    converted: int = 0
    problem: Problem | None = None
    written: Mapping[str, Held] = field(default_factory=dict)
    met: Mapping[str, Held] = field(default_factory=dict)


def rows(site: Site, ids: Sequence[str], jobs: int) -> set[str]:
    """Make the rows of events; return the names of the texts that are other than before."""
    changed: set[str] = set()
    jobs = size(jobs, len(ids))
    if jobs == 1:
        parts = [_rows(site, ids)]
    else:
        parts = done(lambda share: _rows(site, share), dealt(ids, jobs))
    for made, problem in parts:
        if problem is not None:
            raise Stopped(problem)
        for id, (texts, asked) in made.items():
            changed |= site.kept.keep(id, texts, asked)
    return changed


_Rows = tuple[dict[str, tuple[Mapping[str, str], set[str]]], Problem | None]


def _rows(site: Site, ids: Sequence[str]) -> _Rows:
    made = {}
    for id in ids:
        try:
            with site.kept.notes.noting() as asked:
                texts = site.rows.texts(site.timeline.event[id])
        except TemplateFault as fault:
            return {}, fault.problem
        made[id] = texts, asked
    return made, None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What is done while others make files, and while they write them."""

    keep: Callable[[], None]
    save: Callable[[], None]


def files(
    site: Site, paths: Sequence[str], output: Output, jobs: int, meanwhile: Meanwhile
) -> Made:
    """Make some files of a site and put them in their places, if all of them can be made.

    Raises Stopped, or publish.Refused.
    """
    made, every = Made(), tuple(site)
    jobs = size(jobs, len(paths), 1 + len(every) // MANY)
    if jobs == 1:
        steps = _files(site, output, paths)
        _take(site, made, [next(steps)])
        output.begin(every, paths)
        next(steps)
        meanwhile.keep()
        meanwhile.save()
        return made
    weight = partial(_weight, output)
    in_order = sorted(paths, key=weight, reverse=True)
    own, *others = dealt(in_order, jobs, _OWN, weight)
    crew = Crew(lambda share: _files(site, output, share), others)
    try:
        crew.go()
        steps = _files(site, output, own)
        first = next(steps)
        meanwhile.keep()
        _take(site, made, [first, *crew.replies()])
        output.begin(every, paths)
        crew.go()
        next(steps)
        meanwhile.save()
        for part in crew.replies():
            output.written |= part.written
            output.met |= part.met
    finally:
        crew.end()
    return made


def _weight(output: Output, path: str) -> float:
    """Return about how long a file takes to make, by what it was when it was made last.

    A page takes four times as long as an export of its size, which is a join of texts.
    """
    size = output.earlier.get(path, "").partition("-")[0]
    return 10_000 + int(size or 0) * (4 if path.endswith(".html") else 1)


def _take(site: Site, made: Made, parts: Sequence[_Part]) -> None:
    for part in parts:
        if part.problem is not None:
            raise Stopped(part.problem)
        made.digests |= part.digests
        made.converted += part.converted
        site.kept.asked.update(part.asked)
        for name, texts in part.texts.items():
            for key, text in texts.items():
                site.kept.cache.shelf(name).put(key, text)
    made.rendered = sum(path.endswith(".html") for path in made.digests)


def _files(site: Site, output: Output, paths: Sequence[str]) -> Iterator[_Part]:
    """Make files, tell of them, and write them when told to go on; tell what was written."""
    contents: dict[str, bytes] = {}
    known = set(site.kept.asked)
    try:
        for path in paths:
            contents[path] = site.make(path)
    except TemplateFault as fault:
        yield _Part(problem=fault.problem)
        return
    digests = {path: digest(content) for path, content in contents.items()}
    asked = {who: names for who, names in site.kept.asked.items() if who not in known}
    texts = {name: site.kept.cache.shelf(name).fresh() for name in _REMEMBERED}
    yield _Part(digests, asked, texts, site.prose.converted)
    for path in list(contents):
        output.put(path, contents.pop(path))  # what is written need not be held any longer
    yield _Part(written=output.written, met=output.met)
