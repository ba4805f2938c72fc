"""What is wrong with the content, as values: where, which rule, one sentence, one next step.

Knows how a problem is printed for people, for programs and for GitHub; knows no rule itself.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

# Control characters, and what ends a line or a paragraph (Unicode, general category).
_MOVING = ("Cc", "Zl", "Zp")

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Origin:
    """A place in a file: the path as the user gave it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One mistake in the content, or one thing worth knowing about it."""

    origin: Origin
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by path, line and column, and drop exact repeats."""
    return tuple(sorted(set(problems)))


def as_text(problem: Problem, source_line: str | None) -> str:
    """Print `path:line:column: error[rule]: message`, the source line and the next step.

    A note stands on one line: there may be many, and none of them has to be mended.
    """
    origin = problem.origin
    place = f"{origin.path}:{origin.line}:{origin.column}"
    lines = [f"{place}: {problem.severity}[{problem.rule}]: {_on_one_line(problem.message)}"]
    if problem.severity == "note":
        return lines[0] + (f" ({_on_one_line(problem.hint)})" if problem.hint else "")
    if source_line is not None and source_line.strip():
        number = f"{origin.line:>5} | "
        start = max(0, origin.column - 100)
        shown = _on_one_line(source_line)[start : start + 160]
        under = _width(shown[: origin.column - 1 - start])
        lines.append(number + shown)
        lines.append(" " * (len(number) - 2) + "| " + " " * under + "^")
    if problem.hint:
        lines.append(f"      help: {_on_one_line(problem.hint)}")
    return "\n".join(lines)


def _on_one_line(text: str) -> str:
    """Return a text of as many characters, none of which moves a terminal's cursor."""
    return "".join(" " if unicodedata.category(c) in _MOVING else c for c in text)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: East Asian letters take two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def as_github(problem: Problem) -> str:
    """Print a workflow command that GitHub shows beside the line (docs: workflow commands)."""

    def escaped(text: str, extra: str = "") -> str:
        for character in "%\r\n" + extra:
            text = text.replace(character, f"%{ord(character):02X}")
        return text

    level = "notice" if problem.severity == "note" else problem.severity
    origin = problem.origin
    message = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return (
        f"::{level} file={escaped(origin.path, ':,')},line={origin.line},col={origin.column},"
        f"title={escaped(problem.rule, ':,')}::{escaped(message)}"
    )


def as_record(problem: Problem) -> dict[str, str | int]:
    """Return the problem as the fixed record of `--format json`."""
    origin = problem.origin
    return {
        "path": origin.path,
        "line": origin.line,
        "column": origin.column,
        "rule": problem.rule,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None.

    Separators, capitals and plurals are forgiven first: `soy_beans` for `soybeans` is a
    commoner slip than a wrong letter.
    """

    def bare(text: str) -> str:
        return "".join(c for c in text.casefold() if c.isalnum()).removesuffix("s")

    candidates = sorted(known)
    same = [candidate for candidate in candidates if bare(candidate) == bare(word)]
    same.sort(key=lambda candidate: candidate.casefold() != word.casefold())
    close = same or difflib.get_close_matches(word, candidates, n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "did you mean ...?" where something is near, else the other next step."""
    guess = nearest(word, known)
    return f"did you mean '{guess}'?" if guess else otherwise


Report = Callable[[Problem], None]
