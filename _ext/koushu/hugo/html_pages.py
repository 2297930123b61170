"""Pages that are written in HTML: whether a site has them, and one as a token of Markdown.

Pure. Source: Hugo, "Security", `allowContent`: patterns of media types, those that begin with `!` keep out; without
any, HTML is kept out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from koushu.hugo.metadata.casts import to_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.hugo.metadata.fields import Value

SUFFIXES: Final = (".html", ".htm")
_TYPE: Final = "text/html"


def allows_html(security: Mapping[str, Value]) -> bool:
    """Return whether the table `security` of a site, its keys in lower case, lets pages in HTML in."""
    patterns = to_texts(security.get("allowcontent")) or ()
    kept_out = [one.removeprefix("!").strip() for one in patterns if one.startswith("!")]
    let_in = [one for one in patterns if not one.startswith("!")]
    return bool(patterns) and not _any(kept_out) and (not let_in or _any(let_in))


def _any(patterns: Iterable[str]) -> bool:
    return any(_matches(one) for one in patterns)


def _matches(pattern: str) -> bool:
    try:
        return re.search(pattern, _TYPE) is not None
    except re.error:
        return False


def is_html(path: str) -> bool:
    """Return whether a source is written in HTML."""
    return path.lower().endswith(SUFFIXES)


def html_token(text: str) -> Token:
    """Return the body of a page in HTML as one block of raw HTML, to be cleaned like any other."""
    return Token("html_block", "", 0, content=text, map=[0, text.count("\n") + 1], block=True)
