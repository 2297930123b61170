"""The taxonomies and the archive of a publication, read once for each build."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from koushu.config import ListsSettings, settings
from koushu.hugo.site_context import site_context
from koushu.lists.archive import Year, read_archive
from koushu.lists.taxonomy import Taxonomy, read_taxonomies
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.permalinks import AddressRules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

    from koushu.hugo.site import Site

ARCHIVE: Final = "archives"


@dataclass(frozen=True, slots=True)
class Lists:
    """What a publication lists beside its sections."""

    taxonomies: tuple[Taxonomy, ...]
    archive: tuple[Year, ...]
    """Empty where none is wanted."""
    rules: Mapping[str, AddressRules]
    """Key of a language -> how addresses are made in it."""


_lists: weakref.WeakKeyDictionary[Config, Lists] = weakref.WeakKeyDictionary()


def lists_of(owner: Configured) -> Lists:
    """Return the lists of a publication, whose configuration knows its catalogue."""
    if owner.config not in _lists:
        _lists[owner.config] = _read(owner)
    return _lists[owner.config]


def _read(owner: Configured) -> Lists:
    wanted = settings(owner.config, ListsSettings)
    context = site_context(owner.config)
    posts = [post for post in catalogue_of(owner).posts if not post.is_section]
    if context is None:
        rules = {"": AddressRules({})}
        plurals = tuple(wanted.taxonomies)
    else:
        trees = dict.fromkeys(post.tree for post in posts)
        rules = {tree: _rules(context.site, tree) for tree in trees}
        kinds = context.site.disable_kinds
        plurals = () if {"taxonomy", "term"} & kinds else tuple(context.site.taxonomies.values())
    # Hugo makes no archive, and a site that has one has a page for it.
    archive = read_archive(posts) if wanted.archive and context is None else []
    found = read_taxonomies(posts, plurals, rules)
    # Hugo makes the page of a taxonomy that has no terms as well.
    shown = tuple(taxonomy for taxonomy in found if taxonomy.terms or context is not None)
    return Lists(shown, tuple(archive), rules)


def _rules(site: Site, tree: str) -> AddressRules:
    language = site.language(tree)
    return AddressRules(
        language.permalinks, language.prefix, site.disable_path_to_lower, site.remove_path_accents
    )
