"""Inline markup."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from koushu.typst_builder.spacing import breakable
from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.blocks import is_long_emphasis
from koushu.typst_builder.translator.forms import alike, calls, passes
from koushu.typst_builder.translator.looks import look_of

# Classes of an `inline` node that the template gives a form.
_ROLES = (
    "guilabel",
    "menuselection",
    "kbd",
    "accelerator",
    "mark",
    "small",
    "underline",
    "strike",
    "deleted",
)


@passes("generated")
@calls(
    strong="strong-text",
    subscript="sub",
    superscript="super",
    title_reference="work-title",
    literal_emphasis="literal-emphasis",
    literal_strong="literal-strong",
    manpage="literal-emphasis",
    problematic="problematic",
)
@alike(acronym="abbreviation")
class InlineVisitors(BaseTranslator):
    """Visitors of inline nodes."""

    def visit_emphasis(self, node: nodes.emphasis) -> None:
        """Open emphasis; a paragraph that is set apart as a whole needs none of its own."""
        if not _is_set_apart(node):
            self.begin_call("emphasis")

    def depart_emphasis(self, node: nodes.emphasis) -> None:
        """Close the emphasis."""
        if not _is_set_apart(node):
            self.end_call()

    def visit_literal(self, node: nodes.literal) -> None:
        """Print code in a line, with the text of whatever stands inside it."""
        text = " ".join(node.astext().split("\n"))
        if text:
            self._add_code(self.book.printable(text), is_key="kbd" in node["classes"])
            self._previous = text[-1]
        for part in node.findall(nodes.Element):
            self.note_anchors(part)
        raise nodes.SkipNode

    def _add_code(self, text: str, *, is_key: bool) -> None:
        """Add code, in pieces between which a line may break when it is long."""
        for index, piece in enumerate(breakable(text, self.longest_word)):
            if index:
                self.code.add_call("may-break")
            self.add_call("key" if is_key else "raw", piece)

    def visit_inline(self, node: nodes.inline) -> None:
        """Open an inline group whose class has a form; any other prints its content."""
        role, look = _role(node), look_of(node)
        if look:
            self.begin_call(look)
        elif role:
            self.begin_call("role-text", role=role)

    def depart_inline(self, node: nodes.inline) -> None:
        """Close the group."""
        if look_of(node) or _role(node):
            self.end_call()

    def visit_abbreviation(self, _node: nodes.Element) -> None:
        """Print the abbreviation; what it stands for is told at the end of the chapter, as paper has no tooltip."""

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """Remember what it stands for."""
        explanation = " ".join(str(node.get("explanation", "")).split())
        # In a signature the explanation is of a sign that programmers know.
        if explanation and not isinstance(node.parent, addnodes.desc_sig_element | addnodes.desc_parameter):
            self.abbreviations.setdefault(node.astext(), explanation)


def _role(node: nodes.Element) -> str:
    return next((name for name in _ROLES if name in node["classes"]), "")


def _is_set_apart(node: nodes.Element) -> bool:
    return isinstance(node.parent, nodes.paragraph) and is_long_emphasis(node.parent)
