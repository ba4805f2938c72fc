"""What a lock promises: one build at a time for a folder, and the next one says that it waits.

Holds real locks in two processes; that whole builds keep apart is tested in test_two_builds.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from parley.building.locks import held

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there builds are not kept apart")


@contextmanager
def held_elsewhere(folder: Path) -> Iterator[int]:
    """Hold a folder in another process, which ends when it is killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with held(folder, lambda _: os._exit(1)):
            os.write(writer, b"x")
            signal.pause()
        os._exit(0)
    os.close(writer)
    try:
        assert os.read(reader, 1) == b"x"
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)


def test_the_first_says_nothing(tmp_path: Path) -> None:
    """Nor does one that comes when the first is done, however that ended."""
    said: list[str] = []
    with pytest.raises(KeyError), held(tmp_path, said.append):
        raise KeyError
    with held(tmp_path, said.append):
        pass
    assert said == []
    assert list(tmp_path.iterdir()) == []


def test_the_second_says_that_it_waits_and_waits(tmp_path: Path) -> None:
    """It goes on when the other has gone, even if that was killed."""
    with held_elsewhere(tmp_path) as other:
        said: list[str] = []

        def wait(message: str) -> None:
            said.append(message)
            os.kill(other, signal.SIGKILL)

        with held(tmp_path, wait):
            is_gone = os.waitid(os.P_PID, other, os.WEXITED | os.WNOWAIT)
            assert is_gone
    assert said == [f"another build is at work in {tmp_path}; waiting for it"]


def test_two_folders_are_apart(tmp_path: Path) -> None:
    """Who builds into another cache waits for nobody."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    said: list[str] = []
    with held_elsewhere(tmp_path / "one"), held(tmp_path / "other", said.append):
        assert said == []
