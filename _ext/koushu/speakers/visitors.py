"""How the index and the shares are printed, where standard nodes do not say enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.speakers import nodes as own

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

    from koushu.typst_builder.translator import TypstTranslator

    Visitors = dict[type[nodes.Element], tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]]


def passing(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401 - any writer's translator
    """Print the children alone."""


def silent(_translator: Any, _node: nodes.Element) -> None:  # noqa: ANN401
    """Print nothing."""
    raise nodes.SkipNode


def visit_bar_html(self: HTML5Translator, node: own.share_bar) -> None:
    """Print the bar; the number beside it says the same."""
    style: Any = {"style": f"--share: {node['percent']}%", "aria-hidden": "true"}
    self.body.append(self.starttag(node, "span", "", CLASS=f"share-bar sp-{node['slot']}", **style))
    self.body.append("</span>")
    raise nodes.SkipNode


def visit_turn_line_html(self: HTML5Translator, node: own.turn_line) -> None:
    """Print the whole line, as its parts would be printed one by one."""
    time = f' <span class="turn-time">{self.encode(node["time"])}</span>' if node["time"] else ""
    language = f' lang="{self.attval(node["language"])}"' if node["language"] else ""
    self.body.append(
        f'<li><p><a class="reference internal" href="{self.attval(node["address"])}">'
        f'<span class="turn-number">{self.encode(node["label"])}</span></a>{time} '
        f'<span class="turn-opening"{language}>{self.encode(node["words"])}</span></p></li>\n'
    )
    raise nodes.SkipNode


def visit_entry_latex(self: LaTeXTranslator, _node: own.index_entry) -> None:
    """Begin a person."""
    self.body.append("\n\\begin{speakerentry}")


def depart_entry_latex(self: LaTeXTranslator, _node: own.index_entry) -> None:
    """End the person."""
    self.body.append("\n\\end{speakerentry}\n")


def visit_place_latex(self: LaTeXTranslator, _node: own.index_place) -> None:
    """Begin a conversation."""
    self.body.append("\n\\speakerplace{")


def depart_place_latex(self: LaTeXTranslator, _node: own.index_place) -> None:
    """End the conversation."""
    self.body.append("}\n")


def visit_pages_latex(self: LaTeXTranslator, node: own.page_numbers) -> None:
    """Print the pages of the turns, which LaTeX joins into ranges."""
    labels = [self.idescape(f"{docname}:{anchor}") for docname, anchor in node["targets"]]
    self.body.append(f"\\speakerpages{{{','.join(labels)}}}")
    raise nodes.SkipNode


def visit_bar_latex(self: LaTeXTranslator, node: own.share_bar) -> None:
    """Print the bar."""
    self.body.append(f"\\sharebar{{{node['percent']}}}{{{node['slot']}}}")
    raise nodes.SkipNode


def visit_entry_typst(self: TypstTranslator, _node: own.index_entry) -> None:
    """Begin a person."""
    self.begin_call("speaker-entry")


def visit_place_typst(self: TypstTranslator, _node: own.index_place) -> None:
    """Begin a conversation."""
    self.begin_call("speaker-place")


def depart_call_typst(self: TypstTranslator, _node: nodes.Element) -> None:
    """End the call."""
    self.end_call()


def visit_pages_typst(self: TypstTranslator, node: own.page_numbers) -> None:
    """Print the pages of the turns, which Typst joins into ranges."""
    found = (self.book.targets.find(docname, anchor) for docname, anchor in node["targets"])
    self.add_call("page-ranges", [label for label in found if label is not None])
    raise nodes.SkipNode


def visit_bar_typst(self: TypstTranslator, node: own.share_bar) -> None:
    """Print the bar."""
    self.add_call("share-bar", node["percent"], slot=node["slot"])
    raise nodes.SkipNode


PLAIN: Visitors = {
    **dict.fromkeys((*own.PLACES, own.index_entry, own.index_place), (passing, passing)),
    **dict.fromkeys((own.page_numbers, own.share_bar, own.turn_line), (silent, passing)),
}
HTML: Visitors = {
    **PLAIN,
    own.share_bar: (visit_bar_html, passing),
    own.turn_line: (visit_turn_line_html, passing),
}
LATEX: Visitors = {
    **PLAIN,
    own.index_entry: (visit_entry_latex, depart_entry_latex),
    own.index_place: (visit_place_latex, depart_place_latex),
    own.page_numbers: (visit_pages_latex, passing),
    own.share_bar: (visit_bar_latex, passing),
}
TYPST: Visitors = {
    **PLAIN,
    own.index_entry: (visit_entry_typst, depart_call_typst),
    own.index_place: (visit_place_typst, depart_call_typst),
    own.page_numbers: (visit_pages_typst, passing),
    own.share_bar: (visit_bar_typst, passing),
}
