"""What the head of a page says to machines: description, authors, dates, citation, Open Graph, languages. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from babel.core import get_global

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from koushu.posts.metadata import Metadata
    from koushu.social_cards.card import Picture


@record
class Alternate:
    """The page in one language."""

    language: str
    """BCP 47 tag."""
    url: str
    """Absolute."""


@record
class PageFacts:
    """What is known of a page."""

    title: str
    language: str
    """BCP 47 tag."""
    site: str
    description: str = ""
    url: str = ""
    """The absolute address, if the site has one."""
    post: Metadata | None = None
    """What is known of the post, where the page is one."""
    picture: Picture | None = None
    alternates: tuple[Alternate, ...] = ()
    """The page in each language that it has, itself included; empty where it has one alone."""
    default_language: str = ""
    """Which of them is for readers of other languages."""
    section: str = ""
    """What readers call the part of the site that holds the page."""
    pdf: str = ""
    """Absolute address of the post as PDF, where there is one."""
    robots: str = ""


@record
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

    Source: HTML "Standard metadata names"; Open Graph protocol, `article`, `og:image`; the cards of X; DCMI "Expressing
    Dublin Core in HTML"; the indexing guidelines of Google Scholar (`citation_…`), which Zotero reads.
    """
    tags = [*_standard(facts), *_open_graph(facts), *_card(facts)]
    if facts.post:
        tags += [
            *_article(facts, facts.post),
            *_citation(facts, facts.post),
            *_dublin_core(facts, facts.post),
        ]
    return [tag for tag in tags if tag.content]


def head_links(facts: PageFacts) -> list[str]:
    """Return the `link` elements of a page: its languages, and what `DC.` means."""
    links = ['<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/" />'] if facts.post else []
    pairs = [(one.language, one.url) for one in facts.alternates]
    default = [url for language, url in pairs if language == facts.default_language] or [
        url for _, url in pairs
    ]
    pairs += [("x-default", default[0])] if pairs else []
    return links + [
        f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(url)}" />'
        for language, url in pairs
    ]


def _standard(facts: PageFacts) -> Iterator[Tag]:
    yield Tag("name", "description", facts.description)
    for author in facts.post.authors if facts.post else ():
        yield Tag("name", "author", author)
    yield Tag("name", "keywords", ", ".join(facts.post.keywords) if facts.post else "")
    yield Tag("name", "robots", facts.robots)


def _open_graph(facts: PageFacts) -> Iterator[Tag]:
    yield Tag("property", "og:type", "article" if facts.post else "website")
    yield Tag("property", "og:title", facts.title)
    yield Tag("property", "og:site_name", facts.site)
    yield Tag("property", "og:locale", locale_of(facts.language))
    for one in facts.alternates:
        if one.url != facts.url:
            yield Tag("property", "og:locale:alternate", locale_of(one.language))
    yield Tag("property", "og:description", facts.description)
    yield Tag("property", "og:url", facts.url)
    if facts.picture:
        yield Tag("property", "og:image", facts.picture.url)
        yield Tag("property", "og:image:type", facts.picture.media_type)
        yield Tag("property", "og:image:width", str(facts.picture.width or ""))
        yield Tag("property", "og:image:height", str(facts.picture.height or ""))
        yield Tag("property", "og:image:alt", facts.picture.alt)


def _card(facts: PageFacts) -> Iterator[Tag]:
    # All else of a card is read from Open Graph.
    yield Tag("name", "twitter:card", "summary_large_image" if facts.picture else "summary")


def _article(facts: PageFacts, post: Metadata) -> Iterator[Tag]:
    yield Tag("property", "article:published_time", _iso(post.published))
    yield Tag(
        "property", "article:modified_time", _iso(post.modified if post.modified != post.published else None)
    )
    yield Tag("property", "article:section", facts.section)
    for subject in post.subjects:
        yield Tag("property", "article:tag", subject)


def _citation(facts: PageFacts, post: Metadata) -> Iterator[Tag]:
    yield Tag("name", "citation_title", post.title)
    for author in post.authors:
        # Readers of this take a semicolon for the end of a name.
        yield Tag("name", "citation_author", author.replace(";", ","))
    yield Tag("name", "citation_publication_date", f"{post.published:%Y/%m/%d}" if post.published else "")
    yield Tag("name", "citation_journal_title", post.publication)
    yield Tag("name", "citation_language", post.language)
    yield Tag("name", "citation_abstract_html_url", facts.url)
    yield Tag("name", "citation_pdf_url", facts.pdf)
    # Else Zotero takes all that names a journal for an article of one.
    yield Tag("name", "z:itemType", "blogPost")


def _dublin_core(facts: PageFacts, post: Metadata) -> Iterator[Tag]:
    yield Tag("name", "DC.title", post.title)
    for author in post.authors:
        yield Tag("name", "DC.creator", author)
    for person in post.contributors:
        yield Tag("name", "DC.contributor", person.name)
    yield Tag("name", "DC.date", post.published.date().isoformat() if post.published else "")
    yield Tag("name", "DC.language", post.language)
    yield Tag("name", "DC.publisher", post.publication)
    yield Tag("name", "DC.identifier", facts.url or post.identifier)
    yield Tag("name", "DC.rights", post.license.url or post.license.name or post.rights)


def locale_of(tag: str) -> str:
    """Return a language and a territory as Open Graph writes them: `zh_CN` for `zh`, `zh-Hans` or `zh-CN`."""
    language, *rest = tag.split("-")
    territory = next((part.upper() for part in rest if len(part) == 2), "")
    script = next((part.title() for part in rest if len(part) == 4), "")
    if not territory:
        likely = get_global("likely_subtags")
        whole = likely.get(f"{language.lower()}_{script}") or likely.get(language.lower()) or ""
        territory = whole.rpartition("_")[2]
    return f"{language.lower()}_{territory}" if territory else language.lower()


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
