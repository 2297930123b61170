"""What the head of a page says to machines: description, authors, dates, Dublin Core, Open Graph. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page."""

    title: str
    language: str
    """BCP 47 tag."""
    site: str
    description: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    published: datetime | None = None
    """With a zone."""
    modified: datetime | None = None
    url: str = ""
    """The absolute address, if the site has one."""
    is_post: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """One `meta` element."""

    attribute: Literal["name", "property"]
    key: str
    content: str

    def html(self) -> str:
        """Return the element with its values escaped."""
        return f'<meta {self.attribute}="{escape(self.key)}" content="{escape(self.content)}" />'


def head_tags(facts: PageFacts) -> list[Tag]:
    """Return the `meta` elements of a page; those without a value are left out.

    Source: HTML "Standard metadata names"; Open Graph protocol, `article`; DCMI "Expressing Dublin Core in HTML".
    """
    tags = [*_standard(facts), *_open_graph(facts), *(_dublin_core(facts) if facts.is_post else ())]
    return [tag for tag in tags if tag.content]


def _standard(facts: PageFacts) -> Iterator[Tag]:
    yield Tag("name", "description", facts.description)
    for author in facts.authors:
        yield Tag("name", "author", author)
    yield Tag("name", "keywords", ", ".join(facts.keywords))


def _open_graph(facts: PageFacts) -> Iterator[Tag]:
    yield Tag("property", "og:type", "article" if facts.is_post else "website")
    yield Tag("property", "og:title", facts.title)
    yield Tag("property", "og:site_name", facts.site)
    yield Tag("property", "og:locale", facts.language.replace("-", "_"))
    yield Tag("property", "og:description", facts.description)
    yield Tag("property", "og:url", facts.url)
    yield Tag("property", "article:published_time", _iso(facts.published))
    yield Tag("property", "article:modified_time", _iso(facts.modified))
    if facts.is_post:
        for keyword in facts.keywords:
            yield Tag("property", "article:tag", keyword)


def _dublin_core(facts: PageFacts) -> Iterator[Tag]:
    yield Tag("name", "DC.title", facts.title)
    for author in facts.authors:
        yield Tag("name", "DC.creator", author)
    yield Tag("name", "DC.date", facts.published.date().isoformat() if facts.published else "")
    yield Tag("name", "DC.language", facts.language)


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
