"""How dates in prose are read: a table of sentences that is the documentation, and laws.

Knows the table beside it; knows no row of the reader's own tables.
"""

import csv
import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import dates
from parley.date_mistakes import MONTHS
from parley.intake.papers import Timelike
from parley.intake.times.prose_dates import ROWS, timelikes

TABLE = Path(__file__).parent / "tables" / "prose_dates.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
FRIDAY = dates.parse("2025-09-12")

# Pieces of which sentences about time are made, and some that only look like it.
WORDS = (
    *(
        "on",
        "by",
        "until",
        "through",
        "the",
        "end",
        "of",
        "in",
        "from",
        "to",
        "and",
        "this",
        "last",
    ),
    *(
        "next",
        "week",
        "weekend",
        "month",
        "year",
        "days",
        "ago",
        "two",
        "90-day",
        "90",
        "2025",
        "29",
    ),
    *(
        "Sunday",
        "Mon.",
        "September",
        "Sept.",
        "May",
        "February",
        "31",
        "14-15",
        "1990s",
        "Q2",
        "mid-",
    ),
    *("early", "late", "quarter", "first", "half", "spring", "winter", "will", "met", "deadline"),
    *(
        "today",
        "9/14/2025",
        "2025-09-14",
        ",",
        "(",
        ")",
        "'s",
        "–",
        "Published:",
        "around",
        "not before",
    ),
    *("9月", "14日", "2025年", "至", "上周五", "本月底", "周末", "90天", "三个月", "两天前"),
)
prose = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
dense = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)
real_days = st.dates(datetime.date(1900, 1, 1), datetime.date(2060, 12, 31))
publications = st.one_of(
    st.none(),
    real_days.map(lambda day: dates.parse(day.isoformat())),
    real_days.map(lambda day: dates.parse(f"{day.isoformat()}~")),
    real_days.map(lambda day: dates.parse(day.isoformat()[:7])),
    real_days.map(lambda day: dates.parse(day.isoformat()[:4])),
    st.sampled_from(["-0044-03-15", "Y170000002", "../2025", "201X", "9999-12-31", "0000"]).map(
        dates.parse
    ),
)


def told(time: Timelike) -> tuple[str, str, str]:
    """Write what was read as the table does: words, EDTF or days, role."""
    edtf = time.date.text if time.date else "-"
    role = "through" if time.is_inclusive else "end" if time.is_end else ""
    return time.words, f"{time.days} days" if time.days else edtf, role


def read(sentence: str, written: str) -> list[tuple[str, str, str]]:
    """Read a sentence published on a day, "" for one that is not known."""
    return [told(time) for time in timelikes(sentence, dates.parse(written) if written else None)]


def only(sentence: str, written: str = "2025-09-12") -> str:
    """Return the one date that a sentence has."""
    ((_, edtf, _),) = read(sentence, written)
    return edtf


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row['written']} {row['sentence']}")
def test_a_sentence_is_read_as_the_table_says(row: dict[str, str]) -> None:
    """Every row: the words, what they mean, and whether they name an end."""
    cells = [row[name].split(" | ") if row["words"] else [] for name in ("words", "edtf", "role")]
    cells[2] = cells[2] if len(cells[2]) == len(cells[0]) else [""] * len(cells[0])
    assert read(row["sentence"], row["written"]) == list(zip(*cells, strict=True))


def test_every_row_of_the_reader_is_in_the_table() -> None:
    """A row that no sentence of the table needs is a row that nobody knows."""
    used = {
        time.rule
        for row in CASES
        for time in timelikes(
            row["sentence"], dates.parse(row["written"]) if row["written"] else None
        )
    }
    assert {row.name for row in ROWS} - used == set()


@given(st.one_of(prose, dense, st.text(max_size=120)), publications)
def test_any_text_is_read_in_order(text: str, written: dates.FuzzyDate | None) -> None:
    """Nothing fails; places lie inside the text, in order, apart, and hold the words."""
    place = 0
    for found in timelikes(text, written):
        assert place <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.words
        assert not (found.date and found.days)
        place = found.end


@given(st.one_of(prose, dense))
def test_without_a_publication_only_stated_years_date(text: str) -> None:
    """A date read without a day of publication has its year in the text."""
    for found in timelikes(text, None):
        if found.date and found.date.earliest:
            assert str(found.date.earliest.year)[:2] in text


def spellings(day: datetime.date) -> list[str]:
    """Write a day with its year in the ways of newspapers."""
    month, weekday = MONTHS[day.month - 1], day.strftime("%A")
    short = f"{month[:3]}."
    return [
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day} {day.year}",
        f"{month.upper()} {day.day}, {day.year}",
        f"{short} {day.day}, {day.year}" if month != "May" else f"May {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"{weekday}, {month} {day.day}, {day.year}",
        f"{weekday} {day.day} {month} {day.year}",
        f"{weekday[:3]}, {day.day} {month[:3]} {day.year}",
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
    ]


