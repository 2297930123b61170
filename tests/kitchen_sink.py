"""Posts with every construct there is, which every format is held to."""

from __future__ import annotations

from pathlib import Path

KITCHEN = Path(__file__).parent / "cases" / "kitchen"
POSTS = ("posts/myst", "posts/second", "posts/markdown")
CONF = {
    "extensions": ["koushu", "sphinx_design", "sphinxcontrib.bibtex"],
    "bibtex_bibfiles": ["references.bib"],
    "project": "厨房",
    "author": "编者",
    "language": "zh_CN",
    "numfig": True,
    "hugo_unsafe": True,
    "html_theme": "sphinx_book_theme",
    "hugo_markup": {
        "goldmark": {
            "extensions": {
                "passthrough": {
                    "enable": True,
                    "delimiters": {"block": [["$$", "$$"]], "inline": [["$", "$"]]},
                }
            }
        }
    },
}


def files() -> dict[str, bytes]:
    """Return the sources by their paths."""
    return {
        path.relative_to(KITCHEN).as_posix(): path.read_bytes()
        for path in KITCHEN.rglob("*")
        if path.is_file()
    }
