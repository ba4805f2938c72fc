"""Which Chromium the browser tests use, and what is done when there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.conftest import ROOT, Run


def program(folder: Path, name: str, code: int = 0) -> str:
    """Make a program that ends at once, and return its path."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


def command(**environment: str) -> Run:
    """Run the command as make does, in another environment."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.chromium"],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(told.returncode, told.stdout, told.stderr)


def test_the_usual_programs_are_looked_for() -> None:
    """The one without a window first, then what Debian, Ubuntu and Google call it."""
    usual = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    assert chromium.programs("") == usual


def test_a_named_program_is_the_only_one() -> None:
    """Who names a browser wants that one tested."""
    assert chromium.programs("/opt/chrome") == ("/opt/chrome",)


APT_GET = "apt-get -o DPkg::Lock::Timeout=120"
INSTALL = f"{APT_GET} install -y --no-install-recommends fonts-dejavu-core"
SHELL = [f"{APT_GET} update", f"{INSTALL} chromium-headless-shell"]
BROWSER = [f"{INSTALL} chromium"]
DOWNLOAD = ["python -m playwright install chromium"]


@pytest.mark.parametrize(
    ("root", "apt", "expected"),
    [
        (True, True, [SHELL, BROWSER, DOWNLOAD]),
        (True, False, [DOWNLOAD]),
        (False, True, [DOWNLOAD]),
        (False, False, [DOWNLOAD]),
    ],
)
def test_the_system_brings_one_where_it_may(
    root: bool, apt: bool, expected: list[list[str]]
) -> None:
    """Only root installs packages; playwright's own download is for everybody, and comes last."""
    ways = chromium.ways(root=root, apt=apt, python="python")
    assert [[" ".join(command) for command in commands] for commands in ways] == expected


def test_the_first_that_runs_is_taken(tmp_path: Path) -> None:
    """What is not there, and what only says how to install it, is passed over."""
    note = program(tmp_path, "note", code=1)
    good, other = program(tmp_path, "good"), program(tmp_path, "other")
    looked_for = [str(tmp_path / "none"), note, good, other]
    assert chromium.first(looked_for, chromium.runs) == Path(good)
    assert chromium.first(looked_for[:2], chromium.runs) is None


def test_a_file_that_is_no_program_does_not_run(tmp_path: Path) -> None:
    """It is no accident of the tests, but no browser."""
    path = tmp_path / "text"
    path.write_bytes(b"\0")
    path.chmod(0o755)
    assert not chromium.runs(str(path))


def test_each_way_is_gone_until_there_is_one(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A way that fails leads to the next; one that has brought a browser is the last."""
    wanted, never = tmp_path / "chromium", tmp_path / "never"
    fails = (("false",), ("touch", str(never)))
    works = (("cp", program(tmp_path, "download"), str(wanted)),)
    ways = (fails, works, fails)
    assert chromium.brought(ways, lambda: chromium.first([str(wanted)], chromium.runs)) == wanted
    assert not never.exists()
    assert capfd.readouterr().out.splitlines() == ["+ false", "+ " + " ".join(works[0])]
    assert chromium.brought((fails,), lambda: None) is None


def test_without_a_browser_the_sentence_names_the_command() -> None:
    """The command is one that make knows."""
    assert chromium.refusal("").endswith("run: make chromium")
    assert chromium.refusal("/x").endswith("run: make test CHROMIUM=")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "\nchromium:" in makefile


def test_the_command_prints_the_browser_of_this_machine() -> None:
    """It is one that runs."""
    run = command()
    assert run.code == 0, run.err
    assert chromium.runs(run.out.splitlines()[-1])


def test_the_command_brings_nothing_where_a_named_browser_does_not_run(tmp_path: Path) -> None:
    """A slip in the name is told, and no other browser taken in its place."""
    run = command(CHROMIUM=str(tmp_path / "none"))
    assert (run.code, run.out) == (1, "")
    assert run.err.strip() == chromium.refusal(str(tmp_path / "none"))
