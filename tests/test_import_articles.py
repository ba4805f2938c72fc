"""Raw articles and what a careful editor finds in them, held against what `import` finds.

Knows each article's expectations, which lie beside it, and counts; knows no rule of reading.
"""

import html
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from parley import dates
from parley.intake.naming.names import Names
from parley.timeline import Timeline
from tests.conftest import ROOT, SITE, Run, read, write

ARTICLES = ROOT / "tests" / "articles"
CONTENT = ROOT / "content"
KINDS = ("people", "places", "topics")

# First and last day, None where that side is open: two writings of one date are one date.
Days = tuple[object, object]
RunIt = Callable[..., Run]


@dataclass(frozen=True)
class Case:
    """One article and what should be found in it, as its YAML file says; all values are text."""

    name: str
    file: Path
    told: Mapping[str, Any]  # the expectations' own form: tests read it key by key

    @property
    def expect(self) -> Mapping[str, Any]:
        """What should be found."""
        wanted: Mapping[str, Any] = self.told["expect"]
        return wanted

    def options(self) -> tuple[str, ...]:
        """Return what the user says of the article: nothing where its file says it."""
        if "stated" in self.told:
            return ()
        url = ("--url", self.told["url"]) if "url" in self.told else ()
        return ("--publisher", self.told["publisher"], "--published", self.told["published"], *url)


@dataclass(frozen=True)
class Answer:
    """What `import` said of one article."""

    article: Mapping[str, Any]
    suggestions: Sequence[Mapping[str, Any]]


@dataclass
class Tally:
    """What was found of one sort: right, wrong and missed, each named once for an article."""

    right: list[str] = field(default_factory=list)
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count another article's too."""
        self.right += other.right
        self.found += other.found
        self.wrong += other.wrong
        self.missed += other.missed

    @property
    def precision(self) -> float:
        """How much of what was told is right; 1 where nothing was told."""
        told = len(self.right) + len(self.wrong)
        return len(self.right) / told if told else 1.0

    @property
    def recall(self) -> float:
        """How much of what was asked for was found; 1 where nothing was."""
        asked = self.found + len(self.missed)
        return self.found / asked if asked else 1.0


