"""The content folder as it is, read with the help of what was read before.

Knows which files have to be read again, and what the record is made of then; knows no page.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from parley import pipeline
from parley.building import changes, crew, edits
from parley.building.inputs import Inputs, contents, stamp, told
from parley.building.memory import Memory, as_text, of_text
from parley.building.remembered import stem
from parley.cache import Cache
from parley.disk import digest
from parley.pipeline import Options, Record
from parley.reading import files
from parley.reading.files import File
from parley.reading.front_matter import Fault
from parley.reading.schema import Reading
from parley.timeline import Timeline


class Content:
    """One content folder beside what is kept of it; `has_moved` unless all that was done is edit.

    `texts` are the files that were read, each as it is to be kept.
    """

    def __init__(
        self, options: Options, home: Path, cache: Cache, inputs: Inputs, jobs: int
    ) -> None:
        """Look at the folder; `home` holds the program, `inputs` is how everything stands."""
        self.options = options
        self.memory = Memory(cache)
        self.texts: dict[str, str | None] = {}
        self.has_moved = True
        self._home, self._inputs, self._jobs = home, inputs, jobs
        self._program: dict[str, list[str]] = {}
        code = told(self._contents("parley/"), inputs.installed)
        if self.memory.state("code") != [code, options.shown]:
            cache.clear()
            self.memory = Memory(cache)
            self.memory.keep_state("code", [code, options.shown])
        self.files = changes.compared(self.memory, inputs, options.content)
        templates = self._contents("templates/")
        found = [options.base_url, options.drafts, templates, self.files.of_the_site()]
        self._surroundings = json.loads(json.dumps(found))  # as it is kept

    def _contents(self, folder: str) -> str:
        """Return a digest of the files of a folder of the program; unread, if none has changed."""
        stamps = {
            name: stamp
            for name, stamp in self._inputs.program.items()
            if name.startswith(folder) and not name.endswith("/")
        }
        is_young = any(map(self._inputs.is_young, stamps.values()))
        kept = self.memory.state(folder) or ["", ""]
        if kept[0] != told(stamps):
            kept = [told(stamps), contents(self._home, stamps)]
            self._program[folder] = ["", ""] if is_young else kept
        return str(kept[1])

    def record(self) -> Record:
        """Return the record of the folder, with all problems; of an edit, without notes."""
        edited = self._edited()
        self.has_moved = edited is None
        return edited or self.whole_record()

    def whole_record(self) -> Record:
        """Return the record of the folder with all problems, put together anew."""
        self.has_moved = True
        return pipeline.read(self.options, read_all=self._read_all)

    def surroundings(self, record: Record) -> list[object]:
        """Return all that every page depends on."""
        return [*self._surroundings, list(record.leaned_on)]

    def _edited(self) -> Record | None:
        """Return the record after an edit that moves nothing, or None where more has happened."""
        names = self.files.changed
        is_single = all(name.startswith(changes.SINGLE) for name in names)
        if not (is_single and self.files.is_same_list and self._surroundings_are_kept()):
            return None
        content, shown = self.options.content, self.options.shown
        readings = {}
        for name in names:
            load = partial(files.loaded, f"{content}/{name}")
            kind, path = name.partition("/")[0], f"{shown}/{name}"
            file = File(kind=kind, id=stem(name), name=name, path=path, load=load)
            readings[name] = files.read(file)
        settings = pipeline.settings_of(self.options)
        if settings is None:
            return None
        record = edits.edited(self.memory, settings, readings, content.resolve().parent)
        if record is not None:
            self.texts = {name: as_text(reading) for name, reading in readings.items()}
        return record

    def _surroundings_are_kept(self) -> bool:
        """Tell whether all but events and articles is as it was when the record was kept."""
        seeds = self.memory.state("seeds")
        is_same = self.memory.state("site") == self._surroundings
        return is_same and seeds is not None and seeds == self._stamps(seeds)

    def _stamps(self, seeds: Iterable[str]) -> dict[str, str]:
        beside = self.options.content.resolve().parent
        return {seed: stamp(beside / seed) for seed in sorted(seeds)}

    def _read_all(self, found: Sequence[File]) -> list[Reading]:
        """Read what has changed, and have the rest from memory."""
        changed = set(self.files.changed)
        known = (None if file.name in changed else self.memory.reading(file) for file in found)
        readings = dict(zip((file.name for file in found), known, strict=True))
        missing = [file for file in found if readings[file.name] is None]
        seen = self.files.seen
        for file, read in zip(missing, _all_read(missing, self._jobs), strict=True):
            self.texts[file.name] = read.text
            readings[file.name] = read.reading or of_text(file, read.text or "")
            seen[file.name] = replace(seen[file.name], digest=read.digest)
        return [reading for reading in readings.values() if reading is not None]

    def keep(self, record: Record, timeline: Timeline) -> None:
        """Keep all that the next reading is compared with; `timeline` is what is published."""
        memory = self.memory
        memory.keep_state("site", self._surroundings)
        memory.keep_seen(self.files.seen)
        for folder, known in self._program.items():
            memory.keep_state(folder, known)
        for name, text in self.texts.items():
            memory.keep_reading(name, text)
        for name in self.files.gone:
            memory.keep_reading(name, None)
        if self.has_moved:
            memory.keep_problems(record.problems, None)
            seeds = {each.seed for each in timeline.articles if each.seed}
            memory.keep_state("seeds", self._stamps(seeds))
            memory.keep_state("leaned_on", record.leaned_on)
            memory.keep_timeline(timeline, record.drafts)
        edits.keep(memory, timeline, None if self.has_moved else self.files.changed)


@dataclass(frozen=True, slots=True)
class _Read:
    """What comes of a file: as it is to be kept, with the digest of its bytes, and the reading.

    The reading of a file with which nothing is wrong is not sent from a process to another: its
    text takes a tenth of the time.
    """

    text: str | None
    digest: str
    reading: Reading | None


def _all_read(found: Sequence[File], jobs: int) -> Sequence[_Read]:
    jobs = crew.size(jobs, len(found))
    if jobs == 1:
        return _read_each(found)
    shares = crew.dealt(range(len(found)), jobs)
    here = os.getpid()

    def read_share(share: Sequence[int]) -> list[_Read]:
        read = _read_each([found[n] for n in share])
        is_sent = os.getpid() != here
        return [replace(each, reading=None) if is_sent and each.text else each for each in read]

    parts = crew.done(read_share, shares)
    read = {
        n: each
        for share, part in zip(shares, parts, strict=True)
        for n, each in zip(share, part, strict=True)
    }
    return [read[n] for n in range(len(found))]


def _read_each(found: Sequence[File]) -> list[_Read]:
    read = []
    for file in found:
        try:
            raw = file.load()
            reading = files.of_bytes(raw, file)
        except Fault as fault:
            problem = fault.problem(file.path)
            reading, raw = Reading(entity=None, problems=(problem,), references=()), b""
        read.append(_Read(as_text(reading), digest(raw), reading))
    return read
