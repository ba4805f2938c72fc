"""The pages of the second clock: the record as known on a day, and what became known day by day.

Knows which pages there are and what they show; since when a thing is known is for the timeline.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from parley import dates
from parley.addresses import AS_KNOWN, page_path
from parley.dates import Day
from parley.settings import Settings
from parley.showing import boards, cards, news, strip, views
from parley.showing.months import months
from parley.showing.news import NewsDay
from parley.showing.page import MOST_ON_ONE_PAGE, Page, fixed
from parley.showing.rows import Row, Rows, row
from parley.showing.views import Link
from parley.timeline import Timeline


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


def as_known(timeline: Timeline, rows: Rows) -> Iterator[Page]:
    """Yield timeline and board as known on each day of site.toml; links lead to today's record."""
    settings = timeline.settings
    if settings.snapshots:
        about = {"title": "The record as known on a day", "section": ""}
        days = {"known": control(settings, f"/{AS_KNOWN}/")}
        yield fixed(f"/{AS_KNOWN}/", "pages/snapshots.html", {**about, **days})
    for day in settings.snapshots:
        yield Page(_path(day), "pages/as-known.html", partial(_then, timeline, rows, day))


def _then(timeline: Timeline, rows: Rows, day: Day) -> Mapping[str, object]:
    then, moment = timeline.as_known_on(day), views.day_moment(day)
    events = then.events[-MOST_ON_ONE_PAGE:]
    shown = [row(then, event, cards.card(then, event)) for event in events]
    is_news = day in timeline.days_of_news
    news_of_day = _news(_years(timeline, rows), day) if is_news else "/changes/"
    return {
        "title": f"As known on {moment.label}",
        "section": "",
        "day": moment,
        "news": timeline.settings.addresses.href(news_of_day),
        "board": boards.board(then, then.measures, day, boards.at_once(timeline)),
        "strip": strip.strip(then, shown, _anchor, strip.Reached(day, "then still ahead")),
        "months": months(timeline, rows.of(event.id for event in events)),
        "shown": len(events),
        "count": len(then.events),
        "later": timeline.number_of("events") - len(then.events),
        "known": control(timeline.settings, _path(day)),
    }


def _anchor(row: Row) -> str:
    return f"#{row.id}"


def changes(timeline: Timeline, rows: Rows) -> Iterator[Page]:
    """Yield what became known, day by day; of a long record the latest year, and every year."""

    def told() -> str:
        return " ".join(map(str, _years(timeline, rows)))

    yield Page("/changes/", "pages/changes.html", partial(_changes, timeline, rows, None))
    years = rows.kept.text("part", "years of news", lambda: {"part": told()}).split()
    for year in map(int, years) if len(years) > 1 else ():
        settle = partial(_changes, timeline, rows, year)
        yield Page(_path_of_news(year), "pages/changes.html", settle)


def _changes(timeline: Timeline, rows: Rows, year: int | None) -> Mapping[str, object]:
    """Return the news of a year, or for None the latest."""
    years = _years(timeline, rows)
    href = timeline.settings.addresses.href
    paths = {each: _news_path(years, each) for each in years if len(years) > 1}
    latest = "What became known, day by day"
    return {
        "section": "",
        "years": [Link(href(path), views.year_label(each)) for each, path in paths.items()],
        "known": control(timeline.settings, "/changes/"),
        "title": latest if year is None else f"What became known in {views.year_label(year)}",
        "days": next(iter(years.values())) if year is None else years[year],
        "told": rows.news,
    }


def _years(timeline: Timeline, rows: Rows) -> Mapping[int, Sequence[NewsDay]]:
    def by_year() -> Mapping[int, Sequence[NewsDay]]:
        return news.by_year(news.every_day(timeline, rows.learned()), MOST_ON_ONE_PAGE)

    return rows.kept.shared("news", by_year)


def _news_path(years: Mapping[int, Sequence[NewsDay]], year: int) -> str:
    """Return the page on which the news of a year stands."""
    return _path_of_news(year) if len(years) > 1 else "/changes/"


def _path_of_news(year: int) -> str:
    return f"/changes/{views.year_text(year)}/"


def _news(years: Mapping[int, Sequence[NewsDay]], day: Day) -> str:
    return f"{_news_path(years, day.year)}#{news.fragment(day)}"


def _path(day: Day) -> str:
    return page_path(AS_KNOWN, dates.iso(day))
