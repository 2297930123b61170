"""Tokens as a tree: what markdown-it's own tree says of them, made in one pass, and each rule found by one look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it.tree import SyntaxTreeNode
from myst_parser.warnings_ import MystWarnings

from koushu.hugo.rendering.base import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes
    from markdown_it.token import Token


class TokenPair(NamedTuple):
    """The two tokens around others."""

    opening: Token
    closing: Token


class TokenNode(SyntaxTreeNode):
    """One token, or a pair of them with what stands between.

    markdown-it's own takes each list of tokens apart once for each level, asks its token anew for its type, and knows
    what holds it, so that a tree would wait for the collector of garbage.
    """

    # In place of properties of the class above.
    __slots__ = ("_opening", "children", "closing", "content", "type")

    def __init__(self, opening: Token | None) -> None:
        """Begin without children; `opening` is None for the root alone."""
        self._parent = None
        self.children: list[TokenNode] = []
        self.closing: Token | None = None
        """The second token of a pair."""
        self._set(opening)

    def _set(self, opening: Token | None) -> None:
        self._opening: Token = opening  # type: ignore[assignment]
        if opening is None:
            self.type, self.content = "root", ""  # type: ignore[misc]
            return
        self.content = opening.content  # type: ignore[misc]
        self.type = opening.type.removesuffix("_open") if opening.nesting else opening.type  # type: ignore[misc]

    @property
    def token(self) -> Token | None:
        """Return the token, where it is no pair."""
        return None if self.closing else self._opening

    @token.setter
    def token(self, token: Token | None) -> None:
        self._set(token)

    @property
    def nester_tokens(self) -> TokenPair | None:  # type: ignore[override]
        """Return the pair of tokens, where it is one."""
        return TokenPair(self._opening, self.closing) if self.closing else None

    def _attribute_token(self) -> Token:
        return self._opening or super()._attribute_token()

    @property
    def attrs(self) -> dict[str, str | int | float]:
        """Return its attributes."""
        return self._opening.attrs

    @property
    def meta(self) -> dict[Any, Any]:
        """Return what rules of Markdown have noted of it."""
        return self._opening.meta

    @property
    def map(self) -> tuple[int, int] | None:
        """Return the line on which it begins and that behind its end."""
        return self._opening.map  # type: ignore[return-value]


def tree_of(tokens: Sequence[Token]) -> TokenNode:
    """Return the root of the tree that tokens make; raises `ValueError` for a token whose other half is not there."""
    root = TokenNode(None)
    _fill(root, tokens)
    return root


def _fill(holder: TokenNode, tokens: Sequence[Token]) -> None:
    around: list[TokenNode] = []
    for token in tokens:
        nesting = token.nesting
        if nesting < 0:
            if not around:
                raise ValueError("Invalid token nesting")
            holder.closing = token
            holder = around.pop()
        else:
            child = TokenNode(token)
            holder.children.append(child)
            if nesting:
                around.append(holder)
                holder = child
            elif token.children:
                _fill(child, token.children)
    if around:
        raise ValueError("unclosed tokens")


class TreeRendering(Part):
    """Walks through the tree of tokens."""

    rules: dict[str, Callable[[SyntaxTreeNode], None]]
    _rule_of: dict[str, Callable[[SyntaxTreeNode], None]]

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Render a list of tokens, whose lines, 0-based till now, are from now on 1-based as docutils has them."""
        for token in tokens:
            if token.map:
                token.map = [token.map[0] + 1, token.map[1] + 1]
                for child in token.children or ():
                    child.map = token.map
        self.render_children(tree_of(tokens))

    def render_children(self, token: SyntaxTreeNode) -> None:
        """Render what a token holds, each child by the rule for its type."""
        rules = self._rules_by_type()
        for child in token.children:
            rule = rules.get(child.type)
            if rule is None:
                self._say_unknown(child)
            else:
                rule(child)

    def _rules_by_type(self) -> dict[str, Callable[[SyntaxTreeNode], None]]:
        try:
            return self._rule_of
        except AttributeError:
            self._rule_of = {name.removeprefix("render_"): rule for name, rule in self.rules.items()}
            return self._rule_of

    def _say_unknown(self, token: SyntaxTreeNode) -> None:
        self.create_warning(
            f"No render method for: {token.type}",
            MystWarnings.RENDER_METHOD,
            line=token.map[0] if token.map else 0,
            append_to=self.current_node,
        )

    def add_line_and_source_path(self, node: nodes.Node, token: SyntaxTreeNode) -> None:
        """Say in a node, and for those made next that no token has, where a token stands."""
        place = token.map
        if place:
            node.line = self.document.current_line = place[0]
        node.source = self.document.attributes["source"]
