"""Trees are searched as docutils searches them, only faster."""

from __future__ import annotations

import pickle
import random
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.util.nodes import NodeMatcher

from koushu.running import known_classes, traversal
from koushu.running.known_classes import NoteClasses
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
    known_classes.begin_reading(None, "a", [])
    yield
    known_classes.forget()


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
    known_classes.begin_reading(None, "b", [])
    assert len(list(pickle.loads(kept).findall(nodes.emphasis))) == 1
    known_classes.forget()
    assert len(list(document.findall(nodes.emphasis))) == 1


def packed(document: nodes.document) -> bytes:
    document.settings.warning_stream = document.settings.record_dependencies = None
    document.reporter = document.transformer = None
    return pickle.dumps(document)


@pytest.fixture
def resolving(publication: Any) -> Iterator[nodes.document]:
    """Return a tree from a file, `document > section > paragraph > emphasis`, that is about to be resolved."""
    publication({})
    document = new_document("a")
    document += nodes.section("", nodes.paragraph("", "", nodes.emphasis("", "a")))
    tree = pickle.loads(packed(document))
    NoteClasses(tree).apply()
    yield tree
    known_classes.forget()


def test_a_tree_that_is_resolved_is_known_with_its_parts(resolving: nodes.document) -> None:
    section = resolving[0]
    for tree in (resolving, section, section[0]):
        assert known_classes.is_absent(tree, nodes.strong)
        assert known_classes.is_absent(tree, (nodes.strong, nodes.Admonition))
        for wanted in (nodes.emphasis, nodes.Inline, nodes.TextElement, nodes.Text, nodes.Node):
            assert not known_classes.is_absent(tree, wanted)
        assert len(list(tree.findall(nodes.emphasis))) == 1
        assert not list(tree.findall(nodes.strong))


def numbered(seed: int) -> nodes.document:
    dice = random.Random(seed)
    document = new_document("a")
    places: list[nodes.Element] = [document]
    for number in range(80):
        kinds = (nodes.section, nodes.paragraph, nodes.emphasis, nodes.strong, nodes.container)
        node = dice.choice(kinds)(number=number)
        node.extend(nodes.Text(f"{number} {place}") for place in range(dice.randrange(3)))
        dice.choice(places[-9:]).append(node)
        places.append(node)
    return document


CHANGES = (
    lambda node: node.append(nodes.literal("", "below", number="new")),
    lambda node: node.append(nodes.emphasis("", "alike", number="new")),
    lambda node: node.parent.remove(node),
    lambda node: node.parent.insert(0, nodes.literal(number="before")),
    lambda node: node.parent.pop((node.parent.index(node) + 1) % len(node.parent)),
    lambda node: node.parent.children.pop((node.parent.index(node) - 1) % len(node.parent)),
    lambda node: node.replace_self(nodes.literal("", "", *node.children, number="around")),
    lambda node: node.replace_self([nodes.literal(number="other"), nodes.strong(number="alike")]),
    lambda node: node.replace_self([]),
    lambda node: setattr(node, "children", []),
    lambda node: node.parent.append(nodes.inline("", "", node.parent[0])),
    lambda node: setattr(node.parent, "children", node.parent.children[: node.parent.index(node)]),
)
"""What changes a tree where a node stands, or before or behind it."""


def test_a_tree_that_is_resolved_is_searched_alike_while_it_changes(publication: Any) -> None:
    publication({})
    wanted = (nodes.emphasis, nodes.strong, nodes.section, (nodes.paragraph, nodes.literal), nodes.literal)

    def searched(search: Any, seed: int) -> list[str]:
        tree, dice, seen = pickle.loads(packed(numbered(seed))), random.Random(seed), []
        NoteClasses(tree).apply()
        often = dice.choice((1, 3, 10, 1000))
        for kind in wanted * 3:
            for node in search(tree, kind):
                seen.append(f"{kind} {node['number']}")
                if len(seen) > 400:
                    return seen
                if dice.randrange(often) == 0 and node in node.parent.children:
                    dice.choice(CHANGES)(node)
            seen.append(tree.pformat() if seed < 10 else "")
        return seen

    sought = 0
    for seed in range(500):
        found = searched(found_in, seed)
        assert found == searched(as_docutils, seed), seed
        sought += len(found)
    assert sought > 10_000
    known_classes.forget()


