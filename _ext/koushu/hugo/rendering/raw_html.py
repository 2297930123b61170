"""Raw HTML: left out and counted, or cleaned, or kept, as the site says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from docutils import nodes

from koushu.hugo.dialect.placeholders import PLACEHOLDER
from koushu.hugo.dialect.raw_html import clean_html, without_stray_ends
from koushu.hugo.nodes import embed, hard_break
from koushu.hugo.rendering.base import Part, line_of
from koushu.hugo.rendering.shortcodes import as_blocks
from koushu.problems import Kind

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from koushu.hugo.dialect.raw_html import Piece

_comments: Final = re.compile(r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)++", re.DOTALL)
# An author's word to the dialogue feature about the next block; never printed, since that feature takes it out.
_instruction: Final = re.compile(r"\s*<!--\s*(dialogue\s*:[^<>]*?)\s*-->\s*")
_inside_tag: Final = re.compile(r"<[^<>]*\ue000[^<>]*>")


class RawHtmlRendering(Part):
    """Renders raw HTML. Comments, `<!--more-->` among them, are for the author and never printed."""

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Add a tag inside running text."""
        self._render_html(token)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Add a block of HTML."""
        self._render_html(token)

    def end_html(self) -> None:
        """Close every element that the post left open, and report once for the post what was left out."""
        for tag, container in reversed(self.post.open_html):
            container.append(nodes.raw("", f"</{tag}>", format="html"))
        self.post.open_html.clear()
        lines = self.post.omitted_html
        if not lines:
            return
        count = f"{len(lines)} place{'s' if len(lines) > 1 else ''}"
        if self.post.markup.unsafe:
            names = ", ".join(sorted(self.post.dropped_html)[:8])
            message = (
                f"found raw HTML that is not safe in {count}: {names}; it is left out, and its text is kept"
            )
        else:
            message = (
                f"found raw HTML in {count}, which is left out; expected Markdown, "
                "or `unsafe = true` under `goldmark.renderer` in `hugo_markup`"
            )
        self.post.report(Kind.RAW_HTML, lines[0], message)

    def _render_html(self, token: SyntaxTreeNode) -> None:
        html = token.content
        instruction = _instruction.fullmatch(html) if token.type == "html_block" else None
        if instruction:
            self._append(nodes.comment(instruction[1], instruction[1]), token)
        elif self.post.trust_html:
            self._add_around_calls(html, token)
        elif _comments.fullmatch(html):
            return
        elif self.post.markup.unsafe:
            self._add_around_calls(html, token)
        else:
            self.post.omitted_html.append(line_of(token))
            # What Hugo drops with the tags around it is the author's text all the same.
            for found in PLACEHOLDER.finditer(html):
                self._add_call(int(found[1]), token)

    def _add_around_calls(self, html: str, token: SyntaxTreeNode) -> None:
        """Add HTML and, between its pieces, what calls make that stand outside of tags."""
        html = _inside_tag.sub(lambda found: self.fill_html(found[0]), html)
        for index, part in enumerate(PLACEHOLDER.split(html)):
            if index % 2:
                self._add_call(int(part), token)
            elif part:
                self._add_html(part, token)

    def _add_call(self, index: int, token: SyntaxTreeNode) -> None:
        made = self.run_call(index)
        self.current_node.extend(made if token.type == "html_inline" else as_blocks(made))

    def _add_html(self, html: str, token: SyntaxTreeNode) -> None:
        if self.post.trust_html:
            html = without_stray_ends(html, self.md_env.setdefault("layout_tags", []))
            if html:
                self._append(nodes.raw("", html, format="html", printable=True), token)
            return
        here = [tag for tag, container in self.post.open_html if container is self.current_node]
        cleaned = clean_html(html, here, self.post.markup.schemes)
        elsewhere = [entry for entry in self.post.open_html if entry[1] is not self.current_node]
        self.post.open_html = [*elsewhere, *((tag, self.current_node) for tag in cleaned.open_tags)]
        if cleaned.dropped:
            self.post.omitted_html.append(line_of(token))
            self.post.dropped_html.update(cleaned.dropped)
        for piece in cleaned.pieces:
            self._append(self._node_of(piece), token)

    def _node_of(self, piece: Piece) -> nodes.Node:
        attributes = piece.attributes
        if piece.kind == "break":
            return hard_break()
        if piece.kind == "frame":
            site = urlsplit(attributes["src"]).hostname or attributes["src"]
            return embed(provider=site, url=attributes["src"], title=attributes["title"] or site)
        if piece.kind == "image":
            source = attributes["src"]
            image = nodes.image(
                uri=source if "://" in source else unquote(source), alt=attributes.get("alt", "")
            )
            if attributes.get("title"):
                image["title"] = attributes["title"]
            for name in ("width", "height"):
                if re.fullmatch(r"\d+(?:px|%)?", attributes.get(name, "")):
                    image[name] = attributes[name]
            return image
        return nodes.raw("", piece.html, format="html", printable=True)

    def _append(self, node: nodes.Node, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)
