"""Style sheets of other features, made fit for a book: nothing fetched from elsewhere."""

from __future__ import annotations

import re
from typing import Final

# How the web theme says "in the dark"; a book has no switch, only what the reader's system says.
_DARK_RULE: Final = re.compile(
    r"""html\[data-theme=["']?dark["']?\](?P<rest>[^{},]*)\{(?P<body>[^{}]*)\}""", re.IGNORECASE
)
_IMPORT: Final = re.compile(r"@import\b[^;{}]*;?", re.IGNORECASE)
_URL: Final = re.compile(
    r"""url\(\s*(?P<quote>["']?)(?P<address>.*?)(?P=quote)\s*\)""", re.IGNORECASE | re.DOTALL
)


def fit_for_book(css: str) -> str:
    """Return a style sheet of the web site as the book can use it: no addresses, dark where the system is dark."""
    return _DARK_RULE.sub(_follow_system, without_urls(css))


def _follow_system(match: re.Match[str]) -> str:
    return (
        f"@media (prefers-color-scheme: dark) {{\n{match['rest'].strip() or 'html'} {{{match['body']}}}\n}}"
    )


def without_urls(css: str) -> str:
    """Return a style sheet without imports, and with each address outside it as `none`."""
    return _URL.sub(_keep_inline, _IMPORT.sub("", css))


def _keep_inline(match: re.Match[str]) -> str:
    return match[0] if match["address"].startswith(("data:image/", "#")) else "none"
