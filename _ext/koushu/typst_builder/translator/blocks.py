"""Sections, paragraphs, quotes and the other blocks of running text."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator

# A paragraph of emphasis longer than this is set in another face: dots under every character tire the eye.
LONG_EMPHASIS = 36


class BlockVisitors(BaseTranslator):
    """Visitors of blocks of text."""

    _section_depth = 0
    _last_level = 0

    def visit_document(self, node: nodes.document) -> None:
        """Start with the root's own labels."""
        self.note_anchors(node)

    def depart_document(self, node: nodes.document) -> None:
        """Place the labels that nothing carried."""
        self.place_anchors()

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Enter a document, and its language when it differs from the book's."""
        self.docnames.append(node["docname"])
        self.note_anchors(node)
        language = self.book.languages.get(self.docname, "")
        self._languages.append(language not in {"", self.book.language})
        if self._languages[-1]:
            self.begin_call("in-language", tag=language)

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """Leave a document."""
        self.place_anchors()
        if self._languages.pop():
            self.end_call()
        self.docnames.pop()

    @property
    def _languages(self) -> list[bool]:
        return self.__dict__.setdefault("_language_stack", [])

    # Sections

    def visit_section(self, node: nodes.section) -> None:
        """Go one level down; a section that holds whole documents is none."""
        if id(node) not in self.book.outer_sections:
            self._section_depth += 1

    def depart_section(self, node: nodes.section) -> None:
        """Go one level up."""
        if id(node) not in self.book.outer_sections:
            self._section_depth -= 1

    def visit_title(self, node: nodes.title) -> None:
        """Print the heading of a section, or the title of a topic, sidebar or table."""
        parent = node.parent
        if isinstance(parent, nodes.section):
            self._begin_heading(node, parent)
        elif isinstance(parent, nodes.document):
            self.begin_call("section-heading", level=self._level(1), name=self._own_label(parent))
            self.hold_anchors()
        else:
            self.begin_call("block-title")
        self.start_block()

    def _begin_heading(self, node: nodes.title, section: nodes.section) -> None:
        if id(section) in self.book.outer_sections and not _has_own_text(section):
            # The root's title stands on the cover, and it heads nothing else.
            raise nodes.SkipNode
        level = self._level(max(1, self._section_depth))
        if level == 1:
            self.code.add_call("open-chapter")
        label = self._own_label(section)
        self.place_anchors()
        self.begin_call("section-heading", level=level, name=label)
        self.hold_anchors()
        number = self._section_number(section)
        if number:
            self.add_call("section-number", number)

    def depart_title(self, node: nodes.title) -> None:
        """Close the heading."""
        self.end_call()
        if isinstance(node.parent, nodes.section | nodes.document):
            self.release_anchors()
        self.start_block()

    def _level(self, wanted: int) -> int:
        """Return a level at most one below the last: PDF/UA-1 (7.4.2) forbids to skip one."""
        self._last_level = min(wanted, self._last_level + 1)
        return self._last_level

    def _own_label(self, section: nodes.Element) -> str | None:
        """Return the label that the heading itself carries."""
        for label in self.book.targets.labels_of(section):
            self._anchors = [waiting for waiting in self._anchors if waiting != label]
            if self.book.targets.claim(label):
                return label
        return None

    def _section_number(self, section: nodes.section) -> str:
        numbers = self.env.toc_secnumbers.get(self.docname, {})
        number = None
        for name in section["ids"]:
            number = number or numbers.get(f"#{name}")
        if number is None and isinstance(section.parent, nodes.document | nodes.Element):
            number = numbers.get("") if section.parent.tagname in {"document", "start_of_file"} else None
        return ".".join(map(str, number)) if number else ""

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Print a subtitle below its title."""
        self.begin_call("subtitle")
        self.start_block()

    def depart_subtitle(self, node: nodes.subtitle) -> None:
        """Close the subtitle."""
        self.end_call()

    # Paragraphs

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Start a paragraph; one that is all emphasis is set apart as a whole."""
        self.paragraph_break()
        if is_long_emphasis(node):
            self.begin_call("set-apart")

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """End the paragraph."""
        if is_long_emphasis(node):
            self.end_call()
        self.paragraph_break()

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Print a heading that is not in the contents."""
        self.begin_call("rubric")
        self.start_block()

    def depart_rubric(self, node: nodes.rubric) -> None:
        """Close it."""
        self.end_call()

    def visit_transition(self, node: nodes.transition) -> None:
        """Print an ornament between two passages."""
        self.add_call("scene-break")

    def depart_transition(self, node: nodes.transition) -> None:
        """Nothing to close."""

    def visit_centered(self, node: nodes.Element) -> None:
        """Print a centred line."""
        self.begin_call("centered")
        self.start_block()

    def depart_centered(self, node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    # Quotes

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """Indent a quote; epigraphs, highlights and pull-quotes have a form of their own."""
        kind = next(
            (name for name in ("epigraph", "highlights", "pull-quote") if name in node["classes"]), ""
        )
        self.begin_call("quotation", kind=kind)

    def depart_block_quote(self, node: nodes.block_quote) -> None:
        """Close the quote."""
        self.end_call()

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Print whose words the quote is."""
        self.begin_call("attribution")
        self.start_block()

    def depart_attribution(self, node: nodes.attribution) -> None:
        """Close it."""
        self.end_call()

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Keep the lines of a verse or an address; a block inside a block is indented."""
        self.begin_call("line-block", nested=isinstance(node.parent, nodes.line_block))

    def depart_line_block(self, node: nodes.line_block) -> None:
        """Close the lines."""
        self.end_call()

    def visit_line(self, node: nodes.line) -> None:
        """Print one line; an empty one keeps its height."""
        self.begin_call("text-line")
        self.start_block()

    def depart_line(self, node: nodes.line) -> None:
        """Close the line."""
        self.end_call()

    # Groups

    def visit_topic(self, node: nodes.Element) -> None:
        """Print a titled aside in a frame."""
        if "contents" in node["classes"]:
            # A local table of contents: the book has one, with page numbers.
            raise nodes.SkipNode
        self.begin_call("aside", kind="topic")

    def depart_topic(self, node: nodes.Element) -> None:
        """Close the aside."""
        self.end_call()

    def visit_sidebar(self, node: nodes.Element) -> None:
        """Print a sidebar as an aside in the column of text."""
        self.begin_call("aside", kind="sidebar")

    def depart_sidebar(self, node: nodes.Element) -> None:
        """Close the aside."""
        self.end_call()

    def visit_compound(self, node: nodes.compound) -> None:
        """Print a paragraph made of several blocks."""

    def depart_compound(self, node: nodes.compound) -> None:
        """Nothing to close."""


def _has_own_text(section: nodes.section) -> bool:
    """Return whether a section says anything besides its title and the documents it holds."""
    for child in section.children:
        if isinstance(child, nodes.title) or child.tagname in {"start_of_file", "comment", "index", "target"}:
            continue
        if child.tagname in {"compound", "toctree"} or "toctree-wrapper" in getattr(
            child, "attributes", {}
        ).get("classes", ()):
            continue
        if child.astext().strip() or any(child.findall(nodes.image)):
            return True
    return False


def is_long_emphasis(paragraph: nodes.Element) -> bool:
    """Return whether a paragraph is emphasis as a whole, and long."""
    parts = [child for child in paragraph.children if child.astext().strip()]
    return len(parts) == 1 and isinstance(parts[0], nodes.emphasis) and len(parts[0].astext()) > LONG_EMPHASIS
