"""The editors' handbook says what the reader accepts."""

import re

from tests.handbook import HANDBOOK, TABLES, written


def test_the_handbook_lists_the_keys_that_are_read() -> None:
    """content/README.md equals what `make handbook` writes; run that after changing a field."""
    text = HANDBOOK.read_text("utf-8")
    assert written(text) == text


def test_the_handbook_has_a_table_for_every_kind_of_mapping() -> None:
    """No kind of content, and no mapping inside one, is left out."""
    named = re.findall(r"<!-- keys of (\w+) -->", HANDBOOK.read_text("utf-8"))
    assert sorted(named) == sorted(TABLES)
