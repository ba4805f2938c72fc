"""Rules about the whole record, each with its good and its bad example; all mistakes at once.

Most bad examples stand in tests/bad; here are the good ones, and what needs more than files.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.problems import Origin, Problem, in_order, nearest
from parley.reading import checks
from tests.conftest import SITE, SOURCES, Files, problems, read, write

Make = Callable[[Files], Path]

REFERENCE = "---\npublisher: C\nurl: https://example.org/\npublished: 2025-05\n---\n"
RAIN = "It rained all day.\r\nNobody   crossed.\r\n"


def event(*lines: str, title: str = "T", body: str = "") -> str:
    """Return an event's file; it has two sources."""
    front = "\n".join([f"title: {title}", "date: 2025-05-05", "sources: [a, b]", *lines])
    return f"---\n{front}\n---\n{body}\n"


def rules(found: tuple[Problem, ...]) -> list[str]:
    """Return the rules that are broken, in order."""
    return [problem.rule for problem in found]


def test_every_rule_says_what_must_hold() -> None:
    """A rule's docstring is the rule: one sentence."""
    for rule in (*checks.RULES, *checks.RULES_OF_A_WHOLE):
        assert rule.__doc__ and rule.__doc__.strip().split("\n")[0].endswith((".", ",", ":"))


def seeded(home: Path, seed: bytes, body: str, digest: str = "") -> tuple[Problem, ...]:
    """Return what is wrong with an article whose text came from a seed."""
    digest = digest or hashlib.sha256(seed).hexdigest()
    text = f"---\npublisher: P\nseed: seeds/a.txt\nsha256: {digest}\n---\n{body}"
    write(home, {"seeds/a.txt": seed, "content/site.toml": SITE, "content/articles/a.md": text})
    return problems(home / "content")


def test_a_text_may_differ_from_its_seed_in_white_space_alone(tmp_path: Path) -> None:
    """Lines may be broken anew; the seed may come from another system."""
    assert seeded(tmp_path, RAIN.encode(), "It rained\nall day.\n\nNobody crossed.") == ()
    assert (
        seeded(tmp_path, b"\xef\xbb\xbf" + RAIN.encode(), "It rained all day. Nobody crossed.")
        == ()
    )
    assert seeded(tmp_path, "It rained.\x0cAll\u2028day.\x85".encode(), "It rained. All day.") == ()


@pytest.mark.parametrize(
    "body",
    ["It rained all day. Nobody swam.", "It rained.", "It rained all day. Nobody crossed. I"],
)
def test_a_text_may_not_differ_from_its_seed_in_a_word(tmp_path: Path, body: str) -> None:
    """Neither changed, nor left out, nor added."""
    assert rules(seeded(tmp_path, RAIN.encode(), body)) == ["seed-text"]


def test_a_seed_may_be_stated_without_a_stored_text(tmp_path: Path) -> None:
    """Then there is nothing to compare; the hash is checked all the same."""
    assert seeded(tmp_path, RAIN.encode(), "") == ()
    assert rules(seeded(tmp_path, RAIN.encode(), "", "0" * 64)) == ["seed"]


def test_a_hash_may_be_written_in_capitals(tmp_path: Path) -> None:
    """Some tools print it so."""
    assert seeded(tmp_path, b"x", "x", hashlib.sha256(b"x").hexdigest().upper()) == ()


def test_a_seed_that_has_changed_states_its_new_hash(tmp_path: Path) -> None:
    """So that a reviewer can see which of the two is meant."""
    (found,) = seeded(tmp_path, b"x", "x", "0" * 64)
    assert hashlib.sha256(b"x").hexdigest() in found.message
    assert (found.origin.line, found.origin.column) == (3, 7)


def test_a_seed_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its path begins beside content/, not where the command is called."""
    monkeypatch.chdir("/")
    assert seeded(tmp_path, RAIN.encode(), RAIN) == ()


def test_a_link_in_seeds_may_not_lead_out(tmp_path: Path) -> None:
    """What is published must be in the repository."""
    seeded(tmp_path, b"x", "x")
    (tmp_path / "seeds" / "a.txt").unlink()
    (tmp_path / "seeds" / "a.txt").symlink_to("/etc/hostname")
    (found,) = problems(tmp_path / "content")
    assert found.rule == "seed" and "outside" in found.message


def test_a_round_and_its_event_may_name_each_other_or_one_the_other(content: Make) -> None:
    """And events before and after a round may belong to it without being its talks."""
    made = content(
        {
            **SOURCES,
            "events/talks.md": event("round: r", title="Talks"),
            "events/follow-up.md": event("round: r", title="A letter"),
            "events/others.md": event(title="Other talks"),
            "events/plan.md": event("round: t", title="A third round is planned"),
            "rounds/r.md": "---\ntitle: R\nevent: talks\n---\n",
            "rounds/s.md": "---\ntitle: S\nevent: others\n---\n",
            "rounds/t.md": "---\ntitle: T\n---\n",
        }
    )
    assert problems(made) == ()


@pytest.mark.parametrize("name", ["about", "method", "data-protection", "2025-in-review", "x2025"])
def test_a_page_may_have_any_address_that_is_free(content: Make, name: str) -> None:
    """The site's own words are taken only whole; /about/ is meant to be written."""
    assert problems(content({f"pages/{name}.md": "---\ntitle: T\n---\n"})) == ()


