"""What the parts of the renderer gather and share while one post is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.environment import BuildEnvironment

    from koushu.hugo.dialect.settings import Markup
    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.templates.evaluator import Made


@dataclass(slots=True)
class Post:
    """One post on its way from text to doctree."""

    docname: str
    path: str
    """Of its source, below the source folder."""
    env: BuildEnvironment
    meta: PageMeta
    markup: Markup
    trust_html: bool
    directives: frozenset[str]
    is_myst: bool = False
    """It is written in MyST's own syntax, and not in Hugo's."""
    calls: tuple[Call, ...] = ()
    """Shortcode calls, by the number of their placeholder."""
    printed: dict[int, str] = field(default_factory=dict)
    """What Hugo prints for calls, near enough to count words, by the number of their placeholder."""
    made: Mapping[int, Made] = field(default_factory=dict)
    """What the site's templates have made of calls, by their places."""
    running: list[int] = field(default_factory=list)
    """Calls whose nodes are being made now, the outermost first."""
    problems: list[Problem] = field(default_factory=list)
    definitions: dict[str, SyntaxTreeNode] = field(default_factory=dict)
    """Footnotes by name, in the order of the source."""
    references: dict[str, list[nodes.footnote_reference]] = field(default_factory=dict)
    """References by the footnote's name, in the order of the page."""
    omitted_html: list[int] = field(default_factory=list)
    """Lines on which raw HTML was left out."""
    dropped_html: set[str] = field(default_factory=set)
    """Names of the tags and attributes that were left out."""
    open_html: list[tuple[str, nodes.Element]] = field(default_factory=list)
    """Elements of raw HTML that are open, each with the node in which it was opened."""
    repaired: list[int] = field(default_factory=list)
    """Lines on which emphasis works that Hugo prints as asterisks."""
    too_deep: list[int] = field(default_factory=list)
    """Lines on which a block lies deeper than every format can show."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number given last to each id that several headings make."""
    awaits_title: bool = False
    """The first heading is the title of the page."""

    def report(self, kind: Kind, line: int, message: str) -> None:
        """Keep a problem for the end of the page, when all are logged in the order of their lines."""
        self.problems.append(Problem(kind, line, message))
