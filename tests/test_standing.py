"""What a measure is on a day: the rules, each with its case; the chains of the talks; properties.

A case is content and what it comes to; the tables are worked out by hand, from the acts.
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parley import clocks, dates, standing
from parley.dates import Day, FuzzyDate
from parley.model import STATES, Event, Measure, Setting
from parley.problems import Origin
from parley.reading import link
from parley.settings import Settings
from parley.steps import Standing, Step
from parley.timeline import Timeline
from tests.conftest import SOURCES, Files, read

Make = Callable[[Files], Path]

TABLES = Path(__file__).parent / "tables"


def day(text: str) -> Day:
    """Return a day written as ISO 8601 does."""
    found = dates.parse(text).latest
    assert found
    return found


def told(held: Standing | None) -> str:
    """Tell a standing in a line: value, state, since, until, by which event; `?` is presumed."""
    if held is None:
        return "nothing"
    back, parts = held.fallback, [f"{_short(held)} by {held.event.id}"]
    parts += [f"over {_short(back)}"] if back else []
    parts += [f"then {_short(each)}" for each in held.coming]
    return "; ".join(parts)


def _short(held: Standing) -> str:
    state = held.state + ("?" if held.is_presumed else "")
    until = f" until {held.until.text}" if held.until else ""
    return f"{held.value} {state} since {held.since.text}{until}".strip()


def files(decisions: str) -> Files:
    """Return content for decisions on a measure m: a line each, `DATE key: value; key: ...`.

    Events are a, b, c and so on; what stands after a semicolon is another setting by the event.
    """
    found = {**SOURCES, "measures/m.md": "---\ntitle: M\n---\n"}
    for id, line in zip("abcdef", decisions.strip().splitlines(), strict=False):
        date, _, settings = line.strip().partition(" ")
        sets = "".join(f"  - {{measure: m, {each.strip()}}}\n" for each in settings.split(";"))
        front = f"title: T {id}\ndate: {date}\nsources: [a, b]\nsets:\n{sets}"
        found[f"events/{id}.md"] = f"---\n{front}---\n"
    return found


def accepted(content: Path) -> Timeline:
    """Return the timeline of a content folder without a problem."""
    record = read(content)
    assert record.problems == () and record.timeline is not None
    return record.timeline


@dataclass(frozen=True)
class Case:
    """A rule, the decisions that show it, and what the measure is on some days."""

    rule: str
    decisions: str
    expected: Mapping[str, str]


CASES = (
    Case(
        "a decision is announced until it takes effect",
        "2025-04-02 value: 10, from: 2025-04-05",
        {
            "2025-04-01": "nothing",
            "2025-04-02": "10 announced since 2025-04-02 until 2025-04-05 by a; "
            "then 10 in force since 2025-04-05",
            "2025-04-04": "10 announced since 2025-04-02 until 2025-04-05 by a; "
            "then 10 in force since 2025-04-05",
            "2025-04-05": "10 in force since 2025-04-05 by a",
        },
    ),
    Case(
        "where something holds, it holds on until the next value takes effect",
        """2025-02-01 value: 10
           2025-03-03 value: 20, from: 2025-03-06""",
        {
            "2025-03-02": "10 in force since 2025-02-01 by a",
            "2025-03-03": "10 in force since 2025-02-01 by a; then 20 in force since 2025-03-06",
            "2025-03-05": "10 in force since 2025-02-01 by a; then 20 in force since 2025-03-06",
            "2025-03-06": "20 in force since 2025-03-06 by b",
        },
    ),
    Case(
        "a suspension says what it falls back to",
        """2025-04-04 value: listed
           2025-05-12 state: suspended, from: 2025-05-14, until: 2025-08-12""",
        {
            "2025-05-13": "listed in force since 2025-04-04 by a; "
            "then listed suspended since 2025-05-14 until 2025-08-12",
            "2025-05-14": "listed suspended since 2025-05-14 until 2025-08-12 by b; "
            "over listed in force since 2025-04-04",
            "2025-08-11": "listed suspended since 2025-05-14 until 2025-08-12 by b; "
            "over listed in force since 2025-04-04",
        },
    ),
    Case(
        "a suspension past its end has ended, as far as anybody says, and shows what came back",
        """2025-04-04 value: listed
           2025-05-14 state: suspended, until: 2025-08-12""",
        {
            "2025-08-12": "listed ended? since 2025-08-12 until 2025-08-12 by b; "
            "over listed in force since 2025-08-12",
            "2026-08-12": "listed ended? since 2025-08-12 until 2025-08-12 by b; "
            "over listed in force since 2025-08-12",
        },
    ),
    Case(
        "what came back after a suspension may have an end of its own, before or after",
        """2025-01-01 value: 50, until: 2025-09-01
           2025-05-14 value: 0, state: suspended, until: 2025-08-12""",
        {
            "2025-08-12": "0 ended? since 2025-08-12 until 2025-08-12 by b; "
            "over 50 in force since 2025-08-12 until 2025-09-01",
            "2025-09-01": "0 ended? since 2025-08-12 until 2025-08-12 by b; "
            "over 50 ended? since 2025-09-01 until 2025-09-01",
        },
    ),
    Case(
        "past its end with no later event, a measure has ended since that end, by presumption",
        "2025-05-14 value: 10, until: 2025-08-12",
        {
            "2025-08-11": "10 in force since 2025-05-14 until 2025-08-12 by a",
            "2025-08-12": "10 ended? since 2025-08-12 until 2025-08-12 by a",
            "2030-01-01": "10 ended? since 2025-08-12 until 2025-08-12 by a",
        },
    ),
    Case(
        "an extension needs to give only the new end; since survives it",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-01 until: 2025-11-10""",
        {
            "2025-07-31": "10 in force since 2025-05-14 until 2025-08-12 by a",
            "2025-08-01": "10 in force since 2025-05-14 until 2025-11-10 by b",
            "2025-08-12": "10 in force since 2025-05-14 until 2025-11-10 by b",
        },
    ),
    Case(
        "an extension that repeats value and state is no break either",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-11 value: 10, state: in force, until: 2025-11-10""",
        {"2025-08-11": "10 in force since 2025-05-14 until 2025-11-10 by b"},
    ),
    Case(
        "an extension on the very day of the end leaves no gap",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-12 until: 2025-11-10""",
        {"2025-08-12": "10 in force since 2025-05-14 until 2025-11-10 by b"},
    ),
    Case(
        "an extension days after the end begins anew: since breaks after a gap",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-20 until: 2025-11-10""",
        {
            "2025-08-19": "10 ended? since 2025-08-12 until 2025-08-12 by a",
            "2025-08-20": "10 in force since 2025-08-20 until 2025-11-10 by b",
        },
    ),
    Case(
        "signed late, with effect from the end, an extension leaves no gap",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-20 from: 2025-08-12, until: 2025-11-10""",
        {"2025-08-20": "10 in force since 2025-05-14 until 2025-11-10 by b"},
    ),
    Case(
        "a suspension put off, on its last day or late, still holds off the same",
        """2025-04-04 value: listed
           2025-05-14 state: suspended, until: 2025-08-12
           2025-08-12 until: 2025-11-10
           2025-11-15 state: suspended, until: 2026-11-10""",
        {
            "2025-08-12": "listed suspended since 2025-05-14 until 2025-11-10 by c; "
            "over listed in force since 2025-04-04",
            "2025-11-10": "listed ended? since 2025-11-10 until 2025-11-10 by c; "
            "over listed in force since 2025-11-10",
            "2025-11-15": "listed suspended since 2025-11-15 until 2026-11-10 by d; "
            "over listed in force since 2025-04-04",
        },
    ),
    Case(
        "an announcement whose day has passed stays one, by presumption",
        "2025-10-10 value: 100, state: announced, from: 2025-11-01",
        {
            "2025-10-31": "100 announced since 2025-10-10 until 2025-11-01 by a",
            "2025-11-01": "100 announced? since 2025-10-10 until 2025-11-01 by a",
        },
    ),
    Case(
        "what is only announced leaves in force what is in force",
        """2026-02-20 value: 10, from: 2026-02-24, until: 2026-07-24
           2026-02-25 value: 15, state: announced, from: 2026-04-01
           2026-03-01 until: 2026-08-24
           2026-06-01 value: 12""",
        {
            "2026-02-25": "10 in force since 2026-02-24 until 2026-07-24 by a; "
            "then 15 announced since 2026-02-25 until 2026-04-01",
            "2026-03-01": "10 in force since 2026-02-24 until 2026-08-24 by c; "
            "then 15 announced since 2026-02-25 until 2026-04-01",
            "2026-04-02": "10 in force since 2026-02-24 until 2026-08-24 by c; "
            "then 15 announced? since 2026-02-25 until 2026-04-01",
            "2026-06-01": "12 in force since 2026-06-01 until 2026-08-24 by d",
        },
    ),
    Case(
        "an announcement waits for its start, and its end is that of what it announces",
        """2025-10-10 value: 100, state: announced, from: 2025-11-01, until: 2026-11-01
           2025-11-01 state: in force""",
        {
            "2025-10-10": "100 announced since 2025-10-10 until 2025-11-01 by a",
            "2025-11-01": "100 in force since 2025-11-01 until 2026-11-01 by b",
        },
    ),
    Case(
        "an order that names its day brings what was announced into force",
        """2026-01-10 value: 10, state: announced, from: 2026-06-01
           2026-05-28 value: 10, from: 2026-06-01, until: 2026-12-01""",
        {
            "2026-05-28": "10 announced since 2026-01-10 until 2026-06-01 by a; "
            "then 10 in force since 2026-06-01 until 2026-12-01",
            "2026-06-01": "10 in force since 2026-06-01 until 2026-12-01 by b",
        },
    ),
    Case(
        "a threat is taken back, and what is in force stays",
        """2026-01-01 value: 5
           2026-01-10 value: 10, state: announced, from: 2026-06-01
           2026-02-01 state: dropped""",
        {"2026-02-01": "5 in force since 2026-01-01 by a"},
    ),
    Case(
        "a close that is decided for a day is the end until then",
        """2026-01-01 value: 10
           2026-02-20 state: ended, from: 2026-09-01""",
        {
            "2026-03-01": "10 in force since 2026-01-01 until 2026-09-01 by a; "
            "then 10 ended since 2026-09-01",
            "2026-09-01": "10 ended since 2026-09-01 by b",
        },
    ),
    Case(
        "what is put off late was announced when it was first",
        """2026-01-05 value: walkout, state: announced, until: 2026-03-20
           2026-03-25 until: 2026-04-10""",
        {"2026-03-25": "walkout announced since 2026-01-05 until 2026-04-10 by b"},
    ),
    Case(
        "what has no day at all never takes effect",
        """2026-01-05 value: 10
           ../.. value: 20""",
        {"2026-06-01": "10 in force since 2026-01-05 by a"},
    ),
    Case(
        "of two replaced plans the last one with a value is taken over",
        """2025-10-10 value: 100, from: 2025-11-01
           2025-10-12 state: suspended, from: 2025-11-05
           2025-10-26 state: dropped""",
        {"2025-10-26": "100 dropped since 2025-10-26 by c"},
    ),
    Case(
        "what takes effect on the day of a later decision has taken effect",
        """2025-05-01 value: 10, from: 2025-05-10
           2025-05-10 state: suspended, until: 2025-08-12""",
        {
            "2025-05-10": "10 suspended since 2025-05-10 until 2025-08-12 by b; "
            "over 10 in force since 2025-05-10"
        },
    ),
    Case(
        "what is only announced leaves suspended what is suspended",
        """2025-01-01 value: 10
           2025-02-01 state: suspended, until: 2025-08-12
           2025-06-01 value: 20, state: announced, from: 2025-07-01""",
        {
            "2025-06-01": "10 suspended since 2025-02-01 until 2025-08-12 by b; "
            "over 10 in force since 2025-01-01; then 20 announced since 2025-06-01 until 2025-07-01"
        },
    ),
    Case(
        "what was only announced is not what a suspension holds off",
        """2025-01-01 value: 10, state: announced, from: 2025-11-01
           2025-02-01 state: suspended, until: 2025-08-12""",
        {"2025-02-01": "10 suspended since 2025-02-01 until 2025-08-12 by b"},
    ),
    Case(
        "a close with an end of its own stays a close",
        """2025-01-01 value: 10
           2025-02-01 state: ended, until: 2025-08-12""",
        {"2025-08-12": "10 ended since 2025-02-01 until 2025-08-12 by b"},
    ),
    Case(
        "a value set after a close is in force",
        """2025-01-01 value: 10
           2025-02-01 state: ended
           2025-03-01 value: 20""",
        {"2025-03-01": "20 in force since 2025-03-01 by c"},
    ),
    Case(
        "of one moment, two events stand in the order in which they take effect, not of their ids",
        """2025-05-14 value: 20, from: 2025-06-10
           2025-05-14 value: 10, from: 2025-06-01""",
        {
            "2025-06-01": "10 in force since 2025-06-01 by b; then 20 in force since 2025-06-10",
            "2025-06-10": "20 in force since 2025-06-10 by a",
        },
    ),
    Case(
        "what was announced may be put off",
        """2025-10-10 value: 100, state: announced, from: 2025-11-01
           2025-10-20 until: 2025-12-01""",
        {"2025-11-01": "100 announced since 2025-10-10 until 2025-12-01 by b"},
    ),
    Case(
        "what was announced comes into force by a state alone, and its end goes",
        """2025-10-10 value: 100, state: announced, from: 2025-11-01
           2025-10-31 state: in force""",
        {"2025-10-31": "100 in force since 2025-10-31 by b"},
    ),
    Case(
        "a value set after the announced day is in force",
        """2025-10-10 value: 100, state: announced, from: 2025-11-01
           2025-11-03 value: 50""",
        {"2025-11-03": "50 in force since 2025-11-03 by b"},
    ),
    *(
        Case(
            f"what is {state} stays so, and has no end",
            f"""2025-05-14 value: 10, until: 2025-08-12
                2025-07-01 state: {state}""",
            {
                "2025-07-01": f"10 {state} since 2025-07-01 by b",
                "2025-08-12": f"10 {state} since 2025-07-01 by b",
            },
        )
        for state in ("met", "dropped", "ended")
    ),
    Case(
        "an event may say later that it has ended; then nothing is presumed",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-08-20 state: ended""",
        {"2025-08-20": "10 ended since 2025-08-20 by b"},
    ),
    Case(
        "what is closed while suspended is the thing itself",
        """2025-01-19 value: ban
           2025-01-20 value: not enforced, state: suspended, until: 2025-04-05
           2025-03-01 state: dropped""",
        {"2025-03-01": "ban dropped since 2025-03-01 by c"},
    ),
    Case(
        "what was closed may be opened again, with its value and without its end",
        """2025-02-01 value: 10, until: 2025-12-31
           2025-03-01 state: ended
           2025-04-01 state: in force""",
        {
            "2025-03-31": "10 ended since 2025-03-01 by b",
            "2025-04-01": "10 in force since 2025-04-01 by c",
        },
    ),
    Case(
        "one event may set several values, each from its day",
        "2025-04-02 value: 10, from: 2025-04-05; value: 34, from: 2025-04-09",
        {
            "2025-04-02": "10 announced since 2025-04-02 until 2025-04-05 by a; "
            "then 10 in force since 2025-04-05; then 34 in force since 2025-04-09",
            "2025-04-05": "10 in force since 2025-04-05 by a; then 34 in force since 2025-04-09",
            "2025-04-08": "10 in force since 2025-04-05 by a; then 34 in force since 2025-04-09",
            "2025-04-09": "34 in force since 2025-04-09 by a",
        },
    ),
    Case(
        "however they are listed",
        "2025-04-02 value: 34, from: 2025-04-09; value: 10, from: 2025-04-05",
        {
            "2025-04-05": "10 in force since 2025-04-05 by a; then 34 in force since 2025-04-09",
            "2025-04-09": "34 in force since 2025-04-09 by a",
        },
    ),
    Case(
        "of two decisions that take effect on one day, the later one wins",
        """2025-04-02 value: 34, from: 2025-04-09
           2025-04-08 value: 84, from: 2025-04-09
           2025-04-09 value: 125, from: 2025-04-10""",
        {
            "2025-04-07": "34 announced since 2025-04-02 until 2025-04-09 by a; "
            "then 34 in force since 2025-04-09",
            "2025-04-08": "84 announced since 2025-04-08 until 2025-04-09 by b; "
            "then 84 in force since 2025-04-09",
            "2025-04-09": "84 in force since 2025-04-09 by b; then 125 in force since 2025-04-10",
            "2025-04-10": "125 in force since 2025-04-10 by c",
        },
    ),
    Case(
        "a later decision with an earlier start replaces what was still to come",
        """2025-03-04 value: 20
           2025-11-04 value: 10, from: 2025-11-10
           2025-11-05 value: 25, from: 2025-11-08""",
        {
            "2025-11-04": "20 in force since 2025-03-04 by a; then 10 in force since 2025-11-10",
            "2025-11-05": "20 in force since 2025-03-04 by a; then 25 in force since 2025-11-08",
            "2025-11-10": "25 in force since 2025-11-08 by c",
        },
    ),
    Case(
        "stages that are still to come when a measure is suspended never apply",
        """2025-10-09 value: one; value: two, from: 2025-11-08; value: three, from: 2025-12-01
           2025-11-07 state: suspended, until: 2026-11-10""",
        {
            "2025-10-09": "one in force since 2025-10-09 by a; "
            "then two in force since 2025-11-08; then three in force since 2025-12-01",
            "2025-11-07": "one suspended since 2025-11-07 until 2026-11-10 by b; "
            "over one in force since 2025-10-09",
            "2025-12-01": "one suspended since 2025-11-07 until 2026-11-10 by b; "
            "over one in force since 2025-10-09",
            "2026-11-10": "one ended? since 2026-11-10 until 2026-11-10 by b; "
            "over one in force since 2026-11-10",
        },
    ),
    Case(
        "a stage that had taken effect before the decision is not undone",
        """2025-10-09 value: one; value: two, from: 2025-11-08
           2025-11-20 state: suspended, from: 2025-11-07""",
        {
            "2025-11-19": "two in force since 2025-11-08 by a",
            "2025-11-20": "two suspended since 2025-11-07 by b; over two in force since 2025-11-08",
        },
    ),
    Case(
        "a threat is dropped by a state alone, and keeps its value",
        """2025-10-10 value: 100, state: announced, from: 2025-11-01
           2025-10-26 state: dropped""",
        {
            "2025-10-26": "100 dropped since 2025-10-26 by b",
            "2025-11-01": "100 dropped since 2025-10-26 by b",
        },
    ),
    Case(
        "and so is a decision that has not taken effect",
        """2025-10-10 value: 100, from: 2025-11-01
           2025-10-26 state: dropped""",
        {
            "2025-10-25": "100 announced since 2025-10-10 until 2025-11-01 by a; "
            "then 100 in force since 2025-11-01",
            "2025-10-26": "100 dropped since 2025-10-26 by b",
            "2025-11-01": "100 dropped since 2025-10-26 by b",
        },
    ),
    Case(
        "an extension that gives only an end does not cancel a value still to come",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-07-01 value: 15, from: 2025-09-01
           2025-08-01 until: 2025-11-10""",
        {
            "2025-08-01": "10 in force since 2025-05-14 until 2025-11-10 by c; "
            "then 15 in force since 2025-09-01 until 2025-11-10",
            "2025-09-01": "15 in force since 2025-09-01 until 2025-11-10 by b",
        },
    ),
    Case(
        "nor a close, nor the end of a suspension, still to come",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-07-01 state: suspended, from: 2025-09-01, until: 2026-03-01
           2025-07-02 state: ended, from: 2025-12-01
           2025-08-01 until: 2025-11-10""",
        {
            "2025-09-01": "10 suspended since 2025-09-01 until 2026-03-01 by b; "
            "over 10 in force since 2025-05-14 until 2025-11-10; then 10 ended since 2025-12-01",
            "2025-12-01": "10 ended since 2025-12-01 by c",
        },
    ),
    Case(
        "nor one before which there was nothing",
        """2025-11-04 value: 10, from: 2025-11-10
           2025-11-05 until: 2026-11-10""",
        {
            "2025-11-05": "10 announced since 2025-11-04 until 2025-11-10 by b; "
            "then 10 in force since 2025-11-10 until 2026-11-10",
            "2025-11-10": "10 in force since 2025-11-10 until 2026-11-10 by b",
        },
    ),
    Case(
        "a note alone moves nothing, nor does an instrument",
        """2025-05-01 note: They speak of it
           2025-05-14 value: 10, until: 2025-08-12
           2025-06-01 note: They speak of it again, instrument: Joint statement""",
        {
            "2025-05-01": "nothing",
            "2025-06-01": "10 in force since 2025-05-14 until 2025-08-12 by b",
        },
    ),
    Case(
        "two dots are no end, also where one was stated before",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-07-01 until: ..""",
        {
            "2025-06-30": "10 in force since 2025-05-14 until 2025-08-12 by a",
            "2025-07-01": "10 in force since 2025-05-14 by b",
            "2025-08-12": "10 in force since 2025-05-14 by b",
        },
    ),
    Case(
        "a measure may be set by an end alone",
        "2025-05-14 until: 2025-08-12",
        {"2025-05-14": "in force since 2025-05-14 until 2025-08-12 by a"},
    ),
    Case(
        "a value takes over the end that stood",
        """2025-05-14 value: 10, until: 2025-08-12
           2025-06-01 value: 12""",
        {"2025-06-01": "12 in force since 2025-06-01 until 2025-08-12 by b"},
    ),
    Case(
        "of a month, the last day counts: for a decision, a start and an end",
        "2025-05 value: 10, from: 2025-06, until: 2025-08",
        {
            "2025-05-30": "nothing",
            "2025-05-31": "10 announced since 2025-05 until 2025-06 by a; "
            "then 10 in force since 2025-06 until 2025-08",
            "2025-06-29": "10 announced since 2025-05 until 2025-06 by a; "
            "then 10 in force since 2025-06 until 2025-08",
            "2025-06-30": "10 in force since 2025-06 until 2025-08 by a",
            "2025-08-30": "10 in force since 2025-06 until 2025-08 by a",
            "2025-08-31": "10 ended? since 2025-08 until 2025-08 by a",
        },
    ),
    Case(
        "of days between two, the last one counts",
        "2025-05-05/2025-05-07 value: 10, from: 2025-06-01/2025-06-03",
        {
            "2025-05-06": "nothing",
            "2025-06-02": "10 announced since 2025-05-05/2025-05-07 until 2025-06-01/2025-06-03"
            " by a; then 10 in force since 2025-06-01/2025-06-03",
            "2025-06-03": "10 in force since 2025-06-01/2025-06-03 by a",
        },
    ),
    Case(
        "and of an end that lies between two days",
        "2025-05-05 value: 10, until: 2025-08-01/2025-08-03",
        {
            "2025-08-02": "10 in force since 2025-05-05 until 2025-08-01/2025-08-03 by a",
            "2025-08-03": "10 ended? since 2025-08-01/2025-08-03 until 2025-08-01/2025-08-03 by a",
        },
    ),
    Case(
        "a day that is only about right is that day",
        "2025-05-05~ value: 10, until: 2025-08-12~",
        {
            "2025-05-05": "10 in force since 2025-05-05~ until 2025-08-12~ by a",
            "2025-08-12": "10 ended? since 2025-08-12~ until 2025-08-12~ by a",
        },
    ),
    Case(
        "what begins on a day and has no last one counts from its first; such an end never comes",
        "2025-05-05/.. value: 10, until: 2025-08-12/..",
        {
            "2025-05-04": "nothing",
            "2025-05-05": "10 in force since 2025-05-05/.. until 2025-08-12/.. by a",
            "2030-01-01": "10 in force since 2025-05-05/.. until 2025-08-12/.. by a",
        },
    ),
    Case(
        "an end with a time and a zone comes on the day that it names",
        "2025-08-11 value: 10, until: 2025-11-10T00:01:00-05:00",
        {
            "2025-11-09": "10 in force since 2025-08-11 until 2025-11-10T00:01:00-05:00 by a",
            "2025-11-10": "10 ended? since 2025-11-10T00:01:00-05:00"
            " until 2025-11-10T00:01:00-05:00 by a",
        },
    ),
    Case(
        "a start with a time and a zone too",
        "2025-11-05 value: 10, from: 2025-11-10T13:01:00+08:00",
        {
            "2025-11-09": "10 announced since 2025-11-05 until 2025-11-10T13:01:00+08:00 by a; "
            "then 10 in force since 2025-11-10T13:01:00+08:00",
            "2025-11-10": "10 in force since 2025-11-10T13:01:00+08:00 by a",
        },
    ),
    *(
        Case(
            f"leaving a suspension {when} by a state gives back the value and end it held off",
            f"""2025-01-01 value: 50, until: 2028-04-17
                2025-11-10 value: 0, state: suspended, until: 2026-11-10
                {date} state: in force""",
            {date: f"50 in force since {date} until 2028-04-17 by c"},
        )
        for when, date in (
            ("early", "2026-03-01"),
            ("on its last day", "2026-11-10"),
            ("after it has passed", "2026-12-01"),
        )
    ),
    Case(
        "an end that passed during the suspension does not come back",
        """2025-01-01 value: 50, until: 2026-01-01
           2025-11-10 value: 0, state: suspended, until: 2026-11-10
           2026-03-01 state: in force""",
        {"2026-03-01": "50 in force since 2026-03-01 by c"},
    ),
    Case(
        "the end of a suspension before which there was nothing goes with it too",
        """2025-11-10 value: 50, state: suspended, until: 2026-11-10
           2026-03-01 state: in force""",
        {"2026-03-01": "50 in force since 2026-03-01 by b"},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule.replace(" ", "-"))
