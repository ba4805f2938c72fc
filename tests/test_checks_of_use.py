"""What counts as a use of a thing, and which sources an event and a reader may miss.

Warnings and notes alone; tests/bad holds an example of each.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SITE, SOURCES, Files, problems

Make = Callable[[Files], Path]

HEAD = "---\ntitle: X\n---\n"
DRAFT = "draft: true\n"


def event(*front: str, title: str = "T", sources: str = "[a, b]", body: str = "") -> str:
    """Return an event's file."""
    lines = "\n".join([f"title: {title}", "date: 2025-05-05", f"sources: {sources}", *front])
    return f"---\n{lines}\n---\n{body}\n"


def found(folder: Path) -> list[tuple[str, str, str]]:
    """Return file, rule and severity of every problem."""
    return [
        (each.origin.path.removeprefix("content/"), each.rule, each.severity)
        for each in problems(folder)
    ]


THINGS: Files = {f"{kind}/x.md": HEAD for kind in ("topics", "people", "places", "rounds")}


def test_what_nothing_refers_to_is_a_warning_and_an_article_a_note(content: Make) -> None:
    """A source that is received and not yet cited is work that goes on."""
    made = {**SOURCES, **THINGS, "articles/x.md": HEAD, "events/e.md": event()}
    assert found(content(made)) == [
        ("articles/x.md", "unused", "note"),
        ("people/x.md", "unused", "warning"),
        ("places/x.md", "unused", "warning"),
        ("rounds/x.md", "unused", "warning"),
        ("topics/x.md", "unused", "warning"),
    ]


def test_a_newcomer_may_begin_with_topics(content: Make) -> None:
    """As long as there is no event, nothing is unused."""
    assert found(content({**SOURCES, **THINGS})) == []


@pytest.mark.parametrize("draft", ["", DRAFT])
@pytest.mark.parametrize(
    ("thing", "front"),
    [
        *(("topics/x.md", "topics: x"), ("people/x.md", "people: x"), ("places/x.md", "places: x")),
        *(("rounds/x.md", "round: x"), ("articles/x.md", "sources: x")),
        ("articles/x.md", "differs: [{question: Q, claims: [{says: S, sources: [x]}]}]"),
        *(("topics/x.md", "# [[x]]"), ("people/x.md", "# [it](/people/x/)")),
        *(("rounds/x.md", "# [[rounds/x|it]]"), ("articles/x.md", "# [it]: /articles/x/#text")),
    ],
)
def test_an_event_uses_what_it_names_or_links_to(
    content: Make, thing: str, front: str, draft: str
) -> None:
    """In front matter or in its text, and as a draft too."""
    body = front.removeprefix("# ") if front.startswith("#") else ""
    lines = [front, draft.strip()] if not body else [draft.strip()]
    text = event(*(line for line in lines if line), body=body)
    if front.startswith("sources"):
        text = text.replace("sources: [a, b]\nsources: x", "sources: [a, b, x]")
    assert found(content({**SOURCES, thing: HEAD + "Words.\n", "events/e.md": text})) == []


@pytest.mark.parametrize(
    ("thing", "other"),
    [
        ("people/x.md", {"rounds/r.md": "---\ntitle: R\nevent: e\nhosts: x\n---\n"}),
        ("people/x.md", {"rounds/r.md": "---\ntitle: R\nevent: e\ndelegations: {us: x}\n---\n"}),
        ("rounds/x.md", {"rounds/x.md": "---\ntitle: R\nevent: e\n---\n"}),
        ("topics/x.md", {"pages/about.md": HEAD + "[[x]]\n"}),
        ("places/été.md", {"pages/about.md": HEAD + "[it](/places/%C3%A9t%C3%A9/)\n"}),
        ("people/x.md", {"articles/c.md": "---\npublisher: C\ntext: full\n---\n[[x]]\n"}),
    ],
)
def test_other_things_use_what_they_name_or_link_to(
    content: Make, thing: str, other: Files
) -> None:
    """Rounds their people, measures their topics, and every text that is shown."""
    site = SITE + '[[parties]]\nid = "us"\nname = "US"\n'
    cited = event(sources="[a, b, c]" if "articles/c.md" in other else "[a, b]")
    made = {"site.toml": site, **SOURCES, thing: HEAD, "events/e.md": cited, **other}
    assert found(content(made)) == []


def test_a_thing_may_be_used_by_another_of_its_name(content: Make) -> None:
    """A round and its place share an id; the link from one to the other is a use."""
    made = {
        **SOURCES,
        "events/e.md": event("round: x"),
        "rounds/x.md": HEAD + "In [[places/x]].\n",
        "places/x.md": HEAD,
    }
    assert found(content(made)) == []


