"""An editor's desk: a record, a copy of the program, a site that is built again and again.

Knows files and the command line; `check` holds a build against one that remembers nothing.
"""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import IO

from tests.conftest import ROOT, write

FORKS = Path(__file__).with_name("forks.py")
PROGRAM = ("build.py", "parley", "templates", "static")

# A build that takes longer than this waits for something that will not come.
PATIENCE = 120.0

TODAY = "2026-01-15"

Tree = dict[str, bytes]


@dataclass(frozen=True)
class Answer:
    """How a build ended, and what it told."""

    code: int
    told: Mapping[str, object]
    err: str

    @property
    def work(self) -> Mapping[str, int]:
        """How much was done: files read, bodies converted, pages rendered, files written."""
        work = self.told["work"]
        assert isinstance(work, dict)
        return work


def answer(code: int, out: str, err: str) -> Answer:
    """Read what a build with --format json printed; a traceback is never an answer."""
    assert "Traceback" not in err, err
    assert code in (0, 1, 2), f"exit code {code}: {err}"
    return Answer(code, json.loads(out), err)


def tree(folder: Path) -> Tree:
    """Return every file of a site, and its folders as if they were files that hold nothing.

    What the tool keeps there for itself is left out: its names begin with a dot.
    """
    names = {path: path.relative_to(folder) for path in folder.rglob("*")}
    return {
        name.as_posix(): path.read_bytes() if path.is_file() else b""
        for path, name in names.items()
        if path.name == ".nojekyll" or not any(part.startswith(".") for part in name.parts)
    }


