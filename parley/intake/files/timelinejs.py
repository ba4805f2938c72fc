"""TimelineJS's JSON as entries: version 3, its older form, and what this program exports.

Knows what TimelineJS means by its keys; knows nothing of the record that the events go to.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from parley import dates
from parley.dates import DateError, FuzzyDate
from parley.intake.files import date_parts, foreign_text
from parley.intake.files.entries import dated, entry, note
from parley.intake.files.plain_text import is_address
from parley.intake.files.stated_dates import stated
from parley.intake.papers import Entry
from parley.problems import Problem
from parley.reading.front_matter import Fault

Json = dict[str, object]

# What a script file or a call puts around its JSON: storyjs_jsonp_data = {...}; callback({...})
_BEFORE = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w.$]+\s*[=(]\s*(?=\{)")
_NO_TIMELINE = "import TimelineJS's JSON, which has a list 'events', or a CSV file"


def read(text: str, path: str) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the events of a file, and every problem; raise Fault where it is no timeline."""
    text = _bare(text)
    top = _parsed(text)
    if top.get("scale") == "cosmological":
        message = "the timeline's scale is cosmological: its years are beyond any calendar"
        raise Fault("timelinejs", message, "import timelines of human dates only")
    events = _events(top)
    lines = _lines(text, events)
    entries: list[Entry] = []
    problems = list(_left_out(top, events, path))
    for event, line in zip(events, lines, strict=True):
        try:
            entries.append(_entry(event, line))
            problems += _changed(event, entries[-1], path)
        except DateError as error:
            problems.append(dated(error, line).problem(path))
        except Fault as fault:
            problems.append(fault.problem(path))
    return tuple(entries), tuple(problems)


def _bare(text: str) -> str:
    """Return the text with blanks for what makes JSON a script, so that no place moves."""
    before = _BEFORE.match(text)
    if not before:
        return text
    blank = re.sub(r"[^\n]", " ", before[0])
    rest = text[before.end() :].rstrip().removesuffix(";").rstrip().removesuffix(")")
    return blank + rest


def _parsed(text: str) -> Json:
    try:
        top = json.loads(text)
    except json.JSONDecodeError as error:
        hint = "mend this place, or export the file again; a checker of JSON helps"
        raise Fault("json", f"broken JSON: {error.msg}", hint, error.lineno, error.colno) from None
    except (ValueError, RecursionError):
        message = "the JSON holds a number or a nesting that is too long"
        raise Fault("json", message, "export the file again") from None
    if isinstance(top, dict):
        return top
    raise Fault("timelinejs", "the JSON is no timeline: it is not an object", _NO_TIMELINE)


def _events(top: Json) -> list[object]:
    """Return the events, those of the older form as those of version 3."""
    events = top.get("events")
    old = top.get("timeline")
    if isinstance(events, list):
        if not events:
            raise Fault("timelinejs", "the timeline has no events", "export it again")
        return events
    if isinstance(old, dict) and isinstance(old.get("date"), list):
        return [_of_version_1(each) for each in old["date"]]
    keys = ", ".join(f"'{key}'" for key in list(top)[:6]) or "none"
    message = f"the JSON is no TimelineJS file: it has no list 'events'; its keys are {keys}"
    raise Fault("timelinejs", message, _NO_TIMELINE)


def _of_version_1(old: object) -> object:
    if not isinstance(old, dict):
        return old
    return {
        "start_date": old.get("startDate"),
        "end_date": old.get("endDate"),
        "text": {"headline": old.get("headline"), "text": old.get("text")},
        "media": {"url": _under(old, "asset").get("media")},
        "group": old.get("tag"),
    }


