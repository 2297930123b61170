"""HTML and EPUB."""

from __future__ import annotations

import posixpath
import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from docutils import nodes

from koushu.added import ADDED
from koushu.hugo.qr_codes import qr_data
from koushu.hugo.visitors.outline import outlined
from koushu.messages import message

_begin_of_code: Final = re.compile(r"(<pre>(?:<span></span>)?)\n*")

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from koushu.hugo.nodes import (
        details,
        embed,
        flat_heading,
        hard_break,
        missing_image,
        ruby,
        summary,
        tagged,
        task_box,
        thematic_break,
    )


_WIDTH: Final = re.compile(r' width="([^"]*)"')
_HEIGHT: Final = re.compile(r' height="([^"]*)"')
_FRAME_STYLE: Final = "position: relative; padding-bottom: 56.25%; height: 0; overflow: hidden;"


def visit_section(self: HTML5Translator, node: nodes.section) -> None:
    """Open a section whose heading has the level that the author wrote."""
    node["outer_level"] = self.section_level
    if "heading_level" in node:
        self.section_level = node["heading_level"] - 1
    elif "title_source" in node:
        self.section_level = 0
    type(self).visit_section(self, node)


def depart_section(self: HTML5Translator, node: nodes.section) -> None:
    """Close a section."""
    type(self).depart_section(self, node)
    self.section_level = node["outer_level"]


def visit_image(self: HTML5Translator, node: nodes.image) -> None:
    """Show an image with its title, which docutils' writer leaves out, and what the web site knows of its file."""
    type(self).visit_image(self, node)
    attributes = {"title": node["title"]} if node.get("title") else {}
    attributes |= node.get("html_attributes", {})
    written = self.body[-1]
    if node.get("html_copies"):
        copies = (
            f"{posixpath.join(self.builder.imgpath, name)} {width}w" for name, width in node["html_copies"]
        )
        attributes["srcset"] = ", ".join(copies)
    if "html_size" in node:
        attributes |= _size(written, *node["html_size"])
    added = "".join(f'{name}="{escape(value)}" ' for name, value in attributes.items())
    self.body[-1] = written.replace("<img ", f"<img {added}", 1)


def _size(written: str, width: int, height: int) -> dict[str, str]:
    """Return the size of an image for its element: its own, or what the author's width or height makes of it."""
    wide, high = _WIDTH.search(written), _HEIGHT.search(written)
    if wide and high:
        return {}
    if wide:
        return {"height": str(round(int(wide[1]) * height / width))} if wide[1].isdigit() else {}
    if high:
        return {"width": str(round(int(high[1]) * width / height))} if high[1].isdigit() else {}
    return {"width": str(width), "height": str(height)}


def visit_title(self: HTML5Translator, node: nodes.title) -> None:
    """Open a title; that of a box of a fixed kind is the writer's word and no author's."""
    if isinstance(node.parent, nodes.Admonition) and not isinstance(node.parent, nodes.admonition):
        node["classes"].append(ADDED)
    opening = len(self.body)
    type(self).visit_title(self, node)
    self.body[opening:] = [outlined(self, part) for part in self.body[opening:]]


def depart_title(self: HTML5Translator, node: nodes.title) -> None:
    """Close a title."""
    type(self).depart_title(self, node)


def visit_literal_block(self: HTML5Translator, node: nodes.literal_block) -> None:
    """Show code with the blank lines that it begins with, which Pygments takes off."""
    code = node.astext()
    try:
        type(self).visit_literal_block(self, node)
    finally:
        if code.startswith("\n"):
            blank = "\n" * (len(code) - len(code.lstrip("\n")))
            self.body[-1] = _begin_of_code.sub(rf"\1{blank}", self.body[-1], count=1)


def depart_literal_block(self: HTML5Translator, node: nodes.literal_block) -> None:
    """End code that is not highlighted."""
    type(self).depart_literal_block(self, node)


def visit_thematic_break(self: HTML5Translator, node: thematic_break) -> None:
    """Draw a line."""
    self.body.append(self.emptytag(node, "hr", "\n", CLASS="thematic-break"))
    raise nodes.SkipNode


def visit_hard_break(self: HTML5Translator, _node: hard_break) -> None:
    """End the line."""
    self.body.append("<br />\n")
    raise nodes.SkipNode


