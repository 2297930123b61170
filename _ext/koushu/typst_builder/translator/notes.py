"""Footnotes at the foot of the page, and citations."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.book import label_of
from koushu.typst_builder.escape import call
from koushu.typst_builder.translator.forms import calls
from koushu.typst_builder.translator.sections import SectionVisitors

NoteKey = tuple[str, str]
"""A document and the id of a footnote in it."""


@calls(label="note-label")
class NoteVisitors(SectionVisitors):
    """Visitors of footnotes and citations."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self._open_notes: tuple[NoteKey, ...] = ()
        # Number and key of each note that the open heading refers to.
        self._waiting: list[tuple[str, NoteKey]] = []

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Print the note at its first reference, and its number at any other."""
        key = (self.docname, node.get("refid", ""))
        number = node.astext()
        if self.in_heading:
            self._waiting.append((number, key))
        elif key not in self.book.footnotes or key in self._open_notes:
            # A note that refers to itself: Typst allows only its number there.
            self.add_call("note-number", number)
        elif self.book.targets.claim(_note_label(key)):
            self._print_note("note", key, number)
        else:
            self.add_call("note-again", number, _note_label(key))
        raise nodes.SkipNode

    def add_heading_marks(self) -> None:
        """Add the numbers of the notes that the open heading refers to, leading to them."""
        for number, key in self._waiting:
            self.add_call("note-mark", number, _note_label(key) if key in self.book.footnotes else None)

    def place_waiting_notes(self) -> None:
        """Print the notes of a heading without a mark of their own."""
        waiting, self._waiting = self._waiting, []
        for number, key in waiting:
            if key in self.book.footnotes and self.book.targets.claim(_note_label(key)):
                self._print_note("unmarked-note", key, number)

    def _print_note(self, function: str, key: NoteKey, number: str) -> None:
        note = self.book.footnotes[key]
        self.begin_call(function, number=number, name=_note_label(key))
        self.note_anchors(note)
        previous, outer = self._previous, self._open_notes
        self._open_notes = (*outer, key)
        self.start_block()
        self.visit_children(note, *note.findall(nodes.label))
        self.place_anchors()
        self._previous, self._open_notes = previous, outer
        self.end_call()

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Leave out a note that stands where it is referred to; print one that nothing refers to."""
        if any((self.docname, name) in self.book.footnotes for name in node["ids"]):
            raise nodes.SkipNode
        self.begin_call("loose-note")

    def depart_footnote(self, _node: nodes.Element) -> None:
        """Close the note."""
        self.end_call()

    # Citations

    def visit_citation(self, node: nodes.citation) -> None:
        """Print an entry of the bibliography: its key, then its text."""
        label = next((child for child in node.children if isinstance(child, nodes.label)), None)
        self.begin_list("bibliography-entry")
        self.begin_item()
        if label is not None:
            self.add_text(f"[{label.astext()}]")
        self.end_item()
        self.begin_item()
        self.visit_children(node, label)
        self.end_item()
        self.end_list()
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Print the key of a citation, leading to its entry."""
        label = self.book.targets.find(self.docname, node.get("refid", ""))
        self.add_text("[")
        if label is None:
            self.add_text(node.astext())
        else:
            self.begin_call("link", call("label", label))
            self.add_text(node.astext())
            self.end_call()
        self.add_text("]")
        raise nodes.SkipNode


def _note_label(key: NoteKey) -> str:
    return f"note {label_of(*key)}"
