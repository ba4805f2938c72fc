"""/calendar.ics, RFC 5545: the events whose days are stated, and the ends that measures have.

Knows the form of a calendar and which dates have a place in one; knows no clock: what was to end
in the past stays where it was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from parley import date_labels, dates
from parley.addresses import page_path
from parley.clocks import surely_by
from parley.dates import Day, FuzzyDate
from parley.model import Event, Measure, Topic
from parley.showing import histories, ladders
from parley.showing.ladders import Mark
from parley.showing.outputs import notices
from parley.steps import CLOSED, Standing, Step
from parley.timeline import Timeline

# What stands in a calendar, told in the calendar itself; the data page says the same.
_WHAT = (
    "Events whose day is stated, and the days on which measures end, as last decided. What is "
    "dated to a month or a year, approximate, uncertain or one of several days stands on the "
    "site alone."
)

_SUMMARIES = {"announced": "Announced", "suspended": "End of suspension"}

# What neither prolongs nor replaces what holds before it.
_NEITHER = ("announced", *CLOSED)

_NOON = notices.NOON.replace(":", "")
_LINE = 75  # octets without the line end (RFC 5545, 3.1)
_SECONDS_OF_DAY = 86_400


def event(timeline: Timeline, event: Event) -> str:
    """Return an event as a VEVENT, or "" for one that has no place in a calendar.

    DTSTAMP is the day of its latest news at noon in UTC: in a calendar without METHOD it says
    when the entry was last revised (3.8.7.2), and no build changes that. SEQUENCE counts the
    corrections.
    """
    times = _times(event.date)
    news = notices.updated(event, timeline.learned(event))
    if not times or not notices.is_writable(news):
        return ""
    address = notices.address(timeline, event)
    places = ", ".join([timeline.place[id].title for id in event.places])
    return _component(
        f"UID:{_uid(address)}",
        f"DTSTAMP:{_stamp(news)}",
        *times,
        f"SEQUENCE:{len(event.corrections)}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(notices.account(timeline, event))}",
        f"LOCATION:{_text(places)}" if places else "",
        _categories(timeline, event.topics),
        f"URL:{address}",
    )


def ends(timeline: Timeline, measure: Measure) -> str:
    """Return the ends that a measure has as last decided, a VEVENT each; "" where it has none.

    It depends on the measure and on the events that set it. An end that was put off is told by
    the one in its place, which has its UID: the entry moves in a calendar, and SEQUENCE counts
    the settings. What is announced has an entry of its own. An end that is not one stated day has
    no place in a calendar.
    """
    address = timeline.settings.addresses.absolute(page_path("measures", measure.id))
    numbers: Counter[str] = Counter()
    found = []
    for held in _current(timeline, measure):
        role = "announced" if held.state == "announced" else "end"
        numbers[role] += 1
        lines = _end(timeline, measure, held)
        uid = _uid(f"{address}{role}-{numbers[role]}")
        found.append(_component(f"UID:{uid}", *lines, f"URL:{address}") if lines else "")
    return "".join(found)


def calendar(timeline: Timeline, parts: Iterable[str], topic: Topic | None = None) -> bytes:
    """Join VEVENTs to the calendar of the record or of a topic.

    The standard asks for one of them at least; readers take a calendar without any. Its name
    and description stand twice, as RFC 7986 has them and as most programs still know them.
    """
    subject = notices.subject(timeline.settings, topic)
    name, description = _text(subject.title), _text(_WHAT)
    head = _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//parley//timeline//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"DESCRIPTION:{description}",
        f"X-WR-CALDESC:{description}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    )
    return "".join((head, *parts, "END:VCALENDAR\r\n")).encode()


def _current(timeline: Timeline, measure: Measure) -> Iterator[Standing]:
    """Yield what has an end of one stated day, as of the last decision.

    What is to be prolonged or replaced by then does not end; what is to be closed does.
    """
    moving = _moving(timeline, measure)
    now = timeline.standing(measure, max(step.decided for step in moving)) if moving else None
    stages = (now, *now.coming) if now else ()
    for place, held in enumerate(stages):
        if held.until is None or held.is_closed or not dates.is_one_day(held.until):
            continue
        if held.state == "announced":
            # What is decided is told by its own end; its start is no end of anything.
            is_current = held.step.setting.state == "announced"
        else:
            later = (each for each in stages[place + 1 :] if each.state not in _NEITHER)
            is_current = all(surely_by(held.until) < each.step.takes_effect for each in later)
        if is_current:
            yield held


def _moving(timeline: Timeline, measure: Measure) -> list[Step]:
    return [step for step in timeline.history.get(measure.id, ()) if step.setting.moves]


def _end(timeline: Timeline, measure: Measure, held: Standing) -> tuple[str, ...]:
    """Return what is told of an end, or nothing where a calendar can't write its days."""
    if held.until is None:
        return ()
    times, moving = _times(held.until), _moving(timeline, measure)
    marks = _marks(moving, held, held.until)
    events = held.event, marks[-1].step.event
    news = max(notices.updated(each, timeline.learned(each)) for each in events)
    if not times or not notices.is_writable(news):
        return ()
    summary = f"{_SUMMARIES.get(held.state, 'End')}: {measure.title}"
    return (
        f"DTSTAMP:{_stamp(news)}",
        *times,
        f"SEQUENCE:{len(moving) - 1}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(_chain(timeline, measure, held, marks))}",
        _categories(timeline, measure.topics),
    )


