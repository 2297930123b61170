"""The script that answers questions: its parts, the stemmers that the site's languages need, and its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx import package_dir

from koushu.messages import message
from koushu.posts.catalogue import site_language
from koushu.search.files import HEADS, PARTS, script
from koushu.search.terms import ENGLISH, escaped_wide

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

_PARTS: Final = ("elements", "terms", "lists", "questions", "hits", "results", "facets", "page", "dialog")
_SCRIPTS: Final = Path(package_dir, "search", "minified-js")
_WORDS: Final = {
    "one": "search_one",
    "many": "search_many",
    "none": "search_none",
    "some": "search_some",
    "more": "search_more",
    "all": "search_all",
    "find": "search_find_value",
    "colon": "colon",
    "speaker": "speakers",
    "tag": "tags",
    "year": "year",
}


def engine(app: Sphinx, stemmers: Iterable[str]) -> str:
    """Return the script for a site whose pages are stemmed with these algorithms."""
    language = site_language(app.config)
    names = [ENGLISH, *sorted(set(stemmers) - {ENGLISH})]
    words = {name: message(key, language, count="{count}") for name, key in _WORDS.items()}
    files = [_SCRIPTS / name for name in ("base-stemmer.js", *(f"{name}-stemmer.js" for name in names))]
    classes = ", ".join(f"new {name.capitalize()}Stemmer()" for name in names)
    own = Path(__file__).parent / "engine"
    return "\n".join(
        [
            # The scripts of Sphinx make globals, which strict code may not.
            "(() => {\nvar BaseStemmer;",
            *(path.read_text(encoding="utf-8") for path in files),
            f'(() => {{\n"use strict";\nconst stemmers = [{classes}];',
            f"const WORDS = {script('', words)[len('koushuSearch.(') : -3]};",
            f"const HEADS = {HEADS}, PARTS = {PARTS};",
            f"const WIDE = String.raw`[{escaped_wide()}]`;",
            *((own / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS),
            "})();\n})();\n",
        ]
    )
