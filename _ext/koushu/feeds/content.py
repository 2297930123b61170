"""The body of a page as a feed can carry it: markup alone, and every address absolute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from koushu.feeds.identity import absolute
from koushu.xhtml import MATHML, SVG, local_name, names, namespace, parse_fragment, serialize_content

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

# What acts on a page, or is part of it and not of the text.
_DROPPED: Final = names(
    "base button dialog form input link meta object script select style template textarea"
)
_DROPPED_CLASSES: Final = names("headerlink permalink post-header prev-next-area")
_KEPT_ATTRIBUTES: Final = names(
    "abbr alt cite colspan controls datetime dir headers height href hreflang id kind label lang loop muted name "
    "open poster reversed rowspan scope span src srclang start title type value width"
)
_ADDRESSES: Final = names("cite href poster src")
_SCHEMES: Final = names("http https mailto tel ftp xmpp magnet")
_PICTURES: Final = "data:image/"


def feed_content(body: str, url: str) -> str:
    """Return the HTML of a page's body for a feed; `url` is the absolute address of the page.

    Left out are the page's title and header, and what needs a page around it: scripts, forms, styles.
    """
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


def _clean(element: ET.Element, url: str) -> None:
    for child in list(element):
        if local_name(child) in _DROPPED or _DROPPED_CLASSES & set(child.get("class", "").split()):
            _remove(element, child)
            continue
        if namespace(child) not in {MATHML, SVG}:
            _complete(child, url)
        _clean(child, url)


def _complete(element: ET.Element, url: str) -> None:
    """Keep what an element says by itself, and make its addresses absolute."""
    for name, value in list(element.items()):
        if name not in _KEPT_ATTRIBUTES:
            del element.attrib[name]
        elif name in _ADDRESSES:
            whole = _absolute(value, url)
            if whole:
                element.set(name, whole)
            else:
                del element.attrib[name]


def _absolute(address: str, url: str) -> str:
    """Return an address as an absolute one, or nothing for one that runs code or cannot be read."""
    if address.startswith(_PICTURES):
        return address
    try:
        whole = absolute(url, address.strip())
        return whole if urlsplit(whole).scheme in _SCHEMES else ""
    except ValueError:
        return ""


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out, and leave the text that follows it."""
    index = list(parent).index(child)
    if child.tail:
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
