"""When two titles are one happening told twice, and when they are two.

Most are real titles of the talks, on days on which they could be taken for one another.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import SITE, SOURCES, Files, problems

Make = Callable[[Files], Path]

PARTIES = "".join(f'[[parties]]\nid = "{id}"\nname = "{id}"\n' for id in ("us", "china"))


def two(one: Mapping[str, str], other: Mapping[str, str]) -> Files:
    """Return content with two events."""

    def event(given: Mapping[str, str]) -> str:
        front = {"date": "2025-04-09", "sources": "[a, b]", **given}
        lines = "\n".join(f"{key}: {value}" for key, value in front.items())
        return f"---\n{lines}\n---\n"

    return {
        "site.toml": SITE + PARTIES,
        **SOURCES,
        "events/one.md": event(one),
        "events/two.md": event(other),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "China raises its tariff on U.S. goods to 84%",
            "China raises tariff on U.S. goods to 84%",
        ),
        (
            "China raises its tariff on U.S. goods to 84%",
            "China raises its tariff on US goods to 84 %",
        ),
        ("Trump and Xi speak", "Xi and Trump speak"),
        ("Talks open in London", "In London, talks open"),
        ("China opens an anti-dumping case", "China opens anti-dumping case"),
        ("A case is opened against Qualcomm", "Case is opened against Qualcomm"),
        ("The two banks talk", "The two banks talk"),
        ("Café talks", "CAFÉ TALKS!"),
        ("إثيوبيا تفتتح سد النهضة", "إثيوبيا تفتتح سد النهضة"),
        ("中国对美国模拟芯片发起调查", "中国对美国模拟芯片发起调查"),
        ("T", "t"),
    ],
)
def test_titles_in_nearly_the_same_words_are_alike(content: Make, one: str, other: str) -> None:
    """In any order, with other marks and capitals, or with one small word more on either side."""
    for first, second in ((one, other), (other, one)):
        (found,) = problems(content(two({"title": first}, {"title": second})))
        assert (found.rule, found.severity) == ("alike", "warning")
        assert found.origin.path == "content/events/two.md" and "'one'" in found.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "China raises its tariff on U.S. goods to 84%",
            "China raises its tariff on U.S. goods to 125%",
        ),
        ("Tariff goes from 10% to 20%", "Tariff goes from 20% to 10%"),
        ("The rate is 2.5%", "The rate is 5.2%"),
        ("Order 14257 enters into force", "Order enters into force"),
        ("The two sides agree", "The two sides do not agree"),
        ("Deal on soybeans", "No deal on soybeans"),
        ("China lifts its non-tariff measures", "China lifts its tariff measures"),
        ("Ministers re-open talks", "Ministers open talks"),
        ("الاتفاق ملزم للدولتين", "الاتفاق غير ملزم للدولتين"),
        ("مصر توقع الاتفاق", "مصر لا توقع الاتفاق"),
        ("China opens an antitrust probe of DuPont", "China opens an antitrust probe of Qualcomm"),
        ("U.S. and EU meet in London", "U.S. and UK meet in London"),
        ("Xi speaks with Trump", "Li speaks with Trump"),
        ("Trump speaks with Xi", "Trump speaks"),
        ("Tariffs on EU cars", "Tariffs on cars"),
        (
            "Bessent and He Lifeng hold a video call",
            "Bessent and He Lifeng hold a second video call",
        ),
        ("U.S. and China suspend port fees", "U.S. and China suspend new port fees of the"),
        ("中国对美国模拟芯片发起调查", "中国对美国模拟芯片结束调查"),
        ("T", "U"),
    ],
)
def test_titles_that_differ_in_what_matters_are_not_alike(
    content: Make, one: str, other: str
) -> None:
    """A number or its place, a negation, a name, a long word, or two small ones."""
    assert problems(content(two({"title": one}, {"title": other}))) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("2025-04-09", "2025-04-09"), ("2025-04-09", "2025-04-10"), ("2025-04", "2025-04-30")),
        *(("2025-04-05/2025-04-09", "2025-04-10"), ("2025-04-05/..", "2026"), ("2025", "2025-06")),
        *(
            ("../2025", "2024-05-05"),
            ("'[2025-04-01,2025-04-09]'", "2025-04-05"),
            ("-0043", "-0042"),
        ),
    ],
)
def test_what_is_alike_is_told_of_nearly_the_same_days(content: Make, one: str, other: str) -> None:
    """Dates that overlap or follow each other, whichever file comes first."""
    for first, second in ((one, other), (other, one)):
        made = two({"title": "T", "date": first}, {"title": "T", "date": second})
        assert [each.rule for each in problems(content(made))] == ["alike"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("2025-04-09", "2025-04-11"), ("2025-04", "2025-05-02"), ("../2024", "2025-01-02")),
        *(("2025-04-09/2025-04-10", "2025-04-12"), ("-0044-03-15", "0044-03-15")),
    ],
)
def test_the_same_can_happen_again(content: Make, one: str, other: str) -> None:
    """Two days later it is another event."""
    made = two({"title": "T", "date": one}, {"title": "T", "date": other})
    assert problems(content(made)) == ()


def test_what_two_parties_do_is_never_one_event(content: Make) -> None:
    """Words in another order can be an answer; where the two share a party, they are alike."""
    us = {"title": "U.S. suspends port fees on China"}
    china = {"title": "China suspends port fees on U.S."}
    assert problems(content(two({**us, "by": "us"}, {**china, "by": "china"}))) == ()
    for parties in ("[us, china]", "us"):
        found = problems(content(two({**us, "by": "us"}, {**china, "by": parties})))
        assert [each.rule for each in found] == ["alike"]


def test_a_draft_can_be_what_is_told_already(content: Make) -> None:
    """So it is told before it is published."""
    made = two({"title": "T"}, {"title": "T", "draft": "true"})
    assert [each.rule for each in problems(content(made))] == ["alike"]


@pytest.mark.parametrize(
    ("dates", "count"),
    [
        (("2025-04-09", "2025-04-10", "2025-04-11"), 2),
        (("2025-04-05/2025-04-20", "2025-04-10/..", "2026-05-05"), 2),
        (("2024-05-05", "2025-06-01", "../2025"), 2),
        (("2025-04-05/2025-04-20", "2025-04-10", "2025-04-21"), 2),
        (("2025-04-05/2025-04-20", "2025-04-10", "2025-04-22"), 1),
    ],
)
def test_one_happening_can_be_told_three_times(
    content: Make, dates: tuple[str, str, str], count: int
) -> None:
    """What is near one of two that are alike is told, however far it is from the other."""
    first, second, third = dates
    made = two({"title": "T", "date": first}, {"title": "T", "date": second})
    last = made["events/two.md"]
    assert isinstance(last, str)
    made = {**made, "events/zero.md": last.replace(second, third)}
    assert [each.rule for each in problems(content(made))] == ["alike"] * count


def test_of_three_alike_each_later_one_is_told_once(content: Make) -> None:
    """Two are to go, and one stays."""
    made = two({"title": "T"}, {"title": "T"})
    made = {**made, "events/zero.md": made["events/one.md"]}
    paths = [each.origin.path for each in problems(content(made))]
    assert paths == ["content/events/two.md", "content/events/zero.md"]
