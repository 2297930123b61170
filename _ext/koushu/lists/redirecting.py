"""What leads to a list from the number of its first page, where Hugo has that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.sites.context import site_context
from koushu.lists.homes import homes_of
from koushu.lists.list_pages import list_pages_of
from koushu.lists.pagers import numbered_name
from koushu.posts.catalogue import catalogue_of, made_pages
from koushu.posts.permalinks import document_name
from koushu.posts.redirects import Redirect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


def first_pages(app: Sphinx) -> list[Redirect]:
    """Return a redirect for each list of a Hugo site whose templates show lists page by page (`koushu-redirects`).

    Source: Hugo documentation, "Pagination", `disableAliases`.
    """
    context = site_context(app.config)
    if context is None or not context.site.leads_from_first_pages:
        return []
    path = context.site.pager_path
    found = dict.fromkeys(_addresses(app))
    names = {url: numbered_name(document_name(url), 1, path) for url in found}
    return [Redirect(f"/{name}{'' if name.endswith('.html') else '/'}", url) for url, name in names.items()]


def _addresses(app: Sphinx) -> Iterator[str]:
    """Yield the address of each list: of the home, of sections, of taxonomies and of terms."""
    context = site_context(app.config)
    if context is None or "home" not in context.site.disable_kinds:
        yield from (f"/{app.builder.get_target_uri(name)}" for name in homes_of(app))
    yield from (post.url for post in catalogue_of(app).posts if post.is_section)
    yield from (page.url for page in made_pages(app))
    # An archive is a page like any other for Hugo.
    listed = (page.name for page in list_pages_of(app).values() if page.kind not in {"archive", "year"})
    yield from (_address(name) for name in listed)


def _address(name: str) -> str:
    """Return the address of a document or of a page of a list."""
    folder = name.removesuffix("index").rstrip("/")
    return f"/{name}" if name.endswith(".html") else f"/{folder}/" if folder else "/"
