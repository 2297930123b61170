"""What search knows of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page that a result can show: a turn, or some paragraphs below one heading."""

    anchor: str
    """Identifier of the place in its page; empty for the page's beginning."""
    speaker: str
    """Who says it, as printed; empty for what nobody says."""
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is searched."""

    docname: str
    url: str
    """From the root of the site."""
    title: str
    date: str
    """As readers of the page's language write it; empty when the page has none."""
    order: tuple[str, ...]
    """Sorts pages that fit a question equally well: newest first."""
    facets: Mapping[str, tuple[str, ...]]
    """`tag`, `year`, `speaker` -> the values of the page."""
    headings: tuple[str, ...]
    passages: tuple[Passage, ...]
