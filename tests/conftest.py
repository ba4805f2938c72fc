"""What tests share: small sites made of literal files, and the command line as a user meets it."""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from parley import cli, pipeline
from parley.problems import Problem

# The same examples in every run, so that a change is what turns a test red; `make search` looks
# for new ones. A machine under load is no mistake, so no example has a deadline.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=2_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

ROOT = Path(__file__).resolve().parent.parent
GOOD_SITE = ROOT / "tests" / "good_site"

SITE = 'title = "T"\nbase_url = "https://example.org/"\nlanguage = "en"\n'

Files = Mapping[str, str | bytes]

# What an event should have: two sources of different origins, with texts in which to find quotes.
SOURCES: Files = {
    "articles/a.md": "---\npublisher: A\n---\nThe words of one.\n",
    "articles/b.md": "---\npublisher: B\n---\nThe words of another.\n",
}


def write(folder: Path, files: Files) -> Path:
    """Write files by their path below a folder, and return the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def content(tmp_path: Path) -> Callable[[Files], Path]:
    """Make a content folder of literal files beside a minimal site.toml."""

    def make(files: Files) -> Path:
        return write(tmp_path / "content", {"site.toml": SITE, **files})

    return make


@pytest.fixture
def good_site(tmp_path: Path) -> Path:
    """Return the content folder of a copy of the tiny good site; its seeds lie beside it."""
    home = tmp_path / "good"
    shutil.copytree(GOOD_SITE, home)
    return home / "content"


def read(folder: Path, *, drafts: bool = False) -> pipeline.Record:
    """Read a content folder as a build does."""
    return pipeline.read(pipeline.Options(content=folder, shown="content", drafts=drafts))


def problems(folder: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a content folder."""
    return read(folder).problems


@dataclass(frozen=True)
class Run:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run the command line in this process."""

    def call(*arguments: str | Path) -> Run:
        capsys.readouterr()
        try:
            code = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        printed = capsys.readouterr()
        return Run(code, printed.out, printed.err)

    return call
