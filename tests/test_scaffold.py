"""`new` makes a file that `check` accepts, under an id that is free, inside the content folder."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from parley import scaffold
from parley.addresses import SINGULAR, id_fault, slug
from parley.dates import Day
from parley.model import Event
from parley.reading import schema, sheets
from parley.reading.fields import BY_KIND, Field
from tests.conftest import Files, Run, problems, read, write

Make = Callable[[Files], Path]
Call = Callable[..., Run]

FOLDER = {singular: kind for kind, singular in SINGULAR.items() if singular in scaffold.KINDS}


def only(folder: Path) -> Path:
    """Return the one file of a folder."""
    (path,) = (each for each in folder.rglob("*") if each.is_file())
    return path


@pytest.mark.parametrize("kind", scaffold.KINDS)
def test_what_new_makes_is_accepted(content: Make, run: Call, kind: str) -> None:
    """For every kind: the file is where that kind stands, and has the title."""
    made = content({})
    found = run("new", kind, "Talks on the river", "--content", made, "--today", "2025-05-05")
    path = only(made / FOLDER[kind])
    assert (found.code, found.err) == (0, "")
    assert found.out == f"{path} is ready to be filled in; then: python build.py check\n"
    assert path.stem == "talks-on-the-river"
    assert [each for each in problems(made) if each.severity == "error"] == []
    record = read(made).timeline
    assert record and record.by_kind[FOLDER[kind]][path.stem].title == "Talks on the river"


def test_a_site_of_new_files_can_be_built(content: Make, run: Call, tmp_path: Path) -> None:
    """One of each kind, as `new` left them."""
    made = content({})
    for kind in scaffold.KINDS:
        run("new", kind, f"A {kind}", "--content", made)
    found = run("build", "--content", made, "--output", tmp_path / "out", "--no-cache")
    assert found.code == 0


@pytest.mark.parametrize(
    ("date", "folder"),
    [
        ("", "2025"),
        ("2024-02", "2024"),
        ("2023-12-31/2024-01-02", "2023"),
        ("../2022", "2022"),
        ("[2021-02-05,2021-02-07]", "2021"),
        ("2020~", "2020"),
        ("-0043-03-15", "-0043"),
        ("2025-05-05T10:00:00+02:00", "2025"),
    ],
)
def test_an_event_stands_under_its_year(content: Make, run: Call, date: str, folder: str) -> None:
    """Without --date it is today's; with it, the date is kept as it is written."""
    made = content({})
    given = [f"--date={date}"] if date else []
    found = run("new", "event", "Talks", "--content", made, "--today", "2025-05-05", *given)
    assert found.code == 0
    assert only(made / "events").parent.name == folder
    record = read(made).timeline
    assert record and record.events[0].date.text == (date or "2025-05-05")


@pytest.mark.parametrize("date", ["5 May 2025", "2025-02-30", "soon"])
def test_a_date_that_is_none_is_refused(content: Make, run: Call, date: str) -> None:
    """With the same words as in a file, and before anything is written."""
    made = content({})
    found = run("new", "event", "Talks", "--content", made, "--date", date)
    assert found.code == 2 and found.err.startswith("build.py: '")
    assert not (made / "events").exists()


