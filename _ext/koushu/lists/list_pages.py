"""Which pages of lists a web site has, each with what it lists: read once for each build."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Final, Literal

from koushu.config import ListsSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.lists.archive import read_archive
from koushu.lists.homes import tree_language
from koushu.lists.publication import ARCHIVE, lists_of
from koushu.lists.titles import kind_title
from koushu.messages import message
from koushu.posts.catalogue import catalogue_of
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.permalinks import document_name
from koushu.posts.relations.selection import Selection, select_posts
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.config import Config

    from koushu.lists.archive import Year
    from koushu.lists.taxonomy import Taxonomy
    from koushu.posts.catalogue import Configured
    from koushu.posts.records import Catalogue, Post

Kind = Literal["posts", "terms", "archive", "year"]
ON_ONE_PAGE: Final = 500
"""Posts up to which one page holds the whole archive; of more, each year has its own."""
_ARCHIVE_LAYOUTS: Final = frozenset({"archive", "archives"})


@record
class ListPage:
    """A page that lists posts or terms."""

    name: str
    """Document name of its first page."""
    title: str
    language: str
    """BCP 47 tag."""
    kind: Kind
    tree: str = ""
    """Key of the language; empty where the site has one alone."""
    above: str = ""
    """Name of the page that lists pages of this sort."""
    above_title: str = ""
    posts: Sequence[Post] = ()
    taxonomy: Taxonomy | None = None
    """The taxonomy whose terms it lists, or that has its term."""
    years: tuple[Year, ...] = ()


_pages: weakref.WeakKeyDictionary[Config, Mapping[str, ListPage]] = weakref.WeakKeyDictionary()


def list_pages_of(owner: Configured) -> Mapping[str, ListPage]:
    """Return every page of a list by its name, but those of sections of a Hugo site, which are documents."""
    if owner.config not in _pages:
        found = (*_taxonomies(owner), *_archives(owner), *_sections(owner))
        _pages[owner.config] = {page.name: page for page in reversed(found)}
    return _pages[owner.config]


def archive_of(owner: Configured, tree: str) -> ListPage | None:
    """Return the archive of a language."""
    pages = list_pages_of(owner).values()
    return next((page for page in pages if page.kind == "archive" and page.tree == tree), None)


def _taxonomies(owner: Configured) -> Iterator[ListPage]:
    for taxonomy in lists_of(owner).taxonomies:
        language = tree_language(owner, taxonomy.tree)
        title = kind_title(taxonomy.plural, language)
        above = document_name(taxonomy.url) if taxonomy.url else ""
        if above:
            yield ListPage(above, title, language, "terms", taxonomy.tree, taxonomy=taxonomy)
        for term in taxonomy.terms:
            name = document_name(term.url)
            tree = taxonomy.tree
            yield ListPage(name, term.title, language, "posts", tree, above, title, term.posts, taxonomy)


def _archives(owner: Configured) -> Iterator[ListPage]:
    """Yield the archive, and those of its years where it is too long for one page; also where a page asks for it."""
    trees = dict(of_catalogue(owner, "archive-pages", lambda: _asking(catalogue_of(owner))))
    if lists_of(owner).has_archive:
        trees.setdefault(ARCHIVE, "")
    for name, tree in trees.items():
        language = tree_language(owner, tree)
        shown = tuple(post for post in select_posts(owner, Selection(tree=tree)) if post.docname not in trees)
        years = tuple(read_archive(shown))
        title = message("archives", language)
        yield ListPage(name, title, language, "archive", tree, posts=shown, years=years)
        if len(shown) > ON_ONE_PAGE:
            for year in years:
                page = f"{name.removesuffix('/index')}/{year.year}"
                told = (tree, name, title, year.posts)
                yield ListPage(page, str(year.year), language, "year", *told, years=(year,))


def _asking(catalogue: Catalogue) -> dict[str, str]:
    """Return the documents that ask for an archive, each with the key of its language."""
    asking = [post for post in catalogue.posts if post.meta.layout.lower() in _ARCHIVE_LAYOUTS]
    return {post.docname: post.tree for post in asking}


def _sections(owner: Configured) -> Iterator[ListPage]:
    """Yield a page for each top folder of posts; a Hugo site has documents for them."""
    if site_context(owner.config) is not None or not settings(owner.config, ListsSettings).sections:
        return
    language = tree_language(owner, "")
    for folder in dict.fromkeys(post.path.partition("/")[0] for post in catalogue_of(owner).posts):
        posts = tuple(select_posts(owner, Selection(section=folder)))
        if posts:
            yield ListPage(folder, kind_title(folder, language), language, "posts", posts=posts)
