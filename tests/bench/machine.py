"""On what was measured: the machine, and the versions of all that ran.

Knows where Linux tells it; knows nothing of the figures.
"""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from parley import __version__
from tests.bench.tools import Tool

PACKAGES = """
from importlib.metadata import version
print(*(f"{name} {version(name)}" for name in %r), sep=", ")
"""


def today() -> str:
    """Return the day, as `22 November 2026`."""
    now = datetime.now(UTC)
    return f"{now.day} {now:%B %Y}"


def machine(folder: Path) -> str:
    """Return cores, memory, system, the file system of a folder and our Python, in a line."""
    model = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return ", ".join(
        (
            f"{os.cpu_count()} cores" + (f" ({model[1]})" if model else ""),
            f"{memory:.0f} GiB of memory",
            platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
            _told(["df", "--output=fstype", str(folder)]).split()[-1],
            f"Python {platform.python_version()}",
        )
    )


def version(tool: Tool) -> str:
    """Return what a tool calls itself, with the libraries that do most of its work."""
    program = Path(tool.build[0])
    if tool.layout == "hugo":
        told = _told([str(program), "version"])
        return f"Hugo {told.split('-')[0].removeprefix('hugo v')}"
    if tool.layout == "pelican":
        return _told(
            [str(program.with_name("python")), "-c", PACKAGES % ["pelican", "markdown", "jinja2"]]
        )
    home = Path(tool.build[1]).parent
    libraries = _told([str(program), "-c", PACKAGES % ["markdown", "jinja2"]])
    commit = _told(["git", "-C", str(home), "describe", "--always", "--dirty"])
    return f"{tool.name} {__version__} ({commit or 'no commit'}), {libraries}"


def _told(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
