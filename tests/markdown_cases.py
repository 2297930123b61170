"""The cases of `tests/cases/markdown`, and the settings that each file runs with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it.utils import read_fixture_file

FOLDER = Path(__file__).parent / "cases" / "markdown"

_EXTRAS = {"extras": {name: {"enable": True} for name in ("insert", "mark", "superscript")}}
_DELIMITERS = {"block": [["$$", "$$"], ["\\[", "\\]"]], "inline": [["$", "$"], ["\\(", "\\)"]]}

# A site's `markup` table for the topics that need more than Hugo's defaults.
MARKUP: dict[str, dict[str, Any]] = {
    "delimiters": {"goldmark": {"extensions": _EXTRAS}},
    "passthrough": {"goldmark": {"extensions": {"passthrough": {"enable": True, "delimiters": _DELIMITERS}}}},
    "block_attributes": {"goldmark": {"parser": {"attribute": {"block": True}}}},
    "cjk_extension": {
        "goldmark": {
            "extensions": {"cjk": {"enable": True, "eastAsianLineBreaks": True, "escapedSpace": True}}
        }
    },
}
# Topics that run with Hugo's own reading of Chinese.
STRICT = {"cjk_extension"}
ROLES = frozenset(("kbd", "sub"))


@dataclass(frozen=True)
class Case:
    """One block of a case file."""

    topic: str
    title: str
    source: str
    expected: str

    @property
    def is_ours(self) -> bool:
        """Return whether the case differs from Hugo on purpose."""
        return self.title.startswith("Ours:")


def read_cases() -> list[Case]:
    """Return the cases of all files, in the order of their names."""
    return [
        Case(path.stem, title, source, expected)
        for path in sorted(FOLDER.glob("[a-z]*.md"))
        for _, title, source, expected in read_fixture_file(path)
    ]
