"""Dates as other programs and people write them whole: 12 September 2025, 2025/9/12, EDTF.

Knows that a date in another form than EDTF counts only where it can mean one thing; resolves
nothing against another day.
"""

import re

from parley import dates
from parley.date_mistakes import correction
from parley.dates import DateError, FuzzyDate

# The time of day behind a day: ", 4:53 PM UTC", " at 10:05 am", " 08:00".
_TIME_OF_DAY = re.compile(r"(?<=\d)[,|·•]?\s+(?:at\s+|[-–—]\s+)?\d{1,2}[:.]\d\d\b.*|(?<=\d)T\d.*")


def stated(text: str) -> FuzzyDate:
    """Return the date that a text states; raise DateError where it has no certain meaning."""
    try:
        return dates.parse(text)
    except DateError:
        if meant := correction(text.strip(), _read):
            return dates.parse(meant)
        raise


def _read(text: str) -> FuzzyDate | None:
    try:
        return dates.parse(text)
    except DateError:
        return None


def day_of(text: str) -> FuzzyDate | None:
    """Return the one date that a line such as "Friday, September 12, 2025, 4:53 PM" states."""
    try:
        date = stated(_TIME_OF_DAY.sub("", text.strip()))
    except DateError:
        return None
    return None if date.interval or date.choices else date
