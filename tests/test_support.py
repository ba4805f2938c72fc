"""What supports an event: origins and not articles are counted, official texts are marked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Files
from tests.test_pages import site, text

Make = Callable[[Files], Path]


def article(publisher: str = "", origin: str = "", type: str = "news") -> str:
    """Return an article's sheet."""
    given = {"title": "Story", "publisher": publisher, "origin": origin, "type": type}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in given.items() if value) + "---\n"


REPRINTS = [article(f"Paper {n}", "Agency") for n in range(5)]
ORDER = article("Ministry", type="official")
NEWS = [article("Gazette"), article("Courier"), article("Post")]


def event_page(content: Make, articles: list[str]) -> Path:
    """Return a folder with one event that cites articles."""
    names = [f"a{n}" for n in range(len(articles))]
    event = f"---\ntitle: E\ndate: 2025-01-01\nsources: [{', '.join(names)}]\n---\n"
    files = {f"articles/{name}.md": text for name, text in zip(names, articles, strict=True)}
    return content({**files, "events/e.md": event})


@pytest.mark.parametrize(
    ("articles", "on_its_page", "in_a_list"),
    [
        ([], "no independent source", "no independent source"),
        (NEWS[:1], "single source", "single source"),
        (REPRINTS, "single source", "single source"),
        ([*REPRINTS, *NEWS], "4 independent sources", "4 independent sources"),
        ([ORDER], "single source, an official text", "single source"),
        (
            [ORDER, *NEWS[:2]],
            "3 independent sources, 1 of them an official text",
            "3 independent sources",
        ),
        (
            [ORDER, article("Court", type="Official text"), NEWS[0]],
            "3 independent sources, 2 of them official texts",
            "3 independent sources",
        ),
        (
            [ORDER, article("Court", type="OFFICIAL")],
            "2 independent sources, both of them official texts",
            "2 independent sources",
        ),
        (
            [ORDER, article("Court", type="official"), article("Customs", type="official")],
            "3 independent sources, all of them official texts",
            "3 independent sources",
        ),
        # Two copies of one order are one text, whoever published them.
        (
            [ORDER, article("Mirror", "Ministry", "official"), NEWS[0]],
            "2 independent sources, 1 of them an official text",
            "2 independent sources",
        ),
        ([article("Blog", type="low"), NEWS[0]], "single source", "single source"),
        ([article(), NEWS[0]], "single source", "single source"),
    ],
)
def test_origins_are_counted_and_official_texts_among_them(
    content: Make, articles: list[str], on_its_page: str, in_a_list: str
) -> None:
    """The event's page says how many are official; a card stays short."""
    made = site(event_page(content, articles))
    said = text(made["events/e/index.html"], ".stamp").removeprefix("1 January 2025. ")
    assert said == on_its_page
    assert text(made["index.html"], "article .src") == in_a_list


@pytest.mark.parametrize(
    ("sheet", "shown"),
    [
        (article("Gazette"), "Story, Gazette (news)"),
        (article("Gazette", "Agency", "wire copy"), "Story, Gazette, from Agency (wire copy)"),
        (article("Agency", "AGENCY", "wire copy"), "Story, Agency (wire copy)"),
        (article("Ministry", type="official"), "Story, Ministry, official text"),
        (article("Ministry", type="Official Text"), "Story, Ministry, official text"),
        (
            article("Mirror", "Ministry", "official"),
            "Story, Mirror, official text from Ministry",
        ),
        (article(type="official"), "Story, publisher not recorded, official text"),
        (article("Blog", type="low"), "Story, Blog (not counted as a source)"),
        (
            article("Ministry", type="officially confirmed"),
            "Story, Ministry (officially confirmed)",
        ),
    ],
)
def test_a_reference_says_whose_text_it_is(content: Make, sheet: str, shown: str) -> None:
    """Publisher, whether the text is official, whose story it is, and else its type."""
    made = site(event_page(content, [sheet]))
    assert text(made["events/e/index.html"], ".voice .none li") == shown


def test_an_official_text_is_marked_wherever_it_stands(good_site: Path) -> None:
    """In the caption of a quote, on the article's own page, and in the index of articles."""
    made = site(good_site)
    caption = text(made["events/mayors-meet/index.html"], ".voice figcaption")
    assert "North Bank council, official text, passage in place" in caption
    assert "official text" in text(made["articles/letter/index.html"], ".mast .meta")
    (note,) = (
        " ".join(row.text().split())
        for row in made["articles/index.html"].css(".index li")
        if "Letter of" in row.text()
    )
    assert note.startswith("Letter of the North Bank council North Bank council, official text, ")


def test_no_other_article_is_called_official(good_site: Path) -> None:
    """News stays news."""
    made = site(good_site)
    assert "official text" not in text(made["articles/gazette/index.html"], "main")
    assert "official text" not in text(made["events/bridge-closed/index.html"], "main")


EXPLAINED = (
    "Five papers that reprint one agency’s story are one origin and count once.",
    "an article of low quality (its type is “low”)",
    "“Single source” means that everything we hold goes back to one origin",
    "“Sources differ” means that at least two sources give different answers",
    "It does not show that what it says is true",
    "“Known since” is the day from which the public could know of it",
    "It is worked out from the events",
    "this record has no later event",
)


def test_the_about_page_explains_the_counting(content: Make) -> None:
    """Every site says what its words mean, even one without a text of its own."""
    about = text(site(content({}))["about/index.html"], "main")
    assert [words for words in EXPLAINED if words not in about] == []
