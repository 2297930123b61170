"""Images, with their alternative text and title."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from koushu.hugo.rendering.base import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.tree import SyntaxTreeNode


class ImageRendering(Part):
    """Renders images; `CheckImages` finds their files when the whole page is read."""

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Add an image."""
        source = self.fill_url(str(token.attrs.get("src", "")))
        node = nodes.image(
            uri=source if "://" in source else unquote(source), alt=self._alternative(token.children)
        )
        if token.attrs.get("title"):
            node["title"] = self.fill_in(str(token.attrs["title"]))
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def _alternative(self, children: Iterable[SyntaxTreeNode]) -> str:
        """Return the text of an image's description without its marks; a line break is a blank.

        An address that stands bare or in angles gives none, as in Hugo.
        """
        words: list[str] = []
        for child in children:
            if child.type in {"text", "text_special", "code_inline", "math_inline", "emoji"}:
                words.append(child.content)
            elif child.type == "shortcode":
                words.append(self.call_as_text(int(child.meta["index"])))
            elif child.type in {"softbreak", "hardbreak"}:
                words.append(self._break_as_text(child.type))
            elif child.info != "auto":
                words.append(self._alternative(child.children))
        return "".join(words)

    def _break_as_text(self, kind: str) -> str:
        """Return what a line break is in a description: a blank; in Hugo the tag, where a break is to be seen."""
        markup = self.post.markup
        seen = kind == "hardbreak" or markup.hard_wraps
        return "<br>\n" if seen and not markup.repair_cjk else " "
