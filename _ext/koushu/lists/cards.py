"""A post in a list, as HTML: a card, or a line.

Pure. All words of a card are in the language of its post, which the card names.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from koushu.messages import message
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from koushu.posts.post_speakers import PostSpeaker

SEPARATOR: Final = '<span class="post-separator"> ·</span>'
"""Stands at the end of a part, so that no line begins with it."""
# How wide the style sheet shows a picture.
_SIZES: Final = "(min-width: 48rem) 12rem, calc(100vw - 2.5rem)"
_LEAD_SIZES: Final = "(min-width: 64rem) 30rem, (min-width: 48rem) 44vw, calc(100vw - 2.5rem)"
# In pixels; and sides of a picture to each other.
_SMALL: Final = 240
_STRIP: Final = 3.2
_UPRIGHT: Final = 1.15
FACES: Final = 4
"""How many speakers a card shows; the others are counted."""


@record
class Picture:
    """A picture as a page names it."""

    address: str
    width: int = 0
    """In pixels; 0 where it is not known."""
    height: int = 0
    copies: tuple[tuple[str, int], ...] = ()
    """Addresses of smaller copies with their widths, the narrow ones first."""


@record
class Face:
    """Somebody who speaks in a post."""

    speaker: PostSpeaker
    portrait: Picture | None = None


@record
class Card:
    """What a list shows of a post."""

    title: str
    address: str
    language: str
    """BCP 47 tag."""
    language_name: str = ""
    """The name of the language in itself, where it is not that of the page."""
    date: datetime | None = None
    printed_date: str = ""
    authors: tuple[str, ...] = ()
    minutes: int = 0
    """Of reading."""
    summary: str = ""
    terms: tuple[str, ...] = ()
    faces: tuple[Face, ...] = ()
    """Empty where the post is no conversation."""
    picture: Picture | None = None


def post_cards(cards: Iterable[Card], *, level: int = 2, lead: bool = False) -> str:
    """Return a list of cards whose titles are headings of a level; `lead` makes the first one larger.

    Shape: `ul.post-cards > li.post-card > (.post-card-picture?, .post-card-text)`. Each card has one link.
    """
    items = [card_html(card, level=level, lead=lead and number == 0) for number, card in enumerate(cards)]
    return f'<ul class="post-list post-cards" role="list">\n{"".join(items)}</ul>\n' if items else ""


def card_html(card: Card, *, level: int = 2, lead: bool = False) -> str:
    """Return one card as an item of a list."""
    names = ["post-card"]
    names += ["lead"] if lead else []
    names += ["talk"] if card.faces else []
    names += ["pictured"] if card.picture else []
    parts = (
        _kicker(card),
        f'<h{level} class="post-card-title">{_title(card)}</h{level}>\n',
        _about(card),
        f'<p class="post-list-summary">{escape(card.summary)}</p>\n' if card.summary else "",
        _people(card),
        _terms(card),
    )
    inside = f'{_picture(card, lead=lead)}<div class="post-card-text">\n{"".join(parts)}</div>'
    return f'<li class="{" ".join(names)}" lang="{escape(card.language)}">{inside}</li>\n'


def post_lines(cards: Iterable[Card]) -> str:
    """Return a list of posts with a line for each: date and title."""
    items = "".join(
        f'<li lang="{escape(card.language)}">{_time(card)} {_title(card)}{_badge(card)}</li>\n'
        for card in cards
    )
    return f'<ul class="post-list post-lines" role="list">\n{items}</ul>\n' if items else ""


def _title(card: Card) -> str:
    return f'<a href="{escape(card.address)}"><span class="post-list-title">{escape(card.title)}</span></a>'


def _time(card: Card) -> str:
    if card.date is None:
        return ""
    return f'<time class="post-date" datetime="{card.date.isoformat()}">{escape(card.printed_date)}</time>'


def _kicker(card: Card) -> str:
    """Return what kind of post it is, where it is not of the common kind."""
    parts = []
    if card.faces:
        parts.append(f'<span class="post-kind">{escape(message("conversation", card.language))}</span>')
    if card.language_name:
        parts.append(f'<span class="post-language">{escape(card.language_name)}</span>')
    return f'<p class="post-card-kicker">{" ".join(parts)}</p>\n' if parts else ""


def _badge(card: Card) -> str:
    return f' <span class="post-language">{escape(card.language_name)}</span>' if card.language_name else ""


def _about(card: Card) -> str:
    parts = []
    speaking = {face.speaker.name for face in card.faces}
    # Who speaks is named below.
    if not speaking.issuperset(card.authors):
        names = message("comma", card.language).join(card.authors)
        parts.append(f'<span class="post-author">{escape(names)}</span>')
    if card.date:
        parts.append(_time(card))
    if card.minutes:
        text = message("reading_time", card.language, count=card.minutes)
        parts.append(f'<span class="post-reading-time">{escape(text)}</span>')
    joined = in_a_row(parts)
    return f'<p class="post-list-meta">{joined}</p>\n' if parts else ""


def in_a_row(parts: Sequence[str]) -> str:
    """Return pieces of HTML on one line, with a mark between them."""
    last = len(parts) - 1
    return " ".join(
        f'<span class="post-part">{part}{SEPARATOR if place < last else ""}</span>'
        for place, part in enumerate(parts)
    )


def _people(card: Card) -> str:
    """Return who speaks: circles for the eye, names for everybody."""
    if not card.faces:
        return ""
    shown = card.faces[:FACES]
    names = message("comma", card.language).join(face.speaker.name for face in shown)
    rest = len(card.faces) - len(shown)
    text = message("people_more", card.language, names=names, count=rest) if rest else names
    circles = "".join(map(_circle, shown))
    return (
        f'<p class="post-card-people"><span class="faces" aria-hidden="true">{circles}</span> '
        f'<span class="names">{escape(text)}</span></p>\n'
    )


def _circle(face: Face) -> str:
    if face.portrait:
        return f'<img class="face" {_attributes(face.portrait)} alt="" loading="lazy" decoding="async" />'
    person = face.speaker
    light, dark = person.colours
    style = f' style="--own:{escape(light)};--own-dark:{escape(dark)}"' if light else ""
    slot = f" sp-{person.slot}" if person.slot else ""
    return f'<span class="face{slot}"{style}>{escape(person.initials)}</span>'


def _terms(card: Card) -> str:
    items = " ".join(f'<span class="post-card-term">{escape(term)}</span>' for term in card.terms)
    return f'<p class="post-card-terms">{items}</p>\n' if items else ""


def _picture(card: Card, *, lead: bool) -> str:
    if card.picture is None:
        return ""
    # The first picture of a page is what readers wait for.
    waiting = "" if lead else ' loading="lazy"'
    sizes = _LEAD_SIZES if lead else f"auto, {_SIZES}"
    image = f'<img {_attributes(card.picture, sizes)} alt=""{waiting} decoding="async" />'
    form = picture_form(card.picture)
    return f'<div class="post-card-picture{" " if form else ""}{form}">{image}</div>'


def picture_form(picture: Picture) -> str:
    """Return how a picture is put into the room of a card; empty for one that fills it, its edges cut off.

    `drawing`: whole and on paper, as a diagram; `strip`: whole; `upright`: whole where the room is wide; `small`: not
    enlarged.
    """
    width, height = picture.width, picture.height
    if width and height and max(width, height) < _SMALL and not _is_drawing(picture):
        return "small"
    if _is_drawing(picture):
        return "drawing"
    if height and width > _STRIP * height:
        return "strip"
    return "upright" if width and height > _UPRIGHT * width else ""


def _is_drawing(picture: Picture) -> bool:
    return picture.address.partition("?")[0].lower().endswith(".svg")


def _attributes(picture: Picture, sizes: str = "") -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    copies = ", ".join(f"{address} {width}w" for address, width in picture.copies)
    srcset = f' srcset="{escape(copies)}" sizes="{sizes}"' if copies and sizes else ""
    return f'src="{escape(picture.address)}"{size}{srcset}'
