"""What `build.py serve` promises: every save shown once and whole, problems in place of the site.

Runs real servers on free ports; what happens in a browser's window is tested in tests/browser.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketHandler

from parley import pipeline
from parley.cache import Cache
from parley.dates import Day
from parley.serve import preview
from parley.site import Rendering
from tests.conftest import ROOT, SITE, Files, Run, write
from tests.previews import TODAY, Running, put, running

Call = Callable[..., Run]
Make = Callable[[Files], Path]

EVENT = "---\ntitle: {title}\ndate: 2025-05-05\n---\n"
SHEET = "/river/static/css/base.css"


@pytest.fixture
def river(good_site: Path) -> Iterator[Running]:
    """Preview a copy of the tiny good site."""
    with running(good_site) as it:
        yield it


def restyle(it: Running) -> None:
    """Change a style sheet: the reload for it shows that no other came before it."""
    path = it.home / "static/css/base.css"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n/* changed */\n", encoding="utf-8")


def save(it: Running, name: str, title: str) -> None:
    """Write an event."""
    put(it.content, {f"events/{name}.md": EVENT.format(title=title)})


def test_the_preview_shows_what_a_build_makes(river: Running) -> None:
    """Byte for byte, with livereload's script in each page, and drafts beside the rest."""
    record = pipeline.read(pipeline.Options(content=river.content, shown="content", drafts=True))
    assert record.timeline is not None
    how = Rendering(home=ROOT, today=TODAY, cache=Cache(None))
    made = pipeline.render(record.timeline, how)
    assert any(event.draft for event in record.timeline.events)
    for path, content in made.items():
        if path.endswith((".html", ".xml", ".json", ".css", ".js")):
            found = river.get(f"/river/{path}")
            script = f'<script src="/livereload.js?snipver={found.version}" defer></script>'
            assert found.status == 200
            assert (script in found.text) == path.endswith(".html")
            assert found.text.replace(script, "") == content.decode()


def test_a_page_keeps_its_security_policy(river: Running) -> None:
    """The script of livereload is one of the same host: nothing has to be allowed for it."""
    shown = (ROOT / "templates/base.html").read_text(encoding="utf-8")
    policy = river.get("/river/").policy
    assert f'content="{policy}"' in shown and "unsafe" not in policy
    assert river.get("/livereload.js").type == "application/javascript"
    listener = river.listen()
    put(river.content, {"events/bad.md": "no front matter"})
    assert listener.reload() == "*"
    page = river.get("/river/")
    assert "events/bad.md" in page.text and page.policy == policy


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 302, "/river/"),
        ("/river", 302, "/river/"),
        ("/river/events?a=1", 302, "/river/events/?a=1"),
        ("/river/events/ferry-strike/", 200, ""),
        ("/river/events/not-there/", 404, ""),
        ("/elsewhere/", 404, ""),
        ("/forcereload", 404, ""),
    ],
)
def test_it_answers_under_the_base_path(
    river: Running, path: str, status: int, location: str
) -> None:
    """As the host of the site will, with our own page for what is not there."""
    found = river.get(path)
    assert (found.status, found.location) == (status, location)
    assert ("There is nothing at this address" in found.text) == (status == 404)
    assert river.get(path, "HEAD").status == status


