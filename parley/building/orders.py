"""What is asked of a build, and what comes of it.

Knows the forms alone; loads nothing that makes pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from parley.dates import Day
from parley.problems import Problem

Result = TypeVar("Result")


class Timed(Protocol):
    """Does a stage of the work, and notes how long it takes."""

    def __call__(self, name: str, work: Callable[[], Result]) -> Result:
        """Do it, and return what came of it."""


# Of more notes than this a build says how many there are, and `check` tells them.
MOST_NOTES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be built, and where; `today` tells the day in a time zone."""

    content: Path
    shown: str
    base_url: str
    drafts: bool
    home: Path
    output: Path
    cache: Path | None
    today: Callable[[str], Day]
    strict: bool
    tells_all: bool
    jobs: int
    timed: Timed

    @property
    def options(self) -> tuple[object, ...]:
        """What beside files a site depends on, and whether it is published."""
        where = self.content.resolve(), self.shown
        return *where, self.base_url, self.drafts, self.strict, self.tells_all


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of a build; `work` counts what was done for it, in the order of the work.

    `notes` is how many notes there are beside the problems, if too many to be told.
    """

    problems: tuple[Problem, ...]
    notes: int = 0
    is_published: bool = False
    pages: int = 0
    written: int = 0
    removed: int = 0
    zone: str = "UTC"
    manifest: str = ""
    seeds: tuple[str, ...] = ()
    work: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("read", "converted", "rendered", "written"), 0)
    )
