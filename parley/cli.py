"""The command line: verbs, options, exit codes. Reads the clock and the environment, once.

Knows what users type and what is printed; does no work of its own.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from parley import __version__, addresses, dates, pipeline, problems, scaffold
from parley.cache import Cache
from parley.dates import Day
from parley.problems import Origin, Problem
from parley.publish import Refused, publish
from parley.showing.engine import TemplateFault

Result = TypeVar("Result")

FINE, FAULTY, MISUSED = 0, 1, 2

# templates/ and static/ lie beside build.py, wherever the command is called from.
HOME = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code: 0 fine, 1 the content has errors, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "build")
    options = _parser().parse_args(given)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Timelines of negotiations that a reader can check."
    )
    parser.add_argument("--version", action="version", version=f"parley {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    build = verbs.add_parser("build", help="read, check and publish the site (the default)")
    build.set_defaults(run=_build)
    check = verbs.add_parser("check", help="read and check the content; write nothing")
    check.set_defaults(run=_check)
    new = verbs.add_parser("new", help="begin a content file")
    new.set_defaults(run=_new)
    for name, help in (
        ("serve", "live preview (not there yet)"),
        ("import", "raw articles (not there yet)"),
    ):
        later = verbs.add_parser(name, help=help)
        later.add_argument("anything", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
        later.set_defaults(run=_later, verb=name)
    for verb in (build, check, new):
        verb.add_argument(
            "--content", type=Path, default=Path("content"), metavar="DIR", help="default: content"
        )
    for verb in (build, check, new):
        verb.add_argument(
            "--today", type=_day, metavar="YYYY-MM-DD", help="the day it is, if not today"
        )
    for verb in (build, check):
        verb.add_argument("--strict", action="store_true", help="warnings stop the build too")
        verb.add_argument("--format", choices=("text", "json", "github"), default="text")
    build.add_argument(
        "--output", type=Path, default=Path("_site"), metavar="DIR", help="default: _site"
    )
    build.add_argument("--base-url", type=_url, metavar="URL", help="instead of site.toml's")
    build.add_argument(
        "--cache", type=Path, default=Path(".cache"), metavar="DIR", help="default: .cache"
    )
    build.add_argument("--no-cache", action="store_true", help="remember nothing from run to run")
    build.add_argument(
        "--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="processes"
    )
    build.add_argument("--profile", action="store_true", help="say how long each stage took")
    build.add_argument("--drafts", action="store_true", help="show drafts too")
    new.add_argument("kind", choices=scaffold.KINDS)
    new.add_argument("title", metavar="TITLE")
    new.add_argument("--date", metavar="EDTF", default="", help="the date of an event")
    return parser


def _day(text: str) -> Day:
    try:
        date = dates.parse(text)
    except dates.DateError as error:
        raise argparse.ArgumentTypeError(f"{error.message}; {error.hint}") from None
    if date.earliest is None or date.earliest != date.latest:
        raise argparse.ArgumentTypeError(f"'{text}' is not one day; write it as 2025-09-14")
    return date.earliest


def _jobs(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of processes")
    return int(text)


def _url(text: str) -> str:
    fault = addresses.scheme_fault(text)
    if fault or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(fault or f"'{text}' can't be the root of a site")
    return text


def _build(options: argparse.Namespace) -> int:
    """Read, check, render, publish; nothing is written unless everything before went well."""
    report = Report(options)
    if not options.content.is_dir():
        return report.misused(f"there is no folder {options.content}; name it with --content")
    record = report.timed(
        "read", lambda: _read(options, options.base_url or "", drafts=options.drafts)
    )
    if record.timeline is None or not record.is_publishable(strict=options.strict):
        return report.end(record.problems)
    timeline = record.timeline
    how = pipeline.Rendering(
        home=HOME,
        today=options.today or _today(timeline.settings.timezone),
        cache=Cache(None if options.no_cache else options.cache),
        jobs=options.jobs,
    )
    try:
        files = report.timed("render", lambda: pipeline.render(timeline, how))
        published = report.timed("publish", lambda: publish(options.output, files))
    except TemplateFault as fault:
        return report.end((*record.problems, fault.problem))
    except (Refused, OSError) as error:
        return report.misused(f"nothing was published: {error}")
    if how.cache.note:
        print(f"build.py: {how.cache.note}", file=sys.stderr)
    pages = sum(path.endswith(".html") for path in files)
    return report.end(record.problems, Built(pages, published.written, published.removed))


def _check(options: argparse.Namespace) -> int:
    """Read and check as a build does; write nothing."""
    report = Report(options)
    if not options.content.is_dir():
        return report.misused(f"there is no folder {options.content}; name it with --content")
    record = report.timed("read", lambda: _read(options, "", drafts=True))
    return report.end(record.problems)


def _read(options: argparse.Namespace, base_url: str, *, drafts: bool) -> pipeline.Record:
    shown = options.content.as_posix()
    what = pipeline.Options(content=options.content, shown=shown, base_url=base_url, drafts=drafts)
    return pipeline.read(what)


def _new(options: argparse.Namespace) -> int:
    """Write a new sheet and say where it is."""
    try:
        today = options.today or _today("UTC")
        path = scaffold.create(options.content, options.kind, options.title, options.date, today)
    except dates.DateError as error:
        return _misused(f"{error.message}; {error.hint}")
    except (scaffold.Unwritable, OSError) as error:
        return _misused(str(error))
    print(f"{path.as_posix()} is ready to be filled in; then: python build.py check")
    return FINE


def _later(options: argparse.Namespace) -> int:
    """Answer for a verb that is part of the plan and not there yet."""
    return _misused(f"'{options.verb}' is not there yet; build, check and new are")


def _today(zone: str) -> Day:
    """Return SOURCE_DATE_EPOCH's day (reproducible-builds.org), else today's in the site's zone."""
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isascii() and stated.isdigit():
        now = datetime.fromtimestamp(int(stated), UTC)
    else:
        now = datetime.now(ZoneInfo(zone))
    return Day(now.year, now.month, now.day)


