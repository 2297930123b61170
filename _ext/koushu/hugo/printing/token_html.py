"""Tokens to the HTML that Hugo prints of them.

Source: what Hugo 0.168 prints; goldmark's own form of each block, since words are parted by the blanks between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from koushu.hugo.dialect.alert_marks import begins_alert, match_alert_mark
from koushu.hugo.dialect.code_info import CodeInfo, read_code_info
from koushu.hugo.dialect.emphasis import REPAIRED
from koushu.hugo.dialect.passthrough import PARTED
from koushu.hugo.dialect.placeholders import CLOSE, OPEN, PLACEHOLDER_IN_URL
from koushu.hugo.printing.highlighting import Listing
from koushu.hugo.printing.marks import CODE, DIVIDER, HUGO_ONLY, escaped, instead
from koushu.hugo.printing.roles import DIRECTIVE, directive_text, role_text
from koushu.hugo.printing.typography import printed_text, references

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from markdown_it.token import Token

    from koushu.hugo.dialect.settings import Markup

MORE: Final = "<!--more-->"
_OMITTED: Final = "<!-- raw HTML omitted -->"
_BLOCKS: Final = """
    blockquote_open bullet_list_open ordered_list_open dl_open paragraph_close heading_close blockquote_close
    bullet_list_close ordered_list_close list_item_close dl_close dt_close dd_close hr table_open table_close
    thead_open thead_close tbody_open tbody_close tr_open tr_close th_close td_close