def test_a_rule_of_measures(content: Make, case: Case) -> None:
    """What is decided, suspended, put off or past is what the rule says, day by day."""
    timeline = accepted(content(files(case.decisions)))
    (measure,) = timeline.measures
    found = {date: told(timeline.standing(measure, day(date))) for date in case.expected}
    assert found == case.expected


def test_a_measure_that_nothing_sets_has_no_standing(content: Make) -> None:
    """It is left out of the standings of a day, which are in the order of measures."""
    made = {
        **files("2025-05-14 value: 10"),
        "measures/a-last.md": "---\ntitle: Z\n---\n",
        "measures/unset.md": "---\ntitle: N\n---\n",
        "events/z.md": "---\ntitle: T\ndate: 2025-05-15\nsources: a\n"
        "sets: {measure: a-last, value: 1}\n---\n",
    }
    timeline = read(content(made)).timeline
    assert timeline is not None
    assert timeline.standing(timeline.measure["unset"], Day(2030, 1, 1)) is None
    found = {text: [each.measure for each in timeline.standings(day(text))] for text in DAYS}
    assert found == {"2025-05-13": [], "2025-05-14": ["m"], "2025-05-15": ["m", "a-last"]}


DAYS = ("2025-05-13", "2025-05-14", "2025-05-15")


