"""Files as people bring them: what is read of an article, and what is said of what can't be read.

The files are in tests/intake; what is expected of each stands here.
"""

import hashlib
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.intake.files import decoding, html
from parley.intake.files.receive import receive
from parley.intake.papers import Manuscript
from parley.problems import Problem
from tests.conftest import ROOT

HERE = ROOT / "tests" / "intake"


def article(name: str, raw: bytes | str, encoding: str = "") -> Manuscript:
    """Return the article of a file that can be read."""
    received = receive(name, raw.encode() if isinstance(raw, str) else raw, encoding)
    assert received.problems == ()
    assert received.manuscript is not None
    return received.manuscript


def from_file(name: str) -> Manuscript:
    """Return the article of a file in tests/intake."""
    return article(name, (HERE / name).read_bytes())


def refused(name: str, raw: bytes | str, encoding: str = "") -> tuple[Problem, ...]:
    """Return why a file is refused; it gives nothing else."""
    received = receive(name, raw.encode() if isinstance(raw, str) else raw, encoding)
    assert received.manuscript is None
    assert received.entries == ()
    assert received.problems
    return received.problems


def told(problem: Problem) -> tuple[str, int, int, str]:
    """Return place, rule and message of a problem."""
    origin = problem.origin
    return origin.path, origin.line, origin.column, f"{problem.rule}: {problem.message}"


# Text files.


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_keeps_its_words(text: str) -> None:
    """No word is added, lost or changed, whatever the lines; or the file is refused."""
    received = receive("a.txt", text.encode())
    if received.manuscript is None:
        assert received.problems
    else:
        assert received.manuscript.body.split() == text.removeprefix("\ufeff").split()


def test_a_line_of_unwrapped_text_is_a_paragraph() -> None:
    """Long lines without blank ones between them are parted; lines above them state the rest."""
    paper = from_file("unwrapped.txt")
    assert paper.body.count("\n\n") == 3
    assert "\n\nNothing is signed.\n\nThe mayor" in paper.body
    assert paper.title == "Bridge talks open"
    assert paper.published is not None
    assert paper.published.text == "2025-05-06"
    assert paper.body.startswith("Bridge talks open\nBy A. Reporter\nPublished: Tuesday, May 6")


def test_wrapped_text_stays_wrapped_and_is_no_code() -> None:
    """Lines of a paragraph stay together, and none is indented."""
    paper = from_file("wrapped.txt")
    assert "on the closed\nbridge on Tuesday" in paper.body
    assert "\n " not in paper.body
    assert paper.publisher == "The River Gazette"
    assert paper.url == "https://river.example/bridge-talks"
    assert paper.title == ""
    assert paper.published is None


