"""What search knows of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@record
class Passage:
    """A piece of a page that a result can show: a turn, or some paragraphs below one heading.

    Each block of the text ends with a line; the heading, if any, is the first line.
    """

    anchor: str
    """Identifier of the place in its page; empty for the page's beginning."""
    speaker: str
    """Who says it, as printed; empty for what nobody says."""
    text: str
    heading: str = ""
    """The heading that it stands below, if it is the first one there."""


@record
class Page:
    """A page as it is searched."""

    docname: str
    url: str
    """From the root of the site."""
    title: str
    date: str
    """As readers of the page's language write it; empty when the page has none."""
    order: tuple[str, ...]
    """Sorts the pages of a site, the newest last: of those that fit a question equally well it comes first."""
    stemmer: str
    """The algorithm for its words."""
    facets: Mapping[str, tuple[str, ...]]
    """`tag`, `year`, `speaker` -> the values of the page."""
    parts: tuple[tuple[Passage, ...], ...]
    """Its passages, in parts of which a result loads one; a page without text has one empty part."""


@record
class Record:
    """What the index of a whole site tells of a page, beside its terms and its text."""

    docname: str
    url: str
    title: str
    order: tuple[str, ...]
    stemmer: str
    facets: Mapping[str, Sequence[str]]
    texts: int
    """Files of its text."""
