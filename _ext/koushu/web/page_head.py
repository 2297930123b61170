"""The head of one page and its linked data, gathered from its own record, the configuration and the site's lists."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final

from koushu.linked_data import ABOVE, KIND
from koushu.lists.list_pages import list_pages_of
from koushu.lists.publication import lists_of
from koushu.page_store import SITES
from koushu.posts.addresses import absolute
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.downloads import download_name
from koushu.posts.extracts import extract_of
from koushu.posts.metadata import is_hidden
from koushu.posts.parts import lies_beside
from koushu.posts.permalinks import document_name
from koushu.posts.publication import post_metadata, publication_of, site_address
from koushu.posts.relations.translations import translations
from koushu.posts.site.sections import SectionPage, home_of, homes_of, section_page
from koushu.posts.words import one_line
from koushu.record import record
from koushu.social_cards.pictures import picture_of_page
from koushu.web.head import Alternate, PageFacts, head_links, head_tags
from koushu.web.opening import described, shortened
from koushu.web.structured_data import Crumb, Kind, Surroundings, page_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from koushu.linked_data import Node
    from koushu.lists.list_pages import ListPage
    from koushu.posts.metadata import Metadata
    from koushu.posts.records import Post

_MARKUP: Final = re.compile(r"<[^>]*>")
# Pages for readers on their way, with no content of their own.
_NO_CONTENT: Final = frozenset({"search", "genindex", "404"})
_FURTHER_PAGE: Final = re.compile(r"/page/\d+\Z")
_LONGEST: Final = 300
_TITLES: Final = 5
"""How many titles describe a page that lists posts."""


def _versions_of(app: Sphinx) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return language and document of each page in every language that it has, of those that have several."""
    return of_catalogue(app, "versions", lambda: _versions(catalogue_of(app).posts))


def _versions(posts: Iterable[Post]) -> dict[str, tuple[tuple[str, str], ...]]:
    found = translations(posts)
    return {name: tuple((one.language, one.docname) for one in versions) for name, versions in found.items()}


@record
class PageHead:
    """What goes into the template of a page."""

    markup: str
    nodes: list[Node]
    url: str
    """Its one absolute address; empty for a page that is none to be found by."""


def page_head(
    app: Sphinx, pagename: str, context: dict[str, Any], tree: nodes.document | None, language: str
) -> PageHead:
    """Return the head of a page, without the `meta` elements that the author has written."""
    post = catalogue_of(app).by_docname.get(pagename)
    if _is_bare(pagename):
        facts = PageFacts("", language, "", robots="noindex, follow")
        return PageHead(_markup(facts, context, bare=True), [], "")
    facts = _facts(app, pagename, context, tree, language)
    around = Surroundings(
        publication=publication_of(app.config),
        kind=context.get(KIND) or _kind(app, pagename, post),
        crumbs=tuple(_crumbs(app, pagename, post, facts.title, context)),
        search=_search(app, context),
        words=extract_of(app.env, pagename).words,
        author_pages=tuple(_author_pages(app, post)) if post and facts.post else (),
    )
    return PageHead(_markup(facts, context), page_nodes(facts, around), facts.url)


def _is_bare(pagename: str) -> bool:
    return pagename in _NO_CONTENT or pagename.endswith("-modindex")


def _facts(
    app: Sphinx, pagename: str, context: dict[str, Any], tree: nodes.document | None, language: str
) -> PageFacts:
    post, url = catalogue_of(app).by_docname.get(pagename), address_of(app, pagename)
    own = post_metadata(app, post, address=url) if post and not post.is_section else None
    section = _section(app, post) if post else None
    title = post.title if post else plain(context.get("title", ""))
    return PageFacts(
        title=title,
        language=language,
        site=site_name(app),
        # A page that says nothing of itself is still a page of something.
        description=_description(app, pagename, post, own, tree) or _named(app, title),
        url=url or str(context.get("pageurl") or ""),
        post=own,
        picture=picture_of_page(app, pagename),
        alternates=tuple(_alternates(app, pagename)),
        default_language=site_language(app.config),
        section=section.title if section else post.section if post else "",
        pdf=_pdf(app, post) if post and own else "",
        robots="noindex, follow" if post and is_hidden(post) else "max-image-preview:large",
    )


def address_of(app: Sphinx, docname: str) -> str:
    """Return the absolute address of a page; empty where the site has none."""
    base = site_address(app.config)
    return absolute(base, app.builder.get_target_uri(docname)) if base and app.builder.name in SITES else ""


def _description(
    app: Sphinx, pagename: str, post: Post | None, own: Metadata | None, tree: nodes.document | None
) -> str:
    if post and (post.meta.description or post.meta.summary):
        text = own.description if own else one_line(post.meta.description)
        return shortened(text, _LONGEST)
    params: Mapping[str, object] = tree.get("hugo_params", {}) if tree is not None else {}
    if given := one_line(str(params.get("description", ""))):
        return shortened(given, _LONGEST)
    if pagename in {home.docname for home in homes_of(app).values()} and (line := _tagline(app)):
        return shortened(line, _LONGEST)
    if tree is not None and (words := described(tree)):
        return words
    listed = _listed(app, pagename)
    titles = [one.title for one in listed.posts[:_TITLES]] if listed else []
    return shortened(" · ".join(titles), _LONGEST) or _tagline(app)


