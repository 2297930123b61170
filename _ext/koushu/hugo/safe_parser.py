"""The parser with a net below it: a post that cannot be read as it should be is shown as its own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.parser import HugoParser
from koushu.hugo.rendering.net import FAULTS
from koushu.problems import Kind

if TYPE_CHECKING:
    from koushu.hugo.metadata.front_matter import FrontMatter
    from koushu.hugo.rendering.post import Post


class SafeHugoParser(HugoParser):
    """Reads a Hugo source; one post never stops the build of all others."""

    def _read_body(self, front: FrontMatter, post: Post, document: nodes.document) -> None:
        try:
            super()._read_body(front, post, document)
        except FAULTS as error:
            message = (
                f"the page could not be read ({type(error).__name__}: {error}); its source is shown as it is"
            )
            post.report(Kind.PAGE, front.body_line, message)
            _show_source(front, post, document)


def _show_source(front: FrontMatter, post: Post, document: nodes.document) -> None:
    """Fill a document with the text of a post, in place of what has been made of it."""
    document.clear()
    title = post.meta.title or post.docname.rsplit("/", 1)[-1]
    section = nodes.section("", nodes.title(title, title), ids=["page"], title_source="front_matter")
    section += nodes.literal_block(front.body, front.body, language="text")
    document += section
