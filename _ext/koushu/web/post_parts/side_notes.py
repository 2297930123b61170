"""Which footnotes can stand beside the text, and the rules that tie each to its reference.

The notes stay where they are, at the end, for readers who listen, print, or hold a telephone; on a wide page a style
sheet alone moves them beside the line that refers to them. Two never overlap, since each stands below the one before.
A note that is too long for the margin, or would come to stand far from its reference, stays at the end.

Source: CSS Anchor Positioning 1; browsers without it show all notes at the end.
"""

from __future__ import annotations

import unicodedata
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.config import WebSettings, settings
from koushu.page_store import SITES
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx

BESIDE: Final = "side-note"
"""Class of a footnote that stands in the margin where there is room."""

# In units of the letters' size, on the page as it is at its narrowest with notes beside it.
_MEASURE: Final = 34.0
_LINE: Final = 1.75
_GAP: Final = 1.15
_NOTE_MEASURE: Final = 12.0
_NOTE_LINE: Final = 1.3
_NOTE_GAP: Final = 0.8
_TALLEST: Final = 24.0
_FARTHEST: Final = 12.0
# What is below the text (how to cite it, other posts) stands in the column of the text.
_BELOW: Final = 6.0
_HEIGHTS: Final = {"image": 15.0, "math_block": 4.0, "row": 1.2, "title": 3.0}
_WIDE: Final = frozenset("WF")
_NO_MARGIN: Final = (nodes.literal_block, nodes.table, nodes.image, nodes.math_block, nodes.list_item)


@record
class Note:
    """A note and its place, in units of the letters' size."""

    top: float
    """Of the line that refers to it, from the top of the text."""
    height: float


def stand_beside(notes: Sequence[Note], bottom: float) -> list[bool]:
    """Return for each note, in the order of their references, whether it can stand in the margin.

    `bottom` is where the text ends.
    """
    end = 0.0
    found = []
    for note in notes:
        start = max(note.top, end)
        fits = (
            note.height <= _TALLEST
            and start - note.top <= _FARTHEST
            and start + note.height <= max(bottom, note.top + _LINE) + _BELOW
        )
        found.append(fits)
        if fits:
            end = start + note.height + _NOTE_GAP
    return found


class PlaceNotes(SphinxPostTransform):
    """Marks the footnotes that can stand beside the text."""

    # After references to footnotes are settled; nothing else looks at the class.
    default_priority = 950
    builders = tuple(SITES)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Mark the notes of this page."""
        if not settings(self.config, WebSettings).side_notes:
            return
        if next(iter(self.document.findall(nodes.footnote)), None) is None:
            return
        pairs, bottom = _references(self.document)
        notes = [Note(top, _height(note)) for note, top in pairs]
        for (note, _top), beside in zip(pairs, stand_beside(notes, bottom), strict=True):
            if beside and next(iter(note.findall(lambda one: isinstance(one, _NO_MARGIN))), None) is None:
                note["classes"].append(BESIDE)


def _references(document: nodes.document) -> tuple[list[tuple[nodes.footnote, float]], float]:
    """Return each footnote with the height of the line that first refers to it, in order, and where the text ends."""
    notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}
    found: dict[str, tuple[nodes.footnote, float]] = {}
    top = 0.0
    for block in _blocks(document):
        width = 0.0
        for node in _parts(block):
            if isinstance(node, nodes.footnote_reference):
                note = notes.get(str(node.get("refid", "")))
                if note is not None and node["ids"]:
                    found.setdefault(note["ids"][0], (note, top + width // _MEASURE * _LINE))
            elif isinstance(node, nodes.Text):
                width += _width(str(node))
            elif isinstance(node, nodes.image):
                top += _HEIGHTS["image"]
        lines = (
            block.astext().count("\n") + 1
            if isinstance(block, nodes.literal_block)
            else ceil(width / _MEASURE)
        )
        top += lines * _LINE + _GAP + _HEIGHTS.get(block.tagname, 0.0)
    return list(found.values()), top


def _parts(block: nodes.Element) -> Iterable[nodes.Node]:
    """Return all nodes of a block in order, without itself where that says nothing; most hold words alone."""
    if isinstance(block, nodes.image) or any(child.children for child in block.children):
        return block.findall()
    return block.children


def _blocks(node: nodes.Element) -> Iterator[nodes.Element]:
    """Yield the blocks of text in order, those of footnotes left out."""
    for child in node.children:
        if not isinstance(child, nodes.Element) or isinstance(child, nodes.footnote | nodes.Invisible):
            continue
        if isinstance(child, nodes.TextElement | nodes.image):
            yield child
        else:
            yield from _blocks(child)


def _height(note: nodes.footnote) -> float:
    paragraphs = [child for child in note.children if not isinstance(child, nodes.label)]
    return sum(ceil(_width(one.astext()) / _NOTE_MEASURE) * _NOTE_LINE for one in paragraphs)


def _width(text: str) -> float:
    """Return the width of a text in units of the letters' size."""
    return len(text) / 2 if text.isascii() else sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, float]):
    """The widths of characters, each worked out when it is first seen."""

    def __missing__(self, char: str) -> float:
        self[char] = width = 1.0 if unicodedata.east_asian_width(char) in _WIDE else 0.5
        return width


_WIDTHS: Final = _Widths()


def add_note_rules(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Put into the head what ties the notes of this page to their references (`html-page-context`)."""
    if tree is None or app.builder.name not in SITES:
        return
    if rules := "".join(note_rules(_ids(tree))):
        context["metatags"] = f"{context.get('metatags', '')}\n<style>{rules}</style>"


def _ids(tree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield the ids of each note beside the text and of the first reference to it, in the order of references."""
    notes = {
        name: note
        for note in tree.findall(nodes.footnote)
        for name in note["ids"]
        if BESIDE in note["classes"]
    }
    seen = set()
    for reference in tree.findall(nodes.footnote_reference) if notes else ():
        note = notes.get(str(reference.get("refid", "")))
        if note is not None and reference["ids"] and note["ids"][0] not in seen:
            seen.add(note["ids"][0])
            yield note["ids"][0], reference["ids"][0]


def note_rules(pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    """Yield the rules of each note: the name of its reference, its own, and that of the note above it."""
    for number, (note, reference) in enumerate(pairs):
        above = f"--above:--n{number - 1};" if number else ""
        yield f"{_selector(reference)}{{anchor-name:--r{number}}}"
        yield f"{_selector(note)}{{--ref:--r{number};{above}anchor-name:--n{number}}}"


def _selector(name: str) -> str:
    """Return a selector for an id; nothing in it can end the rule or the style element."""
    letters = (char if char.isalnum() or char in "-_" else f"\\{ord(char):x} " for char in name)
    return f'[id="{"".join(letters)}"]'
