"""What parley.showing.passages promises: quoted words marked in place, or cut out with context.

Knows stored texts and the HTML that they become; knows no events.
"""

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from parley import words
from parley.addresses import Addresses
from parley.cache import Cache
from parley.model import Passage
from parley.showing.passages import Block, excerpt, marked
from parley.showing.prose import Prose


def resolve(kind: str, id: str) -> tuple[str, str] | None:
    """Return path and title of the one thing that can be linked to."""
    return ("/events/x/", "The event") if (kind, id) == ("", "x") else None


def prose() -> Prose:
    """Return a renderer for a site that is hosted under a path."""
    return Prose(resolve, Addresses("https://example.org", "/b/"), Cache(None))


def passage(text: str, quote: str, which: int = 0) -> Passage:
    """Return where a quote stands in a text, as evidence finds it."""
    start, end = words.find(quote, words.fold_with_places(text))[which]
    return Passage("a", words.anchor(quote), start, end)


def blocks(text: str, *quotes: str) -> tuple[Block, ...]:
    """Return a text with its quotes marked, in the order of the quotes."""
    return marked(text, [passage(text, quote) for quote in quotes], [""] * len(quotes), prose())


def html(text: str, *quotes: str) -> str:
    """Return a marked text in one piece, ids written as the place in the order of quotes."""
    whole = "\n".join(block.html for block in blocks(text, *quotes))
    for number, quote in enumerate(quotes, 1):
        whole = whole.replace(f'id="{words.anchor(quote)}"', f"id={number}")
    return re.sub(r'<sup><a href="#n(\d+)" aria-label="Note \1">\1</a></sup>', r"[\1]", whole)


def unmarked(marked_html: str) -> str:
    """Return marked HTML without its marks and the numbers of its notes."""
    plain = re.sub(r'<sup><a href="#n\d+" aria-label="Note \d+">\d+</a></sup>', "", marked_html)
    return re.sub(r"</?mark[^>]*>", "", plain)


PLACES = [
    ("plain", "One two three.", "two", "<p>One <mark id=1>two</mark>[1] three.</p>"),
    ("all of a text", "One two.", "One two.", "<p><mark id=1>One two.</mark>[1]</p>"),
    (
        "all of an emphasis",
        "One *two* three",
        "two",
        "<p>One <em><mark id=1>two</mark>[1]</em> three</p>",
    ),
    (
        "begins in an emphasis",
        "*One two* three four",
        "two three",
        "<p><em>One <mark id=1>two</mark></em><mark> three</mark>[1] four</p>",
    ),
    (
        "ends in an emphasis",
        "One two **three four**",
        "two three",
        "<p>One <mark id=1>two </mark><strong><mark>three</mark>[1] four</strong></p>",
    ),
    (
        "over an emphasis with underscores",
        "One _two_ three",
        "One two three",
        "<p><mark id=1>One </mark><em><mark>two</mark></em><mark> three</mark>[1]</p>",
    ),
    (
        "begins in a link",
        "[One two](https://x.org/) three",
        "two three",
        '<p><a href="https://x.org/">One <mark id=1>two</mark></a><mark> three</mark>[1]</p>',
    ),
    (
        "ends in a link: the note's number stands behind it",
        'One [two three](https://x.org/ "T") four',
        "One two",
        '<p><mark id=1>One </mark><a href="https://x.org/" title="T"><mark>two</mark> three</a>[1]'
        " four</p>",
    ),
    (
        "over a footnote's mark",
        "One[^n] two\n\n[^n]: Note.",
        "One two",
        '<p><mark id=1>One</mark><sup id="fnref:n"><a class="footnote-ref" href="#fn:n"><mark>1'
        "</mark></a></sup><mark> two</mark>[1]</p>",
    ),
    (
        "in a list's item",
        "- one\n- two three",
        "three",
        "<ul>\n<li>one</li>\n<li>two <mark id=1>three</mark>[1]</li>\n</ul>",
    ),
    (
        "begins with a list's number",
        "1. One\n2. Two",
        "1. One",
        "<ol>\n<li><mark id=1>One</mark>[1]</li>\n<li>Two</li>\n</ol>",
    ),
    (
        "begins with a hyphen that makes a list",
        "- one two",
        "- one",
        "<ul>\n<li><mark id=1>one</mark>[1] two</li>\n</ul>",
    ),
    (
        "in a heading",
        "## One two\n\nThree",
        "two",
        '<h2 id="text-one-two">One <mark id=1>two</mark>[1]</h2>\n<p>Three</p>',
    ),
    (
        "over a heading's end",
        "One two\n\n## Three\n\nFour five",
        "Three Four",
        '<p>One two</p>\n<h2 id="text-three"><mark id=1>Three</mark></h2>\n'
        "<p><mark>Four</mark>[1] five</p>",
    ),
    (
        "over paragraphs",
        "One two.\n\nThree four.\n\nFive.",
        "two. Three four. Five",
        "<p>One <mark id=1>two.</mark></p>\n<p><mark>Three four.</mark></p>\n"
        "<p><mark>Five</mark>[1].</p>",
    ),
    (
        "in a quotation over two lines",
        "> One\n> two three",
        "One two",
        "<blockquote>\n<p><mark id=1>One\ntwo</mark>[1] three</p>\n</blockquote>",
    ),
    (
        "in code",
        "One `two three`",
        "three",
        "<p>One <code>two <mark id=1>three</mark>[1]</code></p>",
    ),
    (
        "with signs that HTML needs",
        "One <b>two</b> & a < b three",
        "two & a < b",
        "<p>One <mark id=1>two &amp; a &lt; b</mark>[1] three</p>",
    ),
    (
        "in a note below the text",
        "One.[^n]\n\n[^n]: Two three.",
        "Two",
        '<p>One.<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup></p>\n'
        '<div class="footnote">\n<hr>\n<ol>\n<li id="fn:n">\n<p><mark id=1>Two</mark>[1] three.',
    ),
    (
        "in Chinese",
        "用户数据可能被**中国政府**访问。",
        "被中国",
        "<p>用户数据可能<mark id=1>被</mark><strong><mark>中国</mark>[1]政府</strong>访问。</p>",
    ),
    (
        "in a site's own link",
        "See [[x|the event]] now",
        "now",
        '<p>See <a href="/b/events/x/">the event</a> <mark id=1>now</mark>[1]</p>',
    ),
]


