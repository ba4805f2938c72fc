"""Which pages there are, and what stands on them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from parley.cache import Cache
from parley.dates import Day
from parley.pipeline import render
from parley.showing import pages
from parley.site import Rendering
from tests.conftest import ROOT, SITE, Files, read

Make = Callable[[Files], Path]


def site(folder: Path, *, drafts: bool = False) -> dict[str, LexborHTMLParser]:
    """Return the pages of a content folder by file."""
    found = read(folder, drafts=drafts)
    assert found.timeline is not None, found.problems
    how = Rendering(home=ROOT, today=Day(2025, 6, 30), cache=Cache(None))
    files = render(found.timeline, how)
    return {
        name: LexborHTMLParser(content) for name, content in files.items() if name.endswith(".html")
    }


def text(page: LexborHTMLParser, selector: str) -> str:
    """Return the words of the first element, with single spaces."""
    found = page.css_first(selector)
    assert found is not None, selector
    return " ".join(found.text().split())


def test_three_lines_of_settings_make_a_whole_site(content: Make) -> None:
    """A site with nothing but its name has every page of the map, and says what is missing."""
    made = site(content({}))
    indexes = ("events", "articles", "topics", "people", "places", "rounds", "measures", "kinds")
    assert sorted(made) == sorted(
        ["index.html", "404.html"]
        + [
            f"{name}/index.html"
            for name in ("about", "data", "corrections", "changes", "differences")
        ]
        + [f"{kind}/index.html" for kind in indexes]
    )
    assert text(made["index.html"], ".none").startswith("No event is recorded yet.")
    assert text(made["rounds/index.html"], ".none") == "No rounds are recorded yet."


def test_every_thing_has_a_page(good_site: Path) -> None:
    """Each file of content/ answers at its address, a kind of event at /kinds/ID/."""
    made = site(good_site)
    for file in ("events/ferry-strike", "articles/agency", "topics/bridge", "people/mayor"):
        assert f"{file}/index.html" in made
    for file in ("places/midville", "rounds/first", "measures/closure", "kinds/order", "about"):
        assert f"{file}/index.html" in made


def test_a_draft_has_a_page_only_where_drafts_are_asked_for(good_site: Path) -> None:
    """A published site knows nothing of it."""
    assert "events/not-yet/index.html" not in site(good_site)
    assert "events/not-yet/index.html" in site(good_site, drafts=True)


def test_another_name_in_other_letters_says_its_language(content: Make) -> None:
    """A screen reader speaks it as what it is; names in the site's own letters need no mark."""
    made = content({"places/m.md": "---\ntitle: Madrid\naliases: [马德里, The city]\n---\n"})
    fact = site(made)["places/m/index.html"].css_first("dl")
    assert fact and '<span lang="zh">马德里</span>, The city' in (fact.html or "")


def test_a_draft_says_that_it_is_one(good_site: Path) -> None:
    """On its page and in lists, so that an editor sees what is still to be read and published."""
    made = site(good_site, drafts=True)
    said = "Draft, not published"
    own = made["events/not-yet/index.html"].css_first(".stamp")
    card = made["index.html"].css_first("#not-yet .foot")
    assert own and card
    assert said in own.text() and said in card.text()
    assert said not in (made["events/ferry-strike/index.html"].html or "")


