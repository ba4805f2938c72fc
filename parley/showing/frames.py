"""The frame: what stands on every page. It holds nothing that one more event would change.

Knows the site's settings and its navigation; knows no event.
"""

from dataclasses import dataclass

from parley.settings import Settings
from parley.showing import views
from parley.showing.indexes import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands on every page."""

    title: str
    language: str
    home: str
    navigation: tuple[tuple[str, str, str], ...]
    record_to: views.Moment | None
    repo_url: str


def frame(settings: Settings) -> Frame:
    """Return the frame of every page."""
    shown = ("topics", "rounds", "measures", "people", "places", "articles")
    navigation = [("timeline", settings.addresses.href("/"), "Timeline")]
    navigation += [(kind, settings.addresses.href(f"/{kind}/"), NAMES[kind]) for kind in shown]
    navigation += [
        ("data", settings.addresses.href("/data/"), "Data"),
        ("about", settings.addresses.href("/about/"), "About"),
    ]
    return Frame(
        title=settings.title,
        language=settings.language,
        home=settings.addresses.href("/"),
        navigation=tuple(navigation),
        record_to=views.moment(settings.record_to) if settings.record_to else None,
        repo_url=settings.repo_url,
    )
