"""How a reader comes upon feeds and calendars: every page names them, a topic's page its own.

Knows the links of built pages; what stands in the files, test_feeds and test_calendar know.
"""

import json
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborNode

from tests.conftest import GOOD_SITE
from tests.sitelint import Page, Site
from tests.test_built_site import build

URL = "https://example.org/below/"
ATOM, JSON_FEED = "application/atom+xml", "application/feed+json"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the good site, built below a path."""
    folder = tmp_path_factory.mktemp("feeds") / "site"
    build(GOOD_SITE / "content", folder, "--base-url", URL)
    return Site(folder, URL, "en")


def named(page: Page) -> list[tuple[str | None, str | None]]:
    """Return the feeds that a page names to feed readers: type and address, in order."""
    found = page.tree.css('head > link[rel="alternate"]')
    return [(link.attributes["type"], link.attributes["href"]) for link in found]


def own_title(site: Site, link: LexborNode) -> str:
    """Return the title that a feed has in itself."""
    content = site.files[link.attributes["href"] or ""]
    if link.attributes["type"] == JSON_FEED:
        return f"{json.loads(content)['title']} (JSON Feed)"
    return ElementTree.fromstring(content).findtext("{http://www.w3.org/2005/Atom}title") or ""


def topics(site: Site) -> list[str]:
    """Return the paths of the topics' pages."""
    above = f"{site.base}topics/"
    found = [path for path in site.pages if path.startswith(above) and path != above]
    assert found
    return found


def test_every_page_names_the_feeds_of_the_record(site: Site) -> None:
    """In both forms, under the path of the site; a topic's page names its own feed first."""
    both = [(ATOM, "/below/feed.xml"), (JSON_FEED, "/below/feed.json")]
    for path, page in site.pages.items():
        own = [(ATOM, f"{path}feed.xml")] if path in topics(site) else []
        assert named(page) == own + both, path


def test_a_feed_is_named_as_it_names_itself(site: Site) -> None:
    """Who chooses among the feeds of a page sees which is which."""
    for path in topics(site):
        links = site.pages[path].tree.css('head > link[rel="alternate"]')
        titles = [link.attributes["title"] for link in links]
        assert titles == [own_title(site, link) for link in links]
        assert len({*titles}) == 3


def test_every_page_leads_to_feed_and_calendar(site: Site) -> None:
    """The links stand at the foot of each."""
    for path, page in site.pages.items():
        links = {a.attributes["href"]: a.text() for a in page.tree.css("footer a")}
        told = links.get("/below/feed.xml"), links.get("/below/calendar.ics")
        assert told == ("Feed", "Calendar"), path


def test_a_topic_leads_to_its_own(site: Site) -> None:
    """Below its events, where who has read them may want to hear of the next."""
    for path in topics(site):
        links = {a.attributes["href"]: a.text() for a in site.pages[path].tree.css("main .acts a")}
        assert links[f"{path}feed.xml"] == "Feed of this topic"
        assert links[f"{path}calendar.ics"] == "Calendar of this topic"
        assert site.files[f"{path}calendar.ics"].startswith(b"BEGIN:VCALENDAR")
