"""What a row of the tables of dates is, and what its reader is given.

Knows a place in a sentence and the day of publication; knows no row.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from parley.intake.times import date_ends, date_tense, date_words
from parley.intake.times.date_days import Written


@dataclass(frozen=True)
class Spot:
    """Words of a sentence that have the form of a row."""

    text: str
    found: re.Match[str]
    now: Written

    def __getitem__(self, part: str) -> str:
        """Return the words of a part of the pattern, "" for one that is not there."""
        return self.found.groupdict().get(part) or ""

    @cached_property
    def tense(self) -> str:
        """Whether the words around look back ("past"), ahead ("future"), or neither."""
        cue = date_ends.end_of(self.text, *self.place)
        if cue is None:
            return date_tense.tense(self.text, *self.place)
        # An end takes no tense from another clause.
        return self.own_tense or ("future" if cue.name == "expires" else "")

    @cached_property
    def own_tense(self) -> str:
        """What the words around say in the same clause."""
        return date_tense.own_tense(self.text, *self.place)

    @property
    def weekday_tense(self) -> str:
        """The tense beside a bare weekday: "announces its decision Wednesday" looks ahead."""
        is_plan = self.tense == "present" or (
            not self.own_tense and date_tense.is_plan(self.text, *self.place)
        )
        return "future" if is_plan else self.tense

    @property
    def is_entry(self) -> bool:
        """Whether the words open an entry of a chronicle that tells of something done."""
        return date_tense.is_entry(self.text, *self.place)

    @property
    def is_told(self) -> bool:
        """Whether the words surely date something done."""
        return date_tense.is_told(self.text, *self.place)

    @property
    def may_lie_ahead(self) -> bool:
        """Whether words in the past tense speak of a visit or a plan."""
        return date_tense.speaks_of_more(self.text, *self.place)

    @cached_property
    def end(self) -> date_ends.Cue | None:
        """What makes these words name an end; "by Monday prices had risen" tells of none."""
        cue = date_ends.end_of(self.text, *self.place)
        is_met = cue and cue.name == "by" and self.tense == "past"
        return None if is_met else cue

    @property
    def place(self) -> tuple[int, int]:
        """Where the words stand that say when: all, or the part of the pattern called `words`."""
        part = "words" if "words" in self.found.re.groupindex else 0
        return self.found.span(part)

    @property
    def before(self) -> str:
        """What stands before the words, as far as a reader may look."""
        start = self.place[0]
        return self.text[max(0, start - 40) : start]

    @property
    def after(self) -> str:
        """What stands behind the words, as far as a reader may look."""
        end = self.place[1]
        return self.text[end : end + 40]


# What words mean: EDTF, "" where that cannot be said, None where they are no date after all;
# a number is a length in days.
Meaning = str | int | None


class Row(NamedTuple):
    """A row of a table: what it is called, what it looks like, what it means."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[Spot], Meaning]


def row(name: str, form: str, read: Callable[[Spot], Meaning]) -> Row:
    """Make a row of English; see `date_words.pattern` for how its form is written."""
    return Row(name, date_words.pattern(form), read)


def unspaced(name: str, form: str, read: Callable[[Spot], Meaning]) -> Row:
    """Make a row of Chinese, which sets no spaces between words."""
    return Row(name, date_words.pattern(form, spaced=False), read)
