"""What parley.showing.prose promises: Markdown as fixed, HTML that can do no harm, same bytes.

Knows bodies and the HTML that they become; knows no page around them.
"""

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.extensions.toc import slugify_unicode
from selectolax.lexbor import LexborHTMLParser

from parley.addresses import Addresses
from parley.cache import Cache
from parley.showing.prose import EXTENSIONS, Prose, clean, convert, render
from tests.conftest import ROOT

HERE = Addresses("https://example.org", "/river/")

THINGS = {
    ("", "bridge"): ("/topics/bridge/", "The bridge"),
    ("topics", "bridge"): ("/topics/bridge/", "The bridge"),
    ("", "马德里"): ("/places/马德里/", "马德里"),
    ("", "odd"): ("/events/odd/", "A <b>bold</b> *claim*, [[bridge]] & more"),
}


def resolve(kind: str, id: str) -> tuple[str, str] | None:
    """Return path and title of what a link names, or None."""
    return THINGS.get((kind, id))


def html(text: str, cache: Cache | None = None) -> str:
    """Return a body as HTML."""
    return str(Prose(resolve, HERE, cache or Cache(None)).html(text))


def tree(text: str) -> LexborHTMLParser:
    """Return a body as a parsed page."""
    return LexborHTMLParser(f"<main>{html(text)}</main>")


ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<style>body { display: none }</style>",
    "<p style='position: fixed'>x</p>",
    "<iframe src='https://evil.example/'></iframe>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mi xlink:href='data:x'>y</mi></math>",
    "<form action='https://evil.example/'><input name=a><button>x</button></form>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='x/y'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[x](https://example.org/ \"' onmouseover='alert(1)\")",
    "<p onclick=alert(1)>x</p>",
    "<a href='https://example.org/' target=_blank onfocus=alert(1) autofocus>x</a>",
    "<details ontoggle=alert(1) open>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<!--><script>alert(1)</script>-->",
    "<template><script>alert(1)</script></template>",
    "## <script>alert(1)</script>",
    "[[bridge|<script>alert(1)</script>]]",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "`<script>` <script>alert(1)</script>",
    "<p class='site ledger-rule' id='main'>x</p>",
]  # fmt: skip

ALLOWED_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("em", "strong", "a", "sup", "sub", "s", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("abbr", "cite", "q", "span"),
}


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_that_can_act_survives(text: str) -> None:
    """No tag, attribute or address that could run, load, move or pose gets out of a body."""
    for node in tree(f"Before.\n\n{text}\n\nAfter.").css("main *"):
        assert node.tag in ALLOWED_TAGS
        for name, value in node.attributes.items():
            assert name in {"href", "title", "id", "start", "lang", "dir", "class"}
            if name == "href":
                assert re.match(r"https?://|mailto:|/river/|#", value or "")
            if name == "class":
                assert value in {"footnote", "footnote-ref", "footnote-backref"}
            if name == "id":
                assert re.match(r"fn(ref)?:|text-", value or "")


class Poisoned(Cache):
    """A cache in which somebody put other HTML under every key."""

    def __init__(self, html: str) -> None:
        super().__init__(None)
        self.html = html

    def get(self, key: str) -> str | None:
        """Return the same for all keys."""
        return self.html


@pytest.mark.parametrize("text", ATTACKS)
def test_a_remembered_attack_is_no_better(text: str) -> None:
    """A cache in which somebody put other HTML under our keys brings no script into a page."""
    shown = html("One | two.", Poisoned(f"<p>{text}</p>"))
    assert shown == str(clean(f"<p>{text}</p>", HERE))
    nodes = LexborHTMLParser(f"<main>{shown}</main>").css("main *")
    assert {node.tag for node in nodes} <= ALLOWED_TAGS
    for node in nodes:
        assert not any(name.startswith("on") or name == "style" for name in node.attributes)


@pytest.mark.parametrize(
    "text",
    [
        "H<sub>2</sub>O and x<sup>2</sup>",
        "<abbr title=\"Executive Order\">EO</abbr>",
        "<cite>A book</cite> and <q>a quote</q>",
        "<s>struck</s> out",
        "one<br>two",
        "<span lang=\"zh-Hans\">何立峰</span>",
        "<p dir=\"rtl\" lang=\"ar\">x</p>",
        "<ol start=\"3\"><li>three</li></ol>",
    ],
)  # fmt: skip
def test_html_that_does_no_harm_is_kept(text: str) -> None:
    """Editors may write the few tags that Markdown has no sign for."""
    wanted = text if text.startswith(("<p", "<ol")) else f"<p>{text}</p>"
    assert html(text) == wanted