@pytest.mark.parametrize(
    "name", ["search", "data", "static", "topics", "changes", "differences", "404", "1999"]
)
def test_a_page_may_not_take_an_address_of_the_site(content: Make, name: str) -> None:
    """Two pages can't stand at one address."""
    assert rules(problems(content({f"pages/{name}.md": "---\ntitle: T\n---\n"}))) == ["address"]


@pytest.mark.parametrize(
    "name", ["mains", "texts-of-the-deal", "2025-talks", "q-talks", "may-2025"]
)
def test_an_event_may_have_any_id_that_is_no_fragment_of_a_page(content: Make, name: str) -> None:
    """Words that only begin like one are free."""
    made = content({**SOURCES, f"events/{name}.md": event()})
    assert problems(made) == ()


def test_an_alias_is_an_old_id_that_nothing_else_has(content: Make) -> None:
    """Another kind of thing may have it: the address differs."""
    made = content(
        {
            **SOURCES,
            "events/e.md": event("aliases: [old, older, a]", "topics: [old]"),
            "topics/old.md": "---\ntitle: T\naliases: [e, old, any words]\n---\n",
        }
    )
    assert problems(made) == ()


def test_a_draft_needs_no_source(content: Make) -> None:
    """It says itself that it is not ready; a published event without one is a warning."""
    text = "---\ntitle: T\ndate: 2025\n---\n"
    draft = "---\ntitle: U\ndate: 2025\ndraft: true\n---\n"
    made = content({"events/a.md": text, "events/b.md": draft})
    (found,) = problems(made)
    assert (found.rule, found.severity) == ("no-source", "warning")
    assert found.origin.path == "content/events/a.md"


def test_a_quote_without_a_stored_text_is_a_note(content: Make) -> None:
    """It fails no build; with a text, the words are looked up."""
    quoted = event().replace("[a, b]", "[{article: c, quote: all day}, a, b]")
    made = {**SOURCES, "articles/c.md": REFERENCE, "events/e.md": quoted}
    found = problems(content(made))
    assert [(each.rule, each.severity) for each in found] == [("unchecked-quote", "note")]
    assert problems(content({**made, "articles/c.md": REFERENCE + RAIN})) == ()


def setting(*settings: str, front: str = "date: 2025-05-05", title: str = "T") -> str:
    """Return an event's file that sets the measure m."""
    sets = "".join(f"\n  - {{measure: m, {each}}}" for each in settings)
    return f"---\ntitle: {title}\n{front}\nsources: [a, b]\nsets:{sets}\n---\n"


SET: Files = {**SOURCES, "measures/m.md": "---\ntitle: M\n---\n"}


@pytest.mark.parametrize(
    "given",
    [
        *("from: 2025-06-01, until: 2025-06-01", "until: 2025-05-05", "until: 2025-05"),
        *("from: 2025-06-15, until: 2025-06", "until: ..", "until: ../2025-05-09", "until: 2025"),
        *("from: ../2025-06, until: 2025-01-01", "until: 2025-05-05T00:01:00-04:00"),
        "from: 2025-04-01, until: 2025-04-30",
    ],
)
def test_an_end_may_be_on_the_day_of_the_start_or_not_surely_before(
    content: Make, given: str
) -> None:
    """Only what must be wrong is one; the event may tell of what is past."""
    assert problems(content({**SET, "events/e.md": setting(given)})) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("value: 10",), ("value: 10",)),
        (("value: 10",), ("until: 2025-08-12",)),
        (("value: 10",), ("note: It will not last.",)),
        (("value: 10, from: 2025-05-06",), ("value: 20, from: 2025-05-07",)),
        (("value: 10", "value: 20, from: 2025-05-07"), ("note: Nothing new.",)),
        (("until: 2025-08-12",), ("until: 2025-08-12",)),
    ],
)
def test_two_events_of_one_day_may_set_a_measure(
    content: Make, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    """To the same, to different parts of it, or from different days."""
    made = {"events/e.md": setting(*first), "events/f.md": setting(*second, title="U")}
    assert problems(content({**SET, **made})) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("date: 2025-05-05", "date: 2025-05-05\norder: 1"),
        ("date: 2025-05-05", "date: 2025-05-06"),
        ("date: 2025-05-05", "date: 2025-05"),
        ("date: 2025-05-05T09:00:00Z", "date: 2025-05-05T10:00:00Z"),
        ("date: 2025-05-05T09:00:00Z", "date: 2025-05-05"),
    ],
)
def test_what_two_events_set_has_an_order_by_date_time_or_the_editor(
    content: Make, one: str, other: str
) -> None:
    """Then the later one prevails, and there is no mistake."""
    given = "value: {}, from: 2025-06-01"
    made = {
        "events/e.md": setting(given.format(10), front=one),
        "events/f.md": setting(given.format(20), front=other, title="U"),
    }
    assert problems(content({**SET, **made})) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("value: 10", "value: 20"), ("state: ended", "state: suspended")),
        *(("until: 2025-08-12", "until: 2025-11-10"), ("until: ..", "until: 2025-11-10")),
        ("value: 10, from: 2025-06-01", "value: 20, from: 2025-06-01T12:00:00Z"),
    ],
)
def test_what_two_events_set_must_have_an_order(content: Make, one: str, other: str) -> None:
    """Another value, state or end from one day: told at the second, naming both and the measure."""
    made = {"events/e.md": setting(one), "events/f.md": setting(other, title="U")}
    (found,) = (each for each in problems(content({**SET, **made})) if each.rule != "measure")
    assert (found.rule, found.severity, found.origin.line) == ("order", "error", 6)
    assert found.origin.path == "content/events/f.md"
    assert "'e' and 'f' set 'm'" in found.message and "order: 1" in found.hint


