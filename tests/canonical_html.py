"""One text for all HTML that says the same to a reader: ours and Hugo's differ in wrappers, classes and blanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = """
    address article aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre
    section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_NAMES.split())
# Wrappers, and paragraphs that a tight list has in one writer and not in another.
_WRAPPERS = frozenset(("div", "section", "span", "colgroup", "col", "body", "main", "article"))
_LOOSE = frozenset(("li", "dd", "td", "th", "aside"))
_SAME = {"s": "del", "b": "strong", "i": "em"}
_KEPT = {"a": ("href", "title"), "ol": ("start",), "input": ("type", "checked")}
_OURS = "a.headerlink, .label, .backrefs, .footnote-backref, .linenos, .copybtn"
_NOTES = "div.footnotes, aside.footnote-list"


def canonical(html: str, title: str = "") -> str:
    """Return the text of a page's body; a first heading with this title is the page's own and left out."""
    soup = BeautifulSoup(html, "html5lib")
    body = soup.body
    heading = body.find("h1")
    if title and heading and heading.get_text().strip("¶# \n") == title:
        heading.decompose()
    for extra in body.select(_OURS):
        extra.decompose()
    notes = [_text(note) for box in body.select(_NOTES) for note in box.select("li[id], aside.footnote")]
    for box in body.select(_NOTES):
        box.decompose()
    for reference in body.select("a.footnote-ref, a.footnote-reference"):
        (reference.parent if reference.parent.name == "sup" else reference).replace_with("[note]")
    lines = re.sub(r"\s*\n\s*", "\n", "".join(_walk(body, "")))
    lines = re.sub(r"\n<(p|tbody|blockquote)>(?=\n</\1>)\n</\1>", "", f"\n{lines}")
    return "\n".join([lines.strip(), *(f"note: {note}" for note in notes)])


def _text(node: Tag) -> str:
    return " ".join(node.get_text().split())


def _walk(node: Tag, inside: str) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            yield re.sub(r"\s+", " ", child)
        elif child.name == "img" or "missing-image" in child.get("class", []):
            yield f"[image {' '.join((child.get('alt') or child.get_text()).split())}]"
        elif child.name == "pre":
            yield f"\n<pre>{child.get_text().rstrip()!r}\n"
        elif child.name in _WRAPPERS or (child.name == "p" and inside in _LOOSE):
            apart = "" if child.name == "span" else "\n"
            yield apart
            yield from _walk(child, inside)
            yield apart
        else:
            yield from _element(child)


def _element(node: Tag) -> Iterator[str]:
    name = _SAME.get(node.name, node.name)
    apart = "\n" if name in _BLOCKS or name == "br" else ""
    yield f"{apart}<{name}{_attributes(node, name)}>{apart}"
    if name not in ("br", "hr", "input"):
        yield from _walk(node, name)
        yield f"{apart}</{name}>{apart}"


def _attributes(node: Tag, name: str) -> str:
    kept = {key: " ".join(unquote(node[key]).split()) for key in _KEPT.get(name, ()) if node.has_attr(key)}
    if kept.get("href") in ("", "#"):
        del kept["href"]
    if kept.get("start") == "1":
        del kept["start"]
    if "checked" in kept:
        kept["checked"] = ""
    if name in ("td", "th"):
        found = re.search(
            r"text-align:\s*(\w+)|text-(\w+)", f"{node.get('style', '')} {' '.join(node.get('class', []))}"
        )
        kept |= {"align": found[1] or found[2]} if found else {}
    if re.fullmatch("h[1-6]", name):
        kept |= {"id": _id(node)} if _id(node) else {}
    return "".join(f" {key}={value!r}" for key, value in sorted(kept.items()))


def _id(heading: Tag) -> str:
    """Return a heading's id, which Sphinx puts onto the section around it; one that docutils made up is none."""
    around = heading.parent if heading.parent.name == "section" else heading
    found = heading.get("id") or around.get("id") or ""
    return "" if re.fullmatch(r"id\d+", found) else found
