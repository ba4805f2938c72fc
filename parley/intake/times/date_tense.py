"""Whether the words around a time expression look back or ahead.

Knows verbs and other cues near a place in a sentence; knows no dates.
"""

import re
from typing import NamedTuple

# How far to look on either side: this keeps the work for a long text in proportion to it.
REACH = 160

_BORDER = re.compile(
    r"[,;:，；：。()“”\"]|\s[-–—]\s|—|\b(?:which|who|where|when|while|because|but|although|though)\b"
)
_CUES = re.compile(
    r"""
    # Cues begin words: most places of a text are passed over at once.
    (?: (?<!\w)(?=[a-z]) | (?=['’]) | (?=[将拟计预定有即会已曾了日宣表指签公发]) )
    (?:
      (?P<unclear>
          \bhad\sbeen\s(?:due|set|expected|scheduled|slated|supposed|planned)(?:\sto\s[a-z]+)?
        | \bwould\s have\b
        | \b(?:agreed|vowed|pledged|promised|offered|sought|decided|urged|asked|ordered|told|
            wanted|invited|called|pushed|threatened|proposed|suggested|voted|failed|refused|
            declined|hoped|aimed|traveled|travelled|went|came|flew|met|moved|rushed|worked|helped|
            allowed|required|began|started|continued)
            \s(?:(?!to\b|on\b|in\b)[\w.'’-]+\s){0,4}?to\s(?!the\b|an?\b|office\b|power\b)[a-z]+ )
    | (?P<future> (?:\b(?:will|shall|would|(?-i:may)|might|could|should|must)\b|['’]ll\b)
            (?:\s(?:also|not|likely|probably|then|again|both|soon|now|be|have|\w+ly))*\s?[a-z]*
        | \bwon['’]t\s[a-z]+
        | \b(?:is|are|was|were|be|been|being)?\s?(?:set|due|expected|scheduled|slated|poised|likely|
            planned|planning|projected|tipped|anticipated|supposed|intended|bound|ready|on\strack|pencill?ed\sin)
            \s(?:to\s[a-z]+|for|in|on|by|at)
        | \b(?:expected|scheduled|slated|planned|upcoming|forthcoming|looming|approaching|pending|
            proposed|tentatively|expires?|expiring|looms?|awaits?|falls|begins|starts|opens|kicks
            |ends|lapses|runs?\sout|sunsets|terminates|faces|next\s[a-z]+\s(?:is|are)|resumes|arrives|becomes|comes|effective|going\sto|
            tak(?:es?|ing)\seffect|com(?:es?|ing)\sinto\s(?:force|effect)|ahead\sof|in\stime\sfor|in\sthe\srun-?up\sto|due|yet\sto)\b
        | \b(?:plans?|aims?|intends?|hopes?|wants?|needs?|seeks?|expects?|has|have|prepares?|
            vows?|pledges?|threatens?|promises?|threatened|vowed)\sto\s[a-z]+
        | \b(?:is|are|was|were)\sto\s(?:be\s)?[a-z]+
        | \bto\sbe\s(?!precise|sure|fair|exact|clear|honest)[a-z]+
        | \b(?:is|are)\s(?:\w+ly\s)?(?:meeting|holding|hosting|traveling|travelling|visiting|
            leaving|arriving|attending|heading|convening|starting|beginning|ending|expiring|
            sending|returning|flying|going|coming|preparing|planning|bracing|gearing)\b
        | \b(?:preparing|planning|bracing|gearing|heading|waiting|readying)\b
        | [将拟]|计划|预计|定于|有望|即将|会于 )
    | (?P<past> \b(?:was|were|had|has|have|did|said|told|met|held|took|began|came|went|made|gave|
            left|sent|saw|spoke|wrote|won|lost|led|fell|rose|hit|struck|became|got|kept|paid|ran|
            sold|brought|bought|thought|found|stood|understood|broke|chose|drew|drove|grew|knew|
            laid|shot|sat|remember|spent|taught|withdrew|flew|built|dealt|felt|heard|meant|put|cut|swore|
            threw|shook|slid|sank|surged|ago|following|sworn|known|held|seen|taken|given|
            shown|done|gone|written)\b
        | (?-i:\b(?!need|speed|indeed|exceed|proceed|succeed|feed|seed|bed\b|red\b|hundred|sacred|
            embed|breed|bleed|greed|shed\b|wed\b|planned|based\b|detailed\b|advanced\b|limited\b|
            so-called)[a-z]{2,}ed\b)
        | 已经?|曾|了|日前|宣布|表示|指出|签署|公布|公告|发布 )
    | (?P<present> \b(?:announces|widens|tightens|lifts|threatens|publishes|issues|files|
            blocks|restores|restricts|curbs|eases|hosts|travels|visits|confirms|approves|releases|
            decides|rules|reports|delivers|speaks|declares|slaps|imposes|retaliates|responds|accuses|suspends|
            agrees|bars|bans|unveils|tweets|raises|lowers|cuts|halts|warns|vows|signs|meets|launches|hits|
            increases|puts|says|adds|blacklists|orders|strikes|reaches|extends|delays|postpones|
            resume|agree|meet|sign|announce|declare|reach|hold|strike|extend|impose)\b )
    | (?P<plain> \bto\s(?!the\b|an?\b|its\b|his\b|their\b|our\b|office\b|power\b|court\b|
            zero\b|talks\b|date\b|be\s(?:precise|sure|fair|exact|clear|honest))(?-i:[a-z]+) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

# Words directly before an expression that settle the question.
_AHEAD = re.compile(
    r"(?<!waited\s)\b(?:by|until|till|through|(?<!just\s)(?<!shortly\s)(?<!hours\s)(?<!right\s)before|"
    r"starting|beginning|effective|as (?:early|soon) as|"
    r"no later than|scheduled for|set for|planned for|slated for|due|coming|"
    r"(?:extended|delayed|postponed|pushed|moved)(?: back)? to)\s(?:on\s|at\s|midnight\s|the\s)*$",
    re.IGNORECASE,
)
# "Back in July" is past, "we are back in July" is not.
_BACK = r"(?<!are\s)(?<!is\s)(?<!be\s)back\s(?:in|to)"
_BEHIND = re.compile(rf"\b(?:since|after|following|earlier|{_BACK}|as of)\s(?:on\s|the\s)*$", re.I)
_BY = re.compile(r"\b(?:by|before)\s(?:the\s)?$", re.IGNORECASE)

# The other days of a list stand between none of them and its verb: "came April 5, June 19 and".
_A_DAY = r"[A-Z][a-z]{2,8}\.?\s[0-9]{1,2}"
_LISTED_BEFORE = re.compile(rf"{_A_DAY}(?:(?:,|\sand|,\sand)\s{_A_DAY}){{0,6}}(?:,|,?\sand)\s$")
_LISTED_BEHIND = re.compile(rf"(?:(?:,|,?\sand)\s{_A_DAY}){{1,6}}")

# "A deal for their presidents to finish", "the Fed announces its decision": of a plan.
_FOR_TO = re.compile(r"\bfor\s(?:[\w'’.-]+\s){1,4}to\s[a-z]+(?:\s[\w'’.-]+){0,6}\s$")

_ON_THE_CALENDAR = re.compile(
    r"\b(?:announces|meets?|hosts|travels|visits|releases|publishes|reports|decides|rules|delivers|"
    r"speaks|signs|unveils|hold|files)\b"
)

_STARTS = re.compile(
    r"(?<!to\s)\b(?:start|begin|open|resume|expire|lapse|arrive|leave|return|meet|end)\s(?:on\s)?$"
)

# An entry of a chronicle: "Oct. 9: China widens its controls"; and what still lies ahead.
_ENTRY = re.compile(
    r"\s?[:–—-]\s(?:(?:[A-Z][\w.’'-]*,?\s|and\s|the\s|of\s|[0-9]+\s){1,8}[a-z]+s\b"
    r"|[^.;]{1,60}\b(?:(?:is|are)\s(?:not\s)?[a-z]+(?:ed|en)|(?:meet|agree|hold|sign|talk|speak|climb|"
    r"rise|fall|take|cut|raise|impose|extend|reach|announce|resume|start|go|come|strike|launch|"
    r"exchange|announces|suspends|imposes|raises|signs|meets|extends|takes|issues|strikes)\b))"
)
_COMING = re.compile(
    r"\b(?:will|shall|may|could|should|(?:is|are)\sto|expected|scheduled|due|planned|"
    r"set\s(?:to|for)|deadline|expir\w+|ends|lapses|takes\seffect|begins|starts|opens)\b"
)

# A past verb that a day stands beside: "was signed on", "took office on", "spoke by phone on".
_TOLD = re.compile(
    r"\b(?:(?:signed|issued|announced|held|published|released|imposed|launched|met|spoke|began|"
    r"ended|adopted|filed|passed)\s$|(?:was|were|been|took|met|held|spoke|began|came|went|made|left|"
    r"fell|rose|hit|won|[a-z]{2,}ed)(?:\s(?!(?:to|for|that|about|of|around|circa|until|from|by|than)"
    r"\b)[\w.'’-]+){0,2}\s(?:late\s|early\s)?(?:on|in)\s$)"
)


_SINCE = re.compile(rf"\b(?:since(?:\s\w+ing(?:\s\w+){{0,3}}\s(?:on|in))?|{_BACK})\s$", re.I)
# What a past verb may speak of that lies ahead: "accepted an invitation to Beijing in April".
_PROSPECT = re.compile(
    r"\b(?:invitations?|visits?|trips?|summits?|meetings?|talks|hearings?|plans?|reviews?|"
    r"launch|rollout|start|deadlines?|sessions?|conferences?|for)\b",
    re.IGNORECASE,
)


class _Around(NamedTuple):
    """What stands around an expression: before it and in its clause, behind it and in its clause.

    A comma behind an opening adverbial ends no clause: "On Sunday, the two sides met".
    """

    before: str
    near: str
    clause: str
    rest: str


def _around(text: str, start: int, end: int) -> _Around:
    before, rest = text[max(0, start - REACH) : start], text[end : end + REACH]
    if listed := _LISTED_BEFORE.search(before):
        before = before[: listed.start()]
    if listed := _LISTED_BEHIND.match(rest):
        rest = rest[listed.end() :]
    near = before[max((border.end() for border in _BORDER.finditer(before)), default=0) :]
    if len(near.split()) <= 2:
        rest = re.sub(r"^\s*[,:]", " ", rest, count=1)
    border = _BORDER.search(rest)
    return _Around(before, near, rest[: border.start()] if border else rest, rest)


def _cues(words: str) -> list[str]:
    return [cue.lastgroup or "" for cue in _CUES.finditer(words)]


def is_told(text: str, start: int, end: int) -> bool:
    """Tell whether the words text[start:end] surely date something done.

    A past verb stands right before them, or they open a clause whose verbs are all past.
    """
    around = _around(text, start, end)
    if _SINCE.search(around.before):
        return True
    if _TOLD.search(around.near):
        return _cues(around.near)[-1:] == ["past"]
    is_opening = around.near.strip().lower() in ("", "on", "and on", "late on", "early on")
    return is_opening and set(_cues(around.clause)) == {"past"}


def speaks_of_more(text: str, start: int, end: int) -> bool:
    """Tell whether a thing that may lie ahead stands between a verb and the words."""
    near = _around(text, start, end).near
    if _SINCE.search(near):
        return False
    verbs_end = max((cue.end() for cue in _CUES.finditer(near)), default=0)
    return _PROSPECT.search(near, verbs_end) is not None


def tense(text: str, start: int, end: int) -> str:
    """Return "past", "present", "future", or "" for the words text[start:end] in their sentence.

    The last cue before them in their clause decides, then the first one after them; then those
    of the rest of the sentence. A clause that reports a plan made in the past is neither.
    """
    around = _around(text, start, end)
    if said := _own(around):
        return said if said != _NEITHER else ""
    for words, pick in ((around.before, -1), (around.rest, 0)):
        if cues := _cues(words):
            # "It took him, of all people, to revive it in September" is no plan.
            is_told = cues[pick] == "plain" and "past" in _cues(around.before)
            return "" if is_told else _meaning(cues, pick)
    return ""


def own_tense(text: str, start: int, end: int) -> str:
    """Return the tense that the words of the same clause tell, as `tense` does."""
    said = _own(_around(text, start, end))
    return said if said != _NEITHER else ""


def is_plan(text: str, start: int, end: int) -> bool:
    """Tell whether a verb of calendars stands before the words, or "for them to finish"."""
    around = _around(text, start, end)
    if _FOR_TO.search(around.before) or re.search(r"\b(?:is|are)\b.*\bfrom\s$", around.near):
        return True
    if _STARTS.search(around.near):
        return True
    is_present = _cues(around.near)[-1:] == ["present"]
    return is_present and _ON_THE_CALENDAR.search(around.near) is not None


def is_entry(text: str, start: int, end: int) -> bool:
    """Tell whether the words open an entry that tells in the present tense of something done."""
    opens = not text[max(0, start - 12) : start].strip(" \t*#-•")
    rest = text[end : end + REACH]
    return opens and _ENTRY.match(rest) is not None and not _COMING.search(rest)


_NEITHER = "neither"


def _own(around: _Around) -> str:
    """Return the tense of the clause, `_NEITHER` where its verbs say none, "" without a verb."""
    is_event = re.match("['’]s", around.rest) is not None
    if _AHEAD.search(around.before):
        return (_before_an_end(around) if not is_event else "") or _NEITHER
    if _BEHIND.search(around.before):
        return "past"
    behind, ahead = (around.near, -1), (around.clause, 0)
    # "He said Sunday's meeting will go on": what is told of a day's event says when.
    nearest = (ahead, behind) if is_event else (behind, ahead)
    for words, pick in nearest:
        if cues := _cues(words):
            is_borrowed = cues[pick] == "plain" and "past" in _cues(around.before)
            return (not is_borrowed and _meaning(cues, pick)) or _NEITHER
    return ""


def _before_an_end(around: _Around) -> str:
    """Tell of "by Monday": the yuan had risen by then, or must."""
    if not _BY.search(around.before):
        return "future"
    if len(re.sub(r"^\s*(?:and|but|so|yet)\b", "", around.near).split()) <= 1:
        return "past" if _cues(around.clause)[:1] == ["past"] else "future"
    return "" if _cues(around.before)[-1:] == ["past"] else "future"


def _meaning(cues: list[str], pick: int) -> str:
    """Tell what the chosen cue means: "to meet" alone looks ahead, as headlines do."""
    cue = cues[pick]
    # "On March 8, the president announces tariffs" is a chronicle; elsewhere it may be either.
    if cue == "present" and pick == -1:
        return ""
    if cue == "plain":
        return "" if "past" in cues else "future"
    # "Agreed to meet on Monday" may be either; "on Monday agreed to meet" is past.
    if cue == "unclear":
        return "past" if pick == 0 else ""
    return cue
