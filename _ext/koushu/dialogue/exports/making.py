"""Writes the exports beside the pages, names them on the page, and puts the linked data into its head."""

from __future__ import annotations

from html import escape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.added import ADDED
from koushu.config import DialogueSettings, settings
from koushu.dialogue.exports.facts import PageRecord
from koushu.dialogue.exports.files import forms_of
from koushu.dialogue.exports.linked_data import as_linked_data
from koushu.dialogue.extract_store import conversation_of, conversations_of
from koushu.messages import message
from koushu.page_store import SITES, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.version import __version__

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def announce_exports(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Add the linked data, the links and the list of exports to a page with a conversation (`html-page-context`)."""
    conversation = conversation_of(app.env, pagename)
    if app.builder.name not in SITES or conversation is None:
        return
    page = page_record(app, pagename, str(context.get("pageurl") or ""))
    head = [f'<script type="application/ld+json">{as_linked_data(conversation, page)}</script>']
    links = []
    for form in forms_of(conversation, settings(app.config, DialogueSettings).exports).values():
        address = quote(_stem(pagename) + form.suffix)
        title = escape(f"{conversation.title} ({form.label})")
        kind = form.media_type
        head.append(f'<link rel="alternate" type="{kind}" href="{address}" title="{title}" />')
        links.append(f'<li><a href="{address}" type="{kind}" download="">{escape(form.label)}</a></li>')
    context["metatags"] = context.get("metatags", "") + "".join(f"\n    {line}" for line in head)
    if links and "body" in context:
        label = escape(message("transcript_files", conversation.language))
        context["body"] += (
            f'\n<nav class="dialogue-downloads {ADDED}" aria-label="{label}"><p>{label}</p>'
            f"<ul>{''.join(links)}</ul></nav>\n"
        )


def write_exports(app: Sphinx, error: Exception | None) -> None:
    """Write every export whose content is not there yet (`build-finished`)."""
    builder = app.builder
    if error is not None or builder.name not in SITES or not isinstance(builder, StandaloneHTMLBuilder):
        return
    wanted = settings(app.config, DialogueSettings).exports
    for docname, conversation in conversations_of(app.env).items():
        page = page_record(app, docname, _address(app, builder, docname))
        folder = Path(builder.get_outfilename(docname)).parent
        for form in forms_of(conversation, wanted).values():
            write_if_changed(folder / (_stem(docname) + form.suffix), form.write(conversation, page))


def page_record(app: Sphinx, docname: str, address: str) -> PageRecord:
    """Return what exports say of a page, from the catalogue where it is a post."""
    post = catalogue_of(app).by_docname.get(docname)
    site = str(app.config.html_title or app.config.project)
    if post is None:
        return PageRecord(site, address, version=__version__)
    meta = post.meta
    return PageRecord(
        site=site,
        address=address,
        authors=meta.authors,
        published=meta.date,
        modified=meta.lastmod,
        description=" ".join(meta.description.split()),
        tags=meta.tags or meta.keywords,
        version=__version__,
    )


def _stem(docname: str) -> str:
    """Return the name of the files, which lie in the folder of the page."""
    path = PurePosixPath(docname)
    return path.parent.name if path.name == "index" and path.parent.name else path.name


def _address(app: Sphinx, builder: StandaloneHTMLBuilder, docname: str) -> str:
    base = str(app.config.html_baseurl or "")
    return f"{base.rstrip('/')}/{builder.get_target_uri(docname)}" if base else ""
