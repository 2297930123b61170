"""From what a post links to, to the document that is meant: Hugo's `ref` rules and its addresses."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.posts.records import Catalogue, Post


@record
class LinkIndex:
    """Document names by address, by path and, where only one has it, by file name."""

    by_url: Mapping[str, str]
    by_path: Mapping[str, str]
    by_name: Mapping[str, str]

    def find(self, target: str, post: Post) -> str | None:
        """Return the document that a link of `post` means, or None.

        Tried in turn: a path from the content root or the page's own folder, an address of the site,
        a file name that one page only has.
        Source: Hugo documentation, "ref" and "relref"; a relative address starts at the page's own address.
        """
        for candidate in _paths(target, post.content_path or post.path):
            for whole in (f"{post.tree}:{candidate}", candidate):
                if whole in self.by_path:
                    return self.by_path[whole]
        for candidate in _addresses(target, post.url):
            if candidate in self.by_url:
                return self.by_url[candidate]
        return self.by_name.get(target.strip("/").lower()) if "/" not in target.strip("/") else None


def build_index(posts: Iterable[Post]) -> LinkIndex:
    """Return the index of all posts; a name that two pages share is in no index by name.

    An address that one page has and another had before is that of the first.
    """
    posts = list(posts)
    by_url: dict[str, str] = {}
    by_path: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for post in posts:
        by_url[_canonical(post.url)] = post.docname
        for path in _spellings(post.path):
            by_path[path] = post.docname
        for path in _spellings(post.content_path):
            by_path[f"{post.tree}:{path}"] = post.docname
            by_path.setdefault(path, post.docname)
        for name in (post.name, PurePosixPath(post.path).name):
            names.setdefault(name.lower(), set()).add(post.docname)
    for post in posts:
        for alias in post.meta.aliases:
            by_url.setdefault(_canonical(posixpath.join(post.url, "..", alias)), post.docname)
    by_name = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
    return LinkIndex(by_url, by_path, by_name)


def _canonical(url: str) -> str:
    """Return an address in the one form that the index holds: lower case, no `index.html`, slashes at both ends."""
    path = posixpath.normpath("/" + url.lower().lstrip("/")).removesuffix("index.html").removesuffix(".html")
    return path.rstrip("/") + "/"


def _spellings(path: str) -> set[str]:
    """Return every way in which a link may name this file: with and without suffix, a bundle by its folder."""
    if not path:
        return set()
    whole = PurePosixPath(path.lower())
    bare = whole.with_suffix("")
    spellings = {str(whole), str(bare)}
    if bare.name in {"index", "_index"}:
        spellings.add(str(bare.parent))
    return spellings


def _paths(target: str, origin: str) -> list[str]:
    lowered = target.lower().rstrip("/")
    folder = posixpath.dirname(origin.lower())
    relative = posixpath.normpath(posixpath.join(folder, lowered))
    rooted = posixpath.normpath(lowered.lstrip("/") or ".")
    # The content root of a Hugo site holds the section folders, as our source folder does.
    return [rooted] if target.startswith("/") else [relative, rooted]


def _addresses(target: str, origin: str) -> list[str]:
    if target.startswith("/"):
        return [_canonical(target)]
    return [_canonical(posixpath.join(origin, target)), _canonical(posixpath.join(origin, "..", target))]


class PageFinder:
    """Tells the address of the page that a path means, from an index that is made when it is first asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index: LinkIndex | None = None

    def __call__(self, docname: str, path: str) -> str:
        """Return the address of the page that the page `docname` means by a path; empty where there is none."""
        posts = self._catalogue.by_docname
        if docname not in posts:
            return ""
        if self._index is None:
            self._index = build_index(self._catalogue.posts)
        found = self._index.find(path, posts[docname])
        return posts[found].url if found else ""
