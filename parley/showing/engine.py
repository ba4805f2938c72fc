"""The Jinja environment: strict about names, escaping everything.

Knows templates; knows nothing of what is shown in them.
"""

from collections.abc import Mapping
from pathlib import Path
from traceback import walk_tb

import jinja2

from parley.problems import Origin, Problem

# What a template may raise that is no error of Jinja's: {{ 1 / 0 }}, {{ title + 1 }}, a macro that
# calls itself.
FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)


class TemplateFault(Exception):
    """A template that can't be rendered, as a problem at its file and line."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Compiled(jinja2.BytecodeCache):
    """Templates once compiled, by name; Jinja compares the hash of their source.

    In a preview, where an engine lives for one change, this takes 6 ms and not 0.2 s.
    """

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Engine:
    """Renders templates of one folder with the values of a page and those of every page."""

    def __init__(self, folder: Path, shared: Mapping[str, object]) -> None:
        self.folder = folder
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folder),
            autoescape=True,
            bytecode_cache=_COMPILED,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self.environment.globals.update(shared)

    def render(self, template: str, values: Mapping[str, object], owner: str) -> bytes:
        """Return a page's bytes; raise TemplateFault, naming the page (`owner`) it was met on."""
        try:
            return self.environment.get_template(template).render(values).encode()
        except (jinja2.TemplateError, *FAILURES) as error:
            raise TemplateFault(self._problem(error, template, owner)) from error

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
