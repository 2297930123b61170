"""The book as a PDF: builders `typst` and `typstpdf`, from the same trees as the web site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.config import TypstSettings, register
from koushu.typst_builder.builder import TypstBuilder, TypstPDFBuilder
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings and the two builders; the catalogue says what the book holds."""
    app.setup_extension("koushu.posts")
    register(app, TypstSettings)
    app.add_builder(TypstBuilder)
    app.add_builder(TypstPDFBuilder)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
