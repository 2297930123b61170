"""One markdown-it parser for a site's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_core import normalize
from mdurl import encode

from koushu.hugo.dialect.autolinks import literal_autolinks_plugin
from koushu.hugo.dialect.comments import comments_plugin
from koushu.hugo.dialect.containers import blank_lines_plugin
from koushu.hugo.dialect.definition_list import definition_list_plugin
from koushu.hugo.dialect.delimiters import delimiters_plugin
from koushu.hugo.dialect.emoji import emoji_plugin
from koushu.hugo.dialect.emphasis import cjk_emphasis_plugin
from koushu.hugo.dialect.first_characters import first_characters_plugin
from koushu.hugo.dialect.footnotes import footnotes_plugin
from koushu.hugo.dialect.heading_attributes import block_attributes_plugin, heading_attributes_plugin
from koushu.hugo.dialect.heading_texts import heading_texts_plugin
from koushu.hugo.dialect.line_breaks import (
    east_asian_line_breaks_plugin,
    escaped_space_plugin,
    joined_lines_plugin,
)
from koushu.hugo.dialect.linkify import linkify_plugin
from koushu.hugo.dialect.links import links_plugin
from koushu.hugo.dialect.nesting import nesting_plugin
from koushu.hugo.dialect.open_html import open_html_plugin
from koushu.hugo.dialect.paragraphs import paragraphs_plugin
from koushu.hugo.dialect.passthrough import passthrough_plugin
from koushu.hugo.dialect.placeholders import placeholders_plugin
from koushu.hugo.dialect.roles import roles_plugin
from koushu.hugo.dialect.task_lists import task_lists_plugin
from koushu.hugo.dialect.typographer import typographer_plugin
from koushu.hugo.dialect.written_dialogue import written_dialogue_plugin

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore

    from koushu.hugo.dialect.settings import Markup


def make_parser(
    markup: Markup, renderer: Callable[[MarkdownIt], RendererProtocol] | None = None
) -> MarkdownIt:
    """Return a parser that reads Markdown as Hugo does under these settings; it may serve any number of texts.

    markdown-it's own output is HTML unless a renderer is given.
    """
    md = MarkdownIt("commonmark", renderer_cls=renderer) if renderer else MarkdownIt("commonmark")
    # Dangerous addresses stay links here, so that their text is not lost; the renderer takes the address away.
    md.validateLink = _any_link  # type: ignore[method-assign]
    # The built-in one writes the name of a host in the letters of the network, and takes wide blanks off.
    md.normalizeLink = _encode_stripped if markup.repair_cjk else _encode  # type: ignore[method-assign]
    md.core.ruler.at("normalize", _normalize)
    md.use(literal_autolinks_plugin)
    md.use(comments_plugin)
    md.use(links_plugin)
    _use_blocks(md, markup)
    _use_inline(md, markup)
    _use_line_breaks(md, markup)
    md.use(placeholders_plugin)
    md.use(nesting_plugin)
    md.use(heading_texts_plugin)
    md.use(first_characters_plugin)
    return md


def _use_blocks(md: MarkdownIt, markup: Markup) -> None:
    md.use(blank_lines_plugin)
    md.use(paragraphs_plugin, tables=markup.table, definitions=markup.definition_list)
    if markup.definition_list:
        md.use(definition_list_plugin)
    if markup.footnote:
        md.use(footnotes_plugin)
    if markup.heading_attributes:
        md.use(heading_attributes_plugin)
    if markup.block_attributes:
        md.use(block_attributes_plugin)
    if markup.task_list:
        md.use(task_lists_plugin)
    if markup.repair_cjk:
        md.use(open_html_plugin)
        md.use(written_dialogue_plugin)


def _use_inline(md: MarkdownIt, markup: Markup) -> None:
    if markup.roles:
        md.use(roles_plugin, markup.roles)
    if markup.repair_cjk:
        md.use(cjk_emphasis_plugin)
    md.use(delimiters_plugin, markup)
    if markup.linkify:
        md.use(linkify_plugin, markup.linkify_protocol, typographer=markup.typographer)
    if markup.typographer:
        md.use(typographer_plugin, across_blocks=not markup.repair_cjk)
    if markup.emoji:
        md.use(emoji_plugin)
    if markup.passthrough.enable:
        md.use(passthrough_plugin, markup.passthrough)


def _use_line_breaks(md: MarkdownIt, markup: Markup) -> None:
    if markup.repair_cjk:
        md.use(joined_lines_plugin)
    elif markup.cjk.line_breaks:
        md.use(east_asian_line_breaks_plugin, markup.cjk.line_breaks)
    if markup.cjk.escaped_space:
        md.use(escaped_space_plugin)


def _normalize(state: StateCore) -> None:
    """Let the built-in rule look for other ends of lines, and for NUL, only where there is one."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _any_link(url: str) -> bool:  # noqa: ARG001
    return True


def _encode(url: str) -> str:
    """Return an address with everything but ASCII percent-encoded."""
    return encode(url)


def _encode_stripped(url: str) -> str:
    """Return an address with everything but ASCII percent-encoded, and without blanks at its ends."""
    return encode(url.strip())
