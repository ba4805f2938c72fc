"""A run of `import`: files are read, turned into plans, proved with the record, and written.

Knows the order of the work and when to stop; all of a run's files are written, or none.
"""

import stat
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

from parley import pipeline
from parley.intake.drafting import drafts, events
from parley.intake.drafting.options import STANDARD_INPUT, Job, Stated
from parley.intake.drafting.plans import NewFile, Outcome, Work
from parley.intake.drafting.writing import on_one_line
from parley.intake.files.decoding import too_large
from parley.intake.files.receive import Received, receive
from parley.intake.papers import Manuscript
from parley.intake.story.suggest import Reader
from parley.problems import Origin, Problem, in_order
from parley.reading import link, schema, sheets
from parley.reading.front_matter import Fault
from parley.timeline import Timeline


def run(job: Job) -> Outcome:
    """Do a job; what stands in its way comes back as problems, and then nothing is written."""
    options = pipeline.Options(content=job.content, shown=job.shown, drafts=True)
    record = pipeline.read(options)
    if record.timeline is None:
        errors = tuple(filter(_is_error, record.problems))
        return Outcome(works=tuple(Work(file=file) for file in job.files), problems=errors)
    outcome = Outcome(works=_works(job, record.timeline))
    if outcome.is_stopped:
        return outcome
    outcome = _proved(outcome, options, record.problems)
    if outcome.is_stopped or job.is_trial:
        return outcome
    try:
        _write(job.content.resolve(), _files(outcome.works))
    except OSError as error:
        origin = Origin(path=str(error.filename or job.shown))
        message = f"the new files can't be written: {error.strerror}"
        hint = "mend that and import again"
        problem = Problem(origin=origin, rule="unwritable", message=message, hint=hint)
        return replace(outcome, problems=(problem,))
    return outcome


def _is_error(problem: Problem) -> bool:
    return problem.severity == "error"


def _files(works: Iterable[Work]) -> list[NewFile]:
    """Return all new files, events last: what they refer to is there before them."""
    files = [file for work in works if work.plan for file in work.plan.files]
    return sorted(files, key=lambda file: file.name.startswith("events/"))


def _works(job: Job, timeline: Timeline) -> tuple[Work, ...]:
    """Plan every file, each for a record that has what those before it add."""
    works = []
    reader = Reader(timeline)
    for file in job.files:
        work = _work(file, job, reader)
        if work.plan and work.plan.files:
            reader = Reader(_joined(reader.timeline, work.plan.files))
        works.append(work)
    return tuple(works)


def _joined(timeline: Timeline, files: Iterable[NewFile]) -> Timeline:
    """Return the record with new files; one that can't be read is told of when all are proved."""
    entities = [each for kind in timeline.by_kind.values() for each in kind.values()]
    for file in files:
        kind, id = file.name.partition("/")[0], Path(file.name).stem
        with suppress(Fault):
            sheet = sheets.read(file.raw, kind=kind, id=id, path=file.name, name=file.name)
            entity = schema.read(sheet).entity
            entities += [entity] if entity else []
    return link.assemble(entities, timeline.settings)


def _work(file: str, job: Job, reader: Reader) -> Work:
    try:
        raw = _bytes(file, job)
    except Fault as fault:
        return Work(file=file, problems=(fault.problem(file),))
    received = receive(file, raw, job.encoding)
    if any(map(_is_error, received.problems)):
        return Work(file=file, problems=received.problems)
    if received.manuscript is None:
        return _of_entries(file, received, job, reader.timeline)
    paper = _filled(received.manuscript, job.stated)
    stored = reader.stored(paper)
    if paper.published is None and stored:
        paper = replace(paper, published=stored.published)
    reading = reader.read(paper)
    if reading.manuscript.published is None:
        message = "the file does not say when the article was published"
        hint = "add --published YYYY-MM-DD, or as much of it as is known: 2025-09, 2025"
        problem = Problem(origin=Origin(path=file), rule="published", message=message, hint=hint)
        return Work(file=file, problems=(*received.problems, problem))
    plan = drafts.plan(reading, _seed(file, job.content), reader.timeline)
    return Work(file=file, plan=plan, problems=received.problems)


