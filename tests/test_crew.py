"""What a crew promises: every share is done, a fault is raised here, and nobody is left behind.

Forks real processes; what they do is sums and accidents.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

import pytest

from parley.building.crew import WORTH, Crew, Lost, size

Share = TypeVar("Share")
Reply = TypeVar("Reply")

SHARES = [range(10), range(10, 20), range(0), range(100)]


def has_children() -> bool:
    """Tell whether this process has any, at work or only not yet buried."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    """See that there is nobody before and after each test."""
    assert not has_children()
    yield
    assert not has_children()


@contextmanager
def at_work(
    work: Callable[[Sequence[Share]], Iterator[Reply]], shares: Sequence[Sequence[Share]]
) -> Iterator[Crew[Share, Reply]]:
    """Set a crew to work, and send it home however a test ends."""
    crew = Crew(work, shares)
    try:
        yield crew
    finally:
        crew.end()


def sums(share: Sequence[int]) -> Iterator[int]:
    """Tell the sum of a share, then the sum of its squares."""
    yield sum(share)
    yield sum(n * n for n in share)


def test_every_share_is_done_step_by_step() -> None:
    """What comes of them stands in the order of the shares."""
    with at_work(sums, SHARES) as crew:
        assert crew.step() == [sum(share) for share in SHARES]
        assert crew.step() == [sum(n * n for n in share) for share in SHARES]


def test_the_next_step_waits_until_all_are_heard() -> None:
    """Nobody goes on alone: all pages are made before the first is written."""
    reader, writer = os.pipe()

    def write(share: Sequence[int]) -> Iterator[int]:
        yield len(share)
        os.write(writer, b"x")
        yield len(share)

    with at_work(write, [range(1), range(2)]) as crew:
        crew.step()
        os.set_blocking(reader, False)
        with pytest.raises(BlockingIOError):
            os.read(reader, 1)
        crew.step()
        assert os.read(reader, 3) == b"xx"
    os.close(reader)
    os.close(writer)


def test_a_crew_may_be_sent_home_before_it_is_done() -> None:
    """What is not asked for is not made."""
    with at_work(sums, SHARES) as crew:
        crew.step()
    with at_work(sums, SHARES):
        pass


def test_much_can_be_told() -> None:
    """More than a pipe holds at once."""

    def tell(share: Sequence[str]) -> Iterator[str]:
        yield "".join(share) * 1_000_000

    with at_work(tell, ["a", "b", "c"]) as crew:
        assert [(told[0], len(told)) for told in crew.step()] == [
            *(("a", 1_000_000), ("b", 1_000_000), ("c", 1_000_000)),
        ]


def test_work_sees_what_was_there_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fork has all that its parent has, and nothing that it does there comes back."""
    monkeypatch.setenv("PARLEY_TEST", "here")

    def look(share: Sequence[int]) -> Iterator[str]:
        yield os.environ["PARLEY_TEST"]
        os.environ["PARLEY_TEST"] = "there"
        yield f"{os.environ['PARLEY_TEST']} {len(share)}"

    with at_work(look, [range(1), range(2)]) as crew:
        assert crew.step() == ["here", "here"]
        assert crew.step() == ["there 1", "there 2"]
    assert os.environ["PARLEY_TEST"] == "here"


def test_a_fault_in_one_is_raised_here() -> None:
    """As it was raised there, with its words."""

    def fail(share: Sequence[int]) -> Iterator[float]:
        yield 1 / len(share)

    with at_work(fail, SHARES) as crew, pytest.raises(ZeroDivisionError, match="division by zero"):
        crew.step()


@pytest.mark.parametrize("is_first", [True, False])
def test_a_process_that_is_killed_is_told_as_lost(*, is_first: bool) -> None:
    """While it is at work, whichever it is: the step ends, and nobody waits for ever."""

    def die(share: Sequence[int]) -> Iterator[int]:
        if (share[0] == 0) == is_first:
            os.kill(os.getpid(), signal.SIGKILL)
        yield share[0]

    with at_work(die, [range(3), range(3, 6)]) as crew, pytest.raises(Lost):
        crew.step()


def test_a_process_that_is_killed_between_two_steps_is_told_as_lost() -> None:
    """Before it is asked for more."""

    def tell(share: Sequence[int]) -> Iterator[int]:
        del share
        while True:
            yield os.getpid()

    with at_work(tell, [range(3), range(3, 6)]) as crew:
        first, _ = crew.step()
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        with pytest.raises(Lost):
            crew.step()


def test_what_cannot_be_sent_is_told() -> None:
    """A reply that is no value is a mistake of the work, not a wait without end."""

    def tell(share: Sequence[int]) -> Iterator[object]:
        yield lambda: share

    with at_work(tell, [range(3)]) as crew, pytest.raises((Lost, AttributeError)):
        crew.step()


def test_little_work_is_done_alone() -> None:
    """A crew costs more than it saves there; no more are called than there are pieces of work."""
    assert size(4, WORTH - 1) == 1
    assert size(4, WORTH) == 4
    assert size(1, 100_000) == 1
    assert size(100_000, WORTH) == WORTH


def test_beside_a_thread_nobody_is_forked() -> None:
    """A fork has one thread alone, and the locks of all: the preview works in several."""
    barrier = Barrier(2)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(barrier.wait)
        assert size(4, WORTH) == 1
        barrier.wait()
        waiting.result()
