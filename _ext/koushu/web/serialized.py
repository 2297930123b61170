"""The `json` and `pickle` builders, which write pages as data, not through templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxcontrib.serializinghtml import SerializingHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_THEMES: Final = frozenset({"sphinx_book_theme", "pydata_sphinx_theme"})


def retire_theme_handlers(app: Sphinx) -> None:
    """Take the theme's handlers from a builder that fills no templates; they stop at the first value they miss."""
    if not isinstance(app.builder, SerializingHTMLBuilder):
        return
    for listener in list(app.events.listeners["html-page-context"]):
        if listener.handler.__module__.partition(".")[0] in _THEMES:
            app.disconnect(listener.id)
