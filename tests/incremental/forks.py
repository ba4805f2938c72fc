"""Builds of one program, each in a fresh process that begins with every library imported.

`python forks.py HOME` reads orders, one JSON object a line, and answers each with the exit status
and how often the disk was changed. Knows how processes begin and end; nothing of what is built.
"""

import contextlib
import importlib
import io
import json
import mmap
import os
import pkgutil
import runpy
import signal
import sys
from collections.abc import Sequence
from types import FrameType

# Not needed by a build, and slow to import.
_OTHER_VERBS = ("parley.serve", "parley.intake.")

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

# Audit events (docs.python.org/3/library/audit_events.html) that come before a change of the disk.
_CHANGES = {
    *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    *("os.chmod", "os.utime", "shutil.rmtree"),
}
_WRITES = {"write", "pwrite", "writev", "writelines"}
_IN_MEMORY = (io.BytesIO, io.StringIO)


def main(home: str) -> None:
    """Answer orders until there are no more; a child ends here with the build that it was."""
    sys.path[0] = home
    _import_all()
    changes = mmap.mmap(-1, 8)  # of which a child that was killed has told, too
    for line in sys.stdin:
        order = json.loads(line)
        if order.get("rehearsal"):
            _rehearse(home, order["rehearsal"])
        changes[:] = bytes(8)
        child = os.fork()
        if not child:
            _become_a_build(home, order, changes)
            return
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status} {int.from_bytes(changes[:])}\n")
        sys.stdout.flush()


def _import_all() -> None:
    package = importlib.import_module("parley")
    for module in pkgutil.walk_packages(package.__path__, "parley."):
        if not module.name.startswith(_OTHER_VERBS):
            importlib.import_module(module.name)


def _rehearse(home: str, arguments: list[str]) -> None:
    """Build once in this process, so that templates are compiled before others begin."""
    silence = io.StringIO()
    with (
        contextlib.redirect_stdout(silence),
        contextlib.redirect_stderr(silence),
        contextlib.suppress(SystemExit),
    ):
        _run(home, arguments)


def _run(home: str, arguments: list[str]) -> None:
    door = f"{home}/build.py"
    sys.argv = [door, *arguments]
    runpy.run_path(door, run_name="__main__")


def _become_a_build(home: str, order: dict[str, str | int | list[str]], changes: mmap.mmap) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(str(order[name]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    arguments, dies_at = order["arguments"], order["dies_at"]
    assert isinstance(arguments, list)
    assert isinstance(dies_at, int)
    if dies_at:
        _die_at(dies_at, changes)
    _run(home, arguments)


def _die_at(number: int, changes: mmap.mmap) -> None:
    """Kill this process right before it changes the disk for the nth time; count the changes."""
    first = os.getpid()

    def count() -> None:
        if os.getpid() != first:  # a worker of the build
            return
        done = int.from_bytes(changes[:]) + 1
        if done == number:
            os.kill(first, signal.SIGKILL)
        changes[:] = done.to_bytes(8)

    def called(_: FrameType, event: str, function: object) -> None:
        is_write = event == "c_call" and getattr(function, "__name__", "") in _WRITES
        if is_write and not isinstance(getattr(function, "__self__", None), _IN_MEMORY):
            count()

    def heard(event: str, arguments: Sequence[object]) -> None:
        is_open = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if is_open or event in _CHANGES:
            sys.setprofile(called)  # not before: it makes everything slower
            count()

    sys.addaudithook(heard)


if __name__ == "__main__":
    main(sys.argv[1])
