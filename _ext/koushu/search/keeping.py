"""Keeps what search knows of a page, as the page is written."""

from __future__ import annotations

import json
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from koushu.config import SearchSettings, settings
from koushu.page_store import SITES, keep, rows_of, set_apart
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.header import printed_date
from koushu.search.extract import passages_of, turns_of
from koushu.search.files import text_files
from koushu.search.records import Page, Record
from koushu.search.terms import stemmer_of
from koushu.search.weighing import groups_of, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from koushu.posts.records import Post

PAGES: Final = "search"
INDEXED: Final = "search-indexed"
"""What the index has of a page that was written again since."""
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
    if not rows_of(app).is_new():
        set_apart(app, PAGES, INDEXED, pagename)
    keep(app, PAGES, pagename, partial(written, page) if page else "")


def is_hidden(metadata: Mapping[str, Any], params: Mapping[str, Any]) -> bool:
    """Return whether a page's own fields keep it out of search."""
    if "nosearch" in metadata or "no-search" in metadata or params.get("search") is False:
        return True
    robots = params.get("robots", "")
    return "noindex" in str(robots).lower() or any(params.get(name) is True for name in _OFF)


def written(page: Page) -> str:
    """Return a page as it is kept: what the index tells of it, its files as they will lie there, and its terms.

    Each is a line, and so are the terms that have the same place.
    """
    texts = [text.removesuffix("\n") for text in text_files(page)]
    head = [page.docname, page.url, page.title, page.order, page.stemmer, dict(page.facets), len(texts)]
    groups = [f"{place} {' '.join(group)}" for place, group in groups_of(page)]
    return "\n".join([json.dumps(head, ensure_ascii=False), *texts, *groups])


def read_record(text: str) -> Record | None:
    """Return what the index tells of a page; None for one that is not searched."""
    if not text:
        return None
    docname, url, title, order, stemmer, facets, texts = json.loads(text.partition("\n")[0])
    return Record(docname, url, title, tuple(order), stemmer, facets, texts)


def read_texts(text: str, record: Record) -> list[str]:
    """Return the files of a page as they lie in the index."""
    return [f"{line}\n" for line in text.split("\n", record.texts + 1)[1 : record.texts + 1]]


def read_groups(text: str, record: Record) -> Iterator[tuple[int, list[str]]]:
    """Yield the places of terms of a page, and the terms that have them; those of one term are rising."""
    for line in text.split("\n")[record.texts + 1 :]:
        place, *group = line.split()
        yield int(place), group


def _page(app: Sphinx, docname: str, tree: nodes.document, post: Post | None) -> Page:
    date = post.meta.date if post else None
    language = post.language if post else str(tree.get("language", "")) or site_language(app.config)
    return Page(
        docname=docname,
        url=app.builder.get_target_uri(docname),
        title=post.title if post else _title(tree) or docname,
        date=printed_date(date, language) if date else "",
        # Pages without a date first, as the oldest; then by date and name.
        order=(date.astimezone(UTC).isoformat() if date else "", docname),
        stemmer=stemmer_of(language),
        facets={kind: values for kind, values in _facets(post, tree).items() if values},
        parts=parts_of(passages_of(tree)),
    )


def _title(tree: nodes.document) -> str:
    title = next(iter(tree.findall(nodes.title)), None)
    return title.astext() if title is not None else ""


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
