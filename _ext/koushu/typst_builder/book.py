"""What the translator knows of the whole book before it writes the first line."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def label_of(docname: str, name: str) -> str:
    """Return the label of an id in a document, which is a named place of the PDF too.

    It is ASCII, as in an address: readers of PDF do not agree on the encoding of other names.
    """
    return quote(f"{docname}:{name}", safe="/:+~!*'(),;=@ ")


class Targets:
    """Labels of the book: which document and id leads to which label, and which labels are taken."""

    def __init__(self, tree: nodes.document) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._of_node: dict[int, list[str]] = {}
        # In the order in which they are placed.
        self._claimed: dict[str, None] = {}
        for docname, node in walk_documents(tree):
            if isinstance(node, addnodes.start_of_file | nodes.document):
                self._add_document(docname, node)
            elif node.get("ids"):
                self._add(docname, node)

    def _add(self, docname: str, node: nodes.Element) -> None:
        # A section is one place whatever it is called, so that its heading can carry the label.
        one = isinstance(node, nodes.section)
        for name in node["ids"]:
            label = label_of(docname, node["ids"][0] if one else name)
            self._labels.setdefault((docname, name), label)
            labels = self._of_node.setdefault(id(node), [])
            if label not in labels:
                labels.append(label)

    def _add_document(self, docname: str, node: nodes.Element) -> None:
        section = next((child for child in node.children if isinstance(child, nodes.section)), None)
        if section is not None and section.get("ids"):
            self._labels[(docname, "")] = label_of(docname, section["ids"][0])
        else:
            self._labels[(docname, "")] = label_of(docname, "")
            self._of_node[id(node)] = [label_of(docname, "")]

    def labels_of(self, node: nodes.Element) -> list[str]:
        """Return the labels that a node has to carry."""
        return self._of_node.get(id(node), [])

    def find(self, docname: str, name: str) -> str | None:
        """Return the label of an id in a document; with an empty id that of the document's start."""
        return self._labels.get((docname, name))

    def claim(self, label: str) -> bool:
        """Return whether a label is still free, and take it: Typst allows each label once."""
        if label in self._claimed:
            return False
        self._claimed[label] = None
        return True

    def claimed(self, first: int = 0) -> tuple[str, ...]:
        """Return the labels that are taken, in the order of their places, all or those from the first on."""
        return tuple(islice(self._claimed, first, None))

    def count_claimed(self) -> int:
        """Return how many labels are taken."""
        return len(self._claimed)


@dataclass
class Book:
    """One document of `typst_documents`: its labels, notes, formulas, pictures and languages."""

    targets: Targets
    language: str
    """BCP 47 tag of the whole."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 tag of each document."""
    footnotes: Mapping[tuple[str, str], nodes.footnote] = field(default_factory=dict)
    """Definition of each footnote that is referred to, by document and id."""
    formulas: Mapping[str, str | None] = field(default_factory=dict)
    """Typst of each LaTeX formula, or none for one that Typst cannot set."""
    images: Mapping[str, str] = field(default_factory=dict)
    """Path below the output folder of each picture that can be printed, by its path below the source folder."""
    substitutes: Mapping[str, str] = field(default_factory=dict)
    """What is printed for a character that no font has."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Address on the web of documents that are not in the book."""
    outer_sections: frozenset[int] = frozenset()
    """Identity of sections that hold whole documents: they give no level of their own."""

    def __post_init__(self) -> None:
        self._table = str.maketrans(dict(self.substitutes))

    def printable(self, text: str) -> str:
        """Return the text with every character that no font has replaced by its name."""
        return text.translate(self._table) if self._table else text


def walk_documents(tree: nodes.document) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each element of an assembled tree, in order, with the name of the document it comes from."""

    def walk(node: nodes.Element, docname: str) -> Iterator[tuple[str, nodes.Element]]:
        stack = [(docname, node)]
        while stack:
            name, current = stack.pop()
            if isinstance(current, addnodes.start_of_file):
                name = current["docname"]
            yield name, current
            children = [child for child in current.children if isinstance(child, nodes.Element)]
            stack.extend((name, child) for child in reversed(children))

    yield from walk(tree, tree["docname"])


def outer_sections(tree: nodes.document) -> frozenset[int]:
    """Return the identities of the first section of the root, when it holds whole documents."""
    root = next((child for child in tree.children if isinstance(child, nodes.section)), None)
    if root is None or next(iter(root.findall(addnodes.start_of_file)), None) is None:
        return frozenset()
    return frozenset({id(root)})


def collect_footnotes(tree: nodes.document) -> dict[tuple[str, str], nodes.footnote]:
    """Return each footnote that some reference in its document leads to, by document name and id."""
    wanted: set[tuple[str, str]] = set()
    found: dict[tuple[str, str], nodes.footnote] = {}
    for docname, node in walk_documents(tree):
        if isinstance(node, nodes.footnote_reference) and "refid" in node:
            wanted.add((docname, node["refid"]))
        elif isinstance(node, nodes.footnote):
            found.update({(docname, name): node for name in node["ids"]})
    return {key: node for key, node in found.items() if key in wanted}
