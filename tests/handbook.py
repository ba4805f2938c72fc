"""Writes the tables of content/README.md from the table of fields: python -m tests.handbook."""

import re
from pathlib import Path

from parley.reading import fields
from parley.reading.fields import Field

HANDBOOK = Path(__file__).resolve().parent.parent / "content" / "README.md"

TABLES = {
    **fields.BY_KIND,
    "sources": fields.SOURCE,
    "sets": fields.SETTING,
    "differs": fields.DIFFERENCE,
    "claims": fields.CLAIM,
    "corrections": fields.CORRECTION,
    "site": fields.SITE,
    "parties": fields.PARTY,
    "kinds": fields.KIND,
}

_TABLE = re.compile(r"(<!-- keys of (\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)


def table(rows: tuple[Field, ...]) -> str:
    """Return the keys of one kind as a Markdown table; required ones are bold."""
    lines = ["| key | what it says | example |", "|---|---|---|"]
    for row in rows:
        name = f"**`{row.name}`**" if row.required else f"`{row.name}`"
        example = f"`{row.example}`" if row.example else ""
        lines.append(f"| {name} | {row.help} | {example} |".replace("|  |", "| |"))
    return "\n".join(lines)


def written(text: str) -> str:
    """Return the handbook with every table as the fields have it now."""
    return _TABLE.sub(lambda match: f"{match[1]}\n{table(TABLES[match[2]])}\n{match[3]}", text)


if __name__ == "__main__":
    HANDBOOK.write_text(written(HANDBOOK.read_text("utf-8")), "utf-8", newline="\n")
