"""The way from a front page to the index of speakers (`koushu-entry-points`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.messages import message
from koushu.posts.catalogue import site_language
from koushu.posts.entry_points import EntryPoint
from koushu.speakers.making import people_of
from koushu.speakers.page_source import INDEX

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def speakers_entry(app: Sphinx, docname: str) -> list[EntryPoint]:
    """Return the index of speakers for the front page of a site that has one."""
    people = people_of(app.env)
    if docname != app.config.root_doc or not people:
        return []
    label = message("speakers", site_language(app.config))
    return [EntryPoint(label, page=INDEX, count=len(people))]