def test_of_one_day_the_editors_order_decides(content: Make) -> None:
    """What has `order: 1` was decided after what has none, whatever their ids."""
    made = files("2025-05-14 value: 10\n2025-05-14 value: 20")
    first = str(made["events/a.md"]).replace("sources", "order: 1\nsources")
    timeline = accepted(content({**made, "events/a.md": first}))
    assert told(timeline.standing(timeline.measure["m"], Day(2025, 5, 14))) == (
        "10 in force since 2025-05-14 by a"
    )


def test_only_lapsed_is_not_closed(content: Make) -> None:
    """A close is told by an event; an end that passed is not."""
    timeline = accepted(
        content(files("2025-05-14 value: 10, until: 2025-06-01\n2025-07-01 state: ended"))
    )
    closed = {}
    for text in ("2025-05-14", "2025-06-01", "2025-07-01"):
        held = timeline.standing(timeline.measure["m"], day(text))
        assert held is not None
        closed[text] = held.is_closed
    assert closed == {"2025-05-14": False, "2025-06-01": False, "2025-07-01": True}


def test_the_periods_of_a_measure_are_told_in_order(content: Make) -> None:
    """Each with its first day, from the decision on, also what is presumed or still to come."""
    made = content(
        files(
            """2025-04-02 value: 10, from: 2025-04-05; value: 34, from: 2025-04-09
               2025-04-08 value: 84, from: 2025-04-09
               2025-05-12 value: 10, from: 2025-05-14, until: 2025-08-12
               2025-08-12 until: 2025-11-10"""
        )
    )
    steps = accepted(made).history["m"]
    found = [(dates.iso(first), told(held)) for first, held in standing.periods(steps)]
    assert found == [
        (
            "2025-04-02",
            "10 announced since 2025-04-02 until 2025-04-05 by a; "
            "then 10 in force since 2025-04-05; then 34 in force since 2025-04-09",
        ),
        ("2025-04-05", "10 in force since 2025-04-05 by a; then 34 in force since 2025-04-09"),
        ("2025-04-08", "10 in force since 2025-04-05 by a; then 84 in force since 2025-04-09"),
        ("2025-04-09", "84 in force since 2025-04-09 by b"),
        (
            "2025-05-12",
            "84 in force since 2025-04-09 by b; then 10 in force since 2025-05-14 until 2025-08-12",
        ),
        ("2025-05-14", "10 in force since 2025-05-14 until 2025-08-12 by c"),
        ("2025-08-12", "10 in force since 2025-05-14 until 2025-11-10 by d"),
        ("2025-11-10", "10 ended? since 2025-11-10 until 2025-11-10 by d"),
    ]


