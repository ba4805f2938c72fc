"""When sources may tell of an event, and which years the story spans; every form of a date.

One bad example of each stands in tests/bad too.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import SITE, Files, problems

Make = Callable[[Files], Path]

KINDS = '[[kinds]]\nid = "order"\nname = "Order"\npublic = true\n'


def told(date: str, published: Sequence[str], *front: str) -> Files:
    """Return content with an event and its sources, published then; "" is not dated."""
    sources = {
        f"articles/a{n}.md": f"---\npublisher: P{n}\n{dated}\n---\nWords.\n"
        for n, dated in enumerate(f"published: '{each}'" if each else "" for each in published)
    }
    ids = ", ".join(f"a{n}" for n in range(len(published)))
    lines = "\n".join(
        ["---", "title: T", f"date: '{date}'", f"sources: [{ids}]", *front, "---", ""]
    )
    return {"site.toml": SITE + KINDS, **sources, "events/e.md": lines}


def warned(folder: Path) -> list[str]:
    """Return the rules of the warnings, all that there is but notes."""
    found = [each for each in problems(folder) if each.severity != "note"]
    assert all(each.severity == "warning" for each in found)
    return [each.rule for each in found]


@pytest.mark.parametrize(
    ("date", "published"),
    [
        *(("2025-01-01", ["2025-07-03"]), ("2025-05-05", ["2025-05-05"])),
        *(("2020-01-15", ["2020-01-16", "2025-09-01"]), ("2020-01-15", ["2020-07", "2025"])),
        *(("2025", ["2026-07-02"]), ("2020/..", ["2025-09-01"]), ("2020/2025-05", ["2025-09-01"])),
        *(("2020-01-15", []), ("2020-01-15", ["", ""]), ("2020-01-15", ["../2025-09-01"])),
        *(("-0043-03-15", ["-0043"]), ("-0044", ["-0043-06-01"]), ("../2025", ["2025-09-01"])),
    ],
)
def test_a_source_may_tell_of_what_was_half_a_year_ago(
    content: Make, date: str, published: list[str]
) -> None:
    """Counted from the last day it can have been to the first on which any source can tell."""
    assert "late-sources" not in warned(content(told(date, published)))


LATE = [
    ("2025-01-01", ["2025-07-04"]),
    ("2020-01-15", ["2025-09-01", "2025-09-02", ""]),
    ("2020", ["2025"]),
    ("../2020", ["2025-09-01"]),
    ("[2020-01-15,2020-02-15]", ["2025/.."]),
    ("-0043-03-15", ["0100"]),
]


@pytest.mark.parametrize(("date", "published"), LATE)
def test_an_event_long_before_all_its_dated_sources_is_a_warning(
    content: Make, date: str, published: list[str]
) -> None:
    """Its year may be mistyped; sources without a date do not count."""
    assert warned(content(told(date, published))) == ["late-sources"]


EARLY = [
    ("2025-05-07", ["2025-05-05"]),
    ("2026-05-05", ["2025-05-05", "2025-06"]),
    ("2026/..", ["../2024"]),
    ("-0043", ["-0044-03-15"]),
]


@pytest.mark.parametrize(
    ("date", "published"),
    [
        *(("2025-05-06", ["2025-05-05"]), ("2025-05-07", ["2025-05-05", "2025-05-06"])),
        *(("2025-05", ["2025-05-05"]), ("../2026", ["2025-05-05"]), ("2025-05-07", ["2025/.."])),
        *(("2025-05-07", ["2025-05-05", ""]), ("2025-05-07", []), ("2025-05-07", ["2025"])),
        ("2025-05-05/2025-06-05", ["2025-05-05"]),
    ],
)
def test_a_source_may_tell_of_what_goes_on_or_is_of_the_next_day_elsewhere(
    content: Make, date: str, published: list[str]
) -> None:
    """And where one source has no date, nobody knows that it is too old."""
    assert "early-sources" not in warned(content(told(date, published)))


@pytest.mark.parametrize(("date", "published"), EARLY)
def test_an_event_after_all_its_sources_is_a_warning(
    content: Make, date: str, published: list[str]
) -> None:
    """Nothing can have told of it, unless it was announced."""
    assert warned(content(told(date, published))) == ["early-sources"]


@pytest.mark.parametrize("front", ["kind: order", ""])
@pytest.mark.parametrize(("date", "published"), [*LATE, *EARLY])
def test_the_next_step_of_an_untimely_event_leads_to_no_other_problem(
    content: Make, date: str, published: list[str], front: str
) -> None:
    """The line in the hint can be copied as it stands, also for kinds that are not public."""
    (found,) = problems_but_notes(content(told(date, published, front)))
    known = found.rpartition("known: ")[2]
    assert problems_but_notes(content(told(date, published, front, f"known: {known}"))) == []


def problems_but_notes(folder: Path) -> list[str]:
    """Return the hints of errors and warnings."""
    return [each.hint for each in problems(folder) if each.severity != "note"]


def test_an_act_of_a_public_kind_may_be_known_from_its_own_day(content: Make) -> None:
    """That is the day in the hint; of other kinds, the day of the first source if all have one."""
    (public,) = problems_but_notes(content(told("2020-01-15", ["2025-09-01"], "kind: order")))
    (other,) = problems_but_notes(content(told("2020-01-15", ["2025-09-01"])))
    (vague,) = problems_but_notes(content(told("2020-01-15", ["2025-09-01", ""])))
    assert public.endswith("known: 2020-01-15") and vague == public
    assert other.endswith("known: 2025-09-01")


@pytest.mark.parametrize(("date", "published"), [*LATE, *EARLY])
def test_the_sources_of_a_draft_are_still_gathered(
    content: Make, date: str, published: list[str]
) -> None:
    """So they may be of any time."""
    assert warned(content(told(date, published, "draft: true"))) == []


def test_a_source_that_can_not_be_read_may_be_of_the_right_time(content: Make) -> None:
    """Its own mistake is told, and no other."""
    made = told("2020-01-15", ["2025-09-01", "2020-01-15"])
    broken = {**made, "articles/a1.md": "---\npublished: 2020-13\n---\n"}
    assert [each.rule for each in problems(content(broken))] == ["date"]


def spanned(span: str, date: str, *front: str) -> Files:
    """Return content that spans some years, with an event."""
    made = told(date, ["", ""], *front)
    return {**made, "site.toml": f"{SITE}span = '{span}'\n", "measures/m.md": "---\ntitle: M\n---"}


@pytest.mark.parametrize(
    ("span", "date"),
    [
        *(("2024/2026", "2024-01-01"), ("2024/2026", "2026-12-31"), ("2024", "2024")),
        *(("2024-06/2024-07", "2024-01-01"), ("2024/2026", "2020/2024"), ("2024/2026", "202X")),
        *(("2024/2026", "../2030"), ("2024/2026", "2020/.."), ("2024/..", "2999")),
        *(("../2026", "-0043"), ("-0044/-0043", "-0043-03-15"), ("2024?", "2024")),
    ],
)
def test_a_date_may_be_of_any_year_of_the_story(content: Make, span: str, date: str) -> None:
    """Whole years count, and what may lie within one of them."""
    sets = f"sets: [{{measure: m, value: 1, from: {date}, until: {date}}}]"
    assert warned(content(spanned(span, date, sets))) == []


@pytest.mark.parametrize(
    ("span", "date"),
    [
        *(("2024/2026", "2023-12-31"), ("2024/2026", "2027"), ("2024/2026", "2205-05-05")),
        *(("2024/2026", "2027/.."), ("2024/2026", "../2023"), ("2024/..", "1999")),
        *(("-0044/-0043", "0043-03-15"), ("2024", "-2024-05-05")),
    ],
)
def test_a_date_of_no_year_of_the_story_is_a_warning(content: Make, span: str, date: str) -> None:
    """Of a draft too: its year may be mistyped."""
    sets = "sets: {measure: m, value: 1}"
    assert warned(content(spanned(span, date, sets))) == ["span"]
    assert warned(content(spanned(span, date, sets, "draft: true"))) == ["span"]


def test_without_a_span_every_year_is_of_the_story(content: Make) -> None:
    """It is for the editor to say."""
    assert warned(content(told("9999-05-05", []))) == ["no-source"]
