"""Footnotes: numbered in the order of their references, and all at the end of the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.rendering.base import Part, line_of
from koushu.problems import Kind

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class FootnoteRendering(Part):
    """Renders references where they stand, and the notes when the page is at its end."""

    def render_footnote_definition(self, token: SyntaxTreeNode) -> None:
        """Keep a note until its number is known; the first of one name counts."""
        label = str(token.meta["label"])
        if label in self.post.definitions:
            first = line_of(self.post.definitions[label])
            message = f"found a second footnote [^{label}], which is left out; expected one, which is on line {first}"
            self.post.report(Kind.FOOTNOTE, line_of(token), message)
        else:
            self.post.definitions[label] = token

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Add the number that leads to the note."""
        label = str(token.meta["label"])
        references = self.post.references.setdefault(label, [])
        number = list(self.post.references).index(label) + 1
        count = len(references)
        reference = nodes.footnote_reference("", str(number), refid=f"fn-{number}")
        reference["ids"].append(f"fnref-{number}" + (f"-{count + 1}" if count else ""))
        self.add_line_and_source_path(reference, token)
        self.document.set_id(reference)
        references.append(reference)
        self.current_node.append(reference)

    def end_footnotes(self) -> None:
        """Add every note that is referred to, in the order of their numbers; a note may refer to further notes."""
        self._count_hidden_references()
        rendered = 0
        while rendered < len(self.post.references):
            label = list(self.post.references)[rendered]
            rendered += 1
            self._render_note(label, rendered)
        for label, token in self.post.definitions.items():
            if label not in self.post.references:
                message = f"found footnote [^{label}], which nothing refers to; it is left out, as Hugo does"
                self.post.report(Kind.FOOTNOTE, line_of(token), message)

    def _count_hidden_references(self) -> None:
        """Take in what notes refer to that nothing refers to themselves, as Hugo does."""
        for label, token in self.post.definitions.items():
            if label in self.post.references:
                continue
            for inner in token.walk():
                if inner.type == "footnote_ref":
                    self.post.references.setdefault(str(inner.meta["label"]), [])

    def _render_note(self, label: str, number: int) -> None:
        token = self.post.definitions.get(label)
        note = nodes.footnote("", nodes.label("", str(number)))
        note["ids"].append(f"fn-{number}")
        note["names"].append(str(number))
        if token is not None:
            self.add_line_and_source_path(note, token)
        self.document.set_id(note)
        with self.current_node_context(note, append=True):
            if token is not None:
                self.render_children(token)
        # After the content: a note may refer to itself.
        note["backrefs"] = [reference["ids"][0] for reference in self.post.references[label]]
