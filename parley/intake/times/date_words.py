"""Words of time in English and Chinese, as parts of patterns and as numbers.

Knows how months, weekdays, numbers and years are written; knows no rule and no calendar.
"""

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SMALL = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
)
_COUNTS = {
    **{word: n for n, word in enumerate(_SMALL, 1)},
    **{"a": 1, "an": 1, "another": 1, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45},
    **{"sixty": 60, "seventy-five": 75, "ninety": 90, "couple of": 2},
    **{"a couple of": 2, "a single": 1, "a further": 1},
    **{"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9},
}
_ORDERS = {
    **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4},
    **{"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "last": 0, "final": 0},
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASONS |= {"春": 21, "夏": 22, "秋": 23, "冬": 24}

# Behind a number these make it a count and no day or year.
_UNITS = (
    "%|percent|per cent|pct|percentage|basis|points?|people|persons|companies|firms|countries|"
    "nations|members|lawmakers|senators|million|billion|trillion|thousand|tons?|tonnes|dollars?|"
    "yuan|euros?|units|products|items|jobs|workers|students|cases|deaths|soldiers|troops|entities|"
    "planes|jets|aircraft|vehicles|ships|chips|kilometers|kilometres|km|miles|meters|metres|"
    "acres|megawatts|MW|GMT|UTC|hours|hrs|minutes|days|weeks|months|years|year-old|others|"
    "pages|words|times|degrees|barrels|bushels|cents|pounds|rubles|yen|won"
)

_ANYDAY = (
    "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\\.?)"
)

FRAGMENTS = {
    "month": (
        "(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|(?-i:Mar(?:ch|\\.)?|MAR(?:CH|\\.)?|May|MAY)|"
        "Apr(?:il|\\.)?|Jun(?:e|\\.)?|Jul(?:y|\\.)?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|"
        "Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)(?![a-z])"
    ),
    # A month by itself, in full or with its full stop, and with a capital letter.
    "name": (
        "(?-i:January|February|March|April|May|June|July|August|September|October|November|"
        "December|(?:Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\\.?(?=\\s|[,'’]|$)|"
        "JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
    ),
    "day": "(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])",
    "digits": "(?:[0-9]{1,2})(?![0-9])",
    "year": "(?:1[5-9]|20)[0-9]{2}(?![0-9])",
    # "Sat." and "Sun." end sentences about chairs and newspapers.
    "weekday": (
        "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?-i:Mon|Tues?|Wed|Thurs?|Fri)\\.(?!\\w))"
    ),
    "count": (
        "(?:[1-9][0-9]{0,2}|an?(?: single| further| couple of)?|another|couple of|"
        "forty-five|seventy-five|sixteen|seventeen|sixty|seven|fourteen|forty|four|"
        "eighteen|eight|nineteen|ninety|nine|twenty|twelve|two|thirteen|thirty|three|"
        "one|fifteen|five|six|ten|eleven)"
    ),
    "order": "(?:first|second|third|fourth|1st|2nd|3rd|4th|last|final)",
    "season": "(?:spring|summer|autumn|fall|winter)",
    "which": "(?:this|last|next)",
    "part": (
        "(?:(?:early|mid)[- ]to[- ](?:mid|late)|early|mid|late|end|"
        "(?:the (?:very )?)?(?:start|beginning|middle|end|close) of)"
    ),
    "to": "(?:\\s?[-‐‑‒–—−~～]{1,2}\\s?|\\s(?:to|through|thru|until|till|and|or|&)\\s|至|到)",
}
MACROS = {
    "<th>": "(?:st|nd|rd|th)?",
    "<its-weekday>": f"(?:(?P<weekday>{_ANYDAY}),?\\s{{1,2}}(?:the )?)?",
    # "Friday through Monday, " before a range of days.
    "<its-weekdays>": (
        f"(?:{_ANYDAY}(?:(?:\\s(?:to|through|and)\\s|-){_ANYDAY})?,?\\s{{1,2}}(?:the )?)?"
    ),
    "<a-weekday>": f"(?:{_ANYDAY},?\\s{{1,2}}(?:the )?)?",
    # What may name the year of a day or a month: a year, or "of this year".
    "<of-year>": (
        "(?:(?:, ?|,? (?:in |of )?)(?P<year>(?:1[5-9]|20)[0-9]{2}(?![0-9]))"
        "|,? (?:of )?(?P<which>this|last|next) year)?"
    ),
}

_GUARD = r"(?=\w)(?<![\w$€£¥#])(?<![0-9][.,:/-])(?<![0-9][–—])(?:(?<![A-Za-z]-)|(?![0-9]))"
_STOP = (
    r"(?!\w)(?!\.[0-9])(?!:[0-9])(?!,[0-9]{3}(?![0-9]))"
    rf"(?!(?<=[0-9])[- ]?(?:{_UNITS})(?!\w))"
)


def pattern(form: str, *, spaced: bool = True) -> re.Pattern[str]:
    """Make a pattern of a row: `{month}` is a named part, `{month2}` a second one, a space a gap.

    Unless `spaced` is false (Chinese), it stands between borders of words.
    """
    for macro, meaning in MACROS.items():
        form = form.replace(macro, meaning)
    form = (
        re.sub(
            r"\{([a-z]+)([2-9]?)\}",
            lambda part: f"(?P<{part[1]}{part[2]}>{FRAGMENTS[part[1]]})",
            form,
        )
        .replace(" ?", r"\s{0,2}")
        .replace(" ", r"\s{1,2}")
    )
    return re.compile(f"{_GUARD}(?:{form}){_STOP}" if spaced else form, re.IGNORECASE)


def month_number(word: str) -> int:
    """Return 1 for January and Jan."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """Return 0 for Monday, and for 一 and 1 of a Chinese week."""
    day = "一二三四五六日天".find(word[0])
    return min(day, 6) if day >= 0 else _WEEKDAYS.index(word[:3].lower())


def count(word: str) -> int:
    """Return the number that a word or its digits state."""
    plain = " ".join(word.lower().split())
    if "十" in plain:
        tens, _, ones = plain.partition("十")
        return 10 * _COUNTS.get(tens, 1) + _COUNTS.get(ones, 0)
    return int(plain) if plain.isdecimal() else _COUNTS.get(plain, 1)


def order(word: str) -> int:
    """Return 1 for first, 0 for last."""
    return _ORDERS[word.lower()]


_STEPS = {
    **{"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1},
    **{"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2},
    **{"前": -2, "昨": -1, "今": 0, "当": 0, "明": 1, "后": 2, "上": -1, "本": 0, "这": 0, "下": 1},
}


def step(words: str) -> int:
    """Return how far "this coming", "last" or 上 leads from the present: 1, -1."""
    last = words.lower().split()[-1]
    return _STEPS[last] if last in _STEPS else _STEPS[last[0]]


def season(word: str) -> int:
    """Return the number that EDTF gives a season: 21 for spring."""
    return _SEASONS[word.lower()]
