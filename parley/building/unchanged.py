"""Nothing has changed: how a build sees that within a tenth of a second, and what it says then.

Knows what the last build looked at and what it left; opens none of it, but for files so young that
their stamps may lie.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from parley import records
from parley.building.inputs import Inputs, stamp, told
from parley.building.orders import Outcome
from parley.disk import digest, replace_file
from parley.problems import Problem
from parley.publish import is_untouched

_NAME, _FORM = "last.json", 1


class Last:
    """The last build of a cache, as far as it needs to be known if nothing has changed."""

    def __init__(self, cache: Path, options: Iterable[object], home: Path, content: Path) -> None:
        """Take what, beside files, a site depends on: `options`."""
        self._path = cache / _NAME
        self._options = repr(tuple(options))
        self._roots = {"program": home, "content": content, "seeds": content.resolve().parent}
        self.note = ""
        self._told = self._load()

    @property
    def zone(self) -> str:
        """The time zone of the site, "" where it is not known."""
        return str(self._told.get("zone", ""))

    def _load(self) -> Mapping[str, object]:
        try:
            total, _, raw = self._path.read_bytes().partition(b"\n")
            if total != digest(raw).encode():
                raise ValueError
            stored = json.loads(raw)
            is_ours = stored["form"] == _FORM and stored["options"] == self._options
            return dict(stored) if is_ours else {}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            self.note = f"{self._path} is damaged or of another version, and was not used"
            return {}

    def stands(self, inputs: Inputs, output: Path, today: object) -> bool:
        """Tell whether a build would read what the last one read, and write what it wrote."""
        last = self._told
        if not last or last["key"] != self._key(inputs, output, today, last["seeds"]):
            return False
        young: Mapping[str, str] = last["young"]  # type: ignore[assignment]  # as it was put there
        if any(_contents(self._file(name)) != known for name, known in young.items()):
            return False
        if not last["manifest"] or last["manifest"] != is_untouched(output):
            return False
        if young and not any(map(inputs.is_young, self._stamps(inputs, last["seeds"]).values())):
            self._save({**last, "young": {}})
        return True

    def outcome(self) -> Outcome:
        """Return what came of the last build, of which nothing had to be done again."""
        told: Mapping[str, list[object]] = self._told["outcome"]  # type: ignore[assignment]  # as it was put there
        problems = tuple(records.made(Problem, each) for each in told["problems"])
        pages, notes = (int(str(told[name])) for name in ("pages", "notes"))
        return Outcome(problems=problems, notes=notes, is_published=True, pages=pages)

    def keep(self, inputs: Inputs, output: Path, today: object, built: Outcome) -> None:
        """Keep what a build read, wrote and said."""
        paths = sorted(built.seeds)
        young = [
            name for name, mark in self._stamps(inputs, paths).items() if inputs.is_young(mark)
        ]
        self._save(
            {
                "form": _FORM,
                "options": self._options,
                "zone": built.zone,
                "key": self._key(inputs, output, today, paths),
                "seeds": paths,
                "young": {name: _contents(self._file(name)) for name in young},
                "manifest": built.manifest,
                "outcome": {
                    "problems": [records.plain(problem) for problem in built.problems],
                    "notes": built.notes,
                    "pages": built.pages,
                },
            }
        )

    def forget(self) -> None:
        """Keep nothing: what comes now may not end."""
        with suppress(OSError):  # it is no file, and was not read
            self._path.unlink(missing_ok=True)

    def _save(self, last: Mapping[str, object]) -> None:
        with suppress(OSError):  # then the next build looks closer
            raw = json.dumps(last).encode()
            replace_file(self._path, digest(raw).encode() + b"\n" + raw)

    def _key(self, inputs: Inputs, output: Path, today: object, seeds: object) -> str:
        marks = [self._stamp(seed) for seed in seeds]  # type: ignore[attr-defined]  # a list
        return told(inputs.digest, output.resolve(), today, marks)

    def _stamps(self, inputs: Inputs, seeds: object) -> dict[str, str]:
        """Return the stamps of all files, each under the name of its root and its own."""
        files = {f"content/{name}": mark for name, mark in inputs.content.items()}
        files |= {f"program/{name}": mark for name, mark in inputs.program.items()}
        files |= {f"seeds/{name}": self._stamp(name) for name in seeds}  # type: ignore[attr-defined]  # a list
        return {name: mark for name, mark in files.items() if not name.endswith(("/", "!"))}

    def _stamp(self, seed: str) -> str:
        return stamp(self._roots["seeds"] / seed)

    def _file(self, name: str) -> Path:
        root, _, path = name.partition("/")
        return self._roots[root] / path


def _contents(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
