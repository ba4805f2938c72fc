"""What of a site must be made again: what asked for what has changed, and what is not there.

Knows files, rows and who asked for what; knows nothing of how any of them is made.
"""

from collections.abc import Iterable, Sequence

from parley import dates
from parley.building import making
from parley.building.changes import SINGLE, Readers, asked_for
from parley.building.content import Content
from parley.building.inputs import told
from parley.dates import Day
from parley.pipeline import Record
from parley.publish import Output
from parley.showing.rows import COLUMNS, rows_of
from parley.site import Site
from parley.timeline import Timeline
from parley.watched import names_of_event


class Remaking:
    """One site beside what is kept of the last one."""

    def __init__(self, content: Content, record: Record, site: Site, today: Day) -> None:
        """Take the site of a record of a folder; what is kept of it is still that of the last."""
        self.site, self.timeline = site, site.plain
        self._content, self._memory = content, content.memory
        self._today = dates.iso(today)
        self._readers = Readers(content.memory)
        self._surroundings = content.surroundings(record)

    def due(self, output: Output, jobs: int) -> list[str]:
        """Return the files that must be made; the rows that they need are made before."""
        asking = self.asking(jobs)
        if asking is None or self._memory.state("manifest") != output.manifest:
            return list(self.site)
        return [
            path
            for path in self.site
            if path in asking or path.startswith("static/") or not output.stands(path)
        ]

    def asking(self, jobs: int) -> set[str] | None:
        """Return the files that asked for what is other than before; None for everything.

        The rows of events that did are made again. Raises making.Stopped.
        """
        if self._memory.state("surroundings") != self._surroundings:
            for name in (*COLUMNS, "part"):
                self._memory.cache.shelf(name).clear()
            self._readers.forget()
            making.rows(self.site, self.timeline.ids(), jobs)
            return None
        before = self._memory.timeline(self.timeline.settings)
        asking = self._readers.of(self._touched(before))
        keys = {who.partition("/")[2] for who in asking if who.startswith("made/")}
        ids = [id for id in self.timeline.ids() if id in keys or id not in before.event]
        changed = making.rows(self.site, ids, jobs)
        changed |= self._groups_of(name for name in changed if name.startswith("row/"))
        for key in keys.difference(ids, before.event):
            self._memory.cache.shelf("part").put(key, None)
            changed.add(f"part/{key}")
        if self._memory.state("listed") != told(self.site.listed):
            changed.add("listed/")
        everybody = asking | self._readers.of(changed)
        return {who.removeprefix("file/") for who in everybody if who.startswith("file/")}

    def _touched(self, before: Timeline) -> set[str]:
        """Return the names of all that is other than in the last record, but for rows."""
        files = self._content.files
        touched = [name for name in (*files.changed, *files.gone) if name.startswith(SINGLE)]
        has_moved = self._content.has_moved
        names = asked_for(before, self.timeline, touched, has_moved=has_moved)
        if self._memory.state("today") != self._today:
            names.add("today/")
        return names | (self._columns_that_moved(before.ids()) if has_moved else set())

    def _groups_of(self, names: Iterable[str]) -> set[str]:
        """Return the names of the groups in which rows stand that are other than before."""
        events = (self.timeline.event.get(name.partition("/")[2]) for name in names)
        asked = (names_of_event(self.timeline, event) for event in events if event)
        return {rows_of(name) for names in asked for name in names}

    def _columns_that_moved(self, before: Sequence[str]) -> set[str]:
        """Return the names of whole columns, if other events stand in them or in another order."""
        ids = self.timeline.ids()
        if ids == before:
            return set()
        for id in set(before).difference(ids):
            for column in COLUMNS:
                self._memory.cache.shelf(column).put(id, None)
        return {f"{column}/*" for column in COLUMNS}

    def keep(self) -> None:
        """Remember what the site was made of, and who asked for what."""
        memory = self._memory
        memory.keep_state("surroundings", self._surroundings)
        memory.keep_state("today", self._today)
        memory.keep_state("listed", told(self.site.listed))
        self._readers.keep(self.site.kept.asked)
