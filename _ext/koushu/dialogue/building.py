"""From what was recognised to nodes: paragraphs are moved into turns, cut where two share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.dialogue import nodes as own
from koushu.dialogue.inlines import bare_texts, cut, drop_break, without_emphasis
from koushu.dialogue.recognition.forms import is_time
from koushu.dialogue.recognition.turns import Item, ItemKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from koushu.dialogue.doctree import Tree
    from koushu.dialogue.recognition.leads import Lead

_NODES: Mapping[ItemKind, type[nodes.Element]] = {
    ItemKind.TURN: own.turn,
    ItemKind.NARRATION: own.narration,
    ItemKind.BREAK: own.scenebreak,
}


def build(tree: Tree, items: Sequence[Item], *, into: own.dialogue | None = None) -> None:
    """Move the leaves of each item into its node, and each run of items into a dialogue.

    `into` is a written dialogue whose own children the items are; else a dialogue is made for each
    parent (a section, a quote) that holds items.
    """
    _dissolve(tree, items)
    pieces = _cut_paragraphs(tree, items)
    runs: dict[int, list[tuple[Item, list[nodes.Element]]]] = {}
    places: dict[int, dict[int, int]] = {}
    for item in items:
        members = _members(tree, item, pieces, places)
        runs.setdefault(id(members[0].parent), []).append((item, members))
    for run in runs.values():
        _build_run(run, into)


def _dissolve(tree: Tree, items: Iterable[Item]) -> None:
    """Put what a list, a definition list, a table or a heading holds in its place when it is turns."""
    for item in items:
        leaf = tree.leaves[item.first]
        if item.kind is not ItemKind.TURN:
            continue
        if isinstance(leaf, nodes.term):
            _dissolve_definitions(tree, leaf.parent.parent)
        elif isinstance(leaf, nodes.title | nodes.rubric) or leaf.tagname == "flat_heading":
            _dissolve_heading(tree, item.first)
        elif isinstance(leaf.parent, nodes.entry):
            _dissolve_table(leaf)
        elif isinstance(leaf.parent, nodes.list_item) and leaf.parent.index(leaf) == 0:
            listing = leaf.parent.parent
            _replace(listing, [child for entry in listing.children for child in entry.children])


def _dissolve_heading(tree: Tree, index: int) -> None:
    """Make a heading that is a lead a paragraph, and put what stands below it beside it.

    The anchors of the heading stay with the paragraph. Below an earlier section it goes on with that one.
    """
    title = tree.leaves[index]
    section = title.parent
    paragraph = nodes.paragraph(title.rawsource, "", *title.children)
    paragraph.source, paragraph.line = title.source, title.line
    tree.leaves[index] = paragraph
    if not isinstance(section, nodes.section) or not isinstance(title, nodes.title):
        paragraph["ids"], paragraph["names"] = title["ids"], title["names"]
        _replace(title, [paragraph])
        return
    paragraph["ids"], paragraph["names"] = section["ids"], section["names"]
    parent = section.parent
    place = parent.index(section)
    below = [paragraph, *section.children[section.index(title) + 1 :]]
    before = parent[place - 1] if place else None
    if isinstance(before, nodes.section):
        del parent[place]
        before.extend(below)
    else:
        _replace(section, below)


def _dissolve_table(leaf: nodes.Element) -> None:
    """Put the cells of a table in its place, row by row, without its head and its clock."""
    table = leaf.parent
    while not isinstance(table, nodes.table):
        table = table.parent
    cells = [
        child
        for body in table.findall(nodes.tbody)
        for row in body.children
        for entry in row.children
        for child in entry.children
    ]
    _replace(table, [child for child in cells if not is_time(child.astext())])


def _dissolve_definitions(tree: Tree, listing: nodes.Element) -> None:
    blocks: list[nodes.Node] = []
    for part in (part for entry in listing.children for part in entry.children):
        if isinstance(part, nodes.term):
            paragraph = nodes.paragraph(part.rawsource, "", *part.children)
            paragraph.source, paragraph.line = part.source, part.line
            place = next(index for index, leaf in enumerate(tree.leaves) if leaf is part)
            tree.leaves[place] = paragraph
            blocks.append(paragraph)
        else:
            blocks.extend(part.children)
    _replace(listing, blocks)


def _replace(node: nodes.Element, new: list[nodes.Node]) -> None:
    parent = node.parent
    place = parent.index(node)
    del parent[place]
    parent.insert(place, new)


def _cut_paragraphs(tree: Tree, items: Iterable[Item]) -> dict[tuple[int, int], nodes.Element]:
    """Cut each paragraph where an item begins inside it; return (block, offset) -> the piece from there."""
    pieces = {(item.first, item.start): tree.leaves[item.first] for item in items if item.start == 0}
    inside = sorted({(item.first, item.start) for item in items if item.start > 0}, reverse=True)
    for index, offset in inside:
        whole = tree.leaves[index]
        before, after = cut(list(whole.children), offset)
        piece = nodes.paragraph("", "", *after, translatable=False)
        piece.source, piece.line = whole.source, whole.line and tree.blocks[index].line_at(offset)
        whole.children = []
        whole.extend(drop_break(before))
        whole.parent.insert(whole.parent.index(whole) + 1, piece)
        pieces[index, offset] = piece
    return pieces


def _members(
    tree: Tree,
    item: Item,
    pieces: Mapping[tuple[int, int], nodes.Element],
    places: dict[int, dict[int, int]],
) -> list[nodes.Element]:
    """Return the sibling nodes that an item covers; `places` tell where children stand, by parent, once looked for."""
    first = pieces.get((item.first, item.start), tree.leaves[item.first])
    last = first
    if item.last != item.first:
        last = tree.leaves[item.last]
        while last.parent is not first.parent:
            last = last.parent
    siblings = first.parent.children
    if id(siblings) not in places:
        places[id(siblings)] = {id(node): place for place, node in enumerate(siblings)}
    begin, end = places[id(siblings)][id(first)], places[id(siblings)][id(last)]
    return [node for node in siblings[begin : end + 1] if isinstance(node, nodes.Element)]


def _build_run(run: Sequence[tuple[Item, list[nodes.Element]]], into: own.dialogue | None) -> None:
    parent = run[0][1][0].parent
    begin, end = parent.index(run[0][1][0]), parent.index(run[-1][1][-1])
    heads = {id(members[0]): (item, members) for item, members in run}
    taken = {id(member) for _, members in run for member in members}
    made: list[nodes.Node] = []
    for node in list(parent.children[begin : end + 1]):
        if id(node) in heads:
            made.append(_make(*heads[id(node)]))
        elif id(node) not in taken:
            made.append(node)
    del parent.children[begin : end + 1]
    if into is not None and into is parent:
        into.insert(begin, made)
    else:
        whole = own.dialogue("", *made)
        _place(whole, run[0][1][0])
        parent.insert(begin, whole)


def _make(item: Item, members: list[nodes.Element]) -> nodes.Element:
    node = _NODES[item.kind]()
    _place(node, members[0])
    if item.kind is ItemKind.BREAK:
        # A jingle or an advertisement announces itself; a rule has no words to keep.
        node.extend(member for member in members if isinstance(member, nodes.paragraph))
        return node
    if item.lead is not None:
        set_lead(members[0], item.lead)
        node["label"] = item.lead.name.strip()
        if item.lead.language:
            node["lang"] = item.lead.language
        if item.lead.time:
            node["time"] = item.lead.time
    node.extend(members)
    return node


def set_lead(paragraph: nodes.Element, found: Lead) -> None:
    """Gather the nodes of a paragraph's lead, with the blanks after it, under one `lead`."""
    opening, rest = cut(paragraph.children, found.body - found.start)
    before, opening = cut(bare_texts(opening) or opening, found.name_start - found.start)
    name, after = cut(opening, found.name_end - found.name_start)
    shown, paragraph.children = paragraph.children, []
    for node in shown:
        node.parent = None
    paragraph.append(
        make_lead(without_emphasis(before), without_emphasis(name), without_emphasis(after), paragraph)
    )
    paragraph.extend(node for node in rest if not isinstance(node, nodes.Text) or str(node))
    for node in shown:
        # Emphasis that is no part of it any more would hold the whole tree until garbage is looked for.
        if isinstance(node, nodes.Element) and node.parent is None:
            node.children = []
    if len(paragraph) == 1:
        # The name has a line of its own; its words follow in other blocks.
        paragraph["classes"].append("cue")


