"""What the package says of the book, gathered from the configuration and the metadata of its posts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from koushu.config import EpubSettings, settings
from koushu.epub.archive import EARLIEST
from koushu.epub.package import Book, Collection, Person, language_tag
from koushu.posts import book_metadata
from koushu.posts.book import source_date
from koushu.posts.catalogue import catalogue_of
from koushu.posts.relations.series import read_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.config import Config

    from koushu.epub.edition import Edition
    from koushu.epub.package import Accessibility
    from koushu.posts.book_metadata import BookMetadata, Contributor
    from koushu.posts.metadata import Role
    from koushu.posts.records import Post

# Sphinx's own defaults for values that nobody has set.
_UNSET: Final = frozenset({"", "unknown", "Author name not set"})
_RELATORS: Final[dict[Role, str]] = {
    "author": "aut",
    "translator": "trl",
    "editor": "edt",
    "interviewer": "ivr",
    "interviewee": "ive",
    "illustrator": "ill",
    "photographer": "pht",
}
"""Codes of the MARC relators."""


def about_book(builder: Builder, edition: Edition) -> BookMetadata:
    """Return what every format says of a book."""
    config = builder.config
    return book_metadata.describe_book(
        builder, _title(config, edition), edition.posts, named=_value(config.epub_author), part=edition.part
    )


def describe_book(
    builder: Builder, edition: Edition, about: BookMetadata, accessibility: Accessibility
) -> Book:
    """Return what the package says: of the whole Sphinx's `epub_…` values first, then what every book says."""
    config, posts, part = builder.config, edition.posts, edition.part
    own = settings(config, EpubSettings)
    return Book(
        title=about.title,
        language=about.language if edition.single else language_tag(config.epub_language),
        identifier=about.identifier if part else _whole(config),
        modified=book_time(posts),
        published=about.published,
        creators=tuple(map(_person, about.creators)),
        contributors=(*map(_person, about.contributors), *_other(config, edition, about)),
        publisher=_value(config.epub_publisher),
        rights=_value(config.epub_copyright),
        description=about.description if part else _value(config.epub_description) or about.description,
        subjects=tuple(own.subjects) if own.subjects and not edition.single else about.subjects,
        source=about.source,
        license=about.license.url or about.license.name,
        languages=about.languages,
        collections=tuple(_collections(builder, edition)),
        part_of=_whole(config) if part else "",
        version="" if part else config.version,
        writing_mode=config.epub_writing_mode,
        accessibility=accessibility,
    )


def book_time(posts: Iterable[Post]) -> datetime:
    """Return the moment that a book bears: `SOURCE_DATE_EPOCH`, else that of the newest of its posts.

    The clock is never asked, so that equal sources give equal bytes.
    """
    given = source_date()
    if given:
        return given
    moments = [moment for post in posts for moment in (post.meta.date, post.meta.lastmod) if moment]
    return max([*moments, EARLIEST]).astimezone(UTC)


def _value(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return "" if text in _UNSET else text


def _title(config: Config, edition: Edition) -> str:
    return (edition.part.title if edition.part else _value(config.epub_title)) or "–"


def _whole(config: Config) -> str:
    return _value(config.epub_identifier) or book_metadata.book_identifier(config)


def _person(contributor: Contributor) -> Person:
    return Person(contributor.name, tuple(_RELATORS[role] for role in contributor.roles))


def _other(config: Config, edition: Edition, about: BookMetadata) -> Iterator[Person]:
    """Yield whom `conf.py` names as having had a part in the whole, in one that nobody knows."""
    name = "" if edition.part else _value(config.epub_contributor)
    if name and name not in {one.name for one in (*about.creators, *about.contributors)}:
        yield Person(name, ("ctb",))


def _collections(builder: Builder, edition: Edition) -> Iterable[Collection]:
    """Yield the series of a single post, which are those of the whole publication."""
    post = edition.single
    if post is None:
        return
    posts = [one for one in catalogue_of(builder).posts if not one.is_section]
    for series in read_series(posts).get(post.docname, ()):
        yield Collection(series.name, series.place(post))
