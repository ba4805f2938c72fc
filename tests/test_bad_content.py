"""Every file of tests/bad announces its own problems; exactly those are reported, and no other.

The convention is told in tests/bad/README.md. What git can't carry is made here.
"""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from parley.addresses import KINDS
from parley.problems import Problem
from tests.conftest import problems, read

BAD = Path(__file__).parent / "bad"
BASE = BAD / "base"

ANNOUNCED = re.compile(
    r"(?:(?P<path>\S.*?):)?(?P<place>\d+:\d+) (?P<what>(?:error|warning|note)\[[\w-]+\])"
    r"(?: (?P<words>.+))?"
)


@dataclass(frozen=True)
class Case:
    """A mistake: where it stands in tests/bad, where it goes in a site, what is announced."""

    source: Path
    target: str
    announced: tuple[str, ...]


def single(source: Path) -> Case:
    """Return one file as a case; it tells its problems itself, or in NAME.expect beside it."""
    beside = source.with_name(source.name + ".expect")
    if beside.exists():
        lines = beside.read_text("utf-8").splitlines()
    else:
        lines = re.findall(r"^# expect: (.+)$", source.read_text("utf-8"), re.MULTILINE)
    kind = source.parent.name
    target = "content/site.toml" if kind == "sites" else f"content/{kind}/{source.name}"
    return Case(source, target, tuple(f"{target}:{line}" for line in lines))


def cases() -> list[Case]:
    """Return every case of tests/bad."""
    files = [
        single(path)
        for kind in (*KINDS, "sites")
        for path in sorted((BAD / kind).glob("*"))
        if path.suffix != ".expect"
    ]
    folders = [
        Case(path, "", tuple((path / "expect").read_text("utf-8").splitlines()))
        for path in sorted((BAD / "folders").iterdir())
    ]
    return files + folders


CASES = cases()


def site(home: Path, case: Case) -> Path:
    """Lay a case over a copy of the good base, and return the content folder."""
    shutil.copytree(BASE, home)
    if case.target:
        (home / case.target).parent.mkdir(exist_ok=True)
        shutil.copyfile(case.source, home / case.target)
    else:
        if (case.source / "content" / "site.toml").is_dir():
            (home / "content" / "site.toml").unlink()
        shutil.copytree(case.source, home, dirs_exist_ok=True)
    return home / "content"


def told(problem: Problem) -> str:
    """Return a problem as the cases announce it, without its words."""
    origin = problem.origin
    place = f"{origin.path}:{origin.line}:{origin.column}"
    return f"{place} {problem.severity}[{problem.rule}]"


def without_words(announced: str) -> str:
    """Return an announcement without the words that must stand in the message."""
    match = ANNOUNCED.fullmatch(announced)
    assert match, f"this announces nothing: {announced}"
    return f"{match['path']}:{match['place']} {match['what']}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source.relative_to(BAD).as_posix())
def test_a_bad_file_gets_the_problems_that_it_announces(case: Case, tmp_path: Path) -> None:
    """Line, column, severity and rule are as announced; nothing else is reported."""
    assert case.announced, f"{case.source} announces nothing"
    found = problems(site(tmp_path / "home", case))
    assert sorted(map(told, found)) == sorted(map(without_words, case.announced))
    for announced in case.announced:
        words = ANNOUNCED.fullmatch(announced)
        same = [each for each in found if told(each) == without_words(announced)]
        assert words and any((words["words"] or "") in f"{p.message} {p.hint}" for p in same)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.source.relative_to(BAD).as_posix())
def test_a_problem_has_a_message_and_a_next_step(case: Case, tmp_path: Path) -> None:
    """Both fit one line, and no message speaks the language of a library."""
    for problem in problems(site(tmp_path / "home", case)):
        assert problem.message.strip() and problem.hint.strip()
        assert not re.search(r"[\x00-\x1f\x7f]", problem.message + problem.hint)
        assert not re.search(r"token|scalar|node|mapping|Error\b|None", problem.message)


def test_the_base_of_the_cases_is_without_a_problem() -> None:
    """What a case reports comes from the case."""
    record = read(BASE / "content")
    assert record.problems == () and record.timeline is not None


def test_every_kind_of_content_has_a_case() -> None:
    """No folder of cases is lost without a word, and the list of them is long."""
    assert {case.source.parent.name for case in CASES} >= {"events", "sites", "folders", "topics"}
    assert len(CASES) > 200


def too_large(content: Path) -> None:
    """A text of five megabytes and one byte."""
    (content / "articles" / "book.md").write_bytes(b"---\n---\n" + b"x" * 4_999_993)


def large_enough(content: Path) -> None:
    """A giant that is no text is not even opened."""
    with (content / "articles" / "dump.md").open("wb") as file:
        file.truncate(10**12)


def capitals(content: Path) -> None:
    """Two files that one disk of two would take for the same."""
    text = (content / "topics" / "tariffs.md").read_bytes()
    (content / "topics" / "Tariffs.md").write_bytes(text)


def link_that_leads_out(content: Path) -> None:
    """A file of the machine that builds the site."""
    (content / "topics" / "machine.md").symlink_to("/etc/hostname")


def link_to_a_neighbour_with_a_like_name(content: Path) -> None:
    """content-old begins as content does, and is another folder."""
    (content.parent / "content-old").mkdir()
    (content.parent / "content-old" / "a.md").write_text("---\ntitle: A\n---\n")
    (content / "topics" / "a.md").symlink_to("../../content-old/a.md")


