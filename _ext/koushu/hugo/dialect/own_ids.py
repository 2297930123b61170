"""Ids that posts may give: fit for every format, and none that the page has for a part of its own.

What scripts, styles and links of the page look for would be found in the place of the page's own element.
"""

from __future__ import annotations

import re
from typing import Final

_is_reserved: Final = re.compile(
    r"(?:pst|jb|rtd)-.*|(?:print-)?main-content|searchbox|search-(?:form|input|results|progress|documentation)|"
    r"page-contents-title|post-comments|related-posts|bd-header.*|documentation_options",
    re.IGNORECASE,
).fullmatch
# What could end an attribute, a label or a command.
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f-\xa0\"'<>&`\\{}%\u2028-\u202e\u2066-\u2069]+")


def is_own_id(identifier: str) -> bool:
    """Return whether a page has an element of its own with this id."""
    return _is_reserved(identifier) is not None


def fit_id(identifier: str) -> str:
    """Return an id without marks of HTML, TeX and Typst, blanks and controls."""
    if identifier.replace("-", "").isalnum():
        return identifier
    return _UNFIT.sub("", identifier) or "id"
