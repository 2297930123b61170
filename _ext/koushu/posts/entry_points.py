"""Ways on from a front page or the page of a list that other features know: feeds, speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.record import record

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EVENT: Final = "koushu-entry-points"
"""Sphinx event: `handler(app, docname) -> list[EntryPoint]`, asked when all sources are read."""


@record
class EntryPoint:
    """One way on: to a page, or to a file by its path from the root of the site."""

    label: str
    page: str = ""
    file: str = ""
    count: int = 0
    """How much is there; 0 says nothing."""


def entry_points(app: Sphinx, docname: str) -> list[EntryPoint]:
    """Return what every feature offers on a page."""
    found: list[list[EntryPoint]] = app.emit(EVENT, docname)
    return [point for points in found for point in points]
