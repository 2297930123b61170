"""Addresses in links: which lie elsewhere, and which posts may lead to.

Source: the safelisted schemes of the HTML Living Standard, 8.9.1.3 `registerProtocolHandler()`, none of which runs
code; and, whatever their disguise, none of the schemes that browsers have run code or read the machine for.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection

_elsewhere: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//").match
_SAFELISTED: Final = """
    bitcoin ftp ftps geo im irc ircs magnet mailto matrix mms news nntp openpgp4fpr sftp sip sms smsto ssh tel urn
    webcal wtai xmpp
"""
# CommonMark's own examples of an address, which no program answers to.
_EXAMPLES: Final = ("a+b+c", "localhost", "made-up-scheme")
SCHEMES: Final = frozenset(("http", "https", *_SAFELISTED.split(), *_EXAMPLES))
"""Schemes of the addresses that posts may lead to."""
_RUNNING: Final = """
    javascript vbscript livescript jscript mocha data file filesystem blob jar view-source feed mhtml mk its ms-its
    about chrome chrome-extension moz-extension resource res shell search-ms wyciwyg intent
"""
# A scheme that runs code or reads the reader's machine, or one that hands what follows to such a scheme.
_runs: Final = re.compile(
    rf"(?:{'|'.join(map(re.escape, _RUNNING.split()))}|ms-[a-z-]+):", re.IGNORECASE
).match
_harmless_data: Final = re.compile(r"data:image/(?:gif|png|jpeg|webp);", re.IGNORECASE).match
_scheme: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):").match
# What browsers drop from an address before they read it, and what in front of it.
_dropped: Final = re.compile(r"[\t\n\r]")
_TRIMMED: Final = "".join(map(chr, range(0x21)))
# Characters that may disguise a scheme.
_unseen: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]+")


def is_elsewhere(address: str) -> bool:
    """Return whether an address names its own scheme or host."""
    return _elsewhere(address) is not None


def is_dangerous(address: str, further: Collection[str] = ()) -> bool:
    """Return whether posts may not lead to an address: it has no scheme of the list, or hides one that runs code.

    `further` are schemes, in lower case, that the site lets posts lead to besides.
    """
    if ":" not in address and "%" not in address and "&" not in address:
        return False
    read = unescape(address)
    if _harmless_data(_unseen.sub("", read)):
        return False
    found = _scheme(_dropped.sub("", read).lstrip(_TRIMMED))
    if found:
        return found[1].lower() not in SCHEMES and found[1].lower() not in further
    return _runs(_unseen.sub("", unquote(read))) is not None