def test_a_measure_uses_its_topics(content: Make) -> None:
    """The topic's page shows the measure."""
    made = {
        **SOURCES,
        "topics/x.md": HEAD,
        "measures/m.md": "---\ntitle: M\ntopics: x\n---\n",
        "events/e.md": event("sets: {measure: m, value: 1}"),
    }
    assert found(content(made)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("topics/x.md", HEAD + "[[x]]\n"),
        ("articles/a.md", "---\npublisher: A\n---\n[[x]]\n"),
        ("pages/about.md", HEAD + "`[[x]]` and /topics/x/\n"),
    ],
)
def test_no_use_is_a_link_to_itself_or_one_that_is_not_shown(
    content: Make, name: str, text: str
) -> None:
    """Nor what only looks like a link."""
    made = {**SOURCES, "topics/x.md": HEAD, "events/e.md": event(), name: text}
    assert found(content(made)) == [("topics/x.md", "unused", "warning")]


def test_where_an_event_is_broken_nothing_is_called_unused(content: Make) -> None:
    """It may be the one that uses it."""
    made = {**SOURCES, **THINGS, "events/e.md": event("weight: heavy")}
    assert found(content(made)) == [("events/e.md", "choice", "error")]


ORIGINS: Files = {
    **SOURCES,
    "articles/reprint.md": "---\npublisher: R\norigin: a\n---\nWords.\n",
    "articles/low.md": "---\npublisher: L\ntype: low\n---\nWords.\n",
    "articles/nobody.md": "---\ntitle: N\n---\nWords.\n",
}


def noted(folder: Path) -> list[str]:
    """Return the messages of the notes that count origins."""
    return [each.message for each in problems(folder) if each.rule == "one-origin"]


@pytest.mark.parametrize(
    "sources", ["[a, reprint]", "[a, low]", "[nobody, a]", "[a, {article: b, contradicted: true}]"]
)
def test_what_goes_back_to_one_origin_is_a_note(content: Make, sources: str) -> None:
    """Counted as the pages count: reprints, low quality and contradiction add nothing."""
    made = content({**ORIGINS, "events/e.md": event(sources=sources)})
    assert [each.lower() for each in noted(made)] == [
        "all that supports 'e' goes back to one origin: a"
    ]


@pytest.mark.parametrize("sources", ["[low]", "[nobody, low]"])
def test_what_has_no_origin_that_counts_is_a_note(content: Make, sources: str) -> None:
    """And says so in other words."""
    made = content({**ORIGINS, "events/e.md": event(sources=sources)})
    assert noted(made) == ["no source of 'e' counts as an origin"]


@pytest.mark.parametrize("front", ["sources: [a, b]", "sources: [a]\ndraft: true", "sources: []"])
def test_two_origins_or_a_draft_or_no_source_at_all_are_not_noted(
    content: Make, front: str
) -> None:
    """A draft is not ready, and an event without a source has a warning of its own."""
    text = f"---\ntitle: T\ndate: 2025-05-05\n{front}\n---\n"
    assert noted(content({**ORIGINS, "events/e.md": text})) == []


@pytest.mark.parametrize(
    ("front", "rules"),
    [
        ("url: https://example.org/\npublished: 2025", []),
        ("url: https://example.org/", ["undated"]),
        ("published: 2025", ["no-url"]),
        ("publisher: P", ["undated"]),
    ],
)
@pytest.mark.parametrize("draft", ["", DRAFT])
def test_a_cited_reference_has_an_address_and_a_date(
    content: Make, front: str, rules: list[str], draft: str
) -> None:
    """A note each; what is stored or not cited needs neither."""
    reference = f"---\norigin: O\n{front}\n---\n"
    cited = event(draft.strip() or "weight: standard", sources="[a, b, c]")
    made = {**SOURCES, "articles/c.md": reference, "events/e.md": cited}
    assert [(rule, severity) for _, rule, severity in found(content(made))] == [
        (rule, "note") for rule in rules
    ]
    assert found(content({**made, "articles/c.md": reference + "Words.\n"})) == []
    assert found(content({**made, "events/e.md": event()})) == [("articles/c.md", "unused", "note")]


def test_no_note_stops_a_strict_build(content: Make) -> None:
    """Notes are worth knowing; none of them is a mistake."""
    made = {**ORIGINS, "articles/c.md": HEAD, "events/e.md": event(sources="[c]")}
    assert {each.severity for each in problems(content(made))} == {"note"}