def test_a_long_record_has_a_page_for_each_year(
    content: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The start page shows the latest events and leads to the years; no event is left out."""
    monkeypatch.setattr(pages, "MOST_ON_ONE_PAGE", 5)
    events = {
        f"events/e{year}-{month}.md": f"---\ntitle: E\ndate: {year}-0{month}-01\n---\n"
        for year in (2023, 2024)
        for month in (1, 2, 3, 4)
    }
    made = site(content(events))
    first = made["index.html"]
    assert [node.attributes["id"] for node in first.css("article.ev")] == [
        "e2023-4",
        "e2024-1",
        "e2024-2",
        "e2024-3",
        "e2024-4",
    ]
    assert [node.text() for node in first.css("nav[aria-label=Years] a")] == ["2023", "2024"]
    assert len(made["2023/index.html"].css("article.ev")) == 4
    assert len(made["2024/index.html"].css("article.ev")) == 4


def test_an_old_address_leads_to_the_new_one(good_site: Path) -> None:
    """An alias has a page with a link and a refresh, told to search engines as the other page."""
    page = site(good_site)["events/strike-of-the-ferries/index.html"]
    assert text(page, "main a") == "Ferry crews stop work"
    target = "/river/events/ferry-strike/"
    refresh = page.css_first("meta[http-equiv=refresh]")
    canonical = page.css_first("link[rel=canonical]")
    assert refresh is not None and refresh.attributes["content"] == f"0; url={target}"
    assert canonical is not None and canonical.attributes["href"] == f"https://example.org{target}"


def test_an_event_tells_who_says_what(good_site: Path) -> None:
    """Quotes stand under the side whose position they report; a missing side is named."""
    page = site(good_site)["events/bridge-closed/index.html"]
    north, south, press = page.css(".voice")
    assert "No statement by Norton has been stored" in north.text()
    assert [mark.text() for mark in south.css("mark")] == [
        "The South Bank called the closure “a mistake”, and asked for dialogue."
    ]
    assert "quote not checked" in press.text()
    assert "Contradicted by other sources." in press.text()
    assert "A diary, of which passages are shown" in south.text()


CITED: Files = {
    "site.toml": SITE + '[[parties]]\nid = "north"\nname = "Norton"\n',
    "articles/order.md": "---\ntitle: The order\nvoice: north\n---\n",
    "articles/early.md": "---\ntitle: An early report\n---\n",
    "events/closing.md": """---
title: The bridge is closed
date: 2025-05-05
sources:
  - order
  - {article: early, contradicted: true, note: Gives 4 May; the order gives 5 May.}
---
""",
}


def test_an_article_is_listed_under_its_voice_with_what_is_said_of_it(content: Make) -> None:
    """Also where nothing is quoted: on the event's page and on its own."""
    made = site(content(CITED))
    page = made["events/closing/index.html"]
    north, press = page.css(".voice")
    assert "No statement by Norton has been stored" in north.text()
    assert [link.text() for link in north.css("li a")] == ["The order"]
    said = "Contradicted by other sources. Gives 4 May; the order gives 5 May."
    assert said in " ".join(press.text().split())
    assert text(page, "#evidence .head p").startswith("No words are quoted")
    assert said in text(made["articles/early/index.html"], ".plainlist li")


def test_what_several_events_say_of_an_article_is_all_told(content: Make) -> None:
    """On a round's page once for the article, under each voice; also of one that is quoted."""
    sources = (
        "{article: order, note: First.}",
        "{article: order, note: Second.}, {article: early, quote: It is closed}",
        "{article: early, contradicted: true}, {article: order, voice: press, note: Third.}",
    )
    events = {
        f"events/e{number}.md": f"---\ntitle: E{number}\ndate: 2025-05-0{number}\nround: r\n"
        f"sources: [{cited}]\n---\n"
        for number, cited in enumerate(sources, 1)
    }
    made = site(content({**CITED, **events, "rounds/r.md": "---\ntitle: R\nevent: e1\n---\n"}))
    north, press = made["rounds/r/index.html"].css(".voice")
    assert [" ".join(each.text().split()) for each in north.css("li")] == [
        "The order, publisher not recorded. First. Second."
    ]
    told = [" ".join(each.text().split()) for each in press.css("li")]
    assert sorted(told) == [
        "An early report, publisher not recorded. Contradicted by other sources.",
        "The order, publisher not recorded. Third.",
    ]
    assert len(press.css("blockquote")) == 1
    lines = [
        " ".join(each.text().split())
        for each in made["articles/early/index.html"].css(".plainlist li")
    ]
    assert any("E3. Contradicted by other sources." in line for line in lines)


def test_where_nothing_is_cited_no_article_is_promised(content: Make) -> None:
    """An event without a source says so."""
    page = site(content({"events/e.md": "---\ntitle: T\ndate: 2025\n---\n"}))["events/e/index.html"]
    assert text(page, "#evidence .head p") == "No article is cited"


def test_a_column_is_left_out_where_no_party_has_a_word(content: Make) -> None:
    """Where only the press is cited, and without words, no party's place stands empty."""
    files = {**CITED, "articles/order.md": "---\ntitle: The order\n---\n"}
    page = site(content(files))["events/closing/index.html"]
    assert [head.text() for head in page.css(".voice h3")] == ["Press"]


def test_a_disagreement_stands_on_every_event_that_it_concerns(good_site: Path) -> None:
    """It is written once, and shown with all its answers on each."""
    made = site(good_site)
    for id in ("bridge-closed", "talks-in-midville"):
        panel = text(made[f"events/{id}/index.html"], "#differ")
        assert "For how long?" in panel
        assert "Ninety days" in panel and "Three months" in panel
        assert "The order says ninety days." in panel


def test_an_article_of_passages_shows_no_more_than_them(good_site: Path) -> None:
    """The rest of a stored text that is not ours to show stands nowhere on the page."""
    page = site(good_site)["articles/diary/index.html"]
    assert "the ferry, full to the rail, turned back" in text(page, ".stored")
    assert "It rained all day" not in (page.html or "")
    assert "I went home" not in (page.html or "")


def test_a_reference_says_that_its_text_is_not_stored(good_site: Path) -> None:
    """Nothing on its page looks checked."""
    page = site(good_site)["articles/agency/index.html"]
    assert "Not stored here" in text(page, "#text")
    assert page.css_first("mark") is None
    assert "quote not checked" in text(page, ".plainlist")


def test_a_value_is_shown_with_its_unit_only_if_it_is_a_number(content: Make) -> None:
    """30 becomes 30%; words stand as they are; a note alone moves nothing."""
    sets = "sets: [{{measure: m, {}}}]"
    event = "---\ntitle: E\ndate: 2025-01-0{}\n{}\n---\n"
    settings = ("value: 30", "value: none", "note: nothing new", "until: ..", "until: 2025-12")
    files = {
        f"events/e{n}.md": event.format(n, sets.format(setting))
        for n, setting in enumerate(settings, 1)
    }
    made = site(content({**files, "measures/m.md": '---\ntitle: M\nunit: "%"\n---\n'}))
    rows = [
        [" ".join(cell.text().split()) for cell in row.css("td")]
        for row in made["measures/m/index.html"].css("[aria-label='History of M'] tbody tr")
    ]
    assert rows == [
        ["1 January 2025", "30%", "in force", "1 January 2025", "no end stated"],
        ["2 January 2025", "none", "in force", "2 January 2025", "no end stated"],
        ["3 January 2025", "nothing moves"],
        ["4 January 2025", "none", "in force", "4 January 2025", "no end stated"],
        ["5 January 2025", "none", "in force", "5 January 2025", "December 2025"],
    ]


def test_an_event_tells_what_it_changed(content: Make) -> None:
    """Before and after, for each measure that it touched, with the act that did it."""
    event = "---\ntitle: E\ndate: 2025-01-0{}\nsets: [{{measure: m, {}}}]\n---\n"
    files = {
        "measures/m.md": "---\ntitle: M\n---\n",
        "events/e1.md": event.format(1, "value: ten"),
        "events/e2.md": event.format(2, "until: 2025-03-01"),
    }
    made = site(content(files))
    cells = [
        [cell.text() for cell in made[f"events/{id}/index.html"].css("#changes td")]
        for id in ("e1", "e2")
    ]
    assert cells == [
        ["nothing set", "ten", "E"],
        ["ten", "ten, until 1 March 2025", "E"],
    ]


def test_text_in_any_field_stays_text(content: Make) -> None:
    """Markup and template syntax in front matter are shown as they are written."""
    nasty = '<script>alert(1)</script> {{ 7 * 7 }} {% raw %} "quoted" & more'
    quoted = "'" + nasty.replace("'", "''") + "'"
    files = {
        "site.toml": SITE + f"tagline = '''{nasty}'''\n",
        "events/e.md": f"---\ntitle: {quoted}\ndate: 2025\nsummary: {quoted}\nplaces: p\n---\n",
        "places/p.md": f"---\ntitle: {quoted}\nvenue: {quoted}\ncountry: {quoted}\n---\n",
        "people/q.md": f"---\ntitle: {quoted}\nrole: {quoted}\nnames: {{ko: {quoted}}}\n---\n",
        "articles/a.md": f"---\ntitle: {quoted}\npublisher: {quoted}\n---\n",
    }
    made = site(content(files))
    for name, page in made.items():
        for script in page.css("script"):
            assert (script.attributes.get("src") or "").startswith("/static/js/"), name
    for name in ("events/e", "places/p", "people/q", "articles/a"):
        assert text(made[f"{name}/index.html"], "h1") == nasty
    assert text(made["index.html"], ".dek") == nasty


def test_lists_of_people_have_one_name_of_a_language(content: Make) -> None:
    """The first that is written; the person's own page has them all."""
    written = "names: {zh-Hans: 何亚东, zh-Hant: 何亞東, am: ሄ}"
    people = {"people/he.md": f"---\ntitle: He Yadong\n{written}\n---\n"}
    made = site(content({**people, "rounds/r.md": "---\ntitle: R\nhosts: he\n---\n"}))
    names = {"people/index.html": "li", "rounds/r/index.html": "aside dd"}
    for page, place in names.items():
        told = [each.text() for each in made[page].css(f"{place} span[lang]")]
        assert told == ["何亚东", "ሄ"], page
    assert "何亞東" in text(made["people/he/index.html"], "main")


def test_references_stand_by_the_year_in_the_order_of_their_days(content: Make) -> None:
    """What is stored comes first; of the rest the undated last."""
    days = {
        "late": "published: 2025-03",
        "early": "published: 2025-02-01",
        "old": "published: 2024",
    }
    lines = {**days, "when": "type: news"}
    files = {f"articles/{id}.md": f"---\ntitle: {id}\n{line}\n---\n" for id, line in lines.items()}
    kept = {"articles/kept.md": "---\ntitle: kept\n---\nWords.\n"}
    page = site(content({**files, **kept}))["articles/index.html"]
    sections = page.css("main section")
    assert [[link.text() for link in section.css("li a")] for section in sections] == [
        *(["kept"], ["old"], ["early", "late"], ["when"])
    ]
    assert [head.text() for head in page.css("main h2")] == [
        "Text stored, quotes checked",
        "Cited, text not stored here: 2024",
        "Cited, text not stored here: 2025",
        "Cited, text not stored here: day not recorded",
    ]


def test_measures_stand_by_who_takes_them(content: Make) -> None:
    """Each party's own, in the order of site.toml; then what both take, and what nobody does."""
    parties = '[[parties]]\nid = "south"\nname = "S"\n[[parties]]\nid = "north"\nname = "N"\n'
    by = {"z": "by: north", "b": "by: south", "c": "by: [south, north]", "a": "unit: x"}
    by["y"] = "by: [north, south]"
    files = {f"measures/{id}.md": f"---\ntitle: {id}\n{line}\n---\n" for id, line in by.items()}
    page = site(content({"site.toml": SITE + parties, **files}))["measures/index.html"]
    heads = [head.text() for head in page.css("section h2")]
    assert [link.text() for link in page.css("ul.index a")] == ["b", "z", "c", "y", "a"]
    assert heads == ["S", "N", "Both sides", "Others"]


def test_without_parties_measures_stand_under_no_heading(content: Make) -> None:
    """Nobody is told from anybody."""
    made = site(content({"measures/a.md": "---\ntitle: a\n---\n"}))
    assert made["measures/index.html"].css("section h2") == []
