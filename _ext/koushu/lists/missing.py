"""`404.html`, which servers show where there is no page: GitHub Pages, Netlify, Read the Docs and others.

It is shown at any address of the site, so all that it names is named from the root of the server.
"""

from __future__ import annotations

import re
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.config import ListsSettings, settings
from koushu.lists.any_address import self_contained
from koushu.lists.bodies import posts_html
from koushu.lists.filling import ways_into
from koushu.lists.homes import tree_of
from koushu.lists.markup import Way, heading, list_heading, list_page, ways_on
from koushu.lists.ways import rooted_ways, site_root
from koushu.messages import message
from koushu.page_store import SITES, write_if_changed
from koushu.posts.catalogue import looks_stand, site_language
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.relations.selection import Selection, select_posts
from koushu.posts.site.builder import NOT_FOUND, is_not_found
from koushu.staged_files import live_path, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx


_NEWEST: Final = 5
# Whether there is a page of search is known only to the page's context.
_SEARCH: Final = '<div class="list-search"></div>\n'
# An address in a tag that is neither absolute, nor from the root, nor within the page.
_RELATIVE: Final = re.compile(r'(\b(?:href|src)=")(?![A-Za-z][A-Za-z0-9+.-]*:|/|#)(?:\./)?')


def make_missing_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield name, context and template of the page, unless an author has written it."""
    name = f"{NOT_FOUND}.html" if NOT_FOUND in app.env.found_docs else NOT_FOUND
    wanted = settings(app.config, ListsSettings).not_found and app.builder.name in SITES
    if _stands(app) and standing(Path(app.outdir, f"{NOT_FOUND}.html")).is_file():
        return
    if not wanted or any(is_not_found(app.builder, one) for one in app.env.found_docs & {NOT_FOUND}):
        return
    language = site_language(app.config)
    title = message("page_not_found", language)
    yield name, {"title": title, "page_language": language, "body": _body(app, title, language)}, "page.html"


def _stands(app: Sphinx) -> bool:
    return lists_stand(app) and looks_stand(app)


def _body(app: Sphinx, title: str, language: str) -> str:
    root, ways = app.config.root_doc, rooted_ways(app)
    tree = tree_of(app, root)
    newest = select_posts(app, Selection(tree=tree, limit=_NEWEST, order="newest"))
    shown = posts_html(app, newest, ways, language, style="list")
    further = [Way(message("home", language), ways.document(root)), *ways_into(app, root, tree, ways)]
    return list_page(
        heading(title),
        f'<p class="list-hint">{escape(message("page_not_found_hint", language))}</p>\n',
        _SEARCH,
        list_heading(message("newest_posts", language)) + shown if shown else "",
        ways_on(further, message("explore", language)),
    )


def offer_search(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Put the form that leads to the page of search into its place, where the site has such a page."""
    if (
        app.builder.name in SITES
        and is_not_found(app.builder, pagename)
        and _SEARCH in context.get("body", "")
    ):
        has_search = context["hasdoc"]("search")
        form = _form(context["pathto"]("search"), context["page_language"]) if has_search else ""
        context["body"] = context["body"].replace(_SEARCH, form)


def _form(address: str, language: str) -> str:
    word, hint = (escape(message(key, language)) for key in ("search", "search_placeholder"))
    return (
        f'<form class="list-search" role="search" action="{escape(address)}" method="get">\n'
        f'<input type="search" name="q" aria-label="{hint}" placeholder="{hint}" autocomplete="off" />\n'
        f'<button type="submit">{word}</button>\n</form>\n'
    )


def name_from_root(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Let the template name pages and files from the root of the server, on the page that any address may show."""
    if app.builder.name not in SITES or not is_not_found(app.builder, pagename):
        return
    root, pathto = site_root(app), context["pathto"]

    def rooted(target: str, resource: bool = False, **_base: str) -> str:
        way = str(pathto(target, resource))
        return way if way.startswith(("/", "#")) or "://" in way else root + way.removeprefix("./")

    body = _RELATIVE.sub(lambda match: match[1] + root, context.get("body", ""))
    context.update(pathto=rooted, content_root=root, pageurl=None, body=body)
    for tag in ("css_tag", "js_tag"):
        context[tag] = _rooted_tag(context[tag], root)


def _rooted_tag(tag: Callable[[Any], str], root: str) -> Callable[[Any], str]:
    return lambda asset: _RELATIVE.sub(lambda match: match[1] + root, tag(asset))


def settle_page(app: Sphinx, error: Exception | None) -> None:
    """Put into the page what it needs to look right at any address (`build-finished`)."""
    if error is not None or app.builder.name not in SITES or _stands(app):
        return
    path = Path(app.outdir, f"{NOT_FOUND}.html")
    found = standing(path)
    if found.is_file():
        page = found.read_text(encoding="utf-8", errors="replace")
        write_if_changed(path, self_contained(page, site_root(app), partial(_file, Path(app.outdir))))


def _file(folder: Path, path: str) -> bytes | None:
    try:
        found = standing(folder / path).resolve()
        return found.read_bytes() if found.is_relative_to(live_path(folder).resolve()) else None
    except (OSError, ValueError):
        return None
