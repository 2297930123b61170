"""The site's few main links, from configuration: the same on every page, whatever the number of posts."""

from __future__ import annotations

import re
import weakref
from typing import TYPE_CHECKING, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import WebSettings, settings
from koushu.lists.pages import list_pages
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.chosen_parts import is_whole
from koushu.posts.rebuilding.standing_values import while_lists_stand
from koushu.posts.site.menus import default_tree, menu_links, menu_place
from koushu.problems import Kind, Problem, report
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")
_FURTHER: Final = frozenset({"search", "genindex"})
"""Pages of the whole site, which are written in the end."""
# Menus by language, with what leads nowhere, read once in each process that writes pages.
_menus: weakref.WeakKeyDictionary[Config, dict[str, tuple[dict[str, str], list[str]]]] = (
    weakref.WeakKeyDictionary()
)


@record
class Link:
    """One main link as a page shows it."""

    label: str
    address: str
    is_current: bool


def links(app: Sphinx, pagename: str, pathto: Callable[[str], str]) -> list[Link]:
    """Return the main links of a page; relative addresses are relative to it."""
    if not settings(app.config, WebSettings).navigation:
        return _menu(app, pagename, pathto)
    # A site in one page has no pages of lists.
    absent = frozenset[str]() if app.builder.name in SITES else frozenset(list_pages(app))
    return [
        Link(label, target if _ADDRESS.match(target) else pathto(target), target == pagename)
        for label, target in settings(app.config, WebSettings).navigation.items()
        if target not in absent
    ]


def _menu(app: Sphinx, pagename: str, pathto: Callable[..., str]) -> list[Link]:
    """Return the main menu of a Hugo site in the language of the page."""
    found = _targets(app, pagename)
    return [Link(label, _way(target, pathto), target == pagename) for label, target in found.items()]


def _targets(app: Sphinx, pagename: str) -> dict[str, str]:
    post = catalogue_of(app).by_docname.get(pagename)
    tree = post.tree if post else default_tree(app)
    return _menu_in(app, tree)[0]


def _menu_in(app: Sphinx, tree: str) -> tuple[dict[str, str], list[str]]:
    """Return the main menu of a language, and the labels that lead nowhere."""
    found = _menus.setdefault(app.config, {})
    if tree not in found:
        found[tree] = while_lists_stand(app, f"menu-{tree}", lambda: _read_menu(app, tree))
    return found[tree]


def _read_menu(app: Sphinx, tree: str) -> tuple[dict[str, str], list[str]]:
    known = {*app.env.all_docs, *list_pages(app)}
    return menu_links(app, tree, known)[0], menu_links(app, tree, known | _FURTHER)[1]


def menu_facts(app: Sphinx) -> dict[str, str]:
    """Return the main menu that each page shows, where it is made of pages (`koushu-page-facts`)."""
    if settings(app.config, WebSettings).navigation or not isinstance(app.builder, StandaloneHTMLBuilder):
        return {}
    return {docname: repr(_targets(app, docname)) for docname in app.env.found_docs}


def _way(target: str, pathto: Callable[..., str]) -> str:
    if target.startswith("/") and not target.startswith("//"):
        return pathto(target.lstrip("/"), 1)
    return target if _ADDRESS.match(target) else pathto(target)


def check_navigation(app: Sphinx, env: BuildEnvironment) -> None:
    """Report main links to documents that do not exist; books of single posts have none of them."""
    if not is_whole(app):
        return
    targets = settings(app.config, WebSettings).navigation
    lost = _menu_in(app, default_tree(app))[1]
    if lost and not targets:
        names = ", ".join(f"“{name}”" for name in lost)
        message = f"the main menu has {names}, where there is no page; expected the path of one. Left out"
        path, line = menu_place(app)
        report(Problem(Kind.NAVIGATION, line, message), path)
    known = {*env.all_docs, *list_pages(app), *_FURTHER} if targets else set()
    for label, target in targets.items():
        if not _ADDRESS.match(target) and target not in known:
            message = f"web_navigation leads from “{label}” to “{target}”; expected the name of a page or an address"
            report(Problem(Kind.NAVIGATION, 0, message), "conf.py")