@pytest.mark.parametrize(("text", "quote", "expected"), [row[1:] for row in PLACES],
                         ids=[row[0] for row in PLACES])  # fmt: skip
def test_a_passage_is_marked_where_it_stands(text: str, quote: str, expected: str) -> None:
    """Marks nest in whatever Markdown makes of the words, and the note's number ends them."""
    assert html(text, quote).startswith(expected)


@pytest.mark.parametrize(("text", "quote"), [row[1:3] for row in PLACES],
                         ids=[row[0] for row in PLACES])  # fmt: skip
def test_marking_changes_nothing_else(text: str, quote: str) -> None:
    """Without its marks, a marked text is what it is without passages, heading ids and all."""
    bare = [block.html for block in blocks(text)]
    assert [unmarked(block.html) for block in blocks(text, quote)] == bare


@pytest.mark.parametrize(("text", "quote"), [row[1:3] for row in PLACES],
                         ids=[row[0] for row in PLACES])  # fmt: skip
def test_a_mark_holds_the_quoted_words(text: str, quote: str) -> None:
    """All marked words together are the words of the quote, but for what lists and notes add."""
    tree = LexborHTMLParser("".join(block.html for block in blocks(text, quote)))
    seen = words.fold(" ".join(mark.text() for mark in tree.css("mark"))).replace(" ", "")
    wanted = words.fold(quote.lstrip("-1. ")).replace(" ", "")
    assert seen.replace("One1two", "Onetwo") == wanted


def test_a_table_cell_is_marked() -> None:
    """A passage in a cell leaves the table a table."""
    text = "| Item | Term |\n|---|---|\n| The bridge | 90 days |"
    shown = html(text, "90 days", "bridge")
    assert "<td><mark id=1>90 days</mark>[1]</td>" in shown
    assert "<td>The <mark id=2>bridge</mark>[2]</td>" in shown
    assert "<mark id=1>bridge</mark></td>\n<td><mark>90</mark>[1] days" in html(text, "bridge | 90")


