"""A moment that is not the same day in the parties' capitals is shown on both their clocks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from parley import dates, local_dates
from parley.settings import Party
from parley.showing import cards, views
from tests.conftest import SITE, Files, read
from tests.test_pages import site, text

Make = Callable[[Files], Path]

US = Party(id="us", name="United States", capital="Washington", zone="America/New_York")
CHINA = Party(id="china", name="China", capital="Beijing", zone="Asia/Shanghai")
KOREA = Party(id="korea", name="South Korea", zone="Asia/Seoul")
TAIWAN = Party(id="taiwan", name="Taiwan", capital="Taipei", zone="Asia/Shanghai")
SAMOA = Party(id="samoa", name="Samoa", capital="Apia", zone="Pacific/Apia")
PAGO = Party(id="pago", name="American Samoa", capital="Pago Pago", zone="Pacific/Pago_Pago")
EU = Party(id="eu", name="European Union", capital="Brussels")

BOTH = (US, CHINA)

PARTIES = "".join(
    f'[[parties]]\nid = "{each.id}"\nname = "{each.name}"\ncapital = "{each.capital}"\n'
    f'zone = "{each.zone}"\n'
    for each in BOTH
)


def told(date: str, *parties: Party) -> str:
    """Return what is shown of a date on the capitals' clocks, "" where it stays as written."""
    clocks = local_dates.clocks(dates.parse(date), parties)
    return "".join(words for words, _ in local_dates.pieces(clocks))


DIFFERENT_DAYS = [
    # In summer Washington is 12 hours behind Beijing, in winter 13.
    (
        "2025-08-11T20:29:00-04:00",
        BOTH,
        "11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing",
    ),
    (
        "2025-01-20T12:01:00-05:00",
        BOTH,
        "20 January 2025, 12:01 in Washington; 21 January 2025, 01:01 in Beijing",
    ),
    # The night in which the clocks change: 9 March 2025, 02:00 becomes 03:00.
    (
        "2025-03-09T06:59:59Z",
        (US, PAGO),
        "8 March 2025, 19:59:59 in Pago Pago; 9 March 2025, 01:59:59 in Washington",
    ),
    (
        "2025-03-09T07:00:00Z",
        (US, PAGO),
        "8 March 2025, 20:00 in Pago Pago; 9 March 2025, 03:00 in Washington",
    ),
    # Written as neither of them has it: both are worked out.
    (
        "2025-10-26T09:00:00+08:00",
        BOTH,
        "25 October 2025, 21:00 in Washington; 26 October 2025, 09:00 in Beijing",
    ),
    # The turn of a year, and the far side of the date line.
    (
        "2025-01-01T03:00:00Z",
        BOTH,
        "31 December 2024, 22:00 in Washington; 1 January 2025, 11:00 in Beijing",
    ),
    (
        "2025-07-01T11:30:00+00:00",
        (CHINA, SAMOA),
        "1 July 2025, 19:30 in Beijing; 2 July 2025, 00:30 in Apia",
    ),
    # The earlier day stands first, whoever is named first in site.toml.
    (
        "2025-08-11T20:29:00-04:00",
        (CHINA, US),
        "11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing",
    ),
    # More than two: one clock for each zone, under one date for each day.
    (
        "2025-08-11T20:29:00-04:00",
        (US, CHINA, KOREA, TAIWAN),
        "11 August 2025, 20:29 in Washington; "
        "12 August 2025, 08:29 in Beijing and Taipei, 09:29 in South Korea",
    ),
    # A party without a zone has no clock to show.
    (
        "2025-08-11T20:29:00-04:00",
        (US, EU, CHINA),
        "11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing",
    ),
]


@pytest.mark.parametrize(("date", "parties", "shown"), DIFFERENT_DAYS)
def test_two_days_are_both_shown(date: str, parties: tuple[Party, ...], shown: str) -> None:
    """Each day stands with the hour and the capital in which it was that day."""
    assert told(date, *parties) == shown


