"""What holds for timelines of other kinds: three parties, one or none, another era and script.

tests/nile_site is one in Arabic, from the third millennium BCE to 2025; it is built like any other.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from parley.settings import Party, Settings
from parley.showing import frames
from tests import sitelint
from tests.conftest import ROOT, SITE, Files, read, write
from tests.sitelint import Page, Rule, Site
from tests.test_built_site import build

NILE = ROOT / "tests" / "nile_site" / "content"
URLS = ("https://example.org/", "https://example.org/nile/")

# Names that only our own content may bring to a page.
FLAGSHIP = re.compile(
    r"U\.S\.|United States|China|Chinese|Beijing|Washington|TikTok|ByteDance|Bessent|Geneva|"
    r"\b(?:us|cn|usa|madrid|tariffs?|truce)\b",
    re.IGNORECASE,
)

NO_PARTY, ONE_PARTY = SITE, SITE + '[[parties]]\nid = "north"\nname = "North"\n'
ITEM = "---\ntitle: The bridge is closed\ndate: 2025-05-05\n---\n"
SMALL: dict[str, Files] = {
    "no party, no event": {"site.toml": NO_PARTY},
    "no party, one event": {"site.toml": NO_PARTY, "events/bridge.md": ITEM},
    "one party, no event": {"site.toml": ONE_PARTY},
    "one party, one event": {
        "site.toml": ONE_PARTY,
        "events/bridge.md": ITEM.replace("date", "by: north\ndate"),
    },
}


@pytest.fixture(scope="module")
def niles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Build the Nile site at a host's root and under a path."""
    folder = tmp_path_factory.mktemp("niles")
    for number, url in enumerate(URLS):
        build(NILE, folder / str(number), "--base-url", url, "--strict")
    return {url: Site(folder / str(number), url, "ar") for number, url in enumerate(URLS)}


@pytest.fixture(scope="module")
def nile(niles: dict[str, Site]) -> Site:
    """Return the Nile site at a host's root."""
    return niles[URLS[0]]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """Build the sites of one party or none, with one event or none."""
    found = {}
    for name, files in SMALL.items():
        folder = tmp_path_factory.mktemp("small")
        build(write(folder / "content", files), folder / "site", "--base-url", URLS[0])
        found[name] = Site(folder / "site", URLS[0], "en")
    return found


def texts(page: Page, selector: str) -> list[str]:
    """Return the words of every element that a selector finds, white space made one."""
    return [" ".join(node.text().split()) for node in page.tree.css(selector)]


def direction_at(node: LexborNode | None) -> str:
    """Return which way words run in an element: as the nearest `dir` says, else to the right."""
    while node is not None and "dir" not in node.attributes:
        node = node.parent
    return (node.attributes["dir"] if node is not None else "") or "ltr"


def turned_the_wrong_way(site: Site) -> Iterator[str]:
    """Yield what says its language and runs against it."""
    for page in site.pages.values():
        for node in page.tree.css("[lang]"):
            if direction_at(node) != frames.direction(node.attributes["lang"] or ""):
                yield f"{page.path}: {(node.html or '')[:90]}"