def cases(folder: Path) -> list[Case]:
    """Read the expectations in a folder."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        told = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found.append(Case(path.stem, (folder / told["file"]).resolve(), told))
    return found


def answer(case: Case, run: RunIt) -> Answer:
    """Import an article into our record, writing nothing."""
    arguments = ("--dry-run", "--format", "json", "--content", CONTENT, *case.options())
    result = run("import", case.file, *arguments)
    assert result.code == 0, result.out + result.err
    told = json.loads(result.out)
    return Answer(told["article"], told["suggestions"])


@cache
def record() -> Timeline:
    """Return our record, read once."""
    timeline = read(CONTENT).timeline
    assert timeline is not None
    return timeline


def text_of(case: Case) -> str:
    """Return the words of an article as a reader sees them, without what frames a page."""
    raw = case.file.read_text(encoding="utf-8")
    if case.file.suffix == ".html":
        raw = re.sub(r"<(head|nav|aside|footer)\b.*?</\1>", " ", raw, flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]*>", " ", raw))
    return re.sub(r"\A---\n.*?\n---\n", "", raw, flags=re.DOTALL)


def plain(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def many(value: object) -> list[str]:
    """Return a value, or the several that are as good, as a list."""
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def days(text: str) -> Days:
    """Return the first and last day of a date, or the text where it is no date."""
    try:
        date = dates.parse(text)
    except dates.DateError:
        return text, text
    return date.earliest, date.latest


def accepted(value: object) -> set[Days]:
    """Return the days of all writings of one date."""
    return {days(text) for text in many(value)}


def score(case: Case, found: Answer) -> dict[str, Tally]:
    """Count what was found in one article: dates, names and ends."""
    return {
        "dates": _dates(case.expect, found),
        "names": _names(case, found),
        "ends": _ends(case.expect, found),
    }


def _maybe(expect: Mapping[str, Any]) -> list[str]:
    """Return what is neither asked for nor wrong."""
    return many(expect.get("maybe", []))


def _dates(expect: Mapping[str, Any], found: Answer) -> Tally:
    """Count dates: those of suggestions are right where the article says them.

    A date that is open at one side (`/2025-09-12`), one that an editor may leave out, and the
    record's own for an event that the words name without a date count for neither.
    """
    told = {days(each["date"]): each["date"] for each in found.suggestions}
    ends = {days(each["until"]) for each in found.suggestions if each["until"]}
    asked = [accepted(each) for each in expect["dates"]]
    right = set().union(*asked, *(accepted(each["until"]) for each in expect["deadlines"]))
    neither = accepted(_maybe(expect)) | {
        days(record().event[each["covered_by"]].date.text)
        for each in found.suggestions
        if each["covered_by"] and each["round"]
    }
    tally = Tally()
    for when, text in told.items():
        if when in right:
            tally.right.append(text)
        elif when not in neither and None not in when:
            tally.wrong.append(text)
    for each, writings in zip(asked, expect["dates"], strict=True):
        if each & (told.keys() | ends):
            tally.found += 1
        else:
            tally.missed.append(many(writings)[0])
    return tally


def _names(case: Case, found: Answer) -> Tally:
    """Count names: people, places and topics that the text names or a suggestion has."""
    told = {each.id for each in Names.of(record()).found(text_of(case)) if each.kind in KINDS}
    told |= {id for each in found.suggestions for kind in KINDS for id in each[kind]}
    asked = {id for kind in KINDS for id in case.expect[kind]}
    return Tally(
        right=sorted(told & asked),
        found=len(told & asked),
        wrong=sorted(told - asked - set(_maybe(case.expect))),
        missed=sorted(asked - told),
    )


def _ends(expect: Mapping[str, Any], found: Answer) -> Tally:
    """Count ends, each with its measure; a right end that names no measure counts for neither."""
    told = {
        (days(each["until"]), each["measure"] or ""): f"{each['until']} {each['measure'] or '-'}"
        for each in found.suggestions
        if each["until"]
    }
    asked = [(accepted(each["until"]), many(each["measure"])) for each in expect["deadlines"]]
    neither = accepted(_maybe(expect))
    tally = Tally()
    for (when, measure), text in told.items():
        fits = [measures for until, measures in asked if when in until]
        if any(measure in measures for measures in fits):
            tally.right.append(text)
        elif not (fits and not measure) and when not in neither:
            tally.wrong.append(text)
    for (until, measures), end in zip(asked, expect["deadlines"], strict=True):
        if any(when in until and measure in measures for when, measure in told):
            tally.found += 1
        else:
            tally.missed.append(f"{many(end['until'])[0]} {measures[0] or '-'}")
    return tally


def unlike(event: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what of an expected event a suggestion does not have."""
    if "date" in event and days(found["date"]) not in accepted(event["date"]):
        yield f"date {found['date']}"
    if "until" in event and days(found["until"] or "") not in accepted(event["until"]):
        yield f"until {found['until']}"
    for key in ("kind", "covered_by", "measure"):
        if key in event and (found[key] or "") not in many(event[key]):
            yield f"{key} {found[key]}"
    for key in (*KINDS, "by"):
        if not set(event.get(key, ())) <= set(found[key]):
            yield f"{key} {found[key]}"
    names = {id for key in KINDS for id in found[key]}
    if wrong := names & set(event.get("without", ())):
        yield f"names {sorted(wrong)}"
    if "about" in event and not {*names, found["round"], found["covered_by"]} & set(event["about"]):
        yield f"about {sorted(names)} {found['round']} {found['covered_by']}"


def absent(event: Mapping[str, Any], suggestions: Sequence[Mapping[str, Any]]) -> str:
    """Say what is wrong where no suggestion is the expected event; "" where one is."""
    words = plain(event["words"])
    near = [each for each in suggestions if words in plain(each["quote"] or "")]
    faults = [list(unlike(event, each)) for each in near]
    if [] in faults:
        return ""
    told = "; or ".join(", ".join(each) for each in faults) or "no suggestion quotes it"
    return f"{words!r}: {told}"


def table(tallies: Mapping[str, Mapping[str, Tally]]) -> str:
    """Return precision and recall of dates, names and ends, for each article and in all."""
    sorts = ("dates", "names", "ends")
    total = {sort: Tally() for sort in sorts}
    lines = [f"{'':34}" + "".join(f"{sort:>14}" for sort in sorts)]
    for name, tally in tallies.items():
        lines.append(_row(name, tally))
        for sort in sorts:
            total[sort].add(tally[sort])
            lines += _told_of(f"wrong {sort}", tally[sort].wrong)
            lines += _told_of(f"missed {sort}", tally[sort].missed)
    return "\n".join([*lines, _row("all", total)])


def _row(name: str, tally: Mapping[str, Tally]) -> str:
    return f"{name:34}" + "".join(f"{t.precision:8.2f}{t.recall:6.2f}" for t in tally.values())


def _told_of(what: str, things: Collection[str]) -> list[str]:
    return [f"    {what}: {', '.join(things)}"] if things else []


