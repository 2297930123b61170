"""What the package says of the book, gathered from the configuration and the metadata of its posts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from koushu.config import EpubSettings, settings
from koushu.epub.archive import EARLIEST
from koushu.epub.package import Book, Collection, Person, book_identifier, language_tag
from koushu.posts.addresses import absolute, place, urn
from koushu.posts.book import source_date
from koushu.posts.catalogue import catalogue_of
from koushu.posts.metadata import read_license
from koushu.posts.parts import web_addresses
from koushu.posts.publication import post_metadata, publication_of, site_address
from koushu.posts.relations.series import read_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.builders import Builder
    from sphinx.config import Config

    from koushu.epub.editions import Edition
    from koushu.epub.package import Accessibility
    from koushu.posts.metadata import License, Metadata, Role
    from koushu.posts.parts import BookPart
    from koushu.posts.records import Post

# Sphinx's own defaults for values that nobody has set.
_UNSET: Final = frozenset({"", "unknown", "Author name not set"})
# Enough for a library's catalogue; a blog of years has hundreds of tags.
_MOST_SUBJECTS: Final = 40
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


def describe_book(builder: Builder, edition: Edition, accessibility: Accessibility) -> Book:
    """Return what the package says: of the whole Sphinx's `epub_…` values first, then what the posts say."""
    config, posts = builder.config, [post for post in edition.posts if not post.is_section]
    found = [post_metadata(builder, post) for post in posts]
    creators, contributors = _people(config, found, edition.part)
    own = settings(config, EpubSettings)
    single = found[0] if edition.single else None
    return Book(
        title=_title(config, edition),
        language=(single and single.language) or language_tag(config.epub_language),
        identifier=_identifier(config, edition, single),
        modified=book_time(posts),
        published=max((one.published for one in found if one.published), default=None),
        creators=creators,
        contributors=contributors,
        publisher=_value(config.epub_publisher),
        rights=_value(config.epub_copyright),
        description=single.description if single else "" if edition.part else _description(config),
        subjects=tuple(own.subjects) if own.subjects and not single else _subjects(found),
        source=_address(builder, edition),
        license=_license([one.license for one in found] or [read_license(publication_of(config).license)]),
        languages=tuple(dict.fromkeys(one.language for one in found if one.language)),
        collections=tuple(_collections(builder, edition)),
        part_of=_whole(config) if edition.part else "",
        version="" if edition.part else config.version,
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


def _description(config: Config) -> str:
    return _value(config.epub_description) or publication_of(config).tagline


def _whole(config: Config) -> str:
    return _value(config.epub_identifier) or book_identifier(config.html_baseurl, config.project)


def _identifier(config: Config, edition: Edition, single: Metadata | None) -> str:
    """Return that of the publication, that of the post, or one made from the address of the part."""
    if edition.part is None:
        return _whole(config)
    if single is not None:
        return single.identifier
    base = publication_of(config).identifier_base or site_address(config)
    return urn(place(base, edition.part.url) if base else f"urn:koushu:{config.project}{edition.part.url}")


def _address(builder: Builder, edition: Edition) -> str:
    """Return where on the web that lies which the book holds; empty where that is not certain."""
    part, base = edition.part, site_address(builder.config)
    if part is None or not base:
        return base
    known = web_addresses(builder, ())
    if part.kind == "post":
        return known.get(part.docnames[0], "")
    return absolute(base, part.url.lstrip("/")) if known else ""


def _people(
    config: Config, posts: Iterable[Metadata], part: BookPart | None
) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return the creators, and everybody else; each person once, with all they did.

    The creator of the whole is whom `conf.py` names; authors of posts contributed to it then.
    """
    roles: dict[str, dict[str, None]] = {}
    named = "" if part else _value(config.epub_author)
    if named:
        roles[named] = {"aut": None}
    for one in posts:
        for person in one.people:
            roles.setdefault(person.name, {})[_RELATORS[person.role]] = None
    other = "" if part else _value(config.epub_contributor)
    if other:
        roles.setdefault(other, {"ctb": None})
    people = [Person(name, tuple(done)) for name, done in roles.items()]
    creators = [person for person in people if (person.name == named if named else "aut" in person.roles)]
    rest = tuple(person for person in people if person not in creators)
    site = _value(config.author)
    return tuple(creators or ([Person(site)] if site and not rest else [])), rest


def _license(found: Sequence[License]) -> str:
    """Return the licence under which all stands; empty where posts differ."""
    names = {one.url or one.name for one in found}
    return names.pop() if len(names) == 1 else ""


def _collections(builder: Builder, edition: Edition) -> Iterable[Collection]:
    """Yield the series of a single post, which are those of the whole publication."""
    post = edition.single
    if post is None:
        return
    posts = [one for one in catalogue_of(builder).posts if not one.is_section]
    for series in read_series(posts).get(post.docname, ()):
        yield Collection(series.name, series.place(post))


def _subjects(posts: Iterable[Metadata]) -> tuple[str, ...]:
    """Return categories and tags, the most frequent first."""
    counts = Counter(term for one in posts for term in one.subjects)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(term for term, _ in ordered[:_MOST_SUBJECTS])
