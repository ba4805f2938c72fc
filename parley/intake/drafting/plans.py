"""What comes of a run of `import`, as frozen values: new files, suggestions met, problems.

Knows no rule and writes nothing; `desk` does.
"""

from dataclasses import dataclass

from parley.intake.papers import Suggestion
from parley.intake.story.suggest import Reading
from parley.model import Event
from parley.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that is to be written: its path in content/ and its bytes."""

    name: str
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A suggestion, and the path in content/ of an event: a new one, or the one that tells it.

    `told_by` is that one, and `lines` are what to add to its sources; () where it cites these
    words, too.
    """

    suggestion: Suggestion
    name: str
    told_by: Event | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What comes of one file.

    Of an article, `article` is its id, `article_name` its path in content/ and `reading` what was
    read of it; of another timeline they are "" and None. `lacks_date` tells that the article is
    stored without the date that is known now.
    """

    files: tuple[NewFile, ...] = ()
    offers: tuple[Offer, ...] = ()
    article: str = ""
    article_name: str = ""
    reading: Reading | None = None
    lacks_date: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What came of one file: a plan, or None where its problems have an error."""

    file: str
    plan: Plan | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run: `problems` are those of no single file.

    `warnings` are what `check` will say of the new files, and no error.
    """

    works: tuple[Work, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem of the run, in the order in which its files were named."""
        return (*self.problems, *(problem for work in self.works for problem in work.problems))

    @property
    def is_stopped(self) -> bool:
        """Tell whether an error stands, so that nothing was written."""
        return any(each.severity == "error" for each in self.all_problems)
