"""site.toml: three lines are enough, everything else has a default, mistakes have their line.

What is refused is told by tests/bad/sites.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.reading import fields, site
from parley.settings import Kind, Party, Settings
from tests.conftest import GOOD_SITE, SITE, Files, problems, read

Make = Callable[[Files], Path]


def accepted(text: str | bytes) -> Settings:
    """Return the settings of a site.toml in which nothing is wrong."""
    found, wrong = site.read(text.encode() if isinstance(text, str) else text, "site.toml")
    assert wrong == () and found is not None
    return found


def test_three_lines_build_a_site(content: Make) -> None:
    """Title, address and language; nothing else is asked for."""
    record = read(content({}))
    assert record.problems == () and record.timeline is not None
    assert record.timeline.settings == Settings(
        title="T", base_url="https://example.org/", language="en"
    )


def test_everything_else_is_read_as_it_is_written() -> None:
    """The good site states every key; one glance tells that none is mixed up with another."""
    found = accepted((GOOD_SITE / "content" / "site.toml").read_bytes())
    assert (found.title, found.tagline) == ("Talks on the river", "Two towns and one bridge.")
    assert (found.base_url, found.language) == ("https://example.org/river/", "en")
    assert found.timezone == "Europe/Madrid"
    assert found.record_to and found.record_to.text == "2025-06-30"
    assert found.span and found.span.text == "2025/2026"
    assert found.parties == (
        Party(id="north", name="North Bank", short="North", capital="Norton", zone="Europe/London"),
        Party(id="south", name="South Bank", short="South", capital="Sutton", zone="Asia/Shanghai"),
    )
    assert found.kinds[1] == Kind(id="order", name="Order", public=True)


def test_a_day_may_be_a_text_or_a_date_of_toml() -> None:
    """Both are written with the same signs."""
    text = accepted(SITE + 'record_to = "2025-06-30"\nsnapshots = ["2025-06-01"]\n')
    date = accepted(SITE + "record_to = 2025-06-30\nsnapshots = [2025-06-01]\n")
    assert text == date


def test_line_ends_and_a_mark_at_the_start_change_nothing() -> None:
    """Editors on any system may save as theirs does."""
    assert accepted(b"\xef\xbb\xbf" + SITE.replace("\n", "\r\n").encode()) == accepted(SITE)


@pytest.mark.parametrize(
    "text", ["関税交渉", "שיחות", "{{ x }}", "50 % off", "a 'b' \\\"c\\\"", "NO", "12:30", "true"]
)
def test_a_title_stays_as_it_is_written(text: str) -> None:
    """In any script, and whatever it looks like."""
    assert accepted(SITE.replace('"T"', f'"{text}"')).title == text.replace('\\"', '"')


def test_the_last_slash_of_an_address_is_optional() -> None:
    """`https://example.org/river` and `.../river/` are the same site."""
    for address in ("https://example.org/river", "https://example.org/river/"):
        found = accepted(SITE.replace("https://example.org/", address)).addresses
        assert found.absolute("/topics/") == "https://example.org/river/topics/"


def test_all_mistakes_are_told_at_once_and_in_order(content: Make) -> None:
    """One run is enough to see them; each has its line, and a next step in TOML's own form."""
    text = (
        'titel = "T"\nbase_url = "ftp://example.org/"\nlanguage = "English"\ntimezone = "Mars"\n'
        'record_to = "2025"\n\n[[parties]]\nid = "us"\nzone = "X"\n[[kinds]]\nname = "Talks"\n'
    )
    found = problems(content({"site.toml": text}))
    assert [(each.origin.line, each.rule) for each in found] == [
        (1, "missing-title"),
        (1, "unknown-key"),
        (2, "url"),
        (3, "language"),
        (4, "zone"),
        (5, "date"),
        (7, "missing-name"),
        (9, "zone"),
        (10, "missing-id"),
    ]
    hints = {each.rule: each.hint for each in found}
    assert 'title = "Talks on the river"' in hints["missing-title"]
    assert hints["unknown-key"] == "did you mean 'title'?"


def test_a_broken_site_toml_makes_no_party_unknown(content: Make) -> None:
    """What it declares can't be known, so mentions of it are not judged."""
    event = (
        "---\ntitle: T\ndate: 2025\nby: us\nkind: talks\nsources: {article: a, voice: us}\n---\n"
    )
    made = content(
        {
            "site.toml": SITE + "x = ",
            "events/e.md": event,
            "articles/a.md": "---\nvoice: us\n---\n",
        }
    )
    assert [each.rule for each in problems(made)] == ["site"]


def test_the_key_of_a_block_has_the_line_of_that_block(content: Make) -> None:
    """The second party's key is not looked for in the first."""
    block = '[[parties]]\nid = "{}"\nname = "{}"\nzone = "{}"\n'
    text = SITE + block.format("a", "A", "Asia/Tokyo") + "\n" + block.format("b", "B", "Nowhere")
    (found,) = problems(content({"site.toml": text}))
    assert (found.origin.line, found.rule) == (
        text[: text.index("Nowhere")].count("\n") + 1,
        "zone",
    )


def test_an_item_that_is_written_with_an_escape_has_the_line_of_its_key(content: Make) -> None:
    """It can't be found in the text as it is read; the key is near enough."""
    text = SITE + 'snapshots = [\n  "2025\\u002d05",\n]\n'
    (found,) = problems(content({"site.toml": text}))
    assert (found.origin.line, found.origin.column, found.rule) == (4, 1, "date")


def test_every_example_of_a_key_is_accepted() -> None:
    """What the handbook and the next steps show can be copied."""
    lines = [
        f"{field.name} = {field.example if field.example[0] == '[' else repr(field.example)}"
        for field in fields.SITE
        if field.example and field.name != "snapshots"
    ]
    party = [f"{field.name} = {field.example!r}" for field in fields.PARTY]
    kind = [
        f"{f.name} = {f.example if f.example == 'true' else repr(f.example)}" for f in fields.KIND
    ]
    text = "\n".join([*lines, "[[parties]]", *party, "[[kinds]]", *kind])
    assert accepted(text).parties[0].id == fields.PARTY[0].example


TOKENS = st.sampled_from(
    [
        *("title", "base_url", "language", "parties", "kinds", "id", "snapshots", "public", " = "),
        *(
            '"',
            '"""',
            "'",
            "\n",
            "[[parties]]\n",
            "[[kinds]]",
            "[a.b]",
            "[",
            "]",
            "{",
            "}",
            ",",
            ".",
        ),
        *("true", "1", "1_0", "inf", "2025-01-01", "1979-05-27T07:32:00Z", "07:32:00", "x", "#"),
        *('"https://example.org/"', '"en"', "\\u0000", "\\", "\r", "\0", "é"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(TOKENS, max_size=20).map("".join), st.booleans())
def test_reading_never_fails(text: str, below: bool) -> None:
    """Any text is settings or problems, never both, and never an exception."""
    found, wrong = site.read((SITE * below + text).encode(), "site.toml")
    assert (found is None) == bool(wrong)
    last = text.count("\n") + text.count("\r") + 4
    assert all(1 <= each.origin.line <= last and each.hint for each in wrong)


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_what_is_accepted_is_what_is_written(text: str) -> None:
    """A text in straight quotes is the title, letter for letter, or a problem."""
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    found, _ = site.read(SITE.replace('"T"', f'"{written}"').encode(), "site.toml")
    assert found is None or found.title == text.strip()
    if re.fullmatch(r"[\w .,;!?'\"\\-]*\w", text):
        assert found is not None
