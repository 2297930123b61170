"""What the page of a post shows of other posts, as records of its own page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from babel.core import Locale, UnknownLocaleError

from koushu.lists.publication import lists_of
from koushu.messages import message
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.header import printed_date
from koushu.posts.permalinks import document_name
from koushu.posts.relations.series import FIELD
from koushu.web.post_parts.markup import Card, SeriesBox
from koushu.web.post_parts.neighbourhood import NONE, neighbourhood_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx

    from koushu.posts.records import Post
    from koushu.posts.relations.series import Series
    from koushu.web.post_parts.kept_neighbourhood import Neighbourhood

_LONGEST: Final = 60
"""How many posts of a series every page of it lists; of a longer one it lists some on both sides."""
_SIDE: Final = 12


def card(post: Post, way: Callable[[str], str], language: str, label: str = "", side: str = "") -> Card:
    """Return the card of a post on a page in a language; `way` gives the address of a document there."""
    date = post.meta.date
    return Card(
        post.title,
        way(post.docname),
        post.language,
        printed_date(date, language) if date else "",
        date.date().isoformat() if date else "",
        label,
        side,
    )


def cards_beside(post: Post, near: Neighbourhood, way: Callable[[str], str]) -> tuple[Card, ...]:
    """Return the posts before and after one.

    In a section that lists its newest post first the older one is on the left; in one that most posts have a weight
    in, such as a book of chapters, the one above in the list. What dates do not order is called by its side.
    """
    sides = near.neighbours
    first, second = (sides.above, sides.below) if sides.read_down else (sides.below, sides.above)
    return tuple(
        card(one, way, post.language, message(dated if _by_date(post, one) else plain, post.language), rel)
        for one, dated, plain, rel in (
            (first, "older_post", "previous_post", "prev"),
            (second, "newer_post", "next_post", "next"),
        )
        if one
    )


def _by_date(post: Post, other: Post) -> bool:
    return all(one.meta.date and not one.meta.weight for one in (post, other))


def translation_cards(post: Post, near: Neighbourhood, way: Callable[[str], str]) -> tuple[Card, ...]:
    """Return the other languages of a post, each by its own name."""
    return tuple(card(one, way, post.language, language_name(one.language)) for one in near.translations)


def language_name(tag: str) -> str:
    """Return what a language calls itself, the tag where that is not known: `en-GB` gives English, `zh-TW` 繁體中文."""
    primary, *more = tag.lower().split("-")
    if primary == "zh" and more:
        return "繁體中文" if {"hant", "tw", "hk", "mo"}.intersection(more) else "简体中文"
    try:
        name = Locale(primary).get_language_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]


def series_boxes(
    app: Sphinx, post: Post, near: Neighbourhood, way: Callable[[str], str]
) -> tuple[SeriesBox, ...]:
    """Return the series that a post stands in."""
    boxes = []
    for series in near.series:
        place = series.place(post)
        first, shown = listed_parts(series, place)
        address = _series_page(app, post, series.name, way)
        cards = tuple(card(one, way, post.language) for one in shown)
        boxes.append(SeriesBox(series.name, address, place, len(series.posts), cards, first))
    return tuple(boxes)


def listed_parts(series: Series, place: int) -> tuple[int, tuple[Post, ...]]:
    """Return which posts of a series the page of one lists, and the place of the first of them."""
    if len(series.posts) <= _LONGEST:
        return 1, series.posts
    first = max(1, place - _SIDE)
    return first, series.posts[first - 1 : place + _SIDE]


def _series_page(app: Sphinx, post: Post, name: str, way: Callable[[str], str]) -> str:
    """Return the address of the page of a series, where the site has one."""
    lists = lists_of(app)
    rules = lists.rules.get(post.tree)
    for taxonomy in lists.taxonomies if rules else ():
        if taxonomy.plural == FIELD and taxonomy.tree == post.tree and rules:
            term = taxonomy.find(name, rules)
            return way(document_name(term.url)) if term else ""
    return ""


def neighbour_facts(app: Sphinx) -> dict[str, str]:
    """Return all that the page of each post shows of others (`koushu-page-facts`)."""
    if app.builder.name not in SITES:
        return {}
    catalogue = catalogue_of(app).by_docname
    # An address from the root, since from the page that shows it only its own place would count as well.
    told = {name: _told(app, post) for name, post in catalogue.items()}
    facts = {}
    for name, near in neighbourhood_of(app).items():
        post, sides = catalogue[name], near.neighbours
        shown = {
            "beside": [
                one and [*told[one.docname], _by_date(post, one)] for one in (sides.above, sides.below)
            ],
            "related": [told[one.docname] for one in near.related],
            "languages": [told[one.docname] for one in near.translations],
            "series": [_told_series(app, post, one, told) for one in near.series],
        }
        if near != NONE:
            facts[name] = json.dumps(shown, ensure_ascii=False)
    return facts


def _told(app: Sphinx, post: Post) -> list[str]:
    date = post.meta.date.date().isoformat() if post.meta.date else ""
    return [app.builder.get_target_uri(post.docname), post.title, post.language, date]


def _told_series(
    app: Sphinx, post: Post, series: Series, told: Mapping[str, list[str]]
) -> tuple[str, str, int, int, list[list[str]]]:
    place = series.place(post)
    parts = [told[part.docname] for part in listed_parts(series, place)[1]]
    return series.name, _series_page(app, post, series.name, str), place, len(series.posts), parts
