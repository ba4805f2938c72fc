"""Runs a command and tells what it took: time, processor, memory; and servers that always end.

Knows processes, by Linux's /proc; nothing of generators.
"""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# Seconds after which a run is stopped, and from one look at the memory to the next; but looks,
# which take 1.5 ms at 200 MB and 20 ms at 800, never take more than this share of the time.
LIMIT, LOOK, SHARE = 1800.0, 0.1, 0.02

# Seconds without work after which a server is quiet, and its share of a processor then.
QUIET, IDLE = 1.0, 0.05

TICK = os.sysconf("SC_CLK_TCK")


class Failure(Exception):
    """A run that does not count, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Took:
    """What a command took: seconds by the clock and of processors, and memory in bytes.

    `largest` is the peak of its largest process, `whole` of all its processes together, where a
    page of memory that several share counts once. `others` is what all other processes of the
    machine used of the processors meanwhile: near 0 on a quiet one.
    """

    seconds: float
    user: float
    system: float
    largest: int
    whole: int
    others: float

    @property
    def processor(self) -> float:
        """Seconds of processors, its own and the system's for it."""
        return self.user + self.system


def timed(command: Sequence[str], folder: Path, log: Path, *, limit: float = LIMIT) -> Took:
    """Run a command in a folder, its words going to a log; raise Failure if it fails.

    The runner is to stay small: Linux hands its own peak on to what it starts, as the least that
    `largest` can be.
    """
    os.sync()  # what an earlier run has still to write is not this one's work
    with log.open("wb") as told:
        busy, start = _busy(), time.monotonic()
        process = _started(command, folder, told.fileno())
        stop = threading.Timer(limit, _killed, [process])
        stop.start()
        try:
            with _weighed(process.pid) as peak:
                _, status, usage = os.wait4(process.pid, 0)
                seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            stop.cancel()
            _killed(process)
    if process.returncode:
        raise Failure(f"{' '.join(command)} ended with {process.returncode}:\n{_end(log)}")
    return Took(
        seconds=seconds,
        user=usage.ru_utime,
        system=usage.ru_stime,
        largest=usage.ru_maxrss * 1024,
        whole=max(usage.ru_maxrss * 1024, *peak),
        others=max(0.0, _busy() - busy - usage.ru_utime - usage.ru_stime),
    )


@contextmanager
def served(command: Sequence[str], folder: Path, log: Path) -> Iterator[int]:
    """Run a server while the block lasts, and hand out its process id."""
    with log.open("wb") as told:
        process = _started(command, folder, told.fileno())
        try:
            yield process.pid
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            _killed(process)
            process.wait()


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody has just now."""
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return int(it.getsockname()[1])


def wait_until_quiet(pid: int, most: float) -> None:
    """Wait until a process and those it started have nothing to do, for so many seconds at most."""
    end = time.monotonic() + most
    while time.monotonic() < end:
        before = _worked(pid)
        time.sleep(QUIET)
        if _worked(pid) - before < QUIET * IDLE:
            return


def _started(command: Sequence[str], folder: Path, told: int) -> "subprocess.Popen[bytes]":
    """Start a command in a session of its own, so that all it starts can be ended with it."""
    return subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=told,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _killed(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _weighed(pid: int) -> Iterator[list[int]]:
    """Note what a process and those it starts hold in memory, again and again."""
    found, ended = [0], threading.Event()

    def look() -> None:
        pause = LOOK
        while not ended.wait(pause):
            start = time.monotonic()
            found.append(sum(_held(it) for it in tree(pid)))
            pause = max(LOOK, (time.monotonic() - start) / SHARE)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def tree(pid: int) -> list[int]:
    """Return a process and all that it started, as far as they live."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree(int(child))
    return found


def _held(pid: int) -> int:
    """Return a process's share of the memory, in bytes: of a page that n hold, an nth."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _worked(pid: int) -> float:
    """Return the seconds of processors that a process and those it started have used."""
    ticks = 0
    for it in tree(pid):
        with suppress(OSError):
            after_name = Path(f"/proc/{it}/stat").read_text().rpartition(")")[2].split()
            ticks += int(after_name[11]) + int(after_name[12])
    return ticks / TICK


def _busy() -> float:
    """Return the seconds that all processors together have worked since the machine started."""
    user, nice, system, _, _, irq, softirq, *_ = (
        int(it) for it in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq) / TICK


def _end(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
