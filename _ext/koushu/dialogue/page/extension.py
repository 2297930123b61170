"""What pages show beside the words of a dialogue, registered with Sphinx: cards, recordings, tools, their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.dialogue import nodes as own
from koushu.dialogue.page.files import leave_out_assets
from koushu.dialogue.page.one_page import SeparateAnchors
from koushu.dialogue.page.parts import PreparePage
from koushu.dialogue.visitors import cards, latex, plain, text, typst
from koushu.page_values import tell_looks

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the parts of a page."""
    for part in own.PARTS:
        others = plain.PARTS[part]
        app.add_node(
            part,
            html=cards.VISITORS[part],
            latex=latex.PARTS[part],
            typst=typst.PARTS[part],
            text=text.PARTS[part],
            man=others,
            texinfo=others,
        )
    app.add_transform(PreparePage)
    app.add_post_transform(SeparateAnchors)
    # After the theme has named its own files, before the page is written.
    tell_looks(app, leave_out_assets, priority=950)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