def test_a_step_tells_what_it_alone_did(content: Make) -> None:
    """What the measure was the day before it took effect, with what was to come, and became."""
    made = content(
        files(
            """2025-04-02 value: 10, from: 2025-04-05; value: 34, from: 2025-04-09
               2025-04-08 value: 84, from: 2025-04-09
               2025-05-01 note: They speak of it
               2025-06-01 until: 2025-08-12
               2025-08-20 state: dropped"""
        )
    )
    steps = accepted(made).history["m"]
    found = [tuple(map(told, standing.around(steps, step))) for step in steps]
    in_force = "in force since"
    assert found == [
        ("nothing", f"10 {in_force} 2025-04-05 by a"),
        (f"10 {in_force} 2025-04-05 by a", f"34 {in_force} 2025-04-09 by a"),
        (
            f"10 {in_force} 2025-04-05 by a; then 34 {in_force} 2025-04-09",
            f"84 {in_force} 2025-04-09 by b",
        ),
        (f"84 {in_force} 2025-04-09 by b", f"84 {in_force} 2025-04-09 by b"),
        (f"84 {in_force} 2025-04-09 by b", f"84 {in_force} 2025-04-09 until 2025-08-12 by d"),
        (
            "84 ended? since 2025-08-12 until 2025-08-12 by d",
            "84 dropped since 2025-08-20 by e",
        ),
    ]


