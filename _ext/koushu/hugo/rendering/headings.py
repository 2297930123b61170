"""Headings: nested as docutils wants them, with Hugo's level and Hugo's id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.added import ADDED
from koushu.hugo.dialect.heading_ids import heading_id, unique_id
from koushu.hugo.dialect.heading_texts import TEXT
from koushu.hugo.nodes import flat_heading
from koushu.hugo.rendering.base import Part

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode


class HeadingRendering(Part):
    """Renders headings, and keeps the sections that are open by their level."""

    if TYPE_CHECKING:
        _heading_offset: int
        _level_to_section: dict[int, nodes.Element]

    def begin_page(self, title: str, source: str) -> None:
        """Open the one section that holds the page; with no title, the first heading is to give it.

        `source` says where the title is from: `front_matter` or `file`.
        """
        if not title:
            self.post.awaits_title = True
            return
        section = nodes.section(title_source=source)
        section.line, section.source = 1, self.document["source"]
        heading = nodes.title(title, title)
        heading.line, heading.source = 1, self.document["source"]
        if source == "file":
            heading["classes"] += ["file-title", ADDED]
        section.append(heading)
        self._open_page(section)

    def end_page(self) -> None:
        """Give the page's section its id, which yields to those of the headings below it."""
        section = self._level_to_section[0]
        if isinstance(section, nodes.section) and not section["ids"]:
            self._give_id(section, heading_id(section[0].astext(), "github"))

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Open a section; inside a quote, a list or a directive, add a heading that opens none."""
        level = min(int(token.tag[1]) + self._heading_offset, 6)
        if not self._may_open_section():
            node = flat_heading(level=level)
            self._fill_heading(node, node, token)
            self.current_node.append(node)
            return
        section = nodes.section(heading_level=level)
        title = nodes.title()
        section.append(title)
        if self.post.awaits_title:
            self.post.awaits_title = False
            section["title_source"] = "heading"
            self._open_page(section)
        else:
            self.update_section_level_state(section, level)
        self._fill_heading(section, title, token)
        self.current_node = section

    def update_section_level_state(self, section: nodes.Element, level: int) -> None:
        """Hang a section below the nearest open one of a lower level; levels may be left out, as in Hugo."""
        parent = max(open_level for open_level in self._level_to_section if open_level < level)
        self._level_to_section[parent].append(section)
        self._level_to_section = {
            open_level: node for open_level, node in self._level_to_section.items() if open_level < level
        }
        self._level_to_section[level] = section

    def _open_page(self, section: nodes.section) -> None:
        self.document.append(section)
        self._level_to_section = {0: section}
        self.current_node = section

    def _may_open_section(self) -> bool:
        if any(container is self.current_node for _, container in self.post.open_html):
            # A section would cross the end of the element that is open around it.
            return False
        root = self.md_env.get("temp_root_node")
        if root is not None and self.current_node is root:
            return True
        return isinstance(self.current_node, nodes.document | nodes.section)

    def _fill_heading(self, node: nodes.Element, title: nodes.Element, token: SyntaxTreeNode) -> None:
        for element in (node, title):
            self.add_line_and_source_path(element, token)
        with self.current_node_context(title):
            self.render_children(token)
        node["classes"].extend(str(token.attrs.get("class", "")).split())
        explicit = str(token.attrs.get("id", ""))
        text = str(token.meta.get(TEXT, ""))
        markup = self.post.markup
        if explicit:
            self._give_id(node, explicit)
        elif markup.heading_ids and text.strip():
            self._give_id(node, heading_id(text, markup.heading_id_type))
        elif isinstance(node, nodes.section):
            self.document.set_id(node)

    def _give_id(self, node: nodes.Element, wanted: str) -> None:
        node["ids"].append(unique_id(wanted, self.document.ids, self.post.numbers))
        self.document.set_id(node)
