"""Formulas in a line and in a block, with their numbers."""

from __future__ import annotations

from docutils import nodes

from koushu.problems import Kind
from koushu.typst_builder.translator.design import DesignVisitors


class FormulaVisitors(DesignVisitors):
    """Visitors of formulas."""

    def visit_math(self, node: nodes.math) -> None:
        """Print a formula in a line."""
        self._add_formula(node, block=False, number="")
        self._previous = "x"
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Print a formula in a block, with its number at the right."""
        number = self._number(node)
        self._add_formula(node, block=True, number=f"({number})" if number else "")
        self.start_block()
        raise nodes.SkipNode

    def _add_formula(self, node: nodes.Element, *, block: bool, number: str) -> None:
        source = node.astext().strip()
        if not source:
            return
        typst = self.book.formulas.get(source)
        spoken = " ".join(source.split())
        if typst is not None:
            self.add_call("formula", typst, alt=spoken, block_=block, number=number or None)
            return
        self.problem(
            Kind.TYPST_FORMULA,
            node,
            f"The formula {_shortened(spoken)} cannot be set in the PDF; expected LaTeX mathematics that Typst can "
            "express. Its source is printed as code",
        )
        self.add_call("formula-source", self.book.printable(source), block_=block, number=number or None)

    def _number(self, node: nodes.Element) -> str:
        """Return the number as the web page shows it, or nothing for a formula without one."""
        if self.config.math_numfig and self.config.numfig:
            numbers = self.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
            number = next((numbers[name] for name in node["ids"] if name in numbers), ())
            return str(self.config.math_numsep.join(".".join(map(str, number)).rsplit(".", 1)))
        return str(node.get("number") or "")


def _shortened(text: str) -> str:
    return f"`{text}`" if len(text) <= 80 else f"`{text[:77]}…`"