@pytest.mark.parametrize(
    ("text", "title", "published", "publisher", "url"),
    [
        (
            "Title: Talks\nDate: 2025-05-06\nSource: Gazette\n\nText.",
            "Talks",
            "2025-05-06",
            "Gazette",
            "",
        ),
        (
            "HEADLINE: Talks: day one\nURL: https://a.example/x\n\nText.",
            "Talks: day one",
            "",
            "",
            "https://a.example/x",
        ),
        ("# Talks open\n\nText.", "Talks open", "", "", ""),
        (
            "FOR IMMEDIATE RELEASE\n\nTalks open\n\n6 May 2025\n\nText.",
            "Talks open",
            "2025-05-06",
            "",
            "",
        ),
        ("Talks open\n==========\n\nText.", "Talks open", "", "", ""),
        (
            "https://a.example/x\n\nWill the truce hold?\n\nText.",
            "Will the truce hold?",
            "",
            "",
            "https://a.example/x",
        ),
        ("Source: https://a.example/x\n\nText.", "", "", "", "https://a.example/x"),
        ("Date: 3/4/2025\n\nText.", "", "", "", ""),
        ("Date: soon\nURL: javascript:alert(1)\n\nText.", "", "", "", ""),
        ("A sentence that is the whole text", "", "", "", ""),
        ("The text begins.\n\nDate: 2025-05-06", "", "", "", ""),
        ("两国会谈开始\n\n会谈于周日在马德里举行。", "两国会谈开始", "", "", ""),
        ("MADRID, Sept 14 (Agency) - The two sides\nopened talks.\n\nText.", "", "", "", ""),
    ],
)
def test_what_the_first_lines_state(
    text: str, title: str, published: str, publisher: str, url: str
) -> None:
    """Labels, a heading, a short line and a whole date count; what may mean two things doesn't."""
    paper = article("a.txt", text)
    date = paper.published.text if paper.published else ""
    assert (paper.title, date, paper.publisher, paper.url) == (title, published, publisher, url)


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("Client Alert | November 12, 2025", "2025-11-12"),
        ("Posted on January 23, 2026 in Platforms | 14 comments", "2026-01-23"),
        ("By Staff | Feb. 21, 2026 | Updated 3 p.m.", "2026-02-21"),
        ("By Staff | Feb. 21, 2026 | Updated Feb. 22, 2026, 3 p.m. ET", "2026-02-21"),
        ("Published: Feb. 20, 2026 | Feb. 21, 2026", "2026-02-20"),
        ("Policy brief, updated 20 May 2026", "2026-05-20"),
        ("Updated: May 7, 2025", "2025-05-07"),
        ("By our correspondents\n16 January 2020 • 7:30am", "2020-01-16"),
        ("Published: Wednesday, Oct. 29, 2025, at 3:45 p.m. ET", "2025-10-29"),
        ("Regular press conference (October 16, 2025)", "2025-10-16"),
        ("Transcript, July 29, 2025", "2025-07-29"),
        ("July 29, 2025", "2025-07-29"),
        ("BEIJING, Oct. 16, 2025 (Agency) -- The ministry answered.", "2025-10-16"),
        ("2025-11-05 18:30 来源：日报", "2025-11-05"),
        ("July 29, 2025\n\nJuly 30, 2025", ""),
        ("Updated May 7, 2025 | Updated May 8, 2025", ""),
        ("July 29, 2025\n\nThe talks ended.\n\nAugust 11, 2025\n\nAn order came.", ""),
        ("Posted on July 29, 2025\n\nThe talks ended.\n\nMay 10, 2025", "2025-07-29"),
        ("Deadline, July 29, 2025", ""),
        ("In force until, July 29, 2025", ""),
        ("The order of August 11, 2025", ""),
        ("The two sides opened their talks on\nJuly 29, 2025\nand ended them.", ""),
        ("The talks ended.\n\nJuly 29, 2025", ""),
        ("One\nTwo\nThree\nFour\nFive\nSix\nJuly 29, 2025", ""),
        ("BEIJING, Oct. 16 (Agency) -- The ministry answered.", ""),
    ],
)
def test_the_day_above_a_text_is_that_of_its_publication(lines: str, published: str) -> None:
    """In a title's brackets, between bars, behind a label; never one of two, nor of the text."""
    paper = article("a.txt", f"Bridge talks open\n\n{lines}\n\nOn May 6, 2025, they met.\n")
    assert (paper.published.text if paper.published else "") == published


def test_the_hash_is_of_the_bytes() -> None:
    """sha256 is that of the file as it came, BOM, line ends and all."""
    raw = "\ufeffOne.\r\n\r\nTwo.\r".encode()
    paper = article("a.txt", raw)
    assert paper.sha256 == hashlib.sha256(raw).hexdigest()
    assert paper.body == "One.\n\nTwo.\n"


# Markdown.


def test_front_matter_of_others_is_understood_and_kept() -> None:
    """Keys of an article are taken over, other programs' names for them too; the rest is kept."""
    paper = from_file("article.md")
    assert paper.title == "Bridge talks: the first day"
    assert paper.url == "https://river.example/bridge-talks"
    assert paper.published is not None
    assert paper.published.text == "2025-05-06"
    assert paper.language == "en"
    assert dict(paper.keys) == {
        "title": '"Bridge talks: the first day"',
        "published": "2025-05-06",
        "url": "https://river.example/bridge-talks",
        "language": "en",
    }
    assert paper.kept == (
        "# brought over from the old site",
        "author: A. Reporter",
        "tags:",
        "  - bridge",
        "  - ferry",
    )
    assert paper.body == "\n# Bridge talks\n\n    code stays code\n\n*Words* of the article.\n"


