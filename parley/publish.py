"""Make a folder equal to a set of files: write what changed, delete what this tool no longer makes.

Knows paths and bytes; knows nothing of timelines. What it did not write, it does not touch.
"""

import json
import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from parley.disk import UNFINISHED, contains, digest, stamp

# Lists the files that this tool wrote, in the folder itself: a lost cache must not make
# yesterday's pages look like somebody else's files.
MANIFEST = ".parley.json"


class Refused(Exception):
    """Why nothing was written, or nothing more; a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written and removed."""

    written: int
    removed: int


# A file as it was written: what tells that it still is so, and the digest of its bytes; "" for one
# of which only the name is known.
Held = str


def publish(folder: Path, files: Mapping[str, bytes]) -> Published:
    """Make `folder` hold these files, and none that an earlier run left there; or raise Refused."""
    output = Output(folder)
    output.begin(files, files)
    for path, content in files.items():
        output.put(path, content)
    return output.end(files)


class Output:
    """A folder that is published to. Paths are relative, with `/`.

    Each file is written aside and moved to its place, so a reader never sees half of one. The
    manifest names old and new files before the first is written: a run that is killed leaves
    nothing that the next does not know. `earlier` is what the last run left, `written` what
    this one wrote, `manifest` the digest of the list.
    """

    def __init__(self, folder: Path) -> None:
        """Read the manifest; raises Refused for a folder that is not ours."""
        self.folder = folder
        self.earlier, self.manifest = _manifest(folder)
        self.written: dict[str, Held] = {}
        self.met: dict[str, Held] = {}
        self._root = os.fspath(folder)
        self._folders: set[str] = set()
        self._is_masked = bool(_umask() & 0o044)

    def holds(self, path: str, digest: str) -> bool:
        """Tell whether a file stands there as it was written, with these bytes."""
        held = self.earlier.get(path)
        return bool(held) and held == f"{stamp(f'{self._root}/{path}')} {digest}"

    def stands(self, path: str) -> bool:
        """Tell whether a file stands there as it was written."""
        mark = self.earlier.get(path, "").partition(" ")[0]
        return bool(mark) and mark == stamp(f"{self._root}/{path}")

    def begin(self, paths: Iterable[str], due: Iterable[str]) -> None:
        """Make ready for writing: refuse what is not ours, name all that will be there.

        `due` are those of the paths that may be written.
        """
        new = set(paths) - self.earlier.keys()
        _refuse_foreign(self._root, {*due, *new}, new)
        if os.path.lexists(f"{self._root}/{UNFINISHED}"):
            import shutil  # noqa: PLC0415 - 5 ms, after a build that was killed

            shutil.rmtree(f"{self._root}/{UNFINISHED}", ignore_errors=True)
        if new or not (self.folder / MANIFEST).is_file():
            self._list({**dict.fromkeys(new, ""), **self.earlier})

    def put(self, path: str, content: bytes) -> None:
        """Write a file, if its bytes are not there already."""
        name, new = f"{self._root}/{path}", digest(content)
        if self.holds(path, new):
            return
        if path in self.earlier and contains(name, content):
            self.met[path] = f"{stamp(name)} {new}"
        else:
            self._write(name, content)
            self.written[path] = f"{stamp(name)} {new}"

    def end(self, paths: Iterable[str]) -> Published:
        """Delete what earlier runs wrote and this one does not have, and list what is there."""
        wanted = set(paths)
        gone = sorted(self.earlier.keys() - wanted)
        removed = sum(_remove(self.folder, path) for path in gone)
        known = self.earlier | self.met | self.written
        now = {path: known[path] for path in sorted(wanted)}
        if now != self.earlier:
            self._list(now)
        with suppress(OSError):
            os.rmdir(f"{self._root}/{UNFINISHED}")
        return Published(len(self.written), removed)

    def _list(self, files: Mapping[str, Held]) -> None:
        """Write the manifest: one list of paths, and in the same order what is known of each."""
        names = sorted(files)
        held = [files[name] for name in names]
        text = json.dumps({"files": names, "held": held}, ensure_ascii=False).replace(
            '", "', '",\n"'
        )
        raw = f"{text}\n".encode()
        self._write(f"{self._root}/{MANIFEST}", raw)
        self.manifest = digest(raw)

    def _write(self, name: str, content: bytes) -> None:
        aside = f"{self._root}/{UNFINISHED}/{os.getpid()}"
        try:
            try:
                self._put_aside(aside, content)
            except FileNotFoundError:
                os.makedirs(f"{self._root}/{UNFINISHED}", exist_ok=True)
                self._put_aside(aside, content)
            folder = name.rpartition("/")[0]
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)
                self._folders.add(folder)
            os.replace(aside, name)
        except OSError as error:
            reason = error.strerror or str(error)
            told = f"{name} can't be written: {reason}; mend that and build again"
            raise Refused(told) from error

    def _put_aside(self, aside: str, content: bytes) -> None:
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _O_BINARY, 0o644)
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(handle, left) :]
            if self._is_masked:
                os.chmod(aside, 0o644)
        finally:
            os.close(handle)