@given(real_days, publications)
def test_a_full_date_is_read_exactly(day: datetime.date, written: dates.FuzzyDate | None) -> None:
    """However a day with its year is written and whenever it is, it is that day."""
    for words in spellings(day):
        (time,) = timelikes(f"It was signed on {words}.", written)
        assert (time.words, time.date) == (words, dates.parse(day.isoformat()))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Oct. 9: China widens its controls.", ["2025-10-09"]),
        ("May 10-11: The two sides meet in Geneva.", ["2025-05-10/2025-05-11"]),
        ("A joint statement on May 12 cuts tariffs.", ["2025-05-12"]),
        ("Trump signs an order that extends the truce to Nov. 10.", ["2025-11-10"]),
        ("Dec. 30-Jan. 2: Officials exchange drafts.", ["2025-12-30/2026-01-02"]),
        ("In August the truce was renewed.", ["2025-08"]),
        ("Feb. 29: A day that 2025 lacks.", []),
        ("Sunday, Oct. 26: A framework.", ["2025-10-26"]),
        ("Trump signed it on January 20, 2026.", ["2026-01-20"]),
        ("On Sunday, last week, a year ago, yesterday and this month.", []),
        ("10月9日：商务部宣布管制。", ["2025-10-09"]),
        ("12月30日至1月2日：双方会谈。", ["2025-12-30/2026-01-02"]),
    ],
)
def test_a_heading_of_a_chronology_is_the_year_of_its_entries(
    sentence: str, expected: list[str]
) -> None:
    """Days and months are of that year; words that count from publication say nothing there."""
    times = timelikes(sentence, dates.parse("2026-05-20"), year=2025)
    assert [time.date.text for time in times if time.date] == expected


@given(real_days, st.integers(1, 9))
def test_relative_words_move_with_the_publication(day: datetime.date, number: int) -> None:
    """Days counted from publication are as far from it, whichever day that is."""
    written = day.isoformat()
    for words, distance in (
        ("today", 0),
        ("yesterday", -1),
        ("tomorrow", 1),
        (f"{number} days ago", -number),
    ):
        expected = day + datetime.timedelta(distance)
        assert only(f"He will have spoken {words}.", written) == expected.isoformat()


@given(real_days)
def test_a_weekday_is_within_a_week(day: datetime.date) -> None:
    """The tense says on which side; the name of the day of publication is that day."""
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ):
        met = datetime.date.fromisoformat(only(f"They met on {name}.", day.isoformat()))
        meet = datetime.date.fromisoformat(only(f"They will meet on {name}.", day.isoformat()))
        assert met.weekday() == meet.weekday() == number
        assert day - datetime.timedelta(7) < met <= day <= meet < day + datetime.timedelta(7)
        assert (met == meet) == (day.weekday() == number)


@given(real_days, st.integers(-140, 140))
def test_a_missing_year_is_the_nearest(day: datetime.date, distance: int) -> None:
    """Within five months, a day without a year is the nearest one, or none; never another."""
    meant = day + datetime.timedelta(distance)
    opening = "It was signed" if distance < 0 else "It will be signed"
    for words in (opening, "The text"):
        edtf = only(f"{words} on {MONTHS[meant.month - 1]} {meant.day}.", day.isoformat())
        assert edtf == meant.isoformat()


@given(real_days)
def test_what_is_past_does_not_lie_ahead(day: datetime.date) -> None:
    """A day told as done is not dated after publication, whatever year that costs."""
    for month in MONTHS:
        edtf = only(f"The order was signed on {month} 20.", day.isoformat())
        if edtf != "-":
            assert datetime.date.fromisoformat(edtf) <= day + datetime.timedelta(3)


@pytest.mark.parametrize(
    "piece",
    [
        *("September 17 ", "Monday and ", "from Monday to ", "12 ", "1", " ", "-", "the end of "),
        *("extended the deadline ", "(c) ", "Published: ", "9月", "agreed to ", "in May or ", "\n"),
        *("May 3, ", "(Reporting by ", "Photo: ", "our alert of ", "this story ", "| ", "on a "),
        *("ends after ", "for the two to ", "the June 5 ", "May 1 and 14, 2025, "),
        *("2025-", "3/4/", "the ", "last three ", "a", "today", "Sun., ", "1,", "for another "),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Twice the text takes about twice the time: no pattern goes back over all of it."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        timelikes(text, FRIDAY)
        return time.process_time() - start

    once, four_times = seconds(3_000), seconds(12_000)
    assert four_times < 10 * once + 0.1


def test_a_long_sentence_is_read() -> None:
    """A sentence of a hundred thousand characters is slow text, and no trap."""
    text = "the two sides met with officials from the city and signed on September 14, " * 1_350
    assert len(timelikes(text, FRIDAY)) == 1_350
