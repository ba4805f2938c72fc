"""The preview at work: files change, an edition is made of them, browsers are told; until Ctrl-C.

Knows what follows what, and what is told in the terminal; each step is a module of its own. The
event loop owns all state. Looking at files, making editions and rendering pages happen in one
thread, a call at a time (Markdown's parser is not for two), which hands back values.
"""

import asyncio
import errno
import socket
import time
import webbrowser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from threading import Thread
from typing import TypeVar

from parley.problems import Problem
from parley.report import Report, counted
from parley.serve import answers, reloading
from parley.serve.answers import Answer, Edition
from parley.serve.editions import Maker, Source
from parley.serve.reloading import HOST, PAGE, SHEETS, Server
from parley.serve.watch import Folders

PORTS = range(8000, 8020)

# Seconds from one look at the files to the next (a look takes 3 ms for 400 files), and how long
# the files must hold still at least, since many may be written at once.
LOOK, STILL = 0.1, 0.06

Result = TypeVar("Result")

# How many pages are rendered ahead from one look to the next: about 15 ms of work.
_AHEAD = 8


def bound_socket(port: int | None) -> socket.socket:
    """Return a socket bound to a port, or where none is named to the first free one; or OSError."""
    if port is not None:
        return reloading.bound(port)
    for candidate in PORTS:
        try:
            return reloading.bound(candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"ports {PORTS[0]} to {PORTS[-1]} are all taken")


def run(source: Source, bound: socket.socket, report: Report, *, is_opened: bool) -> None:
    """Serve on a bound socket until KeyboardInterrupt; open a browser if so asked."""
    opened = webbrowser.open if is_opened else None
    asyncio.run(Preview(source, report).serve(bound, opened))


class Preview:
    """Shows one content folder to any number of browsers."""

    def __init__(self, source: Source, report: Report) -> None:
        self._report = report
        self._maker = Maker(source)
        self._thread = ThreadPoolExecutor(1)
        content = source.content.resolve()
        self._files = Folders(
            {
                "content": content,
                "seeds": content.parent / "seeds",
                "templates": source.home / "templates",
                "static": source.home / "static",
            }
        )
        self._program = Folders({"parley": source.home / "parley"})
        self._edition = Edition(version="", base="/", files={})
        self._server: Server | None = None
        self._unrendered: Iterator[str] = iter(())

    async def serve(
        self, bound: socket.socket, opened: Callable[[str], object] | None = None
    ) -> None:
        """Serve on a bound socket until it is cancelled; `opened` is handed the address."""
        with self._thread:
            start = time.perf_counter()
            edition, _ = await self._made(set())
            self._show(edition, "", start)
            server = self._server = Server(bound, self._answer, lambda: self._edition.version)
            try:
                url = f"http://{HOST}:{bound.getsockname()[1]}{edition.base}"
                self._report.say(f"{url}\nDrafts are shown, and every change; Ctrl-C ends it.")
                if opened:
                    Thread(target=opened, args=(url,), daemon=True).start()
                await self._follow(server)
            finally:
                await server.close()

    async def _do(self, work: Callable[[], Result]) -> Result:
        """Do something in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def _answer(self, path: str) -> tuple[Answer, str]:
        """Answer with the edition that is shown, and tell its version.

        A page that can't be rendered ends it for all pages.
        """
        edition = self._edition
        found = await self._do(lambda: self._maker.tried(lambda: answers.answer(edition, path)))
        if isinstance(found, Answer):
            return found, edition.version
        await self._refuse(edition, found)
        return await self._answer(path)

    async def _follow(self, server: Server) -> None:
        """Show every change, and tell the browsers of it once; render ahead in between."""
        while True:
            await asyncio.sleep(LOOK)
            for name in sorted(await self._do(self._program.look)):
                self._report.say(f"{name} has changed; end this and start it again to see that")
            changes = await self._do(self._files.look)
            if not changes:
                await self._render_ahead()
                continue
            start = time.perf_counter()
            edition, changes = await self._made(changes)
            before = self._edition
            if edition.version != before.version:
                self._show(edition, _named(changes), start)
                server.reload(_reloaded(before, edition, changes))

    async def _made(self, changes: set[str]) -> tuple[Edition, set[str]]:
        """Return an edition of files that held still while it was made, and all that changed.

        So a change during a build is shown once, and never by half.
        """
        while True:
            make = partial(self._maker.edition, self._files.version)
            edition, _ = await asyncio.gather(self._do(make), asyncio.sleep(STILL))
            more = await self._do(self._files.look)
            if not more:
                return edition, changes
            changes = changes | more

    async def _render_ahead(self) -> None:
        """Render a few more pages: one that can't be is told of before anybody asks for it."""
        edition, names = self._edition, tuple(islice(self._unrendered, _AHEAD))
        found = await self._do(
            lambda: self._maker.tried(lambda: [edition.files[name] for name in names])
        )
        if isinstance(found, Problem):
            await self._refuse(edition, found)

    async def _refuse(self, edition: Edition, problem: Problem) -> None:
        """Show a problem of an edition in its place, where it is still the one shown."""
        start = time.perf_counter()
        version, problems = f"{edition.version}-fault", (*edition.problems, problem)
        refusal = await self._do(lambda: self._maker.refusal(version, problems))
        if edition is self._edition:
            self._show(refusal, "", start)
            if self._server:
                self._server.reload(PAGE)

    def _show(self, edition: Edition, cause: str, start: float) -> None:
        """Let an edition be what is answered from now on, and tell of it in the terminal.

        Warnings and notes that the last edition had too are not told again.
        """
        before, self._edition = self._edition, edition
        self._unrendered = iter(edition.files)
        self._report.tell(
            [p for p in edition.problems if p.severity == "error" or p not in before.problems]
        )
        pages = sum(name.endswith(".html") for name in edition.files)
        done = f"{pages} pages" if edition.is_site else "the problems stand on every page"
        parts = (counted(edition.problems), done, f"{time.perf_counter() - start:.2f} s")
        self._report.say(cause + ", ".join(part for part in parts if part))
        if before.version and edition.base != before.base:
            self._report.say(f"the site is now below {edition.base}")


def _named(changes: set[str]) -> str:
    """Return `content/events/a.md and 2 more: `."""
    first, *others = sorted(changes)
    shown = first if first.isprintable() else ascii(first)
    return f"{shown}{f' and {len(others)} more' if others else ''}: "


def _reloaded(before: Edition, after: Edition, changes: set[str]) -> str:
    """Return what browsers are to load anew: style sheets where nothing else has changed."""
    are_sheets = all(name.endswith(".css") and name in after.files for name in changes)
    if not (are_sheets and before.is_site and after.is_site):
        return PAGE
    return after.base + min(changes) if len(changes) == 1 else SHEETS
