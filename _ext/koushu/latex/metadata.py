"""What the PDF by XeLaTeX says of itself, and the time that it bears: files beside the document, which it reads."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import texescape

from koushu.posts.book import source_date
from koushu.posts.book_metadata import describe_book, named_author
from koushu.posts.catalogue import catalogue_of
from koushu.posts.xmp import packet
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.builders import Builder

    from koushu.posts.book_metadata import BookMetadata

_ENGINE: Final = "xelatex"
# Perl, which latexmk reads; what the environment says goes first.
_SETTINGS: Final = """
# The PDF bears the time of its sources, not of the clock.
$ENV{{'SOURCE_DATE_EPOCH'}} = '{seconds}' unless $ENV{{'SOURCE_DATE_EPOCH'}};
$ENV{{'FORCE_SOURCE_DATE'}} = '1';
"""


def about_document(builder: Builder, title: str, author: str, members: Container[str]) -> BookMetadata:
    """Return what every format says of the book of one entry of `latex_documents`, whose words are TeX."""
    config = builder.config
    posts = [post for post in catalogue_of(builder).posts if post.docname in members]
    named = named_author(plain_text(author), config.author)
    return describe_book(builder, plain_text(title) or str(config.project), posts, named=named)


def plain_text(source: str) -> str:
    r"""Return the words of a TeX text that Sphinx's escapes alone stand in; nothing for any other."""
    for char, command in texescape.ascii_tex_replacements:
        source = source.replace(command, char)
    text = source.replace(r"\@{}", "").replace(r"\{", "{").replace(r"\}", "}")
    return "" if "\\" in text else text


def write_metadata(folder: Path, name: str, about: BookMetadata) -> None:
    """Write the XMP packet of a document, and the commands that put it and the same words into its PDF."""
    moment = book_moment(about)
    stem = Path(name).stem
    text = packet(about, tool=f"Koushu {__version__}", moment=moment.isoformat(timespec="seconds"))
    (folder / f"{stem}.xmp").write_text(text, encoding="utf-8")
    told = {"pdfsubject": about.description, "pdfkeywords": ", ".join(about.subjects)}
    lines = [f"\\hypersetup{{{key}={{{_escaped(words)}}}}}" for key, words in told.items() if words]
    (folder / f"{stem}-metadata.def").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _escaped(words: str) -> str:
    return texescape.escape(" ".join(words.split()), _ENGINE)


def book_moment(about: BookMetadata) -> datetime:
    """Return the time of a book: `SOURCE_DATE_EPOCH`, else that of its newest post; the clock is never asked."""
    return (source_date() or about.published or datetime(1980, 1, 1, tzinfo=UTC)).astimezone(UTC)


def fix_time(folder: Path, moment: datetime) -> None:
    """Tell latexmk the time that the PDF is to bear, where the environment tells none."""
    path = folder / "latexmkrc"
    if path.is_file():
        seconds = max(0, int(moment.timestamp()))
        path.write_text(
            path.read_text(encoding="utf-8") + _SETTINGS.format(seconds=seconds), encoding="utf-8"
        )
