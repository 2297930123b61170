"""Keeps what search knows of a page, as the page is written."""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from koushu.config import SearchSettings, settings
from koushu.page_store import SITES, keep, set_apart
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.header import printed_date
from koushu.search.extract import passages_of, turns_of
from koushu.search.postings import tail
from koushu.search.records import Page, Passage
from koushu.search.terms import stemmer_of
from koushu.search.weighing import entries_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from koushu.posts.records import Post

    Tails = dict[str, tuple[int, str]]

PAGES: Final = "search"
TERMS: Final = "search-terms"
INDEXED: Final = "search-indexed"
"""The terms that the index has of a page that was written again since."""
THEME: Final = "koushu"
"""The theme whose search page has the script for the index."""
_OFF: Final = ("searchhidden", "search_hidden", "exclude_search", "nosearch", "noindex", "robotsnoindex")
"""Names in the front matter, known from Hugo's themes, that keep a page out of search when they are true."""


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
    if tree is None or not is_searched(app):
        return
    post = catalogue_of(app).by_docname.get(pagename)
    hidden = is_hidden(app.env.metadata.get(pagename, {}), post.meta.params if post else {})
    page = None if hidden else _page(app, pagename, tree, post)
    keep(app, PAGES, pagename, _write_page(page) if page else "")
    set_apart(app, TERMS, INDEXED, pagename)
    keep(app, TERMS, pagename, _write_tails(page) if page else "")


def is_hidden(metadata: Mapping[str, Any], params: Mapping[str, Any]) -> bool:
    """Return whether a page's own fields keep it out of search."""
    if "nosearch" in metadata or "no-search" in metadata or params.get("search") is False:
        return True
    robots = params.get("robots", "")
    return "noindex" in str(robots).lower() or any(params.get(name) is True for name in _OFF)


def read_page(text: str) -> Page:
    """Return what was kept of a page."""
    docname, url, title, date, order, stemmer, facets, parts = json.loads(text)
    return Page(
        docname=docname,
        url=url,
        title=title,
        date=date,
        order=tuple(order),
        stemmer=stemmer,
        facets={kind: tuple(values) for kind, values in facets.items()},
        parts=tuple(tuple(Passage(*passage) for passage in part) for part in parts),
    )


def read_tails(text: str) -> Tails:
    """Return what was kept of a page's terms; no term of a page that was not searched."""
    groups = json.loads(text) if text else {}
    told = (((int(key[0]), key[1:]), group.split()) for key, group in groups.items())
    return {term: added for added, group in told for term in group}


def _write_page(page: Page) -> str:
    parts = [[(one.anchor, one.speaker, one.text, one.heading) for one in part] for part in page.parts]
    fields = [
        page.docname,
        page.url,
        page.title,
        page.date,
        page.order,
        page.stemmer,
        dict(page.facets),
        parts,
    ]
    return json.dumps(fields, ensure_ascii=False)


def _write_tails(page: Page) -> str:
    """Return the terms of a page by what the lists say of them."""
    told = {"{}{}".format(*tail(entry)): " ".join(group) for entry, group in entries_of(page).items()}
    return json.dumps(told, ensure_ascii=False)


def _page(app: Sphinx, docname: str, tree: nodes.document, post: Post | None) -> Page:
    title = next(iter(tree.findall(nodes.title)), None)
    date = post.meta.date if post else None
    language = post.language if post else str(tree.get("language", "")) or site_language(app.config)
    return Page(
        docname=docname,
        url=app.builder.get_target_uri(docname),
        title=post.title if post else title.astext() if title is not None else docname,
        date=printed_date(date, language) if date else "",
        # Pages without a date first, as the oldest; then by date and name.
        order=(date.astimezone(UTC).isoformat() if date else "", docname),
        stemmer=stemmer_of(language),
        facets={kind: values for kind, values in _facets(post, tree).items() if values},
        parts=parts_of(passages_of(tree)),
    )


def _facets(post: Post | None, tree: nodes.document) -> dict[str, tuple[str, ...]]:
    people: list[str] = []
    for turn in turns_of(tree):
        people += turn.get("people", ())
    date = post.meta.date if post else None
    return {
        "speaker": tuple(dict.fromkeys(people)),
        "tag": tuple(dict.fromkeys((*post.meta.categories, *post.meta.tags))) if post else (),
        "year": (f"{date.year:04}",) if date else (),
    }
