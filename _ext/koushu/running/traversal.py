"""How trees are searched for nodes of a class, which a build does about a hundred times for each post.

docutils goes down by generators in generators, so that each node it finds is handed up through all that hold it. And
most searches are for what a post does not have: while one is read, the classes of which nodes were made are known, so
that a search of its whole tree for another class needs not begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.util.nodes import NodeMatcher

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_ALWAYS: Final = frozenset({nodes.document, nodes.Text})
"""Classes of nodes that are not noted: one is there before its reading begins, the other is no element."""

_make: Final = nodes.Element.__init__
_made: set[type] = set()
_reading: list[str] = []
"""The name of the document that is being read, if one is."""
# Wanted class -> how many classes were made when none of them was one; asked again when more are.
_absent: dict[type | tuple[type, ...], int] = {}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have `Node.findall` search in this way; where docutils has another one, that stays."""
    # They have no place to hang this in, and their types do not tell of it.
    nodes.Node._fast_findall = found_in  # type: ignore[attr-defined]  # noqa: SLF001
    nodes.Element.__init__ = _noted  # type: ignore[assignment, method-assign]
    NodeMatcher.findall = _matching  # type: ignore[assignment, method-assign]
    # Before anybody makes a node of the document.
    app.connect("source-read", begin_reading, priority=1)
    # When all that looks at a document as it is read has seen it; a build that stops in its middle leaves others.
    app.connect("doctree-read", end_reading, priority=999)
    app.connect("builder-inited", end_reading, priority=1)
    app.connect("build-finished", end_reading, priority=1)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def begin_reading(_app: Sphinx, docname: str, _source: list[str]) -> None:
    """Note from now on which classes of nodes are made; what is included in a document belongs to it."""
    if _reading != [docname]:
        end_reading()
        _reading.append(docname)


def end_reading(*_event: object) -> None:
    """Search all trees again, as those that come from files, whose nodes nobody has seen made."""
    _reading.clear()
    _made.clear()
    _absent.clear()


def found_in(tree: nodes.Node, wanted: type | tuple[type, ...]) -> Iterator[Any]:
    """Yield the nodes of a class in a tree, in its order, also while it is being changed, as docutils does."""
    if _reading and isinstance(tree, nodes.document) and _is_absent(tree, wanted):
        return
    if isinstance(tree, wanted):
        yield tree
    open_ = [iter(tree.children)]
    while open_:
        for child in open_[-1]:
            if isinstance(child, wanted):
                yield child
            if child.children:
                open_.append(iter(child.children))
                break
        else:
            open_.pop()


def _is_absent(document: nodes.document, wanted: type | tuple[type, ...]) -> bool:
    """Tell whether a document cannot hold a node of a class: it is being read, and none was made since that began."""
    # What comes from a file has no transformer.
    if document.transformer is None:
        return False
    if _absent.get(wanted) != len(_made):
        if any(issubclass(one, wanted) for one in (*_ALWAYS, *_made)):
            return False
        _absent[wanted] = len(_made)
    return True


def _noted(node: nodes.Element, rawsource: str = "", *children: nodes.Node, **attributes: Any) -> None:  # noqa: ANN401
    """Make an element as docutils does, and note its class."""
    _made.add(node.__class__)
    _make(node, rawsource, *children, **attributes)


def _matching(matcher: NodeMatcher[Any], tree: nodes.Node) -> Iterator[Any]:
    """Yield what a matcher of Sphinx's matches, looking closer only at nodes of its classes."""
    match: Callable[[nodes.Node], bool] = matcher.match
    return filter(match, found_in(tree, matcher.classes or nodes.Node))
