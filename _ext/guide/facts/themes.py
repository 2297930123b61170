"""The values of the PDF's themes, from the file that defines them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import koushu.typst_builder
from guide.facts.markdown import code, table
from guide.facts.words import told

THEMES: Final = Path(koushu.typst_builder.__file__).parent / "assets" / "themes.typ"
_LINE: Final = re.compile(r"^//   ((?:[a-z-]+, )*[a-z-]+)\s+(.*)$", re.MULTILINE)
_HEAD: Final = {"en": ("value", "what it is"), "zh": ("值", "是什么")}


def values() -> dict[str, str]:
    """Return what is said of each value, or of several together, by their names."""
    return dict(_LINE.findall(THEMES.read_text("utf-8")))


def theme_values(_part: str, language: str) -> str:
    """Return a table of the values that a theme has and `typst_theme_options` may replace."""
    rows = [
        (", ".join(code(name) for name in names.split(", ")), _sentence(told(text, language)))
        for names, text in values().items()
    ]
    return table(_HEAD[language[:2]], rows)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
