"""How `make bench` tells what it measured: medians, ratios, tables, their place in the README."""

import pytest

from tests.bench import table
from tests.bench.builds import Output
from tests.bench.processes import Took
from tests.bench.table import Record, Run, Save
from tests.conftest import ROOT

MIB = 2**20


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.123], "0.12"),
        ([3.0, 1.0, 2.0], "2.00 (1.00–3.00)"),
        ([9.98, 9.99, 10.02], "9.99 (9.98–10.0)"),
        ([22.84, 21.9, 30.26, 25.0], "23.9 (21.9–30.3)"),
    ],
)
def test_seconds_are_a_median_with_the_least_and_the_most(values: list[float], told: str) -> None:
    """To a hundredth below ten, to a tenth above."""
    assert table.seconds(values) == told


@pytest.mark.parametrize(
    ("values", "measure", "told"),
    [
        ([4.0], [4.0], "1"),
        ([1.0, 9.0, 1.1], [4.0, 5.0, 4.4], "0.25"),
        ([0.09], [4.8], "0.019"),
        ([9.94], [1.0], "9.9"),
        ([9.96], [1.0], "10"),
        ([123.4], [1.0], "123"),
        ([1.0], [], "–"),
    ],
)
def test_a_ratio_is_of_medians(values: list[float], measure: list[float], told: str) -> None:
    """In two digits, or whole from ten on."""
    assert table.times(values, measure) == told


def took(seconds: float, user: float, largest: int, whole: int) -> Took:
    """Return what a command took, half a second of it for the system and a tenth elsewhere."""
    return Took(
        seconds=seconds,
        user=user,
        system=0.5,
        largest=largest * MIB,
        whole=whole * MIB,
        others=seconds / 10,
    )


RECORD = Record(
    day="1 May 2026",
    machine="2 cores",
    cores=2,
    versions=("parley 1", "Hugo 2"),
    events=10_000,
    articles=2_000,
    rounds=2,
    runs=[
        Run(round=1, scenario="cold", tool="parley", took=took(5.0, 8.0, 200, 390)),
        Run(round=1, scenario="cold", tool="Hugo", took=took(4.0, 6.0, 800, 800)),
        Run(round=2, scenario="cold", tool="Hugo", took=took(5.0, 7.0, 900, 900)),
        Run(round=2, scenario="cold", tool="parley", took=took(4.0, 9.0, 202, 380)),
        Run(round=1, scenario="edited", tool="parley", took=took(0.25, 0.1, 90, 90)),
    ],
    saves=[
        Save(round=1, server="parley", until="its page", seconds=0.1),
        Save(round=1, server="Hugo", until="its page", seconds=1.0),
        Save(round=2, server="Hugo", until="its page", seconds=1.5),
    ],
    outputs={"parley": Output(files=12_500, bytes=240_600_000, pages=2, page_bytes=30_001)},
)

TABLES = """\
1 May 2026: 10,000 events and 2,000 articles, 2 rounds.
Machine: 2 cores.
Versions: parley 1; Hugo 2.

| build | with | seconds | × Hugo's | processor s | MiB, largest | MiB, all |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
| cold | parley | 4.50 (4.00–5.00) | 1 | 9.00 | 201 | 385 |
| cold | Hugo | 4.50 (4.00–5.00) | 1 | 7.00 | 850 | 850 |
| one event edited | parley | 0.25 | – | 0.60 | 90 | 90 |

Seconds are medians of whole processes, the least and the most in brackets; in all runs together, \
other processes of the machine took 5% of its processors. Memory: the peak of the largest process, \
and of all together.

| written by | files | MB | pages | bytes a page |
| --- | ---: | ---: | ---: | ---: |
| parley | 12,500 | 240.6 | 2 | 15,000 |

| from a save to | with | seconds | × Hugo's |
| --- | --- | ---: | ---: |
| its page | parley | 0.10 | 0.08 |
| its page | Hugo | 1.25 (1.00–1.50) | 1 |
"""


def test_the_tables_tell_what_was_measured() -> None:
    """In the order of scenarios and tools; what was not measured has no row."""
    assert table.tables(RECORD) == TABLES


def test_the_tables_stand_between_two_comments() -> None:
    """New ones take the place of old ones, and nothing else changes."""
    once = table.put(f"Before.\n\n{table.BEGIN}\n{table.END}\n\nAfter.\n", "| old |\n")
    assert table.put(once, "| new |\n") == once.replace("old", "new")
    with pytest.raises(ValueError, match="there is no"):
        table.put(f"{table.END} {table.BEGIN}", "| new |\n")


def test_the_readme_has_a_place_for_them() -> None:
    """And names the command that fills it."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert table.put(readme, "| new |\n") != readme
    assert "`make bench`" in readme
