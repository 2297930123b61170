"""The words on the image that stands for a page where it is shared, and the file that holds it. Pure."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.posts.words import shortened
from koushu.record import record
from koushu.typst_builder.escape import call

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH: Final = 1200
"""Pixels, as the networks ask for; so is the height."""
HEIGHT: Final = 630
MEDIA_TYPE: Final = "image/png"
DESIGN: Final = Path(__file__).parent / "assets" / "card.typ"
_LONGEST_TITLE: Final = 140
_LONGEST_LINE: Final = 80
_MOST_NAMES: Final = 4
_LONG_WORD: Final = re.compile(r"[!-~\u00a1-\u024f]{24,}")
_PART_OF_WORD: Final = re.compile(r".{12}")
_BREAK: Final = "\u200b"


@record
class Picture:
    """The image that stands for a page where it is shared."""

    url: str
    """Absolute."""
    alt: str = ""
    width: int = 0
    """Pixels; 0 where unknown."""
    height: int = 0
    media_type: str = ""


@record
class Card:
    """What is written on one card; the same words make the same image."""

    title: str
    language: str
    """BCP 47 tag."""
    site: str = ""
    speakers: tuple[str, ...] = ()
    """Who speaks, where the post is a conversation."""
    byline: str = ""
    """Authors and date."""

    @property
    def file_name(self) -> str:
        """Return the name of the file, which is another when the words or the design are."""
        words = (self.title, self.language, self.site, self.speakers, self.byline)
        told = "\n".join([_design_digest(), *map(repr, words)])
        return f"{hashlib.sha256(told.encode()).hexdigest()[:24]}.png"


@cache
def _design_digest() -> str:
    return hashlib.sha256(DESIGN.read_bytes()).hexdigest()


def document(cards: Iterable[Card]) -> str:
    """Return a Typst document with a page for each card."""
    return "\n".join([DESIGN.read_text(encoding="utf-8"), *(f"#{_page(card)}" for card in cards)]) + "\n"


def _page(card: Card) -> str:
    return str(
        call(
            "card",
            card.language.partition("-")[0].lower(),
            _breakable(shortened(card.title, _LONGEST_TITLE)),
            shortened(card.site, _LONGEST_LINE),
            shortened(_names(card.speakers), _LONGEST_LINE),
            shortened(card.byline, _LONGEST_LINE),
        )
    )


def _names(names: tuple[str, ...]) -> str:
    shown = " · ".join(names[:_MOST_NAMES])
    return f"{shown} …" if len(names) > _MOST_NAMES else shown


def _breakable(title: str) -> str:
    """Return a title whose longest words may be broken, since they have no blank where a line could end."""
    return _LONG_WORD.sub(lambda word: _PART_OF_WORD.sub(rf"\g<0>{_BREAK}", word[0]), title)
