"""The list of posts: a directive leaves its place, a post-transform fills it from the catalogue."""

from __future__ import annotations

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

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import OptionSpec

    from koushu.posts.records import Post

# A key of the page's own in `env.metadata`, which Sphinx merges between reading processes.
LISTS_POSTS = "koushu_lists_posts"


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
        """Return the place of the list, and note that this page shows the catalogue."""
        self.env.metadata[self.env.docname][LISTS_POSTS] = "yes"
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
            posts = [post for post in self._posts(node) if post.docname != self.env.docname]
            node.replace_self([self._list(posts)] if posts else [])

    def _posts(self, node: post_list) -> list[Post]:
        section, limit, tree = node["section"].strip("/"), node["limit"], node.get("tree", "")
        posts = [
            post
            for post in catalogue_of(self).posts
            if not post.is_section
            and (not tree or post.tree == tree)
            and (not section or (post.content_path or post.path).startswith(f"{section}/"))
        ]
        return posts[:limit] if limit else posts

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


def pages_with_lists(
    _app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that show lists, when any document came, changed or went."""
    if not (added or changed or removed):
        return []
    return [name for name, values in env.metadata.items() if LISTS_POSTS in values and name not in removed]
