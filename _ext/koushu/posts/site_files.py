"""The files in the folders of pages of a Hugo site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from koushu.hugo.site import Site

# Markup that Hugo makes pages of and that is not read here.
OTHER_FORMATS: Final = (".html", ".htm", ".org", ".rst", ".adoc", ".asciidoc", ".pandoc", ".ad", ".pdc")
# Passed over where a folder without `content/` is all pages.
_SKIPPED: Final = frozenset({"node_modules", "public", "themes", "layouts", "archetypes", "_build"})


def site_files(root: Path, site: Site) -> Iterator[Path]:
    """Yield every file in the folders of pages, each once.

    Problems: `Kind.SITE` for what a symbolic link leads out of the site to, or cannot be read; it is passed over.
    """
    inside = root.resolve()
    seen: set[Path] = set()
    for content in site.content:
        for path in _walk(root / content.folder, whole_site=not content.folder):
            if path in seen:
                continue
            seen.add(path)
            if not path.resolve().is_relative_to(inside) or not os.access(path, os.R_OK):
                message = "found a file that cannot be read, or lies outside the site; it is left out"
                report(Problem(Kind.SITE, 0, message), str(path))
            elif path.is_file():
                yield path


def _walk(folder: Path, *, whole_site: bool) -> Iterator[Path]:
    """Yield the files below a folder, hidden ones left out; those of a whole site only where pages may lie."""
    for here, folders, names in os.walk(folder):
        skipped = _SKIPPED if whole_site else frozenset()
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in skipped)
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))
