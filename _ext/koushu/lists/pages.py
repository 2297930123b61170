"""The pages of lists: made for the web site when all posts are written, none of them a document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from koushu.batches.processes import are_several, batches_of, in_processes
from koushu.batches.tasks import take_pages, write_pages
from koushu.lists.bodies import list_body, page_count, page_header, paged, pager_path, posts_of_page
from koushu.lists.filling import first_whole, listed_posts, page_of_document
from koushu.lists.homes import page_language
from koushu.lists.list_pages import list_pages_of
from koushu.lists.markup import Way, heading, list_page
from koushu.lists.page_digests import PageDigests, are_standing, made_of_kept
from koushu.lists.pagers import pager_name
from koushu.lists.titles import kind_title
from koushu.lists.ways import rooted_ways, ways_from
from koushu.messages import message
from koushu.page_store import SITES, note_outputs
from koushu.posts.rebuilding.exact_pages import ExactPages
from koushu.posts.rebuilding.shown import shown_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from koushu.lists.list_pages import ListPage
    from koushu.posts.records import Post

__all__ = ["kind_title", "list_pages", "make_lists"]

_TEMPLATE: Final = "page.html"

Page = tuple[str, dict[str, Any], str]


@record
class _Drawing:
    """A page that can be made, and all that it shows beside the frame of the site."""

    name: str
    language: str
    posts: Sequence[Post]
    """Those of which it shows cards."""
    told: str
    context: Callable[[], dict[str, Any]]


def make_lists(app: Sphinx) -> Iterator[Page]:
    """Yield name, context and template of each page that shows something else than in the last build.

    One that the author has written is left alone.
    """
    if app.builder.name not in SITES or are_standing(app) or made_of_kept(app):
        return
    digests = PageDigests(app)
    changed = _changed(app, digests)
    if are_several(app, len(changed)):
        _share_out(app, changed)
    else:
        for name, drawing in changed.items():
            if not _write_kept(app, name):
                yield name, drawing.context(), _TEMPLATE
    digests.keep()


def _changed(app: Sphinx, digests: PageDigests) -> dict[str, _Drawing]:
    """Return the pages that show something else than in the last build, by their names."""
    found: dict[str, _Drawing] = {}
    for page in (*_pages(app), *_further_pages(app)):
        if page.name not in app.env.found_docs and page.name not in found:
            found[page.name] = page
    as_they_were = {
        name
        for name, page in found.items()
        if digests.is_as_it_was(name, page.told, page.posts, page.language)
    }
    return {name: page for name, page in found.items() if name not in as_they_were}


def _share_out(app: Sphinx, drawings: Mapping[str, _Drawing]) -> None:
    """Have pages written by several processes."""
    builder = cast("StandaloneHTMLBuilder", app.builder)

    def write(name: str) -> None:
        if not _write_kept(app, name):
            builder.handle_page(name, drawings[name].context(), _TEMPLATE)

    note_outputs(app.config, map(builder.get_output_path, drawings))
    batches = batches_of(list(drawings), app.parallel)
    for written in in_processes(app, partial(write_pages, write=write), batches):
        take_pages(app, written)


def _write_kept(app: Sphinx, name: str) -> bool:
    return isinstance(app.builder, ExactPages) and app.builder.write_kept(name)


def list_pages(app: Sphinx) -> list[str]:
    """Return the name of the first page of each list, for the map of the site."""
    return [page_of_document(app, name) or name for name in list_pages_of(app)]


def _pages(app: Sphinx) -> Iterator[_Drawing]:
    """Yield the pages of terms, taxonomies, the archive and sections, from the first or the second on."""
    for page in list_pages_of(app).values():
        written = page_of_document(app, page.name)
        shows_cards = page.kind == "posts"
        total = page_count(app, page.posts) if shows_cards else 1
        head = page_header(app, page, rooted_ways(app), total, total)
        for number in range(2 if written else 1, total + 1):
            yield _Drawing(
                pager_name(page.name, number, pager_path(app)),
                page.language,
                posts_of_page(app, page.posts, number) if shows_cards else (),
                f"{page.kind} {page.name} {page.title} {number} {total} {head}",
                partial(_page, app, page, number, total),
            )


def _page(app: Sphinx, page: ListPage, number: int, total: int) -> dict[str, Any]:
    ways = ways_from(app, pager_name(page.name, number, pager_path(app)))
    body = list_page(page_header(app, page, ways, number, total), list_body(app, page, ways, number))
    return _context(_numbered(page.title, number, page.language), page.language, body)


def _further_pages(app: Sphinx) -> Iterator[_Drawing]:
    """Yield the second and further pages of lists in documents, such as a front page or that of a section."""
    for docname, shown in shown_of(app.env).items():
        whole = first_whole(shown.lists)
        posts = listed_posts(app, docname, shown.lists[whole]) if whole >= 0 else []
        total = page_count(app, posts)
        style = shown.lists[whole].style if whole >= 0 else ""
        for number in range(2, total + 1):
            yield _Drawing(
                pager_name(docname, number, pager_path(app)),
                page_language(app, docname),
                posts_of_page(app, posts, number),
                f"{docname} {style} {number} {total}",
                partial(_further_page, app, docname, posts, style, number, total),
            )


def _further_page(  # noqa: PLR0917
    app: Sphinx, docname: str, posts: Sequence[Post], style: str, number: int, total: int
) -> dict[str, Any]:
    language, title = page_language(app, docname), app.env.titles[docname].astext()
    ways = ways_from(app, pager_name(docname, number, pager_path(app)))
    list_html = paged(app, docname, posts, ways, language, number=number, style=style)
    told = [
        message("post_count", language, count=len(posts)),
        message("page_of", language, number=number, total=total),
    ]
    head = heading(message("posts", language), kicker=Way(title, ways.document(docname)), about=told)
    return _context(_numbered(title, number, language), language, list_page(head, list_html))


def _numbered(title: str, number: int, language: str) -> str:
    return title if number == 1 else f"{title} · {message('page_number', language, number=number)}"


def _context(title: str, language: str, body: str) -> dict[str, Any]:
    return {"title": title, "page_language": language, "body": body}
