"""What has changed since the last build, and what of the site asked for that.

Knows files by their stamps and digests, parts of the record by the names under which they are asked
for; knows nothing of how a page is made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from parley.building.inputs import Inputs
from parley.building.memory import Memory, Seen
from parley.building.remembered import stem
from parley.disk import digest
from parley.model import Article, Event
from parley.timeline import Timeline
from parley.watched import names_of_article, names_of_event, names_of_moves

# The kinds of content of which one may change and leave most pages as they are.
SINGLE = ("events/", "articles/")


@dataclass(frozen=True, slots=True)
class Files:
    """The files of content/ as they are; `changed` are new or have other bytes, `gone` are no more.

    `is_same_list` tells that there are the same files and folders as before.
    """

    seen: dict[str, Seen]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    is_same_list: bool

    def of_the_site(self) -> list[tuple[str, str]]:
        """Return all files with their digests that are of the whole site: site.toml, topics ..."""
        found = ((name, seen.digest) for name, seen in self.seen.items())
        return sorted(each for each in found if not each[0].startswith(SINGLE))


def compared(memory: Memory, inputs: Inputs, content: Path) -> Files:
    """Compare the files of content/ with those of the last build."""
    before, seen = memory.seen(), dict[str, Seen]()
    changed = []
    for name, stamp in inputs.content.items():
        known = before.get(name)
        if known is not None and known.stamp == stamp and stamp:
            seen[name] = known
            continue
        kept = "" if inputs.is_young(stamp) else stamp
        is_new = known is None and name.startswith(SINGLE)  # then it is read, and its digest told
        seen[name] = Seen(kept, "" if is_new else _digest(content, name))
        if known is None or known.digest != seen[name].digest:
            changed.append(name)
    gone = tuple(name for name in before if name not in seen)
    is_same_list = before.keys() == seen.keys()
    return Files(seen, tuple(changed), gone, is_same_list)


def _digest(content: Path, name: str) -> str:
    if name.endswith(("/", "!")):
        return ""
    try:
        return digest((content / name).read_bytes())
    except OSError:
        return ""


def asked_for(
    before: Timeline, now: Timeline, names: Iterable[str], *, has_moved: bool
) -> set[str]:
    """Return the names of all parts of the record that some files touch, as it was and as it is.

    `has_moved` tells that groups may have other members than before, or stand in another order.
    """
    found: set[str] = set()
    for name in names:
        kind, id = name.partition("/")[0], stem(name)
        for timeline in (before, now):
            thing = (timeline.event if kind == "events" else timeline.article).get(id)
            if isinstance(thing, Event):
                found |= names_of_event(timeline, thing)
            elif isinstance(thing, Article):
                found |= names_of_article(thing)
    return found | (names_of_moves(before, now, found) if has_moved else set())


class Readers:
    """Who asked for what, in the cache: `file/PATH` and `made/KEY` under each name."""

    def __init__(self, memory: Memory) -> None:
        self._shelf = memory.cache.shelf("asked")
        self._asks = memory.cache.shelf("asks")

    def of(self, names: Iterable[str]) -> set[str]:
        """Return everybody who asked for one of the names."""
        texts = (self._shelf.get(name) for name in names)
        return {reader for text in texts if text for reader in text.split("\n")}

    def keep(self, asked: Mapping[str, set[str]]) -> None:
        """Add who asked for what. What was asked for once, and no longer, does no harm."""
        found: dict[str, list[str]] = {}
        for reader, names in asked.items():
            total = digest("\n".join(sorted(names)).encode())
            if self._asks.get(reader) == total:
                continue
            self._asks.put(reader, total)
            for name in names:
                found.setdefault(name, []).append(reader)
        for name, readers in found.items():
            text = self._shelf.get(name)
            known = set(text.split("\n")) if text else set()
            if not known.issuperset(readers):
                self._shelf.put(name, "\n".join(sorted(known.union(readers))))

    def forget(self) -> None:
        """Begin anew."""
        self._shelf.clear()
        self._asks.clear()
