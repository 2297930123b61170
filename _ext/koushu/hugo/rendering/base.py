"""What the parts of the renderer may use of the whole; for the type checker only, nothing runs here."""

# ruff: noqa: D102 - documented where they are defined, in MyST's renderer and in the other parts

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from contextlib import AbstractContextManager
    from types import ModuleType

    from docutils import nodes
    from docutils.utils import Reporter
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    from koushu.hugo.rendering.post import Post


class Part:
    """A part of the renderer. Each method `render_<type>` takes the tokens of that type."""

    if TYPE_CHECKING:
        post: Post
        md: MarkdownIt
        md_env: MutableMapping[str, Any]
        document: nodes.document
        current_node: nodes.Element
        reporter: Reporter
        language_module_rst: ModuleType

        def create_warning(self, message: str, subtype: object, **details: Any) -> object: ...  # noqa: ANN401
        def render_children(self, token: SyntaxTreeNode) -> None: ...
        def add_line_and_source_path(self, node: nodes.Node, token: SyntaxTreeNode) -> None: ...
        def current_node_context(
            self, node: nodes.Element, append: bool = False
        ) -> AbstractContextManager[None]: ...
        def nested_render_text(
            self,
            text: str,
            lineno: int,
            inline: bool = False,
            temp_root_node: nodes.Element | None = None,
            heading_offset: int = 0,
        ) -> None: ...
        def render_directive(self, token: SyntaxTreeNode, name: str, arguments: str) -> None: ...
        def render_restructuredtext(self, token: SyntaxTreeNode) -> None: ...
        def deeper(self) -> AbstractContextManager[None]: ...
        def is_too_deep(self, line: int) -> bool: ...
        def make_reference(self, href: str, line: int) -> nodes.Element: ...
        def run_call(self, index: int) -> list[nodes.Node]: ...
        def call_as_text(self, index: int) -> str: ...
        def fill_in(self, code: str) -> str: ...
        def fill_html(self, html: str) -> str: ...
        def fill_url(self, url: str) -> str: ...


def line_of(token: SyntaxTreeNode) -> int:
    """Return the 1-based line on which a token begins, 0 when it has none."""
    return token.map[0] if token.map else 0
