"""The mark with which the text of an alert begins: `[!NOTE]`, `[!tip]-`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

match_alert_mark: Final = re.compile(r"\[!([^\W\d_][-\w ]*)\](?!\()[-+]?[ \t]*").match
"""Matches the kind, the sign of a box that folds, and the blanks before the title.

Source: Hugo documentation, "Blockquote render hooks", Alerts; kinds of themes may be of several words.
"""


def begins_alert(tokens: Sequence[Token], index: int) -> bool:
    """Return whether the text of a block, by its place among the blocks, begins an alert."""
    above = [token.type for token in tokens[max(index - 2, 0) : index]]
    is_first = above == ["blockquote_open", "paragraph_open"]
    return is_first and match_alert_mark(tokens[index].content) is not None
