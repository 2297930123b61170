"""What a shortcode's handler may ask of the page it runs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.templates.evaluator import Made
    from koushu.problems import Problem


class CallContext(Protocol):
    """The page of a call, as a template sees it."""

    @property
    def docname(self) -> str:
        """Return the page's Sphinx name."""

    @property
    def env(self) -> BuildEnvironment:
        """Return Sphinx's environment; a handler reads its configuration and changes nothing."""

    @property
    def meta(self) -> PageMeta:
        """Return the page's own front matter."""

    def report(self, problem: Problem) -> None:
        """Keep a problem for the end of the page."""


class ShortcodeContext(CallContext, Protocol):
    """The page and its renderer, as a handler sees them. Lines are 1-based and of the source file."""

    @property
    def made(self) -> Mapping[int, Made]:
        """Return what the site's templates have made of calls, by their places."""

    def render_markdown(self, text: str, line: int) -> list[nodes.Node]:
        """Return the blocks of a Markdown text; placeholders in it are of the same extraction."""

    def render_inline(self, text: str, line: int) -> list[nodes.Node]:
        """Return the running text of a Markdown text, without a paragraph around it."""

    def make_reference(self, href: str, line: int) -> nodes.TextElement:
        """Return the empty element of a link, for an address as a post writes it."""


Handler: TypeAlias = "Callable[[Call, ShortcodeContext], list[nodes.Node]]"
"""Returns what a call makes: blocks for a call that stands alone, running text for one inside a line."""
