"""The page that stands in for every page while something is wrong: each problem as it is printed.

Knows what a problem looks like in a browser; knows nothing of what was being built.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from parley import problems, report
from parley.problems import Problem
from parley.settings import Settings
from parley.showing import frames
from parley.showing.engine import Engine, TemplateFault


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A problem as the page shows it; `excerpt` is the line of the file with a caret below it."""

    place: str
    severity: str
    rule: str
    message: str
    excerpt: str
    hint: str


def page(home: Path, settings: Settings, found: Sequence[Problem]) -> bytes:
    """Return the page; a plain one where its own template is what can't be rendered."""
    stopping = [problem for problem in found if problem.severity == "error"]
    others = [problem for problem in found if problem.severity != "error"]
    values = {
        "stopping": tuple(map(_told, stopping)),
        "others": tuple(map(_told, others)),
        "counts": (report.counted(stopping), report.counted(others)),
    }
    shared = {"frame": frames.frame(settings), "href": settings.addresses.href}
    engine = Engine(home / "templates", shared)
    try:
        return engine.render("preview/problems.html", values, "the page of problems")
    except TemplateFault as fault:
        return _plain((*found, fault.problem))


def _told(problem: Problem) -> Told:
    origin = problem.origin
    printed = problems.as_text(replace(problem, hint=""), report.source_line(problem))
    return Told(
        place=f"{origin.path}:{origin.line}:{origin.column}",
        severity=problem.severity,
        rule=problem.rule,
        message=problem.message,
        excerpt=printed.partition("\n")[2],
        hint=problem.hint,
    )


def _plain(found: Sequence[Problem]) -> bytes:
    text = "\n\n".join(problems.as_text(problem, report.source_line(problem)) for problem in found)
    head = '<head><meta charset="utf-8"><title>Problems</title></head>'
    return f"<!doctype html><html>{head}<body><pre>{html.escape(text)}</pre></body></html>".encode()
