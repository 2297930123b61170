"""Which elements and attributes of a page a feed can carry, and its addresses, which become absolute. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
KEPT_ATTRIBUTES: Final = names(
    "abbr alt cite colspan controls datetime dir headers height href hreflang id kind label lang loop muted name "
    "open poster reversed rowspan scope sizes span src srclang srcset start title type value width"
)
_ADDRESSES: Final = names("cite href poster src")
_SCHEMES: Final = names("http https mailto tel ftp xmpp magnet")
_PICTURES: Final = "data:image/"


def kept_attributes(attributes: Iterable[tuple[str, str]], url: str) -> list[tuple[str, str]]:
    """Return what an element of HTML says by itself; `url` is the absolute address of its page."""
    told = ((name, kept_value(name, value, url)) for name, value in attributes if name in KEPT_ATTRIBUTES)
    return [(name, value) for name, value in told if value is not None]


def kept_value(name: str, value: str, url: str) -> str | None:
    """Return what an attribute that can be kept says by itself; None for an address that leads nowhere."""
    if name in _ADDRESSES:
        return absolute_address(value, url) or None
    if name == "srcset":
        return ", ".join(_candidates(value, url)) or None
    return value


def absolute_address(address: str, url: str) -> str:
    """Return an address as an absolute one, or nothing for one that runs code or cannot be read."""
    if address.startswith(_PICTURES):
        return address
    try:
        whole = absolute(url, address.strip())
    except ValueError:
        return ""
    return whole if whole.partition(":")[0].lower() in _SCHEMES else ""


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
