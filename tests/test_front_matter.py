"""The quick way through front matter says what YAML says, place for place, or says nothing.

YAML itself is the judge; what becomes of the values is told in test_sheets.
"""

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parley.reading import plain_front_matter, sheets
from parley.reading.front_matter import Fault, Listing, Mapping, Pairs, Scalar
from parley.reading.yaml_front_matter import Builder
from tests.conftest import ROOT


def by_yaml(block: str) -> Pairs | None:
    """Return what YAML makes of a block, or None where anything is wrong with it."""
    builder = Builder(block)
    try:
        pairs = builder.front_matter().pairs
    except Fault:
        return None
    return None if builder.faults else pairs


def assert_same(block: str) -> None:
    """Demand that the quick way is silent, or agrees with YAML in values, places and order."""
    found = plain_front_matter.read(block)
    if found is not None:
        read = by_yaml(block)
        assert found == read
        assert read is not None and list(found) == list(read)


PLAIN = {
    "texts": "title: Talks in Madrid\ndate: 2025-09-14\nurl: https://example.org/a#b\n",
    "what YAML would change": "a: yes\nb: 12:30\nc: ~\nd: 0x10\ne: -3.7\nf: =\n",
    "empty values": "title:\ndate: 2025\nsummary:\n",
    "single quotes": "a: 'it''s \"so\": x'\nb: ''\nc: '  x '\n",
    "double quotes": 'a: "x: y, it\'s"\nb: ""\nc: "a \\"b\\" \\\\ c"\n',
    "letters of any script": "title: 关税、休战\nsummary: U.S.–China — “é” 👍\n",
    "a list": "topics: [tariffs, New York, U.S., 华盛顿]\nby: []\n",
    "a list with quotes": "aliases: [\"Washington, D.C.\", 'a''b', c]\n",
    "keys in braces": "names: {zh-Hans: 贝森特, ko: 'x, y', ja: a b}\n",
    "items": "topics:\n  - a\n  - 'b: c'\nplaces:\n- a\n- -b\n",
    "items with keys": "sources:\n  - a\n  - article: b\n    quote: One, two\n  - article: c\n",
    "keys below keys": "delegations:\n  us: [a, b]\n  china:\n    - c\n",
    "items in items": "differs:\n  - question: q\n    claims:\n      - says: s\n        by: [a]\n",
}


@pytest.mark.parametrize("block", PLAIN.values(), ids=PLAIN)
def test_what_means_what_it_says_needs_no_yaml(block: str) -> None:
    """Texts, quotes, lists and keys below keys are read at once, and as YAML reads them."""
    assert plain_front_matter.read(block) is not None
    assert_same(block)


def test_every_value_has_its_place() -> None:
    """Line and column of a key, of its value and of each item are those of the file."""
    block = "title: 'A'\ntopics: [a, b]\nsources:\n  - article: x\n    note:\n"
    assert plain_front_matter.read(block) == {
        "title": (Scalar("title", 2, 1), Scalar("A", 2, 8)),
        "topics": (
            Scalar("topics", 3, 1),
            Listing((Scalar("a", 3, 10), Scalar("b", 3, 13)), 3, 9),
        ),
        "sources": (
            Scalar("sources", 4, 1),
            Listing(
                (
                    Mapping(
                        {
                            "article": (Scalar("article", 5, 5), Scalar("x", 5, 14)),
                            "note": (Scalar("note", 6, 5), Scalar("", 6, 10)),
                        },
                        5,
                        5,
                    ),
                ),
                5,
                3,
            ),
        ),
    }


LEFT_TO_YAML = {
    "nothing": "",
    "a blank line": "a: b\n\nc: d\n",
    "a comment": "a: b # c\n",
    "a line that is a comment": "# a\nb: c\n",
    "a colon in a text": "a: b: c\n",
    "a colon at the end": "a: b:\n",
    "a blank at the end": "a: b \n",
    "a tab": "a:\tb\n",
    "a character that can't be seen": "a: b\ufeff\n",
    "a space that does not break": "a: \u00a0b\n",
    "a control character": 'a: "\x1b"\n',
    "a backslash": 'a: "\\n"\n',
    "text behind quotes": 'a: "b" c\n',
    "an open quote": "a: 'b\n",
    "an open bracket": "a: [b\n",
    "a list in a list": "a: [[b]]\n",
    "an item with a colon": "a: [b: c]\n",
    "a comma at the end": "a: [b,]\n",
    "a text over two lines": "a: b\n  c\n",
    "a text below its key": "a:\n  b\n",
    "a block": "a: |\n  b\n",
    "an anchor": "a: &b c\n",
    "an alias": "a: *b\n",
    "a tag": "a: !b c\n",
    "a key twice": "a: b\na: c\n",
    "a key twice in an item": "a:\n  - b: c\n    b: d\n",
    "a key twice in braces": "a: {b: c, b: d}\n",
    "a key without a blank": "a:b\n",
    "an item among keys": "a: b\n- c\n",
    "a key among items": "a:\n  - b\n  c: d\n",
    "an item that is empty": "a:\n  -\n",
    "an item in an item": "a:\n  - - b\n",
    "a line that stands too far left": "a:\n  b: c\n d: e\n",
    "a line that stands too far right": "a: b\n  c: d\n",
    "keys that are indented": "  a: b\n",
    "a list alone": "- a\n- b\n",
    "a key of a thousand letters": "a" * 1100 + ": b\n",
    "a depth that is refused": "".join(" " * n + "a:\n" for n in range(25)),
    "a mark of a document": "a: b\n...\n",
    "a directive": "%YAML 1.1\na: b\n",
    "no line end": "a: b",
    "a return": "a: b\rc: d\n",
}


