"""A page that looks right wherever it is shown: it holds its style sheets and pictures, and finds its site itself.

Pure. A page for lost addresses is written for one place on one server, and shown where nobody foresaw: at the root
of a test server, below the folder of a fork, out of a folder on a disk. What it needs to look right stands in it;
its links and scripts are named from where the site was said to lie, and a small script corrects them where it lies
elsewhere.
"""

from __future__ import annotations

import posixpath
import re
from base64 import b64encode
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK: Final = re.compile(r"<link\b[^>]*>")
_IMAGE: Final = re.compile(r'(<img\b[^>]*?\ssrc="|<link\b[^>]*?\srel="icon" href="(?=[^"]*\.svg"))([^"]*)(")')
_SCRIPT: Final = re.compile(r'(<script\b[^>]*?\s)src="([^"]*)"')
_ATTRIBUTE: Final = re.compile(r'([\w-]+)="([^"]*)"')
# A sheet that another one takes in whatever the screen.
_IMPORT: Final = re.compile(r"""@import\s+(?:url\(\s*)?["']?([\w./-]+\.css)["']?\s*\)?\s*;""", re.IGNORECASE)
# An address in a style sheet that is neither absolute, nor from the root, nor a value in itself.
_IN_SHEET: Final = re.compile(
    r"""(url\(\s*["']?|@import\s+["'])(?![a-z][a-z0-9+.-]*:|/|#)([^"')]+)""", re.IGNORECASE
)
_TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_LARGEST_PICTURE: Final = 200_000
"""Bytes up to which a picture stands in the page."""
_SETTLE: Final = (Path(__file__).parent / "any_address.js").read_text(encoding="utf-8")


def self_contained(page: str, root: str, read: Callable[[str], bytes | None]) -> str:
    """Return a page with its style sheets and pictures in it, and with scripts that wait until its site is found.

    `root` is the path at which the site is said to lie, with a slash at both ends, and begins each address of the
    site in the page; `read` gives a file of the site by its path from there. A page that is so already stays as it
    is.
    """
    sheets: list[str] = []
    page = _LINK.sub(partial(_sheet, root=root, read=read, found=sheets), page)
    page = _IMAGE.sub(partial(_picture, root=root, read=read), page)
    settled = _SCRIPT.sub(partial(_waiting, root=root), page)
    if not sheets and settled == page:
        return page
    probe = sheets[0] if sheets else ""
    code = "\n".join(line.strip() for line in _SETTLE.splitlines()[1:])
    finding = f'<script data-root="{escape(root)}" data-probe="{escape(probe)}">\n{code}\n</script>\n'
    before, end, after = settled.rpartition("</body>")
    return before + finding + end + after if end else settled + finding


def _path(address: str, root: str) -> str:
    """Return the path of a file of the site; empty for any other address."""
    plain = unquote(re.sub(r"[?#].*", "", unescape(address)))
    inside = plain.startswith(root) and not plain.startswith("//")
    return plain.removeprefix(root) if inside else ""


def _sheet(link: re.Match[str], root: str, read: Callable[[str], bytes | None], found: list[str]) -> str:
    told = dict(_ATTRIBUTE.findall(link[0]))
    path = _path(told.get("href", ""), root) if "stylesheet" in told.get("rel", "").split() else ""
    text = _rules(path, root, read, frozenset()) if path else None
    if text is None or "</style" in text.lower():
        return link[0]
    found.append(path)
    media = f' media="{told["media"]}"' if told.get("media") else ""
    return f"<style{media}>\n{text}</style>"


def _rules(path: str, root: str, read: Callable[[str], bytes | None], above: frozenset[str]) -> str | None:
    """Return a style sheet with those that it imports in their places; None where there is none."""
    data = read(path) if path not in above else b""
    if data is None:
        return None
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    folder = posixpath.dirname(path)

    def placed(way: str) -> str:
        return posixpath.normpath(f"{folder}/{way}").lstrip("/")

    def imported(rule: re.Match[str]) -> str:
        inner = _rules(placed(rule[1]), root, read, above | {path})
        return rule[0] if inner is None else inner

    text = _IMPORT.sub(imported, text)
    return _IN_SHEET.sub(lambda way: way[1] + root + placed(way[2]), text)


def _picture(image: re.Match[str], root: str, read: Callable[[str], bytes | None]) -> str:
    path = _path(image[2], root)
    kind = _TYPES.get(posixpath.splitext(path)[1].lower())
    data = read(path) if kind else None
    if data is None or len(data) > _LARGEST_PICTURE:
        return image[0]
    return f"{image[1]}data:{kind};base64,{b64encode(data).decode()}{image[3]}"


def _waiting(script: re.Match[str], root: str) -> str:
    return f'{script[1]}data-src="{script[2]}"' if _path(script[2], root) else script[0]
