"""The command line: verbs, options, exit codes. Reads the clock and the environment, once.

Knows what users type and what is printed; does no work of its own.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from parley import __version__, addresses, dates, pipeline, problems, scaffold
from parley.dates import Day
from parley.problems import Origin, Problem
from parley.publish import Refused, publish
from parley.showing.engine import TemplateFault

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
    parser = argparse.ArgumentParser(prog="build.py", description="Timelines of negotiations that a reader can check.")
    parser.add_argument("--version", action="version", version=f"parley {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    build = verbs.add_parser("build", help="read, check and publish the site (the default)")
    build.set_defaults(run=_build)
    check = verbs.add_parser("check", help="read and check the content; write nothing")
    check.set_defaults(run=_check)
    new = verbs.add_parser("new", help="begin a content file")
    new.set_defaults(run=_new)
    for verb in (build, check, new):
        verb.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    for verb in (build, check):
        verb.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day of the build")
        verb.add_argument("--strict", action="store_true", help="warnings stop the build too")
        verb.add_argument("--format", choices=("text", "json", "github"), default="text")
    build.add_argument("--output", type=Path, default=Path("_site"), metavar="DIR", help="default: _site")
    build.add_argument("--base-url", type=_url, default="", metavar="URL", help="instead of site.toml's")
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


def _url(text: str) -> str:
    fault = addresses.scheme_fault(text)
    if fault or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(fault or f"'{text}' can't be the root of a site")
    return text
