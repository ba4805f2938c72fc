"""Which kind of event words speak of: a table of cues for each, and the site's own kinds.

Knows verbs and nouns of the news; knows no date and no name.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parley.settings import Settings

_TARIFF = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)"

# The weight of "said ... that": a day before or within it is that of the words, one behind it not.
TOLD = 8

# Up to this weight, words say by themselves what happened.
CLEAR = 10

_EXPORT = r"(?:export|rare[- ]earths?|chips?|semiconductors?)"

# Kind, what a name of it must contain, its words, and how far away they seem: what says little
# ("said", "talks") gives way to what says more and stands a few words further off.
_ROWS: tuple[tuple[str, str, int], ...] = (
    (
        "extension",
        r"exten(?:d(?:s|ed|ing)?\b(?! (?:its |the |their )?(?:export|lists?|controls|rules?|reach))"
        r"|sions?\b)|prolong\w*|postpon\w+|push(?:ed|es|ing)? back"
        r"|put(?:s|ting)?(?: [a-z]+){0,3} off"
        r"|delay(?:s|ed|ing)? (?:the )?(?:enforcement|ban|deadline)"
        r"|renew(?:s|ed|al)\b",
        0,
    ),
    ("extension", r"\bdelays?\b", 5),
    (
        "investigation",
        r"investigat\w+|prob(?:es?|ing)\b|anti-?dumping|antitrust|inquir(?:y|ies)|cases? against",
        0,
    ),
    (
        "court",
        r"\bcourts?\b|judges?\b|justices\b|rul(?:ed|ing)\b|appeals?\b|lawsuits?|sued\b"
        r"|injunctions?",
        3,
    ),
    (
        "export-control",
        rf"{_EXPORT}[\w\s-]{{0,20}}? (?:controls?|curbs?|bans?|restrictions?|licen[cs]\w+)"
        r"|entity list|entities (?:on|to) (?:a|its|the) list|unreliable[- ]entit\w+|blacklist\w*"
        r"|licen[cs]ing (?:rules?|regimes?)"
        r"|(?:curb|restrict|ban|halt)(?:s|ed|ing)? (?:the )?exports?",
        0,
    ),
    (
        "legislation",
        r"into law\b|\bbills?\b|congress (?:passed|approved|enacted)|lawmakers|(?:house|senate) "
        r"(?:passed|voted|approved)|\blaw (?:of|passed|signed|requires|took)",
        10,
    ),
    (
        "tariff-action",
        r"(?:impos\w+|put(?:s|ting)? (?:an?|new|more)\b|rais\w+|hik\w+|slap\w*|cut(?:s|ting)?"
        r"|lower\w*|reduc\w+|lift\w*|doubl\w+"
        r"|remov\w+|levied|increas\w+|suspend\w*|paus\w+|announc\w+|threaten\w*|exempt\w*)\b"
        rf"[^.;]{{0,50}}?\b{_TARIFF}"
        rf"|{_TARIFF}\b[^.;]{{0,40}}?\b(?:took effect|tak(?:e|es|ing) effect|went into effect"
        r"|came into force|were (?:raised|cut|imposed|doubled|lowered|suspended|reduced))",
        0,
    ),
    ("tariff-action", _TARIFF + r"\b", 20),
    (
        "executive-action",
        r"sign(?:s|ed) an? (?:\w+ )?order|executive (?:order|action)s?|proclamations?"
        r"|memorand(?:um|a)",
        5,
    ),
    (
        "call",
        r"(?:phone|telephone|video) (?:call|conversation|conference)s?"
        r"|by (?:phone|telephone|video)\b|phoned|on the phone|\bcall (?:with|between)|video call"
        r"|\b(?:a|the|their|that|this|last|next)(?: [a-z]+)? call\b|通话",
        0,
    ),
    (
        "call",
        r"\b(?:sp(?:eak|oke)|talked) (?:on|again|by|with|at|late|early|this|last|yesterday"
        r"|today)\b",
        3,
    ),
    (
        "agreement",
        r"agree(?:d|s|ments?)\b|\bdeals?\b|truces?\b|\bpacts?\b|accords?\b|frameworks?\b|consensus"
        r"|joint (?:statement|arrangement|communiqu)",
        8,
    ),
    (
        "talks",
        r"\bmet\b|visit(?:s|ed)\b|travel(?:s|ed|led)\b|(?:to|will|would) (?:meet|visit|travel|host)"
        r"|h(?:eld|old|olds|osts|osted) (?:talks|a meeting|the|in|at)\b|s[ai]t down|\btalked\b"
        r"|(?:end|open|conclud|resum|wrap|beg[au]n)\w*(?: [a-z]+){0,4} (?:talks|negotiations|round)"
        r"|会谈|会晤|磋商|访问",
        4,
    ),
    (
        "talks",
        r"\btalks\b|\bmeet(?:s|ing|ings)?\b|\brounds?\b|negotiat\w+|summits?\b|discussions?\b"
        r"|\bvisit(?:ing)?\b|travel(?:ling|ing)?\b|\btrip\b|\bhost(?:ing)?\b|consultations?\b",
        12,
    ),
    (
        "deadline",
        r"deadlines?\b|expir\w+|laps(?:e|es|ed|ing)\b|r[ua]ns? out\b|cut-?off|due to end"
        r"|到期|期限",
        14,
    ),
    (
        "statement",
        r"(?:said|says|wrote|posted|told [\w ]{2,30}?|announced|confirmed|warned|stressed)"
        r"(?: [^.,;]{0,70}?)? that\b",
        TOLD,
    ),
    (
        "statement",
        r"\bsa(?:id|ys|ying)\b|\btold\b|urg(?:ed|es)\b|warn(?:s|ed|ing)\b"
        r"|accus(?:es|ed|ing)\b|publish(?:es|ed)\b|releas(?:es|ed)\b|statements?\b|spokes\w+|wrote\b|posted\b|announc\w+"
        r"|called (?:on|for)|vow(?:s|ed)\b|confirm(?:s|ed)\b|表示|宣布|声明",
        30,
    ),
)

# A kind of a site that has no row of ours may be one of these under another name.
_OTHER_NAMES = {
    "talks": ("meeting", "round", "negotiation", "negotiations", "summit"),
    "agreement": ("deal", "treaty", "accord"),
    "tariff-action": ("tariff", "tariffs"),
    "court": ("ruling", "judgment", "litigation"),
    "legislation": ("law",),
    "statement": ("announcement",),
    "executive-action": ("order", "executive-order"),
    "investigation": ("probe", "inquiry"),
    "extension": ("postponement",),
}

# Kinds in which both sides act, whoever is named first.
MUTUAL = {"talks", "call", "agreement"}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak of a kind, and where they stand."""

    kind: str
    start: int
    end: int
    weight: int


