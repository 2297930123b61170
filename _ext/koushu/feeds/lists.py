"""The lists of a publication that have feeds, and how a page announces them."""

from __future__ import annotations

import weakref
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

from koushu.config import FeedsSettings, settings
from koushu.feeds import atom, json_feed, rss
from koushu.feeds.groups import Group, Home, groups, newest_first
from koushu.feeds.identity import absolute
from koushu.hugo.site_context import site_context
from koushu.lists.publication import lists_of
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config


FORMATS: Final[dict[str, ModuleType]] = {"atom": atom, "rss": rss, "json": json_feed}
# Made once for each build and process, not for each page; the configuration is not ours to set attributes on.
_groups: weakref.WeakKeyDictionary[Config, dict[str, Group]] = weakref.WeakKeyDictionary()


def site_address(config: Config) -> str:
    """Return the absolute address of the site with a slash at its end, empty when it has none."""
    base = str(config.html_baseurl or "")
    return f"{base.rstrip('/')}/" if "://" in base else ""


def site_title(config: Config) -> str:
    """Return the name of the site as plain text."""
    # Not `html_title`, to which Sphinx adds words of its own.
    return str(config.project)


def feed_groups(app: Sphinx) -> Mapping[str, Group]:
    """Return every list that has feeds by the page that shows it, the site's own first.

    To be asked when all pages are read.
    """
    if app.config not in _groups:
        found = groups(catalogue_of(app).posts, _homes(app), partial(_section_page, app))
        terms = _term_groups(app) if settings(app.config, FeedsSettings).terms else []
        _groups[app.config] = {group.docname: group for group in (*terms, *found)}
    return _groups[app.config]


def _term_groups(app: Sphinx) -> list[Group]:
    """Return the posts of each term, the newest first."""
    site, language = site_title(app.config), site_language(app.config)
    return [
        Group(document_name(term.url), f"{term.title} · {site}", language, newest, taxonomy.tree)
        for taxonomy in lists_of(app).taxonomies
        for term in taxonomy.terms
        if (newest := newest_first(term.posts))
    ]


def _homes(app: Sphinx) -> list[Home]:
    """Return the front page of each language; a folder of Sphinx has one for all."""
    context = site_context(app.config)
    if context is None:
        return [_home(app, "")]
    trees = dict.fromkeys([context.site.default.key, *sorted(post.tree for post in catalogue_of(app).posts)])
    return [_home(app, tree) for tree in trees]


def _home(app: Sphinx, tree: str) -> Home:
    """Return the front page of one language."""
    context = site_context(app.config)
    own = Home(app.config.root_doc, site_title(app.config), site_language(app.config))
    if context is None:
        return own
    site, language = context.site, context.site.language(tree)
    docname = own.docname if tree == site.default.key else document_name(site.prefix(tree))
    return Home(docname, language.title or own.title, language.tag, tree)


def _section_page(app: Sphinx, tree: str, section: str) -> tuple[str, str]:
    """Return the document that lists a section's posts, and its title."""
    for post in catalogue_of(app).posts:
        own = post.content_path or post.path
        if post.is_section and post.tree == tree and own.rpartition("/")[0] == section:
            return post.docname, post.title
    context = site_context(app.config)
    prefix = context.site.prefix(tree) if context else ""
    name = document_name(f"{prefix}/{section}".lower().replace(" ", "-"))
    title = section.replace("-", " ").replace("_", " ")
    return (name, title[:1].upper() + title[1:]) if name in app.env.found_docs else ("", "")


def announce_feeds(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Name the feeds of the page's language, and those of the list that it shows, in the head of the page."""
    base = site_address(app.config)
    if app.builder.name not in SITES or not base:
        return
    links = _links(app, pagename, base)
    context["metatags"] = context.get("metatags", "") + "".join(f"\n    {link}" for link in links)


def announcement_facts(app: Sphinx) -> dict[str, str]:
    """Return the feeds that each page announces (`koushu-page-facts`)."""
    base = site_address(app.config)
    if app.builder.name not in SITES or not base:
        return {}
    return {docname: "\n".join(_links(app, docname, base)) for docname in app.env.found_docs}


def _links(app: Sphinx, pagename: str, base: str) -> list[str]:
    found = feed_groups(app)
    post = catalogue_of(app).by_docname.get(pagename)
    home = _home(app, post.tree).docname if post else app.config.root_doc
    names = dict.fromkeys((home, pagename))
    shown = [found[name] for name in names if name in found]
    return [
        _link(group, name, base) for group in shown for name in settings(app.config, FeedsSettings).formats
    ]


def _link(group: Group, name: str, base: str) -> str:
    kind = FORMATS[name].MEDIA_TYPE
    address = absolute(base, group.folder + FORMATS[name].NAME)
    return f'<link rel="alternate" type="{kind}" title="{escape(group.title)}" href="{escape(address)}" />'
