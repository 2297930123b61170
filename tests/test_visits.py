"""A translator is sent through a tree as docutils sends it, only faster."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.util.docutils import SphinxTranslator

from koushu.running.visits import is_usual, sent_about

KINDS = (nodes.section, nodes.paragraph, nodes.emphasis, nodes.strong, nodes.bullet_list)
SKIPS = (nodes.SkipNode, nodes.SkipChildren, nodes.SkipSiblings, nodes.SkipDeparture, nodes.StopTraversal)


class special_section(nodes.section):
    """A node that only the class above it is known for."""


class Translator(SphinxTranslator):
    """Tells what it is sent to, and skips what a node asks it to."""

    def __init__(self, document: nodes.document, told: list[str]) -> None:
        nodes.NodeVisitor.__init__(self, document)
        self.told = told

    def _visited(self, node: nodes.Node) -> None:
        self.told.append(f"{node.__class__.__name__} {node.get('number')}")  # type: ignore[attr-defined]
        if node.get("grows"):  # type: ignore[attr-defined]
            node += nodes.emphasis(number="new")  # type: ignore[operator]
        if node.get("skips") is not None:  # type: ignore[attr-defined]
            raise SKIPS[node["skips"]]  # type: ignore[index]

    def _departed(self, node: nodes.Node) -> None:
        self.told.append(f"/{node.__class__.__name__} {node.get('number')}")  # type: ignore[attr-defined]

    visit_document = visit_section = visit_paragraph = visit_emphasis = visit_bullet_list = _visited
    depart_document = depart_section = depart_emphasis = depart_bullet_list = _departed

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - docutils' name
        self.told.append(node.astext())

    def unknown_visit(self, node: nodes.Node) -> None:
        self.told.append(f"unknown {node.__class__.__name__}")

    def unknown_departure(self, node: nodes.Node) -> None:
        self.told.append(f"/unknown {node.__class__.__name__}")


def tree_of(seed: int) -> nodes.document:
    dice = random.Random(seed)
    document = new_document("a")
    places: list[nodes.Element] = [document]
    for number in range(50):
        node = dice.choice((*KINDS, special_section))(number=number)
        if dice.random() < 0.15:
            node["skips"] = dice.randrange(len(SKIPS))
        node["grows"] = dice.random() < 0.1
        if dice.random() < 0.6:
            node += nodes.Text(f"text {number}")
        dice.choice(places[-6:]).append(node)
        places.append(node)
    return document


def test_the_same_nodes_are_visited_and_left() -> None:
    stopped = 0
    for seed in range(300):
        one: list[str] = []
        other: list[str] = []
        stops = sent_about(tree_of(seed), Translator(tree_of(seed), one))
        tree = tree_of(seed)
        assert nodes.Node.walkabout(tree, Translator(tree, other)) == stops
        assert one == other
        assert len(one) > 1
        stopped += stops
    assert 0 < stopped < 300


def test_methods_of_one_translator_alone_are_called() -> None:
    told: list[str] = []
    tree = new_document("a")
    tree += nodes.paragraph("", "words")
    translator = Translator(tree, told)
    vars(translator)["visit_paragraph"] = lambda _node: told.append("own")
    sent_about(tree, translator)
    assert told == ["document None", "own", "words", "/unknown Text", "/unknown paragraph", "/document None"]


@pytest.mark.parametrize("name", ["dispatch_visit", "dispatch_departure"])
def test_who_finds_methods_in_another_way_is_asked(publication: Any, name: str) -> None:
    publication({})
    told: list[str] = []

    class Other(Translator):
        pass

    setattr(Other, name, lambda _self, node: told.append(node.__class__.__name__))
    tree = new_document("a")
    tree += nodes.paragraph("", "words")
    other = Other(tree, [])
    assert not is_usual(other)
    tree.walkabout(other)
    assert sorted(told) == ["Text", "document", "paragraph"]
    assert not is_usual(SimpleNamespace())  # type: ignore[arg-type]
