"""The math renderer that prints TeX between the delimiters that scripts look for, as a Hugo site does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

NAME: Final = "tex"
_CLASSES: Final = "math notranslate nohighlight"


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Print a formula within a line."""
    self.body.append(self.starttag(node, "span", "", CLASS=_CLASSES))
    self.body.append(rf"\({self.encode(node.astext())}\)</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Print a display formula."""
    self.body.append(self.starttag(node, "div", "", CLASS=_CLASSES))
    self.body.append(rf"\[{self.encode(node.astext())}\]</div>" + "\n")
    raise nodes.SkipNode
