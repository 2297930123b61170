"""Titles of figures in HTML: a heading in the caption, as Hugo has them; elsewhere they are strong words."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.hugo.nodes import flat_heading
from koushu.hugo.shortcodes.figure import TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEVEL = 4


class HeadFigures(SphinxPostTransform):
    """Makes headings of the titles of figures, and paragraphs of what follows them."""

    default_priority = 20
    formats: ClassVar[tuple[str, ...]] = ("html",)  # type: ignore[misc]

    def run(self, **_kwargs: object) -> None:
        """Change every caption that begins with a title."""
        for caption in list(self.document.findall(nodes.caption)):
            first = caption[0] if len(caption) else None
            if isinstance(first, nodes.strong) and TITLE in first["classes"]:
                self._head(caption, first)

    def _head(self, caption: nodes.caption, title: nodes.strong) -> None:
        heading = flat_heading("", "", *title.children, level=_LEVEL)
        rest: Sequence[nodes.Node] = caption.children[1:]
        legend = caption.parent.children[-1]
        blocks: list[nodes.Node] = [nodes.paragraph("", "", *rest)] if rest else []
        if isinstance(legend, nodes.legend):
            legend.parent.remove(legend)
            blocks += legend.children
        caption.replace_self(nodes.legend("", heading, *blocks))