def make_lead(
    before: Iterable[nodes.Node], name: Iterable[nodes.Node], after: Iterable[nodes.Node], at: nodes.Element
) -> own.lead:
    """Return the lead of what stands before, in and after a printed name; `at` gives it source and line."""
    who = own.speaker("", "", *name)
    opening = own.lead("", "", *_without_marks(before), who)
    for node in _without_marks(after):
        text = str(node) if isinstance(node, nodes.Text) else ""
        bare = text.rstrip()
        if bare and bare[-1] in ":：﹕∶":
            opening.extend(
                [nodes.Text(bare[:-1]), own.colon("", bare[-1]), nodes.Text(_one_blank(text[len(bare) :]))]
            )
        else:
            opening.append(nodes.Text(_one_blank(text)) if text and not bare else node)
    opening.children = [child for child in opening.children if child.astext()]
    _place_inlines(opening, at)
    return opening


def _place_inlines(node: nodes.Element, at: nodes.Element) -> None:
    """Give a node of ours, and all of ours in it, the place of another."""
    if isinstance(node, own.INLINES):
        _place(node, at)
    for child in node.children:
        if isinstance(child, nodes.Element):
            _place_inlines(child, at)


def _one_blank(blanks: str) -> str:
    """Return the blanks after a name as one, wide if the author's was; it may fall at the end of a line."""
    return "\u3000" if "\u3000" in blanks else " " if blanks else ""


def _without_marks(children: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return inline nodes without asterisks and underscores that failed to become emphasis."""
    cleaned = [
        nodes.Text(str(child).strip("*_")) if isinstance(child, nodes.Text) else child for child in children
    ]
    return [child for child in cleaned if not isinstance(child, nodes.Text) or str(child)]


def _place(node: nodes.Element, at: nodes.Element) -> None:
    node.source, node.line = at.source, at.line
