"""Sphinx's own search beside ours: where ours answers, Sphinx's index is neither fed nor written.

The page of results keeps its name and address, `search.html`, which Sphinx writes only together with its index.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import SearchSettings, settings
from koushu.page_store import take_away
from koushu.search.keeping import is_searched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

_PAGE = "search"


def leave_out_sphinx_index(app: Sphinx) -> None:
    """Tell the builder not to make an index, unless the publication wants it for other programs."""
    if is_searched(app) and not settings(app.config, SearchSettings).sphinx_index:
        builder: Any = app.builder
        builder.search = False


def search_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page of results, and write the description for browsers, where Sphinx leaves both out."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.search or not is_searched(app):
        return
    # What an earlier build has left would still hold the words of pages that are gone.
    take_away(Path(app.outdir, builder.searchindex_filename), Path(app.outdir))
    if app.config.html_use_opensearch:
        target = Path(app.outdir, "_static", "opensearch.xml")
        builder.handle_page("opensearch", {}, "opensearch.xml", outfilename=target)
    yield _PAGE, {}, "search.html"


def say_page_exists(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Let templates know that there is a page of results."""
    if is_searched(app):
        hasdoc: Callable[[str], bool] = context["hasdoc"]
        context["hasdoc"] = lambda name: name == _PAGE or hasdoc(name)