ORDINARY = [
    "Plain words, “typographic” – and so on.",
    "*one* **two** ***three*** _four_ `five`",
    "# One\n\nText\n\n## Two\n\n### Three\n\n## Two",
    "- one\n- two\n    - three\n\n1. four\n2. five",
    "> one\n> two\n\nthree",
    "[one](https://example.com/?a=1&b=2 \"T\") <https://example.com/> <mailto:a@example.com>",
    "| a | b |\n|---|---|\n| 1 | *2* |",
    "one[^1] two[^x]\n\n[^1]: Note.\n[^x]: Other.",
    "    code & <tags>\n\ntext",
    "one  \ntwo\n\n***\n\nthree",
    "AT&T &amp; a < b > c \\* \\_ 5 * 3 \"quoted\" it's",
    "用户数据可能被**中国政府**访问。\n\n# 标题\n\nText",
    "3. three\n4. four",
]  # fmt: skip


def plain(text: str) -> str:
    """Return what Python-Markdown makes of a text with our settings and nothing else."""
    toc = {
        "slugify": lambda words, hyphen: f"text-{slugify_unicode(words, hyphen)}",
        "baselevel": 2,
    }
    return markdown.markdown(text, extensions=[*EXTENSIONS], extension_configs={"toc": toc})


def same(text: str) -> str:
    """Return HTML as a browser understands it: one form of entities, quotes and empty tags."""
    main = LexborHTMLParser(f"<main>{text}</main>").css_first("main")
    assert main is not None
    return main.html or ""


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_plain_markdown(text: str) -> None:
    """What we add and take away leaves ordinary Markdown as the library renders it."""
    assert same(html(text)) == same(plain(text))


@settings(deadline=None)
@given(st.text(st.sampled_from("ab *_`+-.1>|\\\n\"'é中&;!(")))
def test_text_without_links_and_tags_is_plain_markdown(text: str) -> None:
    """So it is for whatever can be written without a link, a tag, a heading or a column's side."""
    text = re.sub(r"^ *-+ *$", "x", text, flags=re.MULTILINE)  # it would underline a heading
    assert same(html(text)) == same(plain(text))