def test_passages_may_overlap() -> None:
    """Where two passages overlap, marks stand in marks, and each anchor stands once."""
    assert html("One two three four", "One two three", "two three four") == (
        "<p><mark id=1>One </mark><mark><mark id=2>two three</mark></mark>[1]"
        "<mark> four</mark>[2]</p>"
    )


def test_passages_may_lie_in_passages() -> None:
    """A passage within another is marked within it; the outer one goes on behind it."""
    assert html("One two three four", "One two three four", "two") == (
        "<p><mark id=1>One </mark><mark><mark id=2>two</mark></mark>[2]<mark> three four</mark>[1]"
        "</p>"
    )


def test_passages_that_touch_do_not_mix() -> None:
    """Where one passage ends and another begins, neither takes the other's words."""
    assert html("One. Two.", "One.", "Two.") == (
        "<p><mark id=1>One.</mark>[1] <mark id=2>Two.</mark>[2]</p>"
    )


def test_many_passages_keep_their_numbers() -> None:
    """Numbers of two and three digits are told apart, and point to their notes."""
    quotes = [f"word{n}x" for n in range(1, 121)]
    found = blocks("\n\n".join(quotes), *quotes)
    assert [block.numbers for block in found] == [(n,) for n in range(1, 121)]
    assert f'<mark id="{words.anchor("word112x")}">word112x</mark>' in found[111].html


def test_labels_become_classes() -> None:
    """A passage's label is the class of each of its marks."""
    text = "One *two* three"
    found = marked(text, [passage(text, text)], ["no"], prose())
    assert found[0].html.count('<mark class="no">') == 2
    assert found[0].html.count('" class="no">') == 1


@pytest.mark.parametrize(
    "text",
    [row[1] for row in PLACES] + ["[k](#n7) and <a href=\"#n99\">l</a> in One two", "<h2>One"],
)  # fmt: skip
def test_an_anchor_stands_exactly_once(text: str) -> None:
    """The first mark of a passage bears its anchor, and nothing else does."""
    quote = next(word for word in ("One", "one", "被中国", "now") if words.find(word, folded(text)))
    tree = LexborHTMLParser("".join(block.html for block in blocks(text, quote)))
    assert [node.tag for node in tree.css(f"#{words.anchor(quote)}")] == ["mark"]


def folded(text: str) -> words.Folded:
    """Return a text as quotes are sought in it."""
    return words.fold_with_places(text)


def test_a_text_may_link_to_what_looks_like_a_note() -> None:
    """A link of the author's to #n7 is not taken for the number of a note."""
    assert blocks("[k](#n7) One two", "One")[0].numbers == (1,)


def test_blocks_are_the_outermost_elements() -> None:
    """A list is one block with all its notes, and so is each paragraph, rule or table."""
    text = "One.\n\n- two\n- three\n\n***\n\n| a | b |\n|---|---|\n| four | five |\n\nSix."
    found = blocks(text, "two", "three", "four", "Six.")
    assert [block.numbers for block in found] == [(), (1, 2), (3,), (4,)]
    assert [re.findall("<([a-z]+)", block.html)[0] for block in found] == ["p", "ul", "hr", "p"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Shown.\n\n<script>hidden words</script>", "hidden words"),
        ("Shown.\n\n<style>\nhidden words\n</style>", "hidden words"),
        ("Shown ends. <script>hidden words</script>", "ends. hidden"),
        ("Shown.[^n]\n\n[^n]: Note ends.\n\nThe text goes on.", "Note ends. The text"),
    ],
    ids=["script", "style", "partly shown", "from a note into the text"],
)
def test_words_that_are_shown_nowhere_get_a_paragraph(text: str, quote: str) -> None:
    """A passage that Markdown does not show, or not in one run, is marked at the text's end."""
    found = blocks(text, quote)
    assert found[-1].numbers == (1,)
    assert " ".join(unmarked(found[-1].html).split()) == f"<p>{quote}</p>"
    assert "".join(block.html for block in found).count("<mark") == 1


def test_what_is_shown_nowhere_is_escaped() -> None:
    """Words out of a script's text are words: they open no tag."""
    text = "<script>one <b>two</b> a<c && x</script>"
    found = blocks(text, "a<c && x")
    assert "a&lt;c &amp;&amp; x" in found[-1].html


