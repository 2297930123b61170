"""What stands before and behind the text of a book: the colophon, and indexes of authors and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.messages import message
from koushu.posts.catalogue import catalogue_of
from koushu.posts.metadata import read_license
from koushu.posts.publication import post_metadata, site_address
from koushu.typst_builder.indexing import IndexLine
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sphinx.builders import Builder

    from koushu.config import PostsSettings
    from koushu.posts.records import Post
    from koushu.typst_builder.book import Targets
    from koushu.typst_builder.document import Metadata

_FEWEST: Final = 3
"""From how many posts on a book has indexes of its authors and tags."""


def colophon(
    builder: Builder, metadata: Metadata, docnames: Collection[str], chosen: PostsSettings
) -> list[tuple[str, str, str]]:
    """Return the lines of the colophon: what each tells, the words, and an address or nothing."""
    language = metadata.language
    lines = [(message(metadata_key, language), words, "") for metadata_key, words in _said(metadata)]
    licenses = {
        found.name: found.url
        for post in _posts(builder, docnames)
        if (found := post_metadata(builder, post).license).name
    }
    if not licenses and chosen.license:
        found = read_license(chosen.license)
        licenses = {found.name: found.url}
    lines += [(message("colophon_license", language), name, url) for name, url in sorted(licenses.items())]
    address = site_address(builder.config)
    if address:
        lines.append((message("colophon_source", language), address, address))
    edition = str(builder.config.release or builder.config.version or "")
    day = " · ".join(filter(None, (edition, metadata.printed_date)))
    if day:
        lines.append((message("colophon_edition", language), day, ""))
    lines.append((message("colophon_made", language), f"Koushu {__version__}", ""))
    return lines


def _said(metadata: Metadata) -> Iterator[tuple[str, str]]:
    if metadata.authors:
        yield (
            "author" if len(metadata.authors) == 1 else "authors",
            message("comma", metadata.language).join(metadata.authors),
        )
    if metadata.rights:
        yield "colophon_rights", f"© {metadata.rights}"


def _posts(builder: Builder, docnames: Collection[str]) -> list[Post]:
    return [post for post in catalogue_of(builder).posts if post.docname in docnames and not post.is_section]


def term_indexes(
    builder: Builder, docnames: Collection[str], targets: Targets, kinds: Collection[str]
) -> Iterator[tuple[str, list[IndexLine]]]:
    """Yield the key of the title and the lines of the indexes of `authors` and `tags`, where a book is large enough."""
    posts = _posts(builder, docnames)
    if len(posts) < _FEWEST:
        return
    of_posts: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "authors": {post.docname: post.meta.authors for post in posts},
        "tags": {post.docname: (*post.meta.categories, *post.meta.tags) for post in posts},
    }
    for kind, terms in of_posts.items():
        labels: dict[str, list[str]] = {}
        for docname, names in terms.items():
            label = targets.find(docname, "")
            for name in dict.fromkeys(names):
                if label is not None:
                    labels.setdefault(name, []).append(label)
        if kind in kinds and len(labels) > 1:
            yield kind, [IndexLine(1, name, tuple(places)) for name, places in sorted(labels.items())]
