"""The taxonomies and the archive of a publication, read once for each build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from koushu.config import ListsSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.lists.archive import read_archive
from koushu.lists.taxonomy import Taxonomy, Term, read_taxonomies
from koushu.posts.catalogue import Configured, catalogue_of
from koushu.posts.catalogue_values import packed_of_catalogue
from koushu.posts.kept_records import NamedPosts
from koushu.posts.permalinks import AddressRules
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.hugo.sites.site import Site
    from koushu.posts.records import Post

_Packed: TypeAlias = "tuple[list[tuple[Any, ...]], bool, dict[str, AddressRules]]"
ARCHIVE: Final = "archives"


@record
class Lists:
    """What a publication lists beside its sections."""

    taxonomies: tuple[Taxonomy, ...]
    has_archive: bool
    """Whether there is one, and it is wanted."""
    rules: Mapping[str, AddressRules]
    """Key of a language -> how addresses are made in it."""


def lists_of(owner: Configured) -> Lists:
    """Return the lists of a publication, whose configuration knows its catalogue."""
    return packed_of_catalogue(
        owner, "lists", lambda: _read(owner), _packed, lambda packed: _unpacked(owner, packed)
    )


def _packed(lists: Lists) -> _Packed:
    """Return lists with the names of posts in place of these."""
    taxonomies = []
    for one in lists.taxonomies:
        places = {id(term): place for place, term in enumerate(one.terms)}
        terms = [(term.title, term.url, [post.docname for post in term.posts]) for term in one.terms]
        by_key = {key: places[id(term)] for key, term in one.by_key.items()}
        taxonomies.append((one.plural, one.url, one.tree, terms, by_key, dict(one.keys)))
    return taxonomies, lists.has_archive, dict(lists.rules)


def _unpacked(owner: Configured, packed: _Packed) -> Lists:
    """Return lists whose posts are taken apart when they are asked for."""
    taxonomies, has_archive, rules = packed
    posts, found = catalogue_of(owner).by_docname, []
    for plural, url, tree, rows, by_key, keys in taxonomies:
        terms = tuple(Term(title, address, NamedPosts(posts, names)) for title, address, names in rows)
        named = {key: terms[place] for key, place in by_key.items()}
        found.append(Taxonomy(plural, url, tree, terms, named, keys))
    return Lists(tuple(found), has_archive, rules)


def _read(owner: Configured) -> Lists:
    wanted = settings(owner.config, ListsSettings)
    context = site_context(owner.config)
    pages = catalogue_of(owner).posts
    posts = [post for post in pages if not post.is_section and post.is_listed]
    if context is None:
        rules = {"": AddressRules({})}
        plurals = {"": tuple(wanted.taxonomies)}
    else:
        site = context.site
        named = [one.key for one in site.languages if site.configured and not one.disabled]
        trees = dict.fromkeys((*named, *(post.tree for post in posts)))
        rules = {tree: _rules(site, tree, pages) for tree in trees}
        plurals = {tree: tuple(site.language(tree).taxonomies.values()) for tree in trees}
    # Hugo makes no archive, and a site that has one has a page for it.
    has_archive = wanted.archive and context is None and bool(read_archive(posts))
    found = read_taxonomies(pages, plurals, rules)
    kinds = context.site.disable_kinds if context else frozenset()
    # Hugo makes the page of a taxonomy that has no terms as well.
    shown = [_without(one, kinds) for one in found if one.terms or context is not None]
    return Lists(tuple(one for one in shown if one.terms or one.url), has_archive, rules)


def _without(taxonomy: Taxonomy, kinds: frozenset[str]) -> Taxonomy:
    """Return a taxonomy without the pages that the site does not have made."""
    if "term" in kinds:
        taxonomy = replace(taxonomy, terms=(), by_key={})
    return replace(taxonomy, url="") if "taxonomy" in kinds else taxonomy


def _rules(site: Site, tree: str, pages: Iterable[Post]) -> AddressRules:
    language = site.language(tree)
    return AddressRules(
        language.permalinks,
        language.prefix,
        site.disable_path_to_lower,
        site.remove_path_accents,
        slugs={
            str(PurePosixPath(page.content_path).parent): page.meta.slug
            for page in pages
            if page.tree == tree and page.is_section and page.meta.slug
        },
        ugly=site.ugly_urls,
    )