HEADINGS = [
    ("# One\n\n## Two\n\n### Three", ["h2 text-one", "h3 text-two", "h4 text-three"]),
    ("## One\n\n### Two\n\n## Three", ["h2 text-one", "h3 text-two", "h2 text-three"]),
    ("### One\n\n# Two\n\n#### Three", ["h2 text-one", "h2 text-two", "h3 text-three"]),
    ("# One\n\n###### Six\n\n## Two", ["h2 text-one", "h3 text-six", "h3 text-two"]),
    ("<h1>One</h1>\n\n<h3>Two</h3>\n\n## Three", ["h2 ", "h3 ", "h3 text-three"]),
    ("One\n===\n\nTwo\n---", ["h2 text-one", "h3 text-two"]),
    ("## Main\n\n## Main\n\n## Main", ["h2 text-main", "h2 text-main_1", "h2 text-main_2"]),
    ("## Main 1\n\n## *Main*", ["h2 text-main-1", "h2 text-main"]),
    ("## 标题\n\n## 标题", ["h2 text-标题", "h2 text-标题_1"]),
    ("## !?\n\n## …", ["h2 text-section", "h2 text-section_1"]),
    ('<h2 id="text-one">One</h2>\n\n## One', ["h2 text-one", "h2 "]),
    ('<h2 id="main">One</h2>\n\n<h2 id="n1">Two</h2>', ["h2 ", "h2 "]),
    ('<h2 id="q-01234567">One</h2>\n\n<h2 id="talks">Two</h2>', ["h2 ", "h2 "]),
    ('<h2 id="fn:x">One</h2>\n\n<h2 id="text-">Two</h2>', ["h2 fn:x", "h2 "]),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_begin_at_two_and_have_ids_of_their_own(text: str, expected: list[str]) -> None:
    """There is no second h1, no level is left out, no id stands twice or is the page's own."""
    found = tree(text).css("h1, h2, h3, h4, h5, h6")
    assert [f"{node.tag} {node.attributes.get('id') or ''}" for node in found] == expected


@pytest.mark.parametrize(
    "heading",
    [
        *("main", "timeline", "differ", "corrections", "evidence", "text", "changes", "y2025"),
        *("h-timeline", "m2025-09", "n1", "q-0123abcd", "fn", "m-third", "Madrid talks", "H1"),
    ],
)
def test_a_heading_takes_no_fragment_from_the_page(heading: str) -> None:
    """What the pages call by itself, and an event's id, are no ids of a heading."""
    (found,) = (node.attributes["id"] or "" for node in tree(f"## {heading}").css("h2"))
    assert found == "text-" + heading.lower().replace(" ", "-")


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_no_level_is_ever_left_out(levels: list[int]) -> None:
    """Whatever levels are written, each heading is at most one deeper than the one before."""
    text = "\n\n".join(f"{'#' * level} Heading" for level in levels)
    found = [int((node.tag or "")[1:]) for node in tree(text).css("h1, h2, h3, h4, h5, h6")]
    assert len(found) == len(levels)
    assert found[0] == 2
    for before, after in pairwise(found):
        assert 2 <= after <= before + 1


def test_headings_in_headings_are_closed_in_turn() -> None:
    """HTML in which a heading lies in another keeps its tags in pairs."""
    assert "</h2>" in html("<h2><div><h4>x</h4></div></h2>")
    assert html("<h2><div><h4>x</h4></div></h2>").count("</h") == 2


LINKS = [
    ("[[bridge]]", '<a href="/river/topics/bridge/">The bridge</a>'),
    ("[[topics/bridge]]", '<a href="/river/topics/bridge/">The bridge</a>'),
    ("[[ bridge ]]", '<a href="/river/topics/bridge/">The bridge</a>'),
    ("[[bridge|the *old* bridge]]", '<a href="/river/topics/bridge/">the <em>old</em> bridge</a>'),
    ("[[马德里]]", '<a href="/river/places/%E9%A9%AC%E5%BE%B7%E9%87%8C/">马德里</a>'),
    (
        "[[odd]]",
        '<a href="/river/events/odd/">A &lt;b&gt;bold&lt;/b&gt; *claim*, [[bridge]] &amp; more</a>',
    ),
    ("[[nothing]]", "[[nothing]]"),
    ("`[[bridge]]`", "<code>[[bridge]]</code>"),
    ("``[[bridge]] ` ``", "<code>[[bridge]] `</code>"),
    ("\\[[bridge]]", "[[bridge]]"),
    ("[one](/topics/bridge/)", '<a href="/river/topics/bridge/">one</a>'),
    ("[one](/topics/bridge/#what)", '<a href="/river/topics/bridge/#what">one</a>'),
    ("[one](/)", '<a href="/river/">one</a>'),
    ("[one](#what)", '<a href="#what">one</a>'),
    ("[one](/places/马德里/)", '<a href="/river/places/%E9%A9%AC%E5%BE%B7%E9%87%8C/">one</a>'),
    (
        "[one](/places/%E9%A9%AC%E5%BE%B7%E9%87%8C/)",
        '<a href="/river/places/%E9%A9%AC%E5%BE%B7%E9%87%8C/">one</a>',
    ),
    ("[one][1]\n\n[1]: /topics/bridge/", '<a href="/river/topics/bridge/">one</a>'),
    ('<a href="/topics/bridge/">one</a>', '<a href="/river/topics/bridge/">one</a>'),
    ("[one](https://example.com/x)", '<a href="https://example.com/x">one</a>'),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links_lead_where_the_site_is_hosted(text: str, expected: str) -> None:
    """Links to a thing or a path of the site get the base path; code stays as it is written."""
    assert html(text) == f"<p>{expected}</p>"


def test_code_blocks_stay_as_written() -> None:
    """A link in a code block is code."""
    assert html("    [[bridge]] [x](/topics/)") == (
        "<pre><code>[[bridge]] [x](/topics/)\n</code></pre>"
    )


def test_footnotes_do_not_leak() -> None:
    """A body has its own footnotes and headings, whatever was rendered before it."""
    prose = Prose(resolve, HERE, Cache(None))
    first = str(prose.html("## One\n\none[^1]\n\n[^1]: Note of the first."))
    assert str(prose.html("two[^1]")) == "<p>two[^1]</p>"
    assert 'id="text-one"' in str(prose.html("## One\n\nthree"))
    assert str(Prose(resolve, HERE, Cache(None)).html("## One\n\none[^1]\n\n"
                     "[^1]: Note of the first.")) == first  # fmt: skip


def test_a_body_that_breaks_the_parser_is_shown_as_written() -> None:
    """Lists nested by the hundred are shown as they are, and the next body is not touched."""
    deep = "".join("    " * level + "- x\n" for level in range(400))
    assert html(deep).startswith("<pre>- x\n    - x\n")
    assert html("- one\n\ntwo") == "<ul>\n<li>one</li>\n</ul>\n<p>two</p>"


def test_an_empty_body_is_nothing() -> None:
    """Without a text there is no HTML, not even an empty paragraph."""
    assert html(" \n\n") == ""


def test_what_is_plain_is_neither_converted_nor_remembered() -> None:
    """A whole Markdown reader is asked once for what needs one; HTML is the same either way."""
    plain, other = "*One* and [[bridge]].", "One | [[bridge]]"
    prose = Prose(resolve, HERE, Cache(None))
    shown = [prose.html(text) for text in (plain, plain, "", other, other)]
    assert prose.converted == 1
    links = (("bridge", "/topics/bridge/", "The bridge"),)
    assert shown == [render(text, links, HERE) for text in (plain, plain, "", other, other)]
    assert shown[0] == clean(convert(plain, links), HERE)
    poisoned = Prose(resolve, HERE, Poisoned("<p>other</p>"))
    assert poisoned.html(plain) == shown[0]
    assert poisoned.html(other) == "<p>other</p>"
    assert poisoned.converted == 0


def test_what_is_remembered_is_what_is_made(tmp_path: Path) -> None:
    """A body from the cache is the body made afresh, at another base path too."""
    texts = [text for text, _ in (*HEADINGS, *LINKS)] + ORDINARY + ATTACKS
    cold = [html(text) for text in texts]
    cache = Cache(tmp_path)
    for text in texts:
        html(text, cache)
    cache.save()
    warm = Cache(tmp_path)
    assert [html(text, warm) for text in texts] == cold
    moved = Prose(resolve, Addresses("https://example.org", "/"), warm)
    assert str(moved.html("[[bridge]]")) == '<p><a href="/topics/bridge/">The bridge</a></p>'
    by_reference = "[one][1]\n\n[1]: /topics/bridge/"
    assert by_reference in texts
    assert str(moved.html(by_reference)) == '<p><a href="/topics/bridge/">one</a></p>'
    assert moved.converted == 0


def test_a_renamed_thing_is_named_anew(tmp_path: Path) -> None:
    """What is remembered depends on the titles and paths that a body's links have."""
    cache = Cache(tmp_path)
    html("[[bridge]] | stays", cache)
    renamed = Prose(lambda *_: ("/topics/bridge/", "The new bridge"), HERE, cache)
    assert "The new bridge" in renamed.html("[[bridge]] | stays")
    gone = Prose(lambda *_: None, HERE, cache)
    assert str(gone.html("[[bridge]] | stays")) == "<p>[[bridge]] | stays</p>"


CHANGED_CODE = """
import sys
from pathlib import Path
from parley.addresses import Addresses
from parley.cache import Cache
from parley.showing.prose import Prose
cache = Cache(Path(sys.argv[1]))
there = Addresses("https://example.org", "/")
print(Prose(lambda *_: ("/x/", "X"), there, cache).html("# Main | [[x]]"))
cache.save()
"""


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("showing/prose.py", '"sane_lists", "toc")', '"sane_lists")'),
        ("showing/plain_prose.py", 'f"text-{', 'f"text-other-{'),
        ("addresses.py", 'WIKI_LINK = re.compile(r"\\[\\[', 'WIKI_LINK = re.compile(r"\\[\\[!'),
    ],
)
def test_other_code_does_not_believe_what_was_remembered(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    """After a change of this code or of what an address is, bodies are made afresh."""
    shutil.copytree(ROOT / "parley", tmp_path / "parley", ignore=shutil.ignore_patterns("__*__"))
    shutil.copy(ROOT / "parley" / "__init__.py", tmp_path / "parley")

    def run() -> str:
        command = [sys.executable, "-B", "-c", CHANGED_CODE, str(tmp_path / "cache")]
        return subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    before = run()
    assert run() == before
    code = tmp_path / "parley" / file
    assert old in code.read_text(encoding="utf-8")
    code.write_text(code.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert run() != before
