"""The ground of the translator: the code writer, the place in the sources, anchors and running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from koushu.problems import Kind, Problem, report
from koushu.running.siblings import Siblings
from koushu.typst_builder.spacing import LONG_WORD, breakable, collapse, latin_runs
from koushu.typst_builder.writer import CodeWriter, Origin

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from koushu.typst_builder.book import Book
    from koushu.typst_builder.escape import Value


class BaseTranslator(SphinxTranslator):
    """What every family of visitors uses, and the interface for visitors of other features.

    `begin_call`, `end_call`, `add_call` and `add_text` are that interface; arguments are Python values.
    """

    def __init__(self, document: nodes.document, builder: Builder, book: Book) -> None:
        super().__init__(document, builder)
        self.book = book
        self.env = builder.env
        self.code = CodeWriter()
        self.docnames: list[str] = [document["docname"]]
        self._anchors: list[str] = []
        self._deep: set[str] = set()
        self.page_numbers = bool(builder.config.typst_page_numbers)
        self.longest_word = LONG_WORD
        # What the abbreviations of the chapter stand for.
        self.abbreviations: dict[str, str] = {}
        # A heading is printed more than once: labels and notes wait until it is closed.
        self.in_heading = False
        # The character that stands before the next text in the same block; empty at its start.
        self._previous = ""
        self.siblings = Siblings()

    def astext(self) -> str:
        """Return the Typst code of everything visited."""
        return self.code.code()

    @property
    def docname(self) -> str:
        """Return the document to which the node now visited belongs."""
        return self.docnames[-1]

    def begin_call(self, function: str, *positional: Value, **arguments: Value) -> None:
        """Open a Typst call whose last argument is the content added until `end_call`."""
        self.place_anchors()
        if self.code.too_deep(function):
            self._note_depth()
        self.code.begin_call(function, *positional, **arguments)

    def end_call(self) -> None:
        """Close the call opened last."""
        self.code.end_call()

    def add_call(self, function: str, *positional: Value, **arguments: Value) -> None:
        """Add a Typst call without content."""
        self.place_anchors()
        self.code.add_call(function, *positional, **arguments)

    def add_text(self, text: str) -> None:
        """Add text as it stands; no blank is changed."""
        if text:
            self.place_anchors()
            self._previous = text[-1]
            first, *others = breakable(self.book.printable(text), self.longest_word)
            self.code.add_text(first)
            for piece in others:
                self.code.add_call("may-break")
                self.code.add_text(piece)

    def begin_list(self, function: str, **arguments: Value) -> None:
        """Open a Typst call that takes any number of contents, each between `begin_item` and `end_item`."""
        self.place_anchors()
        if self.code.list_too_deep(function):
            self._note_depth()
        self.code.begin_list(function, **arguments)

    def end_list(self) -> None:
        """Close the call opened by `begin_list`."""
        self.code.end_list()
        self.start_block()

    def begin_item(self, function: str = "", **arguments: Value) -> None:
        """Open one content of a list."""
        self.code.begin_item(function, **arguments)
        self.start_block()

    def end_item(self) -> None:
        """Close one content of a list."""
        self.place_anchors()
        self.code.end_item()

    def paragraph_break(self) -> None:
        """End the paragraph before and start a new one."""
        self.place_anchors()
        self.code.break_paragraph()
        self.start_block()

    def start_block(self) -> None:
        """Say that the next text is the first of a block, so that blanks before it count for nothing."""
        self._previous = ""

    def visit_children(self, node: nodes.Element, *without: nodes.Node | None) -> None:
        """Visit what is inside a node, in order, except some of its children."""
        for child in list(node.children):
            if not any(child is other for other in without):
                child.walkabout(self)

    def problem(self, kind: Kind, node: nodes.Node | None, message: str) -> None:
        """Report a problem at a node's line, or at the line of the node visited last."""
        line = (_line(node) if node is not None else 0) or self.code.origin.line
        report(Problem(kind, line, message), str(self.env.doc2path(self.docname)))

    def _note_depth(self) -> None:
        """Report, once for a document, that something is nested deeper than Typst can go."""
        if self.docname not in self._deep:
            self._deep.add(self.docname)
            message = (
                "Blocks are nested too deep for Typst; expected less. The text of the inner ones is kept"
            )
            self.problem(Kind.TYPST_NESTING, None, message)

    # Anchors

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Note the node's line and labels, then visit it."""
        line = _line(node)
        if line or self.code.origin.docname != self.docname:
            self.code.origin = Origin(self.docname, line or self.code.origin.line)
        if isinstance(node, nodes.Element):
            self.note_anchors(node)
        super().dispatch_visit(node)

    def note_anchors(self, node: nodes.Element) -> None:
        """Remember the node's labels until content can carry them."""
        self._anchors += [label for label in self.book.targets.labels_of(node) if label not in self._anchors]

    def place_anchors(self) -> None:
        """Add the labels noted so far, unless a heading is open."""
        if self.in_heading or not self._anchors:
            return
        anchors, self._anchors = self._anchors, []
        for label in anchors:
            if self.book.targets.claim(label):
                self.code.add_call("anchor", label)

    # Text

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils calls it so
        """Add running text: blanks as HTML has them, marks in the font of their neighbours."""
        source = node.astext()
        if not source:
            return
        after = "" if source[-1].isalnum() else self._next_character(node)
        text = collapse(source, self._previous, after)
        # Its number stands close to the word.
        if isinstance(self.siblings.next(node), nodes.footnote_reference):
            text = text.rstrip(" ")
        for piece, latin in latin_runs(text, self._previous, after):
            if latin:
                self.begin_call("latin")
            self.add_text(piece)
            if latin:
                self.end_call()

    def _next_character(self, node: nodes.Text) -> str:
        """Return the character after a text in the same block, or nothing at the block's end."""
        current: nodes.Node = node
        while isinstance(current.parent, nodes.TextElement):
            children = current.parent.children
            for place in range(self.siblings.place(current) + 1, len(children)):
                text = children[place].astext()
                if text:
                    return text[0]
            if not isinstance(current.parent, nodes.Inline):
                return ""
            current = current.parent
        return ""

    def depart_Text(self, _node: nodes.Text) -> None:  # noqa: N802 - docutils calls it so
        """Nothing to close."""

    def print_abbreviations(self) -> None:
        """Add what the abbreviations since the last time stand for."""
        if self.abbreviations:
            printable = self.book.printable
            entries = [[printable(name), printable(meaning)] for name, meaning in self.abbreviations.items()]
            self.add_call("abbreviations", *entries)
            self.abbreviations.clear()

    # Nodes nobody knows

    def unknown_visit(self, node: nodes.Node) -> None:
        """Print the content of a node without a visitor and say so."""
        self.problem(
            Kind.TYPST_UNKNOWN_NODE,
            node,
            f"The PDF has no form for `{node.__class__.__name__}`; expected a visitor registered for `typst`. "
            "Its content is printed plainly",
        )
        self._set_apart_unless_inline(node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """End the block of an unknown node."""
        self._set_apart_unless_inline(node)

    def _set_apart_unless_inline(self, node: nodes.Node) -> None:
        if not isinstance(node, nodes.Inline) and not isinstance(node.parent, nodes.TextElement):
            self.paragraph_break()


def _line(node: nodes.Node) -> int:
    return getattr(node, "line", None) or 0
