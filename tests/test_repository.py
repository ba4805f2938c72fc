"""What holds for the repository itself: bounded and locked packages, seeds, the two commands."""

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN_TIME = PROJECT["project"]["dependencies"]
IN_TESTS = PROJECT["dependency-groups"]["dev"]


def name(requirement: str) -> str:
    """Return the package of a requirement."""
    return re.split(r"[<>=~!\[; ]", requirement)[0]


@pytest.mark.parametrize("requirement", [*RUN_TIME, *IN_TESTS])
def test_every_package_is_bounded(requirement: str) -> None:
    """A new major version comes in by a change of ours, not by itself."""
    assert re.search(r">=[0-9.]+,<[0-9]", requirement)


def test_the_packages_of_the_design_are_needed_at_run_time() -> None:
    """They are real dependencies, none of them for tests alone."""
    names = {name(requirement) for requirement in RUN_TIME}
    assert {"jinja2", "markdown", "python-frontmatter", "livereload"} <= names


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("requirements.lock", RUN_TIME), ("requirements-dev.lock", RUN_TIME + IN_TESTS)],
)
def test_the_lock_files_hold_everything_with_hashes_and_name_no_index(
    lock: str, requirements: list[str]
) -> None:
    """Any mirror can serve them, and none can serve another file."""
    text = (ROOT / lock).read_text("utf-8")
    locked = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert {name(requirement) for requirement in requirements} <= set(locked)
    packages = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in package for package in packages)
    assert not re.search(r"https?:|file:|--index|--extra-index|--find-links|--trusted", text)


def test_the_readme_names_the_packages_of_the_extra() -> None:
    """What a saved web page needs is installed as pyproject.toml says, and in the tests too."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for requirement in PROJECT["project"]["optional-dependencies"]["html"]:
        assert f'"{requirement}"' in readme
        assert requirement in IN_TESTS
        assert re.search(r">=[0-9.]+,<[0-9]", requirement)


def test_ci_runs_the_command_of_the_readme() -> None:
    """What a newcomer types is what is tested."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert script.rstrip().endswith("\nmake test")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"^make site +#.*\nmake test +#", readme, re.MULTILINE)


def test_the_way_from_file_to_page_names_what_is_there() -> None:
    """Each function that CONTRIBUTING names is in the room where a newcomer looks for it."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    told = text.partition("### From file to page")[2].partition("## House rules")[0]
    named = re.findall(r"`([a-z_]+)\.(\w+)`", told)
    assert len(named) >= 14
    rooms = {path.stem: path for path in (ROOT / "parley").rglob("*.py")}
    for room, thing in named:
        source = rooms[room].read_text("utf-8")
        assert re.search(rf"^ *(?:def|class) {thing}\b", source, re.MULTILINE), f"{room}.{thing}"


def test_tests_have_a_browser_before_they_begin() -> None:
    """`make test` finds or brings a Chromium first, and leaves no test of the browser out."""
    told = subprocess.run(
        ["make", "-n", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    before, browser, after = told.stdout.partition("-m tests.browser.chromium\n")
    assert browser
    assert "pytest" not in before
    assert after.count("pytest") == after.count("-X dev -m pytest ") == 1


def test_the_event_of_the_readme_passes_and_its_mistake_is_told_so(tmp_path: Path) -> None:
    """Copied as it stands into our content; with the slip, the lines are those that are printed."""
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"^   ```(?:yaml|text)\n(.*?)^   ```", readme, re.DOTALL | re.MULTILINE)
    sheet, told = (textwrap.dedent(block) for block in blocks[:2])
    name, _, _ = told.partition(":")
    for part in ("content", "seeds"):
        shutil.copytree(ROOT / part, tmp_path / part)

    def checked(text: str) -> str:
        (tmp_path / name).write_text(text, "utf-8")
        command = (sys.executable, ROOT / "build.py", "check", "--strict")
        end = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        lines = [line for line in end.stderr.splitlines() if ": note[" not in line]
        return "".join(f"{line}\n" for line in lines)

    assert checked(sheet) == ""
    slip = told.splitlines()[1].partition("| ")[2]
    line = next(line for line in sheet.splitlines() if line.startswith(slip.partition(":")[0]))
    assert checked(sheet.replace(line, slip)) == told


@pytest.mark.parametrize("verb", ["site", "test", "setup", "check", "chromium"])
def test_make_knows_the_commands_of_the_readme(verb: str) -> None:
    """Each of them is told by `make help`."""
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"^{verb} +\w", told.stdout, re.MULTILINE)


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    """Each has words for who can't see it, and a twin for a dark screen."""
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r'<img src="([^"]+)-light.png" width="\d+" alt="([^"]+)">', readme)
    dark = re.findall(r'srcset="([^"]+)-dark.png">', readme)
    assert [name for name, _ in shown] == dark != []
    assert all(len(words.split()) > 10 for _, words in shown)
    for name in dark:
        for scheme in ("light", "dark"):
            assert 0 < (ROOT / f"{name}-{scheme}.png").stat().st_size < 200_000, name
