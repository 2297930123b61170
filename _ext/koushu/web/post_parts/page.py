"""Puts the parts around a post on its page, and writes its source beside the page."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from posixpath import relpath
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote, unquote

from koushu.config import WebSettings, settings
from koushu.messages import message
from koushu.page_store import SITES, note_outputs
from koushu.posts.addresses import absolute
from koushu.posts.catalogue import catalogue_of
from koushu.posts.citing import work_of
from koushu.posts.downloads import download_name
from koushu.posts.parts import lies_beside
from koushu.posts.publication import post_metadata, site_address
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.relations.neighbours import current_section
from koushu.posts.site.source_copies import write_source
from koushu.problems import Kind, Problem, report
from koushu.record import record
from koushu.staged_files import place_in
from koushu.web.defaults import THEME
from koushu.web.post_parts.comments import Comments, in_language, read_comments
from koushu.web.post_parts.facts import card, cards_beside
from koushu.web.post_parts.markup import Citation, cards, citations
from koushu.web.post_parts.neighbourhood import NONE, neighbourhood_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.posts.downloads import DownloadFormat
    from koushu.posts.records import Post

_SCRIPT: Final = "post.js"
_LABELS: Final = {"markdown": "download_markdown", "pdf": "PDF", "epub": "EPUB"}
_TYPES: Final = {"markdown": "text/markdown", "pdf": "application/pdf", "epub": "application/epub+zip"}


@record
class Download:
    """A file of a post."""

    label: str
    address: str
    type: str
    """Media type."""


@record
class PostParts:
    """What the template puts below a post."""

    beside: str
    """The posts before and after, as HTML; empty for none, as is `related`."""
    related: str
    citations: tuple[Citation, ...]
    downloads: tuple[Download, ...]
    comments: Comments | None


def is_post(post: Post | None) -> bool:
    """Return whether a page is a post: not a section's own, and dated or in a section, as an imprint is not."""
    return post is not None and not post.is_section and bool(post.meta.date or current_section(post, ()))


def add_parts(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Give the template what stands below a post (`html-page-context`)."""
    post = catalogue_of(app).by_docname.get(pagename)
    builder: Any = app.builder
    if post is None or tree is None or not is_post(post) or builder.name not in SITES:
        return
    context["post_parts"] = _parts(app, post)
    if _has_sources(app):
        write_source(app, post)


def _parts(app: Sphinx, post: Post) -> PostParts:
    wanted = settings(app.config, WebSettings)
    near = neighbourhood_of(app).get(post.docname, NONE)
    way = partial(app.builder.get_relative_uri, post.docname)
    language = post.language
    related = [card(one, way, language) for one in near.related]
    base = site_address(app.config)
    address = absolute(base, app.builder.get_target_uri(post.docname)) if base else ""
    work = work_of(post_metadata(app, post, address=address), post.url.strip("/").rpartition("/")[2])
    kept = read_comments(wanted.comments)[0]
    is_wanted = post.meta.params.get("comments") not in (False, "false")
    return PostParts(
        beside=cards(cards_beside(post, near, way), "post-beside", language),
        related=cards(related, "post-related", language),
        citations=citations(work) if wanted.cite else (),
        downloads=tuple(
            _download(post, one, app)
            for one in wanted.downloads
            if one == "markdown" or lies_beside(app.config, one)
        ),
        comments=in_language(kept, language) if kept and is_wanted else None,
    )


def _download(post: Post, form: str, app: Sphinx) -> Download:
    name = download_name(post, cast("DownloadFormat", form))
    folder = app.builder.get_target_uri(post.docname).rpartition("/")[0]
    label = _LABELS[form]
    shown = message(label, post.language) if label.startswith("download") else label
    return Download(shown, quote(relpath(name, unquote(folder) or ".")), _TYPES[form])


def _has_sources(app: Sphinx) -> bool:
    return app.builder.name in SITES and "markdown" in settings(app.config, WebSettings).downloads


def note_sources(app: Sphinx, error: Exception | None) -> None:
    """Note the sources beside pages, so that those of posts that are gone are taken away (`build-finished`)."""
    if error is None and _has_sources(app) and not lists_stand(app):
        posts = [post for post in catalogue_of(app).posts if is_post(post)]
        out = os.fspath(app.outdir)
        note_outputs(app.config, [place_in(out, download_name(post, "markdown")) for post in posts])


def leave_out_script(app: Sphinx, _pagename: str, context: dict[str, Any]) -> None:
    """Leave the script of these parts out of a page that has no use for it (`koushu-page-looks`)."""
    parts: PostParts | None = context.get("post_parts")
    theme = getattr(getattr(app.builder, "theme", None), "name", "")
    if theme == THEME and parts is not None and (parts.citations or parts.comments):
        return
    scripts = context.get("script_files")
    if scripts:
        context["script_files"] = [
            one for one in scripts if str(getattr(one, "filename", one)).rpartition("/")[2] != _SCRIPT
        ]


def check_comments(app: Sphinx, config: Config) -> None:
    """Report what cannot be used of `web_comments`; there are no comments then."""
    for message_ in read_comments(settings(config, WebSettings).comments)[1]:
        report(Problem(Kind.COMMENTS, 0, f"web_comments: {message_}"), str(Path(app.confdir) / "conf.py"))
