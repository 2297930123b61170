"""The map of the site for search engines: every page with its last change and its translations.

Source: sitemaps.org protocol 0.9; Google Search Central, "Tell Google about localized versions" (`xhtml:link`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.feeds.xml import add, element, text_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

NAME: Final = "sitemap.xml"
LARGEST: Final = 50_000
"""Most addresses that one map may hold."""
_SPACES: Final = {
    "xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
}


@record
class Place:
    """One page of the site."""

    url: str
    """Absolute."""
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """Language and absolute address of each translation, the page itself included, and of `x-default`."""


def write_sitemaps(places: Iterable[Place], site: str, largest: int = LARGEST) -> dict[str, str]:
    """Return the files of the map by name: one, or an index and its parts; `site` ends in a slash."""
    parts = list(_parts(sorted(places, key=lambda place: place.url), largest))
    if len(parts) == 1:
        return {NAME: parts[0]}
    files = {f"sitemap-{number}.xml": text for number, text in enumerate(parts, start=1)}
    root = element("sitemapindex", {"xmlns": _SPACES["xmlns"]})
    for name in files:
        add(add(root, "sitemap"), "loc", site + name)
    return {NAME: text_of(root), **files}


def _parts(places: Sequence[Place], largest: int) -> Iterable[str]:
    for start in range(0, max(len(places), 1), largest):
        root = element("urlset", _SPACES)
        for place in places[start : start + largest]:
            node = add(root, "url")
            add(node, "loc", place.url)
            if place.changed:
                add(node, "lastmod", place.changed.isoformat())
            for language, url in place.alternates:
                add(node, "xhtml:link", rel="alternate", hreflang=language, href=url)
        yield text_of(root)
