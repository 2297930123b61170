"""The book: every published post in one tree, put together from the catalogue when a book is written."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import inline_all_toctrees

from koushu.config import PostsSettings, settings
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.nodes import post_list
from koushu.posts.order import book_order
from koushu.posts.rebuilding.doctree_cache import release_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

# Keys of a page's own in `env.metadata`, which Sphinx merges between reading processes.
BACK_MATTER: Final = "koushu_back_matter"
"""The page stands at the very end of each book of the whole publication."""
NOT_IN_BOOKS: Final = "koushu_not_in_books"
"""The page is for the web alone."""

_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def book_docnames(owner: Configured) -> list[str]:
    """Return the document names of all published posts in the order of the book."""
    posts = [post for post in catalogue_of(owner).posts if not post.is_section]
    return [post.docname for post in book_order(posts, settings(owner.config, PostsSettings).book_order)]


def file_stem(project: str) -> str:
    """Return a project's name as a plain ASCII file name; `book` when nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-") or "book"


def source_date() -> datetime | None:
    """Return the time that `SOURCE_DATE_EPOCH` gives (https://reproducible-builds.org/specs/source-date-epoch/)."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdigit() else None


def reading_order(builder: Builder) -> list[str]:
    """Return every document in the order in which the whole publication is read, each once.

    The root comes first, then what its toctrees and its list of posts name, where they stand; then posts that
    are not reached so, and every other page, by name. Back matter ends it; pages for the web alone are left out.
    """
    env = builder.env
    root = env.config.root_doc
    order = [root]
    for node in env.get_doctree(root).findall():
        if isinstance(node, post_list):
            order += book_docnames(builder)
        elif isinstance(node, addnodes.toctree):
            order += _branches(env, node)
    order += [*book_docnames(builder), *sorted(env.found_docs)]
    known = dict.fromkeys(name for name in order if name in env.found_docs)
    marked = {name: env.metadata.get(name, {}) for name in known}
    body = [name for name in known if not {BACK_MATTER, NOT_IN_BOOKS} & marked[name].keys()]
    return body + [name for name in known if BACK_MATTER in marked[name]]


def assemble_book(builder: Builder, root: str) -> nodes.document:
    """Return the tree of `root` with its book inlined as `start_of_file`; references are still pending.

    Toctrees of the root are inlined where they are. The posts stand where its first list of posts stands. The
    publication's own root holds every other page too, at that place or at its end; nothing is in it twice.
    """
    tree = builder.env.get_doctree(root)
    _place_toctree(tree, _named_nowhere(builder, tree, root))
    return _inlined(builder, tree, root, [root])


def assemble_volume(builder: Builder, root: str, docnames: Sequence[str], *, opening: bool) -> nodes.document:
    """Return the tree of `root` with these documents alone, in this order, instead of its whole book.

    What the root itself says is kept in the volume that opens the book; the others have its title alone.
    """
    tree = builder.env.get_doctree(root)
    for toctree in list(tree.findall(addnodes.toctree)):
        toctree.parent.remove(toctree)
    section: nodes.Element = next(iter(tree.findall(nodes.section)), tree)
    if not opening:
        section[:] = [child for child in section.children if isinstance(child, nodes.title)]
    _place_toctree(tree, list(docnames))
    wanted = {*docnames}
    # A document that is held to have been passed already is left out, wherever a toctree names it.
    return _inlined(
        builder, tree, root, [root, *(name for name in builder.env.found_docs if name not in wanted)]
    )


def all_below(builder: Builder, root: str) -> list[str]:
    """Return every document of the publication's own book but its root, in the order of reading."""
    return [name for name in reading_order(builder) if name != root and _has_words(builder, name)]


def _inlined(builder: Builder, tree: nodes.document, root: str, passed: list[str]) -> nodes.document:
    tree["docname"] = root
    largetree = inline_all_toctrees(builder, set(), root, tree, str, passed)
    largetree["docname"] = root
    release_from(builder.env)
    return largetree


def _named_nowhere(builder: Builder, tree: nodes.document, root: str) -> list[str]:
    """Return the documents that belong into this book and that no toctree of it names."""
    env = builder.env
    if root == env.config.root_doc:
        wanted = all_below(builder, root)
    else:
        wanted = book_docnames(builder) if next(iter(tree.findall(post_list)), None) else []
    named = {name for toctree in tree.findall(addnodes.toctree) for name in _branches(env, toctree)}
    return [name for name in wanted if name in env.found_docs and name not in named]


def _has_words(builder: Builder, docname: str) -> bool:
    """Return whether a page holds more than titles: one that stands for a folder often does not."""
    env = builder.env
    if BACK_MATTER in env.metadata.get(docname, {}):
        return True
    found = any(
        not isinstance(text.parent, nodes.title) for text in env.get_doctree(docname).findall(nodes.Text)
    )
    release_from(builder.env)
    return found


def _branches(env: BuildEnvironment, toctree: addnodes.toctree) -> Iterator[str]:
    """Yield the documents below a toctree, depth first, each once."""
    seen: set[str] = set()
    waiting = list(reversed(toctree["includefiles"]))
    while waiting:
        docname = waiting.pop()
        if docname not in seen:
            seen.add(docname)
            yield docname
            waiting += reversed(env.toctree_includes.get(docname, ()))


def _place_toctree(tree: nodes.document, docnames: list[str]) -> None:
    """Put a toctree of these documents into the root, in place of its first list; further lists go."""
    entries = [(None, name) for name in docnames]
    toctree = addnodes.toctree(includefiles=docnames, entries=entries, hidden=True)
    lists = list(tree.findall(post_list))
    for extra in lists[1:]:
        extra.parent.remove(extra)
    if lists:
        lists[0].replace_self(toctree)
    else:
        section: nodes.Element = next(iter(tree.findall(nodes.section)), tree)
        section.append(toctree)
