"""Blocks whose form differs from MyST's: breaks, definition lists and task lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.nodes import task_box, thematic_break
from koushu.hugo.rendering.alerts import as_alert
from koushu.hugo.rendering.base import Part
from koushu.hugo.rendering.shortcodes import as_blocks, is_block

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


def part_paragraph(paragraph: nodes.paragraph) -> list[nodes.Node]:
    """Return a paragraph, parted around the blocks that shortcodes made in it; nothing when it shows nothing."""
    if any(is_block(child) for child in paragraph.children):
        return as_blocks(paragraph.children)
    return [paragraph] if len(paragraph) else []


class BlockRendering(Part):
    """Renders blocks."""

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Add a paragraph, unless nothing of it is left to show."""
        paragraph = nodes.paragraph(token.children[0].content if token.children else "")
        if token.attrs:
            paragraph["classes"].extend(str(token.attrs.get("class", "")).split())
        self.add_line_and_source_path(paragraph, token)
        with self.current_node_context(paragraph):
            self.render_children(token)
        self.current_node.extend(part_paragraph(paragraph))

    def render_table_row(self, token: SyntaxTreeNode) -> None:
        """Add a row of cells."""
        row = nodes.row()
        for child in token.children:
            paragraph = nodes.paragraph()
            self.add_line_and_source_path(paragraph, child)
            with self.current_node_context(paragraph):
                self.render_children(child)
            entry = nodes.entry("", *part_paragraph(paragraph))
            if "style" in child.attrs:
                entry["classes"].append(str(child.attrs["style"]).replace("text-align:", "text-"))
            row.append(entry)
        self.current_node.append(row)

    def render_hr(self, token: SyntaxTreeNode) -> None:
        """Add a break that may stand anywhere."""
        node = thematic_break()
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_blockquote(self, token: SyntaxTreeNode) -> None:
        """Add a quote, or the box that an alert is; one that holds nothing is left out, but where all is as in Hugo."""
        quote = nodes.block_quote()
        quote["classes"].extend(str(token.attrs.get("class", "")).split())
        self.add_line_and_source_path(quote, token)
        with self.current_node_context(quote):
            self.render_children(token)
        alert = as_alert(quote) if self.post.markup.repair_cjk else None
        if not len(quote) and not self.post.markup.repair_cjk:
            # Sphinx takes a quote without children for one that held only doctests.
            quote.append(nodes.comment())
        if len(quote):
            self.current_node.append(alert or quote)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Add an item; that of a task list begins with its box."""
        item = nodes.list_item()
        self.add_line_and_source_path(item, token)
        with self.current_node_context(item, append=True):
            self.render_children(token)
        if "checked" in token.meta:
            first = item[0] if len(item) else None
            if not isinstance(first, nodes.paragraph):
                first = nodes.paragraph()
                item.insert(0, first)
            first.insert(0, [task_box(checked=bool(token.meta["checked"])), nodes.Text(" ")])

    def render_dl(self, token: SyntaxTreeNode) -> None:
        """Add a definition list; terms that follow each other share their definitions."""
        listing = nodes.definition_list()
        self.add_line_and_source_path(listing, token)
        self.current_node.append(listing)
        item = nodes.definition_list_item()
        for child in token.children:
            if child.type == "dt" and (not len(item) or isinstance(item[-1], nodes.definition)):
                item = nodes.definition_list_item()
                self.add_line_and_source_path(item, child)
                listing.append(item)
            part = nodes.term() if child.type == "dt" else nodes.definition()
            self.add_line_and_source_path(part, child)
            item.append(part)
            with self.current_node_context(part):
                self.render_children(child)
