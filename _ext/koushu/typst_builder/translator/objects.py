"""Descriptions of program objects, set plainly: signatures in the code face, content indented."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import blocks, calls, passes


@passes("desc_addname", "desc_type", "desc_inline", "desc_sig_element")
@passes("desc_annotation", "desc_parameter", "desc_type_parameter")
@calls(desc_content="definition", desc_name="strong-text", productionlist="literal-lines")
@blocks(desc_signature="signature")
class ObjectVisitors(BaseTranslator):
    """Visitors of object descriptions and of grammars."""

    def visit_desc(self, _node: nodes.Element) -> None:
        """Open a description."""
        self.begin_call("group", classes=["desc"])

    def depart_desc(self, _node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    def visit_desc_signature_line(self, _node: nodes.Element) -> None:
        """Print one line of a signature."""

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        """End the line, unless it is the last."""
        if node.parent.children[-1] is not node:
            self.add_call("linebreak")

    def visit_desc_returns(self, _node: nodes.Element) -> None:
        """Print an arrow before the type of the result."""
        self.add_text(" → ")

    def depart_desc_returns(self, _node: nodes.Element) -> None:
        """Nothing to close."""

    def visit_desc_parameterlist(self, node: addnodes.desc_parameterlist) -> None:
        """Print parameters with commas between them, in brackets."""
        self._bracketed(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: addnodes.desc_type_parameter_list) -> None:
        """Print parameters of a type in square brackets."""
        self._bracketed(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Print optional parameters in square brackets."""
        first = node.parent.children[0] is node
        self._bracketed(node, "[" if first else "[, ", "]")

    def _bracketed(self, node: nodes.Element, opening: str, closing: str) -> None:
        self.add_text(opening)
        for index, child in enumerate(node.children):
            # The comma belongs to what may be left out: `a[, b]`.
            if index and not isinstance(child, addnodes.desc_optional):
                self.add_text(", ")
            child.walkabout(self)
        self.add_text(closing)
        raise nodes.SkipNode

    def visit_production(self, _node: nodes.Element) -> None:
        """Print a rule."""

    def depart_production(self, node: nodes.Element) -> None:
        """End the rule's line, unless it is the last."""
        if node.parent.children[-1] is not node:
            self.add_call("linebreak")
