"""Rows for lengths of time: "90-day", "for six months".

Knows how many days they have, of months and years about; knows no dates.
"""

from parley.intake.times.date_row import Row, Spot, row
from parley.intake.times.date_words import count

# Days of a month and of a year, in the mean of the Gregorian calendar.
_MONTH, _YEAR = 365.2425 / 12, 365.2425


def days(spot: Spot) -> int | None:
    """Read 90-day, 90 days."""
    return count(spot["count"])


def weeks(spot: Spot) -> int | None:
    """Read two-week, for two weeks."""
    return 7 * count(spot["count"])


def months(spot: Spot) -> int | None:
    """Read six-month, three months: in days, about."""
    return round(_MONTH * count(spot["count"]))


def years(spot: Spot) -> int | None:
    """Read one-year, for two years: in days, about."""
    return round(_YEAR * count(spot["count"]))


_FOR = (
    "(?:for|by|an additional|an extra|another|a further) "
    "(?:an additional |another |a further |up to |about )?"
)
# A length in years is told of these; "10-year notes" and "a 30-year friend" are others.
_MEASURES = (
    "truce|pause|extension|suspension|deal|agreement|reprieve|delay|moratorium|waiver|exemption|"
    "period|ban|deadline|freeze"
)
LENGTHS: tuple[Row, ...] = (
    row("days long", "{count}[-‐‑– ](?:calendar |business |working )?days?", days),
    row("weeks long", "{count}[-‐‑–]weeks?", weeks),
    row("for weeks", f"{_FOR}(?P<words>{{count}} weeks?)", weeks),
    row("months long", "{count}[-‐‑–]months?", months),
    row("for months", f"{_FOR}(?P<words>{{count}} months?)", months),
    row("years long", f"{{count}}[-‐‑–]years?(?= (?:{_MEASURES}))", years),
    row("for years", f"{_FOR}(?P<words>{{count}} years?)", years),
)
