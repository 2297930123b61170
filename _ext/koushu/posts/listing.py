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
from koushu.posts.catalogue import catalogue_of
from koushu.posts.header import byline
from koushu.posts.nodes import post_list
from koushu.posts.resolving import TO_POST
from koushu.posts.shown import shown_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import OptionSpec

    from koushu.posts.catalogue import Configured
    from koushu.posts.records import Post


class PostListDirective(SphinxDirective):
    """The newest posts, or those of one section: `post_list` until the page is written.

    Options: `section` (a folder below the source folder, or below the content folder of a Hugo site), `limit` (how
    many; all when left out), `tree` (key of a language of a multilingual Hugo site).
    """

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        "section": directives.unchanged_required,
        "limit": directives.positive_int,
        "tree": directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return the place of the list."""
        node = post_list(section=self.options.get("section", ""), limit=self.options.get("limit", 0))
        node["tree"] = self.options.get("tree", "")
        self.set_source_info(node)
        return [node]


class FillPostLists(SphinxPostTransform):
    """Replace each place of a list by a bullet list of links: `bullet_list.post-list > list_item > paragraph+`."""

    # Before references are resolved, so that the links made here are resolved with all others.
    default_priority = 8

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Fill every list of this page."""
        for node in list(self.document.findall(post_list)):
            posts = posts_listed(self, node["section"], node["limit"], node.get("tree", ""))
            shown = [post for post in posts if post.docname != self.env.docname]
            node.replace_self([self._list(shown)] if shown else [])

    def _list(self, posts: list[Post]) -> nodes.bullet_list:
        items = nodes.bullet_list(classes=["post-list", ADDED])
        for post in posts:
            items += self._item(post)
        return items

    def _item(self, post: Post) -> nodes.list_item:
        item = nodes.list_item()
        item += nodes.paragraph("", "", self._link(post))
        item += nodes.paragraph("", "", *byline(post), classes=["post-list-meta"])
        if post.excerpt:
            item += nodes.paragraph(post.excerpt, post.excerpt, classes=["post-list-summary"])
        # docutils' HTML writer makes the `lang` attribute of such a class.
        item["classes"].append(f"language-{post.language}")
        return item

    def _link(self, post: Post) -> addnodes.pending_xref:
        title = nodes.inline(post.title, post.title, classes=["post-list-title"])
        where = {"refdoc": self.env.docname, "reftarget": post.docname, "refexplicit": True}
        return addnodes.pending_xref("", title, refdomain="", reftype=TO_POST, **where)


def posts_listed(owner: Configured, section: str, limit: int, tree: str) -> list[Post]:
    """Return the posts of a list in order; `section` is a folder, empty for all, `limit` 0 for any number."""
    folder = section.strip("/")
    posts = [
        post
        for post in catalogue_of(owner).posts
        if not post.is_section
        and (not tree or post.tree == tree)
        and (not folder or (post.content_path or post.path).startswith(f"{folder}/"))
    ]
    return posts[:limit] if limit else posts


def list_facts(app: Sphinx) -> dict[str, str]:
    """Return what the lists of each page show (`koushu-page-facts`)."""
    texts: dict[str, str] = {}
    facts: dict[str, str] = {}
    for docname, shown in shown_of(app.env).items():
        posts = [post for wanted in shown.lists for post in posts_listed(app, *wanted)]
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
    said = [post.title, post.language, meta.authors, dates, post.reading_minutes, post.excerpt]
    return json.dumps([app.builder.get_target_uri(post.docname), *said], ensure_ascii=False)
