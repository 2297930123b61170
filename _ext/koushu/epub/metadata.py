"""What the package says of the book, gathered from the configuration and the catalogue."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from koushu.config import EpubSettings, settings
from koushu.epub.archive import EARLIEST
from koushu.epub.package import Book, Person, book_identifier, language_tag
from koushu.posts.book import source_date
from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder
    from sphinx.config import Config

    from koushu.epub.package import Accessibility
    from koushu.posts.records import Post

# Sphinx's own defaults for values that nobody has set.
_UNSET = frozenset({"", "unknown"})
# Enough for a library's catalogue; a blog of years has hundreds of tags.
_MOST_SUBJECTS = 40


def describe_book(builder: Builder, accessibility: Accessibility) -> Book:
    """Return the book's metadata: Sphinx's `epub_…` values first, then what the posts say."""
    config, posts = builder.config, catalogue_of(builder).posts
    own = settings(config, EpubSettings)
    author = _value(config.epub_author)
    creators = tuple(Person(name) for name in ([author] if author else _authors(posts)))
    known = {person.name for person in creators}
    return Book(
        title=_value(config.epub_title) or "–",
        language=language_tag(config.epub_language),
        identifier=_value(config.epub_identifier) or book_identifier(config.html_baseurl, config.project),
        modified=book_time(posts),
        published=max((post.meta.date for post in posts if post.meta.date), default=None),
        creators=creators,
        contributors=tuple(Person(name) for name in _contributors(config, posts) if name not in known),
        publisher=_value(config.epub_publisher),
        rights=_value(config.epub_copyright),
        description=_value(config.epub_description),
        subjects=tuple(own.subjects) or _subjects(posts),
        source=config.html_baseurl,
        version=config.version,
        writing_mode=config.epub_writing_mode,
        accessibility=accessibility,
    )


def book_time(posts: Iterable[Post]) -> datetime:
    """Return the moment that the book bears: `SOURCE_DATE_EPOCH`, else that of the newest post.

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


def _authors(posts: Iterable[Post]) -> list[str]:
    return list(dict.fromkeys(author for post in posts for author in post.meta.authors))


def _contributors(config: Config, posts: Iterable[Post]) -> list[str]:
    named = _value(config.epub_contributor)
    return list(dict.fromkeys([*([named] if named else []), *_authors(posts)]))


def _subjects(posts: Iterable[Post]) -> tuple[str, ...]:
    """Return categories and tags, the most frequent first."""
    counts = Counter(
        term for post in posts for term in dict.fromkeys([*post.meta.categories, *post.meta.tags])
    )
    return tuple(
        term for term, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_SUBJECTS]
    )
