"""HTML that a site's template printed, as nodes: every format shows it, and nothing of it reaches a page as it is.

Elements that have no node give way to what they hold; scripts and styles are left out.
Source: HTML Living Standard, 13.1.2 "Elements".
"""

from __future__ import annotations

import re
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.added import ADDED
from koushu.config import HugoSettings, settings
from koushu.hugo.nodes import details, embed, flat_heading, hard_break, ruby, summary, tagged, thematic_break
from koushu.hugo.shortcodes.call import placeholder
from koushu.hugo.shortcodes.markup_tree import in_paragraphs, is_block, is_empty, stripped, tidied
from koushu.hugo.shortcodes.templates.values import Fragment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_INLINE: Final[Mapping[str, Callable[[], nodes.Element]]] = {
    **dict.fromkeys(("b", "strong"), nodes.strong),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), nodes.emphasis),
    **dict.fromkeys(("code", "samp", "tt"), nodes.literal),
    **dict.fromkeys(("del", "s", "strike"), lambda: tagged(tag="del")),
    **dict.fromkeys(("ins", "u"), lambda: tagged(tag="ins")),
    **dict.fromkeys(("span", "small", "big", "font", "label", "abbr", "time", "q", "button"), nodes.inline),
    "kbd": lambda: nodes.literal(classes=["kbd"]),
    "mark": lambda: tagged(tag="mark"),
    "ruby": lambda: ruby(reading=""),
    "sub": nodes.subscript,
    "sup": nodes.superscript,
}
_PARTS: Final = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd")
_BLOCKS: Final[Mapping[str, Callable[[], nodes.Element]]] = {
    **dict.fromkeys(
        ("div", "section", "article", "aside", "header", "footer", "main", "nav", "center", "figure"),
        nodes.container,
    ),
    **dict.fromkeys(("picture", "form"), nodes.container),
    **{tag: partial(nodes.container, html=tag) for tag in _PARTS},
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), flat_heading),
    "blockquote": nodes.block_quote,
    "details": lambda: details(open=False),
    "figcaption": nodes.paragraph,
    "li": nodes.list_item,
    "ol": lambda: nodes.enumerated_list(enumtype="arabic", prefix="", suffix="."),
    "p": nodes.paragraph,
    "pre": lambda: nodes.literal_block(language="none", force=True),
    "summary": summary,
    "ul": lambda: nodes.bullet_list(bullet="-"),
}
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "svg", "head", "title", "rp"))
_FRAMES: Final = frozenset(("iframe", "video", "audio", "embed", "object", "source"))
_VOID: Final = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "embed", "param", "track")
)
_MARK: Final = re.compile("\ue002([0-9]+)\ue003|\ue000([0-9]+)\ue001")
_FORMULA: Final[dict[str, object]] = {"nowrap": False, "number": None}
_KEPT: Final = ("allow", "allowfullscreen", "height", "loading", "title", "width")
_LENGTH: Final = re.compile(r"[0-9]+(?:px|%)?")


def make_nodes(
    html: str, fragments: Sequence[Fragment], call: Call, context: ShortcodeContext
) -> list[nodes.Node]:
    """Return the nodes of a template's output; blocks are a `container` of the call's name, or running text.

    `fragments` are the Markdown texts of the marks `U+E002 index U+E003` in it.
    """
    builder = _Builder(fragments, call, context)
    builder.feed(html)
    builder.close()
    return builder.finished()


