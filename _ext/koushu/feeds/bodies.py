"""Keeps what the page of a post says, as it is written, for the feeds that are made when all pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from koushu.page_store import SITES, keep
from koushu.posts.catalogue import catalogue_of
from koushu.posts.publication import site_address

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

BODY: Final = "body"
"""What is kept of a page: the HTML of its body."""


def keep_body(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Keep the body of a post's page, where there are feeds."""
    if app.builder.name not in SITES or not site_address(app.config):
        return
    post = catalogue_of(app).by_docname.get(pagename)
    if post is None or post.is_section or not post.meta.date:
        return
    keep(app, BODY, pagename, str(context.get("body") or ""))
