"""Raw HTML in formats that have none: what it means, as nodes that every format can print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.hugo.raw.blocks import blocks
from koushu.hugo.raw.running import running_text
from koushu.hugo.raw.tree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Sequence


class PrintRawHtml(SphinxPostTransform):
    """Puts nodes in the place of raw HTML, for builders that would leave it out."""

    default_priority = 95

    def run(self, **_kwargs: object) -> None:
        """Replace all raw HTML that an author has written."""
        if self.env._app.builder.format == "html":  # noqa: SLF001
            return
        # Not of a directive, which says that its content is for one format.
        pieces = [node for node in self.document.findall(nodes.raw) if node.get("printable")]
        language = str(self.document.get("language") or self.config.language or "en")
        for parent in {id(node.parent): node.parent for node in pieces}.values():
            _replace_children(parent, language)


def _replace_children(parent: nodes.Element, language: str) -> None:
    tree = ElementTree()
    for child in parent.children:
        if isinstance(child, nodes.raw) and child.get("printable"):
            tree.feed(child.astext())
        else:
            tree.add(child)
    tree.close()
    inside_text = isinstance(parent, nodes.TextElement | nodes.Inline)
    made = (running_text if inside_text else blocks)(tree.children, language)
    lines = [child.line for child in parent.children if child.line]
    parent.children = []
    parent += made
    _set_lines(made, parent, lines[0] if lines else parent.line)


def _set_lines(made: Sequence[nodes.Node], parent: nodes.Element, line: int | None) -> None:
    """Give nodes that have no line of their own that of the first piece of HTML."""
    for node in made:
        if node.line is None and isinstance(node, nodes.Element):
            node.source, node.line = parent.source, line
