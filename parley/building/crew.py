"""Processes that each do a share of some work, and hand back what came of it step by step.

Knows how work is shared out among forks of this process; knows nothing of the work. What the work
looks at is there already, since a fork has all that its parent has; only results are sent.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Share = TypeVar("Share")
Reply = TypeVar("Reply")

# Below this many pieces of work a crew costs more than it saves: a fork takes 10 ms, and what is
# made has to be sent.
WORTH = 300

Work = Callable[[Sequence[Share]], Iterator[Reply]]


def size(jobs: int, pieces: int) -> int:
    """Return among how many processes so many pieces of work are to be shared out."""
    can_fork = hasattr(os, "fork") and threading.active_count() == 1
    return min(jobs, pieces) if can_fork and pieces >= WORTH else 1


class Lost(OSError):
    """A process of the crew has gone without a word, or failed."""


class Crew(Generic[Share, Reply]):
    """Some processes at work on the same steps, each with its share.

    The work is a generator: what it yields is sent here, and it goes on when all have been heard.
    """

    def __init__(self, work: Work[Share, Reply], shares: Sequence[Sequence[Share]]) -> None:
        from multiprocessing import connection  # noqa: PLC0415 - 12 ms, for large builds alone

        self._lines: list[Connection] = []
        self._people: list[int] = []
        for share in shares:
            ours, theirs = connection.Pipe()
            person = os.fork()
            if not person:
                for line in (*self._lines, ours):  # or a death would not be heard
                    line.close()
                _labour(work, share, theirs)
            theirs.close()
            self._lines.append(ours)
            self._people.append(person)

    def step(self) -> list[Reply]:
        """Let everybody do the next step, and return what came of it, by share."""
        self.go()
        return self.replies()

    def go(self) -> None:
        """Let everybody begin the next step."""
        for line in self._lines:
            with suppress(OSError):  # whoever is gone has no reply either
                line.send(None)

    def replies(self) -> list[Reply]:
        """Return what came of the step that was begun, by share."""
        return [self._heard(line) for line in self._lines]

    def end(self) -> None:
        """Send everybody home."""
        for line in self._lines:
            line.close()
        for person in self._people:
            os.waitpid(person, 0)
        self._lines, self._people = [], []

    def _heard(self, line: "Connection") -> Reply:
        try:
            fault, reply = line.recv()
        except (EOFError, OSError):
            raise Lost("a process that made pages was killed") from None
        if fault is not None:
            raise fault
        return reply  # type: ignore[no-any-return]  # it came through a pipe


def done(
    work: Callable[[Sequence[Share]], Reply], shares: Sequence[Sequence[Share]]
) -> list[Reply]:
    """Let a crew do work of one step, and return what came of it, by share."""
    crew = Crew[Share, Reply](lambda share: iter([work(share)]), shares)
    try:
        return crew.step()
    finally:
        crew.end()


def _labour(work: Work[Share, Reply], share: Sequence[Share], line: "Connection") -> None:
    """Do a share of the work in a process of its own, as long as somebody listens."""
    try:
        steps = work(share)
        while True:
            line.recv()
            line.send((None, next(steps)))
    except (EOFError, OSError, StopIteration):
        pass
    except Exception as error:
        line.send((error, None))
    finally:
        os._exit(0)
