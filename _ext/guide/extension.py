"""What the guide has beside any Koushu publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Register what the guide's pages call."""
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
