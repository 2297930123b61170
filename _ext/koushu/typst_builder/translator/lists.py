"""Lists of every kind: bullets, numbers, definitions, fields, options, columns."""

from __future__ import annotations

from docutils import nodes

from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import alike, calls, drops, passes

_NUMBERINGS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}

_BIBLIOGRAPHIC = [
    "address",
    "author",
    "authors",
    "contact",
    "copyright",
    "date",
    "organization",
    "revision",
    "status",
    "version",
]


@passes("substitution_reference")
@passes("definition_list_item", "acks", "option", "option_string")
@calls(field_list="field-list", docinfo="field-list", option_list="field-list")
@drops("classifier")
@alike(field_body="list_item", description="list_item", hlistcol="list_item")
@alike(option_list_item="field", **dict.fromkeys(_BIBLIOGRAPHIC, "bibliographic"))
class ListVisitors(BaseTranslator):
    """Visitors of lists."""

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """Open a list; a list of one-line items is set tight."""
        self.begin_list("bullets", tight=_is_tight(node))

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """Open a numbered list with its own first number and form of number."""
        form = _NUMBERINGS.get(node.get("enumtype", "arabic"), "1")
        numbering = f"{node.get('prefix', '')}{form}{node.get('suffix', '.') or '.'}"
        start = max(0, int(node.get("start", 1)))
        self.begin_list("numbered", tight=_is_tight(node), start=start, numbering=numbering)

    def depart_bullet_list(self, _node: nodes.Element) -> None:
        """Close the list."""
        self.end_list()

    def depart_enumerated_list(self, _node: nodes.Element) -> None:
        """Close the list."""
        self.end_list()

    def visit_list_item(self, _node: nodes.Element) -> None:
        """Open one item."""
        self.begin_item()

    def depart_list_item(self, _node: nodes.Element) -> None:
        """Close the item."""
        self.end_item()

    def visit_term(self, node: nodes.term) -> None:
        """Print a term and, on the same line, what kind of thing it is."""
        self.begin_call("definition-term")
        self.start_block()
        self.visit_children(node)
        siblings = node.parent.children
        for sibling in siblings[self.siblings.place(node) + 1 :]:
            if not isinstance(sibling, nodes.classifier):
                break
            self.begin_call("classifier")
            self.visit_children(sibling)
            self.end_call()
        self.end_call()
        self.start_block()
        raise nodes.SkipNode

    def visit_field(self, _node: nodes.Element) -> None:
        """Open a field: name on the left, body on the right."""
        self.begin_list("field")

    def depart_field(self, _node: nodes.Element) -> None:
        """Close the field."""
        self.end_list()

    def visit_field_name(self, _node: nodes.Element) -> None:
        """Open the name of a field."""
        self.begin_item()

    def depart_field_name(self, _node: nodes.Element) -> None:
        """Close the name with a colon, as on the web."""
        self.add_text(":")
        self.end_item()

    def visit_bibliographic(self, node: nodes.Element) -> None:
        """Print one of docutils' bibliographic fields under its own name."""
        self.begin_list("field")
        self.begin_item()
        self.add_text(f"{node.__class__.__name__.capitalize()}:")
        self.end_item()
        self.begin_item()

    def depart_bibliographic(self, _node: nodes.Element) -> None:
        """Close the field."""
        self.end_item()
        self.end_list()

    def visit_option_group(self, node: nodes.Element) -> None:
        """Print the spellings of an option."""
        self.begin_item()
        self.begin_call("code-face")
        for index, option in enumerate(node.children):
            if index:
                self.add_text(", ")
            option.walkabout(self)
        self.end_call()
        self.end_item()
        raise nodes.SkipNode

    def visit_option_argument(self, node: nodes.Element) -> None:
        """Print the argument of an option."""
        self.add_text(node.get("delimiter", " "))
        self.begin_call("literal-emphasis")

    def depart_option_argument(self, _node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    def visit_hlist(self, node: nodes.Element) -> None:
        """Set a list in columns."""
        self.begin_list("list-columns", count=max(1, len(node.children)))

    def depart_hlist(self, _node: nodes.Element) -> None:
        """Close the columns."""
        self.end_list()


def _is_tight(node: nodes.Element) -> bool:
    """Return whether every item is a single paragraph, alone or with a list below it."""
    return all(_is_short(item) for item in node.children if isinstance(item, nodes.Element))


def _is_short(item: nodes.Element) -> bool:
    kinds = (nodes.paragraph, nodes.bullet_list, nodes.enumerated_list)
    paragraphs = sum(isinstance(child, nodes.paragraph) for child in item.children)
    return paragraphs <= 1 and all(isinstance(child, kinds) for child in item.children)
