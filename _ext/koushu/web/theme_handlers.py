"""What the theme computes for every page and our layer does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_book_theme import add_metadata_to_page

from koushu.web.defaults import THEME

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def spare_description(app: Sphinx) -> None:
    """Give the theme's handler no tree, of which it would take the text of each section for a description of its own.

    All else that it tells the templates stays; descriptions are ours.
    """
    listeners = app.events.listeners["html-page-context"]
    for place, listener in enumerate(listeners):
        if app.config.html_theme == THEME and listener.handler is add_metadata_to_page:
            listeners[place] = listener._replace(handler=_without_tree)


def _without_tree(app: Sphinx, pagename: str, template: str, context: dict[str, Any], _tree: object) -> None:
    add_metadata_to_page(app, pagename, template, context, None)