@pytest.mark.parametrize("odd", ["\ue000", "\ue0001\ue002", "\uf8ff", "\U000f0000"])
def test_private_use_characters_stay(odd: str) -> None:
    """Characters that fonts give a meaning of their own are part of the text."""
    assert html(f"One {odd} two", "two") == f"<p>One {odd} <mark id=1>two</mark>[1]</p>"


@settings(deadline=None)
@given(st.text("ab \ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufddc\n*"))
def test_no_text_can_forge_a_mark(text: str) -> None:
    """Noncharacters, which stand for marks while a text is rendered, make none themselves."""
    shown = html(f"{text}\n\nOne two", "One")
    assert shown.count("<mark") == shown.count("[1]") == 1
    assert not re.search("[\ufdd0-\ufddc]", shown)


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *("one", "two", "*three* four", "**five", "six**", "[seven eight](https://x.org/)"),
            *("`nine`", "<b>ten</b>", "_eleven_", "[^1]", "\n\n", "\n", "\n\n- item"),
            *("\n\n> said", "\n> more", "\n\n## head\n\n", "\n\n1. first"),
        ]
    ),
    min_size=1,
    max_size=12,
).map(" ".join)


@settings(deadline=None)
@given(MARKDOWN, st.data())
def test_any_run_of_words_can_be_marked(text: str, data: st.DataObject) -> None:
    """Whatever the Markdown, marks nest, the anchor stands once, and nothing else changes."""
    text += "\n\n[^1]: Note."
    found = folded(text).text.split()
    first = data.draw(st.integers(0, len(found) - 1))
    quote = " ".join(found[first : data.draw(st.integers(first + 1, len(found)))])
    places = words.find(quote, folded(text))
    if not places or not any(letter.isalnum() for letter in quote):
        return
    whole = "".join(block.html for block in blocks(text, quote))
    assert whole.count(f'id="{words.anchor(quote)}"') == 1
    assert LexborHTMLParser(whole).body is not None
    bare = "".join(block.html for block in blocks(text))
    assert unmarked(whole).startswith(bare)


def cut(text: str, quote: str, around: int = 160) -> tuple[str, str, str]:
    """Return what stands before a quote, the quote, and what stands after it."""
    found = excerpt(text, passage(text, quote), around)
    return found.before, found.words, found.after


EXCERPTS: Sequence[tuple[str, str, str, tuple[str, str, str]]] = [
    ("the whole text", "One two.", "One two.", ("", "One two.", "")),
    ("at the start", "One two three.", "One", ("", "One", " two three.")),
    ("at the end", "One two three.", "three.", ("One two ", "three.", "")),
    (
        "within one sentence of three",
        "First one. Second one here. Third one.",
        "one here",
        ("Second ", "one here", "."),
    ),
    (
        "a quote that ends its sentence",
        "First one. Second one. Third one.",
        "Second one.",
        ("", "Second one.", ""),
    ),
    (
        "a quote that ends its sentence and its quotation",
        "He said: “We agree.” Then he left.",
        "We agree",
        ("He said: “", "We agree", ".”"),
    ),
    (
        "a question",
        "Is it so? It is. He says so.",
        "It is.",
        ("", "It is.", ""),
    ),
    (
        "an abbreviation before",
        "It was so. The U.S. Treasury and Mr. Bessent met him.",
        "met him",
        ("The U.S. Treasury and Mr. Bessent ", "met him", "."),
    ),
    (
        "an abbreviation after",
        "They met the U.S. delegation at 5 p.m. on Jan. 3 in No. 10. Then they left.",
        "They met",
        ("", "They met", " the U.S. delegation at 5 p.m. on Jan. 3 in No. 10."),
    ),
    (
        "a quote that ends with an abbreviation",
        "They left the U.S. for Madrid. Then they met.",
        "left the U.S.",
        ("They ", "left the U.S.", " for Madrid."),
    ),
    (
        "a stop before a small letter",
        "He said approx. five. Then six.",
        "five",
        ("He said approx. ", "five", "."),
    ),
    (
        "a contraction before a stop",
        "They won't. Then they did so.",
        "did so",
        ("Then they ", "did so", "."),
    ),
    (
        "decimals and versions",
        "It rose by 10.5 percent. Then it fell by 3.25 percent.",
        "fell",
        ("Then it ", "fell", " by 3.25 percent."),
    ),
    (
        "three dots",
        "He ... Paused and went on. Ended.",
        "went",
        ("He ... Paused and ", "went", " on."),
    ),
    ("another paragraph", "No stop\n\nOne two\n\nnor here", "two", ("One ", "two", "")),
    ("a line break", "One\ntwo three\nfour.", "two", ("One ", "two", " three four.")),
    ("a list", "Intro:\n\n- one\n- two three\n- four", "two", ("", "two", " three")),
    ("a numbered list", "1. one\n2. two three\n3. four", "three", ("two ", "three", "")),
    ("a heading", "## One two\n\nThree", "two", ("One ", "two", "")),
    ("a quotation", "> One two\n> three.", "three", ("One two ", "three", ".")),
    ("a table", "| Item | Term one |\n|---|---|\n| A | B c |", "one", ("Term ", "one", "")),
    (
        "Markdown's marks",
        "*One* [two](https://x.org/) three[^1] **four** <b>five</b>.",
        "two three",
        ("One ", "two three", " four five."),
    ),
    ("a stop in an emphasis", "One **two.** Three *four*. Five.", "four", ("Three ", "four", ".")),
    ("Chinese", "第一句。第二句在这里。“第三句。”第四句", "在这", ("第二句", "在这", "里。")),
    ("a Chinese quotation", "他说“第三句。”第四句", "第三句", ("他说“", "第三句", "。”")),
]


