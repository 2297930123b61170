"""Names for what has none: a link that shows no words, and the empty corner of a table.

Who hears a page is told where the link leads, and hears of no head that says nothing. What is shown stays the same.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


def visit_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Open a link; one without words is called by its address."""
    place = len(self.body)
    type(self).visit_reference(self, node)
    if not is_named(node) and len(self.body) > place and self.body[place].startswith("<a "):
        name = escape(address_in_words(str(node.get("refuri") or node.get("refid", ""))))
        if name:
            self.body[place] = self.body[place].replace("<a ", f'<a aria-label="{name}" ', 1)


def depart_reference(self: HTML5Translator, node: nodes.reference) -> None:
    """Close a link."""
    type(self).depart_reference(self, node)


def visit_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """Open a cell; a head without words is no head."""
    type(self).visit_entry(self, node)
    if self.body[-1].startswith("<th") and not is_named(node):
        self.body[-1] = self.body[-1].replace("<th", '<th role="cell"', 1)


def depart_entry(self: HTML5Translator, node: nodes.entry) -> None:
    """Close a cell."""
    type(self).depart_entry(self, node)


def is_named(node: nodes.Element) -> bool:
    """Return whether an element has words, or a picture or anything else that says what it is."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            if child.strip():
                return True
        elif isinstance(child, nodes.image):
            if str(child.get("alt", "")).strip():
                return True
        elif isinstance(child, nodes.Element) and (not _is_plain(child) or is_named(child)):
            return True
    return False


def _is_plain(node: nodes.Element) -> bool:
    # Of anything else it is not known what its writer makes of it.
    return isinstance(node, nodes.TextElement | nodes.reference) and not isinstance(
        node, nodes.raw | nodes.math | nodes.math_block | nodes.title
    )


def address_in_words(address: str) -> str:
    """Return an address as somebody would say it: `example.org/cats`."""
    parts = urlsplit(address)
    words = unquote(f"{parts.netloc}{parts.path}" or parts.fragment).strip("/")
    return words or unquote(address)
