"""Language tags in front matter and file names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel import localedata

if TYPE_CHECKING:
    from pathlib import PurePosixPath

_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})")


def language_tag(text: str) -> str:
    """Return a BCP 47 tag in its usual case (`zh_cn` as `zh-CN`), or nothing for a text that is none."""
    match = _TAG.fullmatch(text.strip())
    if not match or not localedata.exists(match[1].lower()):
        return ""
    parts = match[2].replace("_", "-").split("-")[1:]
    return "-".join([match[1].lower(), *map(_subtag, parts)])


def _subtag(text: str) -> str:
    """Return a script as `Hans`, a region as `CN`, anything else in lower case (RFC 5646, 2.1.1)."""
    if len(text) == 2:
        return text.upper()
    return text.title() if len(text) == 4 and text.isalpha() else text.lower()


def language_of_path(path: PurePosixPath) -> str:
    """Return the language a file name ends in before its suffix, as in `post.zh-cn.md`."""
    _, dot, last = path.stem.rpartition(".")
    return language_tag(last) if dot else ""
