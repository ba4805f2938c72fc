"""What a user of the command line meets: exit codes, the three formats, and what is written.

Most run in this process; a few run build.py itself, from another folder.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from parley.problems import Origin, Problem, as_github, as_text
from parley.publish import MANIFEST
from tests.conftest import ROOT, SITE, SOURCES, Files, Run, write

Make = Callable[[Files], Path]
Call = Callable[..., Run]

EVENT = "---\ntitle: T\ndate: 2025-05-05\nsources: [a, b]\n---\n"
FINE: Files = {**SOURCES, "events/e.md": EVENT}
WARNED: Files = {"events/e.md": "---\ntitle: T\ndate: 2025-05-05\n---\n"}
FAULTY: Files = {**FINE, "events/bad.md": "---\ntitle: T\ndate: 2025-02-30\nsources: [a, b]\n---\n"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test in an empty folder, so that no default finds this repository's content."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def written(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file below a folder with its bytes and the time of its last change."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_check_of_fine_content_says_so(content: Make, run: Call) -> None:
    """Nothing on standard error, one line on standard output, exit code 0."""
    found = run("check", "--content", content(FINE))
    assert (found.code, found.err) == (0, "")
    assert re.fullmatch(r"no problems, \d+\.\d\d s\n", found.out)


def test_a_problem_is_told_with_its_line_a_caret_and_a_next_step(content: Make, run: Call) -> None:
    """path:line:column: severity[rule]: message, as editors and terminals know it."""
    made = content(FAULTY)
    found = run("check", "--content", made)
    assert found.code == 1
    assert found.err == (
        f"{made}/events/bad.md:3:7: error[date]: '2025-02-30' is not a real date: "
        "February 2025 has 28 days\n"
        "    3 | date: 2025-02-30\n"
        "      |       ^\n"
        "      help: write a day that exists, or only the month: 2025-02\n"
    )
    assert re.fullmatch(r"1 error, \d+\.\d\d s\n", found.out)


def test_the_output_is_plain_text(content: Make, run: Call) -> None:
    """No colours, no terminal codes, not even those that a broken file holds."""
    made = content({"topics/t.md": b"---\ntitle: \x1b[31mred\x1b[0m\x07\n---\n"})
    found = run("check", "--content", made)
    assert found.code == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", found.out + found.err)


@pytest.mark.parametrize(
    ("source", "column", "caret"),
    [
        ("title: x", 8, "    1 | title: x\n      |        ^"),
        ("\ttab: x", 2, "    1 |  tab: x\n      |  ^"),
        ("标题: 关税", 5, "    1 | 标题: 关税\n      |       ^"),
        ("cafe\u0301: x", 7, "    1 | cafe\u0301: x\n      |      ^"),
        ("x" * 300 + "y", 301, f"    1 | {'x' * 99}y\n      | {' ' * 99}^"),
        ("short", 40, f"    1 | short\n      | {' ' * 5}^"),
    ],
)
def test_the_caret_stands_under_the_column(source: str, column: int, caret: str) -> None:
    """In every script, and far to the right of a long line too."""
    origin = Origin(path="a.md", line=1, column=column)
    told = as_text(Problem(origin=origin, rule="r", message="m"), source)
    assert told == f"a.md:1:{column}: error[r]: m\n{caret}"


def test_a_message_stays_on_its_line() -> None:
    """Words of several lines in a file can't tear the output apart."""
    problem = Problem(origin=Origin(path="a.md"), rule="r", message="a\nb\x1b", hint="c\r\nd")
    assert as_text(problem, None) == "a.md:1:1: error[r]: a b \n      help: c  d"


def test_a_note_stands_on_one_line() -> None:
    """There may be many, and none of them has to be mended."""
    origin = Origin(path="a.md", line=2, column=3)
    note = Problem(origin=origin, rule="r", message="m\nn", hint="h", severity="note")
    assert as_text(note, "title: T") == "a.md:2:3: note[r]: m n (h)"


