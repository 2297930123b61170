"""Formulas as MathML for HTML and EPUB: nothing is fetched and no script runs to show one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.assets import ship
from koushu.mathml import plain, renderer
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer and make it the default."""
    app.add_html_math_renderer(renderer.NAME, (renderer.visit_math, None), (renderer.visit_math_block, None))
    app.add_html_math_renderer(plain.NAME, (plain.visit_math, None), (plain.visit_math_block, None))
    ship(app, Path(__file__).parent / "assets")
    app.connect("config-inited", choose_renderer)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def choose_renderer(_app: Sphinx, config: Config) -> None:
    """Take our renderer unless the publication names another.

    Sphinx itself gives up when other extensions have registered one as well.
    """
    if config.html_math_renderer is None:
        config.html_math_renderer = renderer.NAME
