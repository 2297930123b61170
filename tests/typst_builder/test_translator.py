"""From trees to Typst code: each case is a piece of reStructuredText and the statements it becomes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from markdown_it.utils import read_fixture_file
from sphinx import addnodes
from sphinx.testing.restructuredtext import parse
from sphinx.testing.util import SphinxTestApp

from koushu.typst_builder.book import Book, Targets, collect_footnotes, outer_sections
from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.fonts import find_fonts
from koushu.typst_builder.probing import printable_formulas
from koushu.typst_builder.translator import TypstTranslator
from koushu.typst_builder.writer import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "cases" / "typst" / "nodes"
CASES = [(path.stem, *case[1:]) for path in sorted(FOLDER.glob("*.txt")) for case in read_fixture_file(path)]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    source = tmp_path_factory.mktemp("translator")
    (source / "conf.py").write_text("")
    (source / "index.rst").write_text("Home\n====\n")
    made = SphinxTestApp(
        "typst",
        srcdir=source,
        confoverrides={"extensions": ["koushu.typst_builder"], "smartquotes": False},
        status=io.StringIO(),
        warning=io.StringIO(),
    )
    yield made
    made.cleanup()


def translated(app: SphinxTestApp, tree: nodes.document) -> str:
    """Return the Typst code of a tree as a whole book."""
    tree["docname"] = "index"
    # Left by `parse`; post-transforms copy what stands beside it.
    app.env.current_document._parser = None
    app.env.resolve_references(tree, "index", app.builder)
    book = Book(
        Targets(tree),
        language="en",
        footnotes=collect_footnotes(tree),
        formulas=printable_formulas(Compiler(find_fonts([]).paths), tree, Path(app.outdir)),
        outer_sections=outer_sections(tree),
    )
    translator = app.builder.create_translator(tree, app.builder, book)
    assert isinstance(translator, TypstTranslator)
    tree.walkabout(translator)
    # The label of the document itself, which has no section to carry it.
    return translator.astext().removeprefix('anchor("index:")\n')


@pytest.mark.parametrize(
    ("family", "title", "source", "expected"), CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES]
)
def test_cases(app: SphinxTestApp, family: str, title: str, source: str, expected: str) -> None:
    assert translated(app, parse(app, source)).strip() == expected.strip()


def _document(app: SphinxTestApp, *children: nodes.Node) -> nodes.document:
    tree = parse(app, "")
    tree.extend(children)
    return tree


class stranger(nodes.General, nodes.Element):
    """A node that nobody has a visitor for."""


class inline_stranger(nodes.Inline, nodes.TextElement):
    """An inline node that nobody has a visitor for."""


def test_unknown_nodes_keep_their_content_and_are_named(app: SphinxTestApp) -> None:
    block = stranger("", nodes.paragraph("", "", nodes.Text("block words")))
    line = nodes.paragraph("", "", nodes.Text("a "), inline_stranger("", "inline words"), nodes.Text(" b"))
    text = translated(app, _document(app, block, line))
    assert '"block words"' in text
    assert '"a "\n"inline words"\n" b"' in text
    said = app.warning.getvalue()
    assert "no form for `stranger`" in said
    assert "no form for `inline_stranger`" in said


def test_features_add_visitors_of_their_own(app: SphinxTestApp) -> None:
    class bubble(nodes.General, nodes.Element):
        """A node of a feature."""

    def visit(self: TypstTranslator, node: nodes.Element) -> None:
        self.begin_call("bubble", speaker=node["speaker"], slot_number=3)
        self.add_call("tail", "x")
        self.add_text("said: ")

    def depart(self: TypstTranslator, _node: nodes.Element) -> None:
        self.end_call()

    app.add_node(bubble, typst=(visit, depart))
    text = translated(app, _document(app, bubble("", nodes.Text("words"), speaker='"]; #x')))
    assert text == 'bubble(speaker: "\\"]; #x", slot-number: 3, {\ntail("x")\n"said: "\n"words"\n})\n'


@pytest.mark.parametrize("make", [nodes.block_quote, nodes.container, nodes.note])
def test_deep_nesting_ends_and_keeps_the_text(app: SphinxTestApp, make: type[nodes.Element]) -> None:
    inner: nodes.Element = nodes.paragraph("", "", nodes.Text("bottom"))
    for _ in range(3 * MAX_DEPTH):
        inner = make("", inner)
    text = translated(app, _document(app, inner))
    assert '"bottom"' in text
    assert text.count("{") == text.count("}") <= MAX_DEPTH


def _standard_nodes() -> list[type[nodes.Node]]:
    found = [getattr(nodes, name) for name in nodes.node_class_names]
    found += [
        kind for kind in vars(addnodes).values() if isinstance(kind, type) and issubclass(kind, nodes.Element)
    ]
    abstract = {"Text", "_desc_classes_injector"}
    return sorted({kind for kind in found if kind.__name__ not in abstract}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", _standard_nodes(), ids=lambda kind: kind.__name__)
def test_every_standard_node_has_a_visitor(kind: type[nodes.Node]) -> None:
    names = [base.__name__ for base in kind.__mro__]
    visitor = next((name for name in names if hasattr(TypstTranslator, f"visit_{name}")), None)
    assert visitor is not None
    assert hasattr(TypstTranslator, f"depart_{visitor}") or kind in _VISITED_WHOLE


# Their visitors print everything inside and skip the rest.
_VISITED_WHOLE = {
    nodes.citation,
    nodes.citation_reference,
    nodes.figure,
    nodes.footnote_reference,
    nodes.image,
    nodes.literal,
    nodes.math,
    nodes.math_block,
    nodes.option_group,
    nodes.raw,
    nodes.table,
    nodes.term,
    nodes.transition,
    addnodes.desc_optional,
    addnodes.desc_parameterlist,
    addnodes.desc_type_parameter_list,
    addnodes.index,
}
