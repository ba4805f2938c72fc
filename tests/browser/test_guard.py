"""The guard over every page: what it notes, and that it notes nothing on a good page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import Guard
from tests.sitelint import Site

TROUBLES = {
    "console.log('said')": "console log: said",
    "console.debug('said')": "console debug: said",
    "console.error('said')": "console error: said",
    "setTimeout(() => { throw new Error('thrown') })": "script error: thrown",
    "Promise.reject(new Error('rejected'))": "script error: rejected",
    "fetch('nowhere.json')": "answer 404: http://127.0.0.1:",
    "fetch('https://elsewhere.example/')": "request elsewhere: https://elsewhere.example/",
    "fetch('http://192.0.2.1/')": "request elsewhere: http://192.0.2.1/",
    "new Image().src = 'http://127.0.0.1:9/x'": "request elsewhere: http://127.0.0.1:9/x",
    "new WebSocket('wss://elsewhere.example/')": "request elsewhere: wss://elsewhere.example/",
}


@pytest.mark.parametrize("script", TROUBLES)
def test_the_guard_notes_what_a_page_may_not_do(
    our_site: Site, open_context: Callable[..., BrowserContext], guard: Guard, script: str
) -> None:
    """A page that speaks, fails or calls elsewhere makes its test fail."""
    page = open_context(bypass_csp=True).new_page()
    page.goto(our_site.url)
    assert guard.troubles == []
    page.evaluate(f"() => {{ {script} }}")
    for _ in range(100):
        if found := [told for told in guard.troubles if told.startswith(TROUBLES[script])]:
            break
        page.wait_for_timeout(20)
    page.context.close()
    guard.troubles.clear()
    assert found


def test_the_guard_watches_windows_that_a_page_opens(
    our_site: Site, page: Page, guard: Guard
) -> None:
    """A second window of a context is no way out."""
    page.goto(our_site.url)
    with page.expect_popup() as popup:
        page.evaluate("() => { open('about/') }")
    popup.value.evaluate("console.log('said')")
    page.context.close()
    told, *rest = guard.troubles
    guard.troubles.clear()
    assert told.startswith("console log: said")
    assert rest == []


def test_the_policy_of_a_page_stops_a_script_from_elsewhere(
    our_site: Site, page: Page, guard: Guard
) -> None:
    """The page says so, and the guard hears it."""
    page.goto(our_site.url)
    page.evaluate("() => fetch('https://elsewhere.example/').catch(() => 0)")
    page.context.close()
    told = "\n".join(guard.troubles)
    guard.troubles.clear()
    assert "Content Security Policy" in told


def test_no_script_of_a_page_runs_where_scripts_are_off(
    open_context: Callable[..., BrowserContext], no_script: Page
) -> None:
    """What a reader without scripts sees is what a test without scripts sees."""
    html = "<p>before</p><script>document.querySelector('p').textContent = 'after'</script>"
    seen = []
    for page in (no_script, open_context().new_page()):
        page.set_content(html)
        seen.append(page.inner_text("p"))
    assert seen == ["before", "after"]
