"""Makes what the preview shows: a site of the content as it is now, or the page of its problems.

Knows the order of a build in a preview; knows nothing of files' changes or of browsers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

from parley import pipeline
from parley.cache import Cache
from parley.dates import Day
from parley.problems import Origin, Problem
from parley.serve import problem_page
from parley.serve.answers import Edition
from parley.showing.engine import TemplateFault

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
        self._settings = replace(
            pipeline.UNSETTLED, base_url=source.base_url or pipeline.UNSETTLED.base_url
        )

    def edition(self, version: str) -> Edition:
        """Return an edition of the files as they are; `version` stands for them."""
        source = self.source
        record = pipeline.read(
            pipeline.Options(
                content=source.content, shown=source.shown, base_url=source.base_url, drafts=True
            )
        )
        self._settings = record.settings or self._settings
        if record.timeline is None:
            return self.refusal(version, record.problems)
        today = source.today(self._settings.timezone)
        how = pipeline.Rendering(home=source.home, today=today, cache=self._cache)
        try:
            site = pipeline.site(record.timeline, how)
        except OSError as error:
            return self.refusal(version, (*record.problems, _unread(error)))
        return Edition(version=version, base=self._base(), files=site, problems=record.problems)

    def refusal(self, version: str, problems: Sequence[Problem]) -> Edition:
        """Return an edition that shows problems in place of pages, under the last known path."""
        try:
            files = pipeline.static_files(self.source.home / "static")
        except OSError:  # the page can be read without style
            files = {}
        return Edition(
            version=version,
            base=self._base(),
            files=files,
            problems=tuple(problems),
            page=problem_page.page(self.source.home, self._settings, problems),
        )

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
