"""What a reading system needs to know of a page: notes that pop up, header cells, roles that EPUB has.

Sources: EPUB 3.3, 5.7 (`epub:type`), EPUB Accessibility 1.1, DPUB-ARIA 1.1 (`doc-noteref`, `doc-footnote`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from koushu.epub.cleaning import remove
from koushu.xhtml import EPUB_TYPE, XHTML, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_XHTML: Final = f"{{{XHTML}}}"


def annotate(body: ET.Element) -> None:
    """Add roles and types to a page's body, in place."""
    for element in list(body.iter()):
        classes = element.get("class", "").split()
        role = element.get("role")
        if role == "doc-noteref":
            _mark_note_reference(element)
        elif role == "doc-footnote":
            _mark_footnote(element)
        elif role == "doc-biblioentry" or "citation" in classes:
            # The role is deprecated in DPUB-ARIA 1.1; the list around it says the rest.
            element.set("role", "listitem")
            _move_label(element)
        elif "footnote-list" in classes:
            element.tag = _XHTML + "section"
            element.set(EPUB_TYPE, "footnotes")
        elif local_name(element) == "table":
            _mark_header_cells(element)
        elif local_name(element) == "ruby":
            _hide_brackets(element)
        elif local_name(element) == "details":
            # Many readers cannot unfold it, and a page that prints all of it is nobody's loss.
            element.set("open", "open")


def mark_chapter(body: ET.Element) -> None:
    """Say that the one outermost section of a page is a chapter, in place."""
    sections = [child for child in body if local_name(child) == "section"]
    if len(sections) == 1 and not {"role", EPUB_TYPE}.intersection(sections[0].keys()):
        sections[0].set(EPUB_TYPE, "chapter")
        sections[0].set("role", "doc-chapter")


def _hide_brackets(ruby: ET.Element) -> None:
    """Put brackets round readings into the readings, not shown: EPUB 3.3 discourages `rp` (6.1.2)."""
    parts = list(ruby)
    for index, part in enumerate(parts):
        if local_name(part) != "rp":
            continue
        before, after = parts[index - 1 : index], parts[index + 1 : index + 2]
        remove(ruby, part, keep_content=False)
        bracket = ET.Element(_XHTML + "span", {"class": "reading-bracket", "hidden": "hidden"})
        bracket.text = part.text
        if before and local_name(before[0]) == "rt":
            before[0].append(bracket)
        elif after and local_name(after[0]) == "rt":
            bracket.tail, after[0].text = after[0].text, None
            after[0].insert(0, bracket)


def _without_brackets(element: ET.Element) -> None:
    for parent in list(element.iter()):
        for child in [child for child in parent if child.get("class") == "fn-bracket"]:
            remove(parent, child, keep_content=False)


def _mark_note_reference(element: ET.Element) -> None:
    element.set(EPUB_TYPE, "noteref")
    _without_brackets(element)


def _mark_footnote(element: ET.Element) -> None:
    element.set(EPUB_TYPE, "footnote")
    _without_brackets(element)
    _move_label(element)


def _move_label(note: ET.Element) -> None:
    """Put the label of a note into its first paragraph, so that mark and text share a line without floats."""
    label = next((child for child in note if child.get("class") == "label"), None)
    backlinks = next((child for child in note if child.get("class") == "backrefs"), None)
    following = next((child for child in note if child is not label and child is not backlinks), None)
    if label is None or following is None or local_name(following) != "p":
        return
    remove(note, label, keep_content=False)
    label.tail, following.text = " " + (following.text or ""), None
    following.insert(0, label)
    if backlinks is not None:
        remove(note, backlinks, keep_content=False)
        backlinks.tail = None
        following.append(backlinks)


def _mark_header_cells(table: ET.Element) -> None:
    for cell in table.iter(_XHTML + "th"):
        if not len(cell) and not (cell.text or "").strip():
            # A heading without words heads nothing.
            cell.tag = _XHTML + "td"
            cell.attrib.pop("scope", None)
    for head in table.iter(_XHTML + "thead"):
        _set_scope(head.iter(_XHTML + "th"), "col")
    _set_scope(table.iter(_XHTML + "th"), "row")


def _set_scope(cells: Iterator[ET.Element], scope: str) -> None:
    for cell in cells:
        if cell.get("scope") is None:
            cell.set("scope", scope)
