"""The body of a page as a feed can carry it: markup alone, and every address absolute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from koushu.posts.addresses import absolute
from koushu.xhtml import local_name, names, parse_fragment, serialize_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

# What acts on a page, or is part of it and not of the text.
_DROPPED: Final = names(
    "applet base button datalist dialog embed form frame frameset iframe input link meta noscript object script "
    "select style template textarea"
)
_DROPPED_CLASSES: Final = names("cast dialogue-downloads headerlink permalink post-header prev-next-area")
_KEPT_ATTRIBUTES: Final = names(
    "abbr alt cite colspan controls datetime dir headers height href hreflang id kind label lang loop muted name "
    "open poster reversed rowspan scope sizes span src srclang srcset start title type value width"
)
_ADDRESSES: Final = names("cite href poster src")
_FOREIGN: Final = names("math svg")
_BACK_TO_HTML: Final = names("annotation-xml foreignObject foreignobject")
# In drawings and formulas, which keep all else; a style may load what it names.
_FOREIGN_ADDRESSES: Final = names("href src {http://www.w3.org/1999/xlink}href")
_LOADS: Final = ("url(", "image(", "image-set(", "@import", "expression(", "\\")
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


def _clean(element: ET.Element, url: str, *, foreign: bool = False) -> None:
    for child in list(element):
        if local_name(child) in _DROPPED or _DROPPED_CLASSES & set(child.get("class", "").split()):
            _remove(element, child)
            continue
        # A drawing in a page needs no namespace to be one.
        inside = foreign or local_name(child) in _FOREIGN
        if inside:
            _complete_foreign(child, url)
        else:
            _complete(child, url)
        _clean(child, url, foreign=inside and local_name(child) not in _BACK_TO_HTML)


def _complete(element: ET.Element, url: str) -> None:
    """Keep what an element says by itself, and make its addresses absolute."""
    for name, value in list(element.items()):
        if name not in _KEPT_ATTRIBUTES:
            del element.attrib[name]
        elif name in _ADDRESSES:
            _set(element, name, _absolute(value, url))
        elif name == "srcset":
            _set(element, name, ", ".join(_candidates(value, url)))


def _complete_foreign(element: ET.Element, url: str) -> None:
    """Take what runs or loads anything out of a part of a drawing or a formula."""
    for name, value in list(element.items()):
        plain = value.lower()
        if name.lower().startswith("on") or (name == "style" and any(mark in plain for mark in _LOADS)):
            del element.attrib[name]
        elif name in _FOREIGN_ADDRESSES and not value.startswith("#"):
            _set(element, name, _absolute(value, url))


def _set(element: ET.Element, name: str, value: str) -> None:
    if value:
        element.set(name, value)
    else:
        del element.attrib[name]


def _candidates(value: str, url: str) -> Iterator[str]:
    """Yield the images of a `srcset`, each with its width or density (HTML, "Srcset attributes")."""
    while value := value.lstrip(" \t\n\r\f,"):
        address, *rest = value.split(None, 1)
        value = rest[0] if rest else ""
        size = ""
        if address.endswith(","):
            address = address.rstrip(",")
        else:
            size, _, value = value.partition(",")
        if whole := _absolute(address, url):
            yield f"{whole} {' '.join(size.split())}".rstrip()


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
