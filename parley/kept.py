"""Texts that were made of a record, kept from build to build, each with what it asked for.

Knows names, texts and who asked for what; knows nothing of what they mean. A text stays as long as
nothing that it asked for has changed; what has, whoever calls this says.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TypeVar, cast

from parley.cache import Cache

Some = TypeVar("Some")

Texts = Mapping[str, str]


class Notebook:
    """What is asked for while one thing after another is made, each with a list of its own."""

    def __init__(self) -> None:
        self._open: list[set[str]] = []

    def note(self, name: str) -> None:
        """Note a name for what is being made at the moment, if anything is."""
        if self._open:
            self._open[-1].add(name)

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Gather the names that are asked for; what is made in between has its own."""
        asked: set[str] = set()
        self._open.append(asked)
        try:
            yield asked
        finally:
            self._open.pop()


class Kept:
    """Texts by column and key; a maker gives those of one key in all columns at once.

    What is asked for is noted as `column/key`, or `column/*` for a whole column; who made it as
    `made/key`. `asked` is what each maker of this run asked for.
    """

    def __init__(self, cache: Cache) -> None:
        self.notes = Notebook()
        self.asked: dict[str, set[str]] = {}
        self.cache = cache
        self._shared: dict[str, tuple[object, set[str]]] = {}

    def text(self, column: str, key: str, make: Callable[[], Texts]) -> str:
        """Return a text; it is made where none is kept."""
        self.notes.note(f"{column}/{key}")
        found = self.cache.shelf(column).get(key)
        return self.make(key, make)[column] if found is None else found

    def column(self, column: str, keys: Iterable[str], make: Callable[[str], Texts]) -> Texts:
        """Return a text for each of the keys, in their order."""
        self.notes.note(f"{column}/*")
        kept = self.cache.shelf(column).all()
        return {
            key: kept[key] if key in kept else self.make(key, partial(make, key))[column]
            for key in keys
        }

    def shared(self, name: str, make: Callable[[], Some]) -> Some:
        """Return what is made once in a run; whoever wants it has asked for what it asked for."""
        if name not in self._shared:
            with self.notes.noting() as asked:
                self._shared[name] = make(), asked
        made, asked = self._shared[name]
        for each in asked:
            self.notes.note(each)
        return cast("Some", made)

    def begin(self) -> None:
        """Forget what is shared in a run, and what was asked for: another begins."""
        self.asked.clear()
        self._shared.clear()

    def make(self, key: str, make: Callable[[], Texts]) -> Texts:
        """Make the texts of a key, and keep them."""
        with self.notes.noting() as asked:
            texts = make()
        self.keep(key, texts, asked)
        return texts

    def keep(self, key: str, texts: Texts, asked: set[str]) -> set[str]:
        """Keep the texts of a key; return the names under which they are other than before."""
        changed = set()
        for column, text in texts.items():
            shelf = self.cache.shelf(column)
            if shelf.get(key) != text:
                shelf.put(key, text)
                changed |= {f"{column}/{key}", f"{column}/*"}
        self.asked[f"made/{key}"] = asked
        return changed
