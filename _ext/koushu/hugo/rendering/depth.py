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


class Filling:
    """While it lasts, a node is the one that is filled; after a fault, who catches that takes it back.

    One is made for each node that holds others, and a generator would take longer.
    """

    __slots__ = ("_around", "_level", "_node", "_renderer")

    def __init__(self, renderer: DepthRendering, node: nodes.Element, *, append: bool) -> None:
        """With `append`, the node becomes the last child of the one that was filled till now."""
        self._renderer = renderer
        self._node = node
        self._around = renderer.current_node
        self._level = isinstance(node, _BLOCK)
        if append:
            self._around.append(node)

    def __enter__(self) -> None:
        self._renderer.current_node = self._node
        self._renderer.depth += self._level

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if fault is None:
            self._renderer.current_node = self._around
            self._renderer.depth -= self._level


class DepthRendering(Part):
    """Counts the blocks that are open, so that no post can nest deeper than every format can show."""

    depth = 0
    """Blocks that are open."""

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Count one level more while a block is made."""
        self.depth += 1
        yield
        self.depth -= 1

    def current_node_context(self, node: nodes.Element, append: bool = False) -> Filling:
        """Make a node the one that is filled, as MyST does, and count it when it is a block."""
        return Filling(self, node, append=append)

    def nested_render_text(
        self,
        text: str,
        lineno: int,
        inline: bool = False,
        temp_root_node: nodes.Element | None = None,
        heading_offset: int = 0,
    ) -> None:
        """Render the text of a directive or shortcode, its blocks counted on from those around it."""
        depth = self.depth
        begin_at_depth(self.md_env, depth)
        super().nested_render_text(text, lineno, inline, temp_root_node, heading_offset)
        begin_at_depth(self.md_env, depth)

    def is_too_deep(self, line: int) -> bool:
        """Return whether a further block would lie too deep, and keep the line for the report."""
        too_deep = self.depth >= MAX_DEPTH
        if too_deep:
            self.post.too_deep.append(line)
        return too_deep

    def report_depth(self) -> None:
        """Report once for the post that blocks lie too deep."""
        if self.post.too_deep:
            message = f"found blocks inside more than {MAX_DEPTH} levels of others; they are shown as text"
            self.post.report(Kind.NESTING, min(self.post.too_deep), message)
