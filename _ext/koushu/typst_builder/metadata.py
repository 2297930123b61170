"""What a book says of itself: its entries in the configuration, metadata, languages and fixed words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koushu.messages import message
from koushu.posts.book import source_date
from koushu.posts.book_metadata import describe_book, named_author
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.header import printed_date
from koushu.problems import Kind, Problem
from koushu.record import record
from koushu.typst_builder.document import Metadata

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from sphinx.builders import Builder
    from sphinx.config import Config

    from koushu.config import TypstSettings
    from koushu.posts.book_metadata import BookMetadata
    from koushu.posts.parts import BookPart

THEMES = frozenset({"book", "article", "phone"})


@record
class Entry:
    """One book to make."""

    root: str
    """Name of the root document."""
    name: str
    """File name of the PDF without its suffix."""
    title: str
    author: str
    theme: str
    folder: str
    """Folder of its Typst files below the output folder."""
    path: str = ""
    """Path of its PDF below the output folder; empty for one that lies in it by its name."""
    part: BookPart | None = None
    """The part of the publication that it is; none for the whole."""

    @property
    def is_part(self) -> bool:
        """Return whether it is the book of a part of the publication."""
        return bool(self.path)


def book_entries(
    config: Config, chosen: TypstSettings, known: Container[str]
) -> tuple[list[Entry], list[Problem]]:
    """Return the books of the configuration, or the one of everything; several have a folder each.

    Problems: `TYPST_DOCUMENT` for a book whose root is not among the `known` documents, which is left out,
    for an unknown theme, and for a name that an earlier book has.
    """
    given = chosen.documents or [(config.root_doc, "", "", "", chosen.theme)]
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for root, name, title, author, theme in given:
        safe = default_name(name or config.project)
        if root not in known:
            problems.append(_problem(f"typst_documents names `{root}`; expected the name of a document"))
            continue
        if safe in entries:
            problems.append(
                _problem(f"Two books of typst_documents are named `{safe}`; expected different names")
            )
            continue
        if theme not in THEMES:
            problems.append(
                _problem(f"typst_documents has the theme `{theme}`; expected one of {sorted(THEMES)}")
            )
        folder = safe if len(given) > 1 else ""
        look = theme if theme in THEMES else chosen.theme
        entries[safe] = Entry(root, safe, title or config.project, author, look, folder)
    return list(entries.values()), problems


def _problem(message: str) -> Problem:
    return Problem(Kind.TYPST_DOCUMENT, 0, message)


def default_name(project: str) -> str:
    """Return a file name of ASCII letters, digits, dots and hyphens, or `book` where nothing is left."""
    words = re.sub(r"[^A-Za-z0-9._-]+", "-", project).strip("-._").lower()
    return words or "book"


def document_languages(builder: Builder, docnames: Iterable[str]) -> dict[str, str]:
    """Return the language of each document that has one of its own, as a BCP 47 tag."""
    posts = catalogue_of(builder).by_docname
    return {name: posts[name].language for name in docnames if name in posts and posts[name].language}


def about_book(builder: Builder, entry: Entry, docnames: Iterable[str]) -> BookMetadata:
    """Return what every format says of a book."""
    known = catalogue_of(builder).by_docname
    posts = [known[name] for name in sorted(docnames) if name in known]
    return describe_book(
        builder,
        entry.title,
        posts,
        named=named_author(entry.author, builder.config.author),
        part=entry.part,
    )


def book_metadata(builder: Builder, entry: Entry, about: BookMetadata, subtitle: str) -> Metadata:
    """Return what cover, running heads and colophon say of a book."""
    config = builder.config
    language = site_language(config)
    moment = source_date() or about.published
    return Metadata(
        title=entry.title,
        authors=tuple(one.name for one in about.creators),
        subtitle=subtitle,
        description=about.description,
        keywords=about.subjects,
        language=language,
        date=moment,
        printed_date=printed_date(moment, language) if moment else "",
        rights=about.rights,
        head=str(config.project) if entry.is_part else "",
    )


def book_words(config: Config) -> dict[str, str]:
    """Return the words that the template prints, in the language of the publication."""
    language = site_language(config)
    fonts = message("colophon_fonts", language, names="{names}")
    return {"contents": message("contents", language), "fonts": fonts}
