"""The corrections of the whole record, as the page at /corrections/ lists them.

Knows which event each belongs to and their order; knows no template.
"""

from dataclasses import dataclass
from itertools import groupby

from parley.clocks import corrected
from parley.showing import views
from parley.showing.views import Link, Moment
from parley.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Amendment:
    """One correction: the event, the day on which its record was changed, what was changed."""

    event: Link
    moment: Moment
    note: str


# A year as a heading ("" where all are of one year) with its corrections.
Year = tuple[str, tuple[Amendment, ...]]


def by_year(timeline: Timeline) -> tuple[Year, ...]:
    """Return every correction, newest first; those of one day in the order of their events."""
    found = [
        (
            corrected(correction),
            Amendment(
                views.link(timeline, "events", event),
                views.moment(correction.date),
                correction.note,
            ),
        )
        for event in timeline.events_with.get("corrections", ())
        for correction in event.corrections
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    years = [
        (views.year_label(year), tuple(amendment for _, amendment in group))
        for year, group in groupby(found, key=lambda pair: pair[0].year)
    ]
    return tuple(years) if len(years) > 1 else tuple(("", group) for _, group in years)
