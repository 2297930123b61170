"""EPUB: a book that EPUBCheck passes, that reading systems can navigate, and that comes out the same twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import EpubSettings, register
from koushu.epub.defaults import complete_config, retire_sphinx_check
from koushu.running.late_builder import LateBuilder, add_late_builder
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put our builder in the place of Sphinx's own, under the same name."""
    app.setup_extension("sphinx.builders.epub3")
    app.setup_extension("koushu.posts")
    register(app, EpubSettings)
    add_late_builder(app, LateBuilder("epub", "koushu.epub.builder", "EpubBuilder"))
    retire_sphinx_check(app)
    # Before Sphinx completes the values (priority 800).
    app.connect("config-inited", complete_config, priority=700)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
