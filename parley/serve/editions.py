"""Makes what the preview shows: a site of the content as it is now, or the page of its problems.

Knows the order of a build in a preview; knows nothing of files' changes or of browsers.
"""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from parley import pipeline
from parley.building.content import Content
from parley.building.inputs import look
from parley.building.making import Stopped
from parley.building.orders import MOST_NOTES
from parley.building.remaking import Remaking
from parley.cache import Cache
from parley.dates import Day
from parley.pipeline import Record
from parley.problems import Origin, Problem, in_order
from parley.serve import problem_page
from parley.serve.answers import Edition
from parley.showing.engine import TemplateFault
from parley.site import Rendering, Site, static_files
from parley.timeline import Timeline

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is previewed; `home` holds templates/ and static/.

    `today` tells the day in a time zone; a preview may be open over midnight.
    """

    home: Path
    content: Path
    shown: str
    base_url: str
    today: Callable[[str], Day]


class Maker:
    """Makes one edition after another, and keeps rendered bodies from each to the next."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._cache = Cache(None)
        self._site: Site | None = None
        self._remaking: Remaking | None = None
        self._settings = replace(
            pipeline.UNSETTLED, base_url=source.base_url or pipeline.UNSETTLED.base_url
        )

    def edition(self, version: str) -> Edition:
        """Return an edition of the files as they are; `version` stands for them."""
        source = self.source
        options = pipeline.Options(
            content=source.content, shown=source.shown, base_url=source.base_url, drafts=True
        )
        began = time.time_ns()
        content = Content(
            options, source.home, self._cache, look(source.content, source.home, began), jobs=1
        )
        record = content.record()
        self._settings = record.settings or self._settings
        if record.timeline is None:
            return self.refusal(version, record.problems)
        today = source.today(self._settings.timezone)
        try:
            site = self._next(content, record, record.timeline, today)
        except OSError as error:
            return self.refusal(version, (*record.problems, _unread(error)))
        except Stopped as stopped:
            return self.refusal(version, (*record.problems, stopped.problem))
        memory = content.memory
        notes = memory.notes() if memory.number_of_notes() <= MOST_NOTES else ()
        problems = in_order((*memory.warnings(), *notes))
        gc.freeze()  # ten thousand events stay: to look through them again takes 0.3 s
        return Edition(version=version, base=self._base(), files=site, problems=problems)

    def _next(self, content: Content, record: Record, timeline: Timeline, today: Day) -> Site:
        """Return a site with the pages of the last one that are as they were.

        After an edit that moves nothing it is the last one itself, made anew in parts.
        """
        last = self._site
        if self._remaking is not None:
            self._remaking.keep()  # what was rendered since, and what that asked for
        is_same = not content.has_moved and last and last.static == self._static()
        if last is not None and is_same:
            site = last
            site.renew(timeline, today)
        else:
            how = Rendering(home=self.source.home, today=today, cache=self._cache)
            site = Site(timeline, how)
        remaking = Remaking(content, record, site, today)
        asking = remaking.asking(jobs=1)
        if site is last:
            site.forget([*site] if asking is None else asking)
        elif last is not None and asking is not None:
            site.adopt(last, asking)
        content.keep(record, timeline)
        remaking.keep()
        self._site, self._remaking = site, remaking
        return site

    def refusal(self, version: str, problems: Sequence[Problem]) -> Edition:
        """Return an edition that shows problems in place of pages, under the last known path."""
        try:
            files = self._static()
        except OSError:  # the page can be read without style
            files = {}
        return Edition(
            version=version,
            base=self._base(),
            files=files,
            problems=tuple(problems),
            page=problem_page.page(self.source.home, self._settings, problems),
        )

    def _static(self) -> dict[str, bytes]:
        return static_files(self.source.home / "static")

    def _base(self) -> str:
        return unquote(self._settings.addresses.base)

    def tried(self, work: Callable[[], Result]) -> Result | Problem:
        """Do what renders pages; return what comes of it, or the problem that prevents it."""
        try:
            return work()
        except TemplateFault as fault:
            return fault.problem
        except OSError as error:
            return _unread(error)


def _unread(error: OSError) -> Problem:
    return Problem(
        origin=Origin(path=str(error.filename or "static")),
        rule="unreadable",
        message=f"the file can't be read: {error.strerror}",
        hint="check its rights",
    )
