"""Search of the web site: any two neighbouring Chinese characters or more, and words by their stems.

Each page keeps its passages and terms when it is written; the index is made of them when all pages are.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.config import SearchSettings, register
from koushu.search.keeping import keep_page
from koushu.search.making import make_index
from koushu.search.sphinx_index import leave_out_sphinx_index, say_page_exists, search_page
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

_ASSETS = Path(__file__).parent / "assets"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the value, the steps at each page and at the end, and the script."""
    app.setup_extension("koushu.posts")
    register(app, SearchSettings)
    app.connect("config-inited", _add_script, priority=810)
    # After the theme is known, and before its own handlers, which ask whether there is a page of results.
    app.connect("builder-inited", leave_out_sphinx_index)
    app.connect("html-page-context", say_page_exists, priority=100)
    app.connect("html-page-context", keep_page, priority=950)
    app.connect("html-collect-pages", search_page)
    app.connect("build-finished", make_index)
    return {"version": __version__, "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}


def _add_script(_app: Sphinx, config: Config) -> None:
    # The pages of our theme load them themselves; any other theme has Sphinx's own search.
    config.html_static_path = [*config.html_static_path, str(_ASSETS)]
