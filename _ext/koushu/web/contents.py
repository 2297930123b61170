"""The table of contents of a page, from the page's own sections."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import clean_astext

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@record
class Entry:
    """A heading of the page and those below it."""

    target: str
    """The id in the page."""
    title: str
    below: tuple[Entry, ...]


# Attributes of an open and of a closed list, of an entry, and of its link.
_OWN: Final = (("", ' class="closed"'), "", "")
_THEMED: Final = (
    (' class="section-nav pst-show_toc_level"', ' class="section-nav"'),
    ' class="toc-entry"',
    ' class="nav-link"',
)


def page_contents(tree: nodes.Node) -> tuple[Entry, ...]:
    """Return the headings of a page without its own title; in a book, one entry for each document.

    A page with several headings of the first level has no title of its own, so all are given.
    """
    entries = tuple(_entries(tree))
    return entries[0].below if len(entries) == 1 else entries


def _entries(node: nodes.Node, target: str = "") -> Iterator[Entry]:
    for child in node.children:
        if isinstance(child, addnodes.start_of_file):
            # Sphinx marks the place of an inlined document by an id of its own.
            yield from _entries(child, f"document-{child['docname']}")
        elif isinstance(child, nodes.section) and child["ids"]:
            title = child.next_node(nodes.title)
            if title is not None and title.parent is child:
                words = _words(title)
                below = _entries(child)
                # A heading without words is nothing to choose.
                yield from (
                    (Entry(target or child["ids"][0], words, tuple(below)),) if words.strip() else below
                )


def _words(title: nodes.title) -> str:
    # Sphinx copies a title to take pictures and raw text from it.
    plain = all(isinstance(child, nodes.Text) for child in title.children)
    return title.astext() if plain else clean_astext(title)


def contents_html(entries: Sequence[Entry], shown: int, level: int = 1, *, themed: bool = False) -> str:
    """Return the entries as nested lists; levels below the first `shown` are closed.

    The lists of our own layer carry no class but that of a closed one, `themed` ones all that the theme's sheets and
    scripts ask for.
    """
    if not entries:
        return ""
    opened, item, link = _THEMED if themed else _OWN
    items = "".join(
        f'<li{item}><a{link} href="#{escape(entry.target)}">{escape(entry.title)}</a>'
        f"{contents_html(entry.below, shown, level + 1, themed=themed)}</li>"
        for entry in entries
    )
    return f"<ul{opened[level > shown]}>{items}</ul>"
