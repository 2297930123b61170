"""The body of a page as a feed can carry it: markup alone, and every address absolute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.feeds.flat_markup import OddMarkupError, flat_content
from koushu.feeds.kept_markup import DROPPED, DROPPED_CLASSES, FOREIGN, absolute_address, kept_attributes
from koushu.xhtml import local_name, names, parse_fragment, serialize_content, without_forbidden

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_BACK_TO_HTML: Final = names("annotation-xml foreignObject foreignobject")
# In drawings and formulas, which keep all else; a style may load what it names.
_FOREIGN_ADDRESSES: Final = names("href src {http://www.w3.org/1999/xlink}href")
_LOADS: Final = ("url(", "image(", "image-set(", "@import", "expression(", "\\")


def feed_content(body: str, url: str) -> str:
    """Return the HTML of a page's body for a feed; `url` is the absolute address of the page.

    Left out are the page's title and header, and what needs a page around it: scripts, forms, styles.
    """
    try:
        return flat_content(without_forbidden(body), url)
    except OddMarkupError:
        return parsed_content(body, url)


def parsed_content(body: str, url: str) -> str:
    """Return what `feed_content` does, of any markup."""
    root = parse_fragment(body)
    _drop_title(root)
    _clean(root, url)
    return serialize_content(root).strip()


def _drop_title(root: ET.Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            if local_name(child) == "h1":
                _remove(parent, child)
                return


def _clean(element: ET.Element, url: str, *, foreign: bool = False) -> None:
    for child in list(element):
        if local_name(child) in DROPPED or DROPPED_CLASSES & set(child.get("class", "").split()):
            _remove(element, child)
            continue
        # A drawing in a page needs no namespace to be one.
        inside = foreign or local_name(child) in FOREIGN
        if inside:
            _complete_foreign(child, url)
        else:
            _complete(child, url)
        _clean(child, url, foreign=inside and local_name(child) not in _BACK_TO_HTML)


def _complete(element: ET.Element, url: str) -> None:
    """Keep what an element says by itself, and make its addresses absolute."""
    kept = kept_attributes(element.items(), url)
    element.attrib.clear()
    element.attrib.update(kept)


def _complete_foreign(element: ET.Element, url: str) -> None:
    """Take what runs or loads anything out of a part of a drawing or a formula."""
    for name, value in list(element.items()):
        plain = value.lower()
        if name.lower().startswith("on") or (name == "style" and any(mark in plain for mark in _LOADS)):
            del element.attrib[name]
        elif name in _FOREIGN_ADDRESSES and not value.startswith("#"):
            _set(element, name, absolute_address(value, url))


def _set(element: ET.Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        del element.attrib[name]


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out, and leave the text that follows it."""
    index = list(parent).index(child)
    if child.tail:
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
