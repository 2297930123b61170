"""The list of posts: a directive leaves its place, a post-transform fills it from the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from koushu.added import ADDED
from koushu.page_store import SITES
from koushu.posts.extracts import description_of, extract_of
from koushu.posts.header import SEPARATOR, byline, printed_date
from koushu.posts.nodes import post_list
from koushu.posts.rebuilding.shown import shown_of
from koushu.posts.relations.selection import ORDERS, STYLES, select_posts, selection_of
from koushu.posts.resolving import TO_POST
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from koushu.posts.records import Post


class PostListDirective(SphinxDirective):
    """The newest posts, or those of one section or term: `post_list` until the page is written.

    Options: `section` (a folder below the source folder, or below the content folder of a Hugo site), `term` (of any
    taxonomy, or `tags/term`), `limit` (how many; all when left out), `order` (`newest`, `oldest`, `title`; Hugo's
    when left out), `style` (`cards` or `list`), `tree` (key of a language of a multilingual Hugo site).
    """

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        "section": directives.unchanged_required,
        "term": directives.unchanged_required,
        "limit": directives.positive_int,
        "style": lambda argument: directives.choice(argument, STYLES),
        "order": lambda argument: directives.choice(argument, ORDERS),
        "tree": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        node = post_list(**{name: self.options.get(name, "") for name in ("section", "term", "tree")})
        node["limit"] = self.options.get("limit", 0)
        node["style"] = self.options.get("style", STYLES[0])
        node["order"] = self.options.get("order", ORDERS[0])
        self.set_source_info(node)
        return [node]


class FillPostLists(SphinxPostTransform):
    """Replace each place of a list by a bullet list of links: `bullet_list.post-list > list_item > paragraph+`."""

    # Before references are resolved, so that the links made here are resolved with all others.
    default_priority = 8

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Fill every list of this page."""
        for node in list(self.document.findall(post_list)):
            posts = select_posts(self, selection_of(node))
            shown = [post for post in posts if post.docname != self.env.docname]
            brief = node.get("style") == "list"
            report_empty(node, posts)
            node.replace_self([self._list(shown, brief=brief)] if shown else [])

    def _list(self, posts: list[Post], *, brief: bool) -> nodes.bullet_list:
        items = nodes.bullet_list(classes=["post-list", ADDED])
        for post in posts:
            items += self._brief(post) if brief else self._item(post)
        return items

    def _item(self, post: Post) -> nodes.list_item:
        item = nodes.list_item()
        item += nodes.paragraph("", "", self._link(post))
        minutes = extract_of(self.env, post.docname).reading_minutes
        item += nodes.paragraph("", "", *byline(post, minutes), classes=["post-list-meta"])
        if summary := description_of(self.env, post):
            item += nodes.paragraph(summary, summary, classes=["post-list-summary"])
        # docutils' HTML writer makes the `lang` attribute of such a class.
        item["classes"].append(f"language-{post.language}")
        return item

    def _brief(self, post: Post) -> nodes.list_item:
        """Return title and date on one line."""
        line = nodes.paragraph("", "", self._link(post))
        if post.meta.date:
            told = SEPARATOR + printed_date(post.meta.date, post.language)
            line += nodes.inline(told, told, classes=["post-list-meta"])
        return nodes.list_item("", line, classes=[f"language-{post.language}"])

    def _link(self, post: Post) -> addnodes.pending_xref:
        title = nodes.inline(post.title, post.title, classes=["post-list-title"])
        where = {"refdoc": self.env.docname, "reftarget": post.docname, "refexplicit": True}
        return addnodes.pending_xref("", title, refdomain="", reftype=TO_POST, **where)


def report_empty(node: post_list, posts: Sequence[Post]) -> None:
    """Report a list of a term that no post has."""
    if node.get("term") and not posts:
        message = f"no post has the term “{node['term']}”; expected one that posts name, such as `tags/word`"
        report(Problem(Kind.POST_LIST, node.line or 1, message), node)


def list_facts(app: Sphinx) -> dict[str, str]:
    """Return what the lists of each page show (`koushu-page-facts`); for web sites `koushu.lists` tells it."""
    texts: dict[str, str] = {}
    facts: dict[str, str] = {}
    for docname, shown in shown_of(app.env).items() if app.builder.name not in SITES else ():
        posts = [post for wanted in shown.lists for post in select_posts(app, wanted)]
        for post in posts:
            if post.docname not in texts:
                texts[post.docname] = item_fact(app, post)
        if shown.lists:
            facts[docname] = "\n".join(texts[post.docname] for post in posts)
    return facts


def item_fact(app: Sphinx, post: Post) -> str:
    """Return all that a list shows of a post, as a text that differs when any of it does."""
    meta = post.meta
    dates = [moment and moment.isoformat() for moment in (meta.date, meta.lastmod)]
    minutes = extract_of(app.env, post.docname).reading_minutes
    said = [post.title, post.language, meta.authors, dates, minutes, description_of(app.env, post)]
    return json.dumps([app.builder.get_target_uri(post.docname), *said], ensure_ascii=False)
