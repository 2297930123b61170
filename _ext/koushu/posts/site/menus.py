"""The main menu of a Hugo site, each entry led to the page that it means."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from koushu.hugo.sites.context import site_context
from koushu.hugo.sites.menus import in_order, page_menu
from koushu.posts.catalogue import catalogue_of, configuration_file
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from koushu.hugo.sites.menus import MenuEntry
    from koushu.hugo.sites.site import Site
    from koushu.posts.catalogue import Configured
    from koushu.posts.records import Post

MOST: Final = 24
"""How many entries a page shows."""


def menu_links(owner: Configured, tree: str, known: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """Return the main menu of a language, label to document or address, and the labels that lead nowhere.

    `known` are the names of all pages. An address of the site that is no page's is a path from its root.
    """
    context = site_context(owner.config)
    if context is None:
        return {}, []
    posts = [post for post in catalogue_of(owner).posts if post.tree == tree]
    entries = [*context.site.language(tree).menu, *filter(None, map(_of_page, posts))]
    links: dict[str, str] = {}
    lost: list[str] = []
    for entry in in_order(entries):
        target = _target(entry, context.site, tree, posts, known)
        if target is None and entry.url.startswith("/") and entry.url.rstrip("/") in context.published:
            target = entry.url
        if target:
            links.setdefault(entry.name, target)
        elif target is None:
            lost.append(entry.name)
    return dict(list(links.items())[:MOST]), lost


def default_tree(owner: Configured) -> str:
    """Return the key of the first language of a site; empty where there is none."""
    context = site_context(owner.config)
    return context.site.default.key if context else ""


def menu_place(owner: Configured) -> tuple[str, int]:
    """Return file and 1-based line of a site's menus, or of what says most of them."""
    context = site_context(owner.config)
    places = context.site.places if context else {}
    found = next((places[key] for key in ("menus", "menu", "languages") if key in places), None)
    if context is None or found is None:
        return configuration_file(owner), 0
    return posixpath.join(context.folder, found[0]), found[1]


def _of_page(post: Post) -> MenuEntry | None:
    asked = post.meta.params.get("menus", post.meta.params.get("menu"))
    return page_menu(asked, post.meta.link_title or post.title, post.meta.weight, post.docname)


def _target(entry: MenuEntry, site: Site, tree: str, posts: list[Post], known: Collection[str]) -> str | None:
    """Return a document or an address, nothing for a heading of others, None where the entry leads nowhere."""
    if entry.docname:
        return entry.docname
    if "://" in entry.url or entry.url.startswith(("mailto:", "#", "//")):
        own = site.base_url.rstrip("/")
        if "://" not in own or not f"{entry.url}/".startswith(f"{own}/"):
            return entry.url
    if not entry.page and not entry.url:
        return ""
    if entry.page and (found := _page(entry.page, posts)):
        return found
    written = entry.url.removeprefix(site.base_url.rstrip("/")) if site.base_url else entry.url
    address = site.below_base("/" + (entry.page or written).strip().lstrip("/"))
    bare = address.partition("#")[0].partition("?")[0]
    prefix = site.prefix(tree)
    names = [
        document_name(f"/{prefix}/{bare.strip('/')}".lower()),
        document_name(bare),
        document_name(bare.lower()),
    ]
    if not bare.strip("/"):
        names = [document_name(prefix) or "index"] if tree != site.default.key else ["index"]
    return next((name for name in names if name in known), None)


def _page(path: str, posts: list[Post]) -> str:
    """Return the document at a logical path, with or without its suffix."""
    wanted = path.strip("/").lower().removesuffix(".md")
    wanted = wanted.removesuffix("/index").removesuffix("/_index")
    for post in posts:
        own = post.content_path.lower().rpartition(".")[0]
        if own == wanted or own.removesuffix("/index").removesuffix("/_index") == wanted:
            return post.docname
    return ""
