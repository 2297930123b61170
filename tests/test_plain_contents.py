"""Titles and tables of contents are written as Sphinx's translator writes them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.environment.adapters.toctree import document_toc
from sphinx.util.docutils import register_node, unregister_node

from koushu.running import plain_contents

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = ("Section", "汉字 & <b>", '"a"@b.org', "x  y", " ", "", "\0")
ODD = (
    lambda link: link.attributes.update(refuri="other.html"),
    lambda link: link.attributes.update(refuri="#a b"),
    lambda link: link.attributes.update(refuri="mailto:a@b.org"),
    lambda link: link.attributes.update(reftitle="t"),
    lambda link: link.attributes.update(secnumber=(1, 2)),
    lambda link: link.attributes.update(internal=False),
    lambda link: link["classes"].append("c"),
    lambda link: link["ids"].append("i"),
    lambda link: link.append(nodes.literal("", "code")),
    lambda link: link.append(nodes.emphasis("", "loud")),
    lambda link: link.parent.append(nodes.Text(" more")),
    lambda link: link.parent["classes"].append("c"),
    lambda link: link.parent.parent["ids"].append("i"),
    lambda link: link.parent.parent.append(nodes.paragraph("", "more")),
    lambda link: link.parent.parent.parent["classes"].append("simple"),
)


def contents(dice: random.Random, depth: int = 3) -> nodes.bullet_list:
    found = nodes.bullet_list()
    for number in range(dice.randrange(1, 4)):
        words = nodes.Text(dice.choice(WORDS[: 4 if dice.random() < 0.9 else None]))
        address = dice.choice(("", f"#id{number}", "#汉", '#a"&b'))
        link = nodes.reference("", "", words, internal=True, refuri=address, anchorname=address)
        item = nodes.list_item("", addnodes.compact_paragraph("", "", link))
        if depth and dice.random() < 0.5:
            item += contents(dice, depth - 1)
        found += item
    return found


@pytest.fixture(autouse=True)
def _forgotten(publication: Any) -> Iterator[None]:
    """Have docutils forget at the end what it is told of Sphinx's nodes, as it knows them during a build alone."""
    yield
    unregister_node(addnodes.compact_paragraph)


@pytest.fixture(params=["html", "dirhtml", "epub", "singlehtml"])
def builder(request: pytest.FixtureRequest, publication: Any) -> Any:
    source = "---\ntitle: Über *x* & 汉字\n---\n\n## One `code`\n\n### Two\n\n## 三\n"
    app = publication({"a.md": source}, builder=request.param).app
    register_node(addnodes.compact_paragraph)
    app.builder.current_docname = "a"
    return app.builder


def test_contents_are_those_of_sphinx(builder: Any) -> None:
    assert plain_contents._writes_as_sphinx(builder, plain_contents._CONTENTS)
    plain = 0
    for seed in range(150):
        dice = random.Random(seed)
        tree = contents(dice)
        if seed % 3 == 0:
            dice.choice(ODD)(dice.choice(list(tree.findall(nodes.reference))))
        # Sphinx puts what it is given into a document.
        expected = plain_contents._usual(builder, tree.deepcopy())
        plain += bool(plain_contents._list(tree))
        assert builder.render_partial(tree) == expected, seed
    assert 50 < plain < 140


def test_a_page_has_the_contents_that_sphinx_gives_it(builder: Any) -> None:
    tree = document_toc(builder.env, "a", builder.tags)
    assert builder.render_partial(tree) == plain_contents._usual(builder, tree)
    assert builder.render_partial(None) == {"fragment": ""}
    title = builder.env.longtitles["a"]
    assert builder.render_partial(title)["title"] == "Über *x* &amp; 汉字"


def test_titles_are_those_of_sphinx(builder: Any) -> None:
    assert plain_contents._writes_as_sphinx(builder, plain_contents._TITLE)
    emphasis, code = nodes.emphasis("", "loud"), nodes.literal("", "code")
    plain = [nodes.title("", words) for words in WORDS]
    odd = [
        nodes.title("", "", nodes.Text("One "), emphasis),
        nodes.title("", "", code),
        nodes.title("", "numbered", secnumber=(1, 2)),
        nodes.title("", "named", ids=["i"]),
        nodes.title("", "classed", classes=["c"]),
        nodes.title("", "referred", refid="r"),
    ]
    assert [bool(plain_contents._title(title)) for title in plain[:4]] == [True] * 4
    assert not any(map(plain_contents._title, odd))
    for title in (nodes.title("", "", nodes.Text("a &"), nodes.Text(" b")), *plain, *odd):
        assert builder.render_partial(title) == plain_contents._usual(builder, title.deepcopy())


@pytest.mark.parametrize("name", ["list_item", "Text", "reference"])
def test_who_writes_lists_in_another_way_is_asked(publication: Any, name: str) -> None:
    conf = f"""
from docutils import nodes

def visit(self, node):
    self.body.append("OTHER")

def setup(app):
    app.add_node(nodes.{name}, override=True, html=(visit, visit))
"""
    app = publication({"conf.py": conf, "a.md": "---\ntitle: A\n---\n\n## One\n"}).app
    register_node(addnodes.compact_paragraph)
    app.builder.current_docname = "a"
    tree = document_toc(app.env, "a", app.builder.tags)
    assert "OTHER" in app.builder.render_partial(tree)["fragment"]


@pytest.mark.parametrize("name", ["title", "Text"])
def test_who_writes_titles_in_another_way_is_asked(publication: Any, name: str) -> None:
    conf = f"""
from docutils import nodes

def visit(self, node):
    self.title = ["OTHER"]
    self.body.append("OTHER")

def setup(app):
    app.add_node(nodes.{name}, override=True, html=(visit, visit))
"""
    app = publication({"conf.py": conf, "a.md": "---\ntitle: A\n---\n\n## One\n"}).app
    assert "OTHER" in app.builder.render_partial(app.env.longtitles["a"])["title"]
