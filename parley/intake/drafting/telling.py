"""How a run of `import` is told: lines for people, or one JSON object for each file.

Knows outcomes and words for them; prints nothing.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence

from parley import dates
from parley.intake.drafting.options import Job
from parley.intake.drafting.plans import Offer, Outcome, Plan, Work
from parley.intake.drafting.writing import on_one_line
from parley.intake.papers import Named
from parley.intake.story.coverage import touch
from parley.intake.story.suggest import Reading
from parley.problems import Problem, as_record
from parley.reading import fields, sheets
from parley.reading.front_matter import Scalar

# Names and events that are listed: of a long text there are dozens of names, said once each, and
# of another timeline hundreds of events.
_MOST_LISTED = 12


def summary(outcome: Outcome, job: Job) -> Iterator[str]:
    """Yield what was found, what was left and what to do next, a few lines for each file."""
    if outcome.is_stopped:
        yield _nothing(outcome)
        return
    for work in outcome.works:
        if work.plan:
            yield from _of_file(work.file, work.plan, job)
    if outcome.warnings:
        yield from _warnings(outcome.warnings)
    yield _next_step(outcome, job)


def _nothing(outcome: Outcome) -> str:
    if not outcome.problems:
        return "Nothing was written: mend what is said above, and import all files again."
    if any(work.plan for work in outcome.works):
        return "Nothing was written."
    return "Nothing was read or written: the content has errors, mend these first."


def _warnings(warnings: Sequence[Problem]) -> Iterator[str]:
    """Yield each file of which `check` will have something to say, with the rules of that."""
    rules: dict[str, list[str]] = {}
    for problem in warnings:
        rules.setdefault(problem.origin.path, []).append(problem.rule)
    yield "Warnings of the new files, as check tells them in full:"
    listed = list(rules)[:_MOST_LISTED]
    yield from (f"  {path}: {', '.join(dict.fromkeys(rules[path]))}" for path in listed)
    if len(rules) > len(listed):
        yield f"  and {_counted(list(rules)[len(listed) :], 'file')} more"


def _of_file(file: str, plan: Plan, job: Job) -> Iterator[str]:
    yield on_one_line(file)
    if plan.reading:
        yield from _of_article(plan, plan.reading, job)
    new = [offer for offer in plan.offers if not offer.suggestion.covered_by]
    told = [offer for offer in plan.offers if offer.suggestion.covered_by]
    if plan.reading:
        yield from _drafts(new, job)
        yield from _told_already(told, job)
        yield from _left(plan.offers, plan.reading, job)
        return
    if new:
        listed = new[:_MOST_LISTED]
        yield f"  {_counted(new, 'event')} {_written(job)}, and no drafts: they are published there"
        yield from (f"    {_told(each)}" for each in listed)
        if len(new) > len(listed):
            yield f"    and {len(new) - len(listed)} more"
    if told:
        yield f"  {_counted(told, 'event')} left out, which the record has with title and date"
    for noun in ("topic", "article"):
        made = [each.name for each in plan.files if each.name.startswith(f"{noun}s/")]
        if made:
            yield f"  {_counted(made, noun)} {_written(job)}"


def _drafts(new: Sequence[Offer], job: Job) -> Iterator[str]:
    if new:
        yield f"  {_counted(new, 'draft')} {_written(job)}:"
    for offer in new:
        yield f"    {_told(offer)}"
        yield f"      {_path(offer.name, job)}"


def _told(offer: Offer) -> str:
    kind = f" {offer.suggestion.kind}:" if offer.suggestion.kind else ""
    return f"{offer.suggestion.date}{kind} {on_one_line(offer.suggestion.title)}"


def _of_article(plan: Plan, reading: Reading, job: Job) -> Iterator[str]:
    paper = reading.manuscript
    published = paper.published.text if paper.published else "on an unknown day"
    place = f", from {reading.place}" if reading.place else ""
    path = _path(plan.article_name, job)
    if reading.is_same:
        yield f"  the same article is stored already: {path}"
        if plan.lacks_date:
            yield f"    stored without a date: add 'published: {published}' to that file"
        return
    yield f"  article {_written(job)}: {path}"
    yield f"    {on_one_line(paper.title)} (published {published}, in {paper.language}{place})"
    if reading.same_as:
        origin = f"; origin: {reading.origin} is proposed" if reading.origin else ""
        yield f"    nearly the same text as the article {reading.same_as}{origin}"
    if not _front(plan.files[0].raw)["seed"]:
        yield "    its file lies outside of the folder that holds content/: only its hash is kept"


def _told_already(told: Sequence[Offer], job: Job) -> Iterator[str]:
    """Yield each statement told already with its event, and what to add to that event's file."""
    if any(offer.lines for offer in told):
        yield "  told already; to cite the article, add below 'sources:' in the file that is named"
    elif told:
        yield "  told and cited already"
    for name in dict.fromkeys(offer.name for offer in told):
        mine = [offer for offer in told if offer.name == name]
        yield from dict.fromkeys(map(_both_dates, mine))
        adding = dict.fromkeys("\n".join(offer.lines) for offer in mine if offer.lines)
        yield f"    {_path(name, job)}" + ("" if adding else ": cited there")
        yield from adding


