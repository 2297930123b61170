"""What web pages add to the header of a post: its lead, its other languages, its series."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.page_store import SITES
from koushu.posts.catalogue import catalogue_of
from koushu.posts.nodes import post_header
from koushu.posts.words import one_line, plain_text
from koushu.web.opening import opening_words
from koushu.web.post_parts.facts import series_boxes, translation_cards
from koushu.web.post_parts.markup import series_box, translations
from koushu.web.post_parts.neighbourhood import NONE, neighbourhood_of

if TYPE_CHECKING:
    from koushu.posts.records import Post


class AddHeaderRows(SphinxPostTransform):
    """Completes the header of a post from the catalogue, when its page is written."""

    # After the terms of the header have become links, at 9.
    default_priority = 10
    builders = tuple(SITES)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Add what there is to the header of this page."""
        post = catalogue_of(self).by_docname.get(self.env.docname)
        header = next(iter(self.document.findall(post_header)), None)
        if post is None or header is None:
            return
        lead = lead_of(post, opening_words(self.document, 300))
        if lead:
            # No paragraph, since it is no part of the text that every format has.
            header.insert(0, nodes.raw("", f'<div class="post-lead">{escape(lead)}</div>\n', format="html"))
        markup = self._markup(post)
        if markup:
            header += nodes.raw("", markup, format="html")

    def _markup(self, post: Post) -> str:
        app = self.env._app  # noqa: SLF001 - Sphinx takes back the public way
        near = neighbourhood_of(app).get(post.docname, NONE)
        way = partial(app.builder.get_relative_uri, post.docname)
        others = translation_cards(post, near, way)
        boxes = series_boxes(app, post, near, way)
        parts = [translations(others, post.language)] if others else []
        return "".join((*parts, *(series_box(box, post.language) for box in boxes)))


def lead_of(post: Post, opening: str) -> str:
    """Return the description of a post, else its summary, as plain text; nothing where the text opens with it."""
    lead = one_line(post.meta.description) or plain_text(post.meta.summary)
    return "" if _letters(opening).startswith(_letters(lead)[:40]) else lead


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).lower()
