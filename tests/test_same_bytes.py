"""What holds for every build: for the same day, the same bytes, wherever and however it runs.

Knows the command line and the bytes it leaves; runs it as users do, in processes of its own.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from parley.publish import MANIFEST
from tests.conftest import GOOD_SITE, ROOT, SITE, Run

Command = Callable[..., Run]

TODAY = "--today=2026-01-15"

PARTS = ("build.py", "parley", "templates", "static", "content", "seeds")
FORGOTTEN = shutil.ignore_patterns("__pycache__", ".*")


def checkout(home: Path) -> Path:
    """Copy what a build needs into a folder of its own."""
    home.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, home / part, ignore=FORGOTTEN)
        else:
            shutil.copy(ROOT / part, home)
    return home


def held(folder: Path) -> dict[str, bytes]:
    """Return every file of a site; of its list of files the names.

    What else the list tells, when and where on the disk a file was written, is of one folder only.
    """
    files = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {**found, MANIFEST: "\n".join(json.loads(found[MANIFEST])["files"]).encode()}


@dataclass(frozen=True)
class Built:
    """A site that was built in a checkout."""

    home: Path
    summary: str

    @property
    def files(self) -> dict[str, bytes]:
        """What stands in it."""
        return held(self.home / "_site")


def built(home: Path, *options: str, cwd: Path, umask: int, **environment: str) -> Built:
    """Build our content in a process of its own."""
    paths = (f"--{name}={home}/{name}" for name in ("content", "cache"))
    end = subprocess.run(
        [
            sys.executable,
            "-B",
            f"{home}/build.py",
            *paths,
            f"--output={home}/_site",
            TODAY,
            *options,
        ],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], **environment},
        umask=umask,
        check=True,
        capture_output=True,
        text=True,
    )
    assert [line for line in end.stderr.splitlines() if ": note[" not in line] == []
    return Built(home, end.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the checkouts of this module."""
    return tmp_path_factory.mktemp("checkouts")


@pytest.fixture(scope="module")
def one(folder: Path) -> Built:
    """Build as in Madrid: an English machine, one process, in the checkout."""
    home = checkout(folder / "one")
    zone = {"TZ": "Europe/Madrid", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "1"}
    return built(home, "--jobs", "1", cwd=home, umask=0o022, **zone)


@pytest.fixture(scope="module")
def other(folder: Path) -> Built:
    """Build as nowhere: other zone, locale, seed, umask, folder, and two processes."""
    home = checkout(folder / "an other" / "dépôt")
    zone = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR", "PYTHONHASHSEED": "4242"}
    return built(home, "--jobs", "2", cwd=folder, umask=0o077, **zone)


def test_two_checkouts_make_the_same_bytes(one: Built, other: Built) -> None:
    """Path, zone, locale, hash seed, umask, working folder and jobs change no byte."""
    assert one.files == other.files
    assert len(one.files) > 100


def test_a_site_does_not_know_where_it_was_built(one: Built, other: Built) -> None:
    """No file holds the path of the checkout, of the project or of the user's home."""
    for site in (one, other):
        for path in (site.home, site.home.parent, ROOT, Path.home()):
            told = [name for name, text in site.files.items() if str(path).encode() + b"/" in text]
            assert told == []


def test_a_second_build_writes_nothing(one: Built, run: Command) -> None:
    """With the cache of the first build, the second finds every byte as it is.

    It may write to the cache: of files that were new then, it may know more now.
    """
    home = one.home
    files = (path for path in home.rglob("*") if path.is_file())
    before = {
        path: path.stat().st_mtime_ns for path in files if not path.is_relative_to(home / "cache")
    }
    paths = ("--content", home / "content", "--output", home / "_site", "--cache", home / "cache")
    end = run("build", *paths, TODAY)
    assert end.code == 0
    assert ", 0 written, 0 removed, " in end.out
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_with_and_without_a_cache_the_same_is_made(one: Built, folder: Path, run: Command) -> None:
    """What is remembered is what would be made: a build without a cache writes nothing either."""
    home = one.home
    paths = ("--content", home / "content", "--output", home / "_site")
    end = run("build", *paths, "--no-cache", TODAY)
    assert ", 0 written, 0 removed, " in end.out
    paths = ("--content", home / "content", "--output", folder / "third")
    assert run("build", *paths, "--cache", home / "cache", TODAY).code == 0
    assert held(folder / "third") == one.files


