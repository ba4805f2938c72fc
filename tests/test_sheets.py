"""What is accepted is what is written: front matter and body reach the record letter for letter.

The other half, what is refused, is told by the files of tests/bad.
"""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import frontmatter
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from parley import pipeline
from parley.cache import Cache
from parley.dates import Day
from parley.model import Entity, Event, Topic
from parley.reading import fields, files, folder, schema, sheets, yaml_mistakes
from parley.reading.front_matter import Fault
from parley.site import Rendering
from parley.timeline import Timeline
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, problems, read, write

Make = Callable[[Files], Path]


def entity(raw: str | bytes, kind: str = "topics") -> Entity | None:
    """Return what one file holds, or None where it is refused."""
    text = raw.encode() if isinstance(raw, str) else raw
    try:
        sheet = sheets.read(text, kind=kind, id="x", path="x.md", name="x.md")
    except Fault as fault:
        assert fault.message and fault.hint and fault.line >= 1 and fault.column >= 1
        return None
    return schema.read(sheet).entity


def summary(written: str) -> str | None:
    """Return what becomes of a summary that is written so, or None where it is refused."""
    found = entity(f"---\ntitle: T\nsummary: {written}\n---\n")
    return found.summary if isinstance(found, Topic) else None


def accepted(content: Path, *, drafts: bool = False) -> Timeline:
    """Return the timeline of a folder in which no error stands."""
    record = read(content, drafts=drafts)
    assert [p for p in record.problems if p.severity == "error"] == []
    assert record.timeline is not None
    return record.timeline


AS_WRITTEN = (
    *("NO", "No", "no", "on", "off", "yes", "Yes", "y", "true", "False", "~", "null", "Null"),
    *("12:30", "1:20:30", "190:20:30", "1_000", "0x10", "0o17", "017", "0b11", "1e3", "1.50", "+1"),
    *("2025", "2025-04", "2025-04-09", "2025-4-9", "2025-04~", "2025-04-09 10:00:00"),
    *(".inf", ".nan", "=", "<<", "-x", "?x", ":x", "x:y", "a:b:c", "http://example.org/#x"),
    *("C#", "a#b", "100%", "a & b", "a * b", "5 > 4", "what?", "it's", 'the "end"', "a, b"),
    *("a ] b", "a } b", "\\n", "a | b", "don't {{ x }}", "x {% raw %} y", "U.S.–China"),
    *("关税、休战", "שלום עולם", "👨‍👩‍👧", "e\u0301", "a\u200bb"),
)


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_an_unquoted_text_stays_as_it_is_written(written: str) -> None:
    """No word becomes true, no clock a number, no date another type."""
    assert summary(written) == written


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('"Talks: round two # 3"', "Talks: round two # 3"),
        ("'it''s'", "it's"),
        ('"a \\"b\\" \\\\ c"', 'a "b" \\ c'),
        ('"\\u5173\\u7a0e"', "关税"),
        ('"{{ x }}"', "{{ x }}"),
        ("'[draft] x'", "[draft] x"),
        ('"  spaced  "', "spaced"),
        ("text  ", "text"),
        ("|\n  one\n  two", "one\ntwo"),
        ("|-\n  one # two\n\n  three: four", "one # two\n\nthree: four"),
        (">\n  one\n  two\n\n  three", "one two\nthree"),
        ("one\n  two\n  three", "one two three"),
        ('"one\n  two"', "one two"),
    ],
)
def test_quotes_and_blocks_are_read_as_yaml_means_them(written: str, text: str) -> None:
    """What needs quotation marks can be said with them, or on the lines below."""
    assert summary(written) == text


