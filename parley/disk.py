"""One file on a disk: written whole or not at all, and told from what it was before.

Knows paths and bytes; knows nothing of what is in them.
"""

import hashlib
import os
from pathlib import Path

# Where a file stands until it is whole; what a killed run left there goes with it.
UNFINISHED = ".parley-unfinished"


def digest(content: bytes) -> str:
    """Return what tells one content from another."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def stamp(name: str) -> str:
    """Return what is another when a file was written again; "" for what is no file."""
    try:
        status = os.lstat(name)
    except OSError:
        return ""
    is_file = status.st_mode & 0o170000 == 0o100000
    times = f"{status.st_mtime_ns}-{status.st_ctime_ns}"
    return f"{status.st_size}-{times}-{status.st_ino}" if is_file else ""


def contains(name: str, content: bytes) -> bool:
    """Tell whether a file has these bytes; what is no file has none."""
    try:
        status = os.lstat(name)
        if status.st_mode & 0o170000 != 0o100000 or status.st_size != len(content):
            return False
        with open(name, "rb") as file:
            return file.read() == content
    except OSError:
        return False


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{UNFINISHED}-{os.getpid()}-{path.name}")
    try:
        beside.write_bytes(content)
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)  # it is there only where something went wrong
