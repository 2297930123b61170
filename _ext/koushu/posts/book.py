"""The book: every published post in one tree, put together from the catalogue when a book is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees

from koushu.config import PostsSettings, settings
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.nodes import post_list
from koushu.posts.order import book_order

if TYPE_CHECKING:
    from sphinx.builders import Builder


def book_docnames(owner: Configured) -> list[str]:
    """Return the document names of all published posts in the order of the book."""
    posts = [post for post in catalogue_of(owner).posts if not post.is_section]
    return [post.docname for post in book_order(posts, settings(owner.config, PostsSettings).book_order)]


def assemble_book(builder: Builder, root: str) -> nodes.document:
    """Return the tree of `root` with every post inlined as `start_of_file`; references are still pending.

    The posts stand where the root's first list of posts stands, else at its end. Toctrees that the root has of
    its own are inlined where they are, each document once.
    """
    tree = builder.env.get_doctree(root).deepcopy()
    tree["docname"] = root
    _place_toctree(tree, [name for name in book_docnames(builder) if name in builder.env.all_docs])
    largetree = inline_all_toctrees(builder, set(), root, tree, str, [root])
    largetree["docname"] = root
    return largetree


def _place_toctree(tree: nodes.document, docnames: list[str]) -> None:
    """Put a toctree of the posts into the root, in place of its first list; further lists go."""
    toctree = addnodes.toctree(
        includefiles=docnames, entries=[(None, name) for name in docnames], hidden=True
    )
    lists = list(tree.findall(post_list))
    for extra in lists[1:]:
        extra.parent.remove(extra)
    if lists:
        lists[0].replace_self(toctree)
    else:
        section: nodes.Element = next(iter(tree.findall(nodes.section)), tree)
        section.append(toctree)
