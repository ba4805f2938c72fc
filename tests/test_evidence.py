"""What parley.reading.evidence promises: a quote that differs stops the build and says where.

Knows events and articles as editors write them; knows no page.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from parley import words
from parley.problems import Problem
from parley.reading import evidence
from tests.conftest import SOURCES, Files, problems, read

Make = Callable[[Files], Path]

ARTICLE = """\
---
title: The bridge
---
The North Bank closed the bridge on Monday.

Talks will open in Midville this week, *the mayor* said, and the
South Bank will come.
"""

REFERENCE = "---\npublisher: P\nurl: https://example.org/\npublished: 2025\n---\n"


def quoting(quote: str, article: str = "gazette") -> str:
    """Return an event's sheet with one quote, which begins at line 6, column 12; others concur."""
    lines = ["---", "title: T", "date: 2025-05-05", "sources:", f"  - article: {article}"]
    return "\n".join([*lines, f"    quote: {quote}", "  - a", "  - b", "---", ""])


def site(quote: str, article: str = ARTICLE) -> Files:
    """Return a site of one event that quotes one article."""
    return {**SOURCES, "events/closing.md": quoting(quote), "articles/gazette.md": article}


def only(found: tuple[Problem, ...]) -> Problem:
    """Return the one problem that there is."""
    (problem,) = found
    return problem


def test_words_that_stand_pass(content: Make) -> None:
    """A quote in other typography, over a line's end and with its emphasis gone, is no problem."""
    quote = "Talks will open in Midville this week, the mayor said, and the South Bank"
    assert problems(content(site(quote))) == ()


def test_a_changed_word_is_an_error_with_all_that_mends_it(content: Make) -> None:
    """The error names event and place of the quote; the help the passage, its line, the word."""
    quote = "Talks will begin in Midville this week"
    problem = only(problems(content(site(quote))))
    place = problem.origin
    assert (place.path, place.line, place.column) == ("content/events/closing.md", 6, 12)
    assert (problem.severity, problem.rule) == ("error", "quote")
    assert problem.message == (
        "event 'closing': “Talks will begin in Midville this week” "
        "does not stand in the text of 'gazette'"
    )
    assert problem.hint == (
        "the nearest passage is content/articles/gazette.md:6: “Talks will open in Midville this "
        "week,”; the first word that differs is 'begin', the article has 'open'"
    )


@pytest.mark.parametrize(
    ("quote", "help"),
    [
        (
            "The North Bank closed the bridge on Tuesday.",
            "the first word that differs is 'Tuesday.', the article has 'Monday.'",
        ),
        (
            "the North Bank closed the bridge",
            "the first word that differs is 'the', the article has 'The'",
        ),
        ("the bridge on Monday. Talks would open", "differs is 'would', the article has 'will'"),
        ("and the South Bank will come too.", "differs is 'come', the article has 'come.'"),
        ("bridge on Mon", "the first word that differs is 'Mon', the article has 'Monday.'"),
        ("the bridge closed on Monday", "differs is 'closed', the article has 'on'"),
        ("open in Midville this week, the mayors said", "'mayors', the article has 'mayor'"),
    ],
)
def test_the_first_word_that_differs_is_named(content: Make, quote: str, help: str) -> None:
    """Another day, another case, a word too many, part of a word, another order: each is named."""
    assert help in only(problems(content(site(quote)))).hint


def test_what_is_nowhere_near_is_said_to_be_nowhere(content: Make) -> None:
    """Where less than half of the words stand together, no passage is offered."""
    problem = only(problems(content(site("The two presidents signed a treaty in Geneva"))))
    assert problem.hint == (
        "nothing in content/articles/gazette.md comes near: is it the right article?"
    )


def test_a_quote_of_marks_alone_stands_nowhere(content: Make) -> None:
    """A quote without a letter of its own is not found, and breaks nothing."""
    assert only(problems(content(site("'**'")))).rule == "quote"


def test_a_long_quote_is_cut_in_the_message(content: Make) -> None:
    """A message holds the first words of a quote, never all of a page."""
    problem = only(problems(content(site("one two three four five " * 40))))
    assert len(problem.message) < 140
    assert " …” does not stand" in problem.message


