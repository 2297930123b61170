"""The table of contents of the book, from Sphinx's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.epub.navigation import NavPoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.environment import BuildEnvironment


def nav_points(
    environment: BuildEnvironment,
    paths: Mapping[str, str],
    languages: Mapping[str, str],
    depth: int,
    titles: Mapping[str, str],
) -> list[NavPoint]:
    """Return the table of contents of the documents in `paths`, which maps each name to its place in the book.

    Sections go down to `depth` levels; a language is named where `languages` has one for the document.
    Pages that are no documents are called what `titles` says.
    """
    points: list[NavPoint] = []
    for docname, path in paths.items():
        table = environment.tocs.get(docname)
        items = table.children if table is not None else ()
        language = languages.get(docname, "")
        name = titles.get(docname) or docname.rpartition("/")[2].replace("-", " ").replace("_", " ")
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
