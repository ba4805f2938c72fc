"""Checks pages with the Nu HTML checker (`make html`): python -m tests.nu [FOLDER].

Knows how the checker is brought and called; knows nothing of what stands on a page. Without a
folder it builds our own content into a temporary one.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build.py"

# Without its install script, which would fetch a Java of its own where it finds none.
CHECKER = ("npx", "--yes", "--ignore-scripts", "--package=vnu-jar@26.9.27", "vnu")

LEAST_JAVA = 17
NO_JAVA = (
    "The Nu HTML checker needs Java 17 or newer. "
    "On Debian or Ubuntu: sudo apt-get install default-jre-headless"
)
NO_NPX = "The Nu HTML checker comes from npm. On Debian or Ubuntu: sudo apt-get install npm"

# Read from a folder, a page has no host, so nothing can be what `'self'` means in its
# Content-Security-Policy: the checker warns of our own style sheets and scripts. Of other hosts,
# inline styles and handlers it may warn. The dots are its typographic quotation marks, which Java
# does not take from a command line in every locale.
REMARK = (
    r"Resource violates Content Security Policy \(meta tag\): "
    r"external (stylesheet|script) ./[^/ ][^ ]*. blocked by .(style|script)-src. directive\."
)


def java_version(told: str) -> int:
    """Return the first number of what `java -version` prints; 0 if there is none."""
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0


def installed_java() -> int:
    """Return the version of the Java on this machine; 0 if there is none."""
    if not shutil.which("java"):
        return 0
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False)
    return java_version(told.stderr + told.stdout)


def lacking(java: int, which: Callable[[str], str | None]) -> str | None:
    """Say what the checker lacks here and how to install it, or None."""
    if java < LEAST_JAVA:
        return NO_JAVA
    return None if which("npx") else NO_NPX


def checked(folder: Path) -> int:
    """Check every page of a folder; return the checker's exit code, not 0 for warnings too."""
    pages = sum(1 for _ in folder.rglob("*.html"))
    if not pages:
        print(f"There is no page in {folder}; name a folder that holds a site", file=sys.stderr)
        return 1
    options = ("--Werror", "--skip-non-html", "--filterpattern", REMARK, str(folder))
    code = subprocess.run([*CHECKER, *options], check=False).returncode
    if code == 0:
        print(f"{pages} pages, no errors, no warnings")
    return code


def main(arguments: list[str]) -> int:
    """Check the folder that is named, or a site that is built for it."""
    if told := lacking(installed_java(), shutil.which):
        print(told, file=sys.stderr)
        return 1
    if arguments:
        return checked(Path(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        build = (sys.executable, str(BUILD), "build", "--no-cache", "--output", str(site))
        code = subprocess.run(build, cwd=BUILD.parent, check=False).returncode
        return code or checked(site)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