def known(day: str, date: str, kind: str, *published: str) -> Files:
    """Return content with an event known since a day, and its sources."""
    sources = {
        f"articles/a{n}.md": f"---\npublisher: P\n{each and f'published: {each}'}\n---\nWords.\n"
        for n, each in enumerate(published)
    }
    ids = ", ".join(f"a{n}" for n in range(len(published)))
    front = f"title: T\ndate: {date}\nknown: {day}\nkind: {kind}\nsources: [{ids}]\ndraft: true"
    kinds = "".join(
        f'[[kinds]]\nid = "{id}"\nname = "K"\npublic = {public}\n'
        for id, public in (("order", "true"), ("talks", "false"))
    )
    return {"site.toml": SITE + kinds, **sources, "events/e.md": f"---\n{front}\n---\n"}


@pytest.mark.parametrize(
    "given",
    [
        ("2025-05-06", "2025-05-01", "talks", "2025-05-06"),
        ("2025-05-06", "2025-05-01", "talks", "2025-06-01", "2025-05-01"),
        ("2025-05-06", "2025-05-01", "talks", "2025-05"),
        ("2025-05-06", "2025-05-01", "talks", "2025-06-01", ""),
        ("2025-05-06", "2025-05-01", "talks", "../2025-06-01"),
        ("2025-05-06", "2025-05-01", "talks"),
        ("2025-05-06", "2025-05-06", "order", "2025-06-01"),
        ("2025-05-06", "2025-05-01", "order", "2025-06-01"),
    ],
)
def test_an_event_may_be_known_from_the_day_of_a_source_or_of_a_public_act(
    content: Make, given: tuple[str, ...]
) -> None:
    """And earlier where a source has no date, or there is none: then nothing contradicts it."""
    assert problems(content(known(*given))) == ()


@pytest.mark.parametrize(
    "given",
    [
        ("2025-05-06", "2025-05-01", "talks", "2025-05-07", "2025-06-01"),
        ("2025-04-30", "2025-05-01", "talks", "2025-05"),
        ("2025-05-06", "2025-05-07", "order", "2025-06-01"),
    ],
)
def test_an_event_is_not_known_before_anybody_could_tell(
    content: Make, given: tuple[str, ...]
) -> None:
    """Before the first day of all its sources; of a public act, before its own day too."""
    (found,) = problems(content(known(*given)))
    assert (found.rule, found.severity) == ("known", "error")
    assert (found.origin.line, found.origin.column) == (4, 8)
    assert given[0] in found.message


def test_a_measure_that_nothing_sets_is_a_warning(content: Make) -> None:
    """With the lines that would set it; a draft is enough, a note is not."""
    for given in ({}, {"events/e.md": event()}, {"events/e.md": setting("note: They speak.")}):
        found = problems(content({**SET, **given}))
        assert [(each.rule, each.severity) for each in found] == [("measure", "warning")] * len(
            given
        )
        assert all(each.origin.path == "content/measures/m.md" for each in found)
        assert all("{measure: m, value:" in each.hint for each in found)
    made = {**SET, "events/e.md": setting("value: 10", front="date: 2025\ndraft: true")}
    assert problems(content(made)) == ()


