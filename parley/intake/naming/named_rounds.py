"""Which round of talks a text means: the Madrid talks, talks in Madrid, the fourth round.

Knows numbers, places of talks and words for talks; knows nothing of dates.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from parley.intake.naming.name_index import own_words
from parley.intake.naming.name_words import BOTH, CARDINALS, LISTS, MEETS, ORDINALS, SUMMITS, TALKS
from parley.intake.naming.ordinary_words import words
from parley.intake.naming.peoples import NATIONS, last_words
from parley.intake.naming.tokens import Token
from parley.timeline import Timeline

Things = tuple[tuple[str, str], ...]

_FAR = 14
_ENDS = frozenset(".!?;。！？；")
_PLACING = words("in at of from after before since following")
_PREPOSITIONS = _PLACING | words("to on for with by as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The rounds of a record by their number, and whose rounds they are."""

    numbered: Mapping[int, str]
    party_of: Mapping[str, str]
    strangers: frozenset[str]

    @classmethod
    def of(cls, timeline: Timeline) -> "Rounds":
        """Return the rounds of a record; a number that two rounds bear tells nothing."""
        numbers = [round.number for round in timeline.rounds if round.number]
        return cls(
            numbered={
                round.number: round.id
                for round in timeline.rounds
                if round.number and numbers.count(round.number) == 1
            },
            party_of={person.id: person.party for person in timeline.people},
            strangers=NATIONS.difference(
                *(last_words(own_words(party)) for party in timeline.settings.parties)
            ),
        )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with what was found in it so far; `titles` are the places of rounds' titles."""

    found: Sequence[Token]
    rounds: Rounds
    things: MutableMapping[int, tuple[int, Things]]
    titles: Mapping[int, tuple[int, tuple[str, ...]]]


def read(
    found: Sequence[Token],
    rounds: Rounds,
    things: MutableMapping[int, tuple[int, Things]],
    titles: Mapping[int, tuple[int, tuple[str, ...]]],
) -> None:
    """Add the rounds to what was found; `titles` are the places of their titles."""
    text = _Text(found, rounds, things, titles)
    for at, (length, ids) in titles.items():
        # Leaders meet at summits; their rounds have no number.
        talks = TALKS if set(ids) <= set(rounds.numbered.values()) else TALKS | SUMMITS
        if len(ids) == 1 and (
            _talks_follow(text, at + length, talks) or _talks_precede(text, at, talks)
        ):
            earlier = things.get(at, (length, ()))[1]
            things[at] = (length, (*earlier, ("rounds", ids[0])))
    for at, word in enumerate(found):
        if word.low in ("round", "rounds") and rounds.numbered:
            _read_number(found, at, rounds, things)


def _read_number(
    found: Sequence[Token],
    at: int,
    rounds: Rounds,
    things: MutableMapping[int, tuple[int, Things]],
) -> None:
    start, number = _number(found, at)
    id = rounds.numbered.get(number)
    if id is None or not _is_of_talks(found, at, rounds):
        return
    start, end = min(start, at), max(start, at) + 1
    if any(length > start - place for place, (length, _) in _before(things, start)):
        return
    kept = [each for place in range(start, end) for each in things.pop(place, (0, ()))[1]]
    things[start] = (end - start, tuple(dict.fromkeys((("rounds", id), *kept))))


def _before(
    things: Mapping[int, tuple[int, Things]], at: int
) -> Iterator[tuple[int, tuple[int, Things]]]:
    return ((place, things[place]) for place in range(at - _FAR, at) if place in things)


def _number(found: Sequence[Token], at: int) -> tuple[int, int]:
    """Return where the number of a round stands and which it is, or 0: fourth round, round 4."""
    for place in range(at - 1, max(-1, at - 4), -1):
        word = found[place]
        if found[place + 1].gap not in (" ", "-") or not word.is_word:
            break
        if word.low in ORDINALS:
            return place, ORDINALS.index(word.low) + 1
        if word.low[:-2].isdigit() and word.low[-2:] in ("st", "nd", "rd", "th"):
            return place, int(word.low[:-2])
    after = found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.gap == " ":
        if after.low in CARDINALS:
            return at + 1, CARDINALS.index(after.low) + 1
        if after.low.isdecimal() and len(after.low) < 3:
            return at + 1, int(after.low)
    return at, 0


