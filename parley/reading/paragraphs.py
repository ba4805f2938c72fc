"""A body as the paragraphs that Markdown sees, without its code; lines and columns stay the same.

Knows what is code in Markdown and where a paragraph ends; knows no link.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from parley.reading.front_matter import Scalar

# A backslash before a bracket keeps it from being part of a link.
_ESCAPED = re.compile(r"\\[\\\[\]()!]")

# Lines that begin or end something within a paragraph: an item, a quote, a heading, a row, a
# definition, a tag.
_STRUCTURE = re.compile(r"\s*(?:[-*+>#|=<]|\d+\.|\[[^\]]*\]:)")

# Lines, each with something on it; and those at the start that are code.
_LINES = re.compile(r"^[^\S\n]*\S.*(?:\n[^\S\n]*\S.*)*", re.MULTILINE)
_INDENTED = re.compile(r"(?:(?: {4}|\t).*\n?)*")

# After a list item or a footnote, indented text belongs to it and is no code.
_INDENTS_BELOW = re.compile(r"^ {0,3}(?:[-*+][^\S\n]|\d+\.[^\S\n]|\[\^[^\]\n]*\]:)", re.MULTILINE)


class Paragraph:
    """Lines without a blank one, as written, and as `text` with blanks for all that is no link.

    Code and escaped brackets are none.
    """

    def __init__(self, written: str, first_line: int) -> None:
        self.written = written
        self.first_line = first_line
        self.text = self._text()

    def _text(self) -> str:
        text = self.written
        if "`" in text:
            is_plain = not (self.is_table() or any(map(_STRUCTURE.match, text.split("\n"))))
            text = _without_code(text, "\0" if is_plain else "\n")
        return _ESCAPED.sub("  ", text) if "\\" in text else text

    def is_table(self) -> bool:
        """Tell whether one of the lines is the rule under a table's head."""
        return "|" in self.written and any(
            "|" in line and "-" in line and not line.strip(" |:-")
            for line in self.written.split("\n")
        )

    def place(self, at: int, text: str = "") -> Scalar:
        """Return some text as a value at its place in the file."""
        line = self.written.count("\n", 0, at)
        column = at - (self.written.rfind("\n", 0, at) + 1) + 1
        return Scalar(text, self.first_line + line, column)


def paragraphs(body: str, first_line: int) -> Iterator[Paragraph]:
    """Yield the lines between blank ones, without indented code, where they may hold a link.

    `first_line` is the line of the file on which the body begins.
    """
    if not _may_link(body):
        return
    may_indent = "    " in body or "\t" in body
    is_below = False
    line, done = first_line, 0
    for match in _LINES.finditer(body):
        written, start = match[0], match.start()
        if may_indent:
            is_below = is_below and written.startswith((" ", "\t"))
            if not is_below and (code := _INDENTED.match(written)):
                written, start = written[code.end() :], start + code.end()
            is_below = is_below or bool(_INDENTS_BELOW.search(written))
        if _may_link(written):
            line, done = line + body.count("\n", done, start), start
            yield Paragraph(written, line)


def _may_link(text: str) -> bool:
    """Tell whether a link is possible: most paragraphs have none, and are not looked at."""
    return "[" in text or "<" in text


def _without_code(text: str, border: str) -> str:
    """Return a paragraph with blanks in place of code spans."""
    parts, done = [], 0
    for start, end in _code_spans(text, border):
        parts += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def _code_spans(text: str, border: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the spans that are code for certain: none has a border in it."""
    runs = [match.span() for match in re.finditer("`+", text)]
    closing = _Closing(runs)
    done = 0
    for number, (start, end) in enumerate(runs):
        if start < done:
            continue
        opening = start + _is_escaped(text, start)
        last = closing.end(number, end - opening)
        if last and border in text[opening:last]:
            return  # from here on, which backticks belong together is for Markdown to say
        if last:
            yield opening, last
            done = last


class _Closing:
    """Finds the run of backticks that ends a code span: the next one of the same length.

    Without such, the longest of those that follow ends it, if that is shorter (Python-Markdown,
    BacktickInlineProcessor.find_code_spans).
    """

    def __init__(self, runs: Sequence[tuple[int, int]]) -> None:
        self.runs = runs
        sizes = [end - start for start, end in runs]
        self.of_size: dict[int, list[int]] = {}
        for number, size in enumerate(sizes):
            self.of_size.setdefault(size, []).append(number)
        self.longest_from = [*accumulate(reversed(sizes), max, initial=0)][::-1]

    def end(self, number: int, size: int) -> int | None:
        """Return where a span ends that begins with `size` backticks of a numbered run."""
        longest = self.longest_from[number + 1]
        for wanted in (size, longest):
            same = self.of_size.get(wanted, [])
            following = bisect_right(same, number)
            if 0 < wanted <= size and following < len(same):
                return self.runs[same[following]][1]
        return None


def _is_escaped(text: str, at: int) -> bool:
    """Tell whether an odd number of backslashes stands before a place."""
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1
