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
HERE_ONLY: Final = ("\ue007", "\ue008")
"""Around what readers of ours see in place of what Hugo prints: the text of a role. It holds no tags."""
CODE: Final = ("\ue005", "\ue006")
"""Around the number of a block of code, which is highlighted only where that is asked for."""

_hugo_only: Final = re.compile(f"{HUGO_ONLY[0]}([^{HUGO_ONLY[1]}]*){HUGO_ONLY[1]}")
# A blank before nothing goes with it, as before a citation that is left out.
_here_only: Final = re.compile(rf"(\s?){HERE_ONLY[0]}([^{HERE_ONLY[1]}]*){HERE_ONLY[1]}")


def as_hugo_shows(html: str) -> str:
    """Return printed HTML with what Hugo alone shows."""
    text = _hugo_only.sub(r"\1", html)
    return _here_only.sub(r"\1", text) if HERE_ONLY[0] in text else text


def as_shown_here(html: str) -> str:
    """Return printed HTML without what Hugo alone shows."""
    text = _hugo_only.sub("", html)
    return _here_only.sub(_seen, text) if HERE_ONLY[0] in text else text


def instead(hugo: str, here: str) -> str:
    """Return printed HTML that shows one thing in Hugo and another here; the latter is plain text."""
    return f"{HUGO_ONLY[0]}{hugo}{HUGO_ONLY[1]}{HERE_ONLY[0]}{escape(here, quote=False)}{HERE_ONLY[1]}"


def _seen(found: re.Match[str]) -> str:
    return found[1] + found[2] if found[2] else ""


def escaped(text: str) -> str:
    """Return a text as goldmark escapes it, which leaves apostrophes."""
    return escape(text, quote=False).replace('"', "&quot;")
