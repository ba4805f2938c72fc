"""Ids for new files: short, readable, and taken by nothing else in the record.

Knows what an address may be and which ids there are; knows no file.
"""

from parley import addresses
from parley.timeline import Timeline

# Letters, and bytes: file systems allow 255, in which letters of three bytes count too.
_LONGEST, _MOST_BYTES = 60, 180


class Ids:
    """Gives out ids; each is given once, and differs from every other in more than capitals.

    An id that something of another kind has would make `[[id]]` ambiguous where it is written, so
    all kinds count, and the old ids of events too.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._taken = {id.casefold() for ids in timeline.by_kind.values() for id in ids}
        self._taken |= {alias.casefold() for event in timeline.events for alias in event.aliases}

    def free(self, kind: str, words: str) -> str:
        """Return an id that says these words, and note it as taken."""
        noun = addresses.SINGULAR[kind]
        id = _short(addresses.slug(words))
        if not id or addresses.id_fault(id):
            id = noun
        elif kind == "events" and addresses.OWN_FRAGMENT.fullmatch(id):
            id = f"{noun}-{id}"
        number, free = 1, id
        while free.casefold() in self._taken:
            number += 1
            free = f"{id}-{number}"
        self._taken.add(free.casefold())
        return free


def _short(id: str) -> str:
    """Return the beginning of an id, cut between two words where there are words."""
    if len(id) > _LONGEST:
        cut = id[: _LONGEST + 1]
        at = cut.rfind("-", _LONGEST // 2)
        id = cut[:at] if at > 0 else cut[:_LONGEST]
    while len(id.encode()) > _MOST_BYTES:
        id = id[:-1]
    return id.strip("-")
