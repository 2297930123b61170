"""The parts around a post as HTML.

Pure: addresses are given as the page writes them, words in the language of the page.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from koushu.messages import message
from koushu.posts import citing
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence


@record
class Card:
    """A way to another post."""

    title: str
    address: str
    language: str
    """BCP 47 tag of the post that it leads to."""
    date: str = ""
    """As readers write it."""
    iso: str = ""
    label: str = ""
    """What the other post is to this one."""
    side: str = ""
    """Value of `rel`: `prev` or `next`."""


@record
class SeriesBox:
    """A series as the page of one of its posts shows it."""

    name: str
    address: str
    """Of the page of the series; empty where there is none."""
    place: int
    """Of this post, from 1 on."""
    count: int
    cards: tuple[Card, ...]
    """Posts of the series in the order in which they are read: all, or of a long one those near this post."""
    first: int = 1
    """Place of the first card."""


def series_box(box: SeriesBox, language: str) -> str:
    """Return the name of a series, the place of this post in it, the posts beside it, and the list of all."""
    name = escape(box.name)
    title = f'<a href="{escape(box.address)}">{name}</a>' if box.address else name
    place = escape(message("series_place", language, number=box.place, count=box.count))
    label = f"{message('series', language)}{message('colon', language)}"
    own = box.place - box.first
    sides = (("previous_part", own - 1, "prev"), ("next_part", own + 1, "next"))
    ways = "".join(
        _part_way(message(key, language), box.cards[at], rel)
        for key, at, rel in sides
        if 0 <= at < len(box.cards)
    )
    items = "".join(_part(card, current=at == own) for at, card in enumerate(box.cards))
    start = f' start="{box.first}"' if box.first > 1 else ""
    whole = len(box.cards) == box.count
    shown = message("series_all" if whole else "series_near", language, count=box.count)
    return (
        f'<nav class="post-series" aria-label="{escape(label)}{name}">\n'
        f'<div class="post-series-title"><span class="post-label">{escape(label)}</span><b>{title}</b> '
        f'<span class="post-series-place">{place}</span></div>\n'
        f'<ul class="post-series-ways" role="list">{ways}</ul>\n'
        f"<details><summary>{escape(shown)}</summary>\n"
        f"<ol{start}>\n{items}</ol>\n</details>\n</nav>\n"
    )


def _part_way(label: str, card: Card, rel: str) -> str:
    return (
        f'<li><span class="post-way-label">{escape(label)}</span> '
        f'<a rel="{rel}" href="{escape(card.address)}" lang="{escape(card.language)}">{escape(card.title)}</a></li>'
    )


def _part(card: Card, *, current: bool) -> str:
    title = escape(card.title)
    if current:
        return f'<li aria-current="page" lang="{escape(card.language)}">{title}</li>\n'
    return f'<li><a href="{escape(card.address)}" lang="{escape(card.language)}">{title}</a></li>\n'


def translations(cards: Sequence[Card], language: str) -> str:
    """Return the sentence that names the other languages of a post, each a link by its own name."""
    links = [
        f'<a rel="alternate" hreflang="{escape(card.language)}" lang="{escape(card.language)}" '
        f'href="{escape(card.address)}" title="{escape(card.title)}">{escape(card.label)}</a>'
        for card in cards
    ]
    blank = "\ue000"
    sentence = escape(message("also_in", language, languages=blank))
    named = escape(message("comma", language)).join(links)
    return f'<div class="post-translations">{sentence.replace(blank, named)}</div>\n'


def cards(posts: Sequence[Card], name: str, language: str) -> str:
    """Return a list of light cards for a part of a page in a language, empty for none."""
    items = "".join(f"{_card(card, language)}\n" for card in posts)
    return f'<ul class="{name}" role="list">\n{items}</ul>\n' if items else ""


def _card(card: Card, language: str) -> str:
    above = f'<span class="post-way-label">{escape(card.label)}</span>' if card.label else ""
    rel = f' rel="{card.side}"' if card.side else ""
    date = f'<time datetime="{escape(card.iso)}">{escape(card.date)}</time>' if card.date else ""
    side = f' class="post-way-{card.side}"' if card.side else ""
    other = f' lang="{escape(card.language)}"' if card.language != language else ""
    title = escape(card.title, quote=False)
    return f'<li{side}>{above}<a{rel} href="{escape(card.address)}"{other}>{title}</a>{date}</li>'


@record
class Citation:
    """One form of the citation of a post."""

    label: str
    html: str
    """With a place for the day on which a reader copies it."""
    file: str = ""
    """Name of the file that the page's script saves the form as; empty for none."""


def citations(work: citing.Work) -> tuple[Citation, ...]:
    """Return the citation of a post in all forms."""
    stem = work.name or "post"
    return (
        Citation(message("citation_plain", work.language), _with_blanks(citing.plain(work))),
        Citation("GB/T 7714-2015", _with_blanks(citing.gbt7714(work))),
        Citation("BibTeX", _with_blanks(citing.bibtex(work)), f"{stem}.bib"),
        Citation("CSL-JSON", escape(citing.csl_json(work), quote=False), f"{stem}.csl.json"),
    )


def _with_blanks(text: str) -> str:
    """Return a citation as HTML: what only a reader's day or address completes stands in `data-text`, unseen."""
    parts: list[str] = []
    for index, part in enumerate(text.replace(citing.SHUT, citing.OPEN).split(citing.OPEN)):
        if index % 2 and (citing.ADDRESS in part or citing.ACCESSED in part):
            parts.append(f'<span data-text="{escape(_named(part))}"></span>')
        else:
            parts.append(escape(part, quote=False))
    return "".join(parts)


def _named(part: str) -> str:
    return part.replace(citing.ADDRESS, "{address}").replace(citing.ACCESSED, "{date}")