def _named(app: Sphinx, title: str) -> str:
    site = site_name(app)
    return shortened(title if site in title else f"{title} · {site}".strip(" ·"), _LONGEST)


def _tagline(app: Sphinx) -> str:
    return " ".join(publication_of(app.config).tagline.split())


def _alternates(app: Sphinx, pagename: str) -> Iterator[Alternate]:
    for language, docname in _versions_of(app).get(pagename, ()):
        if url := address_of(app, docname):
            yield Alternate(language, url)


def _pdf(app: Sphinx, post: Post) -> str:
    base = site_address(app.config)
    wanted = "pdf" in (getattr(app.config, "web_downloads", None) or ()) and lies_beside(app.config, "pdf")
    return absolute(base, download_name(post, "pdf")) if wanted and base else ""


def _search(app: Sphinx, context: Mapping[str, Any]) -> str:
    # Not encoded: search engines look for the braces.
    page = address_of(app, "search")
    return f"{page}?q={{search_term_string}}" if page and context["hasdoc"]("search") else ""


def _kind(app: Sphinx, pagename: str, post: Post | None) -> Kind:
    if pagename in {home.docname for home in homes_of(app).values()}:
        return "home"
    if post:
        return "list" if post.is_section else "post"
    listed = _listed(app, pagename)
    if listed and listed.taxonomy and listed.taxonomy.plural == "authors" and listed.kind == "posts":
        return "person"
    return "list" if pagename not in app.env.found_docs else "page"


def _listed(app: Sphinx, pagename: str) -> ListPage | None:
    """Return the list that a page shows, of whose pages it may be a further one."""
    return list_pages_of(app).get(_FURTHER_PAGE.sub("", pagename))


def _section(app: Sphinx, post: Post) -> SectionPage | None:
    """Return the page of a post's section, a document or one that is made."""
    listed = list_pages_of(app).get(post.section)
    made = SectionPage(listed.name, listed.title) if listed and listed.tree == post.tree else None
    return section_page(app, post.tree, post.section) or made


def _crumbs(
    app: Sphinx, pagename: str, post: Post | None, title: str, context: Mapping[str, Any]
) -> Iterator[Crumb]:
    """Yield the steps from the front page; nothing for a front page, or a site without an address."""
    home = home_of(app, post.tree if post else "")
    if not address_of(app, pagename) or pagename in {one.docname for one in homes_of(app).values()}:
        return
    yield Crumb(home.title, address_of(app, home.docname))
    section = _section(app, post) if post else None
    if section and section.docname != pagename:
        yield Crumb(section.title, address_of(app, section.docname))
    listed = _listed(app, pagename)
    if listed and listed.above:
        yield Crumb(listed.above_title, address_of(app, listed.above))
    if above := str(context.get(ABOVE, "")):
        yield Crumb(app.env.titles[above].astext(), address_of(app, above))
    yield Crumb(title, "")


def _author_pages(app: Sphinx, post: Post) -> Iterator[tuple[str, str]]:
    lists = lists_of(app)
    for taxonomy in lists.taxonomies:
        if taxonomy.plural == "authors" and taxonomy.tree == post.tree and post.tree in lists.rules:
            for name in post.meta.authors:
                term = taxonomy.find(name, lists.rules[post.tree])
                if term and (url := address_of(app, document_name(term.url))):
                    yield name, url


def _markup(facts: PageFacts, context: dict[str, Any], *, bare: bool = False) -> str:
    written = str(context.get("metatags", ""))
    tags = [tag for tag in head_tags(facts) if not bare or tag.key == "robots"]
    kept = [tag.html() for tag in tags if f'{tag.attribute}="{tag.key}"' not in written]
    return "".join(f"\n{line}" for line in (*kept, *head_links(facts)))


def site_name(app: Sphinx) -> str:
    """Return the title of the site as plain text."""
    # Not from the context: where all is one page, Sphinx gives it the page's title as well.
    return plain(app.config.html_title or app.config.project)


def plain(markup: str) -> str:
    """Return the text of a title that Sphinx has rendered."""
    return unescape(_MARKUP.sub("", str(markup)))


def head_facts(app: Sphinx) -> dict[str, str]:
    """Return what the head of each post says of other pages (`koushu-page-facts`)."""
    if app.builder.name not in SITES:
        return {}
    return {
        post.docname: repr(
            (
                list(_alternates(app, post.docname)),
                list(_crumbs(app, post.docname, post, "", {})),
                list(_author_pages(app, post)),
            )
        )
        for post in catalogue_of(app).posts
    }
