"""The math renderer of HTML and EPUB: visitors that print MathML, or the TeX source where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number

from koushu.mathml.environments import arrange
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

NAME: Final = "koushu_mathml"
_CLASSES: Final = "math notranslate nohighlight"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Print a formula within a line."""
    self.body.append(self.starttag(node, "span", "", CLASS=_CLASSES))
    self.body.append(_formula(self, node, node.astext(), display=False) + "</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Print a display formula, with the number that Sphinx gives it and the target of references to it."""
    tex = node.astext()
    whole = node.get("no-wrap", node.get("nowrap", False))
    self.body.append(self.starttag(node, "div", "", CLASS=_CLASSES))
    formula = _formula(self, node, tex if whole else arrange(tex), display=True)
    # Only a box of its own lets a wide formula scroll while its number stays.
    self.body.append(f'<div class="formula">{formula}</div>')
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _formula(self: HTML5Translator, node: nodes.Element, tex: str, *, display: bool) -> str:
    from koushu.mathml.convert import to_mathml  # noqa: PLC0415 - few pages have a formula

    formula = to_mathml(tex, display=display)
    if formula.markup:
        return formula.markup
    source = node.astext().strip()
    message = f"the formula “{_short(source)}” {formula.fault}; its TeX source is shown instead"
    report(Problem(Kind.FORMULA, node.line or 0, message), node)
    return f'<code class="math">{self.encode(source)}</code>'


def _short(source: str) -> str:
    text = " ".join(source.split())
    return text if len(text) <= 60 else text[:59] + "…"
