"""Rules about the whole record: a tuple of small functions, each of which returns problems.

Knows what must hold between things that are each right by themselves. A rule's docstring is the
rule; its good and bad example stand in tests/.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from parley.addresses import OWN_FRAGMENT, RESERVED
from parley.model import Article, Entity
from parley.problems import Problem, Severity
from parley.reading import checks_of_time, checks_of_titles, checks_of_use
from parley.timeline import Timeline

Rule = Callable[[Timeline, Path], Iterator[Problem]]
RuleOfAWhole = Callable[[Timeline], Iterator[Problem]]


def check(timeline: Timeline, home: Path) -> tuple[Problem, ...]:
    """Apply every rule; `home` is the folder that holds content/.

    The record may lack what could not be read, so a rule complains of what is there, never of
    what is not.
    """
    return tuple(problem for rule in RULES for problem in rule(timeline, home))


def missing(timeline: Timeline) -> tuple[Problem, ...]:
    """Complain of what is not there; for a record of which everything could be read."""
    return tuple(problem for rule in RULES_OF_A_WHOLE for problem in rule(timeline))


def check_each(timeline: Timeline, home: Path) -> tuple[Problem, ...]:
    """Apply the rules that look at one event or article and at what it names.

    For a record of which some were edited, and the rest has been checked.
    """
    found = (problem for rule in RULES_OF_EACH for problem in rule(timeline, home))
    noted = (problem for rule in NOTES_OF_EACH for problem in rule(timeline))
    return *found, *noted


def seeds_are_unchanged(timeline: Timeline, home: Path) -> Iterator[Problem]:
    """A seed must be there, lie beside content/, and have the sha256 that its article states."""
    for article in timeline.articles:
        if not article.seed:
            continue
        raw = _seed(article, home)
        if isinstance(raw, Problem):
            yield raw
        elif not article.sha256:
            message = f"the sha256 of '{article.seed}' is not stated"
            yield _problem(article, "seed", message, f"add: sha256: {_digest(raw)}")
        elif _digest(raw) != article.sha256:
            message = (
                f"'{article.seed}' has changed since it was received: its sha256 is {_digest(raw)}"
            )
            yield _problem(
                article,
                "seed",
                message,
                "put the file back as it was received; a seed is never edited",
            )


def texts_are_those_of_their_seeds(timeline: Timeline, home: Path) -> Iterator[Problem]:
    """A stored text that came from a plain-text seed must have the seed's words, and no others."""
    for article in timeline.articles:
        if not article.seed.endswith(".txt") or not article.is_stored:
            continue
        raw = _seed(article, home)
        if isinstance(raw, Problem):
            continue
        try:
            seed = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            message = f"'{article.seed}' is not UTF-8, so the text was not compared with it"
            yield _problem(article, "seed-text", message, "compare them by eye", "note")
            continue
        if article.body.split() != seed.split():
            hint = "store the body as received: " + _first_change(article, seed)
            yield _problem(article, "seed-text", f"the text differs from '{article.seed}'", hint)


