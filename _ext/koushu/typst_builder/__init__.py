"""The book as a PDF: builders `typst` and `typstpdf`, from the same trees as the web site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import TypstSettings, register
from koushu.running.late_builder import LateBuilder, add_late_builder
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings and the two builders; the catalogue says what the book holds."""
    app.setup_extension("koushu.posts")
    register(app, TypstSettings)
    add_late_builder(app, LateBuilder("typst", "koushu.typst_builder.builder", "TypstBuilder"))
    add_late_builder(app, LateBuilder("typstpdf", "koushu.typst_builder.builder", "TypstPDFBuilder"))
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
