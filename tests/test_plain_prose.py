"""What parley.showing.plain_prose promises: the HTML of a whole Markdown reader, or none at all.

Knows bodies and the HTML that they become; knows no page around them.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode

from parley import pipeline
from parley.addresses import WIKI_LINK, Addresses
from parley.cache import Cache
from parley.showing import plain_prose, views
from parley.showing.plain_prose import Links
from parley.showing.prose import Prose, clean, convert, render
from tests.conftest import GOOD_SITE, ROOT

HERE = Addresses("https://example.org", "/river/")

TARGETS = {
    "bridge": ("/topics/bridge/", "The bridge"),
    "topics/bridge": ("/topics/bridge/", 'The "old" bridge'),
    "odd": ("/events/odd/", "A <b>bold</b> *claim*, [[bridge]] & more"),
    "a&b": ("/events/a-b/", "A & B"),
    "马德里": ("/places/马德里/", "马德里"),
    "entity": ("/events/entity/", "AT&amp;T"),
    "elsewhere": ("//evil.example/", "Elsewhere"),
    "a`b": ("/events/a-b/", "A"),
    "bell": ("/events/bell/", "A\u00a0bell"),
}


def links_in(text: str) -> Links:
    """Return what the [[links]] of a text lead to."""
    written = [match[1].strip() for match in WIKI_LINK.finditer(text)]
    return tuple((name, *TARGETS[name]) for name in written if name in TARGETS)


def plain(text: str) -> str | None:
    """Return a body as HTML, if it is plain."""
    return plain_prose.render(text, links_in(text), HERE)


def whole(text: str) -> str:
    """Return a body as a whole Markdown reader and the allow-list make it."""
    return str(clean(convert(text, links_in(text)), HERE))


BRIDGE = '<a href="/river/topics/bridge/">'

PLAIN = [
    ("one\ntwo\n\nthree\n", "<p>one\ntwo</p>\n<p>three</p>"),
    ("\n\n\none\n\n\n\ntwo", "<p>one</p>\n<p>two</p>"),
    (" \t\n", ""),
    ('AT&T < 5 > 3 "x" it\'s', '<p>AT&amp;T &lt; 5 &gt; 3 "x" it\'s</p>'),
    ("*one* **two** `3 & `", "<p><em>one</em> <strong>two</strong> <code>3 &amp;</code></p>"),
    ("被**中国政府**访问", "<p>被<strong>中国政府</strong>访问</p>"),
    ("*one [`2`](#y)*", '<p><em>one <a href="#y"><code>2</code></a></em></p>'),
    ("[*one* 2](/x/)", '<p><a href="/river/x/"><em>one</em> 2</a></p>'),
    ("5 * 3 * 2, snake_case, a__b", "<p>5 * 3 * 2, snake_case, a__b</p>"),
    ("he [the *man*] [1](/x/)", '<p>he [the <em>man</em>] <a href="/river/x/">1</a></p>'),
    ("[a](https://x.org/?a=1&b=2)", '<p><a href="https://x.org/?a=1&amp;b=2">a</a></p>'),
    ("[a](/b_c_d/(e)/马)", '<p><a href="/river/b_c_d/%28e%29/%E9%A9%AC">a</a></p>'),
    ("[[bridge]]\n[[ bridge |*b*]]", f"<p>{BRIDGE}The bridge</a>\n{BRIDGE}<em>b</em></a></p>"),
    ("[[topics/bridge]]", f'<p>{BRIDGE}The "old" bridge</a></p>'),
    ("[[a&b]]", '<p><a href="/river/events/a-b/">A &amp; B</a></p>'),
    (
        "\n".join(f"{'#' * level} Heading {level}" for level in range(1, 7)),
        '<h2 id="text-heading-1">Heading 1</h2>\n<h3 id="text-heading-2">Heading 2</h3>\n'
        '<h4 id="text-heading-3">Heading 3</h4>\n<h5 id="text-heading-4">Heading 4</h5>\n'
        '<h6 id="text-heading-5">Heading 5</h6>\n<h6 id="text-heading-6">Heading 6</h6>',
    ),
    ("# One\ntwo", '<h2 id="text-one">One</h2>\n<p>two</p>'),
    (
        "### A\n# *A*\n\n#### R&D",
        '<h2 id="text-a">A</h2>\n<h2 id="text-a_1"><em>A</em></h2>\n<h3 id="text-rd">R&amp;D</h3>',
    ),
    ("- one\n  more\n- two\n1. x", "<ul>\n<li>one\n  more</li>\n<li>two\n1. x</li>\n</ul>"),
    (
        "- one\n- two\n\n- three\n- four",
        "<ul>\n<li>one</li>\n<li>\n<p>two</p>\n</li>\n"
        "<li>\n<p>three</p>\n</li>\n<li>four</li>\n</ul>",
    ),
    (
        "7. one\n1. two\n\n- x",
        '<ol start="7">\n<li>one</li>\n<li>two</li>\n</ol>\n<ul>\n<li>x</li>\n</ul>',
    ),
    (
        "- one\n\n- two\n\n- three",
        "<ul>\n<li>\n<p>one</p>\n</li>\n<li>\n<p>two</p>\n</li>\n<li>\n<p>three</p>\n</li>\n</ul>",
    ),
    ("one\n- two\n3. three", "<p>one\n- two\n3. three</p>"),
    (
        "> one\n>\n> two\n\n> three\n\nfour",
        "<blockquote>\n<p>one</p>\n<p>two</p>\n<p>three</p>\n</blockquote>\n<p>four</p>",
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_plain_markdown_is_rendered_at_once(text: str, expected: str) -> None:
    """What is plain, and what becomes of it: what a whole reader makes of it."""
    assert plain(text) == expected
    assert whole(text) == expected


NOT_PLAIN = [
    *("a \\* b", "![a](/b.png)", "a[^1]\n\n[^1]: b", "[TOC]", "&#38;", "&amp;", "a  \nb", "a "),
    *(
        "<b>a</b>",
        "<https://x.org/>",
        "a <b",
        "[a]: /b",
        "`a\n[b]: /c`",
        "a\tb",
        "a\u00a0b",
        "a\rb",
    ),
    *("a\n===", "a\n---", "---", "* * *", "a | b\n--|--", "    a", "a\n    b", "- a\n  - b", " a"),
    *("*a", "*a *b* c*", "***a***", "*a * b*", "**a*", "_a_", "`a", "``a``", "` `", "*a `b* c`"),
    *("a *b", "b * a*", "*a *", "*a**", "`a``b`", "[[a`b]] [[a`b]]", "\u3000a", "1. a\n 2. b"),
    *("[a", "a]", "[a](b)", "[a](//b/)", "[a](mailto:b@c)", "[a](javascript:b)", "[a](/b 'c')"),
    *("[a](/b>c)", "[a](https://1.2.3.4/)", "[a](https://xn--a.org/)", "[a][b]", "[a] [b"),
    *("[a](https://a_b.org/)", "[a](https://b@c.org/)", "[a](https://x.org:99999/)", "[a [b] c]"),
    *(
        "[[nothing]]",
        "[[entity]]",
        "[[elsewhere]]",
        "[[bridge|a|b]]",
        "[[bridge]",
        "[[bridge|a\nb]]",
        "[[bell]]",
        "a|b",
    ),
    *(
        "#",
        "#a",
        "####### a",
        "# a #",
        "a\n# b",
        "## a_1\n\n## a_1",
        "- # a",
        "- - a",
        "1. ---",
        "- > a",
    ),
    *("> # a", "> - a", "> a\nbcd", ">", "> a\n>", ">> a", ">     a", "a\n> b", "- a\n> b"),
]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_all_else_is_refused(text: str) -> None:
    """Whatever only a whole reader understands is none of ours, wherever in a body it stands."""
    assert plain(text) is None
    assert plain(f"One.\n\n{text}\n\n*Two.*") is None
    assert str(render(text, links_in(text), HERE)) == whole(text)


NASTY = [
    *(
        "&",
        "&amp;",
        "&lt",
        "&#39;",
        "<",
        "< b",
        ">",
        '"',
        "'",
        "<b>",
        "<a@b>",
        "\\",
        "\\*",
        "!",
        "|",
    ),
    *("*", "**", "***", "_", "_a_", "__", "`", "``", "[", "]", "(", ")", "#", "+", "-", "=", "---"),
    *(
        "[^1]",
        "[^1]:",
        "[1]:",
        "[x]",
        "[TOC]",
        "[[",
        "]]",
        "1.",
        "12. ",
        "- ",
        "> ",
        "# ",
        "٣. ",
        "//",
    ),
    *(
        "\t",
        "\u00a0",
        "\u3000",
        "\x0b",
        "\x02",
        "\ufdd0",
        "  ",
        "~",
        "^",
        ":",
        "🙂",
        "e\u0301",
        "ſ",
        "\r",
    ),
]
WORD = st.sampled_from(
    [
        "word",
        "of",
        "5",
        "2025",
        "snake_case",
        "AT&T",
        "中国政府",
        "café",
        "so\u00adft",
        "it’s",
        "“so”",
        "a–b",
    ]
)
ADDRESS = st.sampled_from(
    [
        *("/a/", "/é/b_c/#d", "/?a=1&b=2", "#f", "https://x.org/", "https://x.org/?a=1&lt=2"),
        *("http://www.x-y.org:80/a_(b)/%20%", "https://x.org#c", "/a|b{c}", "https://x.org/马;~"),
    ]
)
NASTY_ADDRESS = st.sampled_from(
    [
        *(
            "",
            "/a*b*",
            "x/y",
            "//x/",
            "mailto:a@b",
            "https://x.org",
            "https://1.2.3.4/",
            "https://xn--a/",
            "/a b",
        ),
        *(
            "https://X_Y.org/",
            "/a 'b'",
            "/a&amp;b",
            "/&b;",
            "/(",
            "/)",
            '/"',
            "/>",
            "/`",
            "javascript:x",
        ),
    ]
)


def joined(parts: st.SearchStrategy[str], between: list[str], most: int) -> st.SearchStrategy[str]:
    """Return a few parts in a row, with any of some strings between each two."""
    later = st.builds(str.__add__, st.sampled_from(between), parts)
    return st.builds(
        lambda first, rest: first + "".join(rest), parts, st.lists(later, max_size=most)
    )


def marked(
    words: st.SearchStrategy[str], address: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Return words with one of our marks about them, or some within them."""
    link = st.builds("[{}]({})".format, words, address)
    code = st.builds("`{}`".format, words)
    label = st.builds("[[bridge|{}]]".format, words)
    wiki = st.sampled_from(
        ["[[bridge]]", "[[ topics/bridge ]]", "[[odd]]", "[[a&b]]", "[[马德里]]"]
    )
    within = joined(st.one_of(words, link, code, wiki, label), [" ", ", ", "\n"], 2)
    stressed = st.builds("*{}*".format, within) | st.builds("**{}**".format, within)
    linked = st.builds("[*{}* {}]({})".format, words, words, address)
    bracketed = st.builds("[{}]".format, words)
    return st.one_of(words, link, code, label, wiki, stressed, linked, bracketed)