def differing(one: Tree, other: Tree) -> list[str]:
    """Return the paths at which two sites are not the same."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def assert_same(made: Tree, wanted: Tree) -> None:
    """Tell which files differ, and of the first few the line at which they do."""
    paths = differing(made, wanted)
    assert not paths, "\n".join(
        [f"{len(paths)} files differ:", *(_told(path, made, wanted) for path in paths[:6])]
    )


def _told(path: str, made: Tree, wanted: Tree) -> str:
    if path not in made or path not in wanted:
        return f"  {path} {'should not be there' if path in made else 'is missing'}"
    pairs = zip(made[path].splitlines(), wanted[path].splitlines(), strict=False)
    line, other = next((pair for pair in pairs if pair[0] != pair[1]), (b"its length", b""))
    return f"  {path}\n    is:   {line.strip()[:300]!r}\n    cold: {other.strip()[:300]!r}"


class Builder:
    """Makes builds of one program quickly: each is a fork of a process that imported everything.

    After a change of the code or of PYTHONPATH, and of templates where one was rehearsed, that
    process is begun anew.
    """

    def __init__(self, home: Path, folder: Path, seed: int, rehearsal: Sequence[str] = ()) -> None:
        """Take a program and a folder to write in; the hash seed is the same in every build.

        `rehearsal` are the arguments of a build that is made once in the process itself.
        """
        self._home = home
        self._told = write(folder, {"out": "", "err": ""})
        self._seed = seed
        self._rehearsal = list(rehearsal)
        self._loaded = ("parley/**/*.py", *(("templates/**/*",) if rehearsal else ()))
        self.changes = 0
        self._state: object = None
        self._process: subprocess.Popen[str] | None = None

    def run(self, arguments: Sequence[str], python_path: str = "", dies_at: int = 0) -> int:
        """Run the program and return its exit code; `output` has what it printed.

        `dies_at` kills it right before it changes the disk for the nth time: the code is -9, and
        `changes` has how often it did.
        """
        state = (python_path, _states(self._home, self._loaded))
        out, err = (str(self._told / name) for name in ("out", "err"))
        order = {"arguments": list(arguments), "out": out, "err": err, "dies_at": dies_at}
        if state != self._state:
            self.close()
            self._state, self._process = state, self._begun(python_path)
            order["rehearsal"] = self._rehearsal
        asked, told = self._pipes()
        asked.write(json.dumps(order) + "\n")
        asked.flush()
        assert select.select([told], [], [], PATIENCE)[0], f"no end: {arguments}"
        code, self.changes = map(int, told.readline().split())
        return code

    def output(self) -> tuple[str, str]:
        """Return what the last build printed to standard output and to standard error."""
        out, err = (
            (self._told / name).read_text(encoding="utf-8", errors="replace")
            for name in ("out", "err")
        )
        return out, err

    def close(self) -> None:
        """End the process that waits for orders."""
        if self._process:
            for pipe in self._pipes():
                pipe.close()
            self._process.wait(PATIENCE)
            self._process = None

    def _begun(self, python_path: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(FORKS), str(self._home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(PYTHONPATH=python_path, PYTHONHASHSEED=str(self._seed)),
        )

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._process
        assert self._process.stdin
        assert self._process.stdout
        return self._process.stdin, self._process.stdout


def environment(**more: str) -> dict[str, str]:
    """Return an environment that no setting of this machine reaches."""
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **more}


def _states(home: Path, patterns: Iterable[str]) -> list[tuple[str, int, int, int]]:
    files = (path for pattern in patterns for path in sorted(home.glob(pattern)))
    found = ((path, path.stat()) for path in files if path.is_file())
    return [(str(path), at.st_mtime_ns, at.st_size, at.st_ino) for path, at in found]


@dataclass
class Options:
    """With what a site is built."""

    today: str = TODAY
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    jobs: int = 1
    python_path: str = ""

    def arguments(self) -> list[str]:
        """Return them as the command line takes them."""
        given = ["build", "--format=json", f"--today={self.today}", f"--jobs={self.jobs}"]
        given += [f"--base-url={self.base_url}"] if self.base_url else []
        return given + [f"--{name}" for name in ("drafts", "strict") if getattr(self, name)]


# Bytes and time of change of every file that a site is made from.
Inputs = Mapping[str, tuple[bytes, int]]


@dataclass
class Desk:
    """A folder with `content/`, `seeds/` and `program/`, and beside them `site/` and `cache/`."""

    folder: Path
    warm: Builder
    cold: Builder
    options: Options = field(default_factory=Options)
    _number: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.content = self.folder / "content"
        self.site = self.folder / "site"
        self.cache = self.folder / "cache"

    def sheets(self, kind: str) -> list[str]:
        """Return the paths of all content files of a kind."""
        found = (self.content / kind).rglob("*.md")
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    def inputs(self) -> Inputs:
        """Return all that a site is made from."""
        roots = (self.folder / name for name in ("content", "seeds", "program"))
        files = (path for root in roots for path in root.rglob("*") if path.is_file())
        return {
            path.relative_to(self.folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in files
            if path.suffix != ".pyc"
        }

    def put_back(self, inputs: Inputs) -> None:
        """Make all inputs what they were, times of change too, as an archive that is unpacked."""
        now = self.inputs()
        for name in now.keys() - inputs.keys():
            (self.folder / name).unlink()
        for name, (content, time) in inputs.items():
            if now.get(name) != (content, time):
                path = write(self.folder, {name: content}) / name
                os.utime(path, ns=(time, time))

    def clear(self) -> None:
        """Forget every build."""
        for folder in (self.site, self.cache):
            shutil.rmtree(folder, ignore_errors=True)
        self.options = Options()

    def build(self, *, dies_at: int = 0) -> Answer | None:
        """Build over what is there; None if the build was killed, as it was told to be."""
        places = (f"--content={self.content}", f"--output={self.site}", f"--cache={self.cache}")
        arguments = (*self.options.arguments(), *places)
        code = self.warm.run(arguments, self.options.python_path, dies_at)
        return None if dies_at and code == -9 else answer(code, *self.warm.output())

    def build_anew(self) -> tuple[Answer, Tree]:
        """Build the same into a new folder, without a cache."""
        output = self.folder / "anew" / str(next(self._number))
        places = (f"--content={self.content}", f"--output={output}", "--no-cache")
        arguments = (*self.options.arguments(), "--jobs=1", *places)
        told = answer(self.cold.run(arguments, self.options.python_path), *self.cold.output())
        made = tree(output)
        shutil.rmtree(output, ignore_errors=True)
        return told, made

    def check(self) -> Answer:
        """Build, and hold all that comes of it against a build that remembers nothing."""
        before = tree(self.site)
        warm = self.build()
        cold, anew = self.build_anew()
        assert warm
        assert (warm.code, warm.told["problems"]) == (cold.code, cold.told["problems"])
        assert warm.told["pages"] == cold.told["pages"]
        after = tree(self.site)
        assert_same(after, before if cold.code else anew)
        if not cold.code:
            gone = [path for path in before if path not in after and "." in Path(path).name]
            assert warm.told["removed"] == len(gone)
        return warm


@contextmanager
def desk(folder: Path, record: Path) -> Iterator[Desk]:
    """Set up a desk with a copy of the program and of a record: `content/`, and `seeds/` if any."""
    shutil.copytree(record, folder)
    home = folder / "program"
    home.mkdir()
    for part in PROGRAM:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        copy(ROOT / part, home / part)
    warm = Builder(home, folder / "told" / "warm", seed=1)
    places = (f"--content={folder}/content", f"--output={folder}/rehearsed", "--no-cache")
    cold = Builder(home, folder / "told" / "cold", seed=2, rehearsal=("build", *places))
    try:
        yield Desk(folder, warm, cold)
    finally:
        warm.close()
        cold.close()
