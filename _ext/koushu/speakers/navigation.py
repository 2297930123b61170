"""The way from every page of the web site to the index of speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.messages import message
from koushu.posts.catalogue import site_language
from koushu.record import record
from koushu.speakers.page_source import INDEX, SUFFIX

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@record
class Link:
    """A main link as the theme's template reads it."""

    label: str
    address: str
    is_current: bool


def add_link(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Add the index to the main links of a page, unless the publication names it there itself (`koushu-page-looks`).

    A page that the build has made shows no source.
    """
    if SUFFIX in str(context.get("sourcename", "")):
        context["sourcename"] = ""
    links = context.get("site_links")
    if links is None or INDEX not in app.env.all_docs:
        return
    address = context["pathto"](INDEX)
    if all(link.address != address for link in links):
        label = message("speakers", site_language(app.config))
        context["site_links"] = [*links, Link(label, address, pagename == INDEX)]
