"""The index of each kind of thing: every entry once, with what tells it apart.

Knows how each kind is grouped and counted; knows no template.
"""

from dataclasses import dataclass

from parley import date_labels
from parley.dates import NEVER, Day
from parley.model import Article, Entity, Event
from parley.showing import views
from parley.showing.views import Link, Moment
from parley.timeline import Timeline

NAMES = {
    "events": "Events",
    "articles": "Articles",
    "topics": "Topics",
    "people": "People",
    "places": "Places",
    "rounds": "Rounds",
    "measures": "Measures",
    "kinds": "Kinds of events",
}


# The groups that events form, by the kind of what they have in common.
_GROUP_OF = {
    "topics": "events_of_topic",
    "kinds": "events_of_kind",
    "people": "events_of_person",
    "places": "events_of_place",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an index; `language` is that of the link's words, if it is stated."""

    link: Link
    note: str = ""
    names: tuple[tuple[str, str], ...] = ()
    moment: Moment | None = None
    language: str = ""


# A heading ("" for none) with the entries under it.
Group = tuple[str, tuple[Entry, ...]]


def groups(timeline: Timeline, kind: str) -> tuple[Group, ...]:
    """Return the entries of a kind's index under their headings; empty groups are left out."""
    found = {
        "articles": _articles,
        "topics": _topics,
        "people": _people,
        "places": _places,
        "rounds": _rounds,
        "measures": _measures,
        "kinds": _kinds,
    }[kind](timeline)
    return tuple(group for group in found if group[1])


def count(timeline: Timeline, kind: str, id: str) -> int:
    """Return how many events have a topic, a kind, a person or a place."""
    return timeline.number(_GROUP_OF[kind], id)


def _counted(timeline: Timeline, kind: str, id: str) -> str:
    number = count(timeline, kind, id)
    return "1 event" if number == 1 else f"{number} events" if number else "no event yet"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _entry(timeline: Timeline, kind: str, entity: Entity, *notes: str) -> Entry:
    return Entry(views.link(timeline, kind, entity), _joined(*notes))


def event(timeline: Timeline, event: Event) -> Entry:
    """Return the entry of an event, in the index that has the years for headings."""
    kind = views.kind_name(timeline.settings, event.kind)
    return Entry(views.link(timeline, "events", event), kind, (), views.moment(event.date))


def _articles(timeline: Timeline) -> list[Group]:
    """Return articles with a stored text first: what can be checked stands before what can't.

    Of the others those of a year stand together, in the order of their days; undated ones last.
    """
    stored: list[Entry] = []
    cited: dict[str, list[Entry]] = {}
    for article in sorted(timeline.articles, key=_published):
        entry = _article(timeline, article)
        if article.is_stored:
            stored.append(entry)
            continue
        cited.setdefault(f"Cited, text not stored here: {_year(article)}", []).append(entry)
    groups = [("Text stored, quotes checked", tuple(stored))]
    return groups + [(heading, tuple(entries)) for heading, entries in cited.items()]


def _published(article: Article) -> tuple[Day, str]:
    date = article.published
    return (date.earliest or date.latest or NEVER) if date else NEVER, article.title


def _year(article: Article) -> str:
    """Return the year of an article, or its date where that is no single year."""
    date = article.published
    if date is None:
        return "day not recorded"
    ends = {end.year for end in (date.earliest, date.latest) if end}
    is_one = date.earliest and date.latest and len(ends) == 1
    return views.year_label(ends.pop()) if is_one else date_labels.label(date)


def _article(timeline: Timeline, article: Article) -> Entry:
    number = timeline.number("events_citing", article.id)
    used = f"cited by {number} {'event' if number == 1 else 'events'}" if number else "not cited"
    published = date_labels.label(article.published) if article.published else "day not recorded"
    note = _joined(views.attribution(article), published, used)
    return Entry(views.link(timeline, "articles", article), note, language=article.language)


def _topics(timeline: Timeline) -> list[Group]:
    entries = (
        _entry(timeline, "topics", topic, _counted(timeline, "topics", topic.id))
        for topic in timeline.topics
    )
    return [("", tuple(entries))]


def _people(timeline: Timeline) -> list[Group]:
    """Return people by party, in the order of site.toml."""
    parties = {party.id: party.name for party in timeline.settings.parties} | {"": "Others"}
    found: dict[str, list[Entry]] = {id: [] for id in parties}
    for person in timeline.people:
        count = _counted(timeline, "people", person.id)
        note = _joined(person.role, count)
        found[person.party].append(
            Entry(views.link(timeline, "people", person), note, views.names(person))
        )
    return [
        (parties[id] if len(parties) > 1 else "", tuple(entries)) for id, entries in found.items()
    ]


def _places(timeline: Timeline) -> list[Group]:
    entries = (
        _entry(
            timeline,
            "places",
            place,
            place.venue,
            place.country,
            _counted(timeline, "places", place.id),
        )
        for place in timeline.places
    )
    return [("", tuple(entries))]


def _rounds(timeline: Timeline) -> list[Group]:
    """Return rounds in order: number or kind, place, and the outcome in a sentence."""
    found = []
    for round in timeline.rounds_in_order:
        talks = timeline.event.get(round.event)
        places = [timeline.place[id] for id in talks.places] if talks else []
        where = (_joined(place.title, place.country) for place in places)
        what = _joined(views.round_label(timeline, round), "; ".join(where))
        note = f"{what}. {round.summary or 'No outcome recorded.'}"
        moment = views.moment(talks.date) if talks else None
        found.append(Entry(views.link(timeline, "rounds", round), note, (), moment))
    return [("", tuple(found))]


def _measures(timeline: Timeline) -> list[Group]:
    """Return measures by those who take them, in the order of site.toml; then what several take."""
    order = {party.id: place for place, party in enumerate(timeline.settings.parties)}
    found: dict[tuple[str, ...], list[Entry]] = {(id,): [] for id in order}
    for measure in sorted(timeline.measures, key=lambda each: (not each.by, len(each.by))):
        number = sum(step.setting.moves for step in timeline.history.get(measure.id, ()))
        steps = f"set {number} times" if number > 1 else "set once" if number else "never set yet"
        by = tuple(sorted(measure.by, key=order.__getitem__))
        found.setdefault(by, []).append(_entry(timeline, "measures", measure, steps))
    return [(_takers(timeline, by), tuple(entries)) for by, entries in found.items()]


def _takers(timeline: Timeline, by: tuple[str, ...]) -> str:
    if len(timeline.settings.parties) < 2:
        return ""
    return views.side(timeline.settings, by).name if by else "Others"


def _kinds(timeline: Timeline) -> list[Group]:
    entries = (
        Entry(
            Link(views.href(timeline, "kinds", kind.id), kind.name),
            _counted(timeline, "kinds", kind.id),
        )
        for kind in timeline.settings.kinds
    )
    return [("", tuple(entries))]
