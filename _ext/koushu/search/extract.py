"""From the tree of a page to what search knows of it."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.search.records import Passage
from koushu.search.terms import WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 700
"""After how many characters a passage ends at the next block."""
_SKIPPED: Final = (
    nodes.comment,
    nodes.Invisible,
    nodes.system_message,
    nodes.math_block,
)
_SKIPPED_INLINE: Final = (nodes.footnote_reference, nodes.citation_reference, nodes.math)
_SKIPPED_TAGS: Final = frozenset({"post_header", "post_list", "toctree", "index"})
_SKIPPED_CLASSES: Final = frozenset({"no-search", "post-list"})
_MARKUP: Final = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL
)
_INSIDE_LINE: Final = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b",
    re.IGNORECASE,
)
# A line that ends between two characters of a script without blanks is no gap in the text.
_JOINT: Final = re.compile(
    rf"(?<=[{WIDE}\u3000-\u303f\uff00-\uffef])[ \t]*\n\s*(?=[{WIDE}\u3000-\u303f\uff00-\uffef])"
)


def passages_of(tree: nodes.document) -> tuple[Passage, ...]:
    """Return the text of a page in pieces: each turn is one, and so are a few paragraphs below a heading."""
    found: list[Passage] = []
    anchor, heading, gathered = "", "", list[str]()

    def close() -> None:
        nonlocal heading
        text = "\n".join(line for line in gathered if line)
        if text or heading:
            found.append(Passage(anchor, "", text, heading))
        heading = ""
        gathered.clear()

    for place, node in _blocks(tree, ""):
        if isinstance(node, nodes.title):
            close()
            anchor, heading = place, _line(node)
        elif node.tagname == "turn":
            close()
            found.append(Passage(_anchor(node), _speaker(node), _said(node)))
        else:
            if place != anchor or sum(map(len, gathered)) > _LONGEST:
                close()
            anchor = place
            gathered.append(_line(node))
    close()
    return tuple(passage for passage in found if passage.text or passage.heading)


def _blocks(node: nodes.Element, anchor: str) -> Iterator[tuple[str, nodes.Element]]:
    """Yield each heading, each turn and each block of text with the anchor of the section that it is in."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or _is_skipped(child):
            continue
        if isinstance(child, nodes.section):
            # The first section is the page itself.
            inside = "" if isinstance(node, nodes.document) else _anchor(child)
            yield from _blocks(child, inside)
        elif isinstance(child, nodes.title):
            # The page's own title is no part of its text.
            if not isinstance(node.parent, nodes.document):
                yield anchor, child
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
    return _line(lead) if lead is not None else ""


def _said(turn: nodes.Element) -> str:
    """Return the words of a turn without the name and the mark after it."""
    whole = "\n".join(filter(None, (_line(block) for _, block in _blocks(turn, ""))))
    lead = next((node for node in turn.findall(nodes.TextElement) if node.tagname == "lead"), None)
    return whole.removeprefix(_line(lead)).lstrip() if lead is not None else whole


def _line(node: nodes.Node) -> str:
    """Return the text of a block as a reader sees it, in one line."""
    return " ".join(_JOINT.sub("", _text(node)).split())


def _text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, nodes.raw):
        return unescape(_MARKUP.sub(_gap, node.astext())) if "html" in node.get("format", "") else ""
    if isinstance(node, _SKIPPED_INLINE):
        return ""
    if isinstance(node, nodes.Element) and node.tagname == "hard_break":
        return " "
    return "".join(map(_text, node.children))


def _gap(markup: re.Match[str]) -> str:
    """Return what stands for a tag of HTML: nothing inside a line, a blank where a line ends."""
    return "" if _INSIDE_LINE.match(markup[0]) else " "