def test_only_this_machine_is_answered() -> None:
    """Drafts are nobody else's business."""
    with preview.bound_socket(0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_twenty_files_at_once_are_one_reload(
    river: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    """And one build, with all of them."""
    listener = river.listen()
    for number in range(20):
        save(river, f"many-{number}", f"Event number {number}")
    assert listener.reload() == "*"
    home = river.get("/river/").text
    assert all(f"Event number {number}<" in home for number in range(20))
    restyle(river)
    assert listener.reload() == SHEET
    builds = [line for line in capsys.readouterr().out.splitlines() if " and 19 more: " in line]
    assert len(builds) == 1


def test_a_file_that_is_moved_in_is_shown(river: Running, tmp_path: Path) -> None:
    """However old it is."""
    listener = river.listen()
    write(tmp_path, {"old.md": EVENT.format(title="Years ago")})
    os.utime(tmp_path / "old.md", (0, 10**9))
    (tmp_path / "old.md").rename(river.content / "events/old.md")
    assert listener.reload() == "*"
    assert "Years ago" in river.get("/river/events/old/").text
    restyle(river)
    assert listener.reload() == SHEET


def test_a_deletion_is_shown(river: Running) -> None:
    """Its page is gone."""
    assert river.get("/river/events/ferry-strike/").status == 200
    listener = river.listen()
    (river.content / "events/2025/ferry-strike.md").unlink()
    assert listener.reload() == "*"
    assert river.get("/river/events/ferry-strike/").status == 404
    restyle(river)
    assert listener.reload() == SHEET


def test_one_edit_after_another_is_shown(river: Running) -> None:
    """The watcher of livereload drops what comes within three seconds of a reload."""
    listener = river.listen()
    for title in ("First edit", "Second edit", "Third edit"):
        save(river, "edited", title)
        assert listener.reload() == "*"
        assert title in river.get("/river/events/edited/").text
    restyle(river)
    assert listener.reload() == SHEET


def test_an_edit_during_a_build_is_shown_once(good_site: Path) -> None:
    """What is saved after the build has read it makes it begin anew."""
    edits = iter([None, "Read too early", None])

    def today(zone: str) -> Day:
        """Tell the day; in the middle of the second build somebody saves."""
        if title := next(edits, None):
            put(good_site, {"events/edited.md": EVENT.format(title=title)})
        return TODAY

    with running(good_site, today=today) as river:
        listener = river.listen()
        save(river, "edited", "First words")
        assert listener.reload() == "*"
        assert "Read too early" in river.get("/river/events/edited/").text
        restyle(river)
        assert listener.reload() == SHEET


def test_what_is_undone_during_a_build_reloads_nothing(
    good_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files are again what is shown."""
    path = good_site / "site.toml"
    text = path.read_text(encoding="utf-8")
    edits = iter([None, text])

    def today(zone: str) -> Day:
        """Tell the day; in the middle of the second build somebody undoes what began it."""
        if undone := next(edits, None):
            path.write_text(undone, encoding="utf-8")
        return TODAY

    with running(good_site, today=today) as river:
        listener = river.listen()
        path.write_text(text.replace("Talks on", "Words on"), encoding="utf-8")
        while path.read_text(encoding="utf-8") != text:
            assert "Talks on" in river.get("/river/").text
        put(river.home, {"parley/new.py": ""})  # it is told of once that build is over
        while "parley/new.py has changed" not in capsys.readouterr().out:
            assert "Talks on" in river.get("/river/").text
        restyle(river)
        assert listener.reload() == SHEET


def test_saving_a_file_as_it_was_reloads_nothing(river: Running) -> None:
    """Nor do hidden files, and those that editors keep beside the one that is edited."""
    listener = river.listen()
    path = river.content / "site.toml"
    path.write_bytes(path.read_bytes())
    put(river.content, {".site.toml.swp": "x", "events/a.md~": "x", ".git/index": "x"})
    restyle(river)
    assert listener.reload() == SHEET


def test_a_browser_that_missed_a_reload_gets_it(river: Running) -> None:
    """A save may fall between a page and its connection; and serve may have been restarted."""
    assert river.listen("of an earlier version").reload() == "*"
    listener = river.listen()
    restyle(river)
    assert listener.reload() == SHEET


def test_every_browser_is_told(river: Running) -> None:
    """Each once."""
    listeners = [river.listen() for _ in range(3)]
    save(river, "new", "New")
    assert [listener.reload() for listener in listeners] == ["*"] * 3


def test_a_page_of_another_host_is_told_nothing(river: Running) -> None:
    """Any page on the web can try to connect to this machine."""
    with pytest.raises(HTTPClientError, match="403"):
        river.listen(origin="https://elsewhere.example")


@pytest.mark.parametrize(
    ("changed", "reload"),
    [
        (("static/css/base.css",), SHEET),
        (("static/css/base.css", "static/css/layout.css"), "*.css"),
        (("static/css/base.css", "static/js/known.js"), "*"),
        (("static/js/known.js",), "*"),
        (("static/img/icon.svg",), "*"),
        (("templates/pages/about.html",), "*"),
    ],
)
def test_what_a_browser_loads_anew(river: Running, changed: tuple[str, ...], reload: str) -> None:
    """Style sheets in place where nothing else has changed, else the page."""
    listener = river.listen()
    for name in changed:
        path = river.home / name
        path.write_bytes(path.read_bytes() + b"\n")
        assert river.get("/river/").status == 200
    assert listener.reload() == reload


def test_a_style_sheet_that_is_gone_reloads_the_page(river: Running) -> None:
    """There is nothing to put in its place."""
    listener = river.listen()
    (river.home / "static/css/print.css").unlink()
    assert listener.reload() == "*"


BAD: Files = {
    "events/bad.md": "---\ntitle: T\ndate: 2025-02-30\nsources: agency\n---\n",
    "topics/bad.md": "---\ntitle: T\nsumary: <b>S</b>\n---\n",
}
TOLD = (
    "content/events/bad.md:3:7",
    "error[date]",
    "&#39;2025-02-30&#39; is not a real date: February 2025 has 28 days",
    "content/topics/bad.md:3:1",
    "error[unknown-key]",
    "unknown key &#39;sumary&#39;",
    "did you mean &#39;summary&#39;?",
)


def test_every_problem_stands_on_every_page(
    river: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    """One reload shows them, one brings the site back; the terminal tells them too."""
    listener = river.listen()
    put(river.content, BAD)
    assert listener.reload() == "*"
    for path in ("/river/", "/river/events/ferry-strike/", "/river/nowhere", "/"):
        found = river.get(path)
        assert found.status == 200 and "<h1>2 errors</h1>" in found.text
        assert [told for told in TOLD if told not in found.text] == []
    printed = capsys.readouterr()
    assert "bad.md:3:7: error[date]" in printed.err and "bad.md:3:1: error[unk" in printed.err
    for name in BAD:
        (river.content / name).unlink()
    assert listener.reload() == "*"
    assert "Ferry" in river.get("/river/events/ferry-strike/").text
    restyle(river)
    assert listener.reload() == SHEET


def test_the_page_of_problems_shows_the_line(
    good_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a caret where the mistake begins, escaped like everything."""
    monkeypatch.chdir(good_site.parent)
    put(good_site, BAD)
    with running(good_site) as river:
        text = river.get("/river/").text
    assert "    3 | date: 2025-02-30\n      |       ^</code>" in text
    assert "    3 | sumary: &lt;b&gt;S&lt;/b&gt;\n      | ^</code>" in text


def test_content_that_is_broken_at_the_start_is_no_end(good_site: Path) -> None:
    """The problems are shown where the site will be, and then the site."""
    put(good_site, BAD)
    with running(good_site) as river:
        page = river.get("/river/")
        assert "<h1>2 errors</h1>" in page.text and 'href="/river/static/css/base.css"' in page.text
        assert river.get(SHEET).status == 200
        listener = river.listen()
        for name in BAD:
            (good_site / name).unlink()
        assert listener.reload() == "*"
        assert "Talks on the river" in river.get("/river/").text


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ('base_url = "example.org"', "is not a web address"),
        ('base_url = "https://example.org/river/', "this is not TOML"),
        ("", "base_url"),
    ],
)
def test_a_mistake_in_site_toml_is_shown(good_site: Path, mistake: str, told: str) -> None:
    """From the start as well as later, when the address of the site is still known."""
    settings = good_site / "site.toml"
    good = settings.read_text(encoding="utf-8")
    bad = good.replace('base_url = "https://example.org/river/"', mistake)
    with running(good_site) as river:
        listener = river.listen()
        for text in (bad, good):
            settings.write_text(text, encoding="utf-8")
            assert listener.reload() == "*"
            assert (told in river.get("/river/").text) == (text == bad)
    settings.write_text(bad, encoding="utf-8")
    (good_site.parent / "home").rename(good_site.parent / "earlier-home")
    with running(good_site) as river:
        assert told in river.get("/").text
        listener = river.listen()
        settings.write_text(good, encoding="utf-8")
        assert listener.reload() == "*"
        assert river.get("/").location == "/river/"


def test_warnings_alone_stop_nothing(content: Make, capsys: pytest.CaptureFixture[str]) -> None:
    """They are printed, each once; the site is shown."""
    made = content({"site.toml": SITE.replace("org/", "org/river/"), "notes.txt/x": "x"})
    (made / "notes.txt/x").unlink()
    (made / "notes.txt").rmdir()
    put(made, {"topics/notes.txt": "x", "topics/t.md": "---\ntitle: Topic\n---\n"})
    with running(made) as river:
        listener = river.listen()
        assert "Topic" in river.get("/river/topics/t/").text
        put(made, {"topics/t.md": "---\ntitle: Other\n---\n"})
        assert listener.reload() == "*"
        assert "Other" in river.get("/river/topics/t/").text
    assert capsys.readouterr().err.count("topics/notes.txt:1:1: warning[stray-file]") == 1


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("{{ nothing_of_the_kind }}", "&#39;nothing_of_the_kind&#39; is undefined"),
        ("{% for %}", "while rendering /events/"),
        ("{{ title + 1 }}", "TypeError: can only concatenate str"),
        ('{% include "pages/event.html" %}', "RecursionError"),
        ('{% include "not/there.html" %}', "not/there.html"),
    ],
)
def test_a_template_that_fails_is_a_problem(river: Running, mistake: str, told: str) -> None:
    """The page that is looked at shows it, and so does every other from then on."""
    template = river.home / "templates/pages/event.html"
    good = template.read_text(encoding="utf-8")
    listener = river.listen()
    block = "{% block main %}"
    template.write_text(good.replace(block, f"{block}{mistake}"), encoding="utf-8")
    assert listener.reload() == "*"
    for path in ("/river/events/ferry-strike/", "/river/"):
        found = river.get(path)
        assert "<h1>1 error</h1>" in found.text and told in found.text
        assert "templates/pages/event.html:" in found.text
    assert listener.reload() == "*"  # a page that is open elsewhere shows it too
    template.write_text(good, encoding="utf-8")
    assert listener.reload() == "*"
    assert "Ferry" in river.get("/river/events/ferry-strike/").text


