"""What every export says of the page that holds a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from datetime import datetime


@record
class PageRecord:
    """The page, as all formats describe it."""

    site: str = ""
    """Title of the publication."""
    address: str = ""
    """The absolute address of the page; empty where the site has none."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    """With a zone."""
    modified: datetime | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    version: str = ""
    """Version of the program that writes."""
