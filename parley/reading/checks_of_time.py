"""Rules about time: what is set from when to when, in which order, and since when it is known.

Knows what must hold between events, measures and sources; `checks` applies these rules with the
others. A rule's docstring is the rule.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from parley import clocks
from parley.dates import NEVER, Day, FuzzyDate, day_number, iso
from parley.groups import event_order
from parley.model import Event
from parley.problems import Origin, Problem
from parley.steps import Step
from parley.timeline import Timeline

# Days. A year mistyped as the one before or after is some 365 off; a report or a review may look
# back over half of that.
LATE = 183

# Days. Where an event begins it can be the day after that of the place in which it was reported.
DATE_LINE = 1


def measures_are_set(timeline: Timeline) -> Iterator[Problem]:
    """Where there are events, one should set each measure (a warning); a note sets nothing."""
    for measure in timeline.measures:
        steps = timeline.history.get(measure.id, ())
        if timeline.events and not any(step.setting.moves for step in steps):
            lines = f"sets: [{{measure: {measure.id}, value: ..., from: 2025-05-14}}]"
            yield Problem(
                origin=measure.origin,
                rule="measure",
                message=f"no event sets the measure '{measure.id}'",
                hint=f"add to the event that sets it: {lines}",
                severity="warning",
            )


def settings_have_an_order(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """What sets a measure to different things from one day must be told apart by its order."""
    for steps in timeline.history.values():
        at_once: dict[tuple[object, ...], list[Step]] = {}
        for step in steps:
            others = at_once.setdefault(_moment(step), [])
            earlier = next((other for other in others if _differs(other, step)), None)
            if earlier:
                yield _unordered(earlier, step)
            others.append(step)


def _moment(step: Step) -> tuple[object, ...]:
    """Return all that says where a step stands among others; the id of its event says nothing."""
    return (*event_order(step.event)[:-1], step.takes_effect)


def _differs(one: Step, other: Step) -> bool:
    """Tell whether two steps contradict each other; what one leaves out contradicts nothing."""
    pairs: Sequence[tuple[object, object]] = (
        (one.setting.value, other.setting.value),
        (_state(one), _state(other)),
        (_days(one.setting.until), _days(other.setting.until)),
    )
    return any(mine and its and mine != its for mine, its in pairs)


def _state(step: Step) -> str:
    """Return the state that a step sets; a value alone says that it is in force."""
    return step.setting.state or ("in force" if step.setting.value else "")


def _days(date: FuzzyDate | None) -> tuple[Day | None, Day | None] | None:
    return (date.earliest, date.latest) if date else None


def _unordered(earlier: Step, step: Step) -> Problem:
    measure, mine, other = step.setting.measure, step.event.id, earlier.event.id
    if mine == other:
        message = f"'{mine}' sets '{measure}' to different things from the same day"
        hint = "keep one of the two, or give one another from:"
    else:
        message = f"'{other}' and '{mine}' set '{measure}' to different things from the same day"
        hint = "nothing tells which came first: add order: 1 to the later one"
    return Problem(origin=step.setting.origin, rule="order", message=message, hint=hint)


def events_are_known_from_their_sources(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """An event can't be known before a source of it, or, of a public kind, the event itself."""
    for event in timeline.events:
        day = event.known.latest if event.known else None
        first = _first_report(timeline, event)
        if event.known is None or day is None or first is None or day >= first:
            continue
        begins = event.date.earliest
        if clocks.is_public(event, timeline.settings) and (begins is None or day >= begins):
            continue
        message = f"known on {event.known.text}, before any source of it was published"
        hint = "correct the day, add the source that told of it then, or delete the line"
        origin = event.known_origin or event.origin
        yield Problem(origin=origin, rule="known", message=message, hint=hint)


def _first_report(timeline: Timeline, event: Event) -> Day | None:
    """Return the first day on which a source can have told of an event, None where none says."""
    articles = [timeline.article.get(source.article) for source in event.sources]
    days = [each.published.earliest if each and each.published else None for each in articles]
    return None if None in days else min((day for day in days if day), default=None)


