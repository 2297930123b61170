"""The pages of lists: made for the web site when all posts are written, none of them a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from koushu.lists.bodies import list_body, page_count, page_header, paged, pager_path
from koushu.lists.filling import first_whole, listed_posts, page_of_document
from koushu.lists.homes import page_language
from koushu.lists.list_pages import list_pages_of
from koushu.lists.markup import Way, heading, list_page
from koushu.lists.pagers import pager_name
from koushu.lists.titles import kind_title
from koushu.lists.ways import ways_from
from koushu.messages import message
from koushu.page_store import SITES
from koushu.posts.rebuilding.shown import shown_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from koushu.lists.list_pages import ListPage

__all__ = ["kind_title", "list_pages", "make_lists"]

_TEMPLATE: Final = "page.html"

Page = tuple[str, dict[str, Any], str]


def make_lists(app: Sphinx) -> Iterator[Page]:
    """Yield name, context and template of each page; one that the author has written is left alone."""
    if app.builder.name not in SITES:
        return
    made: set[str] = set()
    for page in (*_pages(app), *_further_pages(app)):
        if page[0] not in app.env.found_docs and page[0] not in made:
            made.add(page[0])
            yield page


def list_pages(app: Sphinx) -> list[str]:
    """Return the name of the first page of each list, for the map of the site."""
    return [page_of_document(app, name) or name for name in list_pages_of(app)]


def _pages(app: Sphinx) -> Iterator[Page]:
    """Yield the pages of terms, taxonomies, the archive and sections, from the first or the second on."""
    for page in list_pages_of(app).values():
        written = page_of_document(app, page.name)
        total = page_count(app, page.posts) if page.kind == "posts" else 1
        for number in range(2 if written else 1, total + 1):
            yield _page(app, page, number, total)


def _page(app: Sphinx, page: ListPage, number: int, total: int) -> Page:
    name = pager_name(page.name, number, pager_path(app))
    ways = ways_from(app, name)
    body = list_page(page_header(app, page, ways, number, total), list_body(app, page, ways, number))
    return name, _context(_numbered(page.title, number, page.language), page.language, body), _TEMPLATE


def _further_pages(app: Sphinx) -> Iterator[Page]:
    """Yield the second and further pages of lists in documents, such as a front page or that of a section."""
    for docname, shown in shown_of(app.env).items():
        whole = first_whole(shown.lists)
        posts = listed_posts(app, docname, shown.lists[whole]) if whole >= 0 else []
        total = page_count(app, posts)
        language = page_language(app, docname)
        title = app.env.titles[docname].astext() if total > 1 else ""
        for number in range(2, total + 1):
            name = pager_name(docname, number, pager_path(app))
            ways = ways_from(app, name)
            style = shown.lists[whole].style
            list_html = paged(app, docname, posts, ways, language, number=number, style=style)
            told = [
                message("post_count", language, count=len(posts)),
                message("page_of", language, number=number, total=total),
            ]
            head = heading(message("posts", language), kicker=Way(title, ways.document(docname)), about=told)
            yield (
                name,
                _context(_numbered(title, number, language), language, list_page(head, list_html)),
                _TEMPLATE,
            )


def _numbered(title: str, number: int, language: str) -> str:
    return title if number == 1 else f"{title} · {message('page_number', language, number=number)}"


def _context(title: str, language: str, body: str) -> dict[str, Any]:
    return {"title": title, "page_language": language, "body": body}