def test_markdown_without_front_matter_is_its_body() -> None:
    """The body is the file, and its first heading the title."""
    text = "# Talks open\n\n    code\n"
    paper = article("a.markdown", text)
    assert (paper.body, paper.title, paper.keys) == (text, "Talks open", ())


def test_our_own_keys_go_before_those_of_others() -> None:
    """Where both stand, the other is kept as a line."""
    paper = article("a.md", "---\nheadline: B\ntitle: A\nseed: seeds/a.txt\n---\n")
    assert paper.title == "A"
    assert paper.keys == (("title", "A"), ("seed", "seeds/a.txt"))
    assert paper.kept == ("headline: B",)


@pytest.mark.parametrize(
    ("front", "line", "rule"),
    [
        ("title: A\npublished: 3/4/2025", 3, "date"),
        ("url: javascript:alert(1)", 2, "url"),
        ("title: [a, b]", 2, "type"),
        ("title: A #1", 2, "yaml"),
        ("title: A\ntitle: B", 3, "repeated-key"),
        ("title: [a", 2, "yaml"),
    ],
)
def test_front_matter_that_can_not_be_taken_over(front: str, line: int, rule: str) -> None:
    """The line is told, and nothing is guessed."""
    (problem,) = refused("a.md", f"---\n{front}\n---\nText.\n")
    assert (problem.origin.line, problem.rule) == (line, rule)
    assert problem.hint


def test_a_value_can_not_bring_keys_of_its_own() -> None:
    """What a value holds stays one value on one line."""
    paper = article("a.md", '---\ntitle: "A\\ndraft: false\\n---"\n---\nText.\n')
    assert paper.keys == (("title", '"A draft: false ---"'),)


# Pages.


def test_a_page_gives_its_article_and_what_it_states() -> None:
    """Menus, scripts and footers are no article; the day is that which the page states."""
    paper = from_file("page.html")
    assert paper.title == "Bridge talks open"
    assert paper.publisher == "The River Gazette"
    assert paper.url == "https://river.example/bridge-talks"
    assert paper.language == "en-GB"
    assert paper.published is not None
    assert paper.published.text == "2025-05-06"
    assert "\n\nThe mayor said that nothing would be signed “before the ninety" in paper.body
    assert "## What comes next\n\nThe next meeting" in paper.body
    for absent in ("alert", "javascript", "Weather", "Imprint", "**", "<"):
        assert absent not in paper.body


JSON_LD = '<script type="application/ld+json">'
PARAGRAPHS = (
    "<p>The two banks of the river opened talks on the bridge, officials said on Tuesday.</p>"
    "<p>The mayor said that nothing would be signed, and left by the east door at noon.</p>"
)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="date" content="2025-05-06T23:30:00-04:00">', "2025-05-06"),
        ('<meta itemprop="datePublished" content="2025-05-06">', "2025-05-06"),
        ('<meta name="date" content="2025-05-06"><meta name="pubdate" content="2025-05-07">', ""),
        ('<meta name="date" content="2025-05-36">', ""),
        ('<meta property="article:modified_time" content="2025-05-06">', ""),
        (
            f'{JSON_LD}{{"@type": "Event", "datePublished": "2025-05-06"}}</script>',
            "",
        ),
        ('<script type="application/ld+json">{broken</script>', ""),
        ("", ""),
    ],
)
def test_a_page_is_never_dated_by_guessing(head: str, published: str) -> None:
    """One stated day of publication counts; a change's, a footer's or one of two does not."""
    page = f"<html><head>{head}</head><body><article>{PARAGRAPHS}<p>6 May 2025</p></article></body>"
    paper = article("a.html", page)
    assert (paper.published.text if paper.published else "") == published


