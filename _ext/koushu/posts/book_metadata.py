"""What every format says of a book, of the whole publication or of a part of it: one record, made in one place."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from koushu.posts.addresses import absolute, place, urn
from koushu.posts.metadata import License, read_license
from koushu.posts.parts import web_addresses
from koushu.posts.publication import post_metadata, publication_of, site_address
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sphinx.config import Config

    from koushu.posts.extracts import Built
    from koushu.posts.metadata import Metadata, Role
    from koushu.posts.parts import BookPart
    from koushu.posts.records import Post

# Sphinx's own defaults for values that nobody has set.
_UNSET: Final = frozenset({"", "unknown", "Author name not set"})
_NONE: Final = License()
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
# Enough for a library's catalogue; a blog of years has hundreds of tags.
_MOST_SUBJECTS: Final = 40


@record
class Contributor:
    """Somebody who had a part in a book, with all that they did."""

    name: str
    roles: tuple[Role, ...] = ("author",)


@record
class BookMetadata:
    """What is known of a book."""

    title: str
    language: str
    """BCP 47 tag."""
    identifier: str
    """A URI, `urn:uuid:…`, that stays the same for the same address."""
    creators: tuple[Contributor, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    published: datetime | None = None
    """Zoned; of the newest post."""
    description: str = ""
    subjects: tuple[str, ...] = ()
    """The most frequent first."""
    rights: str = ""
    license: License = _NONE
    """Under which all of it stands; empty where posts differ."""
    languages: tuple[str, ...] = ()
    """That of the book, then the others of its posts."""
    source: str = ""
    """Absolute address of what it holds; empty where that is not certain."""


def describe_book(
    owner: Built, title: str, posts: Iterable[Post], *, named: str = "", part: BookPart | None = None
) -> BookMetadata:
    """Return what is known of a book of some posts: of a single post what its page says.

    `named` is whom `conf.py` makes the author of a whole book, whose posts' authors contributed to it then.
    """
    config = owner.config
    ordered = sorted(posts, key=lambda post: (post.meta.date or _FIRST, post.docname))
    found = [post_metadata(owner, post) for post in ordered if not post.is_section]
    single = found[0] if part is not None and part.kind == "post" and found else None
    whole = publication_of(config)
    creators, contributors = people_of(found, "" if part else named, whole.author)
    licenses = {one.license for one in found} or {read_license(whole.license)}
    language = single.language if single else whole.language
    return BookMetadata(
        title=title,
        language=language,
        identifier=single.identifier if single else book_identifier(config, part),
        creators=creators,
        contributors=contributors,
        published=max((one.published for one in found if one.published), default=None),
        description=single.description if single else "" if part else whole.tagline,
        subjects=subjects_of(found),
        rights=whole.rights,
        license=licenses.pop() if len(licenses) == 1 else _NONE,
        languages=tuple(dict.fromkeys(filter(None, (language, *(one.language for one in found))))),
        source=address_of(owner, part),
    )


def named_author(*values: object) -> str:
    """Return the first of some values of the configuration that somebody has set."""
    texts = (", ".join(map(str, one)) if isinstance(one, list | tuple) else str(one or "") for one in values)
    return next((text for text in texts if text not in _UNSET), "")


def book_identifier(config: Config, part: BookPart | None = None) -> str:
    """Return the uuid5 of the canonical address of the whole or of a part; without one, of the name.

    The same publication has the same one for good.
    """
    if part is None:
        return urn(str(config.html_baseurl or "").rstrip("/") or f"urn:koushu:{config.project}")
    base = publication_of(config).identifier_base or site_address(config)
    return urn(place(base, part.url) if base else f"urn:koushu:{config.project}{part.url}")


def address_of(owner: Built, part: BookPart | None) -> str:
    """Return where on the web that lies which a book holds; empty where that is not certain."""
    base = site_address(owner.config)
    if part is None or not base:
        return base
    known = web_addresses(owner, ())
    if part.kind == "post":
        return known.get(part.docnames[0], "")
    return absolute(base, part.url.lstrip("/")) if known else ""


def people_of(
    posts: Iterable[Metadata], named: str, site: str = ""
) -> tuple[tuple[Contributor, ...], tuple[Contributor, ...]]:
    """Return the creators of a book, and everybody else; each person once, with all they did.

    `site` is the author of the publication, for posts that name nobody.
    """
    roles: dict[str, dict[Role, None]] = {named: {"author": None}} if named else {}
    for one in posts:
        for person in one.people:
            roles.setdefault(person.name, {})[person.role] = None
    people = [Contributor(name, tuple(done)) for name, done in roles.items()]
    creators = [one for one in people if (one.name == named if named else "author" in one.roles)]
    rest = tuple(one for one in people if one not in creators)
    return tuple(creators or ([Contributor(site)] if site and not rest else [])), rest


def subjects_of(posts: Sequence[Metadata]) -> tuple[str, ...]:
    """Return the categories and tags of some posts, the most frequent first; of one post as it has them."""
    if len(posts) == 1:
        return posts[0].subjects
    counts = Counter(term for one in posts for term in one.subjects)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(term for term, _ in ordered[:_MOST_SUBJECTS])