@pytest.mark.parametrize(
    ("date", "parties"),
    [
        ("2025-08-11T10:00:00-04:00", BOTH),  # 22:00 in Beijing, the same day
        ("2025-08-11T20:29:00-04:00", ()),
        ("2025-08-11T20:29:00-04:00", (US,)),
        ("2025-08-11T20:29:00-04:00", (US, EU)),
        ("2025-08-11T20:29:00", BOTH),  # nobody says where the clock hung
        ("2025-08-11", BOTH),
        ("2025-08", BOTH),
        ("2025-08-11/2025-08-12", BOTH),
        ("[2025-08-11,2025-08-12]", BOTH),
        ("2025-08-11~", BOTH),
        ("0000-08-11T20:29:00-04:00", BOTH),  # years that the calendar can't hold
        ("-0043-03-15T20:29:00-04:00", BOTH),
        ("0001-01-01T00:00:00+05:00", BOTH),
        ("9999-12-31T23:00:00-04:00", BOTH),
        ("1890-01-01T23:00:00Z", BOTH),  # before time zones, by the sun: 8 h 5 min 43 s
    ],
)
def test_a_date_is_otherwise_shown_as_written(date: str, parties: tuple[Party, ...]) -> None:
    """One day for all, no hour, no offset, no calendar for it: nothing is worked out."""
    assert told(date, *parties) == ""


def test_machines_read_the_exact_moment_of_each() -> None:
    """Both datetimes name the same moment, each with its own offset; words have none."""
    clocks = local_dates.clocks(dates.parse("2025-08-11T20:29:30-04:00"), BOTH)
    assert local_dates.pieces(clocks) == (
        ("11 August 2025, 20:29:30", "2025-08-11T20:29:30-04:00"),
        (" in Washington", ""),
        ("; ", ""),
        ("12 August 2025, 08:29:30", "2025-08-12T08:29:30+08:00"),
        (" in Beijing", ""),
    )


def test_an_event_and_its_card_show_both_days(content: Make) -> None:
    """The facts, the head of the page and the card in the list tell the same two days."""
    event = "---\ntitle: E\ndate: 2025-08-11T20:29:00-04:00\n---\n"
    made = site(content({"site.toml": SITE + PARTIES, "events/e.md": event}))
    both = "11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing"
    page = made["events/e/index.html"]
    assert text(page, ".facts dd") == both
    assert text(page, ".stamp").startswith(f"{both}.")
    assert text(made["index.html"], "article .meta .date") == both
    exact = [node.attributes["datetime"] for node in page.css(".facts dd time")][:2]
    assert exact == ["2025-08-11T20:29:00-04:00", "2025-08-12T08:29:00+08:00"]


def test_a_band_shows_both_days(content: Make) -> None:
    """Talks that begin in the evening are told as other events are."""
    files = {
        "site.toml": SITE + PARTIES,
        "events/e.md": "---\ntitle: E\ndate: 2025-08-11T20:29:00-04:00\n---\n",
        "rounds/r.md": "---\ntitle: R\nevent: e\n---\n",
    }
    made = site(content(files))
    both = "11 August 2025, 20:29 in Washington; 12 August 2025, 08:29 in Beijing"
    assert text(made["index.html"], "article.round .meta .date") == both
    assert text(made["rounds/r/index.html"], ".stamp") == both


def test_a_day_for_all_is_shown_as_written(content: Make) -> None:
    """Where it is one day in all capitals, the hour keeps the offset that its source gave."""
    event = "---\ntitle: E\ndate: 2025-08-11T10:00:00-04:00\n---\n"
    record = read(content({"site.toml": SITE + PARTIES, "events/e.md": event})).timeline
    assert record is not None
    (only,) = record.events
    assert cards.card(record, only).moment == views.moment(only.date)
    assert views.moment(only.date).label == "11 August 2025, 10:00 (UTC\N{MINUS SIGN}04:00)"