def _of_entries(file: str, received: Received, job: Job, timeline: Timeline) -> Work:
    """Plan another timeline; what the user says of articles is not said of it."""
    plan = events.plan(received.entries, timeline)
    problems = received.problems
    if job.stated != Stated():
        message = "this is a timeline: --publisher, --published and the like are said of articles"
        unused = Problem(
            origin=Origin(path=file),
            rule="options",
            message=message,
            hint="import it without them",
            severity="warning",
        )
        problems = (*problems, unused)
    return Work(file=file, plan=plan, problems=problems)


def _bytes(file: str, job: Job) -> bytes:
    """Return a file's bytes; raise Fault. Never waits on a pipe, never reads a giant."""
    try:
        if file == STANDARD_INPUT:
            return job.standard_input(sheets.LARGEST + 1)
        status = Path(file).stat()
        if stat.S_ISDIR(status.st_mode):
            hint = f"name the files in it, for example {Path(file) / '*.txt'}"
            raise Fault("unreadable", "this is a folder", hint)
        if not stat.S_ISREG(status.st_mode):
            hint = "save it as a file, or pipe it in and write - in place of its name"
            raise Fault("unreadable", "this is not an ordinary file", hint)
        if fault := too_large(status.st_size):
            raise fault
        return Path(file).read_bytes()
    except OSError as error:
        is_gone = isinstance(error, FileNotFoundError)
        message = "there is no such file" if is_gone else f"can't be read: {error.strerror}"
        hint = "check the name and the folder that you are in" if is_gone else "check its rights"
        raise Fault("unreadable", message, hint) from None


def _filled(paper: Manuscript, stated: Stated) -> Manuscript:
    return replace(
        paper,
        title=stated.title or paper.title,
        publisher=stated.publisher or paper.publisher,
        url=stated.url or paper.url,
        published=stated.published or paper.published,
        language=stated.language or paper.language,
    )


def _seed(file: str, content: Path) -> str:
    """Return the path of a file from the folder that holds content/; "" where it lies elsewhere."""
    home, path = content.resolve().parent, Path(file).resolve()
    if file == STANDARD_INPUT or not path.is_relative_to(home):
        return ""
    seed = path.relative_to(home).as_posix()
    return seed if seed == on_one_line(seed) else ""


def _proved(outcome: Outcome, options: pipeline.Options, before: Iterable[Problem]) -> Outcome:
    """Read the record with all new files in it: quotes, ids and links are checked as always."""
    adding = {file.name: file.raw for file in _files(outcome.works)}
    if not adding:
        return outcome
    known = set(before)
    found = [each for each in pipeline.read(options, adding).problems if each not in known]
    errors = [each for each in found if _is_error(each)]
    warnings = tuple(each for each in found if each.severity == "warning")
    if not errors:
        return replace(outcome, warnings=warnings)
    works = []
    for work in outcome.works:
        files = work.plan.files if work.plan else ()
        names = {f"{options.shown.rstrip('/')}/{file.name}" for file in files}
        mine = [each for each in errors if each.origin.path in names]
        errors = [each for each in errors if each not in mine]
        told = (_told_of(work.file, each) for each in mine)
        works.append(replace(work, problems=in_order((*work.problems, *told))))
    return Outcome(works=tuple(works), problems=tuple(errors))


def _told_of(file: str, problem: Problem) -> Problem:
    """Return what is wrong with a new file as a problem of the file that it is made of."""
    at = problem.origin
    message = f"{problem.message} (line {at.line} of what was to be {at.path})"
    return replace(problem, origin=Origin(path=file), message=message)


def _write(root: Path, files: Iterable[NewFile]) -> None:
    """Write new files, all or none, over nothing; raises OSError."""
    with ExitStack() as undo:
        for file in files:
            path = root / file.name
            for folder in reversed([each for each in path.parents if not each.exists()]):
                folder.mkdir()
                undo.callback(_discard, folder.rmdir)
            with path.open("xb") as opened:
                undo.callback(_discard, path.unlink)
                opened.write(file.raw)
        undo.pop_all()


def _discard(remove: Callable[[], None]) -> None:
    with suppress(OSError):
        remove()
