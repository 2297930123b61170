"""Absolute addresses, and what a post is known by wherever it moves. Pure."""

from __future__ import annotations

import posixpath
import re
import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin

from koushu.hugo.metadata.casts import to_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koushu.posts.records import Post

# Reserved characters, and the mark of those that are encoded already.
_URI_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~"
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
# Names alone, below a folder or in a page, and what is a plain URI already: nearly all addresses of a site.
_NAMES: Final = re.compile(r"(#|/|(?:\.\./)*)(\w[\w.-]*(?:/\w[\w.-]*)*/?)")
_PLAIN_URI: Final = re.compile(r"https?://[a-z0-9.-]+/[\w.~/-]*(?:\?[\w.~/=&-]+)?(?:#[\w.~/-]+)?", re.ASCII)
_PLACES_HELD: Final = 256


def absolute(base: str, address: str) -> str:
    """Return an address of the site as an absolute URI, in ASCII alone (RFC 3987, 3.1)."""
    if found := _NAMES.fullmatch(address):
        return f"{_place_of_names(base, found[1])}{quote(found[2])}"
    return address if _PLAIN_URI.fullmatch(address) else _joined(base, address)


@lru_cache(_PLACES_HELD)
def _place_of_names(base: str, way: str) -> str:
    """Return what stands before names that are reached by `../`, `/` or `#` from an absolute address."""
    return _joined(base, f"{way}x").removesuffix("x")


def _joined(base: str, address: str) -> str:
    return quote(urljoin(base, address), safe=_URI_CHARACTERS)


def identifiers(posts: Iterable[Post], base: str, prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return document name -> the identifier of the post as a URI; no two posts have the same.

    It is the post's own `guid`, else the uuid5 of the first address that the post ever had, below `base`, the
    absolute address of the site. `prefixes` gives the folder of each language by its key. Where two posts claim one
    identifier, the first by path has it, and the other that of its present address.
    Source: RFC 4287, 4.2.6 (an identifier never changes, however the entry is moved); RFC 9562, 5.5.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for post in sorted(posts, key=lambda one: one.path):
        own = next(claim for claim in _claims(post, base, prefixes.get(post.tree, "")) if claim not in taken)
        taken.add(own)
        found[post.docname] = own
    return found


def _claims(post: Post, base: str, prefix: str) -> Iterator[str]:
    """Yield what may identify a post, the best first; the last is nobody else's."""
    guid = (to_text(post.meta.params.get("guid")) or "").strip()
    if guid:
        yield quote(guid, safe=_URI_CHARACTERS) if _URI.fullmatch(guid) else urn(f"{base}#{guid}")
    yield urn(place(base, first_address(post, prefix)))
    yield urn(place(base, post.url))
    yield urn(f"{base}#{post.path}")


def urn(address: str) -> str:
    """Return an identifier made from an absolute address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, address).urn


def place(base: str, address: str) -> str:
    """Return the absolute address of a page, the same whether it is a folder or a file of that name."""
    path = unquote(address).strip("/").removesuffix(".html").removesuffix("index").rstrip("/")
    return absolute(base, quote(f"{path}/" if path else "./"))


def former_addresses(post: Post, prefix: str = "") -> list[str]:
    """Return the addresses that a post had, from the site's root, in the order of its `aliases`.

    `/x` is below the folder of the page's language, `x` below the folder in which the page's own address lies.
    Source: Hugo, "URL management" (aliases).
    """
    above = posixpath.dirname(post.url.rstrip("/")).lstrip("/")
    wholes = [
        posixpath.normpath(posixpath.join(prefix if alias.startswith("/") else above, alias.lstrip("/")))
        for alias in post.meta.aliases
        if "://" not in alias
    ]
    return [f"/{whole}" for whole in wholes if not whole.startswith("..") and whole != "."]


def first_address(post: Post, prefix: str = "") -> str:
    """Return the address at which readers met a post first, as far as its front matter tells.

    Aliases are former addresses. One in another folder is older than one beside the page, since a site changes its
    folders seldom; beside the page, the one that has the name of the file is the oldest; else the first in order.
    """
    former = former_addresses(post, prefix)
    above = posixpath.dirname(post.url.rstrip("/")) or "/"
    elsewhere = [one for one in former if posixpath.dirname(one.rstrip("/")) != above]
    named = [one for one in former if _stem(one) == post.name.lower()]
    return next(iter((*elsewhere, *named, *former)), post.url)


def _stem(address: str) -> str:
    name = posixpath.basename(unquote(address).rstrip("/")).lower()
    return name.removesuffix(".html")