def test_a_tree_that_is_resolved_is_not_searched_for_what_it_is_known_to_hold(
    publication: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication({})
    tree = pickle.loads(packed(numbered(3)))
    NoteClasses(tree).apply()
    gone = list(as_docutils(tree, nodes.emphasis))[1]
    gone.parent.remove(gone)
    there = [list(as_docutils(tree, kind)) for kind in (nodes.emphasis, nodes.strong)]
    # Nobody goes down where all is known.
    monkeypatch.setattr(traversal, "iter", lambda _nodes: pytest.fail("searched"), raising=False)
    assert [list(tree.findall(kind)) for kind in (nodes.emphasis, nodes.strong)] == there
    assert min(map(len, there)) > 5
    with pytest.raises(pytest.fail.Exception):
        list(tree.findall(nodes.Text))
    known_classes.forget()


def test_a_tree_whose_parts_do_not_know_it_is_searched(publication: Any) -> None:
    publication({})
    tree, part = numbered(1), numbered(2)
    around = nodes.container()
    around.children = part.children
    tree += around
    NoteClasses(tree).apply()
    for kind in (nodes.emphasis, nodes.strong):
        assert list(tree.findall(kind)) == [*as_docutils(tree, kind)]
        assert list(part.findall(kind))
    assert known_classes.is_absent(tree, nodes.literal)
    known_classes.forget()


def test_what_is_made_or_copied_into_a_tree_that_is_resolved_is_found(resolving: nodes.document) -> None:
    other = pickle.loads(
        pickle.dumps(nodes.definition_list("", nodes.definition("", nodes.literal("", "b"))))
    )
    assert not list(resolving.findall(nodes.strong))
    resolving[0] += nodes.strong()
    resolving[0] += other.deepcopy()
    assert len(list(resolving.findall(nodes.strong))) == 1
    assert len(list(resolving.findall(nodes.literal))) == 1
    assert len(list(resolving[0].findall(nodes.definition))) == 1


def test_what_waited_elsewhere_and_is_taken_up_is_found_with_all_below_it(resolving: nodes.document) -> None:
    kept = pickle.loads(pickle.dumps(nodes.definition_list("", nodes.definition("", nodes.literal("", "b")))))
    assert not list(resolving.findall(nodes.literal))
    resolving[0] += kept
    assert len(list(resolving.findall(nodes.literal))) == 1
    assert len(list(resolving[0].findall(nodes.definition_list))) == 1


def test_what_is_in_no_tree_that_is_known_is_searched(resolving: nodes.document) -> None:
    other = new_document("b")
    other += pickle.loads(pickle.dumps(nodes.strong("", "b")))
    alone = pickle.loads(pickle.dumps(nodes.paragraph("", "", nodes.strong("", "b"))))
    assert [len(list(tree.findall(nodes.strong))) for tree in (other, other[0], alone)] == [1, 1, 1]


def test_a_tree_is_not_known_when_another_has_come_from_a_file(publication: Any) -> None:
    app = publication({"index.md": "# A\n\nwords *loud*\n", "b.md": "---\ntitle: B\n---\n**strong**\n"}).app
    tree = app.env.get_doctree("index")
    NoteClasses(tree).apply()
    assert known_classes.is_absent(tree, nodes.strong)
    tree += list(app.env.get_doctree("b").findall(nodes.strong))
    assert len(list(tree.findall(nodes.strong))) == 1
    known_classes.forget()


def test_searches_of_other_kinds_are_those_of_docutils(resolving: nodes.document) -> None:
    paragraph = resolving[0][0]
    paragraph += nodes.strong("", "b")
    assert [one.astext() for one in paragraph[0].findall(nodes.strong, siblings=True)] == ["b"]
    assert [one.astext() for one in resolving.findall(lambda one: isinstance(one, nodes.Inline))] == [
        "a",
        "b",
    ]
    assert len(list(resolving.findall())) == 7
    assert not list(paragraph.findall(nodes.paragraph, include_self=False))


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
    assert not known_classes._reading
    app.emit("source-read", "index", [""])
    assert known_classes._reading == ["index"]
    app.emit("build-finished", None)
    assert not known_classes._reading


def test_a_child_is_told_where_it_stands(publication: Any) -> None:
    publication({})
    document = new_document("a")
    document.current_source, document.current_line = "a.md", 7
    inner = nodes.emphasis("", "x")
    apart = nodes.paragraph("", "", inner)
    assert (inner.parent, inner.document, inner.source, inner.line) == (apart, None, None, None)
    placed = nodes.section()
    placed.source, placed.line = "b.md", 3
    document += placed
    placed += apart
    apart += nodes.strong()
    assert (placed.source, placed.line) == ("b.md", 3)
    for node in (placed, apart, apart[1], inner):
        assert node.document is document
    assert (apart.source, apart.line, apart[1].line) == ("a.md", 7, 7)


def element_classes() -> list[type[nodes.Element]]:
    known: list[type[nodes.Element]] = [nodes.Element]
    for one in known:
        known += [sub for sub in one.__subclasses__() if sub not in known]
    return [one for one in known if one.__init__ in {nodes.Element.__init__, nodes.TextElement.__init__}]


def test_nodes_are_made_as_docutils_makes_them(publication: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publication({})

    class listed(nodes.General, nodes.Element):
        list_attributes = (*nodes.Element.list_attributes, "parts")  # type: ignore[misc]

    def made(kind: type[nodes.Element]) -> list[dict[str, Any]]:
        text = ("words",) if issubclass(kind, nodes.TextElement) else ()
        given: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
            ((), {}),
            (("source", *text), {}),
            (("source", *(text and ("",)), nodes.emphasis("", "x"), nodes.Text("y")), {}),
            ((), {"classes": classes, "Number": 3, "parts": ["p"]}),
        )
        found = []
        for positional, named in given:
            node = kind(*positional, **named)
            assert all(child.parent is node for child in node.children)
            assert node["classes"] is not classes
            found.append({**vars(node), "children": [repr(child) for child in node.children]})
        return found

    classes = ["a"]
    kinds = [*element_classes(), listed]
    assert len(kinds) > 100
    here = [made(kind) for kind in kinds]
    with pytest.raises(TypeError):
        nodes.paragraph(nodes.paragraph())  # type: ignore[arg-type]
    monkeypatch.setattr(nodes.Element, "__init__", known_classes._make)
    for kind, mine, usual in zip(kinds, here, [made(kind) for kind in kinds], strict=True):
        assert mine == usual, kind
        assert [*map(list, mine)] == [*map(list, usual)], kind


def test_few_nodes_are_found_in_their_order(publication: Any, reading: None) -> None:
    asked = 0
    for seed in range(60):
        known_classes.begin_reading(None, f"{seed}", [])
        dice = random.Random(seed)
        document = new_document("a")
        places: list[nodes.Element] = [document]
        for number in range(40):
            few = number % 9 == 5
            node = dice.choice((nodes.emphasis, nodes.section, nodes.strong) if few else (nodes.paragraph,))()
            dice.choice(places[-9:]).append(node)
            places.append(node)
        # Some nodes of these classes do not stand in the tree any more.
        lost = dice.choice(places[20:])
        lost.parent.remove(lost)
        document += [document[0].deepcopy(), nodes.emphasis("", "last")]
        for tree in (document, document[0], document[-2], document[-1]):
            for wanted in (nodes.emphasis, nodes.section, (nodes.strong, nodes.section), nodes.Structural):
                made = known_classes.few_of(tree, wanted)
                asked += made is not None
                if made is not None:
                    assert [*map(id, found_in(tree, wanted))] == [*map(id, as_docutils(tree, wanted))]
        assert known_classes.few_of(document, nodes.paragraph) is None
        assert known_classes.few_of(document, nodes.Text) is None
    assert asked > 200


EDITS: dict[str, Any] = {
    "replaced": lambda node, _: node.replace_self(nodes.emphasis("", f"new {node.astext()}")),
    "put into another": lambda node, _: node.replace_self(nodes.strong("", "", node.deepcopy())),
    "given a child": lambda node, turn: node.append(nodes.emphasis("", "child")) if turn < 3 else None,
    "given a follower": lambda node, turn: (
        node.parent.parent.append(nodes.emphasis("", "follower")) if turn < 3 else None
    ),
    "given a forerunner": lambda node, turn: (
        node.document.insert(0, nodes.paragraph("", "", nodes.emphasis())) if turn < 3 else None
    ),
    "taken out": lambda node, _: node.parent.remove(node),
    "freed of those behind": lambda node, _: node.document.__delitem__(
        slice(node.document.index(node.parent) + 2, None)
    ),
}


@pytest.mark.parametrize("change", EDITS)
def test_few_nodes_are_found_while_the_tree_changes(publication: Any, reading: None, change: str) -> None:
    def seen(search: Any) -> list[str]:
        known_classes.begin_reading(None, change, [])
        document = new_document("a")
        for number in range(6):
            document += nodes.paragraph(
                "", "", nodes.Text("a"), nodes.emphasis("", f"{number}"), nodes.Text("b")
            )
        found = []
        for turn, node in enumerate(search(document)):
            found.append(node.astext())
            EDITS[change](node, turn)
            assert turn < 20
        known_classes.forget()
        return found

    def few(document: nodes.document) -> Iterator[Any]:
        made = known_classes.few_of(document, nodes.emphasis)
        assert made is not None
        return found_in(document, nodes.emphasis)

    assert seen(few) == seen(lambda document: as_docutils(document, nodes.emphasis))
