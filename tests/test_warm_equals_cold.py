"""Warm equals cold: a build over an old site, with a cache, makes what a build makes afresh.

After any edit, alone or one after another, the bytes, the problems and the exit code are the same.
Knows the command line and the files around it; knows nothing of how the program remembers.
"""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import markdown
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.incremental import desk as desks
from tests.incremental import edits, record
from tests.incremental.desk import Desk, Inputs, Options


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Inputs]]:
    """Set up the module's desk, with a site that is built, and what that was made from."""
    folder = tmp_path_factory.mktemp("warm")
    with desks.desk(folder / "desk", record.lay_out(folder / "record")) as desk:
        desk.check()
        yield desk, desk.inputs()


@pytest.fixture
def desk(bench: tuple[Desk, Inputs]) -> Iterator[Desk]:
    """Return the desk; what a test leaves there is put back, and not built."""
    desk, inputs = bench
    yield desk
    desk.put_back(inputs)
    desk.options = Options()


@pytest.mark.parametrize("name", [name for name in edits.ALL if name not in edits.MISTAKES])
def test_after_an_edit(desk: Desk, name: str) -> None:
    """What one edit changes, and putting back the one before it, is all that changes."""
    before = desk.inputs()
    edits.ALL[name](desk)
    assert desk.inputs() != before
    assert desk.check().code == 0


@pytest.mark.parametrize("name", edits.MISTAKES)
def test_after_a_mistake(desk: Desk, name: str) -> None:
    """A build that fails publishes nothing; what else was edited meanwhile shows after the mend."""
    before = desk.inputs()
    edits.MISTAKES[name](desk)
    edits.says(edits.CLOSED, "title", "Edited meanwhile")(desk)
    assert desk.check().code == 1
    edited = desk.inputs()[edits.CLOSED]
    desk.put_back({**before, edits.CLOSED: edited})
    assert desk.check().code == 0
    page = (desk.site / "events/bridge-closed/index.html").read_text(encoding="utf-8")
    assert "Edited meanwhile" in page