@pytest.mark.parametrize("rule", sitelint.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("url", URLS)
def test_the_nile_site_keeps_every_rule(niles: dict[str, Site], url: str, rule: Rule) -> None:
    """What holds for every built site holds for this one, at a root and under a path."""
    assert list(rule(niles[url])) == []


@pytest.mark.parametrize("rule", sitelint.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("name", SMALL)
def test_a_small_site_keeps_every_rule(small: dict[str, Site], name: str, rule: Rule) -> None:
    """One party or none, one event or none: all pages are whole."""
    assert list(rule(small[name])) == []


@pytest.mark.parametrize(
    "path", sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file()), ids=str
)
def test_no_template_knows_our_content(path: Path) -> None:
    """Parties, places and topics of the flagship stand in content/ alone."""
    assert FLAGSHIP.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("suffix", [".html", ".json", ".xml", ".txt", ".svg", ".js", ".css"])
def test_nothing_of_our_content_is_in_another_site(nile: Site, suffix: str) -> None:
    """No file that the Nile site publishes names what only our own content is about."""
    files = {name: text for name, text in nile.files.items() if name.endswith(suffix)}
    assert files
    found = {name: FLAGSHIP.findall(text.decode()) for name, text in files.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_every_page_runs_the_way_of_its_language(nile: Site, small: dict[str, Site]) -> None:
    """An Arabic page begins at the right; an English one says nothing, which is the left."""
    for page in nile.pages.values():
        assert page.text.startswith('<!doctype html>\n<html lang="ar" dir="rtl">\n'), page.path
    for page in small["one party, one event"].pages.values():
        assert page.text.startswith('<!doctype html>\n<html lang="en">\n'), page.path
        assert " dir=" not in page.text


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *((tag, "rtl") for tag in ("ar", "AR", "ar-EG", "fa", "he", "ur", "yi", "ckb", "dv")),
        *((tag, "rtl") for tag in ("az-Arab", "ku-arab-IQ", "ff-Adlm", "pa-Aran-PK")),
        *((tag, "ltr") for tag in ("en", "zh-Hant", "az", "ku", "ar-Latn", "fa-Cyrl", "de-1996")),
        *((tag, "ltr") for tag in ("en-x-arab", "en-a-hebr", "", "arn", "hea")),
    ],
)
def test_the_script_says_which_way_words_run(tag: str, expected: str) -> None:
    """The script that a tag names decides, else the one in which the language is written."""
    assert frames.direction(tag) == expected


@pytest.mark.parametrize(
    ("site", "tag", "attributes"),
    [
        ("en", "en", ""),
        ("en", "", ""),
        ("en", "zh-Hans", ' lang="zh-Hans"'),
        ("en", "ar", ' lang="ar" dir="rtl"'),
        ("en-GB", "en", ""),
        ("en", "en-GB", ' lang="en-GB"'),
        ("ar", "en", ' lang="en" dir="ltr"'),
        ("ar", "fa", ' lang="fa"'),
        ("ar", "am", ' lang="am" dir="ltr"'),
        ("az", "az-Arab", ' lang="az-Arab" dir="rtl"'),
        ("az-Arab", "az", ' lang="az" dir="ltr"'),
    ],
)
def test_words_of_another_language_say_so(site: str, tag: str, attributes: str) -> None:
    """Language and direction are stated where they are not the page's own, and only there."""
    frame = frames.frame(Settings(title="T", base_url="https://example.org/", language=site))
    assert str(frame.tongue(tag)) == attributes


def test_what_is_in_another_language_runs_its_own_way(nile: Site) -> None:
    """An English article, English and Amharic names, and the words of the interface."""
    assert list(turned_the_wrong_way(nile)) == []
    article = nile.pages["/articles/note-on-herodotus/"]
    assert article.tree.css_matches('h1[lang="en"][dir="ltr"]')
    assert len(article.tree.css('.stored[lang="en"][dir="ltr"]')) == 2
    assert not nile.pages["/articles/note-on-measuring/"].tree.css("main [lang]")
    names = nile.pages["/rounds/khartoum/"].tree.css("aside li span[lang]")
    told = [(name.attributes["lang"], name.attributes["dir"]) for name in names]
    assert told == [("en", "ltr"), ("en", "ltr"), ("am", "ltr"), ("en", "ltr")]
    for part in ("header nav", "footer > div"):
        assert article.tree.css_matches(f'{part}[lang="en"][dir="ltr"]'), part


