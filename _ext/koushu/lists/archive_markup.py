"""The archive as HTML: years and months with their posts.

Pure. Addresses are given as the page writes them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from koushu.lists.cards import post_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from koushu.lists.archive import Month, Year
    from koushu.lists.cards import Card
    from koushu.posts.records import Post


def year_row(years: Sequence[Year], label: str, address: Callable[[Year], str]) -> str:
    """Return a row of years, each with how many posts it has, as a number and as the height of a bar."""
    most = max((len(year.posts) for year in years), default=1)
    items = "".join(
        f'<li><a href="{escape(address(year))}"><span class="bar" style="--share:{len(year.posts) / most:.2f}"></span>'
        f'<span class="year">{year.year}</span> <span class="count">{len(year.posts):,}</span></a></li>\n'
        for year in years
    )
    return f'<nav class="year-row" aria-label="{escape(label)}"><ul role="list">\n{items}</ul></nav>\n'


def year_section(
    year: Year, card: Callable[[Post], Card], month_name: Callable[[Month], str], *, titled: bool = True
) -> str:
    """Return the posts of a year below its months; `titled` puts the year above."""
    level = 3 if titled else 2
    title = f"<h2>{year.year} {_count(year.posts)}</h2>\n" if titled else ""
    months = "".join(_month(month, card, month_name, level) for month in year.months)
    return f'<section id="{year.anchor}" class="archive-year">{title}{months}</section>\n'


def _month(month: Month, card: Callable[[Post], Card], name: Callable[[Month], str], level: int) -> str:
    return (
        f'<section id="{month.anchor}" class="archive-month">'
        f"<h{level}>{escape(name(month))} {_count(month.posts)}</h{level}>\n"
        f"{post_lines(card(post) for post in month.posts)}</section>\n"
    )


def year_overview(years: Iterable[Year], address: Callable[[Year], str], name: Callable[[Month], str]) -> str:
    """Return each year with links to its months on a page of its own."""
    return "".join(
        f'<section id="{year.anchor}" class="archive-year">'
        f'<h2><a href="{escape(address(year))}">{year.year}</a> {_count(year.posts)}</h2>\n'
        f'<ul class="month-row" role="list">\n{_month_links(year, address(year), name)}</ul></section>\n'
        for year in years
    )


def _month_links(year: Year, address: str, name: Callable[[Month], str]) -> str:
    return "".join(
        f'<li id="{month.anchor}"><a href="{escape(address)}#{month.anchor}">{escape(name(month))}</a> '
        f"{_count(month.posts)}</li>\n"
        for month in year.months
    )


def _count(posts: Sequence[Post]) -> str:
    return f'<span class="count">{len(posts):,}</span>'
