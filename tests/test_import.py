"""`import` as a user meets it: what is written, what is refused, and what is said of it.

What the words of an article mean is tested elsewhere; here are files, options and exit codes.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley import cli
from parley.model import Article
from tests.conftest import ROOT, SITE, Files, Run, problems, read, write

Make = Callable[[Files], Path]
Call = Callable[..., Run]

RIVER = (
    SITE
    + """
[[parties]]
id = "north"
name = "North Bank"
[[parties]]
id = "south"
name = "South Bank"
[[kinds]]
id = "talks"
name = "Talks"
"""
)
RECORD: Files = {
    "site.toml": RIVER,
    "topics/bridge.md": "---\ntitle: The bridge\n---\n",
    "people/ann-lee.md": "---\ntitle: Ann Lee\n---\n",
    "places/midville.md": "---\ntitle: Midville\n---\n",
    "events/2025/closed.md": "---\ntitle: North Bank closes the bridge\ndate: 2025-05-05\n"
    "topics: [bridge]\npeople: [ann-lee]\nplaces: [midville]\nsources: [gazette]\n---\n",
    "articles/gazette.md": "---\npublisher: Gazette\n---\nNorth Bank closed the bridge.\n",
}
TEXT = (
    "The two banks talk again\n\n"
    "MIDVILLE, May 12 (River Agency) - North Bank and South Bank held talks in Midville on May 9,"
    " 2025, said Ann Lee. They will meet again on May 20, 2025.\n\n"
    "“It was a good day,” she said.\n"
)
SAID = ("--published", "2025-05-12", "--publisher", "River Agency")


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file and folder below a folder, with its bytes and its time of change."""
    return {
        path.relative_to(folder).as_posix(): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


def new(folder: Path, before: dict[str, tuple[bytes, int]]) -> list[str]:
    """Return the files that were not there before; nothing of those that were has changed."""
    now = files(folder)
    assert {name: now[name][0] for name in before} == {
        name: raw for name, (raw, _) in before.items()
    }
    return [name for name in now if name not in before and (folder / name).is_file()]


def the_article(folder: Path) -> Article:
    """Return the one article that was imported."""
    record = read(folder, drafts=True).timeline
    assert record is not None
    (article,) = (each for each in record.articles if each.id != "gazette")
    return article


def test_an_article_becomes_a_sheet_and_drafts(content: Make, run: Call, tmp_path: Path) -> None:
    """One command; the record is as free of errors as it was."""
    made = content(RECORD)
    before = files(made)
    write(tmp_path, {"seeds/talks.txt": TEXT})
    found = run("import", tmp_path / "seeds/talks.txt", "--content", made, *SAID)
    assert (found.code, found.err) == (0, "")
    article, *events = new(made, before)
    assert article == "articles/2025/river-agency-2025-05-12-the-two-banks-talk-again.md"
    assert all(name.startswith("events/2025/") for name in events)
    assert [each for each in problems(made) if each.severity == "error"] == []
    stored = the_article(made)
    assert stored.body.split() == TEXT.split()
    assert stored.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert (stored.title, stored.language) == ("The two banks talk again", "en")
    assert stored.seed == "seeds/talks.txt"
    record = read(made, drafts=True).timeline
    assert record is not None
    drafts = [event for event in record.events if event.draft]
    assert {event.name for event in drafts} == set(events)
    assert {"2025-05-09", "2025-05-20"} <= {event.date.text for event in drafts}
    for event in drafts:
        (source,) = event.sources
        assert source.article == stored.id
        assert (stored.id, source.anchor) in record.passages


def test_the_summary_names_what_was_written_and_what_to_do_next(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Each draft with date, kind and title, and its file."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT})
    found = run("import", tmp_path / "talks.txt", "--content", made, *SAID)
    for path in (made / "articles/2025").iterdir():
        assert f"article written: {path}\n" in found.out
    for path in (made / "events/2025").iterdir():
        assert (f"      {path}\n" in found.out) == (path.stem != "closed")
    assert "    2025-05-09 talks: " in found.out
    assert "Next: python build.py serve shows drafts too" in found.out


def test_drafts_show_in_a_preview_and_in_no_published_build(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """And the built site has no errors with them, nor without."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT})
    run("import", tmp_path / "talks.txt", "--content", made, *SAID)
    built = []
    for name, *more in (("plain",), ("with", "--drafts")):
        out = tmp_path / name
        assert run("build", "--content", made, "--output", out, "--no-cache", *more).code == 0
        built.append({path.parent.name for path in (out / "events").glob("*/index.html")})
    assert built[0] == {"closed"}
    assert built[1] == {path.stem for path in (made / "events").rglob("*.md")} > built[0]


@pytest.mark.parametrize(
    "body",
    [
        "See [[nothing]] and [a page](/nowhere/) and ![a picture](x.png).",
        "---\nA line of hyphens begins and ends it.\n---",
        "<b>Bold</b> & <a href='/x/'>a link</a>",
        "    four spaces, and\ttabs\n\n\n\nblank lines",
        "windows\r\nline ends\r\n\r\nand more\r\n",
        "\ufeffa byte order mark, and “quotes” — and dashes…",
        "# A heading\n\n* a list\n* of two\n\n1. [^1]\n\n[^1]: a note",
        "马德里会谈于5月9日举行。双方同意延长期限。",
        "a\u2028b\x0cc\x85d",
        "draft: true\ntitle: x: [y\n{{ raw }} {% block %}",
    ],
)
def test_the_text_is_kept_word_for_word(
    content: Make, run: Call, tmp_path: Path, body: str
) -> None:
    """Whatever Markdown or YAML would make of it; the record stays free of errors."""
    made = content(RECORD)
    write(tmp_path, {"seeds/x.txt": body})
    found = run("import", tmp_path / "seeds/x.txt", "--content", made, *SAID)
    assert (found.code, found.err) == (0, "")
    assert the_article(made).body.split() == body.removeprefix("\ufeff").split()
    assert [each for each in problems(made) if each.severity == "error"] == []


def test_a_second_run_writes_nothing(content: Make, run: Call, tmp_path: Path) -> None:
    """The article is known by its hash, its events by their words; both are told."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT})
    run("import", tmp_path / "talks.txt", "--content", made, *SAID)
    before = files(made)
    found = run("import", tmp_path / "talks.txt", "--content", made)
    assert (found.code, found.err) == (0, "")
    assert files(made) == before
    assert f"  the same article is stored already: {made}/articles/2025/river-agency" in found.out
    assert found.out.endswith("Nothing new was found, and nothing was written.\n")


def test_the_same_text_twice_in_one_run_is_one_article(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Even if a line more or less ends the second."""
    made = content(RECORD)
    before = files(made)
    write(tmp_path, {"one.txt": TEXT, "two.txt": TEXT + "\n\n"})
    found = run("import", tmp_path / "one.txt", tmp_path / "two.txt", "--content", made, *SAID)
    assert found.code == 0
    assert len([name for name in new(made, before) if name.startswith("articles/")]) == 1
    assert found.out.count("the same article is stored already") == 1


def test_a_dry_run_says_the_same_and_writes_nothing(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Not a byte, not a folder, not a time of change."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT})
    before = files(tmp_path)
    arguments = ("import", tmp_path / "talks.txt", "--content", made, *SAID)
    trial = run(*arguments, "--dry-run")
    assert (trial.code, trial.err) == (0, "")
    assert files(tmp_path) == before
    real = run(*arguments)
    assert (
        trial.out.replace("would be written", "written").splitlines()[:-1]
        == (real.out.splitlines()[:-1])
    )
    assert trial.out.endswith("Nothing was written: this was a dry run.\n")


def test_equal_input_gives_equal_bytes(run: Call, tmp_path: Path) -> None:
    """Wherever it is done."""
    made = []
    for name in ("one", "two"):
        folder = write(tmp_path / name / "content", RECORD)
        write(tmp_path / name, {"talks.txt": TEXT})
        run("import", tmp_path / name / "talks.txt", "--content", folder, *SAID)
        made.append({name: raw for name, (raw, _) in files(folder).items()})
    assert made[0] == made[1]


def test_a_program_reads_one_object_a_file(content: Make, run: Call, tmp_path: Path) -> None:
    """With the front matter as written, all that is named, and what each suggestion must say."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT + "\n“The bridge is open,” they said. Ann Lee left.\n"})
    found = run("import", tmp_path / "talks.txt", "--content", made, *SAID, "--format", "json")
    (line,) = found.out.splitlines()
    made_of = json.loads(line)
    assert (found.code, list(made_of)) == (0, ["article", "suggestions"])
    article = made_of["article"]
    assert article["id"] == "river-agency-2025-05-12-the-two-banks-talk-again"
    assert article["path"] == f"{made}/articles/2025/{article['id']}.md"
    assert (article["publisher"], article["published"]) == ("River Agency", "2025-05-12")
    assert (article["url"], article["seed"]) == (None, "talks.txt")
    named = (article["people"], article["places"], article["topics"])
    assert named == (["ann-lee"], ["midville"], ["bridge"])
    for suggestion in made_of["suggestions"]:
        assert list(suggestion)[:10] == [
            *("date", "title", "kind", "quote", "people", "places", "topics"),
            *("measure", "until", "covered_by"),
        ]
        assert suggestion["quote"] in TEXT
        assert (suggestion["measure"], suggestion["until"]) == (None, None)
    first = made_of["suggestions"][0]
    assert (first["kind"], first["people"], first["places"]) == ("talks", ["ann-lee"], ["midville"])
    assert (first["topics"], first["covered_by"]) == ([], None)
    assert Path(first["path"]).is_file()


def test_a_program_is_told_of_bad_files_too(content: Make, run: Call, tmp_path: Path) -> None:
    """One line a file, in the order of the files; people read standard error."""
    made = content(RECORD)
    write(tmp_path, {"talks.txt": TEXT, "bad.txt": b"\xff"})
    names = (tmp_path / "bad.txt", tmp_path / "talks.txt")
    found = run("import", *names, "--content", made, *SAID, "--format", "json")
    bad, good = map(json.loads, found.out.splitlines())
    assert found.code == 1
    assert (bad["article"], bad["suggestions"]) == (None, [])
    assert [problem["rule"] for problem in bad["problems"]] == ["encoding"]
    assert list(good) == ["article", "suggestions"]
    assert "bad.txt:1:1: error[encoding]" in found.err


BAD: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "error[empty]: the file is empty"),
    ("blank.txt", b" \n\t\n", "error[empty]: the file is empty"),
    ("latin.txt", b"caf\xe9 on May 9", "error[encoding]: byte 3 (0xe9) is not UTF-8"),
    ("half.txt", "talks".encode("utf-16-le"), "error[encoding]"),
    ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0", "error[binary]: the file is a picture"),
    ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3", "error[binary]: the file is a PDF"),
    ("nul.txt", b"The talks\0 ended.", "error[binary]"),
    ("bell.txt", b"The talks\x07 ended.", "error[character]"),
    ("front.md", b"---\ntitle: x: [y\n---\nWords.", "error[yaml]"),
    ("fence.md", b"---\ntitle: x\nWords.", "error[fence]"),
    (
        "menu.html",
        b"<html><body><nav>Home</nav></body></html>",
        "error[html]: no article was found",
    ),
    ("a.json", b'{"a": 1}', "error[timelinejs]: the JSON is no TimelineJS file"),
    ("a.csv", b"a,b\n1,2\n", "error[columns]: the table has no column for date and title"),
    ("slides.csv", b"Year,Headline,Type\n2025,T,title\n", "error[empty]: the table has no events"),
    ("date.md", b"---\ntitle: x\npublished: 2025-02-30\n---\nWords.", "error[date]"),
]


@pytest.mark.parametrize(("name", "raw", "told"), BAD, ids=[name for name, _, _ in BAD])
def test_a_bad_file_is_told_and_nothing_is_written(
    content: Make, run: Call, name: str, raw: bytes, told: str
) -> None:
    """Nor of the good files of that run: what is mended can be imported with them again."""
    made = content(RECORD)
    home = write(made.parent, {name: raw, "talks.txt": TEXT})
    before = files(made)
    found = run("import", home / "talks.txt", home / name, "--content", made, *SAID)
    assert found.code == 1
    assert f"{home / name}:" in found.err and told in found.err
    assert "      help: " in found.err
    assert found.out == (
        "Nothing was written: mend what is said above, and import all files again.\n"
    )
    assert files(made) == before


def test_a_page_is_stored_with_its_words_as_a_reader_sees_them(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """No sign of Markdown is added to them; what is quoted stands there."""
    said = "1999. On May 9, 2025 the [two] banks met; file X_Y_Z names *nobody*. " * 4
    page = f"<html><head><title>Talks</title></head><body><article><p>{said}</p></article></body>"
    write(tmp_path, {"a.html": page})
    made = content(RECORD)
    assert run("import", tmp_path / "a.html", "--content", made, *SAID).code == 0
    assert the_article(made).body.split() == said.split()
    assert [each for each in problems(made) if each.severity == "error"] == []


def test_standard_input_has_a_bound(content: Make) -> None:
    """No more than an article's size is read of what may never end."""
    made = content(RECORD)
    ran = subprocess.run(
        [sys.executable, ROOT / "build.py", "import", "-", "--content", made, *SAID],
        input=b"word " * 1_000_001,
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert b"error[size]" in ran.stderr


def test_windows_1252_is_read_where_it_is_asked_for(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """And only then: else the byte is named."""
    made = content(RECORD)
    body = "A “café” opened."
    write(tmp_path, {"x.txt": body.encode("windows-1252")})
    name = tmp_path / "x.txt"
    assert run("import", name, "--content", made, *SAID).code == 1
    assert run("import", name, "--content", made, *SAID, "--encoding", "windows-1252").code == 0
    assert the_article(made).body == body


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """All at once, and without waiting for what a pipe may bring."""
    made = content(RECORD)
    os.mkfifo(tmp_path / "pipe")
    names = (tmp_path / "not-there.txt", tmp_path, tmp_path / "pipe")
    found = run("import", *names, "--content", made, *SAID)
    assert found.code == 1
    told = [line for line in found.err.splitlines() if "error[unreadable]" in line]
    assert [line.partition("error[unreadable]: ")[2] for line in told] == [
        "there is no such file",
        "this is a folder",
        "this is not an ordinary file",
    ]


def test_a_giant_is_refused_without_being_read(content: Make, run: Call, tmp_path: Path) -> None:
    """Its size is asked for first; this one has fifty million bytes, and takes no space."""
    made = content(RECORD)
    with (tmp_path / "giant.txt").open("wb") as file:
        file.truncate(50_000_000)
    found = run("import", tmp_path / "giant.txt", "--content", made, *SAID)
    assert found.code == 1
    assert "error[size]: the file has 50,000,000 bytes; 5,000,000 are allowed" in found.err


def test_an_article_without_a_date_is_asked_for_it(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """A wrong year is worse than none."""
    made = content(RECORD)
    write(tmp_path, {"x.txt": "The two banks met on Monday.\n"})
    found = run("import", tmp_path / "x.txt", "--content", made)
    assert found.code == 1
    assert "x.txt:1:1: error[published]: the file does not say when" in found.err
    assert "help: add --published YYYY-MM-DD" in found.err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8"])
def test_a_problem_shows_lines_of_utf_8_alone(
    content: Make, run: Call, tmp_path: Path, encoding: str
) -> None:
    """What another encoding makes of a line helps nobody; what to do is said all the same."""
    made = content(RECORD)
    write(tmp_path, {"x.txt": "The two banks met on Monday.\n".encode(encoding)})
    found = run("import", tmp_path / "x.txt", "--content", made)
    assert found.code == 1
    assert "x.txt:1:1: error[" in found.err and "      help: " in found.err
    assert ("    1 | The two banks met on Monday.\n" in found.err) == (encoding == "utf-8")
    assert ("    1 | " in found.err) == (encoding == "utf-8")


def test_an_option_goes_before_what_the_file_says(content: Make, run: Call, tmp_path: Path) -> None:
    """And what it says goes before what can be guessed; other keys are kept as comments."""
    made = content(RECORD)
    text = (
        "---\ntitle: Old\npublisher: Old Post\npublished: 2025-05-01\nlanguage: fr\n"
        "type: wire\nauthor: A. Lee\n---\nThe two banks met.\n"
    )
    write(tmp_path, {"x.md": text})
    given = ("--title", "New: title", "--publisher", "New Post", "--published", "2025-05")
    more = ("--url", "https://post.example/1?a=1&b=2#c", "--language", "de")
    found = run("import", tmp_path / "x.md", "--content", made, *given, *more)
    assert (found.code, found.err) == (0, "")
    article = the_article(made)
    assert (article.title, article.publisher, article.language) == ("New: title", "New Post", "de")
    assert article.url == "https://post.example/1?a=1&b=2#c"
    assert article.published and article.published.text == "2025-05"
    assert article.type == "wire"
    assert "\n# author: A. Lee\n" in (made / article.name).read_text("utf-8")


def test_a_value_that_the_record_refuses_is_told_at_the_file(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """By the rules of `check`, before anything is written."""
    made = content(RECORD)
    before = files(made)
    write(tmp_path, {"x.md": "---\nvoice: west\n---\nThe two banks met.\n"})
    found = run("import", tmp_path / "x.md", "--content", made, *SAID, "--language", "a b")
    assert found.code == 1
    assert found.err.count(f"{tmp_path}/x.md:1:1: error[") == 2
    assert "error[unknown-id]: there is no voice 'west' (line " in found.err
    assert f" of what was to be {made}/articles/2025/river-agency-2025-05-12-" in found.err
    assert "error[language]: 'a b' is not a language tag" in found.err
    assert files(made) == before


WRONG = [
    (),
    ("a.txt", "b.txt", "--url", "https://x.example/"),
    ("a.txt", "b.txt", "--title", "T"),
    ("-", "-"),
    ("a.txt", "--published", "12 May 2025"),
    ("a.txt", "--published", "soon"),
    ("a.txt", "--url", "ftp://x.example/"),
    ("a.txt", "--publisher", " "),
    ("a.txt", "--title", "a\x1bb"),
    ("a.txt", "--encoding", "klingon"),
    ("a.txt", "--format", "github"),
    ("a.txt", "--content", "nowhere"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=repr)
def test_wrong_usage_is_exit_code_2(content: Make, run: Call, arguments: tuple[str, ...]) -> None:
    """With a word on standard error, nothing on standard output, and nothing written."""
    made = content(RECORD)
    before = files(made)
    where = () if "--content" in arguments else ("--content", made)
    found = run("import", *arguments, *where)
    assert (found.code, found.out) == (2, "")
    assert found.err.strip()
    assert files(made) == before


def test_a_date_in_words_is_answered_with_the_form_to_write(content: Make, run: Call) -> None:
    """As in a file."""
    found = run("import", "a.txt", "--content", content(RECORD), "--published", "12 May 2025")
    assert "write 2025-05-12" in found.err


def test_broken_content_is_mended_first(content: Make, run: Call, tmp_path: Path) -> None:
    """A record that can't be read can't be compared with; its errors are told."""
    made = content({**RECORD, "events/bad.md": "---\ntitle: T\ndate: 2025-02-30\n---\n"})
    before = files(made)
    write(tmp_path, {"talks.txt": TEXT})
    found = run("import", tmp_path / "talks.txt", "--content", made, *SAID)
    assert found.code == 1
    assert "events/bad.md:3:7: error[date]" in found.err
    assert found.out == ("Nothing was read or written: the content has errors, mend these first.\n")
    assert files(made) == before
    as_json = run("import", tmp_path / "talks.txt", "--content", made, *SAID, "--format", "json")
    assert [each["rule"] for each in json.loads(as_json.out)["problems"]] == ["date"]


def test_all_files_are_written_or_none(content: Make, run: Call, tmp_path: Path) -> None:
    """As where a disk is full: here a file stands in the way of a folder, after the first two."""
    record = {name: raw for name, raw in RECORD.items() if not name.startswith("events/")}
    made = content({**record, "events/2025": "in the way", "topics/t.md": "---\ntitle: T\n---\n"})
    before = files(made)
    write(tmp_path, {"talks.txt": TEXT})
    found = run("import", tmp_path / "talks.txt", "--content", made, *SAID)
    assert found.code == 1
    assert "error[unwritable]: the new files can't be written: " in found.err
    assert found.out == "Nothing was written.\n"
    now = files(made)
    assert {name: raw for name, (raw, _) in now.items()} == {
        name: raw for name, (raw, _) in before.items()
    }


def test_no_file_is_ever_written_over(content: Make, run: Call, tmp_path: Path) -> None:
    """An id that is taken, in whatever folder and capitals, gets a number."""
    taken = "articles/old/River-Agency-2025-05-12-the-two-banks-talk-again.md"
    made = content({**RECORD, taken: "---\ntitle: Another\n---\nOther words.\n"})
    before = files(made)
    write(tmp_path, {"talks.txt": TEXT})
    assert run("import", tmp_path / "talks.txt", "--content", made, *SAID).code == 0
    article, *_ = new(made, before)
    assert article == "articles/2025/river-agency-2025-05-12-the-two-banks-talk-again-2.md"


def test_nothing_is_written_where_a_link_leads_out(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Not even by a run whose FILE lies there."""
    made = content(RECORD)
    write(tmp_path / "elsewhere", {"talks.txt": TEXT})
    (made / "articles" / "2025").symlink_to(tmp_path / "elsewhere")
    found = run("import", tmp_path / "elsewhere" / "talks.txt", "--content", made, *SAID)
    assert found.code == 1 and "this link leads out of the content folder" in found.err
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["talks.txt"]


@pytest.mark.parametrize(
    ("place", "seed"),
    [("home/seeds/x.txt", "seeds/x.txt"), ("home/x.txt", "x.txt"), ("away/x.txt", "")],
)
def test_a_file_beside_content_is_the_seed(
    run: Call, tmp_path: Path, place: str, seed: str
) -> None:
    """Of one that lies elsewhere only the hash is kept, and that is said."""
    made = write(tmp_path / "home" / "content", RECORD)
    write(tmp_path, {place: TEXT})
    found = run("import", tmp_path / place, "--content", made, *SAID)
    article = the_article(made)
    assert (article.seed, article.sha256) == (seed, hashlib.sha256(TEXT.encode()).hexdigest())
    assert ("only its hash is kept" in found.out) == (not seed)


def test_an_article_may_come_on_standard_input(content: Make) -> None:
    """As bytes, in whatever encoding the terminal has."""
    made = content(RECORD)
    ended = subprocess.run(
        [sys.executable, ROOT / "build.py", "import", "-", "--content", made, *SAID],
        input=TEXT.encode(),
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert the_article(made).body.split() == TEXT.split()
    assert the_article(made).seed == ""


def test_a_reprint_names_whose_story_it_is(content: Make, run: Call, tmp_path: Path) -> None:
    """Its sheet is written, with that origin; what it tells is told already."""
    made = content(RECORD)
    body = TEXT + " ".join(f"Word{number} of a long wire story." for number in range(40)) + "\n"
    write(tmp_path, {"one.txt": body, "two.txt": body.replace("good day", "long day")})
    run("import", tmp_path / "one.txt", "--content", made, *SAID)
    before = files(made)
    given = ("--published", "2025-05-13", "--publisher", "Hill Post")
    found = run("import", tmp_path / "two.txt", "--content", made, *given)
    assert found.code == 0
    (article,) = new(made, before)
    assert "\norigin: River Agency\n" in (made / article).read_text("utf-8")
    assert "nearly the same text as the article river-agency-2025-05-12" in found.out
    assert "origin: River Agency is proposed" in found.out
    assert f"  - article: {Path(article).stem}\n    quote: " in found.out


def test_names_that_the_record_lacks_are_listed(content: Make, run: Call, tmp_path: Path) -> None:
    """With how often they stand in the text; what each of them is, the editor decides."""
    made = content(RECORD)
    text = TEXT + "\nMinister Bo Falk told the Hill Post. Bo Falk left with Ann Lee.\n"
    write(tmp_path, {"talks.txt": text})
    said = ("--published", "2025-05-12", "--publisher", "The Hill Post")
    found = run("import", tmp_path / "talks.txt", "--content", made, *said)
    assert "  names that are not in the record: Bo Falk (2)\n" in found.out
    assert f'python build.py new person|place|topic "NAME" --content {made}\n' in found.out


def test_a_statement_told_already_is_shown_beside_its_event(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Both dates, the event's title and file, and what to add there; a second time, nothing."""
    made = content(RECORD)
    told = "North Bank closed the bridge in Midville on May 5, 2025, said Ann Lee.\n"
    late = told.replace("May 5", "May 6").replace("said", "wrote")
    write(tmp_path, {"one.txt": told, "two.txt": f"{late}"})
    names = (tmp_path / "one.txt", tmp_path / "two.txt")
    found = run("import", *names, "--content", made, *SAID)
    assert (
        "  told already; to cite the article, add below 'sources:' in the file that is named\n"
        "  2025-05-05 (the article: 2025-05-05) North Bank closes the bridge\n"
        f"    {made}/events/2025/closed.md\n"
        "  - article: river-agency-2025-05-12-north-bank-closed-the-bridge-in\n"
        "    quote: "
    ) in found.out
    apart = (
        "  2025-05-05 (the article: 2025-05-06, no day in common) North Bank closes the bridge\n"
    )
    assert apart in found.out
    path = made / "events/2025/closed.md"
    article = "river-agency-2025-05-12-north-bank-closed-the-bridge-in"
    source = f"sources:\n  - article: {article}\n    quote: '{told.strip()}'\n"
    path.write_text(path.read_text("utf-8").replace("sources: [gazette]\n", source), "utf-8")
    again = run("import", tmp_path / "one.txt", "--content", made, *SAID)
    assert "  told and cited already\n  2025-05-05 (the article: 2025-05-05) North" in again.out
    assert f"    {path}: cited there\n" in again.out


def test_an_article_stored_without_a_date_is_told(content: Make, run: Call, tmp_path: Path) -> None:
    """Its sheet is an editor's: the line to add is said, and nothing is changed."""
    made = content(RECORD)
    before = files(made)
    write(tmp_path, {"x.txt": "North Bank closed the bridge.\n"})
    found = run("import", tmp_path / "x.txt", "--content", made, "--published", "2025-05~")
    assert (found.code, new(made, before)) == (0, [])
    assert (
        f"  the same article is stored already: {made}/articles/gazette.md\n"
        "    stored without a date: add 'published: 2025-05~' to that file\n"
    ) in found.out


def test_the_files_that_check_will_warn_of_are_named(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Each with the rules, once."""
    made = content(RECORD)
    row = "date,title\n2025-05-05,North Bank closes the bridge again\n"
    write(tmp_path, {"old.csv": row})
    found = run("import", tmp_path / "old.csv", "--content", made)
    assert found.code == 0
    assert "Warnings of the new files, as check tells them in full:\n" in found.out
    assert f"  {made}/events/2025/north-bank-closes-the-bridge-again.md: " in found.out


CSV = (
    "date,title,text,url,topics\n"
    '2025-05-09,The ferry sails,"See [[nothing]] and [this](https://web.example/)",'
    "https://ferry.example/1,Ferries; The bridge\n"
    '2025-06~,"Fares: up, again",,https://ferry.example/1,Ferries\n'
)
MARKWHEN = "2023-01 / 2023-03: The ferry is built #ferries\n"


def test_another_timeline_becomes_events(content: Make, run: Call, tmp_path: Path) -> None:
    """Published as they were, each with its date, topics and source; none of it is a draft."""
    made = content(RECORD)
    before = files(made)
    write(tmp_path, {"old.csv": CSV, "old.mw": MARKWHEN})
    found = run("import", tmp_path / "old.csv", tmp_path / "old.mw", "--content", made)
    assert (found.code, found.err) == (0, "")
    assert new(made, before) == [
        "articles/undated/ferry-example-the-ferry-sails.md",
        "events/2023/the-ferry-is-built.md",
        "events/2025/fares-up-again.md",
        "events/2025/the-ferry-sails.md",
        "topics/ferries.md",
    ]
    record = read(made).timeline
    assert record is not None
    added = [event for event in record.events if event.id != "closed"]
    assert [(event.date.text, event.topics) for event in added] == [
        ("2023-01/2023-03", ("ferries",)),
        ("2025-05-09", ("ferries", "bridge")),
        ("2025-06~", ("ferries",)),
    ]
    assert "  2 events written, and no drafts" in found.out
    assert "    2025-06~ Fares: up, again\n" in found.out
    assert "  1 topic written\n  1 article written\n" in found.out


def test_a_timeline_that_is_there_already_adds_nothing(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Nor is what the user says of articles said of it; both are told."""
    made = content(RECORD)
    write(tmp_path, {"old.csv": CSV})
    run("import", tmp_path / "old.csv", "--content", made)
    before = files(made)
    found = run("import", tmp_path / "old.csv", "--content", made, *SAID)
    assert found.code == 0
    assert files(made) == before
    assert "  2 events left out, which the record has with title and date\n" in found.out
    assert "old.csv:1:1: warning[options]: this is a timeline" in found.err


def test_a_program_reads_of_a_timeline_that_it_is_no_article(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Its events are listed as suggestions are, without a quote."""
    made = content(RECORD)
    write(tmp_path, {"old.mw": MARKWHEN})
    found = run("import", tmp_path / "old.mw", "--content", made, "--format", "json")
    made_of = json.loads(found.out)
    assert made_of["article"] is None
    (event,) = made_of["suggestions"]
    assert (event["title"], event["date"]) == ("The ferry is built", "2023-01/2023-03")
    assert (event["topics"], event["quote"], event["kind"]) == (["ferries"], None, None)


def test_what_a_site_exports_comes_back_whole(good_site: Path, run: Call, tmp_path: Path) -> None:
    """Every event of /timelinejs.json with its title and date, and a second time none."""
    out = tmp_path / "site"
    assert run("build", "--content", good_site, "--output", out, "--no-cache").code == 0
    made = write(tmp_path / "new", {"site.toml": SITE})
    for _ in range(2):
        assert run("import", out / "timelinejs.json", "--content", made).code == 0
        told = [
            sorted((event.title, event.date.text) for event in record.events)
            for folder in (good_site, made)
            if (record := read(folder).timeline)
        ]
        assert told[0] == told[1]


def test_a_text_that_is_shown_whole_is_checked_for_links(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Where its front matter says `text: full`, its links are links, and a dead one is told."""
    made = content(RECORD)
    write(tmp_path, {"x.md": "---\ntext: full\n---\nSee [[nothing]].\n"})
    found = run("import", tmp_path / "x.md", "--content", made, *SAID)
    assert found.code == 1 and "error[link]: [[nothing]] leads nowhere" in found.err


def test_a_sheet_without_a_text_becomes_a_reference(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """Front matter alone is an article that is cited and not stored."""
    made = content(RECORD)
    text = "---\ntitle: A reference\nurl: https://x.example/\npublished: 2025-05-12\n---\n"
    write(tmp_path, {"x.md": text})
    found = run("import", tmp_path / "x.md", "--content", made)
    assert (found.code, found.err) == (0, "")
    article = the_article(made)
    assert (article.title, article.is_stored) == ("A reference", False)


def test_a_closed_standard_input_is_an_empty_file(content: Make) -> None:
    """As a job without a terminal has it."""
    command = f"{sys.executable} {ROOT / 'build.py'} import - --content {content(RECORD)} <&-"
    ended = subprocess.run(command, shell=True, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 1
    assert b"-:1:1: error[empty]: the file is empty" in ended.stderr


def test_articles_of_one_run_know_each_other(content: Make, run: Call, tmp_path: Path) -> None:
    """What the first suggests is there for the second, which becomes a further source of it."""
    made = content(RECORD)
    other = TEXT.replace("The two banks talk again", "River Post").replace("good", "long")
    write(tmp_path, {"one.txt": TEXT, "two.txt": other})
    names = (tmp_path / "one.txt", tmp_path / "two.txt")
    found = run("import", *names, "--content", made, *SAID, "--format", "json")
    first, second = map(json.loads, found.out.splitlines())
    drafted = {Path(each["path"]).stem for each in first["suggestions"]}
    assert all(each["covered_by"] is None for each in first["suggestions"])
    assert {each["covered_by"] for each in second["suggestions"]} <= drafted


WORDS = st.sampled_from(
    [
        *(
            "MIDVILLE,",
            "May 9, 2025",
            "on Monday",
            "talks in Midville",
            "Ann Lee said",
            "until June 1",
        ),
        *("North Bank and South Bank held talks", "deadline of May 20", "90-day pause", ". ", "\n"),
        *("[[x]]", "[a](/b/)", "<b", ">", "<!--", "-->", "---\n", "title: x", "# h", "`", "*", "_"),
        *(
            "[^1]: n",
            "[r]: /x",
            "&amp;",
            "\\",
            "\t",
            "    ",
            "马德里",
            "2025年5月9日",
            "。",
            "“",
            "'",
        ),
    ]
)


@given(st.lists(WORDS | st.text(max_size=8), max_size=30).map(" ".join))
def test_no_text_at_all_breaks_the_record(text: str) -> None:
    """It is written whole or refused; what is written is read without error, and known again."""
    with TemporaryDirectory() as name, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        made = write(Path(name) / "content", RECORD)
        seed = write(Path(name), {"x.txt": text.encode(errors="replace")}) / "x.txt"
        arguments = ["import", str(seed), "--content", str(made), *SAID]
        before = files(made)
        code = cli.main(arguments)
        after = files(made)
        assert (after == before) == (code == 1)
        assert [each for each in problems(made) if each.severity == "error"] == []
        assert cli.main(arguments) == code
        assert files(made) == after
