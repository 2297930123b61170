"""From the tree of a page to what search knows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.search.records import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 700
"""After how many characters a passage ends at the next block."""
_SKIPPED: Final = (
    nodes.comment,
    nodes.raw,
    nodes.Invisible,
    nodes.system_message,
    nodes.math_block,
    nodes.title,
)
_SKIPPED_TAGS: Final = frozenset({"post_header", "post_list", "toctree", "index"})
_SKIPPED_CLASSES: Final = frozenset({"no-search", "post-list"})


def headings_of(tree: nodes.document) -> tuple[str, ...]:
    """Return the headings of a page but its own title."""
    titles = [title.astext() for title in tree.findall(nodes.title)]
    return tuple(_line(title) for title in titles[1:])


def passages_of(tree: nodes.document) -> tuple[Passage, ...]:
    """Return the text of a page in pieces: each turn is one, and so are a few paragraphs below a heading."""
    found: list[Passage] = []
    anchor, gathered = "", list[str]()

    def close() -> None:
        if gathered:
            found.append(Passage(anchor, "", " ".join(gathered)))
            gathered.clear()

    for place, node in _blocks(tree, ""):
        if node.tagname == "turn":
            close()
            found.append(Passage(_anchor(node), _speaker(node), _said(node)))
        else:
            if place != anchor or sum(map(len, gathered)) > _LONGEST:
                close()
            anchor = place
            gathered.append(_line(node.astext()))
    close()
    return tuple(passage for passage in found if passage.text.strip())


def _blocks(node: nodes.Element, anchor: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each turn and each block of text with the anchor of the section that it is in."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or _is_skipped(child):
            continue
        if isinstance(child, nodes.section):
            # The first section is the page itself.
            inside = "" if isinstance(node, nodes.document) else _anchor(child)
            yield from _blocks(child, inside)
        elif child.tagname == "turn" or isinstance(child, nodes.TextElement):
            yield anchor, child
        else:
            yield from _blocks(child, anchor)


def _is_skipped(node: nodes.Element) -> bool:
    return (
        isinstance(node, _SKIPPED)
        or node.tagname in _SKIPPED_TAGS
        or not _SKIPPED_CLASSES.isdisjoint(node.get("classes", ()))
    )


def _anchor(node: nodes.Element) -> str:
    return str(node["ids"][0]) if node.get("ids") else ""


def _speaker(turn: nodes.Element) -> str:
    lead = next((node for node in turn.findall(nodes.TextElement) if node.tagname == "speaker"), None)
    return _line(lead.astext()) if lead is not None else ""


def _said(turn: nodes.Element) -> str:
    """Return the words of a turn without the name and the mark after it."""
    whole = _line(" ".join(_line(block.astext()) for _, block in _blocks(turn, "")))
    lead = next((node for node in turn.findall(nodes.TextElement) if node.tagname == "lead"), None)
    return whole.removeprefix(_line(lead.astext())).lstrip() if lead is not None else whole


def _line(text: str) -> str:
    return " ".join(text.split())
