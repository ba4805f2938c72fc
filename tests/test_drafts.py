"""What `import` writes is read as it was meant: articles, drafts, and events of other timelines."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import addresses, dates
from parley.intake.drafting import drafts, events
from parley.intake.drafting.ids import Ids
from parley.intake.drafting.plain_links import with_web_links_alone
from parley.intake.drafting.plans import Plan
from parley.intake.drafting.writing import on_one_line
from parley.intake.papers import Entry, Manuscript, Suggestion
from parley.intake.story.suggest import Reading
from parley.model import Article, Event
from parley.reading import links, schema, sheets
from parley.reading.notes import Notes
from parley.settings import Settings
from parley.timeline import Timeline
from tests.conftest import SITE, Files, problems, read, write

Make = Callable[[Files], Path]

RIVER = (
    SITE
    + """
[[parties]]
id = "north"
name = "North"
[[parties]]
id = "south"
name = "South"
[[kinds]]
id = "talks"
name = "Talks"
"""
)
RECORD: Files = {
    "site.toml": RIVER,
    "topics/bridge.md": "---\ntitle: The bridge\naliases: [crossing]\n---\n",
    "people/ann-lee.md": "---\ntitle: Ann Lee\n---\n",
    "places/midville.md": "---\ntitle: Midville\n---\n",
    "rounds/first.md": "---\ntitle: First\n---\n",
    "measures/closure.md": "---\ntitle: Closure\n---\n",
    "articles/a.md": "---\npublisher: A\nurl: https://a.example/1\n---\nThe words of one.\n",
    "events/2025/closed.md": "---\ntitle: Closed\ndate: 2025-05-05\naliases: [shut]\n"
    "sources:\n  - a\nsets: [{measure: closure, until: 2025-08-03}]\n---\n",
}

PAPER = Manuscript(
    sha256="ab" * 32,
    body="MIDVILLE - The two banks met on Monday.\n\nThe closure ends on 1 August.\n",
    title="The two banks meet",
    publisher="River Post",
    published=dates.parse("2025-05-12"),
    language="en",
)
MET = Suggestion(
    date="2025-05-12",
    title="The two banks meet in Midville",
    kind="talks",
    by=("north", "south"),
    quote="The two banks met on Monday.",
    voice="north",
    round="first",
    people=("ann-lee",),
    places=("midville",),
    topics=("bridge",),
)
ENDS = Suggestion(
    date="2025-08-01",
    title="The closure ends",
    quote="The closure ends on 1 August.",
    measure="closure",
    until="2025-08-01",
)


def record(folder: Path) -> Timeline:
    """Return the record of a content folder, drafts too."""
    timeline = read(folder, drafts=True).timeline
    assert timeline is not None
    return timeline


def planned(folder: Path, *suggestions: Suggestion, paper: Manuscript = PAPER) -> Plan:
    """Plan an article with some suggestions."""
    return drafts.plan(Reading(manuscript=paper, suggestions=suggestions), "", record(folder))


def text_of(plan: Plan, start: str) -> str:
    """Return the one new file whose path begins like this."""
    (raw,) = (file.raw for file in plan.files if file.name.startswith(start))
    return raw.decode()


def accepted(folder: Path, plan: Plan) -> Timeline:
    """Write the new files and return the record with them, in which there is no error."""
    write(folder, {file.name: file.raw for file in plan.files})
    assert [each for each in problems(folder) if each.severity == "error"] == []
    return record(folder)


def test_an_article_has_its_text_and_what_is_known_of_it(content: Make) -> None:
    """What is not known has no line; what the front matter had beside is a comment."""
    paper = replace(PAPER, url="https://river.example/1", kept=('author: Ann: "A"', "# a note"))
    plan = drafts.plan(
        Reading(manuscript=paper, voice="north", type="news", origin="River Agency"),
        "seeds/x.txt",
        record(content(RECORD)),
    )
    assert [file.name for file in plan.files] == [
        "articles/2025/river-post-2025-05-12-the-two-banks-meet.md"
    ]
    assert plan.files[0].raw.decode() == (
        "---\n"
        "title: The two banks meet\n"
        "publisher: River Post\n"
        "url: https://river.example/1\n"
        "published: 2025-05-12\n"
        "language: en\n"
        "type: news\n"
        "origin: River Agency\n"
        "voice: north\n"
        "seed: seeds/x.txt\n"
        f"sha256: {'ab' * 32}\n"
        '# author: Ann: "A"\n'
        "# a note\n"
        "---\n"
        "MIDVILLE - The two banks met on Monday.\n\nThe closure ends on 1 August.\n"
    )


def test_a_suggestion_becomes_a_draft(content: Make) -> None:
    """With every name as an id, and the words that it was read from."""
    made = content(RECORD)
    plan = planned(made, MET)
    assert plan.offers[0].name == "events/2025/the-two-banks-meet-in-midville.md"
    assert text_of(plan, "events/") == (
        "---\n"
        "title: The two banks meet in Midville\n"
        "date: 2025-05-12\n"
        "kind: talks\n"
        "by: [north, south]\n"
        "round: first\n"
        "topics: [bridge]\n"
        "people: [ann-lee]\n"
        "places: [midville]\n"
        "sources:\n"
        "  - article: river-post-2025-05-12-the-two-banks-meet\n"
        "    quote: The two banks met on Monday.\n"
        "    voice: north\n"
        "draft: true\n"
        "---\n"
    )
    assert accepted(made, plan).event["the-two-banks-meet-in-midville"].draft


def test_the_front_matter_of_a_file_goes_before_a_guess(content: Make) -> None:
    """What its author wrote of it stands; a hash of another file does not."""
    keys = (("voice", "south"), ("type", '"law firm: x"'), ("sha256", "cd"), ("title", "Old"))
    paper = replace(PAPER, keys=keys)
    made = content(RECORD)
    reading = Reading(manuscript=paper, voice="north", type="news")
    found = accepted(made, drafts.plan(reading, "", record(made)))
    article = found.article["river-post-2025-05-12-the-two-banks-meet"]
    assert (article.voice, article.type, article.title) == ("south", "law firm: x", PAPER.title)
    assert article.sha256 == "ab" * 32


def test_an_end_that_is_told_of_moves_nothing(content: Make) -> None:
    """A note says what the source says; only an act sets a measure."""
    made = content(RECORD)
    plan = planned(made, ENDS)
    assert (
        "sets:\n  - measure: closure\n    note: The source gives 1 August 2025 as its end.\n"
    ) in text_of(plan, "events/")
    steps = accepted(made, plan).history["closure"]
    assert [step.event.id for step in steps if step.setting.moves] == ["closed"]


def test_an_act_sets_a_new_end(content: Make) -> None:
    """As its words report it."""
    extended = replace(ENDS, date="2025-07-30", until="2025-11-01", is_set=True)
    made = content(RECORD)
    plan = planned(made, extended)
    lines = "sets:\n  - measure: closure\n    until: 2025-11-01\n"
    assert lines in text_of(plan, "events/")
    accepted(made, plan)


@pytest.mark.parametrize(
    "suggestion",
    [
        replace(ENDS, date="2025-05-05", is_set=True),
        replace(ENDS, date="2025-09-01", until="2025-08-01", is_set=True),
    ],
    ids=["another act of that day", "an end before the event"],
)
def test_what_an_editor_must_decide_is_a_note(content: Make, suggestion: Suggestion) -> None:
    """Reading would refuse it as a setting, and the rest of the draft with it."""
    made = content(RECORD)
    plan = planned(made, suggestion)
    assert "note: The source gives" in text_of(plan, "events/")
    accepted(made, plan)


def test_of_two_acts_of_one_day_the_first_is_taken(content: Make) -> None:
    """The other is a note, for an editor to say which came later."""
    one = replace(ENDS, date="2025-07-30", until="2025-11-01", is_set=True)
    other = replace(one, until="2025-12-01", title="Another end")
    made = content(RECORD)
    plan = planned(made, one, other)
    settings = [step.setting for step in accepted(made, plan).history["closure"]]
    assert [each.until.text for each in settings if each.until] == ["2025-08-03", "2025-11-01"]


def test_words_that_do_not_stand_alone_are_not_quoted(content: Make) -> None:
    """`<b` is a tag to Markdown if a `>` follows somewhere: then the article alone is cited."""
    body = "The fee is a <b and c. The talks end on Monday. They are > than ever.\n"
    said = replace(MET, quote="The fee is a <b and c.")
    made = content(RECORD)
    plan = planned(made, said, paper=replace(PAPER, body=body))
    assert "quote" not in text_of(plan, "events/")
    accepted(made, plan)


def test_a_stored_article_is_cited_and_not_written_again(content: Make) -> None:
    """Its suggestions come all the same."""
    made = content(RECORD)
    reading = Reading(
        manuscript=PAPER,
        suggestions=(replace(MET, quote="The words of one."),),
        same_as="a",
        is_same=True,
    )
    plan = drafts.plan(reading, "", record(made))
    assert (plan.article, plan.article_name) == ("a", "articles/a.md")
    assert [file.name.partition("/")[0] for file in plan.files] == ["events"]
    assert "  - article: a\n    quote: The words of one.\n" in text_of(plan, "events/")


def test_what_an_event_tells_already_is_a_source_for_it(content: Make) -> None:
    """The lines can be put below `sources:` as they are."""
    made = content(RECORD)
    plan = planned(made, replace(MET, covered_by="closed"))
    (offer,) = plan.offers
    assert offer.name == "events/2025/closed.md"
    assert [file.name.partition("/")[0] for file in plan.files] == ["articles"]
    sheet = (made / offer.name).read_text("utf-8")
    lines = "\n".join(("sources:", *offer.lines, ""))
    write(made, {offer.name: sheet.replace("sources:\n", lines)})
    event = accepted(made, plan).event["closed"]
    assert [(source.article, source.voice) for source in event.sources] == [
        ("river-post-2025-05-12-the-two-banks-meet", "north"),
        ("a", ""),
    ]


@pytest.mark.parametrize(
    ("cites", "is_offered"),
    [
        ("{article: a, quote: The words of one.}", False),
        ("{article: a, quote: words of one}", False),
        ("{article: a, quote: The words}", True),
        ("a", True),
    ],
)
def test_an_event_that_cites_the_words_needs_no_lines(
    content: Make, cites: str, is_offered: bool
) -> None:
    """Nor does one that cites more of them or less; one that only names the article may."""
    event = f"---\ntitle: E\ndate: 2025\nsources: [{cites}]\n---\n"
    made = content({**RECORD, "events/e.md": event})
    said = replace(MET, quote="words of one.", covered_by="e")
    reading = Reading(manuscript=PAPER, suggestions=(said,), same_as="a", is_same=True)
    (offer,) = drafts.plan(reading, "", record(made)).offers
    assert bool(offer.lines) == is_offered


def test_a_draft_of_an_earlier_run_is_not_made_again(content: Make) -> None:
    """Not under the same title, and not of the same words, though an editor changed the title."""
    made = content(RECORD)
    accepted(made, planned(made, MET))
    again = Reading(
        manuscript=PAPER,
        suggestions=(MET, replace(MET, title="Another title")),
        same_as="river-post-2025-05-12-the-two-banks-meet",
        is_same=True,
    )
    plan = drafts.plan(again, "", record(made))
    assert plan.files == ()
    assert [(each.suggestion.covered_by, each.lines) for each in plan.offers] == [
        ("the-two-banks-meet-in-midville", ()),
        ("the-two-banks-meet-in-midville", ()),
    ]


ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=60
)
HOSTILE = st.sampled_from(
    [
        "x: [y",
        "--- ",
        "'a' \"b\"",
        "# no",
        "a # b",
        ", a",
        "- a",
        "? a",
        "a:",
        "{a}",
        "null",
        "..",
        "\\n",
    ]
)


@given(title=ANY_TEXT | HOSTILE, quote=ANY_TEXT | HOSTILE)
def test_any_words_are_read_as_they_were_meant(title: str, quote: str) -> None:
    """Whatever YAML would make of them: an article's title, an event's title and its quote."""
    timeline = Timeline(settings=_settings())
    paper = replace(PAPER, title=title, publisher=title, body=f"Before it. {quote}\n")
    reading = Reading(
        manuscript=paper, suggestions=(Suggestion(date="2025", title=title, quote=quote),)
    )
    plan = drafts.plan(reading, title, timeline)
    if not (meant := on_one_line(title)):
        return
    article, event = (_entity(file.name, file.raw) for file in plan.files)
    assert isinstance(article, Article) and isinstance(event, Event)
    assert (article.title, article.publisher, article.seed) == (meant, meant, meant)
    assert article.body.split() == paper.body.split()
    assert event.title == meant
    assert event.sources[0].words in (on_one_line(quote), "")


def _settings() -> Settings:
    return Settings(title="T", base_url="https://example.org/", language="en")


def _entity(name: str, raw: bytes) -> object:
    kind, id = name.partition("/")[0], Path(name).stem
    assert addresses.id_fault(id) is None
    sheet = sheets.read(raw, kind=kind, id=id, path=name, name=name)
    found = schema.read(sheet)
    assert found.problems == ()
    return found.entity


@pytest.mark.parametrize(
    ("kind", "words", "id"),
    [
        ("events", "The two banks meet", "the-two-banks-meet"),
        ("events", "Closed", "closed-2"),
        ("events", "SHUT", "shut-2"),
        ("events", "Midville", "midville-2"),
        ("articles", "Ann LEE", "ann-lee-2"),
        ("events", "Main", "event-main"),
        ("events", "Q-12345678", "event-q-12345678"),
        ("topics", "Main", "main"),
        ("events", "?!", "event"),
        ("articles", "…", "article"),
        ("events", "word " * 30, "-".join(["word"] * 12)),
        ("events", "w" * 90, "w" * 60),
        ("events", "停战" * 50, "停战" * 30),
        ("events", "Ärger über 停战", "arger-uber-停战"),
    ],
)
def test_an_id_is_short_free_and_an_address(content: Make, kind: str, words: str, id: str) -> None:
    """Taken are the ids of every kind, whatever their capitals, and the old ids of events."""
    found = Ids(record(content(RECORD))).free(kind, words)
    assert found == id
    assert addresses.id_fault(found) is None and len(found.encode()) <= 180


def test_an_id_is_given_once(content: Make) -> None:
    """Two drafts of one run may have one title."""
    ids = Ids(record(content({})))
    assert [ids.free("events", "Talks") for _ in range(3)] == ["talks", "talks-2", "talks-3"]


def test_an_event_without_a_day_stands_among_the_undated(content: Make) -> None:
    """As `new` has it."""
    made = content(RECORD)
    plan = planned(made, replace(MET, date="../.."), replace(MET, date="2024?", title="Before"))
    assert [offer.name for offer in plan.offers] == [
        "events/undated/the-two-banks-meet-in-midville.md",
        "events/2024/before.md",
    ]
    accepted(made, plan)


ENTRY = Entry(
    title="The ferry sails",
    date=dates.parse("2025-05~"),
    text="It sails **again**. See [its page](https://ferry.example/).",
    url="https://www.ferry.example/news?id=1",
    topics=("Ferries", "Crossing", "bridge"),
)


def test_an_entry_of_another_timeline_becomes_an_event(content: Make) -> None:
    """Published, as it was there; a topic is known by its names, a new one gets a file."""
    made = content(RECORD)
    plan = events.plan([ENTRY], record(made))
    assert {file.name: file.raw.decode() for file in plan.files} == {
        "topics/ferries.md": "---\ntitle: Ferries\n---\n",
        "articles/undated/ferry-example-the-ferry-sails.md": (
            '---\npublisher: ferry.example\nurl: "https://www.ferry.example/news?id=1"\n---\n'
        ),
        "events/2025/the-ferry-sails.md": (
            "---\n"
            "title: The ferry sails\n"
            "date: 2025-05~\n"
            "topics: [ferries, bridge]\n"
            "sources: [ferry-example-the-ferry-sails]\n"
            "---\n"
            "It sails **again**. See [its page](https://ferry.example/).\n"
        ),
    }
    assert not accepted(made, plan).event["the-ferry-sails"].draft


def test_what_the_record_has_is_left_out(content: Make) -> None:
    """An event of the same title and date; so nothing comes of a file that is imported twice."""
    made = content(RECORD)
    accepted(made, events.plan([ENTRY], record(made)))
    again = events.plan([ENTRY], record(made))
    assert again.files == ()
    assert [each.suggestion.covered_by for each in again.offers] == ["the-ferry-sails"]


def test_each_address_is_one_source(content: Make) -> None:
    """An article of the record at that address is the source; a new one serves all entries."""
    made = content(RECORD)
    entries = [
        replace(ENTRY, url="https://a.example/1"),
        replace(ENTRY, title="Two"),
        replace(ENTRY, title="Three"),
    ]
    plan = events.plan(entries, record(made))
    found = accepted(made, plan)
    cited = [event.sources[0].article for event in found.events if event.sources]
    assert sorted(cited) == ["a", "a", "ferry-example-two", "ferry-example-two"]


@pytest.mark.parametrize(
    "text",
    [
        "[[bridge]] and [[nothing]]",
        "[a page](/events/closed/) and [another](page.html)",
        "![a picture](https://x.example/p.png)",
        '<a href="/x/">words</a> <img src="x.png">',
        "[name]: /x/",
        "[[not ended",
    ],
)
def test_no_text_from_elsewhere_links_into_the_site(content: Make, text: str) -> None:
    """It can't mean our ids: such words stay words, and a link to the web stays a link."""
    made = content(RECORD)
    web = f"{text} [web](https://web.example/)"
    plan = events.plan([replace(ENTRY, text=web)], record(made))
    body = accepted(made, plan).event["the-ferry-sails"].body
    assert body.endswith("[web](https://web.example/)")
    assert body.replace("\\", "").replace("&lt;", "<") == web


MARKS = st.sampled_from(
    [
        *("[", "]", "[[", "]]", "(", ")", "<", ">", "!", "`", "``", "\\", "|", ":", "^"),
        *("/a/", "https://x.org", "a", "b ", "\n", "\n\n", "    ", "- ", "1. ", "<a href="),
    ]
)


@given(st.lists(MARKS, max_size=25).map("".join))
def test_no_text_at_all_links_into_the_site(text: str) -> None:
    """Nor can it have a link that reading refuses; what is plain already is not changed."""
    plain = with_web_links_alone(text)
    notes = Notes("")
    links.collect(plain, 1, notes)
    assert (notes.problems, notes.references) == ([], [])
    assert with_web_links_alone(plain) == plain
