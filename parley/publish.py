"""Make a folder equal to a set of files: write what changed, delete what this tool no longer makes.

Knows paths and bytes; knows nothing of timelines. What it did not write, it does not touch.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Lists the files that this tool wrote, in the folder itself: a lost cache must not make
# yesterday's pages look like somebody else's files.
MANIFEST = ".parley.json"


class Refused(Exception):
    """Why nothing was written; a sentence for the user."""


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
    changed = [path for path in files if not _holds(output / path, files[path])]
    gone = sorted(earlier - set(files))
    if earlier != set(files) or not (output / MANIFEST).is_file():
        replace_file(output / MANIFEST, _as_bytes(earlier | set(files)))
    for path in changed:
        replace_file(output / path, files[path])
    removed = sum(_remove(output, path) for path in gone)
    if gone:
        replace_file(output / MANIFEST, _as_bytes(files))
    return Published(len(changed), removed)


def _manifest(output: Path) -> set[str]:
    """Return the files that earlier runs wrote; a folder with files and no manifest is refused."""
    if output.exists() and not output.is_dir():
        raise Refused(f"{output} is a file, not a folder")
    path = output / MANIFEST
    try:
        listed = json.loads(path.read_bytes())
        files = {str(file) for file in listed["files"]}
    except FileNotFoundError:
        if output.is_dir() and any(output.iterdir()):
            raise Refused(
                f"{output} holds files that parley did not write; name an empty or new folder"
            ) from None
        return set()
    except (OSError, ValueError, TypeError, KeyError):
        raise Refused(f"{path} can't be read; delete {output} to start afresh") from None
    return {file for file in files if _is_inside(file)}


def _is_inside(path: str) -> bool:
    """Tell whether a manifest's entry stays in the folder; nothing else is ever deleted."""
    parts = path.split("/")
    return (
        bool(path)
        and not path.startswith("/")
        and not {"", ".", ".."} & set(parts)
        and "\\" not in path
    )


def _refuse_foreign(output: Path, files: Iterable[str], earlier: set[str]) -> None:
    """Refuse to write over a file that is not this tool's, or through a link that leads away."""
    root = output.resolve()
    seen: set[Path] = set()
    for path in files:
        target = output / path
        if path not in earlier and (target.is_symlink() or target.exists()):
            raise Refused(f"{target} is not a file that parley wrote; move it away")
        for parent in target.relative_to(output).parents:
            if parent in seen:
                break
            seen.add(parent)
            folder = output / parent
            if folder.resolve() != root / parent:
                raise Refused(f"{folder} is a link that leads away; delete it")
            if folder.exists() and not folder.is_dir():
                raise Refused(f"{folder} is a file where a folder must be; move it away")


def _holds(path: Path, content: bytes) -> bool:
    try:
        return (
            not path.is_symlink()
            and path.stat().st_size == len(content)
            and path.read_bytes() == content
        )
    except OSError:
        return False


def replace_file(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there; its folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".parley-")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink()
        raise


def _remove(output: Path, path: str) -> int:
    """Delete a file and the folders that this leaves empty; return how many files went."""
    target = output / path
    if target.parent.resolve() != output.resolve() / Path(path).parent:
        return 0
    try:
        target.unlink()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError):
        return 0
    for folder in target.parents:
        if folder == output or any(folder.iterdir()):
            break
        folder.rmdir()
    return 1


def _as_bytes(files: Iterable[str]) -> bytes:
    return (json.dumps({"files": sorted(files)}, indent=0, ensure_ascii=False) + "\n").encode()
