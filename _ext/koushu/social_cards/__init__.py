"""Images that stand for pages where they are shared: the author's own, or cards with title, author and date.

The name of a card's file follows from its words, so a page can name its card before it is drawn, and none is drawn
twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.social_cards.pictures import draw_cards
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the step at the end of a build."""
    app.setup_extension("koushu.posts")
    # After Sphinx has copied the images of documents.
    app.connect("build-finished", draw_cards, priority=850)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