@pytest.mark.parametrize("block", LEFT_TO_YAML.values(), ids=LEFT_TO_YAML)
def test_what_may_mean_something_else_is_left_to_yaml(block: str) -> None:
    """The quick way gives no answer rather than a guess."""
    assert plain_front_matter.read(block) is None


KEYS = st.sampled_from(["a", "b", "title", "zh-Hans", "x_1", "yes", "null", "1", "é", "-", "<<"])
QUICK = st.sampled_from(
    [
        *("x", "two words", "12:30", "yes", "~", "null", "2025-09-14", "https://x.org/#y", "-3"),
        *("..", "a - b", "x#y", "it's", 'say "x"', "C, D", "x|", "=", "é中👍", "100%", "<<"),
        *('"x: y"', "'it''s'", '"a \\" b"', '"\\\\"', '""', "''", '"it\'s"', "'\"'", '" x "'),
        *("[a, b]", "[]", "[a b, 'c, d']", '["a", b]', "[a#b]", "{k: v}", "{k: v, l: 'w, x'}"),
    ]
)
ODD = st.sampled_from(
    [
        *(
            "",
            "{}",
            "[a,b]",
            "[a , b]",
            "[a, ]",
            "[a: b]",
            "[a #b]",
            "[-a]",
            "[a?]",
            "[[a]]",
            "{k}",
        ),
        *("...", "---", "-", "- x", "?x", "? x", ":x", "x:", "x: y", "x #y", "#", '"\\x41"'),
        *("&a x", "*a", "!t x", "%x", "@x", "`x`", "|", ">", "x ", " x", "\tx", "x\ty"),
        *("'x' y", '"x', "{{ x }}", "{% x %}", "\u00a0x", "x\u3000", "\ufeff", "\x07"),
    ]
)
TEXTS = st.one_of(QUICK, QUICK, QUICK, ODD)
STARTS = st.sampled_from(
    ["", "", "", "", "  ", "  ", "    ", " ", "- ", "  - ", "    - ", "-", "\t"]
)
BETWEEN = st.sampled_from([": ", ": ", ": ", ": ", ":", ":  ", " : ", ":\t", ""])
ENDS = st.sampled_from(["\n"] * 12 + [" \n", "\n\n", " # c\n", "\n# c\n", "\r\n", "\r", "", "\x85"])
LINES = st.one_of(
    st.tuples(STARTS, KEYS, BETWEEN, TEXTS, ENDS).map("".join),
    st.tuples(STARTS, KEYS, st.just(":\n")).map("".join),
    st.tuples(st.sampled_from(["- ", "  - ", "    - "]), TEXTS, ENDS).map("".join),
)
FORMS = (
    *("{k}: {x}\n", "{k}: {x}\n", "{k}:\n", "{k}:\n  - {x}\n  - {y}\n", "{k}:\n- {x}\n"),
    *("{k}:\n  - a: {x}\n    b: {y}\n  - {x}\n", "{k}:\n- a:\n  - {x}\n  b: {y}\n"),
    *("{k}:\n  a: {x}\n  b:\n    - {y}\n", "{k}:\n  - a:\n      - b: {x}\n        c: {y}\n"),
)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(FORMS), TEXTS, TEXTS), max_size=5))
def test_what_is_well_formed_is_read_as_yaml_reads_it(parts: list[tuple[str, str, str]]) -> None:
    """Keys, items and values as they should stand, with now and then an odd one among them."""
    filled = (form.format(k=f"k{n}", x=x, y=y) for n, (form, x, y) in enumerate(parts))
    assert_same("".join(filled))


@settings(max_examples=300)
@given(st.lists(LINES, max_size=7).map("".join))
@example("a:\n- b:\n  - c: d\n    e:\n- f\ng: h\n")
@example("a:\n1:\n- x")
def test_the_quick_way_agrees_with_yaml(block: str) -> None:
    """Whatever lines stand together, at whatever indentation."""
    assert_same(block)


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("ab1é :#-'\"[]{},&*!|>%@`?~\\\t\n\n.=<\ufeff\u00a0\x85"), max_size=40)
)
def test_the_quick_way_agrees_with_yaml_on_any_signs(text: str) -> None:
    """YAML's own signs in any order, behind a key, in a list and by themselves."""
    for block in (
        text,
        f"a: {text}\n",
        f"a: [{text}]\n",
        f"a: {{b: {text}}}\n",
        f"a:\n  - {text}\n",
    ):
        assert_same(block)


def test_our_own_files_take_the_quick_way() -> None:
    """Of what editors really write, nearly nothing needs YAML; and YAML agrees on all of it."""
    handler = sheets.StrictHandler()
    paths = [path for path in (ROOT / "content").rglob("*.md") if path.name != "README.md"]
    blocks = [handler.split(sheets.decode(path.read_bytes()))[0] for path in paths]
    for block in blocks:
        assert_same(block)
    quick = sum(plain_front_matter.read(block) is not None for block in blocks)
    assert quick >= 0.95 * len(blocks) and len(blocks) > 500


def test_yaml_is_loaded_when_it_is_first_needed() -> None:
    """A site without a mistake in its front matter starts without PyYAML and python-frontmatter."""
    read = "sheets.read(b'---\\n{}\\n---\\n', kind='topics', id='x', path='x', name='x')"
    program = (
        "import sys\nfrom parley.reading import schema, sheets\n"
        f"{read.format('title: T')}\nassert not {{'yaml', 'frontmatter'}} & {{*sys.modules}}\n"
        f"{read.format('title: |')}\nassert {{'yaml', 'frontmatter'}} <= {{*sys.modules}}\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
