"""HTML: the recording of a conversation. Nothing of it is loaded before the reader plays it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from docutils import nodes

from koushu.added import ADDED
from koushu.messages import message

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator

    from koushu.dialogue.page.media import Media


def player(self: HTML5Translator, media: Media) -> str:
    """Return the element that plays a recording, with a link for browsers that cannot."""
    source = media.address
    if media.copied:
        source = posixpath.join(self.builder.dlpath, media.copied)
    language = str(self.document.get("language") or self.config.language or "en")
    label = message("recording", language)
    attributes: Any = {"src": source, "preload": "none", "aria-label": label, "controls": "controls"}
    opening = self.starttag(nodes.inline(), media.kind, "", CLASS=f"recording {ADDED}", **attributes)
    link: Any = {"href": source}
    inside = self.starttag(nodes.inline(), "a", "", **link) + self.encode(label) + "</a>"
    return f"{opening}{inside}</{media.kind}>\n"


def short_clock(seconds: float) -> str:
    """Return a time as it is read: `4:03`, `1:04:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
