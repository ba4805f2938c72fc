"""What the command line calls: a build, or the word that nothing has changed.

Knows locks, the clock of the disk and what to do about a damaged cache; the build itself is next
door, and not even loaded where there is nothing to do.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from pathlib import Path

from parley.building import inputs, locks
from parley.building.orders import Order, Outcome
from parley.building.unchanged import Last
from parley.disk import UNFINISHED

# Tells a sentence about the run.
Remark = Callable[[str], None]


def run(order: Order, remark: Remark) -> Outcome:
    """Build, or see that nothing has changed; raises publish.Refused, OSError."""
    cache = order.cache
    began = _now(cache) if cache else None
    if cache is not None and began is None:
        remark(f"{cache} can't be written to; nothing is remembered")
    with ExitStack() as held:
        if cache is not None and began is not None:
            held.enter_context(locks.held(cache, remark))
        held.enter_context(_alone(order.output, remark))
        if cache is None or began is None:
            found = inputs.look(order.content, order.home, time.time_ns())
            return _built(order, None, found, remark)
        return _remembering(order, cache, inputs.look(order.content, order.home, began), remark)


def _remembering(order: Order, cache: Path, found: inputs.Inputs, remark: Remark) -> Outcome:
    """Build with what a cache has of the last build, and leave there what the next may need."""
    last = Last(cache, order.options, order.home, order.content)
    if last.zone and last.stands(found, order.output, order.today(last.zone)):
        return last.outcome()
    if last.note:
        remark(last.note)
    last.forget()
    outcome = _built(order, cache, found, remark)
    if outcome.is_published:
        last.keep(found, order.output, order.today(outcome.zone), outcome)
    return outcome


@contextmanager
def _alone(output: Path, remark: Remark) -> Iterator[None]:
    """Hold the folder that is published to; one that is new and stays empty goes again."""
    is_new = not os.path.lexists(output)
    if is_new:
        with suppress(OSError):  # whoever writes to it says why that can't be
            output.mkdir(parents=True)
    try:
        with locks.held(output, remark) if output.is_dir() else nullcontext():
            yield
    finally:
        if is_new:
            with suppress(OSError):
                output.rmdir()


def _now(cache: Path) -> int | None:
    """Return the time by the clock of the disk that the cache is on, None if that is not there."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        mark = cache / UNFINISHED
        mark.touch()
        began = mark.stat().st_mtime_ns
        mark.unlink()
    except OSError:
        return None
    return began


def _built(order: Order, cache: Path | None, found: inputs.Inputs, remark: Remark) -> Outcome:
    from parley.building.build import Build  # noqa: PLC0415 - loads what renders pages, in 0.1 s
    from parley.cache import Cache, Damaged  # noqa: PLC0415

    memory = Cache(cache)
    try:
        outcome = Build(order, memory, found).run()
    except Damaged:
        memory.forget()
        outcome = Build(order, memory, found).run()
    if memory.note:
        remark(memory.note)
    return outcome
