"""The command line: verbs, options, exit codes. Reads the clock and the environment, once.

Knows what users type and what is printed; does no work of its own.
"""

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path

from parley import __version__, addresses, dates
from parley.dates import Day
from parley.publish import Refused
from parley.report import FAULTY, FINE, Built, Report

# templates/ and static/ lie beside build.py, wherever the command is called from.
HOME = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code: 0 fine, 1 the content has errors, 2 wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "build")
    try:
        options = _parser(given[0]).parse_args(given)
    except SystemExit as end:
        if end.code and ("--format=json" in given or ("--format", "json") in pairwise(given)):
            Report("json").misused("this is not how it is used; --help tells how")
        raise
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a path may hold what a terminal can't
    try:
        _today("UTC")
    except (ValueError, OverflowError, OSError):
        return Report("text").misused("SOURCE_DATE_EPOCH is not a number of seconds since 1970")
    try:
        return int(options.run(options))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY


def _parser(verb: str) -> argparse.ArgumentParser:
    """Return the parser of a verb; for what is no verb, that of all of them."""
    parser = argparse.ArgumentParser(
        prog="build.py", description="Timelines of negotiations that a reader can check."
    )
    parser.add_argument("--version", action="version", version=f"parley {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    told = {
        "build": ("read, check and publish the site (the default)", _build_options),
        "check": ("read and check the content; write nothing", _check_options),
        "new": ("begin a content file", _new_options),
        "serve": ("show the site, and every change to it", _serve_options),
        "import": ("bring in articles and other timelines", _import_options),
    }
    for name, (help, add_options) in told.items():
        if name == verb or verb not in told:  # each loads what it needs: 20 ms for `import`
            add_options(verbs.add_parser(name, help=help))
    return parser


