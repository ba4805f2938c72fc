"""What looks like a time and is none: numbers of orders, names of shows, lines of copyright.

Knows words that no other table may read; knows no dates.
"""

import re
from typing import NamedTuple


class Decoy(NamedTuple):
    """Words that are no time, and why."""

    name: str
    pattern: re.Pattern[str]


def _decoy(name: str, form: str) -> Decoy:
    return Decoy(
        name, re.compile(form.replace(" ?", r"\s{0,2}").replace(" ", r"\s{1,2}"), re.MULTILINE)
    )


_UNIT = r"(?:days?|weeks?|months?|years?)"
_FEW = (
    r"(?:[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|"
    r"couple of)"
)
DECOYS: tuple[Decoy, ...] = (
    _decoy(
        "a numbered thing",
        r"\b(?i:Sections?|Articles?|Orders?|Nos?\.|Number|Chapter|Resolution|Rule|Title|Annex|"
        r"Proclamation|Boeing|Airbus|Flight|Route|Type|Phase|Part|Table|Figure|Page|Public Law|"
        r"E\.O\.|EO|(?:sub)?heading|Note|Decree) [0-9][0-9.,-]*(?:\([a-z0-9]\))*",
    ),
    _decoy(
        "a name with a year",
        r"\b(?:Made in China|Vision|Agenda|Horizon|Expo|APEC|World Cup|Olympics|Euro|CES|COP|"
        r"Project|Healthy China|China Standards|Acts? of|Law of|Code of|Order of|"
        r"[Ff]iscal(?: [Yy]ear)?|FY|Windows|[Cc]lass of) ?['’]?(?:19|20)[0-9]{2}(?![0-9])",
    ),
    _decoy(
        "a product of a year", r"\b(?:19|20)[0-9]{2} (?:models?|edition|dollars|prices|version)\b"
    ),
    _decoy(
        "a contract of a month",
        r"(?<!\b[Ii]n\s)(?<!\b[Ss]ince\s)\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
        r"[a-z]{0,6}\.? (?:(?:\w+ )?"
        r"(?:futures|contracts?|delivery)|beans|soybeans|corn|wheat|crude|cotton|hogs|meal)\b"
        r"|\b(?:futures|contracts?|delivery) (?:for|in) (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|"
        r"Sept?|Oct|Nov|Dec)[a-z]{0,6}\b",
    ),
    _decoy(
        "a line about the text itself",
        r"\b(?i:last reviewed:?|(?:(?:this|an earlier|a previous) (?:version|brief|article|story|"
        r"column|post|piece|page|alert|report|explainer|timeline|chronology)[^.;\n]{0,50}?"
        r"(?:published|posted|updated|reviewed|appeared|ran)"
        r"|(?:our|my) (?:\w+ ){0,2}(?:alert|coverage|briefing|post|newsletter|column|explainer|"
        r"article|note|update)s?,? (?:of|from|on|dated))) [^;\n]{0,60}"
        r"|^\s{0,9}(?:Previously|Earlier|Related|Read more|More)\s?:[^\n]{0,200}"
        r"|\b(?:Photo|Image|Picture|Caption|FILE(?: PHOTO)?)(?: by [^:\n]{1,40})?\s?:[^\n]{0,200}"
        r"|^(?:File )?[Pp]hoto (?:taken|shot|shows|released) [^\n]{0,200}"
        r"|\((?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting) by [^)]{0,200}"
        r"|^(?:Additional )?(?:Reporting|Writing|Editing) by [^\n]{0,200}"
        r"|^Next (?:week|month|year)(?=:)",
    ),
    _decoy(
        "a masthead",
        r"^[^.|\n]{0,60}\|[^|\n]{0,40}$"
        r"|\b(?:[0-9]{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? [0-9]{1,2},) [0-9]{4} [•·|]"
        r" [0-9]{1,2}[:.][0-9]{2} ?[ap]\.?m",
    ),
    _decoy(
        "a line that says when it was posted",
        r"(?i)^\W{0,3}(?:posted|published|updated)\b.{0,30}[0-9]{1,2}[:.][0-9]{2}.{0,90}",
    ),
    _decoy("a document of a year", r"\bNos?\. ?[0-9]+(?: and [0-9]+)? of (?:19|20)[0-9]{2}\b"),
    _decoy("copyright", r"(?:©|\([cC]\)|\b[Cc]opyright)[^.;]{0,30}?(?:19|20)[0-9]{2}\b"),
    _decoy(
        "a line that tells of publication",
        r"\b(?i:(?:last |first )?(?:published|updated|posted|modified)(?: (?:on|at))?):.{0,60}"
        r"|^\s{0,9}(?:First |Last )?(?:Published|Updated|Posted|Modified)(?: (?:on|at))? .{0,40}"
        r"|\b(?:Published|Updated|Posted|Modified)(?: (?:on|at))? (?=[0-9A-Z]).{0,40}",
    ),
    _decoy(
        "a phone number",
        r"(?<![0-9])\(?\+?[0-9]{1,3}\)?[-. ][0-9]{3}[-. ][0-9]{3,4}[-. ]?[0-9]{0,4}(?![0-9])",
    ),
    _decoy("money", r"[$€£¥]\s?[0-9][0-9.,]*"),
    _decoy("a time of day", r"\b[0-9]{4} (?:GMT|UTC|EDT|EST|ET|hours|local time)\b"),
    _decoy(
        "a name with a weekday",
        r"\b(?:Black|Good|Cyber|Super|Ash|Palm|Easter|Bloody|Fox News|Mail on)"
        r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
        r"|\b(?:Satur|Sun)day (?:Times|Telegraph|Mirror|Express|Mail|Post|Night Live|"
        r"Morning (?:Futures|Post)|Guardian|Star)\b",
    ),
    _decoy("office hours", r"\bMondays? ?(?:to|through|[-–]) ?Fridays?\b"),
    _decoy(
        "a name with a day",
        r"(?<![0-9/])9/11(?![0-9/])|\bMay (?:Day|Fourth)\b|\bMarch Madness\b"
        r"|\bJan(?:uary|\.)? 6(?:th)? (?:committee|attack|riot|Capitol|insurrection|defendants)"
        r"|\bSept(?:ember|\.)? 11(?:th)? (?:attacks?|terror|hijack)",
    ),
    _decoy("a newspaper", r"\b(?:USA|Russia|China|India|Business|World Politics) Today\b"),
    _decoy(
        "nowadays",
        r"\b(?i:to(?:day|morrow)['’]s (?:\w+ ){0,2}?(?:world|climate|environment|economy|era|"
        r"landscape|society|standards|market conditions))\b",
    ),
    _decoy("an age", r"\b[0-9]{1,3}[- ]years?[- ]olds?\b|\b(?i:aged?) [0-9]{1,3}\b"),
    _decoy(
        "bonds and plans",
        r"\b(?i:(?:[0-9]{1,2}|two|five|ten|thirty)-year"
        r" (?:Treasur\w+|notes?|bonds?|yields?|plans?|gilts?|benchmark|high|low|old))\b",
    ),
    _decoy(
        "a day beside an event",
        r"\bthe (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|day|week|month) (?:before|after)"
        r" (?:the (?:(?:19|20)[0-9]{2} )?)?(?!yesterday|tomorrow|next)(?=[a-z])",
    ),
    _decoy(
        "any such day",
        r"\b(?:on an?|one) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
        r"(?= (?:in|of|like|when|night|morning|afternoon|evening)\b|[.,])",
    ),
    _decoy(
        "counted from another day",
        rf"\b(?i:{_FEW} {_UNIT} (?:earlier|later|before|after|prior|previously|on|into|ahead of|"
        r"since))\b",
    ),
    _decoy(
        "a stretch up to now",
        rf"\b(?i:(?:past|previous|recent|preceding) (?:[0-9]{{1,3}}|[a-z]+) {_UNIT}"
        rf"|last {_FEW} {_UNIT})\b(?! of (?:19|20))",
    ),
)
