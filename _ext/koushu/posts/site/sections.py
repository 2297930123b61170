"""The pages that stand for parts of the site: the front page of each language, and the page of each section."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from koushu.hugo.sites.context import site_context
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.catalogue_values import of_catalogue, trees_of
from koushu.posts.permalinks import document_name
from koushu.posts.publication import site_title
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.posts.records import Catalogue


@record
class Home:
    """The front page of the site, or of one of its languages."""

    docname: str
    title: str
    language: str
    """BCP 47 tag."""
    tree: str = ""
    """Key of the language, as the posts have it."""


@record
class SectionPage:
    """The page that lists the posts of a section."""

    docname: str
    title: str


# Made once for each build and process.
_homes: weakref.WeakKeyDictionary[Config, Mapping[str, Home]] = weakref.WeakKeyDictionary()
_sections: weakref.WeakKeyDictionary[Config, Mapping[tuple[str, str], SectionPage]] = (
    weakref.WeakKeyDictionary()
)


def homes_of(app: Sphinx) -> Mapping[str, Home]:
    """Return the front page of each language by its key; a folder of Sphinx has one for all."""
    if app.config not in _homes:
        context = site_context(app.config)
        trees = [""] if context is None else [context.site.default.key]
        trees += [] if context is None else sorted(trees_of(app))
        _homes[app.config] = {tree: _home(app, tree) for tree in dict.fromkeys(trees)}
    return _homes[app.config]


def home_of(app: Sphinx, tree: str) -> Home:
    """Return the front page of one language, or the site's."""
    homes = homes_of(app)
    return homes.get(tree) or next(iter(homes.values()))


def _home(app: Sphinx, tree: str) -> Home:
    context = site_context(app.config)
    own = Home(app.config.root_doc, site_title(app.config), site_language(app.config))
    if context is None:
        return own
    site, language = context.site, context.site.language(tree)
    docname = own.docname if tree == site.default.key else document_name(site.prefix(tree))
    return Home(docname, language.title or own.title, language.tag, tree)


def sections_of(app: Sphinx) -> Mapping[tuple[str, str], SectionPage]:
    """Return the page of each folder that has one, by the key of its language and the folder's path."""
    if app.config not in _sections:
        _sections[app.config] = _read_sections(app)
    return _sections[app.config]


def section_page(app: Sphinx, tree: str, section: str) -> SectionPage | None:
    """Return the page that lists a section's posts; None where there is none."""
    return sections_of(app).get((tree, section))


def _read_sections(app: Sphinx) -> dict[tuple[str, str], SectionPage]:
    catalogue, context = catalogue_of(app), site_context(app.config)
    found: dict[tuple[str, str], SectionPage] = {}
    own_pages, sections = of_catalogue(app, "sections", lambda: _section_names(catalogue))
    for place, docname, title in own_pages:
        found.setdefault(place, SectionPage(docname, title))
    for tree, section in sections:
        prefix = context.site.prefix(tree) if context else ""
        name = document_name(f"{prefix}/{section}".lower().replace(" ", "-"))
        title = section.replace("-", " ").replace("_", " ")
        own = catalogue.by_docname.get(name)
        # A page bundle below no folder has its section's address, and lists nothing.
        if name in app.env.found_docs and (own is None or own.is_section):
            found.setdefault((tree, section), SectionPage(name, title[:1].upper() + title[1:]))
    return found


def _section_names(
    catalogue: Catalogue,
) -> tuple[list[tuple[tuple[str, str], str, str]], set[tuple[str, str]]]:
    """Return language, folder, name and title of each page that stands for its folder, and all sections."""
    folders = [((post.content_path or post.path).rpartition("/")[0], post) for post in catalogue.posts]
    own = [
        ((post.tree, folder), post.docname, post.title)
        for folder, post in folders
        if post.is_section and folder
    ]
    return own, {(post.tree, post.section) for post in catalogue.posts if post.section}
