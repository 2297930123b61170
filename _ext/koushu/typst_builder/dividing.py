"""Parts of a book: its posts by section, by year or by series, each part behind a page with its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from koushu.messages import message
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.relations.series import read_series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder


class book_part(nodes.General, nodes.Element):
    """The beginning of a part of a book; `title` is its name."""


def divide_into_parts(builder: Builder, tree: nodes.document, rule: str) -> bool:
    """Put the posts of an assembled book in order of their parts, a `book_part` before each; return whether any is.

    Posts keep their order inside a part, and parts that in which they begin; posts of no part come last. `in_part` of
    a `start_of_file` says that it stands inside one.
    """
    titles = _titles(builder, rule)
    files = [node for node in tree.findall(addnodes.start_of_file) if node["docname"] in titles]
    # Posts may stand in several places, each below a heading of its own; only those of one place are divided.
    files = [node for node in files if node.parent is files[0].parent]
    names = list(dict.fromkeys(title for node in files if (title := titles[node["docname"]])))
    if len({titles[node["docname"]] for node in files}) < 2:
        return False
    rest = (
        ""
        if all(titles[node["docname"]] for node in files)
        else message("other", site_language(builder.config))
    )
    parent: nodes.Element = files[0].parent
    first = parent.index(files[0])
    for node in files:
        parent.remove(node)
    made: list[nodes.Node] = []
    for name in (*names, ""):
        members = [node for node in files if titles[node["docname"]] == name]
        if members:
            made.append(book_part(title=name or rest))
        for node in members:
            node["in_part"] = True
            made.append(node)
    parent[first:first] = made
    return True


def _titles(builder: Builder, rule: str) -> Mapping[str, str]:
    """Return the part of each post by its document name; empty for a post that is in none."""
    catalogue = catalogue_of(builder)
    posts = [post for post in catalogue.posts if not post.is_section]
    if rule == "year":
        undated = message("undated", site_language(builder.config))
        return {post.docname: str(post.meta.date.year) if post.meta.date else undated for post in posts}
    if rule == "section":
        heads = {(post.section, post.tree): post.title for post in catalogue.posts if post.is_section}
        return {post.docname: heads.get((post.section, post.tree), post.section) for post in posts}
    if rule == "series":
        series = read_series(posts)
        return {post.docname: next((one.name for one in series.get(post.docname, ())), "") for post in posts}
    return {}
