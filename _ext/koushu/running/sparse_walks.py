"""Walks of visitors through each document that is read and each page: of two that look at a few classes of nodes alone.

docutils calls both methods of a visitor for every node, and writes a remark of each call that nobody reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from sphinx import addnodes
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from koushu.running.visits import is_usual, sent_about
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_REFERENCES: Final = (nodes.reference, nodes.footnote_reference, nodes.citation_reference)
# With either of them, what is said of one code block depends on what stands before it.
_SCOPES: Final = (addnodes.highlightlang, addnodes.start_of_file)
_walk: Final = nodes.Node.walk
_walk_about: Final = nodes.Node.walkabout


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Let documents be walked in this way."""
    # Of documents alone: it is they that these visitors are sent through.
    nodes.document.walk = walked  # type: ignore[assignment, method-assign]
    nodes.document.walkabout = walked_about  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def walked(document: nodes.document, visitor: nodes.NodeVisitor) -> bool:
    """Send a visitor to each node; one that settles references, to these only. Return whether it stopped."""
    if visitor.__class__ is not DanglingReferencesVisitor:
        return _walk(document, visitor)
    for node in [one for one in document.findall(nodes.Element) if isinstance(one, _REFERENCES)]:
        visitor.dispatch_visit(node)
    return False


def walked_about(document: nodes.document, visitor: nodes.NodeVisitor) -> bool:
    """Send a visitor to each node; one that names languages of code, to blocks of code only, where no other counts."""
    if is_usual(visitor):
        return sent_about(document, visitor)
    if visitor.__class__ is not HighlightLanguageVisitor or any(_holds(document, one) for one in _SCOPES):
        return _walk_about(document, visitor)
    visitor.dispatch_visit(document)
    for block in list(document.findall(nodes.literal_block)):
        visitor.dispatch_visit(block)
    visitor.dispatch_departure(document)
    return False


def _holds(document: nodes.document, wanted: type[nodes.Node]) -> bool:
    return next(iter(document.findall(wanted)), None) is not None
