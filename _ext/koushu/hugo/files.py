"""Files that a post names: looked for where Hugo does, and never outside the publication.

Posts are not trusted, so a file is taken only from inside the source folder, symbolic links followed, and only when its
kind is one that belongs on a site: a post must not publish the configuration or another post's source.
"""

from __future__ import annotations

import mimetypes
import posixpath
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.hugo.active_files import acts
from koushu.safe_path import is_real_file

if TYPE_CHECKING:
    from collections.abc import Sequence

# Hugo copies what lies in the first two to the root of the site.
_ROOTS: Final = ("static", "assets", "content")
_IMAGES: Final = frozenset((".avif", ".webp", ".svg", ".bmp", ".ico"))
# What runs or configures a site, or is the text of a page.
_NAMES: Final = """
    .py .pyc .toml .yaml .yml .json .cfg .ini .lock .pem .key .sh .bib .php .js .mjs
    .md .markdown .rst .html .htm .xhtml .xht .shtml .hta .htc .mht .mhtml .xml .xsl .xslt .rdf .svgz .swf .wasm
    .jar .cgi .pl .asp .aspx .jsp .htaccess .exe .bat .cmd .ps1 .vbs .scr .msi .lnk .url .desktop
"""
_NEVER: Final = frozenset(_NAMES.split())


def find_image(
    source_folder: Path, docname: str, address: str, static: Sequence[str] | None = None
) -> str | None:
    """Return the path of an image's file from the source folder, None when there is no image of that name.

    `docname` is the post's file, with or without its suffix; `static` are further places that its site names.
    """
    paths = (*candidates(docname, address), *(static or ()))
    return next(
        (path for path in paths if path and _is_image(path) and is_real_file(source_folder, path)), None
    )


def find_attachment(
    source_folder: Path, docname: str, address: str, static: Sequence[str] | None = None
) -> str | None:
    """Return the path of a file that a post links to: one beside the post, or in the folders of static files."""
    # Most links lead to sources, for which the disk need not be asked.
    paths = (*candidates(docname, address), *(static or ()))
    for path in (path for path in paths if path and not is_unpublishable(path)):
        if not is_real_file(source_folder, path) or is_active_file(source_folder, path):
            continue
        folders = (folder for folder in (posixpath.dirname(docname), *_ROOTS[:2]) if folder)
        if path in (static or ()) or any(PurePosixPath(path).is_relative_to(folder) for folder in folders):
            return path
    return None


def is_active_file(source_folder: Path, path: str) -> bool:
    """Return whether a browser would run a file, or nobody can read it."""
    if _suffix(posixpath.basename(path)) == ".svg":
        # It is cleaned before it is published.
        return False
    try:
        return acts(Path(source_folder, path))
    except OSError:
        return True


def is_unpublishable(path: str) -> bool:
    """Return whether a file is hidden, or of a kind that no post may publish: the configuration, another source."""
    parts = [part for part in path.split("/") if part and part != "."]
    hidden = any(part[0] in "._" and part != ".." for part in parts)
    return hidden or bool(parts and _suffix(parts[-1]) in _NEVER)


def candidates(docname: str, address: str) -> list[str]:
    """Return the paths at which a file may lie, from the source folder on, the likeliest first."""
    path = address.partition("?")[0].partition("#")[0]
    if path.startswith("/"):
        return [_normal(f"{root}/{path}") for root in ("", *_ROOTS)]
    return [_normal(f"{root}/{path}") for root in (posixpath.dirname(docname), *_ROOTS[:2])]


@lru_cache(maxsize=4096)
def _is_image(path: str) -> bool:
    kind, coding = mimetypes.guess_type(path)
    if coding:
        # A packed drawing: nobody looks into it, but browsers do.
        return False
    return (kind or "").startswith("image/") or _suffix(posixpath.basename(path)) in _IMAGES


def _suffix(name: str) -> str:
    """Return the end of a file's name from its last full stop on, in small letters, as pathlib tells it."""
    place = name.rfind(".")
    return name[place:].lower() if 0 < place < len(name) - 1 else ""


def _normal(path: str) -> str:
    """Return a path without `.` and `..`; one that leaves the source folder keeps its `..`."""
    parts: list[str] = []
    for part in path.split("/"):
        if not part or part == ".":
            continue
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
