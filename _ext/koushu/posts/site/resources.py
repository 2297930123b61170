"""Which file stands at which address of a published Hugo site: static files, resources of pages, redirects.

Pure: records in, addresses out. Source: Hugo, "Static files", "Page resources", "URL management" (aliases).
"""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.casts import to_flag
from koushu.hugo.sites.files import lower_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from koushu.posts.records import Post, Withheld
    from koushu.posts.site.scan import MadePage
    from koushu.posts.site.sources import SiteSource

# The text of pages, in whatever markup, is not published as a file.
_SOURCES: Final = (
    ".md",
    ".markdown",
    ".mdown",
    ".rmd",
    ".rmarkdown",
    ".qmd",
    ".html",
    ".htm",
    ".org",
    ".rst",
)
_SOURCES_MORE: Final = (".adoc", ".asciidoc", ".pandoc", ".ad", ".pdc")
_UNPUBLISHED: Final = frozenset({"draft", "future", "expired", "language"})


class ResourcePlaces:
    """Tells the address of each file that lies among the pages."""

    def __init__(self, posts: Iterable[Post], made: Iterable[MadePage]) -> None:
        self._owners: dict[tuple[str, str], str] = {(page.tree, page.section): page.url for page in made}
        self._closed: set[tuple[str, str]] = set()
        for post in posts:
            if PurePosixPath(post.content_path).stem in {"index", "_index"}:
                place = (post.tree, _folder(post.content_path))
                self._owners[place] = post.url
                if _keeps_resources(post):
                    self._closed.add(place)

    def close(self, sources: Iterable[SiteSource]) -> None:
        """Keep the resources of these pages from being published."""
        bundles = (source for source in sources if source.stem == "index")
        self._closed |= {(source.language.key, source.folder) for source in bundles}

    def address(self, source: SiteSource, trees: Collection[str]) -> str | None:
        """Return the address of a file, None for one that is not published.

        It stands below the nearest page of a folder above it, in its own language or else in the first that has it;
        without one, where it lies.
        """
        path = PurePosixPath(source.content_path)
        own = path.with_name(PurePosixPath(source.path).name)
        for folder in path.parents:
            key = "" if str(folder) == "." else str(folder)
            for tree in dict.fromkeys((source.language.key, *trees)):
                if (tree, key) in self._closed:
                    return None
                if (tree, key) in self._owners:
                    base = self._owners[tree, key].removesuffix(".html")
                    return posixpath.join(base, str(own.relative_to(folder)))
        return posixpath.join("/", source.language.prefix, str(own))


def resource_addresses(
    files: Iterable[SiteSource], posts: Iterable[Post], made: Iterable[MadePage], withheld: Iterable[Withheld]
) -> dict[str, str]:
    """Return address -> path of each file among the pages that is published, the text of pages left out."""
    files = list(files)
    places = ResourcePlaces(posts, made)
    reasons = {entry.path: entry.reason for entry in withheld}
    places.close(source for source in files if reasons.get(source.path) in _UNPUBLISHED)
    trees = list(dict.fromkeys(source.language.key for source in files))
    found: dict[str, str] = {}
    for source in files:
        if source.path.lower().endswith(_SOURCES + _SOURCES_MORE) or source.language.disabled:
            continue
        if address := places.address(source, trees):
            found.setdefault(address, source.path)
    return found


def _folder(path: str) -> str:
    parent = str(PurePosixPath(path).parent)
    return "" if parent == "." else parent


def _keeps_resources(post: Post) -> bool:
    """Return whether front matter says `publishResources: false`."""
    options: Mapping[str, object] | object = lower_keys(post.meta.params.get("build"))
    return isinstance(options, dict) and to_flag(options.get("publishresources", True)) is False