# The chains of the talks: a table of texts, worked out by hand. Our own record on seven days is
# in test_flagship.

Table = Mapping[str, object]


def table(name: str) -> dict[str, dict[str, dict[str, object]]]:
    """Return a table in YAML, of which every value is a text."""
    found = yaml.load((TABLES / name).read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def events(decisions: Mapping[str, object], measure: str) -> Files:
    """Return event files for a table of decisions on one measure."""
    found: dict[str, str] = {}
    for id, decision in decisions.items():
        assert isinstance(decision, dict)
        sets = decision["sets"] if isinstance(decision["sets"], list) else [decision["sets"]]
        front = {
            "title": id,
            "date": decision["date"],
            "sources": ["a", "b"],
            "sets": [{"measure": measure, **each} for each in sets],
        }
        found[f"events/{id}.md"] = f"---\n{json.dumps(front, indent=1)}\n---\n"
    return found


CHAINS = table("chains.yaml")


@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_of_decisions(content: Make, chain: str) -> None:
    """On the day before, of and after each decision: value, state, since, until and whose it is."""
    made = events(CHAINS[chain]["decisions"], chain)
    made = {**made, **SOURCES, f"measures/{chain}.md": "---\ntitle: M\n---\n"}
    timeline = accepted(content(made))
    expected = [[cell.strip() for cell in row.split("|")] for row in CHAINS[chain]["expected"]]
    assert [_cells(timeline, chain, row[0]) for row in expected] == expected


def _cells(timeline: Timeline, measure: str, date: str) -> list[str]:
    held = timeline.standing(timeline.measure[measure], day(date))
    if held is None:
        return [date, "-"]
    state = held.state + ("?" if held.is_presumed else "")
    until = held.until.text if held.until else "-"
    return [date, held.value, state, held.since.text, until, held.event.id]


@pytest.mark.parametrize("chain", CHAINS)
def test_a_chain_is_asked_around_each_of_its_decisions(chain: str) -> None:
    """No day of the table is lost without a word."""
    asked = {str(row).split(" ")[0] for row in CHAINS[chain]["expected"]}
    for decision in CHAINS[chain]["decisions"].values():
        assert isinstance(decision, dict)
        number = dates.day_number(day(decision["date"]))
        around = {dates.iso(dates.day_from_number(number + n)) for n in (-1, 0, 1)}
        assert around <= asked


# Properties: any steps, on any day.

AT = Origin(path="x.md")
SITE = Settings(title="T", base_url="https://example.org/", language="en")
OPEN = replace(dates.parse("../.."), text="..")
MOMENTS = [dates.parse(f"2025-05-0{n}") for n in range(1, 10)] + [
    dates.parse(text)
    for text in (
        *("2025-05", "2025-04", "2025", "202X", "2025-21", "2025-05-03~", "2025-05?"),
        *("2025-05-03/2025-05-05", "2025-05-04/..", "../2025-05-05", "2025-05-04/", "/2025-05-06"),
        *("../..", "[2025-05-02,2025-05-04]", "[..2025-05-04]", "[2025-05-04..]", "2025-04/.."),
        *("2025-05-04T00:01:00-05:00", "2025-05-04T13:01:00+08:00", "2025-05-04T10:00:00"),
        *("-0043-03-15", "0000", "-0044/-0042", "Y-170000002", "Y170000002", "20XX"),
    )
]
moments = st.sampled_from(MOMENTS)
_MAY = Day(2025, 5, 4)
days = st.one_of(
    st.integers(-40, 40).map(lambda n: dates.day_from_number(dates.day_number(_MAY) + n)),
    st.sampled_from([Day(-43, 3, 15), Day(0, 1, 1), Day(2009, 12, 31), Day(10**9, 1, 1)]),
    st.just(clocks.ALWAYS),
)
settings = st.builds(
    Setting,
    measure=st.just("m"),
    value=st.sampled_from(["", "10", "20"]),
    state=st.sampled_from([None, *STATES]),
    start=st.none() | moments,
    until=st.none() | moments | st.just(OPEN),
    note=st.sampled_from(["", "note"]),
    origin=st.just(AT),
)
notes = st.builds(Setting, measure=st.just("m"), note=st.just("note"), origin=st.just(AT))


def decided(
    ids: Sequence[str], made: Sequence[tuple[FuzzyDate, list[Setting], int]]
) -> list[Event]:
    """Return events with dates and settings."""
    return [
        Event(id=id, title="T", date=date, sets=tuple(sets), order=order, origin=AT)
        for id, (date, sets, order) in zip(ids, made, strict=False)
    ]


drawn = st.builds(
    decided,
    st.permutations("abcdef"),
    st.lists(
        st.tuples(moments, st.lists(settings | notes, max_size=3), st.integers(0, 1)), max_size=6
    ),
)
# Decisions of one day and the next, between which only the ids decide.
crowded = st.builds(
    decided,
    st.permutations("abcdef"),
    st.lists(
        st.tuples(
            st.sampled_from(MOMENTS[:2]), st.lists(settings, min_size=1, max_size=1), st.just(0)
        ),
        min_size=3,
        max_size=6,
    ),
)
MEASURE = Measure(id="m", title="M", origin=AT)


def together(made: Sequence[Event]) -> Timeline:
    """Put events and a measure together as reading does."""
    return link.assemble([*made, MEASURE], SITE)


@given(drawn, days)
def test_any_measure_can_be_asked_for_on_any_day(made: list[Event], on: Day) -> None:
    """Whatever is set and however it is dated, nothing is raised, and what stands is whole."""
    timeline = together(made)
    held = timeline.standing(MEASURE, on)
    steps = timeline.history.get("m", ())
    assert all(standing.around(steps, step) for step in steps)
    assert timeline.standings(on) == ((held,) if held else ())
    moving = [step for step in steps if step.setting.moves and step.decided <= on]
    assert (held is not None) == bool(moving)
    if held is not None:
        assert held.measure == "m" and held.state in STATES and held.event in made
        assert held.state == "suspended" or held.fallback is None or held.is_presumed
        lapsed = clocks.is_past(held.until, on)
        assert held.is_presumed == (lapsed and not held.is_closed)
        ahead = [each.step for each in held.coming]
        announced = [step for step in ahead if step.setting.state == "announced"]
        late = [step for step in ahead if step.takes_effect <= on and step not in announced]
        assert not any(step.replaces for step in late)


@given(drawn, days)
def test_what_stands_on_a_day_hangs_on_nothing_decided_later(made: list[Event], on: Day) -> None:
    """Without the events of later days it is the same."""
    until_then = [event for event in made if clocks.surely_by(event.date) <= on]
    assert together(until_then).standing(MEASURE, on) == together(made).standing(MEASURE, on)


@given(drawn, days)
def test_periods_tell_what_each_day_tells(made: list[Event], other: Day) -> None:
    """On any day stands what the last period that began by then says, and no two are alike."""
    timeline = together(made)
    found = standing.periods(timeline.history.get("m", ()))
    assert [first for first, _ in found] == sorted({first for first, _ in found})
    assert all(one != other for (_, one), (_, other) in pairwise(found))
    spring = (dates.day_from_number(dates.day_number(_MAY) + n) for n in range(-10, 40))
    for on in (*spring, other, *(first for first, _ in found)):
        began = [held for first, held in found if first <= on]
        assert timeline.standing(MEASURE, on) == (began[-1] if began else None)


@given(drawn | crowded, days, st.randoms(use_true_random=False))
def test_the_order_of_files_sets_nothing(made: list[Event], on: Day, chance: random.Random) -> None:
    """However the events are found, the same stands."""
    shuffled = chance.sample(made, len(made))
    assert together(shuffled).standing(MEASURE, on) == together(made).standing(MEASURE, on)


@given(drawn, days)
def test_a_note_alone_changes_nothing_ever(made: list[Event], on: Day) -> None:
    """Without the settings that are only notes, the same stands on every day."""
    bare = [replace(event, sets=tuple(each for each in event.sets if each.moves)) for event in made]
    held, other = together(made).standing(MEASURE, on), together(bare).standing(MEASURE, on)
    assert told(held) == told(other)


def test_a_step_is_one_setting_of_one_event() -> None:
    """It knows when it was decided and takes effect: of an imprecise date, the last day."""
    setting = Setting(measure="m", value="1", start=dates.parse("2025-06"), origin=AT)
    event = Event(id="e", title="T", date=dates.parse("2025-05"), sets=(setting,), origin=AT)
    step = Step(event, setting)
    assert (step.decided, step.takes_effect) == ((2025, 5, 31), (2025, 6, 30))
