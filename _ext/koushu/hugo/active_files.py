"""Files that a browser would run: pages, and XML in which elements of pages stand, whatever they are called.

Servers tell browsers the kind of a file by its suffix, and many suffixes are those of some XML; a browser that opens
such a file runs the scripts in it, as it does those of the site. Followed: WHATWG MIME Sniffing, XML 1.0 (namespaces).
"""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

ACTIVE_SUFFIXES: Final = frozenset(
    (".xhtml", ".xht", ".shtml", ".hta", ".htc", ".mht", ".mhtml", ".svgz", ".swf", ".htaccess")
)
_BEGUN: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\x0c"
"""What may stand before the first tag, in UTF-16 as well."""
_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|(?:html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENTS: Final = re.compile(
    r"""1999/xhtml|2000/svg|1998/math|<\?xml-stylesheet|<!ENTITY|xmlns[^=<>]*=\s*(?:"[^"]*&|'[^']*&)""",
    re.IGNORECASE,
)
_ENCODING: Final = re.compile(r"""\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)""")
# In others the same bytes may be other letters.
_PLAIN_ENCODINGS: Final = frozenset(("utf-8", "us-ascii", "ascii", "iso-8859-1", "windows-1252"))
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def acts(path: Path) -> bool:
    """Return whether a browser would take a file for a page with scripts, or a program for itself.

    Raises `OSError` when it cannot be read.
    """
    if path.suffix.lower() in ACTIVE_SUFFIXES:
        return True
    kind = mimetypes.guess_type(path.name)[0] or ""
    group = kind.partition("/")[0]
    if (
        not kind.endswith("xml")
        and group in {"image", "audio", "video", "text", "font"}
        and kind != "text/html"
    ):
        return False
    with path.open("rb") as file:
        if not file.read(1024).lstrip(_BEGUN).startswith(b"<"):
            return False
        file.seek(0)
        return is_active(file.read())


def is_active(data: bytes) -> bool:
    """Return whether something in a text that begins with a tag may be run."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    encoding = _ENCODING.match(text)
    if _CONTROLS.search(text) or (encoding and encoding[1].lower() not in _PLAIN_ENCODINGS):
        return True
    return bool(_HTML.match(text) or _ELEMENTS.search(text))
