"""Make a folder equal to a set of files: write what changed, delete what this tool no longer makes.

Knows paths and bytes; knows nothing of timelines. What it did not write, it does not touch.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Lists the files that this tool wrote, in the folder itself: a lost cache must not make
# yesterday's pages look like somebody else's files.
MANIFEST = ".parley.json"

# How a file is called until it is whole; what a killed run left is known by it.
_UNFINISHED = ".parley-"


class Refused(Exception):
    """Why nothing was written, or nothing more; a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written and removed."""

    written: int
    removed: int


def publish(output: Path, files: Mapping[str, bytes]) -> Published:
    """Make `output` hold these files, and none that an earlier run left there; or raise Refused.

    Paths are relative, with `/`. Each file is written beside its place and moved over it, so a
    reader never sees half of one. The manifest names old and new files before the first is
    written: a run that is killed leaves nothing that the next does not know.
    """
    earlier = _manifest(output)
    _refuse_foreign(output, files, earlier)
    _sweep(output)
    changed = [path for path in files if not _holds(output / path, files[path])]
    gone = sorted(earlier - set(files))
    if earlier != set(files) or not (output / MANIFEST).is_file():
        _write(output / MANIFEST, _as_bytes(earlier | set(files)))
    for path in changed:
        _write(output / path, files[path])
    removed = sum(_remove(output, path) for path in gone)
    if gone:
        _write(output / MANIFEST, _as_bytes(files))
    return Published(len(changed), removed)


def _manifest(output: Path) -> set[str]:
    """Return the files that earlier runs wrote; a folder with files and no manifest is refused."""
    if output.exists() and not output.is_dir():
        raise Refused(f"{output} is a file, not a folder")
    path = output / MANIFEST
    try:
        files = json.loads(path.read_bytes())["files"]
        if not isinstance(files, list) or not all(isinstance(file, str) for file in files):
            raise TypeError
    except FileNotFoundError:
        if output.is_dir() and not all(_is_unfinished(entry.name) for entry in output.iterdir()):
            raise Refused(
                f"{output} holds files that parley did not write; name an empty or new folder"
            ) from None
        return set()
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise Refused(f"{path} can't be read; delete {output} to start afresh") from None
    return {file for file in files if _is_inside(file)}


def _is_inside(path: str) -> bool:
    """Tell whether a manifest's entry stays in the folder; nothing else is ever deleted."""
    odd = re.search("[\\\\\0\ud800-\udfff]", path)
    return odd is None and path != MANIFEST and not {"", ".", ".."} & set(path.split("/"))


def _is_unfinished(name: str) -> bool:
    return name.startswith(_UNFINISHED)


def _refuse_foreign(output: Path, files: Iterable[str], earlier: set[str]) -> None:
    """Refuse to write over a file that is not this tool's, or through a link that leads away."""
    seen: set[Path] = set()
    for path in files:
        target = output / path
        if path not in earlier and (target.is_symlink() or target.exists()):
            raise Refused(f"{target} is not a file that parley wrote; move it away")
        if target.is_dir() and not target.is_symlink():
            raise Refused(f"{target} is a folder where a file must be; move it away")
        for folder in _folders(output, path):
            if folder in seen:
                break
            seen.add(folder)
            if folder.is_symlink():
                raise Refused(f"{folder} is a link that leads away; delete it")
            if folder.exists() and not folder.is_dir():
                raise Refused(f"{folder} is a file where a folder must be; move it away")


def _folders(output: Path, path: str) -> list[Path]:
    """Return the folders between the output and one of its files, the nearest first."""
    return [output / parent for parent in Path(path).parents][:-1]


def _sweep(output: Path) -> None:
    """Delete the unfinished files of a run that was killed."""
    for folder, _, names in os.walk(output):
        for name in filter(_is_unfinished, names):
            Path(folder, name).unlink(missing_ok=True)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return (
            not path.is_symlink()
            and path.stat().st_size == len(content)
            and path.read_bytes() == content
        )
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    try:
        replace_file(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(f"{path} can't be written: {reason}; mend that and build again") from error


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)  # it is there only where something went wrong


def _remove(output: Path, path: str) -> int:
    """Delete a file and the folders that this leaves empty; return how many files went."""
    target, folders = output / path, _folders(output, path)
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


def _as_bytes(files: Iterable[str]) -> bytes:
    return (json.dumps({"files": sorted(files)}, indent=0, ensure_ascii=False) + "\n").encode()
