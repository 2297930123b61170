"""Words, reading time and summary of a post, counted when it is read."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Final

from koushu.config import HugoSettings, settings
from koushu.hugo.dialect.placeholders import OPEN, PLACEHOLDER
from koushu.hugo.printing.highlighting import print_listing
from koushu.hugo.printing.marks import as_shown_here
from koushu.hugo.printing.summaries import Measure, Rules, as_line, bare, measure, plain, with_code
from koushu.hugo.printing.token_html import TokenPrinter
from koushu.hugo.scripts import SAMPLE, is_east_asian
from koushu.hugo.shortcodes.extract import MAX_NESTING
from koushu.hugo.sites.context import site_context
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from koushu.hugo.rendering.post import Post

_LENGTH: Final = 70
_SAMPLE: Final = 30_000
# Directives within directives that are read for a summary.
_DEEPEST: Final = 4
# What Hugo looks for where a site has `hasCJKLanguage`.
_has_cjk: Final = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
    "\U00020000-\U0003ffff]"
).search


@record
class Printed:
    """What Hugo prints of a post, its calls still placeholders."""

    html: str
    printer: TokenPrinter


def printed_post(tokens: Sequence[Token], post: Post, md: MarkdownIt) -> Printed:
    """Return the printed form of a post's tokens, before a renderer has taken them apart."""
    printer = TokenPrinter(post.markup, post.directives, partial(_text_inside, post=post, md=md, depth=1))
    return Printed(printer.blocks(tokens), printer)


def _text_inside(text: str, *, post: Post, md: MarkdownIt, depth: int) -> str:
    """Return what readers see of the Markdown in a directive, on one line."""
    if depth > _DEEPEST:
        return ""
    further = partial(_text_inside, post=post, md=md, depth=depth + 1)
    printer = TokenPrinter(post.markup, post.directives, further)
    shown = PLACEHOLDER.sub("", as_shown_here(printer.blocks(md.parse(text, {}))))
    return as_line(with_code(shown, lambda number, _: escape(printer.code[number].text), spans=False))


def measured(printed: Printed, post: Post, md: MarkdownIt) -> Measure:
    """Return the measure of a post whose calls have been run."""

    def code(number: int, spans: bool) -> str:
        return print_listing(printed.printer.code[number].filled(fill), spans=spans)

    def fill(text: str) -> str:
        for _ in range(MAX_NESTING):
            if OPEN not in text:
                break
            text = PLACEHOLDER.sub(lambda found: post.printed.get(int(found[1]), ""), text)
        return text

    html = fill(printed.html + printed.printer.notes(_notes(post)))
    given = printed_post(md.parse(post.meta.summary), post, md).html if post.meta.summary else ""
    return measure(html, _rules(post, html), given, code)


def _notes(post: Post) -> Iterator[tuple[Sequence[Token], int]]:
    """Yield the tokens of each note of the page, in its order, and how many references lead to it."""
    for label, references in post.references.items():
        definition = post.definitions.get(label)
        yield (definition.to_tokens()[1:-1] if definition else [], len(references))


def _rules(post: Post, html: str) -> Rules:
    """Return how a post is counted: as it or its site says, else by its script, unless all is to be as in Hugo."""
    context = site_context(post.env.config)
    site = context.site if context else None
    cjk = post.meta.is_cjk
    if cjk is None and site is not None and site.has_cjk_language:
        cjk = _has_cjk(html) is not None
    if cjk is None:
        strict = settings(post.env.config, HugoSettings).strict
        cjk = not strict and _is_cjk(html[:_SAMPLE])
    return Rules(cjk, site.summary_length if site else _LENGTH)


def _is_cjk(html: str) -> bool:
    text = bare(html)
    # Blanks are letters of no script; they count only where a text is longer than what is looked at.
    return is_east_asian(text if len(text) <= SAMPLE else plain(html))
