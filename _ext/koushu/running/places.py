"""Where in its source a node, or a picture that a book shows, stands."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment


def line_of(node: nodes.Node | None) -> int:
    """Return the 1-based line of a node, or of the block that holds it; 1 where none is known."""
    while node is not None and not node.line:
        node = node.parent
    return node.line or 1 if node is not None else 1


def place_of_picture(env: BuildEnvironment, docnames: Iterable[str], uri: str) -> tuple[str, int]:
    """Return the file and the 1-based line of the first place that shows a picture, among the documents given.

    `uri` is its path below the source folder; the line is 1 where none of the texts names it.
    """
    names = sorted(docnames)
    for name in names:
        for node in env.get_doctree(name).findall(lambda one: _shows(one, uri)):
            return str(env.doc2path(name)), line_of(node)
    return (str(env.doc2path(names[0])) if names else uri), 1


def _shows(node: nodes.Node, uri: str) -> bool:
    if isinstance(node, nodes.image):
        return uri in {node["uri"], *node.get("candidates", {}).values()}
    return isinstance(node, nodes.raw) and posixpath.basename(uri) in node.astext()
