"""What our LaTeX says otherwise than Sphinx's: the language of each post, missing images, formula numbers."""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import TYPE_CHECKING, Final, Protocol, cast

from docutils import nodes
from sphinx.util.math import wrap_displaymath
from sphinx.writers.latex import LaTeXTranslator

from koushu.latex.formulas import formula_fault
from koushu.latex.numbering import caption_number, equation_number, section_number, target_number
from koushu.latex.tables import column_types
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders.latex import LaTeXBuilder
    from sphinx.builders.latex.theming import Theme


_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9:/_.-]+\Z")
_CJK: Final = "[\u2e80-\u2fdf\u3001-\u9fff\uac00-\ud7af\uff01-\uffef]"
_BETWEEN_CJK: Final = re.compile(f"(?<={_CJK})(?={_CJK})")
# Longer than any word, and without a place where TeX would break it.
_unbroken: Final = re.compile(r"[!-~]{40,}")
_PIECE: Final = 8
# Sphinx ends the build for a table inside more than two others.
_DEEPEST_TABLE: Final = 2
# From how many columns on a long word may be wider than one.
_NARROW: Final = 5
_LONG_WORD: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{6,}")
# A place that is an index entry's alone; others carry their label themselves.
_OWN_PLACE: Final = re.compile(r"index-\d+\Z")
# An environment of amsmath that counts by itself.
_COUNTING: Final = re.compile(r"\\begin\{(equation|align|gather|multline|flalign|alignat|eqnarray)\}")
_ZERO_WIDTH_SPACE: Final = "\u200b"


def citation_key(docname: str, identifier: str) -> str:
    """Return a name that TeX reads as it is written."""
    key = f"{docname}:{identifier}"
    return key if _PLAIN_KEY.match(key) else hashlib.sha256(key.encode()).hexdigest()


class Guarding(Protocol):
    """A builder that knows which characters fonts may lack."""

    def guarded(self, source: str) -> str:
        """Return LaTeX source with every character that a font may lack in safe hands."""


