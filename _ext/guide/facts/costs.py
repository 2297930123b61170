"""What builds cost, from the table that `benchmarks/compare.py` has written last."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import koushu
from guide.facts.words import told

RESULTS: Final = Path(koushu.__file__).parents[2] / "benchmarks" / "RESULTS.md"
SECTIONS: Final = ("Full build", "The body of one post edited", "Nothing changed")
PROGRAMS: Final = ("Koushu", "Hugo", "ABlog", "Nikola", "Sphinx + book theme")
_POSTS: Final = re.compile(r"([\d,]+): CPU s")


def costs(_argument: str, language: str) -> str:
    """Return a table of CPU seconds: what was done by program, at the most posts that all of it was measured with."""
    tables = {name: _cells(RESULTS.read_text(encoding="utf-8"), name) for name in SECTIONS}
    posts = max(set.intersection(*(set(table["program"]) for table in tables.values())), key=_number)
    head = [told("{posts} posts", language).format(posts=posts), *PROGRAMS]
    lines = [f"| {' | '.join(head)} |", f"|---{'|---:' * len(PROGRAMS)}|"]
    for name, table in tables.items():
        row = [table.get(program, {}).get(posts, "") for program in PROGRAMS]
        lines.append(f"| {' | '.join([told(name, language), *row])} |")
    return "\n".join(lines)


def _cells(text: str, section: str) -> dict[str, dict[str, str]]:
    """Return program -> number of posts -> CPU seconds; under `program` the numbers that there are."""
    found = text.partition(f"## {section}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in found.splitlines() if line.startswith("|")]
    columns = {match[1]: place for place, cell in enumerate(rows[0]) if (match := _POSTS.fullmatch(cell))}
    return {
        row[0].strip(): {posts: row[place].strip() for posts, place in columns.items() if place < len(row)}
        for row in (rows[0], *rows[2:])
    }


def _number(posts: str) -> int:
    return int(posts.replace(",", ""))
