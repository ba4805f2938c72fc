"""One build at a time for a folder: the second says that it waits, and waits.

Knows folders; knows nothing of what is done in them.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def held(folder: Path, wait: Callable[[str], None]) -> Iterator[None]:
    """Hold a folder for oneself; `wait` is told where another build is at work in it.

    The lock goes with the process, however that ends; its forks hold it until they end too.
    """
    if sys.platform == "win32":  # there two builds at once are not kept apart
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait(f"another build is at work in {folder}; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