def link_to_a_folder(content: Path) -> None:
    """The same files would be read twice."""
    (content / "topics" / "places").symlink_to("../places")


def link_to_the_folder_above(content: Path) -> None:
    """A walk that follows links would never end."""
    (content / "topics" / "again").symlink_to("..")


def link_to_nothing(content: Path) -> None:
    """What it named is gone."""
    (content / "topics" / "gone.md").symlink_to("away.md")


def link_to_itself(content: Path) -> None:
    """The system refuses to follow it."""
    (content / "topics" / "snake.md").symlink_to("snake.md")


def pipe(content: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(content / "topics" / "pipe.md")


def pipe_for_a_seed(content: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(content.parent / "seed.txt")
    (content / "articles" / "piped.md").write_text("---\nseed: seed.txt\n---\nwords\n")


def pipe_for_site_toml(content: Path) -> None:
    """Reading it would wait for ever; and the file is there, so it is not missing."""
    (content / "site.toml").unlink()
    os.mkfifo(content / "site.toml")


def no_site_toml(content: Path) -> None:
    """A site needs three lines."""
    (content / "site.toml").unlink()


def folder_outside(content: Path) -> None:
    """All topics of another site."""
    shutil.rmtree(content / "topics")
    (content / "topics").symlink_to("/etc")


def name_that_is_no_text(content: Path) -> None:
    """A disk from elsewhere, with names in Latin-1."""
    raw = os.fsencode(content / "topics") + b"/caf\xe9.md"
    with open(raw, "wb") as file:  # noqa: PTH123 - pathlib has no names of bytes
        file.write(b"---\ntitle: A\n---\n")


def name_of_two_lines(content: Path) -> None:
    """A name that would tear its own message apart."""
    (content / "topics" / "a\nb.md").write_text("---\ntitle: A\n---\n")


def deep_folders(content: Path) -> None:
    """Folders in folders in folders, as a copy that went wrong leaves them."""
    folder = content / "topics"
    for _ in range(60):
        folder = folder / "a"
        folder.mkdir()


MADE: list[tuple[Callable[[Path], None], tuple[str, ...]]] = [
    (too_large, ("content/articles/book.md:1:1 error[size]",)),
    (large_enough, ("content/articles/dump.md:1:1 error[size]",)),
    (capitals, ("content/topics/tariffs.md:1:1 error[duplicate-id]",)),
    (link_that_leads_out, ("content/topics/machine.md:1:1 error[symlink]",)),
    (link_to_a_neighbour_with_a_like_name, ("content/topics/a.md:1:1 error[symlink]",)),
    (link_to_a_folder, ("content/topics/places:1:1 error[symlink]",)),
    (link_to_the_folder_above, ("content/topics/again:1:1 error[symlink]",)),
    (link_to_nothing, ("content/topics/gone.md:1:1 error[symlink]",)),
    (link_to_itself, ("content/topics/snake.md:1:1 error[symlink]",)),
    (pipe, ("content/topics/pipe.md:1:1 error[unreadable]",)),
    (pipe_for_a_seed, ("content/articles/piped.md:2:7 error[seed]",)),
    (pipe_for_site_toml, ("content/site.toml:1:1 error[unreadable]",)),
    (no_site_toml, ("content/site.toml:1:1 error[site]",)),
    (
        folder_outside,
        (
            "content/events/closure.md:5:10 error[unknown-id]",
            "content/topics:1:1 error[symlink]",
        ),
    ),
    (name_that_is_no_text, ("content/topics/caf�.md:1:1 error[id]",)),
    (name_of_two_lines, ("content/topics/a�b.md:1:1 error[id]",)),
    (deep_folders, (f"content/topics{'/a' * 21}:1:1 error[folder]",)),
]


@pytest.mark.skipif(os.name == "nt", reason="links, pipes and such names are those of POSIX")
@pytest.mark.parametrize(
    ("make", "expected"), MADE, ids=lambda value: getattr(value, "__name__", "")
)
def test_an_odd_file_is_one_problem(
    make: Callable[[Path], None], expected: tuple[str, ...], tmp_path: Path
) -> None:
    """Files that git can't carry are reported too, and reading ends."""
    shutil.copytree(BASE, tmp_path / "home")
    make(tmp_path / "home" / "content")
    assert tuple(map(told, problems(tmp_path / "home" / "content"))) == expected


def test_a_link_to_another_file_of_the_content_is_read(tmp_path: Path) -> None:
    """Only what leads away is refused."""
    shutil.copytree(BASE, tmp_path / "home")
    content = tmp_path / "home" / "content"
    (content / "topics" / "duties.md").symlink_to("tariffs.md")
    timeline = read(content).timeline
    assert timeline and timeline.topic["duties"].title == "Tariffs"


def test_a_folder_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the content is read all the same, and names what is not there."""
    shutil.copytree(BASE, tmp_path / "home")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("people/"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", lambda path: refuse(os.fspath(path) + "/"))
    assert tuple(map(told, problems(tmp_path / "home" / "content"))) == (
        "content/events/closure.md:6:10 error[unknown-id]",
        "content/people:1:1 error[unreadable]",
    )


def test_a_file_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's word is passed on; here it stands for a disk that fails."""
    shutil.copytree(BASE, tmp_path / "home")
    content = tmp_path / "home" / "content"
    system_open = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith("/mayor.md"):
            raise PermissionError(13, "Permission denied")
        return system_open(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    (found,) = problems(content)
    assert told(found) == "content/people/mayor.md:1:1 error[unreadable]"
    assert "Permission denied" in found.message