def blocks(
    line: st.SearchStrategy[str], breaks: list[str], marks: list[str]
) -> st.SearchStrategy[str]:
    """Return a body of paragraphs, headings, lists and quotations with such lines in them."""
    words = joined(line, breaks, 2)
    title = line.map(lambda words: words.replace("\n", " "))
    heading = st.builds("{} {}".format, st.integers(1, 6).map("#".__mul__), title)
    item = st.builds(str.__add__, st.sampled_from(marks), words)
    bullets = joined(st.builds("- {}".format, words), ["\n"], 3)
    numbers = joined(st.builds("{}. {}".format, st.integers(0, 12), words), ["\n"], 3)
    quoted = joined(words, ["\n\n"], 1).map(lambda text: re.sub("^", "> ", text, flags=re.M))
    quoted = quoted.map(lambda text: text.replace("> \n", ">\n"))
    return joined(st.one_of(words, heading, bullets, numbers, quoted, item), ["\n\n", "\n\n\n"], 5)


PLAIN_LINE = joined(marked(joined(WORD, [" "], 3), ADDRESS), [" ", ", ", " (", " – "], 3)
PLAIN_BODY = blocks(PLAIN_LINE, ["\n"], ["- "])
NASTY_WORDS = joined(st.one_of(WORD, WORD, WORD, st.sampled_from(NASTY)), [" ", " ", ""], 3)
NASTY_LINE = joined(marked(NASTY_WORDS, ADDRESS | NASTY_ADDRESS), [" ", " ", ""], 2)
NASTY_BREAKS = [
    "\n",
    "\n",
    "  \n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n===",
]
NASTY_BODY = blocks(
    st.one_of(PLAIN_LINE, PLAIN_LINE, PLAIN_LINE, NASTY_LINE),
    NASTY_BREAKS,
    ["* ", "+ ", "-  ", " - ", "1.  ", "    ", "[1]: ", "[^1]: ", ">", "| ", "<p>"],
)
SIGNS = "*_[]()<>#-+.1|:~^!\"'&\\` \n;=/aé"


