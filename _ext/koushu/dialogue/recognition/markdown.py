"""Markdown text to the light block view, without Sphinx or docutils.

The parser is markdown-it with what changes the shape of blocks in a Hugo site: tables, definition
lists, footnotes and task lists need no more than that here, since only text, style and place count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from koushu.dialogue.recognition.blocks import (
    HARD_BREAK,
    OBJECT,
    SOFT_BREAK,
    Block,
    Container,
    Kind,
    Span,
    Style,
)
from koushu.hugo.dialect.typed_talk import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.token import Token

_TAG_STYLE: Final[Mapping[str, Style]] = {
    "strong": Style.STRONG,
    "b": Style.STRONG,
    "em": Style.EMPHASIS,
    "i": Style.EMPHASIS,
    "link": Style.LINK,
    "a": Style.LINK,
}
_CONTAINERS: Final[Mapping[str, str]] = {
    "blockquote": "quote",
    "bullet_list": "list",
    "ordered_list": "list",
    "list_item": "item",
    "table": "table",
    "tr": "row",
    "td": "cell",
    "th": "cell",
    "dl": "definitions",
    "dd": "definition",
    "footnote_block": "footnote",
    "footnote": "footnote",
    "footnote_reference": "footnote",
}
_TEXT_BLOCKS: Final[Mapping[str, Kind]] = {
    "paragraph_open": Kind.PARAGRAPH,
    "heading_open": Kind.HEADING,
    "dt_open": Kind.TERM,
}
_HTML_TAG: Final = re.compile(r"<(/?)(b|strong|i|em|a)\b[^>]*>", re.IGNORECASE)
_HTML_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HTML_COMMENT: Final = re.compile(r"\s*+<!--(.*?)-->\s*+\Z", re.DOTALL)
# A line that holds nothing but tags of shortcodes, as Hugo leaves none of it: blank, so that paragraphs end there.
_SHORTCODE_LINE: Final = re.compile(r"^[ \t]*(?:\{\{[<%][^\n]*?[%>]\}\}[ \t]*)+$", re.MULTILINE)
_HEADING_ID: Final = re.compile(r"[ \t]*\{[^{}\n]*#([^\s{}]+)[^{}\n]*\}\s*\Z")
_NICK: Final = re.compile(r"<[\w.|\[\]-]+>\Z")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(deflist_plugin).use(footnote_plugin)


def read_blocks(text: str, first_line: int = 1) -> tuple[Block, ...]:
    """Return the leaf blocks of a Markdown text, in document order.

    `first_line` is the 1-based line of the source file on which `text` begins.
    """
    text = as_markdown(_SHORTCODE_LINE.sub("", text))
    reader = _Reader(text.split("\n"), first_line)
    for token in _parser().parse(text):
        reader.take(token)
    return tuple(sorted(reader.blocks, key=lambda block: block.line))


@dataclass
class _Reader:
    """Walks block tokens and gathers leaves."""

    lines: Sequence[str]
    first_line: int
    blocks: list[Block] = field(default_factory=list)
    path: list[Container] = field(default_factory=list)
    kinds: list[tuple[Kind, int]] = field(default_factory=list)
    opened: int = 0
    place: tuple[int, int] = (0, 0)

    def take(self, token: Token) -> None:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.map is not None:
            self.place = self._place(token.map)
        if token.type in _TEXT_BLOCKS:
            self.kinds.append((_TEXT_BLOCKS[token.type], int(token.tag[1:]) if name == "heading" else 0))
        elif name in {"paragraph", "heading", "dt"}:
            self.kinds.pop()
        elif name in _CONTAINERS and token.nesting == 1:
            self.opened += 1
            self.path.append(Container(_CONTAINERS[name], self.opened))
        elif name in _CONTAINERS and token.nesting == -1:
            self.path.pop()
        elif token.type == "inline":
            kind, level = self.kinds[-1] if self.kinds else (Kind.PARAGRAPH, 0)
            self._add(kind, spans_of(token.children or []), level)
        elif token.nesting == 0:
            self._add_leaf(token)

    def _place(self, lines: Sequence[int]) -> tuple[int, int]:
        begin, end = lines[0], lines[1]
        while end - 1 > begin and not self.lines[min(end, len(self.lines)) - 1].strip():
            end -= 1
        return begin + self.first_line, max(end, begin + 1) + self.first_line - 1

    def _add(self, kind: Kind, spans: tuple[Span, ...], level: int = 0) -> None:
        given = _HEADING_ID.search(spans[-1].text) if kind is Kind.HEADING and spans else None
        if given:
            spans = (*spans[:-1], Span(spans[-1].text[: given.start()], spans[-1].style))
        ids = (given[1],) if given else ()
        self.blocks.append(Block(kind, *self.place, spans, tuple(self.path), level, ids=ids))

    def _add_leaf(self, token: Token) -> None:
        comment = _HTML_COMMENT.match(token.content) if token.type == "html_block" else None
        if token.type == "hr":
            self._add(Kind.RULE, ())
        elif token.type in {"fence", "code_block"}:
            self._add(Kind.CODE, (Span(token.content, Style.CODE),))
        elif comment:
            self._add(Kind.COMMENT, (Span(comment[1].strip()),))
        elif token.type == "html_block":
            self._add(Kind.OTHER, (Span(re.sub(r"<[^<>]*>", " ", token.content)),))


def spans_of(tokens: Sequence[Token]) -> tuple[Span, ...]:
    """Return the spans of a run of inline tokens."""
    spans: list[Span] = []
    styles = _Styles()
    for token in tokens:
        if token.nesting == 1:
            styles.open(_TAG_STYLE.get(token.type.removesuffix("_open"), Style.PLAIN))
        elif token.nesting == -1:
            styles.close()
        elif token.type == "html_inline":
            _take_html(token.content, styles, spans)
        else:
            _take_text(token, styles.current, spans)
    return tuple(spans)


class _Styles:
    """The styles in force, of Markdown and of HTML tags apart, since tags need not nest."""

    def __init__(self) -> None:
        self._markdown: list[int] = []
        self._html: list[tuple[str, int]] = []

    @property
    def current(self) -> int:
        style = 0
        for one in self._markdown:
            style |= one
        for _, one in self._html:
            style |= one
        return style

    def open(self, style: int) -> None:
        self._markdown.append(style)

    def close(self) -> None:
        self._markdown.pop()

    def take_tag(self, name: str, *, closing: bool) -> None:
        if not closing:
            self._html.append((name, _TAG_STYLE[name]))
        elif self._html and self._html[-1][0] == name:
            self._html.pop()


def _take_text(token: Token, style: int, spans: list[Span]) -> None:
    if token.type in {"text", "text_special"}:
        spans.append(Span(token.content, style))
    elif token.type == "softbreak":
        spans.append(Span(SOFT_BREAK, style))
    elif token.type == "hardbreak":
        spans.append(Span(HARD_BREAK, style))
    elif token.type == "code_inline":
        spans.append(Span(token.content, style | Style.CODE))
    else:
        spans.append(Span(OBJECT, style))


def _take_html(html: str, styles: _Styles, spans: list[Span]) -> None:
    """Read one inline tag: `<b>` and its kin style what follows, `<nick>` is the text it looks like."""
    tag = _HTML_TAG.match(html)
    if tag:
        styles.take_tag(tag[2].lower(), closing=bool(tag[1]))
    elif _HTML_BREAK.match(html):
        spans.append(Span(HARD_BREAK, styles.current))
    elif _NICK.match(html):
        spans.append(Span(html, styles.current))
