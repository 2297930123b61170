"""One resolved tree for each book, from the root document or any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from koushu.posts.book import assemble_book, assemble_volume

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from koushu.typst_builder.volumes import Volume


def assemble(builder: Builder, volume: Volume, accept: set[str]) -> nodes.document:
    """Return the tree of one volume with every reference resolved.

    `accept` is filled with the names of its documents before references are resolved, so that the builder
    can answer for them.
    """
    root = volume.entry.root
    if volume.docnames is None:
        tree = assemble_book(builder, root)
    else:
        tree = assemble_volume(builder, root, volume.docnames, opening=volume.opening)
    accept.clear()
    accept.add(root)
    accept.update(node["docname"] for node in tree.findall(addnodes.start_of_file))
    builder.env.resolve_references(tree, root, builder)
    for pending in list(tree.findall(addnodes.pending_xref)):
        pending.replace_self(pending.children or [nodes.inline()])
    return tree
