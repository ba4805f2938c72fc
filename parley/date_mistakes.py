"""What editors write instead of EDTF, and what they mean by it.

Knows texts and corrections; knows no date: what is one, it asks the function handed in.
"""

import re
from collections.abc import Callable

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SEASONS = ("spring", "summer", "autumn", "winter")

# What editors write instead. First the texts without a certain meaning: form, fault, next step.
_PLAIN = "write a day as 2025-09-14, a month as 2025-09, a year as 2025"
_KNOWN = "write what is known, if only the month (2025-09) or the year (2025)"
_DAYS = "write the days only, as in 2025-09-14/2025-09-15"
_WHOLE = "X stands for a year's last digits (201X) or a whole month or day (2004-XX, 2004-06-XX)"
_EACH = "write an entry for each date, or [a,b] if only one of them is meant"
_MISTAKES = (
    ("", "the date is empty", _KNOWN),
    (r"(?i)tb[acd]|unknown|undated|n\.?d\.?|n/?a|none|soon|\?+", "'{}' is not a date", _KNOWN),
    ("(?i)today|yesterday|tomorrow|now", "'{}' moves every day", "write the day, as in 2025-09-14"),
    ("/", "'{}' states neither a start nor an end", _KNOWN),
    (".*[/,].*T[0-9]+:.*|.*T[0-9]+:.*[/,].*", "'{}': times in intervals are not supported", _DAYS),
    ("Y-?[0-9]+E.+", "'{}': exponents are not supported", "write the year out, as in Y170000000"),
    ("Y?-?[0-9]+S.+", "'{}': significant digits are not supported", "write X for the rest: 195X"),
    ("{.*}", "'{}': sets whose dates are all meant are not supported", _EACH),
    ("[-0-9X?~%]*X[-0-9X?~%]*", "'{}': X in this place is not supported", _WHOLE),
)

_NUMBERS = {
    **{name[:length].lower(): f"#{n:02}" for n, name in enumerate(MONTHS, 1) for length in (3, 9)},
    **{name: f"#{n}" for n, name in enumerate(SEASONS, 21)},
    **{"sept": "#09", "fall": "#23"},
}
_NAMES = re.compile(rf"\b({'|'.join(_NUMBERS)})\b\.?")
_FIGURES = "the year goes first, then hyphens and two digits each for month and day"
_WORDS = "months are written as numbers, after the year"
_ENDS = "an interval has a slash between its ends, and two dots for an open end"
_TIME = "a time has a T before it and seconds; an offset from UTC, as in -04:00, helps"
_SIGNS = "spaces, small letters or other signs stand where they may not"

