"""A doctree as the light block view, with the node behind each leaf."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes

from koushu.dialogue import nodes as own
from koushu.dialogue.inlines import spans_of
from koushu.dialogue.recognition.blocks import BREAKS, Block, Container, Kind, Span, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONTAINERS: Final[Mapping[str, str]] = {
    "block_quote": "quote",
    "bullet_list": "list",
    "enumerated_list": "list",
    "list_item": "item",
    "table": "table",
    "row": "row",
    "entry": "cell",
    "definition_list": "definitions",
    "definition": "definition",
    "footnote": "footnote",
    "citation": "footnote",
}
_LEAVES: Final[Mapping[str, Kind]] = {
    "paragraph": Kind.PARAGRAPH,
    "title": Kind.HEADING,
    "rubric": Kind.HEADING,
    "flat_heading": Kind.HEADING,
    "term": Kind.TERM,
    "transition": Kind.RULE,
    "thematic_break": Kind.RULE,
    "literal_block": Kind.CODE,
    "comment": Kind.COMMENT,
}
_TEXTLESS: Final = frozenset({Kind.CODE, Kind.COMMENT, Kind.OTHER})
"""Leaves whose styles say nothing."""
BREAK_NAMES: Final = frozenset(name for name, kind in _LEAVES.items() if kind is Kind.RULE)
"""Names of the nodes that are a rule between paragraphs."""
_MARKS: Final = re.compile(r"[*_`\\\[\]<>]")
_OPENING: Final = 8
"""How many characters of a source line tell where it went."""
_WRITTEN: Final = (own.dialogue, own.turn, own.narration)
_UNSEEN: Final = (nodes.Invisible, nodes.system_message, addnodes.toctree, addnodes.index)


@dataclass
class Tree:
    """The leaves of a doctree in order, and their nodes, one for each."""

    blocks: list[Block] = field(default_factory=list)
    leaves: list[nodes.Element] = field(default_factory=list)


def read_tree(children: Iterable[nodes.Node]) -> Tree:
    """Return the leaves below some nodes, without those inside a dialogue that is already written.

    Source lines are those of the nodes, counted from 1; 0 where a node has none.
    """
    tree = Tree()
    _gather(children, (), tree)
    return tree


def _gather(children: Iterable[nodes.Node], path: tuple[Container, ...], tree: Tree) -> None:
    for child in children:
        if not isinstance(child, nodes.Element) or isinstance(child, _WRITTEN):
            continue
        kind = _comment_kind(child) or _LEAVES.get(child.tagname)
        if kind is not None:
            _add(kind, child, path, tree)
        elif isinstance(child, nodes.section | nodes.document):
            _gather(child.children, path, tree)
        elif isinstance(child, _UNSEEN):
            continue
        elif _holds_blocks(child):
            step = Container(
                _CONTAINERS.get(child.tagname, child.tagname), len(tree.leaves) + len(path) * 10**6
            )
            _gather(child.children, (*path, step), tree)
        else:
            _add(Kind.OTHER, child, path, tree)


def _comment_kind(node: nodes.Element) -> Kind | None:
    """Return `comment` for an HTML comment that was kept as raw HTML."""
    if isinstance(node, nodes.raw) and node.astext().lstrip().startswith("<!--"):
        return Kind.COMMENT
    return None


def _holds_blocks(node: nodes.Element) -> bool:
    return any(isinstance(child, nodes.Body | nodes.Part) for child in node.children)


def _add(kind: Kind, node: nodes.Element, path: tuple[Container, ...], tree: Tree) -> None:
    line = node.line or 0
    spans: tuple[Span, ...]
    if kind in _TEXTLESS:
        text = _without_marks(node.astext())
        spans = (Span(text, Style.CODE if kind is Kind.CODE else Style.PLAIN),)
    else:
        spans = tuple(spans_of(node.children))
    block = Block(kind, line, 0, spans, path)
    source, text = node.rawsource, block.text
    if "\n" in source:
        block.joined = _joined_lines(source, text) if kind is Kind.PARAGRAPH else ()
        source = source.rstrip("\n")
    if line:
        block.end_line = line + max(source.count("\n"), text.count("\n"))
    if kind is Kind.HEADING:
        block.ids = (*node["ids"], *node.parent["ids"])
    tree.blocks.append(block)
    tree.leaves.append(node)


def _without_marks(text: str) -> str:
    """Return a comment without its marks; a pattern would try each blank of a long run for its end."""
    if text.lstrip().startswith("<!--"):
        text = text.lstrip()[4:].lstrip()
    return text.rstrip()[:-3].rstrip() if text.rstrip().endswith("-->") else text


def _joined_lines(source: str, text: str) -> tuple[int, ...]:
    """Return where lines of a paragraph's source begin in its text though their break was dropped.

    Between two Chinese characters a line break is no blank, so the text does not show it.
    """
    found, place = [], 0
    for line in source.split("\n")[1:]:
        opening = _MARKS.sub("", line).strip()[:_OPENING]
        place = text.find(opening, place + 1) if opening else -1
        if place < 0:
            break
        if text[place - 1] not in BREAKS:
            found.append(place)
    return tuple(found)
