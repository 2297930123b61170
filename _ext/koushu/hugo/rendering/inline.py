"""Running text: emphasis, edits, line breaks, code spans and formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.dialect.emphasis import REPAIRED
from koushu.hugo.nodes import hard_break, tagged
from koushu.hugo.rendering.base import Part, line_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.tree import SyntaxTreeNode

_STANDARD = {"sub": nodes.subscript, "sup": nodes.superscript}
_BREAKS = {"softbreak", "hardbreak"}


class InlineRendering(Part):
    """Renders what stands inside a block of text."""

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Give each child the line it stands on, where there are several, then render them."""
        if "\n" in token.content and token.map:
            _spread_lines(token.children, token.map[0])
        self.render_children(token)

    def render_text(self, token: SyntaxTreeNode) -> None:
        """Add text, unless there is none, as where two marks of emphasis met."""
        if token.content:
            self.current_node.append(nodes.Text(token.content))

    def render_emoji(self, token: SyntaxTreeNode) -> None:
        """Add an emoji."""
        self.current_node.append(nodes.Text(token.content))

    def render_softbreak(self, _token: SyntaxTreeNode) -> None:
        """Add a blank or, where the site wants every line kept, a break."""
        self.current_node.append(hard_break() if self.post.markup.hard_wraps else nodes.Text("\n"))

    def render_hardbreak(self, _token: SyntaxTreeNode) -> None:
        """Add a break that every format shows."""
        self.current_node.append(hard_break())

    def render_em(self, token: SyntaxTreeNode) -> None:
        """Add emphasis."""
        self._render_into(nodes.emphasis(), token)

    def render_strong(self, token: SyntaxTreeNode) -> None:
        """Add strong emphasis."""
        self._render_into(nodes.strong(), token)

    def render_tagged(self, token: SyntaxTreeNode) -> None:
        """Add an edit; indices and exponents are docutils' own."""
        standard = _STANDARD.get(token.tag)
        self._render_into(standard() if standard else tagged(tag=token.tag), token)

    def render_math_inline(self, token: SyntaxTreeNode) -> None:
        """Add a formula to the line, with its blanks where all is as in Hugo: what it takes for one may be prose."""
        formula = token.content.strip() if self.post.markup.repair_cjk else token.content
        node = nodes.math(formula, formula)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_math_block(self, token: SyntaxTreeNode) -> None:
        """Add a formula of its own; one that stands in a heading or a cell joins the line."""
        if isinstance(self.current_node, nodes.TextElement):
            self.render_math_inline(token)
            return
        content = token.content.strip("\n")
        node = nodes.math_block(content, content, nowrap=False, number=None)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def _render_into(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        if _is_repaired(token):
            self.post.repaired.append(line_of(token))
        with self.current_node_context(node, append=True):
            self.render_children(token)


def _is_repaired(token: SyntaxTreeNode) -> bool:
    pair = token.nester_tokens
    if pair is None:
        return False
    return bool(
        pair.opening.meta.get(REPAIRED, (False, False))[0]
        or pair.closing.meta.get(REPAIRED, (False, False))[1]
    )


def _spread_lines(children: Sequence[SyntaxTreeNode], line: int) -> int:
    """Set the line of each token by counting the breaks before it, and return the line of what follows."""
    for child in children:
        pair = child.nester_tokens
        token = pair.opening if pair else child.token
        if token is not None:
            token.map = [line, line + 1]
        if child.type in _BREAKS:
            line += 1
        elif child.type in {"html_inline", "math_inline", "math_block"}:
            line += child.content.count("\n")
        elif child.children and child.type != "image":
            line = _spread_lines(child.children, line)
    return line
