"""What the theme computes for every page and our layer does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydata_sphinx_theme.toctree import add_toctree_functions
from sphinx_book_theme import add_metadata_to_page, hash_html_assets

from koushu.web.defaults import THEME

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def spare_work(app: Sphinx) -> None:
    """Have the theme's handlers do less for pages of our layer (`builder-inited`).

    One gets no tree, of which it would take the text of each section for a description of its own; descriptions are
    ours. One makes functions that our templates do not call; they are made when any template does. One looks on disk
    for a script that our pages name otherwise.
    """
    if app.config.html_theme != THEME:
        return
    others: dict[Any, Any] = {add_metadata_to_page: _without_tree, add_toctree_functions: FunctionsOnDemand()}
    listeners = app.events.listeners["html-page-context"]
    app.events.listeners["html-page-context"] = [
        one._replace(handler=others.get(one.handler, one.handler))
        for one in listeners
        if one.handler is not hash_html_assets
    ]


def _without_tree(app: Sphinx, pagename: str, template: str, context: dict[str, Any], _tree: object) -> None:
    add_metadata_to_page(app, pagename, template, context, None)


class FunctionsOnDemand:
    """The theme's functions for templates, each page's own made when the first of them is called."""

    def __init__(self) -> None:
        self._names: tuple[str, ...] | None = None
        """What the theme's handler adds to the context of a page; empty where it is not functions alone."""

    def __call__(
        self, app: Sphinx, pagename: str, template: str, context: dict[str, Any], tree: object
    ) -> None:
        """Put the functions into the context of a page (`html-page-context`)."""

        def made() -> dict[str, Any]:
            whole = dict(context)
            add_toctree_functions(app, pagename, template, whole, tree)
            return whole

        if self._names is None:
            added = {name: one for name, one in made().items() if context.get(name) is not one}
            self._names = tuple(added) if all(map(callable, added.values())) else ()
        if self._names:
            found: dict[str, Any] = {}
            context.update({name: _on_demand(name, found, made) for name in self._names})
        else:
            context.update(made())


def _on_demand(name: str, found: dict[str, Any], made: Callable[[], dict[str, Any]]) -> Callable[..., Any]:
    def function(*values: object, **named: object) -> object:
        if not found:
            found.update(made())
        return found[name](*values, **named)

    return function
