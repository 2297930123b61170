"""What is said of the catalogue when a build ends: every source that was withheld, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx.util import logging

from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from koushu.posts.records import Withheld

_logger = logging.getLogger(__name__)
REASONS: Final = {
    "draft": "draft: set `draft: false` or `hugo_build_drafts = True` to publish it",
    "future": "future: will appear on {moment}",
    "expired": "expired on {moment}",
    "language": "its language is disabled in the configuration of the site",
    "unrendered": "not rendered, as `build` or `headless` in its front matter says",
    "format": "a page in a markup that is not read here; expected Markdown",
    "knitted": "source of the page of this name that lies beside it",
    "unknitted": "a text with code to be run first; expected the Markdown that comes of it beside it",
    "resource": "resource of the page bundle that it lies in",
}
"""Why a source is withheld, in words; `koushu` has them in other languages too."""


def name_withheld(app: Sphinx, error: Exception | None) -> None:
    """Name every withheld source on a line of its own; a notice, since nothing is wrong with it."""
    if error is None:
        for entry in catalogue_of(app).withheld:
            _logger.info("withheld: %s", describe(entry))


def describe(entry: Withheld) -> str:
    """Return one sentence part on a withheld source: `posts/x.md (future: will appear on 2030-01-01 …)`."""
    moment = f"{entry.until:%Y-%m-%d %H:%M %z}" if entry.until else ""
    return f"{entry.path} ({REASONS[entry.reason].format(moment=moment)})"
