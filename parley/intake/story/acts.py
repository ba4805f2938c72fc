"""How news tells of acts: those that move an end, those that are done, those still to come.

Knows verbs; knows no date, no name and no kind of event but those that are worth telling undated.
"""

import re

# Acts that move an end: of what they are said, the end is set and not only mentioned.
_SETS = re.compile(
    r"\b(?:exten(?:d|ds|ded|ding|sion)|prolong\w*|postpon\w+|delay(?:s|ed|ing)"
    r"|push(?:es|ed|ing)? back|put(?:s|ting)? off|suspend(?:s|ed|ing)?|paus(?:es|ed|ing)"
    r"|renew(?:s|ed|ing)?|set(?:s|ting)?"
    r"|g[ai]v(?:e|es|en|ing)|grant(?:s|ed|ing)?|barr?(?:ed|ing|s)|exempt(?:s|ed|ing)?"
    r"|waiv(?:e|es|ed|ing)"
    r"|impos(?:e|es|ed|ing)|order(?:s|ed|ing)?|moved|added|cut(?:s|ting)?|lower(?:s|ed)"
    r"|reduc(?:es|ed)|rais(?:es|ed)|halv(?:es|ed)|froze|freezes|lift(?:s|ed))\b",
    re.IGNORECASE,
)
# An act as news tells it, done and not only wished for.
_DONE = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:also |already |now |since |formally )?"
    r"(?!managed|wanted|needed|tried|failed|helped|seemed)(?:\w+ed|begun|cut|put|set|"
    r"imposed|struck|won)|launched|opened|imposed|extended|announced|agreed|signed|suspended|"
    r"initiated|raised|lifted|ruled|added|paused|filed|renewed|banned|blocked)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:would|could|might|may|must|should|whether|if|unless|to be|not|never|no|potential\w*|"
    r"threaten\w*|propos\w+|call(?:s|ed) (?:for|on)|urg\w+)\b",
    re.IGNORECASE,
)
# "Will remain suspended" tells of no act.
_GOES_ON = re.compile(r"\b(?:remain(?:s|ed|ing)?|stay(?:s|ed|ing)?)\s$", re.IGNORECASE)

# Acts of these kinds are events even where the words give no day; of the rest there are too many.
UNDATED = {"investigation", "extension", "tariff-action", "export-control", "court", "legislation"}

_AHEAD = re.compile(
    r"\b(?:(?:is|are|was|were) (?:\w+ )?(?:set|scheduled|due|expected|slated|planning|poised) to|"
    r"plan(?:s|ned)? to|will|schedul\w+ for)\b",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:meet(?:ing)?\b(?! (?:the |all |its )?(?:requirement|criteri|condition|demand|target))"
    r"|visit\b|summit\b|talks\b|host\b|travel to|trip to|accompany)",
    re.IGNORECASE,
)


# Things that have an end which is worth recording. People who stay somewhere until Wednesday, and
# firms whose stocks last through December, have none.
_HAS_AN_END = re.compile(
    r"deadline|expir|laps|truce|paus|suspen|exten|exempt|exclu|waive|delay|postpon|licen[cs]|\bban|"
    r"tariff|dut(?:y|ies)|surcharge|\bfees?\b|control|curb|restrict|order|\brules?\b|agreement|deal|"
    r"in (?:force|effect|place)|valid|comment|hold|sunset|run(?:s|ning)? out|ha(?:s|ve|d) until|"
    r"divest|\bsale\b|sell|reprieve|period|grace|window|mandate|"
    r"\b(?:to|must|shall|due|has|have)\b[^.;]{2,80}\b(?:by|before|no later than)\b|"
    r"\b(?:it|they|this|that|one) (?:now )?(?:runs?|lasts?|ends?)|期限|到期|届满|延长|暂停",
    re.IGNORECASE,
)


def has_an_end(text: str) -> bool:
    """Tell whether a text speaks of something whose end is worth recording."""
    return _HAS_AN_END.search(text) is not None


def setting(before: str) -> int | None:
    """Return the place of the last act in a text that sets an end, None if it is only wished."""
    found = [*_SETS.finditer(before)]
    lead = before[max(0, found[-1].start() - 30) : found[-1].start()] if found else ""
    if not found or _NOT_DONE.search(lead) or _GOES_ON.search(lead):
        return None
    return found[-1].start()


def is_done(text: str) -> bool:
    """Tell whether a text says that something was done, and not what might be."""
    return _DONE.search(text) is not None and _NOT_DONE.search(text) is None


def is_planned_meeting(text: str) -> bool:
    """Tell whether a text announces a meeting or a visit."""
    return _AHEAD.search(text) is not None and _VISIT.search(text) is not None
