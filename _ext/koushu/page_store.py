"""What is kept of each page as it is written, for what is made when all pages are.

Pages are written by several processes, and only those that changed; so what is kept of each lies in a file of
its own, beside the doctrees.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SITES: Final = frozenset({"html", "dirhtml"})
"""Builders whose pages are a web site of many pages."""


def keep(app: Sphinx, kind: str, docname: str, text: str) -> None:
    """Keep a text of a page; `kind` says what it is."""
    path = _path(app, kind, docname)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def kept(app: Sphinx, kind: str, docname: str) -> str:
    """Return what was kept of a page when it was written last; empty when it never was."""
    try:
        return _path(app, kind, docname).read_text(encoding="utf-8")
    except OSError:
        return ""


def kept_signature(app: Sphinx, kind: str, docname: str) -> str:
    """Return what changes when what is kept of a page is written again; empty when nothing is kept."""
    try:
        found = _path(app, kind, docname).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns:x}-{found.st_size:x}"


def _path(app: Sphinx, kind: str, docname: str) -> Path:
    # A document name may be longer than any file name.
    name = hashlib.sha256(docname.encode()).hexdigest()[:32]
    return Path(app.doctreedir, "pages", app.builder.name, kind, name[:2], name)


def write_if_changed(path: Path, text: str) -> None:
    """Write a file of the site, but only if that changes it."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
