"""What our LaTeX says otherwise than Sphinx's: the language of each post, missing images, formula numbers."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final, cast

from docutils import nodes
from sphinx.util.math import get_node_equation_number, wrap_displaymath
from sphinx.writers.latex import LaTeXTranslator

from koushu.latex.characters import guard_characters
from koushu.posts.catalogue import catalogue_of, site_language

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.writers.html5 import HTML5Translator

_CJK: Final = "[\u2e80-\u2fdf\u3001-\u9fff\uac00-\ud7af\uff01-\uffef]"
_BETWEEN_CJK: Final = re.compile(f"(?<={_CJK})(?={_CJK})")


class KoushuLaTeXTranslator(LaTeXTranslator):
    """Writes the whole book."""

    def astext(self) -> str:
        """Return the document with every character that a font may lack in safe hands."""
        return guard_characters(super().astext())

    def visit_start_of_file(self, node: Element) -> None:
        """Begin a document, and typeset it by the rules of its language."""
        super().visit_start_of_file(node)
        post = catalogue_of(self).by_docname.get(node["docname"])
        language = post.language if post else site_language(self.config)
        self.body.append(f"\\koushulanguage{{{language.partition('-')[0].lower()}}}\n")

    def visit_literal_block(self, node: Element) -> None:
        """Set code, and let long lines of Chinese break, which have no blanks to break at."""
        start = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:
            self.body[start:] = ["".join(self.body[start:])]
            before, opening, code = self.body[-1].partition("\\begin{sphinxVerbatim}")
            self.body[-1] = before + opening + _BETWEEN_CJK.sub(r"\\koushucodebreak{}", code)

    def visit_image(self, node: Element) -> None:
        """Show an image, or its description where there is no file to show."""
        if node["uri"] in self.builder.images:
            super().visit_image(node)
            return
        remote = node["uri"].startswith(("http://", "https://"))
        text = self.encode(node.get("alt") or posixpath.basename(node["uri"]))
        if remote and not isinstance(node.parent, nodes.reference):
            text = f"\\sphinxhref{{{self.encode_uri(node['uri'])}}}{{{text}}}"
        self.body.append(f"\\koushunoimage{{{text}}}")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Set a display formula under the number that the web site gives it."""
        if not node.get("number") or node.get("no-wrap", node.get("nowrap", False)):
            super().visit_math_block(node)
        label = f"equation:{node['docname']}:{node['label']}"
        # Made for the HTML writer, but all it asks for is the builder's configuration and figure numbers.
        number = get_node_equation_number(cast("HTML5Translator", self), node)
        formula = wrap_displaymath(node.astext(), label, numbering=True)
        self.body.append(formula.replace(f"\\label{{{label}}}", f"\\tag{{{number}}}\\label{{{label}}}", 1))
        raise nodes.SkipNode