def test_a_template_that_nobody_looks_at_is_a_problem_too(river: Running) -> None:
    """The rest is rendered while nothing happens; what fails then is told by itself."""
    listener = river.listen()
    template = river.home / "templates/pages/about.html"
    template.write_text("{{ nothing }}", encoding="utf-8")
    assert [listener.reload(), listener.reload()] == ["*", "*"]
    assert "&#39;nothing&#39; is undefined" in river.get("/river/").text


def test_the_page_of_problems_may_be_what_fails(river: Running) -> None:
    """Then the problems are shown without its template, and a browser still follows."""
    listener = river.listen()
    put(river.home, {"templates/preview/problems.html": "{{ nothing }}"})
    assert listener.reload() == "*"
    put(river.content, BAD)
    assert listener.reload() == "*"
    page = river.get("/river/")
    assert "bad.md:3:7: error[date]" in page.text and "is undefined" in page.text
    assert page.version


def test_the_base_path_may_change(river: Running, capsys: pytest.CaptureFixture[str]) -> None:
    """The terminal tells where the site is now."""
    listener = river.listen()
    settings = river.content / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("example.org/river/", "example.org/"), encoding="utf-8")
    assert listener.reload() == "*"
    assert "Talks on the river" in river.get("/").text
    assert "the site is now below /\n" in capsys.readouterr().out


