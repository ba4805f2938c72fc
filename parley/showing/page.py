"""A page as a value: its address, its template and what the template sees.

Knows the form alone; which pages there are is for parley.showing.pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Events on one page; of more than this the start page shows the latest, and each year has a page.
MOST_ON_ONE_PAGE = 300


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: a pure function of its values; the sitemap names the listed ones."""

    path: str
    template: str
    values: Mapping[str, object]
    is_listed: bool = True
