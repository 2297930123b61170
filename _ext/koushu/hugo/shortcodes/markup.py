"""HTML that a site's template printed, as nodes: every format shows it, and nothing of it reaches a page as it is.

Elements that have no node give way to what they hold; scripts and styles are left out.
Source: HTML Living Standard, 13.1.2 "Elements".
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.nodes import details, embed, flat_heading, hard_break, ruby, summary, tagged, thematic_break
from koushu.hugo.shortcodes.call import placeholder
from koushu.hugo.shortcodes.template_values import Fragment

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
_BLOCKS: Final[Mapping[str, Callable[[], nodes.Element]]] = {
    **dict.fromkeys(
        ("div", "section", "article", "aside", "header", "footer", "main", "nav", "center", "figure"),
        nodes.container,
    ),
    **dict.fromkeys(
        ("table", "thead", "tbody", "tfoot", "dl", "dt", "dd", "picture", "form"), nodes.container
    ),
    **dict.fromkeys((f"h{level}" for level in range(1, 7)), flat_heading),
    "blockquote": nodes.block_quote,
    "details": lambda: details(open=False),
    "figcaption": nodes.paragraph,
    "li": nodes.list_item,
    "ol": lambda: nodes.enumerated_list(enumtype="arabic", prefix="", suffix="."),
    "p": nodes.paragraph,
    "pre": lambda: nodes.literal_block(language="none", force=True),
    "summary": summary,
    "td": nodes.paragraph,
    "th": nodes.paragraph,
    "tr": nodes.container,
    "ul": lambda: nodes.bullet_list(bullet="-"),
}
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "svg", "head", "title", "rp"))
_FRAMES: Final = frozenset(("iframe", "video", "audio", "embed", "object", "source"))
_VOID: Final = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "wbr", "col", "source", "embed", "param", "track")
)
_MARK: Final = re.compile("\ue002([0-9]+)\ue003|\ue000([0-9]+)\ue001")
_HOLDERS: Final = (nodes.container, nodes.list_item, nodes.block_quote)
_FORMULA: Final[dict[str, object]] = {"nowrap": False, "number": None}
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
        made = [
            _tidied(child) if isinstance(child, nodes.Element) else child for child in self._root.children
        ]
        children = [child for child in made if not _is_empty(child)]
        if not any(map(_is_block, children)):
            return _stripped(children)
        return [
            nodes.container(
                "", *_in_paragraphs(children), classes=[nodes.make_id(self._call.name) or "shortcode"]
            )
        ]

    @property
    def _here(self) -> nodes.Element:
        return self._open[-1][1]

    def _push(self, tag: str, node: nodes.Element, attributes: Mapping[str, str]) -> None:
        classes = [nodes.make_id(name) for name in attributes.get("class", "").split()]
        node["classes"] += [name for name in classes if name]
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
            self._here.append(embed(provider=site, url=address, title=title or site))
        elif address:
            reference = self._context.make_reference(address, self._call.line)
            reference += nodes.Text(title or address.rpartition("/")[2])
            self._here.append(reference)

    def _fragment(self, found: re.Match[str]) -> None:
        """Add a Markdown text, or what a call inside this one makes."""
        fragment = (
            self._fragments[int(found[1])] if found[1] else Fragment(placeholder(int(found[2])), "inline")
        )
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
        text = self._fragments[int(found[1])].text if found[1] else placeholder(int(found[2]))
        return "".join(node.astext() for node in self._context.render_inline(text, self._call.line))


def _is_block(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Body | nodes.Part) and not isinstance(node, nodes.Inline)


def _tidied(node: nodes.Element) -> nodes.Element:
    """Return an element in which blocks hold blocks, lists items and text text; what is empty is left out."""
    children = [_tidied(child) if isinstance(child, nodes.Element) else child for child in node.children]
    children = [child for child in children if not _is_empty(child)]
    if isinstance(node, nodes.literal | nodes.literal_block):
        text = "".join(child.astext() for child in children).strip("\n")
        node.rawsource, children = text, [nodes.Text(text)]
    elif isinstance(node, nodes.bullet_list | nodes.enumerated_list):
        children = [_as_item(child) for child in children if not _is_blank(child)]
    elif isinstance(node, nodes.paragraph | nodes.inline) and any(map(_is_block, children)):
        node = nodes.container(classes=node["classes"])
    elif isinstance(node, nodes.TextElement):
        children = _flattened(children)
    if isinstance(node, _HOLDERS):
        children = _in_paragraphs(children)
    node.children = []
    node += children
    return node


def _is_empty(node: nodes.Node) -> bool:
    return isinstance(node, (*_HOLDERS, nodes.paragraph, nodes.inline)) and not node.children


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and not node.strip()


def _as_item(node: nodes.Node) -> nodes.Node:
    return node if isinstance(node, nodes.list_item) else nodes.list_item("", *_in_paragraphs([node]))


def _flattened(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text for what stands in a link or a heading: of blocks only what they hold."""
    flat: list[nodes.Node] = []
    for child in children:
        if isinstance(child, embed):
            flat.append(nodes.Text(child["title"]))
        elif isinstance(child, nodes.image) or not _is_block(child):
            flat.append(child)
        elif isinstance(child, nodes.Element):
            flat += [*([nodes.Text(" ")] if flat else []), *_flattened(child.children)]
    return flat


def _in_paragraphs(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return nodes with every run of text between blocks in a paragraph of its own."""
    blocks: list[nodes.Node] = []
    run: list[nodes.Node] = []
    for child in [*children, None]:
        if child is not None and not _is_block(child):
            run.append(child)
            continue
        if words := _stripped(run):
            blocks.append(nodes.paragraph("", "", *words))
        run = []
        if child is not None:
            blocks.append(child)
    return blocks


def _stripped(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text without the blanks at its two ends."""
    texts = list(children)
    while texts and isinstance(texts[0], nodes.Text) and not texts[0].strip():
        del texts[0]
    while texts and isinstance(texts[-1], nodes.Text) and not texts[-1].strip():
        del texts[-1]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if texts and isinstance(text := texts[end], nodes.Text):
            texts[end] = nodes.Text(strip(text))
    return texts