TITLES = [
    "Talks: round two",
    'The "river" talks',
    "It's over",
    "Update #2 (new)",
    "50 % — and more",
    "关税休战延长",
    "שיחות על הנהר",
    "مفاوضات",
    "Grüße & Küsse",
    "👨‍👩‍👧 at the table",
    "{{ title }} {% raw %}",
    "- a dash",
    "[draft] talks",
    "@home",
    "null",
    "yes",
    "2025",
    "12:30",
    "a\\b\\n",
    "| pipe > greater",
    "*bold* & _thin_",
    "Order 14334 / 2025, part 1",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows",
    "...dots...",
    "--title",
    "!important",
    ", a",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("kind", ["event", "topic"])
def test_a_title_is_kept_as_it_is_typed(
    content: Make, run: Call, tmp_path: Path, title: str, kind: str
) -> None:
    """Whatever YAML would make of it; and the file stands in its folder, whatever its title."""
    made = content({})
    arguments = ("--content", made, "--today", "2025-05-05", "--", kind, title)
    assert run("new", *arguments).code == 0
    path = only(made / FOLDER[kind])
    assert path.parent in (made / "topics", made / "events" / "2025")
    assert [each for each in problems(made) if each.severity == "error"] == []
    record = read(made).timeline
    assert record and record.by_kind[FOLDER[kind]][path.stem].title == title
    assert sorted(each.name for each in tmp_path.iterdir()) == ["content"]


def test_white_space_in_a_title_is_one_space(content: Make, run: Call) -> None:
    """As a terminal's line break or a copied tab leaves it."""
    made = content({})
    run("new", "topic", "  Talks\ton \n the river ", "--content", made)
    record = read(made).timeline
    assert record and record.topic["talks-on-the-river"].title == "Talks on the river"


@pytest.mark.parametrize(
    ("kind", "title", "why"),
    [
        ("topic", "", "letter or digit"),
        ("topic", "   ", "letter or digit"),
        ("topic", "!?…", "letter or digit"),
        ("topic", "🎉", "letter or digit"),
        ("topic", "a\0b", "can't be written"),
        ("topic", "red \x1b[31m", "can't be written"),
        ("topic", "a\ud83d", "can't be written"),
        ("topic", "a" * 300, "too long"),
        ("topic", "关" * 90, "too long"),
        ("event", "Main", "for themselves"),
        ("event", "Timeline", "for themselves"),
        ("event", "M2025", "for themselves"),
    ],
)
def test_a_title_that_can_name_no_file_is_refused(
    content: Make, run: Call, kind: str, title: str, why: str
) -> None:
    """Exit code 2, one sentence, and no file."""
    made = content({})
    found = run("new", kind, title, "--content", made)
    assert (found.code, found.out) == (2, "")
    assert why in found.err and found.err.count("\n") == 1
    assert [path.name for path in made.iterdir()] == ["site.toml"]


@pytest.mark.parametrize("title", ["Talks", "talks!", "TALKS", "Tálks"])
def test_an_id_that_is_taken_is_refused(content: Make, run: Call, title: str) -> None:
    """In any folder of the kind, whatever the capitals; the file is named and not touched."""
    text = "---\ntitle: Talks\ndate: 2025\n---\nText.\n"
    made = content({"events/2020/spring/Talks.md": text})
    found = run("new", "event", title, "--content", made)
    assert found.code == 2 and "events/2020/spring/Talks.md has that id already" in found.err
    assert only(made / "events").read_text("utf-8") == text
    assert run("new", "topic", title, "--content", made).code == 0


def test_a_file_that_could_not_be_read_has_its_id_too(content: Make, run: Call) -> None:
    """What is broken is not written over either."""
    made = content({"topics/talks.md": b"\xff"})
    assert run("new", "topic", "Talks", "--content", made).code == 2
    assert only(made / "topics").read_bytes() == b"\xff"


def test_nothing_is_written_outside_the_content_folder(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Not even where a link leads there."""
    made = content({})
    write(tmp_path / "elsewhere", {"keep.txt": "x"})
    (made / "topics").symlink_to(tmp_path / "elsewhere")
    (made / "events").mkdir()
    (made / "events" / "2025").symlink_to(tmp_path / "elsewhere")
    for kind in ("topic", "event"):
        found = run("new", kind, "Talks", "--content", made, "--today", "2025-05-05")
        assert found.code == 2 and "leads out" in found.err
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["keep.txt"]


def test_a_folder_that_is_not_there_is_not_made(run: Call, tmp_path: Path) -> None:
    """A slip in --content is a slip, and no new site."""
    found = run("new", "topic", "Talks", "--content", tmp_path / "contnet")
    assert found.code == 2 and "contnet" in found.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", BY_KIND)
def test_every_key_can_be_filled_in_by_deleting_its_number_sign(kind: str) -> None:
    """The examples are right as they stand; only ids are unknown, and the hash is cut short."""
    given = {"title": "T", "date": "2025"}
    text = scaffold.sheet(BY_KIND[kind], given)
    keys = "|".join(field.name for field in BY_KIND[kind])
    filled = re.sub(rf"^# ({keys}): (?=\S)", r"\1: ", text, flags=re.MULTILINE)
    sheet = sheets.read(filled.encode(), kind=kind, id="x", path="x.md", name="x.md")
    assert set(sheet.front.pairs) == {field.name for field in BY_KIND[kind]}
    assert {problem.rule for problem in schema.read(sheet).problems} <= {"sha256"}


def test_a_new_sheet_lists_every_key_with_what_it_says() -> None:
    """Above the key: behind it, ` #` would be refused as a part of the text."""
    fields = (
        Field("title", "what it is called", "Talks", required=True),
        Field("summary", "one or two sentences", "They talk."),
        Field("topics", "ids of topics", "[a, b]"),
    )
    assert scaffold.sheet(fields, {"title": "T"}) == (
        "---\n"
        "title: T\n"
        "# one or two sentences:\n"
        "# summary: They talk.\n"
        "# ids of topics:\n"
        "# topics: [a, b]\n"
        "---\n\n"
    )


def test_create_returns_the_path_that_it_wrote(content: Make) -> None:
    """The verb's own function, for other tools."""
    made = content({})
    path = scaffold.create(made, "event", "Talks", "", Day(2025, 5, 5))
    assert path == made / "events" / "2025" / "talks.md"
    record = read(made).timeline
    assert record and isinstance(record.events[0], Event)
    with pytest.raises(scaffold.Unwritable, match="has that id already"):
        scaffold.create(made, "event", "Talks", "", Day(2025, 5, 5))


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Café à la carte", "cafe-a-la-carte"),
        ("हिन्दी वार्ता", "हिन्दी-वार्ता"),
        ("马德里会谈", "马德里会谈"),
        ("It’s a_deal: 10%!", "its-a-deal-10"),
    ],
)
def test_an_id_keeps_the_letters_of_any_script(title: str, id: str) -> None:
    """Only the accents of Latin letters go; vowel signs are letters, and make a valid id."""
    assert slug(title) == id
    assert id_fault(id) is None
