"""One content file becomes a reading: its bytes, its sheet, what came of it.

Knows how a file is opened and what keeps it from being read; what stands in it is for schema.
"""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass

from parley.reading import schema, sheets
from parley.reading.front_matter import Fault
from parley.reading.schema import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A content file: `kind` is its folder, `id` its stem, `name` its path in content/.

    `path` is how it is told to the user; `load` gives its bytes, or raises Fault.
    """

    kind: str
    id: str
    name: str
    path: str
    load: Callable[[], bytes]


def loaded(path: str) -> bytes:
    """Return a file's bytes, or raise Fault; never waits on a pipe, never reads a giant."""
    try:
        with open(path, "rb", buffering=0, opener=_opened) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Fault("unreadable", "this is not an ordinary file", "delete it")
            if status.st_size > sheets.LARGEST:
                raise sheets.too_large(status.st_size)
            return file.read()
    except OSError as error:
        message = f"the file can't be read: {error.strerror}"
        raise Fault("unreadable", message, "check its rights") from None


def _opened(path: str, flags: int) -> int:
    """Open without waiting for whoever is to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read(file: File) -> Reading:
    """Return what comes of a file; what makes it unreadable is its one problem."""
    try:
        return of_bytes(file.load(), file)
    except Fault as fault:
        return Reading(entity=None, problems=(fault.problem(file.path),), references=())


def of_bytes(raw: bytes, file: File) -> Reading:
    """Return what comes of a file's bytes; raises Fault where they are no sheet."""
    return schema.read(sheets.read(raw, kind=file.kind, id=file.id, path=file.path, name=file.name))
