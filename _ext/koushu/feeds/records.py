"""What a feed holds, whatever its format."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from datetime import datetime

    from koushu.posts.metadata import Metadata


@record
class Entry:
    """One dated post of a feed."""

    post: Metadata
    """Its address is absolute."""
    published: datetime
    """This and `updated` carry a zone whose offset is whole minutes."""
    updated: datetime
    content: str = ""
    """HTML whose addresses are all absolute; empty for a feed of summaries."""
    picture: str = ""
    """Absolute address of the image that stands for the post; empty where it has none."""
    texts: dict[tuple[str, str], str] = field(default_factory=dict, compare=False, repr=False)
    """What it was written as, by format and what of the feed is in it: most entries stand in several feeds."""


@record
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