class _Builder(HTMLParser):
    def __init__(self, fragments: Sequence[Fragment], call: Call, context: ShortcodeContext) -> None:
        super().__init__(convert_charrefs=True)
        self._fragments = fragments
        self._call = call
        self._context = context
        self._root = nodes.container()
        self._open: list[tuple[str, nodes.Element]] = [("", self._root)]
        self._silent: list[str] = []
        self._reading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._silent or tag in _SILENT:
            if tag in _SILENT:
                self._silent.append(tag)
        elif tag == "rt":
            self._reading = True
        elif tag == "br":
            self._here.append(hard_break())
        elif tag == "hr":
            self._here.append(thematic_break())
        elif tag == "img":
            self._image(attributes)
        elif tag in _FRAMES:
            self._frame(attributes)
        elif tag == "a":
            self._push(tag, self._link(attributes.get("href", "")), attributes)
        elif make := _INLINE.get(tag) or _BLOCKS.get(tag):
            self._push(tag, make(), attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag == "rt":
            self._reading = False
        elif any(name == tag for name, _ in self._open[1:]):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._reading and isinstance(self._here, ruby):
            self._here["reading"] += self._plain(data).strip()
            return
        end = 0
        for found in _MARK.finditer(data):
            self._text(data[end : found.start()])
            self._fragment(found)
            end = found.end()
        self._text(data[end:])

    def finished(self) -> list[nodes.Node]:
        made = [tidied(child) if isinstance(child, nodes.Element) else child for child in self._root.children]
        children = [child for child in made if not is_empty(child)]
        if not any(map(is_block, children)):
            return stripped(children)
        return [
            nodes.container(
                "", *in_paragraphs(children), classes=[nodes.make_id(self._call.name) or "shortcode"]
            )
        ]

    @property
    def _here(self) -> nodes.Element:
        return self._open[-1][1]

    def _push(self, tag: str, node: nodes.Element, attributes: Mapping[str, str]) -> None:
        classes = [nodes.make_id(name) for name in attributes.get("class", "").split()]
        node["classes"] += [name for name in classes if name]
        if attributes.get("id"):
            node["wanted_id"] = self._plain(attributes["id"])
        if isinstance(node, flat_heading):
            node["level"] = int(tag[1])
        if isinstance(node, details):
            node["open"] = "open" in attributes
        self._here.append(node)
        self._open.append((tag, node))

    def _link(self, href: str) -> nodes.Element:
        address = self._plain(href).strip()
        inside = any(name == "a" for name, _ in self._open)
        return (
            self._context.make_reference(address, self._call.line)
            if address and not inside
            else nodes.inline()
        )

    def _image(self, attributes: Mapping[str, str]) -> None:
        source = self._plain(attributes.get("src") or attributes.get("data-src", ""))
        if not source:
            return
        image = nodes.image(uri=source, alt=self._plain(attributes.get("alt", "")))
        if attributes.get("title"):
            image["title"] = self._plain(attributes["title"])
        for name in ("width", "height"):
            if _LENGTH.fullmatch(attributes.get(name, "")):
                image[name] = attributes[name] + ("px" if attributes[name].isdecimal() else "")
        self._here.append(image)

    def _frame(self, attributes: Mapping[str, str]) -> None:
        address = self._plain(attributes.get("src") or attributes.get("data", "")).strip()
        address = f"https:{address}" if address.startswith("//") else address
        title = self._plain(attributes.get("title", ""))
        if address.startswith(("https://", "http://")):
            site = address.split("/")[2]
            node = embed(provider=site, url=address, title=title or site, classes=[ADDED])
            if settings(self._context.env.config, HugoSettings).embeds == "frame":
                node["classes"] = ["frame"]
                node["frame"] = {name: attributes[name] for name in _KEPT if attributes.get(name)} | {
                    "src": address
                }
            self._here.append(node)
        elif address:
            reference = self._context.make_reference(address, self._call.line)
            reference += nodes.Text(title or address.rpartition("/")[2])
            self._here.append(reference)

    def _fragment(self, found: re.Match[str]) -> None:
        """Add a Markdown text, or what a call inside this one makes."""
        fragment = self._meant(found)
        text = fragment.text
        if fragment.kind.startswith("math"):
            make = nodes.math_block if fragment.kind == "math_block" else nodes.math
            self._here.append(make(text, text, **_FORMULA if make is nodes.math_block else {}))
            return
        blocks = self._context.render_markdown(
            text, self._call.inner_line if text in (self._call.inner or "") else self._call.line
        )
        if fragment.kind == "inline" and len(blocks) == 1 and isinstance(blocks[0], nodes.paragraph):
            self._here.extend(blocks[0].children)
        else:
            self._here.extend(blocks)

    def _text(self, text: str) -> None:
        if text and (text.strip() or len(self._here.children)):
            self._here.append(nodes.Text(text))

    def _plain(self, text: str) -> str:
        """Return the text of an attribute, with the words that marks in it stand for."""
        return _MARK.sub(self._words, text)

    def _words(self, found: re.Match[str]) -> str:
        text = self._meant(found).text
        return "".join(node.astext() for node in self._context.render_inline(text, self._call.line))

    def _meant(self, found: re.Match[str]) -> Fragment:
        """Return the text that a mark stands for; nothing for a mark that no function of a template has made."""
        if found[2]:
            return Fragment(placeholder(int(found[2])), "inline")
        index = int(found[1])
        return self._fragments[index] if index < len(self._fragments) else Fragment("", "inline")