class Kinds:
    """The cues of the kinds that a site declares, under the ids that it gives them."""

    def __init__(self, settings: Settings) -> None:
        declared = {}
        for kind in settings.kinds:
            declared[kind.id.casefold()] = kind.id
            declared.setdefault(kind.name.casefold(), kind.id)
        self._rows = []
        for general, pattern, weight in _ROWS:
            names = (general, *_OTHER_NAMES.get(general, ()))
            id = next((declared[name] for name in names if name in declared), "")
            self._rows.append(
                (general, id, re.compile(rf"(?<![A-Za-z])(?:{pattern})", re.IGNORECASE), weight)
            )
        ours = {id for _, id, _, _ in self._rows}
        for kind in settings.kinds:
            if kind.id not in ours:
                words = re.compile(rf"\b{re.escape(kind.name)}\b", re.IGNORECASE)
                self._rows.append((kind.id, kind.id, words, 0))

    def cues(self, text: str) -> tuple[Cue, ...]:
        """Return every cue in a text; `kind` is the general word for it, as in this table."""
        return tuple(
            Cue(general, *found.span(), weight)
            for general, _, pattern, weight in self._rows
            for found in pattern.finditer(text)
        )

    def id(self, general: str) -> str:
        """Return the site's id of a kind, or "" where the site has no such kind."""
        return next((id for name, id, _, _ in self._rows if name == general), "")


def nearest(cues: Iterable[Cue], start: int, end: int) -> str:
    """Return the kind whose cue stands nearest to a place, or ""."""

    def distance(cue: Cue) -> tuple[int, int]:
        gap = max(start - cue.end, cue.start - end, 0)
        is_behind = cue.weight == TOLD and start >= cue.end
        return gap + 3 * cue.weight + 100 * is_behind, cue.start

    best = min(cues, key=distance, default=None)
    return best.kind if best else ""
