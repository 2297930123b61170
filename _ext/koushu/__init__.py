"""Koushu turns a folder of Hugo-style Markdown into a web site, a PDF book and an EPUB.

Each folder below is a Sphinx extension of its own; this one loads them all, in the order
in which data walks: source, catalogue, doctree, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.file_names import name_files_in_utf8
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

FEATURES = (
    "koushu.staging",
    "koushu.batches",
    "koushu.running.asset_sums",
    "koushu.running.garbage",
    "koushu.running.traversal",
    "koushu.running.sparse_walks",
    "koushu.running.child_places",
    "koushu.running.html_tags",
    "koushu.running.plain_contents",
    "koushu.running.texts",
    "koushu.running.code_formatters",
    "koushu.running.source_files",
    "koushu.running.translations",
    "koushu.running.unheard",
    "koushu.hugo",
    "koushu.posts",
    "koushu.dialogue",
    "koushu.speakers",
    "koushu.mathml",
    "koushu.lists",
    "koushu.search",
    "koushu.social_cards",
    "koushu.web",
    "koushu.feeds",
    "koushu.typst_builder",
    "koushu.epub",
    "koushu.latex",
)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load every feature, upstream first."""
    name_files_in_utf8()
    for feature in FEATURES:
        app.setup_extension(feature)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
