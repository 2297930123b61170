"""The outer code of a Typst document: imports, metadata, theme, and the body inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koushu.record import record
from koushu.typst_builder.escape import Code, call, string, value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from koushu.typst_builder.escape import Value

_LENGTH = re.compile(r"-?[0-9]+(\.[0-9]+)?(pt|mm|cm|in|em|%)")
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}){1,2}")


@record
class Metadata:
    """What the cover, the running heads and the PDF's own metadata say of a book."""

    title: str
    authors: tuple[str, ...]
    subtitle: str
    description: str
    keywords: tuple[str, ...]
    language: str
    """BCP 47 tag."""
    date: datetime | None
    """Zoned; the day of the newest post, or the time that `SOURCE_DATE_EPOCH` gives."""
    printed_date: str
    """The same day as readers of the language write it."""
    rights: str
    head: str = ""
    """What the running heads say on the left; empty for the title."""


@record
class Design:
    """Which theme the book has and what its settings change in it."""

    theme: str
    paper: str
    options: Mapping[str, Value]
    """Values of the theme that `typst_theme_options` replaces."""
    hyphenate: bool
    contents_depth: int
    chapter_level: int = 1
    """2 where the book has parts."""
    cover: str = ""
    """Path of a picture for the cover below the folder of the book."""


def preamble(
    metadata: Metadata,
    design: Design,
    modules: Sequence[str],
    words: Mapping[str, str],
    colophon: Sequence[Sequence[str]] = (),
) -> str:
    """Return the lines before the body: the imports of every module and the template applied to the rest."""
    imports = "".join(f"#import {string(name)}: *\n" for name in modules)
    arguments = call(
        "book.with",
        title=metadata.title,
        head=metadata.head or metadata.title,
        subtitle=metadata.subtitle,
        authors=metadata.authors,
        description=metadata.description,
        keywords=metadata.keywords,
        date=typst_date(metadata.date),
        printed_date=metadata.printed_date,
        rights=metadata.rights,
        tag=metadata.language,
        paper=design.paper,
        hyphenate=design.hyphenate,
        contents_depth=design.contents_depth,
        words=words,
        colophon=colophon,
        cover=design.cover,
    )
    return f"{imports}#show: {arguments}\n"


def theme_module(design: Design, language: str) -> str:
    """Return the module `theme.typ`: the chosen theme with the values that the settings replace.

    `language` is the first part of the book's BCP 47 tag.
    """
    options = {name: theme_value(item) for name, item in design.options.items()}
    if design.chapter_level > 1:
        options["chapter-level"] = design.chapter_level
    chosen = f"themes.at({string(design.theme)})"
    return (
        f'#import "themes.typ": themes\n#let theme = (: ..{chosen}, ..{value(options)})\n'
        f"#let book-language = {string(language)}\n"
    )


def theme_value(item: Value) -> Value:
    """Return a value of a theme: a length such as `11pt` and a colour such as `#9b2f24` are no strings to Typst."""
    if isinstance(item, str) and _LENGTH.fullmatch(item):
        return Code(item)
    if isinstance(item, str) and _COLOUR.fullmatch(item):
        return call("rgb", item)
    return item


def typst_date(moment: datetime | None) -> Code:
    """Return a day as Typst has it; without one the time that the compiler is given."""
    if moment is None:
        return Code("auto")
    return call("datetime", year=moment.year, month=moment.month, day=moment.day)


def document(head: str, body: str) -> str:
    """Return the whole file: the preamble, and the body as one block of code."""
    return f"{head}#{{\n{body}}}\n"


def first_body_line(head: str) -> int:
    """Return the 1-based line of the file on which the body's first line stands."""
    return head.count("\n") + 2