def rounds_and_events_agree(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """A round's event must name that round or none, and is the talks of no other round."""
    first: dict[str, str] = {}
    for round in timeline.rounds:
        event = timeline.event.get(round.event)
        if event is None:
            continue
        other = first.setdefault(event.id, round.id)
        if other != round.id:
            message = f"its event '{event.id}' is that of the round '{other}' too"
            yield _problem(round, "round", message, "give each round its own event")
        elif event.round and event.round != round.id:
            message = f"its event '{event.id}' says that it is round '{event.round}'"
            yield _problem(round, "round", message, "let both name each other")


def pages_have_free_addresses(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """A page of content/pages/ may not take an address that the site itself uses."""
    for text in timeline.texts:
        if text.id.casefold() in RESERVED or text.id.isdigit():
            yield _problem(
                text, "address", f"/{text.id}/ is taken by the site itself", "rename the file"
            )


def ids_are_not_fragments(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """An event's id is its fragment in lists, so it may not be a fragment of the page itself."""
    for event in timeline.events:
        if OWN_FRAGMENT.fullmatch(event.id):
            message = f"'{event.id}' is a word that the pages need for themselves"
            yield _problem(event, "address", message, "rename the file")


def events_have_sources(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """An event should cite at least one source (a warning)."""
    for event in timeline.events:
        if not event.sources and not event.draft:
            hint = "add sources: with the id of an article, or draft: true until there is one"
            yield _problem(event, "no-source", f"event '{event.id}' has no source", hint, "warning")


def quotes_are_checked(timeline: Timeline, _: Path) -> Iterator[Problem]:
    """A quote from an article without a stored text can't be checked (a note)."""
    for event in timeline.events:
        for source in event.sources:
            article = timeline.article.get(source.article)
            if source.words and article is not None and not article.is_stored:
                message = f"no text of '{source.article}' is stored, so these words are not checked"
                yield Problem(
                    origin=source.origin,
                    rule="unchecked-quote",
                    message=message,
                    hint="store the passage in the article's body",
                    severity="note",
                )


def events_have_two_origins(timeline: Timeline) -> Iterator[Problem]:
    """A published event with sources rests on two independent origins, or it is noted (a note)."""
    for event in timeline.events:
        origins = timeline.origins(event)
        if event.draft or not event.sources or len(origins) > 1:
            continue
        if origins:
            message = f"all that supports '{event.id}' goes back to one origin: {origins[0]}"
            hint = "add a source of another origin, if there is one"
        else:
            message = f"no source of '{event.id}' counts as an origin"
            hint = "add a source that counts; publisher: or origin: of an article says whose it is"
        origin = event.sources[0].origin
        yield Problem(origin=origin, rule="one-origin", message=message, hint=hint, severity="note")


def references_can_be_found(timeline: Timeline) -> Iterator[Problem]:
    """A cited article without a stored text has a url and a date, or it is noted (a note)."""
    for article in timeline.articles:
        if article.is_stored or article.id not in timeline.citations:
            continue
        if article.published is None:
            without = "date" if article.url else "url and date"
            message = f"'{article.id}' is a reference without {without}"
            hint = (
                "say when it was published, as far as known, published: YYYY-MM-DD, YYYY-MM or YYYY"
            )
            yield _problem(article, "undated", message, hint, "note")
        elif not article.url:
            message = f"'{article.id}' is a reference without url"
            hint = "say where a reader finds it: url: https://..."
            yield _problem(article, "no-url", message, hint, "note")


def _seed(article: Article, home: Path) -> bytes | Problem:
    path = (home / article.seed).resolve()
    if not path.is_relative_to(home.resolve()):
        message = f"'{article.seed}' lies outside the folder that holds content/"
        return _problem(article, "seed", message, "move it to seeds/")
    try:
        if path.is_file():  # and no pipe, on which reading would wait
            return path.read_bytes()
    except OSError:
        pass
    message = f"there is no file '{article.seed}'"
    return _problem(article, "seed", message, "put the file back as it was received")


def _first_change(article: Article, seed: str) -> str:
    for mine, other in zip(article.body.split(), seed.split(), strict=False):
        if mine != other:
            return f"'{mine}' stands where the seed has '{other}'"
    return "one of the two ends early"


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _problem(
    entity: Entity, rule: str, message: str, hint: str, severity: Severity = "error"
) -> Problem:
    origin = entity.seed_origin if isinstance(entity, Article) else None
    origin = origin or entity.origin
    return Problem(origin=origin, rule=rule, message=message, hint=hint, severity=severity)


RULES: tuple[Rule, ...] = (
    seeds_are_unchanged,
    texts_are_those_of_their_seeds,
    rounds_and_events_agree,
    pages_have_free_addresses,
    ids_are_not_fragments,
    checks_of_use.published_texts_name_no_drafts,
    events_have_sources,
    checks_of_time.settings_have_an_order,
    checks_of_time.events_are_known_from_their_sources,
    checks_of_time.events_are_in_the_record,
    checks_of_time.dates_are_in_the_span,
    checks_of_time.events_are_not_long_before_their_sources,
    checks_of_time.events_are_not_after_their_sources,
    checks_of_titles.events_are_told_apart,
    quotes_are_checked,
)
RULES_OF_A_WHOLE: tuple[RuleOfAWhole, ...] = (
    checks_of_time.measures_are_set,
    checks_of_use.everything_is_used,
    events_have_two_origins,
    references_can_be_found,
)

# Those that find the same in an event or article whatever else is in the record.
RULES_OF_EACH: tuple[Rule, ...] = (
    seeds_are_unchanged,
    texts_are_those_of_their_seeds,
    ids_are_not_fragments,
    events_have_sources,
    checks_of_time.events_are_known_from_their_sources,
    checks_of_time.events_are_in_the_record,
    checks_of_time.dates_are_in_the_span,
    checks_of_time.events_are_not_long_before_their_sources,
    checks_of_time.events_are_not_after_their_sources,
    quotes_are_checked,
)
NOTES_OF_EACH: tuple[RuleOfAWhole, ...] = (events_have_two_origins, references_can_be_found)
