"""An edit that moves nothing: other words in some events or articles, and all else as it was.

Knows when that is all that has happened, and what has to be looked at again then; for everything
else the whole record is put together and checked. Ten thousand files need not be had for a comma.
"""

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from parley.building.memory import Memory
from parley.building.remembered import stem
from parley.groups import event_order
from parley.model import Article, Entity, Event, Setting
from parley.pipeline import Record
from parley.problems import Problem, in_order
from parley.reading import checks, evidence, link
from parley.reading.checks_of_titles import title_key
from parley.reading.schema import Reading
from parley.settings import Settings
from parley.timeline import Timeline
from parley.watched import names_of_event

_OTHERS = ("topics", "people", "places", "rounds", "measures", "texts")

# The rules that look at a whole record: what they found stands, where nothing has moved.
_OF_A_WHOLE = ("unused", "measure", "alike")


def edited(
    memory: Memory, settings: Settings, readings: Mapping[str, Reading], home: Path
) -> Record | None:
    """Return the record with some files read anew, or None where more has to be looked at.

    Its problems are the warnings; notes, of which there may be very many, are in the memory.
    `home` is the folder that holds content/.
    """
    drafts = set(memory.state("drafts"))
    changed: dict[str, Entity] = {}
    for name, reading in readings.items():
        if not _moves_nothing(memory, name, reading):
            return None
        entity = reading.entity
        if isinstance(entity, Event) and entity.id not in drafts:
            changed[name] = link.event_without(entity, drafts)
        elif isinstance(entity, Article) and not drafts:
            changed[name] = entity
        else:
            return None
    timeline = memory.timeline(settings, changed)
    checked = _checked(memory, timeline, changed, home)
    if checked is None:
        return None
    memory.keep_problems(checked[1], checked[0])
    return Record(
        timeline=timeline,
        problems=memory.warnings(),
        settings=settings,
        drafts=tuple(memory.state("drafts")),
        leaned_on=tuple(memory.state("leaned_on")),
    )


def _moves_nothing(memory: Memory, name: str, reading: Reading) -> bool:
    """Tell whether a file mentions the same as before, and stands in the same place as before."""
    entity = reading.entity
    mentions = [(each.kind, each.id) for each in reading.references]
    if entity is None or mentions != memory.mentions(name):
        return False
    before = memory.entity(name)
    if isinstance(entity, Event) and isinstance(before, Event):
        has_moved = (
            event_order(entity) != event_order(before)
            or entity.draft != before.draft
            or _settings(entity) != _settings(before)
            or names_of_event(_NOWHERE, entity) != names_of_event(_NOWHERE, before)
        )
        return not has_moved and _is_alone(memory, name, entity)
    if isinstance(entity, Article) and isinstance(before, Article):
        fixed = ("title", "is_stored", "is_shown", "seed")
        return all(getattr(entity, each) == getattr(before, each) for each in fixed)
    return False


def _settings(event: Event) -> list[Setting]:
    """Return what an event sets, wherever in the file that stands."""
    return [replace(each, origin=event.origin) for each in event.sets]


# A record of nothing: by which names an event is asked for, it tells by itself.
_NOWHERE = Timeline(settings=Settings(title="", base_url="https://localhost/", language="en"))


def _is_alone(memory: Memory, name: str, event: Event) -> bool:
    """Tell whether no other event has a title like this, and none had one like another's."""
    others = (memory.cache.shelf("title").get(told_apart(event)) or name).split("\n")
    return others == [name] and not any(each.rule == "alike" for each in memory.warnings())


def keep(memory: Memory, timeline: Timeline, names: Collection[str] | None) -> None:
    """Keep what the next edit is compared with; of an edit, what is in the files of these names."""
    events = {each.name: each for each in timeline.events} if names is None else {}
    if names is not None:
        ids = [stem(name) for name in names if name.startswith("events/")]
        events = {each.name: each for id in ids if (each := timeline.event.get(id))}
        cited = {source.article for each in events.values() for source in each.sources}
        cited |= {stem(name) for name in names if name.startswith("articles/")}
        uses = (use for id in cited for use in timeline.citations.get(id, ()))
        keys = {(use.source.article, use.source.anchor) for use in uses}
        passages = {key: passage for key in keys if (passage := timeline.passages.get(key))}
        memory.keep_passages(passages, cited)
    shelf = memory.cache.shelf("title")
    kept: dict[str, list[str]] = {}
    for name, event in events.items():
        kept.setdefault(told_apart(event), []).append(name)
    if names is None:
        shelf.clear()
    for key, found in kept.items():
        shelf.put(key, "\n".join(sorted({*(shelf.get(key) or "").split("\n"), *found} - {""})))


def told_apart(event: Event) -> str:
    """Return what alike titles share, as a text."""
    return repr(title_key(event.title))


def _checked(
    memory: Memory, timeline: Timeline, changed: Mapping[str, Entity], home: Path
) -> tuple[list[str], tuple[Problem, ...]] | None:
    """Check what has changed, and the events that cite it; None where something is wrong.

    Returns the paths that were looked at, and all that is to be told of them.
    """
    articles = tuple(each for each in changed.values() if isinstance(each, Article))
    events = {each.id: each for each in changed.values() if isinstance(each, Event)}
    for article in articles:
        events |= {each.id: each for each in timeline.events_citing.get(article.id, ())}
    part = Timeline(
        settings=timeline.settings,
        events=tuple(events.values()),
        articles=articles,
        **{kind: getattr(timeline, kind) for kind in _OTHERS},
    )
    part.__dict__["article"] = timeline.article
    part, unproved = evidence.check(part)
    part.__dict__["article"] = timeline.article
    found = (*unproved, *checks.check_each(part, home))
    if any(problem.severity == "error" for problem in found):
        return None
    again = sorted({each.origin.path for each in (*events.values(), *articles)})
    before = (each for path in again for each in memory.problems_of(path))
    kept = (each for each in before if each.rule in _OF_A_WHOLE)
    own = (each for each in found if each.origin.path in again)
    timeline.__dict__["passages"] = ChainMap(dict(part.passages), timeline.passages)  # type: ignore[arg-type]  # read alone
    return again, in_order((*kept, *own))
