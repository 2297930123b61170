"""Keeps what search knows of a page, as the page is written."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from koushu.config import SearchSettings, settings
from koushu.page_store import SITES, keep, kept
from koushu.posts.catalogue import catalogue_of
from koushu.posts.header import printed_date
from koushu.search.extract import headings_of, passages_of
from koushu.search.index import Weights, weigh
from koushu.search.records import Page, Passage

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from koushu.posts.records import Post

_KIND: Final = "search"
THEME: Final = "koushu"
"""The theme whose search page has the script for the index."""
_OPPOSITE: Final = str.maketrans("0123456789", "9876543210")


def is_searched(app: Sphinx) -> bool:
    """Return whether this build makes the index."""
    builder: Any = app.builder
    return (
        builder.name in SITES and settings(app.config, SearchSettings).index and builder.theme.name == THEME
    )


def keep_page(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Keep the passages and the terms of a page that has a source of its own."""
    if tree is None or not is_searched(app) or "nosearch" in app.env.metadata.get(pagename, {}):
        return
    page = _page(app, pagename, tree)
    weights = weigh(page)
    kept_page = [page.docname, page.url, page.title, page.date, page.order, dict(page.facets), page.headings]
    passages = [(one.anchor, one.speaker, one.text) for one in page.passages]
    groups = [sorted(group) for group in (weights.title, weights.stressed, weights.other)]
    keep(app, _KIND, pagename, json.dumps([kept_page, passages, groups], ensure_ascii=False))


def kept_page(app: Sphinx, docname: str) -> tuple[Page, Weights] | None:
    """Return what was kept of a page; None when it is not searched."""
    text = kept(app, _KIND, docname)
    if not text or "nosearch" in app.env.metadata.get(docname, {}):
        return None
    (name, url, title, date, order, facets, headings), passages, groups = json.loads(text)
    page = Page(
        docname=name,
        url=url,
        title=title,
        date=date,
        order=tuple(order),
        facets={kind: tuple(values) for kind, values in facets.items()},
        headings=tuple(headings),
        passages=tuple(Passage(*passage) for passage in passages),
    )
    return page, Weights(*map(frozenset, groups))


def _page(app: Sphinx, docname: str, tree: nodes.document) -> Page:
    post = catalogue_of(app).by_docname.get(docname)
    title = next(iter(tree.findall(nodes.title)), None)
    date = post.meta.date if post else None
    return Page(
        docname=docname,
        url=app.builder.get_target_uri(docname),
        title=post.title if post else title.astext() if title is not None else docname,
        date=printed_date(date, post.language) if post and date else "",
        # Later dates first, then pages without one, by name.
        order=(_reversed(date.astimezone(UTC).isoformat()) if date else "~", docname),
        facets={kind: values for kind, values in _facets(post, tree).items() if values},
        headings=headings_of(tree),
        passages=passages_of(tree),
    )


def _facets(post: Post | None, tree: nodes.document) -> dict[str, tuple[str, ...]]:
    people: list[str] = []
    for turn in (node for node in tree.findall(nodes.Element) if node.tagname == "turn"):
        people += turn.get("people", [])
    date = post.meta.date if post else None
    return {
        "speaker": tuple(dict.fromkeys(people)),
        "tag": tuple(dict.fromkeys((*post.meta.categories, *post.meta.tags))) if post else (),
        "year": (str(date.year),) if date else (),
    }


def _reversed(date: str) -> str:
    """Return a text that sorts in the opposite order of this date."""
    return date.translate(_OPPOSITE)
