"""Inline nodes as spans of text, and cut at an offset of that text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.dialogue.recognition.blocks import HARD_BREAK, OBJECT, Span, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_STYLES: Final[Mapping[type[nodes.Element], Style]] = {
    nodes.strong: Style.STRONG,
    nodes.emphasis: Style.EMPHASIS,
    nodes.literal: Style.CODE,
    nodes.reference: Style.LINK,
}
# Whole or not at all: their children are no running text, or other transforms know them by identity.
_ATOMS: Final = (
    nodes.image,
    nodes.math,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.problematic,
)
_BREAKS: Final = frozenset({"line_break", "hard_break", "linebreak"})


def spans_of(children: Iterable[nodes.Node], style: Style = Style.PLAIN) -> Iterator[Span]:
    """Return the spans of inline nodes; a mark that is no text counts one character, an unseen node none."""
    for child in children:
        if isinstance(child, nodes.Text):
            yield Span(str(child), style)
        elif is_hard_break(child):
            yield Span(HARD_BREAK, style)
        elif isinstance(child, _ATOMS):
            yield Span(OBJECT, style)
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.Invisible | nodes.raw):
            yield from spans_of(child.children, style | _STYLES.get(type(child), Style.PLAIN))


def is_hard_break(node: nodes.Node) -> bool:
    """Tell whether a node ends a line inside a paragraph."""
    if isinstance(node, nodes.raw):
        return "html" in str(node.get("format", "")) and node.astext().lstrip().startswith("<br")
    return isinstance(node, nodes.Element) and node.tagname in _BREAKS


def length(node: nodes.Node) -> int:
    """Return how many characters a node counts among spans."""
    return sum(len(span.text) for span in spans_of([node]))


def cut(children: list[nodes.Node], offset: int) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return inline nodes before and after an offset of their text.

    Only what the cut runs through is copied; every other node keeps its identity, since footnotes and
    targets are known by it. Unseen nodes at the cut go before it.
    """
    before: list[nodes.Node] = []
    after: list[nodes.Node] = []
    place = 0
    for child in children:
        size = length(child)
        if place + size <= offset:
            before.append(child)
        elif place >= offset:
            after.append(child)
        else:
            left, right = _cut_one(child, offset - place)
            before.append(left)
            after.append(right)
        place += size
    return before, after


def _cut_one(node: nodes.Node, offset: int) -> tuple[nodes.Node, nodes.Node]:
    if not isinstance(node, nodes.Element):
        text = node.astext()
        return nodes.Text(text[:offset]), nodes.Text(text[offset:])
    left, right = node.copy(), node.copy()
    right["ids"], right["names"] = [], []
    before, after = cut(list(node.children), offset)
    left.extend(before)
    right.extend(after)
    return left, right


def without_emphasis(children: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Return inline nodes with bold and italics taken off, and no empty text."""
    for child in children:
        if isinstance(child, nodes.strong | nodes.emphasis):
            yield from without_emphasis(list(child.children))
        elif not isinstance(child, nodes.Text) or str(child):
            yield child


def drop_break(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return inline nodes without the line break that ends them."""
    kept = list(children)
    while kept and (isinstance(kept[-1], nodes.raw) or is_hard_break(kept[-1])):
        kept.pop()
    if kept and isinstance(kept[-1], nodes.Text):
        kept[-1] = nodes.Text(str(kept[-1]).rstrip("\n "))
    return kept
