"""How a node takes up a child, which a build does some thousand times for each post.

docutils asks up to four times which document the node stands in, each time from node to node by failing at the top;
of nodes that are put together before they are put into a document, none is in any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.running.known_classes import note_taken_up, resolving
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have each node take up its children in this way."""
    nodes.Node.setup_child = _set_up  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _set_up(node: Any, child: Any) -> None:  # noqa: ANN401 - of what is asked here, types do not tell
    """Tell a child its parent, its document and where it comes from, as docutils does."""
    if resolving:
        note_taken_up(child)
    child.parent = above = node
    while above is not None:
        document = above._document  # noqa: SLF001 - its property is what takes the time
        if document is not None:
            child.document = document
            if child.source is None:
                child.source = document.current_source
            if child.line is None:
                child.line = document.current_line
            return
        above = above.parent
