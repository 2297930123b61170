"""What stands on a page of a list, put together from the catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.config import ListsSettings, settings
from koushu.lists.alphabet import by_letter
from koushu.lists.archive import undated
from koushu.lists.archive_markup import year_overview, year_row, year_section
from koushu.lists.cards import post_cards, post_lines
from koushu.lists.list_pages import ON_ONE_PAGE
from koushu.lists.markup import (
    Tile,
    Way,
    about_line,
    heading,
    list_heading,
    pager,
    term_cloud,
    term_index,
    term_tiles,
)
from koushu.lists.pagers import count_pages, page_items, pager_name
from koushu.lists.reading import card_of, initials_of, line_of, month_name
from koushu.lists.titles import years_told
from koushu.messages import message
from koushu.posts.entry_points import entry_points
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from koushu.lists.archive import Year
    from koushu.lists.list_pages import ListPage
    from koushu.lists.taxonomy import Taxonomy, Term
    from koushu.lists.ways import Ways
    from koushu.posts.records import Post

_TILES: Final = 24
"""Terms up to which each has a tile."""
_MOST_USED: Final = 12


def page_header(app: Sphinx, page: ListPage, ways: Ways, number: int = 1, total: int = 1) -> str:
    """Return the heading of a page of a list."""
    is_author = page.kind == "posts" and page.taxonomy is not None and page.taxonomy.plural == "authors"
    above = (
        Way(page.above_title, ways.document(page.above) if page.above else "") if page.above_title else None
    )
    told = _told(page)
    if total > 1:
        told.append(message("page_of", page.language, number=number, total=total))
    initials = initials_of(page.title) if is_author else ""
    return heading(
        page.title, kicker=above, about=told, ways=offered(app, page.name, ways), initials=initials
    )


def page_about(app: Sphinx, page: ListPage, ways: Ways) -> str:
    """Return what stands between an author's words on a page of a list and the list itself."""
    return about_line(_told(page), offered(app, page.name, ways))


def _told(page: ListPage) -> list[str]:
    """Return how much a page lists, and of which years."""
    if page.kind == "terms":
        terms = len(page.taxonomy.terms) if page.taxonomy else 0
        return [message("entry_count", page.language, count=terms)]
    years = sorted({post.meta.date.year for post in page.posts if post.meta.date})
    count = message("post_count", page.language, count=len(page.posts))
    return [count, *filter(None, [years_told(years) if page.kind != "year" else ""])]


def list_body(app: Sphinx, page: ListPage, ways: Ways, number: int = 1) -> str:
    """Return what a page lists, on the first or a further page of it."""
    if page.kind == "terms" and page.taxonomy:
        return _terms(page.taxonomy, page.language, ways)
    if page.kind == "posts":
        return paged(app, page.name, page.posts, ways, page.language, number=number)
    return _archive(page, ways)


def pager_path(app: Sphinx) -> str:
    """Return the folder of the further pages of lists."""
    return settings(app.config, ListsSettings).pager_path


def page_count(app: Sphinx, posts: Sequence[Post]) -> int:
    """Return how many pages a list of posts has."""
    return count_pages(posts, settings(app.config, ListsSettings).page_size)


def posts_of_page(app: Sphinx, posts: Sequence[Post], number: int) -> Sequence[Post]:
    """Return the posts on one page of a list, by its number."""
    return page_items(posts, settings(app.config, ListsSettings).page_size, number)


def paged(
    app: Sphinx,
    name: str,
    posts: Sequence[Post],
    ways: Ways,
    language: str,
    *,
    number: int = 1,
    style: str = "cards",
    level: int = 2,
    lead: bool = False,
) -> str:
    """Return one page of a list, and the links to its others; `name` is that of the first page."""
    shown = posts_of_page(app, posts, number)
    turning = pager(
        number,
        page_count(app, posts),
        language,
        lambda one: ways.document(pager_name(name, one, pager_path(app))),
    )
    return (
        posts_html(app, shown, ways, language, style=style, level=level, lead=lead and number == 1) + turning
    )


def posts_html(
    app: Sphinx,
    posts: Sequence[Post],
    ways: Ways,
    language: str,
    *,
    style: str = "cards",
    level: int = 2,
    lead: bool = False,
) -> str:
    """Return posts as cards or as lines."""
    cards = [card_of(app, post, ways, language) for post in posts]
    return post_lines(cards) if style == "list" else post_cards(cards, level=level, lead=lead)


def offered(app: Sphinx, docname: str, ways: Ways) -> list[Way]:
    """Return what other features offer on a page."""
    return [
        Way(point.label, ways.document(point.page) if point.page else ways.file(point.file), point.count)
        for point in entry_points(app, docname)
    ]


def _terms(taxonomy: Taxonomy, language: str, ways: Ways) -> str:
    """Return the terms of a taxonomy: tiles where they are few; of many the most used, and all by letter."""
    terms = taxonomy.terms
    if len(terms) <= _TILES:
        return term_tiles(_tile(term, taxonomy, language, ways) for term in terms)
    most = sorted(terms, key=lambda term: -len(term.posts))[:_MOST_USED]
    used = list_heading(message("most_used", language)) + term_cloud(_term_way(term, ways) for term in most)
    groups = [
        (letter or message("other", language), f"letter-{place}", [_term_way(term, ways) for term in found])
        for place, (letter, found) in enumerate(by_letter(terms, lambda term: term.title))
    ]
    return used + term_index(groups, message("letters", language))


def _term_way(term: Term, ways: Ways) -> Way:
    return Way(term.title, ways.document(document_name(term.url)), len(term.posts))


def _tile(term: Term, taxonomy: Taxonomy, language: str, ways: Ways) -> Tile:
    dated = [post for post in term.posts if post.meta.date]
    newest = max(dated, key=lambda post: post.meta.date.timestamp() if post.meta.date else 0, default=None)
    return Tile(
        term.title,
        ways.document(document_name(term.url)),
        message("post_count", language, count=len(term.posts)),
        newest.title if newest else "",
        newest.language if newest else "",
        initials_of(term.title) if taxonomy.plural == "authors" else "",
    )


def _archive(page: ListPage, ways: Ways) -> str:
    """Return years and months with their posts, or the way to the page of each year."""
    month = partial(month_name, language=page.language)
    card = partial(line_of, ways=ways, language=page.language)
    address = partial(_year_address, page, ways)
    is_whole = page.kind == "archive"
    if is_whole and len(page.posts) > ON_ONE_PAGE:
        years = year_overview(page.years, address, month)
    else:
        years = "".join(year_section(year, card, month, titled=is_whole) for year in page.years)
    label = message("years", page.language)
    row = year_row(page.years, label, lambda year: f"#{year.anchor}") if len(page.years) > 1 else ""
    rest = undated(page.posts) if is_whole else []
    last = list_heading(message("undated", page.language)) if rest else ""
    return row + years + last + post_lines(map(card, rest))


def _year_address(page: ListPage, ways: Ways, year: Year) -> str:
    return ways.document(f"{page.name.removesuffix('/index')}/{year.year}")
