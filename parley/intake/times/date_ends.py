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


class Cue(NamedTuple):
    """Words directly before an expression, and what they make of it."""

    name: str
    form: str
    inclusive: bool = False


# The first that fits counts. Each is followed by a time of day, "on" and "the", as they come.
ENDS = (
    Cue(
        "through", r"(?<!way\x20)\b(?:through|thru|(?:until|up to) and including) ", inclusive=True
    ),
    Cue("until", r"\b(?:until|till|['’]til|no later than|not later than) "),
    Cue("by", r"\b(?:by|before|prior to) "),
    Cue("up to", r"\bup (?:to|until) "),
    Cue(
        "deadline",
        r"\b(?:deadline|cut-?off(?: date)?|expiration(?: date)?|expiry(?: date)?)"
        r"(?:,? (?!to\b)[\w.'’-]+){0,4}?(?: (?:of|on|for|is|was|at|falls|falling)|:) ",
    ),
    Cue(
        "expires",
        r"\b(?:expir(?:es?|ed|ing)|laps(?:es?|ed|ing)|ends|ending|"
        r"(?:to|will|would|could|should|may) end|runs? out|running out|sunsets?)"
        r"(?: (?:again|early|late|at|as)|, [^,.;]{1,25},)?(?: on)? ",
    ),
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


def end_of(text: str, start: int, end: int) -> Cue | None:
    """Return what makes the words text[start:end] name an end, None where nothing does."""
    before, after = text[max(0, start - 100) : start], text[end : end + 40]
    for cue, form in _ENDS:
        if found := form.search(before):
            is_event = cue.name == "by" and re.match("['’]s", after)
            is_start = re.match("(?i)until|till|before", found[0]) and _NOT.search(
                before[: found.start()]
            )
            if is_event or is_start or (cue.name == "deadline" and _MOVED.search(before)):
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
