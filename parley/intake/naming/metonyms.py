"""How a text uses the name of a capital or of a seat: for a government, or for a place.

Knows the words around a name; knows no record.
"""

from collections.abc import Sequence

from parley.intake.naming.ordinary_words import MONTHS, ORDINARY, words
from parley.intake.naming.tokens import Token

_INSIDE = words("in inside outside near around across into via")
_VISITS = words(
    """
    visit visits visited visiting leave leaves left leaving depart departs departed departing
    reach reaches reached reaching tour tours toured touring enter entered capital
    """
)
_BETWEEN = words("the central downtown northern southern eastern western nearby")
# "to Beijing" and "from Beijing" are journeys, but not after these.
_NO_JOURNEY = words("""
    according answer answers appeal appeals approval assurances attention ban bans belongs carrot
    challenge challenges clear comment comments commitment commitments compared concession
    concessions confirmation deference demand demands due essential export exports gesture
    gestures gift give gives giving help important key letter letters loyal message
    messages note notice objection objections offer offers opposed opposition payback pledge
    pledges pressure promise promises proposal proposals purchases pushback question questions
    reaction rebuke reply replies respond responded responding responds response responses
    retaliation sale sales seeking sell selling send sends sensitive signal signals sold statement
    statements support thanks threat threats ultimatum warning warnings win wins word
    """)
_TRAVELS = words(
    """
    left leave leaves leaving depart departs departed departing bound head heads heading
    """
)
_CITY = words("city streets mayor outskirts heart suburb suburbs centre center")
_AFTER = words(
    """
    based summit summits visit visits trip trips airport hotel hotels talks time suburb embassy
    university
    """
)


def is_place(found: Sequence[Token], place: int, length: int) -> bool:
    """Tell whether the name of a capital is used for the city: in Beijing, a visit to Beijing."""
    after = found[place + length] if place + length < len(found) else None
    if is_dateline(found, place, length):
        return True
    if after is not None and after.low == "'s" and not _has_sight(found, place + length):
        return False
    if after is not None and after.gap in (" ", "-") and after.low in _AFTER:
        return True
    return _is_reached(found, place)


def is_inside(found: Sequence[Token], place: int) -> bool:
    """Tell whether something is said to be in, at or near a seat: at the White House."""
    at = _before(found, place)
    if at < 0:
        return False
    word = found[at].low
    if word == "to":
        return at > 0 and found[at - 1].low in (_VISITS | {"trip", "went", "came", "return"})
    return word in _INSIDE or word == "at"


def is_dateline(found: Sequence[Token], place: int, length: int) -> bool:
    """Tell whether a line begins with the place where it was written: BEIJING, Sept 12 (AP) -."""
    start = place
    if start > 1 and not found[start].leads and found[start - 1].text == "/":
        start -= 2
    if not found[start].leads:
        return False
    at = place + length
    if at + 1 < len(found) and found[at].text == "/":
        at += 2
    if at >= len(found):
        return False
    after = found[at]
    if after.gap in (" - ", "- ", " -") or after.text in ("(", ":"):
        return True
    month = found[at + 1 : at + 3]
    return after.text == "," and any(each.low in MONTHS for each in month)


def _is_reached(found: Sequence[Token], place: int) -> bool:
    at = max(0, _before(found, place))
    if place == 0 or found[at + 1].gap != " ":
        return False
    word = found[at].low
    earlier = found[at - 1].low if at else ""
    if found[place - 1].low in _BETWEEN - {"the"}:
        return True
    if word in ("to", "from"):
        return earlier not in _NO_JOURNEY
    if word == "for":
        return earlier in _TRAVELS
    if word == "of":
        return earlier in _CITY
    return word in _INSIDE or word in _VISITS


def _before(found: Sequence[Token], place: int) -> int:
    """Return the place of the word that governs a name."""
    at = place - 1
    while at >= 0 and found[at].low in _BETWEEN and found[at + 1].gap == " ":
        at -= 1
    return at


def _has_sight(found: Sequence[Token], possessive: int) -> bool:
    """Tell whether a possessive leads to another name: Beijing's Great Hall, not its view."""
    sight = found[possessive + 1] if possessive + 1 < len(found) else None
    return sight is not None and sight.is_capital and sight.low not in ORDINARY
