"""Links in a body: every form is found at its place, and none reaches a page unchecked.

Dead links of every kind are told by the files of tests/bad.
"""

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.addresses import Addresses, scheme_fault
from parley.cache import Cache
from parley.reading import links
from parley.reading.notes import Notes
from parley.showing.prose import Prose
from tests.conftest import Files, problems, read

Make = Callable[[Files], Path]

HEAD = "---\ntitle: T\n---\n"


def collected(body: str) -> tuple[list[tuple[str, str, int, int]], list[str]]:
    """Return the references of a body (kind, id, line, column), and the rules that it breaks."""
    notes = Notes("x.md")
    links.collect(body, 1, notes)
    found = [
        (each.kind, each.id, each.origin.line, each.origin.column) for each in notes.references
    ]
    return found, [problem.rule for problem in notes.problems]


@pytest.mark.parametrize(
    ("body", "reference"),
    [
        ("[[a]]", ("any", "a", 1, 1)),
        ("[[ a ]]", ("any", "a", 1, 1)),
        ("One\n[[a|the label]]", ("any", "a", 2, 1)),
        ("[[topics/a]]", ("topics", "a", 1, 1)),
        ("x [[events/a|b]]", ("events", "a", 1, 3)),
        ("[x](/events/a/)", ("events", "a", 1, 5)),
        ("[x](/events/a)", ("events", "a", 1, 5)),
        ("[x](/events/a/#text)", ("events", "a", 1, 5)),
        ("[x](/events/a/?y=1#z)", ("events", "a", 1, 5)),
        ("[x](/kinds/talks/)", ("kinds", "talks", 1, 5)),
        ("[x](</events/a/>)", ("events", "a", 1, 6)),
        ('[x]( /events/a/ "title")', ("events", "a", 1, 6)),
        ("[x](/topics/%E5%85%B3/)", ("topics", "关", 1, 5)),
        ("[x](/topics/关/)", ("topics", "关", 1, 5)),
        ("[x](/topics/a\\_b/)", ("topics", "a_b", 1, 5)),
        ("[x](/method)", ("pages", "method", 1, 5)),
        ("[x][r]\n\n[r]: /events/a/", ("events", "a", 3, 6)),
        ("> - [x](/events/a/)", ("events", "a", 1, 9)),
        ("| a |\n|---|\n| [[a]] |", ("any", "a", 3, 3)),
        ("[a\nlabel](/events/a/)", ("events", "a", 2, 8)),
        ("``[[x]] ` [[y]]`` [[a]]", ("any", "a", 1, 19)),
        ("\\`[[a]]\\`", ("any", "a", 1, 3)),
        ("`x [[a]]", ("any", "a", 1, 4)),
        ("- one\n\n    [[a]]", ("any", "a", 3, 5)),
        ("[^1]: one\n\n    [[a]]", ("any", "a", 3, 5)),
        ("One\n    [[a]]", ("any", "a", 2, 5)),
        ("- a `tick\n- and one` more [[a]] `", ("any", "a", 2, 17)),
        ("| a |\n|---|\n| `one |\n| [[a]]` |", ("any", "a", 4, 3)),
    ],
)
def test_a_link_is_found_at_its_place(body: str, reference: tuple[str, str, int, int]) -> None:
    """Kind, id, line and column, in every form that Markdown knows."""
    assert collected(body) == ([reference], [])


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://example.org/a_(b)?c=d#e)",
        "[x](HTTP://EXAMPLE.ORG/)",
        "<https://example.org/> and <name@example.org>",
        "[x](mailto:name@example.org)",
        "[x](#h-text), [y](/), [z](/topics/), [j](/timeline.json), [t](/topics)",
        "`[[x]]` and ``[a](b)``",
        "    [[x]]\n    [a](b)\n",
        "Text.\n\n\t[[x]]\n",
        "A `span over\ntwo [[x]] lines`.",
        "```\n[a](b)\n```",
        "\\[[x]] and [a\\](b) and [a]\\(b) and \\![a]",
        "He said [sic] and [1]; a[0] = b[1].",
        "[Note]: that one word more makes it no definition.",
        "[^1]: A footnote, and [^1] its mark.",
        "Wow! [no picture] here!",
        "1 < 2 and a <b> c: d",
        "[brackets [in] brackets]",
    ],
)
def test_what_is_fine_is_left_alone(body: str) -> None:
    """Web addresses, code, escaped brackets and plain brackets are no problem and no mention."""
    assert collected(body) == ([], [])


def test_a_link_to_each_kind_is_checked(content: Make) -> None:
    """A body may name whatever has a page; nothing is reported of a body that names them all."""
    made = content(
        {
            "topics/t.md": f"{HEAD}[[t]] [[a]] [[places/p]] [[people/p]] [[r]] [[m]] [[method]]\n"
            "[x](/rounds/r/) [x](/measures/m/) [x](/method/) [x](/about/) [x](/) [[about|us]]\n",
            "articles/a.md": f"{HEAD}",
            "places/p.md": HEAD,
            "people/p.md": HEAD,
            "rounds/r.md": HEAD,
            "measures/m.md": HEAD,
            "pages/method.md": HEAD,
        }
    )
    assert problems(made) == ()


def test_a_dead_link_has_the_line_of_the_file(content: Make) -> None:
    """First and last line of a body, below front matter of any length and blank lines."""
    front = "---\ntitle: T\nsummary: |\n  one\n  two\n---\n"
    made = content({"topics/t.md": f"{front}\n\n[[first]]\n\ntext\n[[last]]"})
    assert [problem.origin.line for problem in problems(made)] == [9, 12]


