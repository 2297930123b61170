"""What the pages of speakers are, for those who make their heads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from koushu.linked_data import ABOVE, KIND
from koushu.speakers.making import is_speaker_page
from koushu.speakers.page_source import INDEX

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


def say_what_it_is(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Say of a page that it is of one person, below the index of all (`html-page-context`)."""
    if not is_speaker_page(app.env, pagename):
        return
    context[KIND] = "list" if pagename == INDEX else "person"
    if pagename != INDEX:
        context[ABOVE] = INDEX
