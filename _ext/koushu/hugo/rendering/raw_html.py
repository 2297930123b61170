"""Raw HTML: left out and counted, or cleaned, or kept, as the site says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.dialect.placeholders import PLACEHOLDER
from koushu.hugo.rendering.base import Part, line_of
from koushu.hugo.rendering.shortcodes import as_blocks
from koushu.problems import Kind

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_comments: Final = re.compile(r"(?:\s*<!--.*?-->\s*)+", re.DOTALL)


class RawHtmlRendering(Part):
    """Renders raw HTML. Comments, `<!--more-->` among them, are for the author and never printed."""

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Add a tag inside running text."""
        self._add(token)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Add a block of HTML."""
        self._add(token)

    def report_html(self) -> None:
        """Report once for the whole post what was left out."""
        lines = self.post.omitted_html
        if lines:
            message = (
                f"found raw HTML in {len(lines)} place{'s' if len(lines) > 1 else ''}, which is left out; expected "
                "Markdown, or `unsafe = true` in `hugo_markup` under `goldmark.renderer`"
            )
            self.post.report(Kind.RAW_HTML, lines[0], message)

    def _add(self, token: SyntaxTreeNode) -> None:
        html = token.content
        if self.post.trust_html:
            self._append_raw(self.fill_in(html), token)
        elif _comments.fullmatch(html):
            return
        else:
            self.post.omitted_html.append(line_of(token))
            # What Hugo drops with the tags around it is the author's text all the same.
            for found in PLACEHOLDER.finditer(html):
                made = self.run_call(int(found[1]))
                self.current_node.extend(made if token.type == "html_inline" else as_blocks(made))

    def _append_raw(self, html: str, token: SyntaxTreeNode) -> None:
        node = nodes.raw("", html, format="html")
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)
