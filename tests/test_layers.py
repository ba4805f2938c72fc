"""What holds for the code as a whole: the direction of imports, sizes, templates without tricks.

Reads the sources; runs none of them.
"""

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "parley"
TEMPLATES = ROOT / "templates"

# Rooms, bottom to top. A module imports from rooms below its own, and within its own room in no
# circle; reading and showing, which stand side by side, never from each other.
GROUND = (
    *("problems", "dates", "date_labels", "date_mistakes", "local_dates"),
    *("words", "addresses", "settings"),
)
ROOMS: tuple[tuple[str, ...], ...] = (
    ("__init__",),
    (*GROUND, "disk", "cache", "publish", "kept"),
    ("model",),
    ("clocks", "steps", "standing"),
    ("groups", "records"),
    ("timeline", "watched"),
    ("reading", "showing"),
    ("site",),
    ("pipeline",),
    ("scaffold", "building", "serve", "intake", "report"),
    ("cli",),
)
APART = ({"reading", "showing"},)

# Within intake/ too, what is below does not know what is above.
INTAKE: tuple[tuple[str, ...], ...] = (
    ("papers",),
    ("files", "times", "naming"),
    ("story",),
    ("drafting",),
)

# Libraries, and the modules or rooms that may know that they exist.
OWNERS = {
    "jinja2": ("showing.engine", "showing.compiled"),
    "markdown": ("showing.prose",),
    "nh3": ("showing.prose",),
    "markupsafe": ("showing",),
    "frontmatter": ("reading",),
    "yaml": ("reading",),
    "livereload": ("serve.reloading",),
    "tornado": ("serve.reloading",),
    "trafilatura": ("intake.files.html",),
}

CLOCKS = {"datetime", "date", "os", "time"}

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 300, 40, 120


def name_of(path: Path) -> str:
    """Return a module's name in the package: `showing.outputs.export`, `__init__`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {
    name: ast.parse(path.read_text(encoding="utf-8"), str(path)) for name, path in MODULES.items()
}
EVERY_TEMPLATE = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything that a module imports, wherever in it that happens."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "write imports in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner(name: str) -> str | None:
    """Return the module of ours that an imported name is or stands in, or None."""
    if name.split(".", maxsplit=1)[0] != "parley":
        return None
    short = name.removeprefix("parley").lstrip(".")
    while short and short not in MODULES:
        short = short.rpartition(".")[0]
    return short or "__init__"


def inner_imports(module: str) -> set[str]:
    """Return the modules of ours that one of them imports."""
    return {found for name in imported(TREES[module]) if (found := inner(name)) is not None}


def room(module: str) -> str:
    """Return the room that a module stands in: its folder, or itself."""
    return module.split(".", maxsplit=1)[0]


def level(module: str) -> int:
    """Return how far up a module stands."""
    for height, rooms in enumerate(ROOMS):
        if room(module) in rooms:
            return height
    pytest.fail(f"parley/{module} stands in no room: name its room in tests/test_layers.py")


@pytest.mark.parametrize("module", MODULES)
def test_imports_lead_down(module: str) -> None:
    """A module knows what is below it, and of its own room what does not know it."""
    for other in inner_imports(module) - {module}:
        assert level(other) <= level(module), f"{module} imports {other}, which is above it"
        for pair in APART:
            rooms = {room(module), room(other)}
            assert rooms != pair, f"{module} imports {other}: the two rooms never meet"


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("intake.")])
def test_an_article_is_read_from_the_words_up(module: str) -> None:
    """Files, times and names know nothing of each other, a story nothing of drafts."""

    def height(name: str) -> int:
        part = name.split(".")[1]
        return next(level for level, parts in enumerate(INTAKE) if part in parts)

    for other in inner_imports(module) - {module, "intake"}:
        if other.startswith("intake."):
            same = module.split(".")[1] == other.split(".")[1]
            assert same or height(other) < height(module), f"{module} imports {other}"


def test_nothing_is_imported_in_a_circle() -> None:
    """The modules can be put in one order in which each imports only from those before it."""
    graph = {module: inner_imports(module) - {module} for module in MODULES}
    assert len(tuple(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("module", ["disk", "cache", "publish"])
def test_cache_and_publish_know_nothing_of_timelines(module: str) -> None:
    """They import the standard library and each other: they could serve any program."""
    for name in imported(TREES[module]):
        mine = inner(name) in {"cache", "publish", "disk"}
        assert mine or name.split(".")[0] in sys.stdlib_module_names, f"{module} imports {name}"


@pytest.mark.parametrize("module", MODULES)
def test_a_library_is_known_in_one_room(module: str) -> None:
    """Whatever a library is called and how it is used, one place knows."""
    for name in imported(TREES[module]):
        for library, owners in OWNERS.items():
            if name.split(".")[0] == library:
                owned = any(module == owner or room(module) == owner for owner in owners)
                assert owned, f"{module} imports {library}, which belongs to {', '.join(owners)}"


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"cli", "serve"}))
def test_clock_and_environment_are_read_at_the_top(module: str) -> None:
    """Only the command line asks what day it is, and what the environment says."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Attribute):
            asked = node.attr in {"now", "utcnow", "today", "environ", "getenv", "localtime"}
            assert not (asked and isinstance(node.value, ast.Name) and node.value.id in CLOCKS), (
                f"{module}:{node.lineno} asks the clock or the environment"
            )


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"reading", "showing", "showing.outputs"}))
def test_a_module_says_what_it_knows(module: str) -> None:
    """A module opens with two sentences: what it knows, and what it does not."""
    sentences = re.findall(r"[.;:](?=\s|$)", ast.get_docstring(TREES[module]) or "")
    assert len(sentences) >= 2


@pytest.mark.parametrize("module", MODULES)
def test_no_file_is_too_long(module: str) -> None:
    """A room that outgrows its file is two rooms."""
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE, f"{module} has {lines} lines"


@pytest.mark.parametrize("module", MODULES)
def test_no_function_is_too_long(module: str) -> None:
    """A function does what its name says, in lines that fit one screen."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{module}.{node.name} has {lines} lines"


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=lambda path: path.name)
def test_a_template_lists_and_draws(path: Path) -> None:
    """A template is short, marks nothing as safe, and holds no style, script or handler of its own.

    Data for machines (JSON in a script of its own type) is no script.
    """
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < LONGEST_TEMPLATE
    assert not re.search(r"\|\s*safe\b|autoescape|Markup\(", text)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text, re.IGNORECASE)
    for attributes in re.findall(r"<script\b([^>]*)>", text, re.IGNORECASE):
        assert " src=" in attributes or 'type="application/' in attributes
