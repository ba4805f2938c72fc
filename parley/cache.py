"""What is remembered from run to run: one SQLite file of named shelves, safe to delete.

Knows keys and texts; knows nothing of what they mean. A damaged or foreign file is never believed.
"""

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from parley.disk import replace_file

_FORM = "parley cache 3"
NAME, SEAL = "memory.sqlite", "seal.json"


class Damaged(Exception):
    """What is stored can't be what was stored."""


class Shelf:
    """Texts under keys. What is put there is written when the cache is saved.

    Keys stand together in buckets, by their hash: ten thousand rows of a table took 35 ms to read,
    the same in 256 take 10.
    """

    def __init__(self, cache: "Cache", name: str, *, is_empty: bool) -> None:
        self._cache, self._name = cache, name
        self._texts: dict[str, str] = {}
        self._read: set[int] = set()
        self._changed: set[str] = set()
        self._is_whole = is_empty
        self._is_cleared = False

    def get(self, key: str) -> str | None:
        """Return what stands under a key."""
        if not self._is_whole:
            bucket = _bucket(key)
            if bucket not in self._read:
                self._take(self._cache.stored(self._name, bucket))
                self._read.add(bucket)
        return self._texts.get(key)

    def all(self) -> Mapping[str, str]:
        """Return everything by key, in no certain order."""
        if not self._is_whole:
            self._take(self._cache.stored(self._name))
            self._is_whole = True
        return self._texts

    def put(self, key: str, text: str | None) -> None:
        """Put a text under a key; None takes away what stands there."""
        self.get(key)
        self._changed.add(key)
        if text is None:
            self._texts.pop(key, None)
        else:
            self._texts[key] = text

    def fresh(self) -> dict[str, str]:
        """Return what was put since the cache was last saved, and is there."""
        return {key: self._texts[key] for key in sorted(self._changed) if key in self._texts}

    def clear(self) -> None:
        """Take everything away."""
        self._texts, self._changed = {}, set()
        self._is_whole = self._is_cleared = True

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the buckets in which something was put since the last time."""
        table = f'"{self._name}"'
        if self._is_cleared:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            self._is_cleared = False
        buckets: dict[int, list[str]] = {_bucket(key): [] for key in self._changed}
        if not buckets:
            return
        connection.execute(_TABLE.format(table))
        for key in sorted(self._texts):
            if (bucket := _bucket(key)) in buckets:
                buckets[bucket].append(key)
        rows = ((bucket, *self._packed(bucket, keys)) for bucket, keys in sorted(buckets.items()))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", rows)
        self._changed.clear()

    def _packed(self, bucket: int, keys: Sequence[str]) -> tuple[str, int]:
        """Return keys and texts of a bucket as one text, and its sum."""
        texts = [self._texts[key] for key in keys]
        sizes = json.dumps([*zip(keys, map(len, texts), strict=True)], ensure_ascii=False)
        packed = "".join((sizes, "\n", *texts))
        return packed, zlib.crc32(packed.encode(), bucket)

    def _take(self, buckets: Iterable[str]) -> None:
        """Unpack buckets; what was put since they were written stands."""
        for packed in buckets:
            end = packed.index("\n")
            at = end + 1
            for key, size in json.loads(packed[:end]):
                if key not in self._changed and key not in self._texts:
                    self._texts[key] = packed[at : at + size]
                at += size


class Cache:
    """Shelves in a folder; without a folder they last for one run.

    `note` says why nothing that is stored is used, or why nothing is stored.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.note = ""
        self._shelves: dict[str, Shelf] = {}
        self._connected: tuple[int, sqlite3.Connection] | None = None
        self._is_new = folder is None or not os.path.lexists(folder / NAME)
        if not self._is_new and not self._is_sound():
            self.forget()

    def shelf(self, name: str) -> Shelf:
        """Return a shelf; every name has one."""
        if name not in self._shelves:
            self._shelves[name] = Shelf(self, name, is_empty=self._is_new)
        return self._shelves[name]

    def get(self, key: str) -> str | None:
        """Return a text that was remembered under a key made of all that it depends on."""
        return self.shelf("text").get(key)

    def put(self, key: str, text: str) -> None:
        """Remember a text."""
        self.shelf("text").put(key, text)

    def stored(self, shelf: str, bucket: int | None = None) -> Iterator[str]:
        """Yield what is stored of a bucket of a shelf, or of all; raises Damaged."""
        where, given = ("", ()) if bucket is None else (" WHERE bucket = ?", (bucket,))
        try:
            wanted = f'SELECT bucket, text, sum FROM "{shelf}"{where}'
            for number, text, total in self._reading().execute(wanted, given):
                if total != zlib.crc32(text.encode(), number):
                    raise Damaged
                yield text
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise Damaged from error
        except (sqlite3.Error, AttributeError, TypeError, UnicodeError) as error:
            raise Damaged from error

    def forget(self) -> None:
        """Begin anew: what is stored is not what was stored."""
        self.note = f"{self._file} is damaged or of another version, and was not used"
        self.clear()

    def clear(self) -> None:
        """Begin anew: nothing that is stored is of use."""
        self._close()
        self._is_new = True
        self._shelves.clear()

    def save(self) -> None:
        """Write what was put since the last time; `note` says why that is not possible."""
        if self.folder is None:
            return
        try:
            self._close()
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._is_new:
                self._file.unlink(missing_ok=True)
            with closing(sqlite3.connect(self._file, isolation_level=None)) as connection:
                connection.execute(
                    "PRAGMA synchronous = OFF"
                )  # a kill is survived, a blackout seen
                connection.execute("BEGIN")
                for shelf in self._shelves.values():
                    shelf.write(connection)
                connection.execute("COMMIT")
            self._is_new = False
            replace_file(self.folder / SEAL, json.dumps(self._seal()).encode())
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or str(error)
            self.note = f"{self._file} can't be written ({reason}); nothing is remembered"

    @property
    def _file(self) -> Path:
        return (self.folder or Path()) / NAME

    def _reading(self) -> sqlite3.Connection:
        """Return this process's own connection: one may not be carried over a fork."""
        if self._connected is None or self._connected[0] != os.getpid():
            address = f"{self._file.resolve().as_uri()}?mode=ro"
            self._connected = os.getpid(), sqlite3.connect(address, uri=True)
        return self._connected[1]

    def _close(self) -> None:
        if self._connected and self._connected[0] == os.getpid():
            self._connected[1].close()
        self._connected = None

    def _seal(self) -> dict[str, object]:
        status = self._file.stat()
        return {"form": _FORM, "size": status.st_size, "mtime_ns": status.st_mtime_ns}

    def _is_sound(self) -> bool:
        """Tell whether the file is as it was written; one that was copied is looked through."""
        try:
            seal = json.loads((self._file.parent / SEAL).read_bytes())
            if seal == self._seal():
                return True
            return bool(seal["form"] == _FORM) and self._is_consistent()
        except (OSError, ValueError, TypeError, KeyError, RecursionError, Damaged, sqlite3.Error):
            return False

    def _is_consistent(self) -> bool:
        names = self._reading().execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names.fetchall()]
        if not tables:  # an empty file is as good a database as any other
            return False
        for name in tables:
            for _ in self.stored(name):
                pass
        return bool(self._reading().execute("PRAGMA integrity_check").fetchone() == ("ok",))


_TABLE = "CREATE TABLE IF NOT EXISTS {} (bucket INTEGER PRIMARY KEY, text TEXT, sum INTEGER)"

_BUCKETS = 256


def _bucket(key: str) -> int:
    return zlib.crc32(key.encode()) % _BUCKETS


def key(*parts: str) -> str:
    """Return a key made of all that a result depends on."""
    digest = hashlib.sha256()
    for part in _framed(parts):
        digest.update(part)
    return digest.hexdigest()


def _framed(parts: Iterable[str]) -> Iterable[bytes]:
    """Yield each part with its length before it, so that no two lists of parts look alike."""
    for part in parts:
        raw = part.encode()
        yield b"%d:" % len(raw)
        yield raw
