"""How deep blocks lie in each other, across directives and shortcodes, whose content is read on its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.dialect.nesting import MAX_DEPTH, begin_at_depth
from koushu.hugo.rendering.base import Part
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator


_BLOCK: Final = (nodes.Body, nodes.Part)


class DepthRendering(Part):
    """Counts the blocks that are open, so that no post can nest deeper than every format can show."""

    _depth = 0

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count one level more while a block is made."""
        self._depth += 1
        yield
        self._depth -= 1

    @contextmanager
    def current_node_context(self, node: nodes.Element, append: bool = False) -> Iterator[None]:
        """Make a node the one that is filled, as MyST does, and count it when it is a block."""
        level = isinstance(node, _BLOCK)
        self._depth += level
        around = self.current_node
        if append:
            around.append(node)
        self.current_node = node
        yield
        self.current_node = around
        self._depth -= level

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        """Render the text of a directive or shortcode, its blocks counted on from those around it."""
        depth = self._depth
        begin_at_depth(self.md_env, depth)
        super().nested_render_text(text, lineno, inline, temp_root_node, heading_offset)
        begin_at_depth(self.md_env, depth)

    def is_too_deep(self, line: int) -> bool:
        """Return whether a further block would lie too deep, and keep the line for the report."""
        too_deep = self._depth >= MAX_DEPTH
        if too_deep:
            self.post.too_deep.append(line)
        return too_deep

    def report_depth(self) -> None:
        """Report once for the post that blocks lie too deep."""
        if self.post.too_deep:
            message = f"found blocks inside more than {MAX_DEPTH} levels of others; they are shown as text"
            self.post.report(Kind.NESTING, min(self.post.too_deep), message)