def test_what_runs_the_wrong_way_is_found(tmp_path: Path) -> None:
    """Words against their language, and words in a part that was turned; not words that fit."""
    body = '<p lang="en">a</p><p lang="fa">b</p><div dir="ltr"><p lang="ar">c</p></div>'
    page = f'<!doctype html>\n<html lang="ar" dir="rtl"><body>{body}</body></html>'
    site = Site(write(tmp_path, {"index.html": page}), "https://example.org/", "ar")
    assert list(turned_the_wrong_way(site)) == ['/: <p lang="en">a</p>', '/: <p lang="ar">c</p>']


def test_an_arabic_article_on_an_english_site_runs_to_the_left(tmp_path: Path) -> None:
    """Title and text say that they are Arabic, and the marked words stand in it."""
    files = {
        "site.toml": SITE,
        "articles/whole.md": "---\ntitle: النهر\nlanguage: ar\ntext: full\n---\nبلغ الماء حدّه.\n",
        "articles/parts.md": "---\ntitle: النهر\nlanguage: ar\n---\nبلغ الماء حدّه.\n",
        "events/flood.md": ITEM.replace(
            "---\ntitle",
            "---\nsources:\n  - {article: whole, quote: بلغ الماء}\n"
            "  - {article: parts, quote: بلغ الماء}\ntitle",
        ),
    }
    build(write(tmp_path / "content", files), tmp_path / "site")
    site = Site(tmp_path / "site", "https://example.org/", "en")
    assert list(turned_the_wrong_way(site)) == []
    for id in ("whole", "parts"):
        tree = site.pages[f"/articles/{id}/"].tree
        for selector in ("h1", ".stored"):
            assert tree.css_matches(f'{selector}[lang="ar"][dir="rtl"]'), (id, selector)


def test_a_quote_runs_the_way_of_its_article(nile: Site) -> None:
    """English words quoted on an Arabic page, and the English title of a source beside them."""
    quotes = nile.pages["/events/treaty-1902/"].tree.css(".voice blockquote")
    told = [(quote.attributes.get("lang"), quote.attributes.get("dir")) for quote in quotes]
    assert told == [(None, None), ("en", "ltr")]
    title = nile.pages["/events/agreement-1959/"].tree.css_first(".voice li a")
    assert title is not None
    assert (title.attributes.get("lang"), title.attributes.get("dir")) == ("en", "ltr")


def test_a_drawing_runs_to_the_right_on_every_site(nile: Site) -> None:
    """Time runs from left to right, and so do the anchors of its words."""
    drawings = nile.pages["/measures/share-of-egypt/"].tree.css(".steps")
    assert [direction_at(drawing) for drawing in drawings] == ["ltr"]


def test_events_stand_in_order_from_bce_to_today(nile: Site) -> None:
    """Twelve events, each under its year; a millennium is shown as wide as it was written."""
    home = nile.pages["/"]
    assert texts(home, "#timeline .mt") == [
        *("3000–2001 BCE", "450 BCE", "861 CE", "1902", "1929", "1959", "1971", "1999", "2011"),
        *("2015", "2020", "2025"),
    ]
    dates = texts(home, "#timeline article .meta > :is(time, .date)")
    dates += texts(home, "#timeline article .meta > .date > time")
    assert len(texts(home, "#timeline article")) == 12
    assert {"3000–2001 BCE", "about 450 BCE", "861 CE", "January 1971", "July 2020"} <= set(dates)
    assert [event["earliest"] for event in nile.record["events"]][:3] == [
        *("-2999-01-01", "-0449-01-01", "0861-01-01"),
    ]


