"""Shortcodes: what a call makes, put where the call stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.rendering.base import Part

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class ShortcodeRendering(Part):
    """Renders the places that calls left in the text."""

    def render_shortcode(self, token: SyntaxTreeNode) -> None:
        """Add what a call inside running text makes."""
        self.current_node.extend(self.run_call(int(token.meta["index"])))

    def render_shortcode_block(self, token: SyntaxTreeNode) -> None:
        """Add what a call that stands alone makes."""
        self.current_node.extend(self.run_call(int(token.meta["index"])))

    def run_call(self, index: int) -> list[nodes.Node]:
        """Return what one call makes; nothing for a number that no call has."""
        return []

    def call_as_text(self, index: int) -> str:
        """Return what a call in code shows."""
        return "".join(node.astext() for node in self.run_call(index))
