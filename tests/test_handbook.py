"""The editors' handbook says what the reader accepts."""

import re

from tests.conftest import ROOT
from tests.handbook import HANDBOOK, TABLES, written

BAD = ROOT / "tests" / "bad"


def test_the_handbook_lists_the_keys_that_are_read() -> None:
    """content/README.md equals what `make handbook` writes; run that after changing a field."""
    text = HANDBOOK.read_text("utf-8")
    assert written(text) == text


def test_the_handbook_has_a_table_for_every_kind_of_mapping() -> None:
    """No kind of content, and no mapping inside one, is left out."""
    named = re.findall(r"<!-- keys of (\w+) -->", HANDBOOK.read_text("utf-8"))
    assert sorted(named) == sorted(TABLES)


def test_the_handbook_names_rules_that_there_are() -> None:
    """Each warning and note in its last table is one that some test brings about."""
    last = HANDBOOK.read_text("utf-8").split("## What `check` asks")[1]
    named = re.findall(r"^\| `([a-z-]+)` \| (warning|note):", last, re.MULTILINE)
    told = "".join(path.read_text("utf-8", "replace") for path in BAD.rglob("*") if path.is_file())
    assert len(named) > 10
    tested = (ROOT / "tests" / "test_evidence.py").read_text("utf-8")
    missing = [rule for rule, level in named if f"{level}[{rule}]" not in told]
    assert [rule for rule in missing if f'"{rule}"' not in tested] == []
