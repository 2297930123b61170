"""The source of a post as readers may have it, beside its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.hugo.source import decode_source
from koushu.hugo.source_filter import source_filter_of
from koushu.page_store import write_if_changed
from koushu.posts.downloads import download_name
from koushu.posts.site.public_source import public_source

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from koushu.posts.records import Post


def write_source(app: Sphinx, post: Post) -> None:
    """Write the Markdown of a post with its front matter, without what its page keeps back; names are masked."""
    text = decode_source((Path(app.srcdir) / post.path).read_bytes()).text
    masked = source_filter_of(app.config)(post.path, text)
    write_if_changed(Path(app.outdir, download_name(post, "markdown")), public_source(masked))
