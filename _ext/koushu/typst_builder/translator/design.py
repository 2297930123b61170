"""Cards, grids, tabs, badges and buttons of sphinx-design, which are standard nodes with classes of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.typst_builder.translator.forms import passes
from koushu.typst_builder.translator.listings import ListingVisitors

if TYPE_CHECKING:
    from docutils import nodes

_COMPONENTS: Final = {
    "card": "card",
    "card-body": "card-body",
    "card-title": "card-title",
    "card-header": "card-edge",
    "card-footer": "card-edge",
    "tab-item": "tab",
    "dropdown": "tab",
}


@passes(
    "PassthroughTextElement", "sd_line_break", "dropdown_main", "sd_tab_input", "aside_main", "fontawesome"
)
class DesignVisitors(ListingVisitors):
    """Visitors of what sphinx-design makes."""

    def visit_container(self, node: nodes.container) -> None:
        """Open a component in its own form; any other container as code with a caption, or as a group."""
        function = _COMPONENTS.get(str(node.get("design_component", "")))
        if function is None:
            super().visit_container(node)
        else:
            self.begin_call(function)
            self.start_block()
