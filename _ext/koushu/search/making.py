"""Makes the index when all pages are written, and takes away what an earlier one has left."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx import package_dir

from koushu.messages import message
from koushu.page_store import write_if_changed
from koushu.posts.catalogue import site_language
from koushu.search.index import script, write_index
from koushu.search.keeping import is_searched, kept_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from koushu.search.index import Weights
    from koushu.search.records import Page

FOLDER: Final = "search-index"
_STEMMER_FILES: Final = ("base-stemmer.js", "english-stemmer.js")


def make_index(app: Sphinx, error: Exception | None) -> None:
    """Write the index of all pages below the site's root."""
    if error is not None or not is_searched(app):
        return
    folder = Path(app.outdir, FOLDER)
    written = {"stemmer.js", "words.js"}
    write_if_changed(folder / "stemmer.js", _stemmer())
    write_if_changed(folder / "words.js", script("words", _words(site_language(app.config))))
    for name, text in write_index(_entries(app)):
        write_if_changed(folder / name, text)
        written.add(name)
    for path in [path for path in folder.rglob("*.js") if path.relative_to(folder).as_posix() not in written]:
        path.unlink()


def _entries(app: Sphinx) -> Iterator[tuple[Page, Weights]]:
    """Yield what was kept of each page, in order; it is read twice, since all of it together fills the memory."""
    orders = [
        (entry[0].order, name) for name in app.env.found_docs if (entry := kept_page(app, name)) is not None
    ]
    for _, name in sorted(orders):
        entry = kept_page(app, name)
        if entry is not None:
            yield entry


def _words(language: str) -> dict[str, str]:
    """Return what the page of results says, in the language of the site."""
    keys = {
        "one": "search_one",
        "many": "search_many",
        "none": "search_none",
        "more": "search_more",
        "colon": "colon",
        "speaker": "speakers",
        "tag": "tags",
        "year": "year",
    }
    return {name: message(key, language, count="{count}") for name, key in keys.items()}


def _stemmer() -> str:
    """Return the script that finds the stem of an English word, the same algorithm as the index is made with."""
    parts = [
        Path(package_dir, "search", "minified-js", name).read_text(encoding="utf-8")
        for name in _STEMMER_FILES
    ]
    return "\n".join([*parts, "koushuSearch.stemmer(new EnglishStemmer());\n"])
