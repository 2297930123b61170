"""What a page is, for search engines: the post and its blog, the list, the way there. Pure.

Source: schema.org, `BlogPosting`, `Blog`, `WebSite`, `CollectionPage`, `ProfilePage`, `BreadcrumbList`; Google Search
Central, "Article", "Breadcrumb" and "Site name" (what they read).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from koushu.linked_data import told
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.linked_data import Node
    from koushu.posts.metadata import Metadata, Person, Publication
    from koushu.web.head import PageFacts

Kind = Literal["home", "post", "list", "person", "page"]
_TYPES: Final[dict[Kind, str]] = {
    "home": "CollectionPage",
    "list": "CollectionPage",
    "person": "ProfilePage",
    "page": "WebPage",
}
# schema.org has properties for these; what else somebody did is said of a contributor.
_PROPERTIES: Final = {"translator": "translator", "editor": "editor", "illustrator": "illustrator"}


@record
class Crumb:
    """One step on the way from the front page to a page."""

    name: str
    url: str
    """Absolute; empty for the page itself."""


@record
class Surroundings:
    """What stands around a page."""

    publication: Publication
    kind: Kind = "page"
    crumbs: tuple[Crumb, ...] = ()
    """The front page first, the page itself last; none on the front page."""
    search: str = ""
    """Absolute address of the search with `{search_term_string}` in it, on the front page."""
    words: int = 0
    author_pages: tuple[tuple[str, str], ...] = ()
    """Name and absolute address of the authors who have a page."""


def page_nodes(facts: PageFacts, around: Surroundings) -> list[Node]:
    """Return the nodes of a page's graph: what it is, and the way to it."""
    base = around.publication.address
    found: list[Node] = []
    if facts.post:
        found += [_posting(facts, facts.post, around), _blog(around.publication)]
    elif around.kind != "post":
        found.append(_page(facts, around))
    if around.kind == "home":
        found += [_site(around), _blog(around.publication), _publisher(around.publication)]
    if around.crumbs:
        found.append(_breadcrumbs(around.crumbs, facts.url or base))
    return [node for node in found if node]


def _posting(facts: PageFacts, post: Metadata, around: Surroundings) -> Node:
    here, pages = facts.url, dict(around.author_pages)
    people = {
        name: [_person(one, pages) for one in post.people if one.role == role]
        for role, name in _PROPERTIES.items()
    }
    return told(
        {
            "@type": "BlogPosting",
            "@id": f"{here}#article",
            "url": here,
            "headline": facts.title,
            # As the head of the page has it, and only what the post says of itself.
            "description": facts.description if post.description else "",
            "inLanguage": post.language,
            "datePublished": post.published.isoformat() if post.published else "",
            "dateModified": post.modified.isoformat() if post.modified else "",
            "author": [_person(one, pages) for one in post.people if one.role == "author"],
            **people,
            "contributor": [
                {"@type": "Role", "roleName": one.role, "contributor": _person(one, pages)}
                for one in post.contributors
                if one.role not in _PROPERTIES
            ],
            "publisher": {
                key: value for key, value in _publisher(around.publication).items() if key != "@id"
            },
            "image": facts.picture.url if facts.picture else "",
            "keywords": list(post.keywords),
            "articleSection": facts.section,
            "wordCount": around.words,
            "license": post.license.url,
            "identifier": post.identifier,
            "isPartOf": {"@id": _blog_id(around.publication)},
            "workTranslation": [
                {"@type": "BlogPosting", "@id": f"{one.url}#article", "inLanguage": one.language}
                for one in facts.alternates
                if one.url != here
            ],
        }
    )


def _person(one: Person, pages: dict[str, str]) -> Node:
    return told({"@type": "Person", "name": one.name, "url": pages.get(one.name, "")})


def _page(facts: PageFacts, around: Surroundings) -> Node:
    person = {"@type": "Person", "name": facts.title, "url": facts.url} if around.kind == "person" else None
    return told(
        {
            "@type": _TYPES[around.kind],
            "@id": facts.url or "#page",
            "url": facts.url,
            "name": facts.title,
            "description": facts.description,
            "inLanguage": facts.language,
            "isPartOf": {"@id": _site_id(around.publication)},
            "mainEntity": person and told(person),
        }
    )


def _site(around: Surroundings) -> Node:
    own = around.publication
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": around.search},
        "query-input": "required name=search_term_string",
    }
    return told(
        {
            "@type": "WebSite",
            "@id": _site_id(own),
            "url": own.address,
            "name": own.title,
            "description": own.tagline,
            "inLanguage": own.language,
            "publisher": {"@id": _publisher_id(own)},
            "potentialAction": search if around.search else None,
        }
    )


def _blog(own: Publication) -> Node:
    return told(
        {
            "@type": "Blog",
            "@id": _blog_id(own),
            "name": own.title,
            "isPartOf": {"@id": _site_id(own)},
        }
    )


def _publisher(own: Publication) -> Node:
    return told({"@type": "Organization", "@id": _publisher_id(own), "name": own.title, "url": own.address})


def _breadcrumbs(crumbs: Iterable[Crumb], here: str) -> Node:
    steps = [
        told({"@type": "ListItem", "position": number, "name": one.name, "item": one.url})
        for number, one in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{here}#breadcrumbs", "itemListElement": steps}


def _site_id(own: Publication) -> str:
    return f"{own.address}#website"


def _blog_id(own: Publication) -> str:
    return f"{own.address}#blog"


def _publisher_id(own: Publication) -> str:
    return f"{own.address}#publisher"
