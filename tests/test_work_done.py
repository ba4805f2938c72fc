"""How much a build does: counts of files, bodies and pages, which do not depend on the clock.

What nobody edited is not read, converted, rendered or written again; and what was, is.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.incremental import desk as desks
from tests.incremental import edits
from tests.incremental.corpus import corpus, retitle
from tests.incremental.desk import TODAY, Answer, Desk, Tree, differing, environment, tree

# More than stand on one page, so that years have pages of their own.
EVENTS = 310

# Each event has 2 topics, 2 people, 1 place and 2 sources; then its neighbours and the lists.
MOST_PAGES = 25

# How many pages more may be rendered than come out otherwise.
MORE = 8  # neighbours and cited articles look at the whole event, and are made again

NONE = {"read": 0, "converted": 0, "rendered": 0, "written": 0}


def pages(paths: list[str]) -> list[str]:
    """Return those paths that are pages."""
    return [path for path in paths if path.endswith(".html")]


def files(paths: list[str]) -> list[str]:
    """Return those paths that are no folders."""
    return [path for path in paths if "." in Path(path).name]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Answer]]:
    """Set up a desk with a long record without measures, and build it for the first time."""
    folder = tmp_path_factory.mktemp("work")
    corpus(folder / "record/content", EVENTS)
    with desks.desk(folder / "desk", folder / "record") as desk:
        first = desk.build()
        assert first
        yield desk, first


@dataclass(frozen=True)
class Step:
    """A build after an edit: what it told, and the site before and after."""

    told: Answer
    before: Tree
    after: Tree

    @property
    def changed(self) -> list[str]:
        """What is not as it was."""
        return differing(self.before, self.after)


@pytest.fixture
def desk(warm: tuple[Desk, Answer]) -> Iterator[Desk]:
    """Return the desk, with a site that is up to date; afterwards all is put back."""
    desk, _ = warm
    inputs = desk.inputs()
    yield desk
    desk.put_back(inputs)
    desk.options = desks.Options()
    assert desk.build()


def step(desk: Desk) -> Step:
    """Build, and look at the site before and after."""
    before = tree(desk.site)
    told = desk.build()
    assert told
    assert told.code == 0
    return Step(told, before, tree(desk.site))


def test_a_first_build_does_everything(warm: tuple[Desk, Answer]) -> None:
    """Every content file is read, every body with a table converted; all is made."""
    desk, first = warm
    sheets = list(desk.content.rglob("*.md"))
    made = list(tree(desk.site))
    assert first.work["read"] == len(sheets)
    assert EVENTS // 3 <= first.work["converted"] <= len(sheets)
    assert first.work["rendered"] == first.told["pages"] == len(pages(made))
    assert first.work["written"] == first.told["written"] == len(files(made))


def test_nothing_changed_nothing_done(desk: Desk) -> None:
    """All four counts are none."""
    assert step(desk).told.work == NONE


def test_a_touch_is_no_edit(desk: Desk) -> None:
    """A file that was saved as it was may be read again, and that is all."""
    edits.touch("content/events/event-150.md")(desk)
    done = dict(step(desk).told.work)
    assert done.pop("read") <= 1
    assert done == {"converted": 0, "rendered": 0, "written": 0}


def test_nothing_changed_nothing_imported(desk: Desk) -> None:
    """A process that finds nothing to do does not load what it would do it with."""
    places = (f"--content={desk.content}", f"--output={desk.site}", f"--cache={desk.cache}")
    end = subprocess.run(
        [
            *(sys.executable, "-X", "importtime", f"{desk.folder}/program/build.py", "build"),
            *(*places, f"--today={TODAY}", "--jobs=1", "--format=json"),
        ],
        env=environment(),
        check=True,
        capture_output=True,
        text=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in end.stderr.splitlines() if "|" in line}
    assert "parley" in loaded
    assert loaded & {"jinja2", "markdown", "yaml", "nh3", "frontmatter"} == set()


def test_a_title(desk: Desk) -> None:
    """One file is read; what shows the title is rendered, and what differs is written."""
    retitle(desk.content, 150, "A title that nothing else has")
    done = step(desk)
    _, anew = desk.build_anew()
    assert done.told.work["read"] == 1
    assert done.told.work["converted"] <= 1
    assert done.told.work["written"] == done.told.told["written"] == len(files(done.changed))
    assert done.after == anew
    showing = [path for path in done.after if b"A title that nothing else has" in done.after[path]]
    assert "events/event-150/index.html" in showing
    concerned = set(pages(showing)) | set(pages(done.changed))
    assert len(pages(done.changed)) <= done.told.work["rendered"] <= len(concerned) + MORE
    assert done.told.work["rendered"] <= MOST_PAGES


def test_a_body(desk: Desk) -> None:
    """One body is converted, and hardly more than its own page rendered."""
    edits.becomes("content/events/event-150.md", "| One | Two |", "| One | *Three* |")(desk)
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (1, 1)
    assert 1 <= done.told.work["rendered"] <= 1 + MORE
    assert pages(done.changed) == ["events/event-150/index.html"]


def test_an_event_more(desk: Desk) -> None:
    """One file is read; the pages of other topics, people and places stay as they are."""
    text = "---\ntitle: One more\ndate: 2002-05-06\ntopics: topics-1\nsources: article-1\n---\nB.\n"
    edits.put("content/events/one-more.md", text)(desk)
    done = step(desk)
    assert done.told.work["read"] == 1
    assert done.told.work["rendered"] <= 2 * len(pages(done.changed))
    assert done.told.work["written"] == len(files(done.changed))


def test_few_enough_for_one_page(desk: Desk) -> None:
    """Where years need no pages any more, those go; back again, they return."""
    pristine = desk.inputs()
    for number in range(290, EVENTS):
        edits.goes(f"content/events/event-{number}.md")(desk)
    assert desk.check().told["removed"] != 0
    assert not (desk.site / "1991").exists()
    desk.put_back(pristine)
    assert desk.check().code == 0
    assert (desk.site / "1991").exists()


def test_an_event_less(desk: Desk) -> None:
    """Nothing is read; what showed it is rendered."""
    edits.goes("content/events/event-300.md")(desk)
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (0, 0)
    assert 1 <= done.told.work["rendered"] <= 2 * len(pages(done.changed))
    assert done.told.told["removed"] == 1


def test_the_template_of_all_pages(desk: Desk) -> None:
    """Every page is rendered, and no content read."""
    edits.WORKS["the template of all pages"](desk)
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (0, 0)
    assert done.told.work["rendered"] == done.told.told["pages"]


def test_a_style_sheet(desk: Desk) -> None:
    """One file is written, and nothing rendered."""
    edits.WORKS["a style sheet"](desk)
    assert step(desk).told.work == NONE | {"written": 1}


def test_the_site_title(desk: Desk) -> None:
    """It stands on every page, and in no content file."""
    edits.becomes(edits.SITE, 'title = "T"', 'title = "Other"')(desk)
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (0, 0)
    assert done.told.work["rendered"] == done.told.told["pages"]


def test_the_next_day(desk: Desk) -> None:
    """Where no measure has an end, hardly a page knows what day it is."""
    desk.options.today = "2026-01-16"
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (0, 0)
    assert len(pages(done.changed)) <= done.told.work["rendered"] <= MORE


def test_a_lost_page(desk: Desk) -> None:
    """A page that was deleted is there again; no content is read for it."""
    (desk.site / "events/event-150/index.html").unlink()
    done = step(desk)
    assert (done.told.work["read"], done.told.work["converted"]) == (0, 0)
    assert done.told.work["rendered"] <= 1
    assert done.told.work["written"] == 1


def test_without_a_cache_everything_is_done(desk: Desk) -> None:
    """Nothing is remembered; and what stands is not written again."""
    cold, made = desk.build_anew()
    assert cold.work["read"] == len(list(desk.content.rglob("*.md")))
    assert cold.work["rendered"] == cold.told["pages"] == len(pages(list(made)))


@pytest.mark.parametrize("name", ["jinja2", "nh3"])
def test_a_new_version_of_a_library(desk: Desk, name: str) -> None:
    """The version that is stated is enough: what the older one made is not believed."""
    stated = f"Metadata-Version: 2.1\nName: {name}\nVersion: 99.0\n"
    edits.put(f"libraries/{name}-99.0.dist-info/METADATA", stated)(desk)
    desk.options.python_path = str(desk.folder / "libraries")
    done = step(desk)
    assert done.told.work["rendered"] == done.told.told["pages"]
    assert done.changed == []


def test_the_code(desk: Desk) -> None:
    """After a change of the code every page is rendered, also where no page is another then."""
    edits.becomes("program/parley/showing/views.py", '"""\n', '"""\n# A remark.\n')(desk)
    done = step(desk)
    assert done.told.work["rendered"] == done.told.told["pages"]
    assert done.changed == []
