"""What the preview answers to a path: a file of the site, our 404 page, or the page of problems.

Knows paths and files; knows nothing of how they are made or sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from parley.problems import Problem

HTML = "text/html; charset=utf-8"

# As static hosts name them. The `mimetypes` of Python asks the machine, and machines differ.
_TYPES = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What is shown until the next change: a site, or the problems that stand in its way.

    `version` stands for the files that it was made of. `page` is None for a site; else it is the
    page of problems, and `files` are those that it needs itself.
    """

    version: str
    base: str
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()
    page: bytes | None = None

    @property
    def is_site(self) -> bool:
        """Tell whether the pages of the site are shown."""
        return self.page is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer in the terms of HTTP; `location` is where another path has it."""

    status: int = 200
    type: str = HTML
    body: bytes = b""
    location: str = ""


def answer(edition: Edition, path: str) -> Answer:
    """Answer a path, decoded and without its query, as a static host does under the base path.

    A problem is answered with 200: a browser puts an error of its own into the console of any
    page that is answered with less. Raises engine.TemplateFault.
    """
    file = _file(edition, path)
    if file is not None and file in edition.files:
        return Answer(type=_type(file), body=edition.files[file])
    if edition.page is not None:
        return Answer(body=edition.page)
    if path in ("/", edition.base.removesuffix("/")):
        return Answer(status=302, location=quote(edition.base))
    if file is not None and f"{file}/index.html" in edition.files:
        return Answer(status=302, location=quote(f"{path}/"))
    return Answer(status=404, body=edition.files["404.html"])


def _file(edition: Edition, path: str) -> str | None:
    """Return the file that a path means, or None outside the base path."""
    if not path.startswith(edition.base):
        return None
    below = path.removeprefix(edition.base)
    return f"{below}index.html" if not below or below.endswith("/") else below


def _type(file: str) -> str:
    return _TYPES.get(PurePosixPath(file).suffix.lower(), "application/octet-stream")
