"""The lists that stand on documents of a web site: cards in the places that authors or Hugo give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.added import ADDED
from koushu.config import ListsSettings, settings
from koushu.lists.bodies import list_body, offered, page_about, paged, posts_html
from koushu.lists.homes import homes_of, page_language, tree_of
from koushu.lists.list_pages import archive_of, list_pages_of
from koushu.lists.markup import Way, list_heading, ways_on
from koushu.lists.ways import ways_from
from koushu.messages import message
from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.listing import report_empty
from koushu.posts.nodes import post_list
from koushu.posts.rebuilding.shown import shown_of
from koushu.posts.relations.selection import select_posts, selection_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

    from koushu.lists.list_pages import ListPage
    from koushu.lists.ways import Ways
    from koushu.posts.records import Post
    from koushu.posts.relations.selection import Selection


class FillCards(SphinxPostTransform):
    """Replaces each place of a list by the list as HTML, and puts that of a page of a list below its author's words."""

    # Before the lists of other formats, at 8.
    default_priority = 7
    builders = tuple(SITES)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Fill every list of this page."""
        docname, app = self.env.docname, self.app
        places = list(self.document.findall(post_list))
        selections = [selection_of(place) for place in places]
        levels = [_level(place) for place in places]
        own = own_list(app, docname)
        for place, html in zip(places, lists_html(app, docname, selections, levels), strict=True):
            if own is None:
                report_empty(place, select_posts(self, selection_of(place)))
            place.replace_self(_raw(app, docname, html) if html else [])
        if own is not None and not any(listed_posts(app, docname, one) for one in selections):
            section: nodes.Element = next(iter(self.document.findall(nodes.section)), self.document)
            section += _raw(app, docname, _own_html(app, docname, own))


def _own_html(app: Sphinx, docname: str, page: ListPage) -> str:
    """Return the list that belongs on a page of an author's own."""
    ways = ways_from(app, docname)
    return page_about(app, page, ways) + list_body(app, page, ways)


def _raw(app: Sphinx, docname: str, html: str) -> nodes.raw:
    """Return the HTML in an element that search passes over; a page of a list has room for it."""
    kind = "list-page" if is_list_page(app, docname) else "list-inside"
    return nodes.raw("", html, format="html", classes=[kind, "no-search", ADDED])


def _level(place: nodes.Element) -> int:
    """Return the level of the heading below which a list stands."""
    sections = [one for one in _above(place) if isinstance(one, nodes.section)]
    return int(sections[0].get("heading_level", len(sections))) if sections else 1


def _above(node: nodes.Element) -> Iterator[nodes.Element]:
    above: nodes.Element | None = node.parent
    while above is not None:
        yield above
        above = above.parent


def is_list_page(app: Sphinx, docname: str) -> bool:
    """Return whether a document is a front page, or that of a section, a term or another list."""
    post = catalogue_of(app).by_docname.get(docname)
    return docname in homes_of(app) or own_list(app, docname) is not None or post is None or post.is_section


def lists_html(
    app: Sphinx, docname: str, selections: Sequence[Selection], levels: Sequence[int]
) -> list[str]:
    """Return each list of a document as HTML; the first without a limit has further pages."""
    whole = first_whole(selections)
    is_home = docname in homes_of(app)
    found = []
    for place, (selection, level) in enumerate(zip(selections, levels, strict=True)):
        posts = listed_posts(app, docname, selection)
        opening = is_home and place == 0 and level <= 1
        html = _list_html(app, docname, selection, posts, level + 1, whole=place == whole, opening=opening)
        found.append(html + (_entry_points(app, docname) if is_home and place == len(selections) - 1 else ""))
    return found


def _list_html(
    app: Sphinx,
    docname: str,
    selection: Selection,
    posts: Sequence[Post],
    level: int,
    *,
    whole: bool,
    opening: bool,
) -> str:
    language, ways = page_language(app, docname), ways_from(app, docname)
    size = settings(app.config, ListsSettings).page_size
    if not posts:
        return ""
    more = _more(app, docname, language) if selection.limit else None
    head = list_heading(_name_of(posts, language), level, more) if opening else ""
    told: dict[str, Any] = {"style": selection.style, "level": min(level + opening, 6), "lead": opening}
    if whole:
        return head + paged(app, docname, posts, ways, language, **told)
    return head + posts_html(
        app, posts if selection.limit or not size else posts[:size], ways, language, **told
    )


def first_whole(selections: Sequence[Selection]) -> int:
    """Return which list of a page has further pages: the first without a limit; -1 for none."""
    return next((place for place, one in enumerate(selections) if not one.limit), -1)


def listed_posts(app: Sphinx, docname: str, selection: Selection) -> list[Post]:
    """Return the posts that a list of a document shows, on all its pages."""
    return [post for post in select_posts(app, selection) if post.docname != docname]


def _name_of(posts: Sequence[Post], language: str) -> str:
    """Return what the list of a front page is called: Hugo's order need not be that of dates."""
    dates = [post.meta.date.timestamp() if post.meta.date else float("-inf") for post in posts[:20]]
    return message(
        "newest_posts" if dates == sorted(dates, reverse=True) and dates[0] > 0 else "posts", language
    )


def _more(app: Sphinx, docname: str, language: str) -> Way | None:
    archive = archive_of(app, tree_of(app, docname))
    return (
        Way(message("all_posts", language), ways_from(app, docname).document(archive.name))
        if archive
        else None
    )


def _entry_points(app: Sphinx, docname: str) -> str:
    """Return the ways from a front page into the site."""
    ways = ways_into(app, docname, tree_of(app, docname), ways_from(app, docname))
    return ways_on(ways, message("explore", page_language(app, docname)))


def ways_into(app: Sphinx, docname: str, tree: str, ways: Ways) -> list[Way]:
    """Return the ways into one language of the site: archive, taxonomies, and what other features offer."""
    pages = [page for page in list_pages_of(app).values() if page.tree == tree]
    found = [
        Way(
            page.title,
            ways.document(page.name),
            len(page.taxonomy.terms) if page.taxonomy else len(page.posts),
        )
        for page in sorted(pages, key=lambda page: page.kind != "archive")
        if page.kind == "archive" or (page.kind == "terms" and page.taxonomy and page.taxonomy.terms)
    ]
    return [*found, *offered(app, docname, ways)]


def own_list(app: Sphinx, docname: str) -> ListPage | None:
    """Return the page of a list in whose place an author has written a document."""
    pages = list_pages_of(app)
    return pages.get(docname) or pages.get(docname.removesuffix("/index"))


def page_of_document(app: Sphinx, name: str) -> str:
    """Return the document that stands in the place of a page of a list; empty where there is none."""
    return next((one for one in (name, f"{name}/index") if one in app.env.found_docs), "")


def list_facts(app: Sphinx) -> Mapping[str, str]:
    """Return what the lists of each document show (`koushu-page-facts`)."""
    if app.builder.name not in SITES:
        return {}
    facts: dict[str, str] = {}
    for docname, shown in shown_of(app.env).items():
        if shown.lists:
            facts[docname] = "".join(lists_html(app, docname, shown.lists, [1] * len(shown.lists)))
    for name, page in list_pages_of(app).items():
        if docname := page_of_document(app, name):
            facts[docname] = facts.get(docname, "") + _own_html(app, docname, page)
    return facts
