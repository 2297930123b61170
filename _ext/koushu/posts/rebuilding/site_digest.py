"""A digest of what all pages that are no documents may show, but for what is read off the bodies of posts.

Such a page shows, beside bodies and what features tell of them, front matter, titles, the configuration, templates and
style sheets; when none of these changed, its frame is that of the last build.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from koushu.hugo.sites.context import site_context
from koushu.posts.catalogue import catalogue_of, made_pages
from koushu.posts.looks import LOOKS, stable_text
from koushu.posts.rebuilding.exact_pages import ExactPages
from koushu.posts.rebuilding.page_state import PageState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def site_digest(app: Sphinx) -> PageState | None:
    """Return digests of values and of looks; None for a builder whose templates are not known."""
    if not isinstance(app.builder, ExactPages):
        return None
    state = app.builder.page_state()
    digest = hashlib.sha256(state.values.encode())
    for text in _texts(app):
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return PageState(digest.hexdigest(), state.looks)


def _texts(app: Sphinx) -> Iterator[str]:
    for value in app.config:
        if value.name not in LOOKS:
            yield f"{value.name} {stable_text(value.value)}"
    context = site_context(app.config)
    yield repr(context.site) if context else ""
    yield repr(made_pages(app))
    for post in catalogue_of(app).posts:
        place = (post.docname, post.path, post.url, post.language, post.section, post.tree)
        yield f"{place} {dict(post.terms)} {post.meta}"
    for docname, title in sorted(app.env.titles.items()):
        yield f"{docname} {title.astext()}"
