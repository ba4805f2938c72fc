"""Remembered results by the hash of everything they depend on: one file, safe to delete.

Knows keys and texts; knows nothing of what they mean. Holds only what the last run used.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from parley.publish import replace_file

_FORM = "parley cache 1"


class Cache:
    """Texts under keys, in a folder; without a folder it remembers for one run."""

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / "texts.json" if folder else None
        self.note = ""
        self._earlier = self._load()
        self._used: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """Return what is remembered under a key."""
        if key not in self._used and key in self._earlier:
            self._used[key] = self._earlier[key]
        return self._used.get(key)

    def put(self, key: str, text: str) -> None:
        """Remember a text."""
        self._used[key] = text

    def save(self) -> None:
        """Write what this run used, if that differs from what is stored; `note` says why not."""
        if not self.path or self._used == self._earlier:
            return
        stored = {"form": _FORM, "texts": dict(sorted(self._used.items()))}
        try:
            replace_file(self.path, json.dumps(stored, ensure_ascii=False).encode())
        except OSError as error:
            self.note = f"{self.path} can't be written ({error.strerror}); nothing is remembered"

    def _load(self) -> dict[str, str]:
        """Return the stored texts; a damaged or foreign file counts for nothing."""
        if not self.path:
            return {}
        try:
            stored = json.loads(self.path.read_bytes())
            texts = stored["texts"]
            "".join((*texts.keys(), *texts.values())).encode()  # texts alone, and all of them sound
            if stored["form"] == _FORM:
                return dict(texts)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            pass
        self.note = f"{self.path} is damaged or of another version, and was not used"
        return {}


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