def _marks(moving: Sequence[Step], held: Standing, end: FuzzyDate) -> list[Mark]:
    """Return the ends that were set up to this one, which is the last."""
    closing = (each for each in held.coming if each.state in CLOSED)
    marks = [*ladders.ends(moving), *(Mark(each.step, each.since, "") for each in closing)]
    day = histories.end_day(end)
    places = [place for place, mark in enumerate(marks) if mark.says == day]
    return marks[: places[-1] + 1] if places else [Mark(held.step, end, "")]


def _chain(timeline: Timeline, measure: Measure, held: Standing, marks: Sequence[Mark]) -> str:
    """Return what holds until an end, which act set it, and where the end lay before."""
    last = marks[-1]
    act, decided = histories.act(timeline, last.step).text, last.step.event.date
    told = f"until {date_labels.label(last.date)}: {histories.put(held, measure.unit)}"
    if held.state == "announced":
        told = histories.to_come(held, measure.unit)
    paragraphs = [
        f"{told[0].upper()}{told[1:]}.",
        f"Set by: {act}, {date_labels.label(decided)}.",
    ]
    if held.state == "suspended" and held.fallback:
        paragraphs.append(f"If it lapses: {histories.put(held.fallback, measure.unit)}.")
    earlier = {each.says: date_labels.label(each.date) for each in marks if each.says != last.says}
    if earlier:
        paragraphs.append(f"Earlier ends: {'; '.join(earlier.values())}.")
    return "\n".join(paragraphs)


def _times(date: FuzzyDate) -> tuple[str, ...]:
    """Return DTSTART and DTEND: whole days, or a moment in UTC where its offset is stated.

    Nothing for a date that is no firm day, or has a year that a calendar can't write. A moment
    on a clock that is not named is known to the day, no finer.
    """
    first, last = date.earliest, date.latest
    if first is None or last is None or not dates.is_firm_day(date):
        return ()
    if date.seconds is not None and date.offset is not None:
        days, seconds = divmod(date.seconds - 60 * date.offset, _SECONDS_OF_DAY)
        day = dates.day_from_number(dates.day_number(first) + days)
        minutes, second = divmod(seconds, 60)
        clock = f"{minutes // 60:02}{minutes % 60:02}{second:02}"
        return (f"DTSTART:{_basic(day)}T{clock}Z",) if notices.is_writable(day) else ()
    after = dates.day_from_number(dates.day_number(last) + 1)
    if not (notices.is_writable(first) and notices.is_writable(after)):
        return ()
    return f"DTSTART;VALUE=DATE:{_basic(first)}", f"DTEND;VALUE=DATE:{_basic(after)}"


def _basic(day: Day) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _stamp(day: Day) -> str:
    return f"{_basic(day)}T{_NOON}Z"


def _uid(address: str) -> str:
    """Return what names a component in all the world: the path of its page, and the host."""
    host, _, path = address.partition("//")[2].partition("/")
    return f"{path.strip('/')}@{host}"


def _categories(timeline: Timeline, topics: Iterable[str]) -> str:
    titles = ",".join([_text(timeline.topic[id].title) for id in topics])
    return f"CATEGORIES:{titles}" if titles else ""


def _text(words: str) -> str:
    """Escape a value of type TEXT (3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _component(*lines: str) -> str:
    # What blocks no time is looked up; only meetings of the reader's own do.
    return _lines("BEGIN:VEVENT", *filter(None, lines), "TRANSP:TRANSPARENT", "END:VEVENT")


def _lines(*lines: str) -> str:
    return "\r\n".join([*map(_folded, lines), ""])


def _folded(line: str) -> str:
    """Fold a line at 75 octets, between characters; the blank that begins the next one counts."""
    octets = line.encode()
    pieces, start, end = [], 0, _LINE
    while end < len(octets):
        while octets[end] & 0xC0 == 0x80:  # the middle of a character (RFC 3629, 3)
            end -= 1
        pieces.append(octets[start:end])
        start, end = end, end + _LINE - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode() if pieces else line
