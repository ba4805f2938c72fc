"""Which files below some folders are other than they were: by their content, not by their times.

Knows files and what editors leave beside them; knows nothing of what the files are for.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was: what tells that it may have changed, and what tells that it has.

    A file that is new or has just changed has no stamp, so that the next look reads it again: two
    writes within one tick of a file system's clock (4 ms on Linux) can leave the same stamp.
    """

    stamp: tuple[int, ...] | None
    digest: bytes


class Folders:
    """Folders under the names by which their files are told: `templates/base.html`.

    A file counts as changed when its bytes differ, when it is new or when it is gone. Hidden
    files, and those that editors keep beside the one that is edited, do not count.
    """

    def __init__(self, folders: Mapping[str, Path]) -> None:
        self._folders = dict(folders)
        self._seen: dict[str, _Seen] = {}
        self.look()

    @property
    def version(self) -> str:
        """What all files hold, as a short text: the same text means the same files."""
        whole = hashlib.sha256()
        for name, seen in sorted(self._seen.items()):
            whole.update(hashlib.sha256(name.encode(errors="surrogateescape")).digest())
            whole.update(seen.digest)
        return whole.hexdigest()[:16]

    def look(self) -> set[str]:
        """Return which files have changed since the last look."""
        before, self._seen = self._seen, dict(self._scan())
        if before == self._seen:
            return set()
        names = before.keys() | self._seen.keys()
        return {name for name in names if _digest(before, name) != _digest(self._seen, name)}

    def _scan(self) -> Iterator[tuple[str, _Seen]]:
        for folder, path in self._folders.items():
            for name, file in _files(os.fspath(path), f"{folder}/"):
                if seen := _look(file, self._seen.get(name)):
                    yield name, seen


def _digest(seen: Mapping[str, _Seen], name: str) -> bytes | None:
    return seen[name].digest if name in seen else None


def _files(folder: str, shown: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a folder that counts; links to folders are not followed."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # not there, or not for us to see; what reads it says so
        return
    for entry in entries:
        if _is_beside_the_point(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{shown}{entry.name}/")
        else:
            yield f"{shown}{entry.name}", entry


def _is_beside_the_point(name: str) -> bool:
    """Tell what is hidden, an editor's copy (`x.md~`, `#x.md#`) or made by Python itself."""
    return name.startswith((".", "#")) or name.endswith("~") or name == "__pycache__"


def _look(file: os.DirEntry[str], before: _Seen | None) -> _Seen | None:
    """Return a file as it is now; it is read only if something about it has changed.

    The time of its last change alone would not do: a file that is moved in keeps its old one.
    """
    try:
        status = file.stat()
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        if before and before.stamp == stamp:
            return before
        is_file = stat.S_ISREG(status.st_mode)  # to read a pipe is to wait for its other end
        digest = hashlib.sha256(Path(file.path).read_bytes() if is_file else b"").digest()
    except OSError:  # gone since the folder was listed, not for us to read, or a link to nothing
        return None
    return _Seen(stamp if before and before.digest == digest else None, digest)
