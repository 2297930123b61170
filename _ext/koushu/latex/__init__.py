"""The LaTeX route: one document for XeLaTeX, with the same content and, as far as TeX goes, the same design."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.assets import ship
from koushu.latex.bibliography import KeepBibliographies, retire_gathering
from koushu.latex.defaults import complete_config
from koushu.latex.svg import TypstImageConverter
from koushu.running.late_builder import LateBuilder, add_late_builder
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put our builder in the place of Sphinx's own, under the same name, with better defaults."""
    app.setup_extension("sphinx.builders.latex")
    app.setup_extension("koushu.posts")
    add_late_builder(app, LateBuilder("latex", "koushu.latex.builder", "KoushuLaTeXBuilder"))
    app.add_post_transform(TypstImageConverter)
    retire_gathering(app)
    app.add_post_transform(KeepBibliographies)
    ship(app, Path(__file__).parent / "assets")
    # Before Sphinx checks the values (priority 800), and before other features add their packages (810).
    app.connect("config-inited", complete_config, priority=700)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
