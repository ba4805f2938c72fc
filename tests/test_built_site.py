"""What holds for every site that is built: tests/good_site and our own content, on two hosts.

Knows the rules of tests/sitelint.py, and a bad page for each; builds through the command line.
"""

import contextlib
import io
import re
from pathlib import Path

import pytest

from parley import cli
from tests import sitelint
from tests.conftest import GOOD_SITE, ROOT, SITE, Files, write
from tests.sitelint import Rule, Site

CONTENTS = {"good site": GOOD_SITE / "content", "our content": ROOT / "content"}
URLS = ("https://example.org/", "https://example.org/negotiations/")
CROWDED = ("crowded site", URLS[1])
SITES = [*((name, url) for name in CONTENTS for url in URLS), CROWDED]

# Dates of every form, then of every month of six years.
DATES = (
    *("2019-02", "2020/2021", "2021-21", "199X", "'[2020-01-05,2020-01-07]'", "2020-05-03~"),
    *("2020-06?", "2021-06-01T10:00:00+02:00", "../2019-05-01", "2022-01/..", "-0044", "0000"),
    *(f"{2018 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(300)),
)
CROWDED_EVENT = """---
title: 'Event {n} <b>bold</b> & "quoted" it''s'
date: {date}
by: [{by}]
kind: talks
weight: {weight}
order: {n}
topics: [t, 话题]
people: [q]
summary: 'Sum & <i>sum</i>'
sets: [{{measure: {measure}, value: '{value}', until: '{until}', instrument: 'No. {n} <b>'}}]
corrections: [{{date: {corrected}, note: 'Was & <i>is</i>'}}]
sources:
  - {{article: s, quote: word{word}x, voice: {voice}}}
  - {{article: s, quote: 'several words in a row, linked', contradicted: true}}
  - none
---
## Evidence

Body & <script>alert(1)</script> [[t]], [[话题]], [x](/events/e{n}/)[^1]

[^1]: Note.
"""
CROWDED_ARTICLE = """---
title: 'S <&> "x"'
text: full
language: fr
url: 'https://example.com/?a=1&b=2'
---
# Head word0x

word1x *in* **word2x**. word3x [word4x](#n7) word5x <span lang="de">word6x</span>.

- [several words in a row, linked](https://example.com/?b=1&c=2 "T > <")

## Evidence

| a | b |
|---|---|
| c | d |
"""


def crowded() -> Files:
    """Return more events than one page holds, with odd names, on dates of every form."""
    files = {
        "site.toml": SITE
        + 'snapshots = ["2018-01-01", "2020-06-30", "2023-12-01", "2025-01-01"]\n'
        + "".join(f'[[parties]]\nid = "{id}"\nname = "{id} & <b>"\n' for id in "ab")
        + '[[kinds]]\nid = "talks"\nname = "Talks"\n',
        "articles/s.md": CROWDED_ARTICLE,
        "articles/none.md": "---\npublisher: P\n---\n",
        "topics/t.md": "---\ntitle: T <x>\n---\n## Main\n\nBody\n",
        "topics/话题.md": "---\ntitle: 话题\n---\n",
        "measures/ends.md": "---\ntitle: Ends <&>\ntopics: [t, 话题]\n---\n",
        "measures/values.md": "---\ntitle: Values <&>\nunit: t <&> x\ntopics: t\n---\n",
        "measures/none.md": "---\ntitle: Unset\ntopics: t\n---\n",
        "people/q.md": "---\ntitle: Q\nnames: {zh-Hans: 何}\nparty: a\n---\n",
        "pages/extra-page.md": "---\ntitle: Extra\n---\nText.\n",
    }
    for n, date in enumerate(DATES):
        day = f"2025-0{n % 9 + 1}-{n % 28 + 1:02}"
        until = ("2024-01", day, "2025-06-01/2025-06-03~", ("2025-07", "..")[n % 2])
        files[f"events/e{n}.md"] = CROWDED_EVENT.format(
            n=n,
            date=date,
            by=("a", "b", "a, b", "")[n % 4],
            weight=("lead", "standard", "brief")[n % 3],
            word=n % 7,
            voice=("a", "press")[n % 2],
            measure=("ends", "values")[n % 2],
            value=("shut <b>", n)[n % 2],
            until=until[n // 2 % 4],
            corrected=date.removesuffix("/.."),
        )
    return files


def build(content: Path, output: Path, *options: str) -> str:
    """Build a site and return what the command printed; a failure fails the test."""
    arguments = ["build", "--content", str(content), "--output", str(output), "--no-cache"]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        code = cli.main([*arguments, "--today", "2026-01-15", "--jobs", "1", *options])
    assert code == 0, printed.getvalue()[-2000:]
    return printed.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the sites of this module."""
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="module")
def sites(folder: Path) -> dict[tuple[str, str], Site]:
    """Build every site once."""
    contents = CONTENTS | {CROWDED[0]: write(folder / "crowded", crowded())}
    found = {}
    for number, (name, url) in enumerate(SITES):
        build(contents[name], folder / str(number), "--base-url", url)
        found[name, url] = Site(folder / str(number), url, "en")
    return found


@pytest.mark.parametrize("rule", sitelint.RULES, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("which", SITES, ids=lambda which: f"{which[0]} at {which[1][19:]}")
def test_a_built_site_keeps_every_rule(
    sites: dict[tuple[str, str], Site], which: tuple[str, str], rule: Rule
) -> None:
    """No page, link, file or list of a site breaks a rule."""
    assert list(rule(sites[which])) == []


def test_the_same_pages_stand_on_every_host(sites: dict[tuple[str, str], Site]) -> None:
    """The base URL moves a site; it adds and takes away nothing."""
    for name in CONTENTS:
        one, other = (sites[name, url] for url in URLS)
        names = [{file.removeprefix(site.base) for file in site.files} for site in (one, other)]
        assert names[0] == names[1]


def test_every_address_of_the_contract_is_there(sites: dict[tuple[str, str], Site]) -> None:
    """Addresses that users' links rely on are never renamed."""
    site = sites["good site", URLS[1]]
    fixed = ["", "about/", "data/", "changes/", "corrections/", "differences/", "404.html"]
    fixed += [f"{kind}/" for kind in ("events", "articles", "topics", "people", "places", "kinds")]
    fixed += [
        "rounds/",
        "measures/",
        "events/bridge-closed/",
        "articles/gazette/",
        "topics/bridge/",
    ]
    fixed += ["people/mayor/", "places/midville/", "rounds/first/", "measures/closure/"]
    fixed += ["kinds/talks/", "events/strike-of-the-ferries/"]
    assert [path for path in fixed if site.base + path not in site.pages] == []
    assert site.base + "events/not-yet/" not in site.pages  # a draft


def test_a_long_record_is_read_in_parts(sites: dict[tuple[str, str], Site]) -> None:
    """Where one page can't hold all events, the pages of the years do, each event on one."""
    site = sites[CROWDED]
    years = [path for path in site.pages if re.fullmatch(r"-?\d{4}/", path[len(site.base) :])]
    listed = [node.attributes["id"] for year in years
              for node in site.pages[year].tree.css("#timeline article[id]")]  # fmt: skip
    assert len(years) > 6
    assert sorted(str(id) for id in listed) == sorted(f"e{n}" for n in range(len(DATES)))
    assert len(site.pages[site.base].tree.css("#timeline article[id]")) <= 300


def test_a_passage_may_serve_two_events(tmp_path: Path) -> None:
    """Two events that quote the same words, in other typography, share one mark and one note."""
    event = "---\ntitle: {0}\ndate: 2025\nsources:\n  - article: s\n    quote: {1}\n---\n"
    files = {
        "site.toml": SITE,
        "events/one.md": event.format("One", "“a mistake” — of course"),
        "events/two.md": event.format("Two", "'\"a mistake\" - of course'"),
        "articles/s.md": "---\ntext: full\n---\nIt was “a *mistake*” — of course.\n",
        "articles/p.md": "---\ntitle: P\n---\nIt was “a *mistake*” — of course.\n",
        "events/three.md": event.format("Three", "a mistake").replace("article: s", "article: p"),
    }
    build(write(tmp_path / "content", files), tmp_path / "site")
    site = Site(tmp_path / "site", "https://example.org/", "en")
    page = site.pages["/articles/s/"]
    (anchor,) = (id for id in page.ids if id.startswith("q-"))
    notes = page.tree.css("li[id=n1]")
    assert [page.ids[anchor], page.ids["n1"], page.ids["n2"], len(notes)] == [1, 1, 0, 1]
    assert [node.text() for node in notes[0].css("a")] == ["One", "Two"]
    for id in ("one", "two"):
        links = site.pages[f"/events/{id}/"].tree.css(f'a[href="/articles/s/#{anchor}"]')
        assert len(links) == 1
    (anchor,) = (id for id in site.pages["/articles/p/"].ids if id.startswith("q-"))
    shown = site.pages["/articles/p/"].tree.css(f"#{anchor}")
    assert [node.text() for node in shown] == ["It was “a mistake” — of course."]
    assert [list(rule(site)) for rule in sitelint.RULES if list(rule(site))] == []


GOOD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width">
<title>T</title><link rel="canonical" href="https://example.org/b/">
<link rel="stylesheet" href="/b/a.css"></head>
<body><header><nav aria-label="Site"><a href="/b/">Home</a></nav></header>
<main><h1>T</h1><section id="timeline"><article id="one"><h2>One</h2></article>
<article id="two"><h2>Two</h2></article></section><p><a href="#q-01234567">words</a></p>
<p><mark id="q-01234567">words</mark> <time datetime="2025-05">May</time></p>
<section aria-label="Rate"><figure><svg viewBox="0 0 800 298" role="group" aria-labelledby="c-t">
<title id="c-t">Steps</title><desc>From 10 to 20.</desc><path d="M64 250v6"/>
<path d="M64 250V80H200"/><a href="/b/events/one/"><title>One</title>
<circle cx="64" cy="80" r="4"/><text x="70" y="71">10</text></a></svg>
<figcaption>Steps.</figcaption></figure><table data-now><tbody><tr data-known="2025-05-01">
<td><span data-until="2025-06-01">3 days</span></td></tr></tbody></table>
<table data-then hidden><tbody data-from="2025-01-01" data-to="2025-02-01" hidden><tr>
<td>10</td></tr></tbody></table><p data-counted-then hidden><span data-day></span></p></section>
LINKS</main>
<footer>F</footer></body></html>
"""
OTHERS = ("events/", "events/one/", "changes/", "corrections/", "as-known/", "as-known/2025-05-05/")
LINKS = "".join(f'<p><a href="/b/{path}">{path}</a></p>' for path in OTHERS)
OTHER = GOOD.replace("<title>T", "<title>N").replace(
    '<link rel="canonical" href="https://example.org/b/">', ""
)
MAP = "".join(f"<url><loc>https://example.org/b/{path}</loc></url>" for path in ("", *OTHERS))
FILES = {
    "index.html": GOOD.replace("LINKS", LINKS),
    **{f"{path}index.html": OTHER.replace("LINKS", "") for path in OTHERS},
    "404.html": OTHER.replace("LINKS", ""),
    "a.css": 'x { background: url("b.svg") }',
    "b.svg": "<svg/>",
    "sitemap.xml": f'<urlset xmlns="x">{MAP}</urlset>',
    "robots.txt": "Sitemap: https://example.org/b/sitemap.xml\n",
    ".nojekyll": "",
    "timeline.json": '{"events": [{"id": "one"}, {"id": "two"}]}',
}

BAD: list[tuple[Rule, str, str, str]] = [
    (sitelint.tags_are_in_pairs, "index.html", "</section>", ""),
    (sitelint.tags_are_in_pairs, "index.html", "</p></main>", "</main></p>"),
    (sitelint.tags_are_in_pairs, "index.html", "</body></html>", ""),
    (sitelint.tags_are_in_pairs, "index.html", "<!doctype html>\n", ""),
    (sitelint.pages_have_one_first_heading, "index.html", "<h1>T</h1>", "<h1>T</h1><h1>U</h1>"),
    (sitelint.pages_have_one_first_heading, "index.html", "<h1>T</h1>", "<h1></h1>"),
    (sitelint.headings_leave_out_no_level, "index.html", "<h2>Two</h2>", "<h4>Two</h4>"),
    (sitelint.headings_leave_out_no_level, "index.html", "<h1>T</h1>", ""),
    (sitelint.ids_are_unique, "index.html", 'id="two"', 'id="one"'),
    (sitelint.ids_are_unique, "index.html", 'id="two"', 'id="t wo"'),
    (sitelint.labels_name_what_is_there, "index.html", "<h1>", '<h1 aria-labelledby="x">'),
    (sitelint.pages_have_their_landmarks, "index.html", "<footer>F</footer>", ""),
    (sitelint.pages_have_their_landmarks, "index.html", ' aria-label="Site"', ""),
    (sitelint.pages_have_their_landmarks, "index.html", "<h1>", "<nav></nav><h1>"),
    (sitelint.pages_have_their_landmarks, "index.html", "<h1>", '<nav aria-label="Site"/><h1>'),
    (sitelint.heads_say_what_a_page_is, "index.html", 'lang="en"', 'lang="fr"'),
    (sitelint.heads_say_what_a_page_is, "index.html", "<title>T</title>", ""),
    (sitelint.heads_say_what_a_page_is, "index.html", '<meta charset="utf-8">', ""),
    (sitelint.heads_say_what_a_page_is, "index.html", 'name="viewport"', 'name="view"'),
    (sitelint.scripts_are_shut_out, "index.html", "default-src 'none'", "default-src 'self'"),
    (sitelint.scripts_are_shut_out, "index.html", "'none'", "'none'; style-src 'unsafe-inline'"),
    (sitelint.scripts_are_shut_out, "index.html", "'none'", "'none'; img-src https://example.com"),
    (sitelint.nothing_stands_inline, "index.html", "<h1>", '<h1 style="color: red">'),
    (sitelint.nothing_stands_inline, "index.html", "</head>", "<style>p{}</style></head>"),
    (sitelint.nothing_stands_inline, "index.html", "</head>", "<script>x()</script></head>"),
    (sitelint.nothing_stands_inline, "index.html", "<h1>", '<h1 onclick="x()">'),
    (sitelint.pictures_have_words, "index.html", "<h1>", '<img src="/b/b.svg"><h1>'),
    (sitelint.pictures_have_words, "index.html", "<h1>", "<svg></svg><h1>"),
    (sitelint.pictures_have_words, "index.html", ' aria-labelledby="c-t"', ""),
    (sitelint.links_have_words, "index.html", ">Home</a>", "></a>"),
    (sitelint.links_hold_no_links, "index.html", ">words</a>", '>words <a href="/b/">x</a></a>'),
    (sitelint.links_hold_no_links, "index.html", ' href="#q-01234567"', ""),
    (sitelint.addresses_lead_somewhere, "index.html", 'a href="/b/"', 'a href="/b/x/"'),
    (sitelint.addresses_lead_somewhere, "index.html", 'a href="/b/"', 'a href="/"'),
    (sitelint.addresses_lead_somewhere, "index.html", 'a href="/b/"', 'a href="#none"'),
    (sitelint.addresses_lead_somewhere, "index.html", 'a href="/b/"', 'a href="javascript:x()"'),
    (sitelint.addresses_lead_somewhere, "index.html", "<h1>", '<svg><use href="#m"/></svg><h1>'),
    (sitelint.addresses_lead_somewhere, "index.html", "<h1>", '<img srcset="/b/x.png 2x"><h1>'),
    (
        sitelint.nothing_is_loaded_from_elsewhere,
        "index.html",
        'href="/b/a.css"',
        'href="https://example.com/a.css"',
    ),
    (
        sitelint.nothing_is_loaded_from_elsewhere,
        "index.html",
        "</head>",
        '<script src="//example.com/a.js"></script></head>',
    ),
    (sitelint.style_sheets_load_what_is_there, "a.css", "b.svg", "c.svg"),
    (sitelint.style_sheets_load_what_is_there, "a.css", "x {", '@import "b.css"; x {'),
    (
        sitelint.the_page_for_what_is_not_there_works_anywhere,
        "404.html",
        'a href="/b/"',
        'a href="./"',
    ),
    (
        sitelint.the_page_for_what_is_not_there_works_anywhere,
        "404.html",
        "<title>",
        '<link rel="canonical" href="https://example.org/b/404.html"><title>',
    ),
    (sitelint.pages_name_their_own_address, "index.html", ".org/b/", ".org/"),
    (
        sitelint.redirects_lead_to_pages,
        "index.html",
        "<title>",
        '<meta http-equiv="refresh" content="0; url=/b/x/"><title>',
    ),
    (sitelint.quotes_lead_to_their_words, "index.html", "<mark id", "<b id"),
    (sitelint.quotes_lead_to_their_words, "index.html", 'id="q-01234567"', ""),
    (sitelint.the_sitemap_lists_every_page_once, "sitemap.xml", "/b/<", "/b/x/<"),
    (
        sitelint.the_sitemap_lists_every_page_once,
        "sitemap.xml",
        "</urlset>",
        "<url><loc>https://example.org/b/</loc></url></urlset>",
    ),
    (sitelint.the_sitemap_lists_every_page_once, "robots.txt", "/b/", "/"),
    (sitelint.files_for_the_host_are_there, ".nojekyll", "", "x"),
    (sitelint.nothing_is_left_of_templates, "index.html", "One<", "{{ title }}<"),
    (sitelint.nothing_is_left_of_templates, "index.html", "One<", "None<"),
    (sitelint.dates_can_be_read_by_machines, "index.html", '"2025-05"', '"May 2025"'),
    (
        sitelint.events_are_read_in_their_order,
        "timeline.json",
        '{"id": "one"}, {"id": "two"}',
        '{"id": "two"}, {"id": "one"}',
    ),
    (sitelint.events_are_read_in_their_order, "index.html", 'id="one"', 'id="zero"'),
    (sitelint.events_are_read_in_their_order, "timeline.json", '"id": "two"', '"id": "three"'),
    (sitelint.days_for_scripts_are_days, "index.html", '"2025-05-01"', '"2025-05"'),
    (sitelint.days_for_scripts_are_days, "index.html", '"2025-05-01"', '""'),
    (sitelint.days_for_scripts_are_days, "index.html", '"2025-06-01"', '"2025-06-31"'),
    (sitelint.days_for_scripts_are_days, "index.html", '"2025-02-01"', '"2025-01-01"'),
    (sitelint.rows_for_scripts_are_out_of_sight, "index.html", "data-then hidden", "data-then"),
    (sitelint.rows_for_scripts_are_out_of_sight, "index.html", '-02-01" hidden', '-02-01"'),
    (sitelint.rows_for_scripts_are_out_of_sight, "index.html", "data-now", "data-now hidden"),
    (sitelint.drawings_lead_to_events, "index.html", 'a href="/b/events/one/"', 'a href="/b/"'),
    (sitelint.drawings_lead_to_events, "timeline.json", '"id": "one"', '"id": "three"'),
    (sitelint.drawings_stay_in_their_frame, "index.html", 'cx="64"', 'cx="801"'),
    (sitelint.drawings_stay_in_their_frame, "index.html", 'x="70"', 'x="-1"'),
    (sitelint.drawings_stay_in_their_frame, "index.html", "H200", "H801"),
    (sitelint.drawings_stay_in_their_frame, "index.html", "v6", "v60"),
    (sitelint.drawings_stay_in_their_frame, "index.html", "M64 250V80", "M64 250V-80"),
    (sitelint.drawings_have_words_and_a_table, "index.html", "From 10 to 20.", ""),
    (sitelint.drawings_have_words_and_a_table, "index.html", "Steps</title>", "</title>"),
    (sitelint.drawings_have_words_and_a_table, "index.html", "</figure>", "</figure></section>"),
    (sitelint.the_second_clock_has_its_pages, "index.html", 'href="/b/changes/"', 'href="/b/"'),
    (
        sitelint.the_second_clock_has_its_pages,
        "index.html",
        'href="/b/as-known/2025-05-05/"',
        'href="/b/"',
    ),
]  # fmt: skip


def site_of(folder: Path, file: str = "", old: str = "", new: str = "") -> Site:
    """Return a small good site in which one thing may be put wrong."""
    for name, text in FILES.items():
        changed = text.replace(old, new) if old else new or text
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(changed if name == file else text)
    return Site(folder, "https://example.org/b/", "en")


@pytest.mark.parametrize("rule", sitelint.RULES, ids=lambda rule: rule.__name__)
def test_a_rule_passes_what_is_right(tmp_path: Path, rule: Rule) -> None:
    """The rules find nothing on a page that keeps them."""
    assert list(rule(site_of(tmp_path))) == []


@pytest.mark.parametrize(("rule", "file", "old", "new"), BAD,
                         ids=lambda value: getattr(value, "__name__", None) or "x")  # fmt: skip
def test_a_rule_finds_what_is_wrong(
    tmp_path: Path, rule: Rule, file: str, old: str, new: str
) -> None:
    """Each rule has its bad example: one thing put wrong in a good page."""
    assert list(rule(site_of(tmp_path, file, old, new))) != []


def test_a_folder_without_a_page_is_found(tmp_path: Path) -> None:
    """The rule on folders has its bad example too."""
    site = site_of(tmp_path)
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "index.html").write_text(GOOD)
    assert list(sitelint.every_folder_has_a_page(site)) == ["/b/deep/ has no page"]


def test_every_rule_has_its_bad_example() -> None:
    """A new rule comes with what it is against."""
    shown = {rule for rule, *_ in BAD} | {sitelint.every_folder_has_a_page}
    assert shown == set(sitelint.RULES)