@pytest.mark.parametrize(
    ("head", "above", "title", "publisher"),
    [
        (
            f'<title>X - Gazette</title>{JSON_LD}{{"@graph": [{{"@type": "NewsArticle", "headline":'
            ' "Talks  open", "publisher": {"@type": "Organization", "name": "Gazette"}}]}</script>',
            "<h1>Other</h1>",
            "Talks open",
            "Gazette",
        ),
        ("<title>Talks open | Gazette</title>", "<h1>Talks open</h1>", "Talks open", ""),
        (
            '<title>Talks open | Gazette</title><meta property="og:site_name" content="Gazette">',
            "<h1>Gazette</h1><h1>Talks open</h1>",
            "Talks open",
            "Gazette",
        ),
        ("<title>Talks open | Gazette</title>", "<h1></h1>", "Talks open | Gazette", ""),
        (
            f'<title>T</title>{JSON_LD}{{"@type": "Event", "headline": "H", "publisher": 1}}'
            f'</script>{JSON_LD}{{"@type": "Article", "headline": [1], "publisher": "P"}}</script>',
            "",
            "T",
            "P",
        ),
    ],
)
def test_a_page_names_its_title_and_publisher(
    head: str, above: str, title: str, publisher: str
) -> None:
    """Its JSON-LD goes before its first heading, and that before the title of the window."""
    text = f"<html><head>{head}</head><body>{above}<article>{PARAGRAPHS}</article></body></html>"
    paper = article("a.html", text)
    assert (paper.title, paper.publisher) == (title, publisher)


def test_a_page_of_nothing_is_refused() -> None:
    """A page without an article says so, and makes no noise of its own."""
    (problem,) = refused("a.htm", (HERE / "no-article.html").read_bytes())
    assert told(problem) == ("a.htm", 1, 1, "html: no article was found in the page")


def test_a_page_without_the_extra_names_the_command(tmp_path: Path) -> None:
    """Whoever lacks the packages is told what to run; the names are those of pyproject.toml."""
    code = (
        "import sys; sys.modules['trafilatura'] = None;"
        "from parley.intake.files.receive import receive;"
        "print(receive('a.html', b'<html></html>').problems[0].hint)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert sorted(html.PACKAGES) == sorted(extra["optional-dependencies"]["html"])
    assert found.stdout.startswith("run: python -m pip install 'trafilatura>=")
    assert all(f"'{package}'" in found.stdout for package in html.PACKAGES)


def test_only_a_page_brings_the_library_in() -> None:
    """Reading text costs no import of what reads HTML."""
    code = (
        "import sys; from parley.intake.files.receive import receive; receive('a.txt', b'Text.');"
        "assert 'trafilatura' not in sys.modules and 'lxml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


# Which form a file has.


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: In front matter\n---\nText.\n", "In front matter"),
        (f"<!DOCTYPE html><title>On a page</title><article>{PARAGRAPHS}</article>", "On a page"),
        ("In a text\n\nText.\n", "In a text"),
    ],
)
def test_without_an_ending_the_content_tells(text: str, title: str) -> None:
    """Standard input has no ending; Markdown and pages are known by how they begin."""
    assert article("-", text).title == title


@pytest.mark.parametrize(
    "name", ["timelinejs.json", "timelinejs-1.jsonp", "sheet.csv", "plain.csv", "story.mw"]
)
def test_without_an_ending_a_timeline_is_known_too(name: str) -> None:
    """A timeline on standard input gives what it gives as a file."""
    raw = (HERE / name).read_bytes()
    assert receive("-", raw).entries == receive(name, raw).entries != ()


def test_prose_is_no_markwhen() -> None:
    """A text with a time or a year before a colon stays an article."""
    assert article("notes", "2025: a year of talks.\n\nThey met at 10:30.\n\nAt 11: over.\n").body


# Encodings.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_as_it_says(encoding: str) -> None:
    """UTF-8 with or without BOM and UTF-16 with it, whatever else is asked for."""
    text = "Talks – “open”.\n"
    for asked in ("", *decoding.ENCODINGS):
        assert article("a.txt", text.encode(encoding), asked).body == text


def test_utf_16_of_either_order() -> None:
    """The mark tells the order of the bytes."""
    for raw in (b"\xff\xfeO\0K\0", b"\xfe\xff\0O\0K"):
        assert article("a.txt", raw).body == "OK\n"


