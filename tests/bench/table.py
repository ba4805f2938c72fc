"""What was measured, as values, and the tables that it makes in Markdown.

Knows arithmetic and words: medians, least and most, how many times Hugo's. Reads no clock.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.bench.builds import Output
from tests.bench.processes import Took

MEASURE = "Hugo"
MIB = 2**20

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

# The columns that hold words.
WORDS = {"build", "with", "written by", "from a save to"}

TITLES = {
    "cold": "cold",
    "unchanged": "nothing changed",
    "edited": "one event edited",
}

NOTE = (
    "Seconds are medians of whole processes, the least and the most in brackets; in all runs "
    "together, other processes of the machine took {others:.0%} of its processors. Memory: the "
    "peak of the largest process, and of all together."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One build."""

    round: int
    scenario: str
    tool: str
    took: Took


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One save, in seconds: to what (a page as served, a page that is open), for which server."""

    round: int
    server: str
    until: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that a bench has measured, and on what."""

    day: str
    machine: str
    cores: int
    versions: tuple[str, ...]
    events: int
    articles: int
    rounds: int
    runs: list[Run] = field(default_factory=list)
    saves: list[Save] = field(default_factory=list)
    outputs: dict[str, Output] = field(default_factory=dict)


def tables(record: Record) -> str:
    """Return all tables of a record, with what they were measured on above them."""
    parts = [_head(record)]
    if record.runs:
        parts += [_builds(record), _note(record), _outputs(record)]
    if record.saves:
        parts.append(_saves(record))
    return "\n\n".join(parts) + "\n"


def put(text: str, tables: str) -> str:
    """Return a text with tables between its two comments, in place of what was there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no {BEGIN} with an {END} after it")
    return f"{before}{begin}\n{tables}{end}{after}"


def seconds(values: Sequence[float]) -> str:
    """Return the median, and the least and the most of several."""
    middle = _exact(statistics.median(values))
    if len(values) == 1:
        return middle
    return f"{middle} ({_exact(min(values))}–{_exact(max(values))})"


def times(values: Sequence[float], measure: Sequence[float]) -> str:
    """Return how many times another median a median is; a dash if there is no other."""
    if not measure:
        return "–"
    ratio = statistics.median(values) / statistics.median(measure)
    return f"{ratio:.0f}" if ratio >= 9.95 else f"{ratio:.2g}"


def _exact(value: float) -> str:
    return f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"


def _mib(values: Iterable[int]) -> str:
    return f"{statistics.median(values) / MIB:.0f}"


def _head(record: Record) -> str:
    rounds = f"{record.rounds} rounds" if record.rounds > 1 else "one round"
    return (
        f"{record.day}: {record.events:,} events and {record.articles:,} articles, {rounds}.\n"
        f"Machine: {record.machine}.\n"
        f"Versions: {'; '.join(record.versions)}."
    )


def _builds(record: Record) -> str:
    titles = ("build", "with", "seconds", "× Hugo's", "processor s", "MiB, largest", "MiB, all")
    rows = []
    for scenario, title in TITLES.items():
        measure = _of(record, scenario, MEASURE, lambda took: took.seconds)
        for tool in _unique(run.tool for run in record.runs if run.scenario == scenario):
            taken = [it.took for it in record.runs if (it.scenario, it.tool) == (scenario, tool)]
            wall = [took.seconds for took in taken]
            row = (
                seconds(wall),
                times(wall, measure),
                _exact(statistics.median(took.processor for took in taken)),
                _mib(took.largest for took in taken),
                _mib(took.whole for took in taken),
            )
            rows.append((title, tool, *row))
    return _table(titles, rows)


def _of(record: Record, scenario: str, tool: str, value: Callable[[Took], float]) -> list[float]:
    return [value(it.took) for it in record.runs if (it.scenario, it.tool) == (scenario, tool)]


def _note(record: Record) -> str:
    others = sum(run.took.others for run in record.runs)
    there = record.cores * sum(run.took.seconds for run in record.runs)
    return NOTE.format(others=others / there)


def _outputs(record: Record) -> str:
    titles = ("written by", "files", "MB", "pages", "bytes a page")
    return _table(
        titles,
        [
            (
                tool,
                f"{it.files:,}",
                f"{it.bytes / 1e6:.1f}",
                f"{it.pages:,}",
                f"{it.page_bytes / it.pages:,.0f}",
            )
            for tool, it in record.outputs.items()
        ],
    )


def _saves(record: Record) -> str:
    rows = []
    for until in _unique(it.until for it in record.saves):
        of = {
            server: [it.seconds for it in record.saves if (it.until, it.server) == (until, server)]
            for server in _unique(it.server for it in record.saves if it.until == until)
        }
        rows += [
            (until, server, seconds(found), times(found, of.get(MEASURE, ())))
            for server, found in of.items()
        ]
    return _table(("from a save to", "with", "seconds", "× Hugo's"), rows)


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; what stands under `seconds` or a number's name stands at the right."""
    marks = ["---" if title in WORDS else "---:" for title in titles]
    lines = [titles, marks, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