"""
_BREAK_BEHIND: Final = frozenset(_BLOCKS.split())
_ALWAYS_GIVEN: Final = frozenset(("heading_open", "link_open"))
"""What has attributes that no token says."""
_HOLDS_BLOCKS: Final = frozenset(("list_item_open", "dd_open"))
_BACK: Final = '&#160;<a href="#fnref" class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a>'

# What MyST reads and prints nowhere.
_UNSEEN: Final = frozenset(("myst_line_comment", "myst_block_break", "myst_target"))


class TokenPrinter:
    """Prints the tokens of one post; calls stay placeholders, blocks of code numbers in `code`."""

    def __init__(
        self,
        markup: Markup,
        directives: AbstractSet[str] = frozenset(),
        read: Callable[[str], str] = str.strip,
    ) -> None:
        """`directives` are those that the post may use; `read` gives the text of the Markdown in one."""
        self._markup = markup
        self._directives = directives
        self._read = read
        self.code: list[Listing] = []
        self._references: dict[str, None] = {}
        self._divided = False
        self._repaired: frozenset[int] = frozenset()

    def blocks(self, tokens: Sequence[Token]) -> str:
        """Return the HTML of blocks, the definitions of footnotes left out."""
        return "".join(self._blocks(_without_notes(tokens)))

    def notes(self, notes: Iterable[tuple[Sequence[Token], int]]) -> str:
        """Return the list at the end of a page: the blocks of each note, and how many references lead to it."""
        items = "".join(self._note(tokens, count) for tokens, count in notes)
        return (
            f'<div class="footnotes" role="doc-endnotes">\n<hr>\n<ol>\n{items}</ol>\n</div>\n'
            if items
            else ""
        )

    def _note(self, tokens: Sequence[Token], count: int) -> str:
        body, back = self.blocks(tokens).rstrip("\n"), _BACK * count
        inner = f"{body.removesuffix('</p>')}{back}</p>" if body.endswith("</p>") else f"{body}\n{back}"
        return f'<li id="fn">\n{inner}\n</li>\n'

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[str]:
        for place, token in enumerate(tokens):
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            html = self._block(token, following)
            yield self._alert(html) if token.type == "inline" and begins_alert(tokens, place) else html

    def _block(self, token: Token, following: Token | None) -> str:
        kind = token.type
        if kind.startswith("paragraph") and token.hidden:
            # Text of a tight list: a line break only before a block that follows it.
            is_last = following is None or following.nesting < 0
            return "" if token.nesting > 0 or is_last else "\n"
        leaf = self._LEAVES.get(kind)
        if leaf is not None:
            return leaf(self, token)
        if token.tag:
            return self._tag(token, following)
        if kind in _UNSEEN:
            return ""
        return f"<p>{escaped(token.content)}</p>\n" if token.content else ""

    def _alert(self, html: str) -> str:
        """Return the first text of an alert, whose mark readers of ours do not see."""
        mark = match_alert_mark(html)
        return instead(mark[0], "") + html[mark.end() :] if mark and self._markup.repair_cjk else html

    def _tag(self, token: Token, following: Token | None) -> str:
        end = "\n" if token.type in _BREAK_BEHIND else ""
        if token.type in _HOLDS_BLOCKS and following is not None and not following.hidden:
            end = "" if following.type.endswith("_close") and following.nesting < 0 else "\n"
        if token.nesting < 0:
            return f"</{token.tag}>{end}"
        box = ""
        if "checked" in token.meta:
            checked = 'checked="" ' if token.meta["checked"] else ""
            box = f'<input {checked}disabled="" type="checkbox"> '
        return f"<{token.tag}{self._attributes(token)}>{end}{box}"

    def _attributes(self, token: Token) -> str:
        if not token.attrs and token.type not in _ALWAYS_GIVEN:
            return ""
        given = {name: str(value) for name, value in token.attrs.items()}
        if token.type == "heading_open" and self._markup.heading_ids:
            given.setdefault("id", "h")
        if "style" in given:
            given["style"] = given["style"].replace(":", ": ")
        if token.type == "link_open":
            given["href"] = PLACEHOLDER_IN_URL.sub("", given.get("href", ""))
        return "".join(f' {name}="{escaped(value)}"' for name, value in given.items())

    def _code(self, token: Token) -> str:
        if token.type == "code_block" or not self._markup.code_fences:
            return f"<pre><code>{escaped(token.content)}</code></pre>\n"
        info = read_code_info(token.info) if token.info.strip() else CodeInfo()
        numbers = info.numbering if info.numbered else ""
        self.code.append(Listing(token.content, info.language, numbers, info.first_line))
        printed = f"{CODE[0]}{len(self.code) - 1}{CODE[1]}"
        made = DIRECTIVE.match(token.info.strip())
        if made is None or made["name"].lower() not in self._directives:
            return printed
        return instead(printed, f" {directive_text(made['name'], made['title'], token.content, self._read)} ")

    def _html(self, token: Token) -> str:
        html, end = token.content, "\n" if token.type == "html_block" else ""
        if html.strip() == MORE and not self._divided:
            self._divided = True
            return DIVIDER
        return html if self._markup.unsafe else f"{_OMITTED}{end}"

    def _formula_block(self, token: Token) -> str:
        return self._formula(token) + ("\n" if token.meta.get(PARTED) else "")

    def _formula(self, token: Token) -> str:
        pairs = dict((*self._markup.passthrough.block, *self._markup.passthrough.inline))
        if token.markup.startswith("\\begin"):
            return token.content
        return f"{token.markup}{token.content}{pairs.get(token.markup, token.markup)}"

    def _inline(self, token: Token) -> str:
        children = token.children or []
        self._repaired = _repaired(children)
        marks: dict[str, list[str]] = {}
        if self._markup.typographer:
            marks = references(token.content, (text for child in children for text in _texts(child)))
        return "".join(self._run(child, marks) for child in children)

    def _run(self, token: Token, marks: dict[str, list[str]]) -> str:
        if token.type == "text":
            return printed_text(token.content, marks)
        if token.type == "image":
            return self._image(token, marks)
        leaf = self._LEAVES.get(token.type)
        return leaf(self, token) if leaf is not None else self._inline_tag(token)

    def _inline_tag(self, token: Token) -> str:
        if token.nesting == 0 or not token.tag:
            return escaped(token.content)
        hidden = HUGO_ONLY[0] + token.markup + HUGO_ONLY[1] if id(token) in self._repaired else ""
        return (
            f"<{token.tag}{self._attributes(token)}>{hidden}"
            if token.nesting > 0
            else f"{hidden}</{token.tag}>"
        )

    def _break(self, token: Token) -> str:
        return "\n" if token.type == "softbreak" and not self._markup.hard_wraps else "<br>\n"

    def _reference(self, token: Token) -> str:
        label = str(token.meta["label"])
        self._references.setdefault(label)
        number = list(self._references).index(label) + 1
        link = f'<a href="#fn:{number}" class="footnote-ref" role="doc-noteref">{number}</a>'
        return f'<sup id="fnref:{number}">{link}</sup>'

    def _image(self, token: Token, marks: dict[str, list[str]]) -> str:
        source = PLACEHOLDER_IN_URL.sub("", str(token.attrs.get("src", "")))
        alternative = "".join(printed_text(text, marks) for text in _texts(token))
        title = f' title="{escaped(str(token.attrs["title"]))}"' if token.attrs.get("title") else ""
        return f'<img src="{escaped(source)}" alt="{alternative}"{title}>'

    # Of the class: a printer that held methods of its own would hold itself.
    _LEAVES: ClassVar[Mapping[str, Callable[[TokenPrinter, Token], str]]] = {
        "inline": _inline,
        "fence": _code,
        "code_block": _code,
        "html_block": _html,
        "html_inline": _html,
        "shortcode_block": lambda _, token: f"{_place(token)}\n",
        "shortcode": lambda _, token: _place(token),
        "math_block": _formula_block,
        "math_inline": _formula,
        "footnote_ref": _reference,
        "emoji": lambda _, token: "".join(f"&#x{ord(one):x};" for one in token.content),
        "softbreak": _break,
        "hardbreak": _break,
        "code_inline": lambda _, token: f"<code>{escaped(token.content)}</code>",
        "myst_role": lambda _, token: _role(token),
    }


def _without_notes(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    depth = 0
    for token in tokens:
        if token.type.startswith("footnote_definition"):
            depth += token.nesting
        elif not depth:
            kept.append(token)
    return kept


def _repaired(tokens: Sequence[Token]) -> frozenset[int]:
    """Return which tokens are of emphasis whose marks Hugo prints."""
    found: list[Token] = []
    if any(REPAIRED in token.meta for token in tokens):
        opened: list[Token] = []
        for token in tokens:
            if token.nesting > 0:
                opened.append(token)
            elif token.nesting < 0 and opened:
                opening = opened.pop()
                if (
                    opening.meta.get(REPAIRED, (False, False))[0]
                    or token.meta.get(REPAIRED, (False, False))[1]
                ):
                    found += [opening, token]
    return frozenset(map(id, found))


def _role(token: Token) -> str:
    name, content = str(token.meta["name"]), token.content
    return instead(f"{{{name}}}<code>{escaped(content)}</code>", role_text(name, content))


def _place(token: Token) -> str:
    return f"{OPEN}{token.meta['index']}{CLOSE}"


def _texts(token: Token) -> Iterator[str]:
    """Yield the pieces of plain text of a token, those of an image's description among them."""
    if token.type == "text":
        yield token.content
    elif token.type == "image":
        for child in token.children or []:
            if child.type in {"softbreak", "hardbreak"}:
                yield "\n"
            elif child.type in {"text_special", "code_inline", "emoji"}:
                yield child.content
            else:
                yield from _texts(child)
