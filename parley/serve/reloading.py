"""All that is known of livereload and tornado: the server, and how browsers are told to reload.

livereload gives the script in the browser and the conversation with it; the rest of it (its
watcher, its static files, its `Server`) is not used: it loses reloads and can't serve below a path.
"""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler
from tornado.websocket import WebSocketHandler

from parley.serve.answers import HTML, Answer

HOST = "127.0.0.1"

# What browsers load anew: the page, or all of its style sheets in place. The path of one style
# sheet stands for that one.
PAGE, SHEETS = "*", "*.css"

_HEAD_END = b"</head>"

# Gives the answer to a path, and the version of which it is.
Answerer = Callable[[str], Awaitable[tuple[Answer, str]]]

# How long a browser may take to say goodbye.
_PARTING = 1.0


def bound(port: int) -> socket.socket:
    """Return a socket that holds a port of this machine alone, any free one for 0; or OSError."""
    made = socket.create_server((HOST, port))
    made.setblocking(False)
    return made


class Server:
    """Answers on a bound socket; `version` tells what is shown now.

    A page carries the version it was made of. A browser that connects with another one has missed
    a reload, and gets it then: between a page and its connection a save may fall.
    """

    def __init__(
        self,
        bound: socket.socket,
        answer: Answerer,
        version: Callable[[], str],
    ) -> None:
        application = Application(log_function=lambda handler: None)
        # By no other name: a page elsewhere could have its own name lead here and read drafts.
        application.add_handlers(
            r"(127\.0\.0\.1|localhost)",
            [
                ("/livereload", _Conversation, {"version": version}),
                ("/livereload.js", LiveReloadJSHandler),
                (".*", _Answering, {"answer": answer}),
            ],
        )
        self._server = HTTPServer(application)
        self._server.add_sockets([bound])

    def reload(self, path: str) -> None:
        """Tell every browser that is connected, once."""
        for browser in LiveReloadHandler.waiters.copy():
            browser.send_message(_reload(path))

    async def close(self) -> None:
        """Stop listening and part from the browsers."""
        self._server.stop()
        for browser in LiveReloadHandler.waiters.copy():
            browser.close()
        await self._server.close_all_connections()
        for _ in range(int(_PARTING / 0.01)):
            if not LiveReloadHandler.waiters:
                return
            await asyncio.sleep(0.01)


def _reload(path: str) -> dict[str, object]:
    """Return the message of livereload's protocol 7."""
    return {"command": "reload", "path": path, "liveCSS": True, "liveImg": True}


def with_script(page: bytes, version: str) -> bytes:
    """Return a page that livereload's script follows, under the page's own security policy.

    livereload would inject an inline script that loads this one; a script of the same host needs
    no exception from `script-src 'self'`. It hands `snipver` on when it connects.
    """
    script = f'<script src="/livereload.js?snipver={version}" defer></script>'
    return page.replace(_HEAD_END, script.encode() + _HEAD_END, 1)


class _Conversation(LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """What is said with one browser."""

    def initialize(self, version: Callable[[], str]) -> None:
        """Take what tells the version that is shown now."""
        self._version = version
        self._shown = ""

    def check_origin(self, origin: str) -> bool:
        """Refuse pages of other hosts; livereload listens to anybody's."""
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str) -> None:
        """Answer as livereload does; then tell a browser that has missed a reload."""
        super().on_message(message)
        said = json.loads(message)
        if said["command"] == "hello":
            self._shown = said.get("snipver", "")
        elif said["command"] == "info" and self._shown != self._version():
            self.send_message(_reload(PAGE))


class _Answering(RequestHandler):
    """Sends the answer to a path, never to be kept by the browser."""

    def initialize(self, answer: Answerer) -> None:
        """Take what answers a path."""
        self._answer = answer

    async def get(self) -> None:
        """Answer; a redirection keeps the query."""
        found, version = await self._answer(unquote(self.request.path))
        self.set_status(found.status)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", found.type)
        if found.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", found.location + query)
        is_page = found.type == HTML
        self.finish(with_script(found.body, version) if is_page else found.body)

    head = get
