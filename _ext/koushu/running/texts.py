"""The text of a tree, which a build asks for some hundred times for each post.

docutils takes every text apart three times and joins it again, for a mark that only reStructuredText leaves in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_ESCAPE: Final = "\0"
_unescaped: Final = nodes.Text.astext


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Let texts be told in this way."""
    nodes.Text.astext = _as_text  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _as_text(text: nodes.Text) -> str:
    """Return what readers see of a text, without the marks of what was escaped in it."""
    return _unescaped(text) if _ESCAPE in text else str(text)
