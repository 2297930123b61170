"""From the tree of a page to what search knows of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Final, Literal

from docutils import nodes

from koushu.search.records import Passage
from koushu.search.terms import WIDE

Kind = Literal["skipped", "section", "title", "turn", "block", "container"]
InlineKind = Literal["text", "raw", "skipped", "break", "element"]

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

    for kind, place, node in _blocks(tree, "", []):
        if kind == "title":
            close()
            anchor, heading = place, _line(node)
        elif kind == "turn":
            close()
            found.append(Passage(_anchor(node), *_spoken(node)))
        else:
            if place != anchor or sum(map(len, gathered)) > _LONGEST:
                close()
            anchor = place
            gathered.append(_line(node))
    close()
    return tuple(passage for passage in found if passage.text or passage.heading)


def turns_of(node: nodes.Element) -> list[nodes.Element]:
    """Return all turns of a page in order, also those that no passage is made of."""
    found: list[nodes.Element] = []
    for child in node.children:
        if isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            if child.tagname == "turn":
                found.append(child)
            found += turns_of(child)
    return found


def _blocks(
    node: nodes.Element, anchor: str, found: list[tuple[Kind, str, nodes.Element]]
) -> list[tuple[Kind, str, nodes.Element]]:
    """Add each heading, each turn and each block of text with the anchor of the section that it is in."""
    for child in node.children:
        kind = _KINDS[type(child)]
        if kind == "skipped" or not isinstance(child, nodes.Element):
            continue
        classes = child.attributes["classes"]
        if classes and not _SKIPPED_CLASSES.isdisjoint(classes):
            continue
        if kind == "section":
            # The first section is the page itself.
            _blocks(child, "" if isinstance(node, nodes.document) else _anchor(child), found)
        elif kind == "container":
            _blocks(child, anchor, found)
        # The page's own title is no part of its text.
        elif kind != "title" or not isinstance(node.parent, nodes.document):
            found.append((kind, anchor, child))
    return found


class _Kinds(dict[type, Kind]):
    """What each class of nodes is to search."""

    def __missing__(self, of: type) -> Kind:
        kind = self[of] = self._kind(of)
        return kind

    def _kind(self, of: type) -> Kind:
        if not issubclass(of, nodes.Element) or issubclass(of, _SKIPPED) or of.__name__ in _SKIPPED_TAGS:
            return "skipped"
        if issubclass(of, nodes.section):
            return "section"
        if issubclass(of, nodes.title):
            return "title"
        if of.__name__ == "turn":
            return "turn"
        return "block" if issubclass(of, nodes.TextElement) else "container"


class _InlineKinds(dict[type, InlineKind]):
    """What each class of nodes is to the text of a block."""

    def __missing__(self, of: type) -> InlineKind:
        kind = self[of] = self._kind(of)
        return kind

    def _kind(self, of: type) -> InlineKind:
        if issubclass(of, nodes.Text):
            return "text"
        if issubclass(of, nodes.raw):
            return "raw"
        if issubclass(of, _SKIPPED_INLINE):
            return "skipped"
        return "break" if of.__name__ == "hard_break" else "element"


_KINDS: Final = _Kinds()
_INLINE_KINDS: Final = _InlineKinds()


def _anchor(node: nodes.Element) -> str:
    return str(node["ids"][0]) if node.get("ids") else ""


def _spoken(turn: nodes.Element) -> tuple[str, str]:
    """Return who speaks a turn, and its words without the name and the mark after it."""
    whole = "\n".join(filter(None, [_line(block) for _, _, block in _blocks(turn, "", [])]))
    lead = _first(turn, "lead")
    name = _first(turn if lead is None else lead, "speaker")
    if name is None and lead is not None:
        name = _first(turn, "speaker")
    return (
        "" if name is None else _line(name),
        whole if lead is None else whole.removeprefix(_line(lead)).lstrip(),
    )


def _first(node: nodes.Element, tag: str) -> nodes.Element | None:
    """Return the first element of this name in another, which it mostly begins with."""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        if child.tagname == tag and isinstance(child, nodes.TextElement):
            return child
        found = _first(child, tag)
        if found is not None:
            return found
    return None


def _line(node: nodes.Node) -> str:
    """Return the text of a block as a reader sees it, in one line."""
    pieces: list[str] = []
    _gather(node, pieces)
    text = "".join(pieces)
    return " ".join((_JOINT.sub("", text) if "\n" in text else text).split())


def _gather(node: nodes.Node, pieces: list[str]) -> None:
    kind = _INLINE_KINDS[type(node)]
    if kind == "element":
        for child in node.children:
            # Most of what a block holds.
            if isinstance(child, nodes.Text):
                pieces.append(child)
            # What is said in italics, in a link, by a name.
            elif (
                len(inside := child.children) == 1
                and isinstance(inside[0], nodes.Text)
                and _INLINE_KINDS[type(child)] == "element"
            ):
                pieces.append(inside[0])
            else:
                _gather(child, pieces)
    elif kind == "text":
        pieces.append(node.astext())
    elif kind == "break":
        pieces.append(" ")
    elif isinstance(node, nodes.raw) and "html" in node.get("format", ""):
        pieces.append(unescape(_MARKUP.sub(_gap, node.astext())))


def _gap(markup: re.Match[str]) -> str:
    """Return what stands for a tag of HTML: nothing inside a line, a blank where a line ends."""
    return "" if _INSIDE_LINE.match(markup[0]) else " "