def test_a_profile_tells_times_and_the_weight_of_the_start_page(good_site: Path, run: Call) -> None:
    """One line for each stage, and one for what a reader waits for first."""
    out = good_site.parent / "out"
    end = run("build", "--content", good_site, "--output", out, "--no-cache", "--profile")
    lines = [line.split() for line in end.err.splitlines() if ": note[" not in line]
    assert [line[0] for line in lines[:3]] == ["read", "compare", "make"]
    assert all(line[1].isdigit() and line[2:] == ["ms"] for line in lines[:3])
    sent = gzip.compress((out / "index.html").read_bytes(), compresslevel=6)
    assert lines[3] == ["start", "page", f"{len(sent) / 1000:.1f}", "kB", "gzipped"]


def test_problems_without_a_line_to_show_are_told_all_the_same(content: Make, run: Call) -> None:
    """A missing file has no first line."""
    made = content({})
    (made / "site.toml").unlink()
    found = run("check", "--content", made)
    first, second = found.err.splitlines()
    assert first.endswith("site.toml:1:1: error[site]: the site has no site.toml")
    assert second.startswith("      help: ")


def test_a_warning_stops_nothing_unless_strict(content: Make, run: Call, tmp_path: Path) -> None:
    """Neither a check nor a build; with --strict, both."""
    made = content(WARNED)
    assert run("check", "--content", made).code == 0
    assert run("check", "--strict", "--content", made).code == 1
    out = tmp_path / "out"
    found = run("build", "--strict", "--content", made, "--output", out, "--no-cache")
    assert (found.code, out.exists()) == (1, False)
    assert re.fullmatch(r"1 warning, nothing was published, \d+\.\d\d s\n", found.out)
    found = run("build", "--content", made, "--output", out, "--no-cache")
    assert (found.code, out.exists()) == (0, True)
    assert re.fullmatch(r"\d+ pages, \d+ written, 0 removed, \d+\.\d\d s, 1 warning\n", found.out)


def test_a_note_never_fails_a_build(content: Make, run: Call) -> None:
    """Not even under --strict."""
    quoted = EVENT.replace("[a, b]", "[{article: c, quote: words}, a, b]")
    reference = "---\npublisher: C\nurl: https://example.org/\npublished: 2025\n---\n"
    made = content({**SOURCES, "articles/c.md": reference, "events/e.md": quoted})
    found = run("check", "--strict", "--content", made)
    assert found.code == 0
    assert re.fullmatch(r"1 note, \d+\.\d\d s\n", found.out)


def test_an_error_publishes_nothing(content: Make, run: Call, tmp_path: Path) -> None:
    """The site of yesterday stands as it stood, byte for byte and unwritten."""
    made, out = content(FINE), tmp_path / "out"
    assert run("build", "--content", made, "--output", out, "--today", "2025-06-01").code == 0
    before = written(out)
    (made / "events" / "bad.md").write_text("---\ntitle: T\n---\n")
    (made / "events" / "e.md").write_text(EVENT.replace("T", "Changed"))
    found = run("build", "--content", made, "--output", out, "--today", "2025-06-01")
    assert found.code == 1 and "nothing was published" in found.out
    assert written(out) == before
    nothing = run("build", "--content", made, "--output", tmp_path / "new", "--no-cache")
    assert nothing.code == 1 and not (tmp_path / "new").exists()


KEYS = {"problems", "pages", "written", "removed", "work", "seconds"}
WORK = {"read", "converted", "rendered", "written"}
PROBLEM = {"path", "line", "column", "rule", "severity", "message", "hint"}


def as_json(found: Run) -> dict[str, Any]:
    """Return what a run printed, which must be one JSON object with the fixed keys, alone."""
    record = json.loads(found.out)
    assert isinstance(record, dict) and set(record) == KEYS
    assert found.out.count("\n") == 1 and isinstance(record["seconds"], float)
    for problem in record["problems"]:
        assert set(problem) == PROBLEM
    assert set(record["work"]) in (WORK, set())
    return record