def test_three_parties_stand_in_one_column(nile: Site) -> None:
    """No list is two-sided, no card has a row; sign and word tell who acts."""
    for page in nile.pages.values():
        assert not page.tree.css('.month.two, [class~="r1"], [class~="r0"]'), page.path
    cards = nile.pages["/"].tree.css("#timeline article")
    who = {}
    for card in cards:
        party = card.css_first(".party")
        css = (card.attributes["class"] or "").split()[1]
        who[card.attributes["id"]] = (css, party.text() if party else "")
    assert who["flood-heights"] == ("third", "Third party")
    assert who["high-dam"] == ("p1", "مصر")
    assert who["agreement-1959"] == ("joint", "مصر + السودان")
    assert who["basin-initiative"] == ("joint", "مصر + السودان + إثيوبيا")
    assert who["gerd-begins"] == ("p3", "إثيوبيا")
    assert texts(nile.pages["/"], "#y1959 .mh .party") == ["مصر 1", "السودان 1"]
    assert texts(nile.pages["/"], "#y1999 .mh .party") == ["مصر 1", "السودان 1", "إثيوبيا 1"]


def test_every_sign_that_is_used_is_drawn(nile: Site, small: dict[str, Site]) -> None:
    """The signs of further parties are on a page only if there are such parties."""
    for site in (nile, *small.values()):
        for page in site.pages.values():
            used = {node.attributes["href"] for node in page.tree.css("use")}
            assert used <= {f"#{id}" for id in page.ids}, page.path
    assert "m-p3" in nile.pages["/"].ids
    assert "m-p4" not in nile.pages["/"].ids
    assert "m-p3" not in small["one party, one event"].pages["/"].ids
    many = tuple(Party(id=id, name=id) for id in "abcdefgh")
    settings = Settings(title="T", base_url="https://example.org/", language="en", parties=many)
    assert frames.frame(settings).signs == 6


def test_three_delegations_and_three_voices_are_shown(nile: Site) -> None:
    """A round lists everybody's people; its evidence has a place for each party, and the press."""
    round = nile.pages["/rounds/khartoum/"]
    assert texts(round, "aside dt .party") == ["مصر", "السودان", "إثيوبيا"]
    assert texts(round, ".voice h3") == ["القاهرة", "الخرطوم", "أديس أبابا", "Press"]
    assert len(nile.pages["/"].tree.css("#declaration-2015 .dele")) == 3


def test_arabic_words_are_checked_and_marked(nile: Site) -> None:
    """Every Arabic quote stands in its text letter by letter, with every mark upon a letter."""
    sources = [source for event in nile.record["events"] for source in event["sources"]]  # type: ignore[attr-defined]  # JSON
    quoted = [source for source in sources if source["quote"]]
    assert len(quoted) >= 10
    assert {source["verified"] for source in quoted} == {True}
    page = nile.pages["/articles/note-on-treaties/"]
    assert "لمصر 55.5 مليار متر مكعب سنويًّا وللسودان 18.5 مليارًا" in texts(page, "mark")


def test_an_arabic_quote_that_differs_in_a_mark_is_refused(
    content: Callable[[Files], Path],
) -> None:
    """Marks upon letters tell words apart, so none is folded away."""
    files = {
        "articles/note.md": "---\nlanguage: ar\n---\nعُلِم الأمر.\n",
        "events/flood.md": ITEM.replace(
            "---\ntitle", "---\nsources:\n  - {article: note, quote: عَلِم الأمر}\ntitle"
        ),
    }
    assert [problem.rule for problem in read(content(files)).problems] != []


@pytest.mark.parametrize("name", SMALL)
def test_a_site_of_one_party_or_none_is_whole(small: dict[str, Site], name: str) -> None:
    """One column, one sign or none, and a sentence where there is nothing to list."""
    home = small[name].pages["/"]
    assert not home.tree.css(".month.two")
    cards = home.tree.css("#timeline article")
    who = texts(home, "#timeline article .party")
    if "no event" in name:
        assert not cards
        assert "No event is recorded yet." in home.text
    else:
        assert [card.attributes["class"] for card in cards] == [
            "ev p1 soft" if "one party" in name else "ev third soft"
        ]
        assert who == (["North"] if "one party" in name else [])
        assert texts(home, ".mh .party") == (["North 1"] if "one party" in name else [])
