"""Who speaks in a post, for lists that show it; the feature that reads dialogues answers an event.

Lists of posts know nothing of dialogue, and a publication may do without it: then nobody answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.record import record

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EVENT: Final = "koushu-post-speakers"
"""Sphinx event: `handler(app, docname) -> tuple[PostSpeaker, ...]`, asked when all sources are read."""


@record
class PostSpeaker:
    """One person who speaks in a post, in the words of that post."""

    name: str
    initials: str
    """One or two letters, in place of a portrait."""
    slot: int
    """Palette slot from 1 on, as in the post itself; 0 for somebody without a colour."""
    colours: tuple[str, str] = ("", "")
    """Colours `#rrggbb` of the person's own, on light and on dark ground; empty for those of the slot."""
    portrait: str = ""
    """Path of a picture below the source folder, with forward slashes."""


def speakers_of_post(app: Sphinx, docname: str) -> tuple[PostSpeaker, ...]:
    """Return who speaks in a post, in order of the first turn; nobody where it holds no conversation."""
    found: tuple[PostSpeaker, ...] | None = app.emit_firstresult(EVENT, docname)
    return found or ()
