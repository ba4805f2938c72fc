"""The content folder: which files there are, and those that can't be read.

Knows folders, links and odd files; knows nothing of what stands in them.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from parley.addresses import KINDS, id_fault, slug
from parley.problems import Origin, Problem, did_you_mean
from parley.reading import files
from parley.reading.files import File
from parley.reading.front_matter import Fault
from parley.reading.site import LEAST

SITE = "site.toml"

# Deeper than anybody sorts files; Python can't recur for ever.
_DEEPEST = 20

# Control characters, and the bytes of a name that is not UTF-8.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Folder:
    """What was found: files in the order of their paths, site.toml's bytes, problems.

    `ids` tells which file has an id; `mentionable` holds kind and id of every content file, of
    unreadable ones too, so that one broken file does not make every mention of it a mistake.
    """

    path: str
    site: bytes | None = None
    files: list[File] = field(default_factory=list)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    mentionable: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def shown(self, name: str) -> str:
        """Return a path in the folder as the user would type it, without what can't be printed."""
        return f"{self.path}/{_UNPRINTABLE.sub(chr(0xFFFD), name)}"

    def known_ids(self) -> set[tuple[str, str]]:
        """Return kind and id of every content file."""
        return self.mentionable

    def report(self, name: str, fault: Fault) -> None:
        """Keep a fault as a problem of the named file."""
        self.mention(name)
        self.problems.append(fault.problem(self.shown(name)))

    def mention(self, name: str) -> None:
        """Let other files name what this path is meant to hold."""
        kind, _, rest = name.partition("/")
        if kind in KINDS and rest.endswith(".md"):
            self.mentionable.add((kind, rest.rpartition("/")[2].removesuffix(".md")))


def read(content: Path, shown: str, adding: Mapping[str, bytes] | None = None) -> Folder:
    """Read every file of a content folder; `shown` is the folder as the user named it.

    `adding` holds files by their path in it that are read as if they stood there.
    """
    folder = Folder(shown.rstrip("/") or "/")
    root = content.resolve()
    for name in _names(root, "", folder):
        top, _, rest = name.partition("/")
        if name == SITE:
            try:
                folder.site = files.loaded(f"{root}/{name}")
            except Fault as fault:
                folder.report(name, fault)
        elif not rest or top not in KINDS:
            _misplaced(name, folder)
        elif not name.endswith(".md"):
            hint = "content files end in .md; move anything else out of content/"
            message = "this file is not read"
            origin = Origin(path=folder.shown(name))
            folder.problems.append(
                Problem(
                    origin=origin, rule="stray-file", message=message, hint=hint, severity="warning"
                )
            )
        else:
            _file(name, top, folder, partial(files.loaded, f"{root}/{name}"))
    for name, raw in (adding or {}).items():
        _file(name, name.partition("/")[0], folder, partial(bytes, raw))
    if not os.path.lexists(root / SITE):
        folder.report(SITE, Fault("site", "the site has no site.toml", f"create it: {LEAST}"))
    return folder


def _file(name: str, kind: str, folder: Folder, load: Callable[[], bytes]) -> None:
    id = name.rpartition("/")[2].removesuffix(".md")
    folder.mention(name)
    if reason := id_fault(id):
        folder.report(name, Fault("id", reason, f"rename it to {slug(id) or 'a-word'}.md"))
        return
    _claim(kind, id, name, folder)
    folder.files.append(File(kind=kind, id=id, name=name, path=folder.shown(name), load=load))


def _claim(kind: str, id: str, name: str, folder: Folder) -> None:
    """Note an id as taken; ids may differ in more than capitals, as two files on one disk must."""
    taken = folder.ids.setdefault((kind, id.casefold()), name)
    if taken == name:
        return
    other = Path(taken).stem
    what = (
        f"the id '{id}' is taken"
        if other == id
        else f"'{id}' and '{other}' differ only in capitals"
    )
    folder.report(
        name,
        Fault("duplicate-id", f"{what}: see {folder.shown(taken)}", "rename one of the two files"),
    )


def _names(root: Path, below: str, folder: Folder) -> Iterator[str]:
    """Yield the files below a folder, sorted; report what is neither a file nor a folder."""
    try:
        entries = sorted(os.scandir(root / below), key=lambda entry: entry.name)
    except OSError as error:
        is_gone = isinstance(error, FileNotFoundError)
        hint = "put it back, or name another with --content" if is_gone else "check its rights"
        unread = Fault("unreadable", f"this folder can't be read: {error.strerror}", hint)
        folder.report(below.rstrip("/"), unread)
        return
    for entry in entries:
        name = f"{below}{entry.name}"
        if entry.name.startswith((".", "_")) or entry.name == "README.md":
            continue
        if fault := _fault(root, entry, name):
            folder.report(name, fault)
        elif entry.is_dir():
            yield from _names(root, name + "/", folder)
        else:
            yield name


def _fault(root: Path, entry: os.DirEntry[str], name: str) -> Fault | None:
    """Say why an entry of a folder can't be looked at, or None."""
    if entry.is_symlink() and (fault := _link_fault(root, Path(entry.path))):
        return fault
    if _UNPRINTABLE.search(entry.name):
        return Fault("id", "the name holds a character that can't be printed", "rename it")
    if not entry.is_dir():
        return None
    if name.endswith((".md", ".toml")):
        return Fault("folder", "this folder is named like a file", "rename it, or make it a file")
    if name.count("/") > _DEEPEST:
        return Fault("folder", "folders stand too deep in folders", "move it up")
    return None


def _link_fault(root: Path, link: Path) -> Fault | None:
    """Say why a symbolic link can't be followed, or None: only files inside content/ are read."""
    try:
        target = link.resolve()
    except (OSError, RuntimeError):  # a link to itself; Path says so by RuntimeError until 3.12
        return Fault("symlink", "this link leads to itself", "delete it")
    if not target.is_relative_to(root):
        message = "this link leads out of the content folder"
        return Fault("symlink", message, "put the file itself here")
    if not target.exists():
        return Fault("symlink", "this link leads to nothing", "delete it")
    if target.is_dir():
        return Fault("symlink", "a link to a folder is not followed", "put the folder itself here")
    return None


def _misplaced(name: str, folder: Folder) -> None:
    top, _, rest = name.partition("/")
    if not rest:
        hint = did_you_mean(
            name, [SITE], "content files stand in " + ", ".join(f"{kind}/" for kind in KINDS)
        )
        folder.report(name, Fault("stray-file", "no kind of content stands here", hint))
        return
    message = f"'{top}' is not a kind of content"
    fault = Fault(
        "unknown-folder", message, did_you_mean(top, KINDS, "the folders are " + ", ".join(KINDS))
    )
    problem = fault.problem(folder.shown(top))
    if problem not in folder.problems:
        folder.problems.append(problem)
