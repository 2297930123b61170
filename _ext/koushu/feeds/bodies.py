"""Keeps what the page of a post says, as it is written, for the feeds that are made when all pages are.

Pages are written by several processes, and only those that changed; so each body lies in a file of its own.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from koushu.feeds.lists import SITES
from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def keep_body(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Keep the body of a post's page."""
    post = catalogue_of(app).by_docname.get(pagename)
    if post is None or post.is_section or not post.meta.date or app.builder.name not in SITES:
        return
    place = _place(app, pagename)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(str(context.get("body") or ""), encoding="utf-8")


def body_of(app: Sphinx, docname: str) -> str:
    """Return the body of a page as it was written last; empty when it never was."""
    try:
        return _place(app, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def _place(app: Sphinx, docname: str) -> Path:
    # A document name may be longer than any file name.
    name = hashlib.sha256(docname.encode()).hexdigest()[:32]
    return Path(app.doctreedir, "bodies", app.builder.name, f"{name}.html")
