"""The lists of a publication that have feeds, and how a page announces them."""

from __future__ import annotations

import re
import weakref
from html import escape
from typing import TYPE_CHECKING, Any, Final

from koushu.config import FeedsSettings, settings
from koushu.feeds import atom, json_feed, rss
from koushu.feeds.groups import Group, groups, newest_first
from koushu.lists.list_pages import list_pages_of
from koushu.page_store import SITES
from koushu.posts.addresses import absolute
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.publication import site_address, site_title
from koushu.posts.rebuilding.standing_values import while_lists_stand
from koushu.posts.site.sections import home_of, homes_of, sections_of
from koushu.speakers.making import people_of
from koushu.speakers.page_source import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config


FORMATS: Final[dict[str, ModuleType]] = {"atom": atom, "rss": rss, "json": json_feed}
_FURTHER_PAGE: Final = re.compile(r"/page/\d+\Z")
# Made once for each build and process, not for each page; the configuration is not ours to set attributes on.
_groups: weakref.WeakKeyDictionary[Config, dict[str, Group]] = weakref.WeakKeyDictionary()
_titles: weakref.WeakKeyDictionary[Config, Mapping[str, tuple[str, str]]] = weakref.WeakKeyDictionary()


def feed_groups(app: Sphinx) -> Mapping[str, Group]:
    """Return every list that has feeds by the page that shows it.

    To be asked when all pages are read.
    """
    if app.config not in _groups:
        found = groups(catalogue_of(app).posts, homes_of(app).values(), sections_of(app))
        _groups[app.config] = {group.docname: group for group in (*_lists(app), *_speakers(app), *found)}
    return _groups[app.config]


def _lists(app: Sphinx) -> Iterator[Group]:
    """Yield the lists that are no documents: of terms, of authors as of tags, and sections of a folder of Sphinx."""
    terms = settings(app.config, FeedsSettings).terms
    for page in list_pages_of(app).values():
        newest = newest_first(page.posts) if page.kind == "posts" and (terms or not page.taxonomy) else ()
        if newest:
            title = f"{page.title} · {home_of(app, page.tree).title}"
            yield Group(page.name, title, page.language, newest, page.tree)


def _speakers(app: Sphinx) -> Iterator[Group]:
    """Yield the posts in which each speaker who has a page speaks."""
    if not settings(app.config, FeedsSettings).terms:
        return
    site, language, posts = site_title(app.config), site_language(app.config), catalogue_of(app).by_docname
    for key, person in people_of(app.env).items():
        names = (part.docname for part in person.parts)
        if newest := newest_first(posts[name] for name in names if name in posts):
            yield Group(page_of(key), f"{person.speaker.display(language)} · {site}", language, newest)


def announce_feeds(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Name the feeds of the page's language, and those of the list that it shows, in the head of the page."""
    base = site_address(app.config)
    if app.builder.name not in SITES or not base:
        return
    links = _links(app, pagename, base)
    context["metatags"] = context.get("metatags", "") + "".join(f"\n{link}" for link in links)


def announcement_facts(app: Sphinx) -> dict[str, str]:
    """Return the feeds that each page announces (`koushu-page-facts`)."""
    base = site_address(app.config)
    if app.builder.name not in SITES or not base:
        return {}
    return {docname: "\n".join(_links(app, docname, base)) for docname in app.env.found_docs}


def _links(app: Sphinx, pagename: str, base: str) -> list[str]:
    found = _announced(app)
    post = catalogue_of(app).by_docname.get(pagename)
    home = home_of(app, post.tree).docname if post else app.config.root_doc
    # All pages of a list have the feeds of its first.
    names = dict.fromkeys((home, _FURTHER_PAGE.sub("", pagename)))
    shown = [found[name] for name in names if name in found]
    return [
        _link(title, folder, name, base)
        for title, folder in shown
        for name in settings(app.config, FeedsSettings).formats
    ]


def _announced(app: Sphinx) -> Mapping[str, tuple[str, str]]:
    """Return title and folder of the feeds of each list, by the page that shows it."""
    if app.config not in _titles:
        _titles[app.config] = while_lists_stand(
            app, "feeds", lambda: {name: (one.title, one.folder) for name, one in feed_groups(app).items()}
        )
    return _titles[app.config]


def _link(title: str, folder: str, name: str, base: str) -> str:
    kind = FORMATS[name].MEDIA_TYPE
    address = absolute(base, folder + FORMATS[name].NAME)
    return f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(address)}" />'
