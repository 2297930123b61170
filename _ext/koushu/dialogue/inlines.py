"""Inline nodes as spans of text, and cut at an offset of that text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.dialogue.recognition.blocks import HARD_BREAK, OBJECT, Span, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_STYLES: Final[Mapping[type, int]] = {
    nodes.strong: int(Style.STRONG),
    nodes.emphasis: int(Style.EMPHASIS),
    nodes.literal: int(Style.CODE),
    nodes.reference: int(Style.LINK),
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


_TEXT, _HOLDER, _RAW, _BREAK, _ATOM, _UNSEEN = range(6)
"""What a class of nodes is in running text."""


def _look_up(kind: type) -> int:
    """Return what a class of nodes is."""
    if issubclass(kind, nodes.Text):
        return _TEXT
    if issubclass(kind, nodes.raw):
        return _RAW
    if issubclass(kind, nodes.Element) and (kind.tagname or kind.__name__) in _BREAKS:
        return _BREAK
    if issubclass(kind, _ATOMS):
        return _ATOM
    seen = issubclass(kind, nodes.Element) and not issubclass(kind, nodes.Invisible)
    return _HOLDER if seen else _UNSEEN


# A hundred classes are asked of some hundred thousand times.
_sort_of: Final[Callable[[type], int]] = cache(_look_up)


def spans_of(children: Iterable[nodes.Node]) -> list[Span]:
    """Return the spans of inline nodes; a mark that is no text counts one character, an unseen node none."""
    found: list[Span] = []
    _add_spans(children, 0, found)
    return found


def _add_spans(children: Iterable[nodes.Node], style: int, found: list[Span]) -> None:
    for child in children:
        kind: type = child.__class__
        sort = _sort_of(kind)
        if sort == _TEXT:
            found.append(Span(str(child), style))
        elif sort == _HOLDER:
            _add_spans(child.children, style | _STYLES.get(kind, 0), found)
        elif mark := _mark_of(child, sort):
            found.append(Span(mark, style))


def plain_text(children: Iterable[nodes.Node]) -> str:
    """Return the text of the spans of inline nodes."""
    found: list[str] = []
    _add_texts(children, found)
    return found[0] if len(found) == 1 else "".join(found)


def _add_texts(children: Iterable[nodes.Node], found: list[str]) -> None:
    for child in children:
        sort = _sort_of(child.__class__)
        if sort == _TEXT:
            found.append(str(child))
        elif sort == _HOLDER:
            _add_texts(child.children, found)
        else:
            found.append(_mark_of(child, sort))


def _mark_of(node: nodes.Node, sort: int) -> str:
    """Return the one character that stands for a node without running text; none for one that is not seen."""
    if sort == _ATOM:
        return OBJECT
    return HARD_BREAK if sort == _BREAK or (sort == _RAW and is_hard_break(node)) else ""


def is_hard_break(node: nodes.Node) -> bool:
    """Tell whether a node ends a line inside a paragraph."""
    if isinstance(node, nodes.raw):
        return "html" in str(node.get("format", "")) and node.astext().lstrip().startswith("<br")
    return isinstance(node, nodes.Element) and node.tagname in _BREAKS


def length(node: nodes.Node) -> int:
    """Return how many characters a node counts among spans."""
    sort = _sort_of(node.__class__)
    if sort == _TEXT:
        return len(node)  # type: ignore[arg-type]
    return sum(map(length, node.children)) if sort == _HOLDER else len(_mark_of(node, sort))


def cut(children: Sequence[nodes.Node], offset: int) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return inline nodes before and after an offset of their text.

    Only what the cut runs through is copied; every other node keeps its identity, since footnotes and
    targets are known by it. Unseen nodes at the cut go before it.
    """
    before: list[nodes.Node] = []
    after: list[nodes.Node] = []
    place = 0
    for number, child in enumerate(children):
        if place > offset:
            after.extend(children[number:])
            break
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


def bare_texts(children: Sequence[nodes.Node]) -> list[nodes.Node] | None:
    """Return inline nodes without emphasis when they are nothing but texts then, so that a cut copies none."""
    texts = list(without_emphasis(children))
    return texts if all(isinstance(one, nodes.Text) for one in texts) else None


def drop_break(children: list[nodes.Node]) -> list[nodes.Node]:
    """Return inline nodes without the line break that ends them."""
    kept = list(children)
    while kept and (isinstance(kept[-1], nodes.raw) or is_hard_break(kept[-1])):
        kept.pop()
    if kept and isinstance(kept[-1], nodes.Text):
        kept[-1] = nodes.Text(str(kept[-1]).rstrip("\n "))
    return kept