CASES = cases(ARTICLES)
_ANSWERS: dict[str, Answer] = {}


@pytest.fixture
def ask(run: RunIt) -> Callable[[Case], Answer]:
    """Import an article, once in a run of these tests."""

    def asked(case: Case) -> Answer:
        if case.name not in _ANSWERS:
            _ANSWERS[case.name] = answer(case, run)
        return _ANSWERS[case.name]

    return asked


each_article = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_article
def test_an_article_says_who_it_is(case: Case, ask: Callable[[Case], Answer]) -> None:
    """Title, place, language, voice: read from its words; publisher and day where it says them."""
    article = ask(case).article
    expect = dict(case.expect)
    if "stated" in case.told:
        expect |= {key: case.told[key] for key in ("publisher", "published")}
    for key in ("title", "place", "language", "voice", "publisher", "published"):
        if key in expect:
            assert (article[key] or "") in many(expect[key]), key


@each_article
def test_an_article_suggests_its_main_statements(case: Case, ask: Callable[[Case], Answer]) -> None:
    """Each statement that an editor would keep is a suggestion, with date, kind and names."""
    suggestions = ask(case).suggestions
    faults = [fault for event in case.expect["events"] if (fault := absent(event, suggestions))]
    assert not faults, "\n".join(faults)


@each_article
def test_an_article_suggests_no_trap(case: Case, ask: Callable[[Case], Answer]) -> None:
    """Verbs, numbers of orders and another year's days become no dates."""
    never = accepted(case.expect["never"])
    for each in ask(case).suggestions:
        for text in (each["date"], each["until"]):
            assert not text or days(text) not in never, f"{text}: {each['quote']}"


@each_article
def test_a_quote_stands_in_its_article(case: Case, ask: Callable[[Case], Answer]) -> None:
    """What a suggestion quotes is part of the raw text, word for word."""
    text = plain(text_of(case))
    for each in ask(case).suggestions:
        assert each["quote"]
        assert plain(each["quote"]) in text


@each_article
def test_the_words_of_an_article_are_stored_as_they_came(
    case: Case, run: RunIt, tmp_path: Path
) -> None:
    """The body of the sheet is the raw text: no word more, none less, in the same order."""
    folder = write(tmp_path / "content", {"site.toml": SITE})
    result = run("import", case.file, "--content", folder, *case.options())
    assert result.code == 0, result.err
    (sheet,) = folder.glob("articles/**/*.md")
    body = plain(sheet.read_text(encoding="utf-8").split("\n---\n", maxsplit=1)[1])
    if case.file.suffix != ".html":
        assert body == plain(text_of(case))
    for words in case.expect.get("contains", ()):
        assert words in body
    for words in case.expect.get("without", ()):
        assert words not in body


def test_an_article_that_is_stored_suggests_nothing_new(ask: Callable[[Case], Answer]) -> None:
    """Its suggestions still appear, and each says which event of the record tells it."""
    stored = [case for case in CASES if case.name.startswith("seed-")]
    assert len(stored) == 2
    for case in stored:
        found = ask(case).suggestions
        assert len(found) >= 6
        assert [each["title"] for each in found if not each["covered_by"]] == []


def test_a_reprint_is_known_by_its_words(run: RunIt, tmp_path: Path) -> None:
    """A story under another name is told as a reprint, and whose story it is."""
    by_name = {case.name: case for case in CASES}
    for case in CASES:
        if "reprint_of" not in case.told:
            continue
        folder = write(tmp_path / case.name, {"site.toml": SITE})
        first = by_name[case.told["reprint_of"]]
        assert run("import", first.file, "--content", folder, *first.options()).code == 0
        arguments = ("--content", folder, "--format", "json", *case.options())
        told = json.loads(run("import", case.file, *arguments).out)
        assert told["article"]["origin"] == first.told["publisher"]


def test_dates_names_and_ends_are_found(ask: Callable[[Case], Answer]) -> None:
    """Over all articles few things are wrong and few are missed; pytest -s shows the table."""
    tallies = {case.name: score(case, ask(case)) for case in CASES}
    report = table(tallies)
    print(f"\n{report}")  # noqa: T201 - the figures are what this test is for
    total = {sort: Tally() for sort in ("dates", "names", "ends")}
    for tally in tallies.values():
        for sort, of_all in total.items():
            of_all.add(tally[sort])
    assert total["dates"].precision >= 0.95, report
    assert total["dates"].recall >= 0.85, report
    assert total["names"].precision >= 0.95, report
    assert total["names"].recall >= 0.9, report
    assert total["ends"].precision >= 0.9, report
    assert total["ends"].recall >= 0.85, report
