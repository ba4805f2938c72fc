"""Pages that show no event: what editors write in content/pages/, and those that are always there.

Knows which there are; knows nothing of lists.
"""

from collections.abc import Iterator
from functools import partial

from parley.addresses import page_path
from parley.model import Entity, Text
from parley.showing import views
from parley.showing.page import Page, fixed
from parley.showing.prose import Prose
from parley.timeline import Timeline


def edit(timeline: Timeline, entity: Entity) -> str:
    """Return where a thing's file can be edited, "" where the site names no repository."""
    repo = timeline.settings.repo_url
    return f"{repo}/edit/main/content/{entity.name}" if repo and entity.name else ""


def pages(timeline: Timeline, prose: Prose) -> Iterator[Page]:
    """Yield /about/, the pages of content/pages/, /data/ and the one for what is not there."""
    about = next((text for text in timeline.texts if text.id == "about"), None)
    yield Page("/about/", "pages/about.html", partial(_about, timeline, prose, about))
    for text in timeline.texts:
        if text is not about:
            settle = partial(_text, timeline, prose, text)
            yield Page(page_path("pages", text.id), "pages/text.html", settle)
    yield fixed("/data/", "pages/data.html", {"title": "Data", "section": "data"})
    lost = {"title": "Page not found", "section": "", "canonical": ""}
    yield fixed("/404.html", "pages/404.html", lost, is_listed=False)


def _about(timeline: Timeline, prose: Prose, about: Text | None) -> dict[str, object]:
    settings = timeline.settings
    parties = tuple(party.id for party in settings.parties)
    return {
        "title": about.title if about else f"About {settings.title}",
        "section": "about",
        "body": prose.html(about.body) if about else "",
        "edit": edit(timeline, about) if about else "",
        "sides": [views.side(settings, (party,)) for party in parties],
        "joint": views.side(settings, parties).name,
    }


def _text(timeline: Timeline, prose: Prose, text: Text) -> dict[str, object]:
    return {
        "title": text.title,
        "section": "",
        "body": prose.html(text.body),
        "edit": edit(timeline, text),
    }
