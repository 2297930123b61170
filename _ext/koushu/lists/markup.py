"""The body of a page that lists posts or terms, as HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from koushu.lists.pagers import pager_name
from koushu.messages import message
from koushu.posts.header import printed_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from koushu.lists.archive import Year
    from koushu.lists.pagers import Pager
    from koushu.lists.taxonomy import Taxonomy
    from koushu.posts.records import Post


def heading(title: str, kicker: str = "") -> str:
    """Return the heading of a page, and what kind of page it is."""
    above = f'<p class="list-kind">{escape(kicker)}</p>\n' if kicker else ""
    return f"{above}<h1>{escape(title)}</h1>\n"


def post_cards(posts: Iterable[Post], link: Callable[[str], str]) -> str:
    """Return a list of posts with date, authors, reading time and summary; `link` gives the way to a document."""
    return f'<ul class="post-list">\n{"".join(_card(post, link) for post in posts)}</ul>\n'


def _card(post: Post, link: Callable[[str], str]) -> str:
    title = f'<a href="{escape(link(post.docname))}"><span class="post-list-title">{escape(post.title)}</span></a>'
    about = '<span class="post-separator"> · </span>'.join(_about(post))
    meta = f'<p class="post-list-meta">{about}</p>\n' if about else ""
    summary = f'<p class="post-list-summary">{escape(post.excerpt)}</p>\n' if post.excerpt else ""
    return f'<li lang="{escape(post.language)}"><p>{title}</p>\n{meta}{summary}</li>\n'


def _about(post: Post) -> list[str]:
    parts = []
    if post.meta.authors:
        names = message("comma", post.language).join(post.meta.authors)
        parts.append(f'<span class="post-author">{escape(names)}</span>')
    if post.meta.date:
        parts.append(_time(post))
    if post.reading_minutes:
        text = message("reading_time", post.language, count=post.reading_minutes)
        parts.append(f'<span class="post-reading-time">{escape(text)}</span>')
    return parts


def _time(post: Post) -> str:
    date = post.meta.date
    if date is None:
        return ""
    text = escape(printed_date(date, post.language))
    return f'<time class="post-date" datetime="{date.isoformat()}">{text}</time>'


def term_cloud(taxonomy: Taxonomy, link: Callable[[str], str]) -> str:
    """Return the terms of a taxonomy with how many posts each has."""
    items = "".join(
        f'<li><a href="{escape(link(term.url))}">{escape(term.title)}</a> {_count(len(term.posts))}</li>\n'
        for term in taxonomy.terms
    )
    return f'<ul class="term-list">\n{items}</ul>\n'


def years(archive: Iterable[Year], link: Callable[[str], str]) -> str:
    """Return the titles of all posts, a part for each year."""
    return "".join(_year(year, link) for year in archive)


def _year(year: Year, link: Callable[[str], str]) -> str:
    rows = "".join(
        f'<li lang="{escape(post.language)}">{_time(post)} '
        f'<a href="{escape(link(post.docname))}">{escape(post.title)}</a></li>\n'
        for post in year.posts
    )
    return (
        f'<section id="y{year.year}"><h2>{year.year} {_count(len(year.posts))}</h2>\n'
        f'<ul class="archive-list">\n{rows}</ul>\n</section>\n'
    )


def _count(number: int) -> str:
    return f'<span class="count">{number}</span>'


def turning(pager: Pager[Post], base: str, language: str, link: Callable[[str], str]) -> str:
    """Return the links to the pages before and after one page of a list; nothing where it is the only one."""
    if pager.total == 1:
        return ""
    parts = [f'<span class="pager-place">{pager.number} / {pager.total}</span>']
    if pager.number > 1:
        way = link(pager_name(base, pager.number - 1))
        parts.insert(0, f'<a rel="prev" href="{escape(way)}">{escape(message("previous", language))}</a>')
    if pager.number < pager.total:
        way = link(pager_name(base, pager.number + 1))
        parts.append(f'<a rel="next" href="{escape(way)}">{escape(message("next", language))}</a>')
    return (
        f'<nav class="list-pager" aria-label="{escape(message("pages", language))}">{"".join(parts)}</nav>\n'
    )
