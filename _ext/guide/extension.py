"""What the guide has beside any Koushu publication: parts made of the program's code, and names to refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.directive import ReferenceDirective
from guide.navigation import add_navigation, page_facts
from koushu.page_store import tell_facts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and the kinds of things that it describes."""
    app.add_config_value(
        "guide_books", False, "html", types=[bool], description="Whether PDF and EPUB lie beside the pages."
    )
    app.add_directive("reference", ReferenceDirective)
    app.add_object_type("problem", "problem", "pair: %s; warning")
    app.add_object_type("shortcode", "shortcode", "pair: %s; shortcode")
    app.add_object_type("field", "field", "pair: %s; front matter")
    app.add_object_type("markup", "markup", "pair: %s; markup")
    app.add_object_type("text-role", "text-role", "pair: %s; role")
    app.add_object_type("sphinx-event", "sphinx-event", "pair: %s; event")
    tell_facts(app, page_facts)
    # After the theme and Koushu's own layer (priority 900).
    app.connect("html-page-context", add_navigation, priority=950)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
