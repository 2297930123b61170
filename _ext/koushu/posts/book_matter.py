"""What stands before and behind the text of a printed book: the colophon, and indexes of authors and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.config import PostsSettings, settings
from koushu.messages import message
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.metadata import read_license
from koushu.posts.publication import post_metadata, site_address
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from koushu.posts.book_metadata import BookMetadata
    from koushu.posts.extracts import Built
    from koushu.posts.records import Post

_FEWEST: Final = 3
"""From how many posts on a book has indexes of its authors and tags."""


def colophon(
    owner: Built, about: BookMetadata, docnames: Collection[str], printed_date: str
) -> list[tuple[str, str, str]]:
    """Return the lines of the colophon: what each tells, the words, and an address or nothing.

    The day is that of the book's sources, so that the same sources give the same page.
    """
    language, config = site_language(owner.config), owner.config
    lines = [(message(key, language), words, "") for key, words in _said(about, language)]
    licenses = {
        found.name: found.url
        for post in _posts(owner, docnames)
        if (found := post_metadata(owner, post).license).name
    }
    chosen = settings(config, PostsSettings).license
    if not licenses and chosen:
        found = read_license(chosen)
        licenses = {found.name: found.url}
    lines += [(message("colophon_license", language), name, url) for name, url in sorted(licenses.items())]
    address = site_address(config)
    if address:
        lines.append((message("colophon_source", language), address, address))
    edition = str(config.release or config.version or "")
    day = " · ".join(filter(None, (edition, printed_date)))
    if day:
        lines.append((message("colophon_edition", language), day, ""))
    lines.append((message("colophon_made", language), f"Koushu {__version__}", ""))
    return lines


def _said(about: BookMetadata, language: str) -> Iterator[tuple[str, str]]:
    authors = [one.name for one in about.creators]
    if authors:
        yield "author" if len(authors) == 1 else "authors", message("comma", language).join(authors)
    if about.rights:
        yield "colophon_rights", f"© {about.rights}"


def _posts(owner: Built, docnames: Collection[str]) -> list[Post]:
    return [post for post in catalogue_of(owner).posts if post.docname in docnames and not post.is_section]


def indexed_terms(
    owner: Built, docnames: Collection[str], kinds: Collection[str]
) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield `authors` and `tags` with each name in order and the documents it stands for, where a book is large enough.

    Nothing is yielded for a kind of which there is one name alone.
    """
    posts = _posts(owner, docnames)
    if len(posts) < _FEWEST:
        return
    terms = {
        "authors": {post.docname: post.meta.authors for post in posts},
        "tags": {post.docname: (*post.meta.categories, *post.meta.tags) for post in posts},
    }
    for kind, of_posts in terms.items():
        found: dict[str, list[str]] = {}
        for docname, names in of_posts.items():
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(docname)
        if kind in kinds and len(found) > 1:
            yield kind, sorted(found.items())
