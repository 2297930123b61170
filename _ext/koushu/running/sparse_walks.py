"""Walks of visitors through each document that is read and each page: of two that look at a few classes of nodes alone.

docutils calls both methods of a visitor for every node, and writes a remark of each call that nobody reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from koushu.running.traversal import found_in
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
# What a list of contents is made of beside sections.
_LISTED: Final = (addnodes.toctree, addnodes.desc, addnodes.only)
_list_contents: Final = TocTreeCollector.process_doc


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let documents be walked in this way."""
    # Of documents alone: it is they that these visitors are sent through.
    nodes.document.walk = walked  # type: ignore[assignment, method-assign]
    nodes.document.walkabout = walked_about  # type: ignore[assignment, method-assign]
    TocTreeCollector.process_doc = contents_listed  # type: ignore[assignment, method-assign]
    # Sphinx's own collectors have been told to listen before any feature is set up.
    listeners = app.events.listeners["doctree-read"]
    listeners[:] = [
        one._replace(handler=one.handler.__self__.process_doc)  # type: ignore[attr-defined]
        if getattr(one.handler, "__func__", None) is _list_contents
        else one
        for one in listeners
    ]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def walked(document: nodes.document, visitor: nodes.NodeVisitor) -> bool:
    """Send a visitor to each node; one that settles references, to these only. Return whether it stopped."""
    if visitor.__class__ is not DanglingReferencesVisitor:
        return _walk(document, visitor)
    for node in list(found_in(document, _REFERENCES)):
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


def contents_listed(collector: TocTreeCollector, app: Sphinx, doctree: nodes.document) -> None:
    """Keep the list of contents of a document, as Sphinx makes it of its sections alone where it has nothing else."""
    if any(_holds(doctree, one) for one in _LISTED):
        _list_contents(collector, app, doctree)
        return
    outline = _outline_of(doctree)
    _list_contents(collector, app, outline)
    # Sphinx holds the document until garbage is looked for.
    vars(outline).clear()
    outline.children = []


def _outline_of(node: nodes.Element) -> Any:  # noqa: ANN401 - of the class of the node
    """Return a node that looks like another, with its title and its sections alone below it."""
    outline = node.__class__.__new__(node.__class__)
    vars(outline).update(vars(node))
    title = node.children[:1] if isinstance(node, nodes.section) else []
    below = node.children[len(title) :]
    outline.children = [*title, *(_outline_of(one) for one in below if isinstance(one, nodes.section))]
    return outline


def _holds(document: nodes.document, wanted: type[nodes.Node]) -> bool:
    return next(iter(document.findall(wanted)), None) is not None
