"""What a text names of the record: people, places, topics, parties, rounds and measures.

Knows which reading of a name its context allows; knows neither files nor dates.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parley.intake.naming import metonyms, named_rounds, tokens
from parley.intake.naming.name_index import Form, Index, Match, declared, own_words
from parley.intake.naming.named_rounds import Rounds
from parley.intake.naming.ordinary_words import words
from parley.intake.naming.peoples import NATIONS, last_words
from parley.intake.naming.surnames import Memory, Surnames
from parley.intake.naming.tokens import Token
from parley.intake.papers import Named
from parley.timeline import Timeline

# Somebody of so few events is not well known, however short the record is.
_FEW = 3
_HEADLINE = 40
_ABOUT_ME = words("about contact follow join let tell tells give gives call email")


@dataclass(slots=True)
class _Reading:
    """A text while it is read: its words, and what was found in them so far."""

    found: Sequence[Token]
    memory: Memory
    places_of: dict[int, tuple[int, tuple[tuple[str, str], ...]]] = field(default_factory=dict)
    titles: dict[int, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    venues: set[str] = field(default_factory=set)


class Names:
    """Every name of a record, ready to be looked for."""

    def __init__(self, timeline: Timeline) -> None:
        """Take the record."""
        self._index = Index(declared(timeline))
        self._surnames = Surnames(timeline.people, _well_known(timeline))
        self._has_venue = {place.id: bool(place.venue) for place in timeline.places}
        self._rounds = Rounds.of(timeline)
        self._own = {party.id: last_words(own_words(party)) for party in timeline.settings.parties}

    @classmethod
    def of(cls, timeline: Timeline) -> "Names":
        """Return the names of a record."""
        return cls(timeline)

    def found(self, text: str) -> tuple[Named, ...]:
        """Return what a whole text names, in order; places never overlap.

        Words that name two things (a topic and a measure, a city and the round held there) give
        one Named for each, at the same place. A surname counts once the full name was seen: so
        hand over the body as one.
        """
        found = tokens.tokens(text)
        small = frozenset(each.text for each in found if each.text.islower())
        reading = _Reading(found, Memory(self._surnames, found, small))
        self._read(reading, 0, len(found))
        self._read_headline(reading)
        named_rounds.read(found, self._rounds, reading.places_of, reading.titles)
        return tuple(
            Named(start=found[at].start, end=found[at + length - 1].end, kind=kind, id=id)
            for at, (length, things) in sorted(reading.places_of.items())
            for kind, id in things
        )

    def _read(self, reading: _Reading, at: int, end: int) -> None:
        while at < end:
            at += self._read_one(reading, at) or 1

    def _read_headline(self, reading: _Reading) -> None:
        """Read the first line again: its surnames are those of people named in full below."""
        found = reading.found[:_HEADLINE]
        end = next((at for at, each in enumerate(found) if at and each.leads), 0)
        taken = {
            place
            for at in range(end)
            if at in reading.places_of
            for place in range(at, at + reading.places_of[at][0])
        }
        for at in range(end):
            whose = reading.memory.at(at)
            if whose and taken.isdisjoint(range(at, at + whose[0])):
                reading.places_of[at] = (whose[0], (("people", whose[1]),))

    def _read_one(self, reading: _Reading, at: int) -> int:
        """Take the longest name at a place that its context allows; return its length."""
        for match in self._index.at(reading.found, at):
            things = self._meant(reading, at, match)
            if things is not None:
                if things:
                    reading.places_of[at] = (match.length, things)
                return match.length
        if whose := reading.memory.at(at):
            length, id = whose
            reading.places_of[at] = (length, self._person_or_party(reading.found, at + length, id))
            return length
        return 0

    def _person_or_party(
        self, found: Sequence[Token], after: int, id: str
    ) -> tuple[tuple[str, str], ...]:
        """Return whose surname it is; a president's administration is the party."""
        party = self._rounds.party_of.get(id, "")
        if party and after < len(found) and found[after].low == "administration":
            return (("parties", party),)
        return (("people", id),)

    def _meant(
        self, reading: _Reading, at: int, match: Match
    ) -> tuple[tuple[str, str], ...] | None:
        """Return what the forms that fit mean here; nothing for another's name, None for no."""
        by_kind: dict[str, list[Form]] = {}
        for form in match.forms:
            by_kind.setdefault(form.kind, []).append(form)
        if set(by_kind) == {""} or ("people" in by_kind and _is_junior(reading.found, at, match)):
            return ()
        if rounds := by_kind.get("rounds"):
            reading.titles[at] = (match.length, tuple(form.id for form in rounds))
        things = dict.fromkeys(
            (
                *((form.kind, form.id) for form in by_kind.get("measures", ())),
                *self._people(reading, at, match.length, by_kind.get("people", ())),
                *self._parties_or_places(reading, at, match.length, by_kind),
                *((form.kind, form.id) for form in by_kind.get("topics", ())),
            )
        )
        return tuple(things) if things or rounds else None

    def _parties_or_places(
        self, reading: _Reading, at: int, length: int, by_kind: Mapping[str, Sequence[Form]]
    ) -> list[tuple[str, str]]:
        """Return the place that words are used for, else the party that is called so."""
        parties = by_kind.get("parties", ())
        sited = True
        if any(form.use == "speaker" for form in parties):
            sited = metonyms.is_inside(reading.found, at)
        elif parties:
            sited = metonyms.is_place(reading.found, at, length) or self._goes_on(reading, at)
        elif by_kind.get("topics"):
            sited = metonyms.is_inside(reading.found, at)
        spots = self._places(reading, by_kind.get("places", ())) if sited else []
        if spots:
            return spots
        spoken = [form for form in parties if not (sited and form.use == "capital")]
        return self._parties(reading.found, at, length, spoken)

    def _people(
        self, reading: _Reading, at: int, length: int, forms: Iterable[Form]
    ) -> list[tuple[str, str]]:
        ids = [form.id for form in forms]
        if not ids:
            return []
        alone = length == 1
        if alone and (reading.memory.is_stranger(at) or reading.memory.is_another(at, length)):
            return []
        if len(ids) > 1:
            ids = [id for id in ids if id in reading.memory.last.values()]
        if len(ids) != 1:
            return []
        if not alone:
            reading.memory.see(ids[0])
        return [("people", ids[0])]

    def _parties(
        self, found: Sequence[Token], at: int, length: int, forms: Iterable[Form]
    ) -> list[tuple[str, str]]:
        if length == 1 and _is_pronoun(found, at):
            return []
        return [
            (form.kind, form.id)
            for form in forms
            if form.use != "speaker" or not self._is_foreign(found, at, form.id)
        ]

    def _is_foreign(self, found: Sequence[Token], at: int, party: str) -> bool:
        """Tell whether another country's name stands before a ministry: Spain's, British."""
        before = at - 1
        if before >= 0 and found[before].low == "'s":
            before -= 1
        if before < 0:
            return False
        word = found[before].low
        return word in NATIONS and word not in self._own[party]

    def _places(self, reading: _Reading, forms: Sequence[Form]) -> list[tuple[str, str]]:
        """Return the place; of several with one title that without a venue, or one named before."""
        reading.venues |= {form.id for form in forms if form.use == "venue"}
        ids = list(dict.fromkeys(form.id for form in forms))
        if len(ids) > 1:
            plain = [id for id in ids if not self._has_venue[id]]
            ids = plain or [id for id in ids if id in reading.venues]
        return [("places", ids[0])] if len(ids) == 1 else []

    def _goes_on(self, reading: _Reading, at: int) -> bool:
        """Tell whether a capital is the second of two places: in Madrid and Beijing."""
        found = reading.found
        if at < 2 or found[at - 1].low not in ("and", "or"):
            return False
        things = reading.places_of.get(at - 2, (0, ()))[1]
        return any(kind == "places" for kind, _ in things) and not any(
            kind == "parties" for kind, _ in things
        )


def _well_known(timeline: Timeline) -> frozenset[str]:
    """Return who takes part in so much of the record that a text may leave out the full name."""
    least = max(_FEW, len(timeline.events) // 20)
    return frozenset(id for id, events in timeline.events_of_person.items() if len(events) >= least)


def _is_junior(found: Sequence[Token], at: int, match: Match) -> bool:
    """Tell whether a full name is that of a namesake: Jr., Sr."""
    after = found[at + match.length] if at + match.length < len(found) else None
    return match.length > 1 and after is not None and after.low in ("jr", "sr")


def _is_pronoun(found: Sequence[Token], at: int) -> bool:
    """Tell whether US is money (US$) or the word of an appeal in capitals: CONTACT US."""
    if found[at].text != "US":
        return False
    after = found[at + 1] if at + 1 < len(found) else None
    if after is not None and after.text == "$" and after.gap == "":
        return True
    return at > 0 and found[at - 1].low in _ABOUT_ME