# Then those with one: each row rewrites the text on its way to EDTF, in this order. By then its
# letters are small and its dashes hyphens; D is a digit here, #DD a month that was a word.
_REWRITES = tuple(
    (re.compile(form.replace("D", "[0-9]")), instead, reason)
    for form, instead, reason in (
        (r"(?<=D)(?:st|nd|rd|th)\b|\b(?:of|the|on|in) |\b\w+day,? ", "", _WORDS),
        (r"\b(DD?) #(DD)(?= ?(?:-|to) ?DD? #DD,? (D{4}))", r"\1 #\2 \3", _WORDS),
        (r"#(DD) (DD?)(?= ?(?:-|to) ?#DD DD?,? (D{4}))", r"#\1 \2 \3", _WORDS),
        (r"\b(DD?) ?(?:-|to) ?(DD?) #(DD),? (D{4})", r"\4-\3-\1/\4-\3-\2", _WORDS),
        (r"#(DD) (DD?) ?(?:-|to) ?(DD?),? (D{4})", r"\4-\1-\2/\4-\1-\3", _WORDS),
        (r"#(DD) (DD?),? (D{4})", r"\3-\1-\2", _WORDS),
        (r"\b(DD?) #(DD),? (D{4})", r"\3-\2-\1", _WORDS),
        (r"#(DD),? (D{4})", r"\2-\1", _WORDS),
        (r"\b(D{4})[./年](DD?)[./月](DD?)日?(?!D)", r"\1-\2-\3", _FIGURES),
        (r"\b(D{4})[./年](DD?)月?(?!D)", r"\1-\2", _FIGURES),
        (r"^(D{4})(DD)(DD)$", r"\1-\2-\3", _FIGURES),
        (r"(?<=D)-(D)(?!D)", r"-0\1", _FIGURES),
        (r"^from (?=.+ (?:to|until|through|-) )", "", _ENDS),
        (r"^(?:from|since) (.+)", r"\1/..", _ENDS),
        (r"^(?:until|till) (.+)", r"../\1", _ENDS),
        (r" (?:to|until|through|-) |(?<=D{4}-DD-DD)-(?=D{4})|(?<=D{4})-(?=D{4})", "/", _ENDS),
        (r"/(?:open|present|now|ongoing)$", "/..", _ENDS),
        (r"^(D{4}-)(DD-)(DD/)(DD)$", r"\1\2\3\1\2\4", _ENDS),
        (r"^(D{4}-)(DD(?:-DD)?/)(DD(?:-DD)?)$", r"\1\2\1\3", _ENDS),
        (r"\b(?:circa|ca?\.?|about|around) ?([-0-9]+)", r"\1~", "'about' is a ~ after the date"),
        (r"(?:t|,? (?:at )?)(D?D:DD(?::DD)?)", r"t\1", _TIME),
        (r"t(?=D:)", "t0", _TIME),
        (r"(?<=tDD:DD)(?!:|D)", ":00", _TIME),
        (r"(?<=:DD)\.D+", "", _TIME),
        (r"(?<=:DD) ?(?:utc|gmt)?([+-]DD):?(DD)$", r"\1:\2", _TIME),
        (r"(?<=:DD) ?(?:utc|gmt)$", "z", _TIME),
        (r"^(D{3})0'?s", r"\1x", "a decade is written with an X"),
        (r"\?~|~\?", "%", _SIGNS),
        (r"^y(-?D{4})$", r"\1", "Y is for years of more than four digits"),
        (r"\s", "", _SIGNS),
    )
)


def complaint(text: str, read: Callable[[str], object]) -> tuple[str, str]:
    """Say what is wrong with a text that `read` does not know, and what to write instead.

    A correction is offered where it is certain and can be read. Raises what `read` raises for a
    correction that is no real date.
    """
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 60 else f"{shown[:60]}..."
    if len(text) > 1000:
        return f"'{shown}' is too long for a date", _KNOWN
    for form, fault, hint in _MISTAKES:
        if re.fullmatch(form, text):
            return fault.format(shown), hint
    if len(readings := _day_or_month_first(text)) == 2:
        choice = " or ".join(readings)
        return f"'{shown}' can be read in two ways", f"write {choice}, whichever is meant"
    reason, rewritten = (_FIGURES, readings[0]) if readings else _rewritten(text)
    if read(rewritten):
        return f"'{shown}' cannot be read as a date: {reason}", f"write {rewritten}"
    for part in re.split(r"[][/,]|\.\.", text):
        if len(text) > len(part) > 3 and not read(part):
            return complaint(part, read)
    return f"'{shown}' is not a date", _PLAIN


def correction(text: str, read: Callable[[str], object]) -> str:
    """Return what is certainly meant by a text as a whole, "" where nothing is.

    Raises what `read` raises for a correction that is no real date.
    """
    readings = _day_or_month_first(text)
    is_other = any(re.fullmatch(form, text) for form, _, _ in _MISTAKES)
    if len(text) > 1000 or is_other or len(readings) == 2:
        return ""
    rewritten = readings[0] if readings else _rewritten(text)[1]
    return rewritten if read(rewritten) else ""


def _day_or_month_first(text: str) -> list[str]:
    """Return the readings of 03.09.2025 (two) or 25/9/2025 (one)."""
    found = re.fullmatch(r"([0-9]{1,2})([-./])([0-9]{1,2})\2([0-9]{4})", text)
    if not found:
        return []
    first, _, second, year = (part.zfill(2) for part in found.groups())
    pairs = sorted({(first, second), (second, first)})
    return [f"{year}-{month}-{day}" for month, day in pairs if "00" < month <= "12"]


def _rewritten(text: str) -> tuple[str, str]:
    """Return the first reason to rewrite a text, and what it becomes."""
    words = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower())
    words = _NAMES.sub(lambda name: _NUMBERS[name[1]], words)
    first_reason = ""
    for form, instead, reason in _REWRITES:
        changed = form.sub(instead, words)
        first_reason = first_reason or (reason if changed != words else "")
        words = changed
    return first_reason or _SIGNS, words.upper()
