"""Processes that each do a share of some work, and hand back what came of it step by step.

Knows how work is shared out among forks of this process; knows nothing of the work. What the work
looks at is there already, since a fork has all that its parent has; only results are sent.
"""

import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

Share = TypeVar("Share")
Reply = TypeVar("Reply")

# Below this many pieces of work a crew costs more than it saves: a fork takes 10 ms, and what is
# made has to be sent.
WORTH = 300

# How much of a full share the first process takes: it has to put together what the others made,
# while a fork copies what it touches.
OWN = 0.9

Work = Callable[[Sequence[Share]], Iterator[Reply]]


def size(jobs: int, pieces: int, weight: int = 1) -> int:
    """Return among how many processes so many pieces of work, each so heavy, are shared out."""
    can_fork = hasattr(os, "fork") and threading.active_count() == 1
    return min(jobs, pieces) if can_fork and pieces * weight >= WORTH else 1


class Lost(OSError):
    """A process of the crew has gone without a word, or failed."""


class _Line:
    """Two pipes between two processes: what one says, the other hears."""

    def __init__(self, hearing: int, saying: int) -> None:
        self._hearing, self._saying = os.fdopen(hearing, "rb"), os.fdopen(saying, "wb")

    def say(self, words: object) -> None:
        """Say something; raises OSError where nobody hears it."""
        pickle.dump(words, self._saying, pickle.HIGHEST_PROTOCOL)
        self._saying.flush()

    def hear(self) -> Any:  # Any: what was said
        """Wait for what the other says; raises EOFError or OSError when it has gone."""
        return pickle.load(self._hearing)

    def close(self) -> None:
        """Hang up."""
        self._hearing.close()
        with suppress(OSError):  # something was still to be said
            self._saying.close()


class Crew(Generic[Share, Reply]):
    """Some processes at work on the same steps, each with its share.

    The work is a generator: what it yields is sent here, and it goes on when all have been heard.
    """

    def __init__(self, work: Work[Share, Reply], shares: Sequence[Sequence[Share]]) -> None:
        self._lines: list[_Line] = []
        self._people: list[int] = []
        for share in shares:
            (hears, says), (waits, tells) = os.pipe(), os.pipe()
            person = os.fork()
            if not person:
                for line in (*self._lines, _Line(hears, tells)):  # or a death would not be heard
                    line.close()
                _labour(work, share, _Line(waits, says))
            os.close(says)
            os.close(waits)
            self._lines.append(_Line(hears, tells))
            self._people.append(person)

    def step(self) -> list[Reply]:
        """Let everybody do the next step, and return what came of it, by share."""
        self.go()
        return self.replies()

    def go(self) -> None:
        """Let everybody begin the next step."""
        for line in self._lines:
            with suppress(OSError):  # whoever is gone has no reply either
                line.say(None)

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

    def _heard(self, line: _Line) -> Reply:
        try:
            fault, reply = line.hear()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise Lost("a process that made pages was killed") from None
        if fault is not None:
            raise fault
        return reply  # type: ignore[no-any-return]  # it came through a pipe


def done(
    work: Callable[[Sequence[Share]], Reply], shares: Sequence[Sequence[Share]]
) -> list[Reply]:
    """Do the first share here, and let a crew do the others; return what came of it, by share."""
    own, *others = shares
    crew = Crew[Share, Reply](lambda share: iter([work(share)]), others)
    try:
        crew.go()
        return [work(own), *crew.replies()]
    finally:
        crew.end()


def dealt(
    things: Iterable[Share],
    jobs: int,
    own: float = OWN,
    weight: Callable[[Share], float] = lambda _: 1.0,
) -> list[list[Share]]:
    """Deal things out, each to whom has least; who deals takes so much of a full share."""
    shares: list[list[Share]] = [[] for _ in range(jobs)]
    parts = [own, *[1.0] * (jobs - 1)]
    done = [0.0] * jobs
    for thing in things:
        least = done.index(min(done))
        shares[least].append(thing)
        done[least] += weight(thing) / parts[least]
    return shares


def _labour(work: Work[Share, Reply], share: Sequence[Share], line: _Line) -> None:
    """Do a share of the work in a process of its own, as long as somebody listens."""
    try:
        steps = work(share)
        while True:
            line.hear()
            line.say((None, next(steps)))
    except (EOFError, OSError, StopIteration):
        pass
    except Exception as error:
        line.say((error, None))
    finally:
        os._exit(0)
