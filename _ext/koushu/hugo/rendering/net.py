"""A net below what others have written: a block that cannot be made is shown as its source; the post stays."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final, TypeVar

from docutils import nodes
from sphinx.errors import SphinxError

from koushu.hugo.rendering.base import Part, line_of
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.tree import SyntaxTreeNode

    from koushu.hugo.shortcodes.call import Call

# What code raises that meets a tree, a token or a value that it does not expect; never what a system or a user says.
FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    SphinxError,
    TypeError,
    ValueError,
)


class NetRendering(Part):
    """Takes back what a rule has begun that does not end well."""

    depth: int

    def take_back(self, node: nodes.Element, count: int, depth: int) -> None:
        """Have a node again as it was when it had so many children."""
        del node[count:]
        self.current_node = node
        self.depth = depth

    def report_fault(self, what: str, line: int, error: Exception) -> None:
        """Keep the problem that something could not be made."""
        found = f"{what} could not be read ({type(error).__name__}: {str(error)[:200]})"
        self.post.report(Kind.PAGE, line, f"{found}; it is shown as it is written")

    def call_source(self, call: Call, error: Exception) -> nodes.Node:
        """Return a call as it is written, in place of what its handler could not make."""
        self.report_fault(f"the shortcode {call.name!r}", call.line, error)
        return nodes.literal(call.source, call.source)


_Net = TypeVar("_Net", bound=NetRendering)


def netted(rule: Callable[[_Net, SyntaxTreeNode], None]) -> Callable[[_Net, SyntaxTreeNode], None]:
    """Return a rule that shows the source of its token where it fails."""

    @wraps(rule)
    def render(self: _Net, token: SyntaxTreeNode) -> None:
        before, count, depth = self.current_node, len(self.current_node), self.depth
        try:
            rule(self, token)
        except FAULTS as error:
            self.take_back(before, count, depth)
            name = str(token.info or (token.meta or {}).get("name", "")).strip()
            self.report_fault(repr(name[:60]), line_of(token), error)
            made = _source_of(token, name, is_inline=isinstance(before, nodes.TextElement))
            self.add_line_and_source_path(made, token)
            before.append(made)

    return render


def _source_of(token: SyntaxTreeNode, name: str, *, is_inline: bool) -> nodes.Element:
    if is_inline:
        source = f"{{{name}}}`{token.content}`"
        return nodes.literal(source, source)
    source = f"{token.markup}{name}\n{token.content}{token.markup}"
    return nodes.literal_block(source, source, language="none")