def visit_flat_heading(self: HTML5Translator, node: flat_heading) -> None:
    """Open a heading of the author's level."""
    self.body.append(outlined(self, self.starttag(node, f"h{node['level']}", "")))


def depart_flat_heading(self: HTML5Translator, node: flat_heading) -> None:
    """Close a heading."""
    self.body.append(f"</h{node['level']}>\n")


def visit_tagged(self: HTML5Translator, node: tagged) -> None:
    """Open the element that the node names."""
    self.body.append(self.starttag(node, node["tag"], ""))


def depart_tagged(self: HTML5Translator, node: tagged) -> None:
    """Close the element."""
    self.body.append(f"</{node['tag']}>")


def visit_missing_image(self: HTML5Translator, node: missing_image) -> None:
    """Show the image from its address as written; a book, which must hold all that it shows, has the text."""
    if self.builder.name == "epub":
        self.visit_inline(node)
        return
    # A backslash would begin the name of a host.
    attributes = {"src": quote(node["uri"], safe="/:?#&=%+~@!$,;()*'[]"), "alt": node.astext()}
    if node["title"]:
        attributes["title"] = node["title"]
    self.body.append(self.emptytag(node, "img", "", **attributes))
    raise nodes.SkipNode


def depart_missing_image(self: HTML5Translator, node: missing_image) -> None:
    """End the text."""
    self.depart_inline(node)


def visit_task_box(self: HTML5Translator, node: task_box) -> None:
    """Show a box that cannot be clicked."""
    language = self.document.get("language") or self.config.language
    state = {"checked": "checked"} if node["checked"] else {}
    label = message("task_done" if node["checked"] else "task_open", language)
    attributes = {"type": "checkbox", "disabled": "disabled", "aria-label": label, **state}
    self.body.append(self.emptytag(node, "input", "", CLASS="task-list-item-checkbox", **attributes))
    raise nodes.SkipNode


def visit_details(self: HTML5Translator, node: details) -> None:
    """Open a part that folds away."""
    attributes = {"open": "open"} if node.get("open") else {}
    self.body.append(self.starttag(node, "details", "\n", False, **attributes))


def depart_details(self: HTML5Translator, _node: details) -> None:
    """Close the part."""
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: summary) -> None:
    """Open the line that always shows."""
    self.body.append(self.starttag(node, "summary", ""))


def depart_summary(self: HTML5Translator, _node: summary) -> None:
    """Close the line."""
    self.body.append("</summary>\n")


def visit_embed(self: HTML5Translator, node: embed) -> None:
    """Show a card with a link, from where nothing is fetched, or the frame that the publication wants."""
    if node.get("frame") and self.builder.name != "epub":
        style = "" if node["classes"] else f' style="{_FRAME_STYLE}"'
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node["frame"].items())
        self.body.append(self.starttag(node, "div", "").replace(">", f"{style}>"))
        self.body.append(f"<iframe{attributes}></iframe></div>\n")
        raise nodes.SkipNode
    language = self.document.get("language") or self.config.language
    data = {}
    if node.get("player") and self.builder.name != "epub":
        # The script beside the style sheet puts the player in the place of the card, when the reader asks for it.
        data["data-player"] = node["player"]
        data["data-play"] = message("play_here", language, provider=node["provider"])
    self.body.append(self.starttag(node, "div", "", False, CLASS="embed", **data))
    if self.builder.name == "epub" and (picture := qr_data(node["url"])):
        label = message("qr_code_of", language, title=node["title"])
        self.body.append(self.emptytag(node, "img", "", ids=[], CLASS="embed-qr", src=picture, alt=label))
    url, title = escape(node["url"]), escape(node["title"])
    self.body.append(f'<p><a class="embed-title reference external" href="{url}">{title}</a><br />')
    self.body.append(f'<span class="embed-provider">{escape(node["provider"])} · {url}</span></p></div>\n')
    raise nodes.SkipNode


def depart_image(self: HTML5Translator, node: nodes.image) -> None:
    """End an image."""
    type(self).depart_image(self, node)


def visit_ruby(self: HTML5Translator, node: ruby) -> None:
    """Open a word that has its reading above it."""
    self.body.append(self.starttag(node, "ruby", ""))


def depart_ruby(self: HTML5Translator, node: ruby) -> None:
    """Add the reading, in brackets for readers that set it after the word."""
    self.body.append(f"<rp>（</rp><rt>{escape(node['reading'])}</rt><rp>）</rp></ruby>")
