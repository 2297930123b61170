"""What a feed holds, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One post of a feed."""

    id: str
    """A URI that stays when the post moves."""
    url: str
    """Absolute."""
    title: str
    language: str
    """BCP 47 tag."""
    published: datetime
    """This and `updated` carry a zone."""
    updated: datetime
    authors: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    summary: str = ""
    """Plain text."""
    content: str = ""
    """HTML whose addresses are all absolute; empty for a feed of summaries."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of posts, newest first; never without one."""

    id: str
    url: str
    """Absolute address of the page that lists the same posts."""
    title: str
    language: str
    entries: tuple[Entry, ...]
    subtitle: str = ""
    author: str = ""
    rights: str = ""

    @property
    def updated(self) -> datetime:
        """Return when anything in the feed changed last."""
        return max(entry.updated for entry in self.entries)
