"""What stands in the printed HTML of a post for something that is not in Hugo's.

All are characters of a private use area, which no post holds where they are put in: its own are escaped before.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

DIVIDER: Final = "\ue002"
"""Where the author parts the summary from the rest."""
HUGO_ONLY: Final = ("\ue003", "\ue004")
"""Around what Hugo prints and readers of ours do not see: asterisks of emphasis that is repaired here."""
CODE: Final = ("\ue005", "\ue006")
"""Around the number of a block of code, which is highlighted only where that is asked for."""

_hugo_only: Final = re.compile(f"{HUGO_ONLY[0]}([^{HUGO_ONLY[1]}]*){HUGO_ONLY[1]}")


def as_hugo_shows(html: str) -> str:
    """Return printed HTML with what Hugo alone shows."""
    return _hugo_only.sub(r"\1", html)


def as_shown_here(html: str) -> str:
    """Return printed HTML without what Hugo alone shows."""
    return _hugo_only.sub("", html)


def escaped(text: str) -> str:
    """Return a text as goldmark escapes it, which leaves apostrophes."""
    return escape(text, quote=False).replace('"', "&quot;")
