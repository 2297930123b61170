"""Documents, sections and their headings."""

from __future__ import annotations

from docutils import nodes

from koushu.messages import message
from koushu.typst_builder.translator.blocks import BlockVisitors
from koushu.typst_builder.translator.forms import blocks
from koushu.typst_builder.writer import Stretch

# What a section may hold without saying anything of its own.
_SILENT = {"title", "start_of_file", "comment", "index", "target", "compound", "toctree"}
# Of one that stands for a document that is left out.
_LONGEST_TITLE = 120


@blocks(subtitle="subtitle")
class SectionVisitors(BlockVisitors):
    """Visitors of documents, sections and titles."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._section_depth = 0
        self._last_level = 0
        self._foreign: list[bool] = []
        # How much deeper the headings of the document stand for being in a part.
        self._offset = 0
        # Of each document now open: its first line, and how many labels stood before.
        self._begun: list[tuple[int, int]] = []
        # Of each document, the level of its first heading.
        self._levels: dict[str, int] = {}

    def visit_document(self, _node: nodes.document) -> None:
        """Start the book."""

    def depart_document(self, _node: nodes.document) -> None:
        """Place the labels that nothing carried."""
        self.print_abbreviations()
        self.place_anchors()

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Enter a document, and its language when it differs from the book's."""
        if len(self.docnames) == 1:
            self._offset = int(bool(node.get("in_part")))
        self.docnames.append(node["docname"])
        self._begun.append((len(self.code.lines), self.book.targets.count_claimed()))
        language = self.book.languages.get(self.docname, "")
        self._foreign.append(language not in {"", self.book.language})
        if self._foreign[-1]:
            self.begin_call("in-language", tag=language)

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """Leave a document."""
        self.print_abbreviations()
        self.place_anchors()
        if self._foreign.pop():
            self.end_call()
        self._note_stretch(node)
        self.docnames.pop()

    def _note_stretch(self, node: nodes.Element) -> None:
        """Note which lines the document has that now ends."""
        start, claimed = self._begun.pop()
        title = next(iter(node.findall(nodes.title)), None)
        level = self._levels.get(self.docname, 1 + self._offset)
        words = self.book.printable(title.astext()[:_LONGEST_TITLE]) if title is not None else ""
        self.code.stretches.append(
            Stretch(
                self.docname,
                words or self.docname,
                start,
                len(self.code.lines),
                level,
                level <= 1 + self._offset,
                self.book.targets.claimed(claimed),
                message("not_printed", self.book.languages.get(self.docname, "") or self.book.language),
            )
        )

    def visit_book_part(self, node: nodes.Element) -> None:
        """Print the page of a part; what it holds stands one level deeper."""
        self._last_level = 1
        self.add_call("part-page", self.book.printable(node["title"]))
        raise nodes.SkipNode

    def visit_section(self, node: nodes.section) -> None:
        """Go one level down; a section that holds whole documents is none."""
        self._section_depth += id(node) not in self.book.outer_sections

    def depart_section(self, node: nodes.section) -> None:
        """Go one level up."""
        self._section_depth -= id(node) not in self.book.outer_sections

    def visit_title(self, node: nodes.title) -> None:
        """Print the heading of a section, or the title of a topic or sidebar."""
        section = node.parent
        if not isinstance(section, nodes.section | nodes.document):
            self.begin_call("block-title")
            self.start_block()
            return
        if id(section) in self.book.outer_sections and not _has_own_text(section):
            # The root's title stands on the cover, and it heads nothing else.
            raise nodes.SkipNode
        level = min(max(1, self._section_depth) + self._offset, self._last_level + 1)
        self._last_level = level
        self._levels.setdefault(self.docname, level)
        self._print_heading(node, section, level)
        raise nodes.SkipNode

    def depart_title(self, _node: nodes.title) -> None:
        """Close the title of an aside."""
        self.end_call()
        self.start_block()

    def _print_heading(self, node: nodes.title, section: nodes.Element, level: int) -> None:
        """Print a heading; its notes come after it, since the contents and the running heads repeat it."""
        if level <= 1 + self._offset:
            self.code.add_call("open-chapter")
        label = self._own_label(section)
        self.begin_list("section-heading", level=level, name=label)
        self.in_heading = True
        self.begin_item()
        number = self._section_number(section)
        if number:
            self.add_call("section-number", number)
        self.visit_children(node)
        self.end_item()
        self.begin_item()
        self.add_heading_marks()
        self.end_item()
        self.in_heading = False
        self.end_list()
        self.place_waiting_notes()

    def place_waiting_notes(self) -> None:
        """Print the notes that waited for the heading's end; the family of notes does."""

    def add_heading_marks(self) -> None:
        """Add the marks of a heading's notes; the family of notes does."""

    def _own_label(self, section: nodes.Element) -> str | None:
        """Return the label that the heading itself carries."""
        for label in self.book.targets.labels_of(section):
            self._anchors = [waiting for waiting in self._anchors if waiting != label]
            if self.book.targets.claim(label):
                return label
        return None

    def _section_number(self, section: nodes.Element) -> str:
        """Return the number that Sphinx gave a section: `1.2`, or nothing."""
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        first = section.parent is not None and section.parent.__class__.__name__ in {
            "document",
            "start_of_file",
        }
        keys = [f"#{name}" for name in section["ids"]] + ([""] if first else [])
        number = next((numbers[key] for key in keys if numbers.get(key)), ())
        return ".".join(map(str, number))


def _has_own_text(section: nodes.Element) -> bool:
    """Return whether a section says anything besides its title and the documents it holds."""
    for child in section.children:
        if child.__class__.__name__ in _SILENT:
            continue
        if child.astext().strip() or next(iter(child.findall(nodes.image)), None) is not None:
            return True
    return False
