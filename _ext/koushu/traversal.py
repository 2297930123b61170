"""How trees are searched for nodes of a class, which a build does about a hundred times for each post.

docutils goes down by generators in generators, so that each node it finds is handed up through all that hold it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have `Node.findall` search in this way; where docutils has another one, that stays."""
    # It has no place to hang this in, and its types do not tell of it.
    nodes.Node._fast_findall = found_in  # type: ignore[attr-defined]  # noqa: SLF001
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def found_in(tree: nodes.Node, wanted: type) -> Iterator[Any]:
    """Yield the nodes of a class in a tree, in its order, also while it is being changed, as docutils does."""
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
