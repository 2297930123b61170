"""The parts of a page that lists posts or terms, as HTML.

Pure. Addresses are given as the page writes them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from koushu.added import ADDED
from koushu.lists.cards import in_a_row
from koushu.messages import message
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NEAR: Final = 2
"""How many pages before and after the present one a pager names."""


@record
class Way:
    """A way on to another page."""

    label: str
    address: str
    count: int = 0
    """How much is there; 0 says nothing."""


@record
class Tile:
    """A term with the newest of its posts."""

    title: str
    address: str
    told: str
    """How many posts there are, in words."""
    newest: str = ""
    language: str = ""
    """Of the title of the newest post, a BCP 47 tag."""
    initials: str = ""
    """For a person."""


def list_page(*parts: str) -> str:
    """Return the body of a page that is nothing but a list; none of it is searched or compared with Hugo's."""
    return f'<div class="list-page no-search {ADDED}">\n{"".join(parts)}</div>\n'


def heading(
    title: str,
    *,
    kicker: Way | None = None,
    about: Sequence[str] = (),
    ways: Sequence[Way] = (),
    initials: str = "",
) -> str:
    """Return the heading of a page, what kind of page it is, and a line about what it holds."""
    above = f'<p class="list-kind">{_link(kicker)}</p>\n' if kicker else ""
    circle = f'<span class="list-initials" aria-hidden="true">{escape(initials)}</span>\n' if initials else ""
    below = about_line(about, ways)
    return f'<header class="list-header">{circle}{above}<h1>{escape(title)}</h1>\n{below}</header>\n'


def about_line(about: Sequence[str], ways: Sequence[Way] = ()) -> str:
    """Return a line about what a list holds, and ways on at its end."""
    parts = [*map(escape, about), *map(_link, ways)]
    return f'<p class="list-about">{in_a_row(parts)}</p>\n' if parts else ""


def list_heading(title: str, level: int = 2, more: Way | None = None) -> str:
    """Return the heading of a list on a page that has more than it, with the way to all of its kind."""
    further = f'\n<p class="list-more">{_link(more)}</p>' if more else ""
    return f'<div class="list-heading"><h{level}>{escape(title)}</h{level}>{further}</div>\n'


def ways_on(ways: Sequence[Way], label: str, name: str = "ways-on") -> str:
    """Return a row of links to other pages; `label` is what readers of the page's structure hear."""
    items = "".join(f"<li>{_link(way)}</li>\n" for way in ways)
    return (
        f'<nav class="{name}" aria-label="{escape(label)}"><ul role="list">\n{items}</ul></nav>\n'
        if ways
        else ""
    )


def _link(way: Way) -> str:
    count = f' <span class="count">{way.count:,}</span>' if way.count else ""
    label = escape(way.label)
    return (
        f'<a href="{escape(way.address)}">{label}{count}</a>'
        if way.address
        else f"<span>{label}{count}</span>"
    )


def pager(number: int, total: int, language: str, address: Callable[[int], str]) -> str:
    """Return the links to the other pages of a list; nothing where there is one alone."""
    if total == 1:
        return ""
    ends = (("prev", "previous", number - 1), ("next", "next", number + 1))
    before, after = (
        f'<a class="pager-{rel}" rel="{rel}" href="{escape(address(to))}">{escape(message(key, language))}</a>'
        if 1 <= to <= total
        else f'<span class="pager-{rel}"></span>'
        for rel, key, to in ends
    )
    items = "".join(_page(one, number, language, address) for one in pages_named(number, total))
    label = escape(message("pages", language))
    return f'<nav class="list-pager" aria-label="{label}">{before}<ol role="list">{items}</ol>{after}</nav>\n'


def _page(one: int, current: int, language: str, address: Callable[[int], str]) -> str:
    if not one:
        return '<li class="pager-gap" aria-hidden="true">…</li>'
    label = escape(message("page_number", language, number=one))
    now = ' aria-current="page"' if one == current else ""
    return f'<li><a href="{escape(address(one))}" aria-label="{label}"{now}>{one}</a></li>'


def pages_named(number: int, total: int) -> list[int]:
    """Return the pages that a pager names: the first, the last, those near; 0 stands for those left out."""
    near = {one for one in range(number - _NEAR, number + _NEAR + 1) if 1 <= one <= total}
    named: list[int] = []
    for one in sorted({1, total} | near):
        gap = one - named[-1] - 1 if named else 0
        # A single page takes no more room than the mark for it.
        named += [one - 1] if gap == 1 else [0] if gap else []
        named.append(one)
    return named


def term_cloud(ways: Iterable[Way]) -> str:
    """Return terms side by side, each with how many posts it has."""
    items = "".join(f"<li>{_link(way)}</li>\n" for way in ways)
    return f'<ul class="term-list" role="list">\n{items}</ul>\n' if items else ""


def term_tiles(tiles: Iterable[Tile]) -> str:
    """Return few terms as tiles, each with how many posts it has and the newest of them."""
    items = "".join(map(_tile, tiles))
    return f'<ul class="term-tiles" role="list">\n{items}</ul>\n' if items else ""


def _tile(tile: Tile) -> str:
    circle = (
        f'<span class="list-initials" aria-hidden="true">{escape(tile.initials)}</span>'
        if tile.initials
        else ""
    )
    newest = (
        f'<p class="term-newest" lang="{escape(tile.language)}">{escape(tile.newest)}</p>'
        if tile.newest
        else ""
    )
    return (
        f'<li>{circle}<p class="term-title"><a href="{escape(tile.address)}">{escape(tile.title)}</a></p>'
        f'<p class="count">{escape(tile.told)}</p>{newest}</li>\n'
    )


def term_index(groups: Iterable[tuple[str, str, Sequence[Way]]], label: str) -> str:
    """Return many terms below their letters: (letter, anchor, terms) each; `label` names the row of letters."""
    parts = list(groups)
    letters = ways_on([Way(letter, f"#{anchor}") for letter, anchor, _ in parts], label, "letters")
    sections = "".join(
        f'<section id="{anchor}" class="letter"><h2>{escape(letter)}</h2>\n{_column(terms)}</section>\n'
        for letter, anchor, terms in parts
    )
    return f'{letters}<div class="term-index">{sections}</div>\n'


def _column(terms: Iterable[Way]) -> str:
    return f'<ul role="list">\n{"".join(f"<li>{_link(term)}</li>" for term in terms)}</ul>\n'
