"""Running text that stands where only blocks may: put into a paragraph, so that every writer can print it.

Raw HTML and templates may enclose text in a box without a paragraph around it; writers take such a link for a fault.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.hugo.nodes import details

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOLDERS: Final = (
    details,
    nodes.container,
    nodes.block_quote,
    nodes.list_item,
    nodes.definition,
    nodes.entry,
    nodes.Admonition,
    nodes.section,
    nodes.topic,
    nodes.legend,
)
# A signature of Sphinx is a part of what it describes, and inline too.
_STANDING: Final = (nodes.raw, nodes.image, nodes.target, nodes.Invisible, nodes.Part)


class WrapLooseText(SphinxTransform):
    """Puts each run of loose text into a paragraph."""

    # Before anything looks for paragraphs.
    default_priority = 5

    def apply(self, **_kwargs: object) -> None:
        """Look through the boxes of a Hugo source."""
        if "hugo_params" in self.document:
            for holder in list(self.document.findall(nodes.Element)):
                if isinstance(holder, _HOLDERS) and any(map(_is_loose, holder.children)):
                    holder.children = list(_wrapped(holder))
                    for child in holder.children:
                        child.parent = holder


def _wrapped(holder: nodes.Element) -> Iterator[nodes.Node]:
    for loose, run in groupby(list(holder.children), _is_loose):
        children = list(run)
        if not loose:
            yield from children
        elif "".join(child.astext() for child in children).strip():
            paragraph = nodes.paragraph("", "", *children)
            paragraph.source, paragraph.line = holder.source, holder.line
            yield paragraph


def _is_loose(node: nodes.Node) -> bool:
    """Return whether a node is running text; an image, also one that links, may stand on its own."""
    if isinstance(node, nodes.Text):
        return True
    if not isinstance(node, nodes.Inline) or isinstance(node, _STANDING):
        return False
    return not (isinstance(node, nodes.Element) and len(node) == 1 and isinstance(node[0], nodes.image))
