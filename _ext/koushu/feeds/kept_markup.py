"""Which elements and attributes of a page a feed can carry, and its addresses, which become absolute. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from koushu.posts.addresses import absolute
from koushu.xhtml import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What acts on a page, or is part of it and not of the text.
DROPPED: Final = names(
    "applet base button datalist dialog embed form frame frameset iframe input link meta noscript object script "
    "select style template textarea"
)
DROPPED_CLASSES: Final = names("cast dialogue-downloads headerlink permalink post-header prev-next-area")
FOREIGN: Final = names("math svg")
_KEPT_ATTRIBUTES: Final = names(
    "abbr alt cite colspan controls datetime dir headers height href hreflang id kind label lang loop muted name "
    "open poster reversed rowspan scope sizes span src srclang srcset start title type value width"
)
_ADDRESSES: Final = names("cite href poster src")
_SCHEMES: Final = names("http https mailto tel ftp xmpp magnet")
_PICTURES: Final = "data:image/"


def kept_attributes(attributes: Iterable[tuple[str, str]], url: str) -> list[tuple[str, str]]:
    """Return what an element of HTML says by itself; `url` is the absolute address of its page."""
    kept = []
    for name, value in attributes:
        if name not in _KEPT_ATTRIBUTES:
            continue
        if name in _ADDRESSES:
            told = absolute_address(value, url)
        elif name == "srcset":
            told = ", ".join(_candidates(value, url))
        else:
            kept.append((name, value))
            continue
        if told:
            kept.append((name, told))
    return kept


def absolute_address(address: str, url: str) -> str:
    """Return an address as an absolute one, or nothing for one that runs code or cannot be read."""
    if address.startswith(_PICTURES):
        return address
    try:
        whole = absolute(url, address.strip())
        return whole if urlsplit(whole).scheme in _SCHEMES else ""
    except ValueError:
        return ""


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
        if whole := absolute_address(address, url):
            yield f"{whole} {' '.join(size.split())}".rstrip()
