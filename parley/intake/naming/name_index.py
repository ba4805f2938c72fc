"""The names of a record by their words: everything that a text could call one of its entities.

Knows titles, aliases and common usage; knows no text, so no context decides anything here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from parley.intake.naming import peoples, tokens
from parley.intake.naming.tokens import Token
from parley.settings import Party
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name: its words as declared, and what it names.

    `use` tells what the words are: a `name` of it, or a party's `capital` or `speaker`. A form
    of no kind is another's name that only looks like one of ours.
    """

    words: tuple[str, ...]
    kind: str
    id: str
    use: str = "name"


@dataclass(slots=True)
class Node:
    """One word of names: which words may follow, and what ends here."""

    following: dict[str, "Node"] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """Forms that fit the same words of a text, `length` of them."""

    length: int
    forms: tuple[Form, ...]


class Index:
    """All forms, looked up word by word: what isn't a first word of a name costs one question."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """Take every form."""
        self._exact = Node()
        self._common = Node()
        for form in forms:
            common = form.kind in ("topics", "measures")
            for words in _spellings(form.words):
                node = self._common if common else self._exact
                for word in words:
                    key = singular(word.casefold()) if common else word.casefold()
                    node = node.following.setdefault(key, Node())
                node.forms.append(form)

    def at(self, found: Sequence[Token], place: int) -> tuple[Match, ...]:
        """Return what could be named by the words from a place on, the longest first."""
        lengths: dict[int, dict[Form, None]] = {}
        for length, form in (
            *_walk(self._exact, found, place, str),
            *_walk(self._common, found, place, singular),
        ):
            if _fits(found[place : place + length], form):
                lengths.setdefault(length, {})[form] = None
        return tuple(
            Match(length, tuple(lengths[length])) for length in sorted(lengths, reverse=True)
        )


def _walk(
    node: Node, found: Sequence[Token], place: int, key: Callable[[str], str]
) -> Iterator[tuple[int, Form]]:
    """Yield the forms that the words from a place on spell, each with its length in words."""
    for at in range(place, len(found)):
        following = node.following.get(key(found[at].low))
        if following is None or (at > place and not tokens.fits_inside(found[at])):
            return
        node = following
        if node.forms and _ends(found, at):
            yield from ((at - place + 1, form) for form in node.forms)


def _ends(found: Sequence[Token], at: int) -> bool:
    """Tell whether a word may end behind this one: no sign upon its last letter follows."""
    after = found[at + 1] if at + 1 < len(found) else None
    return after is None or after.gap != "" or not tokens.is_mark(after)


def _fits(words: Sequence[Token], form: Form) -> bool:
    """Tell whether the capitals of the text are those of a name."""
    common = form.kind in ("topics", "measures")
    declared = [word for word in form.words if word not in ",."]
    written = [word.text for word in words if word.text not in ",."]
    if len(declared) != len(written):
        return True
    for name, text in zip(declared, written, strict=True):
        if len(name) > 1 and name.isupper() and len(name) <= 6 and any(map(str.isalpha, name)):
            if not (text.isupper() or (common and text[:-1].isupper() and len(text) > len(name))):
                return False
        elif not common and name[0].isupper() and not text[0].isupper():
            return False
    return True


def singular(word: str) -> str:
    """Return a word of small letters without the ending of a plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _spellings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield a name with its commas and full stops and without; JD Vance also as J. D. Vance."""
    yield words
    bare = tuple(word for word in words if word not in (",", "."))
    if bare and bare != words:
        yield bare
    if len(bare) > 1 and len(bare[0]) == 2 and bare[0].isupper():
        yield (bare[0][0], ".", bare[0][1], ".", *bare[1:])
        yield (bare[0][0], bare[0][1], *bare[1:])


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared."""
    return tuple(token.text for token in tokens.tokens(name))


def declared(timeline: Timeline) -> tuple[Form, ...]:
    """Return every form of every name in a record."""
    forms = [*_topics(timeline)]
    index = Index(forms)
    for form in (*_people(timeline), *_places(timeline), *_measures(timeline), *_rounds(timeline)):
        forms.append(form)
        if form.kind in ("places", "measures"):
            forms.extend(_carried(form, index))
    forms.extend(_parties(timeline))
    forms.extend(Form(words_of(name), "", "") for name in peoples.OTHERS)
    forms.extend(_foreigners(timeline))
    return tuple(form for form in dict.fromkeys(forms) if form.words)


def _carried(form: Form, topics: Index) -> Iterator[Form]:
    """Yield the topics that are named in the words of a longer name."""
    found = tokens.tokens(" ".join(form.words))
    for place in range(len(found)):
        for match in topics.at(found, place)[:1]:
            for topic in match.forms:
                yield Form(form.words, "topics", topic.id)


def _topics(timeline: Timeline) -> Iterator[Form]:
    for topic in timeline.topics:
        for name in (topic.title, *topic.title.split(" and "), *topic.aliases):
            words = words_of(name)
            yield Form(words, "topics", topic.id)
            if "-" in name:
                yield Form(words_of(name.replace("-", "")), "topics", topic.id)


def _people(timeline: Timeline) -> Iterator[Form]:
    for person in timeline.people:
        for name in (person.title, *person.aliases, *(name for _, name in person.names)):
            yield Form(words_of(name), "people", person.id)


def _places(timeline: Timeline) -> Iterator[Form]:
    for place in timeline.places:
        for name in (place.title, *place.aliases):
            yield Form(words_of(name), "places", place.id)
        venue = words_of(place.venue.partition(",")[0])
        if all(word[0].isupper() for word in venue[:1]):
            yield Form(venue, "places", place.id, "venue")


def _measures(timeline: Timeline) -> Iterator[Form]:
    for measure in timeline.measures:
        yield Form(words_of(measure.title), "measures", measure.id)


def _rounds(timeline: Timeline) -> Iterator[Form]:
    for round in timeline.rounds:
        for name in dict.fromkeys((round.title, round.label)):
            yield Form(words_of(name), "rounds", round.id)


def countries(party: Party) -> tuple[str, ...]:
    """Return the country that a party is called by, none where our tables don't know it."""
    own = {party.name, party.short}
    return tuple(country for country, names in peoples.PEOPLES.items() if own & {country, *names})[
        :1
    ]


def own_words(party: Party) -> frozenset[str]:
    """Return every name of a party itself and of its people."""
    names = {party.name, party.short} - {""}
    for country in countries(party):
        names |= {country, *peoples.PEOPLES[country]}
    return frozenset(names)


def _parties(timeline: Timeline) -> Iterator[Form]:
    for party in timeline.settings.parties:
        for name in sorted(own_words(party)):
            yield Form(words_of(name), "parties", party.id)
        for country in countries(party):
            for speaker in peoples.SPEAKERS.get(country, ()):
                yield Form(words_of(speaker), "parties", party.id, "speaker")
            for both, pair in peoples.PAIRS.items():
                if country in pair:
                    yield Form(words_of(both), "parties", party.id)
        if party.capital:
            yield Form(words_of(party.capital), "parties", party.id, "capital")


def _foreigners(timeline: Timeline) -> Iterator[Form]:
    """Yield countries of two words that are no party: North Korea is no Korea."""
    ours = {name for party in timeline.settings.parties for name in own_words(party)}
    for country, names in peoples.PEOPLES.items():
        for name in {country: 0, **dict.fromkeys(names)}:
            words = words_of(name)
            if len(words) > 1 and name not in ours:
                yield Form(words, "", "")
