"""The Jinja environment: strict about names, escaping everything.

Knows templates; knows nothing of what is shown in them.
"""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from pathlib import Path
from traceback import walk_tb

import jinja2
from markupsafe import Markup

from parley.problems import Origin, Problem
from parley.showing.compiled import Compiled

# What a template may raise that is no error of Jinja's: {{ 1 / 0 }}, {{ title + 1 }}, a macro that
# calls itself.
FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class TemplateFault(Exception):
    """A template that can't be rendered, as a problem at its file and line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Context(jinja2.runtime.Context):
    """Calls what a template calls, and no more.

    Jinja first looks for functions that ask for its context; ours never do, and the search took
    25 µs of an event page's 126.
    """

    def call(
        self,
        called: Callable[..., object],
        /,
        *args: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: object,
    ) -> object:
        """Return what is returned; Jinja adds the variables of loop and block for its context."""
        return called(*args, **named)


class _Environment(jinja2.Environment):
    """Jinja's environment, its globals settled when a template is loaded."""

    context_class = _Context

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Return one dict. Jinja's chain of two was walked for every import: 36 µs of 137."""
        return {**self.globals, **(d or {})}


class Engine:
    """Renders templates of one folder with the values of a page and those of every page.

    An engine lives for one edition of the site: it reads a template once, and looks at no file
    again. In every template, `once(name, section=section)` is another template that is given
    those values, and none of the page; it is rendered once for equal values.
    """

    def __init__(self, folder: Path, shared: Mapping[str, object]) -> None:
        self.folder = folder
        self.environment = _Environment(
            loader=jinja2.FileSystemLoader(folder),
            auto_reload=False,
            cache_size=-1,  # all of them, without the book-keeping of which to forget
            autoescape=True,
            bytecode_cache=Compiled(folder),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        once = lru_cache(maxsize=None, typed=True)(self._once)  # words and Markup are told apart
        self.environment.globals.update(shared, once=once)

    def render(self, template: str, values: Mapping[str, object], owner: str) -> bytes:
        """Return a page's bytes; raise TemplateFault, naming the page (`owner`) it was met on."""
        try:
            return self.environment.get_template(template).render(values).encode()
        except (jinja2.TemplateError, *FAILURES) as error:
            raise TemplateFault(self._problem(error, template, owner)) from error

    def part(self, template: str, macro: str, values: Sequence[object], owner: str) -> str:
        """Return what a macro makes of some values, for an event (`owner`); or TemplateFault."""
        try:
            module = self.environment.get_template(template).module
            return str(getattr(module, macro)(*values))
        except (jinja2.TemplateError, *FAILURES) as error:
            raise TemplateFault(self._problem(error, template, owner)) from error

    def _once(self, template: str, **values: object) -> Markup:
        """Return a template, given these values alone, without the newline that ends its file."""
        return Markup(self.environment.get_template(template).render(values).removesuffix("\n"))

    def _problem(self, error: Exception, template: str, owner: str) -> Problem:
        if isinstance(error, jinja2.TemplateSyntaxError):
            name, line = error.name or template, error.lineno
        else:
            frames = [
                (frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)
            ]
            ours = [(name, line) for name, line in frames if Path(name).is_relative_to(self.folder)]
            path, line = ours[-1] if ours else (str(self.folder / template), 1)
            name = Path(path).relative_to(self.folder).as_posix()
        return Problem(
            origin=Origin(path=f"templates/{name}", line=line),
            rule="template",
            message=f"{_told(error)} (while rendering {owner})",
            hint="a template may only use the values that parley/showing/pages.py gives its page",
        )


def _told(error: Exception) -> str:
    if isinstance(error, jinja2.TemplateError):
        return error.message or "the template fails"
    return f"{type(error).__name__}: {error}"
