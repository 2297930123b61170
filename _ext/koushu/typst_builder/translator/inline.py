"""Inline markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.blocks import is_long_emphasis

if TYPE_CHECKING:
    from collections.abc import Callable

# Classes of an `inline` node that the template gives a form.
_ROLES = ("guilabel", "menuselection", "kbd", "accelerator", "mark", "small", "underline", "strike")


def _call(function: str, sentence: str) -> Callable[[BaseTranslator, nodes.Node], None]:
    def visit(self: BaseTranslator, _node: nodes.Node) -> None:
        self.begin_call(function)

    visit.__doc__ = sentence
    return visit


def _end(self: BaseTranslator, _node: nodes.Node) -> None:
    """Close the call."""
    self.end_call()


class InlineVisitors(BaseTranslator):
    """Visitors of inline nodes."""

    visit_strong = _call("strong-text", "Open strong importance.")
    depart_strong = _end
    visit_subscript = _call("sub", "Open a subscript.")
    depart_subscript = _end
    visit_superscript = _call("super", "Open a superscript.")
    depart_superscript = _end
    visit_title_reference = _call("work-title", "Open the title of a work.")
    depart_title_reference = _end
    visit_literal_emphasis = _call("literal-emphasis", "Open emphasis in the code face.")
    depart_literal_emphasis = _end
    visit_literal_strong = _call("literal-strong", "Open strong importance in the code face.")
    depart_literal_strong = _end
    visit_problematic = _call("problematic", "Open text that could not be read as it was meant.")
    depart_problematic = _end
    visit_manpage = _call("emphasis", "Open the name of a manual page.")
    depart_manpage = _end

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        """Open emphasis; a paragraph that is set apart as a whole needs none of its own."""
        if not _is_set_apart(node):
            self.begin_call("emphasis")

    def depart_emphasis(self, node: nodes.emphasis) -> None:
        """Close the emphasis."""
        if not _is_set_apart(node):
            self.end_call()

    def visit_literal(self, node: nodes.literal) -> None:
        """Print code in a line; it may hold other nodes, whose text it takes."""
        self.place_anchors()
        keyboard = "kbd" in node["classes"]
        text = self.book.printable(" ".join(node.astext().split("\n")))
        if keyboard:
            self.add_call("key", text)
        elif text:
            self.code.add_call("raw", text)
        self._previous = text[-1:] or self._previous
        raise nodes.SkipNode

    def visit_inline(self, node: nodes.inline) -> None:
        """Open an inline group whose class has a form; any other prints its content."""
        role = _role(node)
        if role:
            self.begin_call("role-text", role=role)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close the group."""
        if _role(node):
            self.end_call()

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Print the abbreviation; its explanation follows in brackets, as paper has no tooltip."""

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """Add the explanation."""
        explanation = node.get("explanation", "")
        if explanation:
            self.add_text(f" ({explanation})")

    visit_acronym = visit_abbreviation
    depart_acronym = depart_abbreviation

    def visit_generated(self, node: nodes.Element) -> None:
        """Print generated text."""

    def depart_generated(self, node: nodes.Element) -> None:
        """Nothing to close."""


def _role(node: nodes.Element) -> str:
    return next((name for name in _ROLES if name in node["classes"]), "")


def _is_set_apart(node: nodes.Element) -> bool:
    return isinstance(node.parent, nodes.paragraph) and is_long_emphasis(node.parent)
