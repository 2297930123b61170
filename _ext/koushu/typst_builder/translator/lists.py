"""Lists of every kind: bullets, numbers, definitions, fields, options, glossaries, columns."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator

_NUMBERINGS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}


class ListVisitors(BaseTranslator):
    """Visitors of lists."""

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Open a list; a list of one-line items is set tight."""
        self.place_anchors()
        self.code.begin_list("bullets", tight=_is_tight(node))

    def depart_bullet_list(self, node: nodes.Element) -> None:
        """Close the list."""
        self.code.end_list()

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Open a numbered list with its own first number and form of number."""
        form = _NUMBERINGS.get(node.get("enumtype", "arabic"), "1")
        numbering = f"{node.get('prefix', '')}{form}{node.get('suffix', '.') or '.'}"
        self.place_anchors()
        self.code.begin_list(
            "numbered", tight=_is_tight(node), start=max(0, int(node.get("start", 1))), numbering=numbering
        )

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: nodes.list_item) -> None:
        """Open one item."""
        self.code.begin_item()
        self.start_block()
        self.note_anchors(node)

    def depart_list_item(self, node: nodes.Element) -> None:
        """Close the item."""
        self.place_anchors()
        self.code.end_item()

    # Definitions

    def visit_definition_list(self, node: nodes.definition_list) -> None:
        """Open a list of terms."""
        self.begin_call("definition-list")

    def depart_definition_list(self, node: nodes.Element) -> None:
        """Close the list."""
        self.end_call()

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        """Print a term and what it means."""

    def depart_definition_list_item(self, node: nodes.Element) -> None:
        """Nothing to close."""

    def visit_term(self, node: nodes.term) -> None:
        """Print a term."""
        self.begin_call("definition-term")
        self.start_block()

    def depart_term(self, node: nodes.Element) -> None:
        """Close the term."""
        self.end_call()

    def visit_classifier(self, node: nodes.classifier) -> None:
        """Print what kind of thing the term is."""
        self.begin_call("classifier")
        self.start_block()

    def depart_classifier(self, node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    def visit_definition(self, node: nodes.Element) -> None:
        """Print what the term means, indented."""
        self.begin_call("definition")

    def depart_definition(self, node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    def visit_glossary(self, node: nodes.Element) -> None:
        """Print the list inside."""

    def depart_glossary(self, node: nodes.Element) -> None:
        """Nothing to close."""

    # Fields

    def visit_field_list(self, node: nodes.Element) -> None:
        """Open a list of fields."""
        self.begin_call("field-list")

    depart_field_list = depart_definition_list

    def visit_field(self, node: nodes.Element) -> None:
        """Open a field: name on the left, body on the right."""
        self.place_anchors()
        self.code.begin_list("field")

    def depart_field(self, node: nodes.Element) -> None:
        """Close the field."""
        self.code.end_list()

    visit_field_name = visit_list_item
    depart_field_name = depart_list_item
    visit_field_body = visit_list_item
    depart_field_body = depart_list_item

    visit_docinfo = visit_field_list
    depart_docinfo = depart_definition_list

    # Options

    visit_option_list = visit_field_list
    depart_option_list = depart_definition_list
    visit_option_list_item = visit_field
    depart_option_list_item = depart_field
    visit_description = visit_list_item
    depart_description = depart_list_item

    def visit_option_group(self, node: nodes.Element) -> None:
        """Print the spellings of an option."""
        self.visit_list_item(node)
        self.code.begin_call("code-face")
        for index, option in enumerate(node.children):
            if index:
                self.add_text(", ")
            option.walkabout(self)
        self.code.end_call()
        self.depart_list_item(node)
        raise nodes.SkipNode

    def visit_option(self, node: nodes.Element) -> None:
        """Print one spelling."""

    def depart_option(self, node: nodes.Element) -> None:
        """Nothing to close."""

    visit_option_string = visit_option
    depart_option_string = depart_option

    def visit_option_argument(self, node: nodes.Element) -> None:
        """Print the argument of an option."""
        self.add_text(node.get("delimiter", " "))
        self.begin_call("literal-emphasis")

    def depart_option_argument(self, node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    # Columns

    def visit_hlist(self, node: nodes.Element) -> None:
        """Set a list in columns."""
        columns = [child for child in node.children if isinstance(child, nodes.Element)]
        self.place_anchors()
        self.code.begin_list("list-columns", count=max(1, len(columns)))

    def depart_hlist(self, node: nodes.Element) -> None:
        """Close the columns."""
        self.code.end_list()

    visit_hlistcol = visit_list_item
    depart_hlistcol = depart_list_item

    def visit_acks(self, node: nodes.Element) -> None:
        """Print the list of people inside."""

    def depart_acks(self, node: nodes.Element) -> None:
        """Nothing to close."""


def _is_tight(node: nodes.Element) -> bool:
    """Return whether every item is a single paragraph, alone or with a list below it."""
    return all(
        len([child for child in item.children if isinstance(child, nodes.paragraph)]) <= 1
        and all(
            isinstance(child, nodes.paragraph | nodes.bullet_list | nodes.enumerated_list)
            for child in item.children
        )
        and "\n" not in item.astext().strip()
        for item in node.children
        if isinstance(item, nodes.Element)
    )