def _both_dates(offer: Offer) -> str:
    """Return an event's date, that of the statement which it tells, and its title."""
    date, event = offer.suggestion.date, offer.told_by
    if event is None:
        return f"  {_told(offer)}"
    if offer.suggestion.until == date:
        said = f"the article: the end it sets, {date}"
    else:
        apart = "" if touch(dates.parse(date), event.date, slack=0) else ", no day in common"
        said = f"the article: {date}{apart}"
    return f"  {event.date.text} ({said}) {on_one_line(event.title)}"


def _left(offers: Sequence[Offer], reading: Reading, job: Job) -> Iterator[str]:
    """Yield what an editor has to look at: ends of no measure, names that the record lacks."""
    for suggestion in (offer.suggestion for offer in offers):
        if suggestion.until and not suggestion.measure:
            yield f"  left: an end, {suggestion.until}, of no measure of the record:"
            yield f"    {on_one_line(suggestion.quote)}"
    unknown = _candidates(reading)
    if not unknown:
        return
    names = [f"{name} ({count})" for name, count in unknown[:_MOST_LISTED]]
    more = len(unknown) - len(names)
    yield (
        "  names that are not in the record: "
        + ", ".join(names)
        + (f" and {more} more" if more else "")
    )
    elsewhere = "" if job.shown == "content" else f" --content {shlex.quote(job.shown)}"
    yield f'    to add one, as what it is: python build.py new person|place|topic "NAME"{elsewhere}'


def _candidates(reading: Reading) -> Sequence[tuple[str, int]]:
    """Return names that the record lacks; who published the article is no part of its story."""
    publisher = reading.manuscript.publisher.casefold().removeprefix("the ")
    return [
        (name, count)
        for name, count in reading.candidates
        if name.casefold().removeprefix("the ") != publisher
    ]


def _next_step(outcome: Outcome, job: Job) -> str:
    if not any(work.plan and work.plan.files for work in outcome.works):
        return "Nothing new was found, and nothing was written."
    if job.is_trial:
        return "Nothing was written: this was a dry run."
    if any(work.plan and work.plan.reading for work in outcome.works):
        return (
            "Next: python build.py serve shows drafts too; delete 'draft: true' to publish one;"
            " then python build.py check."
        )
    return "Next: python build.py check tells what to mend; python build.py serve shows the site."


def _counted(things: Sequence[object], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _written(job: Job) -> str:
    return "would be written" if job.is_trial else "written"


def _path(name: str, job: Job) -> str:
    return f"{job.shown.rstrip('/')}/{name}"


def records(outcome: Outcome, job: Job) -> Iterator[Mapping[str, object]]:
    """Yield one record a file; those with problems, or all where nothing could be read, say so."""
    new = {file.name: file.raw for work in outcome.works if work.plan for file in work.plan.files}
    for work in outcome.works:
        errors = [each for each in work.problems if each.severity == "error"]
        if work.plan is None or errors or outcome.problems:
            yield _failed((*outcome.problems, *errors))
        else:
            yield _record(work, work.plan, new, job)


def _failed(problems: Sequence[Problem]) -> Mapping[str, object]:
    return {
        "article": None,
        "suggestions": [],
        "problems": [as_record(problem) for problem in problems],
    }


def _record(work: Work, plan: Plan, new: Mapping[str, bytes], job: Job) -> Mapping[str, object]:
    article = None
    if plan.article:
        raw = new.get(plan.article_name) or (job.content / plan.article_name).read_bytes()
        path = _path(plan.article_name, job)
        article = {**_front(raw), "id": plan.article, "path": path, **_read_of(plan.reading)}
    return {"article": article, "suggestions": [_suggestion(each, job) for each in plan.offers]}


def _read_of(reading: Reading | None) -> Mapping[str, object]:
    """Return what was read of an article that has no key of its own in the record."""
    if reading is None:
        return {}
    return {
        "place": reading.place or None,
        "same_as": reading.same_as or None,
        **{kind: _ids(reading.named, kind) for kind in ("people", "places", "topics")},
        "candidates": [{"name": name, "count": count} for name, count in _candidates(reading)],
    }


def _ids(named: Sequence[Named], kind: str) -> Sequence[str]:
    """Return what a text names of a kind, in the order in which it is first named."""
    places = sorted((each.start, each.id) for each in named if each.kind == kind)
    return list(dict.fromkeys(id for _, id in places))


def _front(raw: bytes) -> Mapping[str, str | None]:
    """Return an article's front matter as it is written, None for what it does not say."""
    read = sheets.read(raw, kind="articles", id="x", path="x", name="x").front.pairs
    values = {key: value.text for key, (_, value) in read.items() if isinstance(value, Scalar)}
    return {field.name: values.get(field.name) for field in fields.ARTICLE}


def _suggestion(offer: Offer, job: Job) -> Mapping[str, object]:
    found = offer.suggestion
    return {
        "date": found.date,
        "title": found.title,
        "kind": found.kind or None,
        "quote": found.quote or None,
        "people": list(found.people),
        "places": list(found.places),
        "topics": list(found.topics),
        "measure": found.measure or None,
        "until": found.until or None,
        "covered_by": found.covered_by or None,
        "by": list(found.by),
        "round": found.round or None,
        "voice": found.voice or None,
        "path": _path(offer.name, job),
    }