class KoushuLaTeXTranslator(LaTeXTranslator):
    """Writes the whole book."""

    def __init__(self, document: nodes.document, builder: LaTeXBuilder, theme: Theme) -> None:
        super().__init__(document, builder, theme)
        # Of the document that is being written.
        self.abbreviations: dict[str, str] = {}

    def astext(self) -> str:
        """Return the document with every character that a font may lack in safe hands."""
        return cast("Guarding", self.builder).guarded(super().astext())

    def visit_start_of_file(self, node: Element) -> None:
        """Begin a document, and typeset it by the rules of its language."""
        super().visit_start_of_file(node)
        post = catalogue_of(self).by_docname.get(node["docname"])
        language = post.language if post else site_language(self.config)
        self.body.append(f"\\koushulanguage{{{language.partition('-')[0].lower()}}}\n")

    def depart_start_of_file(self, node: Element) -> None:
        """End a document with what its abbreviations stand for."""
        self._print_abbreviations()
        super().depart_start_of_file(node)

    def visit_acronym(self, node: Element) -> None:
        """Write an acronym as the abbreviation that it is."""
        self.visit_abbreviation(node)

    def depart_acronym(self, node: Element) -> None:
        """End an acronym."""
        self.depart_abbreviation(node)

    def unknown_departure(self, _node: nodes.Node) -> None:
        """End what nobody knows, of which was told when it began; docutils would end the build."""

    def depart_document(self, node: Element) -> None:
        """End the book, and what the root says itself."""
        self._print_abbreviations()
        super().depart_document(node)

    def visit_abbreviation(self, node: Element) -> None:
        """Set an abbreviation; what it stands for is told at the end of its document, as paper has no tooltip."""
        if node.get("explanation"):
            self.abbreviations.setdefault(node.astext(), node["explanation"])
        self.body.append("\\sphinxstyleabbreviation{")

    def depart_abbreviation(self, _node: Element) -> None:
        """End an abbreviation."""
        self.body.append("}")

    def _print_abbreviations(self) -> None:
        entries = self.abbreviations.items()
        items = "".join(f"\\item[{{{self.encode(name)}}}] {self.encode(told)}\n" for name, told in entries)
        if items:
            self.body.append(f"\n\\begin{{koushuabbreviations}}\n{items}\\end{{koushuabbreviations}}\n")
        self.abbreviations.clear()

    def visit_attribution(self, _node: Element) -> None:
        """Say at the right who is quoted."""
        self.body.append("\n\\begin{flushright}\n—")

    def depart_field_name(self, node: Element) -> None:
        """End the name of a field as the web site does."""
        self.body.append(":")
        super().depart_field_name(node)

    def visit_literal_block(self, node: Element) -> None:
        """Set code, and let long lines of Chinese break, which have no blanks to break at."""
        start = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:
            self.body[start:] = ["".join(self.body[start:])]
            before, opening, code = self.body[-1].partition("\\begin{sphinx")
            self.body[-1] = before + opening + _BETWEEN_CJK.sub(r"\\koushucodebreak{}", code)

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        """Set words as they are; what is too long for a line may break anywhere, without a hyphen."""
        text = node.astext()
        super().visit_Text(nodes.Text(_unbroken.sub(_breakable, text)) if len(text) >= _PIECE else node)
        if self.table is not None and self.table.colcount >= _NARROW:
            self.body[-1] = _LONG_WORD.sub(lambda match: "\\koushumaybreak{}".join(match[0]), self.body[-1])

    def visit_index(self, node: Element) -> None:
        """Mark the places that entries of the index lead to; the index itself is written beside the document."""
        docname = self.curfilestack[-1]
        entries: list[tuple[str, ...]] = node.get("entries", [])
        for name in dict.fromkeys(entry[2] for entry in entries):
            if _OWN_PLACE.match(name) and not self.in_title:
                self.body.append(f"\\phantomsection\\label{{{self.idescape(f'{docname}:{name}')}}}")
        raise nodes.SkipNode

    def visit_paragraph(self, node: Element) -> None:
        """Begin a paragraph; pictures alone in one stand in the middle."""
        if _holds_pictures(node):
            self.body.append("\n\\begin{koushupictures}")
        super().visit_paragraph(node)

    def depart_paragraph(self, node: Element) -> None:
        """End a paragraph."""
        super().depart_paragraph(node)
        if _holds_pictures(node):
            self.body.append("\\end{koushupictures}\n")

    def visit_table(self, node: Element) -> None:
        """Begin a table, with columns to the side that their cells ask for; of one in three others, set the words."""
        if len(self.tables) > _DEEPEST_TABLE:
            self.body.append(self.encode("\n".join(cell.astext() for cell in node.findall(nodes.entry))))
            raise nodes.SkipNode
        if not self.next_table_colspec and "colwidths-given" not in node.get("classes", []):
            self.next_table_colspec = column_types(node) or None
        super().visit_table(node)

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

    def visit_title(self, node: Element) -> None:
        """Leave out the title of the book, which the title page has; number sections and tables as on the web."""
        if self.this_is_the_title and isinstance(node.parent, nodes.section):
            self.this_is_the_title = 0
            raise nodes.SkipNode
        super().visit_title(node)
        if isinstance(node.parent, nodes.table):
            self._number_caption(node.parent)
        elif isinstance(node.parent, nodes.section):
            number = section_number(self.builder.env, self.curfilestack[-1], node.parent)
            if number:
                self.body.append(f"\\koushusecnumber{{{number}}}")

    def visit_caption(self, node: Element) -> None:
        """Open a caption, and print the number that the web site gives what it belongs to."""
        super().visit_caption(node)
        self._number_caption(node.parent)

    def _number_caption(self, node: Element) -> None:
        number = caption_number(self.builder.env, self.curfilestack[-1], node)
        if number:
            self.body.append(f"\\sphinxstylecaptionnumber{{{self.encode(number)}}} ")

    def visit_number_reference(self, node: Element) -> None:
        """Refer to a number by what it is, since LaTeX counts otherwise."""
        docname, _, identifier = node.get("refuri", "")[1:].partition("#")
        if node.get("refid"):
            docname, identifier = self.curfilestack[-1], node["refid"]
        number = target_number(self.builder.env, docname, identifier)
        if not number:
            super().visit_number_reference(node)
        title = node.get("title", "%s")
        text = title.format(name=number, number=number) if "{" in title else title.replace("%s", number)
        self.body.append(f"\\hyperref[{self.idescape(f'{docname}:{identifier}')}]{{{self.encode(text)}}}")
        raise nodes.SkipNode

    def visit_citation(self, node: Element) -> None:
        """Open an entry of a bibliography."""
        label = self.encode(node[0].astext())
        self.body.append(f"\\bibitem[{label}]{{{citation_key(node['docname'], node['ids'][0])}}}")

    def visit_citation_reference(self, node: Element) -> None:
        """Refer to an entry of a bibliography."""
        if not self.in_title:
            self.body.append(f"\\sphinxcite{{{citation_key(node['docname'], node['refname'])}}}")
            raise nodes.SkipNode

    def visit_math(self, node: nodes.math) -> None:
        """Set a formula in the line, or its source as code, if TeX must not read it."""
        if self._is_refused(node):
            self.body.append(f"\\sphinxcode{{\\sphinxupquote{{{self.encode(node.astext())}}}}}")
            raise nodes.SkipNode
        super().visit_math(node)

    def _is_refused(self, node: nodes.Element, *, display: bool = False) -> bool:
        fault = formula_fault(node.astext(), display=display)
        if fault:
            message = (
                f"TeX must not read a formula of this kind, since {fault}; its source is printed as code"
            )
            report(Problem(Kind.LATEX_FORMULA, 0, message), node)
        return bool(fault)

    def visit_math_reference(self, node: Element) -> None:
        """Refer to a formula by a name that TeX reads as it is written, which a label need not be."""
        key = citation_key(node["docname"], node["target"])
        plain = node.deepcopy()
        plain["docname"], _, plain["target"] = key.rpartition(":")
        if not plain["docname"]:
            self.body.append(f"\\eqref{{equation:{key}}}")
            return
        super().visit_math_reference(plain)

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Set a display formula under the number that the web site gives it; as code, if TeX must not read it."""
        if self._is_refused(node, display=True):
            code = self.encode(node.astext()).replace("\n", "\\\\\n")
            self.body.append(f"\n\n\\sphinxcode{{\\sphinxupquote{{{code}}}}}\n\n")
            raise nodes.SkipNode
        number = equation_number(self.builder.env, node)
        if number and node.get("no-wrap", node.get("nowrap", False)) and _COUNTING.search(node.astext()):
            self.body.append(numbered(node.astext(), number))
            raise nodes.SkipNode
        if not number or node.get("no-wrap", node.get("nowrap", False)):
            if not _PLAIN_KEY.match(f"{node.get('docname', '')}:{node.get('label') or ''}"):
                node["label"] = None
            super().visit_math_block(node)
        label = f"equation:{citation_key(node['docname'], node['label'])}"
        formula = wrap_displaymath(node.astext(), label, numbering=True)
        self.body.append(formula.replace(f"\\label{{{label}}}", f"\\tag{{{number}}}\\label{{{label}}}", 1))
        raise nodes.SkipNode


def numbered(formula: str, number: str) -> str:
    r"""Return a formula of an amsmath environment under one given number, instead of those that TeX would count."""
    plain = (
        re.sub(r"(\\(?:begin|end)\{[a-z]+)(\})", r"\1*\2", formula)
        if _COUNTING.match(formula.strip())
        else formula
    )
    head, end, rest = plain.rpartition("\\end{")
    return f"{head.rstrip()}\\tag{{{number}}}\n{end}{rest}"


def _holds_pictures(paragraph: Element) -> bool:
    return (
        not any(text.strip() for text in paragraph.findall(nodes.Text))
        and isinstance(paragraph.parent, nodes.section | nodes.container | nodes.document)
        and next(iter(paragraph.findall(nodes.image)), None) is not None
    )


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    return _ZERO_WIDTH_SPACE.join(word[start : start + _PIECE] for start in range(0, len(word), _PIECE))
