"""Quotes that are alerts: boxes by default, and plain quotes where all is to be as in Hugo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

# What stands in a post, what it becomes, and the title that is the author's own.
CASES = {
    "a kind": ("> [!NOTE]\n> Words\n> more.", nodes.note, ""),
    "a kind in lower case, after a blank line": ("> [!warning]\n>\n> Words.", nodes.warning, ""),
    "a title": ("> [!TIP] My *title*\n> Words.", nodes.admonition, "My title"),
    "a title alone": ("> [!TIP] My title", nodes.admonition, "My title"),
    "a box that folds": ("> [!note]- Folded\n> Words.", nodes.admonition, "Folded"),
    "a kind of a theme": ("> [!recipe]\n> Words.", nodes.admonition, "recipe"),
    "other blocks": ("> [!CAUTION]\n> - one\n> - two", nodes.caution, ""),
    "in a list": ("- > [!IMPORTANT]\n  > Words.", nodes.important, ""),
    "nothing in it": ("> [!NOTE]", nodes.block_quote, ""),
    "a word that is no class": ("> [!提示] Words.", nodes.block_quote, ""),
    "a link": ("> [!NOTE](a.md) Words.", nodes.block_quote, ""),
    "not at its beginning": ("> Words [!NOTE]", nodes.block_quote, ""),
    "no quote": ("[!NOTE]\nWords.", nodes.paragraph, ""),
}
_BLOCKS = (nodes.Admonition, nodes.block_quote)


def _box(built: Publication) -> nodes.Element:
    section = built.doctree("posts/a")[0]
    found = next(section.findall(lambda node: isinstance(node, _BLOCKS)), None)
    return found if isinstance(found, nodes.Element) else next(section.findall(nodes.paragraph))


@pytest.mark.parametrize(("source", "kind", "title"), CASES.values(), ids=CASES)
def test_an_alert_is_a_box(
    publication: Callable[..., Publication], source: str, kind: type[nodes.Element], title: str
) -> None:
    built = publication(
        {"posts/a.md": f"---\ntitle: A\n---\n{source}\n"}, "dummy", extensions=["koushu.hugo"]
    )
    box = _box(built)
    assert type(box) is kind
    assert next((node.astext() for node in box.findall(nodes.title)), "") == title
    assert ("Words" in source) == ("Words" in box.astext())
    assert "[!" not in box.astext() or not isinstance(box, nodes.Admonition)


@pytest.mark.parametrize("source", [source for source, _, _ in CASES.values() if source.startswith(">")])
def test_hugo_itself_prints_a_quote(publication: Callable[..., Publication], source: str) -> None:
    built = publication(
        {"posts/a.md": f"---\ntitle: A\n---\n{source}\n"},
        "dummy",
        extensions=["koushu.hugo"],
        hugo_strict=True,
    )
    assert type(_box(built)) is nodes.block_quote
