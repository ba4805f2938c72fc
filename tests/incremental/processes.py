"""Builds as users start them, each in a process and a group of its own, that a test may interrupt.

Knows processes and signals; knows nothing of what is built.
"""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import ROOT
from tests.incremental.desk import PATIENCE, TODAY, Answer, answer, environment

# How long to wait between two looks at whether something has happened.
_MOMENT = 0.0005


class Build:
    """A build of the program in the repository that has begun."""

    def __init__(self, content: Path, output: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, str(ROOT / "build.py"), "build", "--format=json"),
                *(f"--content={content}", f"--output={output}", f"--today={TODAY}", *options),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
        self._early = b""

    @property
    def is_over(self) -> bool:
        """Tell whether it has ended."""
        return self._process.poll() is not None

    def send(self, signal: signal.Signals, *, to_all: bool) -> None:
        """Send a signal to its first process, or to all of its group."""
        with suppress(ProcessLookupError):
            (os.killpg if to_all else os.kill)(self._process.pid, signal)

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended, at most so long; tell whether it has."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, or the build is over."""
        end = time.monotonic() + PATIENCE
        while not is_so() and not self.wait(_MOMENT):
            assert time.monotonic() < end, "it never was so"

    def says(self, words: str, seconds: float) -> bool:
        """Wait until it has said words on standard error, at most so long; tell whether it has."""
        assert self._process.stderr
        end = time.monotonic() + seconds
        while words.encode() not in self._early:
            if not select.select([self._process.stderr], [], [], max(0, end - time.monotonic()))[0]:
                return False
            if not (more := os.read(self._process.stderr.fileno(), 4096)):
                return False
            self._early += more
        return True

    def answer(self) -> Answer:
        """Wait for its end and return what it told."""
        out, err = self._process.communicate(timeout=PATIENCE)
        told = (self._early + err).decode()
        return answer(self._process.returncode, out.decode(), told)

    def close(self) -> None:
        """Kill what is left of it."""
        self.send(signal.SIGCONT, to_all=True)
        self.send(signal.SIGKILL, to_all=True)
        self._process.wait(PATIENCE)
        for pipe in (self._process.stdout, self._process.stderr):
            if pipe:
                pipe.close()

    def is_alone_within(self, seconds: float) -> bool:
        """Wait until no process of its group is left, at most so long; tell whether that is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                os.killpg(self._process.pid, 0)
            except ProcessLookupError:
                return True
            time.sleep(_MOMENT)
        return False


@contextmanager
def begun(content: Path, output: Path, *options: str) -> Iterator[Build]:
    """Begin a build; whatever becomes of it, no process of it is left."""
    build = Build(content, output, *options)
    try:
        yield build
    finally:
        build.close()


def built(content: Path, output: Path, *options: str) -> Answer:
    """Build to the end."""
    with begun(content, output, *options) as build:
        return build.answer()
