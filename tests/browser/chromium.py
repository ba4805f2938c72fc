"""Finds a Chromium for the browser tests; as a command (`make chromium`) brings one first.

Knows where a Chromium may lie and what brings one; knows nothing of pages or tests.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import sync_playwright

Command = tuple[str, ...]

# The shell has no window to draw: in it the tests take two thirds of the time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
APT_GET = ("apt-get", "-o", "DPkg::Lock::Timeout=120")
MISSING = "No Chromium was found for the browser tests. To get one, run: make chromium"
NOT_BROUGHT = (
    "No Chromium could be brought for the browser tests. Install one, on Debian or Ubuntu with: "
    "sudo apt-get install chromium. Or name the one you have: make test CHROMIUM=/path/to/chromium"
)


def named() -> str:
    """Return the program that the user names in $CHROMIUM, or nothing."""
    return os.environ.get("CHROMIUM", "")


def programs(named: str) -> tuple[str, ...]:
    """Return what to look for, best first: what $CHROMIUM names and nothing else, or the usual."""
    return (named,) if named else PROGRAMS


def ways(*, root: bool, apt: bool, python: str) -> tuple[tuple[Command, ...], ...]:
    """Return the ways to bring a Chromium, best first, each a row of commands."""
    install = (*APT_GET, "install", "-y", "--no-install-recommends", "fonts-dejavu-core")
    debian: tuple[Command, ...] = ((*APT_GET, "update"), (*install, "chromium-headless-shell"))
    others: tuple[Command, ...] = ((*install, "chromium"),)
    download: tuple[Command, ...] = ((python, "-m", "playwright", "install", "chromium"),)
    return (debian, others, download) if root and apt else (download,)


def refusal(named: str) -> str:
    """Say why there is no Chromium, with the command to run."""
    if named:
        return (
            f"CHROMIUM names {named}, which does not run here. "
            "To look for another, run: make test CHROMIUM="
        )
    return MISSING


def first(candidates: Iterable[str], runs: Callable[[str], bool]) -> Path | None:
    """Return the first candidate that is on this machine and runs."""
    paths = (shutil.which(candidate) for candidate in candidates)
    return next((Path(path) for path in paths if path and runs(path)), None)


def runs(program: str) -> bool:
    """Tell whether a program starts; Ubuntu's chromium-browser may be only a note about a snap."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0


def downloaded() -> str:
    """Return where playwright's own Chromium lies, or would lie."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def found() -> Path | None:
    """Return the Chromium to use; playwright's own comes last, as asking for it takes a second."""
    path = first(programs(named()), runs)
    return path if path or named() else first([downloaded()], runs)


def brought(ways: Iterable[tuple[Command, ...]], found: Callable[[], Path | None]) -> Path | None:
    """Go each way, until a Chromium is found; a command that fails ends its way."""
    for commands in ways:
        for command in commands:
            print("+", *command, flush=True)
            if subprocess.run(command, check=False).returncode:
                break
        if path := found():
            return path
    return None


def main() -> int:
    """Print the path of the Chromium to use; bring one if there is none and none is named."""
    path = found()
    if path is None and named():
        print(refusal(named()), file=sys.stderr)
        return 1
    if path is None:
        root, apt = os.geteuid() == 0, shutil.which("apt-get") is not None
        path = brought(ways(root=root, apt=apt, python=sys.executable), found)
    print(path or NOT_BROUGHT, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
