"""The order of the book and its table of contents, from the catalogue and Sphinx's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from koushu.epub.navigation import NavPoint
from koushu.posts.book import book_docnames
from koushu.posts.nodes import post_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


def reading_order(builder: Builder) -> list[str]:
    """Return the document names in the order in which the book is read, each once.

    The root comes first, then what its toctrees and its list of posts name, where they stand; then posts that
    are not reached so, and every other page, by name.
    """
    environment = builder.env
    posts = [name for name in book_docnames(builder) if name in environment.found_docs]
    order = [environment.config.root_doc]
    for node in environment.get_doctree(environment.config.root_doc).findall():
        if isinstance(node, post_list):
            order += posts
        elif isinstance(node, addnodes.toctree):
            order += [name for entry in node["includefiles"] for name in _branch(environment, entry, set())]
    order += [*posts, *sorted(environment.found_docs)]
    return list(dict.fromkeys(name for name in order if name in environment.found_docs))


def _branch(environment: BuildEnvironment, docname: str, seen: set[str]) -> Iterator[str]:
    if docname not in seen:
        seen.add(docname)
        yield docname
        for child in environment.toctree_includes.get(docname, ()):
            yield from _branch(environment, child, seen)


def nav_points(
    environment: BuildEnvironment, paths: dict[str, str], languages: dict[str, str], depth: int
) -> list[NavPoint]:
    """Return the table of contents of the documents in `paths`, which maps each name to its place in the book.

    Sections go down to `depth` levels; a language is named where `languages` has one for the document.
    """
    points: list[NavPoint] = []
    for docname, path in paths.items():
        table = environment.tocs.get(docname)
        items = table.children if table is not None else ()
        language = languages.get(docname, "")
        name = docname.rpartition("/")[2].replace("-", " ").replace("_", " ")
        points += [*_points(items, path, language, max(1, depth))] or [NavPoint(name, path, (), language)]
    return points


def _points(items: Iterable[nodes.Node], path: str, language: str, depth: int) -> Iterator[NavPoint]:
    for item in items:
        if not isinstance(item, nodes.list_item):
            continue
        reference = next(iter(item.findall(nodes.reference)), None)
        title = reference.astext().strip() if reference is not None else ""
        below = [branch for part in item if isinstance(part, nodes.bullet_list) for branch in part]
        children = tuple(_points(below, path, language, depth - 1)) if depth > 1 else ()
        if reference is not None and title:
            yield NavPoint(title, path + reference["anchorname"], children, language)
        else:
            yield from children
