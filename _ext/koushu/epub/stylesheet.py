"""Style sheets of other features, made fit for a book: nothing fetched from elsewhere."""

from __future__ import annotations

import re
from typing import Final

# How the web theme says "in the dark"; a book has no switch, only what the reader's system says.
_DARK_RULE: Final = re.compile(
    r"""html\[data-theme=["']?dark["']?\](?P<rest>[^{},]*)\{(?P<body>[^{}]*)\}""", re.IGNORECASE
)
# A rule or its declarations between braces that hold no others.
_BLOCK: Final = re.compile(r"(?P<selector>[^{}]*)\{(?P<body>[^{}]*)\}")
_PLACED: Final = re.compile(r"(?<![\w-])position\s*:\s*(absolute|fixed|sticky)", re.IGNORECASE)
# Where readers turn pages nothing has a place of its own, and no window has a size.
_OF_WINDOWS: Final = re.compile(
    r"(?<![\w-])(position\s*:[^;}]*|[\w-]+\s*:[^;{}]*?(?<![\w.-])[\d.]+[sld]?v(?:w|h|i|b|min|max)\b[^;}]*)(;|(?=\}))",
    re.IGNORECASE,
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT: Final = re.compile(r"@import\b[^;{}]*;?", re.IGNORECASE)
_URL: Final = re.compile(
    r"""url\(\s*(?P<quote>["']?)(?P<address>.*?)(?P=quote)\s*\)""", re.IGNORECASE | re.DOTALL
)


def fit_for_book(css: str) -> str:
    """Return a style sheet of the web site as the book can use it.

    It has no addresses, is dark where the system is dark, and nothing in it is positioned or as large as a part of a
    window, which reading systems forbid or ignore (EPUB 3.3, 6.3.1; Kindle Publishing Guidelines, 10.4).
    """
    return _DARK_RULE.sub(_follow_system, _BLOCK.sub(_in_the_flow, without_urls(_COMMENT.sub("", css))))


def _in_the_flow(match: re.Match[str]) -> str:
    """Return a rule without sizes of windows; what is taken out of the flow of text is left out altogether."""
    if _PLACED.search(match["body"]):
        return ""
    body = _OF_WINDOWS.sub("", f"{match['body']}}}").removesuffix("}")
    return f"{match['selector']}{{{body}}}"


def _follow_system(match: re.Match[str]) -> str:
    return (
        f"@media (prefers-color-scheme: dark) {{\n{match['rest'].strip() or 'html'} {{{match['body']}}}\n}}"
    )


def without_urls(css: str) -> str:
    """Return a style sheet without imports, and with each address outside it as `none`."""
    return _URL.sub(_keep_inline, _IMPORT.sub("", css))


def _keep_inline(match: re.Match[str]) -> str:
    return match[0] if match["address"].startswith(("data:image/", "#")) else "none"
