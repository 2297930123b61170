"""The parser for posts that are written in MyST's own syntax: `:::`, `(target)=`, `%` comments, roles and directives.

What Hugo's dialect shares with it is read by the same rules: footnotes, strikethrough, task lists, shortcodes.
Source: MyST-Parser documentation, "Syntax extensions".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from koushu.hugo.dialect.delimiters import delimiters_plugin
from koushu.hugo.dialect.footnotes import footnote_definition, footnote_reference
from koushu.hugo.dialect.heading_texts import heading_texts_plugin
from koushu.hugo.dialect.placeholders import placeholders_plugin
from koushu.hugo.dialect.task_lists import task_lists_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol

    from koushu.hugo.dialect.settings import Markup

EXTENSIONS: Final = frozenset(
    ("amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist", "linkify")
)
"""MyST's extensions that are on; those that need further settings, or read other files, are not."""


def make_myst_parser(markup: Markup, renderer: Callable[[MarkdownIt], RendererProtocol]) -> MarkdownIt:
    """Return a parser that reads a post as MyST does; it may serve any number of texts."""
    md = create_md_parser(MdParserConfig(enable_extensions=set(EXTENSIONS)), renderer)
    # Front matter is taken off before.
    md.disable("front_matter")
    md.block.ruler.at("footnote_def", footnote_definition, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("footnote_ref", footnote_reference)
    md.use(delimiters_plugin, markup)
    md.use(task_lists_plugin)
    md.use(placeholders_plugin)
    md.use(heading_texts_plugin)
    return md