EDITS: list[tuple[str, str, str, str]] = [
    ("a text is edited", "topics/bridge.md", "It was built", "It was *re*built by [[mayor]]"),
    ("an event is moved", "events/2025/ferry-strike.md", "2025-05~", "2025-05-20"),
    ("an event is added", "events/2025/new.md", "", "---\ntitle: N\ndate: 2025\n---\n[[bridge]]\n"),
    ("a person is renamed", "people/mayor.md", "The mayor of Norton", "Norton’s mayor"),
    ("an event is taken out", "events/2025/ferry-strike.md", "", ""),
    ("a draft is published", "events/2025/not-yet.md", "draft: true\n", ""),
    ("the site is moved", "site.toml", "example.org/river/", "example.org/"),
]


def edit(path: Path, old: str, new: str) -> None:
    """Change a file; without old words write a new one, without any words delete it."""
    if not old and not new:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8") if old else ""
    assert old in text
    path.write_text(text.replace(old, new) if old else new, encoding="utf-8")


@pytest.mark.parametrize(("name", "old", "new"), [row[1:] for row in EDITS],
                         ids=[row[0] for row in EDITS])  # fmt: skip
def test_a_warm_build_is_a_cold_build(
    tmp_path: Path, run: Command, name: str, old: str, new: str
) -> None:
    """After any edit, what is built over an old site with its cache is what is built anew."""
    shutil.copytree(GOOD_SITE, tmp_path / "good")
    content = tmp_path / "good" / "content"
    warm = ("--output", tmp_path / "warm", "--cache", tmp_path / "cache", TODAY)
    assert run("build", "--content", content, *warm).code == 0
    edit(content / name, old, new)
    assert run("build", "--content", content, *warm).code == 0
    cold = ("--output", tmp_path / "cold", "--no-cache", TODAY)
    assert run("build", "--content", content, *cold).code == 0
    assert held(tmp_path / "warm") == held(tmp_path / "cold")
    assert ", 0 written, 0 removed, " in run("build", "--content", content, *warm).out


def test_a_build_that_fails_leaves_the_old_site(good_site: Path, run: Command) -> None:
    """With a quote that does not stand, not one byte of the site changes."""
    output = good_site.parent / "site"
    arguments = ("build", "--content", good_site, "--output", output, "--no-cache")
    assert run(*arguments).code == 0
    before = held(output)
    edit(good_site / "articles" / "diary.md", "turned back", "turned round")
    end = run(*arguments)
    assert (end.code, "nothing was published" in end.out) == (1, True)
    assert held(output) == before


def test_a_long_record_is_the_same_whatever_the_hash(tmp_path: Path) -> None:
    """Pages of years too, on which many events share a day."""
    content = tmp_path / "content"
    (content / "events").mkdir(parents=True)
    (content / "site.toml").write_text(SITE)
    for n in range(310):
        sheet = f"---\ntitle: E{n}\ndate: {2024 + n // 155}-03-{n % 9 + 1:02}\n---\n"
        (content / "events" / f"e{n}.md").write_text(sheet)
    made = []
    for seed in ("1", "2"):
        output = tmp_path / seed
        command = (sys.executable, str(ROOT / "build.py"), "build", TODAY, "--no-cache")
        places = ("--content", str(content), "--output", str(output))
        environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed}
        subprocess.run([*command, *places], env=environment, check=True, capture_output=True)
        made.append(held(output))
    assert "2024/index.html" in made[0]
    assert made[0] == made[1]