BROKEN: Files = {
    "site.toml": SITE + 'tagine = "x"\n',
    **SOURCES,
    "articles/bytes.md": b"---\npublisher: \xff\n---\n",
    "events/open.md": "---\ntitle: T\n",
    "events/colon.md": "---\ntitle: A: b\ndate: 2025\n---\n",
    "events/many.md": event("tpoics: x", "order: first", "topics: [nothing, river, nothing]"),
    "events/mentions.md": event(
        "topics: [river]", "places: [town]", body="[[open]] [[bytes]] [[colon]] [[nobody]]"
    ),
    "topics/river.md": "---\ntitel: River\n---\n",
    "places/town.md": "---\n- list\n---\n",
}


def test_all_mistakes_of_a_run_are_told_at_once(content: Make) -> None:
    """Whatever is broken besides; sorted by path, line and column, and nothing twice."""
    found = problems(content(BROKEN))
    assert [(p.origin.path.removeprefix("content/"), p.origin.line, p.rule) for p in found] == [
        ("articles/bytes.md", 2, "encoding"),
        ("events/colon.md", 2, "yaml"),
        ("events/many.md", 5, "unknown-key"),
        ("events/many.md", 6, "number"),
        ("events/many.md", 7, "unknown-id"),
        ("events/many.md", 7, "repeated-id"),
        ("events/mentions.md", 8, "link"),
        ("events/open.md", 1, "fence"),
        ("places/town.md", 2, "front-matter"),
        ("site.toml", 4, "unknown-key"),
        ("topics/river.md", 2, "missing-title"),
        ("topics/river.md", 2, "unknown-key"),
    ]
    assert list(found) == sorted(set(found))


def test_a_broken_file_makes_no_mention_of_it_a_mistake(content: Make) -> None:
    """Its id is there, though its contents are not; only what is nowhere is unknown."""
    found = [p.message for p in problems(content(BROKEN)) if p.rule in ("link", "unknown-id")]
    assert found == ["there is no topic 'nothing'", "[[nobody]] leads nowhere"]


def test_mistakes_do_not_hang_on_the_order_of_files(content: Make) -> None:
    """Two events claim one alias: the later path is the one that is told."""
    made = content(
        {
            **SOURCES,
            "events/z/first.md": event("aliases: old", title="First"),
            "events/b/second.md": event("aliases: old", title="Second"),
        }
    )
    (found,) = problems(made)
    assert found.origin.path == "content/events/z/first.md"
    assert "content/events/b/second.md" in found.message


def test_a_record_with_a_warning_is_there_and_one_with_an_error_is_not(content: Make) -> None:
    """Under --strict, a warning is enough to stop."""
    text = "---\ntitle: T\ndate: 2025\n---\n"
    record = read(content({"events/a.md": text}))
    assert record.timeline is not None
    assert record.is_publishable(strict=False) and not record.is_publishable(strict=True)
    record = read(content({"events/a.md": text.replace("date", "dat")}))
    assert record.timeline is None and not record.is_publishable(strict=False)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("sumary", ["summary", "sources"], "summary"),
        ("soy_beans", ["soybeans", "soy"], "soybeans"),
        ("Tariffs", ["tariff", "tariffs"], "tariffs"),
        ("rare earths", ["rare-earths"], "rare-earths"),
        ("qoute", ["quote", "note"], "quote"),
        ("xyz", ["summary"], None),
        ("summary", [], None),
        ("", ["summary"], None),
    ],
)
def test_what_was_probably_meant(word: str, known: list[str], meant: str | None) -> None:
    """Separators, capitals and plurals first, then letters; nothing where nothing is near."""
    assert nearest(word, known) == meant


def test_problems_are_sorted_as_people_read() -> None:
    """Line 9 comes before line 10; of one line, the column decides; repeats are dropped."""

    def problem(path: str, line: int, column: int) -> Problem:
        return Problem(origin=Origin(path=path, line=line, column=column), rule="r", message="m")

    given = [problem("b", 1, 1), problem("a", 10, 1), problem("a", 9, 2), problem("a", 9, 1)]
    assert in_order([*given, *given]) == tuple(reversed(given))


@pytest.mark.parametrize(
    ("record_to", "count"), [("2025-06-30", 0), ("2025-06-10", 0), ("2025-06-09", 1)]
)
def test_an_event_after_the_end_of_the_record_is_a_warning(
    content: Make, record_to: str, count: int
) -> None:
    """The pages say that nothing is recorded after that day, so something is wrong."""
    made = content(
        {
            **SOURCES,
            "events/e.md": "---\ntitle: T\ndate: 2025-06-10\nsources: [a, b]\n---\n",
        }
    )
    with (made / "site.toml").open("a") as site:
        site.write(f'record_to = "{record_to}"\n')
    found = [(each.rule, each.severity) for each in problems(made)]
    assert found == [("record", "warning")] * count
