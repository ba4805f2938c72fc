"""What parley.showing.engine promises: everything escaped, no name forgiven, faults with a line.

Knows templates of its own; those of the site are linted in test_built_site.
"""

from itertools import count
from pathlib import Path

import pytest
from markupsafe import Markup

from parley.problems import Problem
from parley.showing.engine import Engine, TemplateFault
from tests.conftest import Files, write


def rendered(folder: Path, files: Files, **values: object) -> str:
    """Return page.html of these templates with these values."""
    write(folder, files)
    return Engine(folder, {"shared": "S"}).render("page.html", values, "/here/").decode()


def fault(folder: Path, files: Files, **values: object) -> Problem:
    """Return the problem with which page.html can't be rendered."""
    with pytest.raises(TemplateFault) as raised:
        rendered(folder, files, **values)
    assert str(raised.value) == raised.value.problem.message
    return raised.value.problem


@pytest.mark.parametrize("name", ["page.html", "page.xml", "page.txt", "page"])
def test_values_are_escaped_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    """A value is text: in an element, in an attribute, in a feed."""
    write(tmp_path, {name: '<p title="{{ x }}">{{ x }}</p>'})
    made = Engine(tmp_path, {}).render(name, {"x": "<b> & \"'"}, "/")
    assert made == b'<p title="&lt;b&gt; &amp; &#34;&#39;">&lt;b&gt; &amp; &#34;&#39;</p>'


def test_only_what_python_calls_safe_is_html(tmp_path: Path) -> None:
    """Markup, which prose alone makes of a body, is put in as it is; a macro's words are not."""
    page = "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ html }}{{ m(text) }}"
    shown = rendered(tmp_path, {"page.html": page}, html=Markup("<b>"), text="<b>")
    assert shown == "<b><i>&lt;b&gt;</i>"


def test_shared_values_are_everywhere(tmp_path: Path) -> None:
    """What every page has is there in pages, in what they include and in macros."""
    files = {
        "page.html": '{% from "m.html" import m %}{{ shared }}{% include "part.html" %}{{ m() }}',
        "part.html": "{{ shared }}",
        "m.html": "{% macro m() %}{{ shared }}{% endmacro %}",
    }
    assert rendered(tmp_path, files) == "SSS"


def test_lines_of_logic_leave_no_lines(tmp_path: Path) -> None:
    """A block tag on its own line leaves nothing; a file ends as it was written."""
    page = "<ul>\n  {% for x in xs %}\n<li>{{ x }}</li>\n  {% endfor %}\n</ul>\n"
    assert rendered(tmp_path, {"page.html": page}, xs=[1, 2]) == (
        "<ul>\n<li>1</li>\n<li>2</li>\n</ul>\n"
    )


def test_a_part_is_rendered_once_for_equal_values(tmp_path: Path) -> None:
    """What a part is told is all that it depends on, on whichever page it is met first."""
    numbers = count(1)
    part = "{{ word }} {{ number() }}\n"
    page = "{% for word in words %}{{ once('part.html', word=word) }}; {% endfor %}"
    write(tmp_path, {"page.html": page, "part.html": part})
    engine = Engine(tmp_path, {"number": lambda: next(numbers)})
    for words, shown in (("aba", b"a 1; b 2; a 1; "), ("cb", b"c 3; b 2; ")):
        assert engine.render("page.html", {"words": words}, "/") == shown


def test_a_part_knows_no_page(tmp_path: Path) -> None:
    """A value of the page that a part is not told is an unknown name in it."""
    files = {"page.html": "{{ title }}{{ once('part.html') }}", "part.html": "\n{{ title }}"}
    problem = fault(tmp_path, files, title="One page")
    assert (problem.origin.path, problem.origin.line) == ("templates/part.html", 2)
    assert "'title' is undefined" in problem.message


def test_words_and_html_make_two_parts(tmp_path: Path) -> None:
    """Equal as texts, they are not equal: words are escaped."""
    files = {"page.html": "{{ once('p', x=html) }} {{ once('p', x=words) }}", "p": "{{ x }}"}
    assert rendered(tmp_path, files, html=Markup("<b>"), words="<b>") == "<b> &lt;b&gt;"


def test_an_edition_is_of_one_set_of_templates(tmp_path: Path) -> None:
    """An engine keeps what it has read; the next one reads anew."""
    before, after = {"page.html": "before"}, {"page.html": "after it was changed"}
    write(tmp_path, before)
    engine = Engine(tmp_path, {})
    engine.render("page.html", {}, "/")
    assert rendered(tmp_path, after) == "after it was changed"
    assert engine.render("page.html", {}, "/") == b"before"


FAULTS = [
    ("an unknown name", {"page.html": "\n{{ nothing }}"}, "page.html", 2, "'nothing' is undefined"),
    ("in a condition", {"page.html": "{% if nothing %}{% endif %}"}, "page.html", 1, "undefined"),
    ("in a loop", {"page.html": "\n\n{% for x in nothing %}{% endfor %}"}, "page.html", 3, "undef"),
    ("an unknown field", {"page.html": "{{ x.titel }}"}, "page.html", 1, "attribute 'titel'"),
    ("a syntax error", {"page.html": "a\nb\n{% if %}"}, "page.html", 3, "Expected an expression"),
    ("an unknown filter", {"page.html": "\n{{ x | nice }}"}, "page.html", 2, "nice"),
    ("a file that is not there", {"page.html": "\n{% include 'no' %}"}, "page.html", 2, "'no'"),
    ("a sum of words and numbers", {"page.html": "\n{{ x + 1 }}"}, "page.html", 2, "TypeError"),
    ("a division by nothing", {"page.html": "{{ 1 / 0 }}"}, "page.html", 1, "ZeroDivisionError"),
    (
        "a fault in a macro",
        {"page.html": "{% from 'm/m.html' import m %}\n{{ m(x) }}",
         "m/m.html": "{% macro m(x) %}\n\n{{ x.no }}{% endmacro %}"},
        "m/m.html", 3, "has no attribute 'no'",
    ),
    (
        "a fault in a base",
        {"page.html": "{% extends 'base.html' %}", "base.html": "\n{{ nothing }}"},
        "base.html", 2, "'nothing' is undefined",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "line", "words"), [row[1:] for row in FAULTS],
                         ids=[row[0] for row in FAULTS])  # fmt: skip
def test_a_fault_is_a_problem_at_its_line(
    tmp_path: Path, files: Files, path: str, line: int, words: str
) -> None:
    """The template and line at fault are named, the page it was met on, and what to do."""
    problem = fault(tmp_path, files, x="text")
    assert (problem.origin.path, problem.origin.line) == (f"templates/{path}", line)
    assert (problem.rule, problem.severity) == ("template", "error")
    assert words in problem.message
    assert problem.message.endswith("(while rendering /here/)")
    assert problem.hint.startswith("a template may only use the values that")


def test_a_missing_page_template_is_a_problem(tmp_path: Path) -> None:
    """A page whose template is not there is told like any other fault."""
    assert fault(tmp_path, {}).origin.path == "templates/page.html"


def test_content_is_never_a_template(tmp_path: Path) -> None:
    """What looks like a template in a value is words."""
    text = "{{ 7 * 7 }}{% include 'x' %}"
    assert rendered(tmp_path, {"page.html": "{{ x }}"}, x=text) == text.replace("'", "&#39;")