def test_a_change_of_the_program_itself_is_told(
    river: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    """It can't be shown without a new start."""
    listener = river.listen()
    put(river.home, {"parley/cards.py": "x = 1\n"})
    restyle(river)
    assert listener.reload() == SHEET
    assert "parley/cards.py has changed; end this and start it again" in capsys.readouterr().out


def test_the_preview_writes_nothing(river: Running) -> None:
    """Neither a site nor a cache."""
    before = set(river.content.parent.rglob("*"))
    listener = river.listen()
    path = river.content / "topics/bridge.md"
    path.write_bytes(path.read_bytes() + b"\nMore.\n")
    assert listener.reload() == "*"
    assert river.get("/river/").status == 200
    assert set(river.content.parent.rglob("*")) == before


def test_the_browser_is_parted_from(good_site: Path) -> None:
    """When the preview ends it says so to every browser, and leaves no thread or socket."""
    with running(good_site) as river:
        listener = river.listen()
    assert listener.reload() is None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", river.port)).close()


def test_livereload_is_as_we_know_it() -> None:
    """All that parley.serve.reloading builds on, which livereload promises to nobody."""
    assert issubclass(LiveReloadHandler, WebSocketHandler)
    assert LiveReloadHandler.waiters == set()
    assert callable(LiveReloadHandler.send_message) and callable(LiveReloadHandler.on_message)
    script = Path(sys.modules[LiveReloadJSHandler.__module__].__file__ or "").parent
    text = (script / "vendors/livereload.js").read_text(encoding="utf-8")
    for known in (
        "hello.snipver = this.options.snipver;",
        r"\/z?livereload\.js(?:\?(.*))?$/",
        '":" + this.options.port + "/livereload"',
        r"path.match(/\.css$/i)",
        "return this.window.document.location.reload();",
    ):
        assert known in text


def test_a_build_knows_nothing_of_livereload(good_site: Path, tmp_path: Path) -> None:
    """It takes a tenth of a second to load, and only a preview needs it."""
    script = (
        "import sys; from parley.cli import main; assert not main(sys.argv[1:]);"
        "assert not {'livereload', 'tornado', 'asyncio'} & set(sys.modules)"
    )
    where = ("--content", good_site, "--output", tmp_path / "site", "--no-cache", "--jobs", "1")
    found = subprocess.run(
        [sys.executable, "-c", script, "build", *where], capture_output=True, check=False, cwd=ROOT
    )
    assert found.returncode == 0, found.stderr


def test_a_taken_port_that_was_asked_for_is_wrong_usage(good_site: Path, run: Call) -> None:
    """With the next step."""
    with preview.bound_socket(0) as bound:
        port = bound.getsockname()[1]
        found = run("serve", "--content", good_site, "--port", port)
    assert (found.code, found.out) == (2, "")
    assert found.err == f"build.py: port {port} is taken; name another with --port\n"


def test_without_a_port_the_next_free_one_is_taken() -> None:
    """So that two previews can be open at once."""
    with preview.bound_socket(None) as first, preview.bound_socket(None) as second:
        ports = [first.getsockname()[1], second.getsockname()[1]]
    assert ports == sorted(set(ports)) and set(ports) <= set(preview.PORTS)


@pytest.mark.parametrize("port", ["x", "-1", "65536", "٣"])
def test_what_is_no_port_is_wrong_usage(run: Call, port: str) -> None:
    """Before anything else happens."""
    found = run("serve", "--content", "nowhere", f"--port={port}")
    assert found.code == 2 and "is not a port" in found.err


# What a shell starts in the background ignores Ctrl-C, and so may a runner of tests.
AT_A_TERMINAL = """
import signal, sys
from parley import cli
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(cli.main())
"""


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[None]:
    """Leave no process behind, however a test ends."""
    try:
        yield
    finally:
        process.kill()


def test_ctrl_c_is_a_good_end(good_site: Path, tmp_path: Path) -> None:
    """The address is printed with its base path, a browser opened there, nothing left to say."""
    browser = write(tmp_path, {"browser": '#!/bin/sh\nprintf %s "$1" > "$0.opened"\n'}) / "browser"
    browser.chmod(0o755)
    command = (sys.executable, "-X", "dev", "-W", "error", "-c", AT_A_TERMINAL, "serve")
    process = subprocess.Popen(
        [*command, "--content", good_site, "--port", "0", "--open"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROWSER": f"{browser} %s"},
        cwd=ROOT,
    )
    with process, ended(process):
        assert process.stdout and process.stderr
        lines = [process.stdout.readline() for _ in range(3)]
        url = lines[1].strip()
        opened = Path(f"{browser}.opened")
        while not (opened.is_file() and opened.read_text(encoding="utf-8")):
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=20)
    assert url.startswith("http://127.0.0.1:") and url.endswith("/river/")
    assert opened.read_text(encoding="utf-8") == url
    assert lines[2] == "Drafts are shown, and every change; Ctrl-C ends it.\n"
    assert (process.returncode, rest) == (0, "")
    assert "Traceback" not in errors and "Warning" not in errors


def test_a_macro_of_a_macro_is_seen_when_it_changes(river: Running) -> None:
    """Also where it is two files away from the page."""
    macro = river.home / "templates" / "macros" / "marks.html"
    listener = river.listen()
    put(
        macro.parent,
        {macro.name: macro.read_text("utf-8").replace("<svg class", "<svg data-new class")},
    )
    assert listener.reload()
    page = river.get("/river/").text
    assert "<svg data-new class" in page
    assert '<svg class="m"' not in page


def test_a_name_that_leads_here_from_elsewhere_is_not_answered(river: Running) -> None:
    """A page of another host can have its own name lead to this machine, but not read drafts."""
    for host, status in (("localhost", 200), ("127.0.0.1", 200), ("evil.example", 404),
                         ("127.0.0.1.evil.example", 404)):  # fmt: skip
        connection = HTTPConnection("127.0.0.1", river.port, timeout=10)
        connection.request("GET", "/river/", headers={"Host": f"{host}:{river.port}"})
        assert connection.getresponse().status == status, host
        connection.close()
