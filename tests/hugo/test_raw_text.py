"""Raw HTML in formats that have none: no word of it is missing, what it means is kept, and nothing of it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from koushu.hugo.raw.blocks import blocks
from koushu.hugo.raw.running import running_text
from koushu.hugo.raw.tree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: Raw
---

<div class="x">
Block <b>bold</b> and <a href="https://x.org/">link</a>.
<table><tr><td>cell</td><td>two</td></tr></table>
</div>

<p align="center">Centred<br>lines</p>

H<sub>2</sub>O <kbd>Ctrl</kbd> <ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>

<details><summary>Head</summary>

Inside *it*.

</details>

## Next
"""
MARKUP = {"goldmark": {"renderer": {"unsafe": True}}}


@pytest.fixture(params=[("text", "a.txt"), ("latex", "*.tex"), ("typst", "main.typ")])
def printed(request: pytest.FixtureRequest, publication: Callable[..., Publication]) -> str:
    builder, name = request.param
    built = publication(
        {"a.md": POST, "index.md": "# Home\n\n```{toctree}\na\n```\n"},
        builder,
        extensions=["koushu.hugo", "koushu.typst_builder"],
        html_theme="basic",
        hugo_markup=MARKUP,
    )
    assert [line for line in built.warnings if "bibtex" not in line] == []
    return " ".join(path.read_text() for path in built.out.rglob(name))


def test_no_word_is_missing(printed: str) -> None:
    words = "Block bold link cell two Centred lines Ctrl 漢 かん 字 じ Head Inside it Next"
    assert [word for word in words.split() if word not in printed] == []


def test_what_html_means_is_kept(publication: Callable[..., Publication]) -> None:
    files = {"a.md": POST, "index.md": "# Home\n\n```{toctree}\na\n```\n"}
    built = publication(files, "latex", extensions=["koushu.hugo"], html_theme="basic", hugo_markup=MARKUP)
    tree = built.resolved("a")
    assert [node.astext() for node in tree.findall(nodes.subscript)] == ["2"]
    assert tree.next_node(nodes.table) is not None
    assert {node["refuri"] for node in tree.findall(nodes.reference)} == {"https://x.org/"}
    (opened,) = (node for node in tree.findall() if node.tagname == "details")
    assert [child.tagname for child in opened.children] == ["summary", "paragraph"]
    assert not list(tree.findall(nodes.raw))


BLOCKS = [
    ("<p>a <b>b</b></p><p>c", "paragraph(a strong(b)) paragraph(c)"),
    ("</div>", ""),
    ("<i>a<b>b</i>c", "paragraph(emphasis(a strong(b)) c)"),
    ("<script>x()</script><a href='javascript:x'>y</a>", "paragraph(y)"),
    ("<a href='https://x.org'>y</a><a id='z'></a>", "paragraph(reference(y) target())"),
    (
        "<ul><li>a<li>b<ol start=3><li>c</ul>",
        "bullet_list(list_item(paragraph(a)) list_item(paragraph(b) enumerated_list(list_item(paragraph(c)))))",
    ),
    ("<b>a<p>b</b>", "paragraph(a) paragraph(b)"),
    ("<p>a<ul><li>b</ul>c", "paragraph(a) bullet_list(list_item(paragraph(b))) paragraph(c)"),
    ("<h2>a</h2><hr><pre>b\n c</pre>", "flat_heading(a) thematic_break() literal_block(b\n c)"),
    (
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        (
            "definition_list(definition_list_item(term(a) definition(paragraph(b))) "
            "definition_list_item(term(c) definition(paragraph(d))))"
        ),
    ),
    ("<blockquote>a</blockquote>", "block_quote(paragraph(a))"),
    ("<details open><summary>a</summary>b</details>", "details(summary(a) paragraph(b))"),
    (
        "<table><caption>t</caption><tr><th>a<th>b<tr><td rowspan=2>c<td>d<tr><td>e</table>",
        (
            "table(title(t) tgroup(colspec() colspec() thead(row(entry(paragraph(a)) entry(paragraph(b)))) "
            "tbody(row(entry(paragraph(c)) entry(paragraph(d))) row(entry(paragraph(e))))))"
        ),
    ),
    ("<table></table><table><tr></tr></table>", ""),
    ("<center>a</center><div>b</div>", "container(paragraph(a)) paragraph(b)"),
    ("<figure>a<figcaption>b</figcaption></figure>", "paragraph(a) paragraph(b)"),
]


def _shape(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return node.strip()
    return f"{node.tagname}({' '.join(filter(None, map(_shape, node.children)))})"


@pytest.mark.parametrize(("html", "expected"), BLOCKS)
def test_blocks(html: str, expected: str) -> None:
    tree = ElementTree()
    tree.feed(html)
    tree.close()
    assert " ".join(map(_shape, blocks(tree.children))) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<br>b", "a hard_break() b"),
        ("<kbd>a</kbd> <mark>b</mark> <s>c</s> <u>d</u>", "literal(a) tagged(b) tagged(c) tagged(d)"),
        ("<abbr title='x'>a</abbr> <abbr>b</abbr>", "abbreviation(a) b"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>", "ruby(漢) ruby(字)"),
        ("<ruby><rb>a</rb><rp>(</rp><rt>b</rt><rp>)</rp></ruby>", "ruby(a)"),
        ("<q>a</q>", "“ a ”"),
        ("<div>a</div><p>b", "a b"),
    ],
)
def test_running_text(html: str, expected: str) -> None:
    tree = ElementTree()
    tree.feed(html)
    tree.close()
    assert " ".join(filter(None, map(_shape, running_text(tree.children)))) == expected


def test_nodes_stand_in_the_elements_around_them() -> None:
    tree = ElementTree()
    tree.feed("<details><summary>a</summary>")
    tree.add(nodes.paragraph("", "b"))
    tree.feed("</details><blockquote>")
    tree.add(nodes.section("", nodes.title("", "c")))
    tree.close()
    assert " ".join(map(_shape, blocks(tree.children))) == (
        "details(summary(a) paragraph(b)) section(title(c))"
    )
