"""The pages of lists: made for the web site when all posts are written, none of them a document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from koushu.config import ListsSettings, settings
from koushu.lists.markup import heading, post_cards, term_cloud, turning, years
from koushu.lists.pagers import paginate
from koushu.lists.publication import ARCHIVE, lists_of
from koushu.messages import message
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.listing import item_fact
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx

    from koushu.lists.taxonomy import Taxonomy, Term
    from koushu.posts.records import Post

_TEMPLATE: Final = "page.html"
_KNOWN: Final = frozenset({"tags", "categories", "series", "authors"})

Page = tuple[str, dict[str, Any], str]


def make_lists(app: Sphinx) -> Iterator[Page]:
    """Yield name, context and template of each page; one that the author has written is left alone."""
    if app.builder.name not in SITES:
        return
    for page in (*_taxonomies(app), *_archive(app)):
        if page[0] not in app.env.found_docs:
            yield page


def list_pages(app: Sphinx) -> list[str]:
    """Return the name of the first page of each list, for the map of the site."""
    lists = lists_of(app)
    urls = [url for one in lists.taxonomies for url in (one.url, *(term.url for term in one.terms))]
    return [*map(document_name, filter(None, urls)), *([ARCHIVE] if lists.archive else [])]


def _taxonomies(app: Sphinx) -> Iterator[Page]:
    for taxonomy in lists_of(app).taxonomies:
        if taxonomy.url:
            name = document_name(taxonomy.url)
            title = kind_title(taxonomy.plural, site_language(app.config))
            body = heading(title) + term_cloud(taxonomy, partial(_way_to, app, name))
            yield name, {"title": title, "body": body}, _TEMPLATE
        for term in taxonomy.terms:
            yield from _term(app, taxonomy, term)


def _term(app: Sphinx, taxonomy: Taxonomy, term: Term) -> Iterator[Page]:
    language = site_language(app.config)
    base = document_name(term.url)
    for pager in paginate(term.posts, settings(app.config, ListsSettings).page_size):
        name = pager.name(base)
        body = (
            heading(term.title, kind_title(taxonomy.plural, language))
            + post_cards(pager.items, partial(app.builder.get_relative_uri, name))
            + turning(pager, base, language, partial(app.builder.get_relative_uri, name))
        )
        yield name, {"title": term.title, "body": body}, _TEMPLATE


def _archive(app: Sphinx) -> Iterator[Page]:
    archive = lists_of(app).archive
    if archive:
        title = message("archives", site_language(app.config))
        body = heading(title) + years(archive, partial(app.builder.get_relative_uri, ARCHIVE))
        yield ARCHIVE, {"title": title, "body": body}, _TEMPLATE


def _way_to(app: Sphinx, name: str, url: str) -> str:
    return app.builder.get_relative_uri(name, document_name(url))


def kind_title(plural: str, language: str) -> str:
    """Return what readers call a taxonomy."""
    return message(plural, language) if plural in _KNOWN else plural[:1].upper() + plural[1:]


def add_posts(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Put the posts of a term below what the author has written of it, and the terms of a taxonomy likewise."""
    post = catalogue_of(app).by_docname.get(pagename)
    if tree is None or app.builder.name not in SITES or post is None or not _shows_list(app, post):
        return
    for taxonomy in lists_of(app).taxonomies:
        if taxonomy.url and document_name(taxonomy.url) == pagename:
            context["body"] += term_cloud(taxonomy, partial(_way_to, app, pagename))
        for term in taxonomy.terms:
            if document_name(term.url) == pagename:
                context["body"] += post_cards(term.posts, partial(app.builder.get_relative_uri, pagename))


def _shows_list(app: Sphinx, post: Post) -> bool:
    """Return whether a page is an author's own page of a taxonomy or of a term."""
    top = (post.content_path or post.path).partition("/")[0]
    return post.is_section and any(taxonomy.plural == top for taxonomy in lists_of(app).taxonomies)


def own_list_facts(app: Sphinx) -> dict[str, str]:
    """Return what the lists below authors' own pages of taxonomies and terms show (`koushu-page-facts`)."""
    if app.builder.name not in SITES:
        return {}
    pages = {post.docname for post in catalogue_of(app).posts if _shows_list(app, post)}
    facts: dict[str, list[str]] = {}
    for taxonomy in lists_of(app).taxonomies if pages else ():
        name = document_name(taxonomy.url) if taxonomy.url else ""
        if name in pages:
            facts.setdefault(name, []).append(term_cloud(taxonomy, partial(_way_to, app, name)))
        for term in taxonomy.terms:
            name = document_name(term.url)
            if name in pages:
                facts.setdefault(name, []).extend(item_fact(app, post) for post in term.posts)
    return {name: "\n".join(texts) for name, texts in facts.items()}
