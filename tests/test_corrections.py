"""Corrections stay in sight: on the event, on their own page, and old addresses lead on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SITE, Files, problems
from tests.test_pages import site, text

Make = Callable[[Files], Path]


def event(title: str, *corrections: tuple[str, str], aliases: str = "") -> str:
    """Return an event's sheet with corrections, each a date and a note."""
    lines = "".join(f"  - {{date: {date}, note: {note}}}\n" for date, note in corrections)
    return f"---\ntitle: {title}\ndate: 2025-01-01\naliases: [{aliases}]\n" + (
        f"corrections:\n{lines}---\n" if lines else "---\n"
    )


def rows(folder: Path) -> list[tuple[str, list[str]]]:
    """Return what stands at /corrections/: each heading with its lines."""
    page = site(folder)["corrections/index.html"]
    found = []
    for section in page.css("section:has(ul.index)"):
        heading = section.css_first("h2")
        lines = [" ".join(line.text().split()) for line in section.css("li")]
        found.append((heading.text() if heading else "", lines))
    return found


def test_corrections_are_listed_newest_first(content: Make) -> None:
    """Of all events together; those of one day in the order of their events."""
    files = {
        "events/a.md": event("A", ("2025-03-01", "Older."), ("2025-05-02", "Same day.")),
        "events/b.md": event("B", ("2025-05-02", "Same day too."), ("2025-06", "Newest.")),
    }
    assert rows(content(files)) == [
        (
            "",
            [
                "June 2025 B Newest.",
                "2 May 2025 A Same day.",
                "2 May 2025 B Same day too.",
                "1 March 2025 A Older.",
            ],
        )
    ]


def test_corrections_of_several_years_stand_under_them(content: Make) -> None:
    """One year needs no heading; two have one each."""
    files = {"events/a.md": event("A", ("2025-03-01", "Then."), ("2026-01-02", "Now."))}
    assert rows(content(files)) == [
        ("2026", ["2 January 2026 A Now."]),
        ("2025", ["1 March 2025 A Then."]),
    ]


def test_a_correction_leads_to_its_event(good_site: Path) -> None:
    """To the place on the event's page where the note stands too, and from there back."""
    made = site(good_site)
    link = made["corrections/index.html"].css_first(".index a")
    assert link is not None
    assert link.attributes["href"] == "/river/events/bridge-closed/#corrections"
    box = made["events/bridge-closed/index.html"].css_first("#corrections")
    assert box is not None
    assert "9 May 2025The term was given in weeks." in box.text()
    assert [a.attributes["href"] for a in box.css("a")] == ["/river/corrections/"]


def test_a_record_without_corrections_says_so(content: Make) -> None:
    """The page is there before the first correction, and tells how to report an error."""
    page = site(content({"events/a.md": event("A")}))["corrections/index.html"]
    assert text(page, ".none") == "No corrections so far."
    assert "which statement is wrong and which source shows it" in text(page, "main")
    assert [a.attributes["href"] for a in page.css(".read a")] == ["/about/"]


def test_where_there_is_a_repository_errors_are_reported_there(content: Make) -> None:
    """Its address stands beside the way to the page about the site."""
    repo = "https://example.com/river"
    made = site(content({"site.toml": f'{SITE}repo_url = "{repo}"\n'}))
    links = [a.attributes["href"] for a in made["corrections/index.html"].css(".read a")]
    assert links == [repo, "/about/"]


def test_every_page_leads_to_the_corrections(good_site: Path) -> None:
    """The link stands at the foot of each."""
    for name, page in site(good_site).items():
        assert page.css_first('footer a[href="/river/corrections/"]') is not None, name


@pytest.mark.parametrize(
    ("link", "leads_somewhere"),
    [("/corrections/", True), ("/corrections/#h-report", True), ("/correction/", False)],
)
def test_texts_may_link_to_the_corrections(content: Make, link: str, leads_somewhere: bool) -> None:
    """The address is one of the site's own."""
    text = f"---\ntitle: About\n---\nSee [the corrections]({link}).\n"
    found = problems(content({"pages/about.md": text}))
    assert (not found) == leads_somewhere


@pytest.mark.parametrize("base", ["https://example.org/", "https://example.org/some/project/"])
def test_an_old_address_says_where_the_event_went(content: Make, base: str) -> None:
    """A link, a refresh that needs no script, the canonical address: under any base path."""
    settings = SITE.replace("https://example.org/", base)
    files = {"site.toml": settings, "events/new.md": event("The event", aliases="old, older")}
    made = site(content(files))
    target = base.removeprefix("https://example.org") + "events/new/"
    for alias in ("old", "older"):
        page = made[f"events/{alias}/index.html"]
        assert text(page, "h1") == "This page has moved"
        assert text(page, "head title") == "Moved: The event, T"
        (link,) = page.css("main a")
        refresh = page.css_first('meta[http-equiv="refresh"]')
        canonical = page.css_first('link[rel="canonical"]')
        assert (link.text(), link.attributes["href"]) == ("The event", target)
        assert refresh is not None and refresh.attributes["content"] == f"0; url={target}"
        assert canonical is not None and canonical.attributes["href"] == f"{base}events/new/"
        assert page.css_first('meta[name="robots"][content="noindex"]') is not None
