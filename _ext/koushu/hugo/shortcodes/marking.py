"""What a call shows beside what it encloses, under the class of all that the build adds of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.added import ADDED
from koushu.hugo.shortcodes.content import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.environment import BuildEnvironment

    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext
    from koushu.hugo.shortcodes.templates.evaluator import Made
    from koushu.problems import Problem


class EnclosedContext:
    """A `ShortcodeContext` that knows which of the nodes it rendered are of the text that a call encloses."""

    def __init__(self, call: Call, context: ShortcodeContext) -> None:
        self._context = context
        self._arguments = {str(value).strip() for value in (*call.positional, *call.named.values())}
        self._inner = (call.inner or "").strip()
        self._rendered: dict[int, nodes.Node] = {}
        self._given: dict[int, nodes.Node] = {}

    @property
    def docname(self) -> str:
        """Return the page's Sphinx name."""
        return self._context.docname

    @property
    def env(self) -> BuildEnvironment:
        """Return Sphinx's environment."""
        return self._context.env

    @property
    def meta(self) -> PageMeta:
        """Return the page's own front matter."""
        return self._context.meta

    @property
    def made(self) -> Mapping[int, Made]:
        """Return what the site's templates have made of calls."""
        return self._context.made

    def render_markdown(self, text: str, line: int) -> list[nodes.Node]:
        """Return the blocks of a Markdown text."""
        return self._remember(text, self._context.render_markdown(text, line))

    def render_inline(self, text: str, line: int) -> list[nodes.Node]:
        """Return the running text of a Markdown text."""
        return self._remember(text, self._context.render_inline(text, line))

    def make_reference(self, href: str, line: int) -> nodes.TextElement:
        """Return the empty element of a link."""
        return self._context.make_reference(href, line)

    def report(self, problem: Problem) -> None:
        """Keep a problem for the end of the page."""
        self._context.report(problem)

    def is_enclosed(self, node: nodes.Node) -> bool:
        """Return whether a node, or a leaf by what it shows, is of the enclosed text."""
        if id(node) in self._rendered:
            return True
        if id(node) in self._given or (isinstance(node, nodes.Element) and not isinstance(node, nodes.image)):
            return False
        shown = node["uri"] if isinstance(node, nodes.image) else node.astext().strip()
        return bool(shown) and shown in bare(self._inner) and shown not in self._arguments

    def _remember(self, text: str, made: list[nodes.Node]) -> list[nodes.Node]:
        if self._inner and (text.strip() == self._inner or text.strip() not in self._arguments):
            self._rendered.update((id(node), node) for node in made)
        else:
            self._given.update((id(inner), inner) for node in made for inner in node.findall())
        return made


def mark_added(made: Sequence[nodes.Node], context: EnclosedContext) -> list[nodes.Node]:
    """Return the nodes of a call, those parts under the class `koushu-added` that show nothing enclosed."""
    return [_marked(node, context) for node in made]


def _marked(node: nodes.Node, context: EnclosedContext) -> nodes.Node:
    if context.is_enclosed(node):
        return node
    if not isinstance(node, nodes.Element):
        return nodes.inline("", node.astext(), classes=[ADDED]) if node.astext().strip() else node
    if not _holds_enclosed(node, context):
        node["classes"] += [] if ADDED in node["classes"] else [ADDED]
        return node
    children = [_marked(child, context) for child in node.children]
    node.children = []
    node += children
    return node


def _holds_enclosed(node: nodes.Element, context: EnclosedContext) -> bool:
    return any(
        context.is_enclosed(child) or (isinstance(child, nodes.Element) and _holds_enclosed(child, context))
        for child in node.children
    )
