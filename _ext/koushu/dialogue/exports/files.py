"""Which files a conversation is exported to: names, media types, and what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.dialogue.exports.captions import as_vtt
from koushu.dialogue.exports.data import as_json
from koushu.dialogue.exports.podcast import as_podcast
from koushu.dialogue.exports.table import as_csv
from koushu.dialogue.exports.tei import as_tei
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from koushu.dialogue.exports.facts import PageRecord
    from koushu.dialogue.extract import Conversation


@record
class Form:
    """One form of export."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[Conversation, PageRecord], str]
    """Returns an empty text for a conversation that has no such form."""
    timed: bool = False
    """Whether there is a file only where a turn tells its time."""


FORMS: Final[Mapping[str, Form]] = {
    "json": Form(".dialogue.json", "application/json", "JSON", as_json),
    "tei": Form(".tei.xml", "application/tei+xml", "TEI", as_tei),
    "csv": Form(".csv", "text/csv", "CSV", as_csv),
    "vtt": Form(".vtt", "text/vtt", "WebVTT", as_vtt, timed=True),
    "podcast": Form(
        ".podcast.json",
        "application/json",
        "Podcasting 2.0",
        lambda conversation, _page: as_podcast(conversation),
        timed=True,
    ),
}


def forms_of(wanted: Sequence[str], *, timed: bool) -> dict[str, Form]:
    """Return the forms that a conversation has, in order; `timed` if a turn of it tells its time."""
    return {name: form for name, form in FORMS.items() if name in wanted and (timed or not form.timed)}