def test_an_old_id_names_the_new_one(content: Make) -> None:
    """Who writes an alias is told what the event is called now."""
    made = content(
        {
            "articles/a.md": HEAD,
            "events/new.md": "---\ntitle: T\ndate: 2025\nsources: a\naliases: old\n---\n",
            "topics/t.md": f"{HEAD}[[old]] and [it](/events/old/)\n",
        }
    )
    told = [(problem.message, problem.hint) for problem in problems(made)]
    assert told == [("'old' is an old id of the event 'new'", "write new")] * 2


def test_a_link_suggests_what_was_probably_meant(content: Make) -> None:
    """In a kind, or in all of them where none is named."""
    made = content({"topics/tariffs.md": f"{HEAD}[[tarifs]] [[topics/tariff]] [[topic/tariffs]]\n"})
    assert [problem.hint for problem in problems(made)] == [
        "did you mean 'tariffs'?",
        "did you mean 'tariffs'?",
        "did you mean 'topics'?",
    ]


DRAFT = "---\ntitle: Rumour\ndate: 2025\ndraft: true\n---\n"
WHISPER = "---\ntitle: Whisper\ndate: 2025\ntopics: t\ndraft: true\n---\n"


@pytest.mark.parametrize("link", ["[[rumour]]", "[[events/rumour|it]]", "[it](/events/rumour/)"])
def test_a_published_text_may_not_link_to_a_draft(content: Make, link: str) -> None:
    """With and without --drafts: what is wrong with the content does not hang on an option."""
    made = content({"events/rumour.md": DRAFT, "topics/t.md": f"{HEAD}\nSee {link}.\n"})
    for drafts in (False, True):
        (found,) = read(made, drafts=drafts).problems
        assert (found.rule, found.severity) == ("link", "error")
        assert (found.origin.path, found.origin.line) == ("content/topics/t.md", 5)
        assert "'rumour' is a draft" in found.message


def test_a_draft_may_link_to_a_draft(content: Make) -> None:
    """Neither is published; and code that looks like a link is none."""
    made = content(
        {
            "events/rumour.md": DRAFT + "See [[whisper]].\n",
            "events/whisper.md": WHISPER + "See [it](/events/rumour/).\n",
            "topics/t.md": f"{HEAD}`[[rumour]]`\n",
        }
    )
    assert problems(made) == ()


PIECES = st.sampled_from(
    [
        *("[a](dead)", "[[dead]]", "[a][r]", "[r]: dead", '[r]: <dead> "t"', "\n[r]:\n  dead"),
        *("[a](dead", ")", '[a](dead "t")', "[a](<dead>)", "[a\nb](dead)", "[a\\](dead)"),
        *('<a href="dead">x</a>', "<div>", "</div>", "<!-- ", "-->", "[", "](", "](dead)", "\\["),
        *("\n", "\n", "\n\n", "\n\n", "    ", "\t", "  ", "- ", "1. ", "> ", "# ", "---", "text "),
        *("`", "``", "`x`", "\\", "\\`", "[^1]", "[^1]: ", "| a | b |\n|---|---|\n| ", "|", "**"),
    ]
)


@settings(max_examples=150)
@given(st.from_regex(links.WEB_ADDRESS, fullmatch=True))
def test_an_address_that_is_passed_at_a_glance_has_no_fault(url: str) -> None:
    """The glance saves time, and lets nothing through that a closer look would stop."""
    assert scheme_fault(url) is None


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_dead_link_reaches_a_page(body: str) -> None:
    """Whatever Markdown makes a link of, reading has seen: the renderer itself is the judge."""
    known = {"dead": ("/topics/dead/", "Dead")}
    address = Addresses.of("https://example.org/")
    prose = Prose(lambda _, word: known.get(word), address, Cache(None))
    targets = re.findall(r'<a[^>]*\bhref="([^"]*)"', str(prose.html(body)))
    live = {html.unescape(target) for target in targets if not target.startswith("#")}
    found, broken = collected(body)
    assert not live or found or broken
    assert "dead" not in live or broken
    assert "/topics/dead/" not in live or found or broken


def test_links_of_a_text_that_is_not_shown_are_its_own(content: Make) -> None:
    """An article of which passages are shown keeps the relative links that it was received with."""
    sheet = "---\ntitle: A\ntext: {}\n---\nSee [more](/world/more) and [[nothing]].\n"
    assert problems(content({"articles/a.md": sheet.format("passages")})) == ()
    assert len(problems(content({"articles/a.md": sheet.format("full")}))) == 2


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2025-05-09", []),
        ("2025-05-10", ["there is no page for the record as known on '2025-05-10'"]),
    ],
)
def test_the_record_as_known_on_a_day_can_be_linked_to(
    content: Make, day: str, found: list[str]
) -> None:
    """Where site.toml names the day; for another day the message says where to declare it."""
    folder = content(
        {"topics/truce.md": f"---\ntitle: T\n---\nAs told [then](/as-known/{day}/).\n"}
    )
    with (folder / "site.toml").open("a") as site:
        site.write('snapshots = ["2025-05-09"]\n')
    assert [problem.message for problem in problems(folder)] == found


def test_a_text_may_link_to_the_pages_that_the_site_makes(content: Make) -> None:
    """What is made of the record has an address, though no file has it."""
    pages = ("about", "data", "corrections", "changes", "differences")
    body = " ".join(f"[{page}](/{page}/)" for page in pages)
    assert problems(content({"pages/p.md": f"---\ntitle: P\n---\n{body}\n"})) == ()