def _misused(message: str) -> int:
    print(f"build.py: {message}", file=sys.stderr)
    return MISUSED


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    pages: int = 0
    written: int = 0
    removed: int = 0


class Report:
    """Says how a run went: problems to standard error, one summary line to standard output."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.start = time.perf_counter()
        self.stages: list[tuple[str, float]] = []

    def timed(self, name: str, work: Callable[[], Result]) -> Result:
        """Do a stage of the work and remember how long it took, for --profile."""
        start = time.perf_counter()
        result = work()
        self.stages.append((name, time.perf_counter() - start))
        return result

    def misused(self, message: str) -> int:
        """Report wrong usage, as JSON too where JSON was asked for."""
        if self.options.format == "json":
            origin = Origin(path=self.options.content.as_posix())
            self._json((Problem(origin=origin, rule="usage", message=message),), Built())
        return _misused(message)

    def end(self, found: Sequence[Problem], built: Built | None = None) -> int:
        """Print problems and summary in the format asked for, and return the exit code."""
        form = self.options.format
        if form == "json":
            self._json(found, built or Built())
        else:
            for problem in found:
                line = problems.as_github(problem) if form == "github" else _with_source(problem)
                print(line, file=sys.stderr)
            print(self._summary(found, built))
        if getattr(self.options, "profile", False):
            for name, seconds in self.stages:
                print(f"{name:>10} {seconds * 1000:8.0f} ms", file=sys.stderr)
        stopping = {"error", "warning"} if self.options.strict else {"error"}
        return FAULTY if any(problem.severity in stopping for problem in found) else FINE

    def _summary(self, found: Sequence[Problem], built: Built | None) -> str:
        counts = [
            f"{count} {level}{'' if count == 1 else 's'}"
            for level in ("error", "warning", "note")
            if (count := sum(problem.severity == level for problem in found))
        ]
        seconds = f"{time.perf_counter() - self.start:.2f} s"
        if built is not None:
            done = f"{built.pages} pages, {built.written} written, {built.removed} removed"
            return ", ".join([done, seconds, *counts])
        nothing = [] if self.options.run is _check else ["nothing was published"]
        return ", ".join([*(counts or ["no problems"]), *nothing, seconds])

    def _json(self, found: Sequence[Problem], built: Built) -> None:
        record = {
            "problems": [problems.as_record(problem) for problem in found],
            "pages": built.pages,
            "written": built.written,
            "removed": built.removed,
            "seconds": round(time.perf_counter() - self.start, 3),
        }
        print(json.dumps(record, ensure_ascii=False))


def _with_source(problem: Problem) -> str:
    """Print a problem with its line of the file, if that can be read."""
    try:
        with Path(problem.origin.path).open(encoding="utf-8-sig", errors="replace") as file:
            line = next((text for n, text in enumerate(file, 1) if n == problem.origin.line), None)
    except OSError:
        line = None
    return problems.as_text(problem, line.rstrip("\n") if line is not None else None)