def test_json_is_one_object_alone(content: Make, run: Call, tmp_path: Path) -> None:
    """A build that went well; standard error is silent."""
    made = content(FINE)
    out = tmp_path / "out"
    found = run("build", "--format", "json", "--content", made, "--output", out, "--no-cache")
    record = as_json(found)
    assert (found.code, found.err, record["problems"]) == (0, "", [])
    assert record["pages"] == len(list(out.rglob("*.html"))) and record["removed"] == 0
    assert record["work"] == {
        **{"read": len(FINE), "converted": 0},
        **{"rendered": record["pages"], "written": record["written"]},
    }


@pytest.mark.parametrize("verb", ["check", "build"])
def test_json_is_one_object_on_errors_too(content: Make, run: Call, verb: str) -> None:
    """Each problem is a record of seven keys; characters of any script stand as they are."""
    made = content({**FAULTY, "topics/关税.md": "---\ntitle: 关税\n关键: x\n---\n"})
    found = run(verb, "--format", "json", "--content", made)
    record = as_json(found)
    assert (found.code, found.err, record["pages"], record["written"]) == (1, "", 0, 0)
    first, second = record["problems"]
    assert first == {
        "path": f"{made}/events/bad.md",
        "line": 3,
        "column": 7,
        "rule": "date",
        "severity": "error",
        "message": "'2025-02-30' is not a real date: February 2025 has 28 days",
        "hint": "write a day that exists, or only the month: 2025-02",
    }
    assert second["message"] == "unknown key '关键'" and "关键" in found.out


def test_json_is_one_object_on_wrong_usage_too(run: Call, tmp_path: Path) -> None:
    """Without a content folder there is one problem of the rule `usage`, and exit code 2."""
    found = run("check", "--format", "json", "--content", tmp_path / "nowhere")
    record = as_json(found)
    assert found.code == 2
    (problem,) = record["problems"]
    assert problem["rule"] == "usage" and "nowhere" in problem["message"]


def test_github_gets_its_commands(content: Make, run: Call) -> None:
    """One line a problem on standard error, shown beside the line of the file."""
    made = content({**FAULTY, "events/none.md": "---\ntitle: None\ndate: 2025\n---\n"})
    found = run("check", "--format", "github", "--content", made)
    error, warning = found.err.splitlines()
    assert error == (
        f"::error file={made}/events/bad.md,line=3,col=7,title=date::"
        "'2025-02-30' is not a real date: February 2025 has 28 days "
        "(write a day that exists, or only the month: 2025-02)"
    )
    assert warning.startswith(
        f"::warning file={made}/events/none.md,line=1,col=1,title=no-source::"
    )
    assert found.code == 1 and found.out.startswith("1 error, 1 warning, ")


def test_github_commands_are_escaped() -> None:
    """Per cent, line ends, and in properties colon and comma (docs: workflow commands)."""
    origin = Origin(path="a:b,c%.md", line=2, column=3)
    problem = Problem(
        origin=origin, rule="r", message="50 %, a:\nb", hint="c\r::error::", severity="note"
    )
    assert as_github(problem) == (
        "::notice file=a%3Ab%2Cc%25.md,line=2,col=3,title=r::50 %25, a:%0Ab (c%0D::error::)"
    )


def test_drafts_are_built_where_they_are_asked_for(
    content: Make, run: Call, tmp_path: Path
) -> None:
    """And nowhere else; a check reads them always."""
    made = content({**FINE, "events/d.md": EVENT.replace("sources: [a, b]", "draft: true")})
    out = tmp_path / "out"
    run("build", "--content", made, "--output", out, "--no-cache")
    assert not (out / "events" / "d").exists()
    run("build", "--content", made, "--output", out, "--no-cache", "--drafts")
    assert (out / "events" / "d" / "index.html").is_file()
    run("build", "--content", made, "--output", out, "--no-cache")
    assert not (out / "events" / "d").exists()
    (made / "events" / "d.md").write_text("---\ndraft: true\n---\n")
    assert run("check", "--content", made).code == 1


