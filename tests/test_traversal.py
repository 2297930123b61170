"""Trees are searched as docutils searches them, only faster."""

from __future__ import annotations

import pickle
import random
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.util.nodes import NodeMatcher

from koushu.running import traversal
from koushu.running.traversal import found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSES = (nodes.paragraph, nodes.emphasis, nodes.Text, nodes.Element, nodes.Node, nodes.section)


def as_docutils(tree: nodes.Node, wanted: type) -> Iterator[Any]:
    """Yield the same nodes by the recursion that docutils' documentation describes."""
    if isinstance(tree, wanted):
        yield tree
    for child in tree.children:
        yield from as_docutils(child, wanted)


def tree_of(seed: int, depth: int = 5) -> nodes.Element:
    dice = random.Random(seed)
    tree = dice.choice((nodes.section, nodes.paragraph, nodes.emphasis))()
    for number in range(dice.randrange(5)):
        tree += (
            nodes.Text(f"{seed} {number}")
            if not depth or dice.random() < 0.3
            else tree_of(seed * 7 + number, depth - 1)
        )
    return tree


def test_the_same_nodes_are_found_in_the_same_order() -> None:
    for seed in range(200):
        tree = tree_of(seed)
        for wanted in CLASSES:
            assert [*map(id, found_in(tree, wanted))] == [*map(id, as_docutils(tree, wanted))]


def test_the_same_nodes_are_found_while_the_tree_changes() -> None:
    def changed(search: Any, seed: int) -> list[str]:
        tree, seen = tree_of(seed), []
        for place, node in enumerate(search(tree, nodes.Element)):
            seen.append(node.astext())
            if place % 3 == 0 and place < 300:
                node.append(nodes.emphasis("", f"new {place}"))
            elif place % 3 == 1 and node.parent is not None:
                node.parent.remove(node)
            elif place % 5 == 2 and node.children:
                node.children = [nodes.paragraph("", f"other {place}")]
        return seen

    for seed in range(200):
        assert changed(found_in, seed) == changed(as_docutils, seed)


def test_docutils_searches_in_this_way(publication: Any) -> None:
    publication({})
    paragraph = nodes.paragraph("", "", nodes.emphasis("", "a"))
    assert nodes.Node._fast_findall is found_in
    assert [node.astext() for node in paragraph.findall(nodes.emphasis)] == ["a"]


@pytest.fixture
def reading() -> Iterator[None]:
    traversal.begin_reading(None, "a", [])
    yield
    traversal.end_reading()


def test_what_is_made_while_a_document_is_read_is_found_in_it(publication: Any, reading: None) -> None:
    document = new_document("a")
    assert not list(document.findall(nodes.paragraph))
    document += nodes.paragraph("", "", nodes.emphasis("", "a"))
    for wanted in (
        nodes.paragraph,
        nodes.emphasis,
        nodes.Inline,
        nodes.TextElement,
        nodes.Text,
        nodes.document,
    ):
        assert len(list(document.findall(wanted))) == 1 + (wanted is nodes.TextElement), wanted
    document[0].append(document[0][0].deepcopy())
    document += nodes.section()
    assert len(list(document.findall(nodes.emphasis))) == 2
    assert len(list(document.findall(nodes.section))) == 1


def test_what_is_made_before_or_comes_from_a_file_is_found_too(publication: Any) -> None:
    document = new_document("a")
    document += nodes.paragraph("", "", nodes.emphasis("", "a"))
    document.settings.warning_stream = document.settings.record_dependencies = None
    document.reporter = document.transformer = None
    kept = pickle.dumps(document)
    traversal.begin_reading(None, "b", [])
    assert len(list(pickle.loads(kept).findall(nodes.emphasis))) == 1
    traversal.end_reading()
    assert len(list(document.findall(nodes.emphasis))) == 1


def test_a_matcher_finds_what_it_matches(publication: Any) -> None:
    publication({})
    for seed in range(100):
        tree = tree_of(seed)
        for number, node in enumerate(tree.findall(nodes.Element)):
            node["even"] = number % 2 == 0
        for matcher in (
            NodeMatcher(nodes.emphasis, nodes.section),
            NodeMatcher(nodes.paragraph, even=True),
            NodeMatcher(even=Any),
            NodeMatcher(),
        ):
            assert [*map(id, matcher.findall(tree))] == [
                *map(id, filter(matcher, as_docutils(tree, nodes.Node)))
            ]


def test_nothing_is_left_out_when_a_document_is_read(publication: Any) -> None:
    app = publication({"index.md": "# A\n\nwords\n"}).app
    assert not traversal._reading
    app.emit("source-read", "index", [""])
    assert traversal._reading == ["index"]
    app.emit("build-finished", None)
    assert not traversal._reading
