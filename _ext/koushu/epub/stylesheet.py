"""Style sheets of other features, made fit for a book: nothing fetched from elsewhere."""

from __future__ import annotations

import re
from typing import Final

_IMPORT: Final = re.compile(r"@import\b[^;{}]*;?", re.IGNORECASE)
_URL: Final = re.compile(
    r"""url\(\s*(?P<quote>["']?)(?P<address>.*?)(?P=quote)\s*\)""", re.IGNORECASE | re.DOTALL
)


def without_urls(css: str) -> str:
    """Return a style sheet without imports, and with each address outside it as `none`."""
    return _URL.sub(_keep_inline, _IMPORT.sub("", css))


def _keep_inline(match: re.Match[str]) -> str:
    return match[0] if match["address"].startswith(("data:image/", "#")) else "none"
