"""The workflow that publishes the site: what GitHub reads, what it may do, what it runs.

Knows GitHub's syntax as two checkers do; runs the workflow's own commands in a copy of the
repository, and never asks GitHub.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from tests import sitelint
from tests.conftest import ROOT, Run
from tests.sitelint import Site

GITHUB = ROOT / ".github"
WORKFLOW = GITHUB / "workflows" / "pages.yml"
DEPENDABOT = GITHUB / "dependabot.yml"
TEXT = WORKFLOW.read_text("utf-8")

# What a build takes from the repository.
SOURCES = ("build.py", "content", "parley", "seeds", "static", "templates")

ON_MAIN = "github.ref == 'refs/heads/main'"
ASKED = "${{ steps.pages.outputs.base_url }}"

# The rules that tell one address from another; tests/test_built_site.py applies them all.
RULES_OF_PLACE = (
    sitelint.addresses_lead_somewhere,
    sitelint.nothing_is_loaded_from_elsewhere,
    sitelint.style_sheets_load_what_is_there,
    sitelint.the_page_for_what_is_not_there_works_anywhere,
    sitelint.pages_name_their_own_address,
    sitelint.redirects_lead_to_pages,
    sitelint.the_sitemap_lists_every_page_once,
    sitelint.files_for_the_host_are_there,
)

Step = TypedDict(
    "Step",
    {
        "name": str,
        "id": str,
        "if": str,
        "uses": str,
        "with": dict[str, str],
        "run": str,
        "env": dict[str, str],
    },
    total=False,
)
Job = TypedDict(
    "Job",
    {
        "if": str,
        "needs": str,
        "runs-on": str,
        "timeout-minutes": str,
        "permissions": dict[str, str],
        "environment": dict[str, str],
        "steps": list[Step],
    },
    total=False,
)


class Workflow(TypedDict):
    """The part of a workflow that is looked at here, every value as written."""

    name: str
    on: dict[str, object]
    permissions: dict[str, str]
    concurrency: dict[str, str]
    jobs: dict[str, Job]


# BaseLoader: `on` is a word, and `true` too.
PAGES: Workflow = yaml.load(TEXT, Loader=yaml.BaseLoader)
BUILD, DEPLOY = PAGES["jobs"]["build"], PAGES["jobs"]["deploy"]
STEPS = [*BUILD["steps"], *DEPLOY["steps"]]


def step(action: str) -> Step:
    """Return the step that uses one of GitHub's actions."""
    (found,) = (step for step in STEPS if step.get("uses", "").startswith(f"actions/{action}@"))
    return found


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> Run:
    """Run a command with the programs of this environment first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if shutil.which(command[0], path=path) is None:
        pytest.fail(f"{command[0]} is missing. To get it, run: make test")
    told = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | {"PATH": path} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(told.returncode, told.stdout, told.stderr)


def audited(path: Path) -> Run:
    """Let zizmor look for what is unsafe, its smallest doubts included."""
    options = ("--offline", "--no-config", "--no-progress", "--strict-collection", "--pedantic")
    return run("zizmor", *options, path)


def read(path: Path) -> Run:
    """Let check-jsonschema read a file as GitHub would."""
    kind = "dependabot" if path.name == DEPENDABOT.name else "github-workflows"
    return run("check-jsonschema", "--builtin-schema", f"vendor.{kind}", path)


def with_a_fault(folder: Path, good: Path, old: str, new: str) -> Path:
    """Return a copy of a good file in which one thing is put wrong."""
    text = good.read_text("utf-8")
    assert old in text
    path = folder / good.relative_to(ROOT)
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_nothing_unsafe_is_found() -> None:
    """Zizmor finds no fault in the workflow, nor in what Dependabot is told."""
    told = audited(GITHUB)
    assert told.code == 0, told.out + told.err
    assert {path.name for path in (WORKFLOW, DEPENDABOT)} <= set(re.findall(r"\w+\.yml", told.err))


@pytest.mark.parametrize("path", [WORKFLOW, DEPENDABOT], ids=lambda path: path.name)
def test_github_can_read_it(path: Path) -> None:
    """No key is misspelt, none stands where it means nothing."""
    told = read(path)
    assert told.code == 0, told.out


CHECKOUT = step("checkout")["uses"]
NO_CREDENTIALS = "        with:\n          persist-credentials: false"


@pytest.mark.parametrize(
    ("fault", "good", "old", "new"),
    [
        ("unpinned-uses", WORKFLOW, CHECKOUT, "actions/checkout@v7"),
        ("template-injection", WORKFLOW, '"$BASE_URL"', f'"{ASKED}"'),
        ("template-injection", WORKFLOW, "check --format", "check ${{ github.head_ref }} --format"),
        ("artipacked", WORKFLOW, f"{NO_CREDENTIALS}\n", ""),
        ("excessive-permissions", WORKFLOW, "permissions: {}", "permissions: write-all"),
        ("dangerous-triggers", WORKFLOW, "  pull_request:", "  pull_request_target:"),
        ("dependabot-cooldown", DEPENDABOT, "default-days: 14", "semver-major-days: 14"),
    ],
)
def test_what_is_unsafe_would_be_found(
    tmp_path: Path, fault: str, good: Path, old: str, new: str
) -> None:
    """Each thing put wrong in the good file is named by zizmor."""
    told = audited(with_a_fault(tmp_path, good, old, new))
    assert told.code != 0
    assert f"[{fault}]" in told.out


@pytest.mark.parametrize(
    ("good", "old", "new"),
    [
        (WORKFLOW, "timeout-minutes:", "timeout-minute:"),
        (WORKFLOW, "pages: read", "page: read"),
        (WORKFLOW, "cancel-in-progress:", "cancel-in-process:"),
        (WORKFLOW, "  pull_request:", "  pull_requests:"),
        (DEPENDABOT, "interval: monthly", "interval: seldom"),
        (DEPENDABOT, "cooldown:", "cool-down:"),
    ],
)
def test_what_github_cannot_read_would_be_found(
    tmp_path: Path, good: Path, old: str, new: str
) -> None:
    """A misspelt word is an error here, and not a rule that is quietly left out there."""
    told = read(with_a_fault(tmp_path, good, old, new))
    assert told.code != 0
    assert "Schema validation errors" in told.out


def test_every_action_is_one_commit_of_github_with_its_version_beside_it() -> None:
    """A tag can be moved, a commit can't; the version is for those who read it."""
    pinned = re.findall(
        r"^ +uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", TEXT, re.MULTILINE
    )
    assert len(pinned) == TEXT.count("uses:") == sum("uses" in step for step in STEPS)


