"""From the catalogue to what a list shows of a post."""

from __future__ import annotations

import unicodedata
import weakref
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_skeleton

from koushu.lists.cards import Card, Face
from koushu.lists.pictures import picture_of
from koushu.posts.extracts import description_of, extract_of, extract_state
from koushu.posts.header import printed_date
from koushu.posts.post_speakers import speakers_of_post
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.lists.archive import Month
    from koushu.lists.ways import Ways
    from koushu.posts.records import Post

_MOST_TERMS = 4
_MOST_HELD = 2000
"""Posts whose texts on cards are at hand, of a few hundred bytes each."""


@record
class _Told:
    """What the card of a post says on every page."""

    of: tuple[object, Post]
    """What it was made of, by which it is known."""
    printed_date: str
    minutes: int
    summary: str
    terms: tuple[str, ...]
    picture: str


# A post stands in many lists.
_told: weakref.WeakKeyDictionary[BuildEnvironment, dict[str, _Told]] = weakref.WeakKeyDictionary()


def card_of(app: Sphinx, post: Post, ways: Ways, language: str) -> Card:
    """Return the card of a post for a page in a language, which names pages and files by `ways`."""
    told = _told_of(app, post)
    return Card(
        post.title,
        ways.document(post.docname),
        post.language,
        language_name=_foreign(post, language),
        date=post.meta.date,
        printed_date=told.printed_date,
        authors=post.meta.authors,
        minutes=told.minutes,
        summary=told.summary,
        terms=told.terms,
        faces=tuple(
            Face(speaker, picture_of(app, speaker.portrait, ways))
            for speaker in speakers_of_post(app, post.docname)
        ),
        picture=picture_of(app, told.picture, ways),
    )


def _told_of(app: Sphinx, post: Post) -> _Told:
    known, state = _told.setdefault(app.env, {}), extract_state(app.env, post.docname)
    found = known.get(post.docname)
    if found is None or found.of[0] is not state or found.of[1] is not post:
        if len(known) >= _MOST_HELD:
            known.clear()
        meta, extract = post.meta, extract_of(app.env, post.docname)
        found = known[post.docname] = _Told(
            (state, post),
            printed_date=printed_date(meta.date, post.language) if meta.date else "",
            minutes=extract.reading_minutes,
            summary=description_of(app.env, post),
            terms=tuple(dict.fromkeys((*meta.categories, *meta.tags)))[:_MOST_TERMS],
            picture=extract.picture,
        )
    return found


def line_of(post: Post, ways: Ways, language: str) -> Card:
    """Return what a line of the archive shows of a post: its day without the year, its title."""
    moment = post.meta.date
    return Card(
        post.title,
        ways.document(post.docname),
        post.language,
        language_name=_foreign(post, language),
        date=moment,
        printed_date=short_date(moment, post.language) if moment else "",
    )


def short_date(moment: datetime, language: str) -> str:
    """Return day and month as readers of the language write them: `3月14日`, `14 Mar`."""
    return _in_locale(language, lambda locale: format_skeleton("MMMd", moment, locale=locale))


def month_name(month: Month, language: str) -> str:
    """Return the name of a month as a heading: `三月`, `March`."""
    day = date(month.year, month.month, 1)
    return _in_locale(language, lambda locale: format_date(day, "LLLL", locale))


def _in_locale(language: str, form: Callable[[str], str]) -> str:
    # Day before month, as most of the world writes English.
    locale = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return form(locale)
    except (UnknownLocaleError, ValueError):
        return form("en_GB")


def initials_of(name: str) -> str:
    """Return what stands for a name in a small circle: `ZM` for Zhou Min, `周` for 周敏."""
    words = [word for word in name.replace("-", " ").split() if word[:1].isalpha()]
    if not words or not unicodedata.normalize("NFKD", words[0][0])[0].isascii():
        return (words[0] if words else name)[:1]
    chosen = words if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper()


@lru_cache(maxsize=64)
def language_name(tag: str) -> str:
    """Return what a language is called in itself: `中文`, `English`; the tag where nothing is known of it."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return locale.get_language_name(locale.language) or tag


def _foreign(post: Post, language: str) -> str:
    """Return the name of a post's language where it is not that of the page."""
    foreign = _primary(post.language) not in {"", "und", _primary(language)}
    return language_name(post.language) if foreign else ""


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()
