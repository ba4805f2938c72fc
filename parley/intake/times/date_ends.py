"""Words before and after a time expression that make it an end, or less certain.

Knows "until", "deadline", "about" and their like; knows neither dates nor verbs.
"""

import re
from typing import NamedTuple

_CLOCK = (
    r"(?:(?:at )?(?:(?:the stroke of )?midnight|noon|"
    r"[0-9]{1,2}(?::[0-9]{2}){0,2}(?: ?[ap]\.? ?m\.?)?"
    r"(?: \(?[A-Z]{2,4}\)?(?: \([0-9]{4} GMT\))?"
    r"| (?:Eastern|Pacific|Beijing|local|Greenwich)(?: \w+)?(?: Time)?)?)"
    r",? )?(?:(?:on|of) )?(?:the )?$"
)


# "Expires again at", "ends after 150 days, on", "expires in any case on", "expires, i.e. on".
_ASIDE = (
    r"(?: (?:again|early|late|at|as)|, [^,.;]{1,25},"
    r"|(?: in any case| anyway| automatically)?(?:,? after [^,.;]{1,20})?"
    r"(?:, (?:i\.?e\.?|that is|namely),?)?)"
)


class Cue(NamedTuple):
    """Words directly before an expression, and what they make of it."""

    name: str
    form: str
    inclusive: bool = False


# The first that fits counts. Each is followed by a time of day, "on" and "the", as they come.
ENDS = (
    Cue(
        "through",
        r"(?<!way\x20)\b(?:through(?! on\b)|thru|(?:until|up to) and including) ",
        inclusive=True,
    ),
    Cue(
        "until",
        r"(?<!wait\x20)(?<!waited\x20)\b(?:until|till|['’]til|no later than|not later than) ",
    ),
    Cue("by", r"\b(?:by|before|prior to) "),
    Cue("up to", r"\bup (?:to|until) "),
    Cue("days to", r"\bdays?, to "),
    Cue(
        "deadline",
        r"\b(?:deadline|cut-?off(?: date)?|expiration(?: date)?|expiry(?: date)?)"
        r"(?:,? (?!to\b)[\w.'’-]+){0,4}?(?: (?:of|on|for|is|was|at|falls|falling)|:) ",
    ),
    Cue(
        "expires",
        r"\b(?:expir(?:es?|ing)|laps(?:es?|ing)|ends|ending|"
        r"(?:to|will|would|could|should|may) end|runs? out|running out|sunsets?|"
        r"terminat(?:es?|ing))"
        rf"{_ASIDE}(?:,? (?:on|in))? ",
    ),
    Cue("expired", rf"\b(?:expired|lapsed){_ASIDE}(?:,? on)? "),
    Cue(
        "runs to",
        r"\b(?:runs?|running|lasts?|lasting|continues?|continuing|valid|stays?|remains?)"
        r"(?: [\w-]+){0,3} (?:up )?to ",
    ),
    Cue(
        "extended to",
        r"\b(?:extend(?:s|ed|ing)?|postpon(?:es?|ed|ing)|delay(?:s|ed|ing)?|push(?:es|ed|ing)?|"
        r"mov(?:es?|ed|ing)|put(?:s|ting)?|prolong(?:s|ed|ing)?|defer(?:s|red|ring)?|extension|"
        r"delay|postponement|suspend(?:s|ed|ing)?)(?: [\w.'’%-]+){0,10}?,? to ",
    ),
)
_ENDS = tuple(
    (
        cue,
        re.compile(
            (cue.form + _CLOCK).replace(" ?", r"\s{0,2}").replace(" ", r"\s{1,2}"), re.IGNORECASE
        ),
    )
    for cue in ENDS
)
_AFTER = re.compile(
    r"(?:['’]s)?\s(?:[\w.-]+\s){0,2}(?:deadline|cut-?off|expiration|expiry|due date)\b",
    re.IGNORECASE,
)
_AFTER_CHINESE = re.compile(r"(?:之?前(?![一二三四五六七八九十0-9])|以前|到期|截止|届满)")
_BEFORE_CHINESE = re.compile(
    r"(?:期限(?:为|是|定在)|截至|截止|延长至|延期至|推迟至|推迟到|延长到|至|到)$"
)
_NOT = re.compile(r"(?:\b(?:not|never|nor|cannot)\b|n['’]t\b)[^,;:.]{0,60}$", re.IGNORECASE)
_INCLUDED = re.compile(r",?\s\(?(?:inclusive|included)\b", re.IGNORECASE)

