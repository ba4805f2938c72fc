"""Templates once compiled, kept where Python keeps our own modules once they are compiled.

Knows files of bytecode; knows nothing of what templates do. Bytecode is run as it is: it is never
looked for in a cache that may come from elsewhere, but in the program's own folder.
"""

import hashlib
import sys
from contextlib import suppress
from pathlib import Path

import jinja2

from parley.disk import replace_file

# Jinja compares name, path and source alone. Of the rest this tells, with the source of the engine:
# its options, the versions (pallets/jinja#838: templates of another version were run).
_MADE_WITH = (jinja2.__version__, sys.implementation.cache_tag)

# By path and version of the template, for engines that follow each other in one process.
_known: dict[str, bytes] = {}


class Compiled(jinja2.BytecodeCache):
    """The compiled templates of one folder.

    To compile those of an edit takes 0.2 s, to read them 10 ms.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of templates, which lies beside our modules."""
        engine = Path(__file__).with_name("engine.py").read_bytes()
        self._made_with = hashlib.sha256(repr(_MADE_WITH).encode() + engine).hexdigest()[:16]
        self._folder = folder.parent / "parley" / "showing" / "__pycache__"

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Give Jinja what is kept of a template; it looks whether that is of the same source."""
        name = self._name(bucket)
        if name not in _known:
            with suppress(OSError):
                _known[name] = (self._folder / name).read_bytes()
        if name in _known:
            bucket.bytecode_from_string(_known[name])

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep a template; on disk only where Python keeps modules too."""
        name = self._name(bucket)
        _known[name] = bucket.bytecode_to_string()
        if self._folder.parent.is_dir() and not sys.dont_write_bytecode:
            with suppress(OSError):
                replace_file(self._folder / name, _known[name])

    def _name(self, bucket: jinja2.bccache.Bucket) -> str:
        return f"{bucket.key[:16]}.{self._made_with}.template"
