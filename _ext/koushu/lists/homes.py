"""The front pages of a publication, one for each language."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from koushu.hugo.sites.context import site_context
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.catalogue_values import trees_of
from koushu.posts.permalinks import document_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

    from koushu.posts.catalogue import Configured

_homes: weakref.WeakKeyDictionary[Config, Mapping[str, str]] = weakref.WeakKeyDictionary()


def homes_of(owner: Configured) -> Mapping[str, str]:
    """Return document name of each front page -> key of its language; empty for the only one."""
    if owner.config not in _homes:
        _homes[owner.config] = _read(owner)
    return _homes[owner.config]


def _read(owner: Configured) -> Mapping[str, str]:
    context, root = site_context(owner.config), owner.config.root_doc
    if context is None:
        return {root: ""}
    site = context.site
    shown = (one.key for one in site.languages if not one.disabled)
    named = (*shown, *trees_of(owner))
    others = [tree for tree in dict.fromkeys(named) if tree != site.default.key]
    return {**{document_name(site.prefix(tree)): tree for tree in others}, root: site.default.key}


def tree_of(owner: Configured, docname: str) -> str:
    """Return the key of the language of a page; that of the site's first where nothing tells it."""
    post = catalogue_of(owner).by_docname.get(docname)
    homes = homes_of(owner)
    return post.tree if post else homes.get(docname, homes[owner.config.root_doc])


def tree_language(owner: Configured, tree: str) -> str:
    """Return the BCP 47 tag of a language of the site."""
    context = site_context(owner.config)
    return context.site.language(tree).tag if context and tree else site_language(owner.config)


def page_language(owner: Configured, docname: str) -> str:
    """Return the language of a page as a BCP 47 tag."""
    post = catalogue_of(owner).by_docname.get(docname)
    return post.language if post else tree_language(owner, tree_of(owner, docname))