OPTIONS = {
    "another day": Options(today="2026-01-16"),
    "a day in another year": Options(today="2027-03-01"),
    "a day before the record": Options(today="2025-05-07"),
    "another address": Options(base_url="https://example.com/"),
    "drafts too": Options(drafts=True),
    "two processes": Options(jobs=2),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_with_another_option(desk: Desk, name: str) -> None:
    """What the command line says counts as much as what a file says."""
    desk.options = OPTIONS[name]
    assert desk.check().code == 0


def test_a_warning_is_told_again(desk: Desk) -> None:
    """With --strict a build that changes nothing fails for the warning that the last one told."""
    edits.put("content/topics/new.md", "---\ntitle: New\n---\n")(desk)
    assert desk.check().code == 0
    desk.options.strict = True
    assert desk.check().code == 1


def test_a_record_that_was_moved(desk: Desk) -> None:
    """Problems are told under the path that was given, not under that of an earlier build."""
    home = desk.content
    moved = desk.folder / "moved"
    moved.mkdir()
    try:
        desk.content = home.rename(moved / "content")
        (desk.folder / "seeds").rename(moved / "seeds")
        told = str(desk.check().told["problems"])
        assert str(moved) in told
        assert str(home) not in told
    finally:
        (moved / "seeds").rename(desk.folder / "seeds")
        desk.content = desk.content.rename(home)
        moved.rmdir()


# What the later Markdown does differently.
STRONGER = """
_convert = Markdown.convert
Markdown.convert = lambda self, text: _convert(self, text).replace("em>", "strong>")
"""


def upgraded(folder: Path) -> Path:
    """Return a folder for PYTHONPATH with a later Markdown, to which *emphasis* is strong."""
    here = Path(markdown.__file__).parent
    package, about = folder / "markdown", folder / "markdown-99.0.dist-info"
    shutil.copytree(here, package)
    shutil.copytree(next(here.parent.glob("[Mm]arkdown-*.dist-info")), about)
    core, stated = package / "core.py", package / "__meta__.py"
    core.write_text(core.read_text(encoding="utf-8") + STRONGER, encoding="utf-8")
    version = re.sub(r"_info__ = \(\d+", "_info__ = (99", stated.read_text(encoding="utf-8"))
    stated.write_text(version, encoding="utf-8")
    metadata = (about / "METADATA").read_text(encoding="utf-8")
    metadata = re.sub(r"(?m)^Version: .*", "Version: 99.0", metadata, count=1)
    (about / "METADATA").write_text(metadata, encoding="utf-8")
    return folder


def test_a_library_of_another_version(desk: Desk, tmp_path: Path) -> None:
    """What an older Markdown made is not believed."""
    edits.becomes(edits.CLOSED, "came on a Monday", "came *on a Monday*")(desk)
    page = desk.site / "events/bridge-closed/index.html"
    desk.check()
    assert "<em>on a Monday</em>" in page.read_text(encoding="utf-8")
    desk.options.python_path = str(upgraded(tmp_path))
    desk.check()
    assert "<strong>on a Monday</strong>" in page.read_text(encoding="utf-8")


def test_an_edit_that_only_the_disk_knows_of(desk: Desk) -> None:
    """A letter changed in place right after a build, size and time of change as they were."""
    for _ in range(4):
        edits.same_size(edits.CLOSED)(desk)
        told = desk.check()
        assert (told.code, told.told["written"]) == (0, 1)


def test_a_cache_of_long_ago(desk: Desk, tmp_path: Path) -> None:
    """An older cache that is put back, as CI does, is a cache of another day: nothing is wrong."""
    desk.check()
    old = shutil.copytree(desk.cache, tmp_path / "cache")
    edits.says(edits.CLOSED, "title", "Later")(desk)
    desk.check()
    shutil.rmtree(desk.cache)
    shutil.copytree(old, desk.cache)
    desk.check()


def test_a_site_of_long_ago(desk: Desk, tmp_path: Path) -> None:
    """An older site in the place of the one that the cache belongs to is brought up to date."""
    desk.check()
    old = shutil.copytree(desk.site, tmp_path / "site")
    edits.EVENTS["an event is renamed"](desk)
    desk.check()
    shutil.rmtree(desk.site)
    shutil.copytree(old, desk.site)
    desk.check()


def any_sheet(kind: str) -> st.SearchStrategy[str]:
    """Return any content file of a kind that is there at that moment."""
    return st.runner().flatmap(lambda machine: st.sampled_from(machine.desk.sheets(kind)))


ANY_SHEET = st.sampled_from(["events", "articles", "topics", "pages"]).flatmap(any_sheet)
ANY_OUTPUT = st.runner().flatmap(lambda machine: st.sampled_from(machine.outputs()))


class Editing(RuleBasedStateMachine):
    """An editor and a developer at work, who build after every step."""

    def __init__(self, desk: Desk, pristine: Inputs) -> None:
        super().__init__()
        self.desk = desk
        self.pristine = pristine
        self.kept: list[Inputs] = []
        self.cache = desk.folder / "kept cache"

    @initialize()
    def begin(self) -> None:
        """Build a site for the first time."""
        self.desk.put_back(self.pristine)
        self.desk.clear()
        shutil.rmtree(self.cache, ignore_errors=True)
        self.build()

    def outputs(self) -> list[str]:
        """Return the files of the site."""
        return sorted(name for name in desks.tree(self.desk.site) if "." in Path(name).name)

    def build(self) -> None:
        """Build and compare; where that fails, mend what was edited and do so again."""
        if self.desk.check().code:
            self.desk.put_back(self.kept[-1] if self.kept else self.pristine)
            self.desk.options.strict = False
            assert self.desk.check().code == 0
        self.kept.append(self.desk.inputs())

    @rule(name=st.sampled_from(sorted(edits.ALL)))
    def edit(self, name: str) -> None:
        """Make one of the edits that are known by name."""
        edits.ALL[name](self.desk)
        self.build()

    @rule(names=st.lists(st.sampled_from(sorted(edits.ALL)), min_size=2, max_size=4))
    def edit_much(self, names: list[str]) -> None:
        """Make several edits between two builds."""
        edits.both(*(edits.ALL[name] for name in names))(self.desk)
        self.build()

    @rule(sheet=ANY_SHEET, title=st.sampled_from(["One", "Two: *2*", "Ünï “3” <b>"]))
    def retitle(self, sheet: str, title: str) -> None:
        """Give anything another title."""
        edits.says(sheet, "title", f"'{title}'")(self.desk)
        self.build()

    @rule(event=any_sheet("events"), date=st.sampled_from(["2025", "2025-06-02", "2026-02~"]))
    def redate(self, event: str, date: str) -> None:
        """Give an event another date."""
        edits.says(event, "date", date)(self.desk)
        self.build()

    @rule(event=any_sheet("events"), draft=st.sampled_from(["true", "false"]))
    def redraft(self, event: str, draft: str) -> None:
        """Make a draft of an event, or publish it."""
        edits.says(event, "draft", draft)(self.desk)
        self.build()

    @rule(kind=st.sampled_from(["events", "articles", "people"]), number=st.integers(1, 3))
    def add(self, kind: str, number: int) -> None:
        """Add something new, or write over it."""
        date = "\ndate: 2025-07" if kind == "events" else ""
        text = f"---\ntitle: New {number}{date}\n---\nBeside [[bridge-closed]].\n"
        edits.put(f"content/{kind}/new-{kind}-{number}.md", text)(self.desk)
        self.build()

    @rule(event=any_sheet("events"), to=st.sampled_from(["one", "two", "three"]))
    def rename(self, event: str, to: str) -> None:
        """Rename an event and every mention of it."""
        edits.renamed("events", Path(event).stem, to)(self.desk)
        self.build()

    @rule(sheet=ANY_SHEET)
    def delete(self, sheet: str) -> None:
        """Delete something, whoever names it."""
        edits.goes(sheet)(self.desk)
        self.build()

    @rule(one=any_sheet("events"), other=any_sheet("events"))
    def swap(self, one: str, other: str) -> None:
        """Let two events exchange their files."""
        edits.swap(one, other)(self.desk)
        self.build()

    @rule(sheet=ANY_SHEET)
    def change_a_letter(self, sheet: str) -> None:
        """Change a letter so that neither size nor time tells."""
        edits.same_size(sheet)(self.desk)
        self.build()

    @rule(sheet=ANY_SHEET)
    def touch(self, sheet: str) -> None:
        """Save something as it is."""
        edits.touch(sheet)(self.desk)
        self.build()

    @rule(today=st.sampled_from([desks.TODAY, "2026-01-16", "2025-08-01", "2026-03-02"]))
    def wait(self, today: str) -> None:
        """Build on another day."""
        self.desk.options.today = today
        self.build()

    @rule(address=st.sampled_from(["", "https://example.com/", "https://example.org/a/b/"]))
    def publish_elsewhere(self, address: str) -> None:
        """Build for another address."""
        self.desk.options.base_url = address
        self.build()

    @rule(drafts=st.booleans(), strict=st.booleans(), jobs=st.integers(1, 2))
    def choose(self, drafts: bool, strict: bool, jobs: int) -> None:
        """Build with drafts or without them, strictly or not, in one process or two."""
        options = self.desk.options
        options.drafts, options.strict, options.jobs = drafts, strict, jobs
        self.build()

    @rule(output=ANY_OUTPUT, is_kept=st.booleans())
    def meddle(self, output: str, is_kept: bool) -> None:
        """Edit a file of the site by hand, or delete it."""
        path = self.desk.site / output
        if is_kept:
            path.write_bytes(b"by hand")
        else:
            path.unlink()
        self.build()

    @rule(output=ANY_OUTPUT)
    def meddle_unseen(self, output: str) -> None:
        """Change a letter of the site so that neither size nor time tells."""
        edits.same_size(f"site/{output}")(self.desk)
        self.build()

    @rule(past=st.integers(0, 5))
    def go_back(self, past: int) -> None:
        """Return to an earlier state of all inputs, times of change too."""
        self.desk.put_back(self.kept[-1 - past % len(self.kept)])
        self.build()

    @rule()
    def keep_the_cache(self) -> None:
        """Set a copy of the cache aside."""
        shutil.rmtree(self.cache, ignore_errors=True)
        shutil.copytree(self.desk.cache, self.cache)

    @precondition(lambda self: self.cache.exists())
    @rule()
    def bring_back_the_cache(self) -> None:
        """Put the older cache in the place of the cache."""
        shutil.rmtree(self.desk.cache)
        shutil.copytree(self.cache, self.desk.cache)
        self.build()

    @rule(names=st.sampled_from([("site",), ("cache",), ("site", "cache")]))
    def lose(self, names: tuple[str, ...]) -> None:
        """Delete the site or the cache."""
        for name in names:
            shutil.rmtree(self.desk.folder / name)
        self.build()


def test_after_any_sequence_of_edits(bench: tuple[Desk, Inputs]) -> None:
    """Three editors of a dozen steps; `make search` has sixty."""
    how = settings(
        max_examples=settings().max_examples // 33,
        stateful_step_count=12,
        suppress_health_check=list(HealthCheck),
    )
    machine = partial(Editing, *bench)
    run_state_machine_as_test(machine, settings=how)  # type: ignore[arg-type]  # any maker will do
    desk, pristine = bench
    desk.put_back(pristine)
    desk.clear()