def agrees(text: str) -> None:
    """Hold that a body is refused, or rendered as a whole reader does."""
    made = plain(text)
    assert made is None or made == whole(text)


@given(PLAIN_BODY)
def test_every_plain_body_is_rendered_as_a_whole_reader_does(text: str) -> None:
    """A body of plain pieces alone is never left to the whole reader, and no byte is different."""
    made = plain(text)
    assert made is not None
    assert made == whole(text)


@given(NASTY_BODY)
def test_no_body_is_taken_for_plain_that_is_not(text: str) -> None:
    """Plain pieces beside all that means something in Markdown or HTML give the same bytes."""
    agrees(text)


@given(st.text(st.sampled_from(SIGNS), max_size=30))
def test_no_row_of_signs_is_taken_for_plain(text: str) -> None:
    """Nor does any text of the signs of Markdown in whatever order."""
    agrees(text)


@given(st.text(st.sampled_from("*[]()` \n_ab/"), max_size=24))
def test_no_row_of_marks_is_taken_for_plain(text: str) -> None:
    """Nor one of the few signs that we know, among which most are refused for their order alone."""
    agrees(text)


@given(st.text(), st.sampled_from(["", "# ", "- ", "> ", "*a* ", "[[bridge]] "]))
def test_no_character_is_taken_for_plain(text: str, before: str) -> None:
    """Nor any character that there is: blanks and control characters of all kinds."""
    agrees(before + text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_id_is_the_id_of_the_library(words: str) -> None:
    """A heading's id is made as the library makes it of Unicode words, or of none."""
    assert plain_prose.fragment(words) == f"text-{slugify_unicode(words, '-') or 'section'}"


@pytest.mark.parametrize("base", ["/", "/a&b/", '/"a"/', "/<a>/", "/é/", "/a'b/"])
def test_links_lead_where_the_site_is_hosted(base: str) -> None:
    """Whatever the base path is, a link has it in front, and is a link and nothing else."""
    text, links = "[[bridge]] [*a*](/b/?c=1&d)", links_in("[[bridge]]")
    made = plain_prose.render(text, links, Addresses("", base))
    assert made is not None
    assert made == str(clean(convert(text, links), Addresses("", base)))


def bodies(content: Path) -> Iterator[tuple[str, Links, Addresses]]:
    """Yield all bodies of a content folder that are not empty, with what their links lead to."""
    record = pipeline.read(pipeline.Options(content=content, shown="content"))
    assert record.timeline is not None
    resolve = partial(views.resolve, record.timeline)
    prose = Prose(resolve, HERE, Cache(None))
    for entities in record.timeline.by_kind.values():
        for entity in entities.values():
            if entity.body.strip():
                yield entity.body, prose._links(entity.body), record.timeline.settings.addresses


@pytest.mark.parametrize(
    ("content", "share"),
    [
        (ROOT / "content", 0.97),
        (GOOD_SITE / "content", 0.5),
        (ROOT / "tests" / "nile_site" / "content", 0.85),
    ],
    ids=["ours", "good", "nile"],
)
def test_what_editors_write_is_plain(content: Path, share: float) -> None:
    """Bodies of real sites come out the same, and most of them need no whole reader."""
    made = [
        (plain_prose.render(text, links, addresses), text, links, addresses)
        for text, links, addresses in bodies(content)
    ]
    for html, text, links, addresses in made:
        assert html is None or html == str(clean(convert(text, links), addresses))
    assert sum(html is not None for html, *_ in made) >= share * len(made)


WITHOUT_LIBRARIES = """
import sys
from parley.addresses import Addresses
from parley.showing.prose import render
print(render("# One\\n\\n*two* [[x]]", (("x", "/x/", "X"),), Addresses("", "/")))
print(sorted({"markdown", "nh3"} & sys.modules.keys()))
print(render("one | two", (), Addresses("", "/")))
print(sorted({"markdown", "nh3"} & sys.modules.keys()))
"""


def test_plain_bodies_need_no_library() -> None:
    """Neither Python-Markdown nor the allow-list is imported before a body needs it."""
    command = [sys.executable, "-c", WITHOUT_LIBRARIES]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        '<h2 id="text-one">One</h2>',
        '<p><em>two</em> <a href="/x/">X</a></p>',
        "[]",
        "<p>one | two</p>",
        "['markdown', 'nh3']",
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "*a* ",
            "*a ",
            "[a ",
            "[a](/",
            "[a](https://a.",
            "[a](/((",
            "[[a ",
            "[[bridge|",
            "`a ",
            "`",
        ),
        *("- a\n", "- a\n\n", "> a\n", "> a\n\n", "# a\n", "# a\n\n", "a\n", "\n", "1. a\nb\n"),
        *("a_", "_", "&a", "<  ", " ", "a  \n", "- ", "a-", "|", "\u00ad"),
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    """Four times the text takes about four times as long, plain or not."""

    def seconds(length: int) -> float:
        text = "a" + piece * (length // len(piece))
        start = time.process_time()
        plain(text)
        return time.process_time() - start

    once, four_times = seconds(50_000), seconds(200_000)
    assert four_times < 8 * once + 0.1