def test_only_the_job_that_publishes_may_publish() -> None:
    """And it runs nothing of the repository: no checkout, no script."""
    assert PAGES["permissions"] == {}
    assert {name: job["permissions"] for name, job in PAGES["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert [list(step) for step in DEPLOY["steps"]] == [["name", "id", "uses"]]
    assert step("checkout")["with"]["persist-credentials"] == "false"


def test_only_main_is_published() -> None:
    """A pull request is checked and built, and nothing of it leaves the machine."""
    for_main = [step("configure-pages"), step("upload-pages-artifact")]
    assert [step for step in BUILD["steps"] if "if" in step] == for_main
    assert {ON_MAIN} == {step["if"] for step in for_main} | {DEPLOY["if"]}
    assert DEPLOY["needs"] == "build"


def test_publications_follow_each_other() -> None:
    """Runs for one branch wait for each other; none but a pull request's is cut off."""
    assert "${{ github.ref }}" in PAGES["concurrency"]["group"]
    is_a_check = "${{ github.event_name == 'pull_request' }}"
    assert PAGES["concurrency"]["cancel-in-progress"] == is_a_check


def test_github_shows_where_the_site_is() -> None:
    """The environment of GitHub Pages, and the address that the deployment returns."""
    (publish,) = DEPLOY["steps"]
    address = f"${{{{ steps.{publish['id']}.outputs.page_url }}}}"
    assert DEPLOY["environment"] == {"name": "github-pages", "url": address}


@pytest.mark.parametrize("job", [BUILD, DEPLOY], ids=["build", "deploy"])
def test_a_job_runs_on_a_known_system_and_ends(job: Job) -> None:
    """`latest` would be another system one day; a job that hangs has hours by default."""
    assert re.fullmatch(r"ubuntu-\d\d\.04", job["runs-on"])
    assert 0 < int(job["timeout-minutes"]) <= 20


def test_a_fork_needs_no_change() -> None:
    """No repository, owner or address stands in the workflow."""
    assert not re.search(r"https?:|github\.io|github\.repository|example\.org", TEXT)


def test_the_readme_tells_what_starts_it() -> None:
    """A push to the branch that the README names, the button of the workflow, a pull request."""
    assert set(PAGES["on"]) == {"pull_request", "push", "workflow_dispatch"}
    assert PAGES["on"]["push"] == {"branches": ["main"]}
    told = (ROOT / "README.md").read_text("utf-8").partition("## Host it in three steps\n")[2]
    assert f"Push to `main`, or run the workflow **{PAGES['name']}** by hand" in told


def test_the_packages_are_those_of_the_lock() -> None:
    """On a Python that the project takes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    least = project["requires-python"].removeprefix(">=").split(".")
    given = step("setup-python")["with"]["python-version"].split(".")
    assert [int(part) for part in given] >= [int(part) for part in least]
    (install,) = (step["run"] for step in BUILD["steps"] if "pip" in step.get("run", ""))
    assert install.endswith(" install --require-hashes -r requirements.lock")


def commands(folder: Path, base_url: str) -> list[Run]:
    """Run what the build job runs after installing, in order, until a step fails."""
    runs: list[Run] = []
    for step in BUILD["steps"]:
        if "run" not in step or "pip" in step["run"]:
            continue
        environment = {
            name: value.replace(ASKED, base_url) for name, value in step.get("env", {}).items()
        }
        # How GitHub calls a step that names no shell.
        runs.append(run("bash", "-e", "-c", step["run"], cwd=folder, **environment))
        if runs[-1].code:
            break
    return runs


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of what a build needs, as a runner would have it."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("https://someone.github.io/negotiations", "https://someone.github.io/negotiations/"),
        ("https://someone.github.io", "https://someone.github.io/"),
        ("", tomllib.loads((ROOT / "content" / "site.toml").read_text("utf-8"))["base_url"]),
    ],
)
def test_the_commands_build_a_site_that_works_where_it_will_be(
    clone: Path, told: str, url: str
) -> None:
    """configure-pages tells the address of a project or a person, without a slash at its end.

    It tells nothing for a pull request; then site.toml's holds.
    """
    runs = commands(clone, told)
    assert [ran.code for ran in runs] == [0, 0], runs[-1].err
    folder = clone / step("upload-pages-artifact")["with"]["path"]
    site = Site(folder, url, "en")
    assert len(site.pages) > 100
    assert [fault for rule in RULES_OF_PLACE for fault in rule(site)] == []


def test_every_file_of_the_site_goes_along(clone: Path) -> None:
    """The action leaves out names that begin with a dot unless it is told not to."""
    commands(clone, "")
    given = step("upload-pages-artifact")["with"]
    assert given["include-hidden-files"] == "true"
    assert (clone / given["path"] / ".nojekyll").is_file()
    listed = (clone / given["path"] / ".parley.json").read_text("utf-8")
    assert str(clone) not in listed


def test_a_mistake_stands_beside_its_line(clone: Path) -> None:
    """The check ends the run, with an annotation that GitHub shows in the pull request."""
    event = next((clone / "content" / "events").rglob("*.md"))
    text = event.read_text("utf-8")
    event.write_text(re.sub("^title: .*$", "titel: x", text, count=1, flags=re.MULTILINE), "utf-8")
    (ran,) = commands(clone, "")
    assert ran.code == 1
    told = ran.out + ran.err
    assert re.search(rf"^::error file={event.relative_to(clone)},line=\d+", told, re.MULTILINE)


def test_a_warning_holds_nothing_up(clone: Path) -> None:
    """It is shown beside its line too, and the site is built."""
    sheet = "---\ntitle: Talks of which no source is known\ndate: 2025-05-05\n---\n"
    (clone / "content" / "events" / "unsourced.md").write_text(sheet, "utf-8")
    check, build = commands(clone, "")
    assert (check.code, build.code) == (0, 0)
    assert "::warning file=content/events/unsourced.md,line=" in check.out + check.err


def test_a_broken_template_ends_the_run(clone: Path) -> None:
    """The content is right, and the site can't be built."""
    (clone / "templates" / "base.html").write_text("{% block main %}", "utf-8")
    check, build = commands(clone, "")
    assert (check.code, build.code) == (0, 1)
    assert "templates/base.html" in build.err