def test_windows_1252_is_read_when_asked_for() -> None:
    """Without being asked, the byte is told and what to add; when asked, the file is read."""
    raw = "Text.\r\nIt’s “open”.".encode("cp1252")
    (problem,) = refused("a.txt", raw)
    assert told(problem) == ("a.txt", 2, 3, "encoding: byte 9 (0x92) is not UTF-8")
    assert "add --encoding windows-1252" in problem.hint
    assert article("a.txt", raw, "windows-1252").body == "Text.\nIt’s “open”.\n"
    assert article("a.txt", b"caf\xe9", "latin-1").body == "café\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "message"),
    [
        ("café, ".encode() + b"\xff", "", "byte 7 (0xff) is not UTF-8"),
        (b"ab\x81", "", "byte 2 (0x81) is not UTF-8"),
        (b"ab\x81", "windows-1252", "byte 2 (0x81) is not Windows-1252"),
        (b"ab", "ebcdic", "no encoding is called 'ebcdic' here"),
        (b"\xff\xfea\0b", "", "byte 4 (0x62) is not UTF-16"),
        (b"\xff\xfe\0\0a\0\0\0", "", "the file is UTF-32, not UTF-8 (byte 0)"),
        ("ab cd".encode("utf-16-le"), "", "the file is UTF-16 without its mark (byte 1 is 0x00)"),
    ],
)
def test_a_wrong_encoding_is_told_by_its_byte(raw: bytes, encoding: str, message: str) -> None:
    """Windows-1252 is proposed only where it can be that."""
    (problem,) = refused("a.txt", raw, encoding)
    assert (problem.rule, problem.message) == ("encoding", message)
    assert "--encoding" not in problem.hint
    assert problem.hint


# What is no text.


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04" + b"\0" * 3000 + b"word/document.xml", "a Word document"),
        (b"PK\x03\x04" + b"\0" * 3000 + b"xl/workbook.xml", "an Excel workbook"),
        (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file"),
        (b"PK\x03\x04....a.txt", "a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old Office document"),
        (b"{\\rtf1 Text}", "an RTF document"),
        (b"\x1f\x8b\x08", "an archive"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"bplist00", "a Safari web archive"),
        (b"From: <Saved by Blink>\r\n", "a web archive (MHTML)"),
    ],
)
def test_a_binary_file_is_named(raw: bytes, what: str) -> None:
    """What it looks like, and what to do with it, whatever its name."""
    (problem,) = refused("a.txt", raw)
    assert told(problem) == ("a.txt", 1, 1, f"binary: the file is {what}, not text")
    assert problem.hint


def test_bytes_that_are_no_text() -> None:
    """An unknown binary file is known by its NUL bytes."""
    (problem,) = refused("a", b"abcdefgh\0ij")
    assert problem.message == "the file is no text: byte 8 is 0x00"


@pytest.mark.parametrize("raw", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json", "a.csv", "a.mw", "-"])
def test_an_empty_file_is_refused(name: str, raw: bytes) -> None:
    """Nothing, blanks, or a BOM alone."""
    (problem,) = refused(name, raw)
    assert told(problem) == (name, 1, 1, "empty: the file is empty")


def test_a_large_file_is_refused_by_its_size() -> None:
    """Its size is enough to know; five million bytes are not too many."""
    fault = decoding.too_large(50_000_000)
    assert fault is not None
    assert fault.message == "the file has 50,000,000 bytes; 5,000,000 are allowed"
    assert decoding.too_large(5_000_000) is None
    (problem,) = refused("a.txt", b"a" * 5_000_001)
    assert problem.rule == "size"


def test_every_invisible_character_is_told() -> None:
    """All lines at once, each with its place; page breaks of printed text are line ends."""
    problems = refused("a.txt", "One\x07.\n\nTwo.\n\x1b[1mThree.\n")
    assert [told(problem) for problem in problems] == [
        ("a.txt", 1, 4, "character: the text holds an invisible character (U+0007)"),
        ("a.txt", 4, 1, "character: the text holds an invisible character (U+001B)"),
    ]
    assert article("a.txt", "One.\fTwo.\u2028Three.").body.split() == ["One.", "Two.", "Three."]


@given(st.binary(max_size=200), st.sampled_from(["a", "a.md", "a.html", "a.json", "a.csv", "a.mw"]))
def test_any_bytes_are_read_or_refused(raw: bytes, name: str) -> None:
    """There is no third way: never an exception, never something beside an error."""
    received = receive(name, raw, "latin-1")
    severities = Counter(problem.severity for problem in received.problems)
    found = received.manuscript is not None or bool(received.entries)
    assert found != bool(severities["error"]) or (not raw.strip() and not found)
