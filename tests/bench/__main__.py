"""Times parley beside Hugo and Pelican on the same timeline (`make bench`): python -m tests.bench.

Knows the order of the work: every scenario with every tool in each round, so that what else the
machine does falls on all alike; builds first, as a browser would make the runner large.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.bench import builds, machine, table, tools
from tests.bench.builds import Site
from tests.bench.corpus import EVENTS_TO_AN_ARTICLE
from tests.bench.processes import Failure
from tests.bench.table import Record, Run, Save
from tests.bench.tools import BENCH, ROOT

TOOLS = ("parley", "hugo", "pelican")
SCENARIOS = (*builds.SCENARIOS, "saved", "refreshed")


def options() -> argparse.ArgumentParser:
    """Return what can be chosen."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--events", type=_count, default=10_000, metavar="N", help="default: 10000")
    add("--rounds", type=_count, default=5, metavar="N", help="default: 5")
    known = (*TOOLS, "other")
    add("--only", type=partial(_names, known), metavar="TOOL,...", help=", ".join(known))
    every = ",".join(SCENARIOS)
    add("--scenarios", type=partial(_names, SCENARIOS), default=every, help=f"default: {every}")
    add("--parley", type=Path, metavar="DIR", help="a checkout of parley to time as 'other'")
    add("--readme", action="store_true", help="write the tables into README.md too")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0")
    return int(text)


def _names(known: Sequence[str], text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in known:
            raise argparse.ArgumentTypeError(f"'{name}' is none of {', '.join(known)}")
    return names


def main(arguments: list[str]) -> int:
    """Measure, print the tables and write all figures; 1 if a run failed or did not count."""
    parser = options()
    given = parser.parse_args(arguments)
    names = given.only or [*TOOLS, *(["other"] if given.parley else [])]
    if "other" in names and not given.parley:
        parser.error("--only other needs --parley DIR")
    if not Path("/proc/self/smaps_rollup").exists():
        sys.stderr.write("The bench reads memory and work from /proc: it needs Linux\n")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that no server is left
    BENCH.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=BENCH, prefix="sites-"))
    try:
        record = measured(tools.chosen(names, given.parley), given, folder)
    except Failure as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        shutil.rmtree(folder)
    return _published(record, in_readme=given.readme)


def _published(record: Record, *, in_readme: bool) -> int:
    told = table.tables(record)
    name = f"{datetime.now(UTC):%Y-%m-%dT%H%M}-{record.events}"
    (BENCH / f"{name}.json").write_text(json.dumps(asdict(record), indent=1), encoding="utf-8")
    (BENCH / f"{name}.md").write_text(told, encoding="utf-8")
    if in_readme:
        readme = ROOT / "README.md"
        readme.write_text(table.put(readme.read_text("utf-8"), told), encoding="utf-8")
    sys.stdout.write(f"{told}\nAll figures: {(BENCH / name).relative_to(ROOT)}.json\n")
    return 0


def measured(chosen: Sequence[tools.Tool], given: argparse.Namespace, folder: Path) -> Record:
    """Write the sites and run every scenario in every round."""
    record = Record(
        day=machine.today(),
        machine=machine.machine(folder),
        cores=os.cpu_count() or 1,
        versions=tuple(machine.version(tool) for tool in chosen),
        events=given.events,
        articles=max(1, given.events // EVENTS_TO_AN_ARTICLE),
        rounds=given.rounds,
    )
    sites = [_site(tool, folder / str(at), given.events) for at, tool in enumerate(chosen)]
    for round in range(1, given.rounds + 1):
        for scenario in builds.SCENARIOS:
            if scenario in given.scenarios:
                _build(record, round, scenario, _turned(sites, round))
    record.outputs.update({site.tool.name: site.output() for site in sites if record.runs})
    if {"saved", "refreshed"} & set(given.scenarios):
        for round in range(1, given.rounds + 1):
            _watch(record, round, given.scenarios, _turned(sites, round))
    return record


def _site(tool: tools.Tool, folder: Path, events: int) -> Site:
    command = (sys.executable, "-m", "tests.bench.layouts", str(events), str(folder), tool.layout)
    subprocess.run(command, cwd=ROOT, check=True)
    return Site(tool, folder / tool.layout)


def _turned(sites: list[Site], round: int) -> list[Site]:
    """Let another one begin in each round."""
    first = (round - 1) % len(sites)
    return sites[first:] + sites[:first]


def _build(record: Record, round: int, scenario: str, sites: list[Site]) -> None:
    for site in sites:
        took = builds.SCENARIOS[scenario](site)
        record.runs.append(Run(round=round, scenario=scenario, tool=site.tool.name, took=took))
        _say(round, scenario, site.tool.name, took.seconds)


def _watch(record: Record, round: int, scenarios: Sequence[str], sites: list[Site]) -> None:
    from tests.bench import watching  # a browser would make the runner large before the builds

    def note(server: str, until: str, seconds: float) -> None:
        record.saves.append(Save(round=round, server=server, until=until, seconds=seconds))
        _say(round, until, server, seconds)

    for site in sites:
        for server in site.tool.servers:
            if "saved" in scenarios:
                for seen in watching.answered(site, server):
                    note(server, "its page as served", seen.page)
                    note(server, "a topic's page as served", seen.topic)
            if "refreshed" in scenarios:
                for seconds in watching.refreshed(site, server):
                    note(server, "its page, open in a browser", seconds)


def _say(round: int, what: str, who: str, seconds: float) -> None:
    sys.stderr.write(f"round {round}: {what}, {who}: {seconds:.2f} s\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
