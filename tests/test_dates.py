"""What parley.dates promises: tables of EDTF and of common mistakes, laws, and a second opinion.

Knows the tables beside it and the package edtf; knows nothing of timelines.
"""

import csv
import datetime
import pickle
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import date_labels, dates
from parley.dates import DateError, Day, FuzzyDate, day_from_number, day_number, iso, parse

TABLES = Path(__file__).parent / "tables"


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table; every cell is a text."""
    with (TABLES / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def text_of(row: object) -> str:
    """Name a case after the text that it reads."""
    return row["text"] if isinstance(row, dict) else str(row)


VALID = rows("edtf_valid.csv")
REFUSED = rows("edtf_refused.csv")
LABELS = rows("edtf_labels.csv")


# EDTF built from its parts, so that every form comes up together with every other.
years = st.integers(-9999, 9999).filter(bool).map(lambda year: f"{'-' * (year < 0)}{abs(year):04}")
months = st.integers(1, 12).map("{:02}".format)
marks = st.sampled_from(["", "?", "~", "%"])
days = st.builds("{}-{}-{:02}".format, years, months, st.integers(1, 28))
coarser_than_days = st.one_of(
    years,
    st.builds("{}-{}".format, years, months),
    st.builds("{}-{}".format, years, st.integers(21, 24)),
    st.builds("{}-{}-XX".format, years, months),
    st.builds("{}{}".format, years, st.sampled_from(["-XX", "-XX-XX"])),
    st.builds(lambda year, count: year[:-count] + "X" * count, years, st.integers(1, 3)),
    st.integers(10_000, 10**17).map("Y{}".format),
)
moments = st.builds(
    "{}T{:02}:{:02}:00{}".format,
    days,
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "-04:00", "+08:00", "+04:30"]),
)
points = st.builds("{}{}".format, days | coarser_than_days, marks)


def in_order(start: str, end: str) -> tuple[str, str]:
    """Put two points the right way round for an interval."""
    first, second = sorted((start, end), key=lambda text: parse(text).earliest or Day(0, 1, 1))
    return first, second


pairs = st.builds(in_order, points, points)
intervals = st.one_of(
    pairs.map("/".join),
    st.builds("{}/{}".format, points, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), points),
)
sets = st.lists(
    st.one_of(points, pairs.map("..".join), points.map("{}..".format), points.map("..{}".format)),
    min_size=1,
    max_size=4,
).map(lambda members: f"[{','.join(members)}]")
everything = st.one_of(points, moments, intervals, sets).map(parse)


@pytest.mark.parametrize("row", VALID, ids=text_of)
def test_reads_edtf(row: dict[str, str]) -> None:
    """A valid text gives the first and last day that it can touch, its precision and its marks."""
    date = parse(row["text"])
    assert (iso(date.earliest) if date.earliest else "") == row["earliest"]
    assert (iso(date.latest) if date.latest else "") == row["latest"]
    assert date.precision == row["precision"]
    assert (date.approximate, date.uncertain) == (
        row["approximate"] == "yes",
        row["uncertain"] == "yes",
    )
    assert date.text == row["text"]


@pytest.mark.parametrize("row", REFUSED, ids=text_of)
def test_refuses_with_a_next_step(row: dict[str, str]) -> None:
    """A text that is no date is refused with what is wrong and what to write instead."""
    with pytest.raises(DateError) as refused:
        parse(row["text"])
    assert row["message"] in refused.value.message
    assert row["hint"] in refused.value.hint


@pytest.mark.parametrize("row", LABELS, ids=text_of)
def test_labels(row: dict[str, str]) -> None:
    """A date reads in English as the table says, with its caveat and its value for machines."""
    date = parse(row["text"])
    assert date_labels.label(date) == row["label"]
    assert date_labels.caveat(date) == row["caveat"]
    assert date_labels.short_label(date) == row["short"]
    assert (dates.machine(date) or "") == row["machine"]


def test_keeps_how_ends_were_written() -> None:
    """An open end, an unknown end and a stated end of an interval stay apart."""
    date = parse("1985/..")
    assert date.interval and date.start == parse("1985")
    assert (date.end, date.open_end, date.open_start) == (None, True, False)
    assert not parse("1985/").open_end


def test_keeps_the_members_of_a_set() -> None:
    """A set gives its members in the order they were written, a range as an interval."""
    first, second = parse("[2025-02-07,2025-02-03..2025-02-05]").choices
    assert first == parse("2025-02-07")
    assert second.interval and second.end == parse("2025-02-05")


def test_keeps_the_clock() -> None:
    """A date-time gives seconds of its local day, and minutes east of UTC where they are stated."""
    date = parse("2025-11-10T00:01:05-04:30")
    assert (date.seconds, date.offset) == (65, -270)
    assert parse("2025-11-10T00:00:00Z").offset == 0
    assert parse("2025-11-10T00:00:00").offset is None


def test_drops_white_space_around() -> None:
    """White space around a date is no mistake and is not kept."""
    assert parse(" 2025-09-14\n") == parse("2025-09-14")


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        *[("2025-09-14", True), ("2025-09-14T10:00:00Z", True), ("2025-09-14/2025-09-15", True)],
        *[("2025-09", False), ("2025-09-14?", False), ("2025-09-14~", False), ("2025-22", False)],
        *[("2025-09-14/..", False), ("2025-09-14/2025-10", False), ("2025-09-14/", False)],
        *[("[2025-02-05,2025-02-07]", False), ("2025-09-14/2025-09-~15", False)],
    ],
)
def test_firm_days(text: str, firm: bool) -> None:
    """Only stated days, moments and intervals between stated days are firm."""
    assert dates.is_firm_day(parse(text)) is firm


def test_order_of_a_timeline() -> None:
    """Dates go by first day, then moment in UTC, then finer, then shorter; no day comes last."""
    texts = [
        *["-0043-03-15", "../2025-05-11", "2025-05-12", "2025-05-12/2025-05-13"],
        *["2025-05-12T15:00:00+08:00", "2025-05-12T09:00:00-04:00", "2025-06-01", "2025-06"],
        *["2025-22", "2025-06-02", "Y170000002", "../.."],
    ]
    backwards = list(reversed(texts))
    assert sorted(backwards, key=lambda text: dates.sort_key(parse(text))) == texts


def test_the_same_moment_ties() -> None:
    """Two ways to write one moment of one day sort as equal."""
    here, there = parse("2025-05-12T15:00:00+08:00"), parse("2025-05-12T07:00:00Z")
    assert dates.sort_key(here) == dates.sort_key(there)


def test_errors_and_dates_cross_processes() -> None:
    """A refusal and a date can be sent to another process whole."""
    error = pickle.loads(pickle.dumps(DateError("what is wrong", "what to write")))
    assert (error.message, error.hint) == ("what is wrong", "what to write")
    assert pickle.loads(pickle.dumps(parse("2025/.."))) == parse("2025/..")


dateish = st.text("0123456789-/.,[]{}~?%XYTZES:+ \u2013年月日ajnsept")


@given(st.one_of(st.text(), dateish, st.from_regex(r"[0-9]{4}[-/. ]?[0-9]{0,2}.{0,9}")))
def test_refuses_only_in_words(text: str) -> None:
    """No text makes the parser fail in another way than with a message and a hint."""
    try:
        assert isinstance(parse(text), FuzzyDate)
    except DateError as error:
        assert error.message and error.hint


@given(st.one_of(dateish, st.sampled_from([row["text"] for row in REFUSED])))
def test_offers_only_what_it_reads(text: str) -> None:
    """What a hint says to write instead can itself be read."""
    try:
        parse(text)
    except DateError as error:
        if "cannot be read as a date" in error.message:
            assert isinstance(parse(error.hint.removeprefix("write ")), FuzzyDate)


@given(st.dates(), st.dates())
def test_day_numbers_count_days(one: datetime.date, other: datetime.date) -> None:
    """Differences of day numbers are differences of days, as in the standard library."""
    first, second = (Day(date.year, date.month, date.day) for date in (one, other))
    assert day_number(first) - day_number(second) == one.toordinal() - other.toordinal()


@given(st.integers(-(10**20), 10**20))
def test_day_numbers_come_back(number: int) -> None:
    """Every number is a day, however far, and the day has that number; the next day is later."""
    day = day_from_number(number)
    assert day_number(day) == number
    assert 1 <= day.month <= 12 and 1 <= day.day <= 31
    assert day < day_from_number(number + 1)


@given(st.dates())
def test_iso_days_come_back(date: datetime.date) -> None:
    """A day in ISO form reads as itself and is written the same."""
    read = parse(date.isoformat())
    assert read.earliest == read.latest == (date.year, date.month, date.day)
    assert read.earliest and iso(read.earliest) == date.isoformat() == dates.machine(read)


@given(everything)
def test_earliest_is_not_after_latest(date: FuzzyDate) -> None:
    """The days a date can touch run forwards."""
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@given(st.lists(everything, max_size=8), st.randoms())
def test_order_is_total(several: list[FuzzyDate], chance: random.Random) -> None:
    """Any dates can be put in order, and the order does not depend on where they started."""
    keys = [dates.sort_key(date) for date in several]
    shuffled = sorted(keys)
    chance.shuffle(shuffled)
    assert sorted(shuffled) == sorted(keys)


@given(st.builds("{}{}".format, coarser_than_days, marks).map(parse))
def test_never_invents_a_day(date: FuzzyDate) -> None:
    """A date coarser than a day names no day, in words or for machines."""
    for words in (date_labels.label(date), date_labels.short_label(date)):
        assert not re.search(
            r"\b[0-9]{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", words
        )
    assert not re.search("[0-9]-[0-9]{2}-[0-9]{2}", dates.machine(date) or "")


@given(everything)
def test_everything_has_a_label(date: FuzzyDate) -> None:
    """Whatever can be read can be shown, in one line without stray spaces."""
    for words in (date_labels.label(date), date_labels.short_label(date)):
        assert words and words == " ".join(words.split())


@given(st.dates(datetime.date(1000, 1, 1)), st.integers(0, 400), st.booleans())
def test_pasted_labels_come_back(start: datetime.date, length: int, short: bool) -> None:
    """An editor who pastes what the site shows is told the EDTF it came from."""
    end = min(datetime.date.max.toordinal(), start.toordinal() + length)
    text = f"{start}/{datetime.date.fromordinal(end)}" if length else f"{start}"
    shown = (date_labels.short_label if short else date_labels.label)(parse(text))
    with pytest.raises(DateError) as refused:
        parse(shown)
    assert refused.value.hint in (f"write {text}", f"write {start}")


NOT_KNOWN = "edtf takes an end that is not known to lie ten years off; here it has no day"
WINTER = "edtf ends winter on 31 December; here it runs to the end of February"
UNLIKE_EDTF = {
    **dict.fromkeys(("2001-24", "2003-24"), WINTER),
    **dict.fromkeys(("1985-04-12/", "1985-04/", "1985/", "1984-06-02?/"), NOT_KNOWN),
    **dict.fromkeys(("/1985-04-12", "/1985-04", "/1985"), NOT_KNOWN),
}
UNREAD_BY_EDTF = {
    "Y10000~": "edtf has no marks on long years",
    "2001-21~": "edtf has marks on seasons only within intervals",
    "[2025-02-05]": "edtf wants two members in a set",
    "/..": "edtf fails on an unknown end beside an open one",
    "../": "edtf fails on an unknown end beside an open one",
}


@pytest.mark.filterwarnings("ignore:warn_(multiple_tokens_in_named|ungrouped_named_tokens)")
def test_agrees_with_edtf() -> None:
    """The package edtf finds the same days, but for the rows listed here with their reasons."""
    from edtf import EDTFParseException, parse_edtf

    unlike, unread = set(), set()
    for text in (row["text"] for row in VALID):
        try:
            theirs = parse_edtf(text)
        except (EDTFParseException, TypeError):
            unread.add(text)
            continue
        ours = parse(text)
        for bound, day in (
            (theirs.lower_strict(), ours.earliest),
            (theirs.upper_strict(), ours.latest),
        ):
            if (None if isinstance(bound, float) else Day(*bound[:3])) != day:
                unlike.add(text)
    assert unlike == set(UNLIKE_EDTF)
    assert unread == set(UNREAD_BY_EDTF)