@pytest.mark.parametrize(("text", "quote", "expected"), [row[1:] for row in EXCERPTS],
                         ids=[row[0] for row in EXCERPTS])  # fmt: skip
def test_an_excerpt_is_the_quote_in_its_sentence(
    text: str, quote: str, expected: tuple[str, str, str]
) -> None:
    """The rest of the sentence stands on either side, and no word of the next."""
    assert cut(text, quote) == expected


def test_a_long_sentence_is_cut_at_words() -> None:
    """Where the sentence is longer than there is room for, it is cut between words, with a sign."""
    text = "alpha beta gamma delta QUOTED epsilon zeta eta theta"
    assert cut(text, "QUOTED", 12) == ("… delta ", "QUOTED", " epsilon …")
    assert cut(text, "QUOTED", 23) == (
        "alpha beta gamma delta ",
        "QUOTED",
        " epsilon zeta eta theta",
    )


def test_a_long_text_without_spaces_is_cut_where_the_room_ends() -> None:
    """Chinese has no spaces to cut at, and keeps its context all the same."""
    text = "甲乙丙丁戊己庚辛壬癸"
    assert cut(text, "戊己", 3) == ("… 乙丙丁", "戊己", "庚辛壬…")


def test_a_long_address_takes_no_room() -> None:
    """What a reader does not see does not count as context."""
    text = f"One [two](https://example.org/{'x' * 700}) three"
    assert cut(text, "three") == ("One two ", "three", "")


@settings(deadline=None)
@given(st.text("ab. *\n|“”-1#>", max_size=80), st.text("ab. *\n|“”-1#>", max_size=80))
def test_an_excerpt_never_changes_the_quote(before: str, after: str) -> None:
    """Whatever stands around it, the quote's words are its words, and all is one line."""
    text = f"{before} The quoted words {after}"
    found = excerpt(text, passage(text, "The quoted words"))
    assert found.words == "The quoted words"
    for part in (found.before, found.after):
        assert len(part) <= 170
        assert "\n" not in part
        assert "\0" not in part


def test_a_huge_text_is_cut_often_in_good_time() -> None:
    """A second excerpt of a long text costs next to nothing: its marks are known."""
    text = "It was said and *it* was done. " * 65_000 + "The last sentence is this."
    place = passage(text, "The last sentence")
    excerpt(text, place)
    start = time.process_time()
    for _ in range(200):
        assert excerpt(text, place).after == " is this."
    assert time.process_time() - start < 1  # 0.02 s on the machine of 2026 that wrote this