def _lines(text: str, events: list[object]) -> list[int]:
    """Return the line on which each event begins; the first, where that can't be told."""
    decoder = json.JSONDecoder()
    for opening in re.finditer(r'"(?:events|date)"\s*:\s*\[', text):
        found: list[object] = []
        places: list[int] = []
        place = opening.end()
        try:
            while start := re.compile(r"[\s,]*(?=[^\s,\]])").match(text, place):
                value, place = decoder.raw_decode(text, start.end())
                found.append(value)
                places.append(start.end())
        except ValueError:
            continue
        if len(found) == len(events):
            starts = (0, *places)
            return list(
                accumulate((text.count("\n", *each) for each in pairwise(starts)), initial=1)
            )[1:]
    return [1] * len(events)


def _entry(event: object, line: int) -> Entry:
    if not isinstance(event, dict):
        raise Fault("timelinejs", "an event is not an object", _NO_TIMELINE, line)
    words = _under(event, "text")
    return entry(
        foreign_text.words(_text(words.get("headline"))),
        _date(event),
        text=foreign_text.from_html(_text(words.get("text"))),
        url=_text(_under(event, "media").get("url")),
        topics=[foreign_text.words(_text(event.get("group")))],
        line=line,
    )


def _date(event: Json) -> FuzzyDate:
    """Return an event's date: `edtf`, which our export adds, before the numbers."""
    if edtf := _text(event.get("edtf")):
        return dates.parse(edtf)
    start, end = (_parts(event.get(key)) for key in ("start_date", "end_date"))
    return date_parts.between(start, end)


def _parts(value: object) -> dict[str, str]:
    """Return the parts of a date; version 1 writes "2011,12,10" or a text, dates none or null."""
    if isinstance(value, dict):
        return {str(key): _text(part) for key, part in value.items()}
    text = _text(value)
    names = ("year", "month", "day", "hour", "minute", "second")
    if re.fullmatch(r"-?\d+(?:\s*,\s*\d*)*,?", text):
        return dict(zip(names, text.split(","), strict=False))
    if not text:
        return {}
    written = re.fullmatch(r"(-?\d+)(?:-(\d\d))?(?:-(\d\d))?", stated(text).text)
    return dict(zip(names, written.groups(""), strict=False)) if written else {"year": text}


def _changed(event: object, made: Entry, path: str) -> Iterator[Problem]:
    """Yield what an event says of its date that the entry does not."""
    if not isinstance(event, dict) or event.get("edtf"):
        return
    start, end = (_parts(event.get(key)) for key in ("start_date", "end_date"))
    if date_parts.loses_time(start, end):
        hint = "EDTF has no hours in intervals, and none without minutes"
        yield note(path, made.line, "time", f"the time of day is left out: {made.date.text}", hint)
    shown = _text(event.get("display_date")) or start.get("display_date", "")
    if shown := foreign_text.words(shown):
        message = f"the date is shown there as '{shown}' and imported as {made.date.text}"
        yield note(path, made.line, "date", message, "write it less exact where that says less")


def _left_out(top: Json, events: list[object], path: str) -> Iterator[Problem]:
    """Yield what is not taken over: the title slide, eras, media that are no address."""
    old = _under(top, "timeline")
    if top.get("title") or old.get("headline"):
        hint = "a site has its title in site.toml, and its text on pages/about.md"
        yield note(path, 1, "left-out", "the title slide is not taken over", hint)
    eras = top.get("eras") or old.get("era")
    if isinstance(eras, list) and eras:
        hint = "write an event with a date such as 2018/2020 for one that matters"
        yield note(path, 1, "left-out", f"eras are not taken over: {len(eras)}", hint)
    media = [_under(each, "media") for each in events if isinstance(each, dict)]
    odd = sum(bool(_text(each.get("url"))) and not is_address(_text(each["url"])) for each in media)
    if odd:
        hint = "events link to web addresses alone"
        yield note(path, 1, "left-out", f"media that are no web address are left: {odd}", hint)


def _under(value: object, key: str) -> Mapping[str, object]:
    """Return the object under a key, empty where there is none."""
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _text(value: object) -> str:
    """Return a text or number as text; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
