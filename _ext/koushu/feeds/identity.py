"""The identifiers of feeds and of what they hold, and their addresses."""

from __future__ import annotations

import posixpath
import uuid
from typing import Final
from urllib.parse import quote, urljoin

# Reserved characters, and the mark of those that are encoded already.
_URI_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~"


def entry_id(site: str, address: str, aliases: tuple[str, ...]) -> str:
    """Return a post's identifier as a URI: made from the first address that it ever had.

    A post that moves keeps its old address as an alias, so that the first alias is what its address was when
    readers met it. `address` is the site-relative one, `aliases` are as written: `x` from the post's folder.
    Source: RFC 4287, 4.2.6 (an identifier never changes, however the entry is moved).
    """
    first = posixpath.join(posixpath.dirname(address.rstrip("/")), aliases[0]) if aliases else address
    path = "/" + first.strip("/").removesuffix(".html").removesuffix("/index").lower()
    return uuid.uuid5(uuid.NAMESPACE_URL, urljoin(site, quote(path))).urn


def absolute(base: str, address: str) -> str:
    """Return an address of the site as an absolute URI, in ASCII alone (RFC 3987, 3.1)."""
    return quote(urljoin(base, address), safe=_URI_CHARACTERS)


def feed_id(url: str) -> str:
    """Return the identifier of the feed whose page has this absolute address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, url).urn