def _is_of_talks(found: Sequence[Token], at: int, rounds: Rounds) -> bool:
    """Tell whether a round is one of talks, and of nobody else's."""
    behind = found[at + 1 : at + _FAR]
    if behind and behind[0].low == "of":
        end = next((n for n, each in enumerate(behind) if each.low in TALKS), 0)
        if not 0 < end <= 6 or any(each.low in rounds.strangers for each in behind[:end]):
            return False
        return not _is_with_stranger(behind[end + 1 :], rounds)
    near = [*found[max(0, at - _FAR) : at], *behind]
    return any(each.low in TALKS - {"round", "rounds"} for each in near) and not (
        _is_with_stranger(behind, rounds)
    )


def _is_with_stranger(behind: Sequence[Token], rounds: Rounds) -> bool:
    """Tell whether talks are said to be with somebody who is no party."""
    for place, each in enumerate(behind[:6]):
        if each.text in _ENDS:
            return False
        if each.low in ("with", "between"):
            return any(word.low in rounds.strangers for word in behind[place + 1 : place + 4])
    return False


def _talks_follow(text: _Text, at: int, talks: frozenset[str]) -> bool:
    """Tell whether a word for talks follows: Madrid talks, the Geneva and London rounds."""
    between, end = 0, min(len(text.found), at + _FAR)
    while at < end and between < 3:
        word = text.found[at]
        if word.gap not in ("", " ", "-"):
            return False
        if word.low in talks:
            return True
        if at in text.titles:
            at += text.titles[at][0]
            continue
        if word.low in LISTS:
            if at + 1 not in text.titles and not (at + 1 < end and text.found[at + 1].low in LISTS):
                return False
        elif word.low != "'s":
            if not word.is_word or word.low in _PREPOSITIONS:
                return False
            between += 1
        at += 1
    return False


def _talks_precede(text: _Text, at: int, talks: frozenset[str]) -> bool:
    """Tell whether talks are said to be there: talks in London, Geneva, and Stockholm."""
    found, strangers = text.found, text.rounds.strangers
    before = at - 1
    least = max(0, at - _FAR)
    while before >= least and (found[before].low in LISTS or _is_title_end(before, text.titles)):
        before -= 1
    if before < least or found[before].low not in _PLACING:
        return False
    start = _sentence_start(found, before)
    for place in range(before - 1, start - 1, -1):
        if found[place].low in talks:
            return not any(each.low in strangers for each in found[place:before])
    end = _sentence_end(found, at)
    said = {each.low for each in found[start:end]}
    if said.isdisjoint(MEETS) or any(each.low in strangers for each in found[start:before]):
        return False
    return not said.isdisjoint(BOTH) or len(_sides(text, range(start, end))) > 1


def _sentence_start(found: Sequence[Token], at: int) -> int:
    place = at
    while place > max(0, at - _FAR):
        if found[place].gap == "\n" or (found[place].opens and found[place - 1].text in _ENDS):
            break
        place -= 1
    return place


def _sentence_end(found: Sequence[Token], at: int) -> int:
    for place in range(at + 1, min(len(found), at + _FAR)):
        if found[place].text in _ENDS or found[place].gap == "\n":
            return place
    return min(len(found), at + _FAR)


def _sides(text: _Text, places: Iterable[int]) -> frozenset[str]:
    """Return the parties that are named somewhere, or somebody of theirs."""
    named = [each for place in places for each in text.things.get(place, (0, ()))[1]]
    parties = [id if kind == "parties" else text.rounds.party_of.get(id, "") for kind, id in named]
    return frozenset(parties) - {""}


def _is_title_end(at: int, titles: Mapping[int, tuple[int, tuple[str, ...]]]) -> bool:
    return any(at - n in titles and titles[at - n][0] == n + 1 for n in range(4))