def today_of(out: Path) -> str:
    """Return the day that a site was built for."""
    return str(json.loads((out / "timeline.json").read_text("utf-8"))["today"])


def test_today_is_a_value(
    content: Make, run: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--today goes before SOURCE_DATE_EPOCH, which goes before the clock."""
    made = content({**FINE, "site.toml": SITE + 'timezone = "Asia/Shanghai"\n'})
    out = tmp_path / "out"
    build = ("build", "--content", made, "--output", out, "--no-cache")
    assert run(*build).code == 0
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", today_of(out))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    run(*build)
    assert today_of(out) == "1970-01-01"
    run(*build, "--today", "2025-06-01")
    assert today_of(out) == "2025-06-01"


def test_equal_days_give_equal_bytes(
    content: Make, run: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever builds, wherever and when."""
    made = content(FINE)
    first, second = tmp_path / "first", tmp_path / "second"
    run("build", "--content", made, "--output", first, "--today", "2025-06-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1748736000")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    run("build", "--content", made, "--output", second, "--no-cache", "--jobs", "2")
    bytes_of = [{name: raw for name, (raw, _) in written(out).items()} for out in (first, second)]
    listed = [json.loads(site.pop(MANIFEST))["files"] for site in bytes_of]
    assert bytes_of[0] == bytes_of[1]
    assert listed[0] == listed[1]


def test_a_base_url_may_be_given(content: Make, run: Call, tmp_path: Path) -> None:
    """Instead of site.toml's, for a preview; every link follows."""
    out = tmp_path / "out"
    made = content(FINE)
    given = "https://preview.example.org/pr-7/"
    found = run("build", "--content", made, "--output", out, "--no-cache", "--base-url", given)
    assert found.code == 0
    page = (out / "events" / "e" / "index.html").read_text("utf-8")
    assert 'href="/pr-7/events/"' in page and "https://example.org" not in page


def test_build_is_the_verb_where_none_is_given(content: Make, run: Call, tmp_path: Path) -> None:
    """Options alone mean build."""
    out = tmp_path / "out"
    assert run("--content", content(FINE), "--output", out, "--no-cache").code == 0
    assert (out / "index.html").is_file()


WRONG = [
    ("check", "--content", "nowhere"),
    ("build", "--content", "nowhere"),
    ("build", "--today", "2025-02"),
    ("build", "--today", "soon"),
    ("build", "--base-url", "ftp://example.org/"),
    ("build", "--base-url", "https://example.org/?x"),
    ("build", "--jobs", "0"),
    ("build", "--jobs", "many"),
    ("check", "--format", "xml"),
    ("check", "--output", "x"),
    ("deploy",),
    ("new",),
    ("new", "event"),
    ("new", "war", "Title"),
    ("serve",),
    ("serve", "--port", "8000", "--open"),
    ("serve", "--drafts"),
    ("serve", "--output", "out"),
    ("import",),
    ("import", "file.txt", "--dry-run"),
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_exit_code_2(run: Call, arguments: tuple[str, ...]) -> None:
    """With a word on standard error, nothing on standard output, and nothing written."""
    found = run(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err.strip()
    assert list(Path.cwd().iterdir()) == []


def test_a_folder_that_is_not_ours_is_left_alone(content: Make, run: Call, tmp_path: Path) -> None:
    """Nothing is written over files that somebody else put there."""
    out = write(tmp_path / "photos", {"holiday.jpg": b"x"})
    found = run("build", "--content", content(FINE), "--output", out, "--no-cache")
    assert found.code == 2 and "photos holds files that parley did not write" in found.err
    assert list(written(out)) == ["holiday.jpg"]


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_is_no_mistake(run: Call, option: str) -> None:
    """It goes to standard output, and no site is built."""
    found = run(option)
    assert (found.code, found.err) == (0, "")
    assert "build" in found.out or found.out.startswith("parley ")
    assert list(Path.cwd().iterdir()) == []


def build_py(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run build.py as a user does, in the current folder."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **environment},
    )


def test_build_py_works_from_any_folder(content: Make, tmp_path: Path) -> None:
    """Content and output are found from where it is called, templates beside build.py."""
    made = content(FINE)
    found = build_py("build", "--content", made, "--output", "out", "--no-cache")
    assert (found.returncode, found.stderr) == (0, b"")
    assert Path("out", "events", "e", "index.html").is_file()
    assert found.stdout.count(b"\n") == 1


def test_build_py_reads_the_folder_content_by_default() -> None:
    """And writes _site and .cache beside it."""
    write(Path.cwd() / "content", {"site.toml": SITE, **FINE, "events/e.md": EVENT + "Words."})
    found = build_py()
    assert found.returncode == 0
    assert sorted(path.name for path in Path.cwd().iterdir()) == [".cache", "_site", "content"]


def test_build_py_prints_any_script_on_any_terminal(content: Make) -> None:
    """A terminal that knows only ASCII gets escapes, and no traceback."""
    made = content({"topics/t.md": "---\ntitle: T\n关键: x\n---\n"})
    found = build_py("check", "--content", made, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert found.returncode == 1 and b"Traceback" not in found.stderr
    assert b"error[unknown-key]" in found.stderr


def test_build_py_has_no_colours_even_for_a_terminal(content: Make) -> None:
    """Whatever the environment asks for."""
    found = build_py("check", "--content", content(FAULTY), FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert found.returncode == 1 and b"\x1b" not in found.stdout + found.stderr


def test_a_reader_who_leaves_early_sees_no_traceback(content: Make) -> None:
    """`build.py check | head -0` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(content(FINE))]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert b"Traceback" not in ended.stderr


def test_json_is_whole_on_an_ascii_terminal(content: Make, tmp_path: Path) -> None:
    """Letters that the terminal does not know are escaped, and nothing fails."""
    made = content({"events/e.md": "---\ntitle: E\ndate: 2025\n关键: x\n---\n"})
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(made)]
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    end = subprocess.run(
        [*command, "--format", "json"], env=ascii_only, capture_output=True, check=False
    )
    (problem,) = json.loads(end.stdout)["problems"]
    assert (end.returncode, problem["message"]) == (1, "unknown key '关键'")


@pytest.mark.parametrize("stated", ["tomorrow", "9" * 40, "1.5"])
def test_a_source_date_that_is_no_number_is_wrong_usage(
    run: Call, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    """SOURCE_DATE_EPOCH is never ignored in silence."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    found = run("check")
    assert found.code == 2
    assert "SOURCE_DATE_EPOCH is not a number of seconds since 1970" in found.err


def test_no_line_of_a_stranger_is_shown(content: Make, run: Call, tmp_path: Path) -> None:
    """A link that leads out of content/ is told without a word of what it leads to."""
    made = content({})
    (tmp_path / "secret").write_text("a secret line\n")
    (made / "events").mkdir()
    (made / "events" / "e.md").symlink_to(tmp_path / "secret")
    found = run("check", "--content", made)
    assert found.code == 1
    assert "this link leads out of the content folder" in found.err
    assert "a secret line" not in found.err


@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_an_unknown_option_is_told_in_json_too(run: Call, form: list[str]) -> None:
    """An option that does not exist is told as a problem, beside the words for people."""
    found = run("build", *form, "--no-such-option")
    record = json.loads(found.out)
    assert found.code == 2
    assert [problem["rule"] for problem in record["problems"]] == ["usage"]
    assert "unrecognized arguments: --no-such-option" in found.err
