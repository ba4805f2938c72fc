"""A preview that runs beside a test: on a free port, in a thread, with a browser without a screen.

The listener speaks livereload's protocol as its script does, in the server's own loop: the thread
of a test, which may be playwright's, runs no loop.
"""

import asyncio
import json
import queue
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from parley.dates import Day
from parley.disk import replace_file
from parley.report import Report
from parley.serve import preview
from parley.serve.editions import Source
from tests.conftest import ROOT, Files

SECONDS = 20.0


def put(folder: Path, files: Files) -> None:
    """Save files as most editors do, each whole at once: half a file would be an edition too."""
    for name, content in files.items():
        replace_file(folder / name, content if isinstance(content, bytes) else content.encode())


TODAY = Day(2025, 7, 1)


@dataclass(frozen=True)
class Answered:
    """An answer as it came."""

    status: int
    type: str
    location: str
    policy: str
    text: str

    @property
    def version(self) -> str:
        """What the page says it was made of."""
        found = re.search(r'<script src="/livereload\.js\?snipver=([^"]+)" defer>', self.text)
        return found[1] if found else ""


@dataclass
class Listener:
    """A browser that has loaded a page, and notes what it is told to reload."""

    told: "queue.Queue[str | None]" = field(default_factory=queue.Queue)

    def reload(self) -> str | None:
        """Wait for the next reload and return its path; None once the server has parted."""
        return self.told.get(timeout=SECONDS)

    def hear(self, message: str | bytes | None) -> None:
        """Note a message; None is the end."""
        said = {"command": "reload", "path": None} if message is None else json.loads(message)
        if said["command"] == "reload":
            self.told.put(said["path"])


@dataclass
class Running:
    """A preview at work: what it is made of, and how a test meets it."""

    home: Path
    content: Path
    port: int
    loop: asyncio.AbstractEventLoop
    hearing: list[asyncio.Task[None]]

    def get(self, path: str, method: str = "GET") -> Answered:
        """Ask for a path; redirections are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            header = answer.headers.get
            text = answer.read().decode()
            found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
            policy = found[1] if found else ""
            kind, place = header("Content-Type", ""), header("Location", "")
            return Answered(answer.status, kind, place, policy, text)
        finally:
            connection.close()

    def listen(self, version: str | None = None, origin: str | None = None) -> Listener:
        """Connect as a page of some version does, by default of the one that is shown."""
        listener = Listener()
        shown = self.get("/river/").version if version is None else version
        made = self._connected(listener, shown, origin or f"http://127.0.0.1:{self.port}")
        asyncio.run_coroutine_threadsafe(made, self.loop).result(SECONDS)
        return listener

    async def _connected(self, listener: Listener, version: str, origin: str) -> None:
        url = f"ws://127.0.0.1:{self.port}/livereload"
        request = HTTPRequest(url, headers={"Origin": origin})
        socket: WebSocketClientConnection = await websocket_connect(request)
        protocols = ["http://livereload.com/protocols/official-7"]
        hello = {"command": "hello", "protocols": protocols, "snipver": version}
        info = {"command": "info", "url": url}
        for said in (hello, info, hello):  # the last, to know when the one before has been heard
            await socket.write_message(json.dumps(said))
        greetings = 0
        while greetings < 2:
            message = await socket.read_message()
            assert message is not None
            greetings += json.loads(message)["command"] == "hello"
            listener.hear(message)
        self.hearing.append(asyncio.create_task(_hear(socket, listener)))


async def _hear(socket: WebSocketClientConnection, listener: Listener) -> None:
    message: str | bytes | None = ""
    while message is not None:
        message = await socket.read_message()
        listener.hear(message)
    socket.close()


@contextmanager
def running(
    content: Path, *, today: Callable[[str], Day] = lambda zone: TODAY, base_url: str = ""
) -> Iterator[Running]:
    """Preview a content folder with a copy of our templates and styles; it ends with the block."""
    home = content.parent / "home"
    for part in ("templates", "static"):
        shutil.copytree(ROOT / part, home / part)
    source = Source(home=home, content=content, shown="content", base_url=base_url, today=today)
    bound = preview.bound_socket(0)
    hearing: list[asyncio.Task[None]] = []
    ready: queue.Queue[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = queue.Queue()

    async def served() -> None:
        task = asyncio.create_task(preview.Preview(source, Report("text")).serve(bound))
        ready.put((asyncio.get_running_loop(), task))
        with suppress(asyncio.CancelledError):
            await task
        await asyncio.gather(*hearing)

    thread = threading.Thread(target=asyncio.run, args=(served(),))
    port = bound.getsockname()[1]
    thread.start()
    loop, task = ready.get(timeout=SECONDS)
    try:
        yield Running(home, content, port, loop, hearing)
    finally:
        loop.call_soon_threadsafe(task.cancel)
        thread.join(SECONDS)
        assert not thread.is_alive(), "the preview does not end"
