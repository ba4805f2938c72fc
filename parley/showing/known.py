"""The pages of the second clock: the record as known on a day, and what became known day by day.

Knows which pages there are and what they show; since when a thing is known is for the timeline.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from parley import dates
from parley.addresses import AS_KNOWN, page_path
from parley.dates import Day
from parley.model import Event
from parley.settings import Settings
from parley.showing import boards, cards, news, strip, views
from parley.showing.cards import Card
from parley.showing.news import NewsDay
from parley.showing.page import MOST_ON_ONE_PAGE, Page, fixed
from parley.showing.views import Link
from parley.timeline import Timeline

# Puts events under the headings of a list; returns the days of news by year.
Months = Callable[[Sequence[Event]], object]
Years = Callable[[], Mapping[int, Sequence[NewsDay]]]


def control(settings: Settings, path: str) -> dict[str, object]:
    """Return what the control needs that shows the page at `path` as known on a day."""
    href = settings.addresses.href
    return {
        "here": href(path),
        "changes": href("/changes/"),
        "snapshots": [
            Link(href(_path(day)), views.day_moment(day).label) for day in settings.snapshots
        ],
    }


def as_known(timeline: Timeline, months: Months) -> Iterator[Page]:
    """Yield timeline and board as known on each day of site.toml; links lead to today's record."""
    settings = timeline.settings
    if settings.snapshots:
        about = {"title": "The record as known on a day", "section": ""}
        days = {"known": control(settings, f"/{AS_KNOWN}/")}
        yield fixed(f"/{AS_KNOWN}/", "pages/snapshots.html", {**about, **days})
    years = cache(partial(_years, timeline))
    for day in settings.snapshots:
        yield Page(_path(day), "pages/as-known.html", partial(_then, timeline, months, years, day))


def _then(timeline: Timeline, months: Months, years: Years, day: Day) -> Mapping[str, object]:
    then, moment = timeline.as_known_on(day), views.day_moment(day)
    events = then.events[-MOST_ON_ONE_PAGE:]
    shown = [cards.card(then, event) for event in events]
    news_of_day = _news(years(), day) if day in timeline.days_of_news else "/changes/"
    return {
        "title": f"As known on {moment.label}",
        "section": "",
        "day": moment,
        "news": timeline.settings.addresses.href(news_of_day),
        "board": boards.board(then, then.measures, day, boards.at_once(timeline)),
        "strip": strip.strip(then, shown, _anchor, strip.Reached(day, "then still ahead")),
        "months": months(events),
        "shown": len(events),
        "count": len(then.events),
        "later": len(timeline.events) - len(then.events),
        "known": control(timeline.settings, _path(day)),
    }


def _anchor(card: Card) -> str:
    return f"#{card.id}"


def changes(timeline: Timeline) -> Iterator[Page]:
    """Yield what became known, day by day; of a long record the latest year, and every year."""
    years = _years(timeline)
    href = timeline.settings.addresses.href
    paths = {year: _news_path(years, year) for year in years if len(years) > 1}
    shared = {
        "section": "",
        "years": [Link(href(path), views.year_label(year)) for year, path in paths.items()],
        "known": control(timeline.settings, "/changes/"),
    }
    title = "What became known, day by day"
    latest = next(iter(years.values()))
    yield fixed("/changes/", "pages/changes.html", {**shared, "title": title, "days": latest})
    for year, path in paths.items():
        title = f"What became known in {views.year_label(year)}"
        yield fixed(path, "pages/changes.html", {**shared, "title": title, "days": years[year]})


def _years(timeline: Timeline) -> Mapping[int, Sequence[NewsDay]]:
    return news.by_year(news.days(timeline), MOST_ON_ONE_PAGE)


def _news_path(years: Mapping[int, Sequence[NewsDay]], year: int) -> str:
    """Return the page on which the news of a year stands."""
    return f"/changes/{views.year_text(year)}/" if len(years) > 1 else "/changes/"


def _news(years: Mapping[int, Sequence[NewsDay]], day: Day) -> str:
    return f"{_news_path(years, day.year)}#{news.fragment(day)}"


def _path(day: Day) -> str:
    return page_path(AS_KNOWN, dates.iso(day))