def _build_options(build: argparse.ArgumentParser) -> None:
    _check_options(build)
    add = build.add_argument
    add("--output", type=Path, default=Path("_site"), metavar="DIR", help="default: _site")
    add("--base-url", type=_url, default=None, metavar="URL", help="instead of site.toml's")
    add("--cache", type=Path, default=Path(".cache"), metavar="DIR", help="default: .cache")
    add("--no-cache", action="store_true", help="remember nothing from run to run")
    add("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="processes")
    add("--profile", action="store_true", help="tell times, and what the start page weighs")
    add("--drafts", action="store_true", help="show drafts too")
    build.set_defaults(run=_build)


def _check_options(check: argparse.ArgumentParser) -> None:
    _content_options(check)
    check.add_argument("--strict", action="store_true", help="warnings are errors too")
    forms = ("text", "json", "github")
    check.add_argument("--format", choices=forms, default="text", help="default: text")
    check.set_defaults(run=_check)


def _new_options(new: argparse.ArgumentParser) -> None:
    _content_options(new)
    from parley import scaffold  # noqa: PLC0415 - see _parser

    new.add_argument("kind", choices=scaffold.KINDS)
    new.add_argument("title", metavar="TITLE")
    new.add_argument("--date", metavar="EDTF", default="", help="the date of an event")
    new.set_defaults(run=_new)


def _serve_options(serve: argparse.ArgumentParser) -> None:
    serve.description = (
        "Show the site at http://127.0.0.1, drafts too, and every change to content/, seeds/,"
        " templates/ and static/ as soon as it is saved. Nothing is written. After a change to"
        " parley/*.py, start it again."
    )
    _content_options(serve)
    add = serve.add_argument
    add("--port", type=_port, default=None, metavar="N", help="default: the first free from 8000")
    add("--open", action="store_true", help="open a browser")
    add("--base-url", type=_url, default=None, metavar="URL", help="instead of site.toml's")
    serve.set_defaults(run=_serve)


def _import_options(verb: argparse.ArgumentParser) -> None:
    from parley.intake.drafting import options as import_options  # noqa: PLC0415 - see _parser

    _content_options(verb)
    import_options.add_to(verb)
    verb.set_defaults(run=_import)


def _content_options(verb: argparse.ArgumentParser) -> None:
    add = verb.add_argument
    add("--content", type=Path, default=Path("content"), metavar="DIR", help="default: content")
    add("--today", type=_day, default=None, metavar="YYYY-MM-DD", help="the day, if not today's")


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


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; they go from 1 to 65535")
    return int(text)


def _url(text: str) -> str:
    fault = addresses.scheme_fault(text)
    if fault or "?" in text or "#" in text:
        raise argparse.ArgumentTypeError(fault or f"'{text}' can't be the root of a site")
    return text


def _build(options: argparse.Namespace) -> int:
    """Read, check, render, publish; nothing is written unless everything before went well."""
    from parley.building import orders, run  # noqa: PLC0415 - each verb loads what it needs: 0.1 s

    report = Report(options.format, strict=options.strict)
    if not options.content.is_dir():
        return report.misused(_no_content(options))
    if options.output.resolve().is_relative_to(options.content.resolve()):
        return report.misused(f"{options.output} lies in the content folder; name another --output")
    order = orders.Order(
        content=options.content,
        shown=options.content.as_posix(),
        base_url=options.base_url or "",
        drafts=options.drafts,
        home=HOME,
        output=options.output,
        cache=None if options.no_cache else options.cache,
        today=lambda zone: options.today or _today(zone),
        strict=options.strict,
        tells_all=options.format != "text",
        jobs=options.jobs,
        timed=report.timed,
    )
    gc.disable()  # a build makes things that stay: looking for others took an eighth of its time
    try:
        outcome = run.run(order, report.remark)
    except (Refused, OSError) as error:
        return report.misused(f"the site was not published: {error}")
    finally:
        gc.freeze()  # nor at the end, when the process goes anyway
        gc.enable()
    if not outcome.is_published:
        return report.failed(outcome.problems)
    if options.profile:
        report.profile((options.output / "index.html").read_bytes())
    built = Built(outcome.pages, outcome.written, outcome.removed, outcome.notes, outcome.work)
    return report.built(outcome.problems, built)


def _check(options: argparse.Namespace) -> int:
    """Read and check as a build does; write nothing."""
    report = Report(options.format, strict=options.strict)
    if not options.content.is_dir():
        return report.misused(_no_content(options))
    from parley import pipeline  # noqa: PLC0415 - see _build

    what = pipeline.Options(content=options.content, shown=options.content.as_posix(), drafts=True)
    return report.checked(pipeline.read(what).problems)


def _no_content(options: argparse.Namespace) -> str:
    return f"there is no folder {options.content}; name it with --content"


def _serve(options: argparse.Namespace) -> int:
    """Show the site until Ctrl-C."""
    from parley.serve import editions, preview  # noqa: PLC0415 - tornado loads in 0.1 s

    report = Report("text")
    if not options.content.is_dir():
        return report.misused(_no_content(options))
    source = editions.Source(
        home=HOME,
        content=options.content,
        shown=options.content.as_posix(),
        base_url=options.base_url or "",
        today=lambda zone: options.today or _today(zone),
    )
    try:
        bound = preview.bound_socket(options.port)
    except OSError as error:
        told = "is taken" if error.errno == errno.EADDRINUSE else f"can't be used: {error.strerror}"
        return report.misused(
            f"port {options.port or preview.PORTS[0]} {told}; name another with --port"
        )
    with suppress(KeyboardInterrupt):
        preview.run(source, bound, report, is_opened=options.open)
    return FINE


def _new(options: argparse.Namespace) -> int:
    """Write a new sheet and say where it is."""
    from parley import scaffold  # noqa: PLC0415 - see _parser

    report = Report("text")
    try:
        today = options.today or _today("UTC")
        path = scaffold.create(options.content, options.kind, options.title, options.date, today)
    except dates.DateError as error:
        return report.misused(f"{error.message}; {error.hint}")
    except (scaffold.Unwritable, OSError) as error:
        return report.misused(str(error))
    print(f"{path.as_posix()} is ready to be filled in; then: python build.py check")
    return FINE


def _import(options: argparse.Namespace) -> int:
    """Bring files into the content folder; all that comes of a run is written, or nothing."""
    # Reading HTML loads in 0.5 s.
    from parley.intake.drafting import desk, telling  # noqa: PLC0415
    from parley.intake.drafting import options as import_options  # noqa: PLC0415

    report = Report(options.format)
    if not options.content.is_dir():
        return report.misused(_no_content(options))
    if misuse := import_options.misuse(options):
        return report.misused(misuse)
    job = import_options.job(options, _standard_input)
    outcome = desk.run(job)
    report.tell(outcome.all_problems)
    if options.format == "json":
        for record in telling.records(outcome, job):
            report.record(record)
    else:
        for line in telling.summary(outcome, job):
            report.say(line)
    return FAULTY if outcome.is_stopped else FINE


def _standard_input(most: int) -> bytes:
    """Return at most so many bytes of standard input; where that is closed, none."""
    return sys.stdin.buffer.read(most) if sys.stdin else b""


def _today(zone: str) -> Day:
    """Return SOURCE_DATE_EPOCH's day (reproducible-builds.org), else today's in the site's zone."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - not asked where a day is stated

    stated = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(stated), UTC) if stated else datetime.now(ZoneInfo(zone))
    return Day(now.year, now.month, now.day)
