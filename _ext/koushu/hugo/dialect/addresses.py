"""Addresses in links: which lie elsewhere, and which may do harm."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import unquote

_elsewhere: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//").match
_SCHEMES: Final = """
    javascript vbscript livescript jscript mocha data file filesystem blob jar view-source feed mhtml mk its ms-its
    about chrome chrome-extension moz-extension resource res shell search-ms wyciwyg intent
"""
# A scheme that runs code or reads the reader's machine, or one that hands what follows to such a scheme.
_dangerous: Final = re.compile(
    rf"(?:{'|'.join(map(re.escape, _SCHEMES.split()))}|ms-[a-z-]+):", re.IGNORECASE
).match
_harmless_data: Final = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE).match
# Characters that browsers pass over inside a scheme.
_unseen: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")


def is_elsewhere(address: str) -> bool:
    """Return whether an address names its own scheme or host."""
    return _elsewhere(address) is not None


def is_dangerous(address: str) -> bool:
    """Return whether an address may run code or read files of the reader's machine, however it is disguised."""
    plain = _unseen.sub("", unquote(unescape(address)))
    return _dangerous(plain) is not None and _harmless_data(plain) is None
