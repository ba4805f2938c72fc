"""What `import` may be told on the command line, and the job that this makes.

Knows argparse and forms of values; reads nothing but the arguments.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parley import addresses, dates
from parley.intake.files.decoding import ENCODINGS

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the user says of the articles; it goes before what their files say."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    published: dates.FuzzyDate | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be done: `shown` is the content folder as the user named it."""

    files: tuple[str, ...]
    content: Path
    shown: str
    stated: Stated
    encoding: str = ""
    is_trial: bool = False
    standard_input: Callable[[int], bytes]


def add_to(verb: argparse.ArgumentParser) -> None:
    """Add the options that no other verb has."""
    verb.description = (
        "Make an article of each text, Markdown or HTML file, and a draft of each event that it"
        " tells of; make events of the files of other timelines (TimelineJS, CSV, Markwhen)."
    )
    add = verb.add_argument
    add("files", nargs="+", metavar="FILE", help="anywhere; - is standard input")
    add("--publisher", type=_words, metavar="NAME", help="who published the articles")
    add("--published", type=_date, metavar="EDTF", help="when they were published")
    add("--url", type=_address, metavar="URL", help="where the article is")
    add("--title", type=_words, metavar="TITLE", help="its headline")
    add("--language", type=_words, metavar="TAG", help="for example en, or zh-Hans")
    add("--encoding", choices=ENCODINGS, default="", help="of files that are not UTF-8")
    add("--dry-run", action="store_true", help="say what would be written; write nothing")
    add("--format", choices=("text", "json"), default="text", help="default: text")


def misuse(options: argparse.Namespace) -> str:
    """Say what in the arguments does not go together, or ""."""
    if len(options.files) > 1 and (options.url or options.title):
        return "--url and --title are said of one FILE; import the others in another run"
    if options.files.count(STANDARD_INPUT) > 1:
        return "standard input can be read once; write - once"
    return ""


def job(options: argparse.Namespace, standard_input: Callable[[int], bytes]) -> Job:
    """Return what is asked for; `standard_input` reads at most so many bytes of it."""
    content: Path = options.content
    return Job(
        files=tuple(options.files),
        content=content,
        shown=content.as_posix(),
        stated=Stated(
            title=options.title or "",
            publisher=options.publisher or "",
            url=options.url or "",
            published=options.published,
            language=options.language or "",
        ),
        encoding=options.encoding,
        is_trial=options.dry_run,
        standard_input=standard_input,
    )


def _date(text: str) -> dates.FuzzyDate:
    try:
        return dates.parse(text)
    except dates.DateError as error:
        raise argparse.ArgumentTypeError(f"{error.message}; {error.hint}") from None


def _address(text: str) -> str:
    if fault := addresses.scheme_fault(text):
        raise argparse.ArgumentTypeError(fault)
    return text


def _words(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise argparse.ArgumentTypeError("it is empty, or holds a character that can't be printed")
    return " ".join(text.split())