# Marks for what is said to be about a day, or only possible.
HEDGES = (
    (r"\b(?:around|circa|ca?\.|approximately|roughly|on or (?:about|around)) ", "~"),
    (r"(?<!think)(?<!talk)(?<!ask)(?<!king)(?<!ked)(?<!said)(?<!ions)(?<!news)\sabout ", "~"),
    (
        r"\b(?:possibly|perhaps|maybe|potentially|tentatively|probably|likely|"
        r"as (?:early|soon) as|could be|might be) (?:(?:for|in|by) )?",
        "?",
    ),
)
_HEDGES = tuple(
    (re.compile((form + "(?:on |in |the )?$").replace(" ", r"\s{1,2}"), re.IGNORECASE), mark)
    for form, mark in HEDGES
)


# "He extended the deadline on Tuesday": the day of the act.
_MOVED = re.compile(
    r"\b(?:extend|set|mov|push|postpon|delay|miss|impos|announc)\w*(?:\s\w+){0,3}\s\w+\son\s$", re.I
)


# No end: "until the June 5 call", "before the 2025 inauguration"; a stay, what is in stock, or
# figures ("is in Tokyo through Wednesday", "exports through August"); a feast or a visit.
_EVENT = re.compile(
    r"(?:['’]s)?\s(?!deadline|cut-?off|expir|due|start|and\b|or\b|but\b|when|if\b|unless|is\b|are\b|"
    r"was\b|were\b|will\b|to\b|in\b|at\b|for\b|as\b|on\b|of\b|with|while|after|before|which|that\b|"
    r"because|so\b|under|by\b)[a-z]"
)
_UNTIL_THE = re.compile(r"\b(?:through|thru|until|till|by|before|prior\sto|up\sto)\sthe\s$", re.I)
_STAY = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|stays?|stayed)\sin\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}\s"
    r"|\b(?:needs|requirements|supplies|stocks|inventor(?:y|ies)|demand|bookings?|data|figures|"
    r"results|sales|exports|imports|shipments|purchases)\s(?:\w+\s){0,2})"
    r"(?:from\s\w+\s)?(?:through|until|till)\s(?:\w+\s)?$"
)
_FEAST = re.compile(
    r"\b(?:New\sYear|holidays?|festival|Golden\sWeek|visit|trip|tour|stay|summit|talks|meeting|"
    r"session|conference|fair|forum|round),?\s(?:(?:which|that)\s)?(?:ends|ended|ending|"
    r"(?:to|will)\send)\s(?:on\s)?$"
)


_JUST_BEFORE = re.compile(
    r"\b(?:just|shortly|right|soon|long|well|even|late|(?:minute|hour|day|week|month)s?)\s$", re.I
)


def _is_none(before: str, after: str) -> bool:
    is_event = _EVENT.match(after) and _UNTIL_THE.search(before) and not _AFTER.match(after)
    return bool(is_event or _STAY.search(before) or _FEAST.search(before))


def end_of(text: str, start: int, end: int) -> Cue | None:
    """Return what makes the words text[start:end] name an end, None where nothing does."""
    before, after = text[max(0, start - 100) : start], text[end : end + 40]
    for cue, form in _ENDS:
        if found := form.search(before):
            is_event = cue.name == "by" and (
                re.match("['’]s", after) or _JUST_BEFORE.search(before[: found.start()])
            )
            is_start = re.match("(?i)until|till|before", found[0]) and _NOT.search(
                before[: found.start()]
            )
            if (
                is_event
                or is_start
                or _is_none(before, after)
                or (cue.name == "deadline" and _MOVED.search(before))
            ):
                return None
            return cue._replace(inclusive=True) if _INCLUDED.match(after) else cue
    if _BEFORE_CHINESE.search(before) or _AFTER_CHINESE.match(after) or _AFTER.match(after):
        return Cue("deadline", "")
    return None


_NOT_BEFORE = re.compile(
    r"\b(?:not before|(?:no|not) (?:earlier|sooner) than) (?:on )?$".replace(" ", r"\s{1,2}"),
    re.IGNORECASE,
)


def is_start(text: str, start: int) -> bool:
    """Tell whether words before a place make the date there the earliest possible."""
    return _NOT_BEFORE.search(text[max(0, start - 40) : start]) is not None


def hedge(text: str, start: int) -> str:
    """Return the mark of EDTF for how sure the words before a place are of what follows."""
    before = text[max(0, start - 40) : start]
    return next((mark for form, mark in _HEDGES if form.search(before)), "")
