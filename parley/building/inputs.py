"""Everything that a build reads, as it is now: a stamp for each file, without opening any.

Knows folders and the stamps of files (size, both times, place on the disk: git does the same);
knows nothing of what is in them. Whatever changes a site is among these, or an option of a run.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# Nanoseconds. A file that is younger than this can change once more and keep its stamp: FAT tells
# times to two seconds. Such a file is known by its bytes (git: Documentation/technical/racy-git).
YOUNG = 2_000_000_000


@dataclass(frozen=True)
class Inputs:
    """Stamps by name: of content/ by the path in it, of the program by the path beside build.py.

    `began` is when it was looked, by the clock of the disk, in nanoseconds since 1970.
    """

    content: Mapping[str, str]
    program: Mapping[str, str]
    installed: tuple[str, ...]
    began: int

    @cached_property
    def digest(self) -> str:
        """What tells whether anything is other than it was."""
        return told(self.content, self.program, self.installed)

    def is_young(self, stamp: str) -> bool:
        """Tell whether a file may have changed after it was looked at, and kept its stamp."""
        times = stamp.split("-")[1:3]
        if len(times) < 2:
            return True
        # Most files are old, and the numbers of one length: texts compare as they do.
        limit = str(self.began - YOUNG)
        return any(len(time) != len(limit) or time > limit for time in times)


def look(content: Path, home: Path, began: int) -> Inputs:
    """Look at everything that a build of a content folder reads."""
    program = {
        f"{name}/{path}": stamp
        for name in ("parley", "templates", "static")
        for path, stamp in stamps(home / name).items()
    }
    read = {name: mark for name, mark in stamps(content).items() if not _is_set_aside(name)}
    return Inputs(read, program, installed(), began)


def _is_set_aside(name: str) -> bool:
    """Tell what is kept in content/ and not read: _drafts/, and our own README.md."""
    return "/_" in f"/{name}" or name.rpartition("/")[2] == "README.md"


def stamps(folder: Path) -> dict[str, str]:
    """Return a stamp for every file below a folder that counts, and "" for every folder."""
    root, found, folders = os.fspath(folder), dict[str, str](), [""]
    while folders:
        below = folders.pop()
        try:
            entries = list(os.scandir(f"{root}/{below}"))
        except OSError as error:
            found[f"{below}!"] = str(error.errno)
            continue
        for entry in entries:
            name = below + entry.name
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                found[f"{name}/"] = ""
                folders.append(f"{name}/")
            else:
                found[name] = stamp(entry)
    return found


def stamp(file: os.DirEntry[str] | Path) -> str:
    """Return what tells that a file may have changed; "" for what can't be looked at."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ctime_ns}-{found.st_ino}"


def installed() -> tuple[str, ...]:
    """Return names and versions of the packages that can be imported, without importing any."""
    found = {sys.version}
    for folder in sys.path:
        try:
            found |= {name for name in os.listdir(folder or ".") if name.endswith(".dist-info")}
        except OSError:  # an archive, or a folder that is not there
            continue
    return tuple(sorted(found))


def contents(folder: Path, names: Iterable[str]) -> str:
    """Return a digest of the bytes of files below a folder."""
    whole = hashlib.blake2b(digest_size=16)
    for name in sorted(names):
        path = folder / name
        whole.update(f"{name}\0".encode(errors="surrogateescape"))
        whole.update(hashlib.blake2b(path.read_bytes() if path.is_file() else b"").digest())
    return whole.hexdigest()


def told(*values: object) -> str:
    """Return a digest of values that print alike only if they are alike."""
    raw = repr(values).encode(errors="surrogateescape")
    return hashlib.blake2b(raw, digest_size=16).hexdigest()
