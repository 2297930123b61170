"""Parts of a publication that make books of their own: a post, a section, a series, all that one person says.

Each part has a page on the web, and its files lie beside it. Features answer an event with the parts that they know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.config import PostsSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.posts.addresses import absolute
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.order import book_order
from koushu.posts.publication import site_address
from koushu.posts.relations.series import read_series
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.posts.records import Post

EVENT: Final = "koushu-book-parts"
"""Sphinx event: `handler(app, kind) -> list[BookPart]`, asked when all sources are read."""
KINDS: Final = ("post", "section", "series", "speaker")


@record
class BookPart:
    """One part of the publication and the posts in it, in the order of reading."""

    kind: str
    url: str
    """The address of its page from the site's root, with a slash at both ends unless it names a file."""
    title: str
    docnames: tuple[str, ...]


def book_parts(app: Sphinx, kinds: Iterable[str]) -> list[BookPart]:
    """Return the parts of these kinds that any feature knows, each address once."""
    found: dict[str, BookPart] = {}
    for kind in kinds:
        for parts in app.emit(EVENT, kind):
            for part in parts or ():
                found.setdefault(part.url, part)
    return list(found.values())


def lies_beside(config: Config, format: str) -> bool:  # noqa: A002 - what it is
    """Return whether there is a book of each post in this format beside its page in the web site."""
    chosen = settings(config, PostsSettings)
    return "post" in chosen.parts and format in chosen.parts_beside


def web_addresses(owner: Configured, within: Container[str]) -> dict[str, str]:
    """Return the absolute address of each post that is not `within` a book; nothing where that is not certain.

    It is where a Hugo site says where it lies; pages of a folder of Sphinx lie where its builder puts them.
    """
    base = site_address(owner.config)
    if not base or site_context(owner.config) is None:
        return {}
    posts = (post for post in catalogue_of(owner).posts if post.docname not in within)
    return {post.docname: absolute(base, post.url.lstrip("/")) for post in posts}


def parts_of_posts(app: Sphinx, kind: str) -> list[BookPart]:
    """Return the posts themselves, their sections or their series."""
    posts = [post for post in catalogue_of(app).posts if not post.is_section]
    if kind == "post":
        return [BookPart(kind, post.url, post.title, (post.docname,)) for post in posts]
    if kind == "section":
        return list(_sections(app, posts))
    if kind == "series":
        found = {series.name: series for several in read_series(posts).values() for series in several}
        return [
            BookPart(kind, f"/series/{_slug(name)}/", name, tuple(post.docname for post in series.posts))
            for name, series in sorted(found.items())
        ]
    return []


def _sections(app: Sphinx, posts: list[Post]) -> Iterator[BookPart]:
    """Yield each first folder with its posts, in each language of a site."""
    rule = settings(app.config, PostsSettings).book_order
    heads = {(post.section, post.tree): post for post in catalogue_of(app).posts if post.is_section}
    members: dict[tuple[str, str], list[Post]] = {}
    for post in posts:
        if post.section:
            members.setdefault((post.section, post.tree), []).append(post)
    for (section, tree), own in sorted(members.items()):
        head = heads.get((section, tree))
        title = head.title if head else section
        url = head.url if head else f"/{section}/"
        yield BookPart("section", url, title, tuple(post.docname for post in book_order(own, rule)))


def _slug(name: str) -> str:
    return "-".join(name.lower().split()).replace("/", "-")