def events_are_in_the_record(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """Where site.toml says how far the record reaches, no event may be later (a warning)."""
    reach = timeline.settings.record_to
    for event in timeline.events:
        begins = event.date.earliest
        if reach and reach.latest and begins and begins > reach.latest:
            message = f"'{event.id}' is later than record_to in site.toml, {reach.text}"
            hint = "the pages say that nothing is recorded after that day: raise record_to"
            yield Problem(
                origin=event.origin, rule="record", message=message, hint=hint, severity="warning"
            )


def dates_are_in_the_span(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """Where site.toml gives a span, all that the story dates has a year within (a warning).

    Events, what they set and what was published; our own work (retrieved, corrections) goes on.
    """
    span = timeline.settings.span
    if span is None:
        return
    for key, date, origin in _dated(timeline):
        if _is_of_earlier_years(date, span) or _is_of_earlier_years(span, date):
            message = f"{key} {date.text} is outside of the years in site.toml, {span.text}"
            hint = "correct the year; if it is right, widen span"
            yield Problem(
                origin=origin, rule="span", message=message, hint=hint, severity="warning"
            )


def _dated(timeline: Timeline) -> Iterator[tuple[str, FuzzyDate, Origin]]:
    """Yield what the story dates: key, date, and where it is written."""
    for event in timeline.events:
        yield "date", event.date, event.origin
        if event.known:
            yield "known", event.known, event.known_origin or event.origin
        for setting in event.sets:
            for key, date in (("from", setting.start), ("until", setting.until)):
                if date:
                    yield key, date, setting.origin
    for article in timeline.articles:
        if article.published:
            yield "published", article.published, article.origin


def _is_of_earlier_years(one: FuzzyDate, other: FuzzyDate) -> bool:
    """Tell whether a date surely ends in a year before that in which the other begins."""
    return bool(one.latest and other.earliest and one.latest.year < other.earliest.year)


def events_are_not_long_before_their_sources(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """An event that all its dated sources tell of late should say since when it is known.

    A warning: its year may be mistyped; if not, it would count as unknown until that late day.
    """
    for event, published in _reported(timeline):
        first = min((date.earliest or clocks.ALWAYS for date in published), default=None)
        ended = event.date.latest
        if first and ended and day_number(first) - day_number(ended) > LATE:
            message = f"'{event.id}', {event.date.text}, is long before every dated source of it"
            day = _may_be_known(timeline, event, published)
            hint = (
                f"correct the year; if it is right, say since when it is known: known: {iso(day)}"
            )
            yield _untimely(event, "late-sources", message, hint)


def _may_be_known(timeline: Timeline, event: Event, published: Sequence[FuzzyDate]) -> Day:
    """Return the first day from which an event may say that it is known: its own, if it may.

    See events_are_known_from_their_sources.
    """
    is_free = clocks.is_public(event, timeline.settings) or len(published) < len(event.sources)
    return min(map(clocks.surely_by, [event.date] if is_free else published))


def events_are_not_after_their_sources(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """An event after all its sources should say since when it was announced (a warning)."""
    for event, published in _reported(timeline):
        last = max((date.latest or NEVER for date in published), default=None)
        begins = event.date.earliest
        is_dated = len(published) == len(event.sources)
        if is_dated and last and begins and day_number(begins) - day_number(last) > DATE_LINE:
            message = f"'{event.id}', {event.date.text}, is after every source of it"
            day = iso(min(map(clocks.surely_by, published)))
            hint = f"correct the date or add a source; if it was announced before: known: {day}"
            yield _untimely(event, "early-sources", message, hint)


def _reported(timeline: Timeline) -> Iterator[tuple[Event, Sequence[FuzzyDate]]]:
    """Yield events that do not say since when they are known, with the dates of their sources.

    No drafts, whose sources are still being gathered, and none with a source that is broken.
    """
    for event in timeline.events:
        articles = [timeline.article.get(source.article) for source in event.sources]
        if not event.known and not event.draft and None not in articles:
            yield event, [each.published for each in articles if each and each.published]


def _untimely(event: Event, rule: str, message: str, hint: str) -> Problem:
    return Problem(origin=event.origin, rule=rule, message=message, hint=hint, severity="warning")
