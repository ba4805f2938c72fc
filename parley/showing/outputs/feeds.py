"""/feed.xml, Atom 1.0, and /feed.json, JSON Feed 1.1: what became known, the latest first.

Knows both forms (RFC 4287; https://www.jsonfeed.org/version/1.1/) and which events a feed has;
what is said of an event, parley.showing.outputs.notices knows.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from html import escape

from parley import dates
from parley.dates import Day
from parley.model import Event, Topic
from parley.showing.outputs import notices
from parley.timeline import Timeline

# A feed is for news; the whole record is in /timeline.json.
MOST = 50

ATOM = "application/atom+xml"

# A feed must say when it was updated; one without entries never was.
_NEVER = "1970-01-01T12:00:00Z"
_UPDATED = re.compile("<updated>(.*)</updated>")

_encode = json.JSONEncoder(ensure_ascii=False).encode


def latest(learned: Mapping[str, Day], events: Sequence[str]) -> list[str]:
    """Return which events stand in a feed of these, by id and in its order: last learned first.

    `learned` is the day on which each became known; `events` are in the order of the record, and
    of one day the later comes first. What was learned on a day that no feed can state, before the
    year 1, is left out.
    """
    dated = (id for id in reversed(events) if notices.is_writable(learned[id]))
    return nlargest(MOST, dated, key=learned.__getitem__)


def entry(timeline: Timeline, event: Event) -> str:
    """Return an event as an entry of Atom.

    `published` is the day on which it was learned (of an imprecise date the last, as everywhere
    in the record) and `updated` that of its last correction, both at noon in UTC, since a day is
    all that the record knows (notices.NOON). When it happened is told in the content.
    """
    learned = timeline.learned(event)
    address = notices.address(timeline, event)
    topics = "".join(
        f'<category term="{id}" label="{escape(timeline.topic[id].title)}"/>\n'
        for id in event.topics
    )
    return (
        f"<entry>\n<id>{escape(address)}</id>\n<title>{escape(event.title, quote=False)}</title>\n"
        f'<link href="{escape(address)}"/>\n'
        f"<published>{_moment(learned)}</published>\n"
        f"<updated>{_moment(notices.updated(event, learned))}</updated>\n{topics}"
        f"<content>{escape(notices.account(timeline, event), quote=False)}</content>\n</entry>\n"
    )


def item(timeline: Timeline, event: Event) -> str:
    """Return an event as an item of JSON Feed, on one line; its days are those of `entry`."""
    learned = timeline.learned(event)
    address = notices.address(timeline, event)
    return _encode(
        {
            "id": address,
            "url": address,
            "title": event.title,
            "content_text": notices.account(timeline, event),
            "date_published": _moment(learned),
            "date_modified": _moment(notices.updated(event, learned)),
            "tags": [timeline.topic[id].title for id in event.topics],
        }
    )


def atom(timeline: Timeline, entries: Sequence[str], topic: Topic | None = None) -> bytes:
    """Join entries, in order, to the feed of the record or of a topic.

    It was updated when the latest of them was.
    """
    settings, subject = timeline.settings, notices.subject(timeline.settings, topic)
    own = escape(settings.addresses.absolute(f"{subject.path}feed.xml"))
    page = escape(settings.addresses.absolute(subject.path))
    subtitle = f"<subtitle>{escape(subject.summary, quote=False)}</subtitle>\n"
    # Years have four digits, so that moments compare as they are written.
    updated = max((_UPDATED.findall(entry)[0] for entry in entries), default=_NEVER)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(settings.language)}">\n'
        f"<id>{own}</id>\n<title>{escape(subject.title, quote=False)}</title>\n"
        f"{subtitle if subject.summary else ''}"
        f'<link rel="self" type="{ATOM}" href="{own}"/>\n'
        f'<link type="text/html" href="{page}"/>\n'
        f"<author><name>{escape(settings.title, quote=False)}</name></author>\n"
        f"<updated>{updated}</updated>\n"
    )
    return "".join((head, *entries, "</feed>\n")).encode()


def json_feed(timeline: Timeline, items: Iterable[str]) -> bytes:
    """Join items, in order, to the feed of the record, one on a line."""
    settings, subject = timeline.settings, notices.subject(timeline.settings)
    about = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": subject.title,
        "home_page_url": settings.addresses.absolute(subject.path),
        "feed_url": settings.addresses.absolute("/feed.json"),
        **({"description": subject.summary} if subject.summary else {}),
        "language": settings.language,
        "authors": [{"name": settings.title}],
    }
    head = _encode(about).removesuffix("}")
    return (head + ', "items": [\n' + ",\n".join(items) + "\n]}\n").encode()


def _moment(day: Day) -> str:
    return f"{dates.iso(day)}T{notices.NOON}Z"
