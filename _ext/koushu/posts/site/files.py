"""The files in the folders of pages of a Hugo site."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.posts.records import Withheld
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from koushu.hugo.sites.folders import Root
    from koushu.hugo.sites.site import Site

# Markup that Hugo makes pages of and that is not read here.
_OTHER_FORMATS: Final = frozenset(
    {".html", ".htm", ".org", ".rst", ".adoc", ".asciidoc", ".pandoc", ".ad", ".pdc", ".mmark"}
)
# Text with code in it, of which a program makes what Hugo reads.
_KNITTED: Final = frozenset({".rmd", ".rmarkdown", ".qmd", ".ipynb"})
_MADE: Final = (".md", ".markdown", ".mdown", ".html", ".htm")
# Passed over where a folder without `content/` is all pages.
_SKIPPED: Final = frozenset({"node_modules", "public", "themes", "layouts", "archetypes", "_build"})


def site_files(root: Path, site: Site) -> Iterator[tuple[Path, Root]]:
    """Yield every file in the folders of pages, each once, those of the site itself before those of its themes.

    Problems: `Kind.SITE` for what a symbolic link leads out of the site to, or cannot be read; it is passed over.
    """
    inside = root.resolve()
    whole = {root / content.folder for content in site.content}
    for content in site.content:
        folder = root / content.folder
        for path in _walk(folder, whole - {folder}, whole_site=not content.folder):
            if not _is_inside(path, inside) or not os.access(path, os.R_OK):
                message = "found a file that cannot be read, or lies outside the site; it is left out"
                report(Problem(Kind.SITE, 1, message), str(path))
            elif path.is_file():
                yield path, content


def unread_sources(paths: Collection[str], read: Collection[str]) -> Iterator[Withheld]:
    """Yield each file among the pages that holds the text of a page and is not read, with the reason.

    `read` are the suffixes of those that are.
    """
    made = {path.lower() for path in paths}
    for path in paths:
        whole = PurePosixPath(path.lower())
        if whole.suffix in _OTHER_FORMATS and whole.suffix not in read:
            yield Withheld(path, "format")
        elif whole.suffix in _KNITTED:
            is_made = any(str(whole.with_suffix(suffix)) in made for suffix in _MADE)
            yield Withheld(path, "knitted" if is_made else "unknitted")


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(folder)
    except (OSError, RuntimeError):
        return False


def _walk(folder: Path, others: Collection[Path], *, whole_site: bool) -> Iterator[Path]:
    """Yield the files below a folder that Hugo does not pass over; those of a whole site only where pages may lie.

    A folder that is given on its own is passed over too.
    """
    if folder.is_file():
        yield folder
    skipped = _SKIPPED if whole_site else frozenset()
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not _is_hidden(name) and name not in skipped and Path(here, name) not in others
        )
        yield from (Path(here, name) for name in sorted(names) if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    """Return whether Hugo passes over a file of this name among its pages."""
    return name.startswith((".", "#")) or name.endswith("~")


def static_addresses(root: Path, site: Site) -> dict[str, str]:
    """Return address -> path from the site's root of each static file; what lies outside the site is left out.

    Of two files with one address that of the site wins over that of its theme.
    """
    inside = root.resolve()
    found: dict[str, str] = {}
    for static in site.static:
        folder = root / static.folder
        for path in _files(folder):
            address = "/" + Path(static.target, path.relative_to(folder)).as_posix()
            if address not in found and _is_inside(path, inside) and path.is_file():
                found[address] = path.relative_to(root).as_posix()
    return found


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for here, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(here, name) for name in sorted(names))