def test_every_wrong_quote_is_reported(content: Make) -> None:
    """All quotes are checked in one run, those of one event and those of others."""
    one = quoting("wrong words here").replace(
        "  - a\n", "  - {article: gazette, quote: no}\n  - a\n"
    )
    files = {
        **SOURCES,
        "events/one.md": one,
        "events/two.md": quoting("other wrong words").replace("title: T", "title: U"),
        "articles/gazette.md": ARTICLE,
    }
    found = [(p.origin.path, p.origin.line) for p in problems(content(files))]
    assert found == [
        ("content/events/one.md", 6),
        ("content/events/one.md", 7),
        ("content/events/two.md", 6),
    ]


def test_chinese_is_compared_letter_by_letter(content: Make) -> None:
    """In a script without spaces the letter that differs is named, not the whole sentence."""
    article = "---\ntitle: T\n---\n商务部新闻发言人表示，用户数据可能被中国政府访问。\n"
    problem = only(problems(content(site("用户数据可能被美国政府访问", article))))
    assert "“用户数据可能被中国政府访问”" in problem.hint
    assert problem.hint.endswith("differs is '美', the article has '中'")


def test_without_a_stored_text_a_quote_is_a_note(content: Make) -> None:
    """A quote that can't be checked is noted, stops nothing, and counts as not verified."""
    record = read(content(site("any words", REFERENCE)))
    problem = only(record.problems)
    assert (problem.severity, problem.rule) == ("note", "unchecked-quote")
    assert (problem.origin.line, problem.origin.column) == (6, 12)
    assert record.is_publishable(strict=True)
    assert record.timeline is not None
    assert record.timeline.passages == {}


def test_words_that_stand_twice_are_a_note(content: Make) -> None:
    """The first place is taken, and the note says that there are more."""
    article = "---\ntitle: T\n---\nNo deal today. No deal tomorrow.\n"
    record = read(content(site("No deal", article)))
    problem = only(record.problems)
    assert (problem.severity, problem.rule) == ("note", "quote-repeated")
    assert "stand 2 times in 'gazette'" in problem.message
    assert record.timeline is not None
    assert [(p.start, p.end) for p in record.timeline.passages.values()] == [(0, 7)]


def test_a_passage_is_where_the_words_stand(content: Make) -> None:
    """A passage's range cuts the quoted words, marks and all, out of the stored text."""
    record = read(content(site("this week, the mayor said")))
    assert record.timeline is not None
    ((key, passage),) = record.timeline.passages.items()
    assert key == ("gazette", words.anchor("this week, the mayor said"))
    body = record.timeline.article["gazette"].body
    assert body[passage.start : passage.end] == "this week, *the mayor* said"


def test_the_line_of_the_nearest_passage_is_that_of_the_file(content: Make) -> None:
    """Lines count from the file's first, however long its front matter and its text are."""
    article = (
        "---\ntitle: T\npublisher: P\n# a comment\n\ntype: news\n---\n\none\n\ntwo three four\n"
    )
    problem = only(problems(content(site("two three five", article))))
    assert "content/articles/gazette.md:11: “two three four”" in problem.hint


def test_a_huge_article_is_searched_in_good_time(content: Make) -> None:
    """In five megabytes a quote that is missing is answered for within a few seconds."""
    sentence = "The {} delegation met the press at noon and said nothing of the {} tariff. "
    body = "".join(sentence.format(n, n % 97) for n in range(62_000))
    article = f"---\ntitle: T\n---\n{body}The two sides will sign the accord on Friday.\n"
    assert 4_800_000 < len(article) < 5_000_000
    start = time.process_time()
    problem = only(problems(content(site("The two sides will sign the treaty on Friday", article))))
    assert "'treaty', the article has 'accord'" in problem.hint
    assert time.process_time() - start < 8  # 2 s on the machine of 2026 that wrote this


def test_the_nearest_run_is_as_long_as_the_quote() -> None:
    """The passage that is offered lines up with the quote, wherever the two differ."""
    stored = "a b c d e f\ng h i j k l"
    folded = words.fold_with_places(stored)
    assert evidence.nearest("x d e f g y", stored, folded) == (0, "c d e f g h")
    assert evidence.nearest("g h i j k l m n", stored, folded) == (1, "g h i j k l")
    assert evidence.nearest("", stored, folded) == (0, "")
    assert evidence.nearest("a b", "", words.fold_with_places("")) == (0, "")
