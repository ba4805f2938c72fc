"""The command that checks pages with the Nu HTML checker, on machines with and without Java.

Knows what the checker prints; never runs it. Programs of a line stand for Java and npx.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import nu
from tests.conftest import ROOT, Run

JAVA = """#!/bin/sh
echo 'openjdk version "17.0.15" 2025-04-15' >&2
"""
OLD_JAVA = JAVA.replace("17.0.15", "11.0.27")
NPX = """#!/bin/sh
printf '%s\\n' "$@"
exit {code}
"""

CSP = "Resource violates Content Security Policy (meta tag): "
BLOCKED = "blocked by “style-src” directive."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with two pages."""
    for name in ("index.html", "about/index.html"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text("<!doctype html>")
    return tmp_path / "site"


def command(tmp_path: Path, folder: Path, **programs: str) -> Run:
    """Run the command on a machine that has these programs and no others."""
    place = tmp_path / "bin"
    place.mkdir()
    for name, script in programs.items():
        (place / name).write_text(script)
        (place / name).chmod(0o755)
    told = subprocess.run(
        [sys.executable, "-m", "tests.nu", str(folder)],
        cwd=ROOT,
        env=os.environ | {"PATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(told.returncode, told.stdout, told.stderr)


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17),
        ('openjdk version "25" 2025-09-16', 25),
        ('java version "1.8.0_392"', 1),
        ("The operation couldn't be completed. Unable to locate a Java Runtime.", 0),
        ("", 0),
    ],
)
def test_the_version_of_java_is_read(told: str, version: int) -> None:
    """From what it prints of itself; macOS has a `java` that only says where to get one."""
    assert nu.java_version(told) == version


def test_without_java_the_command_fails_and_says_what_installs_it(
    tmp_path: Path, site: Path
) -> None:
    """The checker is a Java program."""
    run = command(tmp_path, site, npx=NPX.format(code=0))
    assert (run.code, run.out, run.err.strip()) == (1, "", nu.NO_JAVA)
    assert "apt-get install default-jre-headless" in run.err


def test_an_old_java_is_none(tmp_path: Path, site: Path) -> None:
    """The checker would stop with an error that tells a newcomer nothing."""
    run = command(tmp_path, site, java=OLD_JAVA, npx=NPX.format(code=0))
    assert (run.code, run.err.strip()) == (1, nu.NO_JAVA)


def test_without_npm_the_command_fails_and_says_what_installs_it(
    tmp_path: Path, site: Path
) -> None:
    """The checker is brought by npx."""
    run = command(tmp_path, site, java=JAVA)
    assert (run.code, run.out, run.err.strip()) == (1, "", nu.NO_NPX)
    assert "apt-get install npm" in run.err


def test_a_folder_without_a_page_is_a_mistake(tmp_path: Path) -> None:
    """A slip in the folder's name does not pass for a site without errors."""
    run = command(tmp_path, tmp_path / "none", java=JAVA, npx=NPX.format(code=0))
    assert run.code == 1
    assert f"There is no page in {tmp_path / 'none'}" in run.err


def test_one_version_of_the_checker_is_asked_about_the_folder(tmp_path: Path, site: Path) -> None:
    """The same pages get the same answer next year; no script of a package runs."""
    run = command(tmp_path, site, java=JAVA, npx=NPX.format(code=0))
    asked = run.out.splitlines()
    assert run.code == 0, run.err
    assert {"--ignore-scripts", "--Werror", "--skip-non-html", nu.REMARK, str(site)} <= set(asked)
    assert any(re.fullmatch(r"--package=vnu-jar@\d+\.\d+\.\d+", word) for word in asked)
    assert asked[-1] == "2 pages, no errors, no warnings"


def test_what_the_checker_finds_fails_the_command(tmp_path: Path, site: Path) -> None:
    """Its exit code is the command's, and nothing is said to be well."""
    run = command(tmp_path, site, java=JAVA, npx=NPX.format(code=1))
    assert run.code == 1
    assert "no errors" not in run.out


@pytest.mark.parametrize(
    ("remark", "passed_over"),
    [
        (f"{CSP}external stylesheet “/static/css/base.css” {BLOCKED}", True),
        (f"{CSP}external stylesheet “/negotiations/static/css/base.css” {BLOCKED}", True),
        (f"{CSP}external script “/static/js/a.js” blocked by “script-src” directive.", True),
        (f"{CSP}external stylesheet “https://example.com/a.css” {BLOCKED}", False),
        (f"{CSP}external script “//example.com/a.js” blocked by “script-src” directive.", False),
        (f"{CSP}image “/static/img/a.png” blocked by “img-src” directive.", False),
        ("Inline style violates Content Security Policy (meta tag): " + BLOCKED, False),
        ("The “style” attribute violates Content Security Policy (meta tag): " + BLOCKED, False),
        ("An “img” element must have an “alt” attribute.", False),
    ],
)
def test_only_our_own_files_are_passed_over(remark: str, passed_over: bool) -> None:
    """The one remark that a page earns by lying in a folder; Java matches it as a whole too."""
    assert bool(re.fullmatch(nu.REMARK, remark)) == passed_over


def test_make_tells_of_the_command() -> None:
    """`make help` lists it with what it needs, and `make test` does without it."""
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(r"^html +.*Java 17", told.stdout, re.MULTILINE)
    told = subprocess.run(
        ["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "tests.nu" not in told.stdout
