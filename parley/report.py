"""How a run is told: problems to standard error, a summary line or JSON object to standard output.

Knows the three formats and the exit codes; knows nothing of what was run.
"""

import gzip
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from parley import problems
from parley.problems import Origin, Problem

FINE, FAULTY, MISUSED = 0, 1, 2

Result = TypeVar("Result")

# Problems of files whose lines are not shown: too long, not to be opened, somebody else's.
_NO_LINE = {"size", "unreadable", "symlink"}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made; `notes` are those that are too many to be told."""

    pages: int = 0
    written: int = 0
    removed: int = 0
    notes: int = 0
    work: Mapping[str, int] = field(default_factory=dict)


class Report:
    """Tells one run, in one of the formats text, json and github."""

    def __init__(self, form: str, *, strict: bool = False) -> None:
        self.form = form
        self.stopping = {"error", "warning"} if strict else {"error"}
        self.start = time.perf_counter()
        self.stages: list[tuple[str, float]] = []

    def timed(self, name: str, work: Callable[[], Result]) -> Result:
        """Do a stage of the work and remember how long it took."""
        start = time.perf_counter()
        result = work()
        self.stages.append((name, time.perf_counter() - start))
        return result

    def remark(self, message: str) -> None:
        """Say something about the run itself."""
        print(f"build.py: {message}", file=sys.stderr)

    def say(self, line: str) -> None:
        """Print a line at once, also where a program reads it."""
        print(line, flush=True)

    def tell(self, found: Sequence[Problem]) -> None:
        """Print problems to standard error, in the form of this run."""
        told = problems.as_github if self.form == "github" else _with_source
        for problem in found:
            print(told(problem), file=sys.stderr, flush=True)

    def misused(self, message: str) -> int:
        """Tell wrong usage, as JSON too where JSON was asked for; return the exit code."""
        if self.form == "json":
            origin = Origin(path="build.py")
            self._json((Problem(origin=origin, rule="usage", message=message),), Built())
        self.remark(message)
        return MISUSED

    def checked(self, found: Sequence[Problem]) -> int:
        """Tell how a check went; return the exit code."""
        return self._end(found, counted(found) or "no problems", Built())

    def failed(self, found: Sequence[Problem]) -> int:
        """Tell why a build stopped; return the exit code."""
        self._end(found, f"{counted(found)}, nothing was published", Built())
        return FAULTY

    def built(self, found: Sequence[Problem], built: Built) -> int:
        """Tell what a build made; return the exit code."""
        done = f"{built.pages} pages, {built.written} written, {built.removed} removed"
        if built.notes:
            notes = f"{built.notes} notes: build.py check tells them"
            return self._end(found, done, built, ", ".join(filter(None, (counted(found), notes))))
        return self._end(found, done, built, counted(found))

    def profile(self, start_page: bytes) -> None:
        """Tell how long each stage took, and what the start page weighs on its way to a reader."""
        for name, seconds in self.stages:
            print(f"{name:>10} {seconds * 1000:8.0f} ms", file=sys.stderr)
        weight = len(gzip.compress(start_page, compresslevel=6)) / 1000
        print(f"start page {weight:8.1f} kB gzipped", file=sys.stderr)

    def _end(self, found: Sequence[Problem], done: str, built: Built, more: str = "") -> int:
        if self.form == "json":
            self._json(found, built)
        else:
            self.tell(found)
            seconds = f"{time.perf_counter() - self.start:.2f} s"
            print(", ".join(part for part in (done, seconds, more) if part))
        return FAULTY if any(problem.severity in self.stopping for problem in found) else FINE

    def _json(self, found: Sequence[Problem], built: Built) -> None:
        record = {
            "problems": [problems.as_record(problem) for problem in found],
            "pages": built.pages,
            "written": built.written,
            "removed": built.removed,
            "work": dict(built.work),
            "seconds": round(time.perf_counter() - self.start, 3),
        }
        self.record(record)

    def record(self, record: Mapping[str, object]) -> None:
        """Print a JSON object on one line, in letters that the reader's terminal knows."""
        is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
        print(json.dumps(record, ensure_ascii=not is_unicode), flush=True)


def counted(found: Sequence[Problem]) -> str:
    """Return `2 errors, 1 note`; nothing is said of what there is none of."""
    counts = {
        level: sum(p.severity == level for p in found) for level in ("error", "warning", "note")
    }
    told = (
        f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count
    )
    return ", ".join(told)


def source_line(problem: Problem) -> str | None:
    """Return the line of the file, where that is UTF-8, can be read and is the editor's own."""
    path = Path(problem.origin.path)
    if problem.rule in _NO_LINE or not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8-sig") as file:
            line = next((text for n, text in enumerate(file, 1) if n == problem.origin.line), None)
    except (OSError, UnicodeDecodeError):  # it has gone since it was read, or is no such text
        return None
    return None if line is None or "\0" in line else line.rstrip("\n")


def _with_source(problem: Problem) -> str:
    is_note = problem.severity == "note"  # which shows no line: no file is opened for it
    return problems.as_text(problem, None if is_note else source_line(problem))
