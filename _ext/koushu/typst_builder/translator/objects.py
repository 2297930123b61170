"""Descriptions of program objects, set plainly: signatures in the code face, content indented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator

if TYPE_CHECKING:
    from sphinx import addnodes


class ObjectVisitors(BaseTranslator):
    """Visitors of object descriptions and of grammars."""

    def visit_desc(self, node: nodes.Element) -> None:
        """Open a description."""
        self.begin_call("group", classes=["desc"])

    def depart_desc(self, node: nodes.Element) -> None:
        """Close the call opened last."""
        self.end_call()

    def visit_desc_signature(self, node: nodes.Element) -> None:
        """Open a signature."""
        self.begin_call("signature")
        self.start_block()

    depart_desc_signature = depart_desc

    def visit_desc_content(self, node: nodes.Element) -> None:
        """Open the text of a description."""
        self.begin_call("definition")

    depart_desc_content = depart_desc

    def visit_desc_name(self, node: nodes.Element) -> None:
        """Open the name of the object."""
        self.begin_call("strong-text")

    depart_desc_name = depart_desc

    def visit_plain(self, node: nodes.Element) -> None:
        """Print the content."""

    def depart_plain(self, node: nodes.Element) -> None:
        """Nothing to close."""

    visit_desc_addname = visit_desc_type = visit_desc_inline = visit_desc_sig_element = visit_plain
    depart_desc_addname = depart_desc_type = depart_desc_inline = depart_desc_sig_element = depart_plain
    visit_desc_annotation = visit_desc_parameter = visit_desc_type_parameter = visit_plain
    depart_desc_annotation = depart_desc_parameter = depart_desc_type_parameter = depart_plain

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        """Print one line of a signature."""

    def depart_desc_signature_line(self, node: nodes.Element) -> None:
        """End the line, unless it is the last."""
        if node.parent.children[-1] is not node:
            self.add_call("linebreak")

    def visit_desc_returns(self, node: nodes.Element) -> None:
        """Print an arrow before the type of the result."""
        self.add_text(" → ")

    depart_desc_returns = depart_plain

    def visit_desc_parameterlist(self, node: addnodes.desc_parameterlist) -> None:
        """Print parameters with commas between them, in brackets."""
        self._bracketed(node, "(", ")")

    def visit_desc_type_parameter_list(self, node: addnodes.desc_type_parameter_list) -> None:
        """Print parameters of a type in square brackets."""
        self._bracketed(node, "[", "]")

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Print optional parameters in square brackets."""
        self._bracketed(node, "[", "]")

    def _bracketed(self, node: nodes.Element, opening: str, closing: str) -> None:
        self.add_text(opening)
        for index, child in enumerate(node.children):
            if index:
                self.add_text(", ")
            child.walkabout(self)
        self.add_text(closing)
        raise nodes.SkipNode

    def visit_productionlist(self, node: nodes.Element) -> None:
        """Open the rules of a grammar, in the code face."""
        self.begin_call("literal-lines")

    depart_productionlist = depart_desc

    def visit_production(self, node: nodes.Element) -> None:
        """Print the name of a rule; what it is follows."""
        if "tokenname" in node:
            self.begin_call("strong-text")
            self.add_text(node["tokenname"])
            self.end_call()
            self.add_text(" ::= ")

    def depart_production(self, node: nodes.Element) -> None:
        """End the rule's line."""
        self.add_call("linebreak")
