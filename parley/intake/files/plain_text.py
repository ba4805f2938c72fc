"""A text file as Markdown: its lines as paragraphs, and what its first lines state.

Knows how people keep articles in .txt files; changes no word of them.
"""

import re
import unicodedata
from dataclasses import dataclass

from parley.addresses import scheme_fault
from parley.dates import FuzzyDate, is_firm_day
from parley.intake.files import publication_days
from parley.intake.files.stated_dates import day_of

# Text is wrapped at 60 to 100 columns; a longer line is a paragraph.
_WIDEST_WRAPPED = 110
_LONGEST_TITLE = 150
# Lines that state something, without a blank line between them.
_LONGEST_HEAD = 20

_LABELS = {
    "title": "title headline",
    "published": "date published publication-date date-published published-on posted dateline-date",
    "publisher": "source publisher publication outlet site",
    "url": "url link source-url canonical-url original",
    "": "by author authors byline updated last-updated section category tags",
}
_LABEL_OF = {word: key for key, words in _LABELS.items() for word in words.split()}
_LABELLED = re.compile(r"[*_]*([A-Za-z][A-Za-z -]{1,20}?)[*_]*\s*[:：][*_]*\s*(\S.*)")
_PUBLISHED_ON = re.compile(r"(?i)(?:first )?(?:published|posted)(?: on)?:?\s+(?=\S)")
_BYLINE = re.compile(r"(?i:by) [A-Z].{1,100}(?<![.!?:])")
_KICKERS = {
    *("advertisement", "analysis", "breaking", "business", "editorial", "exclusive", "explainer"),
    *("factbox", "media release", "news", "news release", "opinion", "politics", "press release"),
    *("for immediate release", "world"),
}
_HEADING = re.compile(r"#{1,2} +(\S.*?)[ #]*")
_UNDERLINE = re.compile("={3,}|-{3,}")
_ENDS_A_SENTENCE = re.compile(r"[.!:;,。！：；，…][\"'”’»)\]」』）]*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the first lines of a text say of it; "" and None for what they don't."""

    title: str = ""
    published: FuzzyDate | None = None
    publisher: str = ""
    url: str = ""


def as_markdown(text: str) -> str:
    """Return a text whose paragraphs Markdown knows: the same words, in the same order.

    Leading white space goes, for Markdown would see code in it; a line too long to be wrapped is
    a paragraph of its own.
    """
    lines = [line.strip() for line in text.split("\n")]
    made: list[str] = []
    for block in _blocks(lines):
        if made:
            made.append("")
        made.append(("\n\n" if any(map(_is_unwrapped, block)) else "\n").join(block))
    return "\n".join(made) + "\n"


def _blocks(lines: list[str]) -> list[list[str]]:
    """Return the lines between blank lines."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _is_unwrapped(line: str) -> bool:
    """Tell whether a line is longer than any that was wrapped; an address can't be wrapped."""
    words = " ".join(word for word in line.split() if "://" not in word)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in words)
    return len(words) + wide > _WIDEST_WRAPPED


def stated(body: str) -> Stated:
    """Return what the lines above an article's first paragraph say of it.

    `body` has blank lines between its paragraphs. What is said twice counts the first time.
    """
    found: dict[str, str] = {}
    paragraphs = _blocks([line.strip() for line in body.split("\n")])
    for paragraph in paragraphs[:8]:
        if len(paragraph) > _LONGEST_HEAD:
            break
        is_last = paragraph is paragraphs[-1]
        title = "" if is_last or "title" in found else _title(paragraph)
        read = [_line(line) for line in paragraph[bool(title) :]]
        if any(key is None for key, _ in read):
            break
        for key, value in (("title", title), *read):
            if key and value:
                found.setdefault(key, value)
    coarse = day_of(found.pop("published", ""))
    days = publication_days.days(body) or ((coarse,) if coarse else ())
    return Stated(**found, published=days[0] if len(days) == 1 else None)


def _line(line: str) -> tuple[str | None, str]:
    """Return which key a line states ("" for one that is no article's), and its value."""
    if len(line) > 2 * _LONGEST_TITLE:
        return None, line
    labelled = _LABELLED.fullmatch(line)
    if labelled and (key := _LABEL_OF.get("-".join(labelled[1].casefold().split()))) is not None:
        return _sorted_out(key, labelled[2].strip("*_ "))
    if heading := _HEADING.fullmatch(line):
        return "title", heading[1].strip("*_ ")
    if is_address(line):
        return "url", line
    day = day_of(words := _PUBLISHED_ON.sub("", line))
    if day and is_firm_day(day):
        return "published", words
    is_aside = (
        _BYLINE.fullmatch(line)
        or publication_days.is_stamp(line)
        or _UNDERLINE.fullmatch(line)
        or line.casefold().strip(":") in _KICKERS
    )
    return ("" if is_aside else None), line


def _sorted_out(key: str, value: str) -> tuple[str, str]:
    """Tell a source's address from its name, and drop what can't be what its label says."""
    if key == "publisher" and is_address(value):
        return "url", value
    if (key == "url" and not is_address(value)) or (key == "published" and not day_of(value)):
        return "", value
    return key, value


def is_address(text: str) -> bool:
    """Tell whether a text is a web address that may be linked to, and nothing else."""
    return scheme_fault(text) is None


def _title(paragraph: list[str]) -> str:
    """Return the title that a paragraph's first line is: short, and ending no sentence; else ""."""
    line = paragraph[0].strip("*_ ")
    is_short = len(line) <= _LONGEST_TITLE and sum(map(str.isalpha, line)) > 3
    is_title = is_short and not _ENDS_A_SENTENCE.search(line) and _line(paragraph[0])[0] is None
    return line if is_title else ""
