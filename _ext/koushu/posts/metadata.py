"""What is said of a post in the head of its page, in feeds and in books: one record, made in one place. Pure."""

from __future__ import annotations

import re
from dataclasses import field
from datetime import UTC
from typing import TYPE_CHECKING, Final, Literal, get_args

from koushu.hugo.metadata.casts import to_text
from koushu.posts.words import one_line, plain_text
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from koushu.hugo.metadata.fields import Value
    from koushu.posts.records import Post

Role = Literal["author", "translator", "editor", "interviewer", "interviewee", "illustrator", "photographer"]
"""What somebody did for a post: terms of the MARC relators, of schema.org where it has them."""
_NO_AUTHORS: Final = tuple(role for role in get_args(Role) if role != "author")
_ROLE_KEYS: Final = frozenset(key for role in _NO_AUTHORS for key in (role, f"{role}s"))
_LICENSE_KEYS: Final = ("license", "licence")
_ADDRESS: Final = re.compile(r"https?://\S+")
_CREATIVE_COMMONS: Final = re.compile(
    r"cc[ -](?P<kind>by(?:-nc)?(?:-(?:sa|nd))?)[ -](?P<version>[1-4]\.\d)(?:[ -](?P<port>[a-z]{2}))?",
    re.IGNORECASE,
)
_ZERO: Final = re.compile(r"cc[ -]?0(?:[ -]1\.0)?", re.IGNORECASE)


@record
class Person:
    """Somebody who had a part in a post."""

    name: str
    role: Role = "author"


@record
class License:
    """What others may do with a post."""

    name: str = ""
    """As the author wrote it; empty where nothing is said."""
    url: str = ""
    """Address of its text, where that is known."""


@record
class Publication:
    """What is the same for all posts."""

    title: str
    """Plain text."""
    language: str
    """BCP 47 tag."""
    address: str = ""
    """Absolute, with a slash at its end; empty where the site has none."""
    author: str = ""
    tagline: str = ""
    rights: str = ""
    license: str = ""
    """That of posts that name none: an SPDX name, an address, or words."""
    identifier_base: str = ""
    """Absolute address from which identifiers are made; empty for the site's own."""
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """Key of a language -> the folder of its pages, empty for none."""


@record
class Metadata:
    """What is known of one post."""

    title: str
    language: str
    """BCP 47 tag."""
    publication: str
    """Title of the site or book that the post is part of."""
    identifier: str
    """A URI that stays when the post moves."""
    address: str = ""
    """The absolute address of its page; empty where the site has none."""
    people: tuple[Person, ...] = ()
    """Authors first."""
    published: datetime | None = None
    """This and `modified` carry a zone."""
    modified: datetime | None = None
    """Not before `published`."""
    description: str = ""
    """Plain text on one line."""
    subjects: tuple[str, ...] = ()
    """Categories, then tags."""
    keywords: tuple[str, ...] = ()
    """Those that the post names as such, else its subjects."""
    section: str = ""
    license: License = License()
    rights: str = ""

    @property
    def authors(self) -> tuple[str, ...]:
        """Return the names of the authors."""
        return tuple(person.name for person in self.people if person.role == "author")

    @property
    def contributors(self) -> tuple[Person, ...]:
        """Return everybody else."""
        return tuple(person for person in self.people if person.role != "author")


def metadata_of(
    post: Post, publication: Publication, identifier: str, *, address: str = "", summary: str = ""
) -> Metadata:
    """Return what is known of a post; `summary` is its opening, for a post that does not describe itself."""
    meta = post.meta
    subjects = tuple(dict.fromkeys((*meta.categories, *meta.tags)))
    dates = [whole_minutes(date) for date in (meta.date, meta.lastmod) if date]
    return Metadata(
        title=post.title,
        language=post.language,
        publication=publication.title,
        identifier=identifier,
        address=address,
        people=(*(Person(name) for name in meta.authors), *_contributors(meta.params)),
        published=meta.date and whole_minutes(meta.date),
        modified=max(dates, default=None),
        description=one_line(meta.description) or plain_text(meta.summary) or summary,
        subjects=subjects,
        keywords=meta.keywords or subjects,
        section=post.section,
        license=read_license(_license(meta.params) or publication.license),
        rights=publication.rights,
    )


def is_hidden(post: Post) -> bool:
    """Return whether front matter asks that search engines leave a page out, as Hugo and its themes read it."""
    params = post.meta.params
    sitemap = params.get("sitemap")
    disabled = isinstance(sitemap, dict) and sitemap.get("disable") is True
    asked = params.get("robotsnoindex") is True or params.get("noindex") is True
    return disabled or asked or "noindex" in str(params.get("robots", "")).lower()


def whole_minutes(moment: datetime) -> datetime:
    """Return a moment in a zone that is off by whole minutes, since dates of the web know no others.

    The zones of the time before railways are off by seconds too; their moments are told in UTC.
    Source: RFC 3339, 5.6; RFC 5322, 3.3.
    """
    offset = moment.utcoffset()
    return moment if offset is None or not offset.total_seconds() % 60 else moment.astimezone(UTC)


def _contributors(params: Mapping[str, Value]) -> Iterator[Person]:
    """Yield those whom front matter names by what they did: `translator: 甲`, or `translators` with several."""
    if _ROLE_KEYS.isdisjoint(params):
        return
    for role in _NO_AUTHORS:
        names = [name for key in (role, f"{role}s") for name in _names(params.get(key))]
        yield from (Person(name, role) for name in dict.fromkeys(names))


def _names(value: Value) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = to_text(item.get("name", item.get("Name")) if isinstance(item, dict) else item)
        if name and name.strip():
            yield name.strip()


def _license(params: Mapping[str, Value]) -> str:
    texts = (to_text(params.get(key)) for key in _LICENSE_KEYS)
    return next((text.strip() for text in texts if text and text.strip()), "")


def read_license(text: str) -> License:
    """Return a licence and where its text lies: for an address, and for the names of Creative Commons.

    Source: SPDX License List; creativecommons.org, "Licenses" (their addresses).
    """
    if address := _ADDRESS.search(text):
        url = address[0].rstrip(").,;，。）")
        return License(text.replace(address[0], "").strip(" (:：（") or url, url)
    if found := _CREATIVE_COMMONS.search(text):
        port = f"{found['port'].lower()}/" if found["port"] and found["version"] < "4" else ""
        url = f"https://creativecommons.org/licenses/{found['kind'].lower()}/{found['version']}/{port}"
        return License(text, url)
    if _ZERO.search(text):
        return License(text, "https://creativecommons.org/publicdomain/zero/1.0/")
    return License(text)