# Windows turns line ends round where this is not said.
_O_BINARY: int = getattr(os, "O_BINARY", 0)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def is_untouched(folder: Path) -> str:
    """Return the digest of a folder's manifest if every file is as it was written, else ""."""
    try:
        output = Output(folder)
    except Refused:
        return ""
    return output.manifest if all(map(output.stands, output.earlier)) else ""


def _listed(raw: bytes) -> dict[str, Held]:
    """Return what a manifest lists; raises ValueError, TypeError or KeyError where it is none."""
    listed = json.loads(raw)
    files, held = listed["files"], listed.get("held")
    if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
        raise TypeError
    if not isinstance(held, list) or len(held) != len(files):
        held = [""] * len(files)
    pairs = zip(files, map(str, held), strict=True)
    return {file: mark for file, mark in pairs if file != MANIFEST and not _OUTSIDE.search(file)}


# What leads out of the folder, or to the folder itself: nothing of that is ever deleted.
_OUTSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|$)|[\\\0\ud800-\udfff]")


def _manifest(output: Path) -> tuple[dict[str, Held], str]:
    """Return the files that earlier runs wrote, and the digest of the manifest, "" without one.

    A folder with files and no manifest is refused.
    """
    if output.exists() and not output.is_dir():
        raise Refused(f"{output} is a file, not a folder")
    path = output / MANIFEST
    try:
        raw = path.read_bytes()
        return _listed(raw), digest(raw)
    except FileNotFoundError:
        if output.is_dir() and any(entry.name != UNFINISHED for entry in output.iterdir()):
            raise Refused(
                f"{output} holds files that parley did not write; name an empty or new folder"
            ) from None
        return {}, ""
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise Refused(f"{path} can't be read; delete {output} to start afresh") from None


def _refuse_foreign(root: str, paths: Iterable[str], new: set[str]) -> None:
    """Refuse to write over a file that is not this tool's, or through a link that leads away."""
    seen: set[str] = set()
    for path in paths:
        target = f"{root}/{path}"
        if path in new and os.path.lexists(target):
            raise Refused(f"{target} is not a file that parley wrote; move it away")
        if path not in new and os.path.isdir(target) and not os.path.islink(target):
            raise Refused(f"{target} is a folder where a file must be; move it away")
        for folder in _folders(path):
            if folder in seen:
                break
            seen.add(folder)
            _refuse_folder(f"{root}/{folder}")


def _refuse_folder(folder: str) -> None:
    if os.path.islink(folder):
        raise Refused(f"{folder} is a link that leads away; delete it")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise Refused(f"{folder} is a file where a folder must be; move it away")


def _folders(path: str) -> list[str]:
    """Return the folders between the output and one of its files, the nearest first."""
    found = []
    while path := path.rpartition("/")[0]:
        found.append(path)
    return found


def _remove(output: Path, path: str) -> int:
    """Delete a file and the folders that this leaves empty; return how many files went."""
    target, folders = output / path, [output / each for each in _folders(path)]
    if any(folder.is_symlink() for folder in folders) or target.is_dir():
        return 0
    try:
        target.unlink()
        count = 1
    except (FileNotFoundError, NotADirectoryError):
        count = 0
    for folder in filter(Path.is_dir, folders):
        if any(folder.iterdir()):
            break
        folder.rmdir()
    return count
