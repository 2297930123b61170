"""Writes the exports beside the pages, names them on the page, and puts the linked data into its head."""

from __future__ import annotations

import os
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.added import ADDED
from koushu.config import DialogueSettings, settings
from koushu.dialogue.exports.facts import PageRecord
from koushu.dialogue.exports.files import forms_of
from koushu.dialogue.exports.linked_data import conversation_nodes
from koushu.dialogue.extract_store import conversation_of, timed_conversations
from koushu.linked_data import add_nodes
from koushu.messages import message
from koushu.page_store import SITES, note_outputs, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.rebuilding.exact_pages import output_name
from koushu.posts.words import one_line
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx.application import Sphinx

    from koushu.dialogue.exports.files import Form
    from koushu.dialogue.extract import Conversation


def export_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Write what a page with a conversation is exported to, and tell of it on the page (`html-page-context`).

    A page is written when its document or the configuration changed, and so are its exports.
    """
    conversation = conversation_of(app.env, pagename)
    builder = app.builder
    if conversation is None or builder.name not in SITES or not isinstance(builder, StandaloneHTMLBuilder):
        return
    page = page_record(app, pagename, str(context.get("pageurl") or ""))
    files = _files(builder, pagename, timed=conversation.is_timed)
    for path, form in files.items():
        write_if_changed(path, form.write(conversation, page))
    _announce(conversation, page, {path.name: form for path, form in files.items()}, context)


def note_exports(app: Sphinx, error: Exception | None) -> None:
    """Note the files of every page, written now or earlier (`build-finished`)."""
    builder = app.builder
    if lists_stand(app):
        return
    if error is None and builder.name in SITES and isinstance(builder, StandaloneHTMLBuilder):
        for docname, timed in timed_conversations(app.env).items():
            note_outputs(app.config, _names(builder, docname, timed=timed))


def _files(builder: StandaloneHTMLBuilder, docname: str, *, timed: bool) -> dict[Path, Form]:
    forms = forms_of(settings(builder.config, DialogueSettings).exports, timed=timed)
    folder, stem = Path(output_name(builder, docname)).parent, _stem(docname)
    return {folder / (stem + form.suffix): form for form in forms.values()}


def _names(builder: StandaloneHTMLBuilder, docname: str, *, timed: bool) -> list[str]:
    # As text, since they are looked at in each build.
    forms = forms_of(settings(builder.config, DialogueSettings).exports, timed=timed)
    place = output_name(builder, docname).rpartition(os.sep)[0] + os.sep + _stem(docname)
    return [place + form.suffix for form in forms.values()]


def _announce(
    conversation: Conversation, page: PageRecord, files: Mapping[str, Form], context: dict[str, Any]
) -> None:
    base = page.address and page.address.rpartition("/")[0] + "/"
    first = next(iter(files), "")
    add_nodes(context, conversation_nodes(conversation, page, base + quote(first) if first else ""))
    head, links = [], []
    for name, form in files.items():
        attributes = f'type="{form.media_type}" href="{quote(name)}"'
        head.append(f'<link rel="alternate" {attributes} title="{escape(form.label)}" />')
        links.append(f'<li><a {attributes} download="">{escape(form.label)}</a></li>')
    context["metatags"] = context.get("metatags", "") + "".join(f"\n{line}" for line in head)
    if links and "body" in context:
        label = escape(message("transcript_files", conversation.language))
        context["body"] += (
            f'\n<nav class="dialogue-downloads {ADDED}" aria-label="{label}"><p>{label}</p>'
            f"<ul>{''.join(links)}</ul></nav>\n"
        )


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
        description=one_line(meta.description),
        tags=meta.tags or meta.keywords,
        version=__version__,
    )


def _stem(docname: str) -> str:
    """Return the name of the files, which lie in the folder of the page."""
    above, _, name = docname.rpartition("/")
    return above.rpartition("/")[2] if name == "index" and above else name
