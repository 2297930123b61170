"""Footnotes at the foot of the page, and citations."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.escape import call
from koushu.typst_builder.translator.base import BaseTranslator


class NoteVisitors(BaseTranslator):
    """Visitors of footnotes and citations."""

    _open_notes: tuple[tuple[str, str], ...] = ()

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Print the note at its first reference, and its number at any other."""
        key = (self.docname, node.get("refid", ""))
        note = self.book.footnotes.get(key)
        number = node.astext()
        if note is None:
            self.add_call("note-number", number)
        elif key in self._open_notes:
            # A note that refers to itself: Typst allows only its number there.
            self.add_call("note-number", number)
        elif self.book.targets.claim(_note_label(key)):
            self._open_note(key, note, number)
        else:
            self.add_call("note-again", number, _note_label(key))
        raise nodes.SkipNode

    def _open_note(self, key: tuple[str, str], note: nodes.footnote, number: str) -> None:
        self.begin_call("note", number=number, name=_note_label(key))
        self.note_anchors(note)
        previous, self._previous = self._previous, ""
        outer, self._open_notes = self._open_notes, (*self._open_notes, key)
        for child in note.children:
            if not isinstance(child, nodes.label):
                child.walkabout(self)
        self._open_notes = outer
        self._previous = previous
        self.end_call()

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Leave out a note that stands where it is referred to; print one that nothing refers to."""
        if any((self.docname, name) in self.book.footnotes for name in node["ids"]):
            raise nodes.SkipNode
        self.begin_call("loose-note")

    def depart_footnote(self, node: nodes.Element) -> None:
        """Close the note."""
        self.end_call()

    def visit_label(self, node: nodes.label) -> None:
        """Print the number or key of a note."""
        self.begin_call("note-label")

    def depart_label(self, node: nodes.label) -> None:
        """Close it."""
        self.end_call()

    # Citations

    def visit_citation(self, node: nodes.citation) -> None:
        """Print an entry of the bibliography: its key, then its text."""
        self.place_anchors()
        self.code.begin_list("bibliography-entry")
        label = next((child for child in node.children if isinstance(child, nodes.label)), None)
        self.code.begin_item()
        self.start_block()
        if label is not None:
            self.add_text(f"[{label.astext()}]")
        self.code.end_item()
        self.code.begin_item()
        self.start_block()
        for child in node.children:
            if child is not label:
                child.walkabout(self)
        self.code.end_item()
        self.code.end_list()
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Print the key of a citation, leading to its entry."""
        label = self.book.targets.find(self.docname, node.get("refid", ""))
        self.add_text("[")
        if label is None:
            self.add_text(node.astext())
        else:
            self.place_anchors()
            self.code.begin_call("link", call("label", label))
            self.add_text(node.astext())
            self.code.end_call()
        self.add_text("]")
        raise nodes.SkipNode


def _note_label(key: tuple[str, str]) -> str:
    return f"note {key[0]}:{key[1]}"