def test_a_comment_may_follow_what_is_no_text() -> None:
    """Behind a date, an id, a list or a URL, ` #` can only begin a comment."""
    text = (
        "---\n# above\ntitle: T\ndate: 2025-05-05 # about noon\nround: r # the first\n"
        "topics: [a, b] # two\nplaces:\n  - p # where\norder: 2 # of three\n"
        "weight: lead # for now\ndraft: true # until Monday\n---\n"
    )
    event = entity(text, "events")
    assert isinstance(event, Event)
    assert (event.date.text, event.round, event.topics) == ("2025-05-05", "r", ("a", "b"))
    assert (event.places, event.order, event.weight, event.draft) == (("p",), 2, "lead", True)
    assert entity(
        "---\nurl: https://example.org/#a # b\nlanguage: en # of the page\n---\n", "articles"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_mark_at_the_start_change_nothing(end: str, mark: bytes) -> None:
    """Editors on any system may save as theirs does."""
    text = "---\ntitle: 关税\nsummary: |\n  one\n  two\n---\n\nOne.\n\nTwo.\n"
    assert entity(mark + text.replace("\n", end).encode()) == entity(text)


def test_a_problem_in_a_file_of_windows_has_its_line(content: Make) -> None:
    """A mark at the start and CRLF shift no line and no column."""
    raw = b"\xef\xbb\xbf---\r\ntitle: T\r\nsumary: x\r\n---\r\n\r\nSee [[nothing]].\r\n"
    found = problems(content({"topics/t.md": raw}))
    assert [(p.origin.line, p.origin.column) for p in found] == [(3, 1), (6, 5)]


def test_a_fence_may_have_spaces_behind_it() -> None:
    """They can't be seen."""
    assert entity("--- \ntitle: T\n---\t\nText.\n") == entity("---\ntitle: T\n---\nText.\n")


def test_a_file_may_end_at_its_closing_fence() -> None:
    """The last line end is missing in many an editor."""
    found = entity("---\ntitle: T\n---")
    assert found is not None and found.body == ""


@pytest.mark.parametrize(
    ("body", "kept", "line"),
    [
        ("One.\n\n---\n\nTwo.\n\n---\n", "One.\n\n---\n\nTwo.\n\n---", 4),
        ("---\nOne.\n---\n", "---\nOne.\n---", 4),
        ("    code\n\nText.\n", "    code\n\nText.", 4),
        ("\n\n    code\n", "    code", 6),
        ("\tcode\n", "\tcode", 4),
        ("\n\n\nText.\n\n\n", "Text.", 7),
        ("  indented\n", "  indented", 4),
        ("title: no key\n", "title: no key", 4),
        ("", "", 4),
    ],
)
def test_a_body_is_kept_with_its_line(body: str, kept: str, line: int) -> None:
    """Rules, code at the start and blank lines survive; the line is that of the file."""
    found = entity(f"---\ntitle: T\n---\n{body}")
    assert found is not None and (found.body, found.body_line) == (kept, line)


EMPTY = ("", " ", '""', "''", "[]", '[""]', "\n  -", "{}", '" "')


@pytest.mark.parametrize("kind", fields.BY_KIND)
@pytest.mark.parametrize("empty", EMPTY)
def test_an_empty_value_is_as_good_as_none(kind: str, empty: str) -> None:
    """A key that is left open means what a missing key means."""
    given = ("title", "date")
    names = [field.name for field in fields.BY_KIND[kind]]
    required = "".join(f"{name}: '2025'\n" for name in names if name in given)
    optional = [name for name in names if name not in given]
    opened = "".join(f"{name}: {empty}\n" for name in optional)
    without = entity(f"---\n{required}---\n", kind)
    left_open = entity(f"---\n{required}{opened}---\n", kind)
    assert left_open is not None
    assert _without_places(left_open) == _without_places(without)


def _without_places(found: Entity | None) -> str:
    return re.sub(r"(seed_)?origin=Origin\(.*?\)|body_line=\d+", "", repr(found))


def test_a_list_may_be_one_text() -> None:
    """`topics: a` is `topics: [a]`, wherever a list is read."""
    one = (
        "by: us\ntopics: a\npeople: b\nplaces: c\nsources: d\naliases: e\n"
        "sets: {measure: m}\ncorrections: {date: 2025, note: n}\n"
        "differs: {question: q, claims: {says: s, sources: d}, also: f}\n"
    )
    many = (
        "by: [us]\ntopics:\n- a\npeople:\n  - b\nplaces: ['c']\nsources: [d]\naliases: [e]\n"
        "sets: [{measure: m}]\ncorrections:\n  - date: 2025\n    note: n\n"
        "differs: [{question: q, claims: [{says: s, sources: [d]}], also: [f]}]\n"
    )
    head = "---\ntitle: T\ndate: 2025\n"
    first, second = entity(f"{head}{one}---\n", "events"), entity(f"{head}{many}---\n", "events")
    assert isinstance(first, Event) and first.differs[0].also == ("f",)
    assert _without_places(first) == _without_places(second)


def test_two_dots_mean_that_there_is_no_end(content: Make) -> None:
    """`until: ..` is a stated end that never comes, and not a missing one."""
    sets = "sets:\n  - measure: m\n    until: ..\n  - measure: m\n    value: x\n"
    made = content(
        {
            "events/e.md": f"---\ntitle: T\ndate: 2025\nsources: a\n{sets}---\n",
            "articles/a.md": "---\npublisher: P\n---\n",
            "measures/m.md": "---\ntitle: M\n---\n",
        }
    )
    first, second = accepted(made).events[0].sets
    assert first.until is not None and (first.until.text, first.until.latest) == ("..", None)
    assert second.until is None


def test_a_file_may_be_named_in_any_script(content: Make) -> None:
    """A Chinese stem is an id, a link to it works, and its page is built."""
    made = content(
        {
            "topics/关税.md": "---\ntitle: 关税\n---\n",
            "topics/סחר.md": "---\ntitle: סחר\n---\n"
            "See [[关税]] and [it](/topics/%E5%85%B3%E7%A8%8E/).\n",
        }
    )
    timeline = accepted(made)
    assert set(timeline.topic) == {"关税", "סחר"}
    files = rendered(timeline)
    assert "关税" in files["topics/关税/index.html"].decode()
    assert 'href="/topics/%E5%85%B3%E7%A8%8E/"' in files["topics/סחר/index.html"].decode()


def rendered(timeline: Timeline) -> dict[str, bytes]:
    """Return the files of a site, without a cache."""
    how = Rendering(home=ROOT, today=Day(2025, 6, 1), cache=Cache(None))
    return pipeline.render(timeline, how)


TEMPLATE_SYNTAX = (
    "{{ site.title }}",
    "{% raw %}",
    "{# remark #}",
    "{% endblock %}",
    "${x}",
    "<%= x %>",
)


@pytest.mark.parametrize("syntax", TEMPLATE_SYNTAX)
def test_template_syntax_is_text(content: Make, syntax: str) -> None:
    """Titles, summaries and bodies that look like a template come out as they went in."""
    quoted = json.dumps(f"A {syntax} b")
    made = content(
        {
            "site.toml": SITE.replace('"T"', quoted),
            "events/e.md": f"---\ntitle: {quoted}\ndate: 2025\nsummary: {quoted}\nsources: a\n---\n"
            f"Text `{syntax}` text.\n",
            "articles/a.md": f"---\ntitle: {quoted}\n---\n",
        }
    )
    page = html.unescape(rendered(accepted(made))["events/e/index.html"].decode())
    assert f"<h1>A {syntax} b</h1>" in page
    assert f"<code>{syntax}</code>" in page
    assert page.count(f"A {syntax} b") >= 4


def test_a_run_publishes_what_looks_like_a_template(
    content: Make, run: Callable[..., object], tmp_path: Path
) -> None:
    """From the file to the page, by the command line."""
    made = content({"topics/t.md": "---\ntitle: A {{ x }}\n---\nB {% raw %} c {# d #}\n"})
    run("build", "--content", made, "--output", tmp_path / "out", "--no-cache")
    page = (tmp_path / "out" / "topics" / "t" / "index.html").read_text("utf-8")
    assert "A {{ x }}" in page and "B {% raw %} c {# d #}" in page


# python-frontmatter's weak points, reproduced with its own `loads`: input, what it makes of it,
# and what we do: the summary that is read, or None where the file is refused.
LOST = {
    "the closing fence is missing": ("---\ntitle: T\n\nBody.\n", {}, None),
    "the closing fence is an em dash": ("---\ntitle: T\nsummary: S\n—\nBody.\n", {}, None),
    "a mark stands at the start": ("\ufeff---\ntitle: T\nsummary: S\n---\n", {}, "S"),
    "the block is a scalar": ("---\nonly words\n---\nBody.\n", {}, None),
    "the block is a list": ("---\n- a\n- b\n---\nBody.\n", {}, None),
    "there is no front matter but two rules": ("---\n\nBetween.\n\n---\nBody.\n", {}, None),
    "a key stands twice": ("---\ntitle: T\nsummary: A\nsummary: B\n---\n", {"summary": "B"}, None),
    "a country is Norway": ("---\ntitle: T\nsummary: NO\n---\n", {"summary": False}, "NO"),
    "a word is on": ("---\ntitle: T\nsummary: on\n---\n", {"summary": True}, "on"),
    "a time is a number": ("---\ntitle: T\nsummary: 12:30\n---\n", {"summary": 750}, "12:30"),
    "a year is a number": ("---\ntitle: T\nsummary: 2024\n---\n", {"summary": 2024}, "2024"),
    "a title has a number sign": (
        "---\ntitle: T\nsummary: Update #2 (new)\n---\n",
        {"summary": "Update"},
        None,
    ),
    "the file is JSON": ('{\n"title": "T",\n"summary": "S"\n}\n\nBody.\n', {"summary": "S"}, None),
}


@pytest.mark.parametrize("lost", LOST.values(), ids=LOST)
def test_what_python_frontmatter_loses_is_kept_or_refused(
    lost: tuple[str, dict[str, object], str | None],
) -> None:
    """Its `loads` gives other values than those written, without a word; we never do."""
    text, theirs, ours = lost
    loaded = frontmatter.loads(text).metadata
    assert loaded == {} if not theirs else theirs.items() <= loaded.items()
    found = entity(text)
    assert (found.summary if isinstance(found, Topic) else None) == ours


def test_a_key_that_yaml_takes_for_a_boolean_is_an_unknown_key(content: Make) -> None:
    """`on: x` is refused as `on`; python-frontmatter has a key True, and stumbles over it."""
    text = "---\ntitle: T\non: x\n---\n"
    with pytest.raises(TypeError, match="keywords must be strings"):
        frontmatter.loads(text)
    (found,) = problems(content({"topics/t.md": text}))
    assert (found.rule, found.message) == ("unknown-key", "unknown key 'on'")


def test_an_impossible_day_is_a_problem_with_a_line(content: Make) -> None:
    """`date: 2024-02-30` is a bare ValueError of python-frontmatter, with neither file nor line."""
    text = "---\ntitle: T\ndate: 2024-02-30\nsources: a\n---\n"
    with pytest.raises(ValueError, match="day is out of range for month"):
        frontmatter.loads(text)
    made = content({"events/e.md": text, "articles/a.md": "---\ntitle: A\n---\n"})
    (found,) = problems(made)
    assert (found.origin.line, found.origin.column, found.rule) == (3, 7, "date")
    assert "February 2024 has 29 days" in found.message


def test_a_colon_in_a_title_is_a_problem_that_tells_how_to_write_it(content: Make) -> None:
    """python-frontmatter passes on YAML's own words, which name another line."""
    text = "---\n\n\ntitle: Talks: round two\n---\n"
    with pytest.raises(yaml.YAMLError, match="mapping values are not allowed"):
        frontmatter.loads(text)
    (found,) = problems(content({"topics/t.md": text}))
    assert (found.origin.line, found.origin.column) == (4, 13)
    assert found.hint.endswith('title: "Talks: round two"')


def test_blank_lines_shift_no_line(content: Make) -> None:
    """A problem on the fifth line is told of the fifth line."""
    text = "---\n\n# a remark\n\ntitel: T\n---\n"
    found = problems(content({"topics/t.md": text}))
    assert {p.origin.line for p in found if p.rule == "unknown-key"} == {5}


@pytest.mark.parametrize(
    "written",
    ["2024", "2024-05", "2024-02-03", "2024-02-03T10:00:00", "2024-02-03T10:00:00+01:00", "2024~"],
)
def test_a_date_has_one_shape(written: str) -> None:
    """python-frontmatter has a number, a text, a date or a moment; we have what is written."""
    text = f"---\ntitle: T\ndate: {written}\n---\n"
    event = entity(text, "events")
    assert isinstance(event, Event) and event.date.text == written
    shapes = {
        type(frontmatter.loads(f"---\nd: {d}\n---\n")["d"]) for d in ("2024", "2024-05", written)
    }
    assert len(shapes) > 1


def test_code_at_the_start_of_a_body_keeps_its_indent() -> None:
    """python-frontmatter strips it to a paragraph."""
    text = "---\ntitle: T\n---\n    code\n"
    assert frontmatter.loads(text).content == "code"
    found = entity(text)
    assert found is not None and found.body == "    code"


KEPT = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff")


@settings(max_examples=150, deadline=None)
@given(st.text(KEPT, max_size=30))
def test_any_text_can_be_written_in_quotes(text: str) -> None:
    """In either kind of quotation marks it comes back letter for letter."""
    singly = "'" + text.replace("'", "''") + "'"
    for written in (json.dumps(text, ensure_ascii=False), singly):
        assert summary(written) == text.strip()


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab :#-'\"[]{},&*!|>%@`?~\\\t0.=<é中"), max_size=12))
def test_an_unquoted_text_is_kept_whole_or_refused(text: str) -> None:
    """Whatever stands behind a key: no part of it is ever lost without a word."""
    found = summary(text)
    written = text.strip()
    if found is None or written in ("[]", "{}", "|", ">", "|-", ">-"):
        return
    if written[:1] in ("'", '"'):
        assert found == str(yaml.load(f"k: {text}", Loader=yaml.CBaseLoader)["k"]).strip()
    elif written[:1] not in ("[", "{", "|", ">"):
        assert found == written


WORDS = st.sampled_from(
    [
        *("title", "date", "sources", "sets", "differs", "claims", "says", "article", "quote"),
        *(": ", ":", "\n", "\n  ", "\n    ", "- ", "[", "]", "{", "}", ", ", '"', "'", "|", ">"),
        *("&a ", "*a", "!x ", "# c", "---", "...", "?", "%", "@", "<<", "\t", "\\", "\0", "\ufeff"),
        *("2025-05-05", "x", "é"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=20).map("".join), st.sampled_from(list(fields.BY_KIND)))
def test_reading_never_fails(text: str, kind: str) -> None:
    """Any text between two fences is an entity or a problem, and never an exception."""
    found = entity(f"---\n{text}\n---\n", kind)
    assert found is None or found.id == "x"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_reading_never_fails_on_bytes(raw: bytes) -> None:
    """Any file, with or without fences, is an entity or a problem."""
    for whole in (raw, b"---\ntitle: T\n" + raw + b"\n---\n" + raw):
        found = entity(whole)
        assert found is None or found.id == "x"


GOOD = {path.relative_to(GOOD_SITE): path.read_text("utf-8") for path in GOOD_SITE.rglob("*.*")}
EDITS = st.lists(
    st.tuples(
        st.sampled_from(sorted(GOOD)), st.integers(0, 700), st.integers(0, 9), WORDS | st.just("..")
    ),
    min_size=1,
    max_size=5,
)


@pytest.fixture(scope="module")
def edited_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for a site that is written anew by each example."""
    return tmp_path_factory.mktemp("edited")


@settings(max_examples=60, deadline=None)
@given(edits=EDITS)
def test_a_good_site_with_slips_of_the_pen_is_read(
    edited_site: Path, edits: list[tuple[Path, int, int, str]]
) -> None:
    """However a good file is spoilt: the record is there, or a problem says why not."""
    texts = dict(GOOD)
    for name, at, cut, inserted in edits:
        texts[name] = texts[name][:at] + inserted + texts[name][at + cut :]
    write(edited_site, {name.as_posix(): text for name, text in texts.items()})
    record = read(edited_site / "content", drafts=True)
    has_error = any(problem.severity == "error" for problem in record.problems)
    assert (record.timeline is None) == has_error
    assert list(record.problems) == sorted(set(record.problems))


@pytest.mark.parametrize("depth", [25, 800])
def test_lists_in_lists_are_read_up_to_a_depth_and_no_further(depth: int) -> None:
    """Hundreds of brackets are a problem; Python can't recur so deep."""
    below = "".join(f"\n{' ' * level}-" for level in range(1, depth))
    assert entity(f"---\ntitle: {'[' * depth}{']' * depth}\n---\n") is None
    assert entity(f"---\ntitle:{below}\n---\n") is None


@pytest.mark.parametrize("error", [yaml.YAMLError("odd"), yaml.MarkedYAMLError(problem="odd")])
def test_a_complaint_without_a_place_is_told_of_the_first_line(error: yaml.YAMLError) -> None:
    """No version of the library makes one today; if one does, nobody sees a traceback."""
    mistake = yaml_mistakes.explain(error, ["title: T"])
    assert (mistake.message, mistake.line) == ("YAML can't read this: odd", 0)


def test_long_lines_are_read_in_good_time(content: Make) -> None:
    """Backticks, brackets and links without end take no more time than their length."""
    bodies = [
        " ".join("`" * length for length in range(1, 400)),
        "` " * 40_000,
        "[" * 80_000,
        "[[" * 40_000,
        "](" * 20_000,
        "![a" * 20_000,
        "[a]: " * 20_000,
        " " * 100_000 + "x",
        "- " * 40_000,
        "\\" * 80_000 + "`",
    ]
    text = "---\ntitle: T\n---\n"
    made = content({f"topics/t{n}.md": text + body for n, body in enumerate(bodies)})
    readings = [files.read(file) for file in folder.read(made, "content").files]
    assert len(readings) == len(bodies)
