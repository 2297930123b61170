"""Interviews: runs of paragraphs with speakers' labels become dialogues of turns, set as such in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load the extension proper; it stands apart so that `python -m koushu.dialogue` starts without Sphinx."""
    app.setup_extension("koushu.dialogue.extension")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
