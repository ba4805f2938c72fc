"""A page as a value: its address, its template and what the template sees.

Knows the form alone; which pages there are is for parley.showing.pages.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

# Events on one page; of more than this the start page shows the latest, and each year has a page.
MOST_ON_ONE_PAGE = 300


class Page(NamedTuple):
    """One file of the site: a pure function of its values; the sitemap names the listed ones.

    The values are settled when they are asked for: a preview shows one page of many.
    """

    path: str
    template: str
    settle: Callable[[], Mapping[str, object]]
    is_listed: bool = True

    @property
    def values(self) -> Mapping[str, object]:
        """What the template sees."""
        return self.settle()


def fixed(
    path: str, template: str, values: Mapping[str, object], *, is_listed: bool = True
) -> Page:
    """Return a page whose values cost nothing to settle."""
    return Page(path, template, lambda: values, is_listed)
